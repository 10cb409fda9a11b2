import { display, quote } from '../../../plugin/display.ts';
import { shellWord } from '../../shell/shell-word.ts';
import { isOnlyCalled, type WorkflowPart } from '../../workflows/parts.ts';
import type { Chain } from '../chain/chain.ts';
import { type End, ownFiles, remoteOf } from '../chain/ends.ts';
import type { Remote } from '../remote/remote.ts';
import type { LastRun } from '../remote/runs.ts';
import { type Finding, fine, flaw, unchecked } from '../report/finding.ts';

/** Whether Actions would start the workflows of an end, and how they ran last. */
export async function workflowRuns(end: End, { cli }: Chain): Promise<Finding[]> {
  const remote = remoteOf(end);
  const files = await remote?.workflows();
  if (remote === null || files?.kind !== 'seen') return [];
  const started = ownFiles(
    end,
    files.value.parts.filter((part) => !isOnlyCalled(part)),
  );
  return (await Promise.all(started.map((part) => ofWorkflow(part, remote, cli.clock.now())))).flat();
}

/** READ: one workflow's state and last run. */
export async function ofWorkflow(part: WorkflowPart, remote: Remote, now: number): Promise<Finding[]> {
  const path = quote(part.path);
  const [states, run] = await Promise.all([remote.runs.states(), remote.runs.last(part.path)]);
  const state =
    states.kind === 'seen' ? states.value.find((one) => one.path === part.path)?.state : undefined;
  // A disabled workflow has been told of: that it did not run lately is no news.
  if (state !== undefined && state !== 'active') return [disabled(part, state, remote)];
  const notSeen =
    states.kind === 'unseen' ? [unchecked(remote.name, `whether ${path} is enabled`, states.why)] : [];
  if (run.kind === 'unseen') return [...notSeen, unchecked(remote.name, `how ${path} ran last`, run.why)];
  if (run.value !== null) return [...notSeen, ranLast(part, run.value, remote, now)];
  // A copy is to be replaced, not to be tried.
  return part.step === null ? notSeen : [...notSeen, neverRan(part, remote)];
}

const STATES: Readonly<Record<string, string>> = {
  disabled_manually: 'somebody disabled it',
  disabled_inactivity: 'GitHub disabled it, because the repository had no activity for 60 days',
  disabled_fork: 'GitHub disables it in a fork until somebody enables it',
};

function disabled({ path }: WorkflowPart, state: string, { name, ghName, url }: Remote): Finding {
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

function ranLast(part: WorkflowPart, run: LastRun, remote: Remote, now: number): Finding {
  const { id, conclusion, status, event, createdAt } = run;
  const { name, url, ghName } = remote;
  const path = quote(part.path);
  const time = `${display(createdAt).slice(0, 16).replace('T', ' ')} UTC`;
  const when = `${time}, by ${quote(event)}`;
  const page = `${url}/actions/runs/${id}`;
  if (conclusion === null) {
    const waits = status !== 'in_progress' && now - Date.parse(createdAt) > HOUR;
    if (!waits) return fine(name, `${path} is running now (since ${when})`);
    const what = `the last run of ${path} has been waiting since ${time} (${quote(status)})`;
    const remedy = `It may need a runner or somebody’s approval: ${page}.`;
    return flaw('warning', 'run-waits', name, [what, remedy]);
  }
  if (!BAD.includes(conclusion)) return fine(name, `${path} ran last on ${when}: ${quote(conclusion)}`);
  const read = `Read what it says: \`gh run view ${id} --log-failed --repo ${ghName}\`, or ${page}.`;
  return flaw('problem', 'last-run-failed', name, [
    `the last run of ${path} ended with ${quote(conclusion)} (${when})`,
    read,
  ]);
}

/** A command to paste; null where the file's name can't be shown as it is. */
export function commandFor(verb: 'enable' | 'run', path: string, ghName: string): string | null {
  const file = path.split('/').at(-1) ?? '';
  return file !== display(file) || file.includes('`')
    ? null
    : `gh workflow ${verb} ${shellWord(file)} --repo ${ghName}`;
}
