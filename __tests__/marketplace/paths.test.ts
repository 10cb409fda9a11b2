import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { localDirectory, type SourcePath, subdirectory } from '../../src/marketplace/sources.ts';
import { anyText } from '../support/any-text.ts';

/** The path, or that there is none. */
function shown(path: SourcePath): string | null {
  return path.kind === 'path' ? path.path : null;
}

describe('the `path` of a source', () => {
  test.each([
    ['a', 'a'],
    ['a/b', 'a/b'],
    ['./a', 'a'],
    ['././a/./b/.', 'a/b'],
    ['a/', 'a'],
    ['a//b///', 'a/b'],
    ['', ''],
    ['.', ''],
    ['./', ''],
    ['.hidden', '.hidden'],
    ['...', '...'],
    ['..a/b..', '..a/b..'],
    ['größe/日本 😀', 'größe/日本 😀'],
    ['a b', 'a b'],
    ['~', '~'],
    ['C:', 'C:'],
    ['-rf', '-rf'],
    ['__proto__', '__proto__'],
  ])('%j is %j', (text, path) => {
    expect(subdirectory(text)).toEqual({ kind: 'path', path });
  });

  test.each([
    ['/', /absolute/],
    ['/etc/passwd', /absolute/],
    ['//host/share', /absolute/],
    ['..', /leaves/],
    ['../x', /leaves/],
    ['a/../b', /leaves/],
    ['a/..', /leaves/],
    ['./..', /leaves/],
    ['a\\b', /characters/],
    ['..\\x', /characters/],
    ['a\nb', /characters/],
    ['a\0', /characters/],
    ['\u0085', /characters/],
    [undefined, /not a string/],
    [null, /not a string/],
    [5, /not a string/],
    [['a'], /not a string/],
    [{ path: 'a' }, /not a string/],
  ])('%j is refused', (path, fault) => {
    expect(subdirectory(path)).toEqual({ kind: 'fault', fault: expect.stringMatching(fault) });
  });
});

describe('a source that is text', () => {
  test.each([
    ['./', ''],
    ['.', ''],
    ['./.', ''],
    ['./plugins/a', 'plugins/a'],
    ['./plugins/a/', 'plugins/a'],
    ['./a:b@c', 'a:b@c'],
  ])('%j starts at the marketplace’s root, whatever `metadata.pluginRoot` is', (text, path) => {
    for (const root of [null, './plugins']) expect(shown(localDirectory(text, root))).toBe(path);
  });

  test.each([
    ['a', './plugins', 'plugins/a'],
    ['a', 'plugins/', 'plugins/a'],
    ['a/', './plugins', 'plugins/a'],
    ['a/b', './plugins', 'plugins/a/b'],
    ['a', './', 'a'],
    ['a', '.', 'a'],
    ['.hidden', './plugins', 'plugins/.hidden'],
  ])('the bare name %j below %j is %j', (text, root, path) => {
    expect(shown(localDirectory(text, root))).toBe(path);
  });

  test('a bare name without `metadata.pluginRoot` is none, and what to write is said', () => {
    const fault = expect.stringMatching(/leading "\.\/".*pluginRoot/);
    for (const text of ['a', 'a/b', 'acme/plugins']) {
      expect(localDirectory(text, null)).toEqual({ kind: 'fault', fault });
    }
  });

  test.each([
    '',
    '/a',
    '/',
    '..',
    '../a',
    '../../etc',
    'a//b',
    'a\\b',
    '\\\\host',
    'C:\\x',
    'https://github.com/acme/x',
    'git@github.com:acme/x',
    'npm:@acme/x',
    'a@1.0.0',
  ])('%j is no path, and no name', (text) => {
    for (const root of [null, './plugins']) expect(shown(localDirectory(text, root))).toBeNull();
  });

  test.each([
    ['./../a', null],
    ['./a/../b', null],
    ['./a\nb', null],
    ['a/../../b', './plugins'],
    ['a', '../plugins'],
    ['a', './x/../..'],
    ['a', '/plugins'],
    ['a', 'x\\y'],
  ])('%j below %j leaves the marketplace, or holds what no path has', (text, root) => {
    expect(shown(localDirectory(text, root))).toBeNull();
  });
});

test('a path never leaves its repository, is never absolute and has no empty step, whatever the text', () => {
  const step = fc.constantFrom('', '.', '..', 'a', '...', '..a', ' ', '\\', '\n', 'C:', '~', '-x');
  const path = fc.oneof(
    fc.array(step, { maxLength: 6 }).map((steps) => steps.join('/')),
    anyText(),
  );
  const root = fc.option(path, { nil: null });
  fc.assert(
    fc.property(path, root, (text, below) => {
      for (const found of [subdirectory(text), localDirectory(text, below)]) {
        if (found.kind === 'fault') continue;
        const steps = found.path === '' ? [] : found.path.split('/');
        expect(steps.filter((one) => one === '' || one === '.' || one === '..')).toEqual([]);
        expect(found.path).not.toMatch(/[\p{Cc}\\]/u);
        expect(subdirectory(found.path)).toEqual(found);
      }
    }),
    { numRuns: 2_000 },
  );
});
