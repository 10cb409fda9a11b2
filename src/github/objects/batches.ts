import { repositoryKey } from '../repository.ts';
import type { Part, SnapshotRequest } from './snapshot.ts';

/**
 * PURE: how much goes into one GraphQL request. GitHub ends a query after some ten seconds, and its own tool reads 20
 * repositories with their files at once (github/gh-actions-lock); 30 and more have failed in production
 * (AdnaneKhan/gato-x#270), 250 objects of one repository have not (sveltia/sveltia-cms).
 */
const MOST_REPOSITORIES = 20;
/** Over several repositories, and in one alone. */
const MOST_PATHS = 100;
const MOST_PATHS_OF_ONE = 200;
/** Below the 256 KiB at which a public tool caps its bodies, with room for the text around. */
const MOST_BYTES = 200_000;
/** So few of one repository are hardly ever too much: what fails then is tried again, not halved. */
const FEW_PATHS = 25;

/** PURE: requests → parts that fit into a query, and these in batches; those of one repository stay together. */
export function batchesOf(requests: readonly SnapshotRequest[]): Part[][] {
  const batches: Part[][] = [];
  const parts = requests.flatMap(splitPaths);
  for (const part of parts.toSorted((a, b) => repositoryOf(a).localeCompare(repositoryOf(b)))) {
    const last = batches.at(-1);
    if (last !== undefined && fits([...last, part])) last.push(part);
    else batches.push([part]);
  }
  return batches;
}

function fits(parts: readonly Part[]): boolean {
  const repositories = repositoriesIn(parts);
  const paths = parts.reduce((sum, part) => sum + costOf(part), 0);
  const most = repositories === 1 ? MOST_PATHS_OF_ONE : MOST_PATHS;
  return repositories <= MOST_REPOSITORIES && paths <= most && bytesOf(parts) <= MOST_BYTES;
}

/** In paths: a comparison walks through history; 50 of them in a query are known to work. */
function costOf({ request, paths }: Part): number {
  return Math.max(1, paths.length) + (request.compareWith === undefined ? 0 : 4);
}

/** At most: a commit's fields and declarations, and each path once as a value, with its field around it. */
function bytesOf(parts: readonly Part[]): number {
  return parts.reduce(
    (sum, { paths }) =>
      sum + 800 + paths.reduce((all, path) => all + 120 + Buffer.byteLength(JSON.stringify(path)), 0),
    0,
  );
}

function splitPaths(request: SnapshotRequest): Part[] {
  const parts: Part[] = [];
  let paths: string[] = [];
  for (const path of request.paths) {
    if (paths.length > 0 && !fits([{ request, paths: [...paths, path] }])) {
      parts.push({ request, paths });
      paths = [];
    }
    paths.push(path);
  }
  const { below } = request;
  const isDeep = parts.length === 0 && below?.folders.some((folder) => paths.includes(folder));
  return [...parts, { request, paths, ...(isDeep ? { below } : {}) }];
}

/**
 * PURE: the batch without what is below; else two batches of half the repositories, commits or paths; null where there is
 * too little to be too much. Where GitHub itself says that it is too much (`toTheLast`), a single commit with a single
 * path is what cannot be halved.
 */
export function halve(batch: readonly Part[], toTheLast: boolean): readonly Part[][] | null {
  if (batch.some(({ below }) => below !== undefined)) {
    return [batch.map(({ request, paths }) => ({ request, paths }))];
  }
  const repositories = [...new Set(batch.map(repositoryOf))];
  if (repositories.length > 1) {
    const first = new Set(inTwo(repositories)?.[0]);
    return [
      batch.filter((part) => first.has(repositoryOf(part))),
      batch.filter((part) => !first.has(repositoryOf(part))),
    ];
  }
  const paths = batch.reduce((sum, part) => sum + part.paths.length, 0);
  if (!toTheLast && paths <= FEW_PATHS) return null;
  if (batch.length > 1) return inTwo(batch);
  const [only] = batch;
  const halves = only === undefined ? null : inTwo(only.paths);
  if (only === undefined || halves === null) return null;
  const [some, others] = halves;
  return [[{ ...only, paths: some }], [{ ...only, paths: others }]];
}

/** PURE: how many repositories parts are about. */
export function repositoriesIn(parts: readonly Part[]): number {
  return new Set(parts.map(repositoryOf)).size;
}

function repositoryOf({ request }: Part): string {
  return repositoryKey(request.repository);
}

/** PURE: a list in two halves, the first not the smaller; null where there is nothing to halve. */
export function inTwo<T>(items: readonly T[]): [T[], T[]] | null {
  const middle = Math.ceil(items.length / 2);
  return items.length > 1 ? [items.slice(0, middle), items.slice(middle)] : null;
}

/** PURE: a list in pieces of at most `most`. */
export function chunksOf<T>(items: readonly T[], most: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / most) }, (_, n) =>
    items.slice(n * most, (n + 1) * most),
  );
}
