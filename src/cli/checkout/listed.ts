import { repositoryAt } from '../../github/address.ts';
import type { RepositoryName } from '../../github/repository.ts';
import { sourceOf } from '../../marketplace/sources.ts';
import type { CatalogueEntry } from '../../plugin/catalogue.ts';
import type { Folder } from './folder.ts';

/** An entry of the catalogue here whose plugin lies in another repository. */
export interface ListedElsewhere {
  readonly name: string | null;
  readonly repository: RepositoryName;
  /** The branch or tag that the entry names. */
  readonly ref: string | null;
  /** Path of the submodule that holds the plugin; null where the entry names the repository itself. */
  readonly submodule: string | null;
}

/**
 * PURE: the entries of the marketplace here that lie in other repositories of this GitHub; none where there is no
 * catalogue that can be read.
 *
 * @param server the GitHub that addresses are read against, e.g. `https://github.com`
 */
export function listedElsewhere(here: Folder | null, server: string): ListedElsewhere[] {
  if (here?.catalogue?.kind !== 'catalogue') return [];
  const { entries, pluginRoot } = here.catalogue.catalogue;
  return entries.flatMap((entry) => placeOf(here, entry, { server, pluginRoot }) ?? []);
}

function placeOf(
  here: Folder,
  entry: CatalogueEntry,
  context: { readonly server: string; readonly pluginRoot: string | null },
): ListedElsewhere | null {
  const source = sourceOf(entry, context);
  const { name } = entry;
  if (source.kind === 'remote')
    return { name, repository: source.repository, ref: source.ref, submodule: null };
  if (source.kind !== 'relative') return null;
  const holder = here.submodules.find(({ path }) => `${source.directory}/`.startsWith(`${path}/`));
  const repository =
    holder?.url == null ? null : repositoryAt(holder.url, context.server, here.origin?.repository);
  return holder === undefined || repository === null
    ? null
    : { name, repository, ref: null, submodule: holder.path };
}
