import type { Problem } from '../../findings/problem.ts';
import { writeFailure } from '../../findings/writing.ts';
import { isProtection, writeCauseOf } from '../../github/cause.ts';
import type { CheckedAnswer, Client } from '../../github/client/client.ts';
import { GitHubError, orError, reason, shapeless } from '../../github/client/error.ts';
import { readObject } from '../../github/objects/objects.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { isObject } from '../../plugin/json.ts';
import type { UpdateOptions } from '../inputs.ts';
import type { Plan } from '../plan/plan.ts';
import { lags, makeCommit } from './commit.ts';
import { commitMessage, commitTitle, triggerOf } from './message.ts';

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
  // If the branch was force-pushed back, our commit would restore the removed commits: so it is looked at again.
  const [{ oid }, head] = await Promise.all([
    makeCommit(client, marketplace, { ...plan, message }),
    headOf(client, marketplace),
  ]);
  return isElsewhere(head, marketplace) ? { kind: 'moved' } : pushCommit(client, marketplace, oid);
}

/** WRITE: the commit becomes the branch's head, if the head is still the one that was read. Never forced. */
export async function pushCommit(client: Client, marketplace: Marketplace, commit: string): Promise<Pushed> {
  for (let tries = 1; ; tries++) {
    const error = await moveHead(client, marketplace, commit);
    if (error === null) return { kind: 'pushed', commit };
    const pushed = await afterFailure(client, marketplace, { commit, error });
    const isAgain = pushed.kind === 'refused' && isRace(error);
    if (!isAgain || !(await client.pause(`Moving ${marketplace.branch}`, reason(error), tries)))
      return pushed;
  }
}

/** Null where it is done. */
async function moveHead(
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

/** A ref update is done when the answer shows it: a proxy can answer 200 as well. */
export function shows(commit: string): (answer: CheckedAnswer) => void {
  return (answer) => {
    const { data } = answer;
    const object = isObject(data) ? data['object'] : null;
    if (!isObject(object) || object['sha'] !== commit) throw shapeless(answer);
  };
}

/**
 * This 403 has been seen to come and go for Apps that may write (anthropics/claude-code-action), and here the tree was
 * just written.
 */
export function passesOnRefs(error: GitHubError): boolean {
  if (isProtection(error)) return false;
  return (error.status === 403 && /not accessible by integration/i.test(error.message)) || lags(error);
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
  if (/not a fast forward/i.test(error.message)) return { kind: 'moved' };
  if (error.status === 401 || error.status === 404 || error.limit !== null) {
    return refusedPush(error, marketplace);
  }
  const head = await headOf(client, marketplace);
  if (head.kind === 'at' && head.oid === commit) return { kind: 'pushed', commit };
  if (isElsewhere(head, marketplace)) return { kind: 'moved' };
  return refusedPush(error, marketplace);
}

/** An answer that was lost, or is not GitHub's, may hide a success. */
function refusedPush(error: GitHubError, marketplace: Marketplace): Pushed {
  const isUnsure = ['no-answer', 'server-error', 'unexpected-answer'].includes(writeCauseOf(error).kind);
  return { kind: 'refused', problem: writeFailure(error, marketplace), isUnsure };
}

export type HeadRead =
  | { readonly kind: 'at'; readonly oid: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread' };

export async function headOf(
  client: Client,
  { repository, branch }: Pick<Marketplace, 'repository' | 'branch'>,
): Promise<HeadRead> {
  const now = await readObject(client, { repository, revision: { ref: `refs/heads/${branch}` }, paths: [] });
  if (now.kind === 'commit') return { kind: 'at', oid: now.oid };
  return { kind: now.kind === 'no-commit' ? 'absent' : 'unread' };
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
