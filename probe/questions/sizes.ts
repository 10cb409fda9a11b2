import { ofRepository } from '../graphql.ts';
import { type Expected, known, type Question, type RawAnswer, type Theme } from '../question.ts';
import { isObject, valueAt } from '../shape.ts';
import type { World } from '../world/world.ts';
import { branchesPlace, pathAt, sizesPlace } from './sizes-place.ts';

/** What a request of many parts came to. */
interface Measured {
  readonly asked: Record<string, unknown>;
  /** The parts, by alias, of an answer's body. */
  readonly parts: (body: unknown) => Record<string, unknown>;
  readonly wanted: number;
}

/** A summary in place of a long answer; the first errors as they came. */
function summary(answer: RawAnswer, { asked, parts, wanted }: Measured): RawAnswer {
  const { status, body, milliseconds } = answer;
  if (status === 501) return answer;
  const found = Object.values(parts(body)).filter((part) => part !== null && part !== undefined);
  const errors = valueAt(body, 'errors');
  const list = Array.isArray(errors) ? errors : [];
  return {
    ...answer,
    measured: true,
    body: {
      ...asked,
      complete: found.length === wanted,
      found: found.length,
      errors: list.length,
      ...(list.length === 0 ? {} : { first_errors: list.slice(0, 2) }),
      ...(isObject(body) && 'data' in body
        ? {}
        : { answer: typeof body === 'string' ? body.slice(0, 500) : body }),
      answer_bytes: Buffer.byteLength(JSON.stringify(body)),
      milliseconds,
    },
  };
}

const COMPLETE = { status: 200, body: { complete: true } };

function pathsQuestion(count: number, expected: Expected, prefix = ''): Question {
  const isMissing = prefix !== '';
  return {
    id: `sizes.${isMissing ? 'missing-' : ''}paths-${count}`,
    asked: `${count} aliased file(path:){mode oid object{…on Blob{text}}} of one commit${isMissing ? ', none of them there' : ''}`,
    expected,
    async ask(world) {
      const { repository, commit } = await sizesPlace(world);
      const all = Array.from({ length: count }, (_, index) => prefix + pathAt(index));
      const declared = ['$oid: GitObjectID!', ...all.map((_, index) => `$p${index}: String!`)].join(', ');
      const files = all.map((_, index) => `f${index}: file(path: $p${index}) { ...Entry }`).join(' ');
      const fields = `object(oid: $oid) { ... on Commit { oid ${files} } }`;
      const variables = { oid: commit, ...Object.fromEntries(all.map((path, index) => [`p${index}`, path])) };
      const answer = await withEntry(world, repository, { declared, fields, variables });
      return summary(answer, {
        asked: { paths: count },
        parts: (body) => aliases(valueAt(body, 'data', 'repository', 'object'), 'f'),
        wanted: isMissing ? 0 : count,
      });
    },
  };
}

const ENTRY =
  'fragment Entry on TreeEntry { mode oid object { __typename ... on Blob { byteSize isBinary text } } }';

function withEntry(
  world: World,
  repository: string,
  { declared, fields, variables }: { declared: string; fields: string; variables: object },
): Promise<RawAnswer> {
  const [owner, name] = repository.split('/');
  const query = `query($owner: String!, $name: String!, ${declared}) { repository(owner: $owner, name: $name) { ${fields} } } ${ENTRY}`;
  return world.call({
    method: 'POST',
    path: '/graphql',
    body: { query, variables: { owner, name, ...variables } },
  });
}

/** The values whose keys are a letter and a number. */
function aliases(value: unknown, letter: string): Record<string, unknown> {
  if (!isObject(value)) return {};
  const pattern = new RegExp(`^${letter}\\d+$`);
  return Object.fromEntries(Object.entries(value).filter(([key]) => pattern.test(key)));
}

/** Aliases of repositories of which it was said that they are not there: an answer too. */
function missing(body: unknown): Record<string, unknown> {
  const errors = valueAt(body, 'errors');
  const found = (Array.isArray(errors) ? errors : []).flatMap((error) => {
    const path = valueAt(error, 'path');
    const isAbsent = valueAt(error, 'type') === 'NOT_FOUND' && Array.isArray(path) && path.length === 1;
    return isAbsent ? [[path[0], 'not found']] : [];
  });
  return Object.fromEntries(found);
}

