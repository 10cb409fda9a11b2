import { contentLimit, secondaryLimit } from '../known-answers.ts';
import type { SecondaryLimits } from '../types.ts';
import type { Answer, ApiRequest } from './answers.ts';
import type { Clock } from './clock.ts';

const MINUTE = 60_000;

interface Window {
  until: number;
  rest: number;
  graphql: number;
  writes: number;
}

/** Counts what each token does in a minute. */
export class SecondaryCounts {
  readonly #clock: Clock;
  readonly #windows = new Map<string, Window>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts a request; GitHub's refusal where there were too many, else null. */
  take(limits: SecondaryLimits, { method, path, token }: ApiRequest, mutates: boolean): Answer | null {
    const window = this.#window(token?.text ?? '');
    if (path === '/graphql') {
      window.graphql += mutates ? 5 : 1;
      if (window.graphql <= limits.graphqlPoints) return null;
      return secondaryLimit({ ...limits, status: limits.graphqlStatus });
    }
    const reads = method === 'GET' || method === 'HEAD';
    window.rest += reads ? 1 : 5;
    window.writes += reads ? 0 : 1;
    if (window.rest > limits.restPoints) return secondaryLimit({ ...limits, status: limits.restStatus });
    const tooMany = !reads && window.writes > limits.writes;
    return tooMany ? contentLimit({ ...limits, status: limits.restStatus }) : null;
  }

  #window(token: string): Window {
    const now = this.#clock.now();
    const known = this.#windows.get(token);
    if (known !== undefined && known.until > now) return known;
    const window = { until: now + MINUTE, rest: 0, graphql: 0, writes: 0 };
    this.#windows.set(token, window);
    return window;
  }
}
