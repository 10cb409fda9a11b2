import { count, display } from '../../plugin/display.ts';
import type { Cli } from '../cli.ts';
import type { State } from '../marketplaces/entry-state.ts';
import { table } from '../terminal.ts';
import type { MarketplaceStatus, StatusRow } from './rows.ts';

/** PURE: a marketplace's drift, as a table, with a sentence below. */
export function statusText({ terminal, clock }: Cli, status: MarketplaceStatus): string {
  const { colour } = terminal;
  const { marketplace, branch, commit, plugins } = status;
  const head = ['plugin', 'listed', 'pointer', 'repository', 'newest tag', 'commits', 'age', 'state'];
  const rows = plugins.map((row) => cells(row, clock.now(), colour));
  const notes = plugins
    .filter(({ state, detail }) => detail !== '' && NOTED.has(state))
    .map(({ plugin, state, detail }) => `${WORDS[state]}: ${display(plugin)}: ${detail}`);
  return [
    colour.bold(`${marketplace}, ${display(branch)} at ${commit.slice(0, 7)}`),
    '',
    ...(rows.length === 0 ? ['No plugin of this clone is listed there.'] : [table(head, rows)]),
    ...(notes.length === 0 ? [] : ['', ...notes]),
    '',
    sentence(plugins),
  ].join('\n');
}

/** Those whose reason stands below the table. */
const NOTED: ReadonlySet<State> = new Set<State>(['held', 'due', 'young', 'skipped']);

const WORDS: Record<State, string> = {
  held: 'held',
  due: 'update due',
  young: 'too young',
  waiting: 'waits for a bump',
  current: 'current',
  skipped: 'skipped',
};

function cells(row: StatusRow, now: number, colour: Cli['terminal']['colour']): string[] {
  const show = (text: string | null) => (text === null ? '–' : display(text, 40));
  const paint = {
    held: colour.red,
    due: colour.yellow,
    young: colour.cyan,
    waiting: colour.cyan,
    current: colour.green,
    skipped: colour.dim,
  };
  return [
    display(row.plugin, 40),
    show(row.listed),
    show(row.atPointer),
    show(row.inRepository),
    show(row.newestTag),
    row.commits === null ? '–' : String(row.commits),
    row.since === null ? '–' : age(now - Date.parse(row.since)),
    paint[row.state](WORDS[row.state]),
  ];
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function age(milliseconds: number): string {
  if (milliseconds < HOUR) return `${Math.max(0, Math.floor(milliseconds / MINUTE))} min`;
  if (milliseconds < DAY) return `${Math.floor(milliseconds / HOUR)} h`;
  return `${Math.floor(milliseconds / DAY)} d`;
}

function sentence(plugins: readonly StatusRow[]): string {
  const of = (state: State) => plugins.filter((row) => row.state === state).length;
  const parts = [
    of('due') > 0 ? `${count(of('due'), 'update')} due` : '',
    of('held') > 0 ? `${of('held')} held` : '',
    of('young') > 0 ? `${of('young')} too young` : '',
    of('waiting') > 0 ? `${of('waiting')} waiting for a version bump` : '',
    of('current') > 0 || plugins.length === 0 ? `${of('current')} current` : '',
    of('skipped') > 0 ? `${of('skipped')} skipped` : '',
  ];
  return `${count(plugins.length, 'plugin')}: ${parts.filter((part) => part !== '').join(', ')}.`;
}
