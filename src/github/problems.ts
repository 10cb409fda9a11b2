import { display, quote } from '../plugin/display.ts';
import { type Problem, ProblemError } from '../plugin/problem.ts';
import type { GitHubError } from './client.ts';
import { showTime } from './expiry.ts';
import type { Revision, Snapshot } from './objects.ts';
import type { RepositoryName } from './repository.ts';

/**
 * The catalogue: an answer of GitHub's → what happened, and what to do.
 * Sources: https://docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api and
 * https://docs.github.com/rest/repos/repos#create-a-repository-dispatch-event.
 */

const README = 'https://github.com/org/notify-marketplace#errors-and-what-to-do';

/** What a token is, as far as its prefix tells (https://github.blog/engineering/behind-githubs-new-authentication-token-formats/). */
export type TokenKind = 'classic' | 'fine-grained' | 'app' | 'oauth' | 'unknown';

export function tokenKind(token: string): TokenKind {
  if (token.startsWith('ghp_')) return 'classic';
  if (token.startsWith('github_pat_')) return 'fine-grained';
  if (token.startsWith('ghs_')) return 'app';
  return /^gh[ou]_/.test(token) ? 'oauth' : 'unknown';
}

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
  /** Epoch milliseconds at which the token expires or expired, where known. */
  readonly expiry: number | null;
}

/** A dispatch that failed for good → what to tell. */
export function explainDispatch(error: GitHubError, situation: DispatchSituation): Problem {
  const { marketplace } = situation;
  if (error.status === null) return noAnswer(error, marketplace);
  if (error.rateLimited) return rateLimited(error, marketplace);
  switch (error.status) {
    case 401:
      return tokenRejected(marketplace, situation.expiry);
    case 403:
      return forbidden(error, situation);
    case 404:
      return notFound(situation);
    case 422:
      return refused(error, marketplace);
    default:
      return serverError(error, marketplace);
  }
}

/** `subject` is what was being done, or a marketplace. */
function noAnswer(error: GitHubError, subject: string): Problem {
  return {
    code: 'no-answer',
    what: `${subject}: GitHub could not be reached after ${tries(error)} (${quote(error.message)}).`,
    remedy:
      'Run this job again. On a self-hosted runner, check its network and its proxy variables (https_proxy, no_proxy).',
  };
}

function rateLimited(error: GitHubError, subject: string): Problem {
  const until = error.until === null ? '' : ` until ${showTime(error.until)}`;
  return {
    code: 'rate-limit',
    what: `${subject}: GitHub limits the rate of requests of this token${until}.`,
    remedy:
      error.until === null ? 'Run this job again in some minutes.' : 'Run this job again after that time.',
  };
}

