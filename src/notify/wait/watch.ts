import type { Client, Clock, Log } from '../../github/client.ts';
import { GitHubError } from '../../github/error.ts';
import { inFlight } from '../../github/in-flight.ts';
import { readRepository } from '../../github/repository-facts.ts';
import { nearestNames } from '../../marketplace/claim.ts';
import {
  type Announced,
  type Listing,
  listingOf,
  type NotYet,
  pointersOf,
  type Settled,
} from '../../marketplace/listing.ts';
import { type Marketplace, readHead, readMarketplaceAt } from '../../marketplace/marketplace.ts';
import { CATALOGUE, type MarketplacePlace } from '../../marketplace/place.ts';
import { marketplaceUnreadable } from '../../marketplace/read-problems.ts';
import { type Problem, ProblemError } from '../../plugin/problem.ts';
import type { Delivery } from '../send/deliver.ts';
import type { AncestryCache } from './ancestry-cache.ts';
import { type Arrival, type Awaited, arrivalOf, awaitedBy, type Fate } from './arrival.ts';
import { fateLine, waitingLine } from './arrival-lines.ts';
import { moments } from './deadline.ts';
import {
  type OpenPullRequest,
  readDeparture,
  readMarketplaceOf,
  readOpenPullRequests,
} from './open-pull-requests.ts';

/** What all marketplaces that are watched share. */
export interface Watching {
  readonly marketplaces: Client;
  readonly descent: AncestryCache;
  readonly clock: Clock;
  readonly log: Log;
  readonly serverUrl: string;
  readonly seconds: number;
  /** Epoch milliseconds. */
  readonly end: number;
}

/** One marketplace that is watched. */
export class Watch {
  readonly #watching: Watching;
  /** `owner/name`. */
  readonly #name: string;
  readonly #deliveries: readonly Delivery[];
  readonly #fates = new Map<Awaited, Fate>();
  /** What is not there yet, and what stood in its place when it was last looked at. */
  readonly #pending: Map<Awaited, NotYet>;
  /** Heads that were looked at: of the branch, and of pull requests. */
  readonly #seen = new Set<string>();
  #place: MarketplacePlace | null = null;
  #seesProposals = true;
  /** Whether GitHub told everything that the present look asked. */
  #isSure = true;

  constructor(watching: Watching, name: string, deliveries: readonly Delivery[]) {
    this.#watching = watching;
    this.#name = name;
    this.#deliveries = deliveries;
    this.#pending = new Map(deliveries.flatMap(awaitedBy).map((one) => [one, NOTHING_THERE]));
  }

  async run(): Promise<[Delivery, Arrival][]> {
    const { clock, end, log, seconds } = this.#watching;
    log.info(waitingLine(seconds, this.#name, [...this.#pending.keys()]));
    let problem: Problem | null = null;
    for await (const _ of moments(clock, end)) {
      problem = await this.#look();
      if (this.#pending.size === 0 || (problem !== null && !PASSING.has(problem.code))) break;
    }
    for (const [awaited, shown] of this.#pending) {
      this.#settle(awaited, problem === null ? this.#late(shown) : { kind: 'unread', problem });
    }
    return this.#deliveries.map((delivery) => [delivery, arrivalOf(this.#fatesOf(delivery))]);
  }

  #late({ shows, stays }: NotYet): Fate {
    const maybeProposed = !this.#seesProposals;
    return { kind: 'late', waited: this.#watching.seconds, shows, stays, maybeProposed };
  }

  #fatesOf(delivery: Delivery) {
    return [...this.#fates].flatMap(([{ announced, delivery: own }, fate]) =>
      own === delivery ? [{ announced, fate }] : [],
    );
  }

  /** What kept it from being seen; null where all was. */
  async #look(): Promise<Problem | null> {
    try {
      await this.#lookAtAll();
      return null;
    } catch (error) {
      return this.#problemOf(error);
    }
  }

  #problemOf(error: unknown): Problem {
    const [owner = '', name = ''] = this.#name.split('/');
    const known =
      error instanceof GitHubError
        ? marketplaceUnreadable({ kind: 'failed', message: error.message, error }, { owner, name })
        : error;
    const [problem] = known instanceof ProblemError ? known.problems : [];
    if (problem === undefined) throw error;
    return problem;
  }

