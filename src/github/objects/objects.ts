import type { Client } from '../client/client.ts';
import { readAnswer } from './answers.ts';
import { batchesOf, halve, repositoriesIn } from './batches.ts';
import { type BatchedQuery, type InPart, isForbidden, readByHalves } from './by-halves.ts';
import { buildQuery } from './query.ts';
import { NOT_READ, type Part, type Snapshot, type SnapshotRequest, wholeSnapshot } from './snapshot.ts';

/**
 * The one way this project reads git objects: *given repositories, commits or refs, and paths, return entries
 * with their blobs and listings*, many in one GraphQL request.
 *
 * `Commit.file(path:)` gives the tree entry of any path at that very commit, so commit, mode and content always
 * belong together (https://docs.github.com/graphql/reference/objects#commit). Paths, names and refs travel as
 * variables, never inside the query's text.
 */

/** READ: one result per request, by its key. Never throws for GitHub's answers: each result says what it is. */
export async function readObjects<Key>(
  client: Client,
  wanted: ReadonlyMap<Key, SnapshotRequest>,
): Promise<ReadonlyMap<Key, Snapshot>> {
  const snapshots = await readOnce(client, [...new Set(wanted.values())]);
  for (let tries = 1; ; tries++) {
    const moved = [...snapshots].flatMap(([request, snapshot]) => (snapshot === MOVED ? [request] : []));
    if (moved.length === 0 || !(await client.pause('Reading from GitHub', MOVED.message, tries))) break;
    for (const [request, snapshot] of await readOnce(client, moved)) snapshots.set(request, snapshot);
  }
  return new Map([...wanted].map(([key, request]) => [key, snapshots.get(request) ?? NOT_READ]));
}

/** READ: one commit. Never throws for GitHub's answers. */
export async function readObject(client: Client, request: SnapshotRequest): Promise<Snapshot> {
  return (await readObjects(client, new Map([['one', request]]))).get('one') ?? NOT_READ;
}

async function readOnce(client: Client, requests: readonly SnapshotRequest[]) {
  const parts = new Map<SnapshotRequest, Snapshot[]>(requests.map((request) => [request, []]));
  for (const [{ request }, snapshot] of await readByHalves(client, QUERY, batchesOf(requests))) {
    parts.get(request)?.push(snapshot);
  }
  return new Map([...parts].map(([request, snapshots]) => [request, join(snapshots)]));
}

const QUERY: BatchedQuery<Part, Snapshot> = {
  build: buildQuery,
  read: readAnswer,
  isRead: (snapshot) => wholeSnapshot(snapshot).kind !== 'failed',
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
    came: [
      { request, paths: came },
      { ...snapshot, paths: kept },
    ],
    again: { request, paths: again },
  };
}

/** The parts of one request as one snapshot; the first that is no commit speaks for all. */
function join(snapshots: readonly Snapshot[]): Snapshot {
  const [first = NOT_READ] = snapshots;
  const other = snapshots.find((snapshot) => snapshot.kind !== 'commit');
  if (other !== undefined || first.kind !== 'commit') return other ?? first;
  const commits = snapshots.flatMap((snapshot) => (snapshot.kind === 'commit' ? [snapshot] : []));
  if (commits.some(({ oid }) => oid !== first.oid)) return MOVED;
  return { ...first, paths: new Map(commits.flatMap(({ paths }) => [...paths])) };
}

const MOVED = { kind: 'failed', message: 'the branch moved while it was read', error: null } as const;
