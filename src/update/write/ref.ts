import { compareCommits } from '../../github/ancestry.ts';
import { isProtection } from '../../github/cause.ts';
import type { CheckedAnswer, Client } from '../../github/client/client.ts';
import { GitHubError, orError, shapeless } from '../../github/client/error.ts';
import { readObject } from '../../github/objects/objects.ts';
import type { RepositoryName } from '../../github/repository.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { isObject } from '../../plugin/json.ts';
import { lags } from './commit.ts';

/** Branches of the marketplace: where they are, and how they move. */

/** From where a branch was seen to where it shall be; null where there was, or shall be, none. */
export interface Move {
  readonly repositoryId: string;
  readonly branch: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** No commit, before or after. */
const NOTHING = '0'.repeat(40);

const UPDATE = `mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }`;

/**
 * WRITE: moves a branch if it still is where it was seen, which GitHub checks together with the write
 * (https://docs.github.com/graphql/reference/git#updaterefs). Null where it is done.
 */
export async function updateRef(
  client: Client,
  { repositoryId, branch, before, after, force }: Move & { readonly force: boolean },
): Promise<GitHubError | null> {
  const oids = { beforeOid: before ?? NOTHING, afterOid: after ?? NOTHING };
  const refUpdates = [{ name: `refs/heads/${branch}`, ...oids, force }];
  const answer = await orError(client.graphql(UPDATE, { input: { repositoryId, refUpdates } }));
  if (answer instanceof GitHubError) return answer;
  const { data, errors } = answer;
  const [problem] = errors;
  if (problem === undefined && data['updateRefs'] !== null && data['updateRefs'] !== undefined) return null;
  const message = problem?.message ?? 'the answer is incomplete';
  return new GitHubError({ status: 200, headers: {}, message, problems: errors });
}

/** A ref update is done when the answer shows it: a proxy can answer 200 as well. */
export function shows(commit: string): (answer: CheckedAnswer) => void {
  return (answer) => {
    const { data } = answer;
    const object = isObject(data) ? data['object'] : null;
    if (!isObject(object) || object['sha'] !== commit) throw shapeless(answer);
  };
}

/**
 * This 403 has been seen to come and go for Apps that may write (anthropics/claude-code-action), and here the tree was
 * just written.
 */
export function passesOnRefs(error: GitHubError): boolean {
  if (isProtection(error)) return false;
  return (error.status === 403 && /not accessible by integration/i.test(error.message)) || lags(error);
}

export type HeadRead =
  | { readonly kind: 'at'; readonly oid: string }
  | { readonly kind: 'absent' }
  /** Null where GitHub answered, but not this. */
  | { readonly kind: 'unread'; readonly error: GitHubError | null };

export async function headOf(
  client: Client,
  { repository, branch }: Pick<Marketplace, 'repository' | 'branch'>,
): Promise<HeadRead> {
  const now = await readObject(client, { repository, revision: { ref: `refs/heads/${branch}` }, paths: [] });
  if (now.kind === 'commit') return { kind: 'at', oid: now.oid };
  if (now.kind === 'no-commit') return { kind: 'absent' };
  return { kind: 'unread', error: now.kind === 'failed' ? now.error : null };
}

/**
 * Whether a request that failed may have been done all the same: its answer was lost or unreadable, or that of an
 * earlier try was. GitHub gives no type to a `beforeOid` that is not the branch's, nor to a failure of its own
 * (github-answers: updateRefs-stale).
 */
export function mayBeDone({ status, attempts, limit, problems = [] }: GitHubError): boolean {
  if (attempts > 1 || status === null) return true;
  if (limit !== null) return false;
  return status >= 500 || (status < 300 && problems.every(({ type }) => type === undefined));
}

export type Landed = 'landed' | 'elsewhere' | 'unknown';

/** READ: whether a branch that is at another commit holds ours: somebody may have pushed on top of it. */
export async function hasLanded(
  client: Client,
  repository: RepositoryName,
  { commit, head }: { readonly commit: string; readonly head: string },
): Promise<Landed> {
  const what = 'Looking for the commit';
  const found = await orError(compareCommits(client, { repository, base: commit, head, what }));
  // A copy that knows the head knows what it holds.
  if (found instanceof GitHubError) return found.status === 404 ? 'elsewhere' : 'unknown';
  return found.kind === 'related' && (found.status === 'ahead' || found.status === 'identical')
    ? 'landed'
    : 'elsewhere';
}
