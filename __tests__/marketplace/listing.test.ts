import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Announced, type Listing, listingOf, pointersOf } from '../../src/marketplace/listing.ts';
import type { Pointer } from '../../src/marketplace/submodules.ts';
import { marketplace, NEW, OLD, oid, pin, pointer, SERVER } from '../support/update-fixtures.ts';

function announced(fields: Partial<Announced> = {}): Announced {
  return {
    plugin: 'sdk-bridge',
    version: '2.0.1',
    previousVersion: '2.0.0',
    repository: 'acme/sdk-bridge',
    path: '.claude-plugin/plugin.json',
    commit: NEW,
    ...fields,
  };
}

const never = () => false;
/** Git's answer where the announced commit is `NEW`, and comes after `OLD`. */
const history = (commit: string) => commit === NEW;

interface Case {
  readonly entries: readonly object[];
  readonly pointers?: readonly Pointer[];
  readonly what?: Partial<Announced>;
  readonly reaches?: (commit: string) => boolean;
}

function look({ entries, pointers = [], what = {}, reaches = history }: Case): Listing {
  const named = entries.map((entry) => ({ name: 'sdk-bridge', ...entry }));
  return listingOf(announced(what), marketplace(named, pointers), reaches);
}

const LISTED: Listing = { kind: 'listed' };
const NEITHER: Listing = { kind: 'shows-neither' };
const notYet = (shows: string, stays: string | null = null): Listing => ({ kind: 'not-yet', shows, stays });
const tagged = (shows: string): Listing =>
  notYet(shows, 'the entry is pinned to a release tag, and moves when a tag of the new version is pushed');

const URL = `${SERVER}/acme/sdk-bridge.git`;
const TAG = { source: 'github', repo: 'acme/sdk-bridge', ref: 'v2.0.0' };
const BRANCH = { source: 'github', repo: 'acme/sdk-bridge', ref: 'stable' };
const PLAIN = { source: 'github', repo: 'acme/sdk-bridge' };
const LOCAL = './plugins/sdk-bridge';
const IN_MARKETPLACE = {
  repository: 'acme/marketplace',
  path: 'plugins/sdk-bridge/.claude-plugin/plugin.json',
};

describe('an entry lists what was announced', () => {
  test.each<[string, Case, Listing]>([
    ['github with sha: the pointer is behind', { entries: [{ source: pin() }] }, notYet('1111111')],
    ['github with sha: the pointer is there', { entries: [{ source: pin({ sha: NEW }) }] }, LISTED],
    ['url with sha', { entries: [{ source: { source: 'url', url: URL, sha: OLD } }] }, notYet('1111111')],
    ['url with sha, moved', { entries: [{ source: { source: 'url', url: URL, sha: NEW } }] }, LISTED],
    [
      'git-subdir with sha',
      {
        entries: [{ source: { source: 'git-subdir', url: URL, path: 'plugins/a', sha: NEW } }],
        what: { path: 'plugins/a/.claude-plugin/plugin.json' },
      },
      LISTED,
    ],
    ['a branch and a sha', { entries: [{ source: { ...BRANCH, sha: OLD } }] }, notYet('1111111')],
    ['a sha and an old version', { entries: [{ source: pin(), version: '2.0.0' }] }, notYet('2.0.0')],
    ['an old sha and the version', { entries: [{ source: pin(), version: '2.0.1' }] }, LISTED],
    [
      'a sha that is there and a version that nobody keeps',
      { entries: [{ source: pin({ sha: NEW }), version: '0.1.0' }] },
      LISTED,
    ],
    ['a tag of the version before', { entries: [{ source: TAG }] }, tagged('v2.0.0')],
    ['a tag of the version', { entries: [{ source: { ...TAG, ref: 'v2.0.1' } }] }, LISTED],
    [
      'a tag with the plugin’s name',
      { entries: [{ source: { ...TAG, ref: 'sdk-bridge--v2.0.1' } }] },
      LISTED,
    ],
    ['a tag and a version, both old', { entries: [{ source: TAG, version: '2.0.0' }] }, tagged('2.0.0')],
    ['an old tag whose sha is there', { entries: [{ source: { ...TAG, sha: NEW } }] }, LISTED],
    ['a later tag', { entries: [{ source: { ...TAG, ref: 'v3.0.0' } }] }, LISTED],
    ['a branch alone', { entries: [{ source: BRANCH }] }, NEITHER],
    ['a tag without a version', { entries: [{ source: { ...TAG, ref: 'latest' } }] }, NEITHER],
    ['a tag of a major version alone', { entries: [{ source: { ...TAG, ref: 'v2' } }] }, NEITHER],
    ['neither sha nor ref', { entries: [{ source: PLAIN }] }, NEITHER],
    ['a branch and an old version', { entries: [{ source: BRANCH, version: '2.0.0' }] }, notYet('2.0.0')],
    ['neither, and the version', { entries: [{ source: PLAIN, version: '2.0.1' }] }, LISTED],
    ['a version that is no text', { entries: [{ source: PLAIN, version: 2 }] }, NEITHER],
    ['relative, without a version', { entries: [{ source: LOCAL }], what: IN_MARKETPLACE }, NEITHER],
    [
      'relative, with an old version',
      { entries: [{ source: LOCAL, version: '2.0.0' }], what: IN_MARKETPLACE },
      notYet('2.0.0'),
    ],
    [
      'relative, with the version',
      { entries: [{ source: LOCAL, version: '2.0.1' }], what: IN_MARKETPLACE },
      LISTED,
    ],
    [
      'a submodule whose pointer is behind',
      { entries: [{ source: LOCAL }], pointers: [pointer()] },
      notYet('1111111'),
    ],
    [
      'a submodule whose pointer is there',
      { entries: [{ source: LOCAL }], pointers: [pointer({ oid: NEW })] },
      LISTED,
    ],
    [
      'a submodule with the version, whose pointer is behind',
      { entries: [{ source: LOCAL, version: '2.0.1' }], pointers: [pointer()] },
      LISTED,
    ],
    [
      'a folder of a submodule',
      {
        entries: [{ source: `${LOCAL}/inner` }],
        pointers: [pointer({ oid: NEW })],
        what: { path: 'inner/.claude-plugin/plugin.json' },
      },
      LISTED,
    ],
    [
      'npm, found by its name',
      { entries: [{ source: { source: 'npm', package: 'x' }, version: '2.0.0' }] },
      notYet(
        '2.0.0',
        'the update action leaves this entry alone: a source of the kind `npm` is not followed',
      ),
    ],
    ['npm, with the version', { entries: [{ source: { source: 'npm' }, version: '2.0.1' }] }, LISTED],
    [
      'a ref that is a commit',
      { entries: [{ source: { ...TAG, ref: OLD }, version: '1.0.0' }] },
      notYet('1.0.0', 'the update action leaves this entry alone: its `ref` is a commit: write it as `sha`'),
    ],
  ])('%s', (_, given, expected) => {
    expect(look(given)).toEqual(expected);
  });
});

