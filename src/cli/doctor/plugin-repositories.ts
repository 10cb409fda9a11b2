import type { Client } from '../../github/client.ts';
import { inFlight } from '../../github/in-flight.ts';
import { type RepositoryName, repositoryKey } from '../../github/repository.ts';
import type { Marketplace, Subject } from '../../marketplace/marketplace.ts';
import { isObject } from '../../plugin/json.ts';

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

/** One object each: far below what a query may ask for. */
const MOST_IN_A_QUERY = 100;

/** READ: the state of many repositories, by {@link repositoryKey}; nothing of those that can't be seen. */
export async function readStates(
  client: Client,
  repositories: readonly RepositoryName[],
): Promise<ReadonlyMap<string, RepositoryState>> {
  const batches = Array.from({ length: Math.ceil(repositories.length / MOST_IN_A_QUERY) }, (_, index) =>
    repositories.slice(index * MOST_IN_A_QUERY, (index + 1) * MOST_IN_A_QUERY),
  );
  const read = await inFlight(batches, (batch) => readBatch(client, batch));
  return new Map(read.flat());
}

async function readBatch(
  client: Client,
  batch: readonly RepositoryName[],
): Promise<(readonly [string, RepositoryState])[]> {
  const fields = batch.map(
    (_, index) =>
      `r${index}: repository(owner: $o${index}, name: $n${index}) { nameWithOwner isPrivate isArchived }`,
  );
  const declared = batch.map((_, index) => `$o${index}: String!, $n${index}: String!`);
  const values = batch.flatMap(({ owner, name }, index) => [
    [`o${index}`, owner],
    [`n${index}`, name],
  ]);
  const query = `query(${declared.join(', ')}) {\n${fields.join('\n')}\n}`;
  const { data } = await client.graphql(query, Object.fromEntries(values));
  return batch.flatMap((repository, index) => {
    const found = data[`r${index}`];
    return isObject(found) ? [[repositoryKey(repository), stateOf(found)] as const] : [];
  });
}

function stateOf(found: Record<string, unknown>): RepositoryState {
  return {
    name: String(found['nameWithOwner'] ?? ''),
    isPrivate: found['isPrivate'] === true,
    isArchived: found['isArchived'] === true,
  };
}
