import { describe, expect, test } from '@jest/globals';
import type { Ancestry } from '../../src/github/ancestry.ts';
import type { ManifestState } from '../../src/github/plugins/manifest-state.ts';
import type { PluginAt } from '../../src/github/plugins/plugin-place.ts';
import { manifestLost } from '../../src/update/observe/heads.ts';
import { contentDiffers, versionOf } from '../../src/update/observe/observation.ts';
import {
  goesDown,
  onlyForAReason,
  onlyForward,
  onlyToAWorkingPlugin,
  short,
} from '../../src/update/plan/rules.ts';
import {
  ABSENT,
  ELSEWHERE,
  head,
  manifest,
  NEW,
  OLD,
  place,
  REPOSITORY,
  read,
  readHead,
  UNREADABLE,
} from '../support/update-fixtures.ts';

describe('the content of a plugin differs', () => {
  const same = { directory: 'tree' };

  test.each<[string, PluginAt, PluginAt, boolean]>([
    ['where its directory does', read(OLD, '1.0.0'), read(NEW, '1.0.0'), true],
    ['where its directory came', read(OLD, null, { directory: null }), read(NEW, null), true],
    ['where its directory went', read(OLD, null), read(NEW, null, { directory: null }), true],
    ['where a linked manifest’s version does', read(OLD, '1.0.0', same), read(NEW, '1.1.0', same), true],
    ['not where only the commit does', read(OLD, '1.0.0', same), read(NEW, '1.0.0', same), false],
    ['not at one commit', read(OLD, '1.0.0'), read(OLD, '1.1.0', { directory: 'x' }), false],
    ['not where the present could not be read', { kind: 'no-commit' }, read(NEW, '1.0.0'), false],
    ['not where the target could not be read', read(OLD, '1.0.0'), { kind: 'no-repository' }, false],
  ])('%s', (_, present, target, differs) => {
    expect(contentDiffers(head({ present, target }))).toBe(differs);
  });
});

test.each<[ManifestState, string | null]>([
  [manifest('1.0.0'), '1.0.0'],
  [manifest(null), null],
  [ABSENT, null],
  [UNREADABLE, null],
  [ELSEWHERE, null],
])('a plugin’s version is its manifest’s: %j', (state, version) => {
  expect(versionOf(read(OLD, null, { manifest: state }))).toBe(version);
});

describe('rule 1: only forward', () => {
  test.each<[Ancestry | null, object]>([
    [{ kind: 'forward', commits: 1 }, { kind: 'go' }],
    [{ kind: 'behind' }, { kind: 'stay', reason: 'acme/sdk-bridge is behind: 2222222 comes before 1111111' }],
    [
      { kind: 'diverged' },
      { kind: 'held', cause: 'decision', reason: expect.stringMatching(/1111111 and 2222222 have diverged/) },
    ],
    [
      { kind: 'unknown', why: 'time`out' },
      {
        kind: 'held',
        cause: 'passing',
        reason: expect.stringMatching(/1111111 and 2222222.*`time\\u\{60\}out`/),
      },
    ],
    [
      null,
      {
        kind: 'held',
        cause: 'passing',
        reason: expect.stringMatching(/were not compared/),
      },
    ],
  ])('%j', (ancestry, verdict) => {
    expect(onlyForward(readHead({ ancestry }))).toEqual(verdict);
  });

  test('release tags go by their version, however their commits relate', () => {
    const tag = { present: 'v1.0.0', target: 'v1.1.0', version: '1.1.0', between: [] };
    for (const ancestry of [null, { kind: 'diverged' } as const]) {
      expect(onlyForward(readHead({ how: 'tag', tag, ancestry }))).toEqual({ kind: 'go' });
    }
  });
});

describe('rule 2: only to a working plugin', () => {
  const MANIFESTS = {
    version: manifest('1.0.0'),
    none: manifest(null),
    absent: ABSENT,
    unreadable: UNREADABLE,
    elsewhere: ELSEWHERE,
  };
  const ALLOWED = [
    ...Object.keys(MANIFESTS).flatMap((present) => [`${present} → version`, `${present} → none`]),
    'absent → absent',
  ];
  const pairs = Object.entries(MANIFESTS).flatMap(([from, present]) =>
    Object.entries(MANIFESTS).map(([to, target]) => [`${from} → ${to}`, present, target] as const),
  );

  test.each(pairs)('%s', (name, present, target) => {
    const verdict = onlyToAWorkingPlugin(
      readHead({
        present: read(OLD, null, { manifest: present }),
        target: read(NEW, null, { manifest: target }),
      }),
    );
    expect(verdict.kind).toBe(ALLOWED.includes(name) ? 'go' : 'held');
    if (verdict.kind !== 'held') return;
    expect(verdict).toMatchObject({
      cause: 'broken',
      reason: expect.stringMatching(/acme\/sdk-bridge at 2222222/),
    });
  });

  test.each(Object.entries(MANIFESTS))('never to a missing directory: %s before', (_, present) => {
    const moved = readHead({
      place: place({ directory: 'plugins/a' }),
      present: read(OLD, null, { manifest: present }),
      target: read(NEW, null, { directory: null, manifest: ABSENT }),
    });
    const reason = '`plugins/a` is missing in acme/sdk-bridge at 2222222';
    expect(onlyToAWorkingPlugin(moved)).toEqual({ kind: 'held', cause: 'broken', reason });
  });

  test('never to a version that no person wrote', () => {
    const target = read(NEW, 'v'.repeat(257));
    const reason = 'its version in acme/sdk-bridge at 2222222 has more than 256 characters';
    expect(onlyToAWorkingPlugin(readHead({ target }))).toEqual({ kind: 'held', cause: 'broken', reason });
    expect(onlyToAWorkingPlugin(readHead({ target: read(NEW, 'v'.repeat(256)) }))).toEqual({ kind: 'go' });
  });

  test('names what is broken, and where', () => {
    const target = read(NEW, null, { manifest: UNREADABLE });
    const reason =
      '`plugin.json` is not valid JSON; fix it there; JSON has no comments (acme/sdk-bridge at 2222222)';
    expect(onlyToAWorkingPlugin(readHead({ target }))).toMatchObject({ reason });
  });

  test.each([
    ['a manifest', read(NEW, null, { manifest: ABSENT }), /`a\/.claude-plugin\/plugin.json` is gone in /],
    ['a directory', read(NEW, null, { directory: null, manifest: ABSENT }), /`a` is missing in /],
  ])('names the new place of %s where it is found', (_, target, reason) => {
    const gone = { place: place({ directory: 'a' }), target };
    const found = onlyToAWorkingPlugin(readHead({ ...gone, newPlace: 'b/.claude-plugin/plugin.json' }));
    expect(found).toMatchObject({ reason: expect.stringMatching(reason) });
    expect(found).toMatchObject({
      reason: expect.stringMatching(/now at `b\/\.claude-plugin\/plugin\.json`: .*`source`/),
    });
    expect(onlyToAWorkingPlugin(readHead(gone))).not.toMatchObject({
      reason: expect.stringMatching(/now at/),
    });
  });
});

