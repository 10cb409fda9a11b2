import { describe, expect, test } from '@jest/globals';
import type { PluginAt, PluginPlace } from '../../src/github/plugins/plugin-place.ts';
import type { Tags } from '../../src/github/tags.ts';
import type { Subject } from '../../src/marketplace/marketplace.ts';
import { type Followed, followedBy, placesOf, tagsOf } from '../../src/update/observe/follow.ts';
import { type Resolved, resolve } from '../../src/update/observe/resolve.ts';
import {
  MARKETPLACE,
  marketplace,
  NEW,
  OLD,
  oid,
  pin,
  place,
  pointer,
  read,
  subject,
} from '../support/update-fixtures.ts';

const HERE = marketplace([]);
const NOT_RELEASES = () => false;

function follow(one: Subject, releases = NOT_RELEASES): Followed {
  return followedBy(one, HERE, releases);
}

const submodule = (more: Parameters<typeof pointer>[0] = {}, source = './plugins/sdk-bridge') =>
  subject({ source }, [pointer(more)]);

/** A place in the plugin's repository. */
const at = (revision: PluginPlace['revision'], directory = '') => place({ revision, directory });
const branch = (name: string) => at({ ref: `refs/heads/${name}` });
const tag = (name: string) => at({ ref: `refs/tags/${name}` });
const RELEASE = at({ latestRelease: true });

describe('what is read for an entry', () => {
  test('that is skipped: nothing', () => {
    const followed = follow(subject({ source: { source: 'npm' } }));
    expect(followed).toMatchObject({ kind: 'known', observation: { kind: 'skipped' } });
    expect(placesOf(followed)).toEqual([]);
  });

  test('in the marketplace itself: its directory, at the commit of which all is read', () => {
    const at = { repository: MARKETPLACE, revision: { oid: oid('c') }, directory: 'plugins/a' };
    const here = { ...at, manifestOnly: true };
    const followed = follow(subject({ source: './plugins/a' }));
    expect(followed).toEqual({ kind: 'here', place: here });
    expect(placesOf(followed)).toEqual([here]);
  });

  test.each([
    ['the default branch', null, { defaultBranch: true }],
    ['the branch of .gitmodules', 'next/v2', { ref: 'refs/heads/next/v2' }],
  ] as const)('in a submodule: its pointer and %s', (_, own, revision) => {
    const followed = follow(submodule({ branch: own }, './plugins/sdk-bridge/a/b'));
    const places = [at({ oid: OLD }, 'a/b'), at(revision, 'a/b')];
    expect(followed).toEqual({ kind: 'pointer', how: 'submodule', present: places[0], target: places[1] });
    expect(placesOf(followed)).toEqual(places);
  });

  test('pinned, with or without a path: the pin and the default branch', () => {
    const followed = follow(subject({ source: pin({ path: 'x' }) }));
    const places = [at({ oid: OLD }, 'x'), at({ defaultBranch: true }, 'x')];
    expect(followed).toEqual({ kind: 'pointer', how: 'pin', present: places[0], target: places[1] });
    expect(placesOf(followed)).toEqual(places);
  });

  test('with a ref, which may be a branch or a tag: both, and the pin', () => {
    const followed = follow(subject({ source: pin({ ref: 'main' }) }));
    expect(followed).toMatchObject({ kind: 'ref', ref: 'main', release: null });
    expect(placesOf(followed)).toEqual([branch('main'), tag('main'), at({ oid: OLD })]);
  });

  test('with neither sha nor ref: the default branch alone', () => {
    const followed = follow(subject({ source: pin({ sha: undefined }) }));
    expect(followed).toEqual({ kind: 'version', target: at({ defaultBranch: true }) });
    expect(placesOf(followed)).toEqual([at({ defaultBranch: true })]);
  });

  test.each<[string, Subject, PluginPlace[]]>([
    ['a submodule', submodule({ branch: 'next' }), [at({ oid: OLD }), RELEASE]],
    ['a pin', subject({ source: pin() }), [at({ oid: OLD }), RELEASE]],
    ['no pin', subject({ source: pin({ sha: undefined }) }), [RELEASE]],
    ['a ref', subject({ source: pin({ ref: 'x', sha: undefined }) }), [branch('x'), tag('x'), RELEASE]],
  ])('that follows releases, with %s: the latest release', (_, one, places) => {
    expect(placesOf(follow(one, () => true))).toEqual(places);
  });

  test('follows releases by the entry’s name, by its place where it has none', () => {
    const asked: string[] = [];
    const releases = (name: string) => {
      asked.push(name);
      return false;
    };
    for (const one of marketplace([{ name: 'a', source: pin() }, { source: pin() }]).subjects) {
      followedBy(one, HERE, releases);
    }
    expect(asked).toEqual(['a', 'plugins[1]']);
  });

  test.each([
    ['v1.2.3', 'v'],
    ['sdk--v1.2.3', 'sdk--v'],
    ['sdk/v1.2.3-rc.1', 'sdk/v'],
    ['1.2.3', ''],
    ['main', null],
    ['v1', null],
    ['stable', null],
  ])('of tags those like %s, if it is a release: %j', (ref, prefix) => {
    const wanted = prefix === null ? [] : [{ repository: place().repository, prefix }];
    expect(tagsOf(follow(subject({ source: pin({ ref }) })))).toEqual(wanted);
    expect(tagsOf(follow(subject({ source: pin({ ref, sha: undefined }) })))).toEqual(wanted);
  });

  test('of tags none where there is no ref', () => {
    for (const source of [pin(), './a', { source: 'npm' }]) {
      expect(tagsOf(follow(subject({ source }), () => true))).toEqual([]);
    }
  });
});

