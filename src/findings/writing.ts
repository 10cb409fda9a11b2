import { causeOf, type DeniedWrite, writeCauseOf } from '../github/cause.ts';
import type { GitHubError } from '../github/client/error.ts';
import { fullName, type RepositoryName } from '../github/repository.ts';
import { quote } from '../plugin/display.ts';
import { answerProblem, isShared } from './github.ts';
import { type Problem, said } from './problem.ts';
import { marketplaceTokenRejected } from './reading.ts';

/** What GitHub answers to the update action's writes → what happened, and what to do. */

/** The marketplace, and the branch that is written to. */
interface WriteTarget {
  readonly repository: RepositoryName;
  readonly branch: string;
}

/** PURE: writing to the marketplace failed for good. */
export function writeFailure(error: GitHubError, target: WriteTarget): Problem {
  const name = fullName(target.repository);
  const cause = writeCauseOf(error);
  switch (cause.kind) {
    case 'token-rejected':
      return marketplaceTokenRejected('update');
    case 'archived':
      return archived(name);
    case 'protected':
    case 'push-rule':
    case 'forbidden':
    case 'denied':
      return withNames(DENIED[cause.kind](cause, target.branch), target, cause.message);
    default:
      return answerProblem(cause, `Writing to ${name}`, 'update');
  }
}

/** What a write means that GitHub denies. The repository's name stands before `what`, GitHub's own words behind it. */
const DENIED: Readonly<
  Record<Exclude<DeniedWrite['kind'], 'archived'>, (cause: DeniedWrite, branch: string) => Problem>
> = {
  protected: ({ message }, branch) => ({
    code: 'branch-protected',
    what: `the rules of ${quote(branch)} do not let this token push`,
    remedy:
      signing(message) +
      'Either pass a `token` that may bypass them (of a GitHub App or a person on the bypass list), or set `mode: pull-request` ' +
      'with `permissions: pull-requests: write` and the setting "Allow GitHub Actions to create and approve pull requests".',
  }),
  'push-rule': () => ({
    code: 'push-rule',
    what: 'a push rule does not let this token change marketplace.json or the submodule pointers',
    remedy:
      'The same rule applies to pull requests. Remove the secret that GitHub found, remove these paths from the ' +
      'push ruleset (Settings → Rules → Rulesets, also those of the organisation), or put a GitHub App on its bypass ' +
      'list and pass its `token`.',
  }),
  forbidden: ({ status }) => ({
    code: 'write-forbidden',
    what: `\`token\` may not write (${status})`,
    remedy:
      'Write `permissions: contents: write` in the workflow; a token of your own needs "Contents: read and write" here.',
  }),
  denied: ({ status }) => ({
    code: 'write-refused',
    what: `GitHub refuses the commit (${status})`,
    remedy: 'Nothing was changed. Fix what GitHub reports, then run this job again.',
  }),
};

function withNames({ code, what, remedy }: Problem, { repository }: WriteTarget, message: string): Problem {
  return { code, what: `${fullName(repository)}: ${what}${said(message)}`, remedy };
}

export function archived(name: string): Problem {
  const what = `${name} is archived, so nothing can be written to it`;
  return { code: 'marketplace-archived', what, remedy: UNARCHIVE };
}

export const UNARCHIVE = 'Unarchive it in its settings, or disable this workflow.';

/** What to add where unsigned commits are refused. */
function signing(message: string): string {
  return /signature/i.test(message)
    ? 'Leave `token` out, or pass the token of a GitHub App: GitHub signs commits made with these, but not with a personal token. '
    : '';
}

