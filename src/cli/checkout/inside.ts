import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** A file of a checkout, or why it is not read. */
type InsideFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  /** The end of a sentence that begins with its path. */
  | { readonly kind: 'refused'; readonly why: string };

/** As the actions have it, for every file that is read whole. */
const LARGEST = 1024 * 1024;

/**
 * READ: a file of a checkout. A link inside of it is followed; one that leads out of it, or into git's own folder, is
 * not: what lies there is not the repository's, whoever committed the link.
 */
export async function readInside(root: string, path: string, largest = LARGEST): Promise<InsideFile> {
  const [top, file] = await Promise.all([realpath(root), realpath(join(root, path))]).catch(() => [
    null,
    null,
  ]);
  if (top === null || file === null) return { kind: 'absent' };
  if (!isBelow(file, top))
    return { kind: 'refused', why: 'is a symbolic link that leads out of this repository' };
  const stats = await stat(file).catch(() => null);
  if (stats === null) return { kind: 'absent' };
  if (!stats.isFile()) return { kind: 'refused', why: 'is not a file' };
  if (stats.size > largest) {
    return { kind: 'refused', why: `is larger than ${Math.round(largest / LARGEST)} MiB` };
  }
  const text = await readFile(file, 'utf8').catch(() => null);
  return text === null ? { kind: 'refused', why: 'can’t be read' } : { kind: 'text', text };
}

function isBelow(path: string, top: string): boolean {
  return path.startsWith(top + sep) && !path.startsWith(join(top, '.git') + sep);
}

/**
 * READ: why a folder that a text of the checkout names is not in the checkout, as the end of a sentence that begins
 * with its path; null where it is, without a link on the way.
 */
export async function whyOutside(root: string, path: string): Promise<string | null> {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (/^(?:[\\/]|[A-Za-z]:)/.test(path) || /\\|\0/.test(path) || parts.includes('..')) {
    return 'leads out of this repository';
  }
  if (parts.length === 0) return 'is this repository itself';
  if (parts.some((part) => part.toLowerCase() === '.git')) return 'leads into git’s own folder';
  for (const index of parts.keys()) {
    const part = parts.slice(0, index + 1).join('/');
    const stats = await lstat(join(root, part)).catch(() => null);
    if (stats === null) return null;
    if (stats.isSymbolicLink()) return part === path ? 'is a symbolic link' : 'lies behind a symbolic link';
  }
  return null;
}

/** READ: the folder in which git finds a repository for another: the nearest with `.git` in it; null where none has. */
export async function nearestRepository(folder: string): Promise<string | null> {
  const parts = (await realpath(folder).catch(() => '')).split(sep);
  for (let length = parts.length; length > 0; length--) {
    const above = parts.slice(0, length).join(sep) || sep;
    if ((await lstat(join(above, '.git')).catch(() => null)) !== null) return above;
  }
  return null;
}
