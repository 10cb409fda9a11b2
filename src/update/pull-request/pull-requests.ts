import { checkFailure } from '../../findings/checks.ts';
import { type Problem, ProblemError } from '../../findings/problem.ts';
import { proposalFailure } from '../../findings/writing.ts';
import type { CheckedAnswer } from '../../github/client.ts';
import { GitHubError, isNoSuccess, shapeless } from '../../github/error.ts';
import { isObject } from '../../plugin/json.ts';
import { readExisting } from './existing.ts';
import type { Proposal, PullRequest } from './proposals.ts';
import type { Proposer } from './proposer.ts';
import { CLOSING_WORDS, pullRequestBody, pullRequestTitle } from './pull-request-text.ts';

type Known = Pick<PullRequest, 'number' | 'url'>;

/** WRITE: the proposal's pull request, opened or brought up to date. Throws `ProblemError`. */
export async function openPullRequest(
  proposer: Proposer,
  proposal: Proposal,
  present: PullRequest | null,
): Promise<Known> {
  const wanted = {
    title: pullRequestTitle(proposal, proposer.options.commitTitle),
    body: pullRequestBody(proposal, proposer),
  };
  if (present === null) return create(proposer, proposal, wanted);
  if (present.title === wanted.title && sameText(present.body, wanted.body)) return present;
  await patch(proposer, present.number, wanted);
  return present;
}

/** GitHub may store a body with other line ends. */
function sameText(one: string, other: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  return plain(one) === plain(other);
}

type Wanted = { readonly title: string; readonly body: string };

async function create(proposer: Proposer, proposal: Proposal, wanted: Wanted): Promise<Known> {
  const { client, marketplace } = proposer;
  const { owner, name: repo } = marketplace.repository;
  const parameters = { owner, repo, head: proposal.branch, base: marketplace.branch, ...wanted };
  try {
    const answer = await client.request('POST /repos/{owner}/{repo}/pulls', parameters, {
      what: 'Opening a pull request',
      check: known,
      passes: branchLags,
    });
    return known(answer);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    return (await openedMeanwhile(proposer, proposal, error)) ?? fail(error, proposer, proposal.branch);
  }
}

/** GitHub answers 204, or 200 with the run where that was asked for. */
function isStarted(answer: CheckedAnswer): void {
  if (answer.status !== 204 && !isObject(answer.data)) throw shapeless(answer);
}

/** The branch was written a moment ago, and the copy that answers may not have it yet. */
function branchLags({ status, message }: GitHubError): boolean {
  return status === 422 && /\bhead: invalid|no commits between|no ref found/i.test(message);
}

/** The pull request that an answer shows; one that shows none is no success. */
function known(answer: CheckedAnswer): Known {
  const { number, html_url: url } = isObject(answer.data) ? answer.data : {};
  if (typeof number !== 'number' || typeof url !== 'string') throw shapeless(answer);
  return { number, url };
}

function fail(error: GitHubError, { marketplace }: Proposer, branch: string): never {
  throw new ProblemError(proposalFailure(error, marketplace, branch));
}

/** Two runs at one moment: the other one's pull request is as good. */
async function openedMeanwhile(
  { client, marketplace }: Proposer,
  { branch }: Proposal,
  error: GitHubError,
): Promise<Known | null> {
  if (error.status !== 422 || !/already exists/i.test(error.message)) return null;
  const { byBranch } = await readExisting(client, marketplace, [branch]);
  const found = byBranch.get(branch);
  const pullRequest = found?.kind === 'read' ? found.existing.pullRequest : null;
  return pullRequest?.state === 'OPEN' ? pullRequest : null;
}

async function patch(
  { client, marketplace }: Proposer,
  number: number,
  fields: Record<string, string>,
): Promise<void> {
  const { owner, name: repo } = marketplace.repository;
  const route = 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}';
  const check = (answer: CheckedAnswer) => {
    known(answer);
    const { state } = isObject(answer.data) ? answer.data : {};
    if (fields['state'] !== undefined && state !== fields['state']) throw shapeless(answer);
  };
  await client.request(
    route,
    { owner, repo, pull_number: number, ...fields },
    { what: 'Updating a pull request', check },
  );
}

/** WRITE: a word why, and the end of the pull request. Its branch is deleted by itself. */
export async function closePullRequest(proposer: Proposer, { number }: PullRequest): Promise<void> {
  const { client, marketplace } = proposer;
  const { owner, name: repo } = marketplace.repository;
  await client.request(
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    { owner, repo, issue_number: number, body: CLOSING_WORDS },
    { what: 'Writing a comment' },
  );
  await patch(proposer, number, { state: 'closed' });
}

/**
 * WRITE: starts workflows at once, because the runs of a pull request that `GITHUB_TOKEN` opened wait for approval
 * (https://docs.github.com/actions/concepts/security/github_token#when-github_token-triggers-workflow-runs, since
 * 2026-06-11).
 */
export async function startChecks(
  { client, marketplace, options }: Proposer,
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
