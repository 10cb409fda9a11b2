import type { Client, Clock, Log } from '../../github/client/client.ts';
import { GitHubError } from '../../github/client/error.ts';
import { readRepository } from '../../github/repository-facts.ts';
import {
  type MarketplaceCause,
  MarketplaceError,
  marketplaceUnread,
  outlookOf,
} from '../../marketplace/cause.ts';
import { nearestNames } from '../../marketplace/claim.ts';
import type { NotYet, Settled } from '../../marketplace/listing.ts';
import { type Marketplace, readHead, readMarketplaceAt } from '../../marketplace/marketplace.ts';
import { CATALOGUE, type MarketplacePlace } from '../../marketplace/place.ts';
import type { Deliveries } from '../send/deliver.ts';
import {
  type Arrival,
  type ArrivalState,
  type Awaited,
  arrivalLine,
  awaitedBy,
  waitingLine,
} from './arrival.ts';
import { clientUntil, moments } from './deadline.ts';
import { AncestryCache, broughtBy, listingsIn } from './listings.ts';
import { type OpenPullRequest, readOpenPullRequests } from './open-pull-requests.ts';

interface WaitOptions {
  readonly marketplaces: Client;
  /** Sees the plugins' repositories: whether a pointer comes after the commit that was announced. */
  readonly plugins: Client;
  readonly clock: Clock;
  readonly log: Log;
  readonly serverUrl: string;
  /** 0 waits for nothing. */
  readonly seconds: number;
}

/**
 * READ: polls the marketplaces, all at once, until they list what was sent to them, read as the update action reads
 * it; one result for each plugin. Throws nothing of GitHub's: what can't be seen is an arrival too.
 */
export async function awaitArrivals(
  waiting: WaitOptions,
  { deliveries, renamed }: Deliveries,
): Promise<readonly Arrival[]> {
  const { clock, seconds } = waiting;
  const sent = seconds === 0 ? [] : deliveries.filter(({ status }) => status === 'sent');
  const end = clock.now() + seconds * 1000;
  const marketplaces = clientUntil(end, waiting.marketplaces, clock);
  const ancestry = new AncestryCache(clientUntil(end, waiting.plugins, clock));
  const watching = { ...waiting, marketplaces, ancestry, end };
  const targets = [...new Set(sent.map(({ notification }) => notification.marketplace))];
  const arrivals = targets.map((target) => {
    const own = sent.filter(({ notification }) => notification.marketplace === target);
    return new Watch(watching, renamed.get(target) ?? target, own.flatMap(awaitedBy)).run();
  });
  return (await Promise.all(arrivals)).flat();
}

/** What all marketplaces that are watched share; `end`: epoch milliseconds. */
type Watching = Omit<WaitOptions, 'plugins'> & { readonly ancestry: AncestryCache; readonly end: number };

/** What came of a look, which the next one begins with. */
interface Look {
  /** Null until GitHub has answered which branch it is. */
  readonly place: MarketplacePlace | null;
  /** `unseen` where the token may not see them: then they are not asked for again. */
  readonly pullRequests: 'open' | 'unseen';
  /** What kept the marketplace from being seen; null where all was. */
  readonly cause: MarketplaceCause | null;
}

class Watch {
  readonly #watching: Watching;
  /** `owner/name`. */
  readonly #name: string;
  readonly #awaited: readonly Awaited[];
  readonly #states = new Map<Awaited, ArrivalState>();
  /** What is not there yet, and what stood in its place when it was last looked at. */
  readonly #pending: Map<Awaited, NotYet>;
  /** Heads that were looked at: of the branch, and of pull requests. */
  readonly #seen = new Set<string>();

  constructor(watching: Watching, name: string, awaited: readonly Awaited[]) {
    this.#watching = watching;
    this.#name = name;
    this.#awaited = awaited;
    this.#pending = new Map(awaited.map((one) => [one, NOTHING_THERE]));
  }

