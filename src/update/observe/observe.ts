import type { Claim } from '../../marketplace/claim.ts';
import { entryName, type Marketplace, readMarketplace, type Subject } from '../../marketplace/marketplace.ts';
import { chosenIn, entriesOf } from '../../marketplace/scope.ts';
import type { UpdateOptions } from '../inputs.ts';
import { MOST_LOOKS, movedSince } from './event-lag.ts';
import { type Readers, readHeads } from './heads.ts';
import type { Observation } from './observation.ts';

/** The marketplace at one commit, and what its plugins' repositories hold. */
export interface Observed {
  readonly marketplace: Marketplace;
  readonly seen: ReadonlyMap<Subject, Observation>;
  /** Whether a run is about the plugin of this name. */
  readonly chosen: (name: string) => boolean;
  /** Plugins whose repository still shows an older version than the event names: nothing of them is taken back. */
  readonly behind: readonly string[];
}

export interface ObserveOptions
  extends Pick<UpdateOptions, 'repository' | 'branch' | 'file' | 'addresses' | 'plugins' | 'releases'> {
  /** What the run's event names, where the run is about that alone; empty where it is about all. */
  readonly about: readonly Claim[];
}

/** READ: what a run is about. GitHub's answers may lag behind the push that `claims` are about: then it reads again. */
export async function observe(
  readers: Readers,
  options: ObserveOptions,
  claims: readonly Claim[],
  mostLooks = MOST_LOOKS,
): Promise<Observed> {
  const { repository, branch, file, addresses, releases, about } = options;
  const place = { repository, branch, file, server: addresses.serverUrl };
  const choose = about.length === 0 ? {} : { choose: entriesOf(about, place) };
  const marketplace = await readMarketplace(readers.marketplace, { ...place, ...choose });
  const chosen = chosenIn(marketplace, options.plugins);
  const seen = await readHeads(readers, marketplace, concerned(marketplace, chosen), releases);
  const lag = await movedSince(readers.plugins, { claims, marketplace, seen, mostLooks });
  // What is still older then is behind, without more looks.
  if (lag.kind === 'moved') return observe(readers, options, claims, 1);
  return { marketplace, seen, chosen, behind: lag.plugins };
}

/** The plugins that a run is about, and those that would move along in a submodule that they share. */
function concerned({ subjects, scope }: Marketplace, chosen: (name: string) => boolean): Subject[] {
  const isChosen = ({ entry }: Subject) => scope?.has(entry) !== false && chosen(entryName(entry));
  const pathOf = ({ source }: Subject) => (source.kind === 'submodule' ? source.pointer.path : null);
  const shared = new Set(subjects.filter(isChosen).map(pathOf));
  return subjects.filter(
    (subject) => isChosen(subject) || (pathOf(subject) !== null && shared.has(pathOf(subject))),
  );
}
