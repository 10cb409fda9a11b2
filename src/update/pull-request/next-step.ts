import { isClosedText, isOurText } from './marks.ts';
import { isAbout, isMadeFor, isOurCommit, isSamePlan, type Tip } from './own-commit.ts';
import type { WantedPullRequest } from './wanted-pull-requests.ts';

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';
  readonly headOid: string;
  /** The message of its first commit, where it is open. */
  readonly firstMessage: string;
}

export interface ExistingBranch {
  readonly tip: Tip | null;
  /** The open one, else the newest that ended at this tip, else the newest. */
  readonly pullRequest: PullRequest | null;
}

export type NextStep =
  /** Nothing is wanted, nothing is there that is ours. */
  | { readonly kind: 'nothing' }
  /** Nothing is left to update. */
  | { readonly kind: 'close'; readonly tip: Tip | null; readonly pullRequest: PullRequest }
  /** An earlier run closed it, and did not get to the end of that. */
  | { readonly kind: 'finish-closing'; readonly tip: Tip; readonly pullRequest: PullRequest }
  /** Whether anything is left is not known. */
  | { readonly kind: 'unsettled'; readonly pullRequest: PullRequest }
  /** Somebody else's commits are on our branch. */
  | { readonly kind: 'leave'; readonly pullRequest: PullRequest | null }
  /** The branch is somebody else's, unless its commits say otherwise. */
  | { readonly kind: 'refuse' }
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
export function decideNextStep(wanted: WantedPullRequest, existing: ExistingBranch, fits: boolean): NextStep {
  const { tip, pullRequest } = existing;
  const open = pullRequest?.state === 'OPEN' ? pullRequest : null;
  if (!isOurs(existing, wanted.branch)) return besideOthers(wanted, existing);
  if (wanted.changes.length === 0) return withoutChanges(wanted, existing);
  const merged = isMerged(existing);
  if (open !== null && tip !== null && !merged && wanted.unread.some((name) => isAbout(tip, name))) {
    return { kind: 'unsettled', pullRequest: open };
  }
  if (tip === null || !isSamePlan(tip, wanted) || !fits || merged) {
    return { kind: 'write', tip, pullRequest: open };
  }
  const closed = endedHere(existing);
  return closed?.state === 'CLOSED' && !isClosedText(closed.body)
    ? { kind: 'declined', pullRequest: closed }
    : { kind: 'keep', tip, pullRequest: open };
}

/** The pull request, if it is over and the branch is still where it was then. */
function endedHere({ tip, pullRequest }: ExistingBranch): PullRequest | null {
  return pullRequest !== null && pullRequest.state !== 'OPEN' && pullRequest.headOid === tip?.oid
    ? pullRequest
    : null;
}

function isMerged(existing: ExistingBranch): boolean {
  return existing.tip?.contained === true || endedHere(existing)?.state === 'MERGED';
}

/**
 * Whether all that the branch holds beside the target is ours, on a branch that we made: its tip says so, or our own
 * pull request, of which everything is merged.
 */
function isOurs(existing: ExistingBranch, branch: string): boolean {
  const { tip, pullRequest } = existing;
  if (tip === null || isOurCommit(tip, branch)) return true;
  return (
    isMerged(existing) &&
    pullRequest !== null &&
    pullRequest.headOid === tip.oid &&
    isOurText(pullRequest.body)
  );
}

/** The branch may still be one that we made: our words, or the message of our commit, tell, whichever people left. */
function besideOthers({ changes, branch }: WantedPullRequest, existing: ExistingBranch): NextStep {
  const { tip, pullRequest } = existing;
  const isBegunByUs =
    isMadeFor(tip?.message ?? '', branch) ||
    (pullRequest !== null && (isOurText(pullRequest.body) || isMadeFor(pullRequest.firstMessage, branch)));
  const open = isBegunByUs && pullRequest?.state === 'OPEN' ? pullRequest : null;
  if (open === null && changes.length === 0) return { kind: 'nothing' };
  return isBegunByUs ? { kind: 'leave', pullRequest: open } : { kind: 'refuse' };
}

function withoutChanges({ isSettled }: WantedPullRequest, existing: ExistingBranch): NextStep {
  const { tip, pullRequest } = existing;
  if (pullRequest?.state === 'OPEN') {
    return isSettled ? { kind: 'close', tip, pullRequest } : { kind: 'unsettled', pullRequest };
  }
  const closed = endedHere(existing);
  const isUnfinished = isSettled && closed?.state === 'CLOSED' && isClosedText(closed.body);
  return tip !== null && closed !== null && isUnfinished
    ? { kind: 'finish-closing', tip, pullRequest: closed }
    : { kind: 'nothing' };
}
