import { isAbout, isOurCommit, isSamePlan, type Tip } from './own-commit.ts';
import type { WantedPullRequest } from './wanted-pull-requests.ts';

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';
  readonly headOid: string;
}

export interface ExistingBranch {
  readonly tip: Tip | null;
  /** The newest of this branch, whatever its state. */
  readonly pullRequest: PullRequest | null;
}

export type NextStep =
  /** Nothing is wanted, nothing is there. */
  | { readonly kind: 'nothing' }
  /** Nothing is left to update. */
  | { readonly kind: 'close'; readonly tip: Tip | null; readonly pullRequest: PullRequest }
  /** Whether anything is left is not known. */
  | { readonly kind: 'unsettled'; readonly pullRequest: PullRequest }
  /** Somebody else's commits are on the branch. */
  | { readonly kind: 'leave'; readonly pullRequest: PullRequest | null }
  /** A person closed this very pull request. */
  | { readonly kind: 'declined'; readonly pullRequest: PullRequest }
  /** The branch will do as it is. */
  | { readonly kind: 'keep'; readonly tip: Tip; readonly pullRequest: PullRequest | null }
  /** The branch is made, or replaced, on the present head. */
  | { readonly kind: 'write'; readonly tip: Tip | null; readonly pullRequest: PullRequest | null };

/**
 * PURE: what is wanted and what is there → what to do.
 *
 * @param fits whether our branch can be merged as it is.
 */
export function decideNextStep(
  wanted: WantedPullRequest,
  { tip, pullRequest }: ExistingBranch,
  fits: boolean,
): NextStep {
  const open = pullRequest?.state === 'OPEN' ? pullRequest : null;
  const merged =
    tip?.contained === true || (pullRequest?.state === 'MERGED' && pullRequest.headOid === tip?.oid);
  // Merged commits are not lost when the branch goes, no matter who made them.
  if (tip !== null && !merged && !isOurCommit(tip) && (open !== null || wanted.changes.length > 0)) {
    return { kind: 'leave', pullRequest: open };
  }
  if (wanted.changes.length === 0) {
    if (open === null) return { kind: 'nothing' };
    return wanted.isSettled
      ? { kind: 'close', tip, pullRequest: open }
      : { kind: 'unsettled', pullRequest: open };
  }
  if (open !== null && tip !== null && !merged && wanted.unread.some((name) => isAbout(tip, name))) {
    return { kind: 'unsettled', pullRequest: open };
  }
  if (tip === null || !isSamePlan(tip, wanted) || !fits || merged) {
    return { kind: 'write', tip, pullRequest: open };
  }
  const closed = pullRequest?.state === 'CLOSED' && pullRequest.headOid === tip.oid ? pullRequest : null;
  return closed === null
    ? { kind: 'keep', tip, pullRequest: open }
    : { kind: 'declined', pullRequest: closed };
}
