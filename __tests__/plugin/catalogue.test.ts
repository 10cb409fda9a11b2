import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalogueProblem } from '../../src/findings/files.ts';
import { sentence } from '../../src/findings/problem.ts';
import { parseCatalogue } from '../../src/plugin/catalogue.ts';

const FILE = '.claude-plugin/marketplace.json';
const MARKETPLACES = new URL('../corpus/marketplaces/', import.meta.url);

function catalogueOf(text: string) {
  const parsed = parseCatalogue(text, FILE);
  if (parsed.kind !== 'catalogue') throw new Error(`refused: ${parsed.fault.kind}`);
  return parsed.catalogue;
}

function problemOf(text: string) {
  const parsed = parseCatalogue(text, FILE);
  if (parsed.kind !== 'problem') throw new Error('accepted');
  return catalogueProblem(parsed.fault);
}

const at = (line: number, column: number) => ({ file: FILE, line, column });

describe('a catalogue', () => {
  test('gives its entries, each with its index and the place of its name', () => {
    const text = `{
  "name": "market",
  "plugins": [
    { "name": "a", "source": "./a", "version": "1.0.0" },
    {
      "source": { "source": "github", "repo": "acme/b" },
      "name": "b"
    }
  ]
}
`;
    expect(catalogueOf(text)).toEqual({
      text,
      entries: [
        { index: 0, name: 'a', source: './a', version: '1.0.0', at: at(4, 15) },
        {
          index: 1,
          name: 'b',
          source: { source: 'github', repo: 'acme/b' },
          version: undefined,
          at: at(7, 15),
        },
      ],
      pluginRoot: null,
      versions: [],
    });
  });

  test.each([
    ['no object', '"a"', { name: null, source: undefined, version: undefined }, 13],
    ['null', 'null', { name: null, source: undefined, version: undefined }, 13],
    ['a list', '[{"name":"x"}]', { name: null, source: undefined, version: undefined }, 13],
    ['nameless', '{"source":"./a"}', { name: null, source: './a' }, 13],
    ['named by a number', '{"name":5,"source":"./a"}', { name: null, source: './a' }, 21],
    ['named by nothing', '{"name":"","source":"./a"}', { name: null, source: './a' }, 21],
    ['named by a blank', '{"name":" \\t","source":"./a"}', { name: null, source: './a' }, 21],
    ['named by its prototype', '{"__proto__":{"name":"a","source":"./a"}}', { name: null }, 13],
    ['of an invalid source', '{"name":"a","source":["x"]}', { name: 'a', source: ['x'] }, 21],
    ['without a source', '{"name":"a"}', { name: 'a', source: undefined }, 21],
    ['of no source', '{"name":"a","source":null}', { name: 'a', source: null }, 21],
    ['of a version that is no text', '{"name":"a","version":1.5}', { name: 'a', version: 1.5 }, 21],
    ['of the version null', '{"name":"a","version":null}', { name: 'a', version: null }, 21],
    ['named twice, by the last', '{"name":"a","name":"b"}', { name: 'b' }, 32],
  ])('keeps an entry that is %s', (_, entry, expected, column) => {
    const { entries } = catalogueOf(`{"plugins":[${entry},{"name":"last"}]}`);
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({ index: 0, ...expected, at: at(1, column) });
    expect(entries[1]).toMatchObject({ index: 1, name: 'last' });
  });

  test.each([
    ['text', '"./plugins"', './plugins'],
    ['an empty text', '""', ''],
    ['a list', '["./plugins"]', null],
    ['null', 'null', null],
  ])('has a root of its plugins where that is text: %s', (_, written, pluginRoot) => {
    const text = `{"metadata":{"pluginRoot":${written}},"plugins":[]}`;
    expect(catalogueOf(text).pluginRoot).toBe(pluginRoot);
  });

  test.each([
    ['nowhere', '{"plugins":[]}', []],
    ['at the top', '{"version":"1.0.0","plugins":[]}', [{ path: ['version'], version: '1.0.0' }]],
    [
      'in metadata',
      '{"metadata":{"version":"1.0.0"},"plugins":[]}',
      [{ path: ['metadata', 'version'], version: '1.0.0' }],
    ],
    [
      'at both',
      '{"version":2,"metadata":{"version":null},"plugins":[]}',
      [
        { path: ['version'], version: 2 },
        { path: ['metadata', 'version'], version: null },
      ],
    ],
    ['below no object', '{"metadata":["version"],"plugins":[]}', []],
    ['below a prototype', '{"metadata":{"__proto__":{"version":"1"}},"plugins":[]}', []],
    ['below a prototype at the top', '{"__proto__":{"version":"1"},"plugins":[]}', []],
  ])('says where its own version stands: %s', (_, text, versions) => {
    expect(catalogueOf(text).versions).toEqual(versions);
  });

  test.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
    ['LF', '\n'],
  ])('has the same places with %s line ends', (_, end) => {
    const text = ['{', '  "plugins": [', '    {"name": "a"}', '  ]', '}', ''].join(end);
    expect(catalogueOf(text).entries[0]?.at).toEqual(at(3, 14));
  });

  test('leaves the prototype of all objects alone', () => {
    catalogueOf('{"__proto__":{"stolen":1},"plugins":[{"name":"__proto__","__proto__":{"stolen":1}}]}');
    expect(({} as Record<string, unknown>)['stolen']).toBeUndefined();
  });

  test('of any entries keeps as many as there are, with their own values', () => {
    const entry = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.record(
        { name: fc.jsonValue({ maxDepth: 1 }), source: fc.jsonValue({ maxDepth: 1 }), version: fc.string() },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(fc.array(entry), fc.constantFrom(undefined, 2, '\t'), (plugins, indent) => {
        const text = JSON.stringify({ plugins }, null, indent);
        const { entries } = catalogueOf(text);
        expect(entries.map(({ index }) => index)).toEqual(plugins.map((_, index) => index));
        const written = JSON.parse(text).plugins as unknown[];
        for (const { index, name, source, version } of entries) {
          const own = Object(written[index]) as Record<string, unknown>;
          if (name !== null) expect(name).toBe(own['name']);
          if (source !== undefined) expect(source).toEqual(own['source']);
          if (version !== undefined) expect(version).toEqual(own['version']);
        }
      }),
    );
  });
});

