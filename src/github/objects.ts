import { readAnswer } from './answers.ts';
import type { Client } from './client.ts';
import { GitHubError } from './error.ts';
import { IN_FLIGHT } from './in-flight.ts';
import { buildQuery } from './query.ts';
import { repositoryKey } from './repository.ts';
import type { Part, Snapshot, SnapshotRequest } from './snapshot.ts';

/**
 * The one way this project reads git objects: *given repositories, commits or refs, and paths, return entries
 * with their blobs and listings*, many in one GraphQL request.
 *
 * `Commit.file(path:)` gives the tree entry of any path at that very commit, so commit, mode and content always
 * belong together (https://docs.github.com/graphql/reference/objects#commit). Paths, names and refs travel as
 * variables, never inside the query's text.
 */

/**
 * Repositories in a request, and paths in a request. GitHub ends a query after 10 seconds and counts timeouts
 * double; 25 repositories stay well below that, and a batch that fails all the same is halved.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
const MOST_REPOSITORIES = 25;
const MOST_PATHS = 1000;
/** So few of one repository are never too much for GitHub: what fails then is retried, not halved. */
const FEW_PATHS = 25;

/**
 * One result per request, in the same order. Never throws for GitHub's answers: each result says what it is.
 * What GitHub failed on inside an otherwise good answer is asked for again, as the retry policy has it.
 */
export async function readObjects(client: Client, requests: readonly SnapshotRequest[]): Promise<Snapshot[]> {
  const snapshots = await readOnce(client, requests);
  for (let tries = 1; snapshots.some(partlyFailed); tries++) {
    if (!(await client.pause('Reading from GitHub', 'part of the answer failed', tries))) break;
    const again = [...snapshots.entries()].filter(([, snapshot]) => partlyFailed(snapshot));
    const reads = await readOnce(
      client,
      again.flatMap(([index]) => requests[index] ?? []),
    );
    for (const [n, [index]] of again.entries()) snapshots[index] = reads[n] ?? UNREAD;
  }
  return snapshots;
}

/** Whole requests that failed were tried again by the client already: they carry its error. */
function partlyFailed(snapshot: Snapshot): boolean {
  if (snapshot.kind === 'failed') return snapshot.error === null;
  return snapshot.kind === 'commit' && [...snapshot.paths.values()].some(({ kind }) => kind === 'failed');
}

async function readOnce(client: Client, requests: readonly SnapshotRequest[]): Promise<Snapshot[]> {
  const readings = await readBatches(client, batches(requests.flatMap(splitPaths)));
  return requests.map((request) =>
    join(readings.filter(({ part }) => part.request === request).map(({ snapshot }) => snapshot)),
  );
}

type Reading = { readonly part: Part; readonly snapshot: Snapshot };

const UNREAD: Snapshot = { kind: 'failed', message: 'not read', error: null };

function splitPaths(request: SnapshotRequest): Part[] {
  if (request.paths.length <= MOST_PATHS) return [{ request, paths: request.paths }];
  return [
    ...splitPaths({ ...request, paths: request.paths.slice(0, MOST_PATHS) }),
    ...splitPaths({ ...request, paths: request.paths.slice(MOST_PATHS) }),
  ].map(({ paths }) => ({ request, paths }));
}

function batches(parts: readonly Part[]): Part[][] {
  const result: Part[][] = [];
  let repositories = new Set<string>();
  let paths = 0;
  for (const part of parts) {
    repositories.add(repositoryKey(part.request.repository));
    paths += costOf(part);
    const full = repositories.size > MOST_REPOSITORIES || paths > MOST_PATHS;
    if (full || result.length === 0) {
      result.push([]);
      repositories = new Set([repositoryKey(part.request.repository)]);
      paths = costOf(part);
    }
    result.at(-1)?.push(part);
  }
  return result;
}

/** In paths: a comparison walks through history. */
function costOf({ request, paths }: Part): number {
  return paths.length + (request.compareWith === undefined ? 0 : 20);
}

/** All batches, {@link IN_FLIGHT} at once; the halves of one that failed queue up like any other. */
async function readBatches(client: Client, queue: Part[][]): Promise<Reading[]> {
  const readings: Reading[] = [];
  const worker = async () => {
    for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
      const outcome = await readBatch(client, batch);
      if (outcome.kind === 'read') readings.push(...outcome.readings);
      else queue.push(...outcome.halves);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return readings;
}

type BatchOutcome =
  | { readonly kind: 'read'; readonly readings: readonly Reading[] }
  | { readonly kind: 'too-much'; readonly halves: readonly Part[][] };

/** A batch that GitHub answers with an error is halved until little is left, which is retried, then failed. */
async function readBatch(client: Client, batch: readonly Part[]): Promise<BatchOutcome> {
  const halves = halve(batch);
  const query = buildQuery(batch);
  try {
    const answer = await client.graphql(query.text, query.variables, {
      retry: (error) => halves.length === 0 || error.rateLimited,
    });
    const snapshots = readAnswer(batch, query, answer.data, answer.errors);
    return {
      kind: 'read',
      readings: batch.map((part, index) => ({ part, snapshot: snapshots[index] ?? UNREAD })),
    };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    if (halves.length > 0 && worthHalving(error)) return { kind: 'too-much', halves };
    const snapshot = { kind: 'failed', message: error.message, error } as const;
    return { kind: 'read', readings: batch.map((part) => ({ part, snapshot })) };
  }
}

function worthHalving(error: GitHubError): boolean {
  return error.status === null || error.status < 300 || error.status >= 500;
}

/** Two batches of half the repositories, commits or paths; none where there is too little to be too much. */
function halve(batch: readonly Part[]): Part[][] {
  const [first, ...others] = batch;
  if (first === undefined) return [];
  const repositories = [...new Set(batch.map(repositoryOf))];
  if (repositories.length > 1) {
    return inTwo(repositories).map((half) => batch.filter((part) => half.includes(repositoryOf(part))));
  }
  const paths = batch.reduce((sum, part) => sum + part.paths.length, 0);
  if (paths <= FEW_PATHS) return [];
  return others.length > 0 ? inTwo(batch) : inTwo(first.paths).map((half) => [{ ...first, paths: half }]);
}

function repositoryOf({ request }: Part): string {
  return repositoryKey(request.repository);
}

function inTwo<T>(items: readonly T[]): T[][] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

/** The parts of one request as one snapshot; the first that is no commit speaks for all. */
function join(snapshots: readonly Snapshot[]): Snapshot {
  const [first = UNREAD] = snapshots;
  const other = snapshots.find((snapshot) => snapshot.kind !== 'commit');
  if (other !== undefined || first.kind !== 'commit') return other ?? first;
  const commits = snapshots.flatMap((snapshot) => (snapshot.kind === 'commit' ? [snapshot] : []));
  if (commits.some(({ oid }) => oid !== first.oid)) return MOVED;
  return { ...first, paths: new Map(commits.flatMap(({ paths }) => [...paths])) };
}

const MOVED: Snapshot = { kind: 'failed', message: 'the branch moved while it was read', error: null };
