import type { Octokit } from '@octokit/core';
import { checkGraphql, failedAnswer, GitHubError, type RawAnswer, reason, textHeaders } from './error.ts';
import { type GraphqlAnswer, graphqlData, graphqlProblems } from './graphql-answer.ts';
import type { Environment } from './network-settings.ts';
import { openOctokit, SILENT } from './octokit.ts';
import { tokenMask, withoutToken } from './own-token.ts';
import { type Attempt, decideRetry, LONGEST_RUN } from './retry.ts';
import { type UsedUp, type UsedUpByToken, usedUpOf } from './used-up.ts';

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

export interface Connection {
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** The variables of the environment that say by which proxy. */
  readonly network?: Environment;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds of waiting left; used up by every client of the run. */
  readonly waiting: { left: number };
  /** What GitHub said of each token's limits: of a run that has several clients of one token, the same for all. */
  readonly usedUp?: UsedUpByToken;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: unknown;
  /** The address that answered: another than asked where a repository was renamed. */
  readonly url: string;
  readonly attempts: number;
}

export type ReadOptions = Pick<RequestOptions, 'retry'>;

export interface RequestOptions {
  /** What is being done, for the person who reads that it is tried again. */
  readonly what: string;
  /** Throws a `GitHubError` if an answer can't be used in spite of its status. */
  readonly check?: (answer: CheckedAnswer) => void;
  /** Whether a failure is worth another try, where the policy would allow one. Default: always. */
  readonly retry?: (error: GitHubError) => boolean;
  /** Failures that the policy takes for final, but that are known to pass for this request. Default: none. */
  readonly passes?: (error: GitHubError) => boolean;
}

export type CheckedAnswer = Omit<Answer, 'attempts'>;

/** One token's way to GitHub. */
export interface Client {
  /** `route` is octokit's, e.g. `GET /repos/{owner}/{repo}`. Throws {@link GitHubError}. */
  request(route: string, parameters: Record<string, unknown>, options: RequestOptions): Promise<Answer>;
  /** The whole GraphQL answer, `errors` included; throws {@link GitHubError} where there is no `data`. */
  graphql(query: string, variables: Record<string, unknown>, options?: ReadOptions): Promise<GraphqlAnswer>;
  /**
   * Waits before the caller tries `what` again after `tries` tries; false where the policy allows no more: 4 tries
   * (`most`, where given), and what is left of the run's waiting.
   */
  pause(what: string, why: string, tries: number, most?: number): Promise<boolean>;
}

/** Longer than GitHub's own limit of 10 seconds for a request; a connection that hangs must not hang the run. */
const TIMEOUT = 30_000;
/** What a request still gets when the run's waiting is used up. */
const SHORTEST_TIMEOUT = 10_000;

/** The version of GitHub's REST API that this project was written against. */
const API_VERSION = '2022-11-28';

type OnAnswer = (headers: Readonly<Record<string, string>>) => void;

/** @param onAnswer sees the headers of every answer, failed ones included. */
export function createClient(token: string, connection: Connection, onAnswer: OnAnswer = () => {}): Client {
  return new TokenClient(token, connection, onAnswer);
}

interface Call extends Required<RequestOptions> {
  readonly send: (signal: AbortSignal) => Promise<RawAnswer>;
  readonly isGraphql: boolean;
}

const ORDINARY = { check: () => {}, retry: () => true, passes: () => false };

class TokenClient implements Client {
  readonly #mask: (text: string) => string;
  readonly #octokit: Octokit;
  readonly #connection: Connection;
  readonly #onAnswer: OnAnswer;
  readonly #usedUp: UsedUp;

  constructor(token: string, connection: Connection, onAnswer: OnAnswer) {
    this.#mask = tokenMask(token);
    this.#octokit = openOctokit(token, connection.apiUrl, connection.network ?? {});
    this.#connection = connection;
    this.#onAnswer = onAnswer;
    this.#usedUp = usedUpOf(token, connection);
  }

