import type { Client } from '../github/client.ts';
import {
  type ListedEntry,
  type PathResult,
  type Revision,
  readObjects,
  type Snapshot,
} from '../github/objects.ts';
import { readFailure, unreadableCommit } from '../github/problems.ts';
import type { RepositoryName } from '../github/repository.ts';
import { type PatternList, segmentsOf } from './patterns.ts';
import type { Before, Sides } from './sides.ts';
import {
  type Candidate,
  descend,
  type Located,
  locate,
  locateTarget,
  nextStep,
  type Position,
  type Step,
} from './walk.ts';

/** A path where something stands on at least one side and is not plainly the same on both. */
export interface Difference {
  readonly path: string;
  /** Index of the first pattern in `manifests` that matches. */
  readonly pattern: number;
  readonly before: Located;
  readonly after: Located;
}

export interface Comparison {
  /** The state before, as it turned out: a push's may be gone. */
  readonly before: Before;
  /** Full id of the commit after, and of the one before where there is one. */
  readonly commit: string;
  readonly previous: string | null;
  readonly differences: readonly Difference[];
}

/**
 * READ: the paths that match `patterns` and differ between the two sides; all of them where there is nothing to
 * compare with. One request for both sides together, plus one per wildcard level, plus one where links are
 * followed. Throws `ProblemError`.
 */
export async function compareTrees(
  client: Client,
  repository: RepositoryName,
  sides: Sides,
  patterns: PatternList,
): Promise<Comparison> {
  const reader = new SidesReader(client, repository, sides);
  const candidates = new Map<string, Candidate>();
  let positions: Position[] = patterns.include.map((pattern, index) => ({
    directory: '',
    segments: segmentsOf(pattern),
    pattern: index,
  }));
  while (positions.length > 0) {
    const step = nextStep(positions);
    const matching = step.candidates.filter(({ path }) => patterns.matches(path));
    await reader.read(pathsOf({ ...step, candidates: matching }));
    for (const found of matching) remember(candidates, found);
    positions = step.listings.flatMap((listing) =>
      descend(listing, reader.before.entries(listing.directory), reader.after.entries(listing.directory)),
    );
  }
  return reader.comparison(await differences([...candidates.values()], reader));
}

function pathsOf({ candidates, listings }: Step): string[] {
  return [...candidates.flatMap(({ path, above }) => [path, ...above]), ...listings.map((l) => l.directory)];
}

function remember(candidates: Map<string, Candidate>, found: Candidate): void {
  const known = candidates.get(found.path);
  if (known === undefined || found.pattern < known.pattern) candidates.set(found.path, found);
}

async function differences(candidates: readonly Candidate[], reader: SidesReader): Promise<Difference[]> {
  const located = candidates.map((candidate) => ({
    candidate,
    before: reader.before.locate(candidate),
    after: reader.after.locate(candidate),
  }));
  await reader.read(located.flatMap(({ before, after }) => [...targetOf(before), ...targetOf(after)]));
  return located
    .map(({ candidate: { path, pattern }, before, after }) => ({
      path,
      pattern,
      before: reader.before.followed(before),
      after: reader.after.followed(after),
    }))
    .filter(({ before, after }) => !same(before, after));
}

function targetOf(located: Located): string[] {
  return located.kind === 'link' ? [located.target] : [];
}

function same(before: Located, after: Located): boolean {
  if (before.kind === 'file' && after.kind === 'file') return before.entry.oid === after.entry.oid;
  if (before.kind === 'not-a-file' && after.kind === 'not-a-file') return before.fault === after.fault;
  return before.kind === 'absent' && after.kind === 'absent';
}

/** What has been read of one side. */
class Side {
  readonly #read = new Map<string, PathResult>();

  add(paths: ReadonlyMap<string, PathResult>): void {
    for (const [path, result] of paths) {
      if (result.kind === 'failed') throw readFailure(result.message);
      this.#read.set(path, result);
    }
  }

