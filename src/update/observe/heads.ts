import {
  type Ancestry,
  type AncestryRequest,
  ancestryFrom,
  comparisonRequest,
} from '../../github/ancestry.ts';
import type { Client } from '../../github/client/client.ts';
import { inFlight } from '../../github/client/in-flight.ts';
import { NOT_READ, type SnapshotRequest } from '../../github/objects/snapshot.ts';
import { readPluginsAt, readTogether } from '../../github/plugins/plugin-at.ts';
import { manifestPath, type PluginAt, type PluginPlace } from '../../github/plugins/plugin-place.ts';
import { readTags } from '../../github/tags.ts';
import type { Marketplace, Subject } from '../../marketplace/marketplace.ts';
import { type Followed, followedBy, placesOf, tagsOf } from './follow.ts';
import { findLostManifests, type LostManifest } from './lost-manifests.ts';
import { differsOnlyIn, nestedIn } from './nested-plugins.ts';
import { contentDiffers, type Ends, type Head, type Observation } from './observation.ts';
import { withoutOwnChanges } from './own-changes.ts';
import { type Resolved, resolve } from './resolve.ts';

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
  const followed = new Map(
    subjects.map((subject) => [subject, followedBy(subject, marketplace, followsRelease)]),
  );
  const [plugin, tags] = await Promise.all([
    readPlaces(readers, [...followed.values()], marketplace),
    readTagLists(readers, [...followed.values()]),
  ]);
  const resolved = eachOf(followed, (one) => resolve(one, { plugin, tags: tags.get(one) ?? null }));
  const moves = await readMoves(readers.plugins, [...resolved.values()], marketplace);
  const related = eachOf(resolved, (one) => relatedBy(moves, one));
  const newPlaces = await readNewPlaces(readers.plugins, [...related.values()]);
  return eachOf(related, (one) => observed(one, newPlaces));
}

function eachOf<A, B>(all: ReadonlyMap<Subject, A>, change: (one: A) => B): Map<Subject, B> {
  return new Map([...all].map(([subject, one]) => [subject, change(one)]));
}

/** All places that have to be looked at, asked for together. */
async function readPlaces(
  { marketplace, plugins, dates = false }: Readers,
  followed: readonly Followed[],
  at: Marketplace,
): Promise<(place: PluginPlace) => PluginAt> {
  const { repository, commit, folders } = at;
  const isHere = ({ kind }: Followed) => kind === 'here';
  const own = followed.filter(isHere).flatMap(placesOf);
  const others = followed.filter((one) => !isHere(one)).flatMap(placesOf);
  const dated = (places: readonly PluginPlace[]) =>
    new Map(places.map((place) => [place, dates ? { ...place, date: true } : place]));
  const [here, there] = await Promise.all([
    readPluginsAt(marketplace, dated(own), [{ repository, revision: { oid: commit }, snapshot: folders }]),
    readPluginsAt(plugins, dated(others)).then((there) => withoutOwnChanges(plugins, at, there)),
  ]);
  return (place) => here.get(place) ?? there.get(place) ?? NOT_READ;
}

async function readTagLists({ plugins }: Readers, followed: readonly Followed[]) {
  const wanted = followed.flatMap((one) => tagsOf(one).map((request) => [one, request] as const));
  return readTags(plugins, new Map(wanted));
}

/** What is only read for what may move: the commits of higher tags, and a branch's ancestry. */
interface Moves {
  readonly plugin: (place: PluginPlace) => PluginAt;
  /** Null where none is needed. */
  readonly ancestry: (ends: Ends) => Ancestry | null;
  readonly isNestedOnly: (ends: Ends) => boolean;
}

