import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Edit, editCatalogue, repeatedKeys } from '../../src/plugin/catalogue-edit.ts';
import type { JsonPath } from '../../src/plugin/json-text.ts';
import { anyText } from '../support/any-text.ts';

const FILE = '.claude-plugin/marketplace.json';
const SHA = '39da4397288ff6436a5abe73e4b89ab8544fcf4d';

describe('an existing value', () => {
  test.each([
    ['text', '{"version":"1.0.0"}'],
    ['empty text', '{"version":""}'],
    ['text with escapes', '{"version":"\\u0031\\"\\\\"}'],
    ['a number', '{"version":-1.5e3}'],
    ['null', '{"version":null}'],
    ['true', '{"version":true}'],
    ['an object', '{"version":{"major":1,"x":[{}]}}'],
    ['an empty list', '{"version":[]}'],
  ])('is replaced, and nothing but it: %s', (_, text) => {
    expect(editCatalogue(text, [{ path: ['version'], value: '2.0.0' }])).toBe('{"version":"2.0.0"}');
  });

  test.each([
    ['without spaces', '{"a":{"version":"1"},"b":2}', '{"a":{"version":"2"},"b":2}'],
    ['spread out', '{ "a" :\t{ "version" : "1" } , "b":2 }\n', '{ "a" :\t{ "version" : "2" } , "b":2 }\n'],
    ['in many lines', '{"a":\r\n {"version"\r\n:\r\n"1"\r\n}}', '{"a":\r\n {"version"\r\n:\r\n"2"\r\n}}'],
    ['after a key in escapes', '{"a":{"v\\u0065rsion":"1"}}', '{"a":{"v\\u0065rsion":"2"}}'],
    [
      'after its like elsewhere',
      '{"version":"1","a":{"version":"1"}}',
      '{"version":"1","a":{"version":"2"}}',
    ],
    ['the last of two', '{"a":{"version":"0","version":"1"}}', '{"a":{"version":"0","version":"2"}}'],
    [
      'below the last of two',
      '{"a":{"version":"0"},"a":{"version":"1"}}',
      '{"a":{"version":"0"},"a":{"version":"2"}}',
    ],
    [
      'below a stranger’s prototype',
      '{"__proto__":{"x":1},"a":{"version":"1"}}',
      '{"__proto__":{"x":1},"a":{"version":"2"}}',
    ],
  ])('is found %s', (_, text, edited) => {
    expect(editCatalogue(text, [{ path: ['a', 'version'], value: '2' }])).toBe(edited);
  });

  test('that has the value already keeps its escapes', () => {
    const text = '{"version":"\\u0031.0.0"}';
    expect(editCatalogue(text, [{ path: ['version'], value: '1.0.0' }])).toBe(text);
  });

  test('is written as JSON, whatever the value', () => {
    fc.assert(
      fc.property(anyText(), (value) => {
        const edited = editCatalogue('{"a":["x"]}', [{ path: ['a', 0], value }]);
        expect(edited).toBe(`{"a":[${value === 'x' ? '"x"' : JSON.stringify(value)}]}`);
      }),
    );
  });

  test('is one of many that are replaced at once, in any order', () => {
    const text = '{"version":"1","plugins":[{"name":"a","version":"1","source":{"sha":"0","ref":"v1"}}]}';
    const edits: Edit[] = [
      { path: ['plugins', 0, 'source', 'ref'], value: 'v2' },
      { path: ['version'], value: '2' },
      { path: ['plugins', 0, 'source', 'sha'], value: SHA },
      { path: ['plugins', 0, 'version'], value: '2' },
    ];
    const edited = `{"version":"2","plugins":[{"name":"a","version":"2","source":{"sha":"${SHA}","ref":"v2"}}]}`;
    expect(editCatalogue(text, edits)).toBe(edited);
    expect(editCatalogue(text, edits.toReversed())).toBe(edited);
  });
});

describe('a new key', () => {
  const insert = (text: string) => editCatalogue(text, [{ path: ['version'], value: '1' }]);

  test.each([
    [
      'after the name, on one line',
      '{"name":"a","source":"./a"}',
      '{"name":"a","version":"1","source":"./a"}',
    ],
    [
      'with the spaces of its line',
      '{ "name": "a", "source": "./a" }',
      '{ "name": "a", "version": "1", "source": "./a" }',
    ],
    [
      'with odd spaces',
      '{"name" :"a" , "source" :"./a"}',
      '{"name" :"a" , "version" :"1" , "source" :"./a"}',
    ],
    [
      'after a name that is last',
      '{"source":"./a", "name":"a"}',
      '{"source":"./a", "name":"a", "version":"1"}',
    ],
    ['after a name that is alone', '{"name":"a"}', '{"name":"a","version":"1"}'],
    ['after a name that is alone in spaces', '{ "name": "a" }', '{ "name": "a", "version": "1" }'],
    [
      'after a name that is alone in its lines',
      '{\n\t"name": "a"\n}',
      '{\n\t"name": "a",\n\t"version": "1"\n}',
    ],
    [
      'in its lines',
      '{\n  "name": "a",\n  "source": "./a"\n}',
      '{\n  "name": "a",\n  "version": "1",\n  "source": "./a"\n}',
    ],
    ['with tabs', '{\n\t"name": "a",\n\t"x": 1\n}', '{\n\t"name": "a",\n\t"version": "1",\n\t"x": 1\n}'],
    [
      'with CRLF',
      '{\r\n  "name": "a",\r\n  "x": 1\r\n}',
      '{\r\n  "name": "a",\r\n  "version": "1",\r\n  "x": 1\r\n}',
    ],
    ['with commas first', '{ "name": "a"\n, "x": 1\n}', '{ "name": "a"\n, "version": "1"\n, "x": 1\n}'],
    [
      'last in lines',
      '{\n  "x": 1,\n  "name": "a"\n}\n',
      '{\n  "x": 1,\n  "name": "a",\n  "version": "1"\n}\n',
    ],
    ['last where there is no name', '{"x":1, "y":2}', '{"x":1, "y":2, "version":"1"}'],
    [
      'after the second of two names',
      '{"name":"a", "name":"b","x":1}',
      '{"name":"a", "name":"b","version":"1","x":1}',
    ],
  ])('stands %s', (_, text, edited) => {
    expect(insert(text)).toBe(edited);
  });

  test('stands after a name that is replaced in the same go', () => {
    const edits: Edit[] = [
      { path: ['version'], value: '1' },
      { path: ['name'], value: 'b' },
    ];
    expect(editCatalogue('{"name":"a"}', edits)).toBe('{"name":"b","version":"1"}');
  });

  test('is one of several, in the order they are asked for', () => {
    const edits: Edit[] = [
      { path: ['x'], value: '1' },
      { path: ['y'], value: '2' },
    ];
    expect(editCatalogue('{"name":"a", "z":3}', edits)).toBe('{"name":"a", "x":"1", "y":"2", "z":3}');
  });
});

