import { type Commit, peel, readCommit } from './commits.ts';
import { isAncestor, listCommits } from './history.ts';
import type { Repository } from './repository.ts';
import { eventShape, type Shape } from './shapes.ts';
import type { World } from './world.ts';

export const ZEROS = '0'.repeat(40);

/** How many commits an event lists, newest last. */
const MOST_COMMITS = 20;
/** `paths` filters look at the first 3,000 changed files (GitHub's workflow syntax). */
const MOST_FILES = 3000;
/** "Events will not be created for tags when more than three tags are pushed at once" (GitHub's docs). */
const MOST_TAGS = 3;

export type Refs = Map<string, string>;

interface Change {
  ref: string;
  before: string;
  after: string;
}

interface Push extends Change {
  repository: Repository;
  /** All refs as they were, to tell new commits from known ones. */
  refsBefore: Refs;
  actor: string;
}

/** Emits one `push` event per ref that differs. */
export async function emitPushes(
  world: World,
  repository: Repository,
  { before, after, actor }: { before: Refs; after: Refs; actor: string },
): Promise<void> {
  const changes = changedRefs(before, after);
  const tooManyTags = changes.filter(({ ref }) => ref.startsWith('refs/tags/')).length > MOST_TAGS;
  for (const change of changes) {
    if (!/^refs\/(heads|tags)\//.test(change.ref)) continue;
    if (tooManyTags && change.ref.startsWith('refs/tags/')) continue;
    await emitPush(world, { ...change, repository, refsBefore: before, actor });
  }
}

function changedRefs(before: Refs, after: Refs): Change[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  const changes = names.map((ref) => ({
    ref,
    before: before.get(ref) ?? ZEROS,
    after: after.get(ref) ?? ZEROS,
  }));
  return changes.filter((change) => change.before !== change.after);
}

/**
 * "When you delete a branch, the SHA in the workflow run (and its associated refs) reverts to the default
 * branch of the repository." (GitHub's docs, events that trigger workflows, push)
 */
async function emitPush(world: World, push: Push): Promise<void> {
  const { repository, ref, after, actor } = push;
  const deleted = after === ZEROS;
  const sha = deleted ? repository.tip() : await peel(repository.store, after);
  if (sha === null) return;
  const commits = await newCommits(push);
  world.emit({
    name: 'push',
    repository: repository.fullName,
    ref: deleted ? `refs/heads/${repository.options.defaultBranch}` : ref,
    sha,
    workflowSha: sha,
    actor,
    payload: await pushPayload(world, push, commits),
    changedFiles: await changedFiles(push, commits),
  });
}

async function pushPayload(world: World, push: Push, commits: string[]): Promise<Shape> {
  const { repository, ref, before, after, actor } = push;
  const event = eventShape(world, repository, actor);
  const head =
    after === ZEROS ? null : await readCommit(repository.store, await peel(repository.store, after));
  const listed = await Promise.all(
    commits.slice(-MOST_COMMITS).map((oid) => readCommit(repository.store, oid)),
  );
  return {
    ref,
    before,
    after,
    ...event,
    repository: pushRepository(event['repository'] as Shape, repository),
    pusher: { name: actor, email: `${actor}@users.noreply.example.com` },
    created: before === ZEROS,
    deleted: after === ZEROS,
    forced: await isForced(push),
    base_ref: baseRef(push),
    compare: compareUrl(world, push),
    commits: listed.flatMap((commit) => (commit ? [commitShape(world, repository, commit)] : [])),
    head_commit: head === null ? null : commitShape(world, repository, head),
  };
}

/** Push events write two of the repository's times as seconds, unlike all others. */
function pushRepository(shape: Shape, repository: Repository): Shape {
  const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
  return {
    ...shape,
    created_at: seconds(repository.createdAt),
    pushed_at: seconds(repository.pushedAt),
    master_branch: repository.options.defaultBranch,
  };
}

/** A commit in a push event, without the lists of files, which Actions does not get. */
function commitShape(world: World, repository: Repository, commit: Commit): Shape {
  const person = ({ name, email }: Commit['author']) => ({ name, email });
  return {
    id: commit.oid,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.localDate,
    url: `${world.url}/${repository.fullName}/commit/${commit.oid}`,
    author: person(commit.author),
    committer: person(commit.committer),
  };
}

function compareUrl(world: World, { repository, ref, before, after }: Push): string {
  const base = `${world.url}/${repository.fullName}/compare`;
  if (before === ZEROS) return `${base}/${ref.replace(/^refs\/(heads|tags)\//, '')}`;
  return `${base}/${before.slice(0, 12)}...${after.slice(0, 12)}`;
}

/** The branch that a new ref was made from, where one pointed at the same commit before. */
function baseRef({ before, after, refsBefore }: Push): string | null {
  if (before !== ZEROS) return null;
  for (const [ref, oid] of refsBefore) if (ref.startsWith('refs/heads/') && oid === after) return ref;
  return null;
}

async function isForced({ repository, before, after }: Push): Promise<boolean> {
  if (before === ZEROS || after === ZEROS) return false;
  const { store } = repository;
  return !(await isAncestor(store, await peel(store, before), await peel(store, after)));
}

/** Commits that the push brought, oldest first. */
async function newCommits({ repository, before, after, refsBefore }: Push): Promise<string[]> {
  if (after === ZEROS) return [];
  const { store } = repository;
  const known = before === ZEROS ? [...new Set(refsBefore.values())] : [before];
  const peeled = await Promise.all([after, ...known].map((oid) => peel(store, oid)));
  return (await listCommits(store, peeled.slice(0, 1), peeled.slice(1))).reverse();
}

/**
 * The files for `paths` filters (GitHub's docs, workflow syntax, "Git diff comparisons"): a two-dot diff; for a
 * new branch against the parent of the deepest commit pushed. Tags have no such list.
 */
async function changedFiles(push: Push, commits: string[]): Promise<string[] | null> {
  const { repository, ref, before, after } = push;
  if (!ref.startsWith('refs/heads/') || after === ZEROS) return null;
  if (before !== ZEROS) return (await repository.changedFiles(before, after)).slice(0, MOST_FILES);
  if (commits[0] === undefined) return [];
  const deepest = await readCommit(repository.store, commits[0]);
  return (await repository.changedFiles(deepest?.parents[0] ?? null, after)).slice(0, MOST_FILES);
}
