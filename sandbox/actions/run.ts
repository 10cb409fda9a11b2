import { join } from 'node:path';
import type { JobResult, SandboxGitHub, WorkflowEvent, WorkflowRun } from '../types.ts';
import { type ConcurrencyGroups, readConcurrency } from './concurrency.ts';
import { githubContext, type RunIdentity } from './contexts.ts';
import { type Contexts, evaluateCondition, evaluateMap, type Scope, type Status } from './expressions.ts';
import { readInputs } from './inputs.ts';
import { type FinishedJob, type Machine, runJob } from './job.ts';
import { jobPermissions, runSecrets } from './permissions.ts';
import type { JobPlan, Workflow } from './workflow.ts';

/** What is known of a run before any of its jobs. */
export interface RunParts {
  github: SandboxGitHub;
  workflow: Workflow;
  event: WorkflowEvent;
  identity: RunIdentity;
}

export interface RunOptions extends RunParts {
  machine: Machine;
  groups: ConcurrencyGroups;
  run: WorkflowRun;
  controller: AbortController;
}

type Result = JobResult['conclusion'] | 'cancelled';
interface Settled {
  result: Result;
  outputs: Record<string, string>;
  /** Results of every job before it, its own included. */
  chain: Result[];
}

/** Runs the jobs of a workflow as their `needs` allow, filling `run.jobs` in the file's order. */
export async function runJobs(options: RunOptions): Promise<WorkflowRun['conclusion']> {
  const { workflow, run, controller } = options;
  const settled = new Map<string, Promise<Settled>>();
  const results = new Map<string, JobResult>();
  const start = (plan: JobPlan): Promise<Settled> => {
    const known = settled.get(plan.id);
    if (known !== undefined) return known;
    const needs = workflow.jobs.filter((job) => plan.needs.includes(job.id));
    const job = Promise.all(needs.map(async (need) => [need.id, await start(need)] as const)).then((before) =>
      runPlan(options, plan, new Map(before), (result) => results.set(plan.id, result)),
    );
    settled.set(plan.id, job);
    return job;
  };
  const all = await Promise.all(workflow.jobs.map(start));
  run.jobs = workflow.jobs.flatMap((plan) => results.get(plan.id) ?? []);
  return conclude(
    all.map((job) => job.result),
    controller.signal.aborted,
  );
}

function conclude(results: Result[], cancelled: boolean): WorkflowRun['conclusion'] {
  if (cancelled || results.includes('cancelled')) return 'cancelled';
  if (results.includes('failure')) return 'failure';
  return results.every((result) => result === 'skipped') ? 'skipped' : 'success';
}

async function runPlan(
  options: RunOptions,
  plan: JobPlan,
  before: Map<string, Settled>,
  keep: (result: JobResult) => void,
): Promise<Settled> {
  const chain = [...before.values()].flatMap((need) => need.chain);
  const settle = (result: Result, outputs = {}): Settled => ({ result, outputs, chain: [...chain, result] });
  const scope = jobScope(options, before, statusOf(chain, options.controller.signal.aborted));
  if (!evaluateCondition(plan.condition, scope)) {
    keep({ id: plan.id, conclusion: 'skipped', steps: [] });
    return settle('skipped');
  }
  const finished = await inGroup(options, plan, scope, (signal) => startJob(options, plan, scope, signal));
  keep(finished?.result ?? { id: plan.id, conclusion: 'skipped', steps: [] });
  return finished === null ? settle('cancelled') : settle(finished.result.conclusion, finished.outputs);
}

/** Status functions of a job look at all jobs before it, not only at those it names. */
function statusOf(chain: Result[], cancelled: boolean): Status {
  const failure = chain.includes('failure');
  return { success: !cancelled && chain.every((result) => result === 'success'), failure, cancelled };
}

/** Contexts that a job's own keys may use. */
function jobScope(options: RunOptions, before: Map<string, Settled>, status: Status): Scope {
  const needs = Object.fromEntries([...before].map(([id, { result, outputs }]) => [id, { result, outputs }]));
  return { contexts: { ...runContexts(options), needs }, status };
}

/** Contexts that are known before any job is. */
export function runContexts({ github, workflow, event, identity }: RunParts): Contexts {
  const repository = github.repository(event.repository);
  return {
    github: { ...githubContext(github, event, identity), event: event.payload },
    vars: repository.options.variables,
    inputs: readInputs(workflow.on, event),
    secrets: runSecrets(github, event),
  };
}

/** Where a job of a concurrency group waits; null if a newer one replaced it. */
async function inGroup(
  options: RunOptions,
  plan: JobPlan,
  scope: Scope,
  run: (signal: AbortSignal) => Promise<FinishedJob>,
): Promise<FinishedJob | null> {
  const setting = readConcurrency(plan.concurrency, scope);
  if (setting === null) return run(options.controller.signal);
  const name = `${options.event.repository}:${setting.group}`;
  const own = new AbortController();
  const member = { cancel: () => own.abort() };
  if (!(await options.machine.clock.idle(() => options.groups.enter(name, setting, member)))) return null;
  try {
    const finished = await run(AbortSignal.any([options.controller.signal, own.signal]));
    return own.signal.aborted ? null : finished;
  } finally {
    options.groups.leave(name);
  }
}

function startJob(
  options: RunOptions,
  plan: JobPlan,
  scope: Scope,
  signal: AbortSignal,
): Promise<FinishedJob> {
  const { github, machine, workflow, event, identity } = options;
  const fallback = github.repository(event.repository).options.defaultWorkflowPermissions;
  const permissions = jobPermissions(plan.permissions, workflow.permissions, { event, fallback });
  const token = github.createToken({ kind: 'actions', repositories: { [event.repository]: permissions } });
  const secrets = runSecrets(github, event);
  const withToken = { ...scope.contexts, secrets: { ...secrets, GITHUB_TOKEN: token } };
  return runJob({
    github,
    machine,
    event,
    plan,
    token,
    run: identity,
    root: join(github.root, 'actions', String(identity.id), plan.id),
    secrets,
    contexts: scope.contexts,
    env: evaluateMap(workflow.env, { contexts: withToken }),
    signal,
  });
}
