import { describe, expect, test } from '@jest/globals';
import { changedYaml, type YamlChange } from '../../src/cli/workflows/yaml-edit.ts';
import { cpuTime } from '../support/cpu-time.ts';

const changed = (text: string, at: YamlChange['at'], to: YamlChange['to'], comment?: string) =>
  changedYaml(text, [{ at, to, ...(comment === undefined ? {} : { comment }) }]);

describe('a value changes, and nothing else', () => {
  test.each([
    ['a word', 'a:  x  # why\nb: y\n', ['a'], 'z', 'a:  z  # why\nb: y\n'],
    ['between its quotes', "a: 'x' # why\n", ['a'], 'z', "a: 'z' # why\n"],
    ['in a list', 'a:\n- b: x\n- b: y # why\n', ['a', 1, 'b'], 'z', 'a:\n- b: x\n- b: z # why\n'],
    ['in braces', '{a: {b: x}, c: y}', ['a', 'b'], 'p q', '{a: {b: "p q"}, c: y}'],
    ['an expression', 'a: x\n', ['a'], '$' + '{{ secrets.A }}', 'a: $' + '{{ secrets.A }}\n'],
    ['an expression in braces', '{a: x}', ['a'], '$' + '{{ secrets.A }}', '{a: "$' + '{{ secrets.A }}"}'],
    [
      'in lines',
      'a: | # why\n    x\n    y\n\nb: z\n',
      ['a'],
      'x\ny\nw\n',
      'a: | # why\n    x\n    y\n    w\n\nb: z\n',
    ],
    ['with CRLF', 'a: |\r\n  x\r\nb: z\r\n', ['a'], 'x\ny\n', 'a: |\r\n  x\r\n  y\r\nb: z\r\n'],
    ['a list in brackets', 'a: [x , y] # why\n', ['a'], ['x', 'y', 'z'], 'a: [x , y, z] # why\n'],
    ['a list of lines', 'a:\n- x # why\nb: c\n', ['a'], ['x', 'z'], 'a:\n- x # why\n- z\nb: c\n'],
    ['between double quotes', 'a: "x"\n', ['a'], 'z', 'a: "z"\n'],
    ['lines with an empty one', 'a: |\n  x\n\n  y\nb: z\n', ['a'], 'w\n\nv\n', 'a: |\n  w\n\n  v\nb: z\n'],
    ['lines that keep empty ones', 'a: |+\n  x\n\nb: z\n', ['a'], 'x\ny\n\n', 'a: |+\n  x\n  y\n\nb: z\n'],
    [
      'the end of folded lines',
      'a: >\n  x,\n  y\nb: z\n',
      ['a'],
      'x, y\nw\n',
      'a: >\n  x,\n  y\n\n  w\nb: z\n',
    ],
    ['the end of a text on two lines', 'a: x,\n   y # why\n', ['a'], 'x, y, w', 'a: x,\n   y, w # why\n'],
    [
      'the end of a text with escapes',
      'a: "\\x41\\\n  b" # why\n',
      ['a'],
      'Ab\t',
      'a: "\\x41\\\n  b\\t" # why\n',
    ],
    [
      'with the line end of its neighbours',
      'a: |\r\n  x\r\nb: z\n',
      ['a'],
      'x\ny\n',
      'a: |\r\n  x\r\n  y\r\nb: z\n',
    ],
    [
      'a list whose items have comments',
      'a: [\n  x, # why\n  y # what\n]\n',
      ['a'],
      ['x', 'y', 'z'],
      'a: [\n  x, # why\n  y, # what\n  z\n]\n',
    ],
    ['a word that becomes a list', 'a: x # why\n', ['a'], ['x', 'z'], 'a: [x, z] # why\n'],
  ])('%s', (_, text, at, to, after) => {
    expect(changed(text, at, to)).toBe(after);
  });
});

