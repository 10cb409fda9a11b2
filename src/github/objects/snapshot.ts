import type { GitHubError } from '../client/error.ts';
import type { RepositoryName } from '../repository.ts';
import type { Entry } from './entries.ts';

/**
 * A commit by its full object id, by 4 to 39 of its hexadecimal digits, by a full ref name
 * (`refs/heads/main`), the tip of the default branch, or the commit of the latest published release, which is
 * neither a draft nor a prerelease (https://docs.github.com/graphql/reference/objects#repository).
 */
export type Revision =
  | { readonly oid: string }
  | { readonly abbreviated: string }
  | { readonly ref: string }
  | { readonly defaultBranch: true }
  | { readonly latestRelease: true };

export interface CommitPlace {
  readonly repository: RepositoryName;
  readonly revision: Revision;
  /** Whether the commit's date is wanted. */
  readonly date?: boolean;
  /** What is wanted besides, with the first request for one of its folders. */
  readonly below?: Below;
}

/**
 * One file of each folder in these folders, e.g. `.claude-plugin/plugin.json` of all in `plugins`, in the same answer. It
 * brings all other texts at that depth as well: for small repositories only. What fails is asked for without.
 */
export interface Below {
  readonly folders: readonly string[];
  /** Its folder and its name. */
  readonly file: readonly [folder: string, name: string];
}

export interface SnapshotRequest extends CommitPlace {
  /** Relative to the root, without a leading slash; `''` is the root itself. */
  readonly paths: readonly string[];
  /** Whether the commit's parents are wanted. */
  readonly parents?: boolean;
  /** Whether the commit's message is wanted. */
  readonly message?: boolean;
  /** A commit to compare a ref's with. */
  readonly compareWith?: string;
}

/** What a repository holds at one commit, as far as it was asked for. A null has many meanings; these are they. */
export type Snapshot = CommitSnapshot | Unread;

export interface CommitSnapshot {
  readonly kind: 'commit';
  readonly oid: string;
  /** The first two where they were asked for; a merge commit has both. */
  readonly parents: readonly string[];
  readonly paths: ReadonlyMap<string, PathResult>;
  /** The tag's name where the latest release was asked for, else null. */
  readonly release: string | null;
  /** The default branch's name, where that was asked for. */
  readonly branch?: string;
  /** Epoch milliseconds, where it was asked for. */
  readonly date?: number;
  /** Where it was asked for. */
  readonly message?: string;
  /** How `compareWith` relates to the ref, if that was asked for and answered. */
  readonly comparison?: RefComparison;
}

/** `Ref.compare` with the ref as base (https://docs.github.com/graphql/reference/objects#comparison). */
export interface RefComparison {
  readonly status: string;
  readonly behindBy: number;
}

/** Why there is no commit to look at. */
export type Unread =
  | { readonly kind: 'no-commit' }
  | { readonly kind: 'no-repository' }
  | { readonly kind: 'forbidden'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string; readonly error: GitHubError | null };

/** PURE: a commit as far as it was asked for, or why it did not come whole: one path that failed fails it. */
export function wholeSnapshot(snapshot: Snapshot): Snapshot {
  const paths = snapshot.kind === 'commit' ? [...snapshot.paths.values()] : [];
  const failed = paths.find((one) => one.kind === 'failed');
  return failed === undefined ? snapshot : { ...failed, error: null };
}

/** For what was not asked for, or could not be. */
export const NOT_READ: Unread = { kind: 'failed', message: 'not read', error: null };

export type PathResult =
  | { readonly kind: 'found'; readonly entry: Entry }
  | { readonly kind: 'no-path' }
  | { readonly kind: 'failed'; readonly message: string };

/** A request, or a share of its paths. */
export interface Part {
  readonly request: SnapshotRequest;
  readonly paths: readonly string[];
  /** Comes with it; left out where it is asked for again. */
  readonly below?: Below;
}
