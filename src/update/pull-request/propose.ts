import { answerProblem } from '../../findings/github.ts';
import { type Problem, ProblemError } from '../../findings/problem.ts';
import { branchUnread, proposalFailure } from '../../findings/writing.ts';
import { isForbidden } from '../../github/by-halves.ts';
import { passingCause } from '../../github/cause.ts';
import { GitHubError } from '../../github/error.ts';
import { fullName } from '../../github/repository.ts';
import { entryName, type Marketplace } from '../../marketplace/marketplace.ts';
import { quote } from '../../plugin/display.ts';
import type { UpdateOptions } from '../inputs.ts';
import { proposedLine } from '../report/log.ts';
import { type Move, replaceBranch } from '../write/branch.ts';
import { makeCommit } from '../write/commit.ts';
import type { Trigger } from '../write/message.ts';
import { readExisting, readFitting } from './existing.ts';
import { type NextStep, nextStep, type Proposal, proposalMessage, proposalsOf } from './proposals.ts';
import type { Proposed, Proposer } from './proposer.ts';
import { isAboutAnother } from './pull-request-text.ts';
import { closePullRequest, openPullRequest, startChecks } from './pull-requests.ts';

export interface Proposals {
  readonly proposed: readonly Proposed[];
  readonly problems: readonly Problem[];
  /** Checks that could not be started: the proposal stands all the same. */
  readonly warnings: readonly Problem[];
}

/**
 * From this proposal on there is a pause before each: one takes up to four requests that create content, and GitHub
 * takes 80 of them a minute (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 */
const UNHURRIED_FROM = 15;
const PAUSE = 3000;

/** WRITE: branches and pull requests as the plan wants them; each is tried whatever became of the others. */
export async function proposeChanges(proposer: Proposer): Promise<Proposals> {
  const { options, marketplace, plan, clock, log } = proposer;
  const all = marketplace.subjects.map(({ entry }) => entryName(entry));
  const branches = { template: options.pullRequestBranch, target: marketplace.branch };
  const proposals = proposalsOf(plan, branches, { all, chosen: options.plugins });
  const { existing, fitting } = await readAll(proposer, proposals);
  const results: (Proposed | Problem | null)[] = [];
  const warnings: Problem[] = [];
  let written = 0;
  for (const proposal of proposals) {
    const seen = existing.byBranch.get(proposal.branch);
    if (seen === undefined || seen.kind === 'unread') {
      results.push(unreadProposal(seen?.error ?? null, proposal, marketplace));
      continue;
    }
    const step = nextStep(proposal, seen.existing, fitting.has(proposal));
    if (step.kind === 'write' && ++written >= UNHURRIED_FROM) await clock.sleep(PAUSE);
    const result = await take(proposer, { proposal, step, repositoryId: existing.repositoryId, warnings });
    if (result !== null && 'outcome' in result) log.info(proposedLine(result));
    results.push(result);
  }
  const done = results.filter((result) => result !== null);
  return {
    proposed: done.filter((result) => 'outcome' in result),
    problems: distinct(done.filter((result) => 'code' in result)),
    warnings,
  };
}

