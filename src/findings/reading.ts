import { causeOf, forbiddenBy, type SharedCause } from '../github/cause.ts';
import type { GitHubError } from '../github/client/error.ts';
import type { Revision, Unread } from '../github/objects/snapshot.ts';
import { fullName, type RepositoryName } from '../github/repository.ts';
import { type MarketplaceCause, MarketplaceError, type Stands } from '../marketplace/cause.ts';
import { quote } from '../plugin/display.ts';
import type { Code } from './codes.ts';
import { catalogueProblem } from './files.ts';
import { answerProblem } from './github.ts';
import { AGAIN, capital, type Face, type Problem, ProblemError, said, wholeSentence } from './problem.ts';

/** What a face reads, by which token, and what was left undone because of it. */
interface Reading {
  readonly face: Face;
  readonly what: string;
  readonly token: string;
  readonly rejected: Code;
  readonly renew: string;
  readonly allow: string;
  readonly undone: string;
}

const OWN: Reading = {
  face: 'notify',
  what: 'this repository',
  token: '`github-token`',
  rejected: 'github-token-rejected',
  renew: 'Leave `github-token` out, so that the run uses its own.',
  allow: 'Write `permissions: contents: read` in the workflow.',
  undone: 'Nothing was sent. ',
};

const ITS = { what: 'the marketplace', rejected: 'token-rejected' } as const;
const MARKETPLACE: Readonly<Record<Face, Reading>> = {
  notify: {
    ...ITS,
    face: 'notify',
    token: '`token`',
    renew: 'Renew the token that the workflow passes as `token`.',
    allow: 'Give the token that the workflow passes as `token` "Contents: read" there.',
    undone: '',
  },
  update: {
    ...ITS,
    face: 'update',
    token: '`token`',
    renew: 'Leave `token` out, so that the run uses its own, or renew the secret that the workflow passes.',
    allow: 'Write `permissions: contents: write` in the workflow.',
    undone: 'Nothing was written. ',
  },
  'command-line': {
    ...ITS,
    face: 'command-line',
    token: 'the token',
    renew:
      'If GH_TOKEN or GITHUB_TOKEN has it, unset that or put a new one there. Else sign in again: gh auth login.',
    allow: 'Give it "Contents: read" there.',
    undone: '',
  },
};

/** PURE: a request for the repository of the plugins failed as a whole. */
export function readFailure(error: GitHubError): Problem {
  return failure(error.message, error, OWN);
}

/** The commit after, or one that a person named, could not be read. */
export function unreadableCommit(unread: Unread, revision: Revision, repository: RepositoryName) {
  if (unread.kind !== 'no-commit') return new ProblemError(unreadProblem(unread, repository, OWN));
  return new ProblemError({
    code: 'commit-not-found',
    what: `GitHub has no commit ${nameOf(revision)} in ${fullName(repository)}`,
    remedy: 'Nothing was sent. Run this job again; if that does not help, push again or name another commit.',
  });
}

/** A revision that a person named in an input, and that is no commit of the repository. */
export function unknownRevision(input: string, name: string): ProblemError {
  return new ProblemError({
    code: 'unknown-revision',
    what: `\`${input}\`: this repository has no branch, tag or commit ${quote(name)}`,
    remedy: 'Write a branch, a tag or a commit sha of this repository.',
  });
}

/** How a sentence names it. */
function nameOf(revision: Revision): string {
  if ('oid' in revision) return quote(revision.oid);
  if ('ref' in revision) return quote(revision.ref);
  if ('latestRelease' in revision) return 'of a release';
  return 'abbreviated' in revision ? quote(revision.abbreviated) : 'on the default branch';
}

