import { readFailure, unreadableCommit } from '../../findings/reading.ts';
import type { Client } from '../../github/client.ts';
import type { ListedEntry } from '../../github/entries.ts';
import { type Located, locate, locateTarget, lookUp } from '../../github/locate.ts';
import { readObjects } from '../../github/objects.ts';
import type { RepositoryName } from '../../github/repository.ts';
import type { PathResult, Revision, Snapshot } from '../../github/snapshot.ts';
import type { Before, Sides } from './sides.ts';
import type { Candidate } from './walk.ts';

/** What has been read of one side. */
class Side {
  readonly #read = new Map<string, PathResult>();

  add(paths: ReadonlyMap<string, PathResult>): void {
    for (const [path, result] of paths) {
      if (result.kind === 'failed') throw readFailure(result.message);
      this.#read.set(path, result);
    }
  }

  entries(directory: string): readonly ListedEntry[] {
    const found = this.#read.get(directory);
    return found?.kind === 'found' ? found.entry.entries : [];
  }

  locate(candidate: Candidate): Located {
    const located = locate(candidate, (path) => lookUp(this.#read, path));
    return located.kind === 'link' && !located.own && this.#throughFile(located.target)
      ? { kind: 'absent' }
      : located;
  }

  followed(located: Located): Located {
    return located.kind === 'link' ? locateTarget(located, this.#read.get(located.target)) : located;
  }

  /** Whether a listing at hand already shows that a path's first folder is none (`CLAUDE.md` → `AGENTS.md`). */
  #throughFile(path: string): boolean {
    const [first] = path.split('/');
    return this.entries('').some(({ name, kind }) => name === first && kind === 'file');
  }
}

const NOT_YET = 'GitHub does not show it yet';
/** About 15 seconds in all. */
const MOST_LOOKS = 5;

/** Reads both sides, each path once, and pins each side to the commit that its first answer named. */
export class SidesReader {
  readonly before = new Side();
  readonly after = new Side();
  readonly #client: Client;
  readonly #repository: RepositoryName;
  readonly #asked = new Set<string>();
  #sides: Sides;
  #previous: string | null = null;
  #commit = '';

  constructor(client: Client, repository: RepositoryName, sides: Sides) {
    this.#client = client;
    this.#repository = repository;
    this.#sides = sides;
  }

  async read(paths: readonly string[]): Promise<void> {
    const fresh = [...new Set(paths)].filter((path) => !this.#asked.has(path));
    for (const path of fresh) this.#asked.add(path);
    if (fresh.length > 0) await this.#readBoth(fresh);
  }

  /** The state before, as it turned out. */
  get stateBefore(): Before {
    return this.#sides.before;
  }

  /** Full ids of the two commits, as far as they were read. */
  get commits(): { commit: string; previous: string | null } {
    return { commit: this.#commit, previous: this.#previous };
  }

  async #readBoth(paths: readonly string[]): Promise<void> {
    const { before, after } = this.#sides;
    const revisions = before.kind === 'revision' ? [after, before.revision] : [after];
    const [now, old] = await this.#insist(revisions, paths);
    this.after.add(this.#commitOf(now, after).paths);
    if (now?.kind === 'commit') this.#commit = now.oid;
    if (before.kind === 'revision') this.#addBefore(old, before);
    this.#sides = { ...this.#sides, after: { oid: this.#commit } };
  }

  #addBefore(old: Snapshot | undefined, before: Before & { kind: 'revision' }): void {
    if (old?.kind === 'no-commit' && before.ifGone === 'announce' && this.#previous === null) {
      const why = 'the previous commit is no longer available';
      this.#sides = { ...this.#sides, before: { kind: 'unknown', why, notice: true } };
      return;
    }
    const commit = this.#commitOf(old, before.revision);
    this.before.add(commit.paths);
    this.#previous = commit.oid;
    this.#sides = { ...this.#sides, before: { ...before, revision: { oid: commit.oid } } };
  }

  #snapshots(revisions: readonly Revision[], paths: readonly string[]): Promise<Snapshot[]> {
    return readObjects(
      this.#client,
      revisions.map((revision) => ({ repository: this.#repository, revision, paths })),
    );
  }

  /**
   * GitHub's answers may lag behind a push: a commit that must be there is asked for again before it is an error, and
   * with it the one before, which may have been pushed a moment earlier.
   */
  async #insist(revisions: readonly Revision[], paths: readonly string[]): Promise<Snapshot[]> {
    for (let tries = 1; ; tries++) {
      const read = await this.#snapshots(revisions, paths);
      if (!this.#lags(read)) return read;
      if (!(await this.#client.pause('Reading the commit', NOT_YET, tries, MOST_LOOKS))) return read;
    }
  }

  /** Whether a commit is missing that was just pushed, or that was there at the look before. */
  #lags([now, old]: readonly Snapshot[]): boolean {
    return now?.kind === 'no-commit' || (old?.kind === 'no-commit' && this.#previous !== null);
  }

  #commitOf(snapshot: Snapshot | undefined, revision: Revision): Snapshot & { kind: 'commit' } {
    if (snapshot?.kind === 'commit') return snapshot;
    throw unreadableCommit(snapshot, revision, this.#repository);
  }
}
