import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { entryName, type Subject } from '../../src/marketplace/marketplace.ts';
import { versionOf } from '../../src/update/observe/observation.ts';
import { catalogueText, marketplaceFrom } from '../support/update-fixtures.ts';
import { type Model, pluginIn } from './model.ts';
import {
  applied,
  check,
  entryTexts,
  type Planned,
  planned,
  pointedAt,
  standing,
  updatesOf,
  world,
} from './worlds.ts';

test('the worlds that laws are tried on hold every kind of update, and of reason against one', () => {
  const seen = new Map<string, number>();
  const meet = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  for (const one of fc.sample(world, { numRuns: 1_500, seed: 7 })) {
    const found = planned(one);
    for (const { kind, downgrade } of updatesOf(found)) {
      meet(kind);
      if (downgrade) meet('downgrade');
    }
    for (const { updates } of found.plan.changes) if (updates.length > 1) meet('several at once');
    for (const { reason } of found.plan.held)
      meet(
        /diverged|shares|leaves out|missing|gone|not valid|raise|down from|tag|neither|read/.exec(
          reason,
        )?.[0] ?? reason,
      );
    if (found.plan.skipped.some(({ reason }) => /behind/.test(reason))) meet('behind');
    if (found.plan.waiting.length > 0) meet('waiting');
  }
  for (const what of [
    'submodule',
    'pin',
    'tag',
    'version',
    'downgrade',
    'several at once',
    'behind',
    'waiting',
    'diverged',
    'shares',
    'missing',
    'gone',
    'not valid',
    'raise',
    'down from',
    'tag',
    'neither',
    'read',
  ]) {
    expect([what, (seen.get(what) ?? 0) >= 5]).toEqual([what, true]);
  }
});

describe('a plan', () => {
  test('is done when it is done: planning again changes nothing', () => {
    check((before) => {
      const after = applied(before, planned(before));
      expect(planned(after).plan.changes).toEqual([]);
      expect(applied(after, planned(after))).toEqual(after);
    });
  });

  test('tells what then stands: the commits, and the versions that users compare', () => {
    check((before) => {
      const found = planned(before);
      const after = applied(before, found);
      const { subjects } = marketplaceFrom(after.text, after.pointers);
      for (const { plugin: name, commit, version, kind } of updatesOf(found)) {
        const subject = subjects.find(({ entry }) => entry.name === name);
        const stands = subject === undefined ? null : standing(before.model, subject);
        if (commit === null) {
          expect([kind, subject?.entry.version]).toEqual(['version', version]);
          continue;
        }
        if (stands === null || subject === undefined) throw new Error('it points to nothing');
        expect(commit).toBe(stands.commit);
        expect(version).toBe(versionOf(stands.plugin) ?? subject.entry.version ?? null);
      }
    });
  });

  test('raises the catalogue’s own version with any change, and with none not', () => {
    check((given) => {
      const before = { ...given, options: { ...given.options, marketplaceVersion: 'patch' as const } };
      const found = planned(before);
      expect(found.plan.raise.length).toBe(found.plan.changes.length > 0 ? 1 : 0);
      expect(planned(applied(before, found)).plan).toMatchObject({ changes: [], raise: [] });
    });
  });

  test('has each of the chosen entries once at most: updated, held or skipped', () => {
    check((before) => {
      const found = planned(before);
      const told = [...updatesOf(found), ...found.plan.held, ...found.plan.skipped].map(
        ({ plugin }) => plugin,
      );
      expect(new Set(told).size).toBe(told.length);
      expect(before.chosen).toEqual(expect.arrayContaining(told));
      expect(before.chosen).toEqual(expect.arrayContaining(found.plan.waiting.map(({ plugin }) => plugin)));
    });
  });

  test('does not depend on the order of the entries', () => {
    const keys = fc.array(fc.nat(), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(world, keys, (before, key) => {
        const catalogue = JSON.parse(before.text);
        const listed: object[] = catalogue.plugins;
        const order = listed.map((_, index) => index).sort((a, b) => (key[a] ?? 0) - (key[b] ?? 0));
        const plugins = order.map((index) => listed[index]);
        const shuffled = { ...before, text: catalogueText(plugins, { version: '1.0.0' }) };
        expect(outcome(planned(shuffled))).toEqual(outcome(planned(before)));
      }),
      { numRuns: 500 },
    );
  });
});

/** What comes of a plan, by the entries' names and in their order. */
function outcome({ marketplace, plan }: Planned) {
  const nameAt = (index: unknown) =>
    marketplace.subjects.find(({ entry }) => entry.index === index)?.entry.name;
  const sorted = <T>(items: readonly T[]) => items.map((item) => JSON.stringify(item)).sort();
  return {
    updates: sorted(plan.changes.flatMap(({ updates }) => updates)),
    edits: sorted(
      plan.changes.flatMap(({ edits }) =>
        edits.map(({ path: [, index, ...rest], value }) => ({ name: nameAt(index), rest, value })),
      ),
    ),
    gitlinks: sorted(plan.changes.flatMap(({ gitlinks }) => gitlinks)),
    together: sorted(plan.changes.map(({ updates }) => updates.map(({ plugin }) => plugin).sort())),
    held: sorted(plan.held.map(({ plugin, cause }) => ({ plugin, cause }))),
    skipped: sorted(plan.skipped.map(({ plugin, reason, warn }) => ({ plugin, reason, warn }))),
    waiting: sorted(plan.waiting),
  };
}

describe('a plan touches nothing that is not in it', () => {
  test('entries without an update keep every byte', () => {
    check((before) => {
      const found = planned(before);
      const touched = new Set(updatesOf(found).map(({ plugin }) => plugin));
      const [texts, after] = [entryTexts(before), entryTexts(applied(before, found))];
      for (const [name, text] of texts)
        if (!touched.has(name)) expect([name, after.get(name)]).toEqual([name, text]);
      expect(after.size).toBe(texts.size);
    });
  });

  test('submodules of which no plugin is updated stay', () => {
    check((before) => {
      const found = planned(before);
      const moved = updatesOf(found).flatMap(({ kind, repository }) =>
        kind === 'submodule' ? [`sub/${repository.name}`] : [],
      );
      const stand = new Map(before.pointers.map(({ path, oid }) => [path, oid]));
      for (const { path, oid } of applied(before, found).pointers) {
        if (!moved.includes(path)) expect([path, oid]).toEqual([path, stand.get(path)]);
      }
    });
  });

  test('plugins that `plugins` leaves out stay as they are, in a shared submodule too', () => {
    check((before) => {
      const found = planned(before);
      const after = applied(before, found);
      const subjects = marketplaceFrom(after.text, after.pointers).subjects;
      for (const [index, subject] of found.marketplace.subjects.entries()) {
        if (before.chosen.includes(entryName(subject.entry))) continue;
        expect(entryTexts(after).get(`p${index}`)).toBe(entryTexts(before).get(`p${index}`));
        const [was, is] = [subject, subjects[index]].map((one) => contentAt(before.model, one));
        expect(is).toEqual(was);
      }
    });
  });
});

function contentAt(model: Model, subject: Subject | undefined) {
  const place = subject === undefined ? null : pointedAt(subject);
  const plugin = place === null ? null : pluginIn(model, place);
  return plugin?.kind === 'plugin' ? { directory: plugin.directory, version: versionOf(plugin) } : plugin;
}
