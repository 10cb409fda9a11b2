import type { Client } from '../../github/client/client.ts';
import { GitHubError, orError } from '../../github/client/error.ts';
import type { GraphqlAnswer } from '../../github/client/graphql-answer.ts';
import { isOid } from '../../github/objects/answers.ts';
import { isForbidden } from '../../github/objects/by-halves.ts';
import { readObject } from '../../github/objects/objects.ts';
import { marketplaceUnread } from '../../marketplace/cause.ts';
import { type Marketplace, readMarketplaceAt } from '../../marketplace/marketplace.ts';
import type { MarketplacePlace } from '../../marketplace/place.ts';
import { isObject } from '../../plugin/json.ts';

/** An open pull request onto the marketplace's branch, from a branch of the marketplace itself. */
export interface OpenPullRequest {
  readonly number: number;
  readonly url: string;
  readonly headOid: string;
}

type OpenPullRequests =
  | { readonly kind: 'open'; readonly pullRequests: readonly OpenPullRequest[] }
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

/**
 * READ: the pull requests that may hold an update, the newest first; none where GitHub fails: the next look asks
 * again. Only a right that is missing is final.
 */
export async function readOpenPullRequests(
  client: Client,
  place: MarketplacePlace,
): Promise<OpenPullRequests> {
  const { repository, branch } = place;
  const variables = { owner: repository.owner, name: repository.name, base: branch };
  const answer = await orError(client.graphql(QUERY, variables, { retry: () => false }));
  if (!(answer instanceof GitHubError)) return openIn(answer);
  return isForbidden(answer) ? { kind: 'unseen' } : NONE;
}

const NONE: OpenPullRequests = { kind: 'open', pullRequests: [] };

function openIn({ data, errors }: GraphqlAnswer): OpenPullRequests {
  const repository = data['repository'];
  const requests = isObject(repository) ? repository['pullRequests'] : null;
  if (!isObject(requests)) return isForbidden({ problems: errors }) ? { kind: 'unseen' } : NONE;
  const nodes = Array.isArray(requests['nodes']) ? requests['nodes'] : [];
  const own = nodes.filter(isObject).filter((node) => node['isCrossRepository'] === false);
  return { kind: 'open', pullRequests: own.flatMap(pullRequestOf) };
}

function pullRequestOf({ number, url, headRefOid }: Record<string, unknown>): OpenPullRequest[] {
  const isWhole = typeof number === 'number' && typeof url === 'string' && isOid(headRefOid);
  return isWhole ? [{ number, url, headOid: headRefOid }] : [];
}

/** READ: the marketplace at any commit of its repository. Throws `MarketplaceError`. */
export async function readMarketplaceOf(
  client: Client,
  place: MarketplacePlace,
  oid: string,
): Promise<Marketplace> {
  const { repository, file } = place;
  const head = await readObject(client, { repository, revision: { oid }, paths: ['', file, '.gitmodules'] });
  if (head.kind === 'commit') return readMarketplaceAt(client, place, head);
  throw marketplaceUnread(head, repository);
}
