import { quote } from '../../plugin/display.ts';
import { ownRole } from '../workflows/roles.ts';
import type { WorkflowFile } from '../workflows/workflow.ts';
import type { SetupStep } from './plan.ts';

/** PURE: local actions and reusable workflows that may notify the marketplace beside ours, in sentences. */
export function notLookedInto({ checkout, end, action }: SetupStep): string[] {
  if (end !== 'plugin' || action.kind === 'refuse') return [];
  return checkout.folder.workflows.flatMap((workflow) =>
    [...new Set(calledIn(workflow))].map(
      (called) =>
        `${quote(workflow.path)} uses ${quote(called)}, which setup does not look into. If that notifies the marketplace, each version is sent twice: remove it there.`,
    ),
  );
}

const ABOUT = /marketplace|dispatch|notify/i;

function calledIn({ jobs, steps }: WorkflowFile): string[] {
  const local = steps.filter((step) => step.uses?.startsWith('./') === true && ownRole(step) === null);
  return [
    ...jobs.flatMap(({ uses }) => (uses !== null && ABOUT.test(uses) ? [uses] : [])),
    ...local.flatMap(({ uses, with: inputs }) =>
      uses !== null && ABOUT.test([uses, ...Object.values(inputs)].join('\n')) ? [uses] : [],
    ),
  ];
}
