import { quote } from '../../plugin/display.ts';
import { dispatchOf } from './dispatches.ts';
import { LONGEST_SCRIPT, type WorkflowFile, type WorkflowStep } from './workflow.ts';

/**
 * PURE: what a copied workflow does besides telling the marketplace, or following the plugins, in words with lines.
 * Nothing: the file can be replaced. A step that is not known to be part of it counts as something else: to delete
 * somebody's tests or release would be worse than to ask.
 */
export function leftoversOf(workflow: WorkflowFile, does: 'notifies' | 'follows'): string[] {
  const called = workflow.events.includes('workflow_call')
    ? ['other workflows call it (`workflow_call`)']
    : [];
  const jobs = workflow.jobs.flatMap(({ id, uses, line }) =>
    uses === null ? [] : [`job ${quote(id)} (line ${line})`],
  );
  const isPart = does === 'notifies' ? isPartOfNotifying : isPartOfFollowing;
  return [
    ...called,
    ...jobs,
    ...workflow.steps.filter((step) => !isWhole(step) || !isPart(step)).map(stepName),
  ];
}

/** Nobody knows what stands behind the part that was read. */
function isWhole({ run }: WorkflowStep): boolean {
  return (run?.length ?? 0) < LONGEST_SCRIPT;
}

/** PURE: the steps that tell the marketplace, in words with lines. */
export function notifyingSteps({ steps }: WorkflowFile): string[] {
  return steps.filter((step) => dispatchOf(step) !== null).map(stepName);
}

function stepName({ name, uses, job, line }: WorkflowStep): string {
  const called = name ?? uses;
  return `${called === null ? 'a step' : `step ${quote(called)}`} of job ${quote(job)} (line ${line})`;
}

/** Actions that only prepare, look or compare. */
const PREPARES =
  /^(?:actions\/(?:checkout|setup-[\w-]+|create-github-app-token)|tibdex\/github-app-token|step-security\/harden-runner|EndBug\/version-check|dorny\/paths-filter|tj-actions\/changed-files|notiz-dev\/github-action-json-property)@/i;

/** Actions that commit what was changed, or propose it. */
const KEEPS =
  /^(?:peter-evans\/create-pull-request|stefanzweifel\/git-auto-commit-action|EndBug\/add-and-commit|ad-m\/github-push-action)@/i;

/** Programs whose work would be missed. */
const OTHER_WORK =
  /\b(?:npm|pnpm|yarn|bun|npx|deno|cargo|make|docker|go|gradle|mvn|dotnet|pytest|tox|uv|twine|pip|poetry|rsync|scp|ssh|aws|gcloud|kubectl|terraform|claude)\s+\w|\bgh\s+(?:release|issue)\b|\b(?:python3?|node|ruby|bash|sh)\s+\S*[\w-]+\.\w+|(?:^|\s)\.{0,2}\/\S*\.(?:sh|py|js|mjs|ts)\b|README/m;

const REQUEST = /\b(?:curl|wget)\b/;
const OTHER_ADDRESS =
  /https?:\/\/(?!api\.github\.com\b|github\.com\b|\$)(?![^\s"']*\/(?:api\/v3|dispatches)\b)/;
const PUSHES = /\bgit\b[^\n]*\b(?:push|commit|tag)\b/;

function isPartOfNotifying(step: WorkflowStep): boolean {
  const run = worked(step);
  if (dispatchOf(step) !== null) {
    return !OTHER_WORK.test(run) && !OTHER_ADDRESS.test(run) && !PUSHES.test(run);
  }
  if (step.uses !== null) return PREPARES.test(step.uses);
  const looks =
    /GITHUB_OUTPUT|GITHUB_ENV|GITHUB_STEP_SUMMARY|set-output|plugin\.json|^\s*(?:echo|printf|sleep)\b/m;
  return looks.test(step.run ?? '') && ![OTHER_WORK, REQUEST, PUSHES].some((one) => one.test(run));
}

function isPartOfFollowing(step: WorkflowStep): boolean {
  if (step.uses !== null) return PREPARES.test(step.uses) || KEEPS.test(step.uses);
  const run = worked(step);
  const follows =
    /\bgit\b|marketplace|plugin\.json|GITHUB_OUTPUT|GITHUB_ENV|GITHUB_STEP_SUMMARY|set-output|^\s*(?:echo|printf)\b/im;
  const more = [OTHER_WORK, REQUEST, /\bgit\b[^\n]*\btag\b/, /\bgh\s+api\b/].some((one) => one.test(run));
  return follows.test(step.run ?? '') && !more;
}

/** The script without comments, and without what is only printed. */
function worked({ run }: WorkflowStep): string {
  return (run ?? '')
    .replace(/^\s*#.*$/gm, '')
    .replace(/^\s*(?:echo|printf)\s.*$/gm, (line) => (/[|;&`]|\$\(/.test(line) ? line : ''));
}
