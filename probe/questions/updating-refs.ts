import { ofRepository } from '../graphql.ts';
import { type Expected, known, type Question, type Shape } from '../question.ts';
import { nodeIdOf, ZEROS } from '../world/git-data.ts';
import type { World } from '../world/world.ts';
import { NOWHERE } from './objects-place.ts';
import { type WritingPlace, writingPlace } from './writing-place.ts';

interface RefUpdate {
  readonly name: string;
  readonly beforeOid?: string;
  readonly afterOid: string;
  readonly force?: boolean;
}

const MUTATION = 'mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';

export async function updateRefs(world: World, repository: string, refUpdates: readonly RefUpdate[]) {
  const repositoryId = await world.once(`id of ${repository}`, () => nodeIdOf(world, repository));
  const body = { query: MUTATION, variables: { input: { repositoryId, refUpdates } } };
  return world.call({ method: 'POST', path: '/graphql', body });
}

function updateQuestion(
  name: string,
  asked: string,
  expected: Expected,
  updatesOf: (place: WritingPlace, world: World) => RefUpdate[] | Promise<RefUpdate[]>,
): Question {
  return {
    id: `writing.update-refs-${name}`,
    asked: `updateRefs ${asked}`,
    expected,
    open: 'stale-ref',
    async ask(world) {
      const place = await writingPlace(world);
      return updateRefs(world, place.repository, await updatesOf(place, world));
    },
  };
}

const DONE: Shape = {
  status: 200,
  body: { data: { updateRefs: { clientMutationId: null } }, errors: { $absent: true } },
};

const STALE: Shape = {
  status: 200,
  body: {
    errors: [
      { type: { $absent: true }, message: { $matches: '^Something went wrong while executing your query' } },
    ],
  },
};

const TAG: Shape = {
  status: 200,
  body: {
    data: { updateRefs: null },
    errors: [
      { type: 'UNPROCESSABLE', path: ['updateRefs'], message: 'Invalid object type tag, expected commit' },
    ],
  },
};

const stays = 'refs/heads/stays';

export const UPDATES: readonly Question[] = [
  updateQuestion('moves', 'with the right beforeOid', known('updateRefs-ok', DONE), ({ head, next }) => [
    { name: 'refs/heads/moves-too', beforeOid: head, afterOid: next },
  ]),
  updateQuestion('creates', 'with a beforeOid of zeros', known('updateRefs-ok', DONE), ({ next }) => [
    { name: 'refs/heads/created', beforeOid: ZEROS, afterOid: next },
  ]),
  updateQuestion(
    'forced',
    'that replaces a branch, force true',
    known('updateRefs-ok', DONE),
    ({ next, beside }) => [{ name: 'refs/heads/created', beforeOid: next, afterOid: beside, force: true }],
  ),
  updateQuestion(
    'stale',
    "with a beforeOid that is not the ref's",
    known('updateRefs-stale', STALE),
    ({ head, beside }) => [{ name: stays, beforeOid: head, afterOid: beside, force: true }],
  ),
  updateQuestion('not-forward', 'to a commit beside, force false', 'unknown', ({ next, beside }) => [
    { name: stays, beforeOid: next, afterOid: beside, force: false },
  ]),
  updateQuestion('unknown-sha', 'afterOid is not in the repository', 'unknown', ({ next }) => [
    { name: stays, beforeOid: next, afterOid: NOWHERE, force: true },
  ]),
  updateQuestion(
    'tag-object',
    'afterOid is an annotated tag',
    known('updateRefs-tag-object', TAG),
    async (place, world) => [
      {
        name: stays,
        beforeOid: place.next,
        afterOid: await world.hands.tagObject(place, 'annotated'),
        force: true,
      },
    ],
  ),
  updateQuestion(
    'one-stale',
    'of two refs, one with a stale beforeOid',
    known('updateRefs-stale', STALE),
    ({ head, next, beside }) => [
      { name: 'refs/heads/second', beforeOid: ZEROS, afterOid: next },
      { name: stays, beforeOid: head, afterOid: beside, force: true },
    ],
  ),
  {
    id: 'writing.refused-refs',
    asked:
      'ref(qualifiedName:){target{oid}} after every refused change: the branch, and the one beside a stale one',
    expected: known('updateRefs-stale', {
      status: 200,
      body: { data: { repository: { untouched: true, second: null } } },
    }),
    async ask(world) {
      const { repository, next } = await writingPlace(world);
      const fields = `stays: ref(qualifiedName: "${stays}") { target { oid } } second: ref(qualifiedName: "refs/heads/second") { target { oid } }`;
      const answer = await ofRepository(world, repository, { fields });
      const read = answer.body as {
        data?: { repository?: { stays?: { target: { oid: string } }; second?: unknown } };
      };
      const { stays: branch, second } = read.data?.repository ?? {};
      const untouched = branch?.target.oid === next;
      return {
        ...answer,
        measured: true,
        body: { data: { repository: { untouched, second: second ?? null } } },
      };
    },
  },
];
