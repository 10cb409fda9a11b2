import { data, ofRepository } from '../graphql.ts';
import { type Expected, known, type Question, type Theme } from '../question.ts';
import { commitOn } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import { must, textAt } from '../world/must.ts';
import { BIG, blobId, MARKED, NOWHERE, objectsPlace } from './objects-place.ts';

const byOid = (oid: string) => ({
  declared: '$oid: GitObjectID!',
  fields: 'object(oid: $oid) { __typename oid }',
  variables: { oid },
});

const byExpression = (expression: string) => ({
  declared: '$expression: String!',
  fields: 'object(expression: $expression) { __typename oid }',
  variables: { expression },
});

const BLOB = '... on Blob { byteSize isBinary isTruncated text }';

const byteLength = Buffer.byteLength(BIG);

interface Asked {
  readonly declared: string;
  readonly fields: string;
  readonly variables: Record<string, string>;
}

/** A question about one repository's objects. */
function about(
  question: Pick<Question, 'id' | 'asked' | 'expected' | 'open'>,
  asked: (place: Place & { readonly commit: string }) => Asked,
): Question {
  return {
    ...question,
    async ask(world) {
      const place = await objectsPlace(world);
      return ofRepository(world, place.repository, asked(place));
    },
  };
}

const GRAPHQL: readonly Question[] = [
  about(
    {
      id: 'objects.unknown-id',
      asked: 'object(oid:"<40 hex, not in the repository>")',
      expected: 'unknown',
      open: 'unknown-oid',
    },
    () => byOid(NOWHERE),
  ),
  about(
    {
      id: 'objects.unknown-beside-good',
      asked: 'a:object(oid:<unknown>) beside b:object(oid:<known>)',
      expected: 'unknown',
      open: 'unknown-oid',
    },
    ({ commit }) => ({
      declared: '$a: GitObjectID!, $b: GitObjectID!',
      fields: 'a: object(oid: $a) { oid } b: object(oid: $b) { oid }',
      variables: { a: NOWHERE, b: commit },
    }),
  ),
  about(
    {
      id: 'objects.malformed-id',
      asked: 'object(oid:$oid) with $oid="29960dc"',
      expected: known('object-oid-malformed', {
        status: 200,
        body: {
          data: { $absent: true },
          errors: [
            {
              message: 'Variable $oid of type GitObjectID! was provided invalid value',
              extensions: { value: '29960dc' },
            },
          ],
        },
      }),
    },
    () => byOid('29960dc'),
  ),
  about(
    {
      id: 'objects.unknown-expression',
      asked: 'object(expression:"<unknown sha>^{commit}"){oid}',
      expected: known('expression-unknown-rev', data({ object: null })),
    },
    () => byExpression(`${NOWHERE}^{commit}`),
  ),
  about(
    { id: 'objects.unknown-abbreviation', asked: 'object(expression:"0123456"){oid}', expected: 'unknown' },
    () => byExpression(NOWHERE.slice(0, 7)),
  ),
  about(
    {
      id: 'objects.missing-path-expression',
      asked: 'object(expression:"main:nope.md"){oid}',
      expected: known('expression-missing-path', data({ object: null })),
    },
    ({ branch }) => byExpression(`${branch}:nope.md`),
  ),
  about(
    {
      id: 'objects.gitlink-expression',
      asked: 'object(expression:"HEAD:sub") — a submodule',
      expected: known('expression-into-submodule', data({ object: null })),
    },
    () => byExpression('HEAD:sub'),
  ),
  about(
    {
      id: 'objects.big-text',
      asked: '…on Blob{byteSize isBinary isTruncated} of a text of more than 512,000 bytes',
      expected: known(
        'blob-truncated',
        data({ object: { byteSize: byteLength, isTruncated: true, isBinary: null } }),
      ),
    },
    () => ({
      ...byOid(blobId(BIG)),
      fields: 'object(oid: $oid) { ... on Blob { byteSize isBinary isTruncated } }',
    }),
  ),
  about(
    {
      id: 'objects.byte-order-mark',
      asked: '…on Blob{text} that starts with a byte order mark',
      expected: 'unknown',
      open: 'blob-encodings',
    },
    () => ({ ...byOid(blobId(MARKED)), fields: `object(oid: $oid) { ${BLOB} }` }),
  ),
];

