import type { Client, Clock, Log } from '../../github/client/client.ts';
import type { Delivery } from '../send/deliver.ts';
import { AncestryCache } from './ancestry-cache.ts';
import type { Arrival } from './arrival.ts';
import { clientUntil } from './deadline.ts';
import { Watch } from './watch.ts';

export interface WaitOptions {
  /** Sees the marketplaces. */
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
 * it. Throws nothing of GitHub's: what can't be seen is an arrival too. `names` are the marketplaces' present names.
 */
export async function awaitArrivals(
  waiting: WaitOptions,
  deliveries: readonly Delivery[],
  names: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<Delivery, Arrival>> {
  const { clock, log, serverUrl, seconds } = waiting;
  const sent = seconds === 0 ? [] : deliveries.filter(({ status }) => status === 'sent');
  const end = clock.now() + seconds * 1000;
  const marketplaces = clientUntil(end, waiting.marketplaces, clock);
  const ancestry = new AncestryCache(clientUntil(end, waiting.plugins, clock));
  const watching = { marketplaces, ancestry, clock, log, serverUrl, seconds, end };
  const targets = [...new Set(sent.map(({ notification }) => notification.marketplace))];
  const arrivals = targets.map((target) => {
    const own = sent.filter(({ notification }) => notification.marketplace === target);
    return new Watch(watching, names.get(target) ?? target, own).run();
  });
  return new Map((await Promise.all(arrivals)).flat());
}
