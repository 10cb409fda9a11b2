import { quote } from '../plugin/display.ts';
import { type Problem, ProblemError } from '../plugin/problem.ts';
import type { GitHubError } from './error.ts';
import type { Revision, Snapshot } from './objects.ts';
import { noAnswer, rateLimited, serverError } from './problems.ts';
import type { RepositoryName } from './repository.ts';

/** Reading this repository failed; `error` where GitHub, or nobody, answered the request as a whole. */
export function readFailure(message: string, error: GitHubError | null = null): ProblemError {
  if (error?.status === 401) return new ProblemError(READ_TOKEN_REJECTED);
  if (error?.status === 403 && !error.rateLimited) return new ProblemError(readForbidden(message));
  if (error?.status === null) return new ProblemError(noAnswer(error, 'Reading this repository'));
  if (error?.rateLimited === true) return new ProblemError(rateLimited(error, 'Reading this repository'));
  if (error !== null) return new ProblemError(serverError(error, 'Reading this repository'));
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
    what: `\`github-token\` may not read this repository: ${quote(message, 300)}.`,
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
