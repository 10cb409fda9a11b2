import { isObject } from '../plugin/json.ts';
import type { Answer, CheckedAnswer, Client } from './client/client.ts';
import { GitHubError, orError, shapeless, whyUnread } from './client/error.ts';
import { isOid } from './objects/answers.ts';
import type { RefComparison, Revision, Snapshot, SnapshotRequest } from './objects/snapshot.ts';
import type { RepositoryName } from './repository.ts';

/** How a commit on a branch (or tag) relates to the one that is used at present. */
export interface AncestryRequest {
  readonly repository: RepositoryName;
  /** Where `target` was read: a ref that may have moved since. */
  readonly revision: Revision;
  readonly target: string;
  readonly present: string;
}

export type Ancestry =
  /** `target` descends from `present`, by so many commits. */
  | { readonly kind: 'forward'; readonly commits: number }
  | { readonly kind: 'behind' }
  | { readonly kind: 'diverged' }
  | { readonly kind: 'unknown'; readonly why: string };

/** PURE: what to ask for along with other reads; `Ref.compare` takes a commit as well as a ref. */
export function comparisonRequest({ repository, revision, present }: AncestryRequest): SnapshotRequest {
  return { repository, revision, paths: [], compareWith: present };
}

/**
 * READ: a comparison that was asked for → how the commits stand. What it does not answer, or answers for a head
 * that moved meanwhile, is compared by its two commits through REST
 * Never throws for GitHub's answers.
 */
export async function ancestryFrom(
  client: Client,
  request: AncestryRequest,
  snapshot: Snapshot | undefined,
): Promise<Ancestry> {
  const isSame = snapshot?.kind === 'commit' && snapshot.oid === request.target;
  const { comparison } = isSame ? snapshot : {};
  // Two commits are not one: such an answer is of another moment.
  const isContrary = comparison?.status === 'IDENTICAL' && request.present !== request.target;
  const known = comparison === undefined || isContrary ? null : comparisonOf(comparison);
  return known ?? compareTwo(client, request);
}

/** The branch is the comparison's base, so the present commit is `BEHIND` it where all is well. */
function comparisonOf({ status, behindBy }: RefComparison): Ancestry | null {
  switch (status) {
    case 'BEHIND':
      return { kind: 'forward', commits: behindBy };
    case 'AHEAD':
    case 'IDENTICAL':
      return { kind: 'behind' };
    case 'DIVERGED':
      return { kind: 'diverged' };
    default:
      return null;
  }
}

async function compareTwo(
  client: Client,
  { repository, present, target }: AncestryRequest,
): Promise<Ancestry> {
  const what = 'Comparing two commits';
  const found = await orError(compareCommits(client, { repository, base: present, head: target, what }));
  if (found instanceof GitHubError) return { kind: 'unknown', why: whyUnread(found) };
  if (found.kind === 'related' && found.status === 'identical' && present !== target) {
    return { kind: 'unknown', why: 'GitHub says that two commits are one' };
  }
  if (found.kind === 'unrelated' || found.status === 'diverged') return { kind: 'diverged' };
  return found.status === 'ahead' ? { kind: 'forward', commits: found.aheadBy } : { kind: 'behind' };
}

/** How two commits relate. */
type Comparison =
  | {
      readonly kind: 'related';
      /** Of `head`, seen from `base`. */
      readonly status: 'ahead' | 'behind' | 'identical' | 'diverged';
      /** Commits that `head` has and `base` has not. */
      readonly aheadBy: number;
      readonly mergeBase: string;
    }
  /** Two histories without a common commit. */
  | { readonly kind: 'unrelated' };

interface CompareRequest {
  readonly repository: RepositoryName;
  /** Commit ids. */
  readonly base: string;
  readonly head: string;
  /** What is being done, for the person who reads that it is tried again. */
  readonly what: string;
}

/**
 * READ: two commits through REST (https://docs.github.com/rest/commits/commits#compare-two-commits). Throws
 * `GitHubError`, also where a commit is not there.
 */
export async function compareCommits(client: Client, request: CompareRequest): Promise<Comparison> {
  const first = await orError(ask(client, request, {}));
  if (!(first instanceof GitHubError)) return relationIn(first);
  // Anything else behind a 404 may be a commit that is missing, or a right.
  if (first.status === 404 && /no common ancestor/i.test(first.message)) return { kind: 'unrelated' };
  if (!isTooLarge(first)) throw first;
  // The files of a comparison come on its first page alone, and with them the difference that is too large.
  return relationIn(await ask(client, request, { page: 2 }));
}

function ask(
  client: Client,
  { repository: { owner, name: repo }, base, head, what }: CompareRequest,
  paging: { readonly page?: number },
): Promise<Answer> {
  return client.request(
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    { owner, repo, basehead: `${base}...${head}`, per_page: 1, ...paging },
    { what, check: relationIn, retry: (error) => !isTooLarge(error) },
  );
}

/** "Sorry, this diff is taking too long to generate.", with 500 or 422. */
function isTooLarge({ status, message }: GitHubError): boolean {
  return status !== null && status >= 422 && /diff is taking too long|not_available/i.test(message);
}

function relationIn(answer: CheckedAnswer): Comparison {
  const { status, ahead_by: aheadBy, merge_base_commit: base } = isObject(answer.data) ? answer.data : {};
  const mergeBase = isObject(base) ? base['sha'] : null;
  const isStatus =
    status === 'ahead' || status === 'behind' || status === 'identical' || status === 'diverged';
  if (!isStatus || typeof aheadBy !== 'number' || !isOid(mergeBase)) throw shapeless(answer);
  return { kind: 'related', status, aheadBy, mergeBase };
}
