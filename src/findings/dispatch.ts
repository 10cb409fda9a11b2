import { type Cause, causeOf, passingCause } from '../github/cause.ts';
import type { GitHubError } from '../github/client/error.ts';
import { showTime } from '../github/client/expiry.ts';
import { hasScope, type TokenKind } from '../github/client/token.ts';
import { display } from '../plugin/display.ts';
import { answerProblem, isShared } from './github.ts';
import { AGAIN, byFace, type Face, type Problem, said, wholeSentence } from './problem.ts';

/**
 * GitHub's answers to an event → what happened, and what to do.
 * Source: https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event.
 */

/** Who asked for a dispatch, and what is known of the marketplace. */
export interface DispatchSituation {
  readonly face: Face;
  readonly marketplace: string;
  readonly kind: TokenKind;
  /** The token is the run's own `GITHUB_TOKEN`. */
  readonly isGithubToken: boolean;
  /** The marketplace is the repository that the run belongs to. */
  readonly isOwnRepository: boolean;
  /** Whether the token sees the marketplace; null if that was not checked. */
  readonly visible: boolean | null;
  /** Whether it is archived, if that was checked. */
  readonly isArchived?: boolean;
  /** A classic token's scopes (`X-OAuth-Scopes`), where known. */
  readonly scopes: string | null;
  /** Epoch milliseconds at which the token expires or expired, where known. */
  readonly expiry: number | null;
}

/** PURE: an event that was not sent; it is not lost, because a new run sends it. */
export function sendingProblem(error: GitHubError, situation: DispatchSituation): Problem {
  const problem = dispatchProblem(error, situation);
  // What passes by itself says so already.
  return passingCause(error) === null
    ? { ...problem, remedy: `${problem.remedy} Then ${AGAIN[situation.face]}.` }
    : problem;
}

/** PURE: why GitHub would not take an event, and what to do. */
export function dispatchProblem(error: GitHubError, situation: DispatchSituation): Problem {
  const { marketplace, face } = situation;
  const cause = causeOf(error);
  if (isShared(cause)) return answerProblem(cause, marketplace, face);
  const { code, what, remedy } = ownProblem(cause, error, situation);
  return { code, what: `${marketplace}${what}`, remedy };
}

/** What only a dispatch means; `what` follows the marketplace's name. */
function ownProblem(
  cause: Extract<Cause, { kind: 'token-rejected' | 'denied' }>,
  error: GitHubError,
  situation: DispatchSituation,
): Problem {
  if (cause.kind === 'token-rejected') return tokenRejected(situation);
  const { status, message } = cause;
  const isRefused = status === 403 || status === 404;
  // The words may be missing: an archive is refused as if a right were missing, where GitHub likes.
  const isArchived = /archived/i.test(message) || situation.isArchived === true;
  if (isRefused && situation.isGithubToken && !situation.isOwnRepository && !isArchived) return ACROSS;
  if (status === 403)
    return isArchived ? archivedMarketplace(situation) : permissionMissing(error, situation);
  if (status === 404) return notFound(situation);
  return {
    code: 'dispatch-refused',
    what: `: GitHub refuses the event (${status})${said(message)}`,
    remedy: byFace(
      'Change `event-type` or `payload` as GitHub says.',
      'Change --event-type or the plugin’s name and version as GitHub says.',
    )[situation.face],
  };
}

/** The expiry may lie ahead: then the token was revoked before its time. */
function tokenRejected({ expiry, face }: DispatchSituation): Problem {
  const date = expiry === null ? '' : ` (its expiry: ${showTime(expiry)})`;
  const make = 'Make a new token with "Contents: read and write" on the marketplace';
  return {
    code: 'token-rejected',
    what: `: GitHub rejects the token (401): it is wrong, revoked or expired${date}`,
    remedy: byFace(
      `${make} and put it into the secret that the workflow passes as \`token\` (MARKETPLACE_UPDATE_TOKEN in the template).`,
      `${make}, or sign in again: gh auth login.`,
    )[face],
  };
}

function archivedMarketplace({ face }: DispatchSituation): Problem {
  const orElse = byFace('remove it from `marketplace`', 'send to another marketplace')[face];
  return {
    code: 'marketplace-archived',
    what: ' is archived, so it is read-only and accepts no events',
    remedy: `Unarchive it in its settings, or ${orElse}.`,
  };
}

const ACROSS: Problem = {
  code: 'github-token-across-repositories',
  what: ": GITHUB_TOKEN was passed as `token`, and it can't change other repositories",
  remedy:
    'GITHUB_TOKEN reaches only its own repository: pass an App token or a personal access token with "Contents: read and write" on the marketplace as `token`.',
};

function permissionMissing(error: GitHubError, situation: DispatchSituation): Problem {
  const accepted = error.headers['x-accepted-github-permissions'];
  const sure = /not accessible/i.test(error.message) || accepted !== undefined;
  return {
    code: 'permission-missing',
    what: `: the token may not send events (403); it ${sure ? 'lacks' : 'probably lacks'} ${permissions(accepted)}${said(error.message)}`,
    remedy: wholeSentence(permissionTodo(situation)),
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

function permissionTodo({ kind, isGithubToken, isOwnRepository, marketplace }: DispatchSituation): string {
  const [owner, repository] = marketplace.split('/');
  if (isGithubToken && isOwnRepository) return 'write `permissions: contents: write` in the workflow';
  switch (kind) {
    case 'fine-grained':
      return `edit the fine-grained token: Repository access must include ${marketplace}, Repository permissions "Contents: read and write". "Actions: write" is not needed and is not enough`;
    case 'app':
      return `make the App token for the marketplace: give actions/create-github-app-token \`owner: ${owner}\` and \`repositories: ${repository}\`, and install the App there with the permission "Contents: read and write"`;
    case 'user':
      return `install the GitHub App on ${marketplace} with the permission "Contents: read and write"; the person behind the token needs write access there`;
    case 'oauth':
      return 'give the OAuth app the scope `repo` when it makes the token, and its owner write access to the marketplace';
    case 'classic':
      return 'give the classic token the scope `repo` (`public_repo` is enough for a public marketplace), and its owner write access to the marketplace';
    case 'unknown':
      return `give the token "Contents: write" on ${marketplace}`;
  }
}

function notFound(situation: DispatchSituation): Problem {
  if (situation.visible === true) {
    return {
      code: 'permission-missing',
      what: `: the token can see the repository, but may not send events to it (404): ${whatIsMissing(situation)}`,
      remedy: wholeSentence(permissionTodo(situation)),
    };
  }
  const right = `If it is right: ${permissionTodo(situation)}.${signOnToo(situation)}`;
  return {
    code: 'marketplace-not-found',
    what: ": there is no such repository, or it is private and the token can't see it (404). GitHub does not say which",
    remedy: `Check the spelling${byFace(' in `marketplace`', '')[situation.face]}. ${right}`,
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
