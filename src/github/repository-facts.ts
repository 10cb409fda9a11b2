import { isObject } from '../plugin/json.ts';
import type { CheckedAnswer, Client } from './client/client.ts';
import { shapeless } from './client/error.ts';
import { isRepositoryName, type RepositoryName } from './repository.ts';

/** What GitHub says about a repository that the token can see. */
export interface RepositoryFacts {
  readonly repository: RepositoryName;
  /** The default branch. */
  readonly branch: string;
  readonly isPrivate: boolean;
  readonly isArchived: boolean;
  /** Of a fork what it was made from, as far as GitHub says so (`''`); null for one that is no fork. */
  readonly forkOf: string | null;
  /** Whether the token's owner may push; null where GitHub does not say. */
  readonly mayPush: boolean | null;
  /** A classic token's scopes, where GitHub tells them. */
  readonly scopes: string | null;
}

/** READ: a repository by `owner/name`, under its present name. Throws `GitHubError`. */
export async function readRepository(client: Client, name: string): Promise<RepositoryFacts> {
  const [owner = '', repo = ''] = name.split('/');
  const options = { what: `Looking at ${name}`, check: factsOf };
  return factsOf(await client.request('GET /repos/{owner}/{repo}', { owner, repo }, options));
}

/** PURE: an answer's facts. Throws `GitHubError` for one without a name and a default branch, whatever its status. */
export function factsOf(answer: Omit<CheckedAnswer, 'url'>): RepositoryFacts {
  const facts = isObject(answer.data) ? answer.data : {};
  const { full_name: fullName, default_branch: branch, permissions, parent } = facts;
  if (typeof fullName !== 'string' || !isRepositoryName(fullName)) throw shapeless(answer);
  if (typeof branch !== 'string' || branch === '') throw shapeless(answer);
  const [owner = '', name = ''] = fullName.split('/');
  const mayPush = isObject(permissions) ? permissions['push'] : null;
  return {
    repository: { owner, name },
    branch,
    isPrivate: facts['private'] === true,
    isArchived: facts['archived'] === true,
    forkOf: facts['fork'] === true ? String((isObject(parent) ? parent['full_name'] : null) ?? '') : null,
    mayPush: typeof mayPush === 'boolean' ? mayPush : null,
    scopes: answer.headers['x-oauth-scopes'] ?? null,
  };
}
