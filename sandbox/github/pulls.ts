import { compareHistories } from './history.ts';
import type { Repository } from './repository.ts';
import { isoTime } from './shapes.ts';

/** What GitHub keeps of a pull request. */
export interface Pull {
  readonly number: number;
  title: string;
  body: string | null;
  /** Branches; tests may give any name of a commit, which then stays where it is. */
  readonly head: string;
  base: string;
  readonly follows: boolean;
  /** Where both were when one of them was last looked at. */
  headOid: string;
  baseOid: string;
  state: 'open' | 'closed' | 'merged';
  readonly draft: boolean;
  /** Its head is presented as a fork's. */
  readonly fromFork: boolean;
  readonly author: string;
  readonly comments: PullComment[];
  readonly labels: string[];
  readonly assignees: string[];
  readonly reviewers: string[];
  /** Slugs of teams that are to review. */
  readonly teams: string[];
  /** The merge commit at `refs/pull/N/merge`, or what it was merged with. */
  mergeCommit: string | null;
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  mergedBy: string | null;
  /** How often its mergeability was asked for since the head moved. */
  asked: number;
}

export interface PullComment {
  id: number;
  author: string;
  body: string;
  at: string;
}

export type NewPull = Pick<
  Pull,
  'title' | 'body' | 'head' | 'base' | 'headOid' | 'baseOid' | 'author' | 'fromFork' | 'draft'
>;

/** Keeps a new pull request and makes `refs/pull/N/head`. */
export async function addPull(repository: Repository, wanted: NewPull): Promise<Pull> {
  const now = isoTime(new Date());
  const pull: Pull = {
    ...wanted,
    follows: [wanted.head, wanted.base].every((name) => repository.tip(name) !== null),
    number: ++repository.lastPullRequest,
    state: 'open',
    comments: [],
    ...{ labels: [], assignees: [], reviewers: [], teams: [] },
    mergeCommit: null,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    mergedBy: null,
    asked: 0,
  };
  repository.pulls.push(pull);
  await repository.setRef(`refs/pull/${pull.number}/head`, pull.headOid);
  return pull;
}

/** The pull request with that number, up to date; undefined where there is none. */
export async function pullAt(repository: Repository, number: number): Promise<Pull | undefined> {
  await followBranches(repository);
  return repository.pulls.find((pull) => pull.number === number);
}

export interface Followed {
  moved: Pull[];
  closed: Pull[];
}

/** Open pull requests move with their head, and are closed when one of their branches is gone. */
export function followBranches(repository: Repository): Promise<Followed> {
  return repository.onOriginal(() => follow(repository));
}

async function follow(repository: Repository): Promise<Followed> {
  const followed: Followed = { moved: [], closed: [] };
  for (const pull of repository.pulls) {
    if (pull.state !== 'open' || !pull.follows) continue;
    const [head, base] = [repository.tip(pull.head), repository.tip(pull.base)];
    if (head === null || base === null) {
      closePull(pull);
      followed.closed.push(pull);
    } else if (head !== pull.headOid) {
      Object.assign(pull, { headOid: head, baseOid: base, mergeCommit: null, asked: 0 });
      pull.updatedAt = isoTime(new Date());
      await repository.refStore.write(`refs/pull/${pull.number}/head`, head);
      followed.moved.push(pull);
    }
  }
  return followed;
}

/** Where the base is now; of a pull request that is over, where it was. */
export function baseOf(repository: Repository, { state, base, baseOid }: Pull): string {
  return (state === 'open' ? repository.tip(base) : null) ?? baseOid;
}

export function closePull(pull: Pull): void {
  pull.state = 'closed';
  pull.closedAt = isoTime(new Date());
  pull.updatedAt = pull.closedAt;
}

/** The commits of a pull request, oldest first. */
export async function commitsOf(repository: Repository, pull: Pull): Promise<string[]> {
  const { ahead } = await compareHistories(repository.store, baseOf(repository, pull), pull.headOid);
  return ahead.toReversed();
}
