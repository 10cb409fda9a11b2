import { factsOf, isRepository, type RepositoryFacts } from '../../../github/repository-facts.ts';
import { isObject } from '../../../plugin/json.ts';
import type { Access } from '../chain/access.ts';
import { ask, type Seen } from './seen.ts';

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
    check: isRepository,
    read: (data, headers) => ({ ...factsOf({ data, headers }), ...more(data) }),
  });
}

function more(data: unknown): Pick<Facts, 'name' | 'forkOf'> {
  const facts = isObject(data) ? data : {};
  const parent = isObject(facts['parent']) ? String(facts['parent']['full_name'] ?? '') : '';
  return { name: String(facts['full_name']), forkOf: facts['fork'] === true ? parent : null };
}
