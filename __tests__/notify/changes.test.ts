import { describe, expect, test } from '@jest/globals';
import { manifestProblem } from '../../src/findings/files.ts';
import type { ManifestState } from '../../src/github/plugins/manifest-state.ts';
import { findChanges } from '../../src/notify/compare/changes.ts';
import type { ManifestPair } from '../../src/notify/compare/manifest-pair.ts';
import { ABSENT, manifest, OID, unreadable } from '../support/notify-fixtures.ts';

const PATH = '.claude-plugin/plugin.json';

function pair(path: string, before: ManifestState, after: ManifestState): ManifestPair {
  return { path, before, after };
}

function compared(...pairs: ManifestPair[]) {
  return findChanges({ pairs, basis: { kind: 'compared', previous: OID } });
}

function only(before: ManifestState, after: ManifestState) {
  const { changes } = compared(pair(PATH, before, after));
  expect(changes).toHaveLength(1);
  return changes[0];
}

const summary = (pairs: ManifestPair[]) =>
  compared(...pairs).changes.map(({ path, change, previousVersion, version }) => [
    path,
    change,
    previousVersion,
    version,
  ]);

describe('what counts as a real version change', () => {
  test.each<[string, ManifestState, ManifestState, string, string | null, string | null]>([
    ['a new manifest', ABSENT, manifest('a', '1.0.0'), 'added', null, '1.0.0'],
    ['a version newly declared', manifest('a', null), manifest('a', '1.0.0'), 'added', null, '1.0.0'],
    ['an old file that was unreadable', unreadable(), manifest('a', '1.0.0'), 'added', null, '1.0.0'],
    ['a submodule before', { kind: 'elsewhere' }, manifest('a', '1.0.0'), 'added', null, '1.0.0'],
    ['major', manifest('a', '1.2.3'), manifest('a', '2.0.0'), 'major', '1.2.3', '2.0.0'],
    ['minor', manifest('a', '1.2.3'), manifest('a', '1.3.0'), 'minor', '1.2.3', '1.3.0'],
    ['patch', manifest('a', '1.2.3'), manifest('a', '1.2.4'), 'patch', '1.2.3', '1.2.4'],
    ['a final release', manifest('a', '2.0.0-rc.1'), manifest('a', '2.0.0'), 'major', '2.0.0-rc.1', '2.0.0'],
    [
      'a prerelease',
      manifest('a', '1.0.0'),
      manifest('a', '2.0.0-rc.1'),
      'prerelease',
      '1.0.0',
      '2.0.0-rc.1',
    ],
    [
      'the same version, reformatted',
      manifest('a', '1.0.0'),
      manifest('a', '1.0.0'),
      'unchanged',
      '1.0.0',
      '1.0.0',
    ],
  ])('%s: no remark', (_, before, after, kind, previousVersion, version) => {
    expect(only(before, after)).toEqual({
      plugin: 'a',
      version,
      previousVersion,
      change: kind,
      path: PATH,
      at: { file: PATH, line: 3, column: 14 },
      remark: null,
    });
  });

  test.each<[string, string, string, string, 'warning' | 'notice', RegExp]>([
    ['lower precedence', '2.0.0', '1.9.0', 'downgrade', 'warning', /went down/],
    ['no semantic version', '1.0', '1.1', 'changed', 'warning', /semantic version/],
    ['a leading v', '1.0.0', 'v1.0.0', 'unchanged', 'notice', /same version by semver/],
    ['build metadata alone', '1.0.0+1', '1.0.0+2', 'unchanged', 'notice', /same version by semver/],
  ])('%s: a remark that names both versions', (_, before, after, kind, level, text) => {
    const found = only(manifest('a', before), manifest('a', after));
    expect(found?.change).toBe(kind);
    expect(found?.remark?.level).toBe(level);
    expect(found?.remark?.text).toMatch(text);
    expect(found?.remark?.text).toContain(`\`${before}\``);
    expect(found?.remark?.text).toContain(`\`${after}\``);
  });

  test('manifest gone: removed', () => {
    expect(only(manifest('a', '1.0.0'), ABSENT)).toEqual({
      plugin: 'a',
      version: null,
      previousVersion: '1.0.0',
      change: 'removed',
      path: PATH,
      at: { file: PATH },
      remark: null,
    });
  });

  test('no longer declares a version: removed, with a warning', () => {
    const found = only(manifest('a', '1.0.0'), manifest('a', null));
    expect(found).toMatchObject({ change: 'removed', version: null, previousVersion: '1.0.0' });
    expect(found?.remark?.level).toBe('warning');
  });

  test('without a version in any state: unchanged, with a notice about commits', () => {
    const found = only(manifest('a', null), manifest('a', null));
    expect(found).toMatchObject({ change: 'unchanged', version: null, previousVersion: null });
    expect(found?.remark).toMatchObject({ level: 'notice', text: expect.stringContaining('commits') });
  });

  test('a new manifest without a version is unchanged, with a notice', () => {
    expect(only(ABSENT, manifest('a', null))).toMatchObject({
      change: 'unchanged',
      remark: { level: 'notice' },
    });
  });
});

