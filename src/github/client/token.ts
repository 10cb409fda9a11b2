/**
 * What a token is, as far as its prefix tells
 * (https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-authentication-to-github#githubs-token-formats).
 * `app` is an installation of a GitHub App, `user` one that acts for a person.
 */
export type TokenKind = 'classic' | 'fine-grained' | 'app' | 'user' | 'oauth' | 'unknown';

/** By the prefix alone: what follows it may change. */
export function tokenKind(token: string): TokenKind {
  if (token.startsWith('ghp_')) return 'classic';
  if (token.startsWith('github_pat_')) return 'fine-grained';
  if (token.startsWith('ghs_')) return 'app';
  if (token.startsWith('ghu_')) return 'user';
  return token.startsWith('gho_') ? 'oauth' : 'unknown';
}

/** Whether a list of scopes (`X-OAuth-Scopes: repo, read:org`) names one; `repo:status` is not `repo`. */
export function hasScope(scopes: string, scope: string): boolean {
  return scopes.split(',').some((one) => one.trim() === scope);
}

/**
 * Whether a text can be a token: visible ASCII without quotes, comments and what else a paste or an unfilled template
 * leaves behind. What GitHub's own hold may change.
 */
export function isTokenText(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text) && !/["'`#$(){}<>,;\\]/.test(text);
}
