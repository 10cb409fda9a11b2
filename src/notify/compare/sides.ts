import { ProblemError } from '../../findings/problem.ts';
import { unreadableCommit } from '../../findings/reading.ts';
import type { Client } from '../../github/client.ts';
import { compareCommits } from '../../github/compare.ts';
import { readObjects } from '../../github/objects.ts';
import type { RepositoryName } from '../../github/repository.ts';
import type { Revision, Snapshot } from '../../github/snapshot.ts';
import { quote } from '../../plugin/display.ts';
import type { Range, Target } from '../range.ts';

/** The state before: a commit, nothing at all, or unknown. */
export type Before =
  | { readonly kind: 'revision'; readonly revision: Revision; readonly ifGone: 'announce' | 'fail' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly why: string; readonly notice: boolean };

export interface Sides {
  readonly before: Before;
  readonly after: Revision;
}

/**
 * READ: a range → what git calls its two ends. Costs a request only where a person named a revision and for
 * pull requests; pushes, tags, releases and schedules name their commits themselves.
 */
export async function resolveSides(
  client: Client,
  repository: RepositoryName,
  range: Exclude<Range, { kind: 'nothing' }>,
): Promise<Sides> {
  if (range.kind === 'pull-request') return pullRequestSides(client, repository, range);
  const targets = range.kind === 'compare' ? [range.after, range.before] : [range.after];
  const [after, before] = await resolveTargets(client, repository, targets);
  if (after === undefined) throw new TypeError('a range has an end');
  if (range.kind === 'announce')
    return { before: { kind: 'unknown', why: range.why, notice: range.notice === true }, after };
  if (range.kind === 'everything-added' || before === undefined)
    return { before: { kind: 'nothing' }, after };
  return { before: { kind: 'revision', revision: before, ifGone: range.ifGone }, after };
}

/** First parent and merge commit; without a merge commit, merge base and what the run was started for. */
async function pullRequestSides(
  client: Client,
  repository: RepositoryName,
  { merge, base, head }: Extract<Range, { kind: 'pull-request' }>,
): Promise<Sides> {
  const [found] = await readObjects(client, [
    { repository, revision: { oid: merge }, paths: [], parents: true },
  ]);
  const [first, second] = found?.kind === 'commit' ? found.parents : [];
  if (first !== undefined && second !== undefined) return sides(first, merge);
  if (found?.kind !== 'commit' && found?.kind !== 'no-commit') {
    throw unreadableCommit(found, { oid: merge }, repository);
  }
  const after = found.kind === 'commit' ? merge : head;
  const before = await mergeBase(client, repository, base, after);
  return before === null ? { before: { kind: 'nothing' }, after: { oid: after } } : sides(before, after);
}

/** Null where the two have no common ancestor. */
async function mergeBase(
  client: Client,
  repository: RepositoryName,
  base: string,
  head: string,
): Promise<string | null> {
  const found = await compareCommits(client, { repository, base, head, what: 'Finding the merge base' });
  return found.kind === 'unrelated' ? null : found.mergeBase;
}

function sides(before: string, after: string): Sides {
  return { before: { kind: 'revision', revision: { oid: before }, ifGone: 'fail' }, after: { oid: after } };
}

async function resolveTargets(
  client: Client,
  repository: RepositoryName,
  targets: readonly Target[],
): Promise<Revision[]> {
  const choices = targets.map(choicesOf);
  const asked = choices.filter((revisions, index) => !isSure(targets[index], revisions)).flat();
  const read = await readObjects(
    client,
    asked.map((revision) => ({ repository, revision, paths: [] })),
  );
  const snapshots = new Map(asked.map((revision, index) => [revision, read[index]]));
  return targets.map((target, index) => chosen(target, choices[index] ?? [], snapshots));
}

/** Commits and the default branch need no look-up; what a person names does, but for a full id. */
function isSure(target: Target | undefined, choices: readonly Revision[]): boolean {
  return target?.at !== 'revision' || choices.some((choice) => 'oid' in choice);
}

/** What a name may stand for, in the order in which it counts. */
function choicesOf(target: Target): Revision[] {
  if (target.at === 'default-branch') return [{ defaultBranch: true }];
  if (target.at === 'commit') return [{ oid: target.oid }];
  const { name } = target;
  if (/^[0-9a-f]{40}$/i.test(name)) return [{ oid: name.toLowerCase() }];
  if (name.startsWith('refs/')) return [{ ref: name }];
  const abbreviated = /^[0-9a-f]{4,39}$/i.test(name) ? [{ abbreviated: name.toLowerCase() }] : [];
  return [{ ref: `refs/heads/${name}` }, { ref: `refs/tags/${name}` }, ...abbreviated];
}

function chosen(
  target: Target,
  choices: readonly Revision[],
  snapshots: ReadonlyMap<Revision, Snapshot | undefined>,
): Revision {
  const [only] = choices;
  if (only !== undefined && isSure(target, choices)) return only;
  for (const choice of choices) {
    const snapshot = snapshots.get(choice);
    if (snapshot?.kind === 'commit') return { oid: snapshot.oid };
    if (snapshot !== undefined && snapshot.kind !== 'no-commit') return choice;
  }
  throw unknownRevision(target);
}

/** A revision that a person named and that is no commit of this repository. */
function unknownRevision(target: Target): ProblemError {
  const { name, input } = target.at === 'revision' ? target : { name: 'it', input: 'head' };
  return new ProblemError({
    code: 'unknown-revision',
    what: `\`${input}\`: this repository has no branch, tag or commit ${quote(name)}`,
    remedy: 'Write a branch, a tag or a commit sha of this repository.',
  });
}
