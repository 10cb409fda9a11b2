import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git } from './git.ts';
import { OID } from './objects.ts';

/** The part of git's rules for ref names that keeps a name inside `refs/`. */
export function isRefName(name: string): boolean {
  return (
    name.startsWith('refs/') && !/(^|\/)(\.|$)|\.\.|\.lock(\/|$)|[\0-\x20~^:?*[\\\x7f]|@\{|\/\//.test(name)
  );
}

/** The id that a fully named ref points at (a tag object's for annotated tags), or null. */
export function readRef(directory: string, name: string): string | null {
  if (!isRefName(name)) return null;
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

/** All refs, by full name and in its order. */
export function allRefs(directory: string): Map<string, string> {
  const refs = packedRefs(directory);
  for (const name of looseNames(directory, 'refs')) {
    const oid = readText(join(directory, name))?.trim();
    if (oid !== undefined && OID.test(oid)) refs.set(name, oid);
  }
  return new Map([...refs].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Without those that are being written. */
function looseNames(directory: string, folder: string): string[] {
  return readdirSync(join(directory, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return looseNames(directory, name);
    return entry.name.endsWith('.lock') ? [] : [name];
  });
}

/** Removes a ref that exists. A packed one is rewritten by git. */
export async function deleteRef(directory: string, name: string): Promise<void> {
  if (packedRefs(directory).has(name)) await git(directory, ['update-ref', '-d', name]);
  else rmSync(join(directory, name));
}

/** Points a ref at an object, as git does: a lock file renamed into place. */
export async function writeRef(directory: string, name: string, oid: string): Promise<void> {
  if (!isRefName(name)) throw new Error(`git does not allow the ref ${JSON.stringify(name)}`);
  const file = join(directory, name);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.lock`, `${oid}\n`, { flag: 'wx' });
  } catch {
    await git(directory, ['update-ref', name, oid]); // git's own words for what is in the way
    return;
  }
  try {
    renameSync(`${file}.lock`, file);
  } catch {
    rmSync(`${file}.lock`);
    await git(directory, ['update-ref', name, oid]); // e.g. an empty folder that a deleted ref left
  }
}
