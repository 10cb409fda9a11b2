import { readCommit } from './commits.ts';
import type { ObjectStore } from './objects.ts';

/** What a walk through history needs of a commit. */
interface Step {
  parents: string[];
  /** The committer's, as text that sorts. */
  date: string;
}

/** Commits never change, so each is parsed once. */
const parsed = new WeakMap<ObjectStore, Map<string, Step>>();

async function stepAt(store: ObjectStore, oid: string): Promise<Step | null> {
  const steps = parsed.get(store) ?? new Map<string, Step>();
  parsed.set(store, steps);
  const known = steps.get(oid);
  if (known !== undefined) return known;
  const commit = await readCommit(store, oid);
  if (commit === null) return null;
  const step = { parents: commit.parents, date: commit.committer.date };
  steps.set(oid, step);
  return step;
}

type Steps = Map<string, Step>;

/** These commits and all before them, without those in `known`. */
async function reachable(store: ObjectStore, starts: readonly string[], known: Steps): Promise<Steps> {
  const found: Steps = new Map();
  const waiting = [...starts];
  for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
    if (found.has(oid) || known.has(oid)) continue;
    const step = await stepAt(store, oid);
    if (step === null) continue;
    found.set(oid, step);
    waiting.push(...step.parents);
  }
  return found;
}

/** Whether a commit is the other one or lies before it. */
export async function isAncestor(store: ObjectStore, oid: string, of: string): Promise<boolean> {
  const seen = new Set<string>();
  const waiting = [of];
  // The nearest first: what is asked for is mostly a parent.
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (next === oid) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...((await stepAt(store, next))?.parents ?? []));
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
  const date = (oid: string | undefined) => steps.get(oid ?? '')?.date ?? '';
  let newest = 0;
  for (let at = 1; at < ready.length; at++) if (date(ready[at]) > date(ready[newest])) newest = at;
  return ready.splice(newest, 1)[0];
}

/** When a commit was committed, as text that sorts; empty for what is none. */
export async function commitDate(store: ObjectStore, oid: string): Promise<string> {
  return (await stepAt(store, oid))?.date ?? '';
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
