import { describe, expect, test } from '@jest/globals';
import type { PluginAt } from '../../src/github/plugins/plugin-place.ts';
import type { Head, Observation } from '../../src/update/observe/observation.ts';
import { decide } from '../../src/update/plan/decide.ts';
import {
  ABSENT,
  ELSEWHERE,
  FILE,
  head,
  NEW,
  OLD,
  pin,
  place,
  planOptions,
  pointer,
  REPOSITORY,
  read,
  subject,
  UNREADABLE,
} from '../support/update-fixtures.ts';
import {
  AT_TAG,
  decided,
  held,
  listing,
  PINNED,
  SUBMODULE,
  sha,
  skipped,
  tagged,
  version,
} from './deciding.ts';

describe('a plugin of which only the version follows', () => {
  const seen = (plugin: PluginAt, directory = ''): Observation => ({
    kind: 'version',
    place: place({ directory }),
    plugin,
  });
  const plain = (more: object = {}) =>
    subject({ source: { source: 'github', repo: 'acme/sdk-bridge' }, ...more });

  test('is written where the entry lists another', () => {
    expect(decided(seen(read(NEW, '1.1.0')), { entry: plain({ version: '1.0.0' }) })).toEqual({
      kind: 'update',
      update: {
        plugin: 'sdk-bridge',
        kind: 'version',
        previousVersion: '1.0.0',
        version: '1.1.0',
        previousCommit: null,
        commit: null,
        repository: REPOSITORY,
        downgrade: false,
      },
      edits: [version('1.1.0')],
    });
  });

  test.each([
    ['the same is listed', { version: '1.1.0' }, {}],
    ['none is listed', {}, {}],
    ['no version shall be written', { version: '1.0.0' }, { versionField: 'never' }],
  ] as const)('is current where %s', (_, more, policy) => {
    expect(decided(seen(read(NEW, '1.1.0')), { entry: plain(more), ...policy })).toEqual({ kind: 'current' });
  });

  test('is current where none is declared, whatever the entry lists', () => {
    const entry = plain({ version: '1.0.0' });
    expect(decided(seen(read(NEW, null)), { entry })).toEqual({ kind: 'current' });
  });

  test('is added where one shall always be listed', () => {
    const found = decided(seen(read(NEW, '1.1.0')), { entry: plain(), versionField: 'always' });
    expect(found).toMatchObject({ update: { previousVersion: null }, edits: [version('1.1.0')] });
  });

  test('is held where the entry is ahead, without being in the way of others', () => {
    const found = decided(seen(read(NEW, '1.1.0')), { entry: plain({ version: '2.0.0' }) });
    expect(found).toEqual(held(/raise the version in plugin\.json/, 'decision', 'version'));
  });

  test.each([
    [
      'broken',
      read(NEW, null, { manifest: UNREADABLE }),
      held(/^`plugin\.json` is not valid JSON; fix it there; JSON has no comments$/, 'broken'),
    ],
    ['absent', read(NEW, null, { manifest: ABSENT }), skipped(/no plugin\.json/, false)],
    [
      'absent, as is its directory',
      read(NEW, null, { manifest: ABSENT, directory: null }),
      skipped(/^there is no folder `a\/b`$/, true),
    ],
    [
      'in a submodule that nobody listed',
      read(NEW, null, { manifest: ELSEWHERE, directory: null }),
      skipped(/a submodule that has no usable section in `\.gitmodules`/, true),
    ],
  ])('says what is the matter with a manifest that is %s', (_, plugin, decision) => {
    expect(decided(seen(plugin, 'a/b'), { entry: plain({ version: '1.0.0' }) })).toEqual(decision);
  });
});

const unread = (reason: RegExp) => held(reason, 'passing');

