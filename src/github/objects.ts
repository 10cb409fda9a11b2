import { readAnswer } from './answers.ts';
import { batchesOf, halve, repositoriesIn } from './batches.ts';
import { type BatchedQuery, type InPart, isForbidden, readByHalves } from './by-halves.ts';
import type { Client } from './client.ts';
import { buildQuery } from './query.ts';
import type { Part, Snapshot, SnapshotRequest } from './snapshot.ts';

/**
 * The one way this project reads git objects: *given repositories, commits or refs, and paths, return entries
 * with their blobs and listings*, many in one GraphQL request.
 *
 * `Commit.file(path:)` gives the tree entry of any path at that very commit, so commit, mode and content always
 * belong together (https://docs.github.com/graphql/reference/objects#commit). Paths, names and refs travel as
 * variables, never inside the query's text.
 */

/** READ: one result per request, in the same order. Never throws for GitHub's answers: each result says what it is. */
export async function readObjects(client: Client, requests: readonly SnapshotRequest[]): Promise<Snapshot[]> {
  const snapshots = await readOnce(client, requests);
  for (let tries = 1; snapshots.includes(MOVED); tries++) {
    if (!(await client.pause('Reading from GitHub', MOVED.message, tries))) break;
    const again = requests.filter((_, index) => snapshots[index] === MOVED);
    const reads = await readOnce(client, again);
    for (const [n, request] of again.entries()) snapshots[requests.indexOf(request)] = reads[n] ?? UNREAD;
  }
  return snapshots;
}

async function readOnce(client: Client, requests: readonly SnapshotRequest[]): Promise<Snapshot[]> {
  const reads = await readByHalves(client, QUERY, batchesOf(requests));
  return requests.map((request) =>
    join(reads.filter(({ item }) => item.request === request).map(({ result }) => result)),
  );
}

const QUERY: BatchedQuery<Part, Snapshot> = {
  build: buildQuery,
  read: readAnswer,
  isRead: (snapshot) => {
    if (snapshot.kind === 'failed') return false;
    return snapshot.kind !== 'commit' || [...snapshot.paths.values()].every(({ kind }) => kind !== 'failed');
  },
  inPart,
  failed: (error) =>
    isForbidden(error)
      ? { kind: 'forbidden', message: error.message }
      : { kind: 'failed', message: error.message, error },
  halve,
  repositoriesIn,
};

/** A commit of which some paths failed: the others are kept. */
function inPart({ request, paths }: Part, snapshot: Snapshot): InPart<Part, Snapshot> | null {
  if (snapshot.kind !== 'commit') return null;
  const again = paths.filter((path) => snapshot.paths.get(path)?.kind === 'failed');
  const came = paths.filter((path) => !again.includes(path));
  if (came.length === 0 || again.length === 0) return null;
  const kept = new Map([...snapshot.paths].filter(([path]) => came.includes(path)));
  return {
    came: { item: { request, paths: came }, result: { ...snapshot, paths: kept } },
    again: { request, paths: again },
  };
}

const UNREAD: Snapshot = { kind: 'failed', message: 'not read', error: null };

/** The parts of one request as one snapshot; the first that is no commit speaks for all. */
function join(snapshots: readonly Snapshot[]): Snapshot {
  const [first = UNREAD] = snapshots;
  const other = snapshots.find((snapshot) => snapshot.kind !== 'commit');
  if (other !== undefined || first.kind !== 'commit') return other ?? first;
  const commits = snapshots.flatMap((snapshot) => (snapshot.kind === 'commit' ? [snapshot] : []));
  if (commits.some(({ oid }) => oid !== first.oid)) return MOVED;
  return { ...first, paths: new Map(commits.flatMap(({ paths }) => [...paths])) };
}

const MOVED = { kind: 'failed', message: 'the branch moved while it was read', error: null } as const;
