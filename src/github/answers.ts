import { isObject } from '../plugin/json.ts';
import { type Entry, readEntry, readRoot } from './entries.ts';
import { errorWithin, forbids, type GraphqlAnswer, type Nothing, whyNull } from './graphql-answer.ts';
import { type Alias, aliasesOf, isRef } from './query.ts';
import type { CommitSnapshot, Comparison, Part, PathResult, Revision, Snapshot, Unread } from './snapshot.ts';

/** PURE: one GraphQL answer to the query of these parts → what it says of each, in order. */
export function readAnswer(parts: readonly Part[], answer: GraphqlAnswer): Snapshot[] {
  const aliases = aliasesOf(parts);
  const alone = new Set(aliases.map(({ repository }) => repository)).size === 1;
  return parts.map((part, index) => {
    const alias = aliases[index];
    if (alias === undefined) throw new TypeError('a query has an alias for each of its parts');
    return snapshotOf(part, alias, { ...answer, alone });
  });
}

/** `alone`: whether the request was about one repository, so that an error without a path is about it. */
type Reading = GraphqlAnswer & { readonly alone: boolean };

type Path = readonly (string | number)[];

function snapshotOf(part: Part, alias: Alias, reading: Reading): Snapshot {
  const repository = reading.data[alias.repository];
  if (!isObject(repository)) return noRepository(repository, [alias.repository], reading);
  const { revision } = part.request;
  const at = [alias.repository, alias.object];
  const found = peeled(repository[alias.object], revision, at, reading);
  return found.kind === 'commit' ? commitSnapshot(part, found, reading) : found;
}

/** GitHub always says why a repository is null (github-answers: repository-missing); without a word it failed. */
function noRepository(value: unknown, path: Path, reading: Reading): Unread {
  const why = nothingAt(value, path, reading);
  if (why.kind !== 'absent') return unread(why);
  return why.bare ? unread(INCOMPLETE) : { kind: 'no-repository' };
}

const INCOMPLETE = { kind: 'failed', message: 'the answer is incomplete' } as const;

function unread(why: Exclude<Nothing, { kind: 'absent' }>): Unread {
  return why.kind === 'forbidden' ? why : { ...why, error: null };
}

/** A value that is missing from the answer, or of another shape, is not taken for null. */
function nothingAt(value: unknown, path: Path, { errors, alone }: Reading, file?: string): Nothing {
  if (value !== null) return INCOMPLETE;
  return whyNull(errors, { path, alone, ...(file === undefined ? {} : { file }) });
}

interface FoundCommit {
  readonly kind: 'commit';
  readonly commit: Record<string, unknown>;
  readonly path: Path;
  /** What led to it: the ref, the release, or the object itself. */
  readonly holder: Record<string, unknown>;
}

/** Follows a ref to its target, a release to its commit, and annotated tags to theirs. */
function peeled(value: unknown, revision: Revision, path: Path, reading: Reading): FoundCommit | Unread {
  if (!isObject(value)) return noCommit(value, path, reading);
  const step = stepTo(revision);
  let at = step === null ? path : [...path, step];
  let found = step === null ? value : value[step];
  while (isObject(found) && found['__typename'] === 'Tag' && 'target' in found) {
    found = found['target'];
    at = [...at, 'target'];
  }
  // A release may outlive its tag; a ref always has a target.
  if (!isObject(found))
    return step === 'tagCommit' ? noCommit(found, at, reading) : noTarget(found, at, reading);
  const isTagged = at.length > (step === null ? path : [...path, step]).length;
  const isCommit = isObject(found) && found['__typename'] === 'Commit';
  const isOther = 'oid' in revision && !isTagged && isCommit && found['oid'] !== revision.oid;
  if (isOther) return unread(INCOMPLETE);
  if (found['__typename'] === 'Commit' && isOid(found['oid'])) {
    return { kind: 'commit', commit: found, path: at, holder: value };
  }
  return /^(?:Tag|Tree|Blob)$/.test(String(found['__typename'])) ? { kind: 'no-commit' } : unread(INCOMPLETE);
}

