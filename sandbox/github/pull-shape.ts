import { compareTrees } from './diff.ts';
import { mergeability } from './merging.ts';
import { baseOf, commitsOf, type Pull, type PullComment } from './pulls.ts';
import type { Repository } from './repository.ts';
import { nodeId, repositoryShape, type Shape, stableId, userShape } from './shapes.ts';
import type { World } from './world.ts';

/** A pull request as lists and events write it. */
export function pullShape(world: World, repository: Repository, pull: Pull): Shape {
  const { number, state, author, closedAt } = pull;
  const html = `${world.url}/${repository.fullName}/pull/${number}`;
  return {
    ...urls(world, repository, pull),
    id: repository.id * 1000 + number,
    node_id: nodeId('PR', `${repository.id}:${number}`),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    number,
    state: state === 'open' ? 'open' : 'closed',
    locked: false,
    title: pull.title,
    user: userShape(world, author),
    body: pull.body,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: closedAt,
    merged_at: state === 'merged' ? closedAt : null,
    merge_commit_sha: pull.mergeCommit,
    ...fieldsShape(world, repository, pull),
    milestone: null,
    draft: pull.draft,
    head: sideShape(world, repository, { name: pull.head, sha: pull.headOid, ...forkName(repository, pull) }),
    base: sideShape(world, repository, { name: pull.base, sha: baseOf(repository, pull) }),
    author_association: pull.fromFork ? 'CONTRIBUTOR' : 'OWNER',
    auto_merge: null,
    active_lock_reason: null,
  };
}

/** Labels and people, as pull requests and issues have them. */
function fieldsShape(world: World, repository: Repository, pull: Pull): Shape {
  const assignees = pull.assignees.map((login) => userShape(world, login));
  return {
    assignee: assignees[0] ?? null,
    assignees,
    requested_reviewers: pull.reviewers.map((login) => userShape(world, login)),
    requested_teams: pull.teams.map((slug) => teamShape(world, repository, slug)),
    labels: pull.labels.map((name) => labelShape(world, repository, name)),
  };
}

export function labelShape(world: World, repository: Repository, name: string): Shape {
  const id = stableId(`${repository.id} ${name}`);
  const url = `${world.apiUrl}/repos/${repository.fullName}/labels/${encodeURIComponent(name)}`;
  return {
    id,
    node_id: nodeId('LA', String(id)),
    url,
    name,
    color: 'ededed',
    default: false,
    description: '',
  };
}

function teamShape(world: World, { owner }: Repository, slug: string): Shape {
  const id = stableId(`${owner}/${slug}`);
  const url = `${world.apiUrl}/organizations/${stableId(owner)}/team/${id}`;
  return {
    ...{ id, node_id: nodeId('T', String(id)), name: slug, slug, description: null, privacy: 'closed' },
    ...{ notification_setting: 'notifications_enabled', permission: 'push', parent: null },
    url,
    html_url: `${world.url}/orgs/${owner}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: stableId(owner),
  };
}

/** A pull request as the issue that it is too. */
export function issueShape(world: World, repository: Repository, pull: Pull): Shape {
  const issue = `${world.apiUrl}/repos/${repository.fullName}/issues/${pull.number}`;
  const html = `${world.url}/${repository.fullName}/pull/${pull.number}`;
  const { requested_reviewers: _, requested_teams: __, ...fields } = fieldsShape(world, repository, pull);
  return {
    ...{ id: repository.id * 1000 + pull.number, node_id: nodeId('PR', `${repository.id}:${pull.number}`) },
    ...{ url: issue, repository_url: `${world.apiUrl}/repos/${repository.fullName}`, html_url: html },
    ...{
      labels_url: `${issue}/labels{/name}`,
      comments_url: `${issue}/comments`,
      events_url: `${issue}/events`,
    },
    ...{
      number: pull.number,
      state: pull.state === 'open' ? 'open' : 'closed',
      title: pull.title,
      body: pull.body,
    },
    ...{ user: userShape(world, pull.author), ...fields, milestone: null, locked: false },
    ...{ comments: pull.comments.length, author_association: 'OWNER' },
    ...{ created_at: pull.createdAt, updated_at: pull.updatedAt, closed_at: pull.closedAt },
  };
}

/** A pull request of its own, with what takes work to find out. */
export async function fullPullShape(world: World, repository: Repository, pull: Pull): Promise<Shape> {
  const commits = await commitsOf(repository, pull);
  const files = await compareTrees(world, repository, baseOf(repository, pull), pull.headOid);
  const sum = (key: 'additions' | 'deletions') => files.reduce((total, file) => total + file[key], 0);
  const able = await mergeability(repository, pull, world.switches.mergeableUnknown);
  return {
    ...pullShape(world, repository, pull),
    merged: pull.state === 'merged',
    mergeable: able === null ? null : able === 'MERGEABLE',
    rebaseable: able === null ? null : able === 'MERGEABLE',
    mergeable_state: able === null ? 'unknown' : able === 'MERGEABLE' ? 'clean' : 'dirty',
    merged_by: pull.mergedBy === null ? null : userShape(world, pull.mergedBy),
    comments: pull.comments.length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  };
}

function urls(world: World, repository: Repository, { number, headOid }: Pull): Shape {
  const api = `${world.apiUrl}/repos/${repository.fullName}`;
  const url = `${api}/pulls/${number}`;
  const issue = `${api}/issues/${number}`;
  const found = {
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: `${api}/statuses/${headOid}`,
  };
  const html = { href: `${world.url}/${repository.fullName}/pull/${number}` };
  const links = Object.entries(found).map(([name, href]) => [name.replace(/_url$/, ''), { href }]);
  return { url, ...found, _links: { self: { href: url }, html, ...Object.fromEntries(links) } };
}

function forkName(repository: Repository, { fromFork, author }: Pull): { fork?: string } {
  return fromFork ? { fork: `${author}/${repository.name}` } : {};
}

function sideShape(
  world: World,
  repository: Repository,
  { name, sha, fork }: { name: string; sha: string; fork?: string },
): Shape {
  const ref = name.replace(/^refs\/heads\//, '');
  const own = repositoryShape(world, repository, fork ?? repository.fullName);
  const repo = fork === undefined ? own : { ...own, id: repository.id + 500_000, fork: true };
  const owner = fork?.split('/')[0] ?? repository.owner;
  return { label: `${owner}:${ref}`, ref, sha, user: userShape(world, owner), repo };
}

export function commentShape(
  world: World,
  repository: Repository,
  { number }: Pull,
  { id, author, body, at }: PullComment,
): Shape {
  const issues = `${world.apiUrl}/repos/${repository.fullName}/issues`;
  return {
    id,
    node_id: nodeId('IC', String(id)),
    url: `${issues}/comments/${id}`,
    html_url: `${world.url}/${repository.fullName}/pull/${number}#issuecomment-${id}`,
    issue_url: `${issues}/${number}`,
    body,
    user: userShape(world, author),
    created_at: at,
    updated_at: at,
    author_association: 'OWNER',
    performed_via_github_app: null,
  };
}
