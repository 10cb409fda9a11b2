import { causeOf } from '../github/cause.ts';
import type { GitHubError } from '../github/client/error.ts';
import { quote } from '../plugin/display.ts';
import { answerProblem, isShared } from './github.ts';
import { type Problem, said } from './problem.ts';
import { UNARCHIVE } from './writing.ts';

/** PURE: a workflow of `checks` that could not be started. */
export function checkFailure(error: GitHubError, workflow: string, branch: string): Problem {
  return {
    code: 'check-not-started',
    what: `${quote(workflow)} could not be started on the pull request's branch${said(error.message)}`,
    remedy: checkRemedy(error, branch),
  };
}

const PERMISSION = 'Write `permissions: actions: write` in the workflow.';

/** 422 has five causes (github-answers: workflow-no-trigger, workflow-disabled, workflow-input-missing, …). */
const CHECK_REMEDIES: readonly (readonly [RegExp, string])[] = [
  [
    /does not have .*trigger/i,
    'Add `workflow_dispatch:` under `on:`, on the default branch and on this one.',
  ],
  [
    /disabled workflow/i,
    'The workflow is disabled: enable it on its page under Actions, or remove it from `checks`.',
  ],
  [/required input/i, 'The workflow has a required input: give that input a default, or make it optional.'],
  [/unexpected inputs/i, 'The workflow does not accept this input: correct its `workflow_dispatch.inputs`.'],
];

function checkRemedy(error: GitHubError, branch: string): string {
  const { status, message } = error;
  const cause = causeOf(error);
  if (cause.kind !== 'unexpected-answer' && isShared(cause)) return answerProblem(cause, '', 'update').remedy;
  if (/archived/i.test(message)) return UNARCHIVE;
  if (status === 403) return PERMISSION;
  if (status === 404)
    return `The workflow must be on the default branch, in .github/workflows. ${PERMISSION}`;
  if (status !== 422) return 'Start the workflow by hand, or run this job again.';
  if (/no ref found/i.test(message)) {
    return `GitHub does not show ${quote(branch)} yet, or it is gone: start the workflow by hand, or run this job again.`;
  }
  return (
    CHECK_REMEDIES.find(([words]) => words.test(message))?.[1] ??
    'Fix what GitHub reports, or start the workflow by hand.'
  );
}