/** What could not be read is left alone: it may be a person's by now. */
function unreadProposal(error: GitHubError | null, { branch }: Proposal, marketplace: Marketplace): Problem {
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

/** One cause is told once, however many branches it has kept from being read. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.code} ${problem.what}`, problem])).values()];
}

const MOST_LOOKS = 3;
const LOOK_PAUSE = 2000;

/** GitHub works out whether a pull request can be merged when it is asked, and says `UNKNOWN` meanwhile. */
async function readAll({ client, clock, marketplace }: Proposer, proposals: readonly Proposal[]) {
  const branches = proposals.map(({ branch }) => branch);
  for (let look = 1; ; look++) {
    const existing = await readExisting(client, marketplace, branches);
    const pairs = proposals.flatMap((proposal) => {
      const seen = existing.byBranch.get(proposal.branch);
      return seen?.kind === 'read' ? [{ proposal, existing: seen.existing }] : [];
    });
    const fitting = await readFitting(client, marketplace, pairs);
    const unknown = pairs.some(
      ({ proposal, existing: { tip, pullRequest } }) =>
        tip !== null &&
        pullRequest?.state === 'OPEN' &&
        pullRequest.mergeable === 'UNKNOWN' &&
        !fitting.has(proposal),
    );
    if (!unknown || look === MOST_LOOKS) return { existing, fitting };
    await clock.sleep(LOOK_PAUSE);
  }
}

interface Task {
  readonly proposal: Proposal;
  readonly step: NextStep;
  readonly repositoryId: string;
  readonly warnings: Problem[];
}

async function take(proposer: Proposer, task: Task): Promise<Proposed | Problem | null> {
  const { proposal, step } = task;
  const result = (
    outcome: Proposed['outcome'],
    pullRequest: Proposed['pullRequest'],
    commit: string | null = null,
  ) => ({
    branch: proposal.branch,
    plugins: proposal.plugins,
    outcome,
    pullRequest,
    commit,
  });
  try {
    switch (step.kind) {
      case 'nothing':
        return null;
      case 'leave':
        return result('left', step.pullRequest);
      case 'declined':
        return result('declined', step.pullRequest);
      case 'unsettled':
        return result('unsettled', step.pullRequest);
      case 'close':
        await closePullRequest(proposer, step.pullRequest);
        if (step.tip !== null) await moveBranch(proposer, task, { before: step.tip.oid, after: null });
        return result('closed', step.pullRequest);
      case 'keep': {
        const { pullRequest } = step;
        // Its words may be a person's by now, but not those that are about an earlier plan.
        if (pullRequest !== null && !isAboutAnother(pullRequest.body, proposal)) {
          return result('kept', pullRequest);
        }
        const open = await openPullRequest(proposer, proposal, pullRequest);
        task.warnings.push(...(await startChecks(proposer, proposal.branch)));
        return result(pullRequest === null ? 'opened' : 'updated', open);
      }
      case 'write': {
        const commit = await writeBranch(proposer, task, step.tip?.oid ?? null);
        if (commit === null) return result('left', step.pullRequest);
        const open = await openPullRequest(proposer, proposal, step.pullRequest);
        task.warnings.push(...(await startChecks(proposer, proposal.branch)));
        return result(step.pullRequest === null ? 'opened' : 'updated', open, commit);
      }
    }
  } catch (error) {
    if (error instanceof ProblemError) return error.problems[0] ?? null;
    if (!(error instanceof GitHubError)) throw error;
    return proposalFailure(error, proposer.marketplace, proposal.branch);
  }
}

/** One commit on the present head, and our branch at it; null where somebody else moved it meanwhile. */
async function writeBranch(proposer: Proposer, task: Task, before: string | null): Promise<string | null> {
  const { client, marketplace, options } = proposer;
  const { changes, raise } = task.proposal;
  const message = proposalMessage(task.proposal, options.commitTitle, triggerOf(options));
  const { oid } = await makeCommit(client, marketplace, { changes, raise, message });
  return (await moveBranch(proposer, task, { before, after: oid })) ? oid : null;
}

/** False, and a word about it, where somebody else moved it meanwhile: what they committed is not ours to replace. */
async function moveBranch(
  { client, marketplace }: Proposer,
  { proposal, repositoryId, warnings }: Task,
  move: Pick<Move, 'before' | 'after'>,
): Promise<boolean> {
  const { branch } = proposal;
  if (await replaceBranch(client, marketplace, { repositoryId, branch, ...move })) return true;
  warnings.push({
    code: 'branch-moved',
    what: `${quote(proposal.branch)} was changed by somebody else at the same moment, so it was left alone`,
    remedy: 'Nothing was lost; the next run looks again.',
  });
  return false;
}

export function triggerOf({ event, addresses }: UpdateOptions): Trigger {
  return { event: event.name, runUrl: addresses.runUrl };
}
