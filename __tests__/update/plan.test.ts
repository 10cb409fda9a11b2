import { describe, expect, test } from '@jest/globals';
import type { Marketplace } from '../../src/marketplace/marketplace.ts';
import type { HeldCause, Observation } from '../../src/update/observe/observation.ts';
import { editedCatalogue, makePlan, type PlanOptions } from '../../src/update/plan/plan.ts';
import {
  ABSENT,
  catalogueText,
  head,
  marketplace,
  marketplaceFrom,
  NEW,
  OLD,
  oid,
  pin,
  place,
  planOptions,
  pointer,
  read,
  seenOf,
  UNREADABLE,
} from '../support/update-fixtures.ts';

const KIT = pointer({ path: 'kit' });
const inKit = (name: string, version?: string) => ({ name, source: `./kit/${name}`, version });
const kit = (...names: string[]) =>
  marketplace(
    names.map((name) => inKit(name)),
    [KIT],
  );

const moving = head({ how: 'submodule' });
const still = head({ how: 'submodule', target: read(NEW, '1.0.0', { directory: `tree-${OLD}` }) });
const waiting = head({ how: 'submodule', target: read(NEW, '1.0.0') });
const broken = head({ how: 'submodule', target: read(NEW, null, { manifest: UNREADABLE }) });
const NO_RELEASE = head({
  how: 'submodule',
  place: place({ revision: { latestRelease: true } }),
  target: { kind: 'no-commit' },
});
const undeclared = head({ how: 'submodule', present: read(OLD, null), target: read(NEW, null) });

function planned(at: Marketplace, seen: (Observation | null)[], options: Partial<PlanOptions> = {}) {
  const plan = makePlan(at, seenOf(at, seen), planOptions(options));
  return {
    ...plan,
    updates: plan.changes.map(({ updates }) => updates.map(({ plugin }) => plugin)),
    gitlinks: plan.changes.flatMap(({ gitlinks }) => gitlinks),
    text: editedCatalogue(at, plan),
  };
}

const names = (remaining: readonly { plugin: string }[]) => remaining.map(({ plugin }) => plugin);

describe('a plan', () => {
  test('of nothing is nothing', () => {
    const at = marketplace([]);
    expect(planned(at, [])).toMatchObject({ changes: [], held: [], skipped: [], waiting: [], raise: [] });
    expect(planned(at, []).text).toBe(at.catalogue.text);
  });

  test('has a change for each plugin, in the order of the entries, and all that remains', () => {
    const entries = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, source: pin() }));
    const plan = planned(marketplace(entries), [
      head(),
      head({ ancestry: { kind: 'diverged' } }),
      { kind: 'skipped', reason: 'no' },
      head({ target: read(NEW, '1.0.0') }),
      head(),
    ]);
    expect(plan.updates).toEqual([['a'], ['e']]);
    expect(plan.gitlinks).toEqual([]);
    expect(names(plan.held)).toEqual(['b']);
    expect(names(plan.skipped)).toEqual(['c']);
    expect(plan.waiting).toEqual([{ plugin: 'd', commits: 3 }]);
  });

  test('says where each held and skipped entry stands, by its place where it has no name', () => {
    const at = marketplace([{ name: 'a', source: 5 }, { source: pin() }]);
    const plan = planned(at, [
      { kind: 'skipped', reason: 'no' },
      { kind: 'held', reason: 'so', cause: 'broken' },
    ]);
    expect(plan.skipped).toEqual([
      { plugin: 'a', reason: 'no', warn: false, at: expect.objectContaining({ line: 8 }) },
    ]);
    expect(plan.held).toEqual([
      {
        plugin: 'plugins[1]',
        reason: 'so',
        cause: 'broken',
        at: expect.objectContaining({ line: 11 }),
      },
    ]);
  });

  test('is about what was looked at, and of that only what `plugins` names', () => {
    const at = marketplace(['a', 'b', 'c'].map((name) => ({ name, source: pin() })));
    expect(planned(at, [null, head(), head()]).updates).toEqual([['b'], ['c']]);
    const plan = planned(at, [head(), head({ ancestry: { kind: 'diverged' } }), head()], {
      plugins: (name) => name === 'c',
    });
    expect(plan).toMatchObject({ updates: [['c']], held: [] });
  });

  test('holds an entry with a key twice that would be written, and no other', () => {
    const text = catalogueText([
      { name: 'a', source: pin() },
      { name: 'b', source: pin() },
    ]);
    const at = marketplaceFrom(text.replace('"sha":', '"sha": "x", "sha":'));
    const plan = planned(at, [head(), head()]);
    expect(plan).toMatchObject({ updates: [['b']], held: [{ plugin: 'a', cause: 'broken' }] });
  });

  test('changes only the bytes that must change', () => {
    const at = marketplace([
      { name: 'a', source: pin(), version: '1.0.0' },
      { name: 'b', source: pin(), version: '1.0.0' },
    ]);
    const { text } = planned(at, [head(), { kind: 'skipped', reason: 'no' }]);
    const [before, after] = [at.catalogue.text.split('\n'), text.split('\n')];
    const changed = after.flatMap((line, index) => (line === before[index] ? [] : [line.trim()]));
    expect(changed).toEqual([`"sha": "${NEW}"`, '"version": "1.1.0"']);
  });

  test('corrects an entry whose pointer waits, and still says that it waits', () => {
    const at = marketplace([{ name: 'a', source: pin(), version: '0.9.0' }]);
    const plan = planned(at, [head({ target: read(NEW, '1.0.0') })]);
    expect(plan).toMatchObject({
      changes: [{ updates: [{ kind: 'version', version: '1.0.0' }], gitlinks: [] }],
      waiting: [{ plugin: 'a', commits: 3 }],
    });
  });

  test('holds an entry that is ahead of its plugin also where commits wait', () => {
    const at = marketplace([{ name: 'a', source: pin(), version: '2.0.0' }]);
    expect(planned(at, [head({ target: read(NEW, '1.0.0') })])).toMatchObject({
      changes: [],
      held: [{ plugin: 'a', reason: expect.stringMatching(/raise the version in plugin\.json/) }],
    });
  });
});