describe('what could not be read', () => {
  const UNREAD: [PluginAt, RegExp][] = [
    [{ kind: 'no-repository' }, /acme\/sdk-bridge does not exist, or .*`plugins-token`/],
    [
      { kind: 'forbidden', message: 'SSO `\n' },
      /may not be read \(`SSO \\u\{60\}\\u\{a\}`\).*`plugins-token`/,
    ],
    [{ kind: 'failed', message: 'timeout', error: null }, /could not be read: `timeout`; the next run/],
    [{ kind: 'no-commit' }, /acme\/sdk-bridge is empty: nothing is committed on its default branch/],
  ];

  test.each(UNREAD)('is held by an error, with what to do: $kind', (plugin, reason) => {
    // Only what GitHub failed on passes by itself.
    const unread = (words: RegExp) => held(words, plugin.kind === 'failed' ? 'passing' : 'unreadable');
    expect(decided({ kind: 'version', place: place(), plugin })).toEqual(unread(reason));
    expect(decided(head({ target: plugin }))).toEqual(unread(reason));
    expect(decided(head({ target: plugin, present: plugin }))).toEqual(unread(reason));
    if (plugin.kind === 'no-commit') return;
    expect(decided(head({ present: plugin }))).toEqual(unread(reason));
  });

  test.each([
    [
      'gone',
      'gone',
      /acme\/sdk-bridge has no branch `gone`, which `\.gitmodules` names for `plugins\/sdk-bridge`; write/,
    ],
    [
      '.',
      'trunk',
      /has no branch `trunk`, which `branch = \.` in `\.gitmodules` means for `plugins\/sdk-bridge`; write/,
    ],
    [OLD, OLD, /has no branch `1{40}`, which .*\(not a tag or a commit\), or remove the line/],
    ['', '', /^`\.gitmodules` has an empty `branch` for `plugins\/sdk-bridge`; write the name of a branch/],
  ])('names the branch %j of `.gitmodules` that is not there', (declared, branch, reason) => {
    const entry = subject({ source: './plugins/sdk-bridge' }, [pointer({ branch, declared })]);
    const at = place({ revision: { ref: `refs/heads/${branch}` } });
    const seen = head({ how: 'submodule', place: at, target: { kind: 'no-commit' } });
    expect(decided(seen, { entry })).toEqual(held(reason, 'unreadable'));
  });

  test('is skipped where there is no release yet', () => {
    const seen = head({ place: place({ revision: { latestRelease: true } }), target: { kind: 'no-commit' } });
    expect(decided(seen)).toEqual(skipped(/no release yet/, false));
  });

  test.each([
    ['a pin', PINNED],
    ['a submodule', SUBMODULE],
  ])('is held where %s points to a commit that is gone, with both commits', (_, entry) => {
    const seen = head({ present: { kind: 'no-commit' } });
    const reason = /its commit 1111111 is not in acme\/sdk-bridge \(any more\); its branch is at 2222222/;
    expect(decided(seen, { entry })).toEqual(held(reason, 'undecided'));
  });

  test('before it was tried is told as it was decided there', () => {
    expect(decided({ kind: 'skipped', reason: 'x' })).toEqual(skipped(/^x$/, false));
    expect(decided({ kind: 'held', reason: 'x', cause: 'broken' })).toEqual(held(/^x$/, 'broken'));
  });
});

