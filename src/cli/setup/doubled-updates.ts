import { UPDATE_INPUTS } from '../../action/input-tables.ts';
import { patternList } from '../../action/patterns.ts';
import { isObject } from '../../plugin/json.ts';
import type { Folder } from '../checkout/folder.ts';
import { inputsOf, inputValues, type WorkflowPart } from '../workflows/parts.ts';

/**
 * PURE: steps that update the same plugins in the same file on the same events, so that all but one are too many. Those
 * that `plugins` divides, or whose events or conditions may keep them apart, are none.
 */
export function doubledUpdates(
  { catalogue }: Pick<Folder, 'catalogue'>,
  ours: readonly WorkflowPart[],
): WorkflowPart[] {
  const entries = catalogue?.kind === 'catalogue' ? catalogue.catalogue.entries : [];
  const names = entries.flatMap(({ name }) => name ?? []);
  return ours.filter((one) => ours.some((other) => one !== other && isDouble(one, other, names)));
}

function isDouble(one: WorkflowPart, other: WorkflowPart, names: readonly string[]): boolean {
  const [own, its] = [workOf(one), workOf(other)];
  if (own === null || its === null || own.file !== its.file) return false;
  const isSame = own.plugins.join('\n') === its.plugins.join('\n');
  return sharesEvent(one, other) && (isSame || names.some((name) => own.covers(name) && its.covers(name)));
}

/** Null where a condition, or what only a run knows, may keep it from what the others do. */
function workOf(part: WorkflowPart) {
  const inputs = inputsOf(part);
  const isKnown = ['plugins', 'marketplace-file'].every((name) => !inputs[name]?.includes('${{'));
  if (!isKnown || isConditional(part)) return null;
  const values = inputValues(UPDATE_INPUTS, inputs);
  const plugins = values.patterns('plugins');
  return { file: values.text('marketplace-file'), plugins, covers: patternList(plugins, ['**']).matches };
}

function isConditional({ workflow, step }: WorkflowPart): boolean {
  const jobs = workflow.value['jobs'];
  const job = isObject(jobs) ? jobs[step?.job ?? ''] : undefined;
  const steps = isObject(job) && Array.isArray(job['steps']) ? job['steps'] : [];
  return [job, steps[step?.index ?? -1]].some((one) => isObject(one) && one['if'] !== undefined);
}

/** By hand any of them may be started. */
function sharesEvent(one: WorkflowPart, other: WorkflowPart): boolean {
  const own = one.workflow.events.filter((event) => event !== 'workflow_dispatch');
  return own.length === 0 || own.some((event) => other.workflow.events.includes(event));
}
