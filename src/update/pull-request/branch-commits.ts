import type { Client } from '../../github/client/client.ts';
import { failedQuery } from '../../github/client/error.ts';
import { type GraphqlAnswer, INCOMPLETE, nothingAt } from '../../github/client/graphql-answer.ts';
import { QueryBuilder } from '../../github/client/graphql-query.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { isObject } from '../../plugin/json.ts';
import { isMadeFor } from './own-commit.ts';

/** A page. Whoever adds more to a branch at once has made it their own. */
const MOST_COMMITS = 100;

/**
 * READ: whether a branch holds a commit that we made for it, beside those that the target branch has: then we made the
 * branch, and somebody has added to it since. In whichever order GitHub lists them
 * (https://docs.github.com/graphql/reference/objects#comparison, `commits`). Throws `GitHubError`.
 */
export async function holdsOwnCommit(
  client: Client,
  { repository, branch: target }: Pick<Marketplace, 'repository' | 'branch'>,
  branch: string,
): Promise<boolean> {
  const builder = new QueryBuilder();
  const [base, head] = [builder.text(`refs/heads/${target}`), builder.text(branch)];
  const compare = `compare(headRef: ${head}) { commits(first: ${MOST_COMMITS}) { nodes { message } } }`;
  const fields = `${builder.repository(repository)} { ref(qualifiedName: ${base}) { ${compare} } }`;
  const { text, variables } = builder.query([fields]);
  return messagesIn(await client.graphql(text, variables)).some((message) => isMadeFor(message, branch));
}

const PATH = ['repository', 'ref', 'compare'] as const;

function messagesIn({ data, errors }: GraphqlAnswer): string[] {
  const comparison = PATH.reduce<unknown>((value, key) => (isObject(value) ? value[key] : undefined), data);
  const why = nothingAt(comparison, errors, { path: PATH, alone: true });
  // Another history, or no branch any more: nothing of it is ours.
  if (comparison === null && why.kind === 'absent') return [];
  const commits = isObject(comparison) ? comparison['commits'] : null;
  const nodes = isObject(commits) && Array.isArray(commits['nodes']) ? commits['nodes'] : [null];
  const messages = nodes.map((node) => (isObject(node) ? node['message'] : null));
  if (messages.every((message) => typeof message === 'string')) return messages;
  throw failedQuery(
    'message' in why ? why.message : INCOMPLETE.message,
    why.kind === 'forbidden' ? 'FORBIDDEN' : undefined,
  );
}
