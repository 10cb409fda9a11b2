import { display } from '../plugin/display.ts';
import type { Problem } from '../plugin/problem.ts';
import type { GitHubError } from './error.ts';
import { showTime } from './expiry.ts';
import { notGitHub, passingFailure, said } from './passing.ts';
import { refused } from './refusal.ts';
import { hasScope, type TokenKind } from './token.ts';

/**
 * The catalogue: an answer of GitHub's → what happened, and what to do.
 * Sources: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api and
 * https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event.
 */

/** Who asked for a dispatch, and what is known of the marketplace. */
export interface DispatchSituation {
  readonly marketplace: string;
  readonly kind: TokenKind;
  /** The token is the run's own `GITHUB_TOKEN`. */
  readonly isGithubToken: boolean;
  /** The marketplace is the repository that the run belongs to. */
  readonly isOwnRepository: boolean;
  /** Whether the token sees the marketplace; null where nobody looked. */
  readonly visible: boolean | null;
  /** Whether it is archived, as far as somebody looked. */
  readonly isArchived?: boolean;
  /** A classic token's scopes (`X-OAuth-Scopes`), where known. */
  readonly scopes: string | null;
  /** Epoch milliseconds at which the token expires or expired, where known. */
  readonly expiry: number | null;
}

/** A dispatch that failed for good → what to tell; the event is not lost, a new run sends it. */
export function explainDispatch(error: GitHubError, situation: DispatchSituation): Problem {
  const { marketplace, isGithubToken, isOwnRepository } = situation;
  const known = passingFailure(error, marketplace) ?? refused(error, marketplace);
  if (known !== null) return isPassing(error) ? known : again(known);
  const across =
    isGithubToken &&
    !isOwnRepository &&
    (error.status === 403 || error.status === 404) &&
    !isArchived(error, situation);
  return again(across ? acrossRepositories(marketplace) : explain(error, situation));
}

/** What passes by itself is sent by a new run as it is. */
function isPassing({ status, limit }: GitHubError): boolean {
  return status === null || limit !== null || status >= 500;
}

function again(problem: Problem): Problem {
  return { ...problem, remedy: `${problem.remedy} Then run this job again.` };
}

/** The words may be missing: an archive is refused as if a right were missing, where GitHub likes. */
function isArchived({ message }: GitHubError, situation: DispatchSituation): boolean {
  return /archived/i.test(message) || situation.isArchived === true;
}

function explain(error: GitHubError, situation: DispatchSituation): Problem {
  const { marketplace } = situation;
  if (error.status !== null && error.status < 300) return notGitHub(error, marketplace);
  switch (error.status) {
    case 401:
      return tokenRejected(marketplace, situation.expiry);
    case 403:
      return forbidden(error, situation);
    case 404:
      return notFound(situation);
    default:
      return dispatchRefused(error, marketplace);
  }
}

/** `expiry` may lie ahead: then the token was revoked before its time. */
function tokenRejected(marketplace: string, expiry: number | null): Problem {
  const date = expiry === null ? '' : ` (its expiry: ${showTime(expiry)})`;
  return {
    code: 'token-rejected',
    what: `${marketplace}: GitHub rejects the token (401): it is wrong, revoked or expired${date}.`,
    remedy:
      'Make a new token with "Contents: read and write" on the marketplace and put it into the secret that the ' +
      'workflow passes as `token` (MARKETPLACE_UPDATE_TOKEN in the template).',
  };
}

function forbidden(error: GitHubError, situation: DispatchSituation): Problem {
  const { marketplace } = situation;
  if (!isArchived(error, situation)) return permissionMissing(error, situation);
  return {
    code: 'marketplace-archived',
    what: `${marketplace} is archived, so it is read-only and accepts no events.`,
    remedy: 'Unarchive it in its settings, or take it out of `marketplace`.',
  };
}

function permissionMissing(error: GitHubError, situation: DispatchSituation): Problem {
  const { marketplace } = situation;
  const sure =
    /not accessible/i.test(error.message) || error.headers['x-accepted-github-permissions'] !== undefined;
  const needed = permissions(error.headers['x-accepted-github-permissions']);
  return {
    code: 'permission-missing',
    what: `${marketplace}: the token may not send events (403); it ${sure ? 'lacks' : 'probably lacks'} ${needed}${said(error)}.`,
    remedy: permissionRemedy(situation),
  };
}