describe('which version is the announced one', () => {
  const at = (version: string, what: Partial<Announced> = {}) =>
    look({ entries: [{ source: PLAIN, version }], what }).kind;

  test.each<[string, string, Partial<Announced>, Listing['kind']]>([
    ['the same text', '2.0.1', {}, 'listed'],
    ['with a v', 'v2.0.1', {}, 'listed'],
    ['without the manifest’s v', '2.0.1', { version: 'v2.0.1' }, 'listed'],
    ['another build of it', '2.0.1+b7', {}, 'listed'],
    ['the one before', '2.0.0', {}, 'not-yet'],
    ['an older one', '1.9.9', {}, 'not-yet'],
    ['a later bump', '2.1.0', {}, 'listed'],
    ['its own prerelease', '2.0.1-rc.1', {}, 'not-yet'],
    ['the release after the prerelease', '2.0.1', { version: '2.0.1-rc.1' }, 'listed'],
    ['the one before a downgrade', '2.0.0', { version: '1.9.0', previousVersion: '2.0.0' }, 'not-yet'],
    ['the one between in a downgrade', '1.9.5', { version: '1.9.0', previousVersion: '2.0.0' }, 'not-yet'],
    ['a downgrade’s own', '1.9.0', { version: '1.9.0', previousVersion: '2.0.0' }, 'listed'],
    ['a lower one after a downgrade', '1.8.0', { version: '1.9.0', previousVersion: '2.0.0' }, 'not-yet'],
    ['a higher one, where the one before is not known', '2.1.0', { previousVersion: null }, 'not-yet'],
    ['the same, where the one before is not known', '2.0.1', { previousVersion: null }, 'listed'],
    ['a new plugin’s', '1.0.0', { version: '1.0.0', previousVersion: null }, 'listed'],
    [
      'no semantic version: the same text',
      'spring',
      { version: 'spring', previousVersion: 'winter' },
      'listed',
    ],
    ['no semantic version: another', 'winter', { version: 'spring', previousVersion: 'winter' }, 'not-yet'],
    ['a later date', '2026.03', { version: '2026.02', previousVersion: '2026.01' }, 'listed'],
    ['an earlier date', '2026.01', { version: '2026.02', previousVersion: '2026.01' }, 'not-yet'],
    ['nothing', '', {}, 'not-yet'],
  ])('%s', (_, version, what, kind) => {
    expect(at(version, what)).toBe(kind);
  });
});

