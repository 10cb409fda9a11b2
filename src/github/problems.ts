import { display, quote } from '../plugin/display.ts';
import type { Problem } from '../plugin/problem.ts';
import type { GitHubError } from './error.ts';
import { showTime } from './expiry.ts';
import { notGitHub, passingFailure, said } from './passing.ts';
import type { TokenKind } from './token.ts';

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
  /** A classic token's scopes (`X-OAuth-Scopes`), where known. */
  readonly scopes: string | null;
  /** Epoch milliseconds at which the token expires or expired, where known. */
  readonly expiry: number | null;
}

/** A dispatch that failed for good → what to tell; the event is not lost, a new run sends it. */
export function explainDispatch(error: GitHubError, situation: DispatchSituation): Problem {
  const { marketplace, isGithubToken, isOwnRepository } = situation;
  const passing = passingFailure(error, marketplace);
  if (passing !== null) return passing;
  const across = isGithubToken && !isOwnRepository && (error.status === 403 || error.status === 404);
  const problem = across ? acrossRepositories(marketplace) : explain(error, situation);
  return { ...problem, remedy: `${problem.remedy} Then run this job again.` };
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
      return refused(error, marketplace);
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
  const sso = /(?:^|;)\s*url=(\S+)/.exec(error.headers['x-github-sso'] ?? '')?.[1];
  if (error.headers['x-github-sso'] !== undefined) return singleSignOn(marketplace, sso);
  if (/archived/i.test(error.message)) {
    return {
      code: 'marketplace-archived',
      what: `${marketplace} is archived, so it is read-only and accepts no events.`,
      remedy: 'Unarchive it in its settings, or take it out of `marketplace`.',
    };
  }
  if (/ip allow list/i.test(error.message)) {
    return {
      code: 'ip-allow-list',
      what: `${marketplace}: its organisation's IP allow list does not let this runner in (403).`,
      remedy: 'Run the job on a runner whose address is on the list, or ask an owner to add it.',
    };
  }
  if (/forbids access via/i.test(error.message)) {
    return {
      code: 'token-not-allowed',
      what: `${marketplace}: its organisation does not allow this kind of token, or one that lives so long (403)${said(error)}.`,
      remedy: 'Make one as it wants: of the other kind, with an earlier end, or from a GitHub App.',
    };
  }
  return permissionMissing(error, situation);
}

/** The token is not authorised for the organisation; `url` is where it can be. */
export function singleSignOn(marketplace: string, url: string | undefined): Problem {
  const link = url !== undefined && URL.canParse(url) ? ` ${quote(new URL(url).href, 500)}` : '';
  return {
    code: 'single-sign-on',
    what: `${marketplace}: the token is not authorised for the organisation's single sign-on (403).`,
    remedy: `Authorise it${link === '' ? ' under Settings → Developer settings → tokens → Configure SSO' : ` at${link}`}.`,
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
    remedy: `Check the spelling in \`marketplace\`. If it is right: ${lowerFirst(permissionRemedy(situation))}`,
  };
}

/** A classic token needs a scope, and an owner who may write. */
function whatIsMissing({ kind, scopes }: DispatchSituation): string {
  if (kind !== 'classic') return 'it has no write access';
  if (scopes === null) return 'the scope `repo` or its owner’s write access is missing';
  return /\b(public_)?repo\b/.test(scopes) ? 'its owner has no write access' : 'the scope `repo` is missing';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function refused(error: GitHubError, marketplace: string): Problem {
  return {
    code: 'dispatch-refused',
    what: `${marketplace}: GitHub refuses the event (${error.status})${said(error)}.`,
    remedy: 'Change `event-type` or `payload` as GitHub says.',
  };
}