function repositoriesQuestion(count: number, expected: Expected): Question {
  return {
    id: `sizes.repositories-${count}`,
    asked: `${count} aliased repositories, each {defaultBranchRef{target{…on Commit{oid file(path:"README"){mode object{…on Blob{text}}}}}}}`,
    expected,
    async ask(world) {
      const names = (await world.hands.publicRepositories(50)).slice(0, count);
      const declared = names.map((_, index) => `$o${index}: String!, $n${index}: String!`).join(', ');
      const fields = names.map(
        (_, index) =>
          `r${index}: repository(owner: $o${index}, name: $n${index}) { defaultBranchRef { target { ... on Commit { oid file(path: "README") { ...Entry } } } } }`,
      );
      const pairs = names.flatMap((full, index) => {
        const [owner, name] = full.split('/');
        return [
          [`o${index}`, owner],
          [`n${index}`, name],
        ];
      });
      const query = `query(${declared}) { ${fields.join(' ')} } ${ENTRY}`;
      const body = { query, variables: Object.fromEntries(pairs) };
      const answer = await world.call({ method: 'POST', path: '/graphql', body });
      const { first_errors: _theirs, ...rest } = summary(answer, {
        asked: { repositories: count },
        parts: (body) => ({ ...aliases(valueAt(body, 'data'), 'r'), ...missing(body) }),
        wanted: count,
      }).body as Record<string, unknown>;
      return answer.status === 501 ? answer : { ...answer, measured: true as const, body: rest };
    },
  };
}

function branchesQuestion(count: number, expected: Expected): Question {
  return {
    id: `sizes.branches-${count}`,
    asked: `${count} aliased ref(qualifiedName:){target compare(headRef:){status}} and pullRequests(headRefName:,first:10){nodes}`,
    expected,
    async ask(world) {
      const { repository, branch } = await branchesPlace(world);
      const numbers = Array.from({ length: count }, (_, index) => index);
      const declared = ['$base: String!', ...numbers.map((n) => `$b${n}: String!, $q${n}: String!`)].join(
        ', ',
      );
      const fields = numbers.map(
        (n) => `b${n}: ref(qualifiedName: $q${n}) { target { oid } compare(headRef: $base) { status } }
          p${n}: pullRequests(headRefName: $b${n}, baseRefName: $base, first: 10, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { number title body state mergeable isCrossRepository headRefOid } }`,
      );
      const named = numbers.flatMap((n) => [
        [`b${n}`, `branch-${n}`],
        [`q${n}`, `refs/heads/branch-${n}`],
      ]);
      const variables = { base: branch, ...Object.fromEntries(named) };
      const answer = await ofRepository(world, repository, { declared, fields: fields.join(' '), variables });
      return summary(answer, {
        asked: { branches: count },
        parts: (body) => aliases(valueAt(body, 'data', 'repository'), '[bp]'),
        wanted: 2 * count,
      });
    },
  };
}

function bodyQuestion(kibibytes: number, expected: Expected): Question {
  return {
    id: `sizes.body-${kibibytes}`,
    asked: `a GraphQL request of ${kibibytes} KiB, most of it in a variable that the query does not declare`,
    expected,
    async ask(world) {
      const { repository, commit } = await sizesPlace(world);
      // A variable that the query does not declare is not looked at.
      const answer = await withEntry(world, repository, {
        declared: '$oid: GitObjectID!',
        fields: 'object(oid: $oid) { ... on Commit { oid f0: file(path: "plugins") { ...Entry } } }',
        variables: { oid: commit, padding: 'x'.repeat(kibibytes * 1024 - 700) },
      });
      const { first_errors: _echo, ...rest } = summary(answer, {
        asked: { kibibytes },
        parts: (body) => ({ commit: valueAt(body, 'data', 'repository', 'object', 'oid') }),
        wanted: 1,
      }).body as Record<string, unknown>;
      return { ...answer, measured: true as const, body: rest };
    },
  };
}

const ALL: readonly Question[] = [
  // In production elsewhere: 100 paths over several repositories, 200 in one (graphql.jsonl, batch-sveltia).
  pathsQuestion(100, known('batch-sveltia', COMPLETE)),
  pathsQuestion(200, known('batch-sveltia', COMPLETE)),
  pathsQuestion(500, 'unknown'),
  pathsQuestion(1000, 'unknown'),
  pathsQuestion(200, known('file-missing', { status: 200, body: { complete: true, errors: 200 } }), 'no-'),
  repositoriesQuestion(20, known('batch-gh-actions-lock', COMPLETE)),
  repositoriesQuestion(25, known('batch-corpus', COMPLETE)),
  repositoriesQuestion(50, 'unknown'),
  branchesQuestion(10, known('batch-revup', COMPLETE)),
  branchesQuestion(50, 'unknown'),
  bodyQuestion(128, known('batch-pre-push', COMPLETE)),
  bodyQuestion(255, known('batch-pre-push', COMPLETE)),
  bodyQuestion(512, 'unknown'),
  bodyQuestion(1024, 'unknown'),
];

export const SIZES_THEME: Theme = {
  name: 'sizes',
  questions: ALL.map((one) => (one.expected === 'unknown' ? { ...one, open: 'sizes' } : one)),
  cost: { repositories: 1, requests: 50, writes: 20 },
};
