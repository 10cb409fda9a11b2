import { expect, test } from '@jest/globals';
import { GitHubError } from '../../src/github/client/error.ts';
import { UsedUp } from '../../src/github/client/used-up.ts';

const NOW = 1_000_000;
const primary = new GitHubError(
  { status: 403, headers: { 'x-ratelimit-remaining': '0' }, message: 'API rate limit exceeded' },
  { attempts: 1, until: NOW + 5000 },
);
const secondary = new GitHubError(
  { status: 403, headers: {}, message: 'You have exceeded a secondary rate limit.' },
  { attempts: 2, until: NOW + 5000 },
);

test('an hour’s requests that are used up refuse what follows until they are renewed, and GraphQL goes on', () => {
  let now = NOW;
  const usedUp = new UsedUp(() => now);
  usedUp.learn(primary, false);
  expect(() => usedUp.refuse(false)).toThrow(
    expect.objectContaining({ attempts: 0, until: NOW + 5000, limit: 'primary' }),
  );
  expect(() => usedUp.refuse(true)).not.toThrow();
  now = NOW + 5000;
  expect(() => usedUp.refuse(false)).not.toThrow();
});

test('a secondary limit refuses both', () => {
  const usedUp = new UsedUp(() => NOW);
  usedUp.learn(secondary, true);
  expect(() => usedUp.refuse(false)).toThrow();
  expect(() => usedUp.refuse(true)).toThrow();
});

test('what is no limit, or names no time, refuses nothing', () => {
  const usedUp = new UsedUp(() => NOW);
  usedUp.learn(new GitHubError({ status: 502, headers: {}, message: '' }, { until: NOW + 5000 }), false);
  usedUp.learn(new GitHubError(primary), false);
  expect(() => usedUp.refuse(false)).not.toThrow();
});
