import { type AncestryRequest, ancestryFrom, comparisonRequest } from '../../github/ancestry.ts';
import type { Client } from '../../github/client.ts';
import { inFlight } from '../../github/in-flight.ts';
import { readPluginsAt, readTogether } from '../../github/plugin-at.ts';
import { manifestPath, type PluginAt, type PluginPlace } from '../../github/plugin-place.ts';
import { NOT_READ } from '../../github/snapshot.ts';
import { readTags, type Tags } from '../../github/tags.ts';
import type { Marketplace, Subject } from '../../marketplace/marketplace.ts';
import { contentDiffers, manifestLost } from '../plan/rules.ts';
import { findPlugins, type LostPlugin } from './find-plugin.ts';
import { type Followed, followedBy, placesOf, type Resolved, resolve, tagsOf } from './follow.ts';
import type { Observation } from './observation.ts';

export interface Readers {
  /** Reads the marketplace. */
  readonly marketplace: Client;
  /** Reads the plugins' repositories. */
  readonly plugins: Client;
  /** Whether the commits' dates are wanted too. */
  readonly dates?: boolean;
}

/**
 * READ: what the plugins' repositories hold now, one observation per subject. Three rounds of requests at most,
 * each grouped by repository: the present state and the heads beside the lists of tags; then the ancestry of what
 * may move beside the commits of higher tags; then, where a manifest is gone, where it went.
 */
export async function readHeads(
  readers: Readers,
  marketplace: Marketplace,
  subjects: readonly Subject[],
  followsRelease: (name: string) => boolean,
): Promise<Map<Subject, Observation>> {
  const followed = subjects.map((subject) => followedBy(subject, marketplace, followsRelease));
  const [plugin, tags] = await Promise.all([
    readPlaces(readers, followed, marketplace),
    readTagLists(readers, followed),
  ]);
  const resolved = followed.map((one) => resolve(one, { plugin, tags: tags.get(one) ?? null }));
  const observations = await readMoves(readers.plugins, resolved);
  const placed = await addNewPlaces(readers.plugins, observations);
  return new Map(subjects.map((subject, index) => [subject, placed[index] ?? UNREAD]));
}

const UNREAD: Observation = {
  kind: 'held',
  reason: 'it was not read',
  error: true,
  unread: true,
  passes: true,
};

/** All places that have to be looked at, asked for together. */
async function readPlaces(
  { marketplace, plugins, dates = false }: Readers,
  followed: readonly Followed[],
  { repository, commit, folders }: Marketplace,
): Promise<(place: PluginPlace) => PluginAt> {
  const isHere = ({ kind }: Followed) => kind === 'here';
  const own = followed.filter(isHere).flatMap(placesOf);
  const others = followed.filter((one) => !isHere(one)).flatMap(placesOf);
  const dated = (places: readonly PluginPlace[]) =>
    new Map(places.map((place) => [place, dates ? { ...place, date: true } : place]));
  const [here, there] = await Promise.all([
    readPluginsAt(marketplace, dated(own), [{ repository, revision: { oid: commit }, snapshot: folders }]),
    readPluginsAt(plugins, dated(others)),
  ]);
  return (place) => here.get(place) ?? there.get(place) ?? NOT_READ;
}

async function readTagLists(
  { plugins }: Readers,
  followed: readonly Followed[],
): Promise<ReadonlyMap<Followed, Tags>> {
  const wanted = followed.flatMap((one) => tagsOf(one).map((request) => [one, request] as const));
  return readTags(plugins, new Map(wanted));
}

/** What is only read for what may move: the commits of higher tags, or a branch's ancestry. */
async function readMoves(client: Client, resolved: readonly Resolved[]): Promise<Observation[]> {
  const places = resolved.flatMap((one) => (one.kind === 'tag' ? [one.target] : []));
  const requests = resolved.map((one) => (one.kind === 'tag' ? null : ancestryRequest(one.observation)));
  // Plugins of one submodule ask the same.
  const keys = requests.map((request) => JSON.stringify(request));
  const distinct = new Map(requests.map((request, index) => [keys[index], request]));
  const asked = [...distinct].flatMap(([key = '', request]) =>
    request === null ? [] : [[key, request] as const],
  );
  const { plugins, commits } = await readTogether(client, {
    places: new Map(places.map((place) => [place, place])),
    commits: new Map(asked.map(([key, request]) => [key, comparisonRequest(request)])),
  });
  const ancestries = await inFlight(asked, async ([key, request]) => {
    return [key, await ancestryFrom(client, request, commits.get(key))] as const;
  });
  const ancestryOf = new Map(ancestries);
  return resolved.map((one, index) => {
    if (one.kind === 'tag') {
      const target = plugins.get(one.target);
      return target === undefined ? UNREAD : { ...one.head, target };
    }
    const ancestry = ancestryOf.get(keys[index] ?? '') ?? null;
    return one.observation.kind === 'head' ? { ...one.observation, ancestry } : one.observation;
  });
}

function ancestryRequest(one: Observation): AncestryRequest | null {
  if (one.kind !== 'head' || one.tag !== null || !contentDiffers(one)) return null;
  const { place, present, target } = one;
  if (present.kind !== 'plugin' || target.kind !== 'plugin') return null;
  const { repository, revision } = place;
  return { repository, revision, target: target.commit, present: present.commit };
}

/** Where manifests went that are gone from where they were: a person must know to mend the entry. */
async function addNewPlaces(client: Client, observations: readonly Observation[]): Promise<Observation[]> {
  const lost = observations.flatMap((one) => {
    const plugin = one.kind === 'head' ? manifestLost(one) : null;
    return plugin === null ? [] : [[one, plugin] as const];
  });
  const places = await findPlugins(client, new Map<Observation, LostPlugin>(lost));
  return observations.map((one) => {
    const newPlace = places.get(one);
    if (one.kind !== 'head' || newPlace === undefined) return one;
    // Found where it was missing a moment ago: the two answers contradict each other.
    if (newPlace !== manifestPath(one.place.directory)) return { ...one, newPlace };
    const target: PluginAt = {
      kind: 'failed',
      message: 'its plugin.json was missing and then there',
      error: null,
    };
    return { ...one, target };
  });
}
