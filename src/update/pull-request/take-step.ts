import { type Problem, ProblemError } from '../../findings/problem.ts';
import { branchNotOurs, closingUnfinished, proposalFailure } from '../../findings/writing.ts';
import { mayPass } from '../../github/cause.ts';
import { GitHubError, orError } from '../../github/client/error.ts';
import { quote } from '../../plugin/display.ts';
import { makeCommit } from '../write/commit.ts';
import { triggerOf } from '../write/message.ts';
import { closePullRequest, sayWhyClosed } from './close-pull-request.ts';
import { isOutdated } from './marks.ts';
import type { NextStep, PullRequest } from './next-step.ts';
import { extendBranch, type Replaced, replaceBranch } from './own-branch.ts';
import { ownCommitMessage, type Tip } from './own-commit.ts';
import { isOvertaken, openPullRequest } from './pull-request-api.ts';
import type { PullRequestContext, PullRequestResult, StepResult } from './pull-request-result.ts';
import { started, startedAgain } from './started-checks.ts';
import type { WantedPullRequest } from './wanted-pull-requests.ts';

export interface Task {
  readonly kind: 'step';
  readonly wanted: WantedPullRequest;
  readonly step: NextStep;
  readonly repositoryId: string;
}

/** WRITE: does what is to be done for one pull request. Throws nothing of GitHub's. */
export async function takeStep(context: PullRequestContext, task: Task): Promise<StepResult> {
  try {
    return await take(context, task);
  } catch (error) {
    const [problem] = error instanceof ProblemError ? error.problems : [];
    if (problem !== undefined) return { kind: 'failed', problem };
    if (!(error instanceof GitHubError)) throw error;
    return { kind: 'failed', problem: proposalFailure(error, context.marketplace, task.wanted.branch) };
  }
}

async function take(context: PullRequestContext, task: Task): Promise<StepResult> {
  const { step, wanted } = task;
  switch (step.kind) {
    case 'nothing':
      return step;
    case 'leave':
      return done(wanted, { outcome: 'left', pullRequest: step.pullRequest });
    case 'declined':
    case 'unsettled':
      return done(wanted, { outcome: step.kind, pullRequest: step.pullRequest });
    case 'refuse':
      return { kind: 'failed', problem: branchNotOurs(context.marketplace, wanted.branch) };
    case 'close':
      return close(context, task, step);
    case 'finish-closing':
      return finishClosing(context, task, { ...step, isFirst: false });
    case 'keep':
      return keep(context, task, step.pullRequest);
    case 'write':
      return write(context, task, step);
  }
}

function done(
  { branch, plugins, changes }: WantedPullRequest,
  outcome: Pick<PullRequestResult, 'outcome' | 'pullRequest'> & { readonly commit?: string },
  warnings: readonly Problem[] = [],
): StepResult {
  const updates = changes.flatMap((change) => change.updates);
  return { kind: 'done', result: { branch, plugins, updates, commit: null, ...outcome }, warnings };
}

/** Closed first, which repeats harmlessly; a later run does what this one does not get to. */
async function close(
  context: PullRequestContext,
  task: Task,
  { tip, pullRequest }: Extract<NextStep, { kind: 'close' }>,
): Promise<StepResult> {
  await closePullRequest(context, pullRequest);
  return finishClosing(context, task, { tip, pullRequest, isFirst: true });
}

interface Closing extends Pick<Extract<NextStep, { kind: 'close' }>, 'tip' | 'pullRequest'> {
  /** Whether this run closed it: then nobody has said why yet. */
  readonly isFirst: boolean;
}

/** A word why, and the branch: what fails of that is left to the next run. */
async function finishClosing(
  context: PullRequestContext,
  task: Task,
  { tip, pullRequest, isFirst }: Closing,
): Promise<StepResult> {
  const said = await orError(sayWhyClosed(context, pullRequest, { isFirst }));
  // The branch shows the next run that something is left to do.
  const isForLater = said instanceof GitHubError && mayPass(said);
  const deleted = isForLater ? 'done' : await orError(deleteBranch(context, task, tip));
  // All was said when it was closed.
  if (deleted === 'unsupported' && !isFirst && !(said instanceof GitHubError)) return { kind: 'nothing' };
  const warnings = [said, deleted].flatMap((end) => {
    if (end instanceof GitHubError) {
      const { branch } = task.wanted;
      // Without its branch nothing shows the next run that the comment is missing.
      const isOver = end === said && !isForLater && deleted === 'done';
      return [closingUnfinished(end, context.marketplace, { branch, isOver })];
    }
    if (end === 'unsupported') return [branchKept(task)];
    return end === 'moved' ? [movedMeanwhile(task)] : [];
  });
  return done(task.wanted, { outcome: 'closed', pullRequest }, warnings);
}

