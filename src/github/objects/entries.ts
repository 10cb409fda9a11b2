import { isObject } from '../../plugin/json.ts';

export type EntryKind = 'file' | 'symlink' | 'directory' | 'submodule';

export interface ListedEntry {
  readonly name: string;
  readonly kind: EntryKind;
  readonly oid: string;
  /** Of a file: whether it may be executed (mode 100755). */
  readonly executable: boolean;
}

/** What stands at a path of a commit. */
export interface Entry {
  readonly kind: EntryKind;
  readonly oid: string;
  /** Of a file: whether it may be executed (mode 100755). */
  readonly executable: boolean;
  /** For files and symlinks, where GitHub gave it. Text is to be trusted only through `blobs.ts`. */
  readonly blob: Blob | null;
  /** For directories. */
  readonly entries: readonly ListedEntry[];
}

export interface Blob {
  readonly byteSize: number;
  readonly isBinary: boolean;
  readonly text: string | null;
}

/** PURE: `Commit.tree` → the root; null where the answer has another shape. */
export function readRoot({ oid, entries }: Record<string, unknown>): Entry | null {
  return readEntry({ mode: 0o040000, oid, object: { entries } });
}

/** PURE: `Commit.file` → the entry; null where the answer has another shape. */
export function readEntry({ mode, oid, object }: Record<string, unknown>): Entry | null {
  const kind = kindOf(mode);
  if (kind === null || typeof oid !== 'string') return null;
  const content = isObject(object) ? object : {};
  // What was asked for and is not even null was cut off: not a reason to read each file by itself.
  if (object === undefined || (content['__typename'] === 'Blob' && content['text'] === undefined))
    return null;
  const entries = kind === 'directory' ? listing(content['entries']) : [];
  if (entries === null) return null;
  const blob = content['__typename'] === 'Blob' ? blobOf(content) : null;
  return { kind, oid, executable: isExecutable(mode), blob, entries };
}

/** Where `isTruncated` is true GitHub gives `isBinary` as null (ossf/pvtr-github-repo-scanner#219). */
function blobOf({ byteSize, isBinary, text }: Record<string, unknown>): Blob {
  return {
    byteSize: typeof byteSize === 'number' ? byteSize : 0,
    isBinary: isBinary === true,
    text: typeof text === 'string' ? text : null,
  };
}

function listing(entries: unknown): ListedEntry[] | null {
  if (!Array.isArray(entries)) return null;
  const listed = entries.flatMap((item) => {
    const { name, mode, oid } = isObject(item) ? item : {};
    const kind = kindOf(mode);
    return typeof name === 'string' && typeof oid === 'string' && kind !== null
      ? [{ name, kind, oid, executable: isExecutable(mode) }]
      : [];
  });
  return listed.length === entries.length ? listed : null;
}

function isExecutable(mode: unknown): boolean {
  return mode === 0o100755;
}

/** git's modes, which GraphQL gives as decimal numbers: 40960 is 0120000 (k0shk0sh/FastHub#1847). */
function kindOf(mode: unknown): EntryKind | null {
  switch (mode) {
    case 0o120000:
      return 'symlink';
    case 0o160000:
      return 'submodule';
    case 0o040000:
      return 'directory';
    default:
      return typeof mode === 'number' ? 'file' : null;
  }
}
