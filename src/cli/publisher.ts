import { repositoryAt } from '../github/address.ts';
import { fullName } from '../github/repository.ts';
import { isObject } from '../plugin/json.ts';

/** What the pages and templates call the account, until somebody publishes under their own: on GitHub it is a stranger's. */
const PLACEHOLDER = 'org';

/** PURE: the repository that publishes this package, by its package.json; null where it does not say. */
export function publisherIn(manifest: unknown): string | null {
  const { repository } = isObject(manifest) ? manifest : {};
  const written = isObject(repository) ? repository['url'] : repository;
  if (typeof written !== 'string') return null;
  // https://docs.npmjs.com/cli/configuring-npm/package-json#repository
  const url = written
    .replace(/^git\+/, '')
    .replace(/^(?:github:)?(?=[\w.-]+\/[\w.-]+$)/, 'https://github.com/');
  const found = repositoryAt(url, 'https://github.com');
  return found === null || found.owner.toLowerCase() === PLACEHOLDER ? null : fullName(found);
}
