import { isObject } from '../../plugin/json.ts';
import {
  aliasedRepository,
  errorWithin,
  forbids,
  type GraphqlAnswer,
  INCOMPLETE,
  type Nothing,
  nothingAt,
} from '../client/graphql-answer.ts';
import { readBelow } from './below.ts';
import { readEntry, readRoot } from './entries.ts';
import { type Alias, aliasesOf, isRef } from './query.ts';
import type { Part, PathResult, RefComparison, Revision, Snapshot, Unread } from './snapshot.ts';

/** PURE: one GraphQL answer to the query of these parts → what it says of each. */
export function readAnswer(parts: readonly Part[], answer: GraphqlAnswer): ReadonlyMap<Part, Snapshot> {
  const aliases = aliasesOf(parts);
  const alone = new Set([...aliases.values()].map(({ repository }) => repository)).size === 1;
  const reading = { ...answer, alone };
  return new Map([...aliases].map(([part, alias]) => [part, snapshotOf(part, alias, reading)]));
}

/** `alone`: whether the request was about one repository, so that an error without a path is about it. */
type Reading = GraphqlAnswer & { readonly alone: boolean };

type Path = readonly (string | number)[];

function snapshotOf(part: Part, alias: Alias, reading: Reading): Snapshot {
  const repository = aliasedRepository(reading, alias.repository, reading.alone);
  if (repository.kind === 'no-repository') return repository;
  if (repository.kind !== 'repository') return unread(repository);
  const at = [alias.repository, alias.object];
  const found = peeled(repository.fields[alias.object], part.request.revision, at, reading);
  return found.kind === 'commit' ? commitSnapshot(part, found, reading) : found;
}

function unread(why: Exclude<Nothing, { kind: 'absent' }>): Unread {
  return why.kind === 'forbidden' ? why : { ...why, error: null };
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
  const start = step === null ? path : [...path, step];
  let at = start;
  let found = step === null ? value : value[step];
  while (isObject(found) && found['__typename'] === 'Tag' && 'target' in found) {
    found = found['target'];
    at = [...at, 'target'];
  }
  if (!isObject(found)) {
    const why = noCommit(found, at, reading);
    // A release may outlive its tag; a ref always has a target.
    return why.kind === 'no-commit' && step !== 'tagCommit' ? unread(INCOMPLETE) : why;
  }
  const { __typename: type, oid } = found;
  const isOther = 'oid' in revision && at === start && oid !== revision.oid;
  if (type === 'Commit' && isOid(oid) && !isOther) {
    return { kind: 'commit', commit: found, path: at, holder: value };
  }
  return /^(?:Tag|Tree|Blob)$/.test(String(type)) ? { kind: 'no-commit' } : unread(INCOMPLETE);
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
  const why = nothingAt(value, reading.errors, { path, alone: reading.alone });
  return why.kind === 'absent' ? { kind: 'no-commit' } : unread(why);
}

function commitSnapshot(part: Part, { commit, path, holder }: FoundCommit, reading: Reading): Snapshot {
  const { parents: wantsParents = false, date: wantsDate = false, revision } = part.request;
  const wantsMessage = part.request.message === true;
  const paths = part.paths.map(
    (file, n) => [file, pathResult(commit[`f${n}`], file, [...path, `f${n}`], reading)] as const,
  );
  const below = part.paths.flatMap((folder, n) => belowOf(folder, commit[`f${n}`], paths[n]?.[1], part));
  const forbidden = paths.find(([, { kind }]) => kind === 'forbidden')?.[1];
  if (forbidden?.kind === 'forbidden') return forbidden;
  const parents = wantsParents ? parentsOf(commit) : [];
  const date = Date.parse(String(commit['committedDate']));
  const release = 'latestRelease' in revision ? holder['tagName'] : null;
  const isWhole =
    parents !== null &&
    !(wantsDate && Number.isNaN(date)) &&
    !(wantsMessage && typeof commit['message'] !== 'string') &&
    (release === null || typeof release === 'string');
  if (!isWhole) return unread(INCOMPLETE);
  return {
    kind: 'commit',
    oid: String(commit['oid']),
    parents,
    paths: new Map([
      ...below,
      ...paths.flatMap(([file, result]) => (result.kind === 'forbidden' ? [] : [[file, result] as const])),
    ]),
    release,
    ...('defaultBranch' in revision ? branchOf(holder) : {}),
    ...(wantsDate ? { date } : {}),
    ...(wantsMessage ? { message: String(commit['message']) } : {}),
    ...comparisonOf(holder['compare']),
  };
}

function branchOf({ name }: Record<string, unknown>): { branch?: string } {
  return typeof name === 'string' && name !== '' ? { branch: name } : {};
}

function belowOf(folder: string, value: unknown, result: PathAnswer | undefined, { below }: Part) {
  if (below === undefined || !below.folders.includes(folder)) return [];
  return result?.kind === 'found' && isObject(value) ? readBelow(folder, value, below) : [];
}

/** Null where it isn't there, in a repository's first commit too, is an empty list. */
function parentsOf(commit: Record<string, unknown>): string[] | null {
  const parents = commit['parents'];
  const nodes = isObject(parents) ? parents['nodes'] : null;
  if (!Array.isArray(nodes)) return null;
  const oids = nodes.map((node) => (isObject(node) ? node['oid'] : null)).filter(isOid);
  return oids.length === nodes.length ? oids : null;
}

function comparisonOf(value: unknown): { comparison?: RefComparison } {
  const { status, behindBy } = isObject(value) ? value : {};
  if (typeof status !== 'string' || typeof behindBy !== 'number') return {};
  return { comparison: { status, behindBy } };
}

type PathAnswer = PathResult | Extract<Unread, { kind: 'forbidden' }>;

/** What came of one of the part's paths, at its place in the answer. */
function pathResult(value: unknown, file: string, path: Path, { errors, alone }: Reading): PathAnswer {
  if (!isObject(value)) {
    const why = nothingAt(value, errors, { path, alone, file });
    if (why.kind !== 'absent') return why;
    // A commit has a root.
    return file === '' ? INCOMPLETE : { kind: 'no-path' };
  }
  const error = errorWithin(errors, path);
  if (error !== null) return { kind: forbids(error) ? 'forbidden' : 'failed', message: error.message };
  const entry = file === '' ? readRoot(value) : readEntry(value);
  return entry === null ? INCOMPLETE : { kind: 'found', entry };
}

/** Git's id of an object, of either length that git knows. */
export function isOid(value: unknown): value is string {
  return typeof value === 'string' && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value);
}
