import { isObject } from '../plugin/json.ts';
import type { Client } from './client.ts';
import { isRepositoryName, type RepositoryName } from './repository.ts';

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

/** READ: a repository by `owner/name`, under its present name. Throws `GitHubError`. */
export async function readRepository(client: Client, name: string): Promise<RepositoryFacts> {
  const [owner = '', repo = ''] = name.split('/');
  const what = `Looking at ${name}`;
  const answer = await client.request('GET /repos/{owner}/{repo}', { owner, repo }, { what });
  return factsOf(answer.data, answer.headers, { owner, name: repo });
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
