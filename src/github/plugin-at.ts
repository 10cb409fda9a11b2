import type { Client } from './client.ts';
import { GitHubError } from './error.ts';
import { inFlight } from './in-flight.ts';
import { type Located, locate, locateTarget, lookUp } from './locate.ts';
import { type ManifestState, readManifestState } from './manifest-state.ts';
import { readObjects } from './objects.ts';
import { foldersAbove } from './path.ts';
import { manifestPath, nextPaths, type PluginAt, type PluginPlace, pathsOf } from './plugin-place.ts';
import { type RepositoryName, repositoryKey } from './repository.ts';
import type { PathResult, Revision, Snapshot, SnapshotRequest } from './snapshot.ts';

/**
 * READ: many plugins at once, one result per place, in the same order. 20 repositories share a request; where a
 * manifest isn't at its path, one more round looks at the folders above, and one follows a symbolic link. Never
 * throws for GitHub's answers.
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
  const snapshots = await sites.read(places, commits);
  for (let round = 1; round < MOST_ROUNDS; round++) await sites.read(places);
  return { plugins: await inFlight(places, (place) => sites.pluginAt(place)), commits: snapshots };
}

/** The manifest, the folders above it, what is a link among them, and where that leads. */
const MOST_ROUNDS = 4;

type Read = PluginPlace & { readonly paths: readonly string[] };

const UNREAD: Snapshot = { kind: 'failed', message: 'not read', error: null };

/** Answers may come from copies that lag behind: a commit that was there a moment ago has not gone. */
const LAGGING: Snapshot = { kind: 'failed', message: 'a commit that was there is missing', error: null };

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

  /** What the places still lack. Those of one repository stand together. Returns what `others` brought. */
  async read(places: readonly PluginPlace[], others: readonly SnapshotRequest[] = []): Promise<Snapshot[]> {
    const reads = places.map((place) => ({ ...place, paths: this.#missing(place) }));
    const own = this.#requests(reads.filter(({ paths }) => paths.length > 0));
    const asked = [...own.values(), ...others].sort(byRepository);
    if (asked.length === 0) return [];
    const snapshots = await readObjects(this.#client, asked);
    const found = new Map(asked.map((request, index) => [request, snapshots[index] ?? UNREAD]));
    for (const [key, request] of own) this.#add(key, found.get(request) ?? UNREAD);
    return others.map((request) => found.get(request) ?? UNREAD);
  }

  /** What has to be asked next to know what stands at a place; nothing where it is known. */
  #missing(place: PluginPlace): string[] {
    const snapshot = this.#read.get(siteKey(place.repository, place.revision));
    if (snapshot === undefined) return pathsOf(place);
    if (snapshot.kind !== 'commit') return [];
    const { paths } = snapshot;
    const link = this.linkOf(place);
    const next = link === null ? nextPaths(place, paths) : [link.path, link.directory];
    return next.filter((path) => !paths.has(path));
  }

  /** Places at one revision of one repository become one request, for what is not known yet. */
  #requests(reads: readonly Read[]): Map<string, SnapshotRequest> {
    const wanted = new Map<string, { read: Read; paths: Set<string> }>();
    for (const read of reads) {
      const key = siteKey(read.repository, read.revision);
      const paths = wanted.get(key)?.paths ?? new Set();
      for (const path of read.paths) paths.add(path);
      wanted.set(key, { read, paths });
    }
    return new Map(
      [...wanted].map(([key, { read, paths }]) => [key, requestOf(read, paths, this.#read.get(key))]),
    );
  }

  #add(key: string, snapshot: Snapshot): void {
    const known = this.#read.get(key);
    if (known?.kind !== 'commit') this.#read.set(key, snapshot);
    else if (snapshot.kind === 'commit') {
      this.#read.set(key, { ...known, paths: new Map([...known.paths, ...snapshot.paths]) });
    } else this.#read.set(key, snapshot.kind === 'no-commit' ? LAGGING : snapshot);
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
    const own = [
      ...nextPaths(place, paths),
      ...foldersAbove(manifestPath(place.directory)),
      ...(link === null ? [] : [link.path, link.directory]),
    ];
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
    return snapshot.kind === 'commit' ? lookUp(snapshot.paths, path) : undefined;
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
