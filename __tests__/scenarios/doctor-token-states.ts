import type { Fault, RepositoryOptions, TokenOptions } from '../../sandbox/types.ts';

const DAY = 86_400_000;

/** A token, the marketplace that it is for, and what doctor says of the two. */
export interface State {
  readonly name: string;
  /** The token: options, or a function of the marketplace's name. */
  readonly token: (to: string) => TokenOptions;
  readonly marketplace?: RepositoryOptions;
  readonly fault?: (to: string) => Fault;
  readonly renamed?: true;
  readonly exit: 0 | 1;
  /** Of the flaws that tell of the token, or of the marketplace itself. */
  readonly flaws: readonly string[];
  /** Part of what is said. */
  readonly said: RegExp;
}

const mayWrite = (to: string) => ({ [to]: { contents: 'write', metadata: 'read' } }) as const;
export const fine = (more: Partial<TokenOptions> = {}) => ({
  token: (to: string): TokenOptions => ({ kind: 'fine-grained', repositories: mayWrite(to), ...more }),
});
const sends = { exit: 0, flaws: [], said: /may send events/ } as const;

const lacks = (said: RegExp) => ({ exit: 1, flaws: ['problem permission-missing'], said }) as const;
const refuses = (to: string, status: number, message: string, headers = {}): Fault => ({
  match: new RegExp(`POST .*/repos/${to}/dispatches`),
  times: Number.POSITIVE_INFINITY,
  status,
  headers,
  body: { message },
});

export const STATES: readonly State[] = [
  { name: 'a fine-grained token that may write', ...fine(), ...sends },
  {
    name: 'a fine-grained token that may only read',
    token: (to) => ({ kind: 'fine-grained', repositories: { [to]: { contents: 'read', metadata: 'read' } } }),
    ...lacks(/Edit the fine-grained token: Repository access must include/),
  },
  {
    name: 'a fine-grained token for Actions, but not for contents',
    token: (to) => ({ kind: 'fine-grained', repositories: { [to]: { actions: 'write', metadata: 'read' } } }),
    ...lacks(/"Actions: write" is not needed and is not enough/),
  },
  {
    name: 'a fine-grained token of another repository',
    token: () => ({ kind: 'fine-grained', repositories: mayWrite('other/repository') }),
    ...lacks(/Repository access must include tokens\d+\/marketplace/),
  },
  {
    name: 'a fine-grained token of somebody who may only read',
    ...fine({ mayWrite: [] }),
    ...lacks(/may not send events/),
  },
  { name: 'a classic token', token: () => ({ kind: 'classic', scopes: ['repo'] }), ...sends },
  {
    name: 'a classic token with public_repo for a public marketplace',
    token: () => ({ kind: 'classic', scopes: ['public_repo'] }),
    ...sends,
  },
  {
    name: 'a classic token with public_repo for a private marketplace',
    token: () => ({ kind: 'classic', scopes: ['public_repo'] }),
    marketplace: { private: true },
    exit: 1,
    flaws: ['problem marketplace-not-found'],
    said: /give the classic token the scope `repo`/,
  },
  {
    name: 'a classic token without a scope',
    token: () => ({ kind: 'classic', scopes: [] }),
    ...lacks(/the scope `repo` is missing/),
  },
  {
    name: 'a classic token of somebody who may only read',
    token: () => ({ kind: 'classic', scopes: ['repo'], mayWrite: [] }),
    ...lacks(/its owner has no write access/),
  },
  {
    name: 'a token of an App that is installed there',
    token: (to) => ({ kind: 'app', repositories: mayWrite(to) }),
    exit: 0,
    flaws: ['warning token-short-lived'],
    said: /an App installation token, or a run’s GITHUB_TOKEN.*\n.*may send events/s,
  },
  {
    name: 'a token of an App that is installed elsewhere',
    token: () => ({ kind: 'app', repositories: mayWrite('other/repository') }),
    ...lacks(/install the App there/),
    flaws: ['warning token-short-lived', 'problem permission-missing'],
  },
  { name: 'a token that has ended', ...fine({ expires: new Date(Date.now() - DAY) }), ...rejected() },
  { name: 'a token that was revoked', ...fine({ revoked: true }), ...rejected() },
  {
    name: 'a token that ends in a week',
    ...fine({ expires: new Date(Date.now() + 7.5 * DAY) }),
    exit: 0,
    flaws: ['warning token-expires'],
    said: /in 7 days Renew it now.*may send events/s,
  },
  {
    name: 'a token that ends in a year',
    ...fine({ expires: new Date(Date.now() + 300.5 * DAY) }),
    exit: 0,
    flaws: [],
    said: /in 300 days/,
  },
  {
    name: 'a token without single sign-on',
    ...fine(),
    marketplace: { sso: true },
    exit: 1,
    flaws: ['problem single-sign-on'],
    said: /Authorise it at `https:\/\/github.com\/orgs\//,
  },
  {
    name: 'a token for a marketplace that is archived',
    ...fine(),
    marketplace: { archived: true },
    exit: 1,
    flaws: ['problem marketplace-archived'],
    said: /Unarchive it/,
  },
  {
    name: 'a token that does not see the private marketplace',
    token: () => ({ kind: 'fine-grained', repositories: {} }),
    marketplace: { private: true },
    exit: 1,
    flaws: ['problem marketplace-not-found'],
    said: /GitHub does not say which/,
  },
  {
    name: 'a token for a marketplace that has another name now',
    ...fine(),
    renamed: true,
    exit: 0,
    flaws: ['warning marketplace-renamed'],
    said: /may send events/,
  },
  {
    name: 'a token of a kind that the organisation does not take',
    ...fine(),
    fault: (to) => refuses(to, 403, '`acme` forbids access via a personal access token (classic).'),
    exit: 1,
    flaws: ['problem token-not-allowed'],
    said: /another kind of token, one that expires earlier, or one from a GitHub App/,
  },
  {
    name: 'a GitHub that fails',
    ...fine(),
    fault: (to) => refuses(to, 503, 'No server is available', { 'retry-after': '900' }),
    ...unsure(/whether it may send events to \S+ GitHub answered 503 after 1 try/),
  },
  {
    name: 'a GitHub that has had enough of the token',
    ...fine(),
    fault: (to) => refuses(to, 429, 'You have exceeded a secondary rate limit', { 'retry-after': '900' }),
    ...unsure(/GitHub is rate-limiting this token until /),
  },
];

/** What can't be asked is no fault. */
function unsure(said: RegExp) {
  return { exit: 0, flaws: [], said } as const;
}

export function rejected() {
  return { exit: 1, flaws: ['problem token-rejected'], said: /Make a new one/ } as const;
}
