import { answerProblem } from '../../findings/github.ts';
import type { Problem } from '../../findings/problem.ts';
import { branchUnread, proposalFailure } from '../../findings/writing.ts';
import { passingCause } from '../../github/cause.ts';
import { GitHubError, orError } from '../../github/client/error.ts';
import { inFlight } from '../../github/client/in-flight.ts';
import { isForbidden } from '../../github/objects/by-halves.ts';
import { fullName } from '../../github/repository.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { hasFields } from '../opening-fields.ts';
import { holdsOwnCommit } from './branch-commits.ts';
import { keepOpenUpdates } from './keep-open-updates.ts';
import { decideNextStep } from './next-step.ts';
import type { PullRequestContext, PullRequestResult, StepResult } from './pull-request-result.ts';
import { resultLine } from './pull-request-text.ts';
import { type ExistingRead, readExisting } from './read-existing.ts';
import { type Fit, readFitting } from './read-fitting.ts';
import { type Task, takeStep } from './take-step.ts';
import { type WantedPullRequest, wantedPullRequests } from './wanted-pull-requests.ts';

export interface PullRequestResults {
  readonly results: readonly PullRequestResult[];
  readonly problems: readonly Problem[];
  /** What went wrong on the way, e.g. checks that could not be started; the pull requests exist anyway. */
  readonly warnings: readonly Problem[];
}

/**
 * From this pull request on there is a pause before each: one takes up to four requests that create content, and
 * GitHub takes 80 of them a minute (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 */
const WITHOUT_FIELDS = { unhurriedFrom: 15, pause: 3000 };
/** Labels, assignees, reviewers and the description after them are four more. */
const WITH_FIELDS = { unhurriedFrom: 8, pause: 6000 };

export interface Proposed {
  readonly kind: 'proposed';
  readonly pullRequests: PullRequestResults;
}

/** Some would be closed: everything has to be read again before that. */
export interface Unconfirmed {
  readonly kind: 'unconfirmed';
}

/**
 * WRITE: branches and pull requests as the plan wants them. What is wanted → what is there → the next step of each,
 * which is taken whatever became of the others.
 *
 * @param isConfirmed whether all was read twice: a copy of a repository that lags behind may show an old head, and then
 * nothing seems to be left of what is proposed.
 */
export async function syncPullRequests(
  context: PullRequestContext,
  { isConfirmed }: { readonly isConfirmed: boolean },
): Promise<Proposed | Unconfirmed> {
  const { options, marketplace, plan } = context;
  const read = await readTasks(context, wantedPullRequests(plan, marketplace, options));
  const tasks = await inFlight(read, (task) => withMaker(context, task));
  const closes = tasks.some((task) => task.kind === 'step' && task.step.kind === 'close');
  if (closes && !isConfirmed) return { kind: 'unconfirmed' };
  return { kind: 'proposed', pullRequests: await takeSteps(context, tasks) };
}

async function takeSteps(
  context: PullRequestContext,
  tasks: readonly NextTask[],
): Promise<PullRequestResults> {
  const { clock, log, options } = context;
  const { unhurriedFrom, pause } = hasFields(options.fields) ? WITH_FIELDS : WITHOUT_FIELDS;
  const results: StepResult[] = [];
  let written = 0;
  for (const task of tasks) {
    if (task.kind === 'step' && task.step.kind === 'write' && ++written >= unhurriedFrom) {
      await clock.sleep(pause);
    }
    const result = task.kind === 'step' ? await takeStep(context, task) : task;
    if (result.kind === 'done') log.info(resultLine(result.result));
    results.push(result);
  }
  const done = results.filter((result) => result.kind === 'done');
  return {
    results: done.map(({ result }) => result),
    problems: distinct(results.flatMap((result) => (result.kind === 'failed' ? [result.problem] : []))),
    warnings: done.flatMap(({ warnings }) => warnings),
  };
}

/** One cause is reported once, however many branches it has kept from being read. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.code} ${problem.what}`, problem])).values()];
}

const MOST_LOOKS = 3;
const LOOK_PAUSE = 2000;

type NextTask = Task | { readonly kind: 'failed'; readonly problem: Problem };

/** GitHub works out whether a pull request can be merged when it is asked, and says `UNKNOWN` meanwhile. */
async function readTasks(
  context: PullRequestContext,
  planned: readonly WantedPullRequest[],
): Promise<NextTask[]> {
  const { client, clock, marketplace } = context;
  const branches = planned.map(({ branch }) => branch);
  for (let look = 1; ; look++) {
    const reads = await readExisting(client, marketplace, branches);
    const kept = await keepOpenUpdates(context, planned, reads);
    if (kept.kind === 'unread') {
      return planned.map((one) => ({ kind: 'failed', problem: unreadProblem(kept.error, one, marketplace) }));
    }
    const all = kept.wanted;
    const existing = new Map(
      all.flatMap((wanted) => {
        const read = reads.get(wanted.branch);
        return read?.kind === 'read' ? [[wanted, read.existing] as const] : [];
      }),
    );
    const fitting = await readFitting(client, marketplace, existing);
    if (look === MOST_LOOKS || ![...fitting.values()].includes('unknown')) {
      return all.map((wanted) => taskOf(wanted, reads.get(wanted.branch), { fitting, marketplace }));
    }
    await clock.sleep(LOOK_PAUSE);
  }
}

/**
 * A branch of which neither its tip nor a pull request tells that we made it: somebody may have committed to it before
 * its pull request was opened, by another run that is under way or that ended too early. Its commits tell.
 */
async function withMaker({ client, marketplace }: PullRequestContext, task: NextTask): Promise<NextTask> {
  if (task.kind !== 'step' || task.step.kind !== 'refuse') return task;
  const { wanted } = task;
  const isBegunByUs = await orError(holdsOwnCommit(client, marketplace, wanted.branch));
  if (isBegunByUs instanceof GitHubError) {
    return { kind: 'failed', problem: unreadProblem(isBegunByUs, wanted, marketplace) };
  }
  return isBegunByUs ? { ...task, step: { kind: 'leave', pullRequest: null } } : task;
}

function taskOf(
  wanted: WantedPullRequest,
  read: ExistingRead | undefined,
  { fitting, marketplace }: { fitting: ReadonlyMap<WantedPullRequest, Fit>; marketplace: Marketplace },
): NextTask {
  if (read?.kind !== 'read') {
    return { kind: 'failed', problem: unreadProblem(read?.error ?? null, wanted, marketplace) };
  }
  const { existing, repositoryId } = read;
  const step = decideNextStep(wanted, existing, fitting.get(wanted) === 'fits');
  return { kind: 'step', wanted, step, repositoryId };
}

/** What could not be read is left alone: it may be a person's by now. */
function unreadProblem(error: GitHubError | null, { branch }: WantedPullRequest, marketplace: Marketplace) {
  const unread = error ?? new GitHubError({ status: null, headers: {}, message: 'not read' });
  const passing = passingCause(unread);
  if (passing !== null) {
    const subject = `Reading the pull requests of ${fullName(marketplace.repository)}`;
    const problem = answerProblem(passing, subject, 'update');
    return { ...problem, remedy: `They were left as they are. ${problem.remedy}` };
  }
  const isGitHubs = unread.status === 200 && !isForbidden(unread);
  return isGitHubs ? branchUnread(unread, marketplace, branch) : proposalFailure(unread, marketplace, branch);
}
