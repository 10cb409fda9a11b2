import { readObjects } from '../../../github/objects.ts';
import { foldersAbove } from '../../../github/path.ts';
import type { Marketplace } from '../../../marketplace/marketplace.ts';
import { quote } from '../../../plugin/display.ts';
import type { Chain, MarketplaceEnd } from '../chain.ts';
import { type Finding, fine, flaw } from '../finding.ts';
import { attempt } from '../seen.ts';

/** Submodules of the marketplace that have lost their pointer, their section of `.gitmodules`, or their entry. */
export async function submodules({ marketplaces, client }: Chain): Promise<Finding[]> {
  return (await Promise.all(marketplaces.map((one) => ofMarketplace(one, client)))).flat();
}

async function ofMarketplace(
  { remote, planned }: MarketplaceEnd,
  client: Chain['client'],
): Promise<Finding[]> {
  const seen = await planned();
  if (seen.kind === 'unseen') return [];
  const { marketplace } = seen.value;
  const declared = marketplace.submodules;
  const pointers = await attempt(client, (using) =>
    pointersIn(
      using,
      marketplace,
      declared.map(({ path }) => path),
    ),
  );
  const without = declared.filter(({ path }) => pointers.kind === 'seen' && !pointers.value.has(path));
  const gone = new Set(without.map(({ path }) => path));
  const flaws = [
    ...without.map(({ path }) => noPointer(path, remote.name)),
    ...undeclared(marketplace).map((path) => noSection(path, remote.name)),
    ...declared
      .filter(({ path }) => !gone.has(path) && !isListed(path, marketplace))
      .map(({ path }) => noEntry(path, remote.name)),
  ];
  if (flaws.length > 0 || declared.length === 0) return flaws;
  return [fine(remote.name, `every submodule (${declared.length}) holds a plugin that is listed`)];
}

type Using = Parameters<typeof readObjects>[0];

async function pointersIn(
  client: Using,
  { repository, commit }: Marketplace,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const [snapshot] = await readObjects(client, [{ repository, revision: { oid: commit }, paths }]);
  const found = snapshot?.kind === 'commit' ? snapshot.paths : new Map();
  return new Set(
    paths.filter((path) => {
      const at = found.get(path);
      return at?.kind === 'found' && at.entry.kind === 'submodule';
    }),
  );
}

/** Gitlinks where an entry's plugin should be, of which `.gitmodules` knows nothing. */
function undeclared({ subjects, folders, submodules: declared }: Marketplace): string[] {
  const known = new Set(declared.map(({ path }) => path));
  const folded = subjects.flatMap(({ source }) =>
    source.kind === 'relative' ? [...foldersAbove(source.directory), source.directory] : [],
  );
  return [...new Set(folded)].filter((path) => {
    const at = folders.paths.get(path);
    return at?.kind === 'found' && at.entry.kind === 'submodule' && !known.has(path);
  });
}

function isListed(path: string, { subjects }: Marketplace): boolean {
  return subjects.some(({ source }) => {
    if (source.kind === 'submodule') return source.pointer.path === path;
    return source.kind === 'relative' && `${source.directory}/`.startsWith(`${path}/`);
  });
}

function noPointer(path: string, where: string): Finding {
  return flaw('problem', 'submodule-without-pointer', where, [
    `.gitmodules declares ${quote(path)}, but no submodule is there`,
    'Add it with `git submodule add`, or remove its section from .gitmodules.',
  ]);
}

function noSection(path: string, where: string): Finding {
  return flaw('problem', 'submodule-without-section', where, [
    `${quote(path)} is a submodule that .gitmodules does not declare, so nobody can clone it`,
    'Add its section to .gitmodules, with `path` and `url`.',
  ]);
}

function noEntry(path: string, where: string): Finding {
  return flaw('warning', 'submodule-not-listed', where, [
    `no entry lists a plugin in the submodule ${quote(path)}, so its pointer is never moved`,
    'List its plugin, or remove the submodule.',
  ]);
}
