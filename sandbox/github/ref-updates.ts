import { announceRefs, startsRuns } from './announce.ts';
import { peel, readCommit } from './commits.ts';
import { isAncestor } from './history.ts';
import { findViolation, type Violation } from './protection.ts';
import { isInTheWay, isRefName } from './refs.ts';
import type { Repository } from './repository.ts';
import type { Token } from './tokens.ts';
import type { World } from './world.ts';

/** One ref's part of a request to move, make or delete refs. */
export interface RefUpdate {
  /** E.g. `refs/heads/main`. */
  name: string;
  /** What must be there before. Default: whatever is. */
  expect?: 'present' | 'absent' | { oid: string };
  /** Null deletes. */
  after: string | null;
  force: boolean;
}

/** Why none of the refs was touched. */
export type RefProblem =
  | {
      kind: 'name' | 'missing' | 'exists' | 'stale' | 'object' | 'forward' | 'in-the-way' | 'unknown';
      ref: string;
    }
  | { kind: 'protected'; ref: string; violation: Violation; creates: boolean };

/** Changes all these refs or none, as somebody, and lets the world know. Null: done. */
export function changeRefs(
  world: World,
  repository: Repository,
  { token, updates }: { token: Token; updates: RefUpdate[] },
): Promise<RefProblem | null> {
  return repository.serialize(async () => {
    const before = repository.refs();
    for (const update of updates) {
      const problem = await findProblem(repository, token, update, before);
      if (problem !== null) return problem;
    }
    for (const { name, after } of updates) await apply(repository, name, after);
    repository.pushedAt = new Date();
    const [actor, starts] = [token.login, startsRuns(token)];
    await announceRefs(world, repository, { before, after: repository.refs(), actor, starts });
    return null;
  });
}

function apply({ refStore }: Repository, name: string, after: string | null): Promise<void> {
  return after === null ? refStore.delete(name) : refStore.write(name, after);
}

async function findProblem(
  repository: Repository,
  token: Token,
  { name, expect, after, force }: RefUpdate,
  refs: Map<string, string>,
): Promise<RefProblem | null> {
  const problem = (kind: Exclude<RefProblem['kind'], 'protected'>) => ({ kind, ref: name });
  const before = refs.get(name) ?? null;
  if (!isRefName(name) || name.split('/').length < 3) return problem('name');
  if (expect === 'absent' && before !== null) return problem('exists');
  if ((expect === 'present' || after === null) && before === null) return problem('missing');
  if (typeof expect === 'object' && expect.oid !== before) return problem('stale');
  if (before === after) return null;
  const bad = await badTarget(repository, name, after);
  if (bad !== null) return problem(bad);
  if (after !== null && before === null && isInTheWay(name, refs.keys())) return problem('in-the-way');
  if (!force && before !== null && after !== null && !(await isForward(repository, before, after)))
    return problem('forward');
  if (after === null && isDefault(repository, name)) return problem('unknown');
  const violation = await findViolation(repository, token.login, { ref: name, before, after });
  return violation && { kind: 'protected', ref: name, violation, creates: before === null };
}

async function badTarget(
  { store }: Repository,
  name: string,
  after: string | null,
): Promise<'object' | 'unknown' | null> {
  if (after === null) return null;
  const object = await store.read(after);
  if (object === null) return 'object';
  return name.startsWith('refs/heads/') && object.type !== 'commit' ? 'unknown' : null;
}

async function isForward({ store }: Repository, before: string, after: string): Promise<boolean> {
  const [old, now] = [await peel(store, before), await peel(store, after)];
  return (await readCommit(store, now)) !== null && isAncestor(store, old, now);
}

/** What GitHub answers to its deletion is not in the public record. */
function isDefault({ options }: Repository, name: string): boolean {
  return name === `refs/heads/${options.defaultBranch}`;
}
