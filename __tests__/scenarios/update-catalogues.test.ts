import { describe, expect, test } from '@jest/globals';
import semver from 'semver';
import {
  type Entry,
  homeOf,
  kindOf,
  type RealCatalogue,
  readCatalogues,
} from './update-catalogues-corpus.ts';
import { type Played, playAll, type Step } from './update-catalogues-play.ts';
import type { Fate, UpdateRow } from './update-catalogues-rules.ts';
import { CATALOGUE, type Row } from './update-support.ts';

const catalogues = readCatalogues();
const played = await playAll(catalogues);

/** The same value for each catalogue, by its name, so that a difference names it. */
function byCatalogue<T>(value: (one: Played) => T): Record<string, T> {
  return Object.fromEntries(played.map((one) => [one.catalogue.file, value(one)]));
}

type FateOf<K extends Fate['kind']> = Extract<Fate, { kind: K }>;

function due<K extends Fate['kind']>({ due: all }: Step, kind: K): [Entry, FateOf<K>][] {
  const is = (pair: [Entry, Fate]): pair is [Entry, FateOf<K>] => pair[1].kind === kind;
  return [...all].filter(is);
}

const pluginOf = ({ plugin }: Row) => String(plugin);
const steps = (one: Played) => [one.first, one.second, one.third];

/** Alternately what stands between strings and strings, as they are written. */
const tokens = (text: string) => text.split(/("(?:[^"\\]|\\.)*")/);

/** The strings that differ, by what they say. Null where something else does. */
function changedStrings(before: string, after: string): string[] | null {
  const [from, to] = [tokens(before), tokens(after)];
  if (from.length !== to.length) return null;
  const changed = to.filter((token, index) => token !== from[index]);
  return changed.some((token) => !token.startsWith('"')) ? null : changed.map((token) => JSON.parse(token));
}

/** The entries as they are to be after the step. */
function writtenEntries(step: Step): unknown[] {
  return [...step.due].map(([entry, fate]) => {
    if (fate.kind !== 'update') return entry;
    const { version, source } = fate.writes;
    return {
      ...entry,
      ...(version === undefined ? {} : { version }),
      ...(source === undefined ? {} : { source: { ...(entry.source as object), ...source } }),
    };
  });
}

function isBelow(version: string | null, other: string | null): boolean {
  return (
    semver.valid(version) !== null && semver.valid(other) !== null && semver.lt(version ?? '', other ?? '')
  );
}

/** How many versions go down, as their own manifests did. */
function down(step: Step): number {
  const rows = due(step, 'update').map(([, { row }]) => row);
  return rows.filter((row) => row.kind !== 'version' && isBelow(row.version, row.previous_version)).length;
}