  /** What the branch lists and, where that is not all, what its pull requests do; each head once. */
  async #lookAtAll(): Promise<void> {
    const { marketplaces } = this.#watching;
    this.#place ??= await this.#find();
    const place = this.#place;
    const [head, proposals] = await Promise.all([readHead(marketplaces, place), this.#proposals(place)]);
    await this.#once(head.oid, async () => this.#lookAt(await readMarketplaceAt(marketplaces, place, head)));
    for (const one of proposals) {
      if (this.#pending.size > 0) await this.#once(one.headOid, () => this.#lookInto(one, place, head.oid));
    }
  }

  async #find(): Promise<MarketplacePlace> {
    const { marketplaces, serverUrl } = this.#watching;
    const { repository, branch } = await readRepository(marketplaces, this.#name);
    return { repository, branch, file: CATALOGUE, server: serverUrl };
  }

  async #proposals(place: MarketplacePlace): Promise<readonly OpenPullRequest[]> {
    if (!this.#seesProposals) return [];
    const read = await readOpenPullRequests(this.#watching.marketplaces, place);
    this.#seesProposals = read.kind === 'open';
    return read.kind === 'open' ? read.proposals : [];
  }

  async #once(oid: string, look: () => Promise<void>): Promise<void> {
    if (this.#seen.has(oid)) return;
    this.#isSure = true;
    await look();
    if (this.#isSure) this.#seen.add(oid);
  }

  async #lookAt(marketplace: Marketplace): Promise<void> {
    for (const [awaited, listing] of await this.#listings(marketplace)) {
      if (listing.kind === 'not-yet') this.#pending.set(awaited, listing);
      else this.#settle(awaited, this.#fateOf(listing, awaited, marketplace));
    }
  }

  #fateOf(listing: Settled, { announced, delivery }: Awaited, at: Marketplace): Fate {
    switch (listing.kind) {
      case 'listed': {
        const now = this.#watching.clock.now();
        return { ...listing, seconds: Math.round((now - (delivery.sentAt ?? now)) / 1000) };
      }
      case 'no-entry':
        return { ...listing, nearest: nearestNames(announced.plugin, at) };
      case 'shows-neither':
        return listing;
    }
  }

  async #lookInto(proposal: OpenPullRequest, place: MarketplacePlace, main: string): Promise<void> {
    try {
      const { number, url, headOid } = proposal;
      for (const awaited of await this.#broughtBy(headOid, place, main)) {
        this.#settle(awaited, { kind: 'proposed', number, url });
      }
    } catch (error) {
      // A pull request whose catalogue can't be used holds no update; what GitHub failed on is read again.
      this.#isSure = this.#problemOf(error).code.startsWith('catalogue-');
    }
  }

  /**
   * What a branch lists that its departure did not: an old branch may still list a version that was withdrawn, or the
   * one before a downgrade.
   */
  async #broughtBy(head: string, place: MarketplacePlace, main: string): Promise<Awaited[]> {
    const listed = await this.#listedAt(head, place);
    if (listed.length === 0) return [];
    const departure = await readDeparture(this.#watching.marketplaces, place.repository, { main, head });
    const old = departure === main || departure === null ? [] : await this.#listedAt(departure, place);
    return listed.filter((awaited) => !old.includes(awaited));
  }

  async #listedAt(oid: string, place: MarketplacePlace): Promise<Awaited[]> {
    const marketplace = await readMarketplaceOf(this.#watching.marketplaces, place, oid);
    const listings = await this.#listings(marketplace);
    return listings.flatMap(([awaited, { kind }]) => (kind === 'listed' ? [awaited] : []));
  }

  #listings(marketplace: Marketplace): Promise<[Awaited, Listing][]> {
    return inFlight([...this.#pending.keys()], async (awaited) => [
      awaited,
      await this.#listing(awaited.announced, marketplace),
    ]);
  }

  async #listing(announced: Announced, marketplace: Marketplace): Promise<Listing> {
    const reached = new Set<string>();
    for (const pointer of pointersOf(announced, marketplace)) {
      const reaches = await this.#watching.descent.reaches(announced, pointer);
      if (reaches === 'yes') reached.add(pointer);
      if (reaches === 'unknown') this.#isSure = false;
    }
    return listingOf(announced, marketplace, (oid) => reached.has(oid));
  }

  #settle(awaited: Awaited, fate: Fate): void {
    this.#pending.delete(awaited);
    this.#fates.set(awaited, fate);
    this.#watching.log.info(fateLine(fate, awaited, this.#name));
  }
}

const NOTHING_THERE: NotYet = { kind: 'not-yet', shows: '', stays: null };

/** Problems that may be over at the next look. */
const PASSING = new Set(['no-answer', 'server-error', 'read-failed', 'unexpected-answer']);
