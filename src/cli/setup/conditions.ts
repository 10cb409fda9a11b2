import { isObject } from '../../plugin/json.ts';
import type { WorkflowFile } from '../workflows/workflow.ts';
import { valueAt } from '../workflows/yaml-value.ts';
import { oneLine } from './lines.ts';

/** Whether something changed. */
const COMPARES =
  /^\s*(?:\$\{\{)?\s*(?:steps|needs)\.[\w-]+\.outputs\.[\w-]*(?:chang|bump|updat|moved|version|diff)[\w-]*\s*(?:[!=]=\s*(?:'[^']*'|true|false)\s*)?(?:\}\})?\s*$/i;

/** PURE: whether a condition only asks for a change, for which the action looks itself. */
export function isComparison(condition: unknown): boolean {
  return COMPARES.test(String(condition));
}

/** PURE: the conditions of a workflow's steps, each with its place; those that only compare versions left out. */
export function conditions({ steps, value }: WorkflowFile): string[] {
  return steps.flatMap(({ job, name, uses, index }) => {
    const step = valueAt(value, ['jobs', job, 'steps', index]);
    const condition = isObject(step) ? step['if'] : undefined;
    if (condition === undefined || isComparison(condition)) return [];
    return [`jobs.${job}.steps.${name ?? uses ?? index}.if: ${oneLine(String(condition))}`];
  });
}