describe('plugins that share a submodule', () => {
  const GITLINK = { path: 'kit', oid: NEW };

  test('are one change with one pointer', () => {
    const plan = planned(kit('a', 'b'), [moving, moving]);
    expect(plan).toMatchObject({ updates: [['a', 'b']], gitlinks: [GITLINK] });
  });

  test('of which one changed move for that one', () => {
    expect(planned(kit('a', 'b'), [still, moving])).toMatchObject({ updates: [['b']], gitlinks: [GITLINK] });
  });

  test('take along what waits, which waits on for its own bump', () => {
    const plan = planned(kit('a', 'b'), [waiting, moving]);
    const waits = [{ plugin: 'a', commits: 3 }];
    expect(plan).toMatchObject({ updates: [['b']], gitlinks: [GITLINK], waiting: waits });
    expect(planned(kit('a', 'b'), [waiting, still])).toMatchObject({
      changes: [],
      waiting: [{ plugin: 'a', commits: 3 }],
    });
  });

  test('that wait are corrected as they are taken along', () => {
    const at = marketplace([inKit('a', '0.9.0'), inKit('b')], [KIT]);
    const plan = planned(at, [waiting, moving]);
    expect(plan.updates).toEqual([['a', 'b']]);
    expect(plan.changes[0]?.updates[0]).toMatchObject({ kind: 'version', previousCommit: OLD, commit: NEW });
    expect(plan.changes[0]?.edits).toEqual([{ path: ['plugins', 0, 'version'], value: '1.0.0' }]);
  });

  test.each<[string, Observation, HeldCause]>([
    ['is broken', broken, 'decision'],
    ['is gone', head({ how: 'submodule', target: read(NEW, null, { manifest: ABSENT }) }), 'decision'],
    ['went down, and that is held', head({ how: 'submodule', target: read(NEW, '0.9.0') }), 'decision'],
    [
      'failed',
      head({ how: 'submodule', target: { kind: 'failed', message: 'x', error: null } }),
      'undecided',
    ],
  ])('stay where one of them %s, and each says why', (_, other, cause) => {
    const plan = planned(kit('a', 'b', 'c'), [moving, other, still], { downgrades: 'hold' });
    expect(plan.changes).toEqual([]);
    expect(plan.held).toMatchObject([
      {
        plugin: 'a',
        reason: expect.stringMatching(/shares its submodule with `b`, which is held/),
        cause,
      },
      { plugin: 'b' },
    ]);
  });

  test('stay where one is held that `plugins` leaves out', () => {
    const plan = planned(kit('a', 'b'), [moving, broken], { plugins: (name) => name === 'a' });
    expect(plan).toMatchObject({ changes: [], held: [{ plugin: 'a' }] });
  });

  test.each([
    ['would move', moving],
    ['waits', waiting],
  ])('stay where one %s that `plugins` leaves out', (_, other) => {
    const plan = planned(kit('a', 'b'), [moving, other], { plugins: (name) => name === 'a' });
    const reason = 'it shares its submodule with `b`, which `plugins` leaves out';
    expect(plan).toMatchObject({ changes: [], held: [{ plugin: 'a', reason }] });
    expect(plan.held).toHaveLength(1);
  });

  test('move where the one that `plugins` leaves out does not change', () => {
    const plan = planned(kit('a', 'b'), [moving, still], { plugins: (name) => name === 'a' });
    expect(plan).toMatchObject({ updates: [['a']], gitlinks: [GITLINK] });
  });

  test.each([
    ['at another commit', head({ how: 'submodule', target: read(oid('3'), '1.2.0') })],
    ['at another commit with nothing new', head({ how: 'submodule', target: read(OLD, '1.0.0') })],
    ['nowhere, for want of a release', NO_RELEASE],
  ])('stay where `releases` names only some of them, and one is %s', (_, other) => {
    for (const [first, second] of [
      [moving, other],
      [other, moving],
    ]) {
      const plan = planned(kit('a', 'b'), [first ?? null, second ?? null]);
      expect(plan).toMatchObject({ changes: [], gitlinks: [] });
      const reason = expect.stringMatching(/follows another commit; list both or neither in `releases`/);
      expect(plan.held).toEqual(
        expect.arrayContaining([expect.objectContaining({ reason, cause: 'decision' })]),
      );
    }
  });

  test('are corrected at the commit where the pointer stays', () => {
    const at = marketplace([inKit('a', '0.9.0'), inKit('b')], [KIT]);
    const plan = planned(at, [waiting, still]);
    expect(plan.changes).toMatchObject([
      { updates: [{ plugin: 'a', kind: 'version', commit: OLD }], gitlinks: [] },
    ]);
  });

  test('are corrected by themselves where the pointer must stay', () => {
    const at = marketplace([inKit('a', '0.9.0'), inKit('b'), inKit('c')], [KIT]);
    const plan = planned(at, [still, moving, broken]);
    expect(plan).toMatchObject({ updates: [['a']], gitlinks: [] });
    expect(names(plan.held)).toEqual(['b', 'c']);
  });

  test('stay where one’s own version would keep its users from it', () => {
    const at = marketplace([inKit('a', '1.0.0'), inKit('b')], [KIT]);
    const plan = planned(at, [undeclared, moving]);
    expect(plan).toMatchObject({
      changes: [],
      held: [
        { plugin: 'a', reason: expect.stringMatching(/raise or remove/) },
        { plugin: 'b', reason: expect.stringMatching(/shares its submodule with `a`, which is held/) },
      ],
    });
  });

  test('move past an entry that merely is ahead of its plugin, which is told', () => {
    const at = marketplace([inKit('a', '3.0.0'), inKit('b')], [KIT]);
    expect(planned(at, [still, moving])).toMatchObject({
      updates: [['b']],
      gitlinks: [GITLINK],
      held: [{ plugin: 'a', reason: expect.stringMatching(/raise the version in plugin\.json/) }],
    });
  });

  test('are told apart by path from those of another submodule of the same repository', () => {
    const at = marketplace(
      [inKit('a'), { name: 'b', source: './other/b' }],
      [KIT, pointer({ path: 'other' })],
    );
    const plan = planned(at, [moving, broken]);
    expect(plan).toMatchObject({ updates: [['a']], gitlinks: [GITLINK] });
    expect(names(plan.held)).toEqual(['b']);
  });
});

