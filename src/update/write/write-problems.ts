import { isForbidden } from '../../github/by-halves.ts';
import type { GitHubError } from '../../github/error.ts';
import { notGitHub, passingFailure, said } from '../../github/passing.ts';
import { refusalOf, refused } from '../../github/refusal.ts';
import { fullName } from '../../github/repository.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { quote } from '../../plugin/display.ts';
import type { Problem } from '../../plugin/problem.ts';

type Target = Pick<Marketplace, 'repository' | 'branch'>;

/**
 * Rulesets and branch protection, in the words that GitHub uses, with a ruleset's "Repository rule violations found"
 * before them or without (github-answers: ref-rule-pull-request, ref-protection-pull-request). GraphQL says the same with types of its own.
 */
export function isProtection({ status, message, problems = [] }: GitHubError): boolean {
  const refused = status === 422 || status === 403 || status === 409 || status === 405 || problems.length > 0;
  return (
    refused &&
    !PUSH_RULE.test(message) &&
    (problems.some(({ type }) => type === 'BRANCH_PROTECTION_RULE_VIOLATION') || PROTECTION.test(message))
  );
}

const PROTECTION = new RegExp(
  [
    'rule violation',
    'protected (?:branch|ref)',
    'branch protection',
    'required status check',
    'required workflow',
    'through (?:a pull request|the merge queue)',
    'approving review',
    'locked branch',
    '(?:verified|valid) signature',
    'not authorized to push',
    'must not contain merge commits',
    'cannot force-push',
    'creations being restricted',
    'cannot delete this branch',
    'reference update failed',
  ].join('|'),
  'i',
);

const PUSH_RULE =
  /(?:file path|file extension|path length|file size)\b|push rule|exceeds? .*(?:size|length)|secret detected/i;

/**
 * Push rules look at paths and sizes, push protection at secrets, and may refuse already the tree
 * (renovatebot/renovate#42554), or the ref with a ruleset's words before their own (github-answers: ref-rule-secret):
 * they hold for every branch, so a pull request meets them too
 * (https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets).
 */
function isPushRule({ status, message, problems = [] }: GitHubError): boolean {
  return (status === 422 || problems.length > 0) && PUSH_RULE.test(message);
}

function pushRule(error: GitHubError, name: string): Problem {
  return {
    code: 'push-rule',
    what: `${name}: a push rule does not let this token change the marketplace's file or its pointers${said(error)}.`,
    remedy:
      'A pull request would meet the same rule. Take out the secret that GitHub found, take these paths out of the ' +
      'push ruleset (Settings → Rules → Rulesets, also those of the organisation), or put a GitHub App on its bypass ' +
      'list and pass its `token`.',
  };
}

export function branchProtected(error: GitHubError, { repository, branch }: Target): Problem {
  return {
    code: 'branch-protected',
    what: `${fullName(repository)}: the rules of ${quote(branch)} do not let this token push${said(error)}.`,
    remedy:
      signing(error) +
      'Either pass a `token` that may bypass them (a GitHub App or a person on the bypass list), or set `mode: pull-request` ' +
      'with `permissions: pull-requests: write` and the setting "Allow GitHub Actions to create and approve pull requests".',
  };
}

const UNSIGNED =
  'Leave `token` out, or pass the one of a GitHub App: GitHub signs their commits, but not those of a personal token. ';

/** What to add where unsigned commits are refused. */
function signing({ message }: GitHubError): string {
  return /signature/i.test(message) ? UNSIGNED : '';
}

/** Writing to the marketplace failed for good → what to tell. */
export function writeFailure(error: GitHubError, { repository, branch }: Target): Problem {
  const name = fullName(repository);
  const passing = passingFailure(error, `Writing to ${name}`);
  if (passing !== null) return passing;
  if (error.status !== null && error.status < 300 && (error.problems ?? []).length === 0) {
    return notGitHub(error, `Writing to ${name}`);
  }
  if (error.status === 401) return TOKEN_REJECTED;
  if (/archived/i.test(error.message)) return archived(name);
  const known = refused(error, `Writing to ${name}`);
  if (known !== null) return known;
  if (isProtection(error)) return branchProtected(error, { repository, branch });
  if (isPushRule(error)) return pushRule(error, name);
  return error.status === 403 || error.status === 404 || isForbidden(error)
    ? writeForbidden(error, name)
    : writeRefused(error, name);
}

