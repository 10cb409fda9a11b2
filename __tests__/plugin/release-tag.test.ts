import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import semver from 'semver';
import { highestRelease, parseReleaseTag, releasesBetween } from '../../src/plugin/release-tag.ts';
import { cpuTime } from '../support/cpu-time.ts';

const prerelease = fc.constantFrom('', '-alpha', '-rc.1', '-rc.2', '-rc.10', '-0', '-x-y.7');
const build = fc.constantFrom('', '', '+1', '+01', '+sha.5114f85');

/** Semantic versions with numbers up to `max`. */
function versions(max: number): fc.Arbitrary<string> {
  const number = fc.nat({ max });
  return fc
    .tuple(number, number, number, prerelease, build)
    .map(([major, minor, patch, pre, meta]) => `${major}.${minor}.${patch}${pre}${meta}`);
}

describe('parseReleaseTag', () => {
  test.each([
    ['1.2.3', '', '1.2.3'],
    ['v1.2.3', 'v', '1.2.3'],
    ['V1.2.3', 'V', '1.2.3'],
    ['name--v1.2.3', 'name--v', '1.2.3'],
    ['name-v1.2.3', 'name-v', '1.2.3'],
    ['name/v1.2.3', 'name/v', '1.2.3'],
    ['name/1.2.3', 'name/', '1.2.3'],
    ['name@1.2.3', 'name@', '1.2.3'],
    ['@scope/name@1.2.3', '@scope/name@', '1.2.3'],
    ['name1.2.3', 'name', '1.2.3'],
    ['name.1.2.3', 'name.', '1.2.3'],
    ['release-2024-1.2.3', 'release-2024-', '1.2.3'],
    ['release-2024.1-1.2.3', 'release-2024.1-', '1.2.3'],
    ['plugin-2--v1.0.0-rc.1', 'plugin-2--v', '1.0.0-rc.1'],
    ['plugin2/v0.0.0', 'plugin2/v', '0.0.0'],
    ['v1.2/v1.2.3', 'v1.2/v', '1.2.3'],
    ['v1.2.3-rc.1', 'v', '1.2.3-rc.1'],
    ['v1.2.3+build.5', 'v', '1.2.3+build.5'],
    ['v1.2.3-a+b', 'v', '1.2.3-a+b'],
    ['v10.20.30', 'v', '10.20.30'],
    ['2024.1.15', '', '2024.1.15'],
    // the longest version, from the left
    ['v1.0.0-2.0.0', 'v', '1.0.0-2.0.0'],
    ['name-1.0.0-v2.0.0', 'name-', '1.0.0-v2.0.0'],
    // what would be a version, but for an identifier with a leading zero
    ['v1.0.0-01-2.0.0', 'v', '1.0.0-01-2.0.0'],
    ['v1.0.0-01/2.0.0', 'v1.0.0-01/', '2.0.0'],
    ['größe/v1.2.3', 'größe/v', '1.2.3'],
  ])('%s is %j and %s', (tag, prefix, version) => {
    expect(parseReleaseTag(tag)).toEqual({ prefix, version });
  });

  test.each([
    'v1',
    'v1.2',
    'latest',
    '',
    'v',
    '1.2.',
    'v1.2.3.4',
    'v10.1.2.3',
    '1.1.2.3',
    '0.0.0.1.2.3',
    '01.2.3',
    'v1.02.3',
    'v1.2.03',
    'v1.2.3-',
    'v1.2.3-01',
    'v1.2.3-rc..1',
    'v1.2.3+',
    'v1.2.3 ',
    'v1.2.3\n',
    'v1.2.3-windows.zip/x',
    'v1.2.3_1',
    'v1.2.x',
    'v99999999999999999999.0.0',
    `v1.0.0-${'x'.repeat(300)}`,
    '2024-01-15',
    '1.2.3-bêta',
  ])('%j names no version', (tag) => {
    expect(parseReleaseTag(tag)).toBeNull();
  });

  test('parts a tag and loses nothing of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'v1203.-+/a@') }), (tag) => {
        const parsed = parseReleaseTag(tag);
        if (parsed === null) return;
        expect(parsed.prefix + parsed.version).toBe(tag);
        expect(semver.valid(parsed.version)).not.toBeNull();
        expect(parsed.prefix).not.toMatch(/\d\.?$/);
      }),
      { numRuns: 2_000 },
    );
  });

  test('finds any version behind a prefix that could not be part of one', () => {
    const prefix = fc.string({ unit: fc.constantFrom(...'abv-/@_é') });
    fc.assert(
      fc.property(prefix, versions(1_000), (before, version) => {
        expect(parseReleaseTag(before + version)).toEqual({ prefix: before, version });
      }),
    );
  });
});

