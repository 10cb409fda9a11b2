import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { CatFile, type GitObject, type ObjectType } from './cat-file.ts';

export const OID = /^[0-9a-f]{40}$/;

/**
 * The objects of one bare repository. They come to disk when git first runs in it: of a thousand repositories most
 * are only asked through the API, and their files would take most of the time. Loose objects are read and written
 * here, without a process; packed ones are read by git.
 */
export class ObjectStore {
  readonly #directory: string;
  readonly #catFile: CatFile;
  /** What was written or read here: an object never changes. */
  readonly #known = new Map<string, GitObject>();
  readonly #isHidden: (oid: string) => boolean;
  #isOnDisk = false;

  /** @param isHidden tells what a read must not find, although it is there */
  constructor(directory: string, isHidden: (oid: string) => boolean = () => false) {
    this.#isHidden = isHidden;
    this.#directory = join(directory, 'objects');
    this.#catFile = new CatFile(directory);
  }

  /** The object with this full id, or null. */
  async read(oid: string): Promise<GitObject | null> {
    if (this.#isHidden(oid)) return null;
    const known = this.#known.get(oid);
    if (known !== undefined || !this.#isOnDisk || !OID.test(oid)) return known ?? null;
    const found = this.#readLoose(oid) ?? (await this.#readPacked(oid));
    if (found !== null) this.#known.set(oid, found);
    return found;
  }

  /** Writes an object and returns its id. */
  write(type: ObjectType, data: Uint8Array): string {
    const head = header(type, data);
    const oid = createHash('sha1').update(head).update(data).digest('hex');
    if (this.#known.has(oid)) return oid;
    const object = { oid, type, data: Buffer.from(data) };
    this.#known.set(oid, object);
    if (this.#isOnDisk) this.#writeLoose(object);
    return oid;
  }

  /** To be called before git runs in the repository. */
  writeOut(): void {
    if (this.#isOnDisk) return;
    for (const object of this.#known.values()) this.#writeLoose(object);
    this.#isOnDisk = true;
  }

  close(): void {
    this.#catFile.close();
  }

  #file(oid: string): string {
    return join(this.#directory, oid.slice(0, 2), oid.slice(2));
  }

  /** Nobody looks for an object before something that names it is there, so half of one is never read. */
  #writeLoose({ oid, type, data }: GitObject): void {
    const folder = join(this.#directory, oid.slice(0, 2));
    // git removes those that it has emptied.
    if (!existsSync(folder)) mkdirSync(folder, { recursive: true });
    const file = this.#file(oid);
    if (existsSync(file)) return;
    const raw = Buffer.concat([header(type, data), data]);
    writeFileSync(file, deflateSync(raw, { level: 1 }), { mode: 0o444 });
  }

  #readLoose(oid: string): GitObject | null {
    const file = this.#file(oid);
    if (!existsSync(file)) return null;
    const raw = inflateSync(readFileSync(file));
    const end = raw.indexOf(0);
    const type = raw.toString('utf8', 0, raw.indexOf(32)) as ObjectType;
    return { oid, type, data: raw.subarray(end + 1) };
  }

  /** Without packs there is nothing that git could find and a loose read could not. */
  async #readPacked(oid: string): Promise<GitObject | null> {
    const packs = join(this.#directory, 'pack');
    if (!existsSync(packs) || !readdirSync(packs).some((name) => name.endsWith('.pack'))) return null;
    return this.#catFile.read(oid);
  }
}

function header(type: ObjectType, data: Uint8Array): Buffer {
  return Buffer.from(`${type} ${data.length}\0`);
}
