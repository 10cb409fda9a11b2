import { assertMay, type Viewer } from './graphql-access.ts';
import { connection, type Page, paginate } from './graphql-connections.ts';
import { GitHubError, NotImplemented } from './graphql-errors.ts';
import { objectSource } from './graphql-objects.ts';
import type { RefSource } from './graphql-refs.ts';
import type { Resolvers } from './graphql-schema.ts';
import { mergeability } from './merging.ts';
import { baseOf, commitsOf, followBranches, type Pull, type PullComment, pullAt } from './pulls.ts';
import type { Repository } from './repository.ts';
import { nodeId } from './shapes.ts';

interface PullSource {
  repository: Repository;
  pull: Pull;
}

interface PullCommit extends PullSource {
  oid: string;
}

export async function pullNumbered(
  viewer: Viewer,
  repository: Repository,
  number: number,
): Promise<PullSource> {
  assertMay(viewer, repository, 'pull_requests', 'read');
  const pull = await pullAt(repository, number);
  if (pull !== undefined) return { repository, pull };
  throw new GitHubError('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
}

/** Whatever repository their heads are in. */
export function pullRequestsOf(viewer: Viewer, repository: Repository, args: Record<string, unknown>) {
  return listed(viewer, repository, args);
}

/** Of a branch of this repository: "pull requests with this ref as the head ref" (the schema). */
export function pullRequestsFrom(viewer: Viewer, repository: Repository, args: Record<string, unknown>) {
  return listed(viewer, repository, args, ({ fromFork }) => !fromFork);
}

async function listed(
  viewer: Viewer,
  repository: Repository,
  args: Record<string, unknown>,
  isMeant: (pull: Pull) => boolean = () => true,
): Promise<Page> {
  assertMay(viewer, repository, 'pull_requests', 'read');
  const { states, headRefName, baseRefName, labels, orderBy, ...page } = args;
  if (labels != null) throw new NotImplemented('Repository.pullRequests with labels');
  await followBranches(repository);
  const wantedStates = states as string[] | null | undefined;
  const found = repository.pulls.filter(
    (pull) =>
      isMeant(pull) &&
      (wantedStates?.includes(pull.state.toUpperCase()) ?? true) &&
      (headRefName == null || headRefName === pull.head) &&
      (baseRefName == null || baseRefName === pull.base),
  );
  const sorted = sortPulls(found, orderBy as Order | null | undefined);
  return paginate('pullRequests', sorted, page, (pull) => ({ repository, pull }));
}

interface Order {
  field: string;
  direction: 'ASC' | 'DESC';
}

function sortPulls(pulls: Pull[], order: Order | null | undefined): Pull[] {
  const { field, direction } = order ?? { field: 'CREATED_AT', direction: 'ASC' };
  if (field === 'COMMENTS') throw new NotImplemented('pull requests by their comments');
  const key = ({ createdAt, updatedAt }: Pull) => (field === 'CREATED_AT' ? createdAt : updatedAt);
  const sorted = pulls.toSorted((a, b) => key(a).localeCompare(key(b)) || a.number - b.number);
  return direction === 'DESC' ? sorted.reverse() : sorted;
}

/** Bots are named without `[bot]` here, unlike in REST. */
function actorOf(login: string): { __typename: string; login: string } {
  const bot = /^(.+)\[bot\]$/.exec(login)?.[1];
  return bot === undefined ? { __typename: 'User', login } : { __typename: 'Bot', login: bot };
}

function refAt({ repository, pull }: PullSource, side: 'head' | 'base'): RefSource | null {
  const name = `refs/heads/${pull[side]}`;
  const oid = pull.fromFork && side === 'head' ? null : repository.ref(name);
  return oid === null ? null : { repository, name, oid };
}

const login = ({ login: name }: { login: string }) => name;

export const pullResolvers: Resolvers = {
  Actor: { login },
  Bot: { login },
  PullRequestConnection: connection,
  PullRequestCommitConnection: connection,
  IssueCommentConnection: connection,
  IssueComment: {
    body: ({ body }: PullComment) => body,
    createdAt: ({ at }: PullComment) => at,
    author: ({ author }: PullComment) => actorOf(author),
  },
  PullRequestCommit: {
    commit: ({ repository, oid }: PullCommit) => objectSource(repository, oid),
    pullRequest: ({ repository, pull }: PullCommit) => ({ repository, pull }),
  },
  PullRequest: {
    id: ({ repository, pull }: PullSource) => nodeId('PR', `${repository.id}:${pull.number}`),
    number: ({ pull }: PullSource) => pull.number,
    url: ({ repository, pull }: PullSource, _args, { world }) =>
      `${world.url}/${repository.fullName}/pull/${pull.number}`,
    title: ({ pull }: PullSource) => pull.title,
    body: ({ pull }: PullSource) => pull.body ?? '',
    state: ({ pull }: PullSource) => pull.state.toUpperCase(),
    isDraft: ({ pull }: PullSource) => pull.draft,
    closed: ({ pull }: PullSource) => pull.state !== 'open',
    merged: ({ pull }: PullSource) => pull.state === 'merged',
    createdAt: ({ pull }: PullSource) => pull.createdAt,
    updatedAt: ({ pull }: PullSource) => pull.updatedAt,
    author: ({ pull }: PullSource) => actorOf(pull.author),
    repository: ({ repository }: PullSource) => repository,
    headRefName: ({ pull }: PullSource) => pull.head,
    headRefOid: ({ pull }: PullSource) => pull.headOid,
    headRef: (source: PullSource) => refAt(source, 'head'),
    baseRefName: ({ pull }: PullSource) => pull.base,
    baseRefOid: ({ repository, pull }: PullSource) => baseOf(repository, pull),
    baseRef: (source: PullSource) => refAt(source, 'base'),
    isCrossRepository: ({ pull }: PullSource) => pull.fromFork,
    mergeable: async ({ repository, pull }: PullSource, _args, { world }) =>
      (await mergeability(repository, pull, world.switches.mergeableUnknown)) ?? 'UNKNOWN',
    mergeCommit: ({ repository, pull }: PullSource) =>
      pull.state === 'merged' ? objectSource(repository, pull.mergeCommit ?? '') : null,
    comments: ({ pull }: PullSource, args) => paginate('comments', pull.comments, args, (comment) => comment),
    commits: async ({ repository, pull }: PullSource, args) =>
      paginate('commits', await commitsOf(repository, pull), args, (oid) => ({ repository, pull, oid })),
  },
};
