import { type Ancestry, ancestryFrom } from '../../github/ancestry.ts';
import type { Client } from '../../github/client/client.ts';
import { isRepositoryName } from '../../github/repository.ts';
import type { Announced } from '../../marketplace/listing.ts';

/** Which commits of the plugins' repositories come after others; asked of GitHub once each. */
export class AncestryCache {
  readonly #client: Client;
  readonly #asked = new Map<string, Promise<Ancestry['kind']>>();

  constructor(client: Client) {
    this.#client = client;
  }

  /**
   * READ: whether a pointer is the commit that was announced, or comes after it; `unknown`, and asked again, where
   * GitHub failed. Where no commit was named, none is reached.
   */
  async reaches({ repository, commit }: Announced, pointer: string): Promise<'yes' | 'no' | 'unknown'> {
    if (pointer === commit) return 'yes';
    if (repository === null || !isRepositoryName(repository) || commit === '') return 'no';
    const key = `${repository} ${commit} ${pointer}`;
    const asked = this.#asked.get(key) ?? this.#ask(repository, commit, pointer);
    this.#asked.set(key, asked);
    const kind = await asked;
    if (kind === 'unknown') this.#asked.delete(key);
    return kind === 'unknown' ? 'unknown' : kind === 'forward' ? 'yes' : 'no';
  }

  async #ask(fullName: string, present: string, target: string): Promise<Ancestry['kind']> {
    const [owner = '', name = ''] = fullName.split('/');
    const request = { repository: { owner, name }, revision: { oid: target }, present, target };
    return (await ancestryFrom(this.#client, request, undefined)).kind;
  }
}