/** A server that can't look and write at once keeps the branch: somebody may be committing to it. */
async function deleteBranch(
  { client, marketplace }: PullRequestContext,
  { wanted: { branch }, repositoryId }: Task,
  tip: Tip | null,
): Promise<Replaced> {
  if (tip === null) return 'done';
  return replaceBranch(client, marketplace, { repositoryId, branch, before: tip.oid, after: null });
}

/** Its words may be a person's by now, but not those that are about an earlier plan. */
async function keep(context: PullRequestContext, task: Task, pullRequest: PullRequest | null) {
  const { wanted } = task;
  return pullRequest !== null && !isOutdated(pullRequest.body, wanted)
    ? done(wanted, { outcome: 'kept', pullRequest }, await startedAgain(context, wanted.branch, pullRequest))
    : open(context, wanted, { pullRequest });
}

/** One commit on the present head, and our branch at it. */
async function write(
  context: PullRequestContext,
  task: Task,
  { tip, pullRequest }: Extract<NextStep, { kind: 'write' }>,
): Promise<StepResult> {
  const { wanted } = task;
  const { oid, replaced } = await commitOnBranch(context, task, tip?.oid ?? null);
  return replaced === 'done'
    ? open(context, wanted, { pullRequest, commit: oid })
    : done(wanted, { outcome: 'left', pullRequest }, [movedMeanwhile(task)]);
}

/** Where a branch can't be replaced safely, our new commit takes up the one that is there. */
async function commitOnBranch(
  { client, marketplace, options }: PullRequestContext,
  { wanted, repositoryId }: Task,
  before: string | null,
): Promise<{ readonly oid: string; readonly replaced: Replaced }> {
  const make = async (taken: string | null) => {
    const message = ownCommitMessage(wanted, options.commitTitle, triggerOf(options), taken);
    const { oid } = await makeCommit(client, marketplace, { ...wanted, message, replaced: taken });
    return { repositoryId, branch: wanted.branch, before, after: oid };
  };
  const move = await make(null);
  const replaced = await replaceBranch(client, marketplace, move);
  if (replaced !== 'unsupported') return { oid: move.after, replaced };
  const longer = before === null ? move : await make(before);
  return { oid: longer.after, replaced: await extendBranch(client, marketplace, longer) };
}

async function open(
  context: PullRequestContext,
  wanted: WantedPullRequest,
  present: { readonly pullRequest: PullRequest | null; readonly commit?: string },
): Promise<StepResult> {
  const opened = await orError(openPullRequest(context, wanted, present.pullRequest));
  if (opened instanceof GitHubError) {
    if (!isOvertaken(opened)) throw opened;
    return done(wanted, { ...present, outcome: 'left' }, [movedMeanwhile({ wanted })]);
  }
  const { pullRequest, body, warnings } = opened;
  const outcome = present.pullRequest === null ? 'opened' : 'updated';
  const starting = { number: pullRequest.number, body, workflows: context.options.checks };
  const unstarted = await started(context, wanted.branch, starting);
  return done(wanted, { ...present, outcome, pullRequest }, [...warnings, ...unstarted]);
}

function branchKept({ wanted: { branch } }: Task): Problem {
  return {
    code: 'branch-kept',
    what: `The pull request is closed, but its branch ${quote(branch)} is still there: this server can't delete a branch only where nobody has changed it meanwhile`,
    remedy: 'Delete it if nobody has committed to it. If you leave it, the next update uses it again.',
  };
}

function movedMeanwhile({ wanted: { branch } }: Pick<Task, 'wanted'>): Problem {
  return {
    code: 'branch-moved',
    what: `Somebody else changed ${quote(branch)} at the same moment, so it was left unchanged`,
    remedy: 'Nothing was lost; the next run looks again.',
  };
}
