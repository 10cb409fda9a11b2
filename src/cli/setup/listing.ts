import { repositoryKey } from '../../github/repository.ts';
import { sourceOf } from '../../marketplace/sources.ts';
import { parseReleaseTag } from '../../plugin/release-tag.ts';
import type { Folder } from '../folder.ts';

/** What the catalogue that setup is run beside says of a plugin's repository. */
export interface Listing {
  /** Null where there is no catalogue to ask, or it does not matter. */
  readonly isListed: boolean | null;
  /** Patterns of the release tags that its entries pin: the tag comes after the bump, so it must tell too. */
  readonly tags: readonly string[];
}

export const UNKNOWN: Listing = { isListed: null, tags: [] };

/**
 * PURE: the entries of the marketplace here that come from the plugin's repository.
 *
 * @param server the GitHub that addresses are read against, e.g. `https://github.com`
 */
export function listingOf(here: Folder | null, plugin: Folder, server: string): Listing {
  if (here?.catalogue?.kind !== 'catalogue' || plugin.origin === null) return UNKNOWN;
  const { entries, pluginRoot } = here.catalogue.catalogue;
  const own = repositoryKey(plugin.origin.repository);
  const sources = entries.map((entry) => sourceOf(entry, { server, pluginRoot }));
  const remote = sources.flatMap((source) =>
    source.kind === 'remote' && repositoryKey(source.repository) === own ? [source] : [],
  );
  const isSubmodule = plugin.root !== here.root && plugin.root.startsWith(`${here.root}/`);
  return {
    isListed: isSubmodule ? null : remote.length > 0,
    tags: [...new Set(remote.flatMap(({ ref }) => (ref === null ? [] : tagPattern(ref))))],
  };
}

/** https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet */
function tagPattern(ref: string): string[] {
  const release = parseReleaseTag(ref);
  if (release === null) return [];
  return release.prefix === '' ? ['[0-9]*'] : [`${release.prefix.replace(/[*+?[\]!\\]/g, '\\$&')}*`];
}