/** PURE: opening, updating or closing the pull request of `branch` failed for good. */
export function proposalFailure(error: GitHubError, target: WriteTarget, branch: string): Problem {
  const { message } = error;
  const cause = writeCauseOf(error);
  if (cause.kind === 'protected') return withNames(proposalProtected(message, branch), target, message);
  if (/not permitted to create or approve pull requests/i.test(message)) {
    return withNames(NOT_ALLOWED, target, '');
  }
  if (/must be a collaborator/i.test(message)) return withNames(COLLABORATORS_ONLY, target, message);
  if (cause.kind !== 'forbidden') return writeFailure(error, target);
  const what = `\`token\` may not open or change pull requests or branches (${cause.status})`;
  const remedy = 'Write `permissions: contents: write` and `pull-requests: write` in the workflow.';
  return withNames({ code: 'pull-requests-forbidden', what, remedy }, target, message);
}

function proposalProtected(message: string, branch: string): Problem {
  const sign = signing(message);
  return {
    code: 'branch-protected',
    what: `a rule does not let this token write ${quote(branch)}, the branch of the pull request`,
    remedy: `${sign}${sign === '' ? 'Name' : 'Or name'} another branch in \`branch\`, or pass a \`token\` that may bypass the rule.`,
  };
}

const NOT_ALLOWED: Problem = {
  code: 'pull-requests-not-allowed',
  what: 'GitHub Actions may not open pull requests here',
  remedy:
    'Switch on "Allow GitHub Actions to create and approve pull requests" under Settings → Actions → General, in the ' +
    'organisation too, or pass the `token` of a GitHub App.',
};

const COLLABORATORS_ONLY: Problem = {
  code: 'collaborators-only',
  what: 'only collaborators may open pull requests here',
  remedy: 'Leave `token` out, so that the run uses its own, or make the owner of the token a collaborator.',
};

/** PURE: a pull request is closed, but not all that belongs to that was done. `isOver`: and no run will try again. */
export function closingUnfinished(
  error: GitHubError,
  target: WriteTarget,
  { branch, isOver }: { readonly branch: string; readonly isOver: boolean },
): Problem {
  const problem = proposalFailure(error, target, branch);
  const failed = isOver ? 'the comment that says why' : 'its comment or the deletion of the branch';
  return {
    ...problem,
    what: `The pull request of ${quote(branch)} is closed, but ${failed} failed. ${problem.what}`,
    remedy: isOver ? problem.remedy : `The next run tries again. ${problem.remedy}`,
  };
}

/** PURE: a branch that people made has the name that ours would have. */
export function branchNotOurs({ repository }: WriteTarget, branch: string): Problem {
  return {
    code: 'branch-not-ours',
    what: `${fullName(repository)}: ${quote(branch)} was not made by this action, so it was left as it is and no pull request was opened`,
    remedy:
      'Name another branch in `branch`, such as `notify-marketplace/update` or `notify-marketplace/{plugin}`, or delete this one if nobody needs it.',
  };
}

/** PURE: what stands on the branch of a pull request is not known, so it was left alone. */
export function branchUnread({ message }: GitHubError, { repository }: WriteTarget, branch: string): Problem {
  return {
    code: 'read-failed',
    what: `${fullName(repository)}: GitHub failed while ${quote(branch)} and its pull request were read${said(message)}`,
    remedy: 'They were left as they are. Run this job again; https://www.githubstatus.com lists outages.',
  };
}

/** PURE: something else writes faster than anybody can. */
export function headKeepsMoving({ repository, branch }: WriteTarget, rounds: number): Problem {
  return {
    code: 'head-keeps-moving',
    what: `${fullName(repository)}: ${quote(branch)} changed each of the ${rounds} times that an update was ready`,
    remedy:
      'Nothing was lost: the next run makes the whole update. Look for another workflow that keeps committing to the branch.',
  };
}

/** PURE: an answer that no step foresaw. */
export function unforeseenAnswer(error: GitHubError): Problem {
  const cause = causeOf(error);
  if (isShared(cause)) return answerProblem(cause, 'The update', 'update');
  return {
    code: 'write-refused',
    what: `GitHub refuses a request (${error.status})${said(error.message)}`,
    remedy: 'Fix what GitHub reports, then run this job again.',
  };
}
