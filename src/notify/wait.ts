import { ancestryFrom } from '../github/ancestry.ts';
import type { Client, Clock, Log } from '../github/client.ts';
import { GitHubError } from '../github/error.ts';
import type { RepositoryName } from '../github/repository.ts';
import { readRepository } from '../github/repository-facts.ts';
import { nearestNames } from '../marketplace/claim.ts';
import { type Announced, type Listing, listingOf, pointersOf } from '../marketplace/listing.ts';
import {
  CATALOGUE,
  type Marketplace,
  type MarketplacePlace,
  readHead,
  readMarketplace,
  readMarketplaceAt,
} from '../marketplace/marketplace.ts';
import { count, display } from '../plugin/display.ts';
import { ProblemError } from '../plugin/problem.ts';
import { type Arrival, announcedBy, together } from './arrival.ts';
import type { Delivery } from './deliver.ts';
import { type OpenProposal, readProposals } from './proposed.ts';

export interface Waiting {
  /** Sees the marketplaces. */
  readonly marketplaces: Client;
  /** Sees the plugins' repository: whether a pointer comes after the commit that was announced. */
  readonly plugins: Client;
  readonly repository: RepositoryName;
  readonly clock: Clock;
  readonly log: Log;
  readonly serverUrl: string;
  /** 0 waits for nothing. */
  readonly seconds: number;
}

/** A runner needs some seconds to start: the first pauses are short enough to see it, the later ones spare requests. */
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 15_000;
const GROWTH = 1.5;

/**
 * READ: polls the marketplaces, all at once, until they list what was sent to them, read as the update action reads
 * it. Throws nothing of GitHub's: what can't be seen is an arrival too. `names` are the marketplaces' present names.
 */
