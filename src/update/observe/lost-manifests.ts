import type { Client } from '../../github/client/client.ts';
import { readObjects } from '../../github/objects/objects.ts';
import type { Snapshot } from '../../github/objects/snapshot.ts';
import { joinPath } from '../../github/path.ts';
import { readPluginsAt } from '../../github/plugins/plugin-at.ts';
import { manifestPath, type PluginAt } from '../../github/plugins/plugin-place.ts';
import type { RepositoryName } from '../../github/repository.ts';

export interface LostManifest {
  readonly repository: RepositoryName;
  readonly commit: string;
  readonly name: string;
}

/** Folders whose folders are looked into, as where most plugins lie. */
const PLACES = ['', 'plugins'];
/** A search is a courtesy: it must stay small. */
const MOST_PLUGINS = 25;
const MOST_FOLDERS = 200;

/** READ: the paths of the manifests that carry these names now, as far as they were found; two rounds at most. */
export async function findLostManifests<Key>(
  client: Client,
  lost: ReadonlyMap<Key, LostManifest>,
): Promise<ReadonlyMap<Key, string>> {
  const searched = [...lost].slice(0, MOST_PLUGINS);
  const at = ({ repository, commit }: LostManifest) => ({ repository, revision: { oid: commit } });
  const asked = searched.map(([key, one]) => [key, { ...at(one), paths: PLACES }] as const);
  const roots = await readObjects(client, new Map(asked));
  const places = searched.flatMap(([key, one]) =>
    foldersIn(roots.get(key)).map((directory) => ({ key, name: one.name, ...at(one), directory })),
  );
  const plugins = await readPluginsAt(client, new Map(places.map((place) => [place, place])));
  const found = [...plugins].filter(([{ name }, plugin]) => nameOf(plugin) === name);
  // Of several the first.
  return new Map(found.toReversed().map(([{ key, directory }]) => [key, manifestPath(directory)]));
}

function nameOf(plugin: PluginAt): string | null {
  return plugin.kind === 'plugin' && plugin.manifest.kind === 'manifest'
    ? plugin.manifest.manifest.name
    : null;
}

function foldersIn(snapshot: Snapshot | undefined): string[] {
  if (snapshot?.kind !== 'commit') return [];
  const below = PLACES.flatMap((place) => {
    const found = snapshot.paths.get(place);
    const entries = found?.kind === 'found' ? found.entry.entries : [];
    return entries.flatMap(({ name, kind }) => (kind === 'directory' ? [joinPath(place, name)] : []));
  });
  return ['', ...below].slice(0, MOST_FOLDERS);
}