/** PURE: why there is no marketplace to work with. */
export function marketplaceProblem(cause: MarketplaceCause, face: Face): Problem {
  switch (cause.kind) {
    case 'unread':
      return unreadProblem(cause.unread, cause.repository, MARKETPLACE[face]);
    case 'branch-missing':
      return {
        code: 'branch-missing',
        what: `${fullName(cause.repository)} has no branch ${quote(cause.branch)}, or nothing is committed on it`,
        remedy:
          face === 'update'
            ? 'Start the workflow on a branch that holds the marketplace.'
            : 'Commit the marketplace there.',
      };
    case 'catalogue-missing':
      return {
        code: 'catalogue-missing',
        what: `There is no ${quote(cause.file)} on ${quote(cause.branch)}`,
        remedy:
          'Commit the marketplace there, or name its path in `marketplace-file` of the update workflow.',
        at: { file: cause.file },
      };
    case 'catalogue-not-a-file':
      return {
        code: 'catalogue-not-a-file',
        what: `${quote(cause.file)} ${STANDS[cause.stands]}`,
        remedy: 'The marketplace must be a plain UTF-8 JSON file.',
        at: { file: cause.file },
      };
    case 'catalogue-unusable':
      return catalogueProblem(cause.fault);
  }
}

const STANDS: Readonly<Record<Stands, string>> = {
  directory: 'is a directory',
  submodule: 'is a submodule',
  symlink: 'is a symbolic link: write the path of its target in `marketplace-file`',
  binary: 'is a binary file',
  'not-utf8': 'is not UTF-8 text',
  'lfs-pointer': 'is a Git LFS pointer: take it out of Git LFS',
  'too-large': 'is larger than 10 MiB',
};

function unreadProblem(unread: Unread, repository: RepositoryName, reading: Reading): Problem {
  switch (unread.kind) {
    case 'no-repository':
      return mayNotRead(`: it can't see ${fullName(repository)}`, reading);
    case 'forbidden':
      return forbidden(unread.message, reading);
    case 'no-commit':
      return failed('its commit is gone', reading);
    case 'failed':
      return failure(unread.message, unread.error, reading);
  }
}

function failure(message: string, error: GitHubError | null, reading: Reading): Problem {
  if (error === null) return failed(message, reading);
  const cause = causeOf(error);
  if (cause.kind === 'token-rejected') return rejected(reading);
  if (cause.kind !== 'denied' && cause.kind !== 'unexpected-answer') return answered(cause, reading);
  if (cause.kind === 'denied' && cause.status === 403) return forbidden(message, reading);
  return message === ''
    ? answered({ kind: 'unexpected-answer', status: cause.status }, reading)
    : failed(message, reading);
}

function answered(cause: SharedCause, { what, face }: Reading): Problem {
  return answerProblem(cause, `Reading ${what}`, face);
}

/** PURE: GitHub rejects the token that the marketplace is read, and written to, with. */
export function marketplaceTokenRejected(face: Face): Problem {
  return rejected(MARKETPLACE[face]);
}

function rejected({ rejected: code, token, renew }: Reading): Problem {
  return { code, what: `GitHub rejects ${token} (401): it is wrong, revoked or expired`, remedy: renew };
}

function forbidden(message: string, reading: Reading): Problem {
  const refused = forbiddenBy(message);
  return refused === null ? mayNotRead(said(message), reading) : answered(refused, reading);
}

function mayNotRead(why: string, { token, what, allow }: Reading): Problem {
  return { code: 'read-forbidden', what: `${capital(token)} may not read ${what}${why}`, remedy: allow };
}

function failed(message: string, { what, undone, face }: Reading): Problem {
  return {
    code: 'read-failed',
    what: `GitHub failed while ${what} was read${said(message)}`,
    remedy: `${undone}${wholeSentence(AGAIN[face])} https://www.githubstatus.com lists outages.`,
  };
}

/** PURE: what a run that can't go on throws → the problem to report; null for an unexpected error. */
export function problemsIn(error: unknown, face: Face): readonly Problem[] | null {
  if (error instanceof ProblemError) return error.problems;
  return error instanceof MarketplaceError ? [marketplaceProblem(error.reason, face)] : null;
}
