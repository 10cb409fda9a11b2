import type { Permissions, SandboxGitHub, StepResult, WorkflowRun } from '../types.ts';

/** Time and chance, as a program takes them. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
  random(): number;
}

/** An action's program as a function: inputs and environment are those of the process that it runs in. */
export type Program = (clock: Clock) => Promise<void>;

/** By the subfolder that holds the action.yml. */
export type Programs = ReadonlyMap<string, Program>;

export interface ActionsOptions {
  /** Actions that run in this process, in no time, instead of a Node over what `main` of their action.yml names. */
  programs?: Programs | undefined;
  /** The node binary that runs the actions. Default: the one that runs this. */
  node?: string | undefined;
  /** Folder that holds `action.yml`. Default: the project's root. */
  actionsRoot?: string | undefined;
  /** More variables for every step, e.g. proxies. */
  env?: Record<string, string> | undefined;
  /** Milliseconds that a step may take. Default 60,000. */
  stepTimeout?: number | undefined;
}

/** One step of one of our actions, without a workflow file. */
export interface RunActionOptions {
  /** Subfolder that holds its action.yml. Default: the root. */
  action?: '' | 'update' | undefined;
  /** Default: the sandbox's own. */
  github?: SandboxGitHub | undefined;
  repository: string;
  event: {
    name: string;
    payload: Record<string, unknown>;
    /** Default: the payload's for a push, else the default branch. */
    ref?: string | undefined;
    /** Default: the payload's `after` for a push, else the tip of `ref`. */
    sha?: string | undefined;
    /** Default: the payload's sender, else `octocat`. */
    actor?: string | undefined;
  };
  /** Inputs left out take the defaults of action.yml. */
  inputs: Record<string, string>;
  /** `github.token`. Default: a fresh `GITHUB_TOKEN` with `permissions`. */
  githubToken?: string | undefined;
  /** As of the job. Default: `contents: read`. */
  permissions?: Permissions | undefined;
  /** More variables; they win over all others. */
  env?: Record<string, string> | undefined;
  /** Runs what action.yml names, by this Node. */
  node?: string | undefined;
  /** Debug logging: `RUNNER_DEBUG=1`. */
  debug?: boolean | undefined;
  /** Milliseconds. Default: that of the sandbox. */
  timeout?: number | undefined;
}

export interface Actions {
  /** In order of creation. */
  readonly runs: WorkflowRun[];
  /** Resolves when no event is pending and no run queued or in progress. */
  idle(): Promise<void>;
  /** Somebody approves a run that waits for it (`conclusion: 'action_required'`). */
  approve(run: WorkflowRun): Promise<void>;
  runAction(options: RunActionOptions): Promise<StepResult>;
  /** Path of the node binary that runs the actions. */
  readonly node: string;
  /** Stops listening and ends what still runs. */
  close(): Promise<void>;
}
