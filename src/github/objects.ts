import { readAnswer } from './answers.ts';
import { batchesOf, halve } from './batches.ts';
import type { Client } from './client.ts';
import { GitHubError } from './error.ts';
import type { GraphqlAnswer } from './graphql-answer.ts';
import { IN_FLIGHT } from './in-flight.ts';
import { buildQuery } from './query.ts';
import { repositoryKey } from './repository.ts';
import { asksTooMuch, isRefusedQuery } from './retry.ts';
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
 * One result per request, in the same order. Never throws for GitHub's answers: each result says what it is. What
 * GitHub fails on, in whole or in part, is asked for again by halves, down to one repository, and that as the retry
 * policy has it; a limit that is used up is not answered with more requests.
 */
export async function readObjects(client: Client, requests: readonly SnapshotRequest[]): Promise<Snapshot[]> {
  const snapshots = await readOnce(client, requests);
  for (let tries = 1; snapshots.includes(MOVED); tries++) {
    if (!(await client.pause('Reading from GitHub', 'the branch moved while it was read', tries))) break;
    const again = requests.filter((_, index) => snapshots[index] === MOVED);
    const reads = await readOnce(client, again);
    for (const [n, request] of again.entries()) snapshots[requests.indexOf(request)] = reads[n] ?? UNREAD;
  }
  return snapshots;
}

async function readOnce(client: Client, requests: readonly SnapshotRequest[]): Promise<Snapshot[]> {
  const readings = await new BatchReader(client).read(batchesOf(requests));
  return requests.map((request) =>
    join(readings.filter(({ part }) => part.request === request).map(({ snapshot }) => snapshot)),
  );
}

type Reading = { readonly part: Part; readonly snapshot: Snapshot };

const UNREAD: Snapshot = { kind: 'failed', message: 'not read', error: null };

/** Parts that are asked for together, and how often these very ones have been. */
interface Batch {
  readonly parts: readonly Part[];
  readonly tries: number;
}

/** Reads batches, {@link IN_FLIGHT} at once; the halves of one that failed come next. */
class BatchReader {
  readonly #client: Client;
  readonly #readings: Reading[] = [];
  #queue: Batch[] = [];
  /** Whether GitHub has answered anything: one that never does is not asked for the rest. */
  #hasAnswered = false;
  #givenUp: GitHubError | null = null;

  constructor(client: Client) {
    this.#client = client;
  }

  async read(batches: readonly (readonly Part[])[]): Promise<readonly Reading[]> {
    this.#queue = batches.map((parts) => ({ parts, tries: 1 }));
    const worker = async () => {
      for (let batch = this.#queue.shift(); batch !== undefined; batch = this.#queue.shift()) {
        await this.#readBatch(batch);
      }
    };
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
    return this.#readings;
  }

  async #readBatch({ parts, tries }: Batch): Promise<void> {
    if (this.#givenUp !== null) return this.#fail(parts, this.#givenUp);
    const isSmall = halve(parts, false) === null;
    const query = buildQuery(parts);
    try {
      const answer = await this.#client.graphql(query.text, query.variables, {
        retry: (error) => isSmall || error.limit !== null,
      });
      await this.#take({ parts, tries }, readAnswer(parts, query, answer), answer);
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      const halves = worthHalving(error, parts) ? halve(parts, isTooMuch(error)) : null;
      if (halves === null) this.#giveUp(parts, error);
      else this.#ask(halves, 1);
    }
  }

  /** Keeps what came, and asks again for what did not. */
  async #take(
    { parts, tries }: Batch,
    snapshots: readonly Snapshot[],
    { errors }: GraphqlAnswer,
  ): Promise<void> {
    const readings = parts.map((part, index) => ({ part, snapshot: snapshots[index] ?? UNREAD }));
    const [good, bad] = [readings.filter(isRead), readings.filter((reading) => !isRead(reading))];
    this.#readings.push(...good);
    this.#hasAnswered ||= good.length > 0;
    if (bad.length === 0) return;
    const again = bad.map(({ part }) => part);
    const tooMuch = errors.some(asksTooMuch);
    const halves = halve(again, tooMuch);
    if (halves !== null) this.#ask(halves, 1);
    else if (good.length > 0 && again.length < parts.length) this.#ask([again], 1);
    else if (
      !tooMuch &&
      (await this.#client.pause('Reading from GitHub', 'part of the answer failed', tries))
    ) {
      this.#ask([again], tries + 1);
    } else this.#readings.push(...bad);
  }

  #ask(batches: readonly (readonly Part[])[], tries: number): void {
    this.#queue.unshift(...batches.map((parts) => ({ parts, tries })));
  }

  /** Who refuses the token, is out of reach, or has had enough for this hour is not asked any further. */
  #giveUp(parts: readonly Part[], error: GitHubError): void {
    const isDown = !this.#hasAnswered && isNoAnswer(error);
    if (error.limit !== null || error.status === 401 || isDown) this.#givenUp = error;
    this.#fail(parts, error);
  }

  #fail(parts: readonly Part[], error: GitHubError): void {
    const snapshot: Snapshot = isForbidden(error)
      ? { kind: 'forbidden', message: error.message }
      : { kind: 'failed', message: error.message, error };
    this.#readings.push(...parts.map((part) => ({ part, snapshot })));
  }
}

function isRead({ snapshot }: Reading): boolean {
  if (snapshot.kind === 'failed') return false;
  return snapshot.kind !== 'commit' || [...snapshot.paths.values()].every(({ kind }) => kind !== 'failed');
}

/** Asking for less helps where GitHub failed or says so, and where one of many repositories is why all are refused. */
function worthHalving(error: GitHubError, parts: readonly Part[]): boolean {
  if (error.limit !== null || error.problems?.some(isRefusedQuery)) return false;
  if (isForbidden(error))
    return new Set(parts.map(({ request }) => repositoryKey(request.repository))).size > 1;
  return isNoAnswer(error) || error.status === 200;
}

/** GitHub did not get to the query, whatever it asks. */
function isNoAnswer({ status, problems = [] }: GitHubError): boolean {
  return (
    status === null ||
    status >= 500 ||
    (status < 300 && problems.every(({ type, code }) => type === undefined && code === undefined))
  );
}

function isForbidden({ problems = [] }: GitHubError): boolean {
  return problems.some(({ type }) => type === 'FORBIDDEN');
}

function isTooMuch({ problems = [] }: GitHubError): boolean {
  return problems.some(asksTooMuch);
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
