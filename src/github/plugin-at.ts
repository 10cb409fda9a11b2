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
export async function readPluginsAt(client: Client, places: readonly PluginPlace[]): Promise<PluginAt[]> {
  const sites = new Sites(client);
  await sites.read(places.map((place) => ({ ...place, paths: pathsOf(place.directory) })));
  const links = places.flatMap((place) => {
    const target = sites.linkOf(place);
    return target === null
      ? []
      : [{ ...place, paths: [target.path, target.directory].filter((path) => path !== '') }];
  });
  await sites.read(links);
  return inFlight(places, (place) => sites.pluginAt(place));
}

/** The manifest, what it lies in, and all folders above, any of which may be a link. */
function pathsOf(directory: string): string[] {
  const manifest = manifestPath(directory);
  return [manifest, ...foldersAbove(manifest), ...(directory === '' ? [''] : [])];
}

type Read = PluginPlace & { readonly paths: readonly string[] };

/** Commits that were read, with what was found at their paths. */
class Sites {
  readonly #client: Client;
  readonly #read = new Map<string, Snapshot>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** Places at one revision of one repository become one request; those of one repository stand together. */
  async read(reads: readonly Read[]): Promise<void> {
    const requests = new Map<string, SnapshotRequest & { paths: string[] }>();
    for (const { repository, revision, date = false, paths } of reads) {
      const key = siteKey(repository, revision);
      const request = requests.get(key) ?? { repository, revision, date, paths: [] };
      request.paths.push(...paths);
      requests.set(key, request);
    }
    const sorted = [...requests].sort(([a], [b]) => (a < b ? -1 : 1));
    const asked = sorted.map(([, request]) => ({ ...request, paths: [...new Set(request.paths)] }));
    const snapshots = await readObjects(this.#client, asked);
    for (const [index, [key]] of sorted.entries()) this.#add(key, snapshots[index]);
  }

  #add(key: string, snapshot: Snapshot | undefined): void {
    if (snapshot === undefined) return;
    const known = this.#read.get(key);
    const more = known?.kind === 'commit' && snapshot.kind === 'commit' && known.oid === snapshot.oid;
    this.#read.set(
      key,
      more ? { ...snapshot, paths: new Map([...known.paths, ...snapshot.paths]) } : snapshot,
    );
  }

  /** Where a link on the way to a manifest leads, and the directory that is meant by it. */
  linkOf(place: PluginPlace): { path: string; directory: string } | null {
    const located = this.#locate(place);
    if (located?.kind !== 'link') return null;
    const throughDirectory = located.target.endsWith('/.claude-plugin/plugin.json');
    const directory = throughDirectory ? located.target.slice(0, -'/.claude-plugin/plugin.json'.length) : '';
    return { path: located.target, directory };
  }

  async pluginAt(place: PluginPlace): Promise<PluginAt> {
    const snapshot = this.#snapshot(place);
    if (snapshot.kind !== 'commit') return snapshot;
    const failed = [...snapshot.paths].find(
      ([path, { kind }]) => kind === 'failed' && isWithin(path, place.directory),
    );
    if (failed?.[1].kind === 'failed') return { kind: 'failed', message: failed[1].message, error: null };
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
    return (
      this.#read.get(siteKey(repository, revision)) ?? { kind: 'failed', message: 'not read', error: null }
    );
  }
}

function siteKey(repository: RepositoryName, revision: Revision): string {
  return `${repositoryKey(repository)} ${JSON.stringify(revision)}`;
}

function isWithin(path: string, directory: string): boolean {
  return directory === '' || path === directory || path.startsWith(`${directory}/`);
}