describe('highestRelease', () => {
  test.each<[string, string, string[], string | null]>([
    ['the highest', 'v1.0.0', ['v1.1.0', 'v2.0.0', 'v1.9.9'], 'v2.0.0'],
    ['by number, not by text', 'v1.9.0', ['v1.10.0', 'v1.9.1'], 'v1.10.0'],
    ['itself where nothing is higher', 'v2.0.0', ['v1.0.0', 'v2.0.0'], 'v2.0.0'],
    ['itself where it is not listed', 'v2.0.0', [], 'v2.0.0'],
    ['nothing for a tag without a version', 'v1', ['v1.0.0'], null],
    ['nothing for a branch', 'main', ['v1.0.0'], null],
    ['of its own prefix', 'a--v1.0.0', ['b--v2.0.0', 'v3.0.0', 'a-v4.0.0', 'a--v1.0.1'], 'a--v1.0.1'],
    ['of no prefix', '1.0.0', ['v2.0.0', '1.0.1'], '1.0.1'],
    ['in its own case', 'v1.0.0', ['V2.0.0'], 'v1.0.0'],
    ['not of a longer prefix', 'v1.0.0', ['xv2.0.0', 'v/v2.0.0'], 'v1.0.0'],
    ['no prerelease for a final one', 'v1.0.0', ['v2.0.0-rc.1', 'v1.0.1'], 'v1.0.1'],
    ['a prerelease for a prerelease', 'v2.0.0-rc.1', ['v2.0.0-rc.2', 'v2.0.0-rc.10'], 'v2.0.0-rc.10'],
    ['a final one for a prerelease', 'v2.0.0-rc.1', ['v2.0.0', 'v2.0.0-rc.2'], 'v2.0.0'],
    ['a later prerelease for a prerelease', 'v2.0.0-rc.1', ['v2.0.0', 'v2.1.0-beta'], 'v2.1.0-beta'],
    ['no lower final one', 'v2.0.0-rc.1', ['v1.9.0'], 'v2.0.0-rc.1'],
    ['itself, whatever other builds there are', 'v1.0.0', ['v1.0.0+2', 'v1.0.0+1'], 'v1.0.0'],
    ['itself with its build', 'v1.0.0+1', ['v1.0.0', 'v1.0.0+2'], 'v1.0.0+1'],
    ['one build of a higher one', 'v1.0.0', ['v1.1.0+2', 'v1.1.0+10', 'v1.1.0'], 'v1.1.0+10'],
    ['one of builds that say the same', 'v1.0.0', ['v1.1.0+1', 'v1.1.0+01'], 'v1.1.0+1'],
    ['leaving out what names no version', 'v1.0.0', ['latest', 'v2', 'v3.0', '', 'v1.0.1'], 'v1.0.1'],
  ])('is %s', (_, present, tags, highest) => {
    expect(highestRelease(present, tags)).toBe(highest);
    expect(highestRelease(present, tags.toReversed())).toBe(highest);
  });

  const prefix = fc.constantFrom('', 'v', 'a--v', 'b--v', 'a/v', 'a@');
  const tag = fc
    .tuple(prefix, fc.oneof(versions(3), fc.constantFrom('1', '1.2', 'x')))
    .map((t) => t.join(''));
  const tags = fc.array(tag, { maxLength: 20 });

  test('does not depend on the order of the tags, nor on how often they are listed', () => {
    const shuffled = tags.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
    );
    fc.assert(
      fc.property(tag, shuffled, (present, [one, other]) => {
        expect(highestRelease(present, other)).toBe(highestRelease(present, one));
      }),
      { numRuns: 500 },
    );
  });

  test('is one of the tags or the present one, of the same prefix, never lower, and once found stays', () => {
    fc.assert(
      fc.property(tag, tags, (present, list) => {
        const from = parseReleaseTag(present);
        const highest = highestRelease(present, list);
        if (from === null || highest === null) return expect([from, highest]).toEqual([null, null]);
        const to = parseReleaseTag(highest);
        expect([present, ...list]).toContain(highest);
        expect(to?.prefix).toBe(from.prefix);
        expect(semver.gte(to?.version ?? '', from.version)).toBe(true);
        if (highest !== present) expect(semver.gt(to?.version ?? '', from.version)).toBe(true);
        if (semver.prerelease(from.version) === null) expect(semver.prerelease(to?.version ?? '')).toBeNull();
        expect(highestRelease(highest, list)).toBe(highest);
      }),
      { numRuns: 500 },
    );
  });

  test('leaves no higher final release of its prefix behind', () => {
    fc.assert(
      fc.property(tag, tags, (present, list) => {
        const to = parseReleaseTag(highestRelease(present, list) ?? '');
        for (const other of list.map(parseReleaseTag)) {
          if (to === null || other === null || other.prefix !== to.prefix) continue;
          if (semver.prerelease(other.version) === null) {
            expect(semver.gt(other.version, to.version)).toBe(false);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

test.each([
  ['digits and letters', 'v1a1a1a'],
  ['beginnings of versions', 'v1.1.1a'],
  ['identifiers with a leading zero', 'v1.1.1-01-'],
  ['identifiers without an end', 'v1.1.1-a.'],
  ['numbers that are too large', 'v9999999999999999.1.1-'],
])('ten thousand tags take no time: %s', (_, part) => {
  const tags = Array.from({ length: 10_000 }, (_, index) => `${part.repeat(250 / part.length)}${index}!`);
  expect(
    cpuTime(() => highestRelease('v1.0.0', [...tags, ...tags.map((tag) => tag.slice(0, -1)), 'v1.0.1'])),
  ).toBeLessThan(3_000);
});

test.each<[string, string, string[], string[]]>([
  [
    'v1.0.0',
    'v1.3.0',
    ['v1.3.0', 'v1.1.0', 'v1.2.0', 'v1.2.0-rc.1', 'v0.9.0', 'v1.0.0'],
    ['v1.2.0', 'v1.1.0'],
  ],
  ['a--v1.0.0', 'a--v1.2.0', ['b--v1.1.0', 'a--v1.1.0', 'v1.1.0', 'a--v1.2.0'], ['a--v1.1.0']],
  ['v1.0.0-rc.1', 'v1.0.0', ['v1.0.0', 'v1.0.0-rc.2'], ['v1.0.0-rc.2']],
  ['v1.0.0', 'v1.0.0', ['v1.0.0'], []],
  ['stable', 'stable', ['v1.0.0'], []],
])('between %s and %s of %j are %j', (present, highest, tags, between) => {
  expect(releasesBetween(present, highest, tags)).toEqual(between);
});
