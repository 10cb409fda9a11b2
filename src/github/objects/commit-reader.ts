import type { Client } from '../client/client.ts';
import type { ListedEntry } from './entries.ts';
import { type Candidate, type Link, type Located, locate, locateTarget, lookUp } from './locate.ts';
import { readObjects } from './objects.ts';
import {
  type CommitPlace,
  type CommitSnapshot,
  NOT_READ,
  type PathResult,
  type Snapshot,
  type SnapshotRequest,
  type Unread,
} from './snapshot.ts';

/** Answers may come from copies that lag behind: a commit that was there a moment ago has not gone. */
const LAGGING: Unread = { kind: 'failed', message: 'a commit that was there is missing', error: null };

/** One commit, read bit by bit: each path once, and all of them at the commit that the first answer named. */
export class CommitReader {
  readonly #place: CommitPlace;
  #commit: CommitSnapshot | null = null;
  #unread: Unread | null = NOT_READ;

  /** @param known what was read of it before, and need not be asked for again. */
  constructor(place: CommitPlace, known: Snapshot = NOT_READ) {
    this.#place = place;
    this.#add(known);
  }

  /** READ: what these commits lack of the paths, and `others` in the same requests. */
  static async read<Other = never>(
    client: Client,
    wanted: ReadonlyMap<CommitReader, Iterable<string>>,
    others: ReadonlyMap<Other, SnapshotRequest> = new Map(),
  ): Promise<ReadonlyMap<CommitReader | Other, Snapshot>> {
    const requests = [...wanted].map(([commit, paths]) => [commit, commit.#requestFor(paths)] as const);
    const own = requests.filter(([, { paths }]) => paths.length > 0);
    const read = await readObjects(
      client,
      new Map<CommitReader | Other, SnapshotRequest>([...own, ...others]),
    );
    for (const [commit] of own) commit.#add(read.get(commit) ?? NOT_READ);
    return read;
  }

  #requestFor(paths: Iterable<string>): SnapshotRequest {
    const missing = [...new Set(paths)].filter((path) => !this.#commit?.paths.has(path));
    const revision = this.#commit === null ? this.#place.revision : { oid: this.#commit.oid };
    const { revision: _, ...place } = this.#place;
    return { ...place, revision, paths: missing };
  }

  #add(snapshot: Snapshot): void {
    if (snapshot.kind !== 'commit') {
      this.#unread = snapshot.kind === 'no-commit' && this.#commit !== null ? LAGGING : snapshot;
      return;
    }
    const paths = new Map([...(this.#commit?.paths ?? []), ...snapshot.paths]);
    this.#commit = { ...(this.#commit ?? snapshot), paths };
    this.#unread = null;
  }

  /** What was read, or why nothing was at the last look. */
  get snapshot(): Snapshot {
    return this.#unread ?? this.#commit ?? NOT_READ;
  }

  /** The commit's full id, once it was read. */
  get oid(): string | null {
    return this.#commit?.oid ?? null;
  }

  /** Whether GitHub has shown the commit before, and does not now. */
  get isLagging(): boolean {
    return this.#unread === LAGGING;
  }

  lookUp(path: string): PathResult | undefined {
    return lookUp(this.#paths, path);
  }

  /** Of a directory that was read; none of anything else. */
  entries(directory: string): readonly ListedEntry[] {
    const found = this.#paths.get(directory);
    return found?.kind === 'found' ? found.entry.entries : [];
  }

  /** What stands at a path, or the link that has to be followed first: its target is to be read. */
  locate(candidate: Candidate): Located | Link {
    const located = locate(candidate, (path) => this.lookUp(path));
    const isVain = located.kind === 'link' && !located.own && this.#isBelowFile(located.target);
    return isVain ? { kind: 'absent' } : located;
  }

  /** What stands at a path, one link followed. */
  resolve(candidate: Candidate): Located {
    const located = this.locate(candidate);
    return located.kind === 'link' ? locateTarget(located, this.lookUp(located.target)) : located;
  }

  /** Whether a listing at hand already shows that a path's first folder is none (`CLAUDE.md` → `AGENTS.md`). */
  #isBelowFile(path: string): boolean {
    const [first] = path.split('/');
    return this.entries('').some(({ name, kind }) => name === first && kind === 'file');
  }

  get #paths(): ReadonlyMap<string, PathResult> {
    return this.#commit?.paths ?? new Map();
  }
}
