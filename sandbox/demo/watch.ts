import type { Sandbox } from '../index.ts';
import type { ReceivedDispatch, SandboxRepository, WorkflowEvent, WorkflowRun } from '../types.ts';
import { renderSummary, type Timeline } from './timeline.ts';

/** What happened since a moment, in the order in which it happened. */
interface Moment {
  readonly at: number;
  tell(show: Timeline): void;
}

/** Does something, waits until everything it started has ended, and shows it. Returns the runs. */
export async function watch(
  { github, actions }: Sandbox,
  show: Timeline,
  work: () => Promise<unknown>,
): Promise<WorkflowRun[]> {
  const known = {
    runs: actions.runs.length,
    events: github.events.length,
    dispatches: github.dispatches.length,
  };
  await work();
  await actions.idle();
  const runs = actions.runs.slice(known.runs);
  const moments = [
    ...github.events.slice(known.events).flatMap(eventMoment),
    ...github.dispatches.slice(known.dispatches).map(dispatchMoment),
    ...runs.flatMap(runMoments),
  ];
  for (const moment of moments.sort((a, b) => a.at - b.at)) moment.tell(show);
  return runs;
}

function eventMoment(event: WorkflowEvent): Moment[] {
  if (event.name === 'repository_dispatch') return [];
  const range = `${String(event.payload['before']).slice(0, 7)}..${event.sha.slice(0, 7)}`;
  const text =
    event.name === 'push'
      ? `git push: ${event.ref.replace(/^refs\/(heads|tags)\//, '')} of ${event.repository}, ${range}`
      : `${event.name} in ${event.repository}`;
  return [{ at: event.at, tell: (show) => show.event(event.at, text) }];
}

function dispatchMoment(dispatch: ReceivedDispatch): Moment {
  const { plugin, version } = dispatch.client_payload;
  const text = `${dispatch.repository} received repository_dispatch ${dispatch.event_type}: ${plugin} ${version}`;
  return { at: dispatch.at, tell: (show) => show.event(dispatch.at, text) };
}

function runMoments(run: WorkflowRun): Moment[] {
  const where = `${run.repository}: run of ${run.path.split('/').at(-1)}`;
  if (run.conclusion === 'cancelled') {
    const text = `${where} dropped: a newer one waits in its concurrency group`;
    return [{ at: run.event.at, tell: (show) => show.event(run.event.at, text) }];
  }
  if (run.error !== undefined)
    return [{ at: run.event.at, tell: (show) => show.event(run.event.at, `${where} failed: ${run.error}`) }];
  return run.jobs
    .flatMap(({ steps }) => steps)
    .map((step) => ({
      at: step.startedAt,
      tell(show) {
        show.event(step.startedAt, where);
        show.block(step.log);
        show.event(step.endedAt, `${step.outcome}; the summary of the job:`);
        show.block(renderSummary(step.summary));
      },
    }));
}

/** The marketplace's newest commit: message and changed lines. */
export async function showCommit(repository: SandboxRepository, show: Timeline): Promise<void> {
  const text = await repository.git('show', '--format=%an, %s%n%n%b', '--unified=0', 'main');
  show.block(text.replace(/^(?:index|diff --git|new file) .*\n/gm, ''));
}
