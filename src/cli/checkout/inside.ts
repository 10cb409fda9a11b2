import { lstat, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { decode } from '../../github/objects/blobs.ts';

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
export async function readInside(root: string, path: string): Promise<InsideFile> {
  const file = await readBytes(root, path, LARGEST);
  return file.kind === 'bytes' ? { kind: 'text', text: file.bytes.toString('utf8') } : file;
}

/** READ: the same for what Claude Code reads: it must be text as the actions want it. */
export async function readStrictly(root: string, path: string, largest = LARGEST): Promise<InsideFile> {
  const file = await readBytes(root, path, largest);
  if (file.kind !== 'bytes') return file;
  const content = decode(file.bytes);
  return content.kind === 'text' ? content : { kind: 'refused', why: NO_TEXT[content.kind] };
}

const NO_TEXT = {
  binary: 'is a binary file',
  'not-utf8': 'is not UTF-8 text',
  'lfs-pointer': 'is a Git LFS pointer',
  'too-large': 'is too large',
};

type Bytes = { readonly kind: 'bytes'; readonly bytes: Buffer } | Exclude<InsideFile, { kind: 'text' }>;

async function readBytes(root: string, path: string, largest: number): Promise<Bytes> {
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
  const bytes = await readFile(file).catch(() => null);
  return bytes === null ? { kind: 'refused', why: 'can’t be read' } : { kind: 'bytes', bytes };
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