  request(route: string, parameters: Record<string, unknown>, options: RequestOptions): Promise<Answer> {
    const headers = { 'x-github-api-version': API_VERSION };
    const send: Call['send'] = (signal) =>
      this.#octokit.request(route, { ...parameters, headers, request: { signal, log: SILENT } });
    return this.#retrying({ ...ORDINARY, ...options, send, isGraphql: false });
  }

  async graphql(query: string, variables: object, options: ReadOptions = {}): Promise<GraphqlAnswer> {
    const url = this.#connection.graphqlUrl;
    const send: Call['send'] = (signal) =>
      this.#octokit.request({ method: 'POST', url, query, variables, request: { signal, log: SILENT } });
    const check = (answer: CheckedAnswer) => checkGraphql(answer.data, answer);
    const asked = { what: 'Reading from GitHub', check, send, isGraphql: true };
    const { data } = await this.#retrying({ ...ORDINARY, ...options, ...asked });
    return { data: graphqlData(data) ?? {}, errors: graphqlProblems(data) };
  }

  async pause(what: string, why: string, tries: number, most?: number): Promise<boolean> {
    const failed = { status: null, headers: {}, message: why };
    const decision = decideRetry(failed, {
      ...this.#attempt(tries),
      ...(most === undefined ? {} : { most }),
    });
    if (decision.kind === 'retry') await this.#wait(what, why, decision.wait);
    return decision.kind === 'retry';
  }

  async #retrying(call: Call): Promise<Answer> {
    this.#usedUp.refuse(call.isGraphql);
    for (let attempts = 1; ; attempts++) {
      try {
        return { ...(await this.#once(call)), attempts };
      } catch (error) {
        if (!(error instanceof GitHubError)) throw error;
        await this.#waitOrGiveUp(error, attempts, call);
      }
    }
  }

  async #once({ send, check, isGraphql }: Call): Promise<CheckedAnswer> {
    const { clock, waiting } = this.#connection;
    const started = clock.now();
    // Whole milliseconds: AbortSignal.timeout takes nothing else.
    const timeout = Math.ceil(Math.max(SHORTEST_TIMEOUT, Math.min(TIMEOUT, waiting.left)));
    try {
      const { status, headers, data, url } = await send(AbortSignal.timeout(timeout));
      const answer = withoutToken({ status, headers: textHeaders(headers), data, url }, this.#mask);
      this.#onAnswer(answer.headers);
      check(answer);
      return answer;
    } catch (error) {
      // A server that is slow to fail uses the run's time up like any other wait.
      waiting.left -= clock.now() - started;
      if (error instanceof GitHubError) throw error;
      const failed = withoutToken(failedAnswer(error, isGraphql), this.#mask);
      if (failed.status !== null) this.#onAnswer(failed.headers);
      throw new GitHubError(failed, { cause: error });
    }
  }

  async #waitOrGiveUp(error: GitHubError, attempts: number, call: Call): Promise<void> {
    const decision = decideRetry(error, this.#attempt(attempts), call.passes(error));
    if (decision.kind === 'retry' && call.retry(error)) {
      await this.#wait(call.what, reason(error), decision.wait);
      return;
    }
    // The end of a limit counts for those too who would not have waited for it.
    const until = decision.kind === 'give-up' ? (decision.until ?? null) : null;
    const final = new GitHubError(error, { attempts, until, cause: error.cause });
    this.#usedUp.learn(final, call.isGraphql);
    throw final;
  }

  #attempt(number: number): Attempt {
    const { clock, waiting } = this.#connection;
    return { number, now: clock.now(), random: clock.random(), budget: waiting.left };
  }

  async #wait(what: string, why: string, milliseconds: number): Promise<void> {
    const { clock, log, waiting } = this.#connection;
    log.info(`${what}: ${why}; trying again in ${Math.ceil(milliseconds / 1000)} s.`);
    waiting.left -= milliseconds;
    await clock.sleep(milliseconds);
  }
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: () => Math.random(),
};

export function waitingBudget(): { left: number } {
  return { left: LONGEST_RUN };
}
