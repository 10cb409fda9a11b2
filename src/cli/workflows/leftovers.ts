import { quote } from '../../plugin/display.ts';
import { bystanders } from './bystanders.ts';
import { dispatchOf, onlySends, REQUEST } from './dispatches.ts';
import { isSending } from './known-commands.ts';
import { isAllFollowing } from './known-following.ts';
import { pushesIn } from './pushes.ts';
import { type ShellCommand, shellCommands } from './shell-commands.ts';
import { expanded, type Values, waysOf } from './values.ts';
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
  const [isPart, doesIt] =
    does === 'notifies' ? [isPartOfNotifying, sends] : [partOfFollowing(workflow), keeps];
  const others = workflow.steps.filter((step) => !isPart(step)).map(stepName);
  return [...called, ...jobs, ...bystanders(workflow, doesIt), ...others];
}

function sends(step: WorkflowStep): boolean {
  return dispatchOf(step) !== null;
}

/** Whether something is left of what it does. */
function keeps({ uses, run }: WorkflowStep): boolean {
  return KEEPS.test(uses ?? '') || /\bgit\b[^\n]*\b(?:commit|push)\b|\bgh\s+pr\s/.test(run ?? '');
}

/** PURE: the steps that notify the marketplace, or else those that push into it, in words with lines. */
export function notifyingSteps(workflow: WorkflowFile): string[] {
  const sending = workflow.steps.filter(sends);
  return (sending.length > 0 ? sending : pushesIn(workflow).flatMap(({ steps }) => steps)).map(stepName);
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

function isPartOfNotifying(step: WorkflowStep): boolean {
  if (step.uses === null) return runsOnly(step, (commands) => commands.every(isSending));
  if (/^actions\/github-script@/i.test(step.uses)) return dispatchOf(step) !== null && onlyDispatches(step);
  return PREPARES.test(step.uses) || (onlySends(step.uses) && dispatchOf(step) !== null);
}

function partOfFollowing(workflow: WorkflowFile): (step: WorkflowStep) => boolean {
  const proposes = proposesIn(workflow);
  return (step) => {
    const { uses, directory } = step;
    if (uses === null)
      return directory === null && runsOnly(step, (commands) => isAllFollowing(commands, proposes));
    return PREPARES.test(uses) || (KEEPS.test(uses) && !/pages/i.test(step.with['branch'] ?? ''));
  };
}

/** PURE: whether it opens pull requests. */
export function proposesIn({ steps }: Pick<WorkflowFile, 'steps'>): boolean {
  return steps.some(
    ({ uses, run }) =>
      /^peter-evans\/create-pull-request@/i.test(uses ?? '') || /\bgh\s+pr\s+create\b/.test(run ?? ''),
  );
}

/** PURE: the steps that merge pull requests, in words with lines. */
export function mergingSteps({ steps }: WorkflowFile): string[] {
  const merges = /\bgh\s+pr\s+merge\b/;
  const action = /(?:enable-pull-request-automerge|automerge|auto-merge)[\w-]*@/i;
  return steps.filter(({ uses, run }) => merges.test(run ?? '') || action.test(uses ?? '')).map(stepName);
}

/** Whatever the values of its variables are. What is not read to its end is not known. */
function runsOnly(step: WorkflowStep, isKnown: (commands: readonly ShellCommand[]) => boolean): boolean {
  const run = step.run ?? '';
  if (run.length >= LONGEST_SCRIPT || !/^(?:ba)?sh\b/.test(step.shell ?? 'bash')) return false;
  const commands = shellCommands(run);
  if (commands === null) return false;
  return waysOf(step).every((values) => isKnown(commands.map((one) => withValues(one, values))));
}

function withValues({ words, writes }: ShellCommand, values: Values): ShellCommand {
  const known = (word: string) => (word.includes('$') ? (expanded(word, [values])[0] ?? word) : word);
  return { words: words.map(known), writes: writes.map(known) };
}

/** A script that also calls something else does more than to send. */
function onlyDispatches({ with: inputs }: WorkflowStep): boolean {
  const script = (inputs['script'] ?? '').replace(REQUEST, '');
  const calls = [...script.matchAll(/\bgithub\.(?:rest\.)?([\w.]+)/g)].map(([, name]) => name ?? '');
  const others =
    /\b(?:fetch|exec|execSync|spawn|writeFile\w*|appendFile\w*|unlink\w*|rm\w*Sync|request|graphql)\s*\(/;
  return (
    script.length < LONGEST_SCRIPT &&
    !others.test(script) &&
    calls.every((name) => /(?:^|\.)(?:createDispatchEvent|createWorkflowDispatch|get\w*|list\w*)$/.test(name))
  );
}
