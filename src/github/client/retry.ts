import { forbids, type GraphqlProblem } from './graphql-answer.ts';
import { type FailedAnswer, limitOf } from './limit.ts';

export type { FailedAnswer } from './limit.ts';

/**
 * The one retry policy. Facts: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 * and https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api.
 */

const MOST_TRIES = 4;
const LONGEST_WAIT = 60_000;
/** All waits of a run together, in milliseconds. */
export const LONGEST_RUN = 300_000;

export type RetryDecision =
  | { readonly kind: 'retry'; readonly wait: number }
  /** Not worth another try; `until` (epoch milliseconds) where GitHub named a time that is too far away. */
  | { readonly kind: 'give-up'; readonly until?: number };

export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly now: number;
  /** 0 ≤ random < 1. */
  readonly random: number;
  /** Milliseconds of waiting that the run has left. */
  readonly budget: number;
  /** How many tries there are in all; 4 where nothing is said. */
  readonly most?: number;
}

/** Whether to try again, and after how many milliseconds; `passes` says that this very answer is known to pass by. */
export function decideRetry(answer: FailedAnswer, attempt: Attempt, passes = false): RetryDecision {
  if (!passes && !isTransient(answer)) return { kind: 'give-up' };
  const asked = limitOf(answer) === null ? retryAfter(answer, attempt.now) : limitWait(answer, attempt.now);
  const wait = Math.max(asked ?? 0, Math.min(backoff(attempt), LONGEST_WAIT));
  const tooLong = wait > LONGEST_WAIT || wait > attempt.budget;
  if (!tooLong && attempt.number < (attempt.most ?? MOST_TRIES)) return { kind: 'retry', wait };
  return asked === null ? { kind: 'give-up' } : { kind: 'give-up', until: attempt.now + wait };
}

/** An unusable success may be one that was cut off. */
function isTransient(answer: FailedAnswer): boolean {
  const { status, problems = [] } = answer;
  if (status === null) return !isRedirectLoop(answer);
  if (limitOf(answer) !== null) return true;
  return status >= 500 || (status < 300 && !problems.some(isFinal));
}

/** Twenty redirects in a row: no accident that passes, and nothing that depends on what is asked for. */
export function isRedirectLoop({ status, message }: Pick<FailedAnswer, 'status' | 'message'>): boolean {
  return status === null && /redirect/i.test(message);
}

/** Errors that the same query gets again: it may not be read, it asks for too much, or it can't be answered at all. */
function isFinal(problem: GraphqlProblem): boolean {
  const isBadVariable = /^variable \$\w+ of type/i.test(problem.message);
  return forbids(problem) || asksTooMuch(problem) || isRefusedQuery(problem) || isBadVariable;
}

/**
 * GitHub says that a query asks for too much: less of it may be answered. Types: announced in
 * https://github.blog/changelog/2025-09-01-graphql-api-resource-limits/; the words: changesets/changesets.
 */
export function asksTooMuch({ type, message }: GraphqlProblem): boolean {
  return (
    /^(?:RESOURCE_LIMITS?_EXCEEDED|MAX_NODE_LIMIT_EXCEEDED|ARGUMENT_LIMIT)$/.test(type ?? '') ||
    /^timeout on validation/i.test(message)
  );
}

/**
 * A query that the server's schema does not know, as graphql-ruby says it (`undefinedField`, …), or that asks for a
 * list without a size, or with one that is too big: a fault of ours, which no other try mends.
 */
export function isRefusedQuery({ type, code }: GraphqlProblem): boolean {
  if (type === 'EXCESSIVE_PAGINATION' || type === 'MISSING_PAGINATION_BOUNDARIES') return true;
  return code !== undefined && !/rate_limit/i.test(code);
}

/**
 * `retry-after` first; then the reset of a used-up limit, which is told by its words even where the headers show
 * something left; else the minute that secondary limits ask for.
 */
function limitWait(answer: FailedAnswer, now: number): number {
  const asked = retryAfter(answer, now);
  if (asked !== null) return asked;
  const reset = /^\d+$/.exec(answer.headers['x-ratelimit-reset'] ?? '')?.[0];
  if (limitOf(answer) !== 'primary' || reset === undefined) return LONGEST_WAIT;
  return Math.max(0, Number(reset) * 1000 - now) + 1000;
}

/** Seconds or a date (RFC 9110, 10.2.3) → milliseconds; null where it is neither. */
function retryAfter({ headers }: FailedAnswer, now: number): number | null {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value) * 1000;
  // JavaScript takes `-5` for a date, too.
  const date = /^[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** About 1, 2, 4, … seconds, spread by half so that many runs do not come back at one moment. */
function backoff({ number, random }: Attempt): number {
  return Math.round(1000 * 2 ** (number - 1) * (0.75 + random / 2));
}
