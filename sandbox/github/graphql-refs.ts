import { peel, readCommit } from './commits.ts';
import { assertReadable, type Viewer } from './graphql-access.ts';
import { connection, type Page, paginate } from './graphql-connections.ts';
import { GitHubError, NotImplemented } from './graphql-errors.ts';
import { objectSource } from './graphql-objects.ts';
import { pullRequestsFrom } from './graphql-pulls.ts';
import type { Resolvers } from './graphql-schema.ts';
import { commitDate, compareHistories, comparisonStatus, type Divergence } from './history.ts';
import type { Repository } from './repository.ts';
import { nodeId } from './shapes.ts';

export interface RefSource {
  repository: Repository;
  /** E.g. `refs/heads/main`. */
  name: string;
  oid: string;
}

interface ComparisonSource extends Divergence {
  repository: Repository;
  base: string;
  head: string;
}

export const refResolvers: Resolvers = {
  Ref: {
    id: ({ repository, name }: RefSource) => nodeId('REF', `${repository.id}:${name}`),
    name: ({ name }: RefSource) => name.slice(refPrefix(name).length),
    prefix: ({ name }: RefSource) => refPrefix(name),
    repository: ({ repository }: RefSource) => repository,
    target: ({ repository, oid }: RefSource) => objectSource(repository, oid),
    compare: (source: RefSource, { headRef }, viewer) => compare(source, String(headRef), viewer),
    associatedPullRequests: ({ repository, name }: RefSource, args, viewer) =>
      pullRequestsFrom(viewer, repository, { ...args, headRefName: name.slice(refPrefix(name).length) }),
  },
  RefConnection: connection,
  Comparison: {
    id: ({ repository, base, head }: ComparisonSource) => nodeId('CP', `${repository.id}:${base}:${head}`),
    status: ({ ahead, behindBy }: ComparisonSource) => comparisonStatus(ahead.length, behindBy).toUpperCase(),
    aheadBy: ({ ahead }: ComparisonSource) => ahead.length,
    behindBy: ({ behindBy }: ComparisonSource) => behindBy,
    baseTarget: ({ repository, base }: ComparisonSource) => objectSource(repository, base),
    headTarget: ({ repository, head }: ComparisonSource) => objectSource(repository, head),
    commits: ({ repository, ahead }: ComparisonSource, args) =>
      paginate('commits', ahead.toReversed(), args, (oid) => objectSource(repository, oid)),
  },
  ComparisonCommitConnection: connection,
};

function refPrefix(name: string): string {
  return /^refs\/[^/]+\//.exec(name)?.[0] ?? 'refs/';
}

/** A qualified name is taken as it is; a short one is a branch before it is a tag. */
export function refNames(name: string): string[] {
  return name.startsWith('refs/') ? [name] : [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`];
}

export function refNamed(viewer: Viewer, repository: Repository, names: string[]): RefSource | null {
  assertReadable(viewer, repository);
  for (const name of names) {
    const oid = repository.ref(name);
    if (oid !== null) return { repository, name, oid };
  }
  return null;
}

async function compare(
  { repository, oid }: RefSource,
  headRef: string,
  { world }: Viewer,
): Promise<ComparisonSource | null> {
  const { compareTakesOids, unknownComparison, unrelatedComparison } = world.switches;
  const named = refNames(headRef).map((name) => repository.ref(name));
  const byId = compareTakesOids && /^[0-9a-f]{7,40}$/.test(headRef);
  const found = named.find((one) => one !== null) ?? (byId ? await repository.resolve(headRef) : null);
  const [base, head] = [await commitAt(repository, oid), await commitAt(repository, found)];
  if (base === null || head === null) return noComparison(headRef, byId ? unknownComparison : 'not-found');
  const comparison = await compareHistories(repository.store, base, head);
  if (!comparison.related) return noComparison(headRef, unrelatedComparison);
  return { repository, base, head, ...comparison };
}

function noComparison(headRef: string, how: 'null' | 'not-found'): null {
  if (how === 'null') return null;
  throw new GitHubError('NOT_FOUND', `Could not resolve to a Ref with the name '${headRef}'.`);
}

async function commitAt({ store }: Repository, oid: string | null): Promise<string | null> {
  const commit = oid === null ? null : await readCommit(store, await peel(store, oid));
  return commit?.oid ?? null;
}

/** A page of the refs below a prefix. The query is looked for anywhere in the name after the prefix. */
export async function listedRefs(
  viewer: Viewer,
  repository: Repository,
  { refPrefix: prefix, query, orderBy, direction, ...page }: Record<string, unknown>,
): Promise<Page> {
  assertReadable(viewer, repository);
  const below = String(prefix);
  if (!below.endsWith('/')) throw new NotImplemented(`the prefix ${below} of refs`);
  const wanted = String(query ?? '').toLowerCase();
  const refs = [...repository.refs()]
    .map(([name, oid]): RefSource => ({ repository, name, oid }))
    .filter(({ name }) => name.startsWith(below) && name.slice(below.length).toLowerCase().includes(wanted));
  const order = { field: 'ALPHABETICAL', direction: direction ?? 'ASC', ...(orderBy as object | null) };
  const sorted = await sortRefs(refs, order.field === 'TAG_COMMIT_DATE' && below.startsWith('refs/tags/'));
  return paginate('refs', order.direction === 'DESC' ? sorted.reverse() : sorted, page, (ref) => ref);
}

/** "Order refs by underlying commit date if the ref prefix is refs/tags/" (the schema), else by name. */
async function sortRefs(refs: RefSource[], byDate: boolean): Promise<RefSource[]> {
  if (!byDate) return refs;
  const dated = await Promise.all(
    refs.map(async (ref) => {
      const { store } = ref.repository;
      return { ref, date: await commitDate(store, await peel(store, ref.oid)) };
    }),
  );
  return dated.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)).map(({ ref }) => ref);
}
