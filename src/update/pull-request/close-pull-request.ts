import type { Client } from '../../github/client/client.ts';
import { GitHubError, orError, reason } from '../../github/client/error.ts';
import { QueryBuilder } from '../../github/client/graphql-query.ts';
import type { RepositoryName } from '../../github/repository.ts';
import { isObject } from '../../plugin/json.ts';
import { closedText } from './marks.ts';
import type { PullRequest } from './next-step.ts';
import { patchPullRequest, writeComment } from './pull-request-api.ts';
import type { PullRequestContext } from './pull-request-result.ts';
import { CLOSING_WORDS } from './pull-request-text.ts';

/** WRITE: closed, and marked as closed by us, in one request. Throws `GitHubError`. */
export async function closePullRequest(
  context: PullRequestContext,
  { number, body }: PullRequest,
): Promise<void> {
  await patchPullRequest(context, number, { state: 'closed', body: closedText(body) });
}

/**
 * WRITE: a word why, once: a comment does not repeat harmlessly, so it is looked for before it is written again.
 * Throws `GitHubError`.
 *
 * @param isFirst whether nobody can have written it yet.
 */
export async function sayWhyClosed(
  context: PullRequestContext,
  { number }: PullRequest,
  { isFirst }: { readonly isFirst: boolean },
): Promise<void> {
  const { client, marketplace } = context;
  for (let tries = 1; ; tries++) {
    if ((tries > 1 || !isFirst) && (await isSaid(client, marketplace.repository, number))) return;
    const error = await orError(writeComment(context, number, CLOSING_WORDS));
    if (!(error instanceof GitHubError)) return;
    const isLost = error.status === null || error.status >= 500 || error.status < 300;
    if (!isLost || !(await client.pause('Writing a comment', reason(error), tries))) throw error;
  }
}

/** READ: whether it is among the newest comments. */
async function isSaid(client: Client, repository: RepositoryName, number: number): Promise<boolean> {
  const builder = new QueryBuilder();
  const comments = `pullRequest(number: ${number}) { comments(last: 100) { nodes { body } } }`;
  const { text, variables } = builder.query([`${builder.repository(repository)} { ${comments} }`]);
  const { data, errors } = await client.graphql(text, variables);
  const found = isObject(data['repository']) ? data['repository']['pullRequest'] : null;
  const nodes = isObject(found) && isObject(found['comments']) ? found['comments']['nodes'] : null;
  if (!Array.isArray(nodes)) {
    const message = errors[0]?.message ?? 'the answer is incomplete';
    throw new GitHubError({ status: 200, headers: {}, message, problems: errors });
  }
  return nodes.some((node) => isObject(node) && node['body'] === CLOSING_WORDS);
}
