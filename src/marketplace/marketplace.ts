import type { Client } from '../github/client/client.ts';
import { blobText } from '../github/objects/blobs.ts';
import type { Entry } from '../github/objects/entries.ts';
import { lookUp } from '../github/objects/locate.ts';
import { readObject } from '../github/objects/objects.ts';
import { type CommitSnapshot, type PathResult, wholeSnapshot } from '../github/objects/snapshot.ts';
import { folderOf, foldersTo } from '../github/path.ts';
import { pathsOf } from '../github/plugins/plugin-place.ts';
import type { RepositoryName } from '../github/repository.ts';
import { type Catalogue, type CatalogueEntry, parseCatalogue } from '../plugin/catalogue.ts';
import type { Submodule } from '../plugin/gitmodules.ts';
import { MarketplaceError, marketplaceUnread, type Stands } from './cause.ts';
import type { MarketplacePlace } from './place.ts';
import { type Source, sourceOf } from './sources.ts';
import { elsewhere, holding, type Pointer, pointersIn, readSubmodules } from './submodules.ts';

/** An entry of the catalogue, and where its plugin is. */
export interface Subject {
  readonly entry: CatalogueEntry;
  readonly source:
    | Source
    | { readonly kind: 'submodule'; readonly pointer: Pointer; readonly directory: string };
}

export interface Marketplace {
  readonly repository: RepositoryName;
  readonly branch: string;
  readonly commit: string;
  readonly tree: string;
  readonly file: { readonly path: string; readonly executable: boolean };
  readonly catalogue: Catalogue;
  /** What was read of the folders that relative sources name. */
  readonly folders: CommitSnapshot;
  readonly subjects: readonly Subject[];
  /** All that `.gitmodules` declares. */
  readonly submodules: readonly Submodule[];
  /** The line (from 1) at which `.gitmodules` can't be read; null where it can. */
  readonly brokenAt: number | null;
  /** The entries that were chosen, where not all were: of the others only the catalogue's text is known. */
  readonly scope?: ReadonlySet<CatalogueEntry>;
}

/** Chooses the entries that a run is about, before anything is read of their plugins. */
export type Choose = (
  sources: ReadonlyMap<CatalogueEntry, Source>,
  submodules: readonly Submodule[],
) => ReadonlySet<CatalogueEntry>;

export interface MarketplaceRequest extends MarketplacePlace {
  readonly choose?: Choose;
}

/** READ: head, catalogue, `.gitmodules` and the pointers that matter, at one commit. Throws `MarketplaceError`. */
export async function readMarketplace(client: Client, place: MarketplaceRequest): Promise<Marketplace> {
  return readMarketplaceAt(client, place, await readHead(client, place));
}

/** READ: what the branch holds now, in one request: enough to tell whether there is anything new. */
export async function readHead(client: Client, place: MarketplacePlace): Promise<CommitSnapshot> {
  const { repository, branch, file } = place;
  const revision = { ref: `refs/heads/${branch}` };
  const request = { repository, revision, paths: ['', file, '.gitmodules'] };
  const head = wholeSnapshot(await readObject(client, request));
  if (head.kind === 'no-commit') throw new MarketplaceError({ kind: 'branch-missing', repository, branch });
  if (head.kind !== 'commit') throw marketplaceUnread(head, repository);
  return head;
}

/** READ: the marketplace at a head that was read. Throws `MarketplaceError`. */
export async function readMarketplaceAt(
  client: Client,
  place: MarketplaceRequest,
  head: CommitSnapshot,
): Promise<Marketplace> {
  const { repository, branch, file } = place;
  const entry = catalogueEntry(head.paths.get(file), place);
  const catalogue = await readCatalogue(client, place, entry);
  const modules = await readSubmodules(client, place, head.paths.get('.gitmodules'));
  const context = { server: place.server, pluginRoot: catalogue.pluginRoot, root: rootFolder(file) };
  const sources = new Map(catalogue.entries.map((one) => [one, sourceOf(one, context)]));
  const scope = place.choose?.(sources, modules.submodules);
  const chosen = [...sources].flatMap(([one, source]) => (scope?.has(one) === false ? [] : [source]));
  const submodules = holding(modules.submodules, chosen);
  const folders =
    scope === undefined
      ? await readFolders(client, place, head, wantedPaths(chosen, submodules))
      : await readChosen(client, place, { head, chosen, submodules });
  const pointers = pointersIn(folders, place, submodules);
  const root = head.paths.get('');
  return {
    repository,
    branch,
    commit: head.oid,
    tree: root?.kind === 'found' ? root.entry.oid : '',
    file: { path: file, executable: entry.executable },
    catalogue,
    folders,
    subjects: [...sources].map(([one, source]) => subjectOf(one, source, pointers)),
    submodules: modules.submodules,
    brokenAt: modules.brokenAt,
    ...(scope === undefined ? {} : { scope }),
  };
}

