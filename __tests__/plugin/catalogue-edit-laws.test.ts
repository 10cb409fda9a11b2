import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { parseCatalogue } from '../../src/plugin/catalogue.ts';
import { type Edit, editCatalogue, repeatedKeys } from '../../src/plugin/catalogue-edit.ts';
import { isObject } from '../../src/plugin/json.ts';
import type { JsonPath } from '../../src/plugin/json-text.ts';
import { anyText } from '../support/any-text.ts';

const FILE = '.claude-plugin/marketplace.json';
const MARKETPLACES = new URL('../corpus/marketplaces/', import.meta.url);

/** `value` with `replacement` at `path`, in a copy; a new key comes last, which equality does not mind. */
function withValue(value: unknown, path: JsonPath, replacement: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replacement;
  const copy = Array.isArray(value) ? [...value] : withoutSetters(value);
  const container = copy as Record<string, unknown>;
  const before = Object.hasOwn(container, key) ? container[String(key)] : undefined;
  const after = withValue(before, rest, replacement);
  Object.defineProperty(copy, key, { value: after, enumerable: true, configurable: true, writable: true });
  return copy;
}

/** A copy of an object that may have a key `__proto__` of its own. */
function withoutSetters(value: unknown): object {
  return Object.fromEntries(Object.entries(value as object));
}

describe('in every real catalogue', () => {
  const files = readdirSync(MARKETPLACES).filter((file) => file.endsWith('.json'));
  const read = (file: string) => readFileSync(new URL(file, MARKETPLACES), 'utf8');

  /** Every value that we may write: those that are there, and the versions that are not. */
  function writable(text: string): { existing: JsonPath[]; missing: JsonPath[] } {
    const parsed = parseCatalogue(text, FILE);
    if (parsed.kind !== 'catalogue') throw new Error(parsed.fault.kind);
    const { entries, versions } = parsed.catalogue;
    const existing = versions.map(({ path }) => path);
    const missing: JsonPath[] = [];
    for (const { index, version, source } of entries) {
      (version === undefined ? missing : existing).push(['plugins', index, 'version']);
      const keys = ['sha', 'ref'].filter((key) => isObject(source) && Object.hasOwn(source, key));
      existing.push(...keys.map((key) => ['plugins', index, 'source', key]));
    }
    return { existing, missing };
  }

  /** A value of its own for each path. */
  function editsOf(paths: readonly JsonPath[]): Edit[] {
    return paths.map((path, index) => ({ path, value: `10.20.${index}` }));
  }

  function sample<T>(items: readonly T[], size: number): T[] {
    return items.filter((_, index) => index % Math.ceil(items.length / size) === 0);
  }

  /** The edited text as another parser's offsets have it. */
  function spliced(text: string, edits: readonly Edit[]): string {
    const root = parseTree(text);
    const nodes = edits.map(({ path, value }) => {
      const node = root && findNodeAtLocation(root, [...path]);
      if (node === undefined) throw new Error(`nothing at ${path.join('.')}`);
      return { ...node, value };
    });
    return nodes
      .sort((one, other) => other.offset - one.offset)
      .reduce(
        (rest, { offset, length, value }) =>
          rest.slice(0, offset) + JSON.stringify(value) + rest.slice(offset + length),
        text,
      );
  }

  function withEdits(text: string, edits: readonly Edit[]): unknown {
    return edits.reduce<unknown>((value, edit) => withValue(value, edit.path, edit.value), JSON.parse(text));
  }

  test.each(files)('every edit changes its value and nothing else: %s', (file) => {
    const text = read(file);
    const edits = editsOf(writable(text).existing);
    const all = editCatalogue(text, edits);
    expect(all === spliced(text, edits)).toBe(true);
    expect(isDeepStrictEqual(JSON.parse(all), withEdits(text, edits))).toBe(true);
    for (const edit of sample(edits, 4)) {
      const edited = editCatalogue(text, [edit]);
      expect(edited === spliced(text, [edit])).toBe(true);
      expect(isDeepStrictEqual(JSON.parse(edited), withEdits(text, [edit]))).toBe(true);
    }
  });

  test.each(files)('writing what stands there changes nothing: %s', (file) => {
    const text = read(file);
    const root = parseTree(text);
    const same = writable(text).existing.map((path) => {
      return { path, value: String(root && findNodeAtLocation(root, [...path])?.value) };
    });
    expect(editCatalogue(text, same) === text).toBe(true);
    const all = editCatalogue(text, editsOf(writable(text).existing));
    expect(editCatalogue(all, same) === text).toBe(true);
  });

  test.each(files)('every version that is missing comes in a line of its own after the name: %s', (file) => {
    const text = read(file);
    const edits = editsOf(writable(text).missing);
    const all = editCatalogue(text, edits);
    expect(isDeepStrictEqual(JSON.parse(all), withEdits(text, edits))).toBe(true);
    const lines = all.split('\n');
    const isNew = (line: string) => /^\s+"version": "10\.20\.\d+",\r?$/.test(line);
    expect(
      isDeepStrictEqual(
        lines.filter((line) => !isNew(line)),
        text.split('\n'),
      ),
    ).toBe(true);
    const added = lines.flatMap((line, index) => (isNew(line) ? [index] : []));
    expect(added).toHaveLength(edits.length);
    for (const index of added) {
      expect(lines[index - 1]).toContain('"name": ');
      expect(layoutOf(lines[index])).toEqual(layoutOf(lines[index - 1]));
    }
  });

  function layoutOf(line = '') {
    return { indent: /^\s*/.exec(line)?.[0], carriageReturn: line.endsWith('\r') };
  }

  test.each(files)('all edits at once come to the same as one after the other: %s', (file) => {
    const text = read(file);
    const { existing, missing } = writable(text);
    const edits = sample(editsOf([...existing, ...missing]), 8);
    const oneByOne = edits.reduce((edited, edit) => editCatalogue(edited, [edit]), text);
    expect(editCatalogue(text, edits) === oneByOne).toBe(true);
  });

  test.each(files)('no key that we would write stands twice: %s', (file) => {
    const text = read(file);
    const { existing, missing } = writable(text);
    const repeated = repeatedKeys(text, FILE);
    expect([...existing, ...missing].filter((path) => repeated(path) !== null)).toEqual([]);
  });
});

