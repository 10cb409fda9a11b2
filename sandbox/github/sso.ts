import type { Repository } from './repository.ts';

/** Where a person would authorise a token for the repository's organization. */
export function ssoUrl(repository: Repository): string {
  return `https://github.com/orgs/${repository.owner}/sso?authorization_request=SANDBOX`;
}