/** Bytes that no text of a request can carry: they are sent as a blob of their own. */
function bytesQuestion(name: string, what: string, bytes: Buffer, expected: Expected): Question {
  return {
    id: `objects.${name}`,
    asked: `…on Blob{byteSize isBinary isTruncated text} of ${what}`,
    expected,
    ...(expected === 'unknown' && { open: 'blob-encodings' }),
    async ask(world) {
      const { repository } = await objectsPlace(world);
      const body = { content: bytes.toString('base64'), encoding: 'base64' };
      const made = await must(world, { method: 'POST', path: `/repos/${repository}/git/blobs`, body });
      const asked = { ...byOid(textAt(made, 'sha')), fields: `object(oid: $oid) { ${BLOB} }` };
      return ofRepository(world, repository, asked);
    },
  };
}

const BINARY = data({ object: { text: null, isBinary: true } });

const BYTES: readonly Question[] = [
  bytesQuestion('zero-byte', 'a file with a zero byte', Buffer.from('a\0b'), known('blob-binary', BINARY)),
  bytesQuestion('utf-16', 'a file in UTF-16', Buffer.from('\uFEFF{"name": "one"}\n', 'utf16le'), 'unknown'),
  bytesQuestion('latin-1', 'a file in Latin-1', Buffer.from('{"name": "é"}\n', 'latin1'), 'unknown'),
];

const REST: readonly Question[] = [
  {
    id: 'objects.rest-unknown-commit',
    asked: 'GET /repos/acme/one/commits/{sha}, unknown',
    expected: known('commit-unknown', {
      status: 422,
      body: { message: { $matches: '^No commit found for SHA: ' } },
    }),
    async ask(world) {
      const { repository } = await objectsPlace(world);
      return world.call({ method: 'GET', path: `/repos/${repository}/commits/${NOWHERE}` });
    },
  },
  {
    id: 'objects.rest-unknown-blob',
    asked: 'GET /repos/acme/one/git/blobs/{sha}, unknown',
    expected: 'unknown',
    async ask(world) {
      const { repository } = await objectsPlace(world);
      return world.call({ method: 'GET', path: `/repos/${repository}/git/blobs/${NOWHERE}` });
    },
  },
  {
    id: 'objects.no-release',
    asked: 'repository{latestRelease{tagName tagCommit{oid}}} of a repository without releases',
    expected: 'unknown',
    open: 'no-release',
    async ask(world) {
      const { repository } = await objectsPlace(world);
      return ofRepository(world, repository, { fields: 'latestRelease { tagName tagCommit { oid } }' });
    },
  },
  {
    id: 'objects.release-without-tag',
    asked: 'repository{latestRelease{tagName tagCommit{oid}}} of a release whose tag is gone',
    expected: 'unknown',
    open: 'no-release',
    async ask(world) {
      const { repository } = await objectsPlace(world);
      const body = { tag_name: 'v1.0.0', name: 'One' };
      await must(world, { method: 'POST', path: `/repos/${repository}/releases`, body });
      await must(world, { method: 'DELETE', path: `/repos/${repository}/git/refs/tags/v1.0.0` });
      return ofRepository(world, repository, { fields: 'latestRelease { tagName tagCommit { oid } }' });
    },
  },
  {
    id: 'objects.commit-without-ref',
    asked: 'object(oid:) of a commit that no ref leads to',
    expected: 'unknown',
    async ask(world) {
      const { repository, commit } = await objectsPlace(world);
      const loose = await commitOn(world, repository, commit, { 'loose.txt': 'Loose\n' });
      return ofRepository(world, repository, byOid(loose));
    },
  },
];

export const OBJECTS: Theme = {
  name: 'objects',
  questions: [...GRAPHQL, ...BYTES, ...REST],
  cost: { repositories: 1, requests: 35, writes: 11 },
};
