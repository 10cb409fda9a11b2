/** Parts of a path as one; empty parts, such as the root, vanish. */
export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}

/** The folder that a path lies in; `''` for the root. */
export function folderOf(path: string): string {
  return foldersAbove(path).at(-1) ?? '';
}

/** The folders above a path, the outermost first: `a/b/c` → `a`, `a/b`. */
export function foldersAbove(path: string): string[] {
  const parents = path.split('/').slice(0, -1);
  return parents.map((_, index) => parents.slice(0, index + 1).join('/'));
}

/** The folders above a path, and itself. */
export function foldersTo(path: string): string[] {
  return [...foldersAbove(path), path];
}
