import { describe, expect, test } from '@jest/globals';
import type { Observation } from '../../src/update/observe/observation.ts';
import { head, NEW, OLD, pin, place, read } from '../support/update-fixtures.ts';
import { AT_TAG, decided, held, listing, ref, sha, skipped, tagged, version } from './deciding.ts';

/** At a tag that stands where it stood. */
const standing = (tag: string, how: 'pin' | 'none') => {
  const at = place({ revision: { ref: `refs/tags/${tag}` } });
  const plugin = read(OLD, '1.0.0');
  const source = how === 'pin' ? pin({ ref: tag }) : pin({ ref: tag, sha: undefined });
  const seen: Observation =
    how === 'pin'
      ? head({ place: at, target: plugin, ancestry: null })
      : { kind: 'version', place: at, plugin };
  return decided(seen, { entry: listing('1.0.0', source) });
};

describe.each(['pin', 'none'] as const)('a tag (%s) that only looks like a version', (how) => {
  test.each(['release-2024.01', '2024.01.05', 'v1.2', 'v1.2.3.4', 'name-2024_01', '2024-01-05'])(
    '%s never moves, and that is said',
    (tag) => {
      expect(standing(tag, how)).toEqual(
        skipped(
          new RegExp(`^it is pinned to the tag \`${tag}\`, which is not a semantic version, so newer`),
          false,
        ),
      );
    },
  );

  test.each(['v1', 'stable', 'latest-2', 'v1.2.3'])('%s does not look like one', (tag) => {
    expect(standing(tag, how)).toEqual({ kind: 'current' });
  });

  test('is no matter where the `ref` is a branch', () => {
    const at = place({ revision: { ref: 'refs/heads/v1.2' } });
    const seen: Observation = { kind: 'version', place: at, plugin: read(OLD, '1.0.0') };
    const entry = listing('1.0.0', pin({ ref: 'v1.2', sha: undefined }));
    expect(decided(seen, { entry })).toEqual({ kind: 'current' });
  });
});

describe('a release tag', () => {
  test.each<[string, object, string | undefined, object[]]>([
    ['`ref` and `sha`', AT_TAG, undefined, [ref('v1.1.0'), sha(NEW)]],
    [
      '`ref` alone where nothing is pinned',
      pin({ ref: 'v1.0.0', sha: undefined }),
      undefined,
      [ref('v1.1.0')],
    ],
    ['the version that is listed', AT_TAG, '1.0.0', [ref('v1.1.0'), sha(NEW), version('1.1.0')]],
  ])('moves %s', (_, source, listed, edits) => {
    const found = decided(tagged('1.0.0', '1.1.0'), { entry: listing(listed, source) });
    const tags = { previous: 'v1.0.0', next: 'v1.1.0' };
    expect(found).toMatchObject({ kind: 'update', update: { kind: 'tag', version: '1.1.0', tags }, edits });
  });

  test('is listed where the manifest declares no version', () => {
    const found = decided(tagged(null, null), { entry: listing('1.0.0', AT_TAG) });
    const update = { previousVersion: '1.0.0', version: '1.1.0' };
    expect(found).toMatchObject({ update, edits: [ref('v1.1.0'), sha(NEW), version('1.1.0')] });
  });

  test('whose manifest says something else is listed as that says', () => {
    const found = decided(tagged('1.0.0', '1.0.9'), { entry: listing('1.0.0', AT_TAG) });
    expect(found).toMatchObject({ update: { version: '1.0.9' } });
  });

  test('is held where the entry lists more than it, which is what users compare', () => {
    const found = decided(tagged(null, null), { entry: listing('2.0.0', AT_TAG) });
    expect(found).toEqual(held(/higher than its plugin's `1\.1\.0`; push a higher tag/, 'decision'));
    const same = decided(tagged(null, null), { entry: listing('1.1.0', AT_TAG) });
    expect(same).toMatchObject({ kind: 'update', update: { previousVersion: '1.1.0', version: '1.1.0' } });
  });

  test('is held where its version may not be listed, and users would not get it', () => {
    const found = decided(tagged(null, null), { entry: listing('1.0.0', AT_TAG), versionField: 'never' });
    expect(found).toEqual(held(/raise or remove/, 'decision'));
  });

  test('that is the highest already corrects the entry', () => {
    const seen = tagged(null, null, {
      target: read(OLD, null),
      tag: { present: 'v1.0.0', target: 'v1.0.0', version: '1.0.0', between: [] },
    });
    expect(decided(seen, { entry: listing('0.9.0', AT_TAG) })).toMatchObject({ edits: [version('1.0.0')] });
    expect(decided(seen, { entry: listing('1.0.0', AT_TAG) })).toEqual({ kind: 'current' });
  });
});