test('a new name with the old version is unchanged, with a notice that the new name reaches nobody', () => {
  const found = only(manifest('old', '1.0.0'), manifest('new', '1.0.0'));
  expect(found).toMatchObject({ plugin: 'new', change: 'unchanged', remark: { level: 'notice' } });
  expect(found?.remark?.text).toMatch(/was called `old`.*Raise the version/);
});

describe('where there is no state to compare with', () => {
  const announced = (...pairs: ManifestPair[]) =>
    findChanges({ pairs, basis: { kind: 'announced', why: '', notice: false } }).changes;

  test('every version is announced, without a previous one', () => {
    expect(announced(pair(PATH, ABSENT, manifest('a', '1.0.0')))).toMatchObject([
      { change: 'announced', version: '1.0.0', previousVersion: null, remark: null },
    ]);
  });

  test('a plugin without a version is unchanged, with a notice', () => {
    expect(announced(pair(PATH, ABSENT, manifest('a', null)))).toMatchObject([
      { change: 'unchanged', remark: { level: 'notice' } },
    ]);
  });

  test('where nothing was before, every manifest is added', () => {
    const pairs = [pair(PATH, ABSENT, manifest('a', '1.0.0'))];
    expect(findChanges({ pairs, basis: { kind: 'everything-added' } }).changes).toMatchObject([
      { change: 'added', previousVersion: null },
    ]);
  });
});

describe('what cannot be used', () => {
  test('in the state after is a problem, and all others are still handled', () => {
    const broken = unreadable('b.json');
    const { changes, problems } = compared(
      pair('a.json', manifest('a', '1.0.0'), manifest('a', '1.0.1')),
      pair('b.json', manifest('b', '1.0.0'), broken),
      pair('c.json', ABSENT, manifest('c', '1.0.0')),
    );
    expect(changes.map(({ plugin }) => plugin)).toEqual(['a', 'c']);
    expect(problems).toEqual(broken.kind === 'unreadable' ? [manifestProblem(broken.fault, 'notify')] : []);
  });

  test('in the state before is no problem', () => {
    expect(compared(pair(PATH, unreadable(), manifest('a', '1.0.0'))).problems).toEqual([]);
    expect(compared(pair(PATH, unreadable(), ABSENT))).toEqual({ changes: [], problems: [], elsewhere: [] });
  });

  test('what now lies in a submodule is another repository’s to announce', () => {
    const { changes, problems, elsewhere } = compared(pair(PATH, ABSENT, { kind: 'elsewhere' }));
    expect({ changes, problems, elsewhere }).toEqual({ changes: [], problems: [], elsewhere: [PATH] });
  });
});

