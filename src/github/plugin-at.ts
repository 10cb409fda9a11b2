import type { Client } from './client.ts';
import { GitHubError } from './error.ts';
import { inFlight } from './in-flight.ts';
import { type Located, locate, locateTarget } from './locate.ts';
import { type ManifestState, readManifestState } from './manifest-state.ts';
import { readObjects } from './objects.ts';
import { foldersAbove, joinPath } from './path.ts';
import { type RepositoryName, repositoryKey } from './repository.ts';
import type { PathResult, Revision, Snapshot, SnapshotRequest, Unread } from './snapshot.ts';

/** A plugin's directory in a repository at a commit; `''` is the root. */
export interface PluginPlace {
  readonly repository: RepositoryName;
  readonly revision: Revision;
  readonly directory: string;
  /** Whether the commit's date is wanted. */
  readonly date?: boolean;
}

/** What stands there. */
export type PluginAt = ReadPlugin | Unread;

/** A plugin that was read. */
export interface ReadPlugin {
  readonly kind: 'plugin';
  readonly commit: string;
  /** Git's id of the directory's content; null where there is no directory. */
  readonly directory: string | null;
  readonly manifest: ManifestState;
  /** The tag of the latest release, where that was asked for. */
  readonly release: string | null;
  /** Epoch milliseconds, where it was asked for. */
  readonly date?: number;
}

/** Where Claude Code looks for a plugin's manifest (https://code.claude.com/docs/en/plugins-reference). */
export function manifestPath(directory: string): string {
  return joinPath(directory, '.claude-plugin/plugin.json');
}

/**
 * READ: many plugins at once, one result per place, in the same order. Each repository is asked once per 25 of
 * them; symbolic links inside a repository are followed once, with one more round of requests. Never throws for
 * GitHub's answers.
 */
export async function readPluginsAt(
  client: Client,
  places: readonly PluginPlace[],
  known: readonly KnownCommit[] = [],
): Promise<PluginAt[]> {
  return (await readTogether(client, { places, commits: [], known })).plugins;
}

/** What was read of a commit before, and need not be asked for again. */
export interface KnownCommit {
  readonly repository: RepositoryName;
  readonly revision: Revision;
  readonly snapshot: Snapshot;
}

export interface Together {
  readonly places: readonly PluginPlace[];
  /** To be read in the same requests. */
  readonly commits: readonly SnapshotRequest[];
  readonly known: readonly KnownCommit[];
}

/** READ: plugins, and other commits along with them. */
export async function readTogether(
  client: Client,
  { places, commits, known }: Together,
): Promise<{ plugins: PluginAt[]; commits: Snapshot[] }> {
  const sites = new Sites(client, known);
  const reads = places.map((place) => ({ ...place, paths: pathsOf(place.directory) }));
  const snapshots = await sites.read(reads, commits);
  const links = places.flatMap((place) => {
    const target = sites.linkOf(place);
    return target === null ? [] : [{ ...place, paths: [target.path, target.directory] }];
  });
  await sites.read(links);
  return { plugins: await inFlight(places, (place) => sites.pluginAt(place)), commits: snapshots };
}

/** The manifest, what it lies in, and all folders above, any of which may be a link. */
export function pathsOf(directory: string): string[] {
  const manifest = manifestPath(directory);
  return [manifest, ...foldersAbove(manifest), ...(directory === '' ? [''] : [])];
}

type Read = PluginPlace & { readonly paths: readonly string[] };

const UNREAD: Snapshot = { kind: 'failed', message: 'not read', error: null };

/** Commits that were read, with what was found at their paths. */
class Sites {
  readonly #client: Client;
  readonly #read: Map<string, Snapshot>;