  entries(directory: string): readonly ListedEntry[] {
    const found = this.#read.get(directory);
    return found?.kind === 'found' ? found.entry.entries : [];
  }

  locate(candidate: Candidate): Located {
    const located = locate(candidate, (path) => this.#read.get(path));
    return located.kind === 'link' && !located.own && this.#throughFile(located.target)
      ? { kind: 'absent' }
      : located;
  }

  followed(located: Located): Located {
    return located.kind === 'link' ? locateTarget(located, this.#read.get(located.target)) : located;
  }

  /** Whether a listing at hand already shows that a path's first folder is none (`CLAUDE.md` → `AGENTS.md`). */
  #throughFile(path: string): boolean {
    const [first] = path.split('/');
    return this.entries('').some(({ name, kind }) => name === first && kind === 'file');
  }
}

/** Reads both sides, each path once, and pins each side to the commit that its first answer named. */
class SidesReader {
  readonly before = new Side();
  readonly after = new Side();
  readonly #client: Client;
  readonly #repository: RepositoryName;
  readonly #asked = new Set<string>();
  #sides: Sides;
  #previous: string | null = null;
  #commit = '';

  constructor(client: Client, repository: RepositoryName, sides: Sides) {
    this.#client = client;
    this.#repository = repository;
    this.#sides = sides;
  }

  async read(paths: readonly string[]): Promise<void> {
    const fresh = [...new Set(paths)].filter((path) => !this.#asked.has(path));
    for (const path of fresh) this.#asked.add(path);
    if (fresh.length > 0) await this.#readBoth(fresh);
  }

  comparison(found: readonly Difference[]): Comparison {
    return { before: this.#sides.before, commit: this.#commit, previous: this.#previous, differences: found };
  }

  async #readBoth(paths: readonly string[]): Promise<void> {
    const { before, after } = this.#sides;
    const revisions = before.kind === 'revision' ? [after, before.revision] : [after];
    const [now, old] = await this.#snapshots(revisions, paths);
    const current = now?.kind === 'no-commit' ? await this.#insist(after, paths) : now;
    this.after.add(this.#commitOf(current, after).paths);
    if (current?.kind === 'commit') this.#commit = current.oid;
    if (before.kind === 'revision') this.#addBefore(old, before);
    this.#sides = { ...this.#sides, after: { oid: this.#commit } };
  }

  #addBefore(old: Snapshot | undefined, before: Before & { kind: 'revision' }): void {
    if (old?.kind === 'no-commit' && before.ifGone === 'announce') {
      const why = 'the state before the push can no longer be read';
      this.#sides = { ...this.#sides, before: { kind: 'unknown', why } };
      return;
    }
    const commit = this.#commitOf(old, before.revision);
    this.before.add(commit.paths);
    this.#previous = commit.oid;
    this.#sides = { ...this.#sides, before: { ...before, revision: { oid: commit.oid } } };
  }

  #snapshots(revisions: readonly Revision[], paths: readonly string[]): Promise<Snapshot[]> {
    return readObjects(
      this.#client,
      revisions.map((revision) => ({ repository: this.#repository, revision, paths })),
    );
  }

  /** A commit that was just pushed can be missing for a moment: it is asked for again before it is an error. */
  async #insist(revision: Revision, paths: readonly string[]): Promise<Snapshot | undefined> {
    for (let tries = 1; ; tries++) {
      const more = await this.#client.pause('Reading the commit', 'GitHub does not have it yet', tries);
      if (!more) return { kind: 'no-commit' };
      const [snapshot] = await this.#snapshots([revision], paths);
      if (snapshot?.kind !== 'no-commit') return snapshot;
    }
  }

  #commitOf(snapshot: Snapshot | undefined, revision: Revision): Snapshot & { kind: 'commit' } {
    if (snapshot?.kind === 'commit') return snapshot;
    throw unreadableCommit(snapshot, revision, this.#repository);
  }
}