/** The sentence about a token that GitHub does not accept at all. */
export function tokenRejected(marketplace: string, expiry: number | null): Problem {
  const date = expiry === null ? 'wrong, revoked or expired' : `revoked, or expired (${showTime(expiry)})`;
  return {
    code: 'token-rejected',
    what: `${marketplace}: GitHub rejects the token (401): it is ${date}.`,
    remedy:
      'Make a new token with "Contents: read and write" on the marketplace and put it into the secret that the ' +
      `workflow passes as \`token\` (MARKETPLACE_UPDATE_TOKEN in the template). ${README}`,
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
  return permissionMissing(error, situation);
}

function singleSignOn(marketplace: string, url: string | undefined): Problem {
  const link = url !== undefined && URL.canParse(url) ? ` ${quote(new URL(url).href, 500)}` : '';
  return {
    code: 'single-sign-on',
    what: `${marketplace}: the token is not authorised for the organisation's single sign-on (403).`,
    remedy: `Authorise it${link === '' ? ' under Settings → Developer settings → tokens → Configure SSO' : ` at${link}`}, then run this job again.`,
  };
}

function permissionMissing(error: GitHubError, situation: DispatchSituation): Problem {
  const { marketplace } = situation;
  const needed = permissions(error.headers['x-accepted-github-permissions']);
  const said = error.message === '' ? '' : ` GitHub says: ${quote(error.message, 300)}`;
  return {
    code: 'permission-missing',
    what: `${marketplace}: the token may not send events (403); it lacks ${needed}.${said}`,
    remedy: `${permissionRemedy(situation)} ${README}`,
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
  if (isGithubToken) return GITHUB_TOKEN_REMEDY;
  switch (kind) {
    case 'fine-grained':
      return `Edit the fine-grained token: Repository access must include ${marketplace}, Repository permissions "Contents: read and write". "Actions: write" is neither needed nor enough.`;
    case 'app':
      return `Make the App token for the marketplace: give actions/create-github-app-token \`owner: ${owner}\` and \`repositories: ${repository}\`, install the App there, with the permission "Contents: read and write".`;
    case 'classic':
    case 'oauth':
      return 'Give the classic token the scope `repo` (`public_repo` is enough for a public marketplace), and its owner write access to the marketplace.';
    case 'unknown':
      return `Give the token "Contents: write" on ${marketplace}.`;
  }
}

const GITHUB_TOKEN_REMEDY =
  'GITHUB_TOKEN reaches only its own repository: pass an App token or a personal access token with "Contents: read and write" on the marketplace as `token`.';

function notFound(situation: DispatchSituation): Problem {
  const { marketplace, kind, isGithubToken, isOwnRepository, visible } = situation;
  if (isGithubToken && !isOwnRepository) {
    return {
      code: 'github-token-across-repositories',
      what: `${marketplace}: GITHUB_TOKEN was passed as \`token\`, and it can't see or change other repositories (404).`,
      remedy: `${GITHUB_TOKEN_REMEDY} ${README}`,
    };
  }
  if (visible === true) {
    const scope = kind === 'classic' ? 'the scope `repo` is missing' : 'it has no write access';
    return {
      code: 'permission-missing',
      what: `${marketplace}: the repository exists and the token sees it, but may not send events (404): ${scope}.`,
      remedy: `${permissionRemedy(situation)} ${README}`,
    };
  }
  return {
    code: 'marketplace-not-found',
    what: `${marketplace}: there is no such repository, or it is private and the token can't see it (404). GitHub does not say which.`,
    remedy: `Check the spelling in \`marketplace\`. If it is right: ${lowerFirst(permissionRemedy(situation))} ${README}`,
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function refused(error: GitHubError, marketplace: string): Problem {
  return {
    code: 'dispatch-refused',
    what: `${marketplace}: GitHub refuses the event (422): ${quote(error.message, 500)}`,
    remedy: 'Change `event-type` or `payload` as GitHub says.',
  };
}

function serverError(error: GitHubError, marketplace: string): Problem {
  return {
    code: 'server-error',
    what: `${marketplace}: GitHub answered ${error.status} after ${tries(error)}. ${quote(error.message, 300)}`.trim(),
    remedy: 'Look at https://www.githubstatus.com and run this job again.',
  };
}

function tries({ attempts }: GitHubError): string {
  return attempts === 1 ? '1 try' : `${attempts} tries`;
}

/** Reading this repository failed; `error` where GitHub, or nobody, answered the request as a whole. */
export function readFailure(message: string, error: GitHubError | null = null): ProblemError {
  if (error?.status === 401) return new ProblemError(READ_TOKEN_REJECTED);
  if (error?.status === 403 && !error.rateLimited) return new ProblemError(readForbidden(message));
  if (error?.status === null) return new ProblemError(noAnswer(error, 'Reading this repository'));
  if (error?.rateLimited === true) return new ProblemError(rateLimited(error, 'Reading this repository'));
  return new ProblemError({
    code: 'read-failed',
    what: `GitHub failed while this repository was read: ${quote(message, 300)}.`,
    remedy: 'Nothing was sent. Run this job again; https://www.githubstatus.com tells of outages.',
  });
}

const READ_TOKEN_REJECTED: Problem = {
  code: 'github-token-rejected',
  what: 'GitHub rejects `github-token` (401), which reads this repository.',
  remedy: 'Leave `github-token` out, so that the run uses its own.',
};

function readForbidden(message: string): Problem {
  return {
    code: 'read-forbidden',
    what: `\`github-token\` may not read this repository: ${quote(message, 300)}`,
    remedy: 'Write `permissions: contents: read` in the workflow.',
  };
}

/** The commit after, or one that a person named, could not be read. */
export function unreadableCommit(
  snapshot: Snapshot | undefined,
  revision: Revision,
  { owner, name }: RepositoryName,
): ProblemError {
  const repository = `${owner}/${name}`;
  switch (snapshot?.kind) {
    case 'no-repository':
      return new ProblemError(readForbidden(`it does not see ${repository}.`));
    case 'forbidden':
      return new ProblemError(readForbidden(snapshot.message));
    case 'failed':
      return readFailure(snapshot.message, snapshot.error);
    default:
      return new ProblemError({
        code: 'commit-not-found',
        what: `${quote(nameOf(revision))} is no commit that GitHub has in ${repository}.`,
        remedy:
          'Nothing was sent. Run this job again; if it stays so, push once more or name another commit.',
      });
  }
}

function nameOf(revision: Revision): string {
  if ('oid' in revision) return revision.oid;
  if ('ref' in revision) return revision.ref;
  return 'abbreviated' in revision ? revision.abbreviated : 'The default branch';
}
