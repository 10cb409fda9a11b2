import type { Client } from '../../../github/client/client.ts';
import { listedAt, lookUp } from '../../../github/objects/locate.ts';
import { readObject } from '../../../github/objects/objects.ts';
import { folderOf, foldersAbove } from '../../../github/path.ts';
import type { Marketplace } from '../../../marketplace/marketplace.ts';
import { naturalOrder, quote } from '../../../plugin/display.ts';
import type { Folder } from '../../checkout/folder.ts';
import type { Chain } from '../chain/chain.ts';
import type { MarketplaceEnd } from '../chain/ends.ts';
import { attempt } from '../remote/seen.ts';
import { type Finding, fine, flaw } from '../report/finding.ts';

/** Submodules of the marketplace that have lost their pointer, their section of `.gitmodules`, or their entry. */
export async function submodules(
  { where, planned, checkout }: MarketplaceEnd,
  { access }: Chain,
): Promise<Finding[]> {
  const seen = await planned();
  if (seen.kind !== 'seen') return [];
  const { marketplace } = seen.value;
  const declared = marketplace.submodules;
  // The others were read along with the entries.
  const known = marketplace.subjects.flatMap(({ source }) =>
    source.kind === 'submodule' ? [source.pointer.path] : [],
  );
  const unknown = declared.map(({ path }) => path).filter((path) => !known.includes(path));
  const pointers = await attempt(access, (client) => pointersIn(client, marketplace, unknown));
  const lost = unknown.filter((path) => pointers.kind === 'seen' && !pointers.value.has(path));
  const stray = new Set([...undeclared(marketplace), ...undeclaredIn(checkout, marketplace)]);
  const flaws = [
    ...lost.map((path) => noPointer(path, where)),
    ...[...stray].sort(naturalOrder).map((path) => noSection(path, where)),
    ...declared
      .filter(({ path }) => !lost.includes(path) && !isListed(path, marketplace))
      .map(({ path }) => noEntry(path, where)),
  ];
  if (flaws.length > 0 || declared.length === 0) return flaws;
  return [fine(where, `every submodule (${declared.length}) holds a plugin that is listed`)];
}

async function pointersIn(
  client: Client,
  { repository, commit }: Marketplace,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const folders = [...new Set(paths.map(folderOf))];
  const snapshot = await readObject(client, { repository, revision: { oid: commit }, paths: folders });
  // Where nothing can be told, nothing is lost.
  if (snapshot.kind !== 'commit') return new Set(paths);
  return new Set(
    paths.filter((path) => {
      const isUnknown = snapshot.paths.get(folderOf(path))?.kind === 'failed';
      return isUnknown || listedAt(snapshot.paths, path)?.kind === 'submodule';
    }),
  );
}

/** Gitlinks where an entry's plugin should be, of which `.gitmodules` knows nothing. */
function undeclared({ subjects, folders, submodules: declared }: Marketplace): string[] {
  const known = new Set(declared.map(({ path }) => path));
  const folded = subjects.flatMap(({ source }) =>
    source.kind === 'relative' ? [...foldersAbove(source.directory), source.directory] : [],
  );
  return folded.filter((path) => {
    const at = lookUp(folders.paths, path);
    return at?.kind === 'found' && at.entry.kind === 'submodule' && !known.has(path);
  });
}

/** Anywhere in the checkout: `git submodule update` ends at the first of them. */
function undeclaredIn(folder: Folder | null, { submodules: declared }: Marketplace): string[] {
  const index = folder?.state.index ?? [];
  const links = index.flatMap(({ mode, path }) => (mode === '160000' ? [path] : []));
  const here = [...(folder?.submodules ?? []), ...(folder?.strays ?? [])];
  const known = new Set([...declared, ...here].map(({ path }) => path));
  return links.filter((path) => !known.has(path));
}

function isListed(path: string, { subjects }: Marketplace): boolean {
  return subjects.some(({ source }) => {
    if (source.kind === 'submodule') return source.pointer.path === path;
    return source.kind === 'relative' && `${source.directory}/`.startsWith(`${path}/`);
  });
}

function noPointer(path: string, where: string): Finding {
  const what = `.gitmodules declares ${quote(path)}, but no submodule is there`;
  const remedy = 'Add it with `git submodule add`, or remove its section from .gitmodules.';
  return flaw('warning', 'submodule-without-pointer', where, [what, remedy], { about: path });
}

function noSection(path: string, where: string): Finding {
  const what = `${quote(path)} is a submodule that .gitmodules does not declare, so nobody can clone it`;
  const remedy =
    'Add its section to .gitmodules, with `path` and `url`, or remove it from the index: `git rm --cached <path>`.';
  return flaw('problem', 'submodule-without-section', where, [what, remedy], { about: path });
}

function noEntry(path: string, where: string): Finding {
  const what = `no entry lists a plugin in the submodule ${quote(path)}, so its pointer is never moved`;
  const more = { about: path };
  return flaw(
    'warning',
    'submodule-not-listed',
    where,
    [what, 'List its plugin, or remove the submodule.'],
    more,
  );
}
