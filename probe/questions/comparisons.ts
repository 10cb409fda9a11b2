import { data, dataWith, ofRepository } from '../graphql.ts';
import { type Expected, known, type Pattern, type Question } from '../question.ts';
import { type History, history } from './history.ts';
import { NOWHERE } from './objects-place.ts';

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
    open: expected === 'unknown' ? 'unrelated-graphql' : 'compare-takes-ids',
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

export const COMPARISONS: readonly Question[] = [
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
    expected: known('compare-unknown', { status: 404, body: { message: 'Not Found' } }),
    async ask(world) {
      const { repository, branch } = await history(world);
      return world.call({ method: 'GET', path: `/repos/${repository}/compare/${branch}...${NOWHERE}` });
    },
  },
  {
    id: 'refs.rest-compare-unrelated',
    asked: 'GET /repos/acme/one/compare/main...{sha without a common ancestor}',
    expected: known('compare-unrelated', {
      status: 404,
      body: { message: { $matches: '^No common ancestor between ' } },
    }),
    async ask(world) {
      const { repository, branch, unrelated } = await history(world);
      return world.call({ method: 'GET', path: `/repos/${repository}/compare/${branch}...${unrelated}` });
    },
  },
];
