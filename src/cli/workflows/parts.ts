import type { InputTable } from '../../action/input-tables.ts';
import { InputValues } from '../../action/input-values.ts';
import type { RepositoryName } from '../../github/repository.ts';
import { callsIn, ownRole, type Role, resolvedRole, rolesByOtherMeans } from './roles.ts';
import { type TokenSource, tokenSource } from './token-source.ts';
import type { ParsedWorkflow, WorkflowFile, WorkflowStep } from './workflow.ts';

/** A part that a workflow plays in the chain. One file may play several. */
export interface WorkflowPart {
  readonly path: string;
  readonly workflow: WorkflowFile;
  readonly role: Role;
  /** The step that uses this project's action; null where the part is played by other means. */
  readonly step: WorkflowStep | null;
  /** Where the step's `token` comes from. */
  readonly token: TokenSource;
  /** What the step's job may do; null where the file does not say. */
  readonly permissions: Readonly<Record<string, string>> | null;
}

/** The workflow files of one repository. */
export interface WorkflowFiles {
  readonly parts: readonly WorkflowPart[];
  readonly broken: readonly BrokenWorkflow[];
}

export type BrokenWorkflow = Extract<ParsedWorkflow, { kind: 'problem' }>;

/** PURE: what the files of one repository do; null where it is not known which that is. */
export function partsOfFiles(
  parsed: readonly ParsedWorkflow[],
  repository: RepositoryName | null,
): WorkflowFiles {
  return {
    parts: parsed.flatMap((one) => (one.kind === 'workflow' ? partsOf(one.workflow, repository) : [])),
    broken: parsed.filter((one) => one.kind === 'problem'),
  };
}

/** PURE: one part for each step of ours; else the one that the file plays by other means; and what it calls. */
export function partsOf(workflow: WorkflowFile, repository: RepositoryName | null = null): WorkflowPart[] {
  const own = workflow.steps.flatMap((step) => {
    const role = ownRole(step);
    return role === null ? [] : [partBy(workflow, step, role)];
  });
  const roles = own.length > 0 ? callsIn(workflow) : [...rolesByOtherMeans(workflow), ...callsIn(workflow)];
  const parts = [...own, ...roles.map((role) => stepless(workflow, role))];
  return repository === null
    ? parts
    : parts.map((part) => ({ ...part, role: resolvedRole(part.role, repository) }));
}

function stepless(workflow: WorkflowFile, role: Role): WorkflowPart {
  return { path: workflow.path, workflow, role, step: null, token: { kind: 'unknown' }, permissions: null };
}

function partBy(workflow: WorkflowFile, step: WorkflowStep, role: Role): WorkflowPart {
  const job = workflow.jobs.find(({ id }) => id === step.job);
  const token = tokenSource(workflow, step);
  return { path: workflow.path, workflow, role, step, token, permissions: job?.permissions ?? null };
}

/** PURE: the marketplaces that a part names. */
export function marketplacesIn({ role }: WorkflowPart): readonly string[] {
  return role.kind === 'notify' || role.kind === 'other-sender' ? role.marketplaces : [];
}

/** PURE: whether only other workflows start it. These pass what it needs, and are not looked into. */
export function isOnlyCalled({ workflow: { events } }: WorkflowPart): boolean {
  return events.length > 0 && events.every((event) => event === 'workflow_call');
}

/** PURE: whether an event of this type starts it. */
export function hears({ workflow }: WorkflowPart, type: string): boolean {
  if (!workflow.events.includes('repository_dispatch')) return false;
  return workflow.dispatchTypes === null || workflow.dispatchTypes.includes(type);
}

/** `with:` of a step, by the inputs' names in lower case. */
export type StepInputs = WorkflowPart['workflow']['steps'][number]['with'];

/** PURE: what a part passes to this project's action. */
export function inputsOf({ step }: Pick<WorkflowPart, 'step'>): StepInputs {
  return step?.with ?? {};
}

/** PURE: `with:` as the actions read it. What an expression says only a run knows: it counts as not written. */
export function inputValues<Table extends InputTable>(table: Table, inputs: StepInputs): InputValues<Table> {
  return new InputValues(table, (name) => {
    const text = inputs[name]?.trim() ?? '';
    return text.includes('${{') ? '' : text;
  });
}
