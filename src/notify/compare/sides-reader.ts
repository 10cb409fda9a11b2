import { unreadableCommit } from '../../findings/reading.ts';
import type { Client } from '../../github/client/client.ts';
import { CommitReader } from '../../github/objects/commit-reader.ts';
import { type Revision, wholeSnapshot } from '../../github/objects/snapshot.ts';
import type { RepositoryName } from '../../github/repository.ts';
import type { Before, Sides } from './sides.ts';

const NOT_YET = 'GitHub does not show it yet';
/** About 15 seconds in all. */
const MOST_LOOKS = 5;

/** Reads both sides, each path once, and each at the commit that its first answer named. */
export class SidesReader {
  readonly after: CommitReader;
  readonly #client: Client;
  readonly #repository: RepositoryName;
  readonly #revision: Revision;
  #stateBefore: Before;
  #before: CommitReader | null;

  constructor(client: Client, repository: RepositoryName, { before, after }: Sides) {
    this.#client = client;
    this.#repository = repository;
    this.#revision = after;
    this.after = new CommitReader({ repository, revision: after });
    this.#stateBefore = before;
    this.#before =
      before.kind === 'revision' ? new CommitReader({ repository, revision: before.revision }) : null;
  }

  /** Null where there is nothing to compare with. */
  get before(): CommitReader | null {
    return this.#before;
  }

  /** The state before, as it turned out: a push's may be gone. */
  get stateBefore(): Before {
    return this.#stateBefore;
  }

  /** Full ids of the two commits, as far as they were read. */
  get commits(): { commit: string; previous: string | null } {
    return { commit: this.after.oid ?? '', previous: this.#before?.oid ?? null };
  }

  /** READ: paths on both sides. Throws `ProblemError`. */
  async read(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    const sides = [this.after, ...(this.#before === null ? [] : [this.#before])];
    await this.#insist(new Map(sides.map((side) => [side, paths])));
    this.#check(this.after, this.#revision);
    const before = this.#stateBefore;
    if (this.#before === null || before.kind !== 'revision') return;
    if (this.#before.snapshot.kind === 'no-commit' && before.ifGone === 'announce') {
      const why = 'the previous commit is no longer available';
      this.#stateBefore = { kind: 'unknown', why, notice: true };
      this.#before = null;
    } else this.#check(this.#before, before.revision);
  }

  /**
   * GitHub's answers may lag behind a push: a commit that must be there is asked for again before it is an error, and
   * with it the one before, which may have been pushed a moment earlier.
   */
  async #insist(wanted: ReadonlyMap<CommitReader, readonly string[]>): Promise<void> {
    for (let tries = 1; ; tries++) {
      await CommitReader.read(this.#client, wanted);
      const lags =
        this.after.snapshot.kind === 'no-commit' || [...wanted.keys()].some((one) => one.isLagging);
      if (!lags || !(await this.#client.pause('Reading the commit', NOT_YET, tries, MOST_LOOKS))) return;
    }
  }

  #check({ snapshot }: CommitReader, revision: Revision): void {
    const whole = wholeSnapshot(snapshot);
    if (whole.kind !== 'commit') throw unreadableCommit(whole, revision, this.#repository);
  }
}
