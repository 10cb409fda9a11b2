import { quote } from '../plugin/display.ts';
import type { Problem } from '../plugin/problem.ts';
import type { FailedAnswer } from './limit.ts';

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

/** Half sentences: why, and what to do. */
export const REFUSAL_WORDS: Readonly<Record<Refusal, { readonly why: string; readonly todo: string }>> = {
  'single-sign-on': {
    why: "the token is not authorised for the organisation's single sign-on",
    todo: 'authorise the token under Settings → Developer settings → Personal access tokens → Configure SSO',
  },
  'ip-allow-list': {
    why: "the organisation's IP allow list does not let this machine in",
    todo: 'run the job on a runner whose address is on the list, or ask an owner of the organisation to add it',
  },
  'oauth-app-restrictions': {
    why: 'the organisation has not approved the OAuth app that made the token',
    todo: 'pass a fine-grained token or one of a GitHub App, or ask an owner of the organisation to approve the app',
  },
  'token-not-allowed': {
    why: 'the organisation does not allow this kind of token, or one that is valid for so long',
    todo: 'make a token as the organisation wants it: of the other kind, with an earlier expiry, or from a GitHub App',
  },
  'account-suspended': {
    why: 'GitHub has suspended the account, or the installation of the App, that the token belongs to',
    todo: 'let an owner of the organisation unsuspend the App, pass a token of another account, or contact https://support.github.com',
  },
  'account-problem': {
    why: 'GitHub wants something of the account first',
    todo: 'settle what GitHub names in the settings of the account, such as an e-mail address to verify or a bill to pay; no permission helps',
  },
  'repository-blocked': {
    why: 'GitHub has blocked access to the repository',
    todo: 'its owner must settle that with https://support.github.com; no token helps',
  },
  'blocked-for-legal-reasons': {
    why: 'GitHub has blocked access to the repository for legal reasons',
    todo: 'its owner finds the notice at https://github.com/github/dmca and must settle it with GitHub; no token helps',
  },
  'proxy-page': {
    why: "a web page came instead of an answer of GitHub's API, from a proxy, a firewall or a login page",
    todo: "let this machine reach GitHub's API, or correct https_proxy and no_proxy",
  },
};

/** PURE: half sentences of why a request was refused, and what to do; null where a permission may be missing. */
export function refusalWords(answer: FailedAnswer): { readonly why: string; readonly todo: string } | null {
  const refusal = refusalOf(answer);
  if (refusal === null) return null;
  const { why, todo } = REFUSAL_WORDS[refusal];
  const link = refusal === 'single-sign-on' ? signOnLink(answer.headers) : null;
  return { why, todo: link === null ? todo : `authorise it at ${link}` };
}

/** PURE: what to tell of a refused request; null where a permission may be missing. `subject` is what was being done. */
export function refused(error: FailedAnswer, subject: string): Problem | null {
  const refusal = refusalOf(error);
  const words = refusalWords(error);
  if (refusal === null || words === null) return null;
  const { status, message } = error;
  const said = message === '' || refusal === 'single-sign-on' ? '' : `: ${quote(message, 300)}`;
  return {
    code: refusal,
    what: `${subject}: ${words.why} (${status})${said}.`,
    remedy: sentence(words.todo),
  };
}

/** PURE: the same for what GraphQL forbids. */
export function forbidden(message: string, subject: string): Problem | null {
  return refused({ status: 403, headers: {}, message }, subject);
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Where a token can be authorised, for an hour: `required; url=https://github.com/orgs/acme/sso?…`. */
function signOnLink(headers: FailedAnswer['headers']): string | null {
  const url = /(?:^|;)\s*url=(\S+)/.exec(headers['x-github-sso'] ?? '')?.[1];
  return url !== undefined && URL.canParse(url) ? quote(new URL(url).href, 500) : null;
}