  constructor(client: Client, known: readonly KnownCommit[]) {
    this.#client = client;
    this.#read = new Map(
      known.map(({ repository, revision, snapshot }) => [siteKey(repository, revision), snapshot]),
    );
  }

  /** Those of one repository stand together, so that they become one request. Returns what `others` brought. */
  async read(reads: readonly Read[], others: readonly SnapshotRequest[] = []): Promise<Snapshot[]> {
    const own = this.#requests(reads);
    const asked = [...own.values(), ...others].sort(byRepository);
    const snapshots = await readObjects(this.#client, asked);
    const found = new Map(asked.map((request, index) => [request, snapshots[index] ?? UNREAD]));
    for (const [key, request] of own) this.#add(key, found.get(request) ?? UNREAD);
    return others.map((request) => found.get(request) ?? UNREAD);
  }

  /** Places at one revision of one repository become one request, for what is not known yet. */
  #requests(reads: readonly Read[]): Map<string, SnapshotRequest> {
    const wanted = new Map<string, { read: Read; paths: Set<string> }>();
    for (const read of reads) {
      const key = siteKey(read.repository, read.revision);
      const known = this.#read.get(key);
      const missing =
        known?.kind === 'commit' ? read.paths.filter((path) => !known.paths.has(path)) : read.paths;
      if (known !== undefined && missing.length === 0) continue;
      const paths = wanted.get(key)?.paths ?? new Set();
      for (const path of missing) paths.add(path);
      wanted.set(key, { read, paths });
    }
    return new Map(
      [...wanted].map(([key, { read, paths }]) => [key, requestOf(read, paths, this.#read.get(key))]),
    );
  }

  #add(key: string, snapshot: Snapshot): void {
    const known = this.#read.get(key);
    if (known?.kind !== 'commit' || snapshot.kind !== 'commit') this.#read.set(key, snapshot);
    else this.#read.set(key, { ...known, paths: new Map([...known.paths, ...snapshot.paths]) });
  }

  /** Where a link on the way to a manifest leads, and the directory that is meant by it. */
  linkOf(place: PluginPlace): { path: string; directory: string } | null {
    const located = this.#locate(place);
    if (located?.kind !== 'link') return null;
    const [, directory] = /^(?:(.*)\/)?\.claude-plugin\/plugin\.json$/.exec(located.target) ?? [];
    return { path: located.target, directory: directory ?? '' };
  }

  async pluginAt(place: PluginPlace): Promise<PluginAt> {
    const snapshot = this.#snapshot(place);
    if (snapshot.kind !== 'commit') return snapshot;
    const failed = this.#failure(place, snapshot.paths);
    if (failed !== null) return { kind: 'failed', message: failed, error: null };
    try {
      return {
        kind: 'plugin',
        commit: snapshot.oid,
        directory: this.#directory(place, snapshot.paths),
        manifest: await this.#manifest(place),
        release: snapshot.release,
        ...(snapshot.date === undefined ? {} : { date: snapshot.date }),
      };
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      return { kind: 'failed', message: error.message, error };
    }
  }

  /** What GitHub failed on is not taken for absent. */
  #failure(place: PluginPlace, paths: ReadonlyMap<string, PathResult>): string | null {
    const link = this.linkOf(place);
    const own = [...pathsOf(place.directory), ...(link === null ? [] : [link.path, link.directory])];
    const failed = own.map((path) => paths.get(path)).find((found) => found?.kind === 'failed');
    return failed?.kind === 'failed' ? failed.message : null;
  }

  #manifest(place: PluginPlace): Promise<ManifestState> {
    const located = this.#locate(place) ?? { kind: 'absent' };
    const found =
      located.kind === 'link' ? locateTarget(located, this.#lookup(place, located.target)) : located;
    return readManifestState(this.#client, place.repository, found, manifestPath(place.directory));
  }

  #directory(place: PluginPlace, paths: ReadonlyMap<string, PathResult>): string | null {
    const found = paths.get(place.directory);
    if (found?.kind === 'found' && found.entry.kind === 'directory') return found.entry.oid;
    const link = this.linkOf(place);
    const target = link === null ? undefined : paths.get(link.directory);
    return target?.kind === 'found' && target.entry.kind === 'directory' ? target.entry.oid : null;
  }

  #locate(place: PluginPlace): Located | null {
    if (this.#snapshot(place).kind !== 'commit') return null;
    const path = manifestPath(place.directory);
    return locate({ path, above: foldersAbove(path) }, (at) => this.#lookup(place, at));
  }

  #lookup(place: PluginPlace, path: string): PathResult | undefined {
    const snapshot = this.#snapshot(place);
    return snapshot.kind === 'commit' ? snapshot.paths.get(path) : undefined;
  }

  #snapshot({ repository, revision }: PluginPlace): Snapshot {
    return this.#read.get(siteKey(repository, revision)) ?? UNREAD;
  }
}

/** At the commit that was found, where one was: a branch may have moved since. */
function requestOf(
  { repository, revision, date = false }: Read,
  paths: ReadonlySet<string>,
  known: Snapshot | undefined,
): SnapshotRequest {
  const at = known?.kind === 'commit' ? { oid: known.oid } : revision;
  return { repository, revision: at, date, paths: [...paths] };
}

function byRepository(a: SnapshotRequest, b: SnapshotRequest): number {
  const [one, other] = [repositoryKey(a.repository), repositoryKey(b.repository)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function siteKey(repository: RepositoryName, revision: Revision): string {
  return `${repositoryKey(repository)} ${JSON.stringify(revision)}`;
}
