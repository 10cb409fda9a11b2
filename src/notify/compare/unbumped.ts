import type { PatternList } from '../../action/patterns.ts';
import type { CommitReader } from '../../github/objects/commit-reader.ts';
import { folderOf, foldersAbove } from '../../github/path.ts';
import type { Manifest } from '../../plugin/manifest.ts';
import { changedFiles, type FolderPair } from './changed-files.ts';
import { matchMoved } from './changes.ts';
import type { ManifestPair } from './manifest-pair.ts';
import type { Manifests } from './manifests.ts';
import type { SidesReader } from './sides.ts';

/** A plugin whose files changed though its version did not. */
export interface Unbumped {
  readonly manifest: Manifest;
  readonly path: string;
  /** In the repository; at least one. */
  readonly files: readonly string[];
}

/**
 * READ: plugins with a version that is the same text on both sides, although a file of theirs differs that `ignored` does
 * not name. None where there is nothing to compare with. Throws `ProblemError` and `GitHubError`.
 */
export async function findUnbumped(manifests: Manifests, ignored: PatternList): Promise<Unbumped[]> {
  if (manifests.basis.kind !== 'compared') return [];
  const unchanged = await manifests.unchanged();
  const pairs = [...matchMoved(manifests.pairs), ...unchanged];
  const plugins = new Map(pairs.flatMap((pair) => withoutBump(pair, manifests.sides)));
  const others = new Set(
    [...manifests.pairs, ...unchanged].filter(isPlugin).map(({ path }) => pluginFolder(path)),
  );
  const files = await changedFiles(manifests.sides, [...plugins.keys()], { ignored, others });
  return [...plugins].flatMap(([folder, plugin]) => {
    const own = files.get(folder) ?? [];
    return own.length === 0 ? [] : [{ ...plugin, files: own }];
  });
}

/** What is in a submodule is not known: in a folder of plugins it is one; right at the root, it may be anything. */
function isPlugin({ path, before, after }: ManifestPair): boolean {
  const isUnknown = [before, after].every(({ kind }) => kind === 'elsewhere' || kind === 'absent');
  return !isUnknown || folderOf(pluginFolder(path)) !== '';
}

type WithoutBump = Pick<Unbumped, 'manifest' | 'path'>;

/** A pair of one version, and where the plugin's folder is on both sides. */
function withoutBump({ path, before, after }: ManifestPair, sides: SidesReader): [FolderPair, WithoutBump][] {
  if (before.kind !== 'manifest' || after.kind !== 'manifest') return [];
  const { manifest } = after;
  if (manifest.version === null || manifest.version !== before.manifest.version) return [];
  const old = realFolder(before.manifest.at.file, sides.before ?? sides.after);
  const folder = { before: old, after: realFolder(path, sides.after) };
  return [[folder, { manifest, path }]];
}

/** The plugin's folder; where that or one above it is a symlink, the folder that it leads to. */
function realFolder(manifest: string, side: CommitReader): string {
  const folder = pluginFolder(manifest);
  const found = side.locate({ path: folder, above: foldersAbove(folder) });
  return found.kind === 'link' ? found.target : folder;
}

/** The folder that holds `.claude-plugin`; where `manifests` names a file elsewhere, the file's own. */
function pluginFolder(manifest: string): string {
  const folder = folderOf(manifest);
  return /(?:^|\/)\.claude-plugin$/.test(folder) ? folderOf(folder) : folder;
}
