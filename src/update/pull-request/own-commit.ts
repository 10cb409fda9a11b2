import { createHash } from 'node:crypto';
import { commitMessage, commitTitle, plainName, type Trigger } from '../write/message.ts';
import type { WantedPullRequest } from './wanted-pull-requests.ts';

/** PURE: the commit of a pull request of ours, and how it is recognised later. */

export interface Tip {
  readonly oid: string;
  readonly message: string;
  readonly tree: string;
  readonly parents: readonly string[];
  /** Whether the target branch holds all of it already. */
  readonly contained: boolean;
}

/**
 * Its last lines prove to a later run that nobody else changed it, on which branch it was made, and for which plan: a
 * merge may leave the very same commit in the target branch, and people make branches of that.
 *
 * @param replaced the commit of ours that becomes its second parent, where a branch can't be replaced.
 */
export function ownCommitMessage(
  wanted: WantedPullRequest,
  title: string | null,
  trigger: Trigger,
  replaced: string | null = null,
) {
  const updates = wanted.changes.flatMap((change) => change.updates);
  const message = commitMessage(title ?? commitTitle(updates), updates, trigger);
  const lines = [
    ...(replaced === null ? [] : [replaces(replaced)]),
    `Branch: ${wanted.branch}`,
    `Plan: ${fingerprint(wanted)}`,
  ];
  return (tree: string) => [message, ...lines, `Tree: ${tree}`].join('\n');
}

function replaces(oid: string): string {
  return `Replaces: ${oid}`;
}

/** The same for the same changes, whatever commit they are made on. */
export function fingerprint({ changes, raise }: WantedPullRequest): string {
  const edits = [...changes.flatMap((change) => change.edits), ...raise];
  const gitlinks = changes.flatMap((change) => change.gitlinks);
  // In an order of its own: what is kept of an earlier plan need not come in the plan's.
  const plan = [...edits, ...gitlinks].map((one) => JSON.stringify(one)).toSorted();
  return createHash('sha256').update(JSON.stringify(plan)).digest('hex').slice(0, 16);
}

/**
 * Whether a tip is a commit of ours as we made it for this branch: its message names its own tree, and what it
 * replaces. A commit that somebody added, amended or merged does not.
 */
export function isOurCommit({ message, tree, parents }: Tip, branch: string): boolean {
  const [parent, replaced] = parents;
  return (
    parent !== undefined &&
    message.trimEnd().endsWith(`\nTree: ${tree}`) &&
    isMadeFor(message, branch) &&
    (replaced === undefined || message.includes(`\n${replaces(replaced)}\n`))
  );
}

/** Whether a message is ours, of a commit for this branch, whatever became of the commit. */
export function isMadeFor(message: string, branch: string): boolean {
  return message.includes(`\nBranch: ${branch}\nPlan: `);
}

/** Whether our tip makes the same changes as the pull request that is wanted. */
export function isSamePlan({ message }: Tip, wanted: WantedPullRequest): boolean {
  return message.includes(`\nPlan: ${fingerprint(wanted)}\n`);
}

/** Whether our tip brings an update of the plugin: its message has a line for each. */
export function isAbout({ message }: Tip, plugin: string): boolean {
  return message.includes(`\n${plainName(plugin)}: `);
}

/** PURE: the versions that the message of our tip names for a plugin; null where it names none. */
export function versionsIn(
  { message }: Tip,
  plugin: string,
): { readonly from: string | null; readonly to: string | null } | null {
  const lines = message.split('\n').slice(2);
  const line = plainName(plugin) === plugin ? lines.find((one) => one.startsWith(`${plugin}: `)) : undefined;
  const [, from, to] = /^(\S+) → (\S+)(?: \(|$)/.exec(line?.slice(plugin.length + 2) ?? '') ?? [];
  if (from === undefined || to === undefined) return null;
  return { from: from === 'none' ? null : from, to: to === 'none' ? null : to };
}
