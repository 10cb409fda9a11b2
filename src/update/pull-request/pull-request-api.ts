import { fieldsUnfinished } from '../../findings/opening-fields.ts';
import type { Problem } from '../../findings/problem.ts';
import { checkFailure } from '../../findings/starting-checks.ts';
import type { CheckedAnswer, Client } from '../../github/client/client.ts';
import { GitHubError, isNoSuccess, orError, shapeless } from '../../github/client/error.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { isObject } from '../../plugin/json.ts';
import { hasFields } from '../opening-fields.ts';
import { isPendingText, marksIn, pendingText } from './marks.ts';
import type { PullRequest } from './next-step.ts';
import type { PullRequestContext } from './pull-request-result.ts';
import { pullRequestBody, pullRequestTitle } from './pull-request-text.ts';
import { readExisting } from './read-existing.ts';
import { setOpeningFields } from './set-fields.ts';
import type { WantedPullRequest } from './wanted-pull-requests.ts';

type Known = Pick<PullRequest, 'number' | 'url'>;

interface OpenPullRequest {
  readonly pullRequest: Known;
  /** Its words as they are now. */
  readonly body: string;
  /** What it did not get; it is open anyway. */
  readonly warnings: readonly Problem[];
}

/** WRITE: the pull request that is wanted, opened or brought up to date. Throws `GitHubError`. */
export async function openPullRequest(
  context: PullRequestContext,
  wanted: WantedPullRequest,
  present: PullRequest | null,
): Promise<OpenPullRequest> {
  const title = pullRequestTitle(wanted, context.options.commitTitle);
  const body = pullRequestBody(wanted, context);
  if (present !== null && isPendingText(present.body)) return finish(context, present, { title, body });
  if (present === null) {
    const isMore = hasFields(context.options.fields);
    const made = await create(context, wanted.branch, { title, body: isMore ? pendingText(body) : body });
    if (isPendingText(made.body)) return finish(context, made, { title, body });
    return { pullRequest: made, body, warnings: [] };
  }
  if (present.title !== title || !sameText(present.body, body)) {
    await patchPullRequest(context, present.number, { title, body });
  }
  return { pullRequest: present, body, warnings: [] };
}

/**
 * Labels and people, then the mark that they are pending goes: where the run ends before, or GitHub fails, the next one
 * sets them. None that is done is touched again: people may have removed a label.
 */
async function finish(
  context: PullRequestContext,
  pullRequest: Known,
  text: { readonly title: string; readonly body: string },
): Promise<OpenPullRequest> {
  const unset = await setOpeningFields(context, pullRequest.number);
  const warnings = unset.map(({ problem }) => problem);
  const pending = pendingText(text.body);
  if (unset.some(({ isPassing }) => isPassing)) return { pullRequest, body: pending, warnings };
  const patched = await orError(patchPullRequest(context, pullRequest.number, text));
  if (!(patched instanceof GitHubError)) return { pullRequest, body: text.body, warnings };
  const unfinished = fieldsUnfinished(patched, pullRequest.number);
  return { pullRequest, body: pending, warnings: [...warnings, unfinished] };
}

/** GitHub may store a body with other line ends. */
function sameText(one: string, other: string): boolean {
  const plain = (text: string) => text.replaceAll('\r\n', '\n').trim();
  return plain(one) === plain(other);
}

async function create(
  { client, marketplace }: PullRequestContext,
  branch: string,
  text: { readonly title: string; readonly body: string },
): Promise<Pick<PullRequest, 'number' | 'url' | 'body'>> {
  const { owner, name: repo } = marketplace.repository;
  const parameters = { owner, repo, head: branch, base: marketplace.branch, ...text };
  const check = (answer: CheckedAnswer) => {
    const { head } = isObject(answer.data) ? answer.data : {};
    known(answer);
    if (!isObject(head) || head['ref'] !== branch) throw shapeless(answer);
  };
  const options = { what: 'Opening a pull request', check, passes: branchLags };
  const answer = await orError(client.request('POST /repos/{owner}/{repo}/pulls', parameters, options));
  if (!(answer instanceof GitHubError)) return { ...known(answer), body: text.body };
  const other = isThere(answer) ? await openOn(client, marketplace, branch) : null;
  if (other === null) throw answer;
  return other;
}

