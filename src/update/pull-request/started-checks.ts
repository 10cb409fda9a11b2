import type { Problem } from '../../findings/problem.ts';
import { orError } from '../../github/client/error.ts';
import { unstartedIn, withUnstarted } from './marks.ts';
import type { PullRequest } from './next-step.ts';
import { patchPullRequest, startChecks } from './pull-request-api.ts';
import type { PullRequestContext } from './pull-request-result.ts';

/** WRITE: starts what an earlier run could not start, as far as `checks` still names it. */
export async function startedAgain(
  context: PullRequestContext,
  branch: string,
  { number, body }: PullRequest,
): Promise<Problem[]> {
  const unstarted = unstartedIn(body);
  if (unstarted.length === 0) return [];
  return started(context, branch, {
    number,
    body,
    workflows: context.options.checks.filter((one) => unstarted.includes(one)),
  });
}

interface Starting {
  readonly number: number;
  /** The pull request's words: they tell the next run what is still to be started. */
  readonly body: string;
  readonly workflows: readonly string[];
}

/** WRITE: starts workflows on the pull request's branch; gives what could not be started, which the next run tries again. */
export async function started(
  context: PullRequestContext,
  branch: string,
  { number, body, workflows }: Starting,
): Promise<Problem[]> {
  const failed = await startChecks(context, branch, workflows);
  const noted = withUnstarted(
    body,
    failed.map(({ workflow }) => workflow),
  );
  // The warnings say it anyway.
  if (noted !== body) await orError(patchPullRequest(context, number, { body: noted }));
  return failed.map(({ problem }) => problem);
}
