import type { Client } from '../../github/client/client.ts';
import { readObjects } from '../../github/objects/objects.ts';
import { wholeSnapshot } from '../../github/objects/snapshot.ts';
import type { PluginAt, PluginPlace, ReadPlugin } from '../../github/plugins/plugin-place.ts';
import { repositoryKey } from '../../github/repository.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { holding } from '../../marketplace/submodules.ts';
import { contentWithout, foldersDownTo } from './content-without.ts';

/**
 * A catalogue may list its own repository. Each of our commits then changes that plugin, which would be the reason for
 * the next one, for ever. So what we write is no part of such a plugin: not the catalogue, and not the pointers.
 */

/** READ: the plugins again, those in the marketplace's own repository with a directory without what we write. */
export async function withoutOwnChanges(
  client: Client,
  marketplace: Marketplace,
  plugins: ReadonlyMap<PluginPlace, PluginAt>,
): Promise<ReadonlyMap<PluginPlace, PluginAt>> {
  const written = writtenPaths(marketplace);
  const own = ownPlaces(marketplace, plugins).filter(
    ([{ directory }]) => foldersDownTo(written, directory).length > 0,
  );
  if (own.length === 0) return plugins;
  const asked = own.map(([place, { commit }]) => {
    const { repository, directory } = place;
    return [
      place,
      { repository, revision: { oid: commit }, paths: foldersDownTo(written, directory) },
    ] as const;
  });
  const snapshots = await readObjects(client, new Map(asked));
  const changed = own.map(([place, plugin]): [PluginPlace, PluginAt] => {
    const snapshot = wholeSnapshot(snapshots.get(place) ?? { kind: 'no-commit' });
    // It was there a moment ago: what is not known now must not look like a change.
    if (snapshot.kind === 'no-commit') return [place, GONE];
    if (snapshot.kind !== 'commit') return [place, snapshot];
    return [place, { ...plugin, directory: contentWithout(snapshot.paths, place.directory, written) }];
  });
  return new Map([...plugins, ...changed]);
}

const GONE: PluginAt = { kind: 'failed', message: 'its commit was there and then missing', error: null };

function writtenPaths({ file, subjects, submodules, scope }: Marketplace): string[] {
  const pointers = subjects.flatMap(({ source }) =>
    source.kind === 'submodule' ? [source.pointer.path] : [],
  );
  // Of those that were not chosen the pointers were not read.
  const sources = subjects.flatMap(({ source }) => (source.kind === 'submodule' ? [] : [source]));
  const others = scope === undefined ? [] : holding(submodules, sources).map(({ path }) => path);
  return [file.path, ...new Set([...pointers, ...others])];
}

/** By the commit too: a renamed repository answers to its old name. */
function ownPlaces(
  { repository, commit }: Marketplace,
  plugins: ReadonlyMap<PluginPlace, PluginAt>,
): [PluginPlace, ReadPlugin][] {
  const read = [...plugins].filter(
    (one): one is [PluginPlace, ReadPlugin] => one[1].kind === 'plugin' && one[1].directory !== null,
  );
  const same = read
    .filter(([, plugin]) => plugin.commit === commit)
    .map(([place]) => repositoryKey(place.repository));
  const names = new Set([repositoryKey(repository), ...same]);
  return read.filter(([place]) => names.has(repositoryKey(place.repository)));
}
