import type { GraphQLError } from 'graphql';
import { wentWrong } from '../known-answers.ts';
import { isBot } from './accounts.ts';
import { assertMayMutate, repositoryById, type Viewer } from './graphql-access.ts';
import { BareError, GitHubError, NotImplemented, QueryError } from './graphql-errors.ts';
import type { Resolvers } from './graphql-schema.ts';
import { rulesetText } from './protection.ts';
import { ZEROS } from './push.ts';
import { changeRefs, type RefProblem, type RefUpdate } from './ref-updates.ts';
import type { Repository } from './repository.ts';
import type { World } from './world.ts';

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
  assertMayMutate(viewer, repository, 'UpdateRefs');
  if (repository.options.archived) throw archivedError(viewer);
  for (const { afterOid } of input.refUpdates) await assertCommit(repository, afterOid);
  const updates = input.refUpdates.map(toUpdate);
  const problem = await changeRefs(world, repository, { token, updates });
  if (problem !== null) throw errorOf(problem, world);
  return input;
}

/** The words are those of `createPullRequest`: sourcegraph, testdata/vcr/CreatePullRequest_Archived.yaml */
function archivedError({ world, token }: Viewer): GitHubError {
  if (world.switches.archived === 'read-only')
    return new GitHubError('UNPROCESSABLE', 'Repository was archived so is read-only');
  const who = isBot(token) ? 'integration' : 'personal access token';
  return new GitHubError('FORBIDDEN', `Resource not accessible by ${who}`);
}

/** For tags too: seen by somebody who released with annotated ones. */
async function assertCommit({ store }: Repository, oid: string): Promise<void> {
  const object = oid === ZEROS ? null : await store.read(oid);
  if (object === null || object.type === 'commit') return;
  throw new GitHubError('UNPROCESSABLE', `Invalid object type ${object.type}, expected commit`);
}

function toUpdate({ name, beforeOid, afterOid, force = false }: RefUpdateInput): RefUpdate {
  const expect = beforeOid === ZEROS ? 'absent' : beforeOid == null ? null : { oid: beforeOid };
  return { name, after: afterOid === ZEROS ? null : afterOid, force, ...(expect === null ? {} : { expect }) };
}

/**
 * Rules of rulesets as `createCommitOnBranch` has them; its classic protections:
 * https://github.com/Thinkmill/keystatic/issues/1559
 */
function errorOf(problem: RefProblem, world: World): GraphQLError | NotImplemented {
  switch (problem.kind) {
    case 'unknown':
    case 'name':
    case 'in-the-way':
      return new NotImplemented(`the change of ${problem.ref} (${problem.kind})`);
    case 'protected': {
      const { by, messages } = problem.violation;
      return by === 'ruleset'
        ? new GitHubError('FORBIDDEN', rulesetText(messages))
        : new GitHubError('BRANCH_PROTECTION_RULE_VIOLATION', messages.join(' '));
    }
    default:
      return notThere(problem.ref, world);
  }
}

/**
 * A ref that is not where it should be: three people found a message that says nothing, and the ref untouched. What
 * other updates that can't be are answered with (an unknown object, no fast-forward) is not in the public record: alike.
 */
function notThere(ref: string, { switches, date }: World): GraphQLError {
  const message = wentWrong(date());
  switch (switches.staleRef) {
    case 'null-data':
      return new BareError(message);
    case 'no-data':
      return new QueryError(null, message, { hasData: false });
    case 'unprocessable':
      return new GitHubError('UNPROCESSABLE', `The ref ${ref} can't be updated`);
    case 'stale-data':
      return new GitHubError('STALE_DATA', `Expected ${ref} to point elsewhere.  Pull and try again.`);
  }
}
