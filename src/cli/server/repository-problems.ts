import type { Client } from '../../github/client.ts';
import { GitHubError } from '../../github/error.ts';
import { notGitHub, passingFailure, said } from '../../github/passing.ts';
import { refused } from '../../github/refusal.ts';
import { type RepositoryFacts, readRepository } from '../../github/repository-facts.ts';
import { type Problem, ProblemError } from '../../plugin/problem.ts';

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
  const known = passingFailure(error, `Looking at ${name}`) ?? refused(error, name);
  if (known !== null) return known;
  switch (error.status) {
    case 401:
      return {
        code: 'token-rejected',
        what: 'GitHub rejects the token (401): it is wrong, revoked or expired.',
        remedy: 'Make a new one, or sign in again: gh auth login.',
      };
    case 403:
      return {
        code: 'permission-missing',
        what: `${name}: the token may not read it (403)${said(error)}.`,
        remedy:
          'Give it "Metadata: read" and "Contents: read", and authorise it for the organisation’s single sign-on.',
      };
    case 404:
      return {
        code: 'repository-not-found',
        what: `${name}: there is no such repository, or the token can't see it. GitHub does not say which.`,
        remedy: 'Check the spelling, then the token’s access.',
      };
    default:
      return notGitHub(error, name);
  }
}
