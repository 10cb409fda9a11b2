import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import semver from 'semver';
import { compareVersions } from '../../src/plugin/version.ts';

describe('compareVersions', () => {
  test.each([
    // higher semver precedence, by the part that moved
    ['1.2.3', '2.0.0', 'major'],
    ['0.9.9', '1.0.0', 'major'],
    ['1.2.3', '1.3.0', 'minor'],
    ['0.1.0', '0.2.0', 'minor'],
    ['1.2.3', '1.2.4', 'patch'],
    ['1.2.3', '2.3.4', 'major'],
    ['1.2.3', '1.3.4', 'minor'],
    // numbers that text order gets wrong
    ['9.0.0', '10.0.0', 'major'],
    ['1.9.0', '1.10.0', 'minor'],
    ['1.0.9', '1.0.10', 'patch'],
    // a leading v is no part of the version
    ['v1.0.0', '1.0.1', 'patch'],
    ['1.0.0', 'v1.1.0', 'minor'],
    // a final release after its prerelease counts as what it releases
    ['2.0.0-rc.1', '2.0.0', 'major'],
    ['1.3.0-rc.1', '1.3.0', 'minor'],
    ['1.2.4-beta', '1.2.4', 'patch'],
    // the new version is a prerelease with higher precedence
    ['1.0.0', '2.0.0-rc.1', 'prerelease'],
    ['1.0.0', '1.0.1-0', 'prerelease'],
    ['2.0.0-rc.1', '2.0.0-rc.2', 'prerelease'],
    ['2.0.0-beta.2', '2.0.0-beta.10', 'prerelease'],
    ['2.0.0-alpha', '2.0.0-beta', 'prerelease'],
    // lower precedence
    ['2.0.0', '1.9.9', 'downgrade'],
    ['1.10.0', '1.9.0', 'downgrade'],
    ['2.0.0', '2.0.0-rc.1', 'downgrade'],
    ['2.0.0-rc.2', '2.0.0-rc.1', 'downgrade'],
    ['v2.0.0', '1.0.0', 'downgrade'],
    ['1.0.0+9', '0.9.0+10', 'downgrade'],
    // the same version
    ['1.0.0', '1.0.0', 'unchanged'],
    ['nightly', 'nightly', 'unchanged'],
    // numbers beyond what a double holds
    ['1.0.0-9007199254740992', '1.0.0-9007199254740993', 'prerelease'],
    ['1.0.0-9007199254740993', '1.0.0-9007199254740992', 'downgrade'],
    ['1.0.0-rc.9007199254740992', '1.0.0-rc.9007199254740993', 'prerelease'],
  ])('%s → %s is %s', (before, after, change) => {
    expect(compareVersions(before, after)).toEqual({ change });
  });

  test.each([
    ['1.0.0', 'v1.0.0'],
    ['v1.0.0', '1.0.0'],
    ['1.0.0+a', '1.0.0+b'],
    ['1.0.0', '1.0.0+build.5'],
    ['1.0.0-rc.1+a', '1.0.0-rc.1'],
  ])('%s → %s is unchanged, and worth a notice', (before, after) => {
    expect(compareVersions(before, after)).toEqual({ change: 'unchanged', remark: 'same-precedence' });
  });

  test.each([
    ['1.0', '1.1'],
    ['1.0.0', 'latest'],
    ['2026-01-12', '1.0.0'],
    ['1.0.0', '01.0.0'],
    ['1.0.0', '1.0.0.1'],
    ['one', 'two'],
  ])('%s → %s is changed, because one side is no semantic version', (before, after) => {
    expect(compareVersions(before, after)).toEqual({ change: 'changed', remark: 'not-semantic' });
  });
});

const number = fc.nat({ max: 120 });
const prerelease = fc.constantFrom('', '-alpha', '-rc.1', '-rc.2', '-rc.10', '-0');
const build = fc.constantFrom('', '+1', '+sha.5114f85');
const semantic = fc
  .tuple(fc.constantFrom('', 'v'), number, number, number, prerelease, build)
  .map(([v, major, minor, patch, pre, meta]) => `${v}${major}.${minor}.${patch}${pre}${meta}`);
const anything = fc.oneof(semantic, fc.string(), fc.constantFrom('1.0', 'latest', ''));

describe('laws', () => {
  test('a version that equals the one before is unchanged, whatever text it is', () => {
    fc.assert(
      fc.property(anything, (version) => {
        expect(compareVersions(version, version)).toEqual({ change: 'unchanged' });
      }),
    );
  });

  test('of two semantic versions, the way down is the opposite of the way up', () => {
    const down = (before: string, after: string) => compareVersions(before, after).change === 'downgrade';
    const same = (before: string, after: string) => compareVersions(before, after).change === 'unchanged';
    fc.assert(
      fc.property(semantic, semantic, (a, b) => {
        expect(same(a, b)).toBe(same(b, a));
        if (same(a, b)) expect([down(a, b), down(b, a)]).toEqual([false, false]);
        else expect(down(a, b)).toBe(!down(b, a));
      }),
    );
  });

  test('two texts are changed exactly where they differ and one is no semantic version', () => {
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        const orderless = a !== b && !(semver.valid(a) && semver.valid(b));
        expect(compareVersions(a, b).change === 'changed').toBe(orderless);
      }),
    );
  });
});