export async function awaitArrivals(
  waiting: Waiting,
  deliveries: readonly Delivery[],
  names: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<Delivery, Arrival>> {
  const arrivals = new Map<Delivery, Arrival>();
  const sent = waiting.seconds === 0 ? [] : deliveries.filter(({ status }) => status === 'sent');
  const marketplaces = [...new Set(sent.map(({ notification }) => notification.marketplace))];
  const watched = marketplaces.map((name) => {
    const own = sent.filter(({ notification }) => notification.marketplace === name);
    const present = names.get(name) ?? name;
    waiting.log.info(
      `Waiting up to ${waiting.seconds} s for ${present} to list ${count(own.length, 'event')}.`,
    );
    return new Watch(waiting, own, arrivals).run(present);
  });
  await Promise.all(watched);
  return arrivals;
}

/** One marketplace that is watched. */
class Watch {
  readonly #waiting: Waiting;
  readonly #arrivals: Map<Delivery, Arrival>;
  /** What is not there yet, and what stood in its place when it was last looked at. */
  readonly #pending: Map<Delivery, string>;
  readonly #begun: number;
  /** Whether a pointer comes after an announced commit. */
  readonly #reached = new Map<string, boolean>();
  /** Heads that were looked at: of the branch, and of pull requests. */
  readonly #seen = new Set<string>();

  constructor(waiting: Waiting, deliveries: readonly Delivery[], arrivals: Map<Delivery, Arrival>) {
    this.#waiting = waiting;
    this.#arrivals = arrivals;
    this.#pending = new Map(deliveries.map((delivery) => [delivery, '']));
    this.#begun = waiting.clock.now();
  }

  async run(name: string): Promise<void> {
    try {
      await this.#poll(name);
    } catch (error) {
      const why = whyUnread(error);
      if (why === null) throw error;
      for (const delivery of this.#pending.keys()) this.#settle(delivery, { kind: 'unread', why });
    }
  }

  async #poll(name: string): Promise<void> {
    const { marketplaces, clock, serverUrl, seconds } = this.#waiting;
    const { repository, branch } = await readRepository(marketplaces, name);
    const place = { repository, branch, file: CATALOGUE, server: serverUrl };
    const end = this.#begun + seconds * 1000;
    for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * GROWTH, LONGEST_PAUSE)) {
      await this.#look(place);
      const left = end - clock.now();
      if (this.#pending.size === 0 || left <= 0) break;
      await clock.sleep(Math.min(pause, left));
    }
    for (const [delivery, shows] of this.#pending) {
      this.#settle(delivery, { kind: 'late', waited: seconds, shows });
    }
  }

  /** What the branch lists and, where that is not all, what its pull requests do; each head once. */
  async #look(place: MarketplacePlace): Promise<void> {
    const { marketplaces } = this.#waiting;
    const [head, proposals] = await Promise.all([
      readHead(marketplaces, place),
      readProposals(marketplaces, place),
    ]);
    if (this.#isNew(head.oid)) await this.#lookAt(await readMarketplaceAt(marketplaces, place, head));
    for (const proposal of proposals) {
      if (this.#pending.size > 0 && this.#isNew(proposal.headOid)) await this.#lookInto(proposal, place);
    }
  }

  #isNew(oid: string): boolean {
    const isNew = !this.#seen.has(oid);
    this.#seen.add(oid);
    return isNew;
  }

  async #lookAt(marketplace: Marketplace): Promise<void> {
    for (const [delivery, listing] of await this.#listings(marketplace)) {
      if (listing.kind === 'not-yet') this.#pending.set(delivery, listing.shows);
      else this.#settle(delivery, this.#arrivalOf(listing, delivery, marketplace));
    }
  }

  #arrivalOf(
    listing: Exclude<Listing, { kind: 'not-yet' }>,
    { notification, sentAt }: Delivery,
    marketplace: Marketplace,
  ): Arrival {
    if (listing.kind === 'shows-neither') return listing;
    if (listing.kind === 'listed') {
      return {
        kind: 'listed',
        seconds: Math.round((this.#waiting.clock.now() - (sentAt ?? this.#begun)) / 1000),
      };
    }
    const { plugin } = notification.changes[0];
    return { ...listing, plugin, nearest: nearestNames(plugin, marketplace) };
  }

  async #lookInto({ number, url, branch }: OpenProposal, place: MarketplacePlace): Promise<void> {
    try {
      const proposed = await readMarketplace(this.#waiting.marketplaces, { ...place, branch });
      for (const [delivery, { kind }] of await this.#listings(proposed)) {
        if (kind === 'listed') this.#settle(delivery, { kind: 'proposed', number, url });
      }
    } catch (error) {
      // A pull request that can't be read is none that holds an update.
      if (!(error instanceof ProblemError)) throw error;
    }
  }

  async #listings(marketplace: Marketplace): Promise<[Delivery, Listing][]> {
    const pending = [...this.#pending.keys()].map((delivery) => ({ delivery, all: announcedBy(delivery) }));
    await this.#compare(
      pending.flatMap(({ all }) => all),
      marketplace,
    );
    return pending.map(({ delivery, all }) => [
      delivery,
      together(
        all.map((announced) =>
          listingOf(
            announced,
            marketplace,
            (oid) => this.#reached.get(`${announced.commit} ${oid}`) === true,
          ),
        ),
      ),
    ]);
  }

  /** Learns, once each, which pointers come after the commit that was announced. */
  async #compare(all: readonly Announced[], marketplace: Marketplace): Promise<void> {
    const { plugins, repository } = this.#waiting;
    const pairs = all.flatMap((announced) =>
      pointersOf(announced, marketplace).map((target) => ({ present: announced.commit, target })),
    );
    const asked = new Map(pairs.map((pair) => [`${pair.present} ${pair.target}`, pair]));
    await Promise.all(
      [...asked].map(async ([key, { present, target }]) => {
        if (this.#reached.has(key)) return;
        const request = { repository, revision: { oid: target }, present, target };
        const later =
          target !== present && (await ancestryFrom(plugins, request, undefined)).kind === 'forward';
        this.#reached.set(key, target === present || later);
      }),
    );
  }

  #settle(delivery: Delivery, arrival: Arrival): void {
    this.#pending.delete(delivery);
    this.#arrivals.set(delivery, arrival);
    this.#waiting.log.info(arrivalLine(delivery, arrival));
  }
}

function whyUnread(error: unknown): string | null {
  if (error instanceof ProblemError) return error.problems[0]?.what ?? '';
  return error instanceof GitHubError ? error.message : null;
}

function arrivalLine({ notification: { marketplace, changes } }: Delivery, arrival: Arrival): string {
  const [{ plugin, version }] = changes;
  const what = `${display(plugin)} ${display(version ?? '')} in ${marketplace}`;
  switch (arrival.kind) {
    case 'listed':
      return `Listed after ${arrival.seconds} s: ${what}`;
    case 'proposed':
      return `Waits in pull request #${arrival.number}: ${what}`;
    case 'late':
      return `Not listed after ${arrival.waited} s: ${what}`;
    case 'shows-neither':
    case 'no-entry':
    case 'unread':
      return `Not waited for: ${what}`;
  }
}
