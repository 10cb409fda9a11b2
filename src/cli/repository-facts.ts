import type { Client } from '../github/client.ts';
import { GitHubError } from '../github/error.ts';
import { notGitHub, passingFailure, said } from '../github/passing.ts';
import { isRepositoryName, type RepositoryName } from '../github/repository.ts';
import { isObject } from '../plugin/json.ts';
import { type Problem, ProblemError } from '../plugin/problem.ts';

/** What GitHub tells of a repository that the token sees. */
export interface RepositoryFacts {
  readonly repository: RepositoryName;
  /** The default branch. */
  readonly branch: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  /** Whether the token's owner may push; null where GitHub does not say. */
  readonly mayPush: boolean | null;
  /** A classic token's scopes, where GitHub tells them. */
  readonly scopes: string | null;
}

/** READ: a repository by `owner/name`, under its present name. Throws `ProblemError`. */
export async function readRepository(client: Client, name: string): Promise<RepositoryFacts> {
  const [owner = '', repo = ''] = name.split('/');
  try {
    const what = `Looking at ${name}`;
    const answer = await client.request('GET /repos/{owner}/{repo}', { owner, repo }, { what });
    return factsOf(answer.data, answer.headers, { owner, name: repo });
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    throw new ProblemError(notSeen(error, name));
  }
}

function factsOf(
  data: unknown,
  headers: Readonly<Record<string, string>>,
  asked: RepositoryName,
): RepositoryFacts {
  const facts = isObject(data) ? data : {};
  const present = String(facts['full_name'] ?? '');
  const [owner = '', name = ''] = present.split('/');
  const permissions = isObject(facts['permissions']) ? facts['permissions'] : {};
  return {
    repository: isRepositoryName(present) ? { owner, name } : asked,
    branch: String(facts['default_branch'] ?? 'main'),
    isPrivate: facts['private'] === true,
    isArchived: facts['archived'] === true,
    mayPush: typeof permissions['push'] === 'boolean' ? permissions['push'] : null,
    scopes: headers['x-oauth-scopes'] ?? null,
  };
}

function notSeen(error: GitHubError, name: string): Problem {
  const passing = passingFailure(error, `Looking at ${name}`);
  if (passing !== null) return passing;
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
