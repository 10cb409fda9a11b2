import { type Problem, ProblemError } from '../../findings/problem.ts';
import { proposalFailure } from '../../findings/writing.ts';
import { GitHubError } from '../../github/client/error.ts';
import { quote } from '../../plugin/display.ts';
import { makeCommit } from '../write/commit.ts';
import { triggerOf } from '../write/message.ts';
import type { NextStep, PullRequest } from './next-step.ts';
import { type Move, replaceBranch } from './own-branch.ts';
import { ownCommitMessage } from './own-commit.ts';
import { closePullRequest, openPullRequest, startChecks } from './pull-request-api.ts';
import type { PullRequestContext, PullRequestResult, StepResult } from './pull-request-result.ts';
import { isAboutAnother } from './pull-request-text.ts';
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
    case 'close':
      return close(context, task, step);
    case 'keep':
      return keep(context, task, step.pullRequest);
    case 'write':
      return write(context, task, step);
  }
}

function done(
  { branch, plugins }: WantedPullRequest,
  outcome: Pick<PullRequestResult, 'outcome' | 'pullRequest'> & { readonly commit?: string },
  warnings: readonly Problem[] = [],
): StepResult {
  return { kind: 'done', result: { branch, plugins, commit: null, ...outcome }, warnings };
}

async function close(
  context: PullRequestContext,
  task: Task,
  { tip, pullRequest }: Extract<NextStep, { kind: 'close' }>,
): Promise<StepResult> {
  await closePullRequest(context, pullRequest);
  const isMoved = tip !== null && !(await moveBranch(context, task, { before: tip.oid, after: null }));
  return done(task.wanted, { outcome: 'closed', pullRequest }, isMoved ? [movedMeanwhile(task)] : []);
}

/** Its words may be a person's by now, but not those that are about an earlier plan. */
async function keep(context: PullRequestContext, task: Task, pullRequest: PullRequest | null) {
  const { wanted } = task;
  return pullRequest !== null && !isAboutAnother(pullRequest.body, wanted)
    ? done(wanted, { outcome: 'kept', pullRequest })
    : open(context, wanted, { pullRequest });
}

/** One commit on the present head, and our branch at it. */
async function write(
  context: PullRequestContext,
  task: Task,
  { tip, pullRequest }: Extract<NextStep, { kind: 'write' }>,
): Promise<StepResult> {
  const { client, marketplace, options } = context;
  const { wanted } = task;
  const message = ownCommitMessage(wanted, options.commitTitle, triggerOf(options));
  const { oid } = await makeCommit(client, marketplace, { ...wanted, message });
  const isMoved = !(await moveBranch(context, task, { before: tip?.oid ?? null, after: oid }));
  return isMoved
    ? done(wanted, { outcome: 'left', pullRequest }, [movedMeanwhile(task)])
    : open(context, wanted, { pullRequest, commit: oid });
}

async function open(
  context: PullRequestContext,
  wanted: WantedPullRequest,
  present: { readonly pullRequest: PullRequest | null; readonly commit?: string },
): Promise<StepResult> {
  const pullRequest = await openPullRequest(context, wanted, present.pullRequest);
  const outcome = present.pullRequest === null ? 'opened' : 'updated';
  return done(wanted, { ...present, outcome, pullRequest }, await startChecks(context, wanted.branch));
}

/** False where somebody else moved it meanwhile: what they committed is not ours to replace. */
function moveBranch(
  { client, marketplace }: PullRequestContext,
  { wanted: { branch }, repositoryId }: Task,
  move: Pick<Move, 'before' | 'after'>,
): Promise<boolean> {
  return replaceBranch(client, marketplace, { repositoryId, branch, ...move });
}

function movedMeanwhile({ wanted: { branch } }: Task): Problem {
  return {
    code: 'branch-moved',
    what: `Somebody else changed ${quote(branch)} at the same moment, so it was left unchanged`,
    remedy: 'Nothing was lost; the next run looks again.',
  };
}