describe('a manifest that rule 2 misses', () => {
  const FORWARD: Ancestry = { kind: 'forward', commits: 3 };

  test('is looked for by the name that it had', () => {
    const target = read(NEW, null, { manifest: ABSENT });
    const present = read(OLD, null, { manifest: manifest('1.0.0', 'old-name') });
    expect(manifestLost(head({ present, target }), FORWARD)).toEqual({
      repository: REPOSITORY,
      commit: NEW,
      name: 'old-name',
    });
  });

  test.each<[string, PluginAt, PluginAt]>([
    ['that is there', read(OLD, '1.0.0'), read(NEW, '1.0.0')],
    ['that is broken', read(OLD, '1.0.0'), read(NEW, null, { manifest: UNREADABLE })],
    ['that never was there', read(OLD, null, { manifest: ABSENT }), read(NEW, null, { manifest: ABSENT })],
    ['that was broken', read(OLD, null, { manifest: UNREADABLE }), read(NEW, null, { manifest: ABSENT })],
    ['of what could not be read', { kind: 'no-commit' }, read(NEW, null, { manifest: ABSENT })],
    ['in what could not be read', read(OLD, '1.0.0'), { kind: 'no-commit' }],
  ])('is not looked for: one %s', (_, present, target) => {
    expect(manifestLost(head({ present, target }), FORWARD)).toBeNull();
  });

  test.each<[Ancestry | null]>([
    [{ kind: 'behind' }],
    [{ kind: 'diverged' }],
    [{ kind: 'unknown', why: 'x' }],
    [null],
  ])('is not looked for where rule 1 holds the entry already: %j', (ancestry) => {
    const target = read(NEW, null, { manifest: ABSENT });
    expect(manifestLost(head({ target }), ancestry)).toBeNull();
    const tag = { present: 'v1.0.0', target: 'v1.1.0', version: '1.1.0', between: [] };
    expect(manifestLost(head({ target, tag }), ancestry)).not.toBeNull();
  });
});

describe('rule 3: only for a reason', () => {
  test.each([
    ['1.0.0', '1.1.0', true],
    ['1.0.0', '1.0.0', false],
    ['1.0.0', 'v1.0.0', true],
    ['1.1.0', '1.0.0', true],
    [null, '1.0.0', true],
    ['1.0.0', null, true],
    [null, null, true],
  ])('%j → %j', (from, to, reason) => {
    const moved = readHead({ present: read(OLD, from), target: read(NEW, to) });
    expect(onlyForAReason(moved, 'version')).toBe(reason);
    expect(onlyForAReason(moved, 'always')).toBe(true);
  });
});

test.each([
  ['1.0.0', '1.1.0', false],
  ['1.1.0', '1.0.0', true],
  ['1.0.0', '1.0.0-rc.1', true],
  ['1.0.0+b', '1.0.0+a', false],
  ['2', '1', true],
  ['1.10', '1.9', true],
  ['1.9', '1.10', false],
  ['v1.2', '1.1', true],
  ['1.1', '1.1.0', false],
  ['1.2.3.4', '1.2.3.3', true],
  ['2024.01.05', '2024.1.4', true],
  ['2024.01.05', '2024.1.6', false],
  ['1.2.0', '1.1', true],
  ['2-beta', '1-beta', false],
  ['b', 'a', false],
  ['1.0.0', null, false],
  [null, '1.0.0', false],
])('a manifest’s version goes down, %j → %j: %s', (from, to, down) => {
  expect(goesDown(readHead({ present: read(OLD, from), target: read(NEW, to) }))).toBe(down);
});

test('people read the first seven digits of a commit', () => {
  expect(short('0123456789abcdef')).toBe('0123456');
  expect(short('')).toBe('');
});
