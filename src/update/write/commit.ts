import { isOid } from '../../github/answers.ts';
import type { CheckedAnswer, Client } from '../../github/client.ts';
import { GitHubError, reason, shapeless } from '../../github/error.ts';
import { readObjects } from '../../github/objects.ts';
import { fullName } from '../../github/repository.ts';
import { readRepository } from '../../github/repository-facts.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { isObject } from '../../plugin/json.ts';
import { type Problem, ProblemError } from '../../plugin/problem.ts';
import { editedCatalogue, type Plan, type PlannedChange } from '../plan/plan.ts';
import { archived, branchProtected, isProtection, writeFailure } from './write-problems.ts';

/** A commit that is to be made on the marketplace's head. */
export interface NewCommit {
  readonly changes: readonly PlannedChange[];
  readonly raise: Plan['raise'];
  /** Made from the tree's id, which a message may carry. */
  readonly message: (tree: string) => string;
}

export interface MadeCommit {
  readonly oid: string;
  readonly tree: string;
}

/**
 * WRITE: the objects of one commit, which nothing points to yet. Author and committer are left out: GitHub then
 * signs it for `GITHUB_TOKEN` and Apps (https://docs.github.com/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots).
 * Throws `ProblemError`.
 */
export async function makeCommit(
  client: Client,
  marketplace: Marketplace,
  { changes, raise, message }: NewCommit,
): Promise<MadeCommit> {
  const { owner, name: repo } = marketplace.repository;
  try {
    const tree = shaOf(
      await client.request(
        'POST /repos/{owner}/{repo}/git/trees',
        { owner, repo, base_tree: marketplace.tree, tree: treeEntries(marketplace, { changes, raise }) },
        { what: 'Writing the tree', check: shaOf, passes: lags },
      ),
    );
    const commit = { owner, repo, message: message(tree), tree, parents: [marketplace.commit] };
    const made = await client.request('POST /repos/{owner}/{repo}/git/commits', commit, {
      what: 'Writing the commit',
      check: shaOf,
      passes: lags,
    });
    const oid = shaOf(made);
    // Something else than what was asked for: a change has a tree and a commit of its own.
    if (tree === marketplace.tree || oid === marketplace.commit) throw shapeless(made);
    return { oid, tree };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    throw new ProblemError(await whyNotWritten(client, marketplace, error));
  }
}

/** A right that is missing may hide that the repository is archived: that is looked up. */
async function whyNotWritten(client: Client, marketplace: Marketplace, error: GitHubError): Promise<Problem> {
  const problem = writeFailure(error, marketplace);
  if (problem.code !== 'write-forbidden') return problem;
  try {
    const name = fullName(marketplace.repository);
    return (await readRepository(client, name)).isArchived ? archived(name) : problem;
  } catch (failed) {
    if (failed instanceof GitHubError) return problem;
    throw failed;
  }
}

/**
 * What was read or written a moment ago may be unknown to the copy of the repository that answers now; all of these
 * have been seen to pass (github-answers: tree-bad-object-state, tree-base-missing, ref-object-missing).
 */
function lags({ status, message }: GitHubError): boolean {
  return status === 422 && /gitrpc|base_tree is not a valid|(?:sha|object) does not exist/i.test(message);
}

/** The id of what was written; an answer that shows none is no success. */
function shaOf(answer: CheckedAnswer): string {
  const sha = isObject(answer.data) ? answer.data['sha'] : undefined;
  if (isOid(sha)) return sha;
  throw shapeless(answer);
}

/** https://docs.github.com/rest/git/trees#create-a-tree */
function treeEntries(
  marketplace: Marketplace,
  plan: Pick<Plan, 'changes' | 'raise'>,
): Record<string, string>[] {
  const content = editedCatalogue(marketplace, plan);
  const { path, executable } = marketplace.file;
  const mode = executable ? '100755' : '100644';
  const file = content === marketplace.catalogue.text ? [] : [{ path, mode, type: 'blob', content }];
  const gitlinks = plan.changes.flatMap((change) => change.gitlinks);
  return [...file, ...gitlinks.map(({ path, oid }) => ({ path, mode: '160000', type: 'commit', sha: oid }))];
}

/** `moved`: somebody else was faster, so everything has to be read again. */
export type Pushed =
  | { readonly kind: 'pushed'; readonly commit: string }
  | { readonly kind: 'moved' }
  | { readonly kind: 'refused'; readonly problem: Problem };

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
  try {
    await client.request(
      'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
      { owner, repo, ref: `heads/${branch}`, sha: commit, force: false },
      { what: `Moving ${branch}`, check: shows(commit), passes: passesOnRefs },
    );
    return null;
  } catch (error) {
    if (error instanceof GitHubError) return error;
    throw error;
  }
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
  if (isProtection(error)) return { kind: 'refused', problem: branchProtected(error, marketplace) };
  if (/not a fast forward/i.test(error.message)) return { kind: 'moved' };
  if (error.status === 401 || error.status === 404 || error.limit !== null) {
    return { kind: 'refused', problem: writeFailure(error, marketplace) };
  }
  const head = await headOf(client, marketplace);
  if (isAt(head, commit)) return { kind: 'pushed', commit };
  if (isElsewhere(head, marketplace)) return { kind: 'moved' };
  return { kind: 'refused', problem: writeFailure(error, marketplace) };
}

/** Where a branch is. */
export type HeadRead =
  | { readonly kind: 'at'; readonly oid: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unread' };

/** READ: a branch's commit now. */
export async function headOf(
  client: Client,
  { repository, branch }: Pick<Marketplace, 'repository' | 'branch'>,
): Promise<HeadRead> {
  const [now] = await readObjects(client, [
    { repository, revision: { ref: `refs/heads/${branch}` }, paths: [] },
  ]);
  if (now?.kind === 'commit') return { kind: 'at', oid: now.oid };
  return { kind: now?.kind === 'no-commit' ? 'absent' : 'unread' };
}

function isAt(head: HeadRead, commit: string): boolean {
  return head.kind === 'at' && head.oid === commit;
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
