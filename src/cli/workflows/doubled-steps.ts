import { NOTIFY_INPUTS, UPDATE_INPUTS } from '../../action/input-tables.ts';
import { patternList } from '../../action/patterns.ts';
import { inputsOf, inputValues, type WorkflowPart } from './parts.ts';
import { valueAt } from './yaml-value.ts';

/**
 * PURE: steps of ours that do the same for the same plugins on the same events, so that all but one are too many. Those
 * that inputs divide are none, nor those that other conditions, or what only a run knows, may keep apart.
 *
 * @param names of the plugins, as far as they are known
 */
export function doubledSteps<Part extends WorkflowPart>(
  parts: readonly Part[],
  names: readonly string[],
): Part[] {
  const known = parts.filter((part) => part.step !== null && !isOpen(part));
  return known.filter((one) => known.some((other) => one !== other && isDouble(one, other, names)));
}

function isDouble(one: WorkflowPart, other: WorkflowPart, names: readonly string[]): boolean {
  const isAlike = Object.entries(DIVIDING).every(
    ([name, usual]) => inputOf(one, name, usual) === inputOf(other, name, usual),
  );
  return (
    isAlike &&
    conditionOf(one) === conditionOf(other) &&
    startAlike(one, other) &&
    coverAlike(one, other, names)
  );
}

/** Inputs whose difference keeps steps apart, with what they are where they are not written. */
const DIVIDING = {
  branches: '',
  manifests: '',
  'event-type': NOTIFY_INPUTS['event-type'].default,
  'marketplace-file': UPDATE_INPUTS['marketplace-file'].default,
} as const;

function inputOf(part: WorkflowPart, name: string, usual: string): string {
  return inputsOf(part)[name]?.trim() || usual;
}

function isOpen(part: WorkflowPart): boolean {
  return [...Object.keys(DIVIDING), 'plugins'].some((name) => inputsOf(part)[name]?.includes('${{'));
}

function coverAlike(one: WorkflowPart, other: WorkflowPart, names: readonly string[]): boolean {
  const [own, its] = [one, other].map((part) =>
    inputValues(UPDATE_INPUTS, inputsOf(part)).patterns('plugins'),
  );
  if (own === undefined || its === undefined || own.length === 0 || its.length === 0) return true;
  const [takes, takesToo] = [patternList(own, ['**']).matches, patternList(its, ['**']).matches];
  return own.join('\n') === its.join('\n') || names.some((name) => takes(name) && takesToo(name));
}

/** Those of its job and its own. */
function conditionOf({ workflow, step }: WorkflowPart): string {
  const job = ['jobs', step?.job ?? ''];
  const around = [job, [...job, 'steps', step?.index ?? -1]];
  return JSON.stringify(around.map((place) => valueAt(workflow.value, [...place, 'if']) ?? null));
}

/** By hand each is started alone. */
function startAlike(one: WorkflowPart, other: WorkflowPart): boolean {
  if (one.path === other.path) return true;
  const [own, its] = [one.workflow, other.workflow];
  return own.events.some((event) => {
    if (event === 'workflow_dispatch' || !its.events.includes(event)) return false;
    if (event === 'push') return JSON.stringify(own.push) === JSON.stringify(its.push);
    if (event !== 'repository_dispatch') return true;
    const types = its.dispatchTypes;
    return (
      own.dispatchTypes === null || types === null || own.dispatchTypes.some((type) => types.includes(type))
    );
  });
}
