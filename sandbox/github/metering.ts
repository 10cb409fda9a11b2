import type { GitHubLimits } from '../types.ts';
import { type Answer, type ApiRequest, problem } from './answers.ts';
import { answerGraphql } from './graphql.ts';
import { judge, type Verdict } from './graphql-limits.ts';
import { readQuery } from './graphql-query.ts';
import { sizeOf } from './graphql-size.ts';
import {
  isUsedUp,
  type Quota,
  quotaHeaders,
  type RateLimits,
  type Resource,
  shownQuota,
  usedUp,
} from './rate-limit.ts';
import { answerRest } from './rest.ts';
import type { SecondaryCounts } from './secondary-limits.ts';
import type { Token } from './tokens.ts';
import type { World } from './world.ts';

/** All that limits how much somebody may ask. */
export interface Meters {
  limits: GitHubLimits;
  primary: RateLimits;
  secondary: SecondaryCounts;
}

interface Metered {
  world: World;
  meters: Meters;
  request: ApiRequest;
}

/** Answers a request whose token, if any, is valid, as far as the limits let it. */
export async function answerMetered(metered: Metered): Promise<Answer> {
  const { world, meters, request } = metered;
  if (request.path === '/graphql')
    return request.token === null ? anonymous(metered) : answerQuery(metered, request.token);
  const refusal = meters.secondary.take(meters.limits.secondary, request, false);
  const points = request.path === '/rate_limit' ? 0 : 1;
  return counted(metered, points, () => refusal ?? answerRest(world, meters.primary, request));
}

/** Counts points, answers, and says what is left. */
async function counted(
  { world, meters, request: { token, path } }: Metered,
  points: number,
  answer: (quota: Quota) => Promise<Answer> | Answer,
): Promise<Answer> {
  const resource: Resource = path === '/graphql' ? 'graphql' : 'core';
  const quota = meters.primary.count(token, resource, points);
  const given = isUsedUp(quota) ? usedUp(token, resource, world.switches) : await answer(quota);
  const shown = shownQuota(quota, resource, world.switches);
  return { ...given, headers: { ...quotaHeaders(shown, resource), ...given.headers } };
}

/** Without a token GraphQL has no points at all; older reports have a 401. */
function anonymous({ world }: Metered): Answer {
  const documentation =
    'https://docs.github.com/graphql/guides/forming-calls-with-graphql#authenticating-with-graphql';
  if (world.switches.anonymousGraphql === 'unauthorized')
    return problem(401, 'This endpoint requires you to be authenticated.', documentation);
  const none = { limit: 0, used: 0, remaining: 0, reset: Math.floor(world.date().getTime() / 1000) + 3600 };
  const answer = problem(403, 'API rate limit exceeded for 127.0.0.1.', documentation);
  return { ...answer, headers: quotaHeaders(none, 'graphql') };
}

/** A query that can't be read costs a point too; one that takes too long costs more than it says. */
function answerQuery(metered: Metered, token: Token): Promise<Answer> {
  const { world, meters, request } = metered;
  const { graphql, secondary } = meters.limits;
  const read = readQuery(request, graphql.bodyBytes);
  const size = read.kind === 'query' ? sizeOf(read) : null;
  const refusal = meters.secondary.take(secondary, request, size?.mutates ?? false);
  return counted(metered, size?.points ?? 1, (quota) => {
    if (refusal !== null) return refusal;
    const verdict: Verdict = size === null ? { kind: 'free' } : judge(size, graphql, world.date());
    if (verdict.kind === 'refused') {
      if (verdict.tookTooLong) meters.primary.count(token, 'graphql', 1);
      return verdict.answer;
    }
    const budget = verdict.kind === 'budget' ? verdict.budget : null;
    return answerGraphql(world, { token, read, quota, size, budget, failures: request.graphqlError });
  });
}
