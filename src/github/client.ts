import { failedAnswer, GitHubError, type RawAnswer, reason, textHeaders } from './error.ts';
import { type GraphqlAnswer, graphqlData, graphqlProblems } from './graphql-answer.ts';
import { type FailedAnswer, isPrimary, limitIn } from './limit.ts';
import type { Environment } from './network-settings.ts';
import { openOctokit, SILENT } from './octokit.ts';
import { decideRetry, LONGEST_RUN, type RetryDecision } from './retry.ts';
import { type UsedUpByToken, usedUpOf } from './used-up.ts';

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
  /** Throws a `GitHubError` where an answer is none in spite of its status. */
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

/** @param onAnswer sees the headers of every answer, failed ones included. */
export function createClient(
  token: string,
  connection: Connection,
  onAnswer: (headers: Readonly<Record<string, string>>) => void = () => {},
): Client {
  const octokit = openOctokit(token, connection.apiUrl, connection.network ?? {});

  const usedUp = usedUpOf(token, connection);

  async function once({ send, check, isGraphql }: Call): Promise<CheckedAnswer> {
    const { clock, waiting } = connection;
    const started = clock.now();
    // Whole milliseconds: AbortSignal.timeout takes nothing else.
    const timeout = AbortSignal.timeout(
      Math.ceil(Math.max(SHORTEST_TIMEOUT, Math.min(TIMEOUT, waiting.left))),
    );
    try {
      const answer = await send(timeout);
      const headers = textHeaders(answer.headers);
      onAnswer(headers);
      const { status, data, url } = answer;
      check({ status, headers, data, url });
      return { status, headers, data, url };
    } catch (error) {
      // A server that is slow to fail uses the run's time up like any other wait.
      waiting.left -= clock.now() - started;
      if (error instanceof GitHubError) throw error;
      const failed = failedAnswer(error, isGraphql);
      if (failed.status !== null) onAnswer(failed.headers);
      throw new GitHubError(failed, { cause: error });
    }
  }

  async function retrying(call: Call): Promise<Answer> {
    usedUp.refuse(call.isGraphql);
    for (let attempts = 1; ; attempts++) {
      try {
        return { ...(await once(call)), attempts };
      } catch (error) {
        if (!(error instanceof GitHubError)) throw error;
        await waitOrGiveUp(error, attempts, call);
      }
    }
  }

  async function waitOrGiveUp(error: GitHubError, number: number, call: Call): Promise<void> {
    const decision = decide(error, number, call.passes(error));
    if (decision.kind === 'retry' && call.retry(error)) return wait(call.what, reason(error), decision.wait);
    // The end of a limit counts for those too who would not have waited for it.
    const until = decision.kind === 'give-up' ? (decision.until ?? null) : null;
    const final = new GitHubError(error, { attempts: number, until, cause: error.cause });
    usedUp.learn(final, call.isGraphql);
    throw final;
  }

  function decide(answer: FailedAnswer, number: number, passes = false, most?: number): RetryDecision {
    const { clock, waiting } = connection;
    const attempt = { number, now: clock.now(), random: clock.random(), budget: waiting.left };
    return decideRetry(answer, most === undefined ? attempt : { ...attempt, most }, passes);
  }

  async function wait(what: string, why: string, milliseconds: number): Promise<void> {
    const { clock, log, waiting } = connection;
    log.info(`${what}: ${why}; trying again in ${Math.ceil(milliseconds / 1000)} s.`);
    waiting.left -= milliseconds;
    await clock.sleep(milliseconds);
  }

  return {
    request(route, parameters, { what, check = () => {}, retry = always, passes = never }) {
      const headers = { 'x-github-api-version': API_VERSION };
      const send: Send = (signal) =>
        octokit.request(route, { ...parameters, headers, request: { signal, log: SILENT } });
      return retrying({ what, send, check, retry, passes, isGraphql: false });
    },
    async graphql(query, variables, { retry = always } = {}) {
      const url = connection.graphqlUrl;
      const send: Send = (signal) =>
        octokit.request({ method: 'POST', url, query, variables, request: { signal, log: SILENT } });
      const what = 'Reading from GitHub';
      const call = { what, send, check: checkGraphql, retry, passes: never, isGraphql: true };
      const { data } = await retrying(call);
      return { data: graphqlData(data) ?? {}, errors: graphqlProblems(data) };
    },
    async pause(what, why, tries, most) {
      const decision = decide({ status: null, headers: {}, message: why }, tries, false, most);
      if (decision.kind === 'retry') await wait(what, why, decision.wait);
      return decision.kind === 'retry';
    },
  };
}

type Send = (signal: AbortSignal) => Promise<RawAnswer>;
interface Call extends Required<RequestOptions> {
  readonly send: Send;
  readonly isGraphql: boolean;
}

const always = () => true;
const never = () => false;

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
function checkGraphql({ status, data, headers }: CheckedAnswer): void {
  const problems = graphqlProblems(data);
  const came = graphqlData(data);
  // Beside what did come, words alone say little: they may be about a part, or somebody else's.
  const isByWords =
    headers['retry-after'] !== undefined || Object.values(came ?? {}).every((value) => value === null);
  const limited =
    problems.find(isPrimary) ??
    (isByWords ? problems.find(({ message }) => limitIn(message) !== null) : undefined);
  if (limited === undefined && came !== null) return;
  const message = (limited ?? problems[0])?.message ?? '';
  throw new GitHubError({ status, headers, message, problems });
}
