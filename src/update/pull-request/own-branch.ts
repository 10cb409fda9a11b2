import { isProtection } from '../../github/cause.ts';
import type { Client } from '../../github/client/client.ts';
import { GitHubError, orError } from '../../github/client/error.ts';
import { isRefusedQuery } from '../../github/client/retry.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { hasLanded, headOf, type Move, mayBeDone, passesOnRefs, shows, updateRef } from '../write/ref.ts';

export type Replaced =
  | 'done'
  /** Somebody else moved it: what they committed is not ours to replace. */
  | 'moved'
  /** A GitHub Enterprise Server that can't look and write at once. */
  | 'unsupported';

/** WRITE: replaces or deletes our branch if it still is where it was seen. Throws `GitHubError`. */
export async function replaceBranch(client: Client, marketplace: Marketplace, move: Move): Promise<Replaced> {
  for (let tries = 1; ; tries++) {
    const error = await updateRef(client, { ...move, force: true });
    if (error === null) return 'done';
    if (error.problems?.some(isRefusedQuery)) return 'unsupported';
    const now = await afterFailure(client, marketplace, { ...move, error });
    if (now !== 'as-before') return now;
    if (isFinal(error) || !(await client.pause(`Moving ${move.branch}`, 'GitHub did not do it', tries)))
      throw error;
  }
}

/**
 * WRITE: the same through REST, which can't look and write at once: so nothing is forced. A branch is made where there
 * is none, or moved to a commit that holds what it was at. Throws `GitHubError`.
 */
export async function extendBranch(client: Client, marketplace: Marketplace, move: Move): Promise<Replaced> {
  const error = await orError(writeRef(client, marketplace, move));
  if (!(error instanceof GitHubError)) return 'done';
  const now = await afterFailure(client, marketplace, { ...move, error });
  if (now === 'as-before') throw error;
  return now;
}

async function writeRef(client: Client, { repository }: Marketplace, { branch, before, after }: Move) {
  if (after === null) throw new TypeError('REST deletes whatever is there');
  const { owner, name: repo } = repository;
  const options = { what: `Moving ${branch}`, check: shows(after), passes: passesOnRefs };
  if (before === null) {
    const made = { owner, repo, ref: `refs/heads/${branch}`, sha: after };
    await client.request('POST /repos/{owner}/{repo}/git/refs', made, options);
  } else {
    const moved = { owner, repo, ref: `heads/${branch}`, sha: after, force: false };
    await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', moved, options);
  }
}

/** An answer that was lost may have been a success, with somebody else's commit on top of ours by now. */
async function afterFailure(
  client: Client,
  marketplace: Marketplace,
  { branch, before, after, error }: Move & { readonly error: GitHubError },
): Promise<'done' | 'moved' | 'as-before'> {
  const { repository } = marketplace;
  const head = await headOf(client, { repository, branch });
  if (head.kind === 'unread') return 'as-before';
  const now = head.kind === 'at' ? head.oid : null;
  if (now === after) return 'done';
  if (now === before) return 'as-before';
  if (now === null || after === null || !mayBeDone(error)) return 'moved';
  const landed = await hasLanded(client, repository, { commit: after, head: now });
  return landed === 'landed' ? 'done' : 'moved';
}

const FINAL = /^(?:FORBIDDEN|INSUFFICIENT_SCOPES|UNPROCESSABLE|NOT_FOUND)$/;

/**
 * What no second try would change. A `beforeOid` that is not the branch's is answered like a failure of GitHub's own,
 * without a type (github-answers: updateRefs-stale), so that is tried again while the branch looks as it did.
 */
function isFinal(error: GitHubError): boolean {
  const { status, problems = [] } = error;
  if (isProtection(error) || error.limit !== null) return true;
  return (
    (status !== null && status >= 400 && status < 500) || problems.some(({ type }) => FINAL.test(type ?? ''))
  );
}
