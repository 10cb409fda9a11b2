import { causeOf } from '../github/cause.ts';
import type { GitHubError } from '../github/client/error.ts';
import { answerProblem, isShared } from './github.ts';
import { type Problem, said } from './problem.ts';
import { marketplaceTokenRejected } from './reading.ts';

/** PURE: why a repository that was named can't be seen, and what to do. */
export function unseenRepository(error: GitHubError, name: string): Problem {
  const cause = causeOf(error);
  if (isShared(cause)) return answerProblem(cause, `Looking at ${name}`, 'command-line');
  if (cause.kind === 'token-rejected') return marketplaceTokenRejected('command-line');
  switch (cause.status) {
    case 403:
      return {
        code: 'permission-missing',
        what: `${name}: the token may not read it (403)${said(cause.message)}`,
        remedy:
          'Give it "Metadata: read" and "Contents: read", and authorise it for the organisation’s single sign-on.',
      };
    case 404:
      return {
        code: 'marketplace-not-found',
        what: `${name}: there is no such repository, or the token can't see it. GitHub does not say which`,
        remedy: 'Check the spelling, then the token’s access.',
      };
    default:
      return answerProblem({ ...cause, kind: 'unexpected-answer' }, name, 'command-line');
  }
}
