import type { GitHubSwitches, RepositoryRefusal } from '../types.ts';
import { type Answer, problem } from './answers.ts';
import { GitHubError, QueryError } from './graphql-errors.ts';
import type { Repository } from './repository.ts';
import { isOfPerson, type Token } from './tokens.ts';

/** Why somebody who may see a repository gets nothing of it: no permission would help. */
export type Refusal = 'sso' | RepositoryRefusal;

/** What keeps this token (null: nobody) out of a repository that it may see. */
export function refusalOf({ options }: Repository, token: Token | null): Refusal | null {
  const { sso, refusal } = options;
  if (refusal === 'tos' || refusal === 'dmca') return refusal;
  const kind = token?.options.kind ?? null;
  const isPersonal = token !== null && isOfPerson(token);
  if (isPersonal && sso) return 'sso';
  if (refusal === 'ip-allow-list') return token === null ? null : refusal;
  if (refusal === 'oauth-restrictions') return isPersonal ? refusal : null;
  return kind === 'fine-grained' ? refusal : null;
}

/**
 * The words, for both APIs:
 * - SAML: https://github.com/gr2m/octokit-plugin-create-pull-request/issues/67
 * - IP allow list: https://github.com/SalesforceFoundation/NPSP/issues/7247
 * - OAuth Apps: https://github.com/gitbutlerapp/gitbutler/issues/8594
 * - lifetime of tokens: https://github.com/NixOS/org/issues/247
 * - blocked: https://github.com/github/rest-api-description/issues/3314
 */
function wordsOf(refusal: Refusal, owner: string): string {
  const correct = 'Although you appear to have the correct authorization credentials, the';
  switch (refusal) {
    case 'sso':
      return 'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.';
    case 'ip-allow-list':
      return `${correct} \`${owner}\` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.`;
    case 'oauth-restrictions':
      return `${correct} \`${owner}\` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited. For more information on these restrictions, including how to enable this app, visit https://docs.github.com/articles/restricting-access-to-your-organization-s-data/`;
    case 'token-lifetime':
      return `The '${owner}' organization forbids access via a fine-grained personal access tokens if the token's lifetime is greater than 90 days. Please adjust your token's lifetime at the following URL: https://github.com/settings/personal-access-tokens/1`;
    case 'tos':
    case 'dmca':
      return 'Repository access blocked';
  }
}

/** REST's answer. Of a private repository behind single sign-on it may also say that there is none. */
export function restRefusal(
  refusal: Refusal,
  repository: Repository,
  { documentation, switches }: { documentation: string; switches: GitHubSwitches },
): Answer {
  const message = wordsOf(refusal, repository.owner);
  if (refusal === 'dmca' || refusal === 'tos') return blocked(refusal, repository, message);
  if (refusal !== 'sso') return problem(403, message, documentation);
  if (repository.options.private && switches.samlStatus === 'not-found')
    return problem(404, undefined, documentation);
  const saml =
    'https://docs.github.com/articles/authenticating-to-a-github-organization-with-saml-single-sign-on/';
  return { ...problem(403, message, saml), headers: ssoHeader(repository) };
}

function blocked(reason: 'dmca' | 'tos', repository: Repository, message: string): Answer {
  const created_at = '2021-04-22T17:53:56Z';
  const html_url = `https://github.com/github/dmca/blob/master/2021/04/${repository.name}.md`;
  const block = reason === 'tos' ? { reason } : { reason, created_at, html_url };
  return { status: reason === 'tos' ? 403 : 451, body: { message, block } };
}

/** Where a person would authorise a token for the repository's organization. */
export function ssoHeader({ owner }: Repository): Record<string, string> {
  const url = `https://github.com/orgs/${owner}/sso?authorization_request=SANDBOX`;
  return { 'x-github-sso': `required; url=${url}` };
}

/** GraphQL's error. What it says of a blocked repository is not in the public record. */
export function graphqlRefusal(
  refusal: Refusal,
  repository: Repository,
  { accessError }: GitHubSwitches,
): GitHubError {
  const message = wordsOf(refusal, repository.owner);
  const extensions = { saml_failure: refusal === 'sso' };
  if (accessError === 'whole-query')
    return new QueryError('FORBIDDEN', message, { hasData: false, extensions });
  return new GitHubError('FORBIDDEN', message, extensions);
}
