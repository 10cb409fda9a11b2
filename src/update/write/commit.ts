import { type Problem, ProblemError } from '../../findings/problem.ts';
import { archived, writeFailure } from '../../findings/writing.ts';
import { writeCauseOf } from '../../github/cause.ts';
import type { CheckedAnswer, Client } from '../../github/client/client.ts';
import { GitHubError, orError, shapeless } from '../../github/client/error.ts';
import { isOid } from '../../github/objects/answers.ts';
import { fullName } from '../../github/repository.ts';
import { readRepository } from '../../github/repository-facts.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { isObject } from '../../plugin/json.ts';
import { editedCatalogue, type Plan, type PlannedChange } from '../plan/plan.ts';

/** A commit that is to be made on the marketplace's head. */
interface NewCommit {
  readonly changes: readonly PlannedChange[];
  readonly raise: Plan['raise'];
  /** Made from the tree's id, which a message may carry. */
  readonly message: (tree: string) => string;
  /** A commit of ours that this one takes up, where its branch can't be replaced. */
  readonly replaced?: string | null;
}

/**
 * WRITE: the objects of one commit, which nothing points to yet. Author and committer are left out: GitHub then
 * signs it for `GITHUB_TOKEN` and Apps (https://docs.github.com/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots).
 * Throws `ProblemError`.
 */
export async function makeCommit(
  client: Client,
  marketplace: Marketplace,
  { changes, raise, message, replaced = null }: NewCommit,
): Promise<{ readonly oid: string; readonly tree: string }> {
  const { owner, name: repo } = marketplace.repository;
  try {
    const written = (what: string) => ({ what, check: shaOf, passes: lags });
    const entries = treeEntries(marketplace, { changes, raise });
    const asked = { owner, repo, base_tree: marketplace.tree, tree: entries };
    const tree = shaOf(
      await client.request('POST /repos/{owner}/{repo}/git/trees', asked, written('Writing the tree')),
    );
    const parents = [marketplace.commit, ...(replaced === null ? [] : [replaced])];
    const commit = { owner, repo, message: message(tree), tree, parents };
    const route = 'POST /repos/{owner}/{repo}/git/commits';
    const made = await client.request(route, commit, written('Writing the commit'));
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
  if (writeCauseOf(error).kind !== 'forbidden') return problem;
  const name = fullName(marketplace.repository);
  const facts = await orError(readRepository(client, name));
  return !(facts instanceof GitHubError) && facts.isArchived ? archived(name) : problem;
}

/**
 * What was read or written a moment ago may be unknown to the copy of the repository that answers now; all of these
 * have been seen to pass (github-answers: tree-bad-object-state, tree-base-missing, ref-object-missing).
 */
export function lags({ status, message }: GitHubError): boolean {
  return status === 422 && /gitrpc|base_tree is not a valid|(?:sha|object) does not exist/i.test(message);
}

/** The id of what was written; an answer that shows none is no success. */
function shaOf(answer: CheckedAnswer): string {
  const sha = isObject(answer.data) ? answer.data['sha'] : undefined;
  if (isOid(sha)) return sha;
  throw shapeless(answer);
}

/** https://docs.github.com/rest/git/trees#create-a-tree */
function treeEntries(marketplace: Marketplace, plan: Pick<Plan, 'changes' | 'raise'>) {
  const content = editedCatalogue(marketplace, plan);
  const { path, executable } = marketplace.file;
  const mode = executable ? '100755' : '100644';
  const file = content === marketplace.catalogue.text ? [] : [{ path, mode, type: 'blob', content }];
  const gitlinks = plan.changes.flatMap((change) => change.gitlinks);
  return [...file, ...gitlinks.map(({ path, oid }) => ({ path, mode: '160000', type: 'commit', sha: oid }))];
}
