import { describe, expect, test } from '@jest/globals';
import { NOTIFY_INPUTS, type NotifyInputs } from '../../src/action/input-tables.ts';
import { InputValues } from '../../src/action/input-values.ts';
import {
  readBranches,
  readEventType,
  readManifestPatterns,
  readMarketplaces,
  readPayload,
} from '../../src/notify/input-values.ts';

/** What a reader makes of an input's text, and the codes of the problems it found. */
function read<T>(input: string, text: string, reader: (given: InputValues<NotifyInputs>) => T) {
  const given = new InputValues(NOTIFY_INPUTS, (name) => (name === input ? text.trim() : ''));
  const value = reader(given);
  return { value, problems: given.problems.map(({ code }) => code), given };
}

describe('marketplace', () => {
  const marketplaces = (text: string) => read('marketplace', text, readMarketplaces);

  test.each([
    ['acme/marketplace', ['acme/marketplace']],
    ['acme/one\nacme/two', ['acme/one', 'acme/two']],
    ['acme/one, acme/two', ['acme/one', 'acme/two']],
    ['acme/one\nACME/One\nacme/one', ['acme/one']],
    ['octo_corp/.github', ['octo_corp/.github']],
  ])('%j', (text, value) => {
    expect(marketplaces(text)).toMatchObject({ value, problems: [] });
  });

  test.each(['acme', 'acme/x/y', 'acme/..', 'acme/x y', '/x', 'acme/x?y'])('%j is refused', (text) => {
    expect(marketplaces(text).problems).toEqual(['marketplace-invalid']);
  });

  test('is required', () => {
    expect(marketplaces('').problems).toEqual(['marketplace-missing']);
  });

  test.each([
    ['https://github.com/acme/market'],
    ['https://github.com/acme/market.git'],
    ['https://github.com/acme/market/'],
    ['git@github.com:acme/market.git'],
    ['acme/market.git'],
    ['acme/market/'],
    ['acme/market@main'],
    ['acme/market#readme'],
    ['https://github.com/acme/market/tree/main'],
    ['https://github.com/acme/market?tab=readme'],
    ['https://me:s3cret@github.com/acme/market'],
    ['ssh://git@github.com/acme/market.git'],
  ])('of a pasted address, %s, the repository is suggested', (text) => {
    const { given } = marketplaces(text);
    expect(given.problems[0]?.remedy).toMatch(/Did you mean acme\/market\?$/);
    expect(JSON.stringify(given.problems)).not.toContain('s3cret');
  });
});

