import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type GitFolder, git } from './git.ts';
import { OID } from './objects.ts';

/** The part of git's rules for ref names that keeps a name inside `refs/`. */
export function isRefName(name: string): boolean {
  return (
    name.startsWith('refs/') && !/(^|\/)(\.|$)|\.\.|\.lock(\/|$)|[\0-\x20~^:?*[\\\x7f]|@\{|\/\//.test(name)
  );
}

/** Git keeps refs as files and folders: `a` and `a/b` can't both be. */
export function isInTheWay(name: string, others: Iterable<string>): boolean {
  return [...others].some((other) => other.startsWith(`${name}/`) || name.startsWith(`${other}/`));
}

/** The refs of one bare repository: in memory at first, in git's own files once git runs in it. */
export class RefStore {
  readonly #folder: GitFolder;
  /** Null once they are on disk. */
  #early: Map<string, string> | null = new Map();

  constructor(folder: GitFolder) {
    this.#folder = folder;
  }

  /** The id that a fully named ref points at (a tag object's for annotated tags), or null. */
  read(name: string): string | null {
    if (this.#early !== null) return this.#early.get(name) ?? null;
    return isRefName(name) ? readRef(this.#folder.directory, name) : null;
  }

  /** All refs, by full name and in its order. */
  all(): Map<string, string> {
    const refs = this.#early ?? allRefs(this.#folder.directory);
    return new Map([...refs].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Points a ref at an object. */
  async write(name: string, oid: string): Promise<void> {
    if (!isRefName(name)) throw new Error(`git does not allow the ref ${JSON.stringify(name)}`);
    // Git itself is to say what is in the way.
    if (this.#early !== null && isInTheWay(name, this.#early.keys())) this.#folder.writeOut();
    if (this.#early === null) await writeRef(this.#folder, name, oid);
    else this.#early.set(name, oid);
  }

  /** Removes a ref that exists. */
  async delete(name: string): Promise<void> {
    if (this.#early === null) await deleteRef(this.#folder, name);
    else this.#early.delete(name);
  }

  /** Puts them on disk. */
  writeOut(): void {
    for (const [name, oid] of this.#early ?? []) {
      const file = join(this.#folder.directory, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${oid}\n`);
    }
    this.#early = null;
  }
}

function readRef(directory: string, name: string): string | null {
  const loose = readText(join(directory, name))?.trim();
  if (loose !== undefined && OID.test(loose)) return loose;
  return packedRefs(directory).get(name) ?? null;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // Missing, a folder, or below a file: no such ref.
  }
}

function packedRefs(directory: string): Map<string, string> {
  const lines = readText(join(directory, 'packed-refs'))?.split('\n') ?? [];
  const pairs = lines.map((line) => /^([0-9a-f]{40}) (\S+)$/.exec(line));
  return new Map(pairs.flatMap((pair) => (pair ? [[pair[2] ?? '', pair[1] ?? '']] : [])));
}

function allRefs(directory: string): Map<string, string> {
  const refs = packedRefs(directory);
  for (const name of looseNames(directory, 'refs')) {
    const oid = readText(join(directory, name))?.trim();
    if (oid !== undefined && OID.test(oid)) refs.set(name, oid);
  }
  return refs;
}

/** Without those that are being written. */
function looseNames(directory: string, folder: string): string[] {
  return readdirSync(join(directory, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return looseNames(directory, name);
    return entry.name.endsWith('.lock') ? [] : [name];
  });
}

/** A packed one is rewritten by git. */
async function deleteRef(folder: GitFolder, name: string): Promise<void> {
  if (packedRefs(folder.directory).has(name)) await git(folder, ['update-ref', '-d', name]);
  else rmSync(join(folder.directory, name));
}

/** As git does it: a lock file renamed into place. */
async function writeRef(folder: GitFolder, name: string, oid: string): Promise<void> {
  const file = join(folder.directory, name);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.lock`, `${oid}\n`, { flag: 'wx' });
  } catch {
    await git(folder, ['update-ref', name, oid]); // git's own words for what is in the way
    return;
  }
  try {
    renameSync(`${file}.lock`, file);
  } catch {
    rmSync(`${file}.lock`);
    await git(folder, ['update-ref', name, oid]); // e.g. an empty folder that a deleted ref left
  }
}
