import { repositoryAt } from '../../github/address.ts';
import { foldersTo } from '../../github/path.ts';
import { manifestPath } from '../../github/plugins/plugin-place.ts';
import { fullName } from '../../github/repository.ts';
import { sourceOf } from '../../marketplace/sources.ts';
import type { Folder } from '../checkout/folder.ts';

/** Where a plugin is, as an event says it. */
interface ListedHome {
  /** `owner/name`. */
  readonly repository: string;
  readonly path: string;
}

/** PURE: where the catalogue here says that a plugin is; null where it does not say, or says it twice. */
export function listedHome(folder: Folder | null, plugin: string, server: string): ListedHome | null {
  if (folder?.catalogue?.kind !== 'catalogue') return null;
  const { entries, pluginRoot } = folder.catalogue.catalogue;
  const [entry, ...others] = entries.filter(({ name }) => name === plugin);
  if (entry === undefined || others.length > 0) return null;
  const source = sourceOf(entry, { server, pluginRoot });
  if (source.kind === 'skipped') return null;
  const { directory } = source;
  if (source.kind === 'remote')
    return { repository: fullName(source.repository), path: manifestPath(directory) };
  const around = foldersTo(directory);
  // What git does not take for a submodule leads nowhere that is known.
  if (folder.strays.some(({ path }) => around.includes(path))) return null;
  const submodule = folder.submodules.find(({ path }) => around.includes(path));
  const own = folder.origin?.repository ?? null;
  const isOwn = submodule === undefined || own === null;
  const repository = isOwn ? own : repositoryAt(submodule.url ?? '', server, own);
  if (repository === null) return null;
  const within = submodule === undefined ? directory : directory.slice(submodule.path.length + 1);
  return { repository: fullName(repository), path: manifestPath(within) };
}
