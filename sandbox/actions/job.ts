import { join } from 'node:path';
import type { JobResult, SandboxGitHub, StepResult, WorkflowEvent } from '../types.ts';
import { actionInputs, readAction } from './action.ts';
import {
  type GitHubContext,
  githubContext,
  type JobFolders,
  jobContext,
  makeJobFolders,
  type RunIdentity,
  runnerContext,
  stepEnvironment,
} from './contexts.ts';
import {
  type Contexts,
  evaluateCondition,
  evaluateMap,
  evaluateText,
  type Scope,
  type Status,
} from './expressions.ts';
import { type Masks, makeMasks } from './masks.ts';
import { runScript, type ScriptHost } from './script.ts';
import { type FinishedStep, type Runs, runStep, skippedStep, stepFolder } from './step.ts';
import type { StepClock } from './step-clock.ts';
import type { Programs } from './types.ts';
import type { JobPlan, ScriptPlan, StepPlan } from './workflow.ts';

/** What the machine that runs jobs is like. */
export interface Machine {
  node: string;
  actionsRoot: string;
  env: Record<string, string>;
  stepTimeout: number;
  programs: Programs;
  clock: StepClock;
}

/** How an action runs: by a Node that is asked for, else as a program where it is known as one. */
export function runsOf(machine: Machine, folder: string, main: string, node?: string): Runs {
  const program = node === undefined ? machine.programs.get(folder) : undefined;
  if (program !== undefined) return { kind: 'program', program, clock: machine.clock };
  return { kind: 'process', command: node ?? machine.node, args: [main] };
}

export interface JobOptions {
  github: SandboxGitHub;
  machine: Machine;
  event: WorkflowEvent;
  run: RunIdentity;
  plan: JobPlan;
  /** Folder of this job's own. */
  root: string;
  token: string;
  secrets: Record<string, string>;
  /** `vars`, `needs`, `inputs` and the workflow's `env`. */
  contexts: Contexts;
  env: Record<string, string>;
  signal: AbortSignal;
}

export interface FinishedJob {
  result: JobResult;
  outputs: Record<string, string>;
}

interface StepContext {
  outputs: Record<string, string>;
  outcome: string;
  conclusion: string;
}

/** Runs the steps of a job, one after another, in folders of its own. */
export async function runJob(options: JobOptions): Promise<FinishedJob> {
  const job = await openJob(options);
  const steps: StepResult[] = [];
  for (const [index, plan] of options.plan.steps.entries()) steps.push(await job.step(plan, index));
  const conclusion = job.failed || options.signal.aborted ? 'failure' : 'success';
  return { result: { id: options.plan.id, conclusion, steps }, outputs: job.outputs() };
}

async function openJob(options: JobOptions): Promise<RunningJob> {
  const { github, event, run, plan } = options;
  const folders = await makeJobFolders(options.root, event.repository);
  const own = await jobContext(folders, plan.id, event.payload);
  return new RunningJob(options, folders, { ...githubContext(github, event, run), ...own });
}

class RunningJob {
  failed = false;
  private readonly options: JobOptions;
  private readonly folders: JobFolders;
  private readonly github: GitHubContext;
  private readonly runner: Record<string, string>;
  private readonly masks: Masks;
  private readonly steps: Record<string, StepContext> = {};
  private readonly env: Record<string, string>;
  private readonly paths: string[] = [];

  constructor(options: JobOptions, folders: JobFolders, github: GitHubContext) {
    this.options = options;
    this.folders = folders;
    this.github = github;
    this.runner = runnerContext(folders, isDebug(options));
    this.masks = makeMasks([options.token, ...Object.values(options.secrets)]);
    this.env = { ...options.env };
    Object.assign(this.env, evaluateMap(options.plan.env, this.scope()));
  }

  async step(plan: StepPlan, index: number): Promise<StepResult> {
    const name = this.nameOf(plan);
    if (!evaluateCondition(plan.condition, this.scope())) {
      const skipped = skippedStep(name, this.options.github.now());
      this.record(plan, skipped, 'skipped');
      return skipped;
    }
    const { result, env, paths } = await this.start(plan, name, index);
    Object.assign(this.env, env);
    this.paths.unshift(...paths.reverse());
    const forgiven = result.outcome === 'failure' && this.forgives(plan);
    if (result.outcome === 'failure' && !forgiven) this.failed = true;
    this.record(plan, result, forgiven ? 'success' : result.outcome);
    return result;
  }

