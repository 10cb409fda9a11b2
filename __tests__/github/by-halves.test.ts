import { describe, expect, test } from '@jest/globals';
import { GitHubError } from '../../src/github/client/error.ts';
import type { GraphqlAnswer, GraphqlProblem } from '../../src/github/client/graphql-answer.ts';
import { inTwo } from '../../src/github/objects/batches.ts';
import { type BatchedQuery, readByHalves } from '../../src/github/objects/by-halves.ts';
import { type FakeClient, fakeClient, githubError } from '../support/fake-client.ts';

type Result = 'read' | 'failed' | GitHubError;

/** Numbers, each a repository of its own; an answer's `data` says which were read. */
const QUERY: BatchedQuery<number, Result> = {
  build: (items) => ({ text: '{ x }', variables: { items: items.join(' ') } }),
  read: (items, { data }) =>
    new Map(items.map((item) => [item, data[`r${item}`] === undefined ? 'failed' : 'read'])),
  isRead: (result) => result === 'read',
  failed: (error) => error,
  halve: (items) => (items.length > 1 ? inTwo(items) : null),
  repositoriesIn: (items) => items.length,
};

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n);
const asked = ({ variables }: FakeClient['queries'][number]) =>
  String(variables['items']).split(' ').map(Number);

function client(answer: (items: number[]) => GraphqlAnswer, pauses = 3): FakeClient {
  return fakeClient({ pauses, graphql: (call) => answer(asked(call)) });
}

const read = (items: readonly number[], errors: readonly GraphqlProblem[] = []): GraphqlAnswer => ({
  data: Object.fromEntries(items.map((item) => [`r${item}`, {}])),
  errors,
});
const graphqlError = (problem: GraphqlProblem, status = 200) =>
  new GitHubError({ status, headers: {}, message: problem.message, problems: [problem] });

async function results(one: FakeClient, count: number, batch = count) {
  const batches = numbers(Math.ceil(count / batch)).map((n) =>
    numbers(count).slice(n * batch, (n + 1) * batch),
  );
  const found = await readByHalves(one, QUERY, batches);
  return numbers(count).map((item) => found.get(item));
}

describe('what did come is kept, and only the rest is asked for again', () => {
  test('by halves, down to one', async () => {
    const one = client((items) => read(items.slice(0, 3)));
    expect(await results(one, 20)).toEqual(Array(20).fill('read'));
    const sizes = one.queries.map((call) => asked(call).length);
    // The first three of each, so that no number is asked for once it was answered.
    expect([sizes[0], sizes[1], sizes.length < 10]).toEqual([20, 9, true]);
    expect(sizes.reduce((sum, size) => sum + Math.min(size, 3), 0)).toBe(20);
    expect(one.pauses).toEqual([]);
  });

  test('as the retry policy has it, where one alone fails', async () => {
    const one = client((items) => read(items.filter((item) => item !== 7)));
    const found = await results(one, 20);
    expect(found.filter((result) => result === 'failed')).toHaveLength(1);
    expect(found[7]).toBe('failed');
    expect(one.pauses.map(({ tries }) => tries)).toEqual([1, 2, 3, 4]);
    expect(one.queries.length).toBe(5);
  });

  test('not again, where GitHub says of one that it is too much', async () => {
    const tooMuch = [
      { type: 'RESOURCE_LIMITS_EXCEEDED', message: 'Resource limits for this query exceeded.' },
    ];
    const one = client((items) =>
      read(
        items.filter((item) => item !== 0),
        items.includes(0) ? tooMuch : [],
      ),
    );
    expect((await results(one, 4))[0]).toBe('failed');
    expect(one.pauses).toEqual([]);
    expect(one.queries.length).toBeLessThan(4);
  });
});

describe('a request that failed as a whole', () => {
  test.each([
    ['a timeout', () => githubError(502)],
    ['a broken connection', () => githubError(null)],
    [
      'a failure in a 200',
      () => graphqlError({ message: 'Something went wrong while executing your query' }),
    ],
    [
      'a query that took too long to check',
      () => graphqlError({ message: 'Timeout on validation of query' }),
    ],
    ['too many nodes', () => graphqlError({ type: 'MAX_NODE_LIMIT_EXCEEDED', message: 'x' })],
    ['a right that one of them lacks', () => graphqlError({ type: 'FORBIDDEN', message: 'SAML' })],
    [
      'one id that is none',
      () => graphqlError({ message: 'Variable $v1 of type GitObjectID! was provided invalid value' }),
    ],
  ])('is halved: %s', async (_, error) => {
    const one = client((items) => {
      if (items.includes(3) && items.length > 1) throw error();
      if (items.includes(3)) throw error();
      return read(items);
    });
    const found = await results(one, 16);
    expect(found.filter((result) => result === 'read')).toHaveLength(15);
    expect(found[3]).toBeInstanceOf(GitHubError);
    expect(one.queries.length).toBe(9);
  });

  test.each([
    ['a used-up limit', () => graphqlError({ type: 'RATE_LIMIT', code: 'graphql_rate_limit', message: 'x' })],
    ['a token that is rejected', () => githubError(401)],
    ['redirects without end', () => githubError(null, { message: 'redirect count exceeded' })],
  ])('ends all the rest: %s', async (_, error) => {
    const one = client(() => {
      throw error();
    });
    const found = await results(one, 400, 20);
    expect(found.every((result) => result instanceof GitHubError)).toBe(true);
    // Those that were under way already.
    expect(one.queries.length).toBe(4);
  });

  test('ends all the rest where GitHub answers nothing at all: 400 repositories are a few dozen requests', async () => {
    const one = client(() => {
      throw githubError(503);
    });
    expect((await results(one, 400, 20)).every((result) => result instanceof GitHubError)).toBe(true);
    expect(one.queries.length).toBeLessThanOrEqual(4 * 6);
  });

  test('does not end the rest where GitHub did answer something', async () => {
    const one = client((items) => {
      if (items.includes(0)) throw githubError(502);
      return read(items);
    });
    const found = await results(one, 60, 20);
    expect(found.filter((result) => result === 'read')).toHaveLength(59);
  });

  test('a query that the server does not know is asked once', async () => {
    const one = client(() => {
      throw graphqlError({ code: 'undefinedField', message: "Field 'x' doesn't exist on type 'Y'" });
    });
    await results(one, 16);
    expect(one.queries).toHaveLength(1);
  });
});
