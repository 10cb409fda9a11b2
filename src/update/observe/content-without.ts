import { createHash } from 'node:crypto';
import type { PathResult } from '../../github/objects/snapshot.ts';
import { foldersAbove, joinPath } from '../../github/path.ts';

/** PURE: the folders from `directory` down to these paths, whose listings tell its content without them. */
export function foldersDownTo(paths: readonly string[], directory: string): string[] {
  const below = paths.filter((path) => isWithin(path, directory));
  const folders = below.flatMap((path) => ['', ...foldersAbove(path)]);
  return [...new Set(folders)].filter((folder) => folder === directory || isWithin(folder, directory));
}

export function isWithin(path: string, directory: string): boolean {
  return path !== directory && (directory === '' || path.startsWith(`${directory}/`));
}

/** PURE: like git's id of a directory: the same where all that is in it is, except what stands at `without`. */
export function contentWithout(
  paths: ReadonlyMap<string, PathResult>,
  directory: string,
  without: readonly string[],
): string {
  const found = paths.get(directory);
  const entries = found?.kind === 'found' ? found.entry.entries : [];
  const lines = entries.flatMap(({ name, kind, oid }) => {
    const path = joinPath(directory, name);
    if (without.includes(path)) return [];
    const isListed = kind === 'directory' && paths.has(path);
    return [`${kind} ${isListed ? contentWithout(paths, path, without) : oid} ${name}`];
  });
  return createHash('sha1').update(lines.join('\0')).digest('hex');
}
