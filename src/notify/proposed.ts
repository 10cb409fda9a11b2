import type { Client } from '../github/client.ts';
import { GitHubError } from '../github/error.ts';
import type { MarketplacePlace } from '../marketplace/marketplace.ts';
import { isObject } from '../plugin/json.ts';

/** An open pull request onto the marketplace's branch, from a branch of the marketplace itself. */
export interface OpenProposal {
  readonly number: number;
  readonly url: string;
  readonly branch: string;
  readonly headOid: string;
}

/** An update's pull request is among the newest: it was made a moment ago. */
const MOST = 10;

const QUERY = `query($owner: String!, $name: String!, $base: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: [OPEN], baseRefName: $base, first: ${MOST}, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { number url headRefName headRefOid isCrossRepository }
    }
  }
}`;

/**
 * READ: the pull requests that may hold an update, the newest first. A token that may write contents need not see
 * pull requests: then there are none to name.
 */
export async function readProposals(
  client: Client,
  { repository: { owner, name }, branch }: MarketplacePlace,
): Promise<OpenProposal[]> {
  try {
    const { data } = await client.graphql(QUERY, { owner, name, base: branch });
    const { repository } = data;
    const requests = isObject(repository) ? repository['pullRequests'] : null;
    const nodes = isObject(requests) && Array.isArray(requests['nodes']) ? requests['nodes'] : [];
    return nodes
      .filter(isObject)
      .filter((node) => node['isCrossRepository'] === false)
      .map(proposalOf);
  } catch (error) {
    if (error instanceof GitHubError) return [];
    throw error;
  }
}

function proposalOf(node: Record<string, unknown>): OpenProposal {
  return {
    number: Number(node['number']),
    url: String(node['url']),
    branch: String(node['headRefName']),
    headOid: String(node['headRefOid']),
  };
}
