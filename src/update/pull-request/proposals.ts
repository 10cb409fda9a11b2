import { createHash } from 'node:crypto';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import type { Change, Plan } from '../plan/plan.ts';
import { commitMessage, commitTitle, plainName, type Trigger } from '../write/message.ts';

/** PURE: what is proposed in which pull request, and whether what is there already will do. */

/** One pull request that there should be; without changes, one that there should not be. */
export interface Proposal {
  readonly branch: string;
  readonly changes: readonly Change[];
  readonly raise: Plan['raise'];
  readonly plugins: readonly string[];
  /** Whether all that it is about was looked at and read in this run: else an empty one means nothing. */
  readonly isSettled: boolean;
  /** Plugins that could not be read: what stands on the branch for them is not taken back. */
  readonly unread: readonly string[];
}

/** The tip of our branch. */
export interface Tip {
  readonly oid: string;
  readonly message: string;
  readonly tree: string;
  readonly parents: readonly string[];
  /** Whether the target branch holds all of it already. */
  readonly contained: boolean;
}

export interface PullRequest {
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly state: 'OPEN' | 'CLOSED' | 'MERGED';
  readonly mergeable: 'MERGEABLE' | 'CONFLICTING' | 'UNKNOWN';
  readonly headOid: string;
}

/** What is there of a proposal. */
export interface Existing {
  readonly tip: Tip | null;
  /** The newest of this branch, whatever its state. */
  readonly pullRequest: PullRequest | null;
}

const PLUGIN = '{plugin}';

/** The entries of the marketplace, and those that a run is about. */
export interface Names {
  readonly all: readonly string[];
  readonly chosen: (name: string) => boolean;
}

/** One proposal for all, or one for each plugin where the branch's name holds `{plugin}`. */
export function proposalsOf(plan: Plan, branches: Branches, { all, chosen }: Names): Proposal[] {
  const { changes, raise } = plan;
  const unread = new Set(plan.unread);
  const of = (branch: string, own: readonly Change[], isSettled: boolean): Proposal => ({
    branch,
    changes: own,
    raise,
    plugins: own.flatMap(({ updates }) => updates.map(({ plugin }) => plugin)),
    isSettled,
    unread: plan.unread,
  });
  if (!branches.template.includes(PLUGIN)) {
    return [of(branches.template, changes, unread.size === 0 && all.every(chosen))];
  }
  const wanted = new Map(
    changes.map((change) => [branchFor(branches, change.updates[0]?.plugin ?? ''), change]),
  );
  const left = new Set([...unread].map((name) => branchFor(branches, name)));
  const names = new Set([...wanted.keys(), ...all.filter(chosen).map((name) => branchFor(branches, name))]);
  return [...names].map((branch) => {
    const change = wanted.get(branch);
    return of(branch, change === undefined ? [] : [change], !left.has(branch));
  });
}

/**
 * Names are strangers' text, and git takes less: what had to be changed gets a mark that keeps it unique, and so does
 * a name that would make our branch the very one that is updated, or that looks like a marked one.
 */
export function branchFor({ template, target }: Branches, plugin: string): string {
  const safe = plugin
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const plain = template.replaceAll(PLUGIN, safe);
  const taken = plain === target || /\.lock(?:\/|$)/.test(plain) || /(?:^|-)[0-9a-f]{8}$/.test(safe);
  if (safe === plugin && !taken) return plain;
  const mark = createHash('sha256').update(plugin).digest('hex').slice(0, 8);
  return template.replaceAll(PLUGIN, safe === '' ? mark : `${safe}-${mark}`);
}

/** How our branches are called: the input `branch`, and the branch that is updated, which must not be one of them. */
export interface Branches {
  readonly template: string;
  readonly target: string;
}

/** The commit of a proposal. Its last lines tell us later that nobody else had a hand in it, and what it was for. */
export function proposalMessage(proposal: Proposal, title: string | null, trigger: Trigger) {
  const updates = proposal.changes.flatMap((change) => change.updates);
  const message = commitMessage(title ?? commitTitle(updates), updates, trigger);
  return (tree: string) => `${message}\nPlan: ${fingerprint(proposal)}\nTree: ${tree}`;
}

