import { unknownRevision, unreadableCommit } from '../../findings/reading.ts';
import { compareCommits } from '../../github/ancestry.ts';
import type { Client } from '../../github/client/client.ts';
import { CommitReader } from '../../github/objects/commit-reader.ts';
import { readObject, readObjects } from '../../github/objects/objects.ts';
import { type Below, type Revision, type Snapshot, wholeSnapshot } from '../../github/objects/snapshot.ts';
import type { RepositoryName } from '../../github/repository.ts';
import type { Range, Target } from '../range.ts';

/** The repository of the plugins, and what reads it. */
export interface PluginsRepository {
  readonly client: Client;
  readonly repository: RepositoryName;
  /** What comes with the first read of a commit. */
  readonly below?: Below;
}

/** There is no state to compare with: nothing was there before, or nobody knows what. */
type Uncompared =
  | { readonly kind: 'everything-added' }
  /** `notice`: it deserves one, because no input asked for it. */
  | { readonly kind: 'announced'; readonly why: string; readonly notice: boolean };

/** How the changes came about. `previous`: the commit that was compared with. */
export type Basis = { readonly kind: 'compared'; readonly previous: string } | Uncompared;

interface RevisionBefore {
  readonly kind: 'revision';
  readonly revision: Revision;
  readonly ifGone: 'announce' | 'fail';
}

export interface Sides {
  readonly before: RevisionBefore | Uncompared;
  readonly after: Revision;
}

/**
 * READ: a range → what git calls its two ends. Costs a request only where a person named a revision and for
 * pull requests; pushes, tags, releases and schedules name their commits themselves.
 */
export async function resolveSides(
  plugins: PluginsRepository,
  range: Exclude<Range, { kind: 'nothing' }>,
): Promise<Sides> {
  if (range.kind === 'pull-request') return pullRequestSides(plugins, range);
  const targets = range.kind === 'compare' ? [range.after, range.before] : [range.after];
  const revisionOf = await lookUp(plugins, targets);
  const after = revisionOf(range.after);
  if (range.kind === 'announce') {
    return { before: { kind: 'announced', why: range.why, notice: range.notice === true }, after };
  }
  if (range.kind === 'everything-added') return { before: { kind: 'everything-added' }, after };
  const revision = revisionOf(range.before);
  return { before: { kind: 'revision', revision, ifGone: range.ifGone }, after };
}

/** First parent and merge commit; without a merge commit, merge base and what the run was started for. */
async function pullRequestSides(
  { client, repository }: PluginsRepository,
  { merge, base, head }: Extract<Range, { kind: 'pull-request' }>,
): Promise<Sides> {
  const request = { repository, revision: { oid: merge }, paths: [], parents: true };
  const found = await readObject(client, request);
  const [first, second] = found.kind === 'commit' ? found.parents : [];
  // A head may be a merge too, of what was merged meanwhile: its first parent is not what the pull request goes to.
  if (merge !== head && first !== undefined && second !== undefined) return sides(first, merge);
  if (found.kind !== 'commit' && found.kind !== 'no-commit') {
    throw unreadableCommit(found, { oid: merge }, repository);
  }
  const after = found.kind === 'commit' ? merge : head;
  const comparison = { repository, base, head: after, what: 'Finding the merge base' };
  const compared = await compareCommits(client, comparison);
  return compared.kind === 'unrelated'
    ? { before: { kind: 'everything-added' }, after: { oid: after } }
    : sides(compared.mergeBase, after);
}

function sides(before: string, after: string): Sides {
  return { before: { kind: 'revision', revision: { oid: before }, ifGone: 'fail' }, after: { oid: after } };
}

/** READ: what a person named, in one request. Commits and the default branch need no look-up. */
async function lookUp({ client, repository }: PluginsRepository, targets: readonly Target[]) {
  const named = targets.filter((target) => plainRevision(target) === null);
  const choices = new Map(named.map((target) => [target, choicesOf(target)]));
  const wanted = [...choices.values()]
    .flat()
    .map((revision) => [revision, { repository, revision, paths: [] }] as const);
  const snapshots = await readObjects(client, new Map(wanted));
  return (target: Target) => plainRevision(target) ?? chosen(target, choices.get(target) ?? [], snapshots);
}

