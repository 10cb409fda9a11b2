import { repositoryAt } from '../github/address.ts';
import { foldersTo } from '../github/path.ts';
import { manifestPath } from '../github/plugins/plugin-place.ts';
import { repositoryKey } from '../github/repository.ts';
import type { CatalogueEntry } from '../plugin/catalogue.ts';
import type { Claim } from './claim.ts';
import { type Choose, entryName, type Marketplace } from './marketplace.ts';
import type { MarketplacePlace } from './place.ts';

/** More entries of one repository would take more requests than one event is worth: then only those that it names. */
const MOST_OF_A_REPOSITORY = 100;
/** An event that names more than these by name alone is none of ours. */
const MOST_BY_NAME = 20;

/** Where an entry's plugin is; `submodule` is the path of the submodule that holds it. */
interface Home {
  readonly entry: CatalogueEntry;
  readonly repository: string | null;
  readonly manifest: string;
  readonly submodule: string | null;
}

/**
 * PURE: the entries that an event is about: those of the repository that it names, or, where the plugin's is not among
 * them, those of its name. Plugins of one submodule move together, so they come along.
 */
export function entriesOf(claims: readonly Claim[], place: MarketplacePlace): Choose {
  return (sources, submodules) => {
    const homes = homesOf(sources, submodules, place);
    const repositories = new Set(claims.flatMap(({ repository }) => repository?.toLowerCase() ?? []));
    const own = homes.filter(({ repository }) => repository !== null && repositories.has(repository));
    const named = claims.map((claim) => own.filter((home) => isMeant(home, claim)));
    const missing = new Set(claims.filter((_, n) => named[n]?.length === 0).map(({ plugin }) => plugin));
    const byName = homes.filter(({ entry }) => entry.name !== null && missing.has(entry.name));
    const chosen = own.length > MOST_OF_A_REPOSITORY ? named.flat() : own;
    return withMates([...chosen, ...byName.slice(0, MOST_BY_NAME)], homes);
  };
}

function homesOf(...[sources, submodules, place]: [...Parameters<Choose>, MarketplacePlace]): Home[] {
  const urls = new Map(submodules.map(({ path, url }) => [path, url]));
  return [...sources].flatMap(([entry, source]): Home[] => {
    if (source.kind === 'skipped') return [];
    const { directory } = source;
    if (source.kind === 'remote') {
      const repository = repositoryKey(source.repository);
      return [{ entry, repository, manifest: manifestPath(directory), submodule: null }];
    }
    const submodule = foldersTo(directory).find((folder) => urls.has(folder)) ?? null;
    const url = submodule === null ? null : (urls.get(submodule) ?? null);
    const target = url === null ? null : repositoryAt(url, place.server, place.repository);
    const repository = submodule === null ? repositoryKey(place.repository) : target && repositoryKey(target);
    const within = submodule === null ? directory : directory.slice(submodule.length + 1);
    return [{ entry, repository, manifest: manifestPath(within), submodule }];
  });
}

function isMeant({ entry, repository, manifest }: Home, claim: Claim): boolean {
  if (repository !== claim.repository?.toLowerCase()) return false;
  return manifest.toLowerCase() === claim.path?.toLowerCase() || entry.name === claim.plugin;
}

function withMates(chosen: readonly Home[], homes: readonly Home[]): ReadonlySet<CatalogueEntry> {
  const shared = new Set(chosen.map(({ submodule }) => submodule));
  const mates = homes.filter(({ submodule }) => submodule !== null && shared.has(submodule));
  return new Set([...chosen, ...mates].map(({ entry }) => entry));
}

/** PURE: `plugins`, of the entries that were chosen: by name, as everything that follows asks. */
export function chosenIn(
  { subjects, scope }: Pick<Marketplace, 'subjects' | 'scope'>,
  plugins: (name: string) => boolean,
): (name: string) => boolean {
  if (scope === undefined) return plugins;
  const chosen = subjects.filter(({ entry }) => scope.has(entry));
  const names = new Set(chosen.map(({ entry }) => entryName(entry)));
  return (name) => plugins(name) && names.has(name);
}
