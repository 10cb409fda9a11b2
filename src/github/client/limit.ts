import type { GraphqlProblem } from './graphql-answer.ts';

/** A failed answer as far as its meaning depends on it; `status` is null where there was no answer at all. */
export interface FailedAnswer {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly message: string;
  /** Of a GraphQL request: its `errors`; undefined for REST. */
  readonly problems?: readonly GraphqlProblem[] | undefined;
  /** A page for people (HTML) stood where GitHub's API answers in JSON. */
  readonly isPage?: boolean;
}

/**
 * What passes by itself once it is waited for:
 * - `primary`: the requests or points of an hour are used up;
 * - `secondary`: too many at once, or too much written in a minute;
 * - `login-attempts`: too many wrong tokens from this address, for which right ones are refused too.
 */
export type Limit = 'primary' | 'secondary' | 'login-attempts';

/**
 * PURE: the limit that an answer reports, or null. Facts:
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api and
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api. The GraphQL type is
 * `RATE_LIMITED` in the docs and `RATE_LIMIT` on github.com in 2026; the headers may show points left all the same.
 */
export function limitOf(answer: FailedAnswer): Limit | null {
  const { status, headers, message, problems } = answer;
  if (status === null || answer.isPage === true) return status === 429 ? 'secondary' : null;
  if (problems?.some(isPrimary)) return 'primary';
  const words = limitIn(message);
  if (problems !== undefined && status < 300) return words ?? (hasRetryAfter(answer) ? 'secondary' : null);
  if (status === 429) return headers['x-ratelimit-remaining'] === '0' ? 'primary' : (words ?? 'secondary');
  // A bare 403 of GraphQL is a secondary limit (https://github.com/orgs/community/discussions/24494).
  const isBare = problems !== undefined && message === '';
  if (status === 422) return TOO_QUICK.test(message) ? 'secondary' : null;
  if (status !== 403 || /not accessible/i.test(message)) return null;
  if (words !== null) return words;
  if (hasRetryAfter(answer) || isBare) return 'secondary';
  return headers['x-ratelimit-remaining'] === '0' ? 'primary' : null;
}

function hasRetryAfter({ headers }: FailedAnswer): boolean {
  return headers['retry-after'] !== undefined;
}

/** PURE: whether an error says that the points of the hour are used up. */
export function isPrimary({ type, code }: GraphqlProblem): boolean {
  return [type, code].some((word) => /^(?:graphql_)?rate_limit(?:ed)?$/i.test(word ?? ''));
}

const TOO_QUICK = /submitted too quickly/i;

/** PURE: the limit that a message names, or null. */
export function limitIn(message: string): Limit | null {
  if (/login attempts? exceeded/i.test(message)) return 'login-attempts';
  if (/secondary rate limit|abuse detection|blocked from content creation/i.test(message)) return 'secondary';
  if (TOO_QUICK.test(message)) return 'secondary';
  return /rate limit/i.test(message) ? 'primary' : null;
}
