import { join } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { count, display } from '../../plugin/display.ts';
import type { Checkout } from '../checkout/checkout.ts';
import type { Cli } from '../cli.ts';
import { visible } from '../server/clean-text.ts';
import { shellWord } from '../shell/shell-word.ts';
import type { Colours, Terminal } from '../terminal.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { STATUS } from './not-on-github.ts';
import { branchDoubt } from './other-branch.ts';
import { names, type Obstacle, type SetupFlags, type SetupStep, type StepAction } from './plan.ts';

const SIGNS: Record<StepAction['kind'], readonly [sign: string, colour: keyof Colours]> = {
  write: ['+', 'green'],
  edit: ['~', 'yellow'],
  overwrite: ['~', 'yellow'],
  migrate: ['~', 'yellow'],
  remove: ['-', 'yellow'],
  keep: ['=', 'dim'],
  refuse: ['✗', 'red'],
};

/** WRITE: what becomes of one file and why, with the difference where something goes. */
export function showStep({ terminal }: Cli, step: SetupStep, { check, call }: Shown): void {
  const { checkout, action } = step;
  const warnings = [...branchDoubt(step), ...step.warnings];
  const { colour, print } = terminal;
  for (const { kind, path, outcome } of linesOf(step, check)) {
    const [sign, paint] = SIGNS[kind];
    print(`${colour[paint](sign)} ${display(join(checkout.shown, path), 200)}: ${outcome}`);
  }
  const withCommand = (text: string, more: SetupFlags | undefined) =>
    more === undefined ? text : `${text}: ${callAgain(call, step, more)}`;
  if (action.kind === 'refuse') print(`  → ${withCommand(action.remedy, action.again)}`);
  for (const warning of warnings) {
    const text = typeof warning === 'string' ? warning : withCommand(warning.what, warning.again);
    print(`  ${colour.yellow('!')} ${text}`);
  }
  for (const patch of patchesOf(step)) showPatch(terminal, patch);
}

export interface Shown {
  /** Nothing is written. */
  readonly check: boolean;
  readonly call: Call;
}

/** A line for each file that something happens to, or was asked of. */
function linesOf(step: SetupStep, check: boolean) {
  const { action, path } = step;
  const own = { kind: action.kind, path, outcome: outcome(step, check) };
  if (action.kind !== 'remove') return [own];
  const gone = check ? 'would go' : 'removed';
  return [
    { ...own, kind: 'keep' as const },
    ...action.old.map(({ workflow }) => ({ kind: action.kind, path: workflow.path, outcome: gone })),
  ];
}

/** WRITE: a folder, or a file, in which nothing could be done. */
export function showRefusal({ terminal }: Cli, shown: string, { why, remedy }: Obstacle): void {
  terminal.print(`${terminal.colour.red('✗')} ${display(shown, 200)}: refused, ${why}`);
  terminal.print(`  → ${remedy}`);
}

export function showSkipped({ terminal }: Cli, shown: string, why: string): void {
  terminal.print(`${terminal.colour.dim('=')} ${display(shown, 200)}: left alone, ${why}`);
}

/** WRITE: workflow files whose purpose is not known. */
export function showBroken({ terminal }: Cli, { folder, shown }: Checkout): void {
  for (const { path, line, message } of folder.broken) {
    const place = `${display(join(shown, path), 200)}:${line}`;
    terminal.print(
      `${terminal.colour.yellow('!')} ${place} can't be read, so what it does is not known: ${display(message)}`,
    );
  }
}

function outcome({ action, does, path }: SetupStep, check: boolean): string {
  switch (action.kind) {
    case 'write':
      return check ? 'missing' : `written; ${does}`;
    case 'edit':
      return `${check ? 'would be changed' : 'changed'}; ${does}`;
    case 'overwrite':
      return `${check ? 'would be ' : ''}overwritten; ${does}`;
    case 'migrate':
      return `${check ? 'would replace' : 'replaces'} ${replacedBy(path, action.old)}; ${does}`;
    case 'remove':
      return `kept, it does what ${names(action.old)} does`;
    case 'keep':
      return action.why;
    case 'refuse':
      return `refused, ${action.why}`;
  }
}

/** The file whose line it is has no name in it. */
function replacedBy(path: string, old: readonly WorkflowPart[]): string {
  const others = old.filter((one) => one.path !== path);
  const itself = others.length < old.length ? ['the copied workflow in it'] : [];
  return [...itself, ...(others.length === 0 ? [] : [names(others)])].join(' and ');
}

/** What goes, against what comes. */
function patchesOf({ action, path, text }: SetupStep): string[] {
  switch (action.kind) {
    case 'edit':
    case 'overwrite':
      return [createTwoFilesPatch(path, path, action.before, text)];
    case 'migrate':
      return [
        ...(action.before === null ? [] : [createTwoFilesPatch(path, path, action.before, text)]),
        ...action.old.map(({ workflow }) => createTwoFilesPatch(workflow.path, path, workflow.text, text)),
      ];
    case 'remove':
      return action.old.map(({ workflow }) =>
        createTwoFilesPatch(workflow.path, '/dev/null', workflow.text, ''),
      );
    default:
      return [];
  }
}

function showPatch({ print, colour }: Terminal, patch: string): void {
  for (const line of patch.trimEnd().split('\n').slice(1)) {
    const paint = line.startsWith('+') ? colour.green : line.startsWith('-') ? colour.red : String;
    // A file of Windows ends its lines so; that is nothing to see.
    print(`    ${paint(visible(line.replace(/\r$/, '')))}`.trimEnd());
  }
}

/** WRITE: what git now sees in a checkout. */
export async function showStatus({ terminal }: Cli, { folder, shown }: Checkout): Promise<void> {
  const lines = (await folder.git.ask('status', ...STATUS, '--short'))?.split('\n').filter(Boolean) ?? [];
  const state = lines.length === 0 ? 'nothing to commit' : count(lines.length, 'change');
  terminal.print();
  terminal.print(`${terminal.colour.bold(`git status in ${display(shown || '.', 200)}`)}: ${state}`);
  for (const line of lines.slice(0, 20)) terminal.print(`  ${display(line, 200)}`);
  if (lines.length > 20) terminal.print(`  … and ${lines.length - 20} more`);
}

/** The call of setup that was made. */
interface Call {
  /** How this command line is called here, e.g. `notify-marketplace`. */
  readonly program: string;
  readonly flags: SetupFlags;
}

/** PURE: the same call for one step alone, with more flags. It works when pasted where the first one was made. */
function callAgain(
  { program, flags }: Call,
  { checkout, end }: Pick<SetupStep, 'checkout' | 'end'>,
  more: SetupFlags,
): string {
  const all = { ...flags, ...more };
  const isPlugin = end === 'plugin';
  // Bare, it means the marketplace's own workflow.
  const target = isPlugin && all.marketplace === true ? undefined : all.marketplace;
  return [
    `${program} setup`,
    ...(target === true ? ['--marketplace'] : option('--marketplace', target)),
    ...option('--event-type', all.eventType),
    ...(isPlugin
      ? [...option('--secret', all.secret), ...(all.app === true ? ['--app'] : [])]
      : [...option('--mode', all.mode), ...option('--scope', all.scope)]),
    ...option('--action', all.action),
    ...(all.migrate === true ? ['--migrate'] : []),
    ...(all.force === true ? ['--force'] : []),
    ...(all.thisBranch === true ? ['--this-branch'] : []),
    ...(isPlugin && all.plugins !== undefined ? option('--plugins', checkout.shown || '.') : []),
  ].join(' ');
}

function option(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${name} ${shellWord(value)}`];
}
