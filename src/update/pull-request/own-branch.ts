import { isProtection } from '../../github/cause.ts';
import type { CheckedAnswer, Client } from '../../github/client/client.ts';
import { GitHubError, orError, shapeless } from '../../github/client/error.ts';
import { isRefusedQuery } from '../../github/client/retry.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { headOf, passesOnRefs, shows } from '../write/push.ts';

/** Our own branch: from where it was seen to where it shall be; null where there was, or shall be, none. */
export interface Move {
  readonly repositoryId: string;
  readonly branch: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** No commit, before or after: https://docs.github.com/graphql/reference/mutations#updaterefs */
const NOTHING = '0'.repeat(40);

const UPDATE = `mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }`;

/**
 * WRITE: replaces or deletes our branch if it still is where it was seen, which `updateRefs` checks together with the write
 * (https://docs.github.com/graphql/reference/mutations#updaterefs); GitHub Enterprise Servers without it are asked
 * through REST, after a look. False where somebody else moved it. Throws `GitHubError`.
 */
export async function replaceBranch(client: Client, marketplace: Marketplace, move: Move): Promise<boolean> {
  const { branch, before, after } = move;
  for (let tries = 1; ; tries++) {
    const error = await updateRefs(client, move);
    if (error === null) return true;
    const now = await branchAt(client, marketplace, branch);
    if (now === after) return true;
    if (error.problems?.some(isRefusedQuery)) return now === before && forceBranch(client, marketplace, move);
    // Nothing is forced by a deletion that was looked at a moment ago.
    if (after === null && now === before && !isRefusal(error)) return forceBranch(client, marketplace, move);
    if (now !== before && now !== 'unread') return false;
    if (isFinal(error) || !(await client.pause(`Moving ${branch}`, 'GitHub did not do it', tries)))
      throw error;
  }
}

/** Null where it is done. */
async function updateRefs(client: Client, move: Move): Promise<GitHubError | null> {
  const { repositoryId, branch, before, after } = move;
  const oids = { beforeOid: before ?? NOTHING, afterOid: after ?? NOTHING };
  const refUpdates = [{ name: `refs/heads/${branch}`, ...oids, force: true }];
  const answer = await orError(client.graphql(UPDATE, { input: { repositoryId, refUpdates } }));
  if (answer instanceof GitHubError) return answer;
  const { data, errors } = answer;
  const [problem] = errors;
  if (problem === undefined && data['updateRefs'] !== null && data['updateRefs'] !== undefined) return null;
  const message = problem?.message ?? 'the answer is incomplete';
  return new GitHubError({ status: 200, headers: {}, message, problems: errors });
}

const FINAL = /^(?:FORBIDDEN|INSUFFICIENT_SCOPES|UNPROCESSABLE|NOT_FOUND)$/;

/**
 * What no second try would change. A `beforeOid` that is not the branch's is answered like a failure of GitHub's own,
 * without a type (github-answers: updateRefs-stale), so that is tried again while the branch looks as it did.
 */
function isFinal(error: GitHubError): boolean {
  const { status, problems = [] } = error;
  if (isRefusal(error)) return true;
  return (
    (status !== null && status >= 400 && status < 500) || problems.some(({ type }) => FINAL.test(type ?? ''))
  );
}

function isRefusal(error: GitHubError): boolean {
  return isProtection(error) || error.limit !== null;
}

/** READ: where the branch is; null where there is none. */
async function branchAt(client: Client, { repository }: Marketplace, branch: string) {
  const read = await headOf(client, { repository, branch });
  return read.kind === 'at' ? read.oid : read.kind === 'absent' ? null : 'unread';
}

/** Somebody else may be faster between the look and the write, and an answer that was lost may have been a success. */
async function forceBranch(client: Client, marketplace: Marketplace, move: Move): Promise<boolean> {
  const error = await orError(writeBranch(client, marketplace, move));
  if (!(error instanceof GitHubError)) return true;
  const now = await branchAt(client, marketplace, move.branch);
  if (now === move.after) return true;
  if (now === move.before || now === 'unread') throw error;
  return false;
}

async function writeBranch(client: Client, { repository }: Marketplace, { branch, before, after }: Move) {
  const { owner, name: repo } = repository;
  const ref = `heads/${branch}`;
  if (after === null) {
    await deleteBranch(client, { owner, repo, ref });
    return;
  }
  const options = { what: `Moving ${branch}`, check: shows(after), passes: passesOnRefs };
  if (before === null) {
    const made = { owner, repo, ref: `refs/${ref}`, sha: after };
    await client.request('POST /repos/{owner}/{repo}/git/refs', made, options);
  } else {
    const moved = { owner, repo, ref, sha: after, force: true };
    await client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', moved, options);
  }
}

/** Gone is gone: the answer to an earlier try may have been lost (github-answers: ref-delete-missing). */
async function deleteBranch(client: Client, parameters: Record<string, string>): Promise<void> {
  const check = (answer: CheckedAnswer) => {
    if (answer.status !== 204) throw shapeless(answer);
  };
  const options = { what: `Deleting ${parameters['ref']}`, check };
  const route = 'DELETE /repos/{owner}/{repo}/git/refs/{ref}';
  const answer = await orError(client.request(route, parameters, options));
  if (answer instanceof GitHubError && !/reference does not exist/i.test(answer.message)) throw answer;
}
