import { fullName, isRepositoryName, type RepositoryName } from '../../../github/repository.ts';
import type { RepositoryFacts } from '../../../github/repository-facts.ts';
import { isObject } from '../../../plugin/json.ts';
import type { Access } from '../access.ts';
import { ask, type Seen } from '../seen.ts';

/** What GitHub tells of a repository. */
export interface Facts extends RepositoryFacts {
  /** Its present `owner/name`. */
  readonly name: string;
  /** Of a fork what it was made from, where GitHub says so; null for one that is no fork. */
  readonly forkOf: string | null;
}

/** READ: a repository by `owner/name`, under its present name. */
export function readFacts(access: Access, name: string): Promise<Seen<Facts>> {
  const [owner = '', repo = ''] = name.split('/');
  return ask(access, {
    route: 'GET /repos/{owner}/{repo}',
    parameters: { owner, repo },
    what: `Looking at ${name}`,
    need: { permission: 'Metadata: read', role: '`repo`' },
    missing: `there is no ${name}, or this token does not see it`,
    read: (data, headers) => factsOf(data, headers, { owner, name: repo }),
  });
}

function factsOf(data: unknown, headers: Readonly<Record<string, string>>, asked: RepositoryName): Facts {
  const facts = isObject(data) ? data : {};
  const present = String(facts['full_name'] ?? '');
  const [owner = '', name = ''] = present.split('/');
  const repository = isRepositoryName(present) ? { owner, name } : asked;
  const permissions = isObject(facts['permissions']) ? facts['permissions'] : {};
  const parent = isObject(facts['parent']) ? String(facts['parent']['full_name'] ?? '') : '';
  return {
    repository,
    name: fullName(repository),
    branch: String(facts['default_branch'] ?? 'main'),
    isPrivate: facts['private'] === true,
    isArchived: facts['archived'] === true,
    mayPush: typeof permissions['push'] === 'boolean' ? permissions['push'] : null,
    scopes: headers['x-oauth-scopes'] ?? null,
    forkOf: facts['fork'] === true ? parent : null,
  };
}
