import { stringify } from 'yaml';
import { isObject } from '../../../plugin/json.ts';
import { parseWorkflow, type WorkflowFile } from '../../workflows/workflow.ts';
import { jobsOf, mapAt, type Raw, rawOf, textAt } from './raw.ts';

/** A workflow with the jobs of the reusable workflows that it calls in their place. */
export interface Inlined {
  readonly workflow: WorkflowFile;
  /** Those that could not be read. */
  readonly hidden: readonly string[];
}

/** PURE: what a workflow does by itself and through others (one level), as if it stood in the one file. */
export function inlined(file: WorkflowFile, textOf: (uses: string) => string | null): Inlined {
  if (file.jobs.every(({ uses }) => uses === null)) return { workflow: file, hidden: [] };
  const raw = rawOf(file.text);
  const hidden = callsOf(file).filter((uses) => textOf(uses) === null);
  const jobs = jobsOf(raw).flatMap(([id, job]) => {
    const text = textOf(textAt(job, 'uses') ?? '');
    return text === null ? [[id, job] as const] : jobsInstead(id, job, rawOf(text));
  });
  const parsed = parseWorkflow(stringify({ ...raw, jobs: Object.fromEntries(jobs) }), file.path);
  return { workflow: parsed.kind === 'workflow' ? parsed.workflow : file, hidden };
}

/** PURE: the reusable workflows that a workflow calls. */
export function callsOf({ jobs }: WorkflowFile): string[] {
  return jobs.flatMap(({ uses }) => uses ?? []);
}

/** The jobs of the called workflow, with what the calling one hands over filled in. */
function jobsInstead(id: string, caller: Raw, called: Raw): (readonly [string, Raw])[] {
  const fill = filling(caller, called);
  return jobsOf(called).map(([inner, job]) => {
    const permissions = job['permissions'] ?? called['permissions'] ?? caller['permissions'];
    const made = {
      ...job,
      env: { ...mapAt(called, 'env'), ...mapAt(job, 'env') },
      ...(permissions === undefined ? {} : { permissions }),
    };
    return [`${id} / ${inner}`, fill(made) as Raw] as const;
  });
}

/** https://docs.github.com/actions/how-tos/reuse-automations/reuse-workflows#passing-inputs-and-secrets-to-a-reusable-workflow */
function filling(caller: Raw, called: Raw): (value: unknown) => unknown {
  const inputs = { ...defaultsOf(called), ...mapAt(caller, 'with') };
  const handed = caller['secrets'] === 'inherit' ? null : mapAt(caller, 'secrets');
  const filled = (text: string) =>
    text
      .replace(/\$\{\{\s*inputs\.([\w-]+)\s*\}\}/g, (_, name: string) => String(inputs[name] ?? ''))
      .replace(/\bsecrets\.(\w+)/g, (written, name: string) => secretFor(name, written, handed));
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') return filled(value);
    if (Array.isArray(value)) return value.map(fill);
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]))
      : value;
  };
  return fill;
}

/** What is not handed over is empty; `GITHUB_TOKEN` always is. */
function secretFor(name: string, written: string, handed: Raw | null): string {
  if (handed === null || name.toUpperCase() === 'GITHUB_TOKEN') return written;
  const value = Object.entries(handed).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
  const inner = /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(typeof value === 'string' ? value : '')?.[1];
  return inner?.trim() ?? "''";
}

function defaultsOf(called: Raw): Record<string, unknown> {
  const declared = mapAt(mapAt(mapAt(called, 'on'), 'workflow_call'), 'inputs');
  return Object.fromEntries(
    Object.entries(declared).flatMap(([name, input]) =>
      isObject(input) && input['default'] !== undefined ? [[name, input['default']]] : [],
    ),
  );
}