/**
 * Relative sources start at the marketplace's root, the folder that holds `.claude-plugin`
 * (https://code.claude.com/docs/en/plugin-marketplaces#relative-paths).
 */
function rootFolder(file: string): string {
  return /^(.*)\/\.claude-plugin\/[^/]+$/.exec(file)?.[1] ?? '';
}

function catalogueEntry(found: PathResult | undefined, { file, branch }: MarketplacePlace): Entry {
  if (found?.kind !== 'found') throw new MarketplaceError({ kind: 'catalogue-missing', file, branch });
  const { entry } = found;
  if (entry.kind !== 'file') throw notAFile(file, entry.kind);
  return entry;
}

async function readCatalogue(client: Client, place: MarketplacePlace, entry: Entry): Promise<Catalogue> {
  const content = await blobText(client, { ...entry, repository: place.repository, largest: LARGEST });
  if (content.kind !== 'text') throw notAFile(place.file, content.kind);
  const parsed = parseCatalogue(content.text, place.file);
  if (parsed.kind === 'catalogue') return parsed.catalogue;
  throw new MarketplaceError({ kind: 'catalogue-unusable', fault: parsed.fault });
}

function notAFile(file: string, stands: Stands): MarketplaceError {
  return new MarketplaceError({ kind: 'catalogue-not-a-file', file, stands });
}

/** Far more than a catalogue of thousands of plugins has. */
const LARGEST = 10 * 1024 * 1024;

/** Of a plugin in a submodule the listing that holds its pointer, of all others their manifest. */
function wantedPaths(sources: readonly Source[], submodules: readonly Submodule[]): string[] {
  const pointers = new Set(submodules.map(({ path }) => path));
  const wanted = sources.flatMap((source) => {
    if (source.kind !== 'relative') return [];
    const { directory } = source;
    const pointer = foldersTo(directory).find((folder) => pointers.has(folder));
    return pointer === undefined ? pathsOf({ directory, manifestOnly: true }) : [folderOf(pointer)];
  });
  return [...new Set(wanted)];
}

interface Chosen {
  readonly head: CommitSnapshot;
  readonly chosen: readonly Source[];
  readonly submodules: readonly Submodule[];
}

/**
 * The same for a few of many: a pointer is asked for by its own path, because its folder may list thousands; only what
 * isn't shown there is looked for in the listing.
 */
async function readChosen(
  client: Client,
  place: MarketplacePlace,
  { head, chosen, submodules }: Chosen,
): Promise<CommitSnapshot> {
  const listings = new Set(submodules.map(({ path }) => folderOf(path)));
  const others = wantedPaths(chosen, submodules).filter((path) => !listings.has(path));
  const pointers = submodules.map(({ path }) => path);
  const read = await readFolders(client, place, head, [...others, ...pointers]);
  const missing = pointers.filter((path) => lookUp(read.paths, path)?.kind !== 'found');
  return readFolders(client, place, read, [...new Set(missing.map(folderOf))]);
}

/** What stands where the catalogue's own plugins do: their manifests, and folders that may hold submodules. */
async function readFolders(
  client: Client,
  { repository }: MarketplacePlace,
  head: CommitSnapshot,
  paths: readonly string[],
): Promise<CommitSnapshot> {
  const missing = paths.filter((path) => !head.paths.has(path));
  if (missing.length === 0) return head;
  const folders = await readObject(client, { repository, revision: { oid: head.oid }, paths: missing });
  if (folders.kind !== 'commit') throw marketplaceUnread(folders, repository);
  return { ...folders, paths: new Map([...head.paths, ...folders.paths]) };
}

function subjectOf(entry: CatalogueEntry, source: Source, pointers: ReadonlyMap<string, Pointer>): Subject {
  if (source.kind !== 'relative') return { entry, source };
  const [pointer] = foldersTo(source.directory).flatMap((folder) => pointers.get(folder) ?? []);
  if (pointer === undefined) return { entry, source };
  if (pointer.repository === null) return { entry, source: elsewhere(pointer) };
  const directory = source.directory.slice(pointer.path.length + 1);
  return { entry, source: { kind: 'submodule', pointer, directory } };
}

/** What a person calls an entry: its name, else its place. */
export function entryName({ name, index }: CatalogueEntry): string {
  return name ?? `plugins[${index}]`;
}
