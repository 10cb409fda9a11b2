import { isObject } from '../plugin/json.ts';
import type { Client } from './client.ts';
import { GitHubError } from './error.ts';
import type { RepositoryName } from './repository.ts';
import type { Comparison, Revision, Snapshot, SnapshotRequest } from './snapshot.ts';

/** How a commit on a branch (or tag) stands to the one that is used at present. */
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
 * (https://docs.github.com/rest/commits/commits#compare-two-commits). Never throws for GitHub's answers.
 */
export async function ancestryFrom(
  client: Client,
  request: AncestryRequest,
  snapshot: Snapshot | undefined,
): Promise<Ancestry> {
  const isSame = snapshot?.kind === 'commit' && snapshot.oid === request.target;
  const known = isSame && snapshot.comparison !== undefined ? comparisonOf(snapshot.comparison) : null;
  return known ?? compareTwo(client, request);
}

/** The branch is the comparison's base, so the present commit is `BEHIND` it where all is well. */
function comparisonOf({ status, behindBy }: Comparison): Ancestry | null {
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

function at(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

async function compareTwo(client: Client, request: AncestryRequest): Promise<Ancestry> {
  const { owner, name: repo } = request.repository;
  const basehead = `${request.present}...${request.target}`;
  try {
    const { data } = await client.request(
      'GET /repos/{owner}/{repo}/compare/{basehead}',
      { owner, repo, basehead, per_page: 1 },
      { what: 'Comparing two commits' },
    );
    return restComparison(data);
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    // GitHub's words for two histories without a common commit.
    if (error.status === 404 && /no common ancestor/i.test(error.message)) return { kind: 'diverged' };
    return { kind: 'unknown', why: error.message };
  }
}

function restComparison(data: unknown): Ancestry {
  const status = at(data, 'status');
  if (status === 'ahead') return { kind: 'forward', commits: Number(at(data, 'ahead_by')) };
  if (status === 'behind' || status === 'identical') return { kind: 'behind' };
  return status === 'diverged' ? { kind: 'diverged' } : { kind: 'unknown', why: 'the answer is incomplete' };
}
