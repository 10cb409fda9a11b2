import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { evaluateText, type Scope } from './expressions.ts';
import { NotImplemented } from './not-implemented.ts';
import { type FinishedStep, runStep, type StepOptions } from './step.ts';
import type { ScriptPlan } from './workflow.ts';

/** What a step is started with: contexts to evaluate in, and all that steps have in common. */
export interface ScriptHost {
  scope: Scope;
  base: Omit<StepOptions, 'runs'>;
}

/**
 * How GitHub calls bash: where no shell is named, a failing part of a pipeline goes unnoticed.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
 */
const SHELLS: Record<string, string[]> = {
  '': ['-e'],
  bash: ['--noprofile', '--norc', '-eo', 'pipefail'],
};

/** Runs a `run:` step: its expressions are pasted into the script, then bash runs it. */
export async function runScript(plan: ScriptPlan, host: ScriptHost, path: string): Promise<FinishedStep> {
  const shell = evaluateText(plan.shell, host.scope);
  const args = SHELLS[shell];
  if (args === undefined) throw new NotImplemented(`\`shell: ${shell}\``);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${evaluateText(plan.run, host.scope)}\n`);
  const cwd = join(host.base.cwd, evaluateText(plan.directory, host.scope));
  return runStep({ ...host.base, runs: { kind: 'process', command: 'bash', args: [...args, path] }, cwd });
}
