import type { GitHubError } from './client/error.ts';
import type { FailedAnswer } from './client/limit.ts';
import { isForbidden } from './objects/by-halves.ts';

/** Why GitHub, or what stands before it, did not do what was asked. */
export type Cause =
  | SharedCause
  /** What was asked, and by which token, decides what these mean. */
  | { readonly kind: 'token-rejected' }
  | { readonly kind: 'denied'; readonly status: number; readonly message: string };

/** The same for every request. */
export type SharedCause =
  | Passing
  | Refused
  /** A success that GitHub's API does not give. */
  | { readonly kind: 'unexpected-answer'; readonly status: number };

/** Nobody's fault here: it may be gone in a while. `until`: epoch milliseconds at which GitHub would answer again. */
export type Passing =
  | { readonly kind: 'no-answer'; readonly tries: number; readonly message: string }
  | { readonly kind: 'rate-limit'; readonly until: number | null }
  | { readonly kind: 'login-attempts'; readonly message: string }
  | {
      readonly kind: 'server-error';
      readonly status: number;
      readonly tries: number;
      readonly until: number | null;
      readonly message: string;
    };

export function causeOf(error: GitHubError): Cause {
  const { status, message, problems = [] } = error;
  const passing = passingCause(error);
  if (passing !== null || status === null) return passing ?? { kind: 'no-answer', tries: 1, message };
  const refused = refusedBy(error);
  if (refused !== null) return refused;
  if (status === 401) return { kind: 'token-rejected' };
  // A redirect that leads nowhere is none of its API either.
  const isGitHubs = status >= 400 || problems.length > 0;
  return isGitHubs ? { kind: 'denied', status, message } : { kind: 'unexpected-answer', status };
}

/** PURE: the cause, if it may pass by itself. */
export function passingCause(error: GitHubError): Passing | null {
  const { status, message, until, attempts: tries } = error;
  if (status === null) return { kind: 'no-answer', tries, message };
  if (error.limit === 'login-attempts') return { kind: 'login-attempts', message };
  if (error.limit !== null) return { kind: 'rate-limit', until };
  return status >= 500 ? { kind: 'server-error', status, tries, until, message } : null;
}

/** PURE: whether another try may succeed: no permission or rule has refused it, or its answer does not show what it did. */
export function mayPass(error: GitHubError): boolean {
  return passingCause(error) !== null || (error.status !== null && error.status < 300);
}

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
function refusedBy(answer: FailedAnswer): Refused | null {
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

type WriteCause = Exclude<Cause, { kind: 'denied' }> | DeniedWrite;

export interface DeniedWrite {
  readonly kind: 'archived' | 'protected' | 'push-rule' | 'forbidden' | 'denied';
  readonly status: number;
  readonly message: string;
}

export function writeCauseOf(error: GitHubError): WriteCause {
  const cause = causeOf(error);
  return cause.kind === 'denied' ? { ...cause, kind: deniedKind(error) } : cause;
}

function deniedKind(error: GitHubError): DeniedWrite['kind'] {
  if (/archived/i.test(error.message)) return 'archived';
  if (isProtection(error)) return 'protected';
  if (isPushRule(error)) return 'push-rule';
  return error.status === 403 || error.status === 404 || isForbidden(error) ? 'forbidden' : 'denied';
}

/**
 * PURE: whether rulesets or branch protection refuse it, in the words that GitHub uses, with a ruleset's "Repository
 * rule violations found" before them or without (github-answers: ref-rule-pull-request, ref-protection-pull-request).
 * GraphQL says the same with types of its own.
 */
export function isProtection({ status, message, problems = [] }: GitHubError): boolean {
  const refused = status === 422 || status === 403 || status === 409 || status === 405 || problems.length > 0;
  return (
    refused &&
    !PUSH_RULE.test(message) &&
    (problems.some(({ type }) => type === 'BRANCH_PROTECTION_RULE_VIOLATION') || PROTECTION.test(message))
  );
}

const PROTECTION = new RegExp(
  [
    'rule violation',
    'protected (?:branch|ref)',
    'branch protection',
    'required status check',
    'required workflow',
    'through (?:a pull request|the merge queue)',
    'approving review',
    'locked branch',
    '(?:verified|valid) signature',
    'not authorized to push',
    'must not contain merge commits',
    'cannot force-push',
    'creations being restricted',
    'cannot delete this branch',
    'reference update failed',
  ].join('|'),
  'i',
);

const PUSH_RULE =
  /(?:file path|file extension|path length|file size)\b|push rule|exceeds? .*(?:size|length)|secret detected/i;

/**
 * Push rules look at paths and sizes, push protection at secrets, and may refuse already the tree
 * (renovatebot/renovate#42554), or the ref with a ruleset's words before their own (github-answers: ref-rule-secret):
 * they hold for every branch, so a pull request meets them too
 * (https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets).
 */
function isPushRule({ status, message, problems = [] }: GitHubError): boolean {
  return (status === 422 || problems.length > 0) && PUSH_RULE.test(message);
}