describe('a pointer', () => {
  test.each([
    ['of a submodule moves without an edit', 'submodule', SUBMODULE, []],
    ['in a pin is edited', 'pin', PINNED, [sha(NEW)]],
    ['in a pin with a branch is edited alone', 'pin', listing(undefined, pin({ ref: 'x' })), [sha(NEW)]],
    ['takes the version along that is listed', 'pin', listing('1.0.0'), [sha(NEW), version('1.1.0')]],
  ] as const)('%s', (_, how, entry, edits) => {
    expect(decided(head({ how }), { entry })).toEqual({
      kind: 'update',
      edits,
      update: {
        plugin: 'sdk-bridge',
        kind: how,
        previousVersion: '1.0.0',
        version: '1.1.0',
        previousCommit: OLD,
        commit: NEW,
        repository: REPOSITORY,
        downgrade: false,
      },
    });
  });

  test.each<[string, Partial<Head>, object]>([
    ['is behind', { ancestry: { kind: 'behind' } }, skipped(/is behind/, false)],
    ['has diverged', { ancestry: { kind: 'diverged' } }, held(/diverged/, 'decision')],
    ['is unknown', { ancestry: { kind: 'unknown', why: 'x' } }, unread(/could not be compared/)],
    ['was not compared', { ancestry: null }, unread(/were not compared/)],
    ['is broken', { target: read(NEW, null, { manifest: UNREADABLE }) }, held(/not valid JSON/, 'broken')],
    ['lost its manifest', { target: read(NEW, null, { manifest: ABSENT }) }, held(/is gone/, 'broken')],
    [
      'lost its directory',
      { target: read(NEW, null, { manifest: ABSENT, directory: null }) },
      held(/is missing/, 'broken'),
    ],
  ])('stays where the head %s', (_, fields, decision) => {
    expect(decided(head(fields))).toEqual(decision);
  });

  test('that has diverged is held, whatever else is wrong', () => {
    const seen = head({ ancestry: { kind: 'diverged' }, target: read(NEW, null, { manifest: UNREADABLE }) });
    expect(decided(seen)).toEqual(held(/diverged/, 'decision'));
  });

  test('into a submodule of the submodule is not ours to move', () => {
    const nested = { manifest: ELSEWHERE, directory: null };
    const [present, target] = [read(OLD, null, nested), read(NEW, null, nested)];
    expect(decided(head({ present, target }))).toEqual(skipped(/submodule of its submodule/, true));
    expect(decided(head({ target }))).toEqual(held(/is missing/, 'broken'));
    expect(decided(head({ present }))).toMatchObject({ kind: 'update', update: { commit: NEW } });
  });

  test('mends what is broken at present', () => {
    const seen = head({ present: read(OLD, null, { manifest: UNREADABLE }) });
    expect(decided(seen)).toMatchObject({
      kind: 'update',
      update: { previousVersion: null, version: '1.1.0' },
    });
  });

  test('that would reach nobody is held', () => {
    const seen = head({ present: read(OLD, null), target: read(NEW, null) });
    expect(decided(seen, { entry: listing('1.0.0') })).toEqual(held(/raise or remove/, 'decision'));
    expect(decided(seen)).toMatchObject({ kind: 'update', update: { previousVersion: null, version: null } });
  });

  test('that moves lowers an entry that was ahead, and says so', () => {
    const found = decided(head(), { entry: listing('3.0.0') });
    expect(found).toMatchObject({
      update: { version: '1.1.0', lowered: '3.0.0' },
      edits: [sha(NEW), version('1.1.0')],
    });
    for (const listed of ['1.0.0', 'nightly', 5, undefined]) {
      expect(decided(head(), { entry: listing(listed) })).not.toMatchObject({ update: { lowered: listed } });
    }
  });

  test('follows a downgrade, or holds it, as the input says', () => {
    const seen = head({ target: read(NEW, '0.9.0') });
    expect(decided(seen)).toMatchObject({ kind: 'update', update: { downgrade: true } });
    expect(decided(seen, { downgrades: 'hold' })).toEqual(
      held(/down from `1\.0\.0` to `0\.9\.0`/, 'decision'),
    );
    expect(decided(head(), { downgrades: 'hold' })).toMatchObject({ kind: 'update' });
  });

  test('of which nothing differs stays, and the entry is corrected', () => {
    const seen = head({ target: read(NEW, '1.0.0', { directory: `tree-${OLD}` }), ancestry: null });
    expect(decided(seen)).toEqual({ kind: 'current' });
    expect(decided(seen, { entry: listing('0.9.0') })).toMatchObject({
      kind: 'update',
      update: {
        kind: 'version',
        previousCommit: OLD,
        commit: OLD,
        previousVersion: '0.9.0',
        version: '1.0.0',
      },
      edits: [version('1.0.0')],
    });
    expect(decided(seen, { entry: listing('2.0.0') })).toEqual(
      held(/raise the version in plugin\.json/, 'decision', 'version'),
    );
  });

  test('to a manifest that is broken at both ends alike is current: nobody waits for it', () => {
    const broken = { manifest: UNREADABLE, directory: 'tree' };
    const seen = head({ present: read(OLD, null, broken), target: read(NEW, null, broken) });
    expect(decided(seen, { entry: listing('1.0.0') })).toEqual({ kind: 'current' });
  });
});

describe('commits without a version bump', () => {
  const SAME = head({ target: read(NEW, '1.0.0') });

  test('wait, and are counted', () => {
    expect(decided(SAME)).toEqual({ kind: 'waiting', commits: 3, meanwhile: { kind: 'current' } });
  });

  test('are taken where the pointer always moves', () => {
    expect(decided(SAME, { advance: 'always' })).toMatchObject({ kind: 'update', update: { commit: NEW } });
  });

  test('do not keep an entry from being corrected', () => {
    const meanwhile = { kind: 'update', update: { kind: 'version', version: '1.0.0', commit: OLD } };
    expect(decided(SAME, { entry: listing('0.9.0') })).toMatchObject({ kind: 'waiting', meanwhile });
  });

  test('behind a higher tag wait uncounted', () => {
    const entry = listing(undefined, AT_TAG);
    expect(decided(tagged('1.0.0', '1.0.0'), { entry })).toMatchObject({ kind: 'waiting', commits: null });
  });
});

describe('a key that would be written and stands twice', () => {
  const at = { file: FILE, line: 7, column: 3 };
  const twice = (key: string) => (path: readonly (string | number)[]) => (path.includes(key) ? at : null);
  const context = (key: string) => ({ policy: planOptions(), repeatedKey: twice(key) });

  test.each(['sha', 'source', 'version'])('holds the entry, with its line: %s', (key) => {
    const reason = /twice \(line 7 of `\.claude-plugin\/marketplace\.json`\): remove one/;
    expect(decide(listing('1.0.0'), head(), context(key))).toEqual(held(reason, 'broken'));
  });

  test('does not matter where it is not written', () => {
    expect(decide(PINNED, head(), context('version'))).toMatchObject({ kind: 'update' });
    expect(decide(SUBMODULE, head({ how: 'submodule' }), context('source'))).toMatchObject({
      kind: 'update',
    });
  });
});
