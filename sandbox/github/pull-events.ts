import { runGit } from './git.ts';
import { isAncestor } from './history.ts';
import { makeMergeRef } from './merging.ts';
import { pullShape } from './pull-shape.ts';
import { baseOf, type Pull } from './pulls.ts';
import type { Repository } from './repository.ts';
import { eventShape } from './shapes.ts';
import type { World } from './world.ts';

export type PullAction = 'opened' | 'reopened' | 'synchronize' | 'closed';

interface PullEvent {
  pull: Pull;
  action: PullAction;
  actor: string;
  /** Whether its runs wait for somebody's approval. Default false. */
  awaitsApproval?: boolean;
}

/**
 * Makes the merge commit of a pull request that is not merged and emits `pull_request`. A conflict keeps workflows from
 * running (GitHub's docs, events that trigger workflows, pull_request). "If the pull request was merged, this is
 * the branch it was merged into" (GitHub's docs, contexts, `github.ref`).
 */
export async function emitPull(world: World, repository: Repository, event: PullEvent): Promise<void> {
  const { pull, action, actor, awaitsApproval = false } = event;
  const { number, state, base } = pull;
  if (state !== 'merged') await refreshMergeRef(repository, pull);
  if (pull.mergeCommit === null) return;
  world.emit({
    name: 'pull_request',
    repository: repository.fullName,
    ref: state === 'merged' ? `refs/heads/${base}` : `refs/pull/${number}/merge`,
    sha: pull.mergeCommit,
    workflowSha: pull.mergeCommit,
    actor,
    ...(awaitsApproval ? { awaitsApproval } : {}),
    payload: {
      action,
      number,
      pull_request: { ...pullShape(world, repository, pull), merged: state === 'merged', mergeable: true },
      ...eventShape(world, repository, actor),
    },
    changedFiles: await changedFiles(repository, pull),
  });
}

async function refreshMergeRef(repository: Repository, pull: Pull): Promise<void> {
  pull.mergeCommit = null;
  const oid = await makeMergeRef(repository, pull);
  if (oid !== null) await repository.refStore.write(`refs/pull/${pull.number}/merge`, oid);
}

/** A three-dot diff: what the head changed since it left the base. */
async function changedFiles(repository: Repository, pull: Pull): Promise<string[]> {
  const base = baseOf(repository, pull);
  if (await isAncestor(repository.store, base, pull.headOid))
    return repository.changedFiles(base, pull.headOid);
  const found = await runGit(repository, ['merge-base', base, pull.headOid]);
  return repository.changedFiles(found.code === 0 ? found.stdout.toString().trim() : base, pull.headOid);
}
