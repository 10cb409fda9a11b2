import type { CalledWorkflows } from '../doctor/workflows/called.ts';
import { callsOf, inlined } from '../doctor/workflows/inline.ts';
import { rawOf } from '../doctor/workflows/raw.ts';
import { type PushFilter, pushFilter } from './push-filter.ts';
import { isOurs, type Role, roleOf } from './roles.ts';
import { type TokenSource, tokenSource } from './token-source.ts';
import { expanded, waysOf } from './values.ts';
import type { WorkflowFile, WorkflowStep } from './workflow.ts';

/** A part that a workflow plays in the chain. One file may play several. */
export interface Part {
  /** The file that events start. */
  readonly path: string;
  /** Its text, as it is written there. */
  readonly text: string;
  readonly role: Role;
  /** With the reusable workflows that it calls in it. */
  readonly workflow: WorkflowFile;
  /** The step that uses this project's action. */
  readonly step: WorkflowStep | null;
  /** Its `uses`, where that step is in a reusable workflow of another repository. */
  readonly calls: string | null;
  readonly push: PushFilter | null;
  /** What its job may do; null where no file says anything. */
  readonly permissions: Readonly<Record<string, string>> | null;
  readonly token: TokenSource;
}

export interface Parts {
  readonly parts: readonly Part[];
  /** Reusable workflows that are called and could not be read. */
  readonly hidden: readonly string[];
}

/** READ: the parts that the workflows of one repository play, those that they call included. */
export async function partsOf(files: readonly WorkflowFile[], called: CalledWorkflows): Promise<Parts> {
  const local = new Map(files.map(({ path, text }) => [`./${path}`, text]));
  const calls = files.flatMap(callsOf).filter((uses) => !local.has(uses));
  const own = new Set(files.flatMap(callsOf));
  const remote = calls.length === 0 ? new Map<string, string | null>() : await called(calls);
  const all = files.map((file) => {
    const { workflow, hidden } = inlined(file, (uses) => local.get(uses) ?? remote.get(uses) ?? null);
    return { hidden, parts: isOnlyCalled(file) && own.has(`./${file.path}`) ? [] : partsIn(file, workflow) };
  });
  return {
    parts: all.flatMap(({ parts }) => parts),
    hidden: [...new Set(all.flatMap(({ hidden }) => hidden))],
  };
}

/** What nothing but other workflows can start plays its part in those, where they are here. */
function isOnlyCalled({ events }: WorkflowFile): boolean {
  return events.length > 0 && events.every((event) => event === 'workflow_call');
}

/** PURE: one part for each step of ours; else the one that the file plays by other means. */
function partsIn(file: WorkflowFile, workflow: WorkflowFile): Part[] {
  const own = workflow.steps.filter((step) => isNotifyStep(step) || isUpdateStep(step));
  if (own.length === 0) return [partOf(file, workflow, null)];
  return own.map((step) => partOf(file, workflow, step));
}

function partOf(file: WorkflowFile, workflow: WorkflowFile, step: WorkflowStep | null): Part {
  const { path, text } = file;
  const raw = rawOf(text);
  return {
    path,
    text,
    workflow,
    step,
    role: step === null ? roleOf(workflow) : roleOf({ ...workflow, steps: [plain(step)] }),
    calls: step === null || file.steps.includes(step) ? null : (callsOf(file)[0] ?? null),
    push: pushFilter(raw),
    permissions: workflow.jobs.find(({ id }) => id === step?.job)?.permissions ?? null,
    token: step === null ? { kind: 'unknown' } : tokenSource(workflow, step),
  };
}

/** A copy of the action in the repository itself, where policies let nothing else run. */
const LOCAL = /^\.\/(?:.*\/)?[^@]*$/;

function isNotifyStep({ uses, with: inputs }: WorkflowStep): boolean {
  if (isOurs(uses, '')) return true;
  return LOCAL.test(uses ?? '') && !isUpdatePath(uses) && inputs['marketplace'] !== undefined;
}

function isUpdateStep({ uses }: WorkflowStep): boolean {
  return isOurs(uses, '/update') || (LOCAL.test(uses ?? '') && isUpdatePath(uses));
}

function isUpdatePath(uses: string | null): boolean {
  return /^\.\/.*notify-marketplace[^/]*\/update\/?$/i.test(uses ?? '');
}

/** As a step of ours reads that stands by itself: one marketplace a line, whatever matrix or variable names it. */
function plain(step: WorkflowStep): WorkflowStep {
  const { uses } = step;
  const named = LOCAL.test(uses ?? '');
  const action = isUpdatePath(uses) ? 'org/notify-marketplace/update@local' : 'org/notify-marketplace@local';
  const ways = waysOf(step);
  const inputs = Object.entries(step.with).map(([name, text]): [string, string] => [
    name.toLowerCase(),
    name.toLowerCase() === 'marketplace' ? expanded(text, ways).join('\n') : text,
  ]);
  return { ...step, uses: named ? action : uses, with: Object.fromEntries(inputs) };
}
