import { fingerprint } from './own-commit.ts';
import type { WantedPullRequest } from './wanted-pull-requests.ts';

/** PURE: what a pull request's words tell a later run, in comments that GitHub does not show. */

/** GitHub takes 65,536 characters. */
const LONGEST_TEXT = 65_000;

/** Which plan the words are about: a comment, which GitHub does not show. */
export function markOf(wanted: WantedPullRequest): string {
  return `<!-- Plan: ${fingerprint(wanted)} -->`;
}

const PENDING = '<!-- Labels and reviewers: pending -->';

/** PURE: the words of a pull request that is still to get its labels and people: a run that ends before shows it. */
export function pendingText(body: string): string {
  return `${body}\n\n${PENDING}`;
}

export function isPendingText(body: string): boolean {
  return body.includes(PENDING);
}

const MARK = /<!-- Plan: [0-9a-f]+ -->/;
const CLOSED_MARK = '<!-- Closed by notify-marketplace -->';

/** PURE: whether we wrote this. */
export function isOurText(body: string): boolean {
  return MARK.test(body);
}

/**
 * PURE: whether words of ours are about another plan than the branch, or say that something is still to be done, because
 * a run ended in between; or are about the end of a pull request that somebody opened again.
 */
export function isOutdated(body: string, wanted: WantedPullRequest): boolean {
  const [mark] = MARK.exec(body) ?? [];
  return (mark !== undefined && mark !== markOf(wanted)) || isClosedText(body) || isPendingText(body);
}

/** PURE: the words of a pull request that we close: what a person closes has no such mark. */
export function closedText(body: string): string {
  return isClosedText(body) ? body : `${body.slice(0, LONGEST_TEXT)}\n\n${CLOSED_MARK}`;
}

/** PURE: what of a text GitHub stores as it is, whatever it does to the rest. */
export function marksIn(body: unknown): string {
  return typeof body === 'string'
    ? (body.match(/<!-- (?:Plan|Closed|Checks|Labels)\b[^>]*-->/g) ?? []).join()
    : '';
}

const UNSTARTED = /\s*<!-- Checks not started: ([\w., /-]+) -->/;

/** PURE: the workflows of `checks` that an earlier run could not start. */
export function unstartedIn(body: string): string[] {
  return UNSTARTED.exec(body)?.[1]?.split(', ') ?? [];
}

/** PURE: the words with a note of those, for the next run; without one where there are none. */
export function withUnstarted(body: string, workflows: readonly string[]): string {
  const plain = body.replace(UNSTARTED, '');
  return workflows.length === 0
    ? plain
    : `${plain.slice(0, LONGEST_TEXT)}\n\n<!-- Checks not started: ${workflows.join(', ')} -->`;
}

export function isClosedText(body: string): boolean {
  return body.includes(CLOSED_MARK);
}
