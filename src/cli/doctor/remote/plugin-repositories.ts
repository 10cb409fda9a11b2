import { inTwo } from '../../../github/batches.ts';
import { type BatchedQuery, readByHalves } from '../../../github/by-halves.ts';
import type { Client } from '../../../github/client.ts';
import { GitHubError } from '../../../github/error.ts';
import { type GraphqlAnswer, whyNull } from '../../../github/graphql-answer.ts';
import { type RepositoryName, repositoryKey } from '../../../github/repository.ts';
import type { Marketplace, Subject } from '../../../marketplace/marketplace.ts';
import { isObject } from '../../../plugin/json.ts';

/** PURE: the repositories of a marketplace's plugins, besides its own, each once. */
export function pluginRepositories({ subjects, repository }: Marketplace): RepositoryName[] {
  const all = subjects.map(repositoryOf).filter((one) => one !== null);
  const found = new Map(all.map((one) => [repositoryKey(one), one]));
  found.delete(repositoryKey(repository));
  return [...found.values()];
}

/** PURE: where an entry's plugin comes from, if that is a repository of its own on this GitHub. */
export function repositoryOf({ source }: Subject): RepositoryName | null {
  if (source.kind === 'remote') return source.repository;
  return source.kind === 'submodule' ? source.pointer.repository : null;
}

export interface RepositoryState {
  /** Its present name. */
  readonly name: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
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
  const batches = Array.from({ length: Math.ceil(repositories.length / MOST_IN_A_QUERY) }, (_, index) =>
    repositories.slice(index * MOST_IN_A_QUERY, (index + 1) * MOST_IN_A_QUERY),
  );
  const reads = await readByHalves(client, QUERY, batches);
  return new Map(
    reads.flatMap(({ item, result }) => {
      if (result.kind === 'failed') throw result.error;
      return result.kind === 'seen' ? [[repositoryKey(item), result.state]] : [];
    }),
  );
}

type Result =
  | { readonly kind: 'seen'; readonly state: RepositoryState }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'failed'; readonly error: GitHubError };

const QUERY: BatchedQuery<RepositoryName, Result> = {
  build: (batch) => ({ text: textOf(batch), variables: Object.fromEntries(batch.flatMap(variablesOf)) }),
  read: (batch, answer) => batch.map((_, index) => resultAt(`r${index}`, batch.length === 1, answer)),
  isRead: ({ kind }) => kind !== 'failed',
  failed: (error) => ({ kind: 'failed', error }),
  halve: (batch) => (batch.length > 1 ? inTwo(batch) : null),
  repositoriesIn: (batch) => batch.length,
};

function textOf(batch: readonly RepositoryName[]): string {
  const fields = batch.map(
    (_, index) =>
      `r${index}: repository(owner: $o${index}, name: $n${index}) { nameWithOwner isPrivate isArchived }`,
  );
  const declared = batch.map((_, index) => `$o${index}: String!, $n${index}: String!`);
  return `query(${declared.join(', ')}) {\n${fields.join('\n')}\n}`;
}

function variablesOf({ owner, name }: RepositoryName, index: number): [string, string][] {
  return [
    [`o${index}`, owner],
    [`n${index}`, name],
  ];
}

function resultAt(alias: string, alone: boolean, { data, errors }: GraphqlAnswer): Result {
  const found = data[alias];
  const why = found === null ? whyNull(errors, { path: [alias], alone }) : null;
  if (why?.kind === 'absent' || why?.kind === 'forbidden') return { kind: 'unseen' };
  const { nameWithOwner: name, isPrivate, isArchived } = isObject(found) ? found : {};
  if (typeof name === 'string' && typeof isPrivate === 'boolean' && typeof isArchived === 'boolean') {
    return { kind: 'seen', state: { name, isPrivate, isArchived } };
  }
  const message = why?.message ?? 'the answer is incomplete';
  return { kind: 'failed', error: new GitHubError({ status: 200, headers: {}, message, problems: errors }) };
}
