import type { Counted, GitHubLimits } from '../types.ts';

/** All limits are off until a test turns them on, except the size of a query's text. */
export function newLimits(): GitHubLimits {
  const [excess, timeout] = ['bad-gateway-html', 'gateway-timeout'] as const;
  return {
    graphql: { bodyBytes: 262_144, most: {}, excess, duration: {}, mostDuration: 10_000, timeout },
    secondary: {
      restPoints: Number.POSITIVE_INFINITY,
      graphqlPoints: Number.POSITIVE_INFINITY,
      writes: Number.POSITIVE_INFINITY,
      restStatus: 403,
      graphqlStatus: 200,
      retryAfter: 60,
      words: 'secondary',
    },
  };
}

/**
 * The most that somebody is known to ask for in one query, and is answered: github/gh-actions-lock (50 compares),
 * a catalogue of 30 repositories with files, changesets (200 paths), Skydio/revup (10 branches with pull requests).
 * To prove that a program keeps to it: `github.limits.graphql.most = { ...PROVEN_SIZES }`.
 */
export const PROVEN_SIZES: Partial<Record<Counted, number>> = {
  repositories: 30,
  paths: 200,
  compares: 50,
  pullRequestBranches: 10,
};
