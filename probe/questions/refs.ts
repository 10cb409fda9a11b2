import { data, dataWith, graphql, ofRepository } from '../graphql.ts';
import { type Expected, known, type Pattern, type Question, type Theme } from '../question.ts';
import { commitOn, makeBranch, makeCommit, makeTree, push } from '../world/git-data.ts';
import type { Place } from '../world/hands.ts';
import type { World } from '../world/world.ts';
import { NOWHERE } from './objects.ts';

/** The default branch with two commits; others ahead of it, beside it, and without an ancestor in common. */
interface History extends Place {
  readonly main: string;
  readonly ahead: string;
  readonly beside: string;
  readonly unrelated: string;
}

function history(world: World): Promise<History> {
  return world.once('history', async () => {
    const place = await world.hands.createRepository('history', { private: false });
    const { repository, head } = place;
    const main = await push(world, place, { 'a.txt': 'One\n' });
    const ahead = await commitOn(world, repository, main, { 'b.txt': 'Two\n' });
    const beside = await commitOn(world, repository, head, { 'c.txt': 'Three\n' });
    const tree = await makeTree(world, repository, { 'd.txt': 'Four\n' });
    const unrelated = await makeCommit(world, repository, { tree, parents: [], message: 'Unrelated' });
    await makeBranch(world, repository, 'ahead', ahead);
    await makeBranch(world, repository, 'beside', beside);
    await makeBranch(world, repository, 'unrelated', unrelated);
    return { ...place, main, ahead, beside, unrelated };
  });
}

function compareQuestion(
  name: string,
  what: string,
  expected: Expected,
  headOf: (history: History) => string,
): Question {
  return {
    id: `refs.compare-${name}`,
    asked: `ref(qualifiedName:$base){compare(headRef:$head){status aheadBy behindBy}} — $head ${what}`,
    expected,
    async ask(world) {
      const made = await history(world);
      return ofRepository(world, made.repository, {
        declared: '$base: String!, $head: String!',
        fields: 'ref(qualifiedName: $base) { name compare(headRef: $head) { status aheadBy behindBy } }',
        variables: { base: `refs/heads/${made.branch}`, head: headOf(made) },
      });
    },
  };
}

const compared = (status: string, aheadBy: number, behindBy: number) =>
  data({ ref: { compare: { status, aheadBy, behindBy } } });

const noComparison: Pattern = { ref: { name: { $present: true }, compare: null } };

const noSuchRef: Pattern = {
  type: 'NOT_FOUND',
  path: ['repository', 'ref', 'compare'],
  message: "Could not resolve to a Ref with the name 'nobody:nope'.",
};

const COMPARISONS: readonly Question[] = [
  compareQuestion(
    'ahead',
    'a commit ahead, by sha',
    known('compare-sha', compared('AHEAD', 1, 0)),
    ({ ahead }) => ahead,
  ),
  compareQuestion(
    'behind',
    'a commit behind, by sha',
    known('compare-sha', compared('BEHIND', 0, 1)),
    ({ head }) => head,
  ),
  compareQuestion(
    'identical',
    'the same commit, by sha',
    known('compare-identical', compared('IDENTICAL', 0, 0)),
    ({ main }) => main,
  ),
  compareQuestion(
    'diverged',
    'a commit beside, by sha',
    known('compare-direction', compared('DIVERGED', 1, 1)),
    ({ beside }) => beside,
  ),
  compareQuestion(
    'unknown',
    'a sha that is not in the repository',
    known('compare-unknown-sha', { status: 200, body: { data: { repository: noComparison } } }),
    () => NOWHERE,
  ),
  compareQuestion(
    'unrelated',
    'a commit without a common ancestor, by sha',
    'unknown',
    ({ unrelated }) => unrelated,
  ),
  compareQuestion(
    'missing-ref',
    'a name that does not resolve',
    known('compare-missing', dataWith(noComparison, noSuchRef)),
    () => 'nobody:nope',
  ),
  {
    id: 'refs.rest-compare-unknown',
    asked: 'GET /repos/acme/one/compare/main...{unknown sha}',
    expected: known('4.compare.unknown', { status: 404, body: { message: 'Not Found' } }),
    async ask(world) {
      const { repository, branch } = await history(world);
      return world.call({ method: 'GET', path: `/repos/${repository}/compare/${branch}...${NOWHERE}` });
    },
  },
  {
    id: 'refs.rest-compare-unrelated',
    asked: 'GET /repos/acme/one/compare/main...{sha without a common ancestor}',
    expected: known('4.compare.unrelated', {
      status: 404,
      body: { message: { $matches: '^No common ancestor between ' } },
    }),
    async ask(world) {
      const { repository, branch, unrelated } = await history(world);
      return world.call({ method: 'GET', path: `/repos/${repository}/compare/${branch}...${unrelated}` });
    },
  },
];

