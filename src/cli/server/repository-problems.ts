import { answerProblem, isShared } from '../../findings/github.ts';
import { type Problem, ProblemError, said } from '../../findings/problem.ts';
import { marketplaceTokenRejected } from '../../findings/reading.ts';
import { causeOf } from '../../github/cause.ts';
import type { Client } from '../../github/client/client.ts';
import { GitHubError } from '../../github/client/error.ts';
import { type RepositoryFacts, readRepository } from '../../github/repository-facts.ts';

/** READ: a repository that somebody named. Throws `ProblemError`. */
export async function seeRepository(client: Client, name: string): Promise<RepositoryFacts> {
  try {
    return await readRepository(client, name);
  } catch (error) {
    if (error instanceof GitHubError) throw new ProblemError(notSeen(error, name));
    throw error;
  }
}

/** PURE: why a repository that was named can't be seen, and what to do. */
export function notSeen(error: GitHubError, name: string): Problem {
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
