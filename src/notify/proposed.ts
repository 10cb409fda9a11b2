import type { Client } from '../github/client.ts';
import { GitHubError } from '../github/error.ts';
import { readObjects } from '../github/objects.ts';
import type { RepositoryName } from '../github/repository.ts';
import { type Marketplace, readMarketplaceAt } from '../marketplace/marketplace.ts';
import type { MarketplacePlace } from '../marketplace/place.ts';
import { marketplaceUnreadable } from '../marketplace/read-problems.ts';
import { isObject } from '../plugin/json.ts';

/** An open pull request onto the marketplace's branch, from a branch of the marketplace itself. */
export interface OpenProposal {
  readonly number: number;
  readonly url: string;
  readonly headOid: string;
}

export type Proposals =
  | { readonly kind: 'open'; readonly proposals: readonly OpenProposal[] }
  /** A token that may write contents need not see pull requests. */
  | { readonly kind: 'unseen' };

/** An update's pull request is among the newest: it was made a moment ago. */
const MOST = 10;

const QUERY = `query($owner: String!, $name: String!, $base: String!) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: [OPEN], baseRefName: $base, first: ${MOST}, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { number url headRefOid isCrossRepository }
    }
  }
}`;

/** READ: the pull requests that may hold an update, the newest first; none where GitHub fails: the next look asks again. */
export async function readProposals(client: Client, place: MarketplacePlace): Promise<Proposals> {
  const { repository, branch } = place;
  const variables = { owner: repository.owner, name: repository.name, base: branch };
  try {
    const { data } = await client.graphql(QUERY, variables, { retry: () => false });
    return proposalsIn(data['repository']);
  } catch (error) {
    if (error instanceof GitHubError) return { kind: 'open', proposals: [] };
    throw error;
  }
}

function proposalsIn(repository: unknown): Proposals {
  const requests = isObject(repository) ? repository['pullRequests'] : null;
  if (!isObject(requests)) return { kind: 'unseen' };
  const nodes = Array.isArray(requests['nodes']) ? requests['nodes'] : [];
  const own = nodes.filter(isObject).filter((node) => node['isCrossRepository'] === false);
  return { kind: 'open', proposals: own.map(proposalOf) };
}

function proposalOf({ number, url, headRefOid }: Record<string, unknown>): OpenProposal {
  return { number: Number(number), url: String(url), headOid: String(headRefOid) };
}

/** READ: the marketplace at any commit of its repository. Throws `ProblemError`. */
export async function readMarketplaceOf(
  client: Client,
  place: MarketplacePlace,
  oid: string,
): Promise<Marketplace> {
  const { repository, file } = place;
  const [head] = await readObjects(client, [
    { repository, revision: { oid }, paths: ['', file, '.gitmodules'] },
  ]);
  if (head?.kind === 'commit') return readMarketplaceAt(client, place, head);
  throw marketplaceUnreadable(head ?? { kind: 'no-commit' }, repository);
}

/**
 * READ: the commit of the branch from which a pull request departed
 * (`merge_base_commit`, https://docs.github.com/rest/commits/commits#compare-two-commits). Throws `GitHubError`.
 */
export async function readDeparture(
  client: Client,
  { owner, name: repo }: RepositoryName,
  { main, head }: { readonly main: string; readonly head: string },
): Promise<string> {
  const { data } = await client.request(
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    { owner, repo, basehead: `${main}...${head}`, per_page: 1 },
    { what: 'Comparing two commits' },
  );
  const base = isObject(data) ? data['merge_base_commit'] : null;
  return String(isObject(base) ? base['sha'] : '');
}
