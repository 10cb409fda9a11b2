import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { manifestProblem } from '../../src/findings/files.ts';
import { sentence } from '../../src/findings/problem.ts';
import { parseManifest } from '../../src/plugin/manifest.ts';
import { anyText } from '../support/any-text.ts';

const FILE = 'plugins/a/.claude-plugin/plugin.json';

function manifestOf(text: string) {
  const parsed = parseManifest(text, FILE);
  if (parsed.kind !== 'manifest') throw new Error(`refused: ${parsed.fault.kind}`);
  return parsed.manifest;
}

function problemOf(text: string) {
  const parsed = parseManifest(text, FILE);
  if (parsed.kind !== 'problem') throw new Error('accepted');
  return manifestProblem(parsed.fault, 'notify');
}

const at = (line: number, column: number) => ({ file: FILE, line, column });

describe('a manifest that Claude Code loads', () => {
  test('gives its name, its own version text, and the place of the version', () => {
    const text = '{\n  "name": "sdk-bridge",\n  "version": "2.0.1"\n}\n';
    expect(manifestOf(text)).toEqual({ name: 'sdk-bridge', version: '2.0.1', at: at(3, 14) });
  });

  test('without a version points at the name', () => {
    expect(manifestOf('{\n  "name": "a"\n}')).toEqual({ name: 'a', version: null, at: at(2, 11) });
  });

  test.each([
    ['an empty version declares none', '{"name":"a","version":""}'],
    ['a blank version declares none', '{"name":"a","version":"  "}'],
  ])('%s', (_, text) => {
    expect(manifestOf(text)).toMatchObject({ name: 'a', version: null });
  });

  test.each([
    ['CRLF', '{\r\n  "name": "a",\r\n  "version": "1.0.0"\r\n}\r\n'],
    ['CR', '{\r  "name": "a",\r  "version": "1.0.0"\r}\r'],
    ['LF', '{\n  "name": "a",\n  "version": "1.0.0"\n}\n'],
  ])('has the same places with %s line ends', (_, text) => {
    expect(manifestOf(text).at).toEqual(at(3, 14));
  });

  test.each([
    [
      'the last counts, of value and of place',
      '{"name":"a","name":"b","version":"1","version":"2"}',
      'b',
      '2',
      48,
    ],
    [
      'a nested version is not the manifest’s',
      '{"x":{"version":"9"},"name":"a","version":"1"}',
      'a',
      '1',
      43,
    ],
    ['a key may be written with escapes', '{"n\\u0061me":"a","v\\u0065rsion":"1"}', 'a', '1', 33],
  ])('%s', (_, text, name, version, column) => {
    expect(manifestOf(text)).toEqual({ name, version, at: at(1, column) });
  });

  test.each(['claude-x', 'My Plugin', 'a/b', '@scope/x', '名前', '__proto__'])(
    'is not policed for its name: %s',
    (name) => {
      expect(manifestOf(JSON.stringify({ name })).name).toBe(name);
    },
  );

  test('keeps any version text as it is', () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        fc.pre(text.trim() !== '');
        const written = JSON.stringify({ name: 'a', version: text });
        expect(manifestOf(written).version).toBe(text);
      }),
    );
  });

  test('may be a million characters long', () => {
    const text = `{"description":"${'x'.repeat(1_000_000)}",\n"name":"a","version":"1"}`;
    expect(manifestOf(text)).toEqual({ name: 'a', version: '1', at: at(2, 22) });
  });

  test('may hold 100,000 nested arrays', () => {
    const text = `{"name":"a","version":"1","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    expect(manifestOf(text)).toMatchObject({ name: 'a', version: '1' });
  });
});

describe('a manifest that cannot be used is an error at its file, line and column', () => {
  test.each([
    ['a trailing comma', '{\n  "name": "a",\n}\n', 3, 1],
    ['a trailing comma in an array', '{\n  "name": "a", "keywords": ["x",]\n}', 2, 33],
    ['a line comment', '{\n  "name": "a" // my plugin\n}', 2, 15],
    ['a block comment', '{\n  /* x */ "name": "a"\n}', 2, 3],
    ['a missing comma', '{\r\n  "name": "a"\r\n  "version": "1"\r\n}', 3, 3],
    ['a missing brace', '{"name":"a"', 1, 12],
    ['text after the end', '{"name":"a"}\n\nx', 3, 1],
    ['a raw tab in a string', '{"name":"a\tb"}', 1, 9],
    ['single quotes', "{'name':'a'}", 1, 2],
    ['a number with a leading zero', '{"name":"a","x":01}', 1, 18],
    ['nothing at all', '', 1, 1],
  ])('%s', (_, text, line, column) => {
    const problem = problemOf(text);
    expect(problem).toMatchObject({ code: 'manifest-not-json', at: at(line, column) });
    expect(sentence(problem)).toContain(`(line ${line}, column ${column})`);
  });

  test('conflict markers are named as what they are, at the first of them', () => {
    const text = '{\n  "name": "a",\n<<<<<<< HEAD\n  "version": "1"\n=======\n  "version": "2"\n>>>>>>> x\n}';
    const problem = problemOf(text);
    expect(problem).toMatchObject({ code: 'manifest-not-json', at: at(3, 1) });
    expect(problem.what).toMatch(/merge conflict/);
    expect(problem.remedy).toMatch(/resolve/i);
  });

  test('a byte-order mark is an error that says so', () => {
    const problem = problemOf('\ufeff{"name":"a","version":"1"}');
    expect(problem).toMatchObject({ code: 'manifest-byte-order-mark', at: at(1, 1) });
    expect(problem.what).toContain('byte-order mark');
  });

  test.each([['[{"name":"a"}]'], ['null'], ['"a"'], ['5'], ['true']])('%s is not an object', (text) => {
    expect(problemOf(text)).toMatchObject({ code: 'manifest-not-an-object', at: at(1, 1) });
  });

  test.each([
    ['is missing', '{\n  "version": "1"\n}', 1, 1],
    ['is missing below blank lines', '\n\n  {"version": "1"}', 3, 3],
    ['is empty', '{\n  "name": ""\n}', 2, 11],
    ['is blank', '{\n  "name": " \\t"\n}', 2, 11],
    ['is a number', '{\n  "name": 5\n}', 2, 11],
    ['is null', '{\n  "name": null\n}', 2, 11],
    ['stands in __proto__ only', '{"__proto__":{"name":"a"}}', 1, 1],
    ['stands below another key only', '{"metadata":{"name":"a"}}', 1, 1],
    ['was overwritten by a number', '{"name":"a","name":5}', 1, 20],
  ])('the name %s', (_, text, line, column) => {
    expect(problemOf(text)).toMatchObject({ code: 'manifest-no-name', at: at(line, column) });
  });

  test.each([
    ['a number', '1.2'],
    ['null', 'null'],
    ['an array', '["1.0.0"]'],
    ['an empty array', '[]'],
    ['an object', '{}'],
    ['a boolean', 'true'],
  ])('the version is %s', (_, value) => {
    const text = `{\n  "name": "a",\n  "version": ${value}\n}`;
    expect(problemOf(text)).toMatchObject({ code: 'manifest-version-not-text', at: at(3, 14) });
  });

  test('100,000 nested arrays that never end are refused like any other broken JSON', () => {
    expect(problemOf(`{"name":"a","x":${'['.repeat(100_000)}`).code).toBe('manifest-not-json');
  });

  test('a million characters of nonsense are refused', () => {
    expect(problemOf('x'.repeat(1_000_000))).toMatchObject({ code: 'manifest-not-json', at: at(1, 1) });
  });

  test('text is accepted exactly where JSON.parse accepts it', () => {
    const broken = fc.string({ unit: fc.constantFrom(...'{}[]",:/*\\ \n1atruenlf') });
    fc.assert(
      fc.property(fc.oneof(broken, fc.json()), (text) => {
        let json = true;
        try {
          JSON.parse(text);
        } catch {
          json = false;
        }
        const parsed = parseManifest(text, FILE);
        expect(parsed.kind === 'problem' && parsed.fault.kind === 'not-json').toBe(!json);
      }),
    );
  });

  test('every problem says what happened and what to do, and names the file', () => {
    for (const text of ['', '[]', '{}', '\ufeff{}', '{"name":"a","version":1}', '<<<<<<< x']) {
      const { what, remedy } = problemOf(text);
      expect(what).toContain(FILE);
      expect(remedy).toMatch(/^[A-Z].+\.$/);
    }
  });
});
