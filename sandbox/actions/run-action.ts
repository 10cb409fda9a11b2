import { join } from 'node:path';
import type { Permissions, SandboxGitHub, SandboxRepository, StepResult, WorkflowEvent } from '../types.ts';
import { actionInputs, readAction } from './action.ts';
import {
  githubContext,
  type JobFolders,
  jobContext,
  makeJobFolders,
  runnerContext,
  stepEnvironment,
  textAt,
} from './contexts.ts';
import { type Machine, runsOf } from './job.ts';
import { makeMasks } from './masks.ts';
import { runStep, stepFolder } from './step.ts';
import type { RunActionOptions } from './types.ts';

/** Where the action runs. */
export interface ActionHost {
  github: SandboxGitHub;
  machine: Machine;
  /** Id of the run that it belongs to. */
  id: number;
  signal: AbortSignal;
}

/** What is different about a step that no workflow file describes. */
interface Prepared {
  event: WorkflowEvent;
  folders: JobFolders;
  githubToken: string;
}

/** Runs one of our actions as the only step of a job, and hands back all that it did. */
export async function runAction(options: RunActionOptions, host: ActionHost): Promise<StepResult> {
  const { github, machine, id, signal } = host;
  const prepared = await prepare(options, github, id);
  const { event, folders, githubToken } = prepared;
  const folder = options.action ?? '';
  const debug = options.debug ?? false;
  const action = await readAction(join(machine.actionsRoot, folder));
  const context = await contextOf(host, prepared, folder);
  const runner = runnerContext(folders, debug);
  const contexts = { github: { ...context, event: event.payload, token: githubToken }, runner };
  const inputs = actionInputs(action.inputs, options.inputs, contexts);
  const { result } = await runStep({
    name: `Run ${['org/notify-marketplace', folder].filter(Boolean).join('/')}@v1`,
    runs: runsOf(machine, folder, action.main, options.node),
    cwd: folders.workspace,
    workspace: folders.workspace,
    folder: stepFolder(folders.root, 0),
    env: {
      CI: 'true',
      ...machine.env,
      ...stepEnvironment(context, runner, folders),
      ...inputs.env,
      ...options.env,
    },
    masks: makeMasks([githubToken, ...secretsOf(options, github)]),
    debug,
    timeout: options.timeout ?? machine.stepTimeout,
    signal,
    warnings: inputs.warnings,
    now: () => github.now(),
  });
  return result;
}

async function prepare(options: RunActionOptions, github: SandboxGitHub, id: number): Promise<Prepared> {
  const repository = github.repository(options.repository);
  const permissions: Permissions = { metadata: 'read', ...(options.permissions ?? { contents: 'read' }) };
  return {
    event: await eventOf(options, repository, github),
    folders: await makeJobFolders(join(github.root, 'actions', String(id)), repository.fullName),
    githubToken:
      options.githubToken ??
      github.createToken({ kind: 'actions', repositories: { [repository.fullName]: permissions } }),
  };
}

/** The workflow and the job in which each action would stand, named as in the templates. */
const HOMES = {
  '': { workflow: 'Notify marketplace', path: '.github/workflows/notify-marketplace.yml', job: 'notify' },
  update: { workflow: 'Update marketplace', path: '.github/workflows/update-marketplace.yml', job: 'update' },
};

async function contextOf(
  { github, id }: ActionHost,
  { event, folders }: Prepared,
  action: keyof typeof HOMES,
): Promise<Record<string, string>> {
  const { job, ...home } = HOMES[action];
  return {
    ...githubContext(github, event, { id, number: 1, ...home }),
    ...(await jobContext(folders, job, event.payload)),
    action: '__org_notify-marketplace',
    action_repository: 'org/notify-marketplace',
    action_ref: 'v1',
  };
}

async function eventOf(
  { event }: RunActionOptions,
  repository: SandboxRepository,
  github: SandboxGitHub,
): Promise<WorkflowEvent> {
  const { name, payload } = event;
  const push = name === 'push';
  const ref =
    event.ref ?? ((push && textAt(payload, 'ref')) || `refs/heads/${repository.options.defaultBranch}`);
  const sha = event.sha ?? ((push && textAt(payload, 'after')) || (await tip(repository, ref)));
  const actor = event.actor ?? (textAt(payload, 'sender', 'login') || 'octocat');
  const fixed = { workflowSha: sha, changedFiles: null, at: github.now() };
  return { name, repository: repository.fullName, ref, sha, actor, payload, ...fixed };
}

/** The commit that a ref points to, else that of the default branch, else none. */
async function tip(repository: SandboxRepository, ref: string): Promise<string> {
  const found = await repository.resolveCommit(ref);
  return found ?? repository.tip() ?? '0'.repeat(40);
}

/** Tokens among the inputs come from secrets in real life, so that the runner hides them. */
function secretsOf(options: RunActionOptions, github: SandboxGitHub): string[] {
  const tokens = Object.entries(options.inputs).filter(([name]) => /(^|-)token$/i.test(name));
  const { secrets, dependabotSecrets } = github.repository(options.repository).options;
  return [
    ...tokens.map(([, value]) => value),
    ...Object.values(secrets),
    ...Object.values(dependabotSecrets),
  ];
}
