import { repositoryAt, withoutUser } from '../github/address.ts';
import type { Client } from '../github/client/client.ts';
import { blobText } from '../github/objects/blobs.ts';
import { lookUp } from '../github/objects/locate.ts';
import type { CommitSnapshot, PathResult } from '../github/objects/snapshot.ts';
import { foldersTo } from '../github/path.ts';
import type { RepositoryName } from '../github/repository.ts';
import { quote } from '../plugin/display.ts';
import { parseGitmodules, type Submodule } from '../plugin/gitmodules.ts';
import type { MarketplacePlace } from './place.ts';
import type { Source } from './sources.ts';

/** A submodule that holds an entry: where its pointer stands, and what it points into. */
export interface Pointer {
  readonly path: string;
  readonly oid: string;
  readonly repository: RepositoryName | null;
  readonly url: string | null;
  /** The branch to follow; null for the default one. */
  readonly branch: string | null;
  /** The same as `.gitmodules` has it: `.` is the superproject's. */
  readonly declared: string | null;
}

export interface Modules {
  readonly submodules: readonly Submodule[];
  /** The line (from 1) at which it can't be read; null where it can. */
  readonly brokenAt: number | null;
}

/** Far more than thousands of submodules take. */
const LARGEST = 10 * 1024 * 1024;

export async function readSubmodules(
  client: Client,
  { repository }: MarketplacePlace,
  found: PathResult | undefined,
): Promise<Modules> {
  if (found?.kind !== 'found' || found.entry.kind !== 'file') return { submodules: [], brokenAt: null };
  const content = await blobText(client, { ...found.entry, repository, largest: LARGEST });
  if (content.kind !== 'text') return { submodules: [], brokenAt: 1 };
  const parsed = parseGitmodules(content.text);
  return parsed.kind === 'gitmodules'
    ? { submodules: parsed.submodules, brokenAt: null }
    : { submodules: [], brokenAt: parsed.line };
}

/** Rule 5: submodules are matched by path; one that holds no entry is never looked at, so it never moves. */
export function holding(submodules: readonly Submodule[], sources: readonly Source[]): Submodule[] {
  const folders = new Set(
    sources.flatMap((source) => (source.kind === 'relative' ? foldersTo(source.directory) : [])),
  );
  return submodules.filter(({ path }) => folders.has(path));
}

/** PURE: where the pointers of these submodules stand, as far as they are there. */
export function pointersIn(
  { paths }: CommitSnapshot,
  { repository, branch, server }: MarketplacePlace,
  submodules: readonly Submodule[],
): ReadonlyMap<string, Pointer> {
  const pointers = submodules.flatMap(({ path, url, branch: own }): Pointer[] => {
    const found = lookUp(paths, path);
    if (found?.kind !== 'found' || found.entry.kind !== 'submodule') return [];
    const target = url === null ? null : repositoryAt(url, server, repository);
    // git submodule: a branch "." is the superproject's own (https://git-scm.com/docs/gitmodules).
    const follow = own === '.' ? branch : own;
    return [{ path, oid: found.entry.oid, repository: target, url, branch: follow, declared: own }];
  });
  return new Map(pointers.map((pointer) => [pointer.path, pointer]));
}

/** PURE: why the plugin of a submodule outside of this GitHub is not followed. */
export function elsewhere({ path, url }: Pointer): Source {
  const fault =
    url === null
      ? 'has no `url`'
      : `is at ${quote(withoutUser(url))}, which is not a repository on this GitHub server`;
  return { kind: 'skipped', reason: `its submodule ${quote(path)} ${fault}`, isFault: url === null };
}
