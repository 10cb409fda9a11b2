import type { ReceivedDispatch, WorkflowDispatchOptions } from '../types.ts';
import { peel } from './commits.ts';
import type { Repository } from './repository.ts';
import { eventShape, type Shape } from './shapes.ts';
import type { World } from './world.ts';

/** The ref and commit of events that are not about a commit: the default branch's tip at this moment. */
function defaultTip(repository: Repository): { ref: string; sha: string } {
  const sha = repository.tip();
  if (sha === null)
    throw new Error(`${repository.fullName} has no commit on ${repository.options.defaultBranch}`);
  return { ref: `refs/heads/${repository.options.defaultBranch}`, sha };
}

/** Emits the `repository_dispatch` of an accepted dispatch; in an empty repository nothing can listen. */
export function emitDispatch(
  world: World,
  repository: Repository,
  dispatch: ReceivedDispatch,
  actor: string,
): void {
  if (repository.tip() === null) return;
  const { ref, sha } = defaultTip(repository);
  const payload = {
    action: dispatch.event_type,
    branch: repository.options.defaultBranch,
    client_payload: dispatch.client_payload,
    ...eventShape(world, repository, actor),
  };
  const name = 'repository_dispatch';
  emitAt(world, repository, { name, ref, sha, actor, payload });
}

/** A person presses "Run workflow". The file is read from the ref that was chosen. */
export async function runWorkflow(
  world: World,
  repository: Repository,
  { workflow, ref: name, inputs, actor = 'octocat' }: WorkflowDispatchOptions,
): Promise<void> {
  const ref = name === undefined ? defaultTip(repository).ref : fullRef(repository, name);
  const sha = await peel(repository.store, repository.ref(ref) ?? '');
  const payload = { inputs: inputs ?? null, ref, workflow, ...eventShape(world, repository, actor) };
  emitAt(world, repository, { name: 'workflow_dispatch', ref, sha, actor, payload });
}

function fullRef(repository: Repository, name: string): string {
  const candidates = [name, `refs/heads/${name}`, `refs/tags/${name}`];
  const found = candidates.find((ref) => repository.ref(ref) !== null);
  if (found === undefined) throw new Error(`${repository.fullName} has no ref ${name}`);
  return found;
}

/**
 * A cron line's time has come. Each run's payload names its workflow too. Before the changelog of 2022-09-27 the payload
 * held nothing but the line: https://github.com/docker/metadata-action/issues/184
 */
export function runSchedule(world: World, repository: Repository, cron: string): void {
  const actor = 'octocat';
  const more = world.switches.schedulePayload === 'repository' ? eventShape(world, repository, actor) : {};
  const payload = { schedule: cron, ...more };
  emitAt(world, repository, { name: 'schedule', ...defaultTip(repository), actor, payload });
}

/** An event about a commit that changes no files. */
export interface Trigger {
  name: string;
  ref: string;
  sha: string;
  actor: string;
  payload: Shape;
}

export function emitAt(world: World, repository: Repository, trigger: Trigger): void {
  const { fullName } = repository;
  world.emit({ ...trigger, repository: fullName, workflowSha: trigger.sha, changedFiles: null });
}
