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

/** PURE: from which version, or release tag, to which; and both commits where they differ. */
export function stepsOf({ previousVersion, version, previousCommit, commit, tags }: Update) {
  const isMoved = previousCommit !== null && commit !== null && previousCommit !== commit;
  return {
    from: previousVersion ?? tags?.previous ?? null,
    to: version ?? tags?.next ?? null,
    commits: isMoved ? ([previousCommit, commit] as const) : null,
  };
}

/** PURE: ` (1a2b3c4 → 5d6e7f8)`, or nothing. */
export function commitsText(commits: ReturnType<typeof stepsOf>['commits']): string {
  return commits === null ? '' : ` (${commits.map((commit) => commit.slice(0, 7)).join(' → ')})`;
}

export type Decision =
  | { readonly kind: 'current' }
  | { readonly kind: 'update'; readonly update: Update; readonly edits: readonly Edit[] }
  /** The pointer stays, this many commits behind: there is no reason to move it. The entry may still be corrected. */
  | (Behind & { readonly kind: 'waiting'; readonly meanwhile: Decision })
  /** `holds` says what stays: the commit is not fit to be moved to, or only the version can't be written. */
  | (HeldVerdict & { readonly holds: 'pointer' | 'version' })
  | { readonly kind: 'skipped'; readonly reason: string; readonly warn: boolean };

/** How far a pointer is behind: commits (null where they were not counted), or the newer release tag. */
export interface Behind {
  readonly commits: number | null;
  readonly tag?: string;
}

export interface HeldVerdict {
  readonly kind: 'held';
  readonly reason: string;
  readonly cause: HeldCause;
  /** From when on a run may take it, in epoch milliseconds: of what is too young. */
  readonly until?: number;
}

/** What becomes of the entry where its pointer stays. */
export function meanwhile(decision: Decision): Decision {
  return decision.kind === 'waiting' ? decision.meanwhile : decision;
}

/** What would be done with what is held so is known: nothing. */
const KNOWN: ReadonlySet<HeldCause> = new Set<HeldCause>(['decision', 'broken', 'young']);

/** Whether it is not known what would become of the entry. */
export function isUnread(decision: Decision): boolean {
  const at = meanwhile(decision);
  return at.kind === 'held' && !KNOWN.has(at.cause);
}