/** Observations of a world in which these places are plugins, and no other is a commit. */
function resolved(one: Subject, world: Record<string, PluginAt>, tags: Tags | null = null, releases = false) {
  const key = ({ revision }: PluginPlace) => Object.values(revision).join();
  const plugin = (asked: PluginPlace): PluginAt => world[key(asked)] ?? { kind: 'no-commit' };
  return resolve(
    follow(one, () => releases),
    { plugin, tags },
  );
}

const list = (...names: string[]): Tags => ({ kind: 'tags', names });
const [PRESENT, TARGET] = [read(OLD, '1.0.0'), read(NEW, '1.1.0')];

function observation(found: Resolved) {
  return found.kind === 'observation' ? found.observation : found.ends;
}

describe('what there is to decide on', () => {
  test('of an entry that is skipped is its reason', () => {
    expect(observation(resolved(subject({ source: 'x' }), {}))).toMatchObject({ kind: 'skipped' });
  });

  test('of a plugin that nothing points to is the version there', () => {
    const here = observation(resolved(subject({ source: './a' }), { [oid('c')]: PRESENT }));
    expect(here).toMatchObject({ kind: 'version', plugin: PRESENT, place: { directory: 'a' } });
    const there = observation(resolved(subject({ source: pin({ sha: undefined }) }), { true: TARGET }));
    expect(there).toEqual({ kind: 'version', plugin: TARGET, place: at({ defaultBranch: true }) });
  });

  test.each([
    ['submodule', submodule()],
    ['pin', subject({ source: pin() })],
  ] as const)('of a %s are its two ends', (how, one) => {
    expect(observation(resolved(one, { [OLD]: PRESENT, true: TARGET }))).toEqual({
      how,
      place: at({ defaultBranch: true }),
      present: PRESENT,
      target: TARGET,
      tag: null,
    });
  });

  test('of a release is compared by its tag', () => {
    const release = read(NEW, '1.1.0', { release: 'v1.1.0' });
    const one = observation(resolved(submodule(), { [OLD]: PRESENT, true: release }, null, true));
    expect(one).toMatchObject({ place: tag('v1.1.0'), target: release });
  });

  test('of a repository without releases is that', () => {
    const one = observation(resolved(submodule(), { [OLD]: PRESENT }, null, true));
    expect(one).toMatchObject({ place: RELEASE, target: { kind: 'no-commit' } });
  });

  test.each<PluginAt>([
    { kind: 'no-repository' },
    { kind: 'forbidden', message: 'sso' },
    { kind: 'failed', message: 'timeout', error: null },
    { kind: 'no-commit' },
  ])('of what could not be read is why: $kind', (why) => {
    expect(observation(resolved(submodule(), { [OLD]: PRESENT, true: why }))).toMatchObject({ target: why });
    expect(observation(resolved(submodule(), { [OLD]: why, true: TARGET }))).toMatchObject({ present: why });
    const ref = { source: pin({ ref: 'v1.0.0' }) };
    if (why.kind === 'no-commit') return;
    expect(observation(resolved(subject(ref), { 'refs/heads/v1.0.0': why }))).toMatchObject({ target: why });
  });
});

