import type { GitHubSwitches, UsedUp } from '../types.ts';
import { isBot } from './accounts.ts';
import { type Answer, problem } from './answers.ts';
import type { Clock } from './clock.ts';
import { stableId } from './shapes.ts';
import type { Token } from './tokens.ts';

export type Resource = 'core' | 'graphql';

export interface Quota {
  limit: number;
  used: number;
  remaining: number;
  /** Seconds since 1970. */
  reset: number;
}

const HOUR = 3600;

/** Primary rate limits, counted per token and hour (GitHub's docs, rate limits for the REST API). */
export class RateLimits {
  readonly #clock: Clock;
  readonly #windows = new Map<string, { used: number; reset: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts `points` (0: only looks) and returns what is then left. */
  count(token: Token | null, resource: Resource, points = 1): Quota {
    const key = `${resource} ${token?.text ?? ''}`;
    const now = this.#now();
    const known = this.#windows.get(key);
    const window = known !== undefined && known.reset > now ? known : { used: 0, reset: now + HOUR };
    window.used += points;
    this.#windows.set(key, window);
    const limit = limitOf(token);
    return { limit, used: window.used, remaining: Math.max(0, limit - window.used), reset: window.reset };
  }

  /** Leaves a token that many points, until a new hour starts. */
  useUp(token: Token, resource: Resource, { left = 0, resetsIn = HOUR }: UsedUp): void {
    const window = { used: limitOf(token) - left, reset: this.#now() + resetsIn };
    this.#windows.set(`${resource} ${token.text}`, window);
  }

  #now(): number {
    return Math.floor(this.#clock.date().getTime() / 1000);
  }
}

function limitOf(token: Token | null): number {
  if (token === null) return 60;
  return token.options.kind === 'actions' ? 1000 : 5000;
}

export function isUsedUp({ used, limit }: Quota): boolean {
  return used > limit;
}

export function quotaHeaders(quota: Quota, resource: Resource): Record<string, string> {
  return {
    'x-ratelimit-limit': String(quota.limit),
    'x-ratelimit-remaining': String(quota.remaining),
    'x-ratelimit-used': String(Math.min(quota.used, quota.limit)),
    'x-ratelimit-reset': String(quota.reset),
    'x-ratelimit-resource': resource,
  };
}

/** What is shown of a quota: once all points were said to be left while every query was refused. */
export function shownQuota(quota: Quota, resource: Resource, { usedUpRemaining }: GitHubSwitches): Quota {
  const misleads = resource === 'graphql' && usedUpRemaining === 'points-left' && quota.remaining === 0;
  return misleads ? { ...quota, used: 0, remaining: quota.limit } : quota;
}

/** GitHub's refusal of a token without points. None comes with `retry-after`. */
export function usedUp(token: Token | null, resource: Resource, switches: GitHubSwitches): Answer {
  const whose = whoseLimit(token);
  if (resource === 'graphql') return usedUpGraphql(whose, switches);
  const documentation = 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api';
  return problem(403, `API rate limit exceeded for ${whose}.`, documentation);
}

function whoseLimit(token: Token | null): string {
  if (token === null) return '127.0.0.1';
  return `${isBot(token) ? 'installation' : 'user'} ID ${stableId(token.login)}`;
}

function usedUpGraphql(whose: string, { usedUp: how }: GitHubSwitches): Answer {
  const documented = { type: 'RATE_LIMITED', message: `API rate limit exceeded for ${whose}.` };
  if (how === 'RATE_LIMITED') return { status: 200, body: { errors: [documented] } };
  const message = `API rate limit already exceeded for ${whose}.`;
  const errors = [{ type: 'RATE_LIMIT', code: 'graphql_rate_limit', message }];
  return { status: 200, body: how === 'RATE_LIMIT' ? { errors } : { data: null, errors } };
}
