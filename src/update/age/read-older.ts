import { type Ancestry, ancestryFrom } from '../../github/ancestry.ts';
import type { Client } from '../../github/client/client.ts';
import { inFlight } from '../../github/client/in-flight.ts';
import { readPluginsAt } from '../../github/plugins/plugin-at.ts';
import type { PluginAt, PluginPlace } from '../../github/plugins/plugin-place.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { parseReleaseTag } from '../../plugin/release-tag.ts';
import type { Head } from '../observe/observation.ts';
import { withoutOwnChanges } from '../observe/own-changes.ts';
import { type Age, type Aging, type Older, targetOf } from './age.ts';

export interface OlderContext {
  readonly client: Client;
  readonly marketplace: Marketplace;
  /** Whether it would be moved to the older one, if that lies ahead: else nothing more is asked for it. */
  readonly mayMove: (one: Aging, older: Aging) => boolean;
}

/**
 * READ: each young one as it would be at the newest that is old enough, also where that could not be read; nothing of
 * those that have none.
 */
export async function readOlder(
  { client, marketplace, mayMove }: OlderContext,
  ages: ReadonlyMap<Aging, Age>,
): Promise<ReadonlyMap<Aging, Aging>> {
  const known = new Map(
    [...ages].flatMap(([one, age]): [Aging, Older][] => {
      const older = age.kind === 'young' ? age.older : null;
      return older === null || isBehind(one, older) ? [] : [[one, older]];
    }),
  );
  const places = new Map(
    [...known].map(([one, { revision }]): [Aging, PluginPlace] => [one, { ...one.place, revision }]),
  );
  if (places.size === 0) return new Map();
  const read = await readPluginsAt(client, new Map([...places.values()].map((place) => [place, place])));
  const plugins = await withoutOwnChanges(client, marketplace, read);
  const older = [...places].flatMap(([one, place]): [Aging, Aging][] => {
    const plugin = plugins.get(place);
    return plugin === undefined || plugin.kind === 'no-commit' ? [] : [[one, at(one, place, plugin)]];
  });
  const related = older.map(([one, instead]) => [one, relatedBy(instead, known.get(one))] as const);
  return withAncestry(client, new Map(related), mayMove);
}

/** Each commit of the record was pushed on to the next; of all others it is not known how they stand to it. */
function relatedBy(instead: Aging, older: Older | undefined): Aging {
  if (instead.kind !== 'head' || instead.tag !== null) return instead;
  const pushes = (older?.before.indexOf(presentOf(instead) ?? '') ?? -1) + 1;
  if (pushes === 0) return { ...instead, ancestry: null };
  return instead.ancestry?.kind === 'forward' ? instead : ahead(instead, pushes);
}

/** The marketplace is there already, or further. */
function isBehind(one: Aging, { revision, after }: Older): boolean {
  const present = presentOf(one);
  return present !== null && (after.includes(present) || ('oid' in revision && revision.oid === present));
}

function presentOf(one: Aging): string | null {
  return one.kind === 'head' && one.present.kind === 'plugin' ? one.present.commit : null;
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

/** What is not known is compared. Release tags go by their version. */
async function withAncestry(
  client: Client,
  older: ReadonlyMap<Aging, Aging>,
  mayMove: OlderContext['mayMove'],
): Promise<ReadonlyMap<Aging, Aging>> {
  const isAsked = (one: Aging, instead: Aging): instead is Head =>
    isUnrelated(instead) && mayMove(one, ahead(instead, 1));
  const requests = new Map(
    [...older].flatMap(([one, instead]) => (isAsked(one, instead) ? ancestryRequestOf(instead) : [])),
  );
  const found = await inFlight([...requests], async ([key, request]) => {
    return [key, await ancestryFrom(client, request, undefined)] as const;
  });
  const ancestries = new Map<string, Ancestry>(found);
  return new Map(
    [...older].map(([one, instead]): [Aging, Aging] => {
      if (!isUnrelated(instead)) return [one, instead];
      const [[key] = ['']] = ancestryRequestOf(instead);
      return [one, { ...instead, ancestry: ancestries.get(key) ?? null }];
    }),
  );
}

function isUnrelated(one: Aging): one is Head {
  return one.kind === 'head' && one.tag === null && one.ancestry === null;
}

function ahead(head: Head, commits: number): Head {
  return { ...head, ancestry: { kind: 'forward', commits } };
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
