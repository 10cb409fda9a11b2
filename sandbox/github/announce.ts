import type { Change } from './activities.ts';
import { emitPull, type PullAction } from './pull-events.ts';
import { followBranches, type Pull } from './pulls.ts';
import { emitPushes, type Refs } from './push.ts';
import type { Repository } from './repository.ts';
import type { Token } from './tokens.ts';
import type { World } from './world.ts';

export interface RefsChanged {
  before: Refs;
  after: Refs;
  actor: string;
  /** Whether a push starts workflows; if not, those of pull requests wait for approval. */
  starts: boolean;
}

/**
 * "Events triggered by the `GITHUB_TOKEN` […] will not create a new workflow run" (GitHub's docs, GITHUB_TOKEN),
 * except for `workflow_dispatch` and `repository_dispatch`. Since 2026-06-11 a pull request that is opened, reopened or
 * moved with it has runs, which wait for approval: GitHub's changelog, "Bot-created pull requests can run workflows if
 * approved"; https://github.com/orgs/community/discussions/199292
 */
export function startsRuns({ options }: Token): boolean {
  return options.kind !== 'actions';
}

/** Notifies lagging copies, pull requests and event listeners that refs were changed. */
export async function announceRefs(
  world: World,
  repository: Repository,
  { before, after, actor, starts }: RefsChanged,
): Promise<void> {
  repository.activities.record(changesOf(before, after), actor);
  await repository.copy.changed(repository.store, before, after);
  const { moved, closed } = await followBranches(repository);
  if (starts) await emitPushes(world, repository, { before, after, actor });
  const awaitsApproval = !starts;
  for (const pull of moved)
    await emitPull(world, repository, { pull, action: 'synchronize', actor, awaitsApproval });
  if (!starts) return;
  for (const pull of closed) await emitPull(world, repository, { pull, action: 'closed', actor });
}

function changesOf(before: Refs, after: Refs): Change[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].map((ref) => ({ ref, before: before.get(ref) ?? null, after: after.get(ref) ?? null }));
}

/** Notifies event listeners of what somebody did with a pull request. */
export async function announcePull(
  world: World,
  repository: Repository,
  { pull, action, token }: { pull: Pull; action: PullAction; token: Token },
): Promise<void> {
  const awaitsApproval = !startsRuns(token);
  if (awaitsApproval && action === 'closed') return;
  await emitPull(world, repository, { pull, action, actor: token.login, awaitsApproval });
}
