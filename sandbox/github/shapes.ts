import { createHash } from 'node:crypto';
import { isoSeconds } from './commits.ts';
import type { Repository } from './repository.ts';
import type { World } from './world.ts';

/** JSON as GitHub writes users and repositories, in REST answers and in events alike. */
export type Shape = Record<string, unknown>;

/** A number that stays the same for the same name. */
export function stableId(text: string): number {
  return createHash('sha1').update(text.toLowerCase()).digest().readUInt32BE(0) >>> 4;
}

/** An opaque id like GitHub's global node ids. */
export function nodeId(prefix: string, text: string): string {
  return `${prefix}_${Buffer.from(text).toString('base64url')}`;
}

/** A user or, as the owner of a repository, an organization (`simple-user` in GitHub's description). */
export function userShape(world: World, login: string, type = 'User'): Shape {
  const url = `${world.apiUrl}/users/${encodeURIComponent(login)}`;
  const below = (path: string) => `${url}/${path}`;
  return {
    login,
    id: stableId(login),
    node_id: nodeId(type === 'User' ? 'U' : 'O', login.toLowerCase()),
    avatar_url: `${world.url}/avatars/${encodeURIComponent(login)}`,
    gravatar_id: '',
    url,
    html_url: `${world.url}/${encodeURIComponent(login)}`,
    followers_url: below('followers'),
    following_url: below('following{/other_user}'),
    gists_url: below('gists{/gist_id}'),
    starred_url: below('starred{/owner}{/repo}'),
    subscriptions_url: below('subscriptions'),
    organizations_url: below('orgs'),
    repos_url: below('repos'),
    events_url: below('events{/privacy}'),
    received_events_url: below('received_events'),
    type: login.endsWith('[bot]') ? 'Bot' : type,
    site_admin: false,
  };
}

/** A GitHub App as others see it (`integration` in GitHub's description). */
export function appShape(world: World, slug: string): Shape {
  const at = isoTime(new Date(0));
  return {
    id: stableId(slug),
    slug,
    node_id: nodeId('A', slug),
    owner: userShape(world, 'github', 'Organization'),
    name: slug,
    description: '',
    external_url: world.url,
    html_url: `${world.url}/apps/${slug}`,
    created_at: at,
    updated_at: at,
    permissions: {},
    events: [],
  };
}

/** `<name>_url` → what follows the repository's API URL. */
const URLS: Record<string, string> = {
  archive: '{archive_format}{/ref}',
  assignees: 'assignees{/user}',
  blobs: 'git/blobs{/sha}',
  branches: 'branches{/branch}',
  collaborators: 'collaborators{/collaborator}',
  comments: 'comments{/number}',
  commits: 'commits{/sha}',
  compare: 'compare/{base}...{head}',
  contents: 'contents/{+path}',
  contributors: 'contributors',
  deployments: 'deployments',
  downloads: 'downloads',
  events: 'events',
  forks: 'forks',
  git_commits: 'git/commits{/sha}',
  git_refs: 'git/refs{/sha}',
  git_tags: 'git/tags{/sha}',
  hooks: 'hooks',
  issue_comment: 'issues/comments{/number}',
  issue_events: 'issues/events{/number}',
  issues: 'issues{/number}',
  keys: 'keys{/key_id}',
  labels: 'labels{/name}',
  languages: 'languages',
  merges: 'merges',
  milestones: 'milestones{/number}',
  notifications: 'notifications{?since,all,participating}',
  pulls: 'pulls{/number}',
  releases: 'releases{/id}',
  stargazers: 'stargazers',
  statuses: 'statuses/{sha}',
  subscribers: 'subscribers',
  subscription: 'subscription',
  tags: 'tags',
  teams: 'teams',
  trees: 'git/trees{/sha}',
};

const COUNTS = ['forks', 'open_issues', 'watchers', 'forks_count', 'open_issues_count'];
const MORE_COUNTS = ['stargazers_count', 'watchers_count', 'size'];

/** A repository as in REST answers; `full-repository` without the two counts that only one answer has. */
export function repositoryShape(world: World, repository: Repository, fullName = repository.fullName): Shape {
  const [owner = '', name = ''] = fullName.split('/');
  const url = `${world.apiUrl}/repos/${fullName}`;
  const host = new URL(world.url).host;
  const { options } = repository;
  return {
    id: repository.id,
    node_id: nodeId('R', String(repository.id)),
    name,
    full_name: fullName,
    private: options.private,
    visibility: options.private ? 'private' : 'public',
    owner: userShape(world, owner, 'Organization'),
    html_url: `${world.url}/${fullName}`,
    description: null,
    fork: options.fork,
    url,
    ...Object.fromEntries(Object.entries(URLS).map(([key, path]) => [`${key}_url`, `${url}/${path}`])),
    clone_url: `${world.url}/${fullName}.git`,
    git_url: `git://${host}/${fullName}.git`,
    ssh_url: `git@${host}:${fullName}.git`,
    svn_url: `${world.url}/${fullName}`,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    topics: [],
    is_template: false,
    archived: options.archived,
    disabled: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    has_issues: options.issuesEnabled,
    has_projects: true,
    has_downloads: true,
    has_wiki: true,
    has_pages: false,
    has_discussions: false,
    ...Object.fromEntries([...COUNTS, ...MORE_COUNTS].map((key) => [key, 0])),
    default_branch: options.defaultBranch,
    created_at: isoTime(repository.createdAt),
    updated_at: isoTime(repository.pushedAt),
    pushed_at: isoTime(repository.pushedAt),
  };
}

export function isoTime(date: Date): string {
  return isoSeconds(Math.floor(date.getTime() / 1000));
}

/** The parts that every event about a repository has. */
export function eventShape(world: World, repository: Repository, actor: string): Shape {
  const { login, id, node_id, url, avatar_url } = userShape(world, repository.owner, 'Organization');
  return {
    repository: repositoryShape(world, repository),
    organization: { login, id, node_id, url, avatar_url, description: '' },
    sender: userShape(world, actor),
  };
}
