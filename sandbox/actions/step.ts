import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StepResult } from '../types.ts';
import { type CommandFiles, makeCommandFiles, readCommandFiles, type WrittenFiles } from './files.ts';
import type { Masks } from './masks.ts';
import { type ProcessResult, runProcess } from './process.ts';
import { runProgram } from './program.ts';
import type { StepClock } from './step-clock.ts';
import { StepLog } from './step-log.ts';
import type { Program } from './types.ts';

/** A process of its own, or a program in this one. */
export type Runs =
  | { kind: 'process'; command: string; args: string[] }
  | { kind: 'program'; program: Program; clock: StepClock };

export interface StepOptions {
  name: string;
  runs: Runs;
  cwd: string;
  workspace: string;
  /** Folder of this step's own, for its command files. */
  folder: string;
  /** Without the command files, which are added. */
  env: Record<string, string>;
  masks: Masks;
  debug: boolean;
  timeout: number;
  signal?: AbortSignal | undefined;
  /** Warnings of the runner's own, logged before the step's output. */
  warnings?: string[];
  now(): number;
}

export interface FinishedStep {
  result: StepResult;
  /** What later steps of the job get. */
  env: Record<string, string>;
  paths: string[];
}

/** Runs one step and reads everything it wrote. */
export async function runStep(options: StepOptions): Promise<FinishedStep> {
  const startedAt = options.now();
  const files = await makeCommandFiles(options.folder);
  await mkdir(options.cwd, { recursive: true });
  const log = new StepLog(options.masks, options.workspace, options.debug);
  for (const warning of options.warnings ?? []) log.annotate('warning', warning);
  const ended = await run(options, files, log);
  const written = await readCommandFiles(files);
  report(ended, written, options, log);
  const failed = ended.exitCode !== 0 || log.failed || written.failures.length > 0;
  const result: StepResult = {
    name: options.name,
    outcome: failed ? 'failure' : 'success',
    exitCode: ended.exitCode,
    outputs: { ...log.outputs, ...written.outputs },
    log: log.log,
    rawOutput: ended.output,
    annotations: log.annotations,
    summary: options.masks.apply(written.summary),
    startedAt,
    endedAt: options.now(),
  };
  return { result, env: written.env, paths: written.paths };
}

async function run(options: StepOptions, files: CommandFiles, log: StepLog): Promise<ProcessResult> {
  const env = { ...options.env, ...files };
  try {
    const { runs } = options;
    const shared = { ...options, env, onLine: (line: string) => log.write(line) };
    return await (runs.kind === 'process'
      ? runProcess({ ...shared, ...runs })
      : runProgram({ ...shared, ...runs }));
  } catch (error) {
    log.annotate('error', (error as Error).message);
    return { exitCode: null, output: '', stopped: 'signal' };
  }
}

/** The runner's own words about how the step ended. */
function report(ended: ProcessResult, written: WrittenFiles, options: StepOptions, log: StepLog): void {
  if (ended.stopped === 'timeout') {
    log.annotate(
      'error',
      `The action '${options.name}' has timed out after ${options.timeout / 1000} seconds.`,
    );
  }
  if (ended.stopped === 'cancelled') log.annotate('error', 'The operation was canceled.');
  for (const message of [...written.failures, ...written.errors]) log.annotate('error', message);
  // The runner adds nothing about a failed node action; for a script it names the exit code.
  if (ended.exitCode !== null && ended.exitCode !== 0 && isScript(options.runs)) {
    log.annotate('error', `Process completed with exit code ${ended.exitCode}.`);
  }
}

function isScript(runs: Runs): boolean {
  return runs.kind === 'process' && runs.command === 'bash';
}

/** A step that did not run. */
export function skippedStep(name: string, at: number): StepResult {
  return {
    name,
    outcome: 'skipped',
    exitCode: null,
    outputs: {},
    log: '',
    rawOutput: '',
    annotations: [],
    summary: '',
    startedAt: at,
    endedAt: at,
  };
}

/** Where the step number `index` of a job keeps its command files. */
export function stepFolder(jobFolder: string, index: number): string {
  return join(jobFolder, 'temp', '_runner_file_commands', String(index));
}
