import { isObject } from '../plugin/json.ts';
import { mayPass } from './cause.ts';
import type { CheckedAnswer, Client } from './client/client.ts';
import { GitHubError, orError, shapeless, whyUnread } from './client/error.ts';
import { isOid } from './objects/answers.ts';
import type { RepositoryName } from './repository.ts';

/**
 * When GitHub received what stands on a branch, by its own record
 * (https://docs.github.com/rest/repos/repos#list-repository-activities): the dates in commits are whatever their authors
 * write.
 */

export interface BranchTip {
  readonly repository: RepositoryName;
  readonly branch: string;
  /** The commit that the branch was read at. */
  readonly head: string;
}

/** A commit that a branch has stood at, and when it was pushed there, in epoch milliseconds. */
export interface PushedCommit {
  readonly commit: string;
  readonly at: number;
}

export type Pushes =
  /** The head, then what it was pushed on to, newest first, as far as one followed from the other. */
  | { readonly kind: 'pushes'; readonly commits: readonly [PushedCommit, ...PushedCommit[]] }
  /** The record does not have the head. */
  | { readonly kind: 'not-recorded' }
  /** `isPassing`: a later run may well read it. */
  | { readonly kind: 'unread'; readonly why: string; readonly isPassing: boolean };

interface Activity {
  readonly before: string;
  readonly after: string;
  readonly at: number;
  readonly isForward: boolean;
}

/** What adds to a branch; all others replace it, make it or remove it. */
const FORWARD: ReadonlySet<unknown> = new Set(['push', 'pr_merge', 'merge_queue_merge']);

const PAGE = 100;
/** A thousand pushes within the age that is asked for: what is older is not looked for. */
const MOST_PAGES = 10;

/**
 * READ: when the head of a branch and what stood there before were pushed, back to the first commit that was there at
 * `since`. Never throws for GitHub's answers.
 */
export async function readPushes(client: Client, tip: BranchTip, since: number): Promise<Pushes> {
  const all: Activity[] = [];
  let cursor: string | null = null;
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await askPage(client, tip, cursor);
    if (answer instanceof GitHubError) {
      return { kind: 'unread', why: whyUnread(answer), isPassing: mayPass(answer) };
    }
    all.push(...activitiesIn(answer));
    cursor = nextCursor(answer.headers['link']);
    const found = pushedCommits(all, tip.head);
    const isEnough = found.kind !== 'pushes' || found.commits.some(({ at }) => at <= since);
    if (cursor === null || (isEnough && all.some(({ at }) => at <= since))) return found;
  }
  return pushedCommits(all, tip.head);
}

function askPage(client: Client, { repository, branch }: BranchTip, cursor: string | null) {
  const { owner, name: repo } = repository;
  const route = 'GET /repos/{owner}/{repo}/activity';
  const paging = { per_page: PAGE, ...(cursor === null ? {} : { after: cursor }) };
  const parameters = { owner, repo, ref: `refs/heads/${branch}`, ...paging };
  return orError(
    client.request(route, parameters, { what: 'Reading when it was pushed', check: activitiesIn }),
  );
}

/** Throws where it is no such list. */
function activitiesIn(answer: CheckedAnswer): Activity[] {
  if (answer.status !== 200 || !Array.isArray(answer.data)) throw shapeless(answer);
  return answer.data.map((one: unknown) => {
    const { before, after, timestamp, activity_type: type } = isObject(one) ? one : {};
    const at = Date.parse(String(timestamp));
    if (!isOid(before) || !isOid(after) || Number.isNaN(at)) throw shapeless(answer);
    return { before, after, at, isForward: FORWARD.has(type) };
  });
}

/** https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api#using-link-headers */
function nextCursor(link = ''): string | null {
  const [, address = ''] = /<([^>]+)>;\s*rel="next"/.exec(link) ?? [];
  return URL.canParse(address) ? new URL(address).searchParams.get('after') : null;
}

/**
 * PURE: from the head back, each commit with its newest push. What is listed beside that (a merge may be listed twice) is
 * passed over; a force push, and whatever made the branch, is where it ends. Where something has moved the branch away
 * from the head, the record and the head are of two moments: the record may lag behind, and then show an older push of
 * the same commit.
 */
export function pushedCommits(activities: readonly Activity[], head: string): Pushes {
  const commits: PushedCommit[] = [];
  let current: string | null = head;
  for (const { before, after, at, isForward } of activities) {
    if (commits.length === 0 && before === head) {
      return { kind: 'unread', why: 'the branch moved while it was read', isPassing: true };
    }
    if (after === current) {
      commits.push({ commit: after, at });
      current = isForward ? before : null;
    } else if (!isForward) current = null;
    if (current === null) break;
  }
  const [first, ...others] = commits;
  return first === undefined ? { kind: 'not-recorded' } : { kind: 'pushes', commits: [first, ...others] };
}