describe('where a path appeared or vanished, plugins are matched by name', () => {
  test('a moved manifest with the same version is no change', () => {
    const pairs = [pair('new', ABSENT, manifest('a', '1.0.0')), pair('old', manifest('a', '1.0.0'), ABSENT)];
    expect(summary(pairs)).toEqual([['new', 'unchanged', '1.0.0', '1.0.0']]);
    expect(summary(pairs.toReversed())).toEqual([['new', 'unchanged', '1.0.0', '1.0.0']]);
  });

  test('a moved manifest with another version is that change, at its new path', () => {
    expect(
      summary([pair('new', ABSENT, manifest('a', '1.1.0')), pair('old', manifest('a', '1.0.0'), ABSENT)]),
    ).toEqual([['new', 'minor', '1.0.0', '1.1.0']]);
  });

  test('two plugins that swap their folders are no change, nor a downgrade', () => {
    const [a, b] = [manifest('a', '1.0.0'), manifest('b', '2.0.0')];
    expect(summary([pair('x', a, b), pair('y', b, a)])).toEqual([
      ['x', 'unchanged', '2.0.0', '2.0.0'],
      ['y', 'unchanged', '1.0.0', '1.0.0'],
    ]);
  });

  test('a plugin that takes the folder of one that moved is added', () => {
    const [a, b] = [manifest('a', '2.0.0'), manifest('b', '1.0.0')];
    expect(summary([pair('x', a, b), pair('y', ABSENT, a)])).toEqual([
      ['x', 'added', null, '1.0.0'],
      ['y', 'unchanged', '2.0.0', '2.0.0'],
    ]);
  });

  test('a plugin with a new name in its folder is still the same', () => {
    expect(summary([pair('x', manifest('a', '1.0.0'), manifest('b', '1.1.0'))])).toEqual([
      ['x', 'minor', '1.0.0', '1.1.0'],
    ]);
  });

  test('a new plugin where another vanished is added, the other removed', () => {
    expect(
      summary([pair('new', ABSENT, manifest('b', '1.0.0')), pair('old', manifest('a', '1.0.0'), ABSENT)]),
    ).toEqual([
      ['new', 'added', null, '1.0.0'],
      ['old', 'removed', '1.0.0', null],
    ]);
  });

  test('a copy of a manifest that stays is added', () => {
    expect(
      summary([
        pair('copy', ABSENT, manifest('a', '1.0.0')),
        pair('old', manifest('a', '1.0.0'), manifest('a', '1.0.1')),
      ]),
    ).toEqual([
      ['copy', 'added', null, '1.0.0'],
      ['old', 'patch', '1.0.0', '1.0.1'],
    ]);
  });

  test('of several that vanished with one name, one with the same version is taken', () => {
    expect(
      summary([
        pair('old1', manifest('a', '1.0.0'), ABSENT),
        pair('old2', manifest('a', '2.0.0'), ABSENT),
        pair('new', ABSENT, manifest('a', '2.0.0')),
      ]),
    ).toEqual([
      ['old1', 'removed', '1.0.0', null],
      ['new', 'unchanged', '2.0.0', '2.0.0'],
    ]);
  });

  test('of several that appeared and vanished with one name, those with one version find each other first', () => {
    const pairs = [
      pair('c', ABSENT, manifest('n', '3.0.0')),
      pair('d', ABSENT, manifest('n', '1.0.0')),
      pair('a', manifest('n', '1.0.0'), ABSENT),
      pair('b', manifest('n', '2.0.0'), ABSENT),
    ];
    expect(summary(pairs)).toEqual([
      ['c', 'major', '2.0.0', '3.0.0'],
      ['d', 'unchanged', '1.0.0', '1.0.0'],
    ]);
  });

  test('one that vanished is the origin of one that appeared, not of two', () => {
    expect(
      summary([
        pair('old', manifest('a', '1.0.0'), ABSENT),
        pair('new1', ABSENT, manifest('a', '1.0.0')),
        pair('new2', ABSENT, manifest('a', '1.0.0')),
      ]),
    ).toEqual([
      ['new1', 'unchanged', '1.0.0', '1.0.0'],
      ['new2', 'added', null, '1.0.0'],
    ]);
  });

  test('names like __proto__ are names like any other', () => {
    expect(
      summary([
        pair('new', ABSENT, manifest('__proto__', '1.0.1')),
        pair('old', manifest('__proto__', '1.0.0'), ABSENT),
      ]),
    ).toEqual([['new', 'patch', '1.0.0', '1.0.1']]);
  });
});

test('changes come in the order of the pairs', () => {
  const names = ['c', 'a', 'b'];
  const pairs = names.map((name) => pair(`${name}.json`, ABSENT, manifest(name, '1.0.0')));
  expect(compared(...pairs).changes.map(({ plugin }) => plugin)).toEqual(names);
});

test('strangers’ versions cannot write a command or markup into a remark', () => {
  const found = only(manifest('a', '1`\n::error::'), manifest('a', '##[error]\u202e'));
  expect(found?.remark?.text).not.toMatch(/[\p{Cc}\p{Cf}]|##\[/u);
  expect(found?.remark?.text.split('`')).toHaveLength(5);
});