/** The branch was written a moment ago, and the copy that answers may not have it yet. */
export function branchLags({ status, message }: GitHubError): boolean {
  return status === 422 && /\bhead: invalid|no commits between|no ref found/i.test(message);
}

function isThere({ status, message }: GitHubError): boolean {
  return status === 422 && /already exists/i.test(message);
}

/** PURE: somebody merged or removed the branch, or opened and closed a pull request of it, a moment ago. */
export function isOvertaken(error: GitHubError): boolean {
  return branchLags(error) || isThere(error);
}

/** The pull request that an answer shows; one that shows none is no success. */
function known(answer: CheckedAnswer): Known {
  const { number, html_url: url } = isObject(answer.data) ? answer.data : {};
  if (typeof number !== 'number' || typeof url !== 'string') throw shapeless(answer);
  return { number, url };
}

/** Two runs at one moment, or ours, of which the answer was lost: that pull request is as good. */
async function openOn(client: Client, marketplace: Marketplace, branch: string): Promise<PullRequest | null> {
  const found = (await readExisting(client, marketplace, [branch])).get(branch);
  const pullRequest = found?.kind === 'read' ? found.existing.pullRequest : null;
  return pullRequest?.state === 'OPEN' ? pullRequest : null;
}

/** WRITE: done when the answer shows it. Throws `GitHubError`. */
export async function patchPullRequest(
  { client, marketplace }: Pick<PullRequestContext, 'client' | 'marketplace'>,
  number: number,
  fields: { readonly title?: string; readonly body: string; readonly state?: string },
): Promise<void> {
  const { owner, name: repo } = marketplace.repository;
  const route = 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}';
  const check = (answer: CheckedAnswer) => {
    const data = isObject(answer.data) ? answer.data : {};
    const { state = data['state'], body } = fields;
    const isDone = data['state'] === state && marksIn(body) === marksIn(data['body']);
    if (known(answer).number !== number || !isDone) throw shapeless(answer);
  };
  await client.request(
    route,
    { owner, repo, pull_number: number, ...fields },
    { what: 'Updating a pull request', check },
  );
}

/** WRITE: one try, because a comment does not repeat harmlessly: only a limit says that nothing was written. */
export async function writeComment(
  { client, marketplace }: Pick<PullRequestContext, 'client' | 'marketplace'>,
  number: number,
  body: string,
): Promise<void> {
  const { owner, name: repo } = marketplace.repository;
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
  const check = (answer: CheckedAnswer) => {
    if (!isObject(answer.data) || answer.data['body'] !== body) throw shapeless(answer);
  };
  const retry = ({ limit }: GitHubError) => limit !== null;
  await client.request(
    route,
    { owner, repo, issue_number: number, body },
    { what: 'Writing a comment', check, retry },
  );
}

/**
 * WRITE: starts workflows at once, because the runs of a pull request that `GITHUB_TOKEN` opened wait for approval
 * (https://docs.github.com/actions/concepts/security/github_token#when-github_token-triggers-workflow-runs, since
 * 2026-06-11).
 */
export async function startChecks(
  { client, marketplace }: PullRequestContext,
  branch: string,
  workflows: readonly string[],
): Promise<UnstartedCheck[]> {
  const { owner, name: repo } = marketplace.repository;
  const route = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
  const failed: UnstartedCheck[] = [];
  for (const workflow of workflows) {
    const options = {
      what: `Starting ${workflow}`,
      check: isStarted,
      retry: isNoSuccess,
      passes: branchLags,
    };
    const parameters = { owner, repo, workflow_id: workflow, ref: branch };
    const answer = await orError(client.request(route, parameters, options));
    if (answer instanceof GitHubError)
      failed.push({ workflow, problem: checkFailure(answer, workflow, branch) });
  }
  return failed;
}

export interface UnstartedCheck {
  readonly workflow: string;
  readonly problem: Problem;
}

/** GitHub answers 204, or 200 with the run where that was asked for. */
function isStarted(answer: CheckedAnswer): void {
  if (answer.status !== 204 && !isObject(answer.data)) throw shapeless(answer);
}
