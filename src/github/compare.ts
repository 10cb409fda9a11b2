import { isObject } from '../plugin/json.ts';
import type { Answer, CheckedAnswer, Client } from './client/client.ts';
import { GitHubError, shapeless } from './client/error.ts';
import { isOid } from './objects/answers.ts';
import type { RepositoryName } from './repository.ts';

/** How two commits relate. */
export type Comparison =
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

export interface CompareRequest {
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
  try {
    return comparisonOf(await ask(client, request, {}));
  } catch (error) {
    if (!(error instanceof GitHubError)) throw error;
    // Anything else behind a 404 may be a commit that is missing, or a right.
    if (error.status === 404 && /no common ancestor/i.test(error.message)) return { kind: 'unrelated' };
    if (!isTooLarge(error)) throw error;
    // The files of a comparison come on its first page alone, and with them the difference that is too large.
    return comparisonOf(await ask(client, request, { page: 2 }));
  }
}

function ask(
  client: Client,
  { repository: { owner, name: repo }, base, head, what }: CompareRequest,
  paging: { readonly page?: number },
): Promise<Answer> {
  return client.request(
    'GET /repos/{owner}/{repo}/compare/{basehead}',
    { owner, repo, basehead: `${base}...${head}`, per_page: 1, ...paging },
    { what, check: comparisonOf, retry: (error) => !isTooLarge(error) },
  );
}

/** "Sorry, this diff is taking too long to generate.", with 500 or 422. */
function isTooLarge({ status, message }: GitHubError): boolean {
  return status !== null && status >= 422 && /diff is taking too long|not_available/i.test(message);
}

function comparisonOf(answer: CheckedAnswer): Comparison {
  const { status, ahead_by: aheadBy, merge_base_commit: base } = isObject(answer.data) ? answer.data : {};
  const mergeBase = isObject(base) ? base['sha'] : null;
  const isStatus =
    status === 'ahead' || status === 'behind' || status === 'identical' || status === 'diverged';
  if (!isStatus || typeof aheadBy !== 'number' || !isOid(mergeBase)) throw shapeless(answer);
  return { kind: 'related', status, aheadBy, mergeBase };
}
