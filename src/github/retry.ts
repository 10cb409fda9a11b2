/**
 * The one retry policy. Facts: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 * and https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api.
 */

const MOST_TRIES = 4;
const LONGEST_WAIT = 60_000;
/** All waits of a run together, in milliseconds. */
export const LONGEST_RUN = 300_000;

/** A failed answer as far as waiting depends on it; `status` is null where there was no answer at all. */
export interface FailedAnswer {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly message: string;
}

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
}

/** Whether to try again, and after how many milliseconds. */
export function decideRetry(answer: FailedAnswer, attempt: Attempt): RetryDecision {
  if (!isTransient(answer)) return { kind: 'give-up' };
  const asked = isRateLimit(answer) ? rateLimitWait(answer, attempt.now) : retryAfter(answer, attempt.now);
  const wait = Math.max(asked ?? 0, Math.min(backoff(attempt), LONGEST_WAIT));
  const tooLong = wait > LONGEST_WAIT || wait > attempt.budget;
  if (!tooLong && attempt.number < MOST_TRIES) return { kind: 'retry', wait };
  return asked === null ? { kind: 'give-up' } : { kind: 'give-up', until: attempt.now + wait };
}

/** An unusable success may be one that was cut off; a loop of redirects is no accident that passes. */
function isTransient(answer: FailedAnswer): boolean {
  if (answer.status === null) return !/redirect/i.test(answer.message);
  return answer.status < 300 || answer.status >= 500 || isRateLimit(answer);
}

/** 429, or a 403 that is about rate and not about permission. */
export function isRateLimit({ status, headers, message }: FailedAnswer): boolean {
  if (status === 429) return true;
  if (status !== 403 || /not accessible/i.test(message)) return false;
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit|abuse detection/i.test(message)
  );
}

/** `retry-after` first, then the reset of a used-up limit, else the minute that secondary limits ask for. */
function rateLimitWait(answer: FailedAnswer, now: number): number {
  const asked = retryAfter(answer, now);
  if (asked !== null) return asked;
  const reset = Number(answer.headers['x-ratelimit-reset']);
  if (answer.headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset)) {
    return Math.max(0, reset * 1000 - now) + 1000;
  }
  return LONGEST_WAIT;
}

/** Seconds or a date (RFC 9110, 10.2.3) → milliseconds. */
function retryAfter({ headers }: FailedAnswer, now: number): number | null {
  const value = headers['retry-after'];
  if (value === undefined) return null;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** About 1, 2 and 4 seconds, spread by half so that many runs do not come back at one moment. */
function backoff({ number, random }: Attempt): number {
  return Math.round(1000 * 2 ** (number - 1) * (0.75 + random / 2));
}
