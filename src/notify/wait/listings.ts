import { type Ancestry, ancestryFrom, compareCommits } from '../../github/ancestry.ts';
import type { Client } from '../../github/client/client.ts';
import { inFlight } from '../../github/client/in-flight.ts';
import { isRepositoryName } from '../../github/repository.ts';
import { type Announced, type Listing, listingOf, pointersOf } from '../../marketplace/listing.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import type { MarketplacePlace } from '../../marketplace/place.ts';
import type { Awaited } from './arrival.ts';
import { readMarketplaceOf } from './open-pull-requests.ts';

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

/** What was found, and whether GitHub answered everything that it took to find it. */
export interface Answered<Value> {
  readonly value: Value;
  readonly isSure: boolean;
}

/** READ: what a marketplace shows of what is waited for. */
export async function listingsIn(
  marketplace: Marketplace,
  awaited: readonly Awaited[],
  ancestry: AncestryCache,
): Promise<Answered<ReadonlyMap<Awaited, Listing>>> {
  const found = await inFlight(awaited, async (one) => {
    return [one, await listingIn(marketplace, one.announced, ancestry)] as const;
  });
  return {
    value: new Map(found.map(([one, { value }]) => [one, value])),
    isSure: found.every(([, { isSure }]) => isSure),
  };
}

async function listingIn(marketplace: Marketplace, announced: Announced, ancestry: AncestryCache) {
  const answers = new Map<string, 'yes' | 'no' | 'unknown'>();
  for (const pointer of pointersOf(announced, marketplace)) {
    answers.set(pointer, await ancestry.reaches(announced, pointer));
  }
  return {
    value: listingOf(announced, marketplace, (oid) => answers.get(oid) === 'yes'),
    isSure: ![...answers.values()].includes('unknown'),
  };
}

/** Where to look, with what, and for what. */
interface Search {
  readonly client: Client;
  readonly ancestry: AncestryCache;
  readonly place: MarketplacePlace;
  readonly awaited: readonly Awaited[];
}

/**
 * READ: what a pull request's branch lists that the commit did not from which it departed: an old branch may still
 * list a version that was withdrawn, or the one before a downgrade.
 */
export async function broughtBy(head: string, main: string, search: Search): Promise<Answered<Awaited[]>> {
  const listed = await listedAt(head, search);
  if (listed.value.length === 0) return listed;
  const { repository } = search.place;
  const comparison = { repository, base: main, head, what: 'Comparing two commits' };
  const compared = await compareCommits(search.client, comparison);
  if (compared.kind === 'unrelated' || compared.mergeBase === main) return listed;
  const old = await listedAt(compared.mergeBase, { ...search, awaited: listed.value });
  return {
    value: listed.value.filter((one) => !old.value.includes(one)),
    isSure: listed.isSure && old.isSure,
  };
}

async function listedAt(oid: string, { client, place, awaited, ancestry }: Search) {
  const marketplace = await readMarketplaceOf(client, place, oid);
  const { value, isSure } = await listingsIn(marketplace, awaited, ancestry);
  return { value: [...value].flatMap(([one, { kind }]) => (kind === 'listed' ? [one] : [])), isSure };
}
