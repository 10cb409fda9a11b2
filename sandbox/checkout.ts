/** Checkouts written from objects that are here: what `git clone` leaves behind, without its eight processes. */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, readdirSync } from 'node:fs';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { peel, readCommit, writeCommit } from './github/commits.ts';
import { ObjectStore } from './github/objects.ts';
import type { Repository } from './github/repository.ts';
import { changeTree, MODE, readTree, type TreeEntry } from './github/trees.ts';
import type { FileChange, SandboxRepository } from './types.ts';

/** What is in git's own folder besides objects and index. */
interface Refs {
  /** Checked out. */
  readonly branch: string;
  /** Full names → ids. */
  readonly refs: ReadonlyMap<string, string>;
  /** Further texts of `.git/config`. */
  readonly config: string;
}

/**
 * WRITE: what `git clone <url>` leaves in a folder: remote, remote branches and their default, tags, the default branch
 * with its upstream, index and files. Submodules are not initialised. Nothing in it changes with the repository later.
 */
export async function writeClone(made: SandboxRepository, folder: string, url: string): Promise<void> {
  const repository = made as Repository;
  const branch = repository.options.defaultBranch;
  const refs = new Map<string, string>();
  for (const [name, oid] of repository.refs()) {
    if (name.startsWith('refs/heads/')) refs.set(name.replace('refs/heads/', 'refs/remotes/origin/'), oid);
    else if (name.startsWith('refs/tags/')) refs.set(name, oid);
  }
  const tip = repository.tip();
  if (tip !== null) refs.set(`refs/heads/${branch}`, tip);
  repository.writeOut();
  const own = join(folder, '.git');
  await mkdir(own, { recursive: true });
  linkObjects(join(repository.directory, 'objects'), join(own, 'objects'));
  const config = `${remote('origin', url)}[branch "${branch}"]\n\tremote = origin\n\tmerge = refs/heads/${branch}\n`;
  await writeRefs(own, { branch, refs, config });
  if (tip === null) return;
  await mkdir(join(own, 'refs/remotes/origin'), { recursive: true });
  await writeFile(join(own, 'refs/remotes/origin/HEAD'), `ref: refs/remotes/origin/${branch}\n`);
  await writeFiles(repository.store, folder, tip);
}

export interface NewCheckout {
  readonly files: Readonly<Record<string, FileChange>>;
  readonly branch: string;
  /** Address of the remote `origin`; null for none. */
  readonly origin: string | null;
}

/** WRITE: what `git init`, `git remote add`, `git add --all` and a first `git commit` leave in a folder. */
export async function writeCheckout(folder: string, { files, branch, origin }: NewCheckout): Promise<void> {
  const own = join(folder, '.git');
  await mkdir(join(own, 'objects'), { recursive: true });
  const store = new ObjectStore(own);
  const tree = await changeTree(store, null, files);
  const commit = writeCommit(store, { tree, parents: [], message: 'First' });
  store.writeOut();
  const config = origin === null ? '' : remote('origin', origin);
  await writeRefs(own, { branch, refs: new Map([[`refs/heads/${branch}`, commit]]), config });
  await writeFiles(store, folder, commit);
  store.close();
}

/** An object never changes: as many names as are wanted, on the same disk. */
function linkObjects(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkObjects(source, target);
    else linkSync(source, target);
  }
}

function remote(name: string, url: string): string {
  const quoted = url.replace(/["\\]/g, '\\$&');
  return `[remote "${name}"]\n\turl = "${quoted}"\n\tfetch = +refs/heads/*:refs/remotes/${name}/*\n`;
}

const CORE =
  '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = false\n\tlogallrefupdates = true\n';

async function writeRefs(own: string, { branch, refs, config }: Refs): Promise<void> {
  for (const name of ['refs/heads', 'refs/tags', 'info']) await mkdir(join(own, name), { recursive: true });
  await writeFile(join(own, 'HEAD'), `ref: refs/heads/${branch}\n`);
  await writeFile(join(own, 'config'), CORE + config);
  for (const [name, oid] of refs) {
    await mkdir(dirname(join(own, name)), { recursive: true });
    await writeFile(join(own, name), `${oid}\n`);
  }
}

/** The files of a commit, and an index that knows them. */
async function writeFiles(store: ObjectStore, folder: string, oid: string): Promise<void> {
  const commit = await readCommit(store, await peel(store, oid));
  const entries = commit === null ? [] : await entriesBelow(store, commit.tree);
  for (const { path, mode, oid: blob } of entries) await writeEntry(store, join(folder, path), mode, blob);
  await writeFile(join(folder, '.git/index'), indexOf(entries));
}

interface Entry extends Pick<TreeEntry, 'mode' | 'oid'> {
  readonly path: string;
}

async function entriesBelow(store: ObjectStore, tree: string, prefix = ''): Promise<Entry[]> {
  const entries = (await readTree(store, tree)) ?? [];
  const found = await Promise.all(
    entries.map(async ({ name, mode, oid }) => {
      const path = `${prefix}${name}`;
      return mode === MODE.tree ? entriesBelow(store, oid, `${path}/`) : [{ path, mode, oid }];
    }),
  );
  return found.flat();
}

async function writeEntry(store: ObjectStore, file: string, mode: number, oid: string): Promise<void> {
  if (mode === MODE.gitlink) {
    await mkdir(file, { recursive: true });
    return;
  }
  const data = (await store.read(oid))?.data ?? Buffer.alloc(0);
  await mkdir(dirname(file), { recursive: true });
  if (mode === MODE.symlink) return symlink(data.toString(), file);
  await writeFile(file, data);
  if (mode === MODE.executable) await chmod(file, 0o755);
}

/** Version 2, without what the file system says: git looks at each file once (https://git-scm.com/docs/index-format). */
function indexOf(entries: readonly Entry[]): Buffer {
  const byPath = entries.map((entry) => ({ ...entry, name: Buffer.from(entry.path) }));
  byPath.sort((one, other) => Buffer.compare(one.name, other.name));
  const head = Buffer.alloc(12);
  head.write('DIRC');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(byPath.length, 8);
  const content = Buffer.concat([head, ...byPath.map(indexEntry)]);
  return Buffer.concat([content, createHash('sha1').update(content).digest()]);
}

/** Ends in one to eight zeros, at a multiple of eight. */
function indexEntry({ name, mode, oid }: Entry & { readonly name: Buffer }): Buffer {
  const entry = Buffer.alloc(Math.floor((62 + name.length + 8) / 8) * 8);
  entry.writeUInt32BE(mode, 24);
  entry.write(oid, 40, 'hex');
  entry.writeUInt16BE(Math.min(name.length, 0xfff), 60);
  name.copy(entry, 62);
  return entry;
}
