import { readAnswer } from './answers.ts';
import { type Client, GitHubError } from './client.ts';
import { buildQuery } from './query.ts';
import { type RepositoryName, repositoryKey } from './repository.ts';

/**
 * The one way this project reads git objects: *given repositories, commits or refs, and paths, return entries
 * with their blobs and listings*, many in one GraphQL request.
 *
 * `Commit.file(path:)` gives the tree entry of any path at that very commit, so commit, mode and content always
 * belong together (https://docs.github.com/graphql/reference/objects#commit). Paths, names and refs travel as
 * variables, never inside the query's text.
 */

/**
 * A commit by its full object id, by 4 to 39 of its hexadecimal digits, by a full ref name
 * (`refs/heads/main`), or the tip of the default branch.
 */
export type Revision =
  | { readonly oid: string }
  | { readonly abbreviated: string }
  | { readonly ref: string }
  | { readonly defaultBranch: true };

export interface SnapshotRequest {
  readonly repository: RepositoryName;
  readonly revision: Revision;
  /** Relative to the root, without a leading slash; `''` is the root itself. */
  readonly paths: readonly string[];
  /** Whether the commit's parents are wanted. */
  readonly parents?: boolean;
}

/** What a repository holds at one commit, as far as it was asked for. A null has many meanings; these are they. */
export type Snapshot =
  | {
      readonly kind: 'commit';
      readonly oid: string;
      /** The first two where they were asked for; a merge commit has both. */
      readonly parents: readonly string[];
      readonly paths: ReadonlyMap<string, PathResult>;
    }
  | { readonly kind: 'no-commit' }
  | { readonly kind: 'no-repository' }
  | { readonly kind: 'forbidden'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string; readonly error: GitHubError | null };

export type PathResult =
  | { readonly kind: 'found'; readonly entry: Entry }
  | { readonly kind: 'no-path' }
  | { readonly kind: 'failed'; readonly message: string };

export type EntryKind = 'file' | 'symlink' | 'directory' | 'submodule';

export interface ListedEntry {
  readonly name: string;
  readonly kind: EntryKind;
  readonly oid: string;
}

export interface Entry {
  readonly kind: EntryKind;
  readonly oid: string;
  /** For files and symlinks, where GitHub gave it. Text is to be trusted only through `blobs.ts`. */
  readonly blob: Blob | null;
  /** For directories. */
  readonly entries: readonly ListedEntry[];
}

export interface Blob {
  readonly byteSize: number;
  readonly isBinary: boolean;
  readonly text: string | null;
}

/**
 * Repositories in a request, and paths in a request. GitHub ends a query after 10 seconds and counts timeouts
 * double; 25 repositories stay well below that, and a batch that fails all the same is halved.
 * https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
 */
const MOST_REPOSITORIES = 25;
const MOST_PATHS = 1000;
/** So few of one repository are never too much for GitHub: what fails then is retried, not halved. */
const FEW_PATHS = 25;
/** Requests in flight: far below the 100 at which GitHub's secondary limit begins. */
const IN_FLIGHT = 4;

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

/** A request, or a share of its paths. */
export interface Part {
  readonly request: SnapshotRequest;
  readonly paths: readonly string[];
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
    paths += part.paths.length;
    const full = repositories.size > MOST_REPOSITORIES || paths > MOST_PATHS;
    if (full || result.length === 0) {
      result.push([]);
      repositories = new Set([repositoryKey(part.request.repository)]);
      paths = part.paths.length;
    }
    result.at(-1)?.push(part);
  }
  return result;
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
      retryServerErrors: halves.length === 0,
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
  return error.status === null || error.status >= 500;
}

/** Two batches of half the repositories, commits or paths; none where there is too little to be too much. */
function halve(batch: readonly Part[]): Part[][] {
  const [first, ...others] = batch;
  if (first === undefined) return [];
  const oneRepository = others.every((part) => repositoryOf(part) === repositoryOf(first));
  const paths = batch.reduce((sum, part) => sum + part.paths.length, 0);
  if (oneRepository && paths <= FEW_PATHS) return [];
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

/** Runs `work` over `items`, at most {@link IN_FLIGHT} at once, results in order. */
export async function inFlight<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      results[next[0]] = await work(next[1]);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return results;
}
