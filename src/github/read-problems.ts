import { quote } from '../plugin/display.ts';
import { type Problem, ProblemError } from '../plugin/problem.ts';
import type { GitHubError } from './error.ts';
import { notGitHub, passingFailure } from './passing.ts';
import { forbidden, refused } from './refusal.ts';
import { fullName, type RepositoryName } from './repository.ts';
import type { Revision, Snapshot } from './snapshot.ts';

const SUBJECT = 'Reading this repository';

/** Reading this repository failed; `error` where GitHub, or nobody, answered the request as a whole. */
export function readFailure(message: string, error: GitHubError | null = null): ProblemError {
  if (error?.status === 401) return new ProblemError(READ_TOKEN_REJECTED);
  const known = error === null ? null : (passingFailure(error, SUBJECT) ?? refused(error, SUBJECT));
  if (known !== null) return new ProblemError(known);
  if (error?.status === 403) return forbiddenTo(message);
  if (error !== null && message === '') return new ProblemError(notGitHub(error, SUBJECT));
  return new ProblemError({
    code: 'read-failed',
    what: `GitHub failed while this repository was read: ${quote(message, 300)}.`,
    remedy: 'Nothing was sent. Run this job again; https://www.githubstatus.com lists outages.',
  });
}

function forbiddenTo(message: string): ProblemError {
  return new ProblemError(
    forbidden(message, SUBJECT) ?? readForbidden(message === '' ? '' : `: ${quote(message, 300)}`),
  );
}

const READ_TOKEN_REJECTED: Problem = {
  code: 'github-token-rejected',
  what: 'GitHub rejects `github-token` (401), which reads this repository.',
  remedy: 'Leave `github-token` out, so that the run uses its own.',
};

/** `why` follows the sentence: GitHub's words, or what we know. */
function readForbidden(why: string): Problem {
  return {
    code: 'read-forbidden',
    what: `\`github-token\` may not read this repository${why}.`,
    remedy: 'Write `permissions: contents: read` in the workflow.',
  };
}

/** The commit after, or one that a person named, could not be read. */
export function unreadableCommit(
  snapshot: Snapshot | undefined,
  revision: Revision,
  name: RepositoryName,
): ProblemError {
  const repository = fullName(name);
  switch (snapshot?.kind) {
    case 'no-repository':
      return new ProblemError(readForbidden(`: it does not see ${repository}`));
    case 'forbidden':
      return forbiddenTo(snapshot.message);
    case 'failed':
      return readFailure(snapshot.message, snapshot.error);
    case 'no-commit':
    case 'commit':
    case undefined:
      return new ProblemError({
        code: 'commit-not-found',
        what: `GitHub has no commit ${nameOf(revision)} in ${repository}.`,
        remedy:
          'Nothing was sent. Run this job again; if that does not help, push again or name another commit.',
      });
  }
}

/** How a sentence names it. */
function nameOf(revision: Revision): string {
  if ('oid' in revision) return quote(revision.oid);
  if ('ref' in revision) return quote(revision.ref);
  if ('latestRelease' in revision) return 'of a release';
  return 'abbreviated' in revision ? quote(revision.abbreviated) : 'on the default branch';
}
