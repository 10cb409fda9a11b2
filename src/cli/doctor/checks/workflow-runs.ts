import { display, quote } from '../../../plugin/display.ts';
import type { LocalWorkflow } from '../../folder.ts';
import { shellWord } from '../../shell-word.ts';
import type { WorkflowFile } from '../../workflow-file.ts';
import type { Chain } from '../chain.ts';
import { type Finding, fine, flaw, unchecked } from '../finding.ts';
import type { LastRun, Remote } from '../remote.ts';
import { isReceiver, isSender } from '../workflow-side.ts';

/** Whether Actions would start the workflows of both ends, and how they ran last. */
export async function workflowRuns({ plugin, marketplaces }: Chain): Promise<Finding[]> {
  const ends = [
    ...(plugin?.remote ? [{ remote: plugin.remote, belongs: isSender }] : []),
    ...marketplaces.map(({ remote }) => ({ remote, belongs: isReceiver })),
  ];
  const found = await Promise.all(
    ends.map(async ({ remote, belongs }) => {
      const files = await remote.workflows();
      const own = files.kind === 'seen' ? files.value.workflows.filter(belongs) : [];
      return Promise.all(own.map((one) => runsOf(one, remote)));
    }),
  );
  return found.flat(2);
}

/** One workflow's state and last run. */
export async function runsOf({ workflow, role }: LocalWorkflow, remote: Remote): Promise<Finding[]> {
  const { path } = workflow;
  const [states, run] = await Promise.all([remote.states(), remote.lastRun(path)]);
  const state = states.kind === 'seen' ? states.value.find((one) => one.path === path)?.state : undefined;
  const disabled = state === undefined || state === 'active' ? [] : [disabledFlaw(path, state, remote)];
  if (run.kind === 'unseen') {
    return [...disabled, unchecked(remote.name, `how ${quote(path)} ran last`, run.why)];
  }
  // A copy is to be replaced, not to be tried.
  const isOurs = role.kind === 'notify' || role.kind === 'update';
  if (run.value === null) return isOurs && disabled.length === 0 ? [neverRan(workflow, remote)] : disabled;
  return [...disabled, await ranLast(path, run.value, remote)];
}

const STATES: Readonly<Record<string, string>> = {
  disabled_manually: 'somebody disabled it',
  disabled_inactivity: 'GitHub disabled it, because the repository was quiet for 60 days',
  disabled_fork: 'GitHub disables it in a fork until somebody enables it',
};

function disabledFlaw(path: string, state: string, { name }: Remote): Finding {
  return flaw('problem', 'workflow-disabled', name, [
    `${quote(path)} is disabled: ${STATES[state] ?? quote(state)}`,
    `Run \`gh workflow enable ${fileOf(path)} --repo ${name}\`.`,
  ]);
}

function neverRan({ path, events }: WorkflowFile, { name }: Remote): Finding {
  return flaw('warning', 'never-ran', name, [
    `${quote(path)} has not run yet, so it is not proven`,
    events.includes('workflow_dispatch')
      ? `Start it once: \`gh workflow run ${fileOf(path)} --repo ${name}\`.`
      : 'Add `workflow_dispatch:` to its `on:`, so that it can be started by hand, or wait for its event.',
  ]);
}

const BAD = ['failure', 'timed_out', 'startup_failure', 'action_required'];

async function ranLast(path: string, run: LastRun, remote: Remote): Promise<Finding> {
  const { conclusion, event, url, createdAt } = run;
  const { name } = remote;
  const when = `${createdAt.slice(0, 16).replace('T', ' ')} UTC, by ${quote(event)}`;
  if (conclusion === null) return fine(name, `${quote(path)} is running now (since ${when})`);
  if (!BAD.includes(conclusion))
    return fine(name, `${quote(path)} ran last on ${when}: ${quote(conclusion)}`);
  const since = (await isSecretNewer(run, remote)) ? ' Its secret was set anew since: run it again.' : '';
  return flaw('problem', 'last-run-failed', name, [
    `the last run of ${quote(path)} ended with ${quote(conclusion)} (${when})`,
    `Read what its annotations say: ${url}${since}`,
  ]);
}

async function isSecretNewer({ createdAt }: LastRun, remote: Remote): Promise<boolean> {
  const secrets = await remote.secrets();
  return secrets.kind === 'seen' && secrets.value.known.some(({ updatedAt }) => updatedAt > createdAt);
}

/** As a word of a command to paste: names of files are strangers' text. */
function fileOf(path: string): string {
  return shellWord(display(path.split('/').at(-1) ?? ''));
}