describe('a key comes last', () => {
  test.each([
    [
      'behind comments',
      'a:\n  b: x # why\n  # c: y\nd: z\n',
      ['a', 'e'],
      'a:\n  b: x # why\n  e: w\n  # c: y\nd: z\n',
    ],
    ['at the end of a text without a last line end', 'a:\n  b: x', ['a', 'e'], 'a:\n  b: x\n  e: w'],
    ['behind lines', 'a:\n  b: |\n    x\nd: z\n', ['a', 'e'], 'a:\n  b: |\n    x\n  e: w\nd: z\n'],
    ['in braces', 'a: { b: x } # why\n', ['a', 'e'], 'a: { b: x, e: w } # why\n'],
    [
      'in braces, behind a comment',
      'a: {\n  b: x # why\n}\n',
      ['a', 'e'],
      'a: {\n  b: x, # why\n  e: w\n}\n',
    ],
    [
      'behind a last comma',
      'a: {\n  b: x, # why\n  # all\n}\n',
      ['a', 'e'],
      'a: {\n  b: x, # why\n  e: w,\n  # all\n}\n',
    ],
    ['in empty braces', 'a: {}\n', ['a', 'e'], 'a: {e: w}\n'],
    [
      'of a mapping that is new',
      'a:\n  - b: x # why\n\nd: z\n',
      ['a', 0, 'c', 'e'],
      'a:\n  - b: x # why\n    c:\n      e: w\n\nd: z\n',
    ],
    ['of one that is new in braces', 'a: [{b: x}]\n', ['a', 0, 'c', 'e'], 'a: [{b: x, c: {e: w}}]\n'],
    ['with CRLF', 'a:\r\n  b: x # why\r\nd: z\r\n', ['a', 'e'], 'a:\r\n  b: x # why\r\n  e: w\r\nd: z\r\n'],
  ])('%s', (_, text, at, after) => {
    expect(changed(text, at, 'w')).toBe(after);
  });

  test('with its comment', () => {
    expect(changed('a:\n  b: x\n', ['a', 'e'], 'w', 'why')).toBe('a:\n  b: x\n  e: w # why\n');
  });
});

describe('a key goes', () => {
  test.each([
    ['with its line', 'a: x # one\nb: y # two\nc: z\n', ['b'], 'a: x # one\nc: z\n'],
    ['the last of all', 'a: x\nb: y', ['b'], 'a: x\n'],
    ['with its lines', 'a: x\nb: |\n  y\nc: z\n', ['b'], 'a: x\nc: z\n'],
    ['with what is below it', 'a: x\nb:\n  y: z\nc: z\n', ['b'], 'a: x\nc: z\n'],
    ['from braces', '{a: x, b: y}', ['a'], '{b: y}'],
    [
      'from lines in braces',
      'a: {\n  # one\n  b: x, # two\n  # three\n  c: y # four\n}\n',
      ['a', 'b'],
      'a: {\n  # one\n  # three\n  c: y # four\n}\n',
    ],
    [
      'from the last line in braces',
      'a: {\n  b: x, # two\n  # three\n  c: y # four\n}\n',
      ['a', 'c'],
      'a: {\n  b: x, # two\n  # three\n}\n',
    ],
    ['from the end of braces', '{a: x, b: y}', ['b'], '{a: x}'],
  ])('%s', (_, text, at, after) => {
    expect(changed(text, at, undefined)).toBe(after);
  });
});

describe('what can’t be changed alone is not changed', () => {
  test.each<[string, string, YamlChange['at'], YamlChange['to']]>([
    ['what an anchor shares', 'a: &x {b: y}\nc: *x\n', ['a', 'b'], 'z'],
    ['what an alias stands for', 'a: &x {b: y}\nc: *x\n', ['c', 'b'], 'z'],
    ['a list that would lose an item', 'a: [x, y]\n', ['a'], ['x']],
    ['a key in braces with a comment beside it', 'a: {b: x, # one\n  c: y}\n', ['a', 'c'], undefined],
    ['folded lines', 'a: >\n  x\n  y\n', ['a'], 'z\n'],
    ['the only key of braces', 'a: {b: x}\n', ['a', 'b'], undefined],
    ['one of several documents', 'a: x\n---\na: y\n', ['a'], 'z'],
    ['a mapping', 'a: {b: x}\n', ['a'], 'z'],
    ['a key that shares its line with a dash', 'a:\n  - b: x\n    c: y\n', ['a', 0, 'b'], undefined],
    ['a key without a value', 'a:\nb: x\n', ['a', 'c'], 'z'],
    ['a text that is no YAML', 'a: [\n', ['a'], 'z'],
  ])('%s', (_, text, at, to) => {
    expect(changed(text, at, to)).toBeNull();
  });
});

describe('what can’t be read as one value is left as it is', () => {
  test.each([
    ['a key that an alias needs', 'a: &m x\nb: *m\nc: y\n', ['a']],
    ['an alias without its anchor', 'a: x\nb: *m\n', ['a']],
    ['a value that holds itself', 'a: x\nb: &s [*s]\n', ['a']],
    ['a text that is no YAML', 'a: x\nb: [\n', ['a']],
  ] as const)('%s', (_, text, at) => {
    expect(changed(text, at, undefined)).toBeNull();
  });

  test('twenty thousand keys take no time', () => {
    const text = `a: x\n${Array.from({ length: 20_000 }, (_, n) => `k${n}: v\n`).join('')}`;
    expect(cpuTime(() => expect(changed(text, ['a'], 'y')).toMatch(/^a: y\nk0/))).toBeLessThan(3_000);
  });
});