/** `contents=write` → `Contents: write`; `;` separates alternatives, `,` joins what is needed together. */
function permissions(header: string | undefined): string {
  if (header === undefined || header.trim() === '') return '"Contents: write"';
  return header
    .split(';')
    .map((alternative) => alternative.split(',').map(permission).join(' and '))
    .join(', or ');
}

function permission(text: string): string {
  const [name = '', access = ''] = text.trim().split('=');
  const words = display(name).replaceAll('_', ' ');
  return `"${words.charAt(0).toUpperCase()}${words.slice(1)}: ${display(access)}"`;
}

function permissionRemedy({ kind, isGithubToken, isOwnRepository, marketplace }: DispatchSituation): string {
  const owner = marketplace.split('/')[0];
  const repository = marketplace.split('/')[1];
  if (isGithubToken && isOwnRepository) return 'Write `permissions: contents: write` in the workflow.';
  switch (kind) {
    case 'fine-grained':
      return `Edit the fine-grained token: Repository access must include ${marketplace}, Repository permissions "Contents: read and write". "Actions: write" is neither needed nor enough.`;
    case 'app':
      return `Make the App token for the marketplace: give actions/create-github-app-token \`owner: ${owner}\` and \`repositories: ${repository}\`, install the App there, with the permission "Contents: read and write".`;
    case 'user':
      return `Install the GitHub App on ${marketplace} with the permission "Contents: read and write"; the person behind the token needs write access there.`;
    case 'oauth':
      return 'Give the OAuth app the scope `repo` when it makes the token, and its owner write access to the marketplace.';
    case 'classic':
      return 'Give the classic token the scope `repo` (`public_repo` is enough for a public marketplace), and its owner write access to the marketplace.';
    case 'unknown':
      return `Give the token "Contents: write" on ${marketplace}.`;
  }
}

const GITHUB_TOKEN_REMEDY =
  'GITHUB_TOKEN reaches only its own repository: pass an App token or a personal access token with "Contents: read and write" on the marketplace as `token`.';

function acrossRepositories(marketplace: string): Problem {
  return {
    code: 'github-token-across-repositories',
    what: `${marketplace}: GITHUB_TOKEN was passed as \`token\`, and it can't change other repositories.`,
    remedy: GITHUB_TOKEN_REMEDY,
  };
}

function notFound(situation: DispatchSituation): Problem {
  const { marketplace, visible } = situation;
  if (visible === true) {
    return {
      code: 'permission-missing',
      what: `${marketplace}: the repository exists and the token sees it, but may not send events (404): ${whatIsMissing(situation)}.`,
      remedy: permissionRemedy(situation),
    };
  }
  return {
    code: 'marketplace-not-found',
    what: `${marketplace}: there is no such repository, or it is private and the token can't see it (404). GitHub does not say which.`,
    remedy: `Check the spelling in \`marketplace\`. If it is right: ${lowerFirst(permissionRemedy(situation))}${signOnToo(situation)}`,
  };
}

/** A token that single sign-on keeps out may be answered with 404 as well (singer-io/tap-github#27). */
function signOnToo({ kind }: DispatchSituation): string {
  const personal = kind === 'classic' || kind === 'oauth' || kind === 'unknown';
  return personal
    ? ' If the organisation uses single sign-on, also authorise the token for it (Configure SSO).'
    : '';
}

/** A classic token needs a scope, and an owner who may write. */
function whatIsMissing({ kind, scopes }: DispatchSituation): string {
  if (kind !== 'classic') return 'it has no write access';
  if (scopes === null) return 'the scope `repo` or its owner’s write access is missing';
  if (hasScope(scopes, 'repo')) return 'its owner has no write access';
  return hasScope(scopes, 'public_repo')
    ? 'its owner has no write access, or the marketplace is private and `public_repo` is not enough'
    : 'the scope `repo` is missing';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function dispatchRefused(error: GitHubError, marketplace: string): Problem {
  return {
    code: 'dispatch-refused',
    what: `${marketplace}: GitHub refuses the event (${error.status})${said(error)}.`,
    remedy: 'Change `event-type` or `payload` as GitHub says.',
  };
}
