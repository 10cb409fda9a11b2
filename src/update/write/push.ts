import type { Problem } from '../../findings/problem.ts';
import { writeFailure } from '../../findings/writing.ts';
import { isProtection, writeCauseOf } from '../../github/cause.ts';
import type { Client } from '../../github/client/client.ts';
import { GitHubError, orError, reason } from '../../github/client/error.ts';
import { QueryBuilder } from '../../github/client/graphql-query.ts';
import { isOid } from '../../github/objects/answers.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { isObject } from '../../plugin/json.ts';
import type { UpdateOptions } from '../inputs.ts';
import type { Plan } from '../plan/plan.ts';
import { makeCommit } from './commit.ts';
import { commitMessage, commitTitle, triggerOf } from './message.ts';
import { type HeadRead, hasLanded, headOf, mayBeDone, passesOnRefs, shows, updateRef } from './ref.ts';

/** Somebody else was faster, so everything has to be read again. */
export interface Moved {
  readonly kind: 'moved';
}

export type Pushed =
  | Moved
  | { readonly kind: 'pushed'; readonly commit: string }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly isUnsure: boolean };

/** WRITE: the plan as one commit on the marketplace's branch. Throws `ProblemError` where it could not be made. */
export async function pushPlan(
  client: Client,
  marketplace: Marketplace,
  { plan, options }: { readonly plan: Plan; readonly options: UpdateOptions },
): Promise<Pushed> {
  const updates = plan.changes.flatMap((change) => change.updates);
  const title = options.commitTitle ?? commitTitle(updates);
  const message = () => commitMessage(title, updates, triggerOf(options));
  const [{ oid }, look] = await Promise.all([
    makeCommit(client, marketplace, { ...plan, message }),
    lookAtTarget(client, marketplace),
  ]);
  return isElsewhere(look.head, marketplace)
    ? { kind: 'moved' }
    : pushCommit(client, marketplace, { commit: oid, ...look });
}

interface Push extends Pick<TargetLook, 'repositoryId'> {
  readonly commit: string;
}

/** WRITE: the commit becomes the branch's head, if the head is still the one that was read. */
export async function pushCommit(client: Client, marketplace: Marketplace, push: Push): Promise<Pushed> {
  for (let tries = 1; ; tries++) {
    const error = await moveHead(client, marketplace, push);
    if (error === null) return { kind: 'pushed', commit: push.commit };
    const pushed = await afterFailure(client, marketplace, { commit: push.commit, error });
    const isAgain = pushed.kind === 'refused' && isRace(error);
    if (!isAgain || !(await client.pause(`Moving ${marketplace.branch}`, reason(error), tries)))
      return pushed;
  }
}

/**
 * Null where it is done. If the branch was force-pushed back, our commit would restore the removed commits: `updateRefs`
 * checks that together with the write. Where it can't be had, or refuses in words that say nothing, REST has a say
 * after one more look: its refusals are documented.
 */
async function moveHead(
  client: Client,
  marketplace: Marketplace,
  { commit, repositoryId }: Push,
): Promise<GitHubError | null> {
  if (repositoryId === null) return patchHead(client, marketplace, commit);
  const { branch, commit: before } = marketplace;
  const error = await updateRef(client, { repositoryId, branch, before, after: commit, force: false });
  if (error === null || (error.problems ?? []).length === 0 || error.limit !== null || isProtection(error)) {
    return error;
  }
  const head = await headOf(client, marketplace);
  // Nothing was written, and a limit is what a person has to be told of.
  if (head.kind === 'unread' && head.error !== null && head.error.limit !== null) return head.error;
  return head.kind === 'at' && head.oid === before ? patchHead(client, marketplace, commit) : error;
}

async function patchHead(
  client: Client,
  { repository: { owner, name: repo }, branch }: Marketplace,
  commit: string,
): Promise<GitHubError | null> {
  const parameters = { owner, repo, ref: `heads/${branch}`, sha: commit, force: false };
  const options = { what: `Moving ${branch}`, check: shows(commit), passes: passesOnRefs };
  const route = 'PATCH /repos/{owner}/{repo}/git/refs/{ref}';
  const answer = await orError(client.request(route, parameters, options));
  return answer instanceof GitHubError ? answer : null;
}

/**
 * What one of two writers at one moment gets (osunyorg/admin#119), or a server that is busy with the branch: where
 * the branch has not moved after all, the same request may succeed.
 */