  async run(): Promise<Arrival[]> {
    const { clock, end, log, seconds } = this.#watching;
    log.info(waitingLine(seconds, this.#name, this.#awaited));
    let look: Look = { place: null, pullRequests: 'open', cause: null };
    for await (const _ of moments(clock, end)) {
      look = await this.#look(look);
      if (this.#pending.size === 0 || (look.cause !== null && outlookOf(look.cause) !== 'passing')) break;
    }
    for (const [awaited, shown] of this.#pending) this.#settle(awaited, this.#unsettled(shown, look));
    return this.#awaited.flatMap((one) => {
      const state = this.#states.get(one);
      return state === undefined ? [] : [{ ...one, state }];
    });
  }

  #unsettled({ shows, stays }: NotYet, { cause, pullRequests }: Look): ArrivalState {
    if (cause !== null) return { kind: 'unread', cause };
    const maybeProposed = pullRequests === 'unseen';
    return { kind: 'late', waited: this.#watching.seconds, shows, stays, maybeProposed };
  }

  async #look({ place: known, pullRequests }: Look): Promise<Look> {
    let place = known;
    try {
      place ??= await this.#find();
      return { place, pullRequests: await this.#lookAtAll(place, pullRequests), cause: null };
    } catch (error) {
      return { place, pullRequests, cause: this.#causeOf(error) };
    }
  }

  #causeOf(error: unknown): MarketplaceCause {
    if (error instanceof MarketplaceError) return error.reason;
    if (!(error instanceof GitHubError)) throw error;
    const [owner = '', name = ''] = this.#name.split('/');
    return marketplaceUnread({ kind: 'failed', message: error.message, error }, { owner, name }).reason;
  }

  async #find(): Promise<MarketplacePlace> {
    const { marketplaces, serverUrl } = this.#watching;
    const { repository, branch } = await readRepository(marketplaces, this.#name);
    return { repository, branch, file: CATALOGUE, server: serverUrl };
  }

  /** What the branch lists and, where that is not all, what its pull requests do; each head once. */
  async #lookAtAll(place: MarketplacePlace, seen: Look['pullRequests']): Promise<Look['pullRequests']> {
    const { marketplaces } = this.#watching;
    const [head, open] = await Promise.all([
      readHead(marketplaces, place),
      seen === 'open' ? readOpenPullRequests(marketplaces, place) : ({ kind: 'unseen' } as const),
    ]);
    await this.#once(head.oid, async () => this.#lookAt(await readMarketplaceAt(marketplaces, place, head)));
    for (const one of open.kind === 'open' ? open.pullRequests : []) {
      if (this.#pending.size > 0) await this.#once(one.headOid, () => this.#lookInto(one, place, head.oid));
    }
    return open.kind;
  }

  /** @param look says whether GitHub answered everything: else the head is looked at again. */
  async #once(oid: string, look: () => Promise<boolean>): Promise<void> {
    if (!this.#seen.has(oid) && (await look())) this.#seen.add(oid);
  }

  async #lookAt(marketplace: Marketplace): Promise<boolean> {
    const { ancestry } = this.#watching;
    const { value, isSure } = await listingsIn(marketplace, [...this.#pending.keys()], ancestry);
    for (const [awaited, listing] of value) {
      if (listing.kind === 'not-yet') this.#pending.set(awaited, listing);
      else this.#settle(awaited, this.#stateOf(listing, awaited, marketplace));
    }
    return isSure;
  }

  #stateOf(listing: Settled, { announced, delivery }: Awaited, at: Marketplace): ArrivalState {
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

  async #lookInto({ number, url, headOid }: OpenPullRequest, place: MarketplacePlace, main: string) {
    const { marketplaces: client, ancestry } = this.#watching;
    try {
      const search = { client, ancestry, place, awaited: [...this.#pending.keys()] };
      const { value, isSure } = await broughtBy(headOid, main, search);
      for (const awaited of value) this.#settle(awaited, { kind: 'proposed', number, url });
      return isSure;
    } catch (error) {
      // A pull request whose catalogue can't be used holds no update; what GitHub failed on is read again.
      return this.#causeOf(error).kind !== 'unread';
    }
  }

  #settle(awaited: Awaited, state: ArrivalState): void {
    this.#pending.delete(awaited);
    this.#states.set(awaited, state);
    this.#watching.log.info(arrivalLine(state, awaited, this.#name));
  }
}

const NOTHING_THERE: NotYet = { kind: 'not-yet', shows: '', stays: null };
