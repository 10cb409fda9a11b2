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
  readonly #windows = new Map<string, { used: number; reset: number }>();

  /** Counts `points` (0: only looks) and returns what is then left. */
  count(token: Token | null, resource: Resource, points = 1): Quota {
    const key = `${resource} ${token?.text ?? ''}`;
    const now = Math.floor(Date.now() / 1000);
    const known = this.#windows.get(key);
    const window = known !== undefined && known.reset > now ? known : { used: 0, reset: now + HOUR };
    window.used += points;
    this.#windows.set(key, window);
    const limit = limitOf(token);
    return { limit, used: window.used, remaining: Math.max(0, limit - window.used), reset: window.reset };
  }
}

function limitOf(token: Token | null): number {
  if (token === null) return 60;
  return token.options.kind === 'actions' ? 1000 : 5000;
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
