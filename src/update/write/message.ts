import { count } from '../../plugin/display.ts';
import type { UpdateOptions } from '../inputs.ts';
import { commitsText, stepsOf, type Update } from '../plan/decision.ts';
import { short } from '../plan/rules.ts';

/**
 * PURE: commit messages. GitHub reads commands out of them (`closes #1`, `[skip ci]`, `@somebody`, trailers), so of
 * strangers' text only what is plainly a name or a version gets in.
 */

/** GitHub links `GH-12` to an issue. */
const REFERENCE = /\bgh-\d/i;
const PLAIN_VERSION = /^[\w.+~-]{1,64}$/;
const PLAIN_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_. +-]{0,63}$/u;

/** More lines than anybody reads. */
const MOST_LINES = 500;

/** `chore: update sdk-bridge to 2.0.1`, `chore: update 3 plugins`. */
export function commitTitle(updates: readonly Update[]): string {
  const [first] = updates;
  if (first === undefined || updates.length > 1) return `chore: update ${count(updates.length, 'plugin')}`;
  const to =
    plainVersion(first.version) ??
    plainVersion(first.tags?.next ?? null) ??
    (first.commit === null ? null : short(first.commit));
  return `chore: update ${plainName(first.plugin)}${to === null ? '' : ` to ${to}`}`;
}

/** What the commit's body ends with. */
export interface Trigger {
  /** The event's name. */
  readonly event: string;
  readonly runUrl: string;
}

export function triggerOf({ event, addresses }: Pick<UpdateOptions, 'event' | 'addresses'>): Trigger {
  return { event: event.name, runUrl: addresses.runUrl };
}

/** Title, a line for each update, the trigger and the run. */
export function commitMessage(title: string, updates: readonly Update[], trigger: Trigger): string {
  const lines = updateLines(updates);
  return `${title}\n\n${lines.join('\n')}\n\nTrigger: ${trigger.event}\nRun: ${trigger.runUrl}`;
}

/** `sdk-bridge: 2.0.0 → 2.0.1 (1a2b3c4 → 5d6e7f8)` */
export function updateLines(updates: readonly Update[]): string[] {
  const lines = updates.slice(0, MOST_LINES).map(updateLine);
  const more = updates.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}

function updateLine(update: Update): string {
  const { from, to, commits } = stepsOf(update);
  const versions = from === to && from === null ? 'no version' : `${shown(from)} → ${shown(to)}`;
  return `${plainName(update.plugin)}: ${versions}${commitsText(commits)}`;
}

function shown(version: string | null): string {
  return version === null ? 'none' : (plainVersion(version) ?? 'not plain text');
}

/** Only plain versions are written; null for all others, and for none. */
export function plainVersion(version: string | null): string | null {
  return version !== null && PLAIN_VERSION.test(version) && !REFERENCE.test(version) ? version : null;
}

/** As a message names a plugin. */
export function plainName(name: string): string {
  return PLAIN_NAME.test(name) && !REFERENCE.test(name) ? name : 'a plugin whose name is not plain text';
}
