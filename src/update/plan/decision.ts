import type { RepositoryName } from '../../github/repository.ts';
import type { Edit } from '../../plugin/catalogue-edit.ts';

/** One plugin's update, as people read of it. */
export interface Update {
  readonly plugin: string;
  readonly kind: 'submodule' | 'pin' | 'tag' | 'version';
  /** What users had, and what they get; null where the commit is the version. */
  readonly previousVersion: string | null;
  readonly version: string | null;
  /** Null where nothing points to a commit. */
  readonly previousCommit: string | null;
  readonly commit: string | null;
  /** Where the commits are. */
  readonly repository: RepositoryName;
  readonly downgrade: boolean;
  /** The release tags, where the entry is pinned to one. */
  readonly tags?: { readonly previous: string; readonly next: string };
  /** What the entry listed, where that was higher than what it lists now. */
  readonly lowered?: string;
}

/** What becomes of an entry. */
export type Decision =
  | { readonly kind: 'current' }
  | { readonly kind: 'update'; readonly update: Update; readonly edits: readonly Edit[] }
  /** The pointer stays, for want of a reason, so many commits behind; the entry may be corrected all the same. */
  | {
      readonly kind: 'waiting';
      readonly commits: number | null;
      readonly tag?: string;
      readonly meanwhile: Decision;
    }
  /**
   * `blocks` where the commit itself is not fit to be moved to; `unread` where it is not known what it would be, and
   * `passes` where that is GitHub's failure, which the next run may not meet.
   */
  | {
      readonly kind: 'held';
      readonly reason: string;
      readonly error: boolean;
      readonly blocks: boolean;
      readonly unread?: boolean;
      readonly passes?: boolean;
    }
  | { readonly kind: 'skipped'; readonly reason: string; readonly warn: boolean };
