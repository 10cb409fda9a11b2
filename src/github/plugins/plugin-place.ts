import { listedAt } from '../objects/locate.ts';
import type { CommitPlace, PathResult, Unread } from '../objects/snapshot.ts';
import { foldersAbove, joinPath } from '../path.ts';
import type { ManifestState } from './manifest-state.ts';

/** A plugin's directory in a repository at a commit; `''` is the root. */
export interface PluginPlace extends CommitPlace {
  readonly directory: string;
  /** Whether the directory's id is of no interest, so that it is read only where the manifest isn't there. */
  readonly manifestOnly?: boolean;
}

export type PluginAt = ReadPlugin | Unread;

export interface ReadPlugin {
  readonly kind: 'plugin';
  readonly commit: string;
  /** Git's id of the directory's content; null where there is no directory, or where only the manifest was wanted. */
  readonly directory: string | null;
  readonly manifest: ManifestState;
  /** The tag of the latest release, where that was asked for. */
  readonly release: string | null;
  /** The name of the default branch, where that was asked for. */
  readonly branch?: string;
  /** Epoch milliseconds, where it was asked for. */
  readonly date?: number;
}

/** Where Claude Code looks for a plugin's manifest (https://code.claude.com/docs/en/plugins-reference). */
export function manifestPath(directory: string): string {
  return joinPath(directory, '.claude-plugin/plugin.json');
}

/** PURE: what is asked for first. */
export function pathsOf({ directory, manifestOnly }: Omit<PluginPlace, 'repository' | 'revision'>): string[] {
  return manifestOnly === true ? [manifestPath(directory)] : [manifestPath(directory), directory];
}

/**
 * PURE: what tells whether a manifest is there: itself; where it isn't, its directory and all folders above, any of which
 * may be a link or a submodule; and the folder `.claude-plugin` only where the directory lists it as a link.
 */
export function nextPaths(place: PluginPlace, paths: ReadonlyMap<string, PathResult>): string[] {
  const { directory } = place;
  const own = pathsOf(place);
  if (paths.get(manifestPath(directory))?.kind !== 'no-path') return own;
  const folder = joinPath(directory, '.claude-plugin');
  const isLink = listedAt(paths, folder)?.kind === 'symlink';
  return [...own, directory, ...foldersAbove(directory), '', ...(isLink ? [folder] : [])];
}
