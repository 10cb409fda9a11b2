import { fileURLToPath } from 'node:url';
import type { SandboxGitHub, StepResult, WorkflowEvent, WorkflowRun } from '../types.ts';
import { ConcurrencyGroups, readConcurrency, Slots } from './concurrency.ts';
import type { RunIdentity } from './contexts.ts';
import type { Machine } from './job.ts';
import { readWorkflows } from './listeners.ts';
import { type RunOptions, runContexts, runJobs } from './run.ts';
import { runAction } from './run-action.ts';
import { StepClock } from './step-clock.ts';
import type { Actions, ActionsOptions, RunActionOptions } from './types.ts';
import { emptyWorkflow, type Workflow } from './workflow.ts';
import { announceRun } from './workflow-run.ts';

/** At most this many runs at once; the others are queued. */
const RUNS_AT_ONCE = 4;
/** Ids of runs are large and grow by irregular steps, as on GitHub. */
const FIRST_RUN = 19_482_113_507;

/** Starts listening to a sandbox's events: each runs the workflows that it triggers. */
export function startActions(github: SandboxGitHub, options: ActionsOptions = {}): Actions {
  const actions = new Runner(github, {
    node: options.node ?? process.execPath,
    actionsRoot: options.actionsRoot ?? fileURLToPath(new URL('../..', import.meta.url)),
    env: options.env ?? {},
    stepTimeout: options.stepTimeout ?? 60_000,
    programs: options.programs ?? new Map(),
    clock: new StepClock(github),
  });
  github.onEvent((event) => actions.take(event));
  return actions;
}

/** Workflow files that git could not read, e.g. of a repository just deleted. */
function unreadable(error: Error): Workflow {
  return { ...emptyWorkflow('.github/workflows'), error: error.message };
}

/** Every schedule names the workflow that it starts, where it names the repository. */
function ofWorkflow(event: WorkflowEvent, path: string): WorkflowEvent {
  const { name, payload } = event;
  if (name !== 'schedule' || !('repository' in payload) || 'workflow' in payload) return event;
  return { ...event, payload: { ...payload, workflow: path } };
}

function bornNow(): Pick<WorkflowRun, 'createdAt' | 'updatedAt'> {
  const now = new Date();
  return { createdAt: now, updatedAt: now };
}

class Runner implements Actions {
  readonly runs: WorkflowRun[] = [];
  readonly node: string;
  private readonly github: SandboxGitHub;
  private readonly machine: Machine;
  private readonly groups = new ConcurrencyGroups();
  private readonly slots = new Slots(RUNS_AT_ONCE);
  private readonly numbers = new Map<string, number>();
  private readonly controllers = new Set<AbortController>();
  private readonly closing = new AbortController();
  private readonly pending = new Set<Promise<void>>();
  /** What to do with runs that wait for approval. */
  private readonly held = new Map<WorkflowRun, () => Promise<void>>();
  private lastId = FIRST_RUN;
  private events: Promise<void> = Promise.resolve();

  constructor(github: SandboxGitHub, machine: Machine) {
    this.github = github;
    this.machine = machine;
    this.node = machine.node;
  }

  /** Events are looked at one after another, so that runs are created in their order. */
  take(event: WorkflowEvent): void {
    if (this.closing.signal.aborted) return;
    this.events = this.events.then(() => this.machine.clock.work(() => this.handle(event)));
    this.track(this.events);
  }

  async idle(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  async close(): Promise<void> {
    this.closing.abort();
    for (const controller of this.controllers) controller.abort();
    await this.idle();
  }

  runAction(options: RunActionOptions): Promise<StepResult> {
    const { machine, closing } = this;
    const host = {
      github: options.github ?? this.github,
      machine,
      id: this.nextId(),
      signal: closing.signal,
    };
    return machine.clock.work(() => runAction(options, host));
  }

  async approve(run: WorkflowRun): Promise<void> {
    const start = this.held.get(run);
    if (start === undefined) throw new Error(`Run ${run.id} waits for no approval`);
    this.held.delete(run);
    Object.assign(run, { status: 'queued', conclusion: null });
    this.track(start());
  }

  private track(work: Promise<void>): void {
    this.pending.add(work);
    void work.finally(() => this.pending.delete(work));
  }

  private nextId(): number {
    this.lastId += 7 + ((this.lastId * 31) % 97);
    return this.lastId;
  }

  private async handle(event: WorkflowEvent): Promise<void> {
    const workflows = await readWorkflows(this.github, event).catch((error: Error) => [unreadable(error)]);
    for (const workflow of workflows) {
      const { run, identity } = this.create(workflow, event);
      const start = () => this.execute(workflow, run, identity);
      if (event.awaitsApproval === true) this.hold(run, start);
      else this.track(start());
    }
  }

  private create(workflow: Workflow, event: WorkflowEvent): { run: WorkflowRun; identity: RunIdentity } {
    const key = `${event.repository}:${workflow.path}`.toLowerCase();
    const number = (this.numbers.get(key) ?? 0) + 1;
    this.numbers.set(key, number);
    const identity = { id: this.nextId(), number, workflow: workflow.name, path: workflow.path };
    const { path, name } = workflow;
    const run: WorkflowRun = {
      id: identity.id,
      repository: event.repository,
      workflow: name,
      path,
      event: ofWorkflow(event, path),
      status: 'queued',
      conclusion: null,
      number,
      ...bornNow(),
      jobs: [],
    };
    this.runs.push(run);
    return { run, identity };
  }

  private hold(run: WorkflowRun, start: () => Promise<void>): void {
    Object.assign(run, { status: 'completed', conclusion: 'action_required' });
    this.held.set(run, start);
  }

  /** Runs a run from its creation to its end. Never rejects: an error is in `run.error`. */
  private async execute(workflow: Workflow, run: WorkflowRun, identity: RunIdentity): Promise<void> {
    const { event } = run;
    const controller = new AbortController();
    this.controllers.add(controller);
    const { github, machine, groups } = this;
    try {
      if (workflow.error !== undefined) throw new Error(workflow.error);
      const options = { github, machine, groups, workflow, event, run, identity, controller };
      run.conclusion = await this.inGroup(options);
    } catch (error) {
      run.error = (error as Error).message;
      run.conclusion = 'failure';
      // Other jobs of the run may still go on.
      controller.abort();
    }
    run.status = 'completed';
    run.updatedAt = new Date();
    this.controllers.delete(controller);
    if (!this.closing.signal.aborted) await announceRun(github, run, this.runs);
  }

  /** A run that waits for its group holds no slot. */
  private async inGroup(options: RunOptions): Promise<WorkflowRun['conclusion']> {
    const setting = readConcurrency(options.workflow.concurrency, { contexts: runContexts(options) });
    if (setting === null) return this.inSlot(options);
    const name = `${options.event.repository}:${setting.group}`;
    const member = { cancel: () => options.controller.abort() };
    if (!(await this.groups.enter(name, setting, member))) return 'cancelled';
    try {
      return await this.inSlot(options);
    } finally {
      this.groups.leave(name);
    }
  }

  private inSlot(options: RunOptions): Promise<WorkflowRun['conclusion']> {
    return this.slots.use(async () => {
      if (options.controller.signal.aborted) return 'cancelled';
      options.run.status = 'in_progress';
      return this.machine.clock.work(() => runJobs(options));
    });
  }
}
