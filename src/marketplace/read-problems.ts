import { notGitHub, passingFailure } from '../github/passing.ts';
import { forbidden, refused } from '../github/refusal.ts';
import { fullName, type RepositoryName } from '../github/repository.ts';
import type { Snapshot } from '../github/snapshot.ts';
import { quote } from '../plugin/display.ts';
import { type Problem, ProblemError } from '../plugin/problem.ts';

type Unreadable = Exclude<Snapshot, { kind: 'commit' }>;

const SUBJECT = 'Reading the marketplace';

/** The marketplace's own repository could not be read: nothing can be done without it. */
export function marketplaceUnreadable(snapshot: Unreadable, repository: RepositoryName): ProblemError {
  return new ProblemError(unreadable(snapshot, repository));
}

function unreadable(snapshot: Unreadable, repository: RepositoryName): Problem {
  if (snapshot.kind === 'no-repository') return mayNotRead(`: it does not see ${fullName(repository)}`);
  if (snapshot.kind === 'forbidden') return forbiddenTo(snapshot.message);
  if (snapshot.kind === 'no-commit') return failed('its commit is gone');
  const { error, message } = snapshot;
  if (error?.status === 401) return REJECTED;
  const known = error === null ? null : (passingFailure(error, SUBJECT) ?? refused(error, SUBJECT));
  if (known !== null) return known;
  if (error?.status === 403) return forbiddenTo(message);
  return error !== null && message === '' ? notGitHub(error, SUBJECT) : failed(message);
}

function forbiddenTo(message: string): Problem {
  return forbidden(message, SUBJECT) ?? mayNotRead(message === '' ? '' : `: ${quote(message, 300)}`);
}

const REJECTED: Problem = {
  code: 'token-rejected',
  what: 'GitHub rejects `token` (401): it is wrong, revoked or expired.',
  remedy: 'Leave `token` out, so that the run uses its own, or renew the secret that the workflow passes.',
};

function mayNotRead(why: string): Problem {
  return {
    code: 'read-forbidden',
    what: `\`token\` may not read the marketplace${why}.`,
    remedy: 'Write `permissions: contents: write` in the workflow.',
  };
}

function failed(message: string): Problem {
  return {
    code: 'read-failed',
    what: `GitHub failed while the marketplace was read: ${quote(message, 300)}.`,
    remedy: 'Nothing was written. Run this job again; https://www.githubstatus.com lists outages.',
  };
}

export function branchMissing(repository: RepositoryName, branch: string): Problem {
  return {
    code: 'branch-missing',
    what: `${fullName(repository)} has no branch ${quote(branch)}, or nothing is committed on it.`,
    remedy: 'Start the workflow on a branch that holds the marketplace.',
  };
}

export function catalogueMissing(file: string, branch: string): Problem {
  return {
    code: 'catalogue-missing',
    what: `There is no ${quote(file)} on ${quote(branch)}.`,
    remedy: 'Commit the marketplace there, or name its path in `marketplace-file`.',
    at: { file },
  };
}

/** What can stand where the catalogue should. */
const STANDS = {
  directory: 'is a directory',
  submodule: 'is a submodule',
  symlink: 'is a symbolic link: name what it leads to in `marketplace-file`',
  binary: 'is a binary file',
  'not-utf8': 'is not UTF-8 text',
  'lfs-pointer': 'is a Git LFS pointer: take it out of Git LFS',
  'too-large': 'is larger than 10 MiB',
} as const;

export function notACatalogue(file: string, kind: keyof typeof STANDS): Problem {
  return {
    code: 'catalogue-not-a-file',
    what: `${quote(file)} ${STANDS[kind]}.`,
    remedy: 'The marketplace must be a plain UTF-8 JSON file.',
    at: { file },
  };
}
