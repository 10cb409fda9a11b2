import type { Sandbox } from '../index.ts';
import type { ReceivedDispatch, SandboxRepository, WorkflowEvent, WorkflowRun } from '../types.ts';
import { renderSummary, type Timeline } from './timeline.ts';

/** What happened since a moment, in the order in which it happened. */
interface Moment {
  readonly at: number;
  tell(show: Timeline): void;
}

/** What is shown of a run: its log alone, or the job's summary too. */
type Shown = 'log' | 'log-and-summary';

/** Does something, waits until everything it started has ended, and shows it. Returns the runs. */
export async function watch(
  { github, actions }: Sandbox,
  show: Timeline,
  work: () => Promise<unknown>,
  shown: Shown = 'log',
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
    ...runs.flatMap((run) => runMoments(run, shown)),
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

function runMoments(run: WorkflowRun, shown: Shown): Moment[] {
  const where = `${run.repository}: run of ${run.path.split('/').at(-1)}`;
  if (run.conclusion === 'cancelled') {
    const text = `${where} dropped: a newer one waits in its concurrency group.`;
    return [
      {
        at: run.event.at,
        tell(show) {
          show.event(run.event.at, text);
          show.block('Nothing is lost: each run compares every plugin with its repository.');
        },
      },
    ];
  }
  if (run.error !== undefined)
    return [{ at: run.event.at, tell: (show) => show.event(run.event.at, `${where} failed: ${run.error}`) }];
  return run.jobs
    .flatMap(({ steps }) => steps)
    .map((step) => ({
      at: step.startedAt,
      tell(show) {
        const seconds = ((step.endedAt - step.startedAt) / 1000).toFixed(2);
        show.event(step.startedAt, `${where}: ${step.outcome} after ${seconds} s`);
        show.block(step.log);
        if (shown === 'log') return;
        show.event(step.endedAt, 'the summary of the job:');
        show.block(dense(renderSummary(step.summary)));
      },
    }));
}

/** The marketplace's newest commit: its message and the lines that it changed. */
export async function showCommit(repository: SandboxRepository, show: Timeline): Promise<void> {
  const text = await repository.git('show', '--format=%an, %s%n%n%b', '--unified=0', 'main');
  show.block(dense(text.replace(/^(?:index|diff --git|new file|---|@@) .*\n/gm, '')));
}

/** Without empty lines: a terminal has few. */
function dense(text: string): string {
  return text.replace(/\n{2,}/g, '\n');
}
