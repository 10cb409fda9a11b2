import { count, display, quote, some } from '../../../plugin/display.ts';
import type { Place } from '../../../plugin/position.ts';
import type { Cli } from '../../cli.ts';
import { jsonText } from '../../server/clean-text.ts';
import type { Finding, Flaw, Section } from './finding.ts';

/** PURE: the findings as people read them, what is wrong with what to do, and how many of each at the end. */
export function doctorText(cli: Cli, title: string, sections: readonly Section[]): string {
  const { colour } = cli.terminal;
  return [
    colour.bold(title),
    ...sections.flatMap(({ title, findings }) => {
      const lines = foldedFindings(findings).flatMap((finding) => linesOf(cli, finding));
      return lines.length === 0 ? [] : ['', colour.bold(title), ...lines];
    }),
    ...notChecked(cli, sections),
    '',
    sentence(sections),
  ].join('\n');
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
  return [...reasons].flatMap(([why, lines]) => ['', colour.bold(`Not checked: ${why}`), ...fewOf(lines)]);
}

const MOST_LINES = 12;

function fewOf(lines: readonly string[]): string[] {
  const left = lines.length - MOST_LINES;
  return left > 0 ? [...lines.slice(0, MOST_LINES), `  … and ${left} more (all: --json)`] : [...lines];
}

function ended(what: string): string {
  return /[.!?]$/.test(what) ? what : `${what}.`;
}

function placeOf(at: Place | undefined): string {
  if (at === undefined) return '';
  const { file, line, column } = at;
  return ` ${[display(file), line, column].filter((part) => part !== undefined).join(':')}`;
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

/** PURE: the same for programs: a list, in order; a key is there where its status has it. */
export function doctorJson(sections: readonly Section[]): string {
  return jsonText(
    sections.flatMap(({ title: check, findings }) =>
      findings.map(({ kind: status, ...more }) => ({ check, status, ...more, about: undefined })),
    ),
  );
}

/** So many that are alike are still told one by one. */
const FEW = 3;

/** PURE: for people, what is wrong with many in the same way is one finding, at the place of the first. */
export function foldedFindings(findings: readonly Finding[]): Finding[] {
  const alike = new Map<string, Flaw[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    if (key !== null) alike.set(key, [...(alike.get(key) ?? []), finding as Flaw]);
  }
  return findings.flatMap((finding) => {
    const [first, ...others] = alike.get(keyOf(finding) ?? '') ?? [];
    if (first === undefined || others.length < FEW) return [finding];
    return finding === first ? [together(first, others)] : [];
  });
}

function keyOf(finding: Finding): string | null {
  if ((finding.kind !== 'problem' && finding.kind !== 'warning') || finding.about === undefined) return null;
  const { kind, code, where } = finding;
  return JSON.stringify([kind, code, where]);
}

function together(first: Flaw, rest: readonly Flaw[]): Flaw {
  const names = rest.flatMap(({ about }) => (about === undefined ? [] : [quote(about)]));
  return { ...first, what: `${first.what}; likewise ${some(names)}` };
}
