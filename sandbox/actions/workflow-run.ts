import { headOf } from '../run-head.ts';
import type { SandboxGitHub, WorkflowEvent, WorkflowRun } from '../types.ts';
import { valueAt } from './contexts.ts';
import { readWorkflows } from './listeners.ts';

/** At most this many workflows in a chain, each started by the one before. */
const LEVELS = 3;

/**
 * Emits `workflow_run` (completed) for a run that ended, where a workflow of the default branch
 * listens. Unlike a push, it starts workflows although `GITHUB_TOKEN` caused it.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run
 */
export async function announceRun(
  github: SandboxGitHub,
  run: WorkflowRun,
  runs: WorkflowRun[],
): Promise<void> {
  if (run.path === '' || levelOf(run, runs) > LEVELS) return;
  const event = await eventOf(github, run).catch(() => null);
  if (event === null) return;
  const listeners = await readWorkflows(github, event).catch(() => []);
  if (listeners.length > 0) github.emit(event);
}

/** How many workflows led to this run, one starting the next. */
function levelOf(run: WorkflowRun, runs: WorkflowRun[]): number {
  const before = valueAt(run.event.payload, 'workflow_run', 'id');
  const parent = run.event.name === 'workflow_run' ? runs.find((one) => one.id === before) : undefined;
  return parent === undefined ? 1 : 1 + levelOf(parent, runs);
}

/** Throws where the repository or its default branch is gone. */
async function eventOf(github: SandboxGitHub, run: WorkflowRun): Promise<WorkflowEvent> {
  const repository = github.repository(run.repository);
  const ref = `refs/heads/${repository.options.defaultBranch}`;
  const sha = await repository.git('rev-parse', '--verify', `${ref}^{commit}`);
  return {
    name: 'workflow_run',
    repository: repository.fullName,
    ref,
    sha,
    workflowSha: sha,
    actor: run.event.actor,
    payload: payloadOf(github, run),
    changedFiles: null,
    at: github.now(),
  };
}

/** The members that workflows look at; the repository and the sender are those of the first event. */
function payloadOf(github: SandboxGitHub, run: WorkflowRun): Record<string, unknown> {
  const { event } = run;
  const { repository, sender } = event.payload;
  const head = headOf(event);
  const workflow_run = {
    id: run.id,
    name: run.workflow,
    path: run.path,
    event: event.name,
    status: 'completed',
    conclusion: run.conclusion,
    head_branch: head.branch,
    head_sha: head.sha,
    html_url: `${github.url}/${run.repository}/actions/runs/${run.id}`,
    run_attempt: 1,
    actor: { login: event.actor },
  };
  const workflow = { name: run.workflow, path: run.path };
  return { action: 'completed', workflow_run, workflow, ...(repository ? { repository, sender } : {}) };
}
