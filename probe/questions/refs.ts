import { data, graphql, ofRepository } from '../graphql.ts';
import { type Expected, known, type Question, type Theme } from '../question.ts';
import type { World } from '../world/world.ts';
import { COMPARISONS } from './comparisons.ts';
import { history } from './history.ts';

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

const EMPTY = known('git-empty-repository', { status: 409, body: { message: 'Git Repository is empty.' } });
/** https://docs.github.com/rest/git/refs#list-matching-references: refs that start so, as a list. */
const MATCHING = 'matching-refs';

const NAMES: readonly Question[] = [
  refQuestion('missing', 'refs/heads/nope', known('ref-missing', data({ ref: null }))),
  refQuestion('HEAD', 'HEAD', known('ref-HEAD', data({ ref: null }))),
  restQuestion(
    'refs.rest-missing',
    '/git/ref/heads/nope',
    known('ref-read-missing', { status: 404, body: { message: 'Not Found' } }),
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
