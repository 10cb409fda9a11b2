import type { Client } from '../../github/client.ts';
import { readObjects } from '../../github/objects.ts';
import { joinPath } from '../../github/path.ts';
import { readPluginsAt } from '../../github/plugin-at.ts';
import { manifestPath } from '../../github/plugin-place.ts';
import type { RepositoryName } from '../../github/repository.ts';
import type { PathResult } from '../../github/snapshot.ts';

/** A plugin that is not where it was. */
export interface LostPlugin {
  readonly repository: RepositoryName;
  readonly commit: string;
  readonly name: string;
}

/** Folders whose folders are looked into, as where most plugins lie. */
const PLACES = ['', 'plugins'];
/** A search is a courtesy: it must stay small. */
const MOST_PLUGINS = 25;
const MOST_FOLDERS = 200;

/** READ: the paths of the manifests that carry these names now, null where none was found; two rounds at most. */
export async function findPlugins(client: Client, lost: readonly LostPlugin[]): Promise<(string | null)[]> {
  const searched = lost.slice(0, MOST_PLUGINS);
  const folders = await readFolders(client, searched);
  const places = searched.flatMap(({ repository, commit }, index) =>
    (folders[index] ?? []).map((directory) => ({ index, repository, revision: { oid: commit }, directory })),
  );
  const plugins = await readPluginsAt(client, places);
  return lost.map(({ name }, index) => {
    const found = places.find((place, n) => place.index === index && nameOf(plugins[n]) === name);
    return found === undefined ? null : manifestPath(found.directory);
  });
}

function nameOf(plugin: Awaited<ReturnType<typeof readPluginsAt>>[number] | undefined): string | null {
  if (plugin?.kind !== 'plugin' || plugin.manifest.kind !== 'manifest') return null;
  return plugin.manifest.manifest.name;
}

async function readFolders(client: Client, lost: readonly LostPlugin[]): Promise<string[][]> {
  const requests = lost.map(({ repository, commit }) => ({
    repository,
    revision: { oid: commit },
    paths: PLACES,
  }));
  const snapshots = await readObjects(client, requests);
  return snapshots.map((snapshot) => {
    if (snapshot.kind !== 'commit') return [];
    const below = PLACES.flatMap((place) => foldersIn(place, snapshot.paths.get(place)));
    return ['', ...below].slice(0, MOST_FOLDERS);
  });
}

function foldersIn(place: string, found: PathResult | undefined): string[] {
  if (found?.kind !== 'found') return [];
  return found.entry.entries.flatMap(({ name, kind }) =>
    kind === 'directory' ? [joinPath(place, name)] : [],
  );
}
