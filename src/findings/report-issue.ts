import { writeCauseOf } from '../github/cause.ts';
import type { GitHubError } from '../github/client/error.ts';
import { fullName, type RepositoryName } from '../github/repository.ts';
import { answerProblem } from './github.ts';
import { type Problem, said } from './problem.ts';
import { marketplaceTokenRejected } from './reading.ts';
import { archived } from './writing.ts';

/** PURE: the issue of `report-issue` could not be read or written. The update itself does not depend on it. */
export function issueFailure(error: GitHubError, repository: RepositoryName): Problem {
  const name = fullName(repository);
  if (error.status === 410) return issuesOff(repository);
  const cause = writeCauseOf(error);
  switch (cause.kind) {
    case 'token-rejected':
      return marketplaceTokenRejected('update');
    case 'archived':
      return archived(name);
    case 'forbidden':
      return {
        code: 'issues-forbidden',
        what: `${name}: \`token\` may not read and write issues (${cause.status})${said(cause.message)}`,
        remedy:
          'Write `permissions: issues: write` in the workflow, beside `contents: write`; a token of your own needs "Issues: read and write" here.',
      };
    case 'protected':
    case 'push-rule':
    case 'denied':
      return {
        code: 'issue-not-written',
        what: `${name}: GitHub refuses the issue of \`report-issue\` (${cause.status})${said(cause.message)}`,
        remedy: 'The update itself is done. Fix what GitHub reports; the next run tries again.',
      };
    default:
      return answerProblem(cause, `The issue of \`report-issue\` in ${name}`, 'update');
  }
}

/** PURE: the repository has no issues (410; forks have none until they are switched on). */
export function issuesOff(repository: RepositoryName): Problem {
  return {
    code: 'issues-off',
    what: `${fullName(repository)} has no issues, because they are switched off in its settings`,
    remedy: 'Turn them on under Settings → General → Features, or remove `report-issue`.',
  };
}
