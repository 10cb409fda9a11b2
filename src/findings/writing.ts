import { causeOf, type DeniedWrite, writeCauseOf } from '../github/cause.ts';
import type { GitHubError } from '../github/client/error.ts';
import { fullName, type RepositoryName } from '../github/repository.ts';
import { quote } from '../plugin/display.ts';
import { answerProblem, isShared } from './github.ts';
import { type Problem, said } from './problem.ts';
import { marketplaceTokenRejected } from './reading.ts';

/** What GitHub answers to the update action's writes → what happened, and what to do. */

/** The marketplace, and the branch that is written to. */
export interface WriteTarget {
  readonly repository: RepositoryName;
  readonly branch: string;
}

/** PURE: writing to the marketplace failed for good. */
export function writeFailure(error: GitHubError, { repository, branch }: WriteTarget): Problem {
  const name = fullName(repository);
  const cause = writeCauseOf(error);
  switch (cause.kind) {
    case 'token-rejected':
      return marketplaceTokenRejected('update');
    case 'archived':
      return archived(name);
    case 'protected':
      return branchProtected(cause, name, branch);
    case 'push-rule':
      return pushRule(cause, name);
    case 'forbidden':
      return writeForbidden(cause, name);
    case 'denied':
      return writeRefused(cause, name);
    default:
      return answerProblem(cause, `Writing to ${name}`, 'update');
  }
}

export function archived(name: string): Problem {
  return {
    code: 'marketplace-archived',
    what: `${name} is archived, so nothing can be written to it`,
    remedy: UNARCHIVE,
  };
}

export const UNARCHIVE = 'Unarchive it in its settings, or disable this workflow.';

function branchProtected({ message }: DeniedWrite, name: string, branch: string): Problem {
  return {
    code: 'branch-protected',
    what: `${name}: the rules of ${quote(branch)} do not let this token push${said(message)}`,
    remedy:
      signing(message) +
      'Either pass a `token` that may bypass them (of a GitHub App or a person on the bypass list), or set `mode: pull-request` ' +
      'with `permissions: pull-requests: write` and the setting "Allow GitHub Actions to create and approve pull requests".',
  };
}

/** What to add where unsigned commits are refused. */
function signing(message: string): string {
  return /signature/i.test(message)
    ? 'Leave `token` out, or pass the token of a GitHub App: GitHub signs commits made with these, but not with a personal token. '
    : '';
}

function pushRule({ message }: DeniedWrite, name: string): Problem {
  return {
    code: 'push-rule',
    what: `${name}: a push rule does not let this token change marketplace.json or the submodule pointers${said(message)}`,
    remedy:
      'The same rule applies to pull requests. Remove the secret that GitHub found, remove these paths from the ' +
      'push ruleset (Settings → Rules → Rulesets, also those of the organisation), or put a GitHub App on its bypass ' +
      'list and pass its `token`.',
  };
}

function writeForbidden({ status, message }: DeniedWrite, name: string): Problem {
  return {
    code: 'write-forbidden',
    what: `${name}: \`token\` may not write (${status})${said(message)}`,
    remedy:
      'Write `permissions: contents: write` in the workflow; a token of your own needs "Contents: read and write" here.',
  };
}

function writeRefused({ status, message }: DeniedWrite, name: string): Problem {
  return {
    code: 'write-refused',
    what: `${name}: GitHub refuses the commit (${status})${said(message)}`,
    remedy: 'Nothing was changed. Fix what GitHub reports, then run this job again.',
  };
}

/** PURE: opening, updating or closing the pull request of `branch` failed for good. */
export function proposalFailure(error: GitHubError, target: WriteTarget, branch: string): Problem {
  const name = fullName(target.repository);
  const cause = writeCauseOf(error);
  if (cause.kind === 'protected') return proposalProtected(cause, name, branch);
  if (/not permitted to create or approve pull requests/i.test(error.message)) return notAllowed(name);
  if (/must be a collaborator/i.test(error.message)) return collaboratorsOnly(error.message, name);
  if (cause.kind !== 'forbidden') return writeFailure(error, target);
  return {
    code: 'pull-requests-forbidden',
    what: `${name}: \`token\` may not open or change pull requests or branches (${cause.status})${said(cause.message)}`,
    remedy: 'Write `permissions: contents: write` and `pull-requests: write` in the workflow.',
  };
}

function proposalProtected({ message }: DeniedWrite, name: string, branch: string): Problem {
  const sign = signing(message);
  return {
    code: 'branch-protected',
    what: `${name}: a rule does not let this token write ${quote(branch)}, the branch of the pull request${said(message)}`,
    remedy: `${sign}${sign === '' ? 'Name' : 'Or name'} another branch in \`branch\`, or pass a \`token\` that may bypass the rule.`,
  };
}

function notAllowed(name: string): Problem {
  return {
    code: 'pull-requests-not-allowed',
    what: `${name}: GitHub Actions may not open pull requests here`,
    remedy:
      'Switch on "Allow GitHub Actions to create and approve pull requests" under Settings → Actions → General, in the ' +
      'organisation too, or pass the `token` of a GitHub App.',
  };
}

function collaboratorsOnly(message: string, name: string): Problem {
  return {
    code: 'collaborators-only',
    what: `${name}: only collaborators may open pull requests here${said(message)}`,
    remedy: 'Leave `token` out, so that the run uses its own, or make the owner of the token a collaborator.',
  };
}

/** PURE: a pull request is closed, but not all that belongs to that was done. */
export function closingUnfinished(error: GitHubError, target: WriteTarget, branch: string): Problem {
  const problem = proposalFailure(error, target, branch);
  return {
    ...problem,
    what: `The pull request of ${quote(branch)} is closed, but its comment or the deletion of the branch failed. ${problem.what}`,
    remedy: `The next run tries again. ${problem.remedy}`,
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