const TOKEN_REJECTED: Problem = {
  code: 'token-rejected',
  what: 'GitHub rejects `token` (401): it is wrong, revoked or expired.',
  remedy: 'Leave `token` out, so that the run uses its own, or renew the secret that the workflow passes.',
};

export function archived(name: string): Problem {
  return {
    code: 'marketplace-archived',
    what: `${name} is archived, so nothing can be written to it.`,
    remedy: 'Unarchive it in its settings, or switch this workflow off.',
  };
}

function writeForbidden(error: GitHubError, name: string): Problem {
  return {
    code: 'write-forbidden',
    what: `${name}: \`token\` may not write (${error.status})${said(error)}.`,
    remedy:
      'Write `permissions: contents: write` in the workflow; a token of your own needs "Contents: read and write" here.',
  };
}

function writeRefused(error: GitHubError, name: string): Problem {
  return {
    code: 'write-refused',
    what: `${name}: GitHub refuses the commit (${error.status})${said(error)}.`,
    remedy: 'Nothing was changed. Correct what GitHub names, and run this job again.',
  };
}

/** Opening, updating or closing the pull request of `branch` failed for good → what to tell. */
export function proposalFailure(error: GitHubError, target: Target, branch: string): Problem {
  const name = fullName(target.repository);
  if (isProtection(error)) {
    return {
      code: 'branch-protected',
      what: `${name}: a rule does not let this token write ${quote(branch)}, the branch of the pull request${said(error)}.`,
      remedy: `${signing(error)}${signing(error) === '' ? 'Name' : 'Or name'} another in \`branch\`, or pass a \`token\` that may bypass the rule.`,
    };
  }
  if (/not permitted to create or approve pull requests/i.test(error.message)) {
    return {
      code: 'pull-requests-not-allowed',
      what: `${name}: GitHub Actions may not open pull requests here.`,
      remedy:
        'Switch on "Allow GitHub Actions to create and approve pull requests" under Settings → Actions → General, in the ' +
        'organisation too, or pass the `token` of a GitHub App.',
    };
  }
  if (/must be a collaborator/i.test(error.message)) {
    return {
      code: 'collaborators-only',
      what: `${name}: only collaborators may open pull requests here${said(error)}.`,
      remedy:
        'Leave `token` out, so that the run uses its own, or make the owner of the token a collaborator.',
    };
  }
  const isForbiddenHere = error.status === 403 || error.status === 404 || isForbidden(error);
  const isOther =
    error.limit !== null || refusalOf(error) !== null || isPushRule(error) || /archived/i.test(error.message);
  if (isForbiddenHere && !isOther) {
    return {
      code: 'pull-requests-forbidden',
      what: `${name}: \`token\` may not open or change pull requests or branches (${error.status})${said(error)}.`,
      remedy: 'Write `permissions: contents: write` and `pull-requests: write` in the workflow.',
    };
  }
  return writeFailure(error, target);
}

/** What stands on the branch of a pull request is not known, so it was left alone. */
export function branchUnread(error: GitHubError, { repository }: Target, branch: string): Problem {
  const words = error.message === '' ? '' : `: ${quote(error.message, 300)}`;
  return {
    code: 'read-failed',
    what: `${fullName(repository)}: GitHub failed while ${quote(branch)} and its pull request were read${words}.`,
    remedy: 'They were left as they are. Run this job again; https://www.githubstatus.com lists outages.',
  };
}

export function headKeepsMoving({ repository, branch }: Target, rounds: number): Problem {
  return {
    code: 'head-keeps-moving',
    what: `${fullName(repository)}: ${quote(branch)} moved each of the ${rounds} times that an update was ready.`,
    remedy:
      'Nothing was lost: any later run updates all. Look for another workflow that commits to it without pause.',
  };
}

/** An answer that no step foresaw. */
export function unforeseenAnswer(error: GitHubError): Problem {
  return (
    passingFailure(error, 'The update') ??
    refused(error, 'The update') ?? {
      code: 'write-refused',
      what: `GitHub refuses a request (${error.status})${said(error)}.`,
      remedy: 'Correct what GitHub names, and run this job again.',
    }
  );
}