function refQuestion(name: string, qualifiedName: string, expected: Expected): Question {
  return {
    id: `refs.${name}`,
    asked: `ref(qualifiedName:"${qualifiedName}"){name target{oid}}`,
    expected,
    async ask(world) {
      const { repository } = await history(world);
      const fields = 'ref(qualifiedName: $ref) { name target { oid } }';
      return ofRepository(world, repository, {
        declared: '$ref: String!',
        fields,
        variables: { ref: qualifiedName },
      });
    },
  };
}

/** A read over REST of the repository with the history, or of one without a commit. */
function restQuestion(id: string, below: string, expected: Expected, isEmpty = false): Question {
  return {
    id,
    asked: `GET /repos/acme/${isEmpty ? 'empty' : 'one'}${below}`,
    expected,
    async ask(world) {
      const { repository } = isEmpty ? await emptyPlace(world) : await history(world);
      return world.call({ method: 'GET', path: `/repos/${repository}${below}` });
    },
  };
}

export function emptyPlace(world: World): Promise<{ readonly repository: string }> {
  return world.once('empty', () => world.hands.createEmptyRepository('empty'));
}

const EMPTY = known('2.empty', { status: 409, body: { message: 'Git Repository is empty.' } });
/** https://docs.github.com/rest/git/refs#list-matching-references: refs that start so, as a list. */
const MATCHING = 'docs: rest/git/refs#list-matching-references';

const NAMES: readonly Question[] = [
  refQuestion('missing', 'refs/heads/nope', known('ref-missing', data({ ref: null }))),
  refQuestion('HEAD', 'HEAD', known('ref-HEAD', data({ ref: null }))),
  restQuestion(
    'refs.rest-missing',
    '/git/ref/heads/nope',
    known('4.refs.404', { status: 404, body: { message: 'Not Found' } }),
  ),
  restQuestion(
    'refs.matching-none',
    '/git/matching-refs/tags/none',
    known(MATCHING, { status: 200, body: [] }),
  ),
  restQuestion(
    'refs.matching-page',
    '/git/matching-refs/heads/?per_page=2',
    // Paging is no longer in GitHub's description: all, or a page and a link to the next.
    {
      ledger: [MATCHING],
      oneOf: [
        { status: 200, body: [{}, {}, {}, {}] },
        { status: 200, headers: { link: { $matches: 'rel="next"' } }, body: [{}, {}] },
      ],
    },
  ),
  restQuestion('refs.matching-of-empty', '/git/matching-refs/heads/', EMPTY, true),
  restQuestion('refs.commit-of-empty', '/commits/HEAD', EMPTY, true),
  {
    id: 'refs.empty-repository',
    asked: 'repository{defaultBranchRef{name}} of an empty repository',
    expected: known('repository-empty', data({ defaultBranchRef: null })),
    async ask(world) {
      const fields = 'isEmpty defaultBranchRef { name }';
      return ofRepository(world, (await emptyPlace(world)).repository, { fields });
    },
  },
  {
    id: 'refs.missing-repository',
    asked: 'r0:repository(owner:"acme",name:"nope"){id}',
    expected: known('repository-missing', {
      status: 200,
      body: {
        data: { r0: null },
        errors: [
          {
            type: 'NOT_FOUND',
            path: ['r0'],
            message: "Could not resolve to a Repository with the name 'acme/nope'.",
          },
        ],
      },
    }),
    async ask(world) {
      const [owner, name] = world.named('nope').split('/');
      const query =
        'query($owner: String!, $name: String!) { r0: repository(owner: $owner, name: $name) { id } }';
      return graphql(world, query, { owner, name });
    },
  },
];

export const REFS: Theme = {
  name: 'refs',
  questions: [...COMPARISONS, ...NAMES],
  cost: { repositories: 2, requests: 50, writes: 20 },
};