describe('a catalogue that cannot be used is an error at its file, line and column', () => {
  test.each([
    ['a byte-order mark', '\ufeff{"plugins":[]}', 'byte-order-mark', 1, 1],
    ['a trailing comma', '{\n  "plugins": [],\n}\n', 'not-json', 3, 1],
    ['a comma after the last entry', '{"plugins":[\n  {"name":"a"},\n]}', 'not-json', 3, 1],
    ['a comment', '{\n  "plugins": [] // none yet\n}', 'not-json', 2, 17],
    ['a conflict marker', '{\n<<<<<<< HEAD\n"plugins":[]}', 'not-json', 2, 1],
    ['a half file', '{"plugins":[{"name":"a"}', 'not-json', 1, 25],
    ['nothing', '', 'not-json', 1, 1],
    ['a list', '[{"name":"a"}]', 'not-an-object', 1, 1],
    ['null', 'null', 'not-an-object', 1, 1],
    ['no plugins', '\n{"name":"market"}', 'no-plugins', 2, 1],
    ['plugins that are no list', '{\n  "plugins": {"a":{}}\n}', 'no-plugins', 2, 14],
    ['plugins that are null', '{"plugins": null}', 'no-plugins', 1, 13],
    ['plugins of its prototype', '{"__proto__":{"plugins":[]}}', 'no-plugins', 1, 1],
    ['plugins twice', '{\n  "plugins": [],\n  "plugins": []\n}', 'two-plugins', 3, 3],
    ['plugins twice, once in escapes', '{"plugins":[],"plu\\u0067ins":[]}', 'two-plugins', 1, 15],
    ['plugins twice, the last no list', '{"plugins":[],"plugins":1}', 'two-plugins', 1, 15],
    [
      'endless nesting',
      `\n {"plugins":[],"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      'too-deep',
      2,
      2,
    ],
  ])('%s', (_, text, code, line, column) => {
    const problem = problemOf(text);
    expect(problem).toMatchObject({ code: `catalogue-${code}`, at: at(line, column) });
    expect(problem.what).toContain(FILE);
    expect(problem.remedy).toMatch(/^[A-Z].+\.$/);
    expect(sentence(problem)).toContain(`(line ${line}, column ${column})`);
  });

  test('text is accepted only where JSON.parse accepts it', () => {
    const broken = fc.string({ unit: fc.constantFrom(...'{}[]",:/*\\ \n1atruenlf') });
    const either = fc.oneof(
      broken,
      fc.json(),
      broken.map((text) => `{"plugins":[${text}]}`),
    );
    fc.assert(
      fc.property(either, (text) => {
        if (parseCatalogue(text, FILE).kind === 'catalogue') expect(() => JSON.parse(text)).not.toThrow();
      }),
    );
  });
});

describe('real catalogues', () => {
  const [header = '', ...rows] = readFileSync(new URL('index.tsv', MARKETPLACES), 'utf8')
    .trimEnd()
    .split('\n');
  const columns = header.split('\t');
  const index = rows.map((row) => Object.fromEntries(row.split('\t').map((cell, i) => [columns[i], cell])));

  test('are all in the index', () => {
    const files = readdirSync(MARKETPLACES).filter((file) => file.endsWith('.json'));
    expect(index.map(({ file }) => file)).toEqual(files.sort());
    expect(files.length).toBe(24);
  });

  test.each(index.map((row) => [row['file'] ?? '', row] as const))('%s is read as it is', (file, row) => {
    const text = readFileSync(new URL(file, MARKETPLACES), 'utf8');
    expect(Buffer.byteLength(text)).toBe(Number(row['bytes']));
    expect(text.includes('\r\n')).toBe(row['eol'] === 'crlf');
    const { entries } = catalogueOf(text);
    expect(entries).toHaveLength(Number(row['entries']));
    expect(entries.filter(({ version }) => version !== undefined)).toHaveLength(
      Number(row['entries_with_version']),
    );
    const lines = text.split(/\r\n|\n/);
    for (const { name, at } of entries) {
      const fromThere = lines[(at.line ?? 0) - 1]?.slice((at.column ?? 0) - 1);
      expect(fromThere?.startsWith(JSON.stringify(name))).toBe(true);
    }
  });
});