describe('a ref', () => {
  const entry = (ref: string, more: object = {}) => subject({ source: pin({ ref, ...more }) });

  test('that is a branch is followed to its head', () => {
    const found = resolved(entry('next'), { [OLD]: PRESENT, 'refs/heads/next': TARGET });
    expect(observation(found)).toMatchObject({
      how: 'pin',
      place: branch('next'),
      target: TARGET,
      tag: null,
    });
  });

  test('that is a branch and a tag is the branch, whatever it is called', () => {
    const world = { [OLD]: PRESENT, 'refs/heads/v1.0.0': TARGET, 'refs/tags/v1.0.0': PRESENT };
    const found = resolved(entry('v1.0.0'), world, list('v1.0.0', 'v2.0.0'));
    expect(observation(found)).toMatchObject({ how: 'pin', place: branch('v1.0.0'), tag: null });
  });

  test('that is a branch yields to releases', () => {
    const release = read(oid('3'), '1.2.0', { release: 'v1.2.0' });
    const world = { [OLD]: PRESENT, 'refs/heads/next': TARGET, true: release };
    expect(observation(resolved(entry('next'), world, null, true))).toMatchObject({ target: release });
  });

  test('that is a branch leaves only the version to follow where nothing is pinned', () => {
    const found = resolved(entry('next', { sha: undefined }), { 'refs/heads/next': TARGET });
    expect(observation(found)).toEqual({ kind: 'version', plugin: TARGET, place: branch('next') });
  });

  test('that is a tag without a version stays, and the pin follows it', () => {
    const found = resolved(entry('stable'), { [OLD]: PRESENT, 'refs/tags/stable': TARGET });
    expect(observation(found)).toMatchObject({ how: 'pin', place: tag('stable'), target: TARGET, tag: null });
  });

  test('that is neither is an error', () => {
    expect(observation(resolved(entry('gone'), { [OLD]: PRESENT }))).toEqual({
      kind: 'held',
      cause: 'unreadable',
      reason: 'acme/sdk-bridge has neither a branch nor a tag `gone`',
    });
  });

  test.each([
    ['with its pin', {}],
    ['without a pin', { sha: undefined }],
  ])('that is a release tag, %s, goes to the highest with the same text before', (_, more) => {
    const tags = list('v1.0.0', 'v1.1.0', 'v1.10.0', 'v1.9.0', 'x-v3.0.0', 'v2.0.0-rc.1', 'v4');
    const found = resolved(entry('v1.0.0', more), { [OLD]: PRESENT, 'refs/tags/v1.0.0': PRESENT }, tags);
    expect(found).toMatchObject({
      kind: 'higher-tag',
      ends: {
        how: 'tag',
        place: tag('v1.10.0'),
        present: PRESENT,
        tag: { present: 'v1.0.0', target: 'v1.10.0', version: '1.10.0' },
      },
    });
  });

  test('that is the highest release tag stands where it is', () => {
    const found = resolved(
      entry('v1.0.0'),
      { [OLD]: PRESENT, 'refs/tags/v1.0.0': PRESENT },
      list('v0.9.0', 'v1.0.0'),
    );
    expect(observation(found)).toMatchObject({
      how: 'tag',
      present: PRESENT,
      target: PRESENT,
      tag: { present: 'v1.0.0', target: 'v1.0.0', version: '1.0.0' },
    });
  });

  test('that is a release tag is held where the list of tags does not have it: then that is not whole', () => {
    const found = resolved(entry('v1.0.0'), { [OLD]: PRESENT, 'refs/tags/v1.0.0': PRESENT }, list());
    expect(observation(found)).toMatchObject({ kind: 'held', cause: 'passing' });
  });

  test('that is a release tag is held where its sha is another commit, with both of them', () => {
    const found = resolved(entry('v1.0.0'), { [OLD]: PRESENT, 'refs/tags/v1.0.0': TARGET }, list('v1.0.0'));
    expect(observation(found)).toEqual({
      kind: 'held',
      cause: 'decision',
      reason:
        'its `sha` is not the commit of its tag `v1.0.0` (1111111 and 2222222); pin the entry to one of them',
    });
  });

  test.each<[Tags | null]>([[{ kind: 'failed', message: 'timeout' }], [null]])(
    'that is a release tag is held by an error where the tags could not be read: %j',
    (tags) => {
      const found = resolved(entry('v1.0.0'), { [OLD]: PRESENT, 'refs/tags/v1.0.0': PRESENT }, tags);
      expect(observation(found)).toMatchObject({ kind: 'held', cause: 'passing' });
    },
  );

  test('that is a release tag whose commit cannot be read is that', () => {
    const failed: PluginAt = { kind: 'failed', message: 'timeout', error: null };
    const found = resolved(entry('v1.0.0'), { [OLD]: PRESENT, 'refs/tags/v1.0.0': failed }, list('v1.0.0'));
    expect(observation(found)).toMatchObject({ target: failed });
  });
});
