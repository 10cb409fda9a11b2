import type { SandboxGitHub, SandboxRepository, WorkflowEvent } from '../types.ts';
import { asksToSkip, isTriggered } from './triggers.ts';
import { readWorkflow, type Workflow } from './workflow.ts';

const FOLDER = '.github/workflows';
/** Events that only the default branch's workflows hear. */
const DEFAULT_BRANCH_ONLY = ['repository_dispatch', 'schedule'];

/**
 * The workflows that an event starts, read at its `workflowSha`, in the order of their names. None that is disabled.
 * A file that does not parse fails on every push, as on GitHub, and on events that it names.
 */
export async function readWorkflows(github: SandboxGitHub, event: WorkflowEvent): Promise<Workflow[]> {
  const repository = github.repository(event.repository);
  if (!repository.options.actionsEnabled || asksToSkip(event) || !isHeard(event, repository)) return [];
  const names = await repository.listFiles(event.workflowSha, FOLDER);
  const files = names.filter((name) => /\.ya?ml$/.test(name)).map((name) => `${FOLDER}/${name}`);
  const active = files.filter((path) => repository.workflowState(path) === 'active').sort();
  const workflows = await Promise.all(active.map((path) => readOne(repository, event, path)));
  return workflows.filter((workflow) => workflow !== null);
}

function isHeard(event: WorkflowEvent, repository: SandboxRepository): boolean {
  if (!DEFAULT_BRANCH_ONLY.includes(event.name)) return true;
  return event.ref === `refs/heads/${repository.options.defaultBranch}`;
}

async function readOne(
  repository: SandboxRepository,
  event: WorkflowEvent,
  path: string,
): Promise<Workflow | null> {
  const content = await repository.readFile(event.workflowSha, path);
  if (content === null) return null;
  const workflow = await readWorkflow(path, content);
  const unreadable = workflow.error?.startsWith('Invalid workflow file') && event.name === 'push';
  return unreadable || isTriggered(workflow.on, event, path) ? workflow : null;
}
