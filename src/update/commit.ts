import type { Client } from '../github/client.ts';
import { GitHubError } from '../github/error.ts';
import { readObjects } from '../github/objects.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';
import { isObject } from '../plugin/json.ts';
import { type Problem, ProblemError } from '../plugin/problem.ts';
import { type Change, editedCatalogue, type Plan } from './plan.ts';
import { branchProtected, isProtection, writeFailure } from './write-problems.ts';

/** A commit that is to be made on the marketplace's head. */
export interface NewCommit {
  readonly changes: readonly Change[];
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
        { what: 'Writing the tree' },
      ),
    );
    const commit = { owner, repo, message: message(tree), tree, parents: [marketplace.commit] };
    const made = await client.request('POST /repos/{owner}/{repo}/git/commits', commit, {
      what: 'Writing the commit',
    });
    return { oid: shaOf(made), tree };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    throw new ProblemError(writeFailure(error, marketplace));
  }
}

function shaOf({
  data,
  status,
  headers,
}: {
  data: unknown;
  status: number;
  headers: Readonly<Record<string, string>>;
}): string {
  const sha = isObject(data) ? data['sha'] : undefined;
  if (typeof sha === 'string' && /^[0-9a-f]{40}$/.test(sha)) return sha;
  throw new GitHubError({ status, headers, message: '' });
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
  const { repository, branch } = marketplace;
  const { owner, name: repo } = repository;
  try {
    await client.request(
      'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
      { owner, repo, ref: `heads/${branch}`, sha: commit, force: false },
      { what: `Moving ${branch}`, retry: ({ status }) => status !== 409 },
    );
    return { kind: 'pushed', commit };
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    if (/not a fast forward/i.test(error.message) || error.status === 409) return { kind: 'moved' };
    return refused(client, marketplace, error);
  }
}

/** Rules answer with the same status as a head that moved: that is looked into where the words do not tell. */
async function refused(client: Client, marketplace: Marketplace, error: GitHubError): Promise<Pushed> {
  if (isProtection(error)) return { kind: 'refused', problem: branchProtected(error, marketplace) };
  if (error.status === 422 && (await headMoved(client, marketplace))) return { kind: 'moved' };
  return { kind: 'refused', problem: writeFailure(error, marketplace) };
}

/** READ: whether the branch is at another commit than the one that was read. */
export async function headMoved(
  client: Client,
  { repository, branch, commit }: Marketplace,
): Promise<boolean> {
  const [now] = await readObjects(client, [
    { repository, revision: { ref: `refs/heads/${branch}` }, paths: [] },
  ]);
  return now?.kind === 'commit' && now.oid !== commit;
}
