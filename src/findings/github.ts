import type { Cause, Passing, Refusal, Refused, SharedCause } from '../github/cause.ts';
import { showTime } from '../github/client/expiry.ts';
import { quote } from '../plugin/display.ts';
import { AGAIN, byFace, type Face, type Problem, said, type Words, wholeSentence } from './problem.ts';

/**
 * What GitHub answers whatever was asked: what happened, and what to do. Source:
 * https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api.
 */

export const REFUSALS: Readonly<Record<Refusal, Words>> = {
  'single-sign-on': {
    why: "the token is not authorised for the organisation's single sign-on",
    todo: 'authorise the token under Settings → Developer settings → Personal access tokens → Configure SSO',
  },
  'ip-allow-list': {
    why: "the organisation's IP allow list does not include this machine's address",
    todo: 'run the job on a runner whose address is on the list, or ask an owner of the organisation to add it',
  },
  'oauth-app-restrictions': {
    why: 'the organisation has not approved the OAuth app that made the token',
    todo: 'pass a fine-grained token or the token of a GitHub App, or ask an owner of the organisation to approve the app',
  },
  'token-not-allowed': {
    why: 'the organisation does not allow this kind of token, or the token is valid for too long',
    todo: 'make a token that the organisation allows: another kind of token, one that expires earlier, or one from a GitHub App',
  },
  'account-suspended': {
    why: 'GitHub has suspended the account, or the installation of the App, that the token belongs to',
    todo: 'ask an owner of the organisation to unsuspend the App, pass a token of another account, or contact https://support.github.com',
  },
  'account-problem': {
    why: 'the account that the token belongs to must do something first',
    todo: 'do what GitHub asks in the settings of the account, such as verifying an e-mail address or paying a bill; other permissions do not help',
  },
  'repository-blocked': {
    why: 'GitHub has blocked access to the repository',
    todo: 'ask the owner to contact https://support.github.com; another token does not help',
  },
  'blocked-for-legal-reasons': {
    why: 'GitHub has blocked access to the repository for legal reasons',
    todo: 'ask the owner to resolve this with GitHub (the notice is at https://github.com/github/dmca); another token does not help',
  },
  'proxy-page': {
    why: "a web page answered instead of GitHub's API: a proxy, a firewall or a login page",
    todo: "let this machine reach GitHub's API, or correct https_proxy and no_proxy",
  },
};

/** PURE: whether it means the same whatever was asked. */
export function isShared(cause: Cause): cause is SharedCause {
  return cause.kind !== 'token-rejected' && cause.kind !== 'denied';
}

export function answerProblem(cause: SharedCause, subject: string, face: Face): Problem {
  const code = cause.kind === 'refused' ? cause.refusal : cause.kind;
  return { code, what: `${subject}: ${whyOf(cause)}`, remedy: remedyOf(cause, face) };
}

/** PURE: half a sentence on what GitHub did. */
export function whyOf(cause: Cause): string {
  switch (cause.kind) {
    case 'no-answer':
      return `GitHub could not be reached after ${triesOf(cause)} (${quote(cause.message)})`;
    case 'rate-limit':
      return `GitHub is rate-limiting this token${cause.until === null ? '' : ` until ${showTime(cause.until)}`}`;
    case 'login-attempts':
      return `GitHub accepts no token from this machine for a while, because the machine sent too many invalid ones${said(cause.message)}`;
    case 'server-error':
      return `GitHub answered ${cause.status} after ${triesOf(cause)}${said(cause.message)}`;
    case 'refused':
      return `${REFUSALS[cause.refusal].why} (${cause.status})${cause.refusal === 'single-sign-on' ? '' : said(cause.message)}`;
    case 'token-rejected':
      return 'GitHub rejects the token (401)';
    case 'unexpected-answer':
      return `something other than GitHub's API answered (${cause.status})`;
    case 'denied':
      return `GitHub answered ${cause.status}${said(cause.message)}`;
  }
}

/** PURE: half a sentence on what to do about a refusal. */
export function refusalTodo({ refusal, link }: Refused): string {
  return link === null ? REFUSALS[refusal].todo : `authorise it at ${quote(link, 500)}`;
}

function remedyOf(cause: SharedCause, face: Face): string {
  switch (cause.kind) {
    case 'no-answer':
      return `${wholeSentence(AGAIN[face])} ${NETWORK[face]}`;
    case 'rate-limit':
      return wholeSentence(
        `${AGAIN[face]} ${cause.until === null ? 'in a few minutes' : `after ${showTime(cause.until)}`}`,
      );
    case 'login-attempts':
      return `Wait a few minutes, look for a workflow that still uses an old token, then ${AGAIN[face]}.`;
    case 'server-error': {
      const later = cause.until === null ? '' : ` after ${showTime(cause.until)}`;
      return `Look at https://www.githubstatus.com and ${AGAIN[face]}${later}.`;
    }
    case 'refused':
      return wholeSentence(refusalTodo(cause));
    case 'unexpected-answer':
      return 'A proxy or a login page may be in between: check GITHUB_API_URL, https_proxy and no_proxy.';
  }
}

const NETWORK = byFace(
  'On a self-hosted runner, check its network and its proxy variables (https_proxy, no_proxy).',
  'If that does not help, check your network and the proxy variables (https_proxy, no_proxy).',
);

function triesOf({ tries }: Extract<Passing, { tries: number }>): string {
  return tries === 1 ? '1 try' : `${tries} tries`;
}
