import { joinPath } from '../path.ts';
import { isText } from './blobs.ts';
import type { Entry, ListedEntry } from './entries.ts';
import type { PathResult } from './snapshot.ts';

/** A path where a file may be, and the folders above it that may be a symlink or a submodule, the outermost first. */
export interface Candidate {
  readonly path: string;
  readonly above: readonly string[];
}

/** What stands at a candidate's path. */
export type Located =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly entry: Entry }
  | { readonly kind: 'not-a-file'; readonly fault: PlaceFault; readonly own: boolean };

/** To be read at `target` instead; `own` is true for the candidate's path itself, false for a folder above it. */
export interface Link {
  readonly kind: 'link';
  readonly target: string;
  readonly own: boolean;
}

/** Why there is no file at a path where something is. */
export type PlaceFault = 'directory' | 'submodule' | 'link-outside' | 'link-broken' | 'link-to-link';

type Lookup = (path: string) => PathResult | undefined;

/**
 * PURE: what was read at a path. Whether `Commit.file` gives the entry of a submodule is quoted once and confirmed
 * nowhere; its folder's listing does (k0shk0sh/FastHub#1847), so that is believed as well.
 */
export function lookUp(paths: ReadonlyMap<string, PathResult>, path: string): PathResult | undefined {
  const found = paths.get(path);
  if (found !== undefined && found.kind !== 'no-path') return found;
  const listed = listedAt(paths, path);
  if (listed?.kind !== 'submodule') return found;
  return { kind: 'found', entry: { ...listed, blob: null, entries: [] } };
}

/** PURE: a path as its folder's listing has it, where that was read. */
export function listedAt(paths: ReadonlyMap<string, PathResult>, path: string): ListedEntry | undefined {
  const [, folder = '', name] = /^(?:(.*)\/)?([^/]+)$/s.exec(path) ?? [];
  const found = paths.get(folder);
  return found?.kind === 'found' ? found.entry.entries.find((entry) => entry.name === name) : undefined;
}

/** PURE: a candidate in what was read of a commit: what stands at its path, or at the first folder that is none. */
export function locate({ path, above }: Candidate, lookup: Lookup): Located | Link {
  for (const place of [path, ...above]) {
    const found = lookup(place);
    const isFolder = place !== path && found?.kind === 'found' && found.entry.kind === 'directory';
    if (found?.kind === 'found' && !isFolder) return locateEntry(place, path, found.entry);
  }
  return { kind: 'absent' };
}

function locateEntry(place: string, path: string, entry: Entry): Located | Link {
  const own = place === path;
  if (entry.kind === 'symlink') return follow(place, path, entry);
  if (entry.kind !== 'file') return { kind: 'not-a-file', fault: entry.kind, own };
  return own ? { kind: 'file', entry } : { kind: 'absent' };
}

/** Where a symlink at `place` leads for `path`: a path in the repository, or out of it. */
function follow(place: string, path: string, { blob, oid }: Entry): Located | Link {
  const own = place === path;
  const text = blob?.text ?? '';
  const target = text !== '' && isText(text, oid) ? resolveLink(place, text) : null;
  if (target === null) return { kind: 'not-a-file', fault: 'link-outside', own };
  return { kind: 'link', target: joinPath(target, path.slice(place.length + 1)), own };
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
export function locateTarget(link: Link, found: PathResult | undefined): Located {
  if (found?.kind !== 'found') {
    return link.own ? { kind: 'not-a-file', fault: 'link-broken', own: true } : { kind: 'absent' };
  }
  if (found.entry.kind === 'file') return { kind: 'file', entry: found.entry };
  const fault = found.entry.kind === 'symlink' ? 'link-to-link' : found.entry.kind;
  return { kind: 'not-a-file', fault, own: link.own };
}
