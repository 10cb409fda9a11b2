import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { DIALECTS } from '../../sandbox/dialects.ts';
import { newLimits, PROVEN_SIZES } from '../../sandbox/github/limits.ts';
import { badGatewayHtml } from '../../sandbox/known-answers.ts';
import type { Counted, Excess, SandboxRepository } from '../../sandbox/types.ts';
import {
  type Answered,
  dispatches,
  github,
  newRepository,
  rest,
  tokenFor,
  variablesOf,
} from './github-setup.ts';

afterEach(() => {
  const { graphql, secondary } = newLimits();
  Object.assign(github.limits.graphql, graphql);
  Object.assign(github.limits.secondary, secondary);
  Object.assign(github.switches, DIALECTS.strict);
});

/** Like `graphql` of the setup, for answers that may be anything. */
async function ask(token: string, query: string, variables: object = {}): Promise<Answered> {
  const answer = await fetch(github.graphqlUrl, {
    method: 'POST',
    headers: { authorization: `bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const text = await answer.text();
  const isJson = /^\{.*\}$/s.test(text);
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

const RESET = expect.stringMatching(/^\d{10}$/);

describe('the points of an hour', () => {
  const points = async (selection: string, variables = {}) => {
    const repository = await newRepository();
    const token = tokenFor(repository);
    const first = selection.includes('$first') ? ', $first: Int = 100' : '';
    const query = `query($owner: String!, $name: String!${first}) {
      repository(owner: $owner, name: $name) { ${selection} } rateLimit { cost remaining limit used nodeCount } }`;
    const answer = await ask(token, query, { ...variablesOf(repository), ...variables });
    const left = Number(answer.headers.get('x-ratelimit-remaining'));
    expect(answer.body.data.rateLimit).toMatchObject({ remaining: left, limit: 5000, used: 5000 - left });
    expect(answer.body.data.rateLimit.cost).toBe(5000 - left);
    return answer.body.data.rateLimit;
  };
  const refs = (size: string | number, below = 'name') =>
    `refs(refPrefix: "refs/tags/", first: ${size}) { nodes { ${below} } }`;
  const history = '... on Commit { history(first: 100) { nodes { oid } } }';

  test('are one for a query without connections, or with few', async () => {
    expect(await points('object(expression: "main") { oid }')).toMatchObject({ cost: 1, nodeCount: 0 });
    expect(await points(refs(100))).toMatchObject({ cost: 1, nodeCount: 100 });
  });

  test('are a hundredth of the requests that connections take at their parents’ full counts', async () => {
    const nested = refs('$first', `target { ${history} }`);
    expect(await points(nested, { first: 10 })).toMatchObject({ cost: 1, nodeCount: 1010 });
    expect(await points(nested)).toMatchObject({ cost: 1, nodeCount: 10_100 });
    const many = Array.from({ length: 5 }, (_, at) => `r${at}: ${refs(100, `target { ${history} }`)}`);
    expect(await points(many.join(' '))).toMatchObject({ cost: 5, nodeCount: 50_500 });
  });

  test('are not spent on a query that may return more than 500,000 nodes', async () => {
    const repository = await newRepository();
    const deep = refs(
      100,
      `target { ${history.replace('oid', 'oid history(first: 100) { nodes { oid } }')} }`,
    );
    const query = `{ repository(owner: "acme", name: "${variablesOf(repository).name}") { ${deep} } }`;
    const { body } = await ask(tokenFor(repository), query);
    const message =
      'This query requests up to 1,010,100 possible nodes which exceeds the maximum limit of 500,000.';
    expect(body).toEqual({ errors: [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message }] });
  });
});

describe('a used-up limit', () => {
  const usedUp = async (kind: 'fine-grained' | 'app' = 'fine-grained') => {
    const repository = await newRepository();
    const token = tokenFor(repository, { kind });
    github.useUp(token, 'graphql', { resetsIn: 90 });
    return token;
  };

  test('is an error in a 200 without data, with the quota in the headers and no retry-after', async () => {
    const { status, headers, body } = await ask(await usedUp(), '{ viewer { login } }');
    const message = expect.stringMatching(/^API rate limit already exceeded for user ID \d+\.$/);
    expect([status, body]).toEqual([
      200,
      { errors: [{ type: 'RATE_LIMIT', code: 'graphql_rate_limit', message }] },
    ]);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-used': '5000',
      'x-ratelimit-reset': RESET,
      'x-ratelimit-resource': 'graphql',
    });
    expect(headers.get('retry-after')).toBeNull();
    expect(Number(headers.get('x-ratelimit-reset')) * 1000 - Date.now()).toBeLessThan(91_000);
  });

  test('names the installation of an App', async () => {
    const { body } = await ask(await usedUp('app'), '{ viewer { login } }');
    expect(body.errors[0].message).toMatch(/for installation ID \d+\.$/);
  });

  test.each([
    ['RATE_LIMIT-null-data', { data: null, errors: [{ type: 'RATE_LIMIT', code: 'graphql_rate_limit' }] }],
    ['RATE_LIMITED', { errors: [{ type: 'RATE_LIMITED' }] }],
  ] as const)('has other shapes: %s', async (how, shape) => {
    github.switches.usedUp = how;
    const { body } = await ask(await usedUp(), '{ viewer { login } }');
    expect(body).toMatchObject(shape);
    expect('data' in body).toBe('data' in shape);
  });

  test('may come while points are said to be left', async () => {
    github.switches.usedUpRemaining = 'points-left';
    const token = await usedUp();
    const { body, headers } = await ask(token, '{ viewer { login } }');
    expect([body.errors[0].type, headers.get('x-ratelimit-remaining')]).toEqual(['RATE_LIMIT', '5000']);
    expect((await rest('GET', '/rate_limit', token)).body.resources.graphql.remaining).toBe(5000);
  });

  test('ends with its hour', async () => {
    const token = await usedUp();
    github.advance(91_000);
    expect((await ask(token, '{ viewer { login } }')).body.data.viewer.login).toBe('octocat');
  });

  test('is 403 in REST', async () => {
    const repository = await newRepository();
    const token = tokenFor(repository);
    github.useUp(token, 'core', { left: 1 });
    expect((await rest('GET', `/repos/${repository.fullName}`, token)).status).toBe(200);
    const { status, headers, body } = await rest('GET', `/repos/${repository.fullName}`, token);
    expect([status, body.status]).toEqual([403, '403']);
    expect(body.message).toMatch(/^API rate limit exceeded for user ID \d+\.$/);
    expect([headers.get('x-ratelimit-remaining'), headers.get('retry-after')]).toEqual(['0', null]);
  });
});

describe('a secondary limit', () => {
  const SECONDARY =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

  test.each([
    [403, 60],
    [403, null],
    [429, 5],
  ] as const)('of REST is %i with retry-after %s and points left', async (restStatus, retryAfter) => {
    const repository = await newRepository();
    const token = tokenFor(repository);
    Object.assign(github.limits.secondary, { restPoints: 6, restStatus, retryAfter });
    const dispatch = () => rest('POST', dispatches(repository), token, { event_type: 'x' });
    expect((await dispatch()).status).toBe(204);
    const { status, headers, body } = await dispatch();
    expect([status, body.message]).toEqual([restStatus, SECONDARY]);
    expect(headers.get('retry-after')).toBe(retryAfter === null ? null : String(retryAfter));
    expect(Number(headers.get('x-ratelimit-remaining'))).toBeGreaterThan(0);
    github.advance(60_000);
    expect((await dispatch()).status).toBe(204);
  });

  test('of writes speaks of content, and lets reads through', async () => {
    const repository = await newRepository();
    const token = tokenFor(repository);
    github.limits.secondary.writes = 0;
    const { status, body } = await rest('POST', dispatches(repository), token, { event_type: 'x' });
    expect([status, body.message]).toEqual([403, expect.stringMatching(/blocked from content creation/)]);
    expect((await rest('GET', `/repos/${repository.fullName}`, token)).status).toBe(200);
  });

  test.each([
    [200, 'secondary', { errors: [{ message: SECONDARY }] }],
    [403, 'abuse', { message: expect.stringMatching(/^You have triggered an abuse detection/) }],
    [403, 'bare', { message: 'Forbidden' }],
    [429, 'secondary', { message: SECONDARY }],
  ] as const)('of GraphQL is %i (%s)', async (graphqlStatus, words, shape) => {
    const token = tokenFor(await newRepository());
    Object.assign(github.limits.secondary, { graphqlPoints: 0, graphqlStatus, words });
    const { status, headers, body } = await ask(token, '{ viewer { login } }');
    expect([status, headers.get('retry-after')]).toEqual([graphqlStatus, '60']);
    expect(body).toMatchObject(shape);
    expect(body).not.toHaveProperty('data');
  });
});

describe('the size of a query', () => {
  const PARTS: Record<Exclude<Counted, 'aliases'>, string> = {
    repositories: '',
    paths:
      'object(expression: "main") { ... on Commit { a: file(path: "README.md") { mode } b: file(path: "README.md") { mode } } }',
    compares:
      'ref(qualifiedName: "main") { a: compare(headRef: "main") { status } b: compare(headRef: "main") { status } }',
    pullRequestBranches:
      'a: pullRequests(headRefName: "x", first: 1) { totalCount } b: pullRequests(headRefName: "y", first: 1) { totalCount }',
  };
  const queryFor = (repository: SandboxRepository, kind: keyof typeof PARTS) => {
    const one = `repository(owner: "acme", name: "${variablesOf(repository).name}")`;
    return kind === 'repositories'
      ? `{ a: ${one} { id } b: ${one} { id } }`
      : `{ a: ${one} { id ${PARTS[kind]} } }`;
  };
  let repository: SandboxRepository;
  beforeEach(async () => {
    repository = await newRepository();
  });

  test('has a limit in bytes: past it there seems to be no query', async () => {
    const token = tokenFor(repository);
    const query = '{ viewer { login } }';
    expect((await ask(token, query, { x: 'x'.repeat(262_000) })).status).toBe(200);
    const message = 'A query attribute must be specified and must be a string.';
    expect(await ask(token, query, { x: 'x'.repeat(262_144) })).toMatchObject({
      status: 400,
      body: { message },
    });
    github.limits.graphql.bodyBytes = 300_000;
    expect((await ask(token, query, { x: 'x'.repeat(262_144) })).status).toBe(200);
  });

  test.each(Object.keys(PARTS) as (keyof typeof PARTS)[])('has a limit on %s', async (kind) => {
    const query = queryFor(repository, kind);
    const most = kind === 'paths' ? { [kind]: 3 } : { [kind]: 2 };
    github.limits.graphql.most = most;
    expect((await ask(tokenFor(repository), query)).body).toHaveProperty('data');
    github.limits.graphql.most = Object.fromEntries(
      Object.entries(most).map(([name, count]) => [name, count - 1]),
    );
    const { status, headers, body } = await ask(tokenFor(repository), query);
    expect([status, headers.get('content-type'), body]).toEqual([502, 'text/html', badGatewayHtml().body]);
  });

  test('has a limit on aliases', async () => {
    github.limits.graphql.most = { aliases: 2 };
    const token = tokenFor(repository);
    expect((await ask(token, '{ a: viewer { login } b: viewer { login } }')).status).toBe(200);
    expect((await ask(token, '{ a: viewer { login } b: viewer { x: login } }')).status).toBe(502);
  });

  const WRONG = /^Something went wrong while executing your query/;
  test.each<[Excess, number, unknown]>([
    ['bad-gateway-json', 502, { data: null, errors: [{ message: expect.stringMatching(WRONG) }] }],
    ['gateway-timeout', 504, { message: expect.stringMatching(/^We couldn't respond/) }],
    ['validation-timeout', 200, { errors: [{ message: 'Timeout on validation of query' }] }],
    ['something-went-wrong', 200, { errors: [{ message: expect.stringMatching(WRONG) }] }],
    [
      'something-went-wrong-null-data',
      200,
      { data: null, errors: [{ message: expect.stringMatching(WRONG) }] },
    ],
    ['cut-off', 200, '{"data":{'],
  ])('is refused whole: %s', async (excess, status, body) => {
    Object.assign(github.limits.graphql, { most: { repositories: 1 }, excess });
    const answer = await ask(tokenFor(repository), queryFor(repository, 'repositories'));
    expect([answer.status, answer.body]).toEqual([status, body]);
  });

  const EXCEEDED = 'Resource limits for this query exceeded.';
  const error = (...path: string[]) => ({
    type: 'RESOURCE_LIMITS_EXCEEDED',
    path,
    locations: [{ line: 1, column: expect.any(Number) }],
    message: EXCEEDED,
  });
  test.each<[Excess, object, object[]]>([
    ['resource-limits', { a: { id: expect.any(String) }, b: null }, [error('b')]],
    ['resource-limits-all', { a: null, b: null }, [error('a'), error('b')]],
    ['resource-limits-untraced', { a: { id: expect.any(String) }, b: null }, [{ message: EXCEEDED }]],
  ])('or in part: %s', async (excess, data, errors) => {
    Object.assign(github.limits.graphql, { most: { repositories: 1 }, excess });
    const answer = await ask(tokenFor(repository), queryFor(repository, 'repositories'));
    expect([answer.status, answer.body]).toEqual([200, { data, errors }]);
  });

  test('takes time, which nobody waits for: too long a query is a timeout, and costs more than it says', async () => {
    const token = tokenFor(repository);
    github.limits.graphql.duration = { repositories: 4000, paths: 1000 };
    expect((await ask(token, queryFor(repository, 'repositories'))).status).toBe(200);
    github.limits.graphql.mostDuration = 5000;
    const before = performance.now();
    expect((await ask(token, queryFor(repository, 'repositories'))).status).toBe(504);
    expect(performance.now() - before).toBeLessThan(2000);
    github.limits.graphql.timeout = 'resource-limits';
    const { body, headers } = await ask(token, queryFor(repository, 'repositories'));
    expect(body).toMatchObject({ data: { a: { id: expect.any(String) }, b: null }, errors: [error('b')] });
    expect(headers.get('x-ratelimit-used')).toBe('4');
  });

  test('that others run in production is known', () => {
    expect(PROVEN_SIZES).toEqual({ repositories: 30, paths: 200, compares: 50, pullRequestBranches: 10 });
  });
});
