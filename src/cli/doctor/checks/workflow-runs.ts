import { display, quote } from '../../../plugin/display.ts';
import { shellWord } from '../../shell/shell-word.ts';
import { isOnlyCalled, type WorkflowPart } from '../../workflows/parts.ts';
import type { Chain } from '../chain/chain.ts';
import { belongsTo, type End, remoteOf } from '../chain/ends.ts';
import type { Remote } from '../remote/remote.ts';
import type { LastRun } from '../remote/runs.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';
import { needsOf } from './secrets.ts';

/** Whether Actions would start the workflows of an end, and how they ran last. */
export async function workflowRuns(end: End, { cli }: Chain): Promise<Finding[]> {
  const remote = remoteOf(end);
  const files = await remote?.workflows();
  if (remote === null || files?.kind !== 'seen') return [];
  const started = files.value.parts.filter(belongsTo(end)).filter((part) => !isOnlyCalled(part));
  const distinct = [...new Map(started.map((part) => [part.path, part])).values()];
  return (await Promise.all(distinct.map((part) => ofWorkflow(part, remote, cli.clock.now())))).flat();
}

/** READ: one workflow's state and last run. */
export async function ofWorkflow(part: WorkflowPart, remote: Remote, now: number): Promise<Finding[]> {
  const { path } = part;
  const [states, run] = await Promise.all([remote.runs.states(), remote.runs.last(path)]);
  const state = states.kind === 'seen' ? states.value.find((one) => one.path === path)?.state : undefined;
  // A disabled workflow has been told of: that it did not run lately is no news.
  if (state !== undefined && state !== 'active') return [disabled(path, state, remote)];
  const notSeen =
    states.kind === 'unseen' ? [unchecked(remote.name, `whether ${quote(path)} is enabled`, states.why)] : [];
  if (run.kind === 'unseen') {
    return [...notSeen, unchecked(remote.name, `how ${quote(path)} ran last`, run.why)];
  }
  if (run.value !== null) return [...notSeen, await ranLast(part, run.value, { remote, now })];
  // A copy is to be replaced, not to be tried.
  const isOurs = part.role.kind === 'notify' || part.role.kind === 'update';
  return isOurs ? [...notSeen, neverRan(part, remote)] : notSeen;
}

const STATES: Readonly<Record<string, string>> = {
  disabled_manually: 'somebody disabled it',
  disabled_inactivity: 'GitHub disabled it, because the repository had no activity for 60 days',
  disabled_fork: 'GitHub disables it in a fork until somebody enables it',
};

function disabled(path: string, state: string, { name, ghName, url }: Remote): Finding {
  const command = commandFor('enable', path, ghName);
  return flaw('problem', 'workflow-disabled', name, [
    `${quote(path)} is disabled: ${STATES[state] ?? quote(state)}`,
    command === null ? `Enable it at ${url}/actions.` : `Run \`${command}\`.`,
  ]);
}

function neverRan({ path, workflow: { events } }: WorkflowPart, { name, ghName }: Remote): Finding {
  const command = events.includes('workflow_dispatch') ? commandFor('run', path, ghName) : null;
  return flaw('warning', 'never-ran', name, [
    `${quote(path)} has never run, so it is not tested`,
    command === null
      ? 'Add `workflow_dispatch:` to `on:`, and start it once by hand; or raise a version and run doctor again.'
      : `Start it once: \`${command}\`.`,
  ]);
}

const BAD = ['failure', 'timed_out', 'startup_failure', 'action_required'];
const HOUR = 3_600_000;

interface Seeing {
  readonly remote: Remote;
  readonly now: number;
}

async function ranLast(part: WorkflowPart, run: LastRun, { remote, now }: Seeing): Promise<Finding> {
  const { path } = part;
  const { conclusion, status, event, createdAt } = run;
  const { name } = remote;
  const when = `${shownTime(createdAt)}, by ${quote(event)}`;
  if (conclusion === null) {
    const waits = status !== 'in_progress' && now - Date.parse(createdAt) > HOUR;
    return waits ? waiting(path, run, remote) : fine(name, `${quote(path)} is running now (since ${when})`);
  }
  if (!BAD.includes(conclusion))
    return fine(name, `${quote(path)} ran last on ${when}: ${quote(conclusion)}`);
  const read = `Read what it says: \`gh run view ${run.id} --log-failed --repo ${remote.ghName}\`, or ${remote.url}/actions/runs/${run.id}.`;
  const isRenewed = await hasNewerSecret(part, run, remote);
  return flaw('problem', 'last-run-failed', name, [
    `the last run of ${quote(path)} ended with ${quote(conclusion)} (${when})`,
    isRenewed
      ? `Its secret was renewed since: \`gh run rerun ${run.id} --repo ${remote.ghName}\`. ${read}`
      : read,
  ]);
}

/** A run that failed because of its token may be fixed already. */
async function hasNewerSecret(
  part: WorkflowPart,
  { createdAt }: LastRun,
  { secrets }: Remote,
): Promise<boolean> {
  const names = needsOf(part).flatMap((need) => need.names.map((one) => one.toUpperCase()));
  if (names.length === 0) return false;
  const own = await secrets.own();
  return (
    own.kind === 'seen' &&
    own.value.some((one) => names.includes(one.name.toUpperCase()) && one.updatedAt > createdAt)
  );
}

function waiting(path: string, { id, status, createdAt }: LastRun, { name, url }: Remote): Finding {
  return flaw('warning', 'run-waits', name, [
    `the last run of ${quote(path)} has been waiting since ${shownTime(createdAt)} (${quote(status)})`,
    `It may need a runner or somebody’s approval: ${url}/actions/runs/${id}.`,
  ]);
}

function shownTime(iso: string): string {
  return `${display(iso).slice(0, 16).replace('T', ' ')} UTC`;
}

/** A command to paste; null where the file's name can't be shown as it is. */
export function commandFor(verb: 'enable' | 'run', path: string, ghName: string): string | null {
  const file = path.split('/').at(-1) ?? '';
  return file !== display(file) || file.includes('`')
    ? null
    : `gh workflow ${verb} ${shellWord(file)} --repo ${ghName}`;
}
