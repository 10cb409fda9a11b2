import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';
import { CatFile, type GitObject, type ObjectType } from './cat-file.ts';

export const OID = /^[0-9a-f]{40}$/;

/**
 * The objects of one bare repository. Loose objects are read and written here, without a process, because a
 * thousand repositories would otherwise cost thousands of them; packed ones are read by git.
 */
export class ObjectStore {
  readonly #directory: string;
  readonly #catFile: CatFile;

  constructor(directory: string) {
    this.#directory = join(directory, 'objects');
    this.#catFile = new CatFile(directory);
  }

  /** The object with this full id, or null. */
  async read(oid: string): Promise<GitObject | null> {
    if (!OID.test(oid)) return null;
    return this.#readLoose(oid) ?? (await this.#readPacked(oid));
  }

  /** Writes an object and returns its id. */
  write(type: ObjectType, data: Uint8Array): string {
    const raw = Buffer.concat([Buffer.from(`${type} ${data.length}\0`), data]);
    const oid = createHash('sha1').update(raw).digest('hex');
    const file = this.#file(oid);
    if (existsSync(file)) return oid;
    mkdirSync(join(this.#directory, oid.slice(0, 2)), { recursive: true });
    // Renamed into place, so that a reader never sees half an object.
    const temporary = join(this.#directory, `tmp_${randomUUID()}`);
    writeFileSync(temporary, deflateSync(raw, { level: 1 }), { mode: 0o444 });
    renameSync(temporary, file);
    return oid;
  }

  close(): void {
    this.#catFile.close();
  }

  #file(oid: string): string {
    return join(this.#directory, oid.slice(0, 2), oid.slice(2));
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