function isRace(error: GitHubError): boolean {
  if (isProtection(error)) return false;
  return error.status === 409 || (error.status === 422 && /reference cannot be updated/i.test(error.message));
}

/**
 * Rules answer with the same status as a head that moved, and an answer that was lost may have been a success: where
 * the words do not say which, the branch is looked at.
 */
async function afterFailure(
  client: Client,
  marketplace: Marketplace,
  { commit, error }: { readonly commit: string; readonly error: GitHubError },
): Promise<Pushed> {
  if (isProtection(error)) return refusedPush(error, marketplace);
  const isDoubtful = mayBeDone(error);
  if (!isDoubtful && /not a fast forward/i.test(error.message)) return { kind: 'moved' };
  const isFinal = error.status === 401 || error.status === 404;
  if (error.limit !== null || (isFinal && !isDoubtful)) return refusedPush(error, marketplace);
  const head = await headOf(client, marketplace);
  if (head.kind === 'at' && head.oid === commit) return { kind: 'pushed', commit };
  if (!isElsewhere(head, marketplace)) return refusedPush(error, marketplace);
  return isDoubtful ? findCommit(client, marketplace, { commit, error, head }) : { kind: 'moved' };
}

/** Somebody may have pushed on top of our commit before its lost answer was looked into. */
async function findCommit(
  client: Client,
  marketplace: Marketplace,
  { commit, error, head }: { readonly commit: string; readonly error: GitHubError; readonly head: HeadRead },
): Promise<Pushed> {
  if (head.kind !== 'at') return { kind: 'moved' };
  const landed = await hasLanded(client, marketplace.repository, { commit, head: head.oid });
  if (landed === 'landed') return { kind: 'pushed', commit };
  return landed === 'unknown' ? refusedPush(error, marketplace) : { kind: 'moved' };
}

/** An answer that was lost, or is not GitHub's, may hide a success. */
function refusedPush(error: GitHubError, marketplace: Marketplace): Pushed {
  const isLost = ['no-answer', 'server-error', 'unexpected-answer'].includes(writeCauseOf(error).kind);
  const isUnsure = isLost || (error.attempts > 1 && error.limit === null);
  return { kind: 'refused', problem: writeFailure(error, marketplace), isUnsure };
}

/** What is looked at while the commit is made. */
interface TargetLook {
  readonly head: HeadRead;
  /** The repository's node id, which the mutation wants; null where it could not be read. */
  readonly repositoryId: string | null;
}

/** READ: where the target branch is. Throws nothing of GitHub's. */
export async function lookAtTarget(client: Client, { repository, branch }: Marketplace): Promise<TargetLook> {
  const builder = new QueryBuilder();
  const ref = `ref(qualifiedName: ${builder.text(`refs/heads/${branch}`)}) { target { oid } }`;
  const { text, variables } = builder.query([`${builder.repository(repository)} { id ${ref} }`]);
  const answer = await orError(client.graphql(text, variables));
  const found = answer instanceof GitHubError ? null : answer.data['repository'];
  if (!isObject(found)) return { head: { kind: 'unread', error: null }, repositoryId: null };
  const { id, ref: read } = found;
  const target = isObject(read) ? read['target'] : null;
  const oid = isObject(target) ? target['oid'] : null;
  const head: HeadRead = isOid(oid) ? { kind: 'at', oid } : { kind: 'unread', error: null };
  return { head, repositoryId: typeof id === 'string' ? id : null };
}

/** PURE: whether a branch is known to be at another commit than the one that was read. */
export function isElsewhere(head: HeadRead, { commit }: Pick<Marketplace, 'commit'>): boolean {
  return head.kind === 'at' && head.oid !== commit;
}

const MOST_LOOKS = 5;

/**
 * READ: waits until GitHub shows another head than the one that turned out to be old; about 15 seconds, since
 * reads may lag behind writes. Where it never does, the next round begins all the same.
 */
export async function awaitOtherHead(client: Client, marketplace: Marketplace): Promise<void> {
  for (let looks = 1; ; looks++) {
    const head = await headOf(client, marketplace);
    if (isElsewhere(head, marketplace)) return;
    if (!(await client.pause('Reading the branch', 'GitHub still shows its old commit', looks, MOST_LOOKS)))
      return;
  }
}
