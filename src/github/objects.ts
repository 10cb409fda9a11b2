import { type Client, GitHubError, type GraphqlProblem } from './client.ts';
import { buildQuery, type Query } from './query.ts';
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
}

/** What a repository holds at one commit, as far as it was asked for. A null has many meanings; these are they. */
export type Snapshot =
  | {
      readonly kind: 'commit';
      readonly oid: string;
      /** Of the first two; a merge commit has both. */
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
const MOST_PATHS = 300;
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
  const parts = requests.flatMap(splitPaths);
  const answers = await inFlight(batches(parts), (batch) => readBatch(client, batch));
  const byPart = new Map(answers.flat().map(({ part, snapshot }) => [part, snapshot]));
  return requests.map((request) =>
    join(parts.filter((part) => part.request === request).map((part) => byPart.get(part) ?? UNREAD)),
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

/** A batch that GitHub answers with an error is halved until one part is left, which is retried, then failed. */
async function readBatch(client: Client, batch: readonly Part[]): Promise<Reading[]> {
  const halves = halve(batch);
  const query = buildQuery(batch);
  try {
    const options = { retryServerErrors: halves === null };
    const { data, errors } = await client.graphql(query.text, query.variables, options);
    return batch.map((part, index) => ({ part, snapshot: snapshotOf(part, index, query, data, errors) }));
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    if (halves !== null && worthHalving(error)) {
      return (await Promise.all(halves.map((half) => readBatch(client, half)))).flat();
    }
    return batch.map((part) => ({ part, snapshot: { kind: 'failed', message: error.message, error } }));
  }
}

function worthHalving(error: GitHubError): boolean {
  return error.status === null || error.status >= 500;
}

function halve(batch: readonly Part[]): [Part[], Part[]] | null {
  if (batch.length < 2) return null;
  const middle = Math.ceil(batch.length / 2);
  return [batch.slice(0, middle), batch.slice(middle)];
}

function snapshotOf(
  part: Part,
  index: number,
  query: Query,
  data: Record<string, unknown>,
  errors: readonly GraphqlProblem[],
): Snapshot {
  const alias = query.aliases[index];
  if (alias === undefined) return UNREAD;
  const at = errorsAt(errors, alias.repository, alias.object);
  const whole = at.get('');
  const repository = object(data[alias.repository]);
  if (repository === null) return whole === undefined ? { kind: 'no-repository' } : refusal(whole);
  const commit = peel(repository[alias.object], query.viaRef.has(alias.object));
  if (commit === null) return whole === undefined ? { kind: 'no-commit' } : refusal(whole);
  const paths = part.paths.map((path, n): [string, PathResult] => [path, pathResult(commit, n, path, at)]);
  return { kind: 'commit', oid: String(commit['oid']), parents: parentsOf(commit), paths: new Map(paths) };
}

/** Errors below one commit, by the alias of the path they belong to; `''` for those of all of it. */
function errorsAt(errors: readonly GraphqlProblem[], repository: string, commit: string) {
  const found = new Map<string, GraphqlProblem>();
  for (const error of errors) {
    const [first, second, ...rest] = (error.path ?? []).filter((step) => step !== 'target');
    if ((first ?? repository) !== repository || (second ?? commit) !== commit) continue;
    found.set(rest[0] === undefined ? '' : String(rest[0]), error);
  }
  return found;
}

/** `FORBIDDEN` is single sign-on or an IP allow list; all that GitHub does not name is its own failure. */
function refusal(error: GraphqlProblem): Snapshot {
  if (error.type === 'NOT_FOUND') return { kind: 'no-repository' };
  if (error.type === 'FORBIDDEN') return { kind: 'forbidden', message: error.message };
  return { kind: 'failed', message: error.message, error: null };
}

/** Follows a ref to its target and annotated tags to their commit; null where there is no commit. */
function peel(value: unknown, isRef: boolean): Record<string, unknown> | null {
  let found = object(isRef ? object(value)?.['target'] : value);
  while (found !== null && found['__typename'] === 'Tag') found = object(found['target']);
  return found?.['__typename'] === 'Commit' ? found : null;
}

function parentsOf(commit: Record<string, unknown>): string[] {
  return list(object(commit['parents'])?.['nodes']).map((node) => String(object(node)?.['oid']));
}

function pathResult(
  commit: Record<string, unknown>,
  index: number,
  path: string,
  errors: ReadonlyMap<string, GraphqlProblem>,
): PathResult {
  const alias = `f${index}`;
  const error = errors.get(alias);
  if (error !== undefined) return { kind: 'failed', message: error.message };
  const value = commit[alias];
  if (value === undefined) return { kind: 'failed', message: 'the answer is incomplete' };
  if (value === null) return { kind: 'no-path' };
  return { kind: 'found', entry: path === '' ? rootEntry(value) : entryOf(value) };
}

function rootEntry(value: unknown): Entry {
  const tree = object(value) ?? {};
  return { kind: 'directory', oid: String(tree['oid']), blob: null, entries: listing(tree) };
}

function entryOf(value: unknown): Entry {
  const { mode, oid, object: content } = object(value) ?? {};
  const inner = object(content);
  const blob = inner?.['__typename'] === 'Blob' ? blobOf(inner) : null;
  return { kind: kindOf(mode), oid: String(oid), blob, entries: inner === null ? [] : listing(inner) };
}

function blobOf(blob: Record<string, unknown>): Blob {
  const { byteSize, isBinary, text } = blob;
  return {
    byteSize: Number(byteSize),
    isBinary: isBinary === true,
    text: typeof text === 'string' ? text : null,
  };
}

function listing(tree: Record<string, unknown>): ListedEntry[] {
  return list(tree['entries']).map((item) => {
    const { name, mode, oid } = object(item) ?? {};
    return { name: String(name), kind: kindOf(mode), oid: String(oid) };
  });
}

/** git's modes, which GraphQL gives as decimal numbers: 40960 is 0120000. */
function kindOf(mode: unknown): EntryKind {
  if (mode === 0o120000) return 'symlink';
  if (mode === 0o160000) return 'submodule';
  return mode === 0o040000 ? 'directory' : 'file';
}

/** The parts of one request as one snapshot; the first that is no commit speaks for all. */
function join(snapshots: readonly Snapshot[]): Snapshot {
  const [first = UNREAD] = snapshots;
  const other = snapshots.find((snapshot) => snapshot.kind !== 'commit');
  if (other !== undefined || first.kind !== 'commit') return other ?? first;
  return { ...first, paths: new Map(snapshots.flatMap((s) => (s.kind === 'commit' ? [...s.paths] : []))) };
}

function object(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

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
