import { GitHub, getOctokitOptions } from '@actions/github/lib/utils';
import { decideRetry, type FailedAnswer, isRateLimit, LONGEST_RUN, type RetryDecision } from './retry.ts';

/** Time and chance, passed in so that tests can hold them. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  random(): number;
}

/** Lines for the person who reads the log; `debug` ones show only with debug logging. */
export interface Log {
  info(line: string): void;
  debug(line: string): void;
  /** Folds the lines up to `endGroup` below a title. */
  startGroup(title: string): void;
  endGroup(): void;
}

/** What all requests of a run share. */
export interface Connection {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds of waiting left; used up by every client of the run. */
  readonly waiting: { left: number };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
  /** The address that answered: another than asked where a repository was renamed. */
  readonly url: string;
  readonly attempts: number;
}

/** An answer that is no success, after all tries; or none at all (`status` null). */
export class GitHubError extends Error implements FailedAnswer {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly attempts: number;
  /** Epoch milliseconds at which GitHub would answer again, where it said so. */
  readonly until: number | null;

  constructor(answer: FailedAnswer, attempts: number, until: number | null, cause: unknown) {
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

export interface RequestOptions {
  /** False: a server error is the caller's to handle, e.g. by asking for less. Rate limits are still waited for. */
  readonly retryServerErrors?: boolean;
}

/** One token's way to GitHub. */
export interface Client {
  /** `route` is octokit's, e.g. `GET /repos/{owner}/{repo}`; throws {@link GitHubError}. */
  request(route: string, parameters?: Record<string, unknown>): Promise<Answer>;
  /** The whole GraphQL answer, `errors` included; throws {@link GitHubError} where there is no `data`. */
  graphql(
    query: string,
    variables: Record<string, unknown>,
    options?: RequestOptions,
  ): Promise<GraphqlAnswer>;
  /** Waits before the caller tries `what` again after `tries` tries; false where the policy allows no more. */
  pause(what: string, why: string, tries: number): Promise<boolean>;
}

export interface GraphqlAnswer {
  readonly data: Record<string, unknown>;
  readonly errors: readonly GraphqlProblem[];
}

export interface GraphqlProblem {
  readonly type?: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Record<string, unknown>;
}

/** Longer than GitHub's own limit of 10 seconds for a request; a connection that hangs must not hang the run. */
const TIMEOUT = 30_000;

/** The version of GitHub's REST API that this project was written against. */
const API_VERSION = '2022-11-28';

/** @param onAnswer sees the headers of every answer, failed ones included. */
export function createClient(
  token: string,
  connection: Connection,
  onAnswer: (headers: Readonly<Record<string, string>>) => void = () => {},
): Client {
  const octokit = new GitHub(
    getOctokitOptions(token, {
      baseUrl: connection.apiUrl,
      userAgent: 'notify-marketplace',
      log: { debug() {}, info() {}, warn() {}, error() {} },
    }),
  );

  async function once(send: Send): Promise<Omit<Answer, 'attempts'>> {
    try {
      const answer = await send(AbortSignal.timeout(TIMEOUT));
      const headers = textHeaders(answer.headers);
      onAnswer(headers);
      return { status: answer.status, headers, data: answer.data, url: answer.url };
    } catch (error) {
      const failed = failedAnswer(error);
      if (failed.status !== null) onAnswer(failed.headers);
      throw new GitHubError(failed, 1, null, error);
    }
  }

  async function retrying(what: string, send: Send, options: RequestOptions = {}): Promise<Answer> {
    for (let attempts = 1; ; attempts++) {
      try {
        const answer = await once(send);
        throwRateLimit(answer);
        return { ...answer, attempts };
      } catch (error) {
        if (!(error instanceof GitHubError)) throw error;
        await waitOrGiveUp(error, attempts, what, options);
      }
    }
  }

  async function waitOrGiveUp(error: GitHubError, number: number, what: string, options: RequestOptions) {
    if (options.retryServerErrors === false && !error.rateLimited) throw error;
    const decision = decide(error, number);
    if (decision.kind === 'give-up')
      throw new GitHubError(error, number, decision.until ?? null, error.cause);
    await wait(what, reason(error), decision.wait);
  }

  function decide(answer: FailedAnswer, number: number): RetryDecision {
    const { clock, waiting } = connection;
    return decideRetry(answer, { number, now: clock.now(), random: clock.random(), budget: waiting.left });
  }

  async function wait(what: string, why: string, milliseconds: number): Promise<void> {
    const { clock, log, waiting } = connection;
    log.info(`${what}: ${why}; trying again in ${Math.ceil(milliseconds / 1000)} s.`);
    waiting.left -= milliseconds;
    await clock.sleep(milliseconds);
  }

  return {
    request(route, parameters = {}) {
      const send: Send = (signal) =>
        octokit.request(route, {
          ...parameters,
          headers: { 'x-github-api-version': API_VERSION },
          request: { signal },
        });
      return retrying(route, send);
    },
    async graphql(query, variables, options) {
      const send: Send = (signal) =>
        octokit.request({
          method: 'POST',
          url: connection.graphqlUrl,
          query,
          variables,
          request: { signal },
        });
      return graphqlAnswer(await retrying('Reading from GitHub', send, options));
    },
    async pause(what, why, tries) {
      const decision = decide({ status: null, headers: {}, message: why }, tries);
      if (decision.kind === 'retry') await wait(what, why, decision.wait);
      return decision.kind === 'retry';
    },
  };
}

interface RawAnswer {
  readonly status: number;
  readonly headers: object;
  readonly data: unknown;
  readonly url: string;
}
type Send = (signal: AbortSignal) => Promise<RawAnswer>;

/** A clock that is the real one. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
};

/** A fresh budget of waiting for one run. */
export function waitingBudget(): { left: number } {
  return { left: LONGEST_RUN };
}

function textHeaders(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** octokit throws one type for answers and for connections that failed: the second has no `response`. */
function failedAnswer(error: unknown): FailedAnswer {
  const response = (error as { response?: RawAnswer }).response;
  if (response === undefined) return { status: null, headers: {}, message: connectionMessage(error) };
  const message = (response.data as { message?: unknown } | null)?.message;
  return {
    status: response.status,
    headers: textHeaders(response.headers),
    message: typeof message === 'string' ? message : '',
  };
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

/** GraphQL tells of rate limits in a 200 (https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api). */
function throwRateLimit(answer: Omit<Answer, 'attempts'>): void {
  const limited = problemsOf(answer.data).find(({ type }) => type === 'RATE_LIMITED');
  if (limited === undefined) return;
  const failed = { status: 429, headers: answer.headers, message: limited.message };
  throw new GitHubError(failed, 1, null, undefined);
}

function problemsOf(body: unknown): readonly GraphqlProblem[] {
  const errors = (body as { errors?: unknown } | null)?.errors;
  return Array.isArray(errors) ? errors : [];
}

function graphqlAnswer(answer: Answer): GraphqlAnswer {
  const errors = problemsOf(answer.data);
  const data = (answer.data as { data?: unknown } | null)?.data;
  if (typeof data === 'object' && data !== null) return { data: data as Record<string, unknown>, errors };
  const message = errors[0]?.message ?? 'the answer holds no data';
  // GitHub answers a query that ran too long, or asked for too much, with errors alone.
  throw new GitHubError({ status: 502, headers: answer.headers, message }, answer.attempts, null, undefined);
}

function reason(error: GitHubError): string {
  if (error.status === null) return `no answer (${error.message})`;
  return error.rateLimited ? 'GitHub limits the rate of requests' : `GitHub answered ${error.status}`;
}
