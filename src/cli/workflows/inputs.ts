import type { InputTable } from '../../action/input-tables.ts';
import { InputValues } from '../../action/input-values.ts';
import type { WorkflowPart } from './parts.ts';

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
