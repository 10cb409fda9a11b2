import { GITHUB } from './accounts.ts';
import { OCTOCAT, readCommit, writeCommit } from './commits.ts';
import { runGit } from './git.ts';
import { isAncestor } from './history.ts';
import { baseOf, type Pull } from './pulls.ts';
import type { Repository } from './repository.ts';

/** The tree of a three-way merge, or null where the two conflict. */
export async function mergeTrees(
  repository: Repository,
  ours: string,
  theirs: string,
): Promise<string | null> {
  const { store } = repository;
  // Where one has all of the other, there is nothing to merge, and no process to wait for.
  if (await isAncestor(store, ours, theirs)) return (await readCommit(store, theirs))?.tree ?? null;
  const result = await runGit(repository, ['merge-tree', '--write-tree', ours, theirs]);
  if (result.code === 1) return null;
  if (result.code !== 0) throw new Error(`git merge-tree: ${result.stderr}`);
  return result.stdout.toString().split('\n')[0] ?? '';
}

/** Makes `refs/pull/N/merge`; null, and no such ref, where head and base conflict. */
export async function makeMergeRef(repository: Repository, pull: Pull): Promise<string | null> {
  const [base, head] = [baseOf(repository, pull), pull.headOid];
  const tree = await mergeTrees(repository, base, head);
  if (tree === null) return null;
  const message = `Merge ${head} into ${base}`;
  pull.mergeCommit = writeCommit(repository.store, { tree, parents: [base, head], message });
  return pull.mergeCommit;
}

/** The commit that merging makes on the base, by a person who presses GitHub's button. */
export async function writeMerge(
  repository: Repository,
  pull: Pull,
  method: 'merge' | 'squash',
): Promise<string> {
  const { number, title, head, headOid } = pull;
  const base = baseOf(repository, pull);
  const tree = await mergeTrees(repository, base, headOid);
  if (tree === null)
    throw new Error(`Pull request ${number} of ${repository.fullName} conflicts with its base`);
  const signed = { author: OCTOCAT, committer: GITHUB, signed: true };
  if (method === 'squash')
    return writeCommit(repository.store, {
      tree,
      parents: [base],
      message: `${title} (#${number})`,
      ...signed,
    });
  const message = `Merge pull request #${number} from ${repository.owner}/${head}\n\n${title}`;
  return writeCommit(repository.store, { tree, parents: [base, headOid], message, ...signed });
}

/** `MERGEABLE`, `CONFLICTING`, or null where GitHub does not know: at first, and when it is over. */
export async function mergeability(
  repository: Repository,
  pull: Pull,
  unknown: number,
): Promise<'MERGEABLE' | 'CONFLICTING' | null> {
  if (pull.state !== 'open' || pull.asked++ < unknown) return null;
  return repository.onOriginal(() => merges(repository, pull));
}

async function merges(repository: Repository, pull: Pull): Promise<'MERGEABLE' | 'CONFLICTING' | null> {
  const base = await readCommit(repository.store, baseOf(repository, pull));
  if (base === null) return null;
  return (await mergeTrees(repository, base.oid, pull.headOid)) === null ? 'CONFLICTING' : 'MERGEABLE';
}
