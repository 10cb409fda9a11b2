import { type Commit, readCommit } from './commits.ts';
import type { ObjectStore } from './objects.ts';

type Steps = Map<string, Commit>;

/** These commits and all before them, without those in `known`. */
async function reachable(store: ObjectStore, starts: readonly string[], known: Steps): Promise<Steps> {
  const found: Steps = new Map();
  const waiting = [...starts];
  for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
    if (found.has(oid) || known.has(oid)) continue;
    const step = await readCommit(store, oid);
    if (step === null) continue;
    found.set(oid, step);
    waiting.push(...step.parents);
  }
  return found;
}

/** Whether a commit is the other one or its ancestor. */
export async function isAncestor(store: ObjectStore, oid: string, of: string): Promise<boolean> {
  const seen = new Set<string>();
  const waiting = [of];
  // The nearest first: what is asked for is mostly a parent.
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (next === oid) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...((await readCommit(store, next))?.parents ?? []));
  }
  return false;
}

/** Commits that are in these histories and in none of `without`: newest first, children before their parents. */
export async function listCommits(
  store: ObjectStore,
  starts: readonly string[],
  without: readonly string[] = [],
): Promise<string[]> {
  const steps = await reachable(store, starts, await reachable(store, without, new Map()));
  const children = new Map<string, number>();
  for (const { parents } of steps.values()) {
    for (const parent of parents) children.set(parent, (children.get(parent) ?? 0) + 1);
  }
  const ready = [...steps.keys()].filter((oid) => !children.has(oid));
  const listed: string[] = [];
  for (let oid = takeNewest(ready, steps); oid !== undefined; oid = takeNewest(ready, steps)) {
    listed.push(oid);
    for (const parent of steps.get(oid)?.parents ?? []) {
      const left = (children.get(parent) ?? 0) - 1;
      children.set(parent, left);
      if (left === 0 && steps.has(parent)) ready.push(parent);
    }
  }
  return listed;
}

function takeNewest(ready: string[], steps: Steps): string | undefined {
  const date = (oid: string | undefined) => steps.get(oid ?? '')?.committer.date ?? '';
  let newest = 0;
  for (let at = 1; at < ready.length; at++) if (date(ready[at]) > date(ready[newest])) newest = at;
  return ready.splice(newest, 1)[0];
}

/** When a commit was committed, as text that sorts; empty for what is none. */
export async function commitDate(store: ObjectStore, oid: string): Promise<string> {
  return (await readCommit(store, oid))?.committer.date ?? '';
}

export interface Divergence {
  /** Commits that only the head has, newest first. */
  ahead: string[];
  /** How many only the base has. */
  behindBy: number;
  /** False where the two have no commit in common. */
  related: boolean;
}

/** How two commits lie to one another. */
export async function compareHistories(store: ObjectStore, base: string, head: string): Promise<Divergence> {
  const ahead = await listCommits(store, [head], [base]);
  const behind = await listCommits(store, [base], [head]);
  const all = base === head ? 0 : (await reachable(store, [base], new Map())).size;
  return { ahead, behindBy: behind.length, related: base === head || behind.length < all };
}

/** GitHub's word for it, in small letters. */
export function comparisonStatus(aheadBy: number, behindBy: number): string {
  if (aheadBy > 0) return behindBy > 0 ? 'diverged' : 'ahead';
  return behindBy > 0 ? 'behind' : 'identical';
}
