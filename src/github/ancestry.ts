import type { Client } from './client/client.ts';
import { GitHubError, whyUnread } from './client/error.ts';
import { compareCommits } from './compare.ts';
import type { RefComparison, Revision, Snapshot, SnapshotRequest } from './objects/snapshot.ts';
import type { RepositoryName } from './repository.ts';

/** How a commit on a branch (or tag) relates to the one that is used at present. */
export interface AncestryRequest {
  readonly repository: RepositoryName;
  /** Where `target` was read: a ref that may have moved since. */
  readonly revision: Revision;
  readonly target: string;
  readonly present: string;
}

export type Ancestry =
  /** `target` descends from `present`, by so many commits. */
  | { readonly kind: 'forward'; readonly commits: number }
  | { readonly kind: 'behind' }
  | { readonly kind: 'diverged' }
  | { readonly kind: 'unknown'; readonly why: string };

/** PURE: what to ask for along with other reads; `Ref.compare` takes a commit as well as a ref. */
export function comparisonRequest({ repository, revision, present }: AncestryRequest): SnapshotRequest {
  return { repository, revision, paths: [], compareWith: present };
}

/**
 * READ: a comparison that was asked for → how the commits stand. What it does not answer, or answers for a head
 * that moved meanwhile, is compared by its two commits through REST
 * Never throws for GitHub's answers.
 */
export async function ancestryFrom(
  client: Client,
  request: AncestryRequest,
  snapshot: Snapshot | undefined,
): Promise<Ancestry> {
  const isSame = snapshot?.kind === 'commit' && snapshot.oid === request.target;
  const { comparison } = isSame ? snapshot : {};
  // Two commits are not one: such an answer is of another moment.
  const isContrary = comparison?.status === 'IDENTICAL' && request.present !== request.target;
  const known = comparison === undefined || isContrary ? null : comparisonOf(comparison);
  return known ?? compareTwo(client, request);
}

/** The branch is the comparison's base, so the present commit is `BEHIND` it where all is well. */
function comparisonOf({ status, behindBy }: RefComparison): Ancestry | null {
  switch (status) {
    case 'BEHIND':
      return { kind: 'forward', commits: behindBy };
    case 'AHEAD':
    case 'IDENTICAL':
      return { kind: 'behind' };
    case 'DIVERGED':
      return { kind: 'diverged' };
    default:
      return null;
  }
}

async function compareTwo(
  client: Client,
  { repository, present, target }: AncestryRequest,
): Promise<Ancestry> {
  try {
    const what = 'Comparing two commits';
    const found = await compareCommits(client, { repository, base: present, head: target, what });
    if (found.kind === 'related' && found.status === 'identical' && present !== target) {
      return { kind: 'unknown', why: 'GitHub says that two commits are one' };
    }
    if (found.kind === 'unrelated' || found.status === 'diverged') return { kind: 'diverged' };
    return found.status === 'ahead' ? { kind: 'forward', commits: found.aheadBy } : { kind: 'behind' };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return { kind: 'unknown', why: whyUnread(error) };
  }
}
