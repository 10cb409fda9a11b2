import type { Entry, ListedEntry, PathResult } from '../github/objects.ts';
import type { Segment } from './patterns.ts';

/**
 * PURE: comparing two trees as git does, from the top down. Literal segments are addressed directly; a wildcard
 * lists its directory on both sides and descends only where the two object ids differ, because equal ids mean
 * equal content. What is unchanged is never looked into, so the cost depends on what changed.
 */

/** A directory reached so far, and what of a pattern is left below it. */
export interface Position {
  readonly directory: string;
  /** Where the last wildcard matched: folders below it are named by the pattern. */
  readonly segments: readonly Segment[];
  readonly pattern: number;
}

/** A path where a manifest may be. */
export interface Candidate {
  readonly path: string;
  /** Index of the first pattern that led here. */
  readonly pattern: number;
  /** The folders above the file that nobody has looked at yet: any of them may be a symlink or a submodule. */
  readonly above: readonly string[];
}

/** A directory to list, and what goes on below it. */
export interface Listing {
  readonly directory: string;
  readonly segments: readonly Segment[];
  readonly pattern: number;
}

export interface Step {
  readonly candidates: readonly Candidate[];
  readonly listings: readonly Listing[];
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
  const names: string[] = [];
  for (const segment of segments) {
    if (segment.kind !== 'name') break;
    names.push(segment.name);
  }
  return names;
}

function candidate({ directory, pattern }: Position, path: string): Candidate {
  const parents = path.split('/').slice(0, -1);
  const above = parents.map((_, index) => parents.slice(0, index + 1).join('/'));
  return { path, pattern, above: above.filter((folder) => folder.length > directory.length) };
}

/** Where to go on below a listed directory; `after` and `before` are its entries, none where it is absent. */
export function descend(
  listing: Listing,
  before: readonly ListedEntry[],
  after: readonly ListedEntry[],
): Position[] {
  const [segment, ...rest] = listing.segments;
  if (segment === undefined || segment.kind === 'name') return [];
  const deeper = segment.kind === 'any-depth';
  const old = new Map(before.map((entry) => [entry.name, entry]));
  const names = new Set([...old.keys(), ...after.map(({ name }) => name)]);
  const now = new Map(after.map((entry) => [entry.name, entry]));
  return [...names].flatMap((name) => {
    if ((!deeper && !segment.matches(name)) || holdsManifest(name, rest[0])) return [];
    if (!worthALook(old.get(name), now.get(name), deeper)) return [];
    const segments = deeper ? listing.segments : rest;
    return below(listing, name, segments, [old.get(name), now.get(name)]);
  });
}

/**
 * A wildcard before `.claude-plugin/plugin.json` does not stand for `.claude-plugin` itself: the folder that holds
 * a manifest is no plugin. It spares the commonest repository, a plugin at its root, a request.
 */
function holdsManifest(name: string, next: Segment | undefined): boolean {
  return name === '.claude-plugin' && next?.kind === 'name' && next.name === name;
}

/** Differs between the sides; or is a symlink that stands for a folder, whose target may differ unseen. */
function worthALook(
  before: ListedEntry | undefined,
  after: ListedEntry | undefined,
  deeper: boolean,
): boolean {
  const differs = before?.oid !== after?.oid || before?.kind !== after?.kind;
  return differs || (!deeper && after?.kind === 'symlink');
}

function below(
  { directory, pattern }: Listing,
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

/** `''` and `'a'` → `'a'`. */
export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

/** What stands at a candidate's path on one side. */
export type Located =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly entry: Entry }
  /** To be read at `target` instead; `link` is what the person sees. */
  | { readonly kind: 'link'; readonly link: string; readonly target: string; readonly own: boolean }
  | { readonly kind: 'not-a-file'; readonly fault: PlaceFault; readonly own: boolean };

/** Why there is no file at a path where something is; `own` above is true for the manifest's path itself. */
export type PlaceFault = 'directory' | 'submodule' | 'link-outside' | 'link-broken' | 'link-to-link';

type Lookup = (path: string) => PathResult | undefined;

/** Looks a candidate up in what was read of one side. */
export function locate({ path, above }: Candidate, lookup: Lookup): Located {
  const found = lookup(path);
  if (found?.kind === 'found') return locateEntry(path, path, found.entry);
  for (const folder of above) {
    const parent = lookup(folder);
    if (parent?.kind === 'found' && parent.entry.kind !== 'directory') {
      return locateEntry(folder, path, parent.entry);
    }
  }
  return { kind: 'absent' };
}

function locateEntry(place: string, path: string, entry: Entry): Located {
  const own = place === path;
  switch (entry.kind) {
    case 'symlink':
      return follow(place, path, entry);
    case 'submodule':
      return { kind: 'not-a-file', fault: 'submodule', own };
    case 'directory':
      return { kind: 'not-a-file', fault: 'directory', own };
    case 'file':
      return own ? { kind: 'file', entry } : { kind: 'absent' };
  }
}

/** Where a symlink at `place` leads for `path`: a path in the repository, or out of it. */
function follow(place: string, path: string, entry: Entry): Located {
  const own = place === path;
  const text = entry.blob?.text ?? '';
  const target = resolveLink(place, text);
  if (target === null || text === '') return { kind: 'not-a-file', fault: 'link-outside', own };
  const rest = path.slice(place.length + 1);
  return { kind: 'link', link: place, target: joinPath(target, rest), own };
}

/** The repository path that link text at `place` names; null where it is absolute or leaves the repository. */
export function resolveLink(place: string, text: string): string | null {
  if (text.startsWith('/') || /^[A-Za-z]:|\\|\0/.test(text)) return null;
  const steps = place.split('/').slice(0, -1);
  for (const step of text.split('/')) {
    if (step === '' || step === '.') continue;
    if (step !== '..') steps.push(step);
    else if (steps.pop() === undefined) return null;
  }
  return steps.join('/');
}

/** What stands at a followed link's target. A link there is not followed again. */
export function locateTarget(link: Located & { kind: 'link' }, found: PathResult | undefined): Located {
  if (found?.kind !== 'found') {
    return link.own ? { kind: 'not-a-file', fault: 'link-broken', own: true } : { kind: 'absent' };
  }
  if (found.entry.kind === 'file') return { kind: 'file', entry: found.entry };
  const fault = found.entry.kind === 'symlink' ? 'link-to-link' : found.entry.kind;
  return { kind: 'not-a-file', fault, own: link.own };
}
