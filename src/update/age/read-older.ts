import { type Ancestry, ancestryFrom } from '../../github/ancestry.ts';
import type { Client } from '../../github/client/client.ts';
import { inFlight } from '../../github/client/in-flight.ts';
import type { Revision } from '../../github/objects/snapshot.ts';
import { readPluginsAt } from '../../github/plugins/plugin-at.ts';
import type { PluginAt, PluginPlace } from '../../github/plugins/plugin-place.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { parseReleaseTag } from '../../plugin/release-tag.ts';
import type { Head } from '../observe/observation.ts';
import { withoutOwnChanges } from '../observe/own-changes.ts';
import { type Age, type Aging, targetOf } from './age.ts';

/**
 * READ: each young one as it would be at the newest that is old enough, also where that could not be read; nothing of
 * those that have none.
 */
export async function readOlder(
  { client, marketplace }: { readonly client: Client; readonly marketplace: Marketplace },
  ages: ReadonlyMap<Aging, Age>,
): Promise<ReadonlyMap<Aging, Aging>> {
  const places = new Map(
    [...ages].flatMap(([one, age]): [Aging, PluginPlace][] => {
      const older = age.kind === 'young' ? age.older : null;
      return older === null || isPresent(one, older) ? [] : [[one, { ...one.place, revision: older }]];
    }),
  );
  if (places.size === 0) return new Map();
  const read = await readPluginsAt(client, new Map([...places.values()].map((place) => [place, place])));
  const plugins = await withoutOwnChanges(client, marketplace, read);
  const older = [...places].flatMap(([one, place]): [Aging, Aging][] => {
    const plugin = plugins.get(place);
    return plugin === undefined || plugin.kind === 'no-commit' ? [] : [[one, at(one, place, plugin)]];
  });
  return withAncestry(client, new Map(older));
}

/** The marketplace is there already. */
function isPresent(one: Aging, older: Revision): boolean {
  const present = one.kind === 'head' && one.present.kind === 'plugin' ? one.present.commit : null;
  return 'oid' in older && older.oid === present;
}

function at(one: Aging, place: PluginPlace, plugin: PluginAt): Aging {
  const newest = targetOf(one);
  const known = newest.kind === 'plugin' ? { newest } : {};
  if (one.kind === 'version') return { ...one, ...known, plugin };
  if (one.tag === null || !('ref' in place.revision))
    return { ...one, ...known, target: plugin, newPlace: null };
  const target = place.revision.ref.replace('refs/tags/', '');
  const version = parseReleaseTag(target)?.version ?? '';
  return { ...one, ...known, place, target: plugin, newPlace: null, tag: { ...one.tag, target, version } };
}

/** A commit that the branch stood at may lie before the present one. Release tags go by their version. */
async function withAncestry(
  client: Client,
  older: ReadonlyMap<Aging, Aging>,
): Promise<ReadonlyMap<Aging, Aging>> {
  const heads = [...older.values()].filter((one): one is Head => one.kind === 'head' && one.tag === null);
  const requests = new Map(heads.flatMap((head) => ancestryRequestOf(head)));
  const found = await inFlight([...requests], async ([key, request]) => {
    return [key, await ancestryFrom(client, request, undefined)] as const;
  });
  const ancestries = new Map<string, Ancestry>(found);
  return new Map(
    [...older].map(([one, instead]): [Aging, Aging] => {
      if (instead.kind !== 'head' || instead.tag !== null) return [one, instead];
      const [[key] = ['']] = ancestryRequestOf(instead);
      return [one, { ...instead, ancestry: ancestries.get(key) ?? null }];
    }),
  );
}

function ancestryRequestOf({ place: { repository }, present, target }: Head) {
  if (present.kind !== 'plugin' || target.kind !== 'plugin') return [];
  const request = {
    repository,
    revision: { oid: target.commit },
    target: target.commit,
    present: present.commit,
  };
  return [[JSON.stringify(request), request] as const];
}