/** What needs no look-up; null for a name. */
function plainRevision(target: Target): Revision | null {
  if (target.at === 'default-branch') return { defaultBranch: true };
  if (target.at === 'commit') return { oid: target.oid };
  return /^[0-9a-f]{40}$/i.test(target.name) ? { oid: target.name.toLowerCase() } : null;
}

/** What a name may mean, in the order of precedence. */
function choicesOf(target: Target): Revision[] {
  const name = target.at === 'revision' ? target.name : '';
  if (name.startsWith('refs/')) return [{ ref: name }];
  const abbreviated = /^[0-9a-f]{4,39}$/i.test(name) ? [{ abbreviated: name.toLowerCase() }] : [];
  return [{ ref: `refs/heads/${name}` }, { ref: `refs/tags/${name}` }, ...abbreviated];
}

type Snapshots = ReadonlyMap<Revision, Snapshot>;

function chosen(target: Target, choices: readonly Revision[], snapshots: Snapshots): Revision {
  for (const choice of choices) {
    const snapshot = snapshots.get(choice);
    if (snapshot?.kind === 'commit') return { oid: snapshot.oid };
    if (snapshot !== undefined && snapshot.kind !== 'no-commit') return choice;
  }
  const { name, input } = target.at === 'revision' ? target : { name: 'it', input: 'head' };
  throw unknownRevision(input, name);
}

const NOT_YET = 'GitHub does not show it yet';
/** About 15 seconds in all. */
const MOST_LOOKS = 5;

/** Reads both sides, each path once, and each at the commit that its first answer named. */
export class SidesReader {
  readonly after: CommitReader;
  readonly #plugins: PluginsRepository;
  readonly #revision: Revision;
  /** As it turned out: a push's state before may be gone. */
  #before: (RevisionBefore & { readonly reader: CommitReader }) | Uncompared;

  constructor(plugins: PluginsRepository, { before, after }: Sides) {
    const { client: _, ...place } = plugins;
    this.#plugins = plugins;
    this.#revision = after;
    this.after = new CommitReader({ ...place, revision: after });
    this.#before =
      before.kind === 'revision'
        ? { ...before, reader: new CommitReader({ ...place, revision: before.revision }) }
        : before;
  }

  /** Null where there is nothing to compare with. */
  get before(): CommitReader | null {
    return this.#before.kind === 'revision' ? this.#before.reader : null;
  }

  get basis(): Basis {
    const before = this.#before;
    return before.kind === 'revision' ? { kind: 'compared', previous: before.reader.oid ?? '' } : before;
  }

  /** READ: paths on both sides. Throws `ProblemError`. */
  async read(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    const before = this.#before;
    const sides = [this.after, ...(before.kind === 'revision' ? [before.reader] : [])];
    await this.#insist(new Map(sides.map((side) => [side, paths])));
    this.#check(this.after, this.#revision);
    if (before.kind !== 'revision') return;
    if (before.reader.snapshot.kind === 'no-commit' && before.ifGone === 'announce') {
      const why = 'the previous commit is no longer available';
      this.#before = { kind: 'announced', why, notice: true };
    } else this.#check(before.reader, before.revision);
  }

  /**
   * GitHub's answers may lag behind a push: a commit that must be there is asked for again before it is an error, and
   * with it the one before, which may have been pushed a moment earlier.
   */
  async #insist(wanted: ReadonlyMap<CommitReader, readonly string[]>): Promise<void> {
    const { client } = this.#plugins;
    for (let tries = 1; ; tries++) {
      await CommitReader.read(client, wanted);
      const lags =
        this.after.snapshot.kind === 'no-commit' || [...wanted.keys()].some((one) => one.isLagging);
      if (!lags || !(await client.pause('Reading the commit', NOT_YET, tries, MOST_LOOKS))) return;
    }
  }

  #check({ snapshot }: CommitReader, revision: Revision): void {
    const whole = wholeSnapshot(snapshot);
    if (whole.kind !== 'commit') throw unreadableCommit(whole, revision, this.#plugins.repository);
  }
}