async function readMoves(client: Client, resolved: readonly Resolved[], at: Marketplace): Promise<Moves> {
  const places = resolved.flatMap((one) => (one.kind === 'higher-tag' ? [one.ends.place] : []));
  const requests = resolved.flatMap((one) => (one.kind === 'ends' ? (ancestryRequest(one.ends) ?? []) : []));
  // Plugins of one submodule ask the same.
  const asked = [...new Map(requests.map((request) => [JSON.stringify(request), request]))];
  const nested = new Map(
    resolved.flatMap((one) => {
      const found = one.kind === 'ends' ? nestedIn(one.ends, at) : null;
      return one.kind === 'ends' && found !== null ? [[one.ends, found] as const] : [];
    }),
  );
  const listings = [...nested.values()].flatMap(({ present, target }) => [present, target]);
  const { plugins, commits } = await readTogether(client, {
    places: new Map(places.map((place) => [place, place])),
    commits: new Map<string | SnapshotRequest, SnapshotRequest>([
      ...asked.map(([key, request]) => [key, comparisonRequest(request)] as const),
      ...listings.map((request) => [request, request] as const),
    ]),
  });
  const ancestries = await inFlight(asked, async ([key, request]) => {
    return [key, await ancestryFrom(client, request, commits.get(key))] as const;
  });
  const ancestryOf = new Map(ancestries);
  return {
    plugin: (place) => plugins.get(place) ?? NOT_READ,
    ancestry: (ends) => ancestryOf.get(JSON.stringify(ancestryRequest(ends))) ?? null,
    isNestedOnly: (ends) => {
      const own = nested.get(ends);
      return (
        own !== undefined && differsOnlyIn(own, ends, [commits.get(own.present), commits.get(own.target)])
      );
    },
  };
}

function ancestryRequest(ends: Ends): AncestryRequest | null {
  const { place, present, target, tag } = ends;
  if (tag !== null || !contentDiffers(ends)) return null;
  if (present.kind !== 'plugin' || target.kind !== 'plugin') return null;
  const { repository, revision } = place;
  return { repository, revision, target: target.commit, present: present.commit };
}

type Related =
  | Extract<Resolved, { kind: 'observation' }>
  | {
      readonly kind: 'related';
      readonly ends: Ends & Pick<Head, 'isNestedOnly'>;
      readonly ancestry: Ancestry | null;
    };

function relatedBy({ plugin, ancestry, isNestedOnly }: Moves, one: Resolved): Related {
  switch (one.kind) {
    case 'observation':
      return one;
    case 'ends':
      return {
        kind: 'related',
        ends: { ...one.ends, ...(isNestedOnly(one.ends) ? { isNestedOnly: true } : {}) },
        ancestry: ancestry(one.ends),
      };
    case 'higher-tag':
      return { kind: 'related', ends: { ...one.ends, target: plugin(one.ends.place) }, ancestry: null };
  }
}

/** Where manifests went that are gone from where they were: a person must know to correct the entry. */
function readNewPlaces(client: Client, related: readonly Related[]) {
  const lost = related.flatMap((one) => {
    const plugin = one.kind === 'related' ? manifestLost(one.ends, one.ancestry) : null;
    return one.kind === 'related' && plugin !== null ? [[one.ends, plugin] as const] : [];
  });
  return findLostManifests(client, new Map(lost));
}

/** PURE: the manifest that the target lacks although the pointer might move there, by the name that it had. */
export function manifestLost(
  { present, target, place, tag }: Ends,
  ancestry: Ancestry | null,
): LostManifest | null {
  if (present.kind !== 'plugin' || target.kind !== 'plugin') return null;
  if (tag === null && ancestry?.kind !== 'forward') return null;
  if (target.manifest.kind !== 'absent' || present.manifest.kind !== 'manifest') return null;
  return { repository: place.repository, commit: target.commit, name: present.manifest.manifest.name };
}

function observed(one: Related, newPlaces: ReadonlyMap<Ends, string | null>): Observation {
  if (one.kind === 'observation') return one.observation;
  const { ends, ancestry } = one;
  const newPlace = newPlaces.get(ends) ?? null;
  const head = { kind: 'head', ...ends, ancestry, newPlace } as const;
  // Found where it was missing a moment ago: the two answers contradict each other.
  return newPlace === manifestPath(ends.place.directory)
    ? { ...head, target: CONTRARY, newPlace: null }
    : head;
}

const CONTRARY: PluginAt = {
  kind: 'failed',
  message: 'its plugin.json was missing and then there',
  error: null,
};
