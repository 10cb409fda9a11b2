import { describe, expect, test } from '@jest/globals';
import type { GraphqlProblem } from '../../src/github/client/graphql-answer.ts';
import { type FailedAnswer, type Limit, limitOf } from '../../src/github/client/limit.ts';
import { decideRetry } from '../../src/github/client/retry.ts';

const NOW = Date.UTC(2026, 10, 27, 10, 0, 0);
const answer = (status: number | null, message = '', fields: Partial<FailedAnswer> = {}): FailedAnswer => ({
  status,
  headers: {},
  message,
  ...fields,
});
/** A GraphQL answer without data. */
const graphql = (problem: GraphqlProblem, headers: Record<string, string> = {}, status = 200) =>
  answer(status, problem.message, { headers, problems: [problem] });
const EXCEEDED = 'API rate limit already exceeded for user ID 1.';

describe('a limit is told from whatever else failed', () => {
  test.each<[string, FailedAnswer, Limit | null]>([
    [
      'RATE_LIMIT, as github.com says it',
      graphql({ type: 'RATE_LIMIT', code: 'graphql_rate_limit', message: EXCEEDED }),
      'primary',
    ],
    ['RATE_LIMITED, as the docs have it', graphql({ type: 'RATE_LIMITED', message: 'x' }), 'primary'],
    ['its code alone', graphql({ code: 'graphql_rate_limit', message: 'x' }), 'primary'],
    ['its words alone', graphql({ message: EXCEEDED }), 'primary'],
    [
      'its words while the headers show points left',
      graphql({ message: EXCEEDED }, { 'x-ratelimit-remaining': '5000' }),
      'primary',
    ],
    [
      'a secondary limit in a 200',
      graphql({ message: 'You have exceeded a secondary rate limit.' }),
      'secondary',
    ],
    [
      'other words in a 200 with retry-after',
      graphql({ message: 'Slow down.' }, { 'retry-after': '30' }),
      'secondary',
    ],
    ['a bare 403 of GraphQL', answer(403, '', { problems: [] }), 'secondary'],
    ['a bare 403 of REST', answer(403), null],
    ['a web page with 403', answer(403, '', { problems: [], isPage: true }), null],
    [
      'too many wrong tokens',
      answer(403, 'Maximum number of login attempts exceeded. Please try again later.'),
      'login-attempts',
    ],
    ['the same in older words', answer(403, 'Max number of login attempt exceeded'), 'login-attempts'],
    [
      'content written too quickly',
      answer(
        403,
        'You have exceeded a secondary rate limit and have been temporarily blocked from content creation.',
      ),
      'secondary',
    ],
    ['the same with 422', answer(422, 'Validation Failed was submitted too quickly'), 'secondary'],
    ['a 422 of another kind', answer(422, 'Invalid request.'), null],
    ['a 429', answer(429), 'secondary'],
    [
      'a query that asks for too much',
      graphql({ type: 'RESOURCE_LIMITS_EXCEEDED', message: 'Resource limits for this query exceeded.' }),
      null,
    ],
    ['a query that failed', graphql({ message: 'Something went wrong while executing your query.' }), null],
    ['a server error about limits', answer(502, 'rate limit'), null],
  ])('%s', (_, given, limit) => {
    expect(limitOf(given)).toBe(limit);
  });
});

describe('a used-up limit', () => {
  const reset = (seconds: number) => ({
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(NOW / 1000 + seconds),
  });
  const first = { number: 1, now: NOW, random: 0.5, budget: 300_000 };
  const limited = (headers: Record<string, string>) =>
    graphql({ type: 'RATE_LIMIT', message: EXCEEDED }, headers);

  test('near its reset is waited for', () => {
    expect(decideRetry(limited(reset(40)), first)).toEqual({ kind: 'retry', wait: 41_000 });
  });

  test('far from it fails at once, and names the time', () => {
    expect(decideRetry(limited(reset(1800)), first)).toEqual({ kind: 'give-up', until: NOW + 1_801_000 });
  });

  test('with points left by the headers is taken at its word', () => {
    const headers = { ...reset(1800), 'x-ratelimit-remaining': '4999' };
    expect(decideRetry(limited(headers), first)).toEqual({ kind: 'give-up', until: NOW + 1_801_000 });
    expect(decideRetry(limited({}), first)).toEqual({ kind: 'retry', wait: 60_000 });
  });

  test('is waited for as `retry-after` says, before all else', () => {
    expect(decideRetry(limited({ ...reset(1800), 'retry-after': '20' }), first)).toEqual({
      kind: 'retry',
      wait: 20_000,
    });
  });
});

test('what the same query gets again is not asked again', () => {
  const first = { number: 1, now: NOW, random: 0.5, budget: 300_000 };
  for (const problem of [
    { type: 'FORBIDDEN', message: 'SAML' },
    { type: 'RESOURCE_LIMITS_EXCEEDED', message: 'x' },
    { type: 'MAX_NODE_LIMIT_EXCEEDED', message: 'x' },
    { message: 'Timeout on validation of query' },
    { code: 'undefinedField', message: "Field 'x' doesn't exist on type 'Y'" },
    { message: 'Variable $oid of type GitObjectID! was provided invalid value' },
  ]) {
    expect(decideRetry(graphql(problem), first)).toEqual({ kind: 'give-up' });
  }
  expect(
    decideRetry(graphql({ message: 'Something went wrong while executing your query' }), first).kind,
  ).toBe('retry');
});
