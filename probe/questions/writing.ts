import { ofRepository } from '../graphql.ts';
import { type Expected, known, type Pattern, type Question, type Shape, type Theme } from '../question.ts';
import { commitOn, makeBranch, nodeIdOf, treeEntries, ZEROS } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import type { TokenName } from '../world/tokens.ts';
import type { World } from '../world/world.ts';
import { NOWHERE } from './objects.ts';

interface WritingPlace extends Place {
  /** A commit on the first one, and another beside it. */
  readonly next: string;
  readonly beside: string;
}

/** Branches that stay at `next` (nothing may move them), and one that moves from the first commit to `next`. */
function writingPlace(world: World): Promise<WritingPlace> {
  return world.once('writing', async () => {
    const place = await world.hands.createRepository('writing', { private: true });
    const { repository, head } = place;
    const next = await commitOn(world, repository, head, { 'next.txt': 'Next\n' });
    const beside = await commitOn(world, repository, head, { 'beside.txt': 'Beside\n' });
    await makeBranch(world, repository, 'stays', next);
    await makeBranch(world, repository, 'moves', head);
    await makeBranch(world, repository, 'moves-too', head);
    return { ...place, next, beside };
  });
}

interface RestCase {
  readonly id: string;
  readonly asked: string;
  readonly expected: Expected;
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** Below `/repos/acme/one/git/`. */
  readonly below: string;
  readonly body?: (place: WritingPlace) => unknown;
  readonly token?: TokenName;
}

function restQuestion({ id, asked, expected, method, below, body, token }: RestCase): Question {
  return {
    id: `writing.${id}`,
    asked: `${method} /repos/acme/one/git/${below} ${asked}`,
    expected,
    ...(token === undefined ? {} : { needs: token }),
    async ask(world) {
      const place = await writingPlace(world);
      const path = `/repos/${place.repository}/git/${below}`;
      const sent = body === undefined ? {} : { body: body(place) };
      return world.call({ method, path, ...sent, ...(token === undefined ? {} : { token }) });
    },
  };
}

const says = (status: number, message: Pattern): Shape => ({ status, body: { message } });

const signed = (verified: boolean, reason: string): Shape => ({
  status: 201,
  body: { verification: { verified, reason } },
});

const bareCommit = async (world: World, place: WritingPlace, token: TokenName) => {
  const tree = await treeOf(world, place);
  const body = { message: 'Without an author', tree, parents: [place.head] };
  return world.call({ method: 'POST', path: `/repos/${place.repository}/git/commits`, body, token });
};

async function treeOf(world: World, { repository, head }: WritingPlace): Promise<string> {
  const path = `/repos/${repository}/git/trees`;
  const body = { base_tree: head, tree: treeEntries({ 'tree.txt': 'Tree\n' }) };
  const { body: made } = await world.call({ method: 'POST', path, body });
  return String((made as { sha?: unknown }).sha);
}

function commitQuestion(token: TokenName, what: string, expected: Expected): Question {
  return {
    id: `writing.commit-without-author.${token}`,
    asked: `POST /repos/acme/one/git/commits ${what}, neither author nor committer`,
    expected,
    needs: token,
    ask: async (world) => bareCommit(world, await writingPlace(world), token),
  };
}

const REST: readonly Question[] = [
  restQuestion({
    ...{ id: 'tree', asked: '{base_tree, tree with content}', method: 'POST', below: 'trees' },
    expected: known('2.trees.ok', {
      status: 201,
      body: { sha: { $matches: '^[0-9a-f]{40}$' }, truncated: false },
    }),
    body: ({ head }) => ({ base_tree: head, tree: treeEntries({ 'a.txt': 'A\n' }) }),
  }),
  restQuestion({
    ...{ id: 'tree-gitlink', asked: 'mode 160000, type commit', method: 'POST', below: 'trees' },
    expected: known('2.trees.gitlink', { status: 201 }),
    body: ({ head }) => ({ base_tree: head, tree: treeEntries({ sub: { gitlink: NOWHERE } }) }),
  }),
  restQuestion({
    ...{
      id: 'tree-deletes-nothing',
      asked: 'sha null for a path that does not exist',
      method: 'POST',
      below: 'trees',
    },
    expected: known('2.trees.delete-absent', says(422, 'GitRPC::BadObjectState')),
    body: ({ head }) => ({
      base_tree: head,
      tree: [{ path: 'nope', mode: '100644', type: 'blob', sha: null }],
    }),
  }),
  restQuestion({
    ...{ id: 'tree-base', asked: 'base_tree is no tree', method: 'POST', below: 'trees' },
    expected: known('2.trees.base', says(422, 'base_tree is not a valid tree oid')),
    body: () => ({ base_tree: NOWHERE, tree: treeEntries({ 'a.txt': 'A\n' }) }),
  }),
  commitQuestion('main', 'personal token', known('2.commits.person', signed(false, 'unsigned'))),
  commitQuestion('app', 'App token', known('2.commits.bot', signed(true, 'valid'))),
  restQuestion({
    ...{ id: 'ref-forward', asked: 'to a commit ahead', method: 'PATCH', below: 'refs/heads/moves' },
    expected: known('2.refs.ok', {
      status: 200,
      body: { ref: 'refs/heads/moves', object: { type: 'commit' } },
    }),
    body: ({ next }) => ({ sha: next }),
  }),
  restQuestion({
    ...{
      id: 'ref-not-forward',
      asked: 'force false, to a commit beside',
      method: 'PATCH',
      below: 'refs/heads/stays',
    },
    expected: known('2.refs.not-ff', says(422, 'Update is not a fast forward')),
    body: ({ beside }) => ({ sha: beside, force: false }),
  }),
  restQuestion({
    ...{
      id: 'ref-unknown-sha',
      asked: 'sha that is not in the repository',
      method: 'PATCH',
      below: 'refs/heads/stays',
    },
    // A refusal in words is what POST git/refs gives (2.refs.bad-sha).
    expected: {
      ledger: ['2.refs.foreign-sha', '2.refs.bad-sha'],
      oneOf: [{ status: 500 }, says(422, 'Object does not exist')],
    },
    body: () => ({ sha: NOWHERE }),
  }),
  restQuestion({
    ...{ id: 'ref-missing', asked: 'a ref that does not exist', method: 'PATCH', below: 'refs/heads/nope' },
    expected: known('2.refs.missing', says(422, 'Reference does not exist')),
    body: ({ head }) => ({ sha: head }),
  }),
  restQuestion({
    ...{ id: 'ref-exists', asked: 'that exists', method: 'POST', below: 'refs' },
    expected: known('2.refs.exists', says(422, 'Reference already exists')),
    body: ({ next }) => ({ ref: 'refs/heads/stays', sha: next }),
  }),
  restQuestion({
    ...{ id: 'ref-bad-sha', asked: 'with an unknown sha', method: 'POST', below: 'refs' },
    expected: known('2.refs.bad-sha', says(422, 'Object does not exist')),
    body: () => ({ ref: 'refs/heads/new', sha: NOWHERE }),
  }),
  restQuestion({
    ...{ id: 'ref-delete-missing', asked: 'that does not exist', method: 'DELETE', below: 'refs/heads/nope' },
    expected: known('2.refs.delete-missing', says(422, 'Reference does not exist')),
  }),
];

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

const UPDATES: readonly Question[] = [
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
      return { ...answer, body: { data: { repository: { untouched, second: second ?? null } } } };
    },
  },
];

export const WRITING: Theme = {
  name: 'writing',
  questions: [...REST, ...UPDATES],
  cost: { repositories: 1, requests: 45, writes: 40 },
};