describe('which entries are the plugin', () => {
  test('those at its place come before one of its name', () => {
    const entries = [
      { name: 'other-name', source: PLAIN, version: '2.0.1' },
      { name: 'sdk-bridge', source: { source: 'github', repo: 'somebody/else' }, version: '1.0.0' },
    ];
    expect(look({ entries })).toEqual(LISTED);
  });

  test('by its name only where none is at its place', () => {
    expect(look({ entries: [{ source: { source: 'npm' }, version: '2.0.1' }] })).toEqual(LISTED);
  });

  test('the case of repository and path does not matter', () => {
    const what = { repository: 'ACME/SDK-Bridge', plugin: 'x' };
    expect(look({ entries: [{ source: PLAIN, version: '2.0.1' }], what })).toEqual(LISTED);
  });

  test('the same repository’s other folder is another plugin', () => {
    const entries = [{ name: 'x', source: { ...PLAIN, path: 'plugins/x' }, version: '2.0.1' }];
    expect(look({ entries })).toEqual({ kind: 'no-entry' });
  });

  test('none, where neither place nor name is there', () => {
    expect(look({ entries: [] })).toEqual({ kind: 'no-entry' });
  });

  test('of several all must list it, and the first that does not is shown', () => {
    const entries = [
      { name: 'a', source: PLAIN, version: '2.0.1' },
      { name: 'b', source: PLAIN, version: '1.5.0' },
      { name: 'c', source: PLAIN, version: '1.0.0' },
    ];
    expect(look({ entries })).toEqual(notYet('1.5.0'));
  });

  test('of several those that show nothing do not count', () => {
    expect(look({ entries: [{ source: PLAIN }, { name: 'b', source: PLAIN, version: '2.0.1' }] })).toEqual(
      LISTED,
    );
  });
});

describe('the pointers that git must be asked about', () => {
  const pointers = (...entries: object[]) =>
    pointersOf(announced(), marketplace(entries.map((entry) => ({ name: 'x', ...entry }))));

  test('are those of the plugin’s entries', () => {
    const elsewhere = { source: { source: 'github', repo: 'acme/other', sha: oid('9') } };
    expect(pointers({ source: pin() }, elsewhere, { source: pin({ sha: NEW }) })).toEqual([OLD, NEW]);
  });

  test('are none where the version lists it already', () => {
    expect(pointers({ source: pin(), version: '2.0.1' })).toEqual([]);
  });

  test('are none where there is no commit', () => {
    expect(pointers({ source: PLAIN, version: '2.0.0' }, { source: TAG })).toEqual([]);
  });
});

describe('laws', () => {
  const version = fc.constantFrom('1.0.0', 'v2.0.0', '2.0.0', '2.0.1', '2.1.0', 'spring', undefined);
  const source = fc.constantFrom(
    PLAIN,
    BRANCH,
    TAG,
    { ...TAG, ref: 'v2.0.1' },
    pin(),
    pin({ sha: NEW }),
    { ...TAG, sha: OLD },
    { source: 'npm' },
  );
  const entry = fc.record({ source, version }).map(({ version: of, ...rest }) => {
    return of === undefined ? rest : { ...rest, version: of };
  });
  const entries = fc.array(entry, { maxLength: 4 });
  const what = fc.record({
    version: fc.constantFrom('1.0.0', '2.0.1', 'v2.0.1', 'spring'),
    previousVersion: fc.constantFrom(null, '2.0.0', 'winter'),
  });

  test('the order of entries does not decide whether it is listed', () => {
    fc.assert(
      fc.property(entries, what, (all, of) => {
        const kind = look({ entries: all, what: of }).kind;
        expect(look({ entries: all.toReversed(), what: of }).kind).toBe(kind);
      }),
    );
  });

  test('a pointer that goes forward takes nothing off the list', () => {
    fc.assert(
      fc.property(entries, what, (all, of) => {
        const before = look({ entries: all, what: of, reaches: never }).kind;
        const after = look({ entries: all, what: of, reaches: () => true }).kind;
        if (before !== 'not-yet') expect(after).toBe(before);
      }),
    );
  });

  test('writing the version into every entry lists it', () => {
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 4 }), what, (all, of) => {
        const written = all.map((one) => ({ ...one, version: of.version }));
        expect(look({ entries: written, what: of, reaches: never })).toEqual(LISTED);
      }),
    );
  });

  test('there is always something that stands there where it is not listed', () => {
    fc.assert(
      fc.property(entries, what, (all, of) => {
        const listing = look({ entries: all, what: of });
        if (listing.kind === 'not-yet') expect(listing.shows).not.toBe('');
      }),
    );
  });
});
