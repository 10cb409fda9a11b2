import type { Announced, Listing } from '../marketplace/listing.ts';
import type { Delivery } from './deliver.ts';

/** What became of a delivery until it was waited for no longer. */
export type Arrival =
  | { readonly kind: 'listed'; readonly seconds: number }
  /** A pull request of the marketplace's lists it. */
  | { readonly kind: 'proposed'; readonly number: number; readonly url: string }
  | { readonly kind: 'shows-neither' }
  /** `nearest`: a sentence with the names that may have been meant, or nothing. */
  | { readonly kind: 'no-entry'; readonly plugin: string; readonly nearest: string }
  | { readonly kind: 'late'; readonly waited: number; readonly shows: string }
  | { readonly kind: 'unread'; readonly why: string };

/** PURE: what a delivery announced, plugin by plugin; a batch has several. */
export function announcedBy({ notification: { changes, payload } }: Delivery): Announced[] {
  return changes.map(({ plugin, version, previousVersion, path }) => ({
    plugin,
    version: version ?? '',
    previousVersion,
    path,
    repository: String(payload['repository'] ?? ''),
    commit: String(payload['commit'] ?? ''),
  }));
}

/** What keeps a batch from being there comes first. */
const ORDER = ['not-yet', 'no-entry', 'listed', 'shows-neither'] as const;

/** PURE: a batch is listed where each of its plugins is that shows anything. */
export function together(listings: readonly Listing[]): Listing {
  const [first] = [...listings].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return first ?? { kind: 'shows-neither' };
}
