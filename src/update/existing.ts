import type { Client } from '../github/client.ts';
import { GitHubError } from '../github/error.ts';
import { readObjects } from '../github/objects.ts';
import type { Marketplace } from '../marketplace/marketplace.ts';
import { isObject } from '../plugin/json.ts';
import type { PullRequest } from './proposals.ts';
import { type Existing, isOurs, isSamePlan, type Proposal, type Tip, touches } from './proposals.ts';

/** What is there of the proposals, by branch. */
export interface ExistingProposals {
  /** The repository's node id, which the mutation wants. */
  readonly repositoryId: string;
  readonly byBranch: ReadonlyMap<string, Existing>;
}

/** Branches in one query, each with its newest pull request. */
const MOST_BRANCHES = 50;

/** READ: our branches and their pull requests. Throws `GitHubError`. */
export async function readExisting(
  client: Client,
  marketplace: Marketplace,
  branches: readonly string[],
): Promise<ExistingProposals> {
  const byBranch = new Map<string, Existing>();
  let repositoryId = '';
  for (let start = 0; start < branches.length; start += MOST_BRANCHES) {
    const some = branches.slice(start, start + MOST_BRANCHES);
    const repository = await askFor(client, marketplace, some);
    repositoryId = text(repository, 'id');
    for (const [index, branch] of some.entries()) byBranch.set(branch, existingOf(repository, index));
  }
  return { repositoryId, byBranch };
}

async function askFor(
  client: Client,
  { repository: { owner, name }, branch: base }: Marketplace,
  branches: readonly string[],
): Promise<Record<string, unknown>> {
  const variables: Record<string, string> = { owner, name, base };
  const fields = branches.map((branch, index) => {
    variables[`b${index}`] = branch;
    variables[`q${index}`] = `refs/heads/${branch}`;
    return `b${index}: ref(qualifiedName: $q${index}) { target { ...Tip } compare(headRef: $base) { status } }
      p${index}: pullRequests(headRefName: $b${index}, baseRefName: $base, first: 10, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { ...Request } }`;
  });
  const declared = Object.keys(variables).map((variable) => `$${variable}: String!`);
  const query = `query(${declared.join(', ')}) {
    repository(owner: $owner, name: $name) { id ${fields.join('\n')} }
  }
  fragment Tip on GitObject { oid ... on Commit { message tree { oid } parents(first: 2) { nodes { oid } } } }
  fragment Request on PullRequest { number url title body state mergeable isCrossRepository headRefOid }`;
  const { data, errors } = await client.graphql(query, variables);
  const repository = data['repository'];
  if (isObject(repository) && errors.length === 0) return repository;
  throw new GitHubError({ status: 403, headers: {}, message: errors[0]?.message ?? 'not found' });
}

function existingOf(repository: Record<string, unknown>, index: number): Existing {
  const ref = repository[`b${index}`];
  const requests = repository[`p${index}`];
  const nodes =
    isObject(requests) && Array.isArray(requests['nodes']) ? requests['nodes'].filter(isObject) : [];
  // Open ones first; a fork's branch may have the same name.
  const own = nodes.filter((node) => node['isCrossRepository'] !== true).map(pullRequestOf);
  const open = own.find(({ state }) => state === 'OPEN');
  return { tip: isObject(ref) ? tipOf(ref) : null, pullRequest: open ?? own[0] ?? null };
}

function tipOf({ target, compare }: Record<string, unknown>): Tip | null {
  if (!isObject(target)) return null;
  // Our branch is the base, so the target branch is ahead of it where it holds all of it.
  const status = isObject(compare) ? compare['status'] : null;
  const { tree, parents } = target;
  const nodes = isObject(parents) && Array.isArray(parents['nodes']) ? parents['nodes'] : [];
  return {
    oid: text(target, 'oid'),
    message: text(target, 'message'),
    tree: isObject(tree) ? text(tree, 'oid') : '',
    parents: nodes.filter(isObject).map((node) => text(node, 'oid')),
    contained: status === 'AHEAD' || status === 'IDENTICAL',
  };
}

function pullRequestOf(node: Record<string, unknown>): PullRequest {
  const mergeable = text(node, 'mergeable');
  const state = text(node, 'state');
  return {
    number: Number(node['number']),
    url: text(node, 'url'),
    title: text(node, 'title'),
    body: text(node, 'body'),
    state: state === 'OPEN' || state === 'MERGED' ? state : 'CLOSED',
    mergeable: mergeable === 'MERGEABLE' || mergeable === 'CONFLICTING' ? mergeable : 'UNKNOWN',
    headOid: text(node, 'headRefOid'),
  };
}

function text(value: Record<string, unknown>, key: string): string {
  const found = value[key];
  return typeof found === 'string' ? found : '';
}

/**
 * READ: the branches that merge as they are. Where what they touch is the same in their parent as in the present
 * head, they do; else GitHub is asked, which may still be working it out.
 */
export async function readFitting(
  client: Client,
  marketplace: Marketplace,
  pairs: readonly { readonly proposal: Proposal; readonly existing: Existing }[],
): Promise<ReadonlySet<Proposal>> {
  const kept = pairs.flatMap(({ proposal, existing }) => {
    const { tip } = existing;
    return tip !== null && isOurs(tip) && isSamePlan(tip, proposal) ? [{ proposal, existing, tip }] : [];
  });
  const paths = (proposal: Proposal) => touches(proposal, marketplace);
  const { repository, commit } = marketplace;
  const requests = kept.flatMap(({ proposal, tip }) =>
    [tip.parents[0] ?? commit, commit].map((oid) => ({
      repository,
      revision: { oid },
      paths: paths(proposal),
    })),
  );
  const snapshots = await readObjects(client, requests);
  const fitting = kept.filter(({ existing, proposal }, index) => {
    const [then, now] = [snapshots[2 * index], snapshots[2 * index + 1]];
    const same = paths(proposal).every((path) => oidAt(then, path) === oidAt(now, path));
    return same || existing.pullRequest?.mergeable === 'MERGEABLE';
  });
  return new Set(fitting.map(({ proposal }) => proposal));
}

function oidAt(
  snapshot: Awaited<ReturnType<typeof readObjects>>[number] | undefined,
  path: string,
): string | null {
  const found = snapshot?.kind === 'commit' ? snapshot.paths.get(path) : undefined;
  return found?.kind === 'found' ? found.entry.oid : null;
}
