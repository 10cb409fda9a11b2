import { type Ancestry, ancestryFrom } from '../github/ancestry.ts';
import type { Client } from '../github/client.ts';
import type { RepositoryName } from '../github/repository.ts';

/** Which commits of the plugins' repository come after others; asked of GitHub once each. */
export class Descent {
  readonly #client: Client;
  readonly #repository: RepositoryName;
  readonly #asked = new Map<string, Promise<Ancestry['kind']>>();

  constructor(client: Client, repository: RepositoryName) {
    this.#client = client;
    this.#repository = repository;
  }

  /** READ: whether a pointer is the commit or comes after it; `unknown`, and asked again, where GitHub failed. */
  async reaches(commit: string, pointer: string): Promise<'yes' | 'no' | 'unknown'> {
    if (pointer === commit) return 'yes';
    const key = `${commit} ${pointer}`;
    const asked = this.#asked.get(key) ?? this.#ask(commit, pointer);
    this.#asked.set(key, asked);
    const kind = await asked;
    if (kind === 'unknown') this.#asked.delete(key);
    return kind === 'unknown' ? 'unknown' : kind === 'forward' ? 'yes' : 'no';
  }

  async #ask(present: string, target: string): Promise<Ancestry['kind']> {
    const request = { repository: this.#repository, revision: { oid: target }, present, target };
    return (await ancestryFrom(this.#client, request, undefined)).kind;
  }
}
