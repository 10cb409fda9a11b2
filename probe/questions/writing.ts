import { type Expected, known, type Pattern, type Question, type Shape, type Theme } from '../question.ts';
import { makeBranch, treeEntries } from '../world/git-data.ts';
import type { TokenName } from '../world/tokens.ts';
import type { World } from '../world/world.ts';
import { NOWHERE } from './objects-place.ts';
import { UPDATES } from './updating-refs.ts';
import { type WritingPlace, writingPlace } from './writing-place.ts';

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
    open: 'bot-verified',
    needs: token,
    ask: async (world) => bareCommit(world, await writingPlace(world), token),
  };
}

const NOT_FORWARD = says(422, 'Update is not a fast forward');

/** Two writers at one moment, both from the commit that is there: what the loser is told. */
const RACE: Question = {
  id: 'writing.race',
  asked: 'PATCH /repos/acme/one/git/refs/heads/main two writers at one moment: the one that lost',
  expected: {
    ledger: ['ref-not-fast-forward', 'ref-cannot-be-updated'],
    oneOf: [NOT_FORWARD, says(422, 'Reference cannot be updated')],
  },
  open: 'moved-branch',
  async ask(world) {
    const { repository, head, next, beside } = await writingPlace(world);
    await makeBranch(world, repository, 'raced', head);
    const path = `/repos/${repository}/git/refs/heads/raced`;
    const [one, other] = await Promise.all(
      [next, beside].map((sha) => world.call({ method: 'PATCH', path, body: { sha }, atOnce: true })),
    );
    if (one === undefined || other === undefined) throw new Error('no answer');
    return one.status === 200 ? other : one;
  },
};

const REST: readonly Question[] = [
  RACE,
  restQuestion({
    ...{ id: 'tree', asked: '{base_tree, tree with content}', method: 'POST', below: 'trees' },
    expected: known('tree-created', {
      status: 201,
      body: { sha: { $matches: '^[0-9a-f]{40}$' }, truncated: false },
    }),
    body: ({ head }) => ({ base_tree: head, tree: treeEntries({ 'a.txt': 'A\n' }) }),
  }),
  restQuestion({
    ...{ id: 'tree-gitlink', asked: 'mode 160000, type commit', method: 'POST', below: 'trees' },
    expected: known('tree-created-gitlink', { status: 201 }),
    body: ({ head }) => ({ base_tree: head, tree: treeEntries({ sub: { gitlink: NOWHERE } }) }),
  }),
  restQuestion({
    ...{
      id: 'tree-deletes-nothing',
      asked: 'sha null for a path that does not exist',
      method: 'POST',
      below: 'trees',
    },
    expected: known('tree-bad-object-state', says(422, 'GitRPC::BadObjectState')),
    body: ({ head }) => ({
      base_tree: head,
      tree: [{ path: 'nope', mode: '100644', type: 'blob', sha: null }],
    }),
  }),
  restQuestion({
    ...{ id: 'tree-base', asked: 'base_tree is no tree', method: 'POST', below: 'trees' },
    expected: known('tree-base-missing', says(422, 'base_tree is not a valid tree oid')),
    body: () => ({ base_tree: NOWHERE, tree: treeEntries({ 'a.txt': 'A\n' }) }),
  }),
  commitQuestion('main', 'personal token', known('commit-created-unsigned', signed(false, 'unsigned'))),
  commitQuestion('app', 'App token', known('commit-created-signed', signed(true, 'valid'))),
  restQuestion({
    ...{ id: 'ref-forward', asked: 'to a commit ahead', method: 'PATCH', below: 'refs/heads/moves' },
    expected: known('ref-updated', {
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
    expected: known('ref-not-fast-forward', NOT_FORWARD),
    body: ({ beside }) => ({ sha: beside, force: false }),
  }),
  restQuestion({
    ...{
      id: 'ref-unknown-sha',
      asked: 'sha that is not in the repository',
      method: 'PATCH',
      below: 'refs/heads/stays',
    },
    // A refusal in words is what POST git/refs gives (ref-object-missing).
    expected: {
      ledger: ['ref-empty-500', 'ref-object-missing'],
      oneOf: [{ status: 500 }, says(422, 'Object does not exist')],
    },
    body: () => ({ sha: NOWHERE }),
  }),
  restQuestion({
    ...{ id: 'ref-missing', asked: 'a ref that does not exist', method: 'PATCH', below: 'refs/heads/nope' },
    expected: known('ref-update-missing', says(422, 'Reference does not exist')),
    body: ({ head }) => ({ sha: head }),
  }),
  restQuestion({
    ...{ id: 'ref-exists', asked: 'that exists', method: 'POST', below: 'refs' },
    expected: known('ref-exists', says(422, 'Reference already exists')),
    body: ({ next }) => ({ ref: 'refs/heads/stays', sha: next }),
  }),
  restQuestion({
    ...{ id: 'ref-bad-sha', asked: 'with an unknown sha', method: 'POST', below: 'refs' },
    expected: known('ref-object-missing', says(422, 'Object does not exist')),
    body: () => ({ ref: 'refs/heads/new', sha: NOWHERE }),
  }),
  restQuestion({
    ...{ id: 'ref-delete-missing', asked: 'that does not exist', method: 'DELETE', below: 'refs/heads/nope' },
    expected: known('ref-delete-missing', says(422, 'Reference does not exist')),
  }),
];

export const WRITING: Theme = {
  name: 'writing',
  questions: [...REST, ...UPDATES],
  cost: { repositories: 1, requests: 50, writes: 45 },
};