describe('what no edit can mean is refused', () => {
  test.each<[string, string, Edit[]]>([
    ['a way through nothing', '{"a":{}}', [{ path: ['b', 'version'], value: '1' }]],
    ['a way through text', '{"a":"x"}', [{ path: ['a', 'version'], value: '1' }]],
    ['an entry that is not there', '{"plugins":[{}]}', [{ path: ['plugins', 1], value: '1' }]],
    ['a key of a list', '{"plugins":[{}]}', [{ path: ['plugins', 'x'], value: '1' }]],
    ['a key of an empty object', '{}', [{ path: ['version'], value: '1' }]],
    ['nothing at all', '', [{ path: ['version'], value: '1' }]],
    [
      'one value twice',
      '{"version":"1"}',
      [
        { path: ['version'], value: '2' },
        { path: ['version'], value: '3' },
      ],
    ],
    [
      'a new key twice',
      '{"name":"a"}',
      [
        { path: ['version'], value: '2' },
        { path: ['version'], value: '2' },
      ],
    ],
    [
      'a value and one in it',
      '{"source":{"sha":"1"}}',
      [
        { path: ['source'], value: './a' },
        { path: ['source', 'sha'], value: '2' },
      ],
    ],
  ])('%s', (_, text, edits) => {
    expect(() => editCatalogue(text, edits)).toThrow(/edit/);
  });
});

describe('a key that stands twice', () => {
  test.each<[string, string, JsonPath, [number, number] | null]>([
    ['nowhere', '{"plugins":[{"version":"1"}]}', ['plugins', 0, 'version'], null],
    ['at the end', '{"plugins":[{"version":"1","version":"2"}]}', ['plugins', 0, 'version'], [1, 28]],
    ['three times', '{"version":1,\n"version":2,\n"version":3}', ['version'], [2, 1]],
    ['in escapes', '{"version":1,"v\\u0065rsion":2}', ['version'], [1, 14]],
    [
      'on the way',
      '{"plugins":[{"source":{"sha":"1"},\n "source":{"sha":"2"}}]}',
      ['plugins', 0, 'source', 'sha'],
      [2, 2],
    ],
    ['on the way to nothing', '{"metadata":{},\r\n"metadata":{}}', ['metadata', 'version'], [2, 1]],
    ['first on the way, then at the end', '{"a":1,"a":{"b":1,"b":2}}', ['a', 'b'], [1, 8]],
    [
      'beside the way',
      '{"x":1,"x":2,"plugins":[{"y":1,"y":2},{"version":"1"}]}',
      ['plugins', 1, 'version'],
      null,
    ],
    ['in a part that counts for nothing', '{"a":1,"b":2,"b":3}', ['a', 'b'], null],
    ['where nothing stands', '{"a":1}', ['b', 'c', 0], null],
    ['as a prototype', '{"__proto__":1,"__proto__":2,"a":1}', ['a'], null],
  ])('%s', (_, text, path, place) => {
    const at = place === null ? null : { file: FILE, line: place[0], column: place[1] };
    expect(repeatedKeys(text, FILE)(path)).toEqual(at);
  });
});

test('2,000 edits of 1,000 entries parse the text once', () => {
  const plugins = Array.from({ length: 1_000 }, (_, index) => ({
    name: `plugin-${index}`,
    description: 'x'.repeat(100),
    source: { source: 'url', url: `https://github.com/acme/plugin-${index}.git`, sha: '0'.repeat(40) },
    version: '1.0.0',
  }));
  const text = JSON.stringify({ name: 'market', plugins }, null, 2);
  const edits = plugins.flatMap((_, index) => [
    { path: ['plugins', index, 'source', 'sha'], value: SHA },
    { path: ['plugins', index, 'version'], value: '2.0.0' },
  ]);
  const start = performance.now();
  const edited = editCatalogue(text, edits);
  expect(performance.now() - start).toBeLessThan(1_000);
  expect(edited).toBe(text.replaceAll('0'.repeat(40), SHA).replaceAll('1.0.0', '2.0.0'));
});
