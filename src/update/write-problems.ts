import type { GitHubError } from '../github/error.ts';
import { notGitHub, passingFailure, said } from '../github/passing.ts';
import { singleSignOn } from '../github/problems.ts';
import { fullName } from '../github/repository.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';
import { quote } from '../plugin/display.ts';
import type { Problem } from '../plugin/problem.ts';

type Target = Pick<Marketplace, 'repository' | 'branch'>;

/**
 * Rulesets and branch protection, in the words that GitHub uses: "Repository rule violations found", "Protected
 * branch update failed", "Required status check", "Changes must be made through a pull request".
 */
export function isProtection({ status, message }: GitHubError): boolean {
  const refused = status === 422 || status === 403 || status === 409;
  return (
    refused &&
    /rule violation|protected branch|branch protection|required status|through a pull request|approving review|locked branch|(?:verified|valid) signature|not authorized to push/i.test(
      message,
    )
  );
}

export function branchProtected(error: GitHubError, { repository, branch }: Target): Problem {
  return {
    code: 'branch-protected',
    what: `${fullName(repository)}: the rules of ${quote(branch)} do not let this token push${said(error)}.`,
    remedy:
      (/signature/i.test(error.message) ? UNSIGNED : '') +
      'Either pass a `token` that may bypass them (a GitHub App or a person on the bypass list), or set `mode: pull-request` ' +
      'with `permissions: pull-requests: write` and the setting "Allow GitHub Actions to create and approve pull requests".',
  };
}

const UNSIGNED =
  'Leave `token` out, or pass the one of a GitHub App: GitHub signs their commits, but not those of a personal token. ';

/** Writing to the marketplace failed for good → what to tell. */
export function writeFailure(error: GitHubError, { repository, branch }: Target): Problem {
  const name = fullName(repository);
  const passing = passingFailure(error, `Writing to ${name}`);
  if (passing !== null) return passing;
  if (error.status !== null && error.status < 300) return notGitHub(error, `Writing to ${name}`);
  if (error.status === 401) {
    return {
      code: 'token-rejected',
      what: 'GitHub rejects `token` (401): it is wrong, revoked or expired.',
      remedy:
        'Leave `token` out, so that the run uses its own, or renew the secret that the workflow passes.',
    };
  }
  if (/archived/i.test(error.message)) {
    return {
      code: 'marketplace-archived',
      what: `${name} is archived, so nothing can be written to it.`,
      remedy: 'Unarchive it in its settings, or switch this workflow off.',
    };
  }
  const sso = error.headers['x-github-sso'];
  if (sso !== undefined) return singleSignOn(name, /(?:^|;)\s*url=(\S+)/.exec(sso)?.[1]);
  if (isProtection(error)) return branchProtected(error, { repository, branch });
  if (error.status === 403 || error.status === 404) {
    return {
      code: 'write-forbidden',
      what: `${name}: \`token\` may not write (${error.status})${said(error)}.`,
      remedy:
        'Write `permissions: contents: write` in the workflow; a token of your own needs "Contents: read and write" here.',
    };
  }
  return {
    code: 'write-refused',
    what: `${name}: GitHub refuses the commit (${error.status})${said(error)}.`,
    remedy: 'Nothing was changed. Mend what GitHub names, and run this job again.',
  };
}

/** Opening, updating or closing the pull request of `branch` failed for good → what to tell. */
export function proposalFailure(error: GitHubError, target: Target, branch: string): Problem {
  const name = fullName(target.repository);
  if (isProtection(error)) {
    return {
      code: 'branch-protected',
      what: `${name}: a rule does not let this token write ${quote(branch)}, the branch of the pull request${said(error)}.`,
      remedy: 'Name another in `branch`, or pass a `token` that may bypass the rule.',
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
  if (
    (error.status === 403 || error.status === 404) &&
    !error.rateLimited &&
    !/archived/i.test(error.message)
  ) {
    return {
      code: 'pull-requests-forbidden',
      what: `${name}: \`token\` may not open or change pull requests or branches (${error.status})${said(error)}.`,
      remedy: 'Write `permissions: contents: write` and `pull-requests: write` in the workflow.',
    };
  }
  return writeFailure(error, target);
}

/** A workflow that could not be started. */
export function checkFailure(error: GitHubError, workflow: string): Problem {
  const remedies: Record<number, string> = {
    403: 'Write `permissions: actions: write` in the workflow.',
    404: 'It must be on the default branch, in .github/workflows; and `permissions: actions: write` in this workflow.',
    422: 'It needs `workflow_dispatch:` under `on:`.',
  };
  return {
    code: 'check-not-started',
    what: `${quote(workflow)} could not be started on the pull request's branch${said(error)}.`,
    remedy: remedies[error.status ?? 0] ?? 'Start it by hand, or run this job again.',
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
    passingFailure(error, 'The update') ?? {
      code: 'write-refused',
      what: `GitHub refuses a request (${error.status})${said(error)}.`,
      remedy: 'Mend what GitHub names, and run this job again.',
    }
  );
}
