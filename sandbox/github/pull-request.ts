import type { PullRequest, PullRequestOptions, PullRequestState } from '../types.ts';
import { announceRefs } from './announce.ts';
import { writeMerge } from './merging.ts';
import { emitPull } from './pull-events.ts';
import { addPull, closePull, followBranches, type Pull, pullAt } from './pulls.ts';
import type { Repository } from './repository.ts';
import type { World } from './world.ts';

/** Who presses the buttons in tests. */
const PERSON = 'octocat';

/**
 * Opens a pull request: both refs, the merge commit, the event. Where head and base conflict there is no merge
 * ref and no event ("Workflows will not run on pull_request activity if the pull request has a merge conflict").
 */
export async function openPullRequest(
  world: World,
  repository: Repository,
  options: PullRequestOptions,
): Promise<PullRequest> {
  const { title = `Merge ${options.head}`, body = null, fromFork = false } = options;
  const [headOid, baseOid] = [
    await commitNamed(repository, options.head),
    await commitNamed(repository, options.base),
  ];
  const author = options.actor ?? (fromFork ? 'contributor' : PERSON);
  const [head, base] = [options.head, options.base].map((name) => name.replace(/^refs\/heads\//, ''));
  const wanted = { title, body, head: head ?? '', base: base ?? '', headOid, baseOid, author, fromFork };
  const pull = await addPull(repository, { ...wanted, draft: false });
  await emitPull(world, repository, { pull, action: 'opened', actor: author });
  return { number: pull.number, head: headOid, base: baseOid, merge: pull.mergeCommit };
}

async function commitNamed(repository: Repository, name: string): Promise<string> {
  const oid = await repository.resolveCommit(name);
  if (oid === null) throw new Error(`${repository.fullName} has no ${name}`);
  return oid;
}

/** A person merges a pull request. Protections do not hold here: they are what it was opened for. */
export async function mergePullRequest(
  world: World,
  repository: Repository,
  number: number,
  method: 'merge' | 'squash',
): Promise<string> {
  const pull = await openPull(repository, number);
  const oid = await repository.serialize(async () => {
    const before = repository.refs();
    const merged = await writeMerge(repository, pull, method);
    pull.baseOid = before.get(`refs/heads/${pull.base}`) ?? pull.baseOid;
    await repository.refStore.write(`refs/heads/${pull.base}`, merged);
    closePull(pull);
    Object.assign(pull, { state: 'merged', mergeCommit: merged, mergedBy: PERSON });
    repository.pushedAt = new Date();
    await announceRefs(world, repository, { before, after: repository.refs(), actor: PERSON, starts: true });
    return merged;
  });
  await emitPull(world, repository, { pull, action: 'closed', actor: PERSON });
  return oid;
}

/** A person closes a pull request without merging it. */
export async function closePullRequest(world: World, repository: Repository, number: number): Promise<void> {
  const pull = await openPull(repository, number);
  closePull(pull);
  await emitPull(world, repository, { pull, action: 'closed', actor: PERSON });
}

async function openPull(repository: Repository, number: number): Promise<Pull> {
  const pull = await pullAt(repository, number);
  if (pull?.state !== 'open') throw new Error(`${repository.fullName} has no open pull request ${number}`);
  return pull;
}

/** What tests see of a repository's pull requests. */
export async function pullRequests(repository: Repository): Promise<PullRequestState[]> {
  await followBranches(repository);
  return repository.pulls.map(
    ({ number, title, body, head, base, headOid, state, author, comments, ...more }) => ({
      ...{ number, title, body, head, base, headOid, state, author },
      ...{ labels: more.labels, assignees: more.assignees, reviewers: more.reviewers, teams: more.teams },
      comments: comments.map((comment) => ({ author: comment.author, body: comment.body })),
    }),
  );
}
