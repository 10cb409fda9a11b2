import type { FailedAnswer } from './client/limit.ts';

/**
 * Why GitHub, or what stands before it, refuses a token although no permission is missing; null where that may be.
 * Sources: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api and the ledger, docs/github.md.
 */
export type Refusal =
  | 'single-sign-on'
  | 'ip-allow-list'
  | 'oauth-app-restrictions'
  | 'token-not-allowed'
  | 'account-suspended'
  | 'account-problem'
  | 'repository-blocked'
  | 'blocked-for-legal-reasons'
  | 'proxy-page';

export interface Refused {
  readonly kind: 'refused';
  readonly refusal: Refusal;
  /** Where the token can be authorised for single sign-on, if GitHub said so: for an hour. */
  readonly link: string | null;
  readonly status: number;
  readonly message: string;
}

/** PURE: an answer → why it is refused. */
export function refusalOf({ status, headers, message, isPage }: FailedAnswer): Refusal | null {
  if (status === 451) return 'blocked-for-legal-reasons';
  if (status === null || status < 300 || status >= 500) return null;
  if (isPage === true) return 'proxy-page';
  if (status !== 403) return null;
  // A list that leaves organisations out says `partial-results` in the same header.
  const sso = headers['x-github-sso'];
  return sso !== undefined && !/^\s*partial/i.test(sso) ? 'single-sign-on' : refusalIn(message);
}

/** PURE: the same by GitHub's words alone, as GraphQL gives them with its type `FORBIDDEN`. */
export function refusalIn(message: string): Refusal | null {
  return WORDS.find(([, words]) => words.test(message))?.[0] ?? null;
}

const WORDS: readonly (readonly [Refusal, RegExp])[] = [
  ['single-sign-on', /saml enforcement/i],
  ['ip-allow-list', /ip allow list/i],
  ['oauth-app-restrictions', /oauth app access restrictions/i],
  ['token-not-allowed', /forbids access via/i],
  ['account-suspended', /account was suspended|installation has been suspended|suspended your access/i],
  // A repository may be disabled for it: that is its owner's bill, and no fault of the repository.
  ['account-problem', /email address must be verified|billing issue/i],
  ['repository-blocked', /repository access blocked|repository (?:is|has been) disabled/i],
];

/** PURE: a refused request; null where a permission may be missing. */
export function refusedBy(answer: FailedAnswer): Refused | null {
  const { status, message, headers } = answer;
  const refusal = refusalOf(answer);
  if (refusal === null || status === null) return null;
  const link = refusal === 'single-sign-on' ? signOnLink(headers) : null;
  return { kind: 'refused', refusal, link, status, message };
}

/** PURE: the same for what GraphQL forbids. */
export function forbiddenBy(message: string): Refused | null {
  return refusedBy({ status: 403, headers: {}, message });
}

/** `required; url=https://github.com/orgs/acme/sso?…` */
function signOnLink(headers: FailedAnswer['headers']): string | null {
  const url = /(?:^|;)\s*url=(\S+)/.exec(headers['x-github-sso'] ?? '')?.[1];
  return url !== undefined && URL.canParse(url) ? new URL(url).href : null;
}