/** How often each occurs, the most frequent first. */
function counts(values: readonly string[]): Record<string, number> {
  const numbers = new Map<string, number>();
  for (const value of values) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  return Object.fromEntries([...numbers].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

const kindsOf = (catalogue: RealCatalogue) =>
  catalogue.entries.map((entry) => kindOf(entry, homeOf(entry, catalogue)));

/** What the catalogues hold, and what came of their entries once time had gone by. */
const NUMBERS = {
  entries: {
    relative: 549,
    'relative in a submodule': 10,
    'url + sha': 194,
    url: 6,
    'git-subdir + ref + sha': 111,
    'git-subdir + sha': 1,
    'git-subdir': 3,
    'github + ref + sha': 2,
    'github + ref': 4,
    github: 1,
    npm: 2,
    'text that is no path': 469,
  },
  fates: { skipped: 571, update: 315, same: 226, held: 189, waiting: 51 },
  updates: { version: 175, pin: 135, submodule: 3, tag: 2 },
  held: {
    'its manifest is broken': 90,
    'the entry is ahead of its manifest': 39,
    'its history was rewritten': 23,
    'it moved to another folder': 12,
    'its folder or manifest is gone': 12,
    'the token does not see it': 10,
    "its sha is not its tag's commit": 2,
    'the entry has a version and its manifest none': 1,
  },
  skipped: {
    'a source that is not followed': 471,
    'it has no plugin.json': 60,
    'its folder is missing': 32,
    'its branch is behind': 7,
    'in a submodule that .gitmodules does not list': 1,
  },
};

describe('24 real marketplaces with stand-ins for their plugins’ repositories', () => {
  test('where nothing is due, nothing is written: no commit, nothing held', () => {
    const found = byCatalogue(({ first: { run } }) => [
      run.outputs['changed'],
      run.after === run.before,
      run.held,
    ]);
    expect(found).toEqual(byCatalogue(() => ['false', true, []]));
    expect(byCatalogue(({ first }) => due(first, 'update').length)).toEqual(byCatalogue(() => 0));
  });

  test('all plugins that should have moved are updated, with old and new version and commit, and no others', () => {
    const sorted = (rows: readonly (Row | UpdateRow)[]) =>
      [...rows].sort((a, b) => (String(a['plugin' as never]) < String(b['plugin' as never]) ? -1 : 1));
    expect(byCatalogue(({ second }) => sorted(second.run.updates))).toEqual(
      byCatalogue(({ second }) => sorted(due(second, 'update').map(([, { row }]) => row))),
    );
  });

  test('the commit changes the values of those entries', () => {
    const found = byCatalogue(({ second }) => JSON.parse(second.run.catalogue).plugins);
    expect(found).toEqual(byCatalogue(({ second }) => writtenEntries(second)));
  });

  test('and not another byte of the catalogue', () => {
    const found = byCatalogue(({ second: { textBefore, run } }) =>
      changedStrings(textBefore, run.catalogue)?.sort(),
    );
    const wanted = byCatalogue(({ second }) =>
      due(second, 'update')
        .flatMap(([, { writes }]) => [writes.version ?? [], Object.values(writes.source ?? {})].flat())
        .sort(),
    );
    expect(found).toEqual(wanted);
  });

  test('besides the catalogue only the pointers that are due change', () => {
    const others = ([path]: [string, string]) => path !== CATALOGUE;
    const found = byCatalogue(({ second }) => Object.fromEntries([...second.changed].filter(others)));
    const wanted = byCatalogue(({ second }) =>
      Object.fromEntries(
        due(second, 'update').flatMap(([, { writes }]) =>
          writes.gitlink === undefined ? [] : [[writes.gitlink[0], `160000 ${writes.gitlink[1]}`]],
        ),
      ),
    );
    expect(found).toEqual(wanted);
  });

  test('a plugin that needs a person is held, with the reason', () => {
    const names = (rows: readonly string[]) => [...rows].sort();
    expect(byCatalogue(({ second }) => names(second.run.held.map(pluginOf)))).toEqual(
      byCatalogue(({ second }) => names(due(second, 'held').map(([{ name }]) => name))),
    );
    const unsaid = played.flatMap(({ second }) =>
      due(second, 'held').flatMap(([{ name }, { why, says }]) => {
        const reason = String(
          second.run.held.find(({ plugin }) => plugin === name)?.['reason'],
        ).toLowerCase();
        return says.every((word) => reason.includes(word.toLowerCase())) ? [] : [{ name, why, says, reason }];
      }),
    );
    expect(unsaid).toEqual([]);
  });

  test('an entry with nothing to move is skipped in every run', () => {
    const found = byCatalogue((one) => steps(one).map(({ run }) => run.skipped.map(pluginOf)));
    expect(found).toEqual(
      byCatalogue((one) => steps(one).map((step) => due(step, 'skipped').map(([{ name }]) => name))),
    );
  });

  test('a version that went down in its own manifest is followed, which the summary tells', () => {
    const told = ({ run }: Step) => run.result.summary.match(/ goes down from /g)?.length ?? 0;
    expect(byCatalogue(({ second }) => told(second))).toEqual(byCatalogue(({ second }) => down(second)));
  });

  test('what is held, goes down or leads nowhere is a warning, of ten that GitHub shows; nothing else is', () => {
    const warnings = ({ run }: Step) =>
      run.result.rawOutput.match(/^::(error|warning|notice) /gm)?.length ?? 0;
    const leadsNowhere = (step: Step) => due(step, 'skipped').filter(([, { warn }]) => warn).length;
    const worth = (step: Step) => due(step, 'held').length + down(step) + leadsNowhere(step);
    expect(byCatalogue((one) => steps(one).map(warnings))).toEqual(
      byCatalogue((one) => steps(one).map((step) => Math.min(10, worth(step)))),
    );
  });

  test('commits that wait for a version bump are counted', () => {
    const waiting = ({ run }: Step) =>
      Number(/Waiting for a version bump \((\d+)\)/.exec(run.result.log)?.[1] ?? 0);
    expect(byCatalogue(({ second }) => waiting(second))).toEqual(
      byCatalogue(({ second }) => due(second, 'waiting').length),
    );
  });

  test('the next run writes nothing, and holds and skips the same', () => {
    const found = byCatalogue(({ third: { run } }) => [
      run.after === run.before,
      run.updates,
      run.held,
      run.skipped,
    ]);
    expect(found).toEqual(byCatalogue(({ second: { run } }) => [true, [], run.held, run.skipped]));
  });

  test('every run succeeds', () => {
    const outcomes = byCatalogue((one) => steps(one).map(({ run }) => run.result.outcome));
    expect(outcomes).toEqual(byCatalogue(() => ['success', 'success', 'success']));
  });

  test('in numbers', () => {
    const all = (of: (one: Played) => readonly string[]) => counts(played.flatMap(of));
    const whys = (kind: 'held' | 'skipped') =>
      all(({ second }) => due(second, kind).map(([, { why }]) => why));
    expect({
      entries: counts(catalogues.flatMap(kindsOf)),
      fates: all(({ second }) => [...second.due.values()].map(({ kind }) => kind)),
      updates: all(({ second }) => second.run.updates.map(({ kind }) => String(kind))),
      held: whys('held'),
      skipped: whys('skipped'),
    }).toEqual(NUMBERS);
  });

  test('the sandbox itself had nothing to complain of', () => {
    expect(byCatalogue(({ violations }) => violations)).toEqual(byCatalogue(() => []));
  });
});
