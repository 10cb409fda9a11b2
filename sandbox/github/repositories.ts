import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RepositoryOptions } from '../types.ts';
import type { Replication } from './replication.ts';
import { Repository } from './repository.ts';

const FULL_NAME = /^[A-Za-z0-9_-]+\/[\w.-]+$/;

/** All repositories, by id and by name; former names lead to the same repository until they are taken. */
export class Repositories {
  readonly #root: string;
  readonly serverUrl: string;
  readonly replication: Replication;
  readonly #byName = new Map<string, Repository>();
  readonly #byId = new Map<number, Repository>();
  #lastId = 1000;

  constructor(root: string, serverUrl: string, replication: Replication) {
    this.replication = replication;
    this.#root = root;
    this.serverUrl = serverUrl;
  }

  create(fullName: string, options: RepositoryOptions): Repository {
    if (this.find(fullName)?.fullName.toLowerCase() === checked(fullName))
      throw new Error(`${fullName} exists`);
    const id = ++this.#lastId;
    const directory = join(this.#root, 'repositories', `${id}.git`);
    const repository = new Repository({ id, fullName, options, directory, registry: this });
    this.#byId.set(id, repository);
    this.#byName.set(fullName.toLowerCase(), repository);
    return repository;
  }

  /** By present or former name, ignoring case. */
  find(fullName: string): Repository | undefined {
    return this.#byName.get(fullName.toLowerCase());
  }

  byId(id: number): Repository | undefined {
    return this.#byId.get(id);
  }

  rename(repository: Repository, fullName: string): void {
    const there = this.find(checked(fullName));
    if (
      there !== undefined &&
      there !== repository &&
      there.fullName.toLowerCase() === fullName.toLowerCase()
    ) {
      throw new Error(`${fullName} exists`);
    }
    this.#byName.set(fullName.toLowerCase(), repository);
  }

  delete(repository: Repository): void {
    for (const [name, one] of this.#byName) if (one === repository) this.#byName.delete(name);
    this.#byId.delete(repository.id);
    rmSync(repository.directory, { recursive: true, force: true });
  }

  /** Puts on disk those that git never ran in, where they are to be kept. */
  close({ keep }: { keep: boolean }): void {
    for (const repository of this.#byId.values()) {
      if (keep) repository.writeOut();
      repository.store.close();
    }
  }
}

function checked(fullName: string): string {
  if (!FULL_NAME.test(fullName)) throw new Error(`Not an owner/name: ${JSON.stringify(fullName)}`);
  return fullName.toLowerCase();
}
