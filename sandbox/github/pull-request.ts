import type { PullRequest, PullRequestOptions } from '../types.ts';
import { writeCommit } from './commits.ts';
import { runGit } from './git.ts';
import type { Repository } from './repository.ts';
import { eventShape, isoTime, nodeId, repositoryShape, type Shape, userShape } from './shapes.ts';
import type { World } from './world.ts';

interface Opened extends PullRequest {
  options: PullRequestOptions;
  actor: string;
}

/**
 * Opens a pull request: both refs, the merge commit, the event. Where head and base conflict there is no merge
 * ref and no event ("Workflows will not run on pull_request activity if the pull request has a merge conflict").
 */
export async function openPullRequest(
  world: World,
  repository: Repository,
  options: PullRequestOptions,
): Promise<PullRequest> {
  const number = ++repository.lastPullRequest;
  const [head, base] = await Promise.all(
    [options.head, options.base].map((name) => commitOf(repository, name)),
  );
  if (head === undefined || base === undefined) throw new Error('Unreachable: two names give two commits');
  const merge = await mergeCommit(repository, base, head);
  await repository.setRef(`refs/pull/${number}/head`, head);
  const opened = { number, head, base, merge };
  if (merge === null) return opened;
  await repository.setRef(`refs/pull/${number}/merge`, merge);
  const actor = options.actor ?? (options.fromFork ? 'contributor' : 'octocat');
  await emitOpened(world, repository, { ...opened, options, actor });
  return opened;
}

async function commitOf(repository: Repository, name: string): Promise<string> {
  const oid = await repository.resolveCommit(name);
  if (oid === null) throw new Error(`${repository.fullName} has no ${name}`);
  return oid;
}

async function mergeCommit(repository: Repository, base: string, head: string): Promise<string | null> {
  const result = await runGit(repository.directory, ['merge-tree', '--write-tree', base, head]);
  if (result.code === 1) return null;
  if (result.code !== 0) throw new Error(`git merge-tree: ${result.stderr}`);
  const tree = result.stdout.toString().split('\n')[0] ?? '';
  return writeCommit(repository.store, {
    tree,
    parents: [base, head],
    message: `Merge ${head} into ${base}`,
  });
}

async function emitOpened(world: World, repository: Repository, opened: Opened): Promise<void> {
  const { number, head, base, merge, actor } = opened;
  if (merge === null) return;
  const mergeBase = await repository.git('merge-base', base, head);
  world.emit({
    name: 'pull_request',
    repository: repository.fullName,
    ref: `refs/pull/${number}/merge`,
    sha: merge,
    workflowSha: merge,
    actor,
    payload: {
      action: 'opened',
      number,
      pull_request: pullRequestShape(world, repository, opened),
      ...eventShape(world, repository, actor),
    },
    changedFiles: await repository.changedFiles(mergeBase, head),
  });
}

function pullRequestShape(world: World, repository: Repository, opened: Opened): Shape {
  const { number, options, actor } = opened;
  const url = `${world.apiUrl}/repos/${repository.fullName}/pulls/${number}`;
  const html = `${world.url}/${repository.fullName}/pull/${number}`;
  const now = isoTime(new Date());
  return {
    url,
    id: repository.id * 1000 + number,
    node_id: nodeId('PR', `${repository.id}:${number}`),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: `${world.apiUrl}/repos/${repository.fullName}/issues/${number}`,
    number,
    state: 'open',
    locked: false,
    title: `Merge ${options.head}`,
    user: userShape(world, actor),
    body: null,
    created_at: now,
    updated_at: now,
    closed_at: null,
    merged_at: null,
    merge_commit_sha: opened.merge,
    draft: false,
    head: sideShape(world, repository, {
      name: options.head,
      sha: opened.head,
      ...forkName(repository, opened),
    }),
    base: sideShape(world, repository, { name: options.base, sha: opened.base }),
    author_association: options.fromFork ? 'CONTRIBUTOR' : 'OWNER',
    merged: false,
    mergeable: true,
    labels: [],
  };
}

function forkName(repository: Repository, { options, actor }: Opened): { fork?: string } {
  return options.fromFork ? { fork: `${actor}/${repository.name}` } : {};
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
