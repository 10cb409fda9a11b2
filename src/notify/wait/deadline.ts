import type { Client, Clock, RequestOptions } from '../../github/client/client.ts';
import { decideRetry, type FailedAnswer } from '../../github/client/retry.ts';

/** A runner needs some seconds to start: the first pauses are short enough to see it, the later ones spare requests. */
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 15_000;
const GROWTH = 1.5;

/** The moments to look at something, until `end` (epoch milliseconds): now, after growing pauses, and at the end. */
export async function* moments(clock: Clock, end: number): AsyncGenerator<void> {
  yield;
  for (let pause = FIRST_PAUSE; clock.now() < end; pause = Math.min(pause * GROWTH, LONGEST_PAUSE)) {
    const left = end - clock.now();
    await clock.sleep(Math.min(pause, left));
    yield;
    if (pause >= left) return;
  }
}

/** The last retry of all, and the longest pause before it. */
const LAST_RETRY = { number: 3, random: 1 };

/** The same client, which tries nothing again where that would be later than `end`. */
export function clientUntil(end: number, client: Client, clock: Clock): Client {
  const inTime = (failed: FailedAnswer) => {
    const now = clock.now();
    return decideRetry(failed, { ...LAST_RETRY, now, budget: end - now }).kind === 'retry';
  };
  const within =
    (retry: RequestOptions['retry'] = () => true): typeof retry =>
    (error) =>
      retry(error) && inTime(error);
  return {
    request: (route, parameters, options) =>
      client.request(route, parameters, { ...options, retry: within(options.retry) }),
    graphql: (query, variables, options) =>
      client.graphql(query, variables, { ...options, retry: within(options?.retry) }),
    pause: async (what, why, tries) =>
      inTime({ status: null, headers: {}, message: why }) && client.pause(what, why, tries),
  };
}
