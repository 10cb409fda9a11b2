import { marketplaceProblem } from '../../findings/reading.ts';
import type { MarketplaceCause } from '../../marketplace/cause.ts';
import type { Announced } from '../../marketplace/listing.ts';
import { count, display } from '../../plugin/display.ts';
import type { Change } from '../compare/changes.ts';
import type { Delivery } from '../send/deliver.ts';

/** What became of a plugin until it was waited for no longer. */
export type ArrivalState =
  | { readonly kind: 'listed'; readonly seconds: number }
  /** A pull request of the marketplace's lists it. */
  | { readonly kind: 'proposed'; readonly number: number; readonly url: string }
  | { readonly kind: 'shows-neither' }
  /** `nearest`: the names that may have been meant. */
  | { readonly kind: 'no-entry'; readonly nearest: readonly string[] }
  | Late
  | { readonly kind: 'unread'; readonly cause: MarketplaceCause };

export interface Late {
  readonly kind: 'late';
  /** Seconds. */
  readonly waited: number;
  /** The version, tag or commit that stands there. */
  readonly shows: string;
  /** Why it may stay so whatever runs, as half a sentence; null where an update would bring it. */
  readonly stays: string | null;
  /** Whether it may be in a pull request that the token does not see. */
  readonly maybeProposed: boolean;
}

/** A plugin that was announced to a marketplace. */
export interface Awaited {
  readonly delivery: Delivery;
  readonly change: Change;
  readonly announced: Announced;
}

export interface Arrival extends Awaited {
  readonly state: ArrivalState;
}

/** PURE: what a delivery announced, plugin by plugin; a batch has several. */
export function awaitedBy(delivery: Delivery): Awaited[] {
  const { changes, payload } = delivery.notification;
  const repository = String(payload['repository'] ?? '');
  const commit = String(payload['commit'] ?? '');
  return changes.map((change) => {
    const { plugin, version, previousVersion, path } = change;
    const announced = { plugin, version: version ?? '', previousVersion, path, repository, commit };
    return { delivery, change, announced };
  });
}

/** PURE: seconds until all plugins of a delivery that show anything were listed; null where one is not, or none shows. */
export function listedAfter(states: readonly ArrivalState[]): number | null {
  const shown = states.filter(({ kind }) => kind !== 'shows-neither');
  const seconds = shown.flatMap((state) => (state.kind === 'listed' ? [state.seconds] : []));
  return seconds.length === 0 || seconds.length < shown.length ? null : Math.max(...seconds);
}

/** PURE: the log's lines on what is waited for. */
export function waitingLine(seconds: number, marketplace: string, awaited: readonly Awaited[]): string {
  const [only, ...others] = awaited;
  const what =
    only === undefined || others.length > 0 ? count(awaited.length, 'plugin version') : nameOf(only);
  return `Waiting up to ${seconds} s for ${marketplace} to list ${what}.`;
}

export function arrivalLine(state: ArrivalState, awaited: Awaited, marketplace: string): string {
  return `${stateText(state)}: ${nameOf(awaited)} in ${marketplace}`;
}

function nameOf({ announced: { plugin, version } }: Awaited): string {
  return `${display(plugin)} ${display(version)}`;
}

function stateText(state: ArrivalState): string {
  switch (state.kind) {
    case 'listed':
      return `Listed after ${state.seconds} s`;
    case 'proposed':
      return `Waits in pull request #${state.number}`;
    case 'late':
      return `Not listed after ${state.waited} s`;
    case 'shows-neither':
      return 'Nothing to wait for';
    case 'no-entry':
      return 'No such entry';
    case 'unread':
      return `Not checked (${marketplaceProblem(state.cause, 'notify').code})`;
  }
}