describe('branches', () => {
  const branches = (text: string) => read('branches', text, readBranches);

  test('not given is the default branch', () => {
    expect(branches('').value).toBeNull();
  });

  test('may be written as refs', () => {
    const { value } = branches('refs/heads/main\n!refs/heads/old');
    expect([value?.matches('main'), value?.matches('old'), value?.excludes('old')]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test.each([
    ['main', true],
    ['release/1', true],
    ['release/old', false],
    ['topic', false],
  ])('%s counts by patterns: %s', (branch, counts) => {
    const { value, problems } = branches('main\nrelease/*\n!release/old');
    expect(problems).toEqual([]);
    expect(value?.matches(branch)).toBe(counts);
  });

  test('that only exclude leave none, and are refused', () => {
    expect(branches('!topic').problems).toEqual(['branches-only-exclude']);
  });
});

describe('manifests', () => {
  const manifests = (text: string) => read('manifests', text, readManifestPatterns);

  test.each([
    ['.claude-plugin/plugin.json', true],
    ['plugins/a/.claude-plugin/plugin.json', true],
    ['a/.claude-plugin/plugin.json', true],
    ['a/b/.claude-plugin/plugin.json', false],
    ['plugins/a/b/.claude-plugin/plugin.json', false],
    ['plugin.json', false],
  ])('by default %s: %s', (path, matches) => {
    expect(manifests('').value.matches(path)).toBe(matches);
  });

  test('exclusions alone exclude from the default', () => {
    const { value, problems } = manifests('!plugins/old/.claude-plugin/plugin.json');
    expect(problems).toEqual([]);
    expect(value.matches('plugins/old/.claude-plugin/plugin.json')).toBe(false);
    expect(value.matches('plugins/a/.claude-plugin/plugin.json')).toBe(true);
  });

  test('a leading ./ is the repository', () => {
    const { value, problems } = manifests('./a/plugin.json\n!./b/plugin.json');
    expect(problems).toEqual([]);
    expect(value.include).toEqual(['a/plugin.json']);
  });

  test.each([
    ['a/plugin.json, b/plugin.json', ['a/plugin.json', 'b/plugin.json']],
    ['a/plugin.json,\nb/plugin.json', ['a/plugin.json', 'b/plugin.json']],
    ['{a,b}/plugin.json', ['{a,b}/plugin.json']],
  ])('commas separate as line breaks do: %j', (text, include) => {
    expect(manifests(text).value.include).toEqual(include);
  });

  test('each pattern that cannot be one is refused', () => {
    expect(manifests('/a\n../b\nc\\d\ne/plugin.json').problems).toEqual(Array(3).fill('manifests-invalid'));
  });
});

describe('event-type', () => {
  test.each([
    ['', 'plugin-updated'],
    ['bump', 'bump'],
    ['x'.repeat(100), 'x'.repeat(100)],
    ['😀'.repeat(100), '😀'.repeat(100)],
  ])('%j', (text, value) => {
    expect(read('event-type', text, readEventType)).toMatchObject({ value, problems: [] });
  });

  test('has at most 100 characters', () => {
    expect(read('event-type', 'x'.repeat(101), readEventType).problems).toEqual(['event-type-too-long']);
  });
});

describe('payload', () => {
  test.each([
    ...['{"id": 9007199254740993}', '{"deep": [{"id": -12345678901234567890}]}', '{"id": 1e300}'],
    // These would arrive as null, as 0 and as 0.1.
    ...['{"id": 1e400}', '{"id": -1E999}', '{"id": 1e-400}', '{"share": 0.1000000000000000000001}'],
    // One of the two would not arrive.
    ...['{"a": 1, "a": 2}', '{"list": [{}, {"a": 1, "b": 2, "\\u0061": 3}]}'],
  ])('what JavaScript would round, or leave out, is refused: %s', (text) => {
    expect(payload(text).problems).toEqual(['payload-invalid']);
  });

  test.each([
    '{"id": 9007199254740991}',
    '{"share": 0.1}',
    '{"id": "9007199254740993"}',
    '{"n": [0, -0.50, 1.5e-7, 12E2, 0e9]}',
    '{"a": {"b": 1}, "b": [{"a": 1}, {"a": 1}]}',
  ])('what stays what it is is taken: %s', (text) => {
    expect(payload(text).problems).toEqual([]);
  });

  const payload = (text: string, batch = false) =>
    read('payload', text, (given) => readPayload(given, batch, { repository: 'acme/plugins' }));

  test.each([
    ['', {}],
    ['{}', {}],
    ['{"channel":"beta","n":{"m":[1]}}', { channel: 'beta', n: { m: [1] } }],
  ])('%j', (text, value) => {
    expect(payload(text)).toMatchObject({ value, problems: [] });
  });

  test.each(['[]', 'null', '"x"', '5', '{', "{'a':1}", '{"a":1,}'])('%j is refused', (text) => {
    expect(payload(text).problems).toEqual(['payload-invalid']);
  });

  test.each([3_000, 4_500, 20_000])('%d nested lists are refused, or sent', (depth) => {
    const { problems } = payload(`{"x":${'['.repeat(depth)}${']'.repeat(depth)}}`);
    expect(problems.filter((code) => code !== 'payload-invalid')).toEqual([]);
  });

  test.each([
    'plugin',
    'version',
    'previous_version',
    'repository',
    'path',
    'commit',
    'timestamp',
    'run_url',
  ])('a clash of names is refused: %s', (key) => {
    const { problems, given } = payload(JSON.stringify({ [key]: 1 }));
    expect(problems).toEqual(['payload-clash']);
    expect(given.problems[0]?.what).toContain(key);
  });

  test('`plugins` clashes where batch is on, and only there', () => {
    expect(payload('{"plugins":1}', true).problems).toEqual(['payload-clash']);
    expect(payload('{"plugins":1}', false).problems).toEqual([]);
  });

  test.each([
    [2, false, []],
    [3, false, ['payload-too-many-keys']],
    [1, true, []],
    [2, true, ['payload-too-many-keys']],
  ])('%d keys, batch %s: %j', (keys, batch, problems) => {
    const object = Object.fromEntries(Array.from({ length: keys }, (_, n) => [`k${n}`, n]));
    expect(payload(JSON.stringify(object), batch).problems).toEqual(problems);
  });

  test('more than 64 KB is refused', () => {
    expect(payload(JSON.stringify({ x: 'y'.repeat(65_536) })).problems).toEqual(['payload-too-large']);
  });

  test('names like __proto__ set nothing but a key', () => {
    const { value, problems } = payload('{"__proto__":{"plugin":"x"}}');
    expect(problems).toEqual([]);
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