  /** The job's outputs; GitHub drops those that hold a secret. */
  outputs(): Record<string, string> {
    const outputs = Object.entries(evaluateMap(this.options.plan.outputs, this.scope()));
    return Object.fromEntries(outputs.filter(([, value]) => this.masks.apply(value) === value));
  }

  private scope(env = this.env): Scope {
    const { event, secrets, token, contexts } = this.options;
    const own = {
      github: { ...this.github, event: event.payload, token },
      secrets: { ...secrets, GITHUB_TOKEN: token },
      runner: this.runner,
      job: { status: this.failed ? 'failure' : 'success' },
    };
    return { contexts: { ...contexts, ...own, env, steps: this.steps }, status: this.status() };
  }

  private status(): Status {
    const cancelled = this.options.signal.aborted;
    return { success: !this.failed && !cancelled, failure: this.failed && !cancelled, cancelled };
  }

  private nameOf(plan: StepPlan): string {
    if (plan.name !== undefined) return evaluateText(plan.name, this.scope());
    if (plan.does.kind === 'action') return `Run ${plan.does.uses.uses}`;
    return `Run ${evaluateText(plan.does.run, this.scope()).trim().split('\n')[0]}`;
  }

  private forgives({ continueOnError }: StepPlan): boolean {
    if (continueOnError === undefined || typeof continueOnError === 'boolean')
      return continueOnError === true;
    return evaluateText(continueOnError, this.scope()) === 'true';
  }

  /** Steps without an id of their own are not in `steps`. */
  private record(plan: StepPlan, result: StepResult, conclusion: string): void {
    if (plan.id.startsWith('__')) return;
    this.steps[plan.id] = { outputs: result.outputs, outcome: result.outcome, conclusion };
  }

  private start(plan: StepPlan, name: string, index: number): Promise<FinishedStep> {
    const env = { ...this.env, ...evaluateMap(plan.env, this.scope()) };
    const host: ScriptHost = { scope: this.scope(env), base: this.base(plan, name, index, env) };
    return plan.does.kind === 'action' ? this.action(plan.does, host) : this.script(plan.does, host, index);
  }

  private script(plan: ScriptPlan, host: ScriptHost, index: number): Promise<FinishedStep> {
    return runScript(plan, host, join(this.folders.temp, `script-${index}.sh`));
  }

  private async action(does: StepPlan['does'] & { kind: 'action' }, host: ScriptHost): Promise<FinishedStep> {
    const { uses } = does;
    const root = uses.from === 'workspace' ? this.folders.workspace : this.options.machine.actionsRoot;
    const action = await readAction(join(root, uses.folder));
    const given = evaluateMap(does.inputs, host.scope);
    const inputs = actionInputs(action.inputs, given, host.scope.contexts);
    const env = {
      ...host.base.env,
      ...inputs.env,
      GITHUB_ACTION_REPOSITORY: uses.repository,
      GITHUB_ACTION_REF: uses.ref,
    };
    const runs = runsOf(this.options.machine, uses.folder, action.main);
    return runStep({ ...host.base, runs, env, warnings: inputs.warnings });
  }

  private base(plan: StepPlan, name: string, index: number, env: Record<string, string>): ScriptHost['base'] {
    const { machine, github, root, signal } = this.options;
    const fixed = stepEnvironment({ ...this.github, action: plan.id }, this.runner, this.folders);
    const path = [...this.paths, env['PATH'] ?? fixed['PATH']].join(':');
    return {
      name,
      cwd: this.folders.workspace,
      workspace: this.folders.workspace,
      folder: stepFolder(root, index),
      env: { CI: 'true', ...machine.env, ...env, ...fixed, PATH: path },
      masks: this.masks,
      debug: isDebug(this.options),
      timeout: machine.stepTimeout,
      // A step that starts after the cancellation, by `always()` or `cancelled()`, runs to its end.
      signal: signal.aborted ? undefined : signal,
      now: () => github.now(),
    };
  }
}

/** Debug logging is switched on by a secret or variable. */
function isDebug({ secrets, contexts }: JobOptions): boolean {
  const variables = contexts['vars'] as Record<string, unknown> | undefined;
  return secrets['ACTIONS_STEP_DEBUG'] === 'true' || variables?.['ACTIONS_STEP_DEBUG'] === 'true';
}
