import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { patternList } from '../../src/action/patterns.ts';
import { pathPatternFault, segmentsOf } from '../../src/notify/compare/path-patterns.ts';
import { cpuTime } from '../support/cpu-time.ts';

describe('a list of patterns', () => {
  test.each<[string, readonly string[], string, boolean]>([
    ['a name matches itself', ['main'], 'main', true],
    ['a name matches no longer one', ['main'], 'main2', false],
    ['* stays within a segment', ['release/*'], 'release/2', true],
    ['* does not cross segments', ['release/*'], 'release/2/x', false],
    ['* is not nothing', ['release/*'], 'release/', false],
    ['* matches a leading dot', ['*/plugin.json'], '.x/plugin.json', true],
    ['** crosses segments', ['release/**'], 'release/2/x', true],
    ['** alone is everything', ['**'], 'any/thing at all', true],
    ['**/ also stands for no folder', ['**/plugin.json'], 'plugin.json', true],
    ['? is one character', ['v?'], 'v1', true],
    ['braces are alternatives', ['{main,next}'], 'next', true],
    ['** at the end of a choice crosses segments', ['{release/**,main}'], 'release/2/x', true],
    ['** at the end of a choice is the folder itself too', ['{release/**,main}'], 'release', true],
    ['** at the start of a choice crosses segments', ['{**/a,b}'], 'x/y/a', true],
    ['** alone is a choice', ['x/{**,b}'], 'x/y/z', true],
    ['what follows a choice that ends in ** must follow', ['{a/**,b}/c'], 'a/x/y/d', false],
    ['what follows a choice that ends in ** may follow later', ['{a/**,b}/c'], 'a/x/y/c', true],
    ['a leading ! excludes', ['**', '!old'], 'old', false],
    ['an exclusion wins wherever it stands', ['!old', 'old', '**'], 'old', false],
    ['an exclusion may be a pattern', ['**', '!release/*'], 'release/2', false],
    ['a ! elsewhere is a character', ['a!b'], 'a!b', true],
    ['a text with brackets matches itself', ['sdk[x]'], 'sdk[x]', true],
    ['a text with parentheses matches itself', ['sdk (beta)'], 'sdk (beta)', true],
    ['a text with + matches itself', ['c++'], 'c++', true],
    ['an excluded text with brackets matches itself', ['**', '!sdk[x]'], 'sdk[x]', false],
    ['case counts', ['Main'], 'main', false],
    ['* may be nothing beside other characters', ['a*'], 'a', true],
    ['? is not a slash', ['a?b'], 'a/b', false],
    ['? is one character, also a long one', ['v?'], 'v🎈', true],
    ['a set', ['v[12]'], 'v2', true],
    ['a range', ['v[1-3]'], 'v4', false],
    ['a set that excludes', ['v[!12]'], 'v3', true],
    ['a set is never a slash', ['a[!b]c'], 'a/c', false],
    ['braces in braces', ['{a,b{c,d*}}/x'], 'bdd/x', true],
    ['braces around nothing more', ['a{b,}'], 'a', true],
    ['braces with one text are text', ['{a}'], 'a', false],
    ['braces that never close are text', ['{a,b'], '{a,b', true],
    ['a backslash before a star', ['a\\*'], 'ab', false],
    ['** between slashes is also no folder', ['a/**/b'], 'a/b', true],
    ['** between slashes is many folders', ['a/**/b'], 'a/x/y/b', true],
    ['** between slashes ends at one', ['a/**/b'], 'a/xb', false],
    ['/** is also the folder itself', ['a/**'], 'a', true],
    ['/** is nothing beside it', ['a/**'], 'ab/c', false],
    ['** beside other characters is *', ['a**'], 'a/b', false],
  ])('%s', (_, lines, text, matches) => {
    expect(patternList(lines, []).matches(text)).toBe(matches);
  });

  test('without an inclusion excludes from the defaults', () => {
    const list = patternList(['!b/plugin.json'], ['*/plugin.json']);
    expect(list.include).toEqual(['*/plugin.json']);
    expect([list.matches('a/plugin.json'), list.matches('b/plugin.json')]).toEqual([true, false]);
  });

  test('with an inclusion the defaults are not meant', () => {
    const list = patternList(['x'], ['**']);
    expect([list.matches('x'), list.matches('y')]).toEqual([true, false]);
  });

  test('keeps its inclusions in order', () => {
    expect(patternList(['b', '!x', 'a'], []).include).toEqual(['b', 'a']);
  });

  test('any text matches itself, and excludes itself', () => {
    const texts = fc.string({ minLength: 1 }).filter((text) => !text.startsWith('!'));
    fc.assert(
      fc.property(texts, (text) => {
        expect(patternList([text], []).matches(text)).toBe(true);
        expect(patternList(['**', `!${text}`], []).matches(text)).toBe(false);
      }),
    );
  });
});

test.each([
  ['*a*a*a*a*a*a*b', 'a'.repeat(20_000)],
  ['**/*a*/**/*a*/**/*a*/**/b', 'aaa/'.repeat(5_000)],
  [`${'{a,aa}'.repeat(150)}b`, 'a'.repeat(20_000)],
])('%s takes no longer for a text that it nearly matches', (pattern, text) => {
  const took = cpuTime(() => expect(patternList([pattern], []).matches(`${text}c`)).toBe(false));
  expect(took).toBeLessThan(2_000);
});

describe('the segments of a path pattern', () => {
  const kinds = (pattern: string) => segmentsOf(pattern).map(({ kind }) => kind);

  test.each([
    ['.claude-plugin/plugin.json', ['name', 'name']],
    ['plugins/*/.claude-plugin/plugin.json', ['name', 'wildcard', 'name', 'name']],
    ['**/plugin.json', ['any-depth', 'name']],
    ['a?/{b,c}/[de].json', ['wildcard', 'wildcard', 'wildcard']],
    ['c++/@scope/sdk(beta)/plugin.json', ['name', 'name', 'name', 'name']],
    ['plugins/**', ['name', 'any-depth', 'wildcard']],
    ['a**b/x', ['wildcard', 'name']],
  ])('%s', (pattern, expected) => {
    expect(kinds(pattern)).toEqual(expected);
  });

  test.each([
    ['*', 'sdk-bridge', true],
    ['*', '.hidden', true],
    ['sdk-*', 'other', false],
    ['[x]', '[x]', true],
  ])('segment %s matches folder %s: %s', (pattern, name, expected) => {
    const [segment] = segmentsOf(pattern);
    expect(segment?.kind === 'wildcard' ? segment.matches(name) : null).toBe(expected);
  });
});

describe('what is wrong with a path pattern', () => {
  test.each([
    [''],
    ['!'],
    ['/plugin.json'],
    ['!/plugin.json'],
    ['a//plugin.json'],
    ['plugins/'],
    ['./plugin.json'],
    ['../other/plugin.json'],
    ['a/../plugin.json'],
    ['plugins\\a\\plugin.json'],
    ['{a/b,c}/plugin.json'],
    ['@(a/b|c)/plugin.json'],
  ])('%j is refused', (pattern) => {
    expect(pathPatternFault(pattern)).toMatch(/^(?:is|starts|contains) /);
  });

  test.each([
    ['.claude-plugin/plugin.json'],
    ['!plugins/old/.claude-plugin/plugin.json'],
    ['plugins/**'],
    ['{a,b}/x/{c,d}.json'],
    ['a..b/plugin.json'],
    ['packages/sdk (beta)/plugin.json'],
  ])('%j is not', (pattern) => {
    expect(pathPatternFault(pattern)).toBeNull();
  });
});
