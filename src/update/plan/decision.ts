import type { RepositoryName } from '../../github/repository.ts';
import type { Edit } from '../../plugin/catalogue-edit.ts';
import type { HeldCause } from '../observe/observation.ts';

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
  /** The pointer stays, this many commits behind: there is no reason to move it. The entry may still be corrected. */
  | {
      readonly kind: 'waiting';
      readonly commits: number | null;
      readonly tag?: string;
      readonly meanwhile: Decision;
    }
  /** `holds` says what stays: the commit is not fit to be moved to, or only the version can't be written. */
  | {
      readonly kind: 'held';
      readonly reason: string;
      readonly cause: HeldCause;
      readonly holds: 'pointer' | 'version';
    }
  | { readonly kind: 'skipped'; readonly reason: string; readonly warn: boolean };

/** What becomes of the entry where its pointer stays. */
export function meanwhile(decision: Decision): Decision {
  return decision.kind === 'waiting' ? decision.meanwhile : decision;
}

/** Whether it is not known what would become of the entry. */
export function isUnread(decision: Decision): boolean {
  const at = meanwhile(decision);
  return at.kind === 'held' && at.cause !== 'decision' && at.cause !== 'broken';
}
