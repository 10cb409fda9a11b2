import type { FileChange } from '../types.ts';
import type { ObjectStore } from './objects.ts';

export const MODE = {
  file: 0o100644,
  executable: 0o100755,
  symlink: 0o120000,
  gitlink: 0o160000,
  tree: 0o040000,
};

/** What an entry with this mode holds. */
export function entryType(mode: number): 'blob' | 'tree' | 'commit' {
  if (mode === MODE.tree) return 'tree';
  return mode === MODE.gitlink ? 'commit' : 'blob';
}

export interface TreeEntry {
  mode: number;
  /** The name's bytes: git does not ask for UTF-8. */
  rawName: Buffer;
  name: string;
  oid: string;
}

/** A tree is read once and searched for many paths. */
const trees = new WeakMap<Buffer, readonly TreeEntry[]>();

/** A tree object's entries. */
export function parseTree(data: Buffer): readonly TreeEntry[] {
  const known = trees.get(data) ?? readEntries(data);
  trees.set(data, known);
  return known;
}

/** Reads `<octal mode> <name>\0<20 bytes>`, as often as it stands there. */
function readEntries(data: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(32, at);
    const end = data.indexOf(0, space);
    const rawName = data.subarray(space + 1, end);
    const mode = Number.parseInt(data.toString('latin1', at, space), 8);
    entries.push({ mode, rawName, name: rawName.toString(), oid: data.toString('hex', end + 1, end + 21) });
    at = end + 21;
  }
  return entries;
}

export async function readTree(store: ObjectStore, oid: string): Promise<readonly TreeEntry[] | null> {
  const object = await store.read(oid);
  return object?.type === 'tree' ? parseTree(object.data) : null;
}

/** The entry at a path below a tree, or null. */
export async function findEntry(store: ObjectStore, tree: string, path: string): Promise<TreeEntry | null> {
  const [name = '', ...rest] = path.split('/');
  const wanted = Buffer.from(name);
  const entry = (await readTree(store, tree))?.find(({ rawName }) => rawName.equals(wanted));
  if (entry === undefined) return null;
  if (rest.length === 0) return entry;
  return entry.mode === MODE.tree ? findEntry(store, entry.oid, rest.join('/')) : null;
}

/** What a path of a tree becomes; an object that is there, or one to write. */
export type TreeChange = FileChange | { mode: number; oid: string };
type Folder = Map<string, TreeChange | Folder>;

/** Writes the tree that results from `files` on a base tree (null: none); returns its id. */
export async function changeTree(
  store: ObjectStore,
  base: string | null,
  files: Record<string, TreeChange>,
): Promise<string> {
  const changed = await applyFolder(store, base, asFolder(files));
  return changed ?? store.write('tree', Buffer.alloc(0));
}

function asFolder(files: Record<string, TreeChange>): Folder {
  const root: Folder = new Map();
  for (const [path, change] of Object.entries(files)) {
    const names = checkedNames(path);
    const last = names.pop() ?? '';
    names.reduce(openFolder, root).set(last, change);
  }
  return root;
}

/** Whether git takes a path into a tree. */
export function isTreePath(path: string): boolean {
  return path.split('/').every((name) => !/^(|\.|\.\.|\.git)$/i.test(name) && !name.includes('\0'));
}

function checkedNames(path: string): string[] {
  if (!isTreePath(path)) throw new Error(`git does not allow the path ${JSON.stringify(path)}`);
  return path.split('/');
}

function openFolder(parent: Folder, name: string): Folder {
  const there = parent.get(name);
  if (there instanceof Map) return there;
  const folder: Folder = new Map();
  parent.set(name, folder);
  return folder;
}

/** Null where nothing is left: git has no empty folders. */
async function applyFolder(store: ObjectStore, base: string | null, folder: Folder): Promise<string | null> {
  const entries = new Map<string, TreeEntry>();
  for (const entry of (base === null ? null : await readTree(store, base)) ?? []) {
    entries.set(entry.rawName.toString('latin1'), entry);
  }
  for (const [name, change] of folder) {
    const key = Buffer.from(name).toString('latin1');
    const entry = await applyChange(store, entries.get(key), name, change);
    if (entry === null) entries.delete(key);
    else entries.set(key, entry);
  }
  return entries.size === 0 ? null : store.write('tree', serializeTree([...entries.values()]));
}

async function applyChange(
  store: ObjectStore,
  before: TreeEntry | undefined,
  name: string,
  change: TreeChange | Folder,
): Promise<TreeEntry | null> {
  if (change instanceof Map) {
    const base = before?.mode === MODE.tree ? before.oid : null;
    const oid = await applyFolder(store, base, change);
    return oid === null ? null : newEntry(MODE.tree, name, oid);
  }
  return change === null ? null : fileEntry(store, name, change);
}

function fileEntry(store: ObjectStore, name: string, change: Exclude<TreeChange, null>): TreeEntry {
  const blob = (content: string | Uint8Array) =>
    store.write('blob', typeof content === 'string' ? Buffer.from(content) : content);
  if (typeof change === 'string' || change instanceof Uint8Array)
    return newEntry(MODE.file, name, blob(change));
  if ('oid' in change) return newEntry(change.mode, name, change.oid);
  if ('symlink' in change) return newEntry(MODE.symlink, name, blob(change.symlink));
  if ('gitlink' in change) return newEntry(MODE.gitlink, name, change.gitlink);
  return newEntry(MODE.executable, name, blob(change.text));
}

function newEntry(mode: number, name: string, oid: string): TreeEntry {
  return { mode, rawName: Buffer.from(name), name, oid };
}

/** Git sorts by bytes, folders as if their names ended in a slash. */
function sortKey(entry: TreeEntry): Buffer {
  return entry.mode === MODE.tree ? Buffer.concat([entry.rawName, Buffer.from('/')]) : entry.rawName;
}

export function serializeTree(entries: TreeEntry[]): Buffer {
  const sorted = [...entries].sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)));
  return Buffer.concat(
    sorted.flatMap((entry) => [
      Buffer.from(`${entry.mode.toString(8)} `),
      entry.rawName,
      Buffer.from([0]),
      Buffer.from(entry.oid, 'hex'),
    ]),
  );
}
