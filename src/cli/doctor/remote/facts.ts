import { fullName } from '../../../github/repository.ts';
import { factsOf, type RepositoryFacts } from '../../../github/repository-facts.ts';
import type { Access } from './access.ts';
import { ask, type Seen } from './seen.ts';

/** What GitHub says about a repository. */
export interface Facts extends RepositoryFacts {
  /** Its present `owner/name`. */
  readonly name: string;
}

/** READ: a repository by `owner/name`, under its present name. */
export function readFacts(access: Access, name: string): Promise<Seen<Facts>> {
  const [owner = '', repo = ''] = name.split('/');
  return ask(access, {
    route: 'GET /repos/{owner}/{repo}',
    parameters: { owner, repo },
    what: `Looking at ${name}`,
    need: { permission: 'Metadata: read', role: '`repo`' },
    missing: `there is no ${name}, or this token can’t see it`,
    check: factsOf,
    read: (data, headers) => {
      const facts = factsOf({ status: 200, headers, data });
      return { ...facts, name: fullName(facts.repository) };
    },
  });
}
