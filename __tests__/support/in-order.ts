import type { Client } from '../../src/github/client/client.ts';
import { readObjects } from '../../src/github/objects/objects.ts';
import type { Snapshot, SnapshotRequest } from '../../src/github/objects/snapshot.ts';
import { type KnownCommit, readPluginsAt } from '../../src/github/plugins/plugin-at.ts';
import type { PluginAt, PluginPlace } from '../../src/github/plugins/plugin-place.ts';
import { readTags, type Tags, type TagsRequest } from '../../src/github/tags.ts';

/** What reads by key, asked by position: for tests that compare whole lists. */

const numbered = <T>(items: readonly T[]): ReadonlyMap<number, T> => new Map(items.entries());

function listed<T>(results: ReadonlyMap<number, T>): T[] {
  return [...results].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}

export async function objectsInOrder(
  client: Client,
  requests: readonly SnapshotRequest[],
): Promise<Snapshot[]> {
  return listed(await readObjects(client, numbered(requests)));
}

export async function pluginsInOrder(
  client: Client,
  places: readonly PluginPlace[],
  known?: readonly KnownCommit[],
): Promise<PluginAt[]> {
  return listed(await readPluginsAt(client, numbered(places), known));
}

export async function tagsInOrder(client: Client, requests: readonly TagsRequest[]): Promise<Tags[]> {
  return listed(await readTags(client, numbered(requests)));
}
