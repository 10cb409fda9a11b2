import type { ListedEntry } from '../../github/objects/entries.ts';
import type { Candidate } from '../../github/objects/locate.ts';
import { foldersAbove, joinPath } from '../../github/path.ts';
import type { Segment } from './path-patterns.ts';

/**
 * PURE: comparing two trees as git does, from the top down. Literal segments are addressed directly; a wildcard
 * lists its directory on both sides and descends only where the two object ids differ, because equal ids mean
 * equal content. What is unchanged is never looked into, so the cost depends on what changed.
 */

/** A directory that is known to be one, and what of a pattern is left below it. */
export interface Position {
  readonly directory: string;
  readonly segments: readonly Segment[];
  /** Index of the pattern in `manifests`. */
  readonly pattern: number;
}

export interface ManifestCandidate extends Candidate {
  /** Index of the first pattern that led here. */
  readonly pattern: number;
}

export interface Step {
  readonly candidates: readonly ManifestCandidate[];
  /** Directories to list, and what goes on below them. */
  readonly listings: readonly Position[];
}

/** Every position's next step: files that are fully named, and directories that a wildcard needs listed. */
export function nextStep(positions: readonly Position[]): Step {
  const steps = positions.map(expand);
  return {
    candidates: steps.flatMap(({ candidates }) => candidates),
    listings: steps.flatMap(({ listings }) => listings),
  };
}

function expand(position: Position): Step {
  const { directory, segments, pattern } = position;
  const named = leadingNames(segments);
  const path = joinPath(directory, ...named);
  const rest = segments.slice(named.length);
  const [next] = rest;
  if (next === undefined) return { candidates: [candidate(position, path)], listings: [] };
  const listing = { directory: path, segments: rest, pattern };
  if (next.kind !== 'any-depth') return { candidates: [], listings: [listing] };
  const here = expand({ directory: path, segments: rest.slice(1), pattern });
  return { candidates: here.candidates, listings: [listing, ...here.listings] };
}

function leadingNames(segments: readonly Segment[]): string[] {
  const end = segments.findIndex(({ kind }) => kind !== 'name');
  const leading = end === -1 ? segments : segments.slice(0, end);
  return leading.flatMap((segment) => (segment.kind === 'name' ? [segment.name] : []));
}

function candidate({ directory, pattern }: Position, path: string): ManifestCandidate {
  // Those that were not read yet.
  const above = foldersAbove(path).filter((folder) => folder.length > directory.length);
  return { path, pattern, above };
}

/** Where to go on below a listed directory; `after` and `before` are its entries, none where it is absent. */
export function descend(
  listing: Position,
  before: readonly ListedEntry[],
  after: readonly ListedEntry[],
): Position[] {
  const [segment, ...rest] = listing.segments;
  if (segment === undefined || segment.kind === 'name') return [];
  const anyDepth = segment.kind === 'any-depth';
  const [old, now] = [before, after].map((side) => new Map(side.map((entry) => [entry.name, entry])));
  return [...new Set([...before, ...after].map(({ name }) => name))].flatMap((name) => {
    if ((!anyDepth && !segment.matches(name)) || holdsManifest(name, rest[0])) return [];
    if (!worthALook(old?.get(name), now?.get(name), anyDepth)) return [];
    const segments = anyDepth ? listing.segments : rest;
    return below(listing, name, segments, [old?.get(name), now?.get(name)]);
  });
}

/**
 * A wildcard before `.claude-plugin/plugin.json` does not match `.claude-plugin` itself: the folder that holds
 * a manifest is no plugin. It spares the commonest repository, a plugin at its root, a request.
 */
function holdsManifest(name: string, next: Segment | undefined): boolean {
  return name === '.claude-plugin' && next?.kind === 'name' && next.name === name;
}

/** Differs between the sides; or is a symlink to a folder, whose target may differ although the link does not. */
function worthALook(before: ListedEntry | undefined, after: ListedEntry | undefined, anyDepth: boolean) {
  const differs = before?.oid !== after?.oid || before?.kind !== after?.kind;
  return differs || (!anyDepth && after?.kind === 'symlink');
}

function below(
  { directory, pattern }: Position,
  name: string,
  segments: readonly Segment[],
  sides: readonly (ListedEntry | undefined)[],
): Position[] {
  const path = joinPath(directory, name);
  if (segments.length === 0) return [{ directory, segments: [{ kind: 'name', name }], pattern }];
  const linked = sides.some((side) => side?.kind === 'symlink' || side?.kind === 'submodule');
  if (linked && segments.every(({ kind }) => kind === 'name')) {
    // On one side at least no real folder: stay above it, so that the link is read along with what lies behind it.
    return [{ directory, segments: [{ kind: 'name', name }, ...segments], pattern }];
  }
  return sides.some((side) => side?.kind === 'directory') ? [{ directory: path, segments, pattern }] : [];
}
