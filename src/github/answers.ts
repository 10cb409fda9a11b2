import { isObject } from '../plugin/json.ts';
import type { GraphqlProblem } from './client.ts';
import { isRef, type Query } from './query.ts';
import type {
  Blob,
  Comparison,
  Entry,
  EntryKind,
  ListedEntry,
  Part,
  PathResult,
  Revision,
  Snapshot,
} from './snapshot.ts';

/** PURE: one GraphQL answer → what it says of each part of the query, in order. */
export function readAnswer(
  parts: readonly Part[],
  query: Query,
  data: Record<string, unknown>,
  errors: readonly GraphqlProblem[],
): Snapshot[] {
  return parts.map((part, index) => snapshotOf(part, index, query, data, errors));
}

function snapshotOf(
  part: Part,
  index: number,
  query: Query,
  data: Record<string, unknown>,
  errors: readonly GraphqlProblem[],
): Snapshot {
  const alias = query.aliases[index];
  if (alias === undefined) throw new TypeError('a query has an alias for each of its parts');
  const at = errorsAt(errors, alias.repository, alias.object);
  const whole = at.get('');
  const found = data[alias.repository];
  const repository = object(found);
  if (repository === null) return absent('no-repository', found, whole);
  const value = repository[alias.object];
  const commit = commitOf(value, part.request.revision);
  if (commit === null) return absent('no-commit', value, whole);
  const release = 'latestRelease' in part.request.revision ? String(object(value)?.['tagName']) : null;
  const paths = part.paths.map((path, n): [string, PathResult] => [path, pathResult(commit, n, path, at)]);
  const parents = parentsOf(commit);
  const date = part.request.date === true ? { date: Date.parse(String(commit['committedDate'])) } : {};
  const comparison = comparisonOf(object(value)?.['compare']);
  const oid = String(commit['oid']);
  return { kind: 'commit', oid, parents, paths: new Map(paths), release, ...date, ...comparison };
}

/** Errors below one commit, by the alias of the path they belong to; `''` for those of all of it. */
function errorsAt(errors: readonly GraphqlProblem[], repository: string, commit: string) {
  const found = new Map<string, GraphqlProblem>();
  for (const error of errors) {
    const [first, second, ...rest] = (error.path ?? []).filter(
      (step) => step !== 'target' && step !== 'tagCommit',
    );
    if ((first ?? repository) !== repository || (second ?? commit) !== commit) continue;
    found.set(rest[0] === undefined ? '' : String(rest[0]), error);
  }
  return found;
}

/**
 * Why a repository or a commit is null. Without an error, or with `NOT_FOUND`, it isn't there; `FORBIDDEN` is single
 * sign-on or an IP allow list; all else is GitHub's own failure, as is a value that is missing from the answer.
 */
function absent(
  kind: 'no-repository' | 'no-commit',
  value: unknown,
  error: GraphqlProblem | undefined,
): Snapshot {
  if (error?.type === 'FORBIDDEN') return { kind: 'forbidden', message: error.message };
  if (error !== undefined && error.type !== 'NOT_FOUND') {
    return { kind: 'failed', message: error.message, error: null };
  }
  return value === undefined
    ? { kind: 'failed', message: 'the answer is incomplete', error: null }
    : { kind };
}

/** Follows a ref to its target, a release to its commit and annotated tags to theirs; null where there is none. */
function commitOf(value: unknown, revision: Revision): Record<string, unknown> | null {
  let found = object(fieldOf(value, revision));
  while (found !== null && found['__typename'] === 'Tag') found = object(found['target']);
  return found?.['__typename'] === 'Commit' ? found : null;
}

function fieldOf(value: unknown, revision: Revision): unknown {
  if ('latestRelease' in revision) return object(value)?.['tagCommit'];
  return isRef(revision) ? object(value)?.['target'] : value;
}

function comparisonOf(value: unknown): { comparison?: Comparison } {
  const { status, behindBy } = object(value) ?? {};
  if (typeof status !== 'string' || typeof behindBy !== 'number') return {};
  return { comparison: { status, behindBy } };
}

function parentsOf(commit: Record<string, unknown>): string[] {
  return list(object(commit['parents'])?.['nodes']).map((node) => String(object(node)?.['oid']));
}

function pathResult(
  commit: Record<string, unknown>,
  index: number,
  path: string,
  errors: ReadonlyMap<string, GraphqlProblem>,
): PathResult {
  const alias = `f${index}`;
  const error = errors.get(alias);
  if (error !== undefined) return { kind: 'failed', message: error.message };
  const value = commit[alias];
  if (value === undefined) return { kind: 'failed', message: 'the answer is incomplete' };
  if (value === null) return { kind: 'no-path' };
  return { kind: 'found', entry: path === '' ? rootEntry(value) : entryOf(value) };
}

function rootEntry(value: unknown): Entry {
  const tree = object(value) ?? {};
  const entries = listing(tree);
  return { kind: 'directory', oid: String(tree['oid']), executable: false, blob: null, entries };
}

function entryOf(value: unknown): Entry {
  const { mode, oid, object: content } = object(value) ?? {};
  const inner = object(content);
  const blob = inner?.['__typename'] === 'Blob' ? blobOf(inner) : null;
  const entries = inner === null ? [] : listing(inner);
  return { kind: kindOf(mode), oid: String(oid), executable: mode === 0o100755, blob, entries };
}

function blobOf(blob: Record<string, unknown>): Blob {
  const { byteSize, isBinary, text } = blob;
  return {
    byteSize: Number(byteSize),
    isBinary: isBinary === true,
    text: typeof text === 'string' ? text : null,
  };
}

function listing(tree: Record<string, unknown>): ListedEntry[] {
  return list(tree['entries']).map((item) => {
    const { name, mode, oid } = object(item) ?? {};
    return { name: String(name), kind: kindOf(mode), oid: String(oid) };
  });
}

/** git's modes, which GraphQL gives as decimal numbers: 40960 is 0120000. */
function kindOf(mode: unknown): EntryKind {
  if (mode === 0o120000) return 'symlink';
  if (mode === 0o160000) return 'submodule';
  return mode === 0o040000 ? 'directory' : 'file';
}

function object(value: unknown): Record<string, unknown> | null {
  return isObject(value) ? value : null;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
