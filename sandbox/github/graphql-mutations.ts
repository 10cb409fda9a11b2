import { assertMay, repositoryById, type Viewer } from './graphql-access.ts';
import { GitHubError, NotImplemented } from './graphql-errors.ts';
import type { Resolvers } from './graphql-schema.ts';
import { ZEROS } from './push.ts';
import { changeRefs, type RefProblem, type RefUpdate } from './ref-updates.ts';
import { rulesetText } from './rest-refs.ts';

interface RefUpdateInput {
  name: string;
  beforeOid?: string | null;
  afterOid: string;
  force?: boolean;
}

interface UpdateRefsInput {
  clientMutationId?: string | null;
  repositoryId: string;
  refUpdates: RefUpdateInput[];
}

export const mutationResolvers: Resolvers = {
  Mutation: {
    updateRefs: (_source: unknown, { input }, viewer) => updateRefs(viewer, input as UpdateRefsInput),
  },
  UpdateRefsPayload: {
    clientMutationId: ({ clientMutationId }: UpdateRefsInput) => clientMutationId ?? null,
  },
};

async function updateRefs(viewer: Viewer, input: UpdateRefsInput): Promise<UpdateRefsInput> {
  const { world, token } = viewer;
  const repository = repositoryById(viewer, input.repositoryId);
  assertMay(viewer, repository, 'contents', 'write');
  if (repository.options.archived) throw new NotImplemented('updateRefs of an archived repository');
  const updates = input.refUpdates.map(toUpdate);
  const problem = await changeRefs(world, repository, { token, updates });
  if (problem !== null) throw errorOf(problem);
  return input;
}

function toUpdate({ name, beforeOid, afterOid, force = false }: RefUpdateInput): RefUpdate {
  const expect = beforeOid === ZEROS ? 'absent' : beforeOid == null ? null : { oid: beforeOid };
  return { name, after: afterOid === ZEROS ? null : afterOid, force, ...(expect === null ? {} : { expect }) };
}

/**
 * What this mutation says of a ref that is not where it should be is not in the public record: its users read the
 * ref again. The types of the other two are those of `createCommitOnBranch`:
 * https://github.com/Thinkmill/keystatic/issues/1559
 */
function errorOf(problem: RefProblem): GitHubError | NotImplemented {
  if (problem.kind === 'unknown' || problem.kind === 'name' || problem.kind === 'in-the-way')
    return new NotImplemented(`the change of ${problem.ref} (${problem.kind})`);
  if (problem.kind !== 'protected')
    return new GitHubError('UNPROCESSABLE', `The ref ${problem.ref} can't be updated (${problem.kind})`);
  const { by, messages } = problem.violation;
  return by === 'ruleset'
    ? new GitHubError('UNPROCESSABLE', rulesetText(problem.violation))
    : new GitHubError('BRANCH_PROTECTION_RULE_VIOLATION', messages.join(' '));
}
