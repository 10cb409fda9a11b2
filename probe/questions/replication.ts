import { ofRepository } from '../graphql.ts';
import { type Question, type RawAnswer, Skipped, type Theme } from '../question.ts';
import { valueAt } from '../shape.ts';
import { commitOn, makeBranch } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import { must } from '../world/must.ts';
import type { World } from '../world/world.ts';
import { updateRefs } from './updating-refs.ts';

/** Milliseconds between the first looks; later ones are further apart, up to the second number. */
const [SOONEST, LATEST] = [100, 2000];
/** About 25 seconds. */
const MOST_LOOKS = 20;
const ROUNDS = 3;

function replicationPlace(world: World): Promise<Place> {
  return world.once('replication', () => world.hands.createRepository('replication', { private: true }));
}

/** One way to see what was just written: whether an answer shows it. */
interface Look {
  readonly name: string;
  readonly see: (world: World, place: Place, sha: string) => Promise<boolean>;
}

const seesRef: readonly Look[] = [
  {
    name: 'graphql_ref',
    async see(world, { repository, branch }, sha) {
      const fields = 'ref(qualifiedName: $ref) { target { oid } }';
      const variables = { ref: `refs/heads/${branch}` };
      const { body } = await ofRepository(world, repository, {
        declared: '$ref: String!',
        fields,
        variables,
      });
      return valueAt(body, 'data', 'repository', 'ref', 'target', 'oid') === sha;
    },
  },
  {
    name: 'rest_ref',
    async see(world, { repository, branch }, sha) {
      const path = `/repos/${repository}/git/ref/heads/${branch}`;
      return valueAt((await world.call({ method: 'GET', path })).body, 'object', 'sha') === sha;
    },
  },
];

const seesCommit: readonly Look[] = [
  {
    name: 'graphql_object',
    async see(world, { repository }, sha) {
      const asked = {
        declared: '$oid: GitObjectID!',
        fields: 'object(oid: $oid) { oid }',
        variables: { oid: sha },
      };
      const { body } = await ofRepository(world, repository, asked);
      return valueAt(body, 'data', 'repository', 'object', 'oid') === sha;
    },
  },
  {
    name: 'rest_commit',
    see: async (world, { repository }, sha) =>
      (await world.call({ method: 'GET', path: `/repos/${repository}/commits/${sha}` })).status === 200,
  },
];

/** Milliseconds from a write's answer to the answer of the first read that shows it, by way of reading. */
async function timeToSee(world: World, place: Place, sha: string, looks: readonly Look[]) {
  const started = performance.now();
  const times = looks.map(async ({ name, see }) => {
    for (let count = 1; count <= MOST_LOOKS; count++) {
      if (await see(world, place, sha))
        return [name, { milliseconds: Math.round(performance.now() - started), reads: count }];
      await world.clock.pause(Math.min(LATEST, SOONEST * 1.3 ** count));
    }
    return [name, { milliseconds: null, reads: MOST_LOOKS }];
  });
  return Object.fromEntries(await Promise.all(times));
}

/** WRITE: moves the branch, over REST or with `updateRefs`. */
async function move(
  world: World,
  { repository, branch }: Place,
  { sha, before, way }: { sha: string; before: string; way: 'rest' | 'graphql' },
): Promise<void> {
  if (way === 'rest') {
    const path = `/repos/${repository}/git/refs/heads/${branch}`;
    await must(world, { method: 'PATCH', path, body: { sha } });
    return;
  }
  const { status, body } = await updateRefs(world, repository, [
    { name: `refs/heads/${branch}`, beforeOid: before, afterOid: sha },
  ]);
  if (status !== 200 || valueAt(body, 'errors') !== undefined)
    throw new Skipped('not-asked', 'no updateRefs here');
}

function question(
  id: string,
  asked: string,
  measure: (world: World, place: Place) => Promise<unknown>,
): Question {
  return {
    id: `replication.${id}`,
    asked,
    expected: 'unknown',
    async ask(world): Promise<RawAnswer> {
      const place = await replicationPlace(world);
      const started = performance.now();
      const body = await measure(world, place);
      const milliseconds = Math.round(performance.now() - started);
      return {
        api: id.startsWith('rest') ? 'rest' : 'graphql',
        measured: true,
        status: null,
        headers: {},
        body,
        milliseconds,
      };
    },
  };
}

/** Commits on top of each other, each looked for as soon as it is written. */
async function rounds(
  world: World,
  { repository, head }: Place,
  see: (sha: string, before: string) => Promise<unknown>,
): Promise<{ readonly rounds: readonly unknown[] }> {
  const found: unknown[] = [];
  let before = head;
  for (let round = 0; round < ROUNDS; round++) {
    const sha = await commitOn(world, repository, before, { 'round.txt': `${round}\n` });
    found.push(await see(sha, before));
    before = sha;
  }
  return { rounds: found };
}

/** Each way has a branch of its own. */
const moved = (way: 'rest' | 'graphql') => async (world: World, place: Place) => {
  const branch = `moved-by-${way}`;
  await makeBranch(world, place.repository, branch, place.head);
  return rounds(world, place, async (sha, before) => {
    await move(world, { ...place, branch }, { sha, before, way });
    return timeToSee(world, { ...place, branch }, sha, seesRef);
  });
};

export const REPLICATION: Theme = {
  name: 'replication',
  questions: [
    question(
      'rest-ref',
      'after PATCH git/refs: milliseconds until GraphQL and REST show the ref where it is',
      moved('rest'),
    ),
    question(
      'graphql-ref',
      'after updateRefs: milliseconds until GraphQL and REST show the ref where it is',
      moved('graphql'),
    ),
    question(
      'rest-commit',
      'after POST git/commits: milliseconds until GraphQL and REST show the commit',
      (world, place) => rounds(world, place, (sha) => timeToSee(world, place, sha, seesCommit)),
    ),
  ],
  cost: { repositories: 1, requests: 150, writes: 28 },
};
