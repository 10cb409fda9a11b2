import { isObject } from '../plugin/json.ts';
import type { Answer, CheckedAnswer, Client } from './client.ts';
import { shapeless } from './error.ts';
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
  const answer = await client.request(
    'GET /repos/{owner}/{repo}',
    { owner, repo },
    { what, check: isRepository },
  );
  return factsOf(answer);
}

/** For `check`: an answer without a name and a default branch is none, whatever its status. */
export function isRepository(answer: CheckedAnswer): void {
  const { full_name: name, default_branch: branch } = isObject(answer.data) ? answer.data : {};
  const isWhole =
    typeof name === 'string' && isRepositoryName(name) && typeof branch === 'string' && branch !== '';
  if (!isWhole) throw shapeless(answer);
}

/** PURE: what {@link isRepository} let through → the facts. */
export function factsOf({ data, headers }: Pick<Answer, 'data' | 'headers'>): RepositoryFacts {
  const facts = isObject(data) ? data : {};
  const [owner = '', name = ''] = String(facts['full_name']).split('/');
  const permissions = isObject(facts['permissions']) ? facts['permissions'] : {};
  return {
    repository: { owner, name },
    branch: String(facts['default_branch']),
    isPrivate: facts['private'] === true,
    isArchived: facts['archived'] === true,
    mayPush: typeof permissions['push'] === 'boolean' ? permissions['push'] : null,
    scopes: headers['x-oauth-scopes'] ?? null,
  };
}
