import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildASTSchema, type DocumentNode, type GraphQLSchema, parse, validate, visit } from 'graphql';
import { aliasesOf, buildQuery } from '../../src/github/objects/query.ts';
import type { Part, Revision } from '../../src/github/objects/snapshot.ts';
import { anyText } from '../support/any-text.ts';

/** The file itself, because the package's entry reads five megabytes more. */
const SDL = new URL('../../node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url);
const schema: GraphQLSchema = buildASTSchema(parse(readFileSync(SDL, 'utf8'), { noLocation: true }), {
  assumeValid: true,
  assumeValidSDL: true,
});

const OID = '0123456789abcdef0123456789abcdef01234567';

function part(revision: Revision, paths: readonly string[], repository = 'acme/plugins'): Part {
  const [owner = '', name = ''] = repository.split('/');
  return { request: { repository: { owner, name }, revision, paths }, paths };
}

function checked(parts: readonly Part[]) {
  const query = buildQuery(parts);
  const document = parse(query.text);
  expect(validate(schema, document).map(({ message }) => message)).toEqual([]);
  return { ...query, document };
}

/** Every text or number that stands in the query itself. */
function literals(document: DocumentNode): string[] {
  const found: string[] = [];
  visit(document, {
    StringValue: ({ value }) => void found.push(value),
    IntValue: ({ value }) => void found.push(value),
  });
  return found;
}

describe('a query is valid by GitHub’s published schema', () => {
  test.each<[string, Revision]>([
    ['a commit by its id', { oid: OID }],
    ['an abbreviated id', { abbreviated: 'abc123' }],
    ['a ref', { ref: 'refs/heads/main' }],
    ['the default branch', { defaultBranch: true }],
  ])('for %s, with a file, the root, and nothing', (_, revision) => {
    for (const paths of [['a/plugin.json', ''], ['a'], [''], []]) checked([part(revision, paths)]);
  });

  test('for several repositories and commits at once', () => {
    checked([
      part({ oid: OID }, ['a', '']),
      part({ ref: 'refs/tags/v1' }, ['a', 'b']),
      part({ defaultBranch: true }, ['a'], 'acme/other'),
      part({ abbreviated: '0123' }, [], 'octo/third'),
    ]);
  });
});

test('commits of one repository stand below one alias, whatever the case of its name', () => {
  const parts = [
    part({ oid: OID }, ['a']),
    part({ defaultBranch: true }, ['a'], 'ACME/Plugins'),
    part({ oid: OID }, ['a'], 'acme/other'),
  ];
  const aliases = [...aliasesOf(parts).values()];
  for (const { repository, object } of aliases) {
    expect(checked(parts).text).toContain(`${repository}: repository(`);
    expect(checked(parts).text).toMatch(new RegExp(`\\b${object}: `));
  }
  const repositories = aliases.map(({ repository }) => repository);
  expect(repositories[0]).toBe(repositories[1]);
  expect(repositories[0]).not.toBe(repositories[2]);
  expect(new Set(aliases.map(({ object }) => object)).size).toBe(3);
});

test('a value that is used twice travels once', () => {
  const { variables } = checked([part({ oid: OID }, ['same']), part({ defaultBranch: true }, ['same'])]);
  expect(Object.values(variables).filter((value) => value === 'same')).toEqual(['same']);
});

describe('everything outside text goes in as variables', () => {
  const HOSTILE = ['__proto__', 'constructor', 'a"b', "a'b", 'a\nb', '") { id } #', '$v0', '{', '\\', '名前'];

  test.each(HOSTILE)('path %j', (path) => {
    const { document, variables } = checked([part({ oid: OID }, [path])]);
    expect(literals(document)).toEqual([]);
    expect(Object.values(variables)).toContain(path);
  });

  test.each(HOSTILE)('owner, name and ref %j', (text) => {
    const request = { repository: { owner: text, name: text }, revision: { ref: text }, paths: [] };
    const { document, variables } = checked([{ request, paths: [] }]);
    expect(literals(document)).toEqual([]);
    expect(new Set(Object.values(variables))).toEqual(new Set([text]));
  });

  test('whatever the path, the query’s text is the same', () => {
    const { text } = buildQuery([part({ oid: OID }, ['x'])]);
    fc.assert(
      fc.property(anyText({ minLength: 1 }), (path) => {
        expect(buildQuery([part({ oid: OID }, [path])]).text).toBe(text);
      }),
    );
  });
});

test.each([[':/fix'], ['HEAD'], ['main'], ['abc'], ['HEAD~1'], ['abc123^'], ['ABC123'], ['@{1}']])(
  'nothing but digits of an id gets into an expression: %s',
  (abbreviated) => {
    expect(() => buildQuery([part({ abbreviated }, [])])).toThrow(TypeError);
  },
);