describe('the catalogue’s own version', () => {
  const entries = [{ name: 'a', source: pin() }];
  const raised = (more: object, level: PlanOptions['marketplaceVersion'], seen: Observation = head()) =>
    planned(marketplaceFrom(catalogueText(entries, more)), [seen], { marketplaceVersion: level });

  test.each([
    ['1.2.3', 'patch', '1.2.4'],
    ['1.2.3', 'minor', '1.3.0'],
    ['1.2.3', 'major', '2.0.0'],
    ['1.2.3-rc.1', 'patch', '1.2.3'],
    ['1.2.3+build', 'patch', '1.2.4'],
    ['0.0.0', 'minor', '0.1.0'],
    ['v1.0.0', 'patch', 'v1.0.1'],
    ['v1.0.0-rc.1', 'major', 'v1.0.0'],
  ] as const)('%s, raised by %s, is %s', (version, level, value) => {
    expect(raised({ version }, level)).toMatchObject({ raise: [{ path: ['version'], value }], warnings: [] });
    expect(JSON.parse(raised({ version }, level).text)).toMatchObject({ version: value });
  });

  test('is raised wherever it stands', () => {
    const { text } = raised({ version: '1.0.0', metadata: { version: '3.0.0' } }, 'minor');
    expect(JSON.parse(text)).toMatchObject({ version: '1.1.0', metadata: { version: '3.1.0' } });
  });

  test('stays where nothing changes, and where it shall', () => {
    const skipped: Observation = { kind: 'skipped', reason: 'no' };
    expect(raised({ version: '1.0.0' }, 'patch', skipped)).toMatchObject({ raise: [], warnings: [] });
    expect(raised({ version: 'x' }, 'patch', skipped)).toMatchObject({ raise: [], warnings: [] });
    expect(raised({ version: '1.0.0' }, 'keep')).toMatchObject({ raise: [], warnings: [] });
  });

  test.each([
    [{}, /no version of its own/],
    [{ version: 'nightly' }, /`version` was not raised: it is not a semantic version/],
    [{ version: 5 }, /`version` was not raised/],
    [{ metadata: { version: '1.0' } }, /`metadata\.version` was not raised/],
    [{ version: ' 1.0.0' }, /`version` was not raised/],
    [{ version: '=1.0.0' }, /`version` was not raised/],
  ])('%j cannot be raised, which is a warning', (more, warning) => {
    expect(raised(more, 'patch')).toMatchObject({ raise: [], warnings: [expect.stringMatching(warning)] });
  });

  test('that stands twice is not raised', () => {
    const text = catalogueText(entries, { version: '1.0.0' }).replace(
      '"version"',
      '"version": "0", "version"',
    );
    const plan = planned(marketplaceFrom(text), [head()], { marketplaceVersion: 'patch' });
    expect(plan).toMatchObject({ raise: [], warnings: [expect.stringMatching(/is there twice/)] });
  });
});
