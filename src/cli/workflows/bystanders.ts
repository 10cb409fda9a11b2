import { quote } from '../../plugin/display.ts';
import { isObject } from '../../plugin/json.ts';
import type { WorkflowFile, WorkflowStep } from './workflow.ts';

/**
 * PURE: the jobs that neither have a step which does the work nor are needed by one that has, in words with lines.
 * Whatever they do, somebody wanted it done. None where no job does the work.
 */
export function bystanders(workflow: WorkflowFile, doesIt: (step: WorkflowStep) => boolean): string[] {
  const { jobs, steps } = workflow;
  const part = new Set(steps.filter(doesIt).map(({ job }) => job));
  if (part.size === 0) return [];
  // A set that grows while it is walked: what is needed may need others.
  for (const id of part) for (const needed of needsOf(workflow, id)) part.add(needed);
  return jobs
    .filter(({ id, uses }) => uses === null && !part.has(id))
    .map(({ id, line }) => `job ${quote(id)} (line ${line})`);
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds */
function needsOf({ value: { jobs } }: WorkflowFile, id: string): string[] {
  const job = isObject(jobs) ? jobs[id] : undefined;
  const needs = isObject(job) ? (job['needs'] ?? []) : [];
  return (Array.isArray(needs) ? needs : [needs]).map(String);
}
