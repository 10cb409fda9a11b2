import type { Client } from '../../../github/client/client.ts';
import { GitHubError } from '../../../github/client/error.ts';
import { aliasedRepository, type GraphqlAnswer, INCOMPLETE } from '../../../github/client/graphql-answer.ts';
import { repositoriesQuery } from '../../../github/client/graphql-query.ts';
import { chunksOf, inTwo } from '../../../github/objects/batches.ts';
import { type BatchedQuery, readByHalves } from '../../../github/objects/by-halves.ts';
import { type RepositoryName, repositoryKey } from '../../../github/repository.ts';

export interface RepositoryState {
  /** Its present name. */
  readonly name: string;
  readonly isPrivate: boolean;
}

/** One object each: 200 of them in a query are known to work. */
const MOST_IN_A_QUERY = 100;

/**
 * READ: the state of many repositories, by {@link repositoryKey}; nothing of those that can't be seen. Throws
 * `GitHubError` where GitHub failed on one: what it did not answer is not taken for what can't be seen.
 */
export async function readStates(
  client: Client,
  repositories: readonly RepositoryName[],
): Promise<ReadonlyMap<string, RepositoryState>> {
  const reads = await readByHalves(client, QUERY, chunksOf(repositories, MOST_IN_A_QUERY));
  return new Map(
    [...reads].flatMap(([repository, result]) => {
      if (result.kind === 'failed') throw result.error;
      return result.kind === 'seen' ? [[repositoryKey(repository), result.state]] : [];
    }),
  );
}

type Result =
  | { readonly kind: 'seen'; readonly state: RepositoryState }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'failed'; readonly error: GitHubError };

const QUERY: BatchedQuery<RepositoryName, Result> = {
  build: (batch) => repositoriesQuery(batch, '{ nameWithOwner isPrivate }'),
  read: (batch, answer) =>
    new Map(batch.map((one, n) => [one, resultAt(`r${n}`, batch.length === 1, answer)])),
  isRead: ({ kind }) => kind !== 'failed',
  failed: (error) => ({ kind: 'failed', error }),
  halve: inTwo,
  repositoriesIn: (batch) => batch.length,
};

function resultAt(alias: string, alone: boolean, answer: GraphqlAnswer): Result {
  const found = aliasedRepository(answer, alias, alone);
  if (found.kind === 'no-repository' || found.kind === 'forbidden') return { kind: 'unseen' };
  const { nameWithOwner: name, isPrivate } = found.kind === 'repository' ? found.fields : {};
  if (typeof name === 'string' && typeof isPrivate === 'boolean') {
    return { kind: 'seen', state: { name, isPrivate } };
  }
  const { message } = found.kind === 'failed' ? found : INCOMPLETE;
  const problems = answer.errors;
  return { kind: 'failed', error: new GitHubError({ status: 200, headers: {}, message, problems }) };
}