/** The same for the same changes, whatever commit they are made on. */
export function fingerprint({ changes, raise }: Proposal): string {
  const edits = [...changes.flatMap((change) => change.edits), ...raise];
  const gitlinks = changes.flatMap((change) => change.gitlinks);
  return createHash('sha256').update(JSON.stringify({ edits, gitlinks })).digest('hex').slice(0, 16);
}

/**
 * Whether a tip is a commit of ours as we made it: its message names its own tree. A commit that somebody added,
 * amended or merged does not.
 */
export function isOurs({ message, tree, parents }: Tip): boolean {
  return parents.length === 1 && message.trimEnd().endsWith(`\nTree: ${tree}`);
}

/** Whether our tip makes the same changes as the proposal. */
export function isSamePlan({ message }: Tip, proposal: Proposal): boolean {
  return message.includes(`\nPlan: ${fingerprint(proposal)}\n`);
}

/** Whether our tip brings an update of the plugin: its message has a line for each. */
function isAbout({ message }: Tip, plugin: string): boolean {
  return message.includes(`\n${plainName(plugin)}: `);
}

export type NextStep =
  /** Nothing is proposed, nothing is there. */
  | { readonly kind: 'nothing' }
  /** Nothing is left to propose. */
  | { readonly kind: 'close'; readonly tip: Tip | null; readonly pullRequest: PullRequest }
  /** Whether anything is left is not known. */
  | { readonly kind: 'unsettled'; readonly pullRequest: PullRequest }
  /** Somebody else's commits are on the branch. */
  | { readonly kind: 'leave'; readonly pullRequest: PullRequest | null }
  /** A person closed this very proposal. */
  | { readonly kind: 'declined'; readonly pullRequest: PullRequest }
  /** The branch will do as it is. */
  | { readonly kind: 'keep'; readonly tip: Tip; readonly pullRequest: PullRequest | null }
  /** Made, or made anew, on the present head. */
  | { readonly kind: 'write'; readonly tip: Tip | null; readonly pullRequest: PullRequest | null };

/** @param fits whether our branch can be merged as it is. */
export function nextStep(proposal: Proposal, { tip, pullRequest }: Existing, fits: boolean): NextStep {
  const open = pullRequest?.state === 'OPEN' ? pullRequest : null;
  const merged =
    tip?.contained === true || (pullRequest?.state === 'MERGED' && pullRequest.headOid === tip?.oid);
  // What was merged is not lost with its branch, whoever made it.
  if (tip !== null && !merged && !isOurs(tip) && (open !== null || proposal.changes.length > 0)) {
    return { kind: 'leave', pullRequest: open };
  }
  if (proposal.changes.length === 0) {
    if (open === null) return { kind: 'nothing' };
    return proposal.isSettled
      ? { kind: 'close', tip, pullRequest: open }
      : { kind: 'unsettled', pullRequest: open };
  }
  if (open !== null && tip !== null && !merged && proposal.unread.some((name) => isAbout(tip, name))) {
    return { kind: 'unsettled', pullRequest: open };
  }
  if (tip === null || !isSamePlan(tip, proposal) || !fits || merged) {
    return { kind: 'write', tip, pullRequest: open };
  }
  const closed = pullRequest?.state === 'CLOSED' && pullRequest.headOid === tip.oid ? pullRequest : null;
  return closed === null
    ? { kind: 'keep', tip, pullRequest: open }
    : { kind: 'declined', pullRequest: closed };
}

/** Whether what a proposal touches is at `parent` as it is in the marketplace now: then nothing can conflict. */
export function touches(proposal: Proposal, { file }: Marketplace): string[] {
  const catalogue = proposal.raise.length + proposal.changes.flatMap(({ edits }) => edits).length > 0;
  const gitlinks = proposal.changes.flatMap((change) => change.gitlinks.map(({ path }) => path));
  return [...(catalogue ? [file.path] : []), ...gitlinks];
}