function stepTo(revision: Revision): 'target' | 'tagCommit' | null {
  if ('latestRelease' in revision) return 'tagCommit';
  return isRef(revision) ? 'target' : null;
}

/**
 * A ref or an object that isn't there is null without an error (github-answers: ref-missing, expression-missing-path);
 * for a commit's id nobody has recorded it, so `NOT_FOUND` there means the same.
 */
function noCommit(value: unknown, path: Path, reading: Reading): Unread {
  const why = nothingAt(value, path, reading);
  return why.kind === 'absent' ? { kind: 'no-commit' } : unread(why);
}

function noTarget(value: unknown, path: Path, reading: Reading): Unread {
  const why = nothingAt(value, path, reading);
  return unread(why.kind === 'absent' ? INCOMPLETE : why);
}

function commitSnapshot(part: Part, { commit, path, holder }: FoundCommit, reading: Reading): Snapshot {
  const { parents: wantsParents = false, date: wantsDate = false, revision } = part.request;
  const paths = part.paths.map((file, n) => [file, pathResult(commit, { file, n, path }, reading)] as const);
  const forbidden = paths.find(([, { kind }]) => kind === 'forbidden')?.[1];
  if (forbidden?.kind === 'forbidden') return forbidden;
  const parents = wantsParents ? parentsOf(commit) : [];
  const date = Date.parse(String(commit['committedDate']));
  const release = 'latestRelease' in revision ? holder['tagName'] : null;
  const isWhole =
    parents !== null &&
    !(wantsDate && Number.isNaN(date)) &&
    (release === null || typeof release === 'string');
  if (!isWhole) return unread(INCOMPLETE);
  const snapshot: CommitSnapshot = {
    kind: 'commit',
    oid: String(commit['oid']),
    parents,
    paths: new Map(paths.flatMap(([file, result]) => (result.kind === 'forbidden' ? [] : [[file, result]]))),
    release,
    ...(wantsDate ? { date } : {}),
    ...comparisonOf(holder['compare']),
  };
  return snapshot;
}

/** Null where it isn't there, in a repository's first commit too, is an empty list. */
function parentsOf(commit: Record<string, unknown>): string[] | null {
  const parents = commit['parents'];
  const nodes = isObject(parents) ? parents['nodes'] : null;
  if (!Array.isArray(nodes)) return null;
  const oids = nodes.map((node) => (isObject(node) ? node['oid'] : null)).filter(isOid);
  return oids.length === nodes.length ? oids : null;
}

function comparisonOf(value: unknown): { comparison?: Comparison } {
  const { status, behindBy } = isObject(value) ? value : {};
  if (typeof status !== 'string' || typeof behindBy !== 'number') return {};
  return { comparison: { status, behindBy } };
}

interface PathPlace {
  readonly file: string;
  /** Its number among the part's paths. */
  readonly n: number;
  /** Of the commit. */
  readonly path: Path;
}

type PathAnswer = PathResult | { readonly kind: 'forbidden'; readonly message: string };

function pathResult(
  commit: Record<string, unknown>,
  { file, n, path }: PathPlace,
  reading: Reading,
): PathAnswer {
  const alias = `f${n}`;
  const at = [...path, alias];
  const value = commit[alias];
  if (!isObject(value)) {
    const why = nothingAt(value, at, reading, file);
    return why.kind === 'absent' ? absentPath(file) : why;
  }
  const error = errorWithin(reading.errors, at);
  if (error !== null) return { kind: forbids(error) ? 'forbidden' : 'failed', message: error.message };
  const entry: Entry | null = file === '' ? readRoot(value) : readEntry(value);
  return entry === null ? INCOMPLETE : { kind: 'found', entry };
}

/** A commit has a root. */
function absentPath(file: string): PathResult {
  return file === '' ? INCOMPLETE : { kind: 'no-path' };
}

/** Git's id of an object, of either length that git knows. */
export function isOid(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}
