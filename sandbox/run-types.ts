/** Events, and the runs of workflows that they start. */

/** An event as GitHub hands it to Actions. */
export interface WorkflowEvent {
  name: string;
  /** `owner/name` of the repository whose workflows listen. */
  repository: string;
  /** `GITHUB_REF`, e.g. `refs/heads/main`, `refs/pull/1/merge`. */
  ref: string;
  /** `GITHUB_SHA`. */
  sha: string;
  /** The commit from which the workflow files are read. */
  workflowSha: string;
  actor: string;
  payload: Record<string, unknown>;
  /** `GITHUB_TOKEN` caused it: its runs are created, and wait for approval. */
  awaitsApproval?: boolean;
  /** Files the push or pull request changed, for `paths` filters; null if there is no such list. */
  changedFiles: string[] | null;
  at: number;
}

export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  message: string;
  title?: string;
  file?: string;
  line?: number;
  endLine?: number;
  col?: number;
  endColumn?: number;
}

export interface StepResult {
  name: string;
  /** `success`, `failure` or `skipped`. */
  outcome: 'success' | 'failure' | 'skipped';
  exitCode: number | null;
  outputs: Record<string, string>;
  /** What a person sees in the log: commands interpreted, secrets masked. */
  log: string;
  /** Exactly what the process wrote. */
  rawOutput: string;
  annotations: Annotation[];
  /** Markdown, as written to `GITHUB_STEP_SUMMARY`. */
  summary: string;
  /** Milliseconds since the sandbox started. */
  startedAt: number;
  endedAt: number;
}

export interface JobResult {
  id: string;
  conclusion: 'success' | 'failure' | 'skipped';
  steps: StepResult[];
}

export interface WorkflowRun {
  id: number;
  repository: string;
  workflow: string;
  path: string;
  event: WorkflowEvent;
  status: 'queued' | 'in_progress' | 'completed';
  /** `action_required`: it waits for approval (`Actions.approve`), and no job of it ran. */
  conclusion: 'success' | 'failure' | 'skipped' | 'cancelled' | 'action_required' | null;
  /** Counted for each workflow file. */
  number: number;
  /** Tests may change it, to make a run look old. */
  createdAt: Date;
  updatedAt: Date;
  jobs: JobResult[];
  /** A workflow file that did not parse, or something in it that the sandbox does not implement. */
  error?: string;
}
