import { count, display } from '../../plugin/display.ts';
import type { Cli } from '../cli.ts';
import type { Chain } from './chain.ts';
import type { Finding, Section } from './finding.ts';

/** PURE: the findings as people read them, what is wrong with what to do, and how many of each at the end. */
export function doctorText(cli: Cli, chain: Chain, sections: readonly Section[]): string {
  const { colour } = cli.terminal;
  return [
    colour.bold(headOf(chain)),
    ...sections.flatMap(({ title, findings }) => {
      const lines = folded(findings, aliking, (finding) => linesOf(cli, finding));
      return lines.length === 0 ? [] : ['', colour.bold(title), ...lines];
    }),
    ...notChecked(cli, sections),
    '',
    sentence(sections),
  ].join('\n');
}

/** Many alike are shown by a few: one cause has often made them all. */
const MANY = 5;
const FEW = 3;

/** PURE: the lines of each, in order; of many with the same key a few and how many more there are. */
function folded<T>(all: readonly T[], key: (one: T) => string, lines: (one: T) => string[]): string[] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const alike = groups.get(key(one));
    if (alike === undefined) groups.set(key(one), [one]);
    else alike.push(one);
  }
  return all.flatMap((one) => {
    const alike = groups.get(key(one)) ?? [];
    const index = alike.indexOf(one);
    if (alike.length <= MANY || index < FEW) return lines(one);
    const more =
      lines(one).length === 0 ? [] : [`  … and ${alike.length - FEW} more like these (all: --json)`];
    return index === FEW ? more : [];
  });
}

function aliking(finding: Finding): string {
  const code = 'code' in finding ? finding.code : '';
  return `${finding.kind} ${code} ${finding.where}`;
}

function headOf({ plugin, marketplaces }: Chain): string {
  const names = marketplaces.map(({ remote }) => remote.name).join(', ');
  if (plugin === null) return names;
  const own = plugin.remote?.name ?? 'this checkout';
  return names === '' ? own : `${own} → ${names}`;
}

function linesOf({ terminal: { colour } }: Cli, finding: Finding): string[] {
  const { where, what } = finding;
  switch (finding.kind) {
    case 'fine':
      return [`${colour.green('✓')} ${where}: ${what}`];
    case 'unchecked':
      return [];
    case 'problem':
    case 'warning': {
      const sign = finding.kind === 'problem' ? colour.red('✗') : colour.yellow('!');
      return [
        `${sign} ${where}: ${ended(what)} ${colour.dim(`[${finding.code}]${placeOf(finding.at)}`)}`,
        `  → ${finding.remedy}`,
      ];
    }
  }
}

/** At the end, and each reason once: often it is one for all. */
function notChecked({ terminal: { colour } }: Cli, sections: readonly Section[]): string[] {
  const reasons = new Map<string, string[]>();
  for (const finding of sections.flatMap(({ findings }) => findings)) {
    if (finding.kind !== 'unchecked') continue;
    const { where, what, why } = finding;
    reasons.set(why, [...(reasons.get(why) ?? []), `${colour.dim('?')} ${where}: ${what}`]);
  }
  return [...reasons].flatMap(([why, lines]) => [
    '',
    colour.bold(`Not checked: ${why}`),
    ...folded(
      lines,
      () => '',
      (line) => [line],
    ),
  ]);
}

function ended(what: string): string {
  return /[.!?]$/.test(what) ? what : `${what}.`;
}

function placeOf(at: { file: string; line?: number; column?: number } | undefined): string {
  return at === undefined
    ? ''
    : ` ${[display(at.file), at.line, at.column].filter((part) => part !== undefined).join(':')}`;
}

function sentence(sections: readonly Section[]): string {
  const all = sections.flatMap(({ findings }) => findings);
  const of = (kind: Finding['kind']) => all.filter((finding) => finding.kind === kind).length;
  const parts = [
    `${of('fine')} fine`,
    of('problem') > 0 ? count(of('problem'), 'problem') : 'no problem',
    of('warning') > 0 ? count(of('warning'), 'warning') : '',
    of('unchecked') > 0 ? `${of('unchecked')} not checked` : '',
  ];
  return `${parts.filter((part) => part !== '').join(', ')}.`;
}

/** PURE: the same for programs: a list, in order. */
export function doctorJson(sections: readonly Section[]): string {
  const all = sections.flatMap(({ title, findings }) =>
    findings.map(({ kind, ...finding }) => ({ check: title, status: kind, ...finding })),
  );
  return JSON.stringify(all, null, 2);
}