/** JSON in odd layouts: any white space between its tokens, any escapes in its texts, keys that stand twice. */
describe('in any layout', () => {
  type Json = { text: string } | { list: Json[] } | { object: [string, Json][] } | { atom: string };

  const key = fc.constantFrom('name', 'version', 'source', 'sha', '__proto__', 'größe', '', 'a"b\\');
  const { json } = fc.letrec<{ json: Json; object: Json }>((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      anyText({ maxLength: 5 }).map((text) => ({ text })),
      fc.constantFrom('0', '-1.5E+3', 'null', 'true', '1e999').map((atom) => ({ atom })),
      fc.array(tie('json'), { maxLength: 3 }).map((list) => ({ list })),
      tie('object'),
    ),
    object: fc.array(fc.tuple(key, tie('json')), { maxLength: 4 }).map((object) => ({ object })),
  }));
  const document = fc
    .array(fc.tuple(key, json), { minLength: 1, maxLength: 4 })
    .map((object) => ({ object }));
  const layout = fc.infiniteStream(fc.constantFrom('', '', ' ', '\n  ', '\r\n', '\t', '\r', ' \n\n'));
  const escapes = fc.infiniteStream(fc.boolean());

  interface Pens {
    readonly space: () => string;
    readonly escaped: () => boolean;
  }

  function written(value: Json, pens: Pens): string {
    const { space } = pens;
    const joined = (parts: string[]) => parts.map((part) => space() + part + space()).join(',') || space();
    if ('atom' in value) return value.atom;
    if ('text' in value) return writtenText(value.text, pens);
    if ('list' in value) return `[${joined(value.list.map((item) => written(item, pens)))}]`;
    return `{${joined(
      value.object.map(
        ([name, item]) => `${writtenText(name, pens)}${space()}:${space()}${written(item, pens)}`,
      ),
    )}}`;
  }

  function writtenText(text: string, { escaped }: Pens): string {
    const units = Array.from({ length: text.length }, (_, index) => text.charAt(index));
    const plain = (unit: string) => /[^\p{Cc}\p{Cs}"\\]/u.test(unit) && !escaped();
    return `"${units.map((unit) => (plain(unit) ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)).join('')}"`;
  }

  /** The ways to all values of a document, and to keys that its objects lack. */
  function waysInto(value: unknown, way: JsonPath): JsonPath[] {
    if (Array.isArray(value))
      return [way, ...value.flatMap((item, index) => waysInto(item, [...way, index]))];
    if (!isObject(value)) return [way];
    const keys = Object.keys(value);
    const missing = keys.length > 0 && !keys.includes('version') ? [[...way, 'version']] : [];
    return [way, ...missing, ...keys.flatMap((name) => waysInto(value[name], [...way, name]))];
  }

  test('an edit changes its value and nothing else', () => {
    const cases = fc.record({
      document,
      layout,
      escapes,
      pick: fc.nat(),
      value: anyText(),
    });
    fc.assert(
      fc.property(cases, ({ document, layout, escapes, pick, value }) => {
        const pens = {
          space: () => String(layout.next().value),
          escaped: () => Boolean(escapes.next().value),
        };
        const text = pens.space() + written(document, pens) + pens.space();
        const before = JSON.parse(text);
        const ways = waysInto(before, []);
        const path = ways[pick % ways.length] ?? [];
        const edited = editCatalogue(text, [{ path, value }]);
        expect(isDeepStrictEqual(JSON.parse(edited), withValue(before, path, value))).toBe(true);
        expect(editCatalogue(edited, [{ path, value }])).toBe(edited);
      }),
      { numRuns: 200 },
    );
  });
});
