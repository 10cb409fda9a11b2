import {
  type About,
  type AboutQuestion,
  holdsList,
  listIn,
  NEED_ACTIONS,
  once,
  onceEach,
  textIn,
} from './seen.ts';

/** A workflow as Actions knows it. */
interface WorkflowState {
  readonly path: string;
  /** `active`, `disabled_manually`, `disabled_inactivity`, … */
  readonly state: string;
}

export interface LastRun {
  readonly id: number;
  /** `completed`, `queued`, `waiting`, … */
  readonly status: string;
  /** `success`, `failure`, …; null while it is not completed. */
  readonly conclusion: string | null;
  readonly event: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

export function runsOf(about: About) {
  return {
    states: once(() => about(STATES)),
    /** The last one of a workflow that was no proposal's; null where it has never run. */
    last: onceEach((path) => about(LAST, { workflow_id: fileOf(path) })),
    /** When a push last started the workflow, ISO 8601; null where none ever did. */
    lastPush: (path: string) => about(LAST_PUSH, { workflow_id: fileOf(path) }),
  };
}

function fileOf(path: string): string {
  return path.split('/').at(-1) ?? '';
}

/** https://docs.github.com/rest/actions/workflows#list-repository-workflows */
const STATES: AboutQuestion<readonly WorkflowState[]> = {
  route: 'GET /repos/{owner}/{repo}/actions/workflows?per_page=100',
  need: NEED_ACTIONS,
  check: holdsList('workflows'),
  read: (data) =>
    listIn(data, 'workflows').map((workflow) => ({
      path: textIn(workflow, 'path'),
      state: textIn(workflow, 'state'),
    })),
};

/** Of a pull request, perhaps a stranger's: whether it works there says nothing of the chain. */
const PROPOSALS = ['pull_request', 'pull_request_target', 'merge_group'];

const RUNS = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';

/** https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-workflow */
const LAST: AboutQuestion<LastRun | null> = {
  route: `${RUNS}?per_page=20`,
  need: NEED_ACTIONS,
  // GitHub knows no such workflow before it is on the default branch, or has run.
  refused: (status) => (status === 404 ? null : undefined),
  check: holdsList('workflow_runs'),
  read: (data) => {
    const run = listIn(data, 'workflow_runs').find((one) => !PROPOSALS.includes(textIn(one, 'event')));
    if (run === undefined) return null;
    const { id, conclusion } = run;
    return {
      id: typeof id === 'number' ? id : 0,
      status: textIn(run, 'status'),
      conclusion: typeof conclusion === 'string' ? conclusion : null,
      event: textIn(run, 'event'),
      createdAt: textIn(run, 'created_at'),
    };
  },
};

const LAST_PUSH: AboutQuestion<string | null> = {
  route: `${RUNS}?event=push&per_page=1`,
  need: NEED_ACTIONS,
  check: holdsList('workflow_runs'),
  read: (data) => {
    const [run] = listIn(data, 'workflow_runs');
    return run === undefined ? null : textIn(run, 'created_at');
  },
};
