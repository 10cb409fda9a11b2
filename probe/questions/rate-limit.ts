import { ofRepository } from '../graphql.ts';
import { known, type Question, type RawAnswer, type Shape, Skipped, type Theme } from '../question.ts';
import { valueAt } from '../shape.ts';
import type { Place } from '../world/hands.ts';
import type { World } from '../world/world.ts';

/** Nobody signed in has 60 requests an hour (GitHub's docs, rate limits for the REST API). */
const MOST_ANONYMOUS = 70;
/** A token has 5,000 points an hour. */
const MOST_QUERIES = 6000;

function limitPlace(world: World): Promise<Place> {
  return world.once('rate-limit', () => world.hands.createRepository('rate-limit', { private: false }));
}

/**
 * About a hundred points by GitHub's formula (graphql.jsonl, rate-limit-formula), though there is nothing to find: the
 * third level would take 10,000 requests where the levels above it were full.
 */
const DEAR = `refs(first: 100, refPrefix: "refs/heads/none/") { nodes { associatedPullRequests(first: 100) {
  nodes { labels(first: 10) { nodes { name } } } } } }`;
const CHEAP = 'id';
/** Milliseconds: more than 2,000 points a minute meet the secondary limit (rate-limit-sizes). */
const BETWEEN = 4000;

/** The first answer that is a refusal, or the last of so many. */
async function firstRefusal(most: number, ask: () => Promise<RawAnswer>): Promise<RawAnswer> {
  let answer = await ask();
  for (let count = 1; count < most && !isRefusal(answer); count++) answer = await ask();
  return answer;
}

function isRefusal({ status, body }: RawAnswer): boolean {
  return status !== 200 || valueAt(body, 'errors') !== undefined;
}

/** The words of the three records: rate-limit-primary, -null and -documented. */
const refused = (type: string, words: string, more: object = {}): Shape => ({
  status: 200,
  headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-resource': 'graphql' },
  body: { errors: [{ type, message: { $matches: `^API rate limit ${words}` }, ...more }] },
});

const QUESTIONS: readonly Question[] = [
  {
    id: 'rate-limit.rest',
    asked: 'GET /repos/acme/one with nobody signed in, the hour’s requests used up',
    expected: known('requests-used-up', {
      status: 403,
      headers: { 'x-ratelimit-remaining': '0' },
      body: { message: { $matches: '^API rate limit exceeded' } },
    }),
    async ask(world) {
      const path = `/repos/${(await limitPlace(world)).repository}`;
      const call = { method: 'GET', path, token: 'nobody', limitIsAnswer: true } as const;
      return firstRefusal(MOST_ANONYMOUS, () => world.call(call));
    },
  },
  {
    id: 'rate-limit.graphql',
    asked: 'any query with the points used up',
    open: 'limit-body',
    expected: {
      ledger: ['rate-limit-primary', 'rate-limit-documented'],
      oneOf: [
        refused('RATE_LIMIT', 'already exceeded', { code: 'graphql_rate_limit' }),
        refused('RATE_LIMITED', 'exceeded'),
      ],
    },
    async ask(world) {
      const { repository } = await limitPlace(world);
      const first = await ofRepository(world, repository, { fields: DEAR });
      if (first.headers['x-ratelimit-limit'] === undefined)
        throw new Skipped('not-asked', 'the server has no rate limits');
      const fields = isRefusal(first) ? CHEAP : DEAR;
      return firstRefusal(MOST_QUERIES, async () => {
        if (fields === DEAR) await world.clock.pause(BETWEEN);
        return ofRepository(world, repository, { fields });
      });
    },
  },
];

/** Last, and only where it was asked for: nothing more can be asked for an hour. */
export const RATE_LIMIT: Theme = {
  name: 'rate limits, used up',
  questions: QUESTIONS,
  cost: { repositories: 1, requests: 140, writes: 1 },
};
