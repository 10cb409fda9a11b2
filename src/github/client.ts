import { GitHub, getOctokitOptions } from '@actions/github/lib/utils';
import { isObject } from '../plugin/manifest.ts';
import { failedAnswer, GitHubError, type RawAnswer, reason, textHeaders } from './error.ts';
import { decideRetry, type FailedAnswer, LONGEST_RUN, type RetryDecision } from './retry.ts';

export { GitHubError } from './error.ts';

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

export interface RequestOptions {
  /** False: a server error is the caller's to handle, e.g. by asking for less. Rate limits are still waited for. */
  readonly retryServerErrors?: boolean;
}

/** One token's way to GitHub. */
export interface Client {
  /**
   * `route` is octokit's, e.g. `GET /repos/{owner}/{repo}`; `what` tells a person what is being tried again.
   * Throws {@link GitHubError}.
   */
  request(route: string, parameters: Record<string, unknown>, what: string): Promise<Answer>;
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

  async function once({ send, check }: Call): Promise<Omit<Answer, 'attempts'>> {
    try {
      const answer = await send(AbortSignal.timeout(TIMEOUT));
      const headers = textHeaders(answer.headers);
      onAnswer(headers);
      check({ ...answer, headers });
      return { status: answer.status, headers, data: answer.data, url: answer.url };
    } catch (error) {
      if (error instanceof GitHubError) throw error;
      const failed = failedAnswer(error);
      if (failed.status !== null) onAnswer(failed.headers);
      throw new GitHubError(failed, 1, null, error);
    }
  }

  async function retrying(what: string, call: Call, options: RequestOptions = {}): Promise<Answer> {
    for (let attempts = 1; ; attempts++) {
      try {
        return { ...(await once(call)), attempts };
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
    request(route, parameters, what) {
      const send: Send = (signal) =>
        octokit.request(route, {
          ...parameters,
          headers: { 'x-github-api-version': API_VERSION },
          request: { signal },
        });
      return retrying(what, { send, check: () => {} });
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
      const { data } = await retrying('Reading from GitHub', { send, check: checkGraphql }, options);
      return { data: graphqlData(data) ?? {}, errors: problemsOf(data) };
    },
    async pause(what, why, tries) {
      const decision = decide({ status: null, headers: {}, message: why }, tries);
      if (decision.kind === 'retry') await wait(what, why, decision.wait);
      return decision.kind === 'retry';
    },
  };
}

type Send = (signal: AbortSignal) => Promise<RawAnswer>;
/** A request, and what throws a `GitHubError` where its answer is none in spite of its status. */
interface Call {
  readonly send: Send;
  readonly check: (answer: Omit<Answer, 'attempts'>) => void;
}

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

/**
 * GraphQL tells of rate limits, and of queries that ran too long or asked for too much, in a 200
 * (https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api).
 */
function checkGraphql({ data, headers }: Omit<Answer, 'attempts'>): void {
  const problems = problemsOf(data);
  const limited = problems.find(({ type }) => type === 'RATE_LIMITED');
  if (limited === undefined && graphqlData(data) !== null) return;
  const message = (limited ?? problems[0])?.message ?? 'the answer holds no data';
  const failed = { status: limited === undefined ? 502 : 429, headers, message };
  throw new GitHubError(failed, 1, null, undefined);
}

function graphqlData(body: unknown): Record<string, unknown> | null {
  const data = isObject(body) ? body['data'] : null;
  return isObject(data) ? data : null;
}

function problemsOf(body: unknown): readonly GraphqlProblem[] {
  const errors = isObject(body) ? body['errors'] : [];
  return Array.isArray(errors) ? errors.filter(isObject).map(problemOf) : [];
}

/** Only what is text is taken over: an answer may come from anything that stands between. */
function problemOf({ type, message, path }: Record<string, unknown>): GraphqlProblem {
  return {
    message: typeof message === 'string' ? message : 'an error without a message',
    ...(typeof type === 'string' ? { type } : {}),
    ...(Array.isArray(path) ? { path } : {}),
  };
}
