import { quote } from '../plugin/display.ts';
import { isObject } from '../plugin/json.ts';
import { type FailedAnswer, isRateLimit } from './retry.ts';

export interface ErrorDetails {
  readonly attempts?: number;
  readonly until?: number | null;
  readonly cause?: unknown;
}

/**
 * No success after all tries: an answer that says so, one that is unusable in spite of its status (below 300), or
 * none at all (`status` null).
 */
export class GitHubError extends Error implements FailedAnswer {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly attempts: number;
  /** Epoch milliseconds at which GitHub would answer again, where it said so. */
  readonly until: number | null;

  constructor(answer: FailedAnswer, { attempts = 1, until = null, cause }: ErrorDetails = {}) {
    super(answer.message, { cause });
    this.name = 'GitHubError';
    this.status = answer.status;
    this.headers = answer.headers;
    this.attempts = attempts;
    this.until = until;
  }

  get rateLimited(): boolean {
    return isRateLimit(this);
  }
}

/** What octokit hands back, or throws as `response`. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: object;
  readonly data: unknown;
  readonly url: string;
}

/** octokit's headers, all as text. */
export function textHeaders(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** octokit throws one type for answers and for connections that failed: the second has no `response`. */
export function failedAnswer(error: unknown): FailedAnswer {
  const response = (error as { response?: RawAnswer }).response;
  if (response === undefined) return { status: null, headers: {}, message: connectionMessage(error) };
  const { status, headers, data } = response;
  return { status, headers: textHeaders(headers), message: isObject(data) ? saidBy(data) : '' };
}

/** GitHub's `message`, and what its `errors` add to it. */
function saidBy({ message, errors }: Record<string, unknown>): string {
  const details = (Array.isArray(errors) ? errors : []).map((error) =>
    isObject(error) ? error['message'] : error,
  );
  return [message, ...details].filter((text) => typeof text === 'string' && text !== '').join(' ');
}

/** The innermost message: "fetch failed" alone tells nobody that a host name did not resolve. */
function connectionMessage(error: unknown): string {
  let inner = error;
  for (let depth = 0; depth < 5 && inner instanceof Error && inner.cause instanceof Error; depth++) {
    inner = inner.cause;
  }
  const { message, code } = inner as { message?: unknown; code?: unknown };
  return [message, code].find((text) => typeof text === 'string' && text !== '')?.toString() ?? 'no answer';
}

/** Why a request is tried again, in a few words. */
export function reason(error: GitHubError): string {
  if (error.status === null) return `no answer (${quote(error.message)})`;
  return error.rateLimited ? 'GitHub limits the rate of requests' : `GitHub answered ${error.status}`;
}
