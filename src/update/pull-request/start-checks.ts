import { checkFailure } from '../../findings/checks.ts';
import type { Problem } from '../../findings/problem.ts';
import type { CheckedAnswer } from '../../github/client/client.ts';
import { GitHubError, isNoSuccess, shapeless } from '../../github/client/error.ts';
import { isObject } from '../../plugin/json.ts';
import { branchLags } from './pull-request-api.ts';
import type { PullRequestContext } from './pull-request-result.ts';

/**
 * WRITE: starts workflows at once, because the runs of a pull request that `GITHUB_TOKEN` opened wait for approval
 * (https://docs.github.com/actions/concepts/security/github_token#when-github_token-triggers-workflow-runs, since
 * 2026-06-11).
 */
export async function startChecks(
  { client, marketplace, options }: PullRequestContext,
  branch: string,
): Promise<Problem[]> {
  const { owner, name: repo } = marketplace.repository;
  const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
  const problems: Problem[] = [];
  for (const workflow of options.checks) {
    try {
      await client.request(
        route,
        { owner, repo, workflow_id: workflow, ref: branch },
        { what: `Starting ${workflow}`, check: isStarted, retry: isNoSuccess, passes: branchLags },
      );
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      problems.push(checkFailure(error, workflow, branch));
    }
  }
  return problems;
}

/** GitHub answers 204, or 200 with the run where that was asked for. */
function isStarted(answer: CheckedAnswer): void {
  if (answer.status !== 204 && !isObject(answer.data)) throw shapeless(answer);
}
