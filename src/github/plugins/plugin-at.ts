import type { Client } from '../client/client.ts';
import { GitHubError, orError } from '../client/error.ts';
import { inFlight } from '../client/in-flight.ts';
import { CommitReader } from '../objects/commit-reader.ts';
import type { Candidate } from '../objects/locate.ts';
import { type CommitPlace, NOT_READ, type Snapshot, type SnapshotRequest } from '../objects/snapshot.ts';
import { foldersAbove } from '../path.ts';
import { repositoryKey } from '../repository.ts';
import { readManifestState } from './manifest-state.ts';
import { manifestPath, nextPaths, type PluginAt, type PluginPlace, pathsOf } from './plugin-place.ts';

/**
 * READ: many plugins at once, one result per place, by its key. 20 repositories share a request; where a manifest isn't
 * at its path, one more round looks at the folders above, and one follows a symbolic link. Never throws for GitHub's
 * answers.
 */
export async function readPluginsAt<Key>(
  client: Client,
  places: ReadonlyMap<Key, PluginPlace>,
  known: readonly KnownCommit[] = [],
): Promise<ReadonlyMap<Key, PluginAt>> {
  return (await readTogether(client, { places, commits: new Map(), known })).plugins;
}

/** What was read of a commit before, and need not be asked for again. */
export interface KnownCommit extends CommitPlace {
  readonly snapshot: Snapshot;
}

interface Wanted<Key, Other> {
  readonly places: ReadonlyMap<Key, PluginPlace>;
  readonly commits: ReadonlyMap<Other, SnapshotRequest>;
  readonly known?: readonly KnownCommit[];
}

/** READ: plugins, and other commits in the same requests. */
export async function readTogether<Key, Other>(
  client: Client,
  { places, commits, known = [] }: Wanted<Key, Other>,
): Promise<{ plugins: ReadonlyMap<Key, PluginAt>; commits: ReadonlyMap<Other | CommitReader, Snapshot> }> {
  const sites = sitesOf(new Set(places.values()), known);
  const others = await CommitReader.read(client, missingIn(sites), commits);
  for (let round = 1; round < MOST_ROUNDS; round++) await CommitReader.read(client, missingIn(sites));
  const found = await inFlight([...sites], async ([place, commit]) => {
    return [place, await pluginAt(client, place, commit)] as const;
  });
  const read = new Map(found);
  const plugins = [...places].map(([key, place]): [Key, PluginAt] => [key, read.get(place) ?? NOT_READ]);
  return { plugins: new Map(plugins), commits: others };
}

/** The manifest, the folders above it, what is a link among them, and where that leads. */
const MOST_ROUNDS = 4;

type Sites = ReadonlyMap<PluginPlace, CommitReader>;

/** Places at one revision of one repository share its commit. */
function sitesOf(places: Iterable<PluginPlace>, known: readonly KnownCommit[]): Sites {
  const commits = new Map(known.map((one) => [siteKey(one), new CommitReader(one, one.snapshot)]));
  const sites = new Map<PluginPlace, CommitReader>();
  for (const place of places) {
    const commit = commits.get(siteKey(place)) ?? new CommitReader(place);
    commits.set(siteKey(place), commit);
    sites.set(place, commit);
  }
  return sites;
}

function siteKey({ repository, revision }: CommitPlace): string {
  return `${repositoryKey(repository)} ${JSON.stringify(revision)}`;
}

/** What has to be asked next to know what stands at the places. */
function missingIn(sites: Sites): Map<CommitReader, string[]> {
  const wanted = new Map<CommitReader, string[]>();
  for (const [place, commit] of sites) {
    wanted.set(commit, [...(wanted.get(commit) ?? []), ...missingAt(place, commit)]);
  }
  return wanted;
}

function missingAt(place: PluginPlace, commit: CommitReader): string[] {
  const { snapshot } = commit;
  if (snapshot === NOT_READ) return pathsOf(place);
  if (snapshot.kind !== 'commit') return [];
  const link = linkOf(place, commit);
  return link === null ? nextPaths(place, snapshot.paths) : [link.path, link.directory];
}

function candidateOf({ directory }: PluginPlace): Candidate {
  const path = manifestPath(directory);
  return { path, above: foldersAbove(path) };
}

/** Where a link on the way to a manifest leads, and the directory that is meant by it. */
function linkOf(place: PluginPlace, commit: CommitReader): { path: string; directory: string } | null {
  const located = commit.locate(candidateOf(place));
  if (located.kind !== 'link') return null;
  const [, directory] = /^(?:(.*)\/)?\.claude-plugin\/plugin\.json$/.exec(located.target) ?? [];
  return { path: located.target, directory: directory ?? '' };
}

async function pluginAt(client: Client, place: PluginPlace, commit: CommitReader): Promise<PluginAt> {
  const { snapshot } = commit;
  if (snapshot.kind !== 'commit') return snapshot;
  const candidate = candidateOf(place);
  const link = linkOf(place, commit);
  const asked = [
    ...nextPaths(place, snapshot.paths),
    ...candidate.above,
    ...(link === null ? [] : [link.path, link.directory]),
  ];
  const failed = asked.map((path) => commit.lookUp(path)).find((one) => one?.kind === 'failed');
  // What GitHub failed on is not taken for absent.
  if (failed?.kind === 'failed') return { ...failed, error: null };
  const { oid, release, date, branch } = snapshot;
  const directory = directoryAt(place.directory, commit) ?? directoryAt(link?.directory, commit);
  const more = { ...(date === undefined ? {} : { date }), ...(branch === undefined ? {} : { branch }) };
  const read = { commit: oid, directory, release, ...more };
  const located = commit.resolve(candidate);
  const manifest = await orError(readManifestState(client, place.repository, located, candidate.path));
  return manifest instanceof GitHubError
    ? { kind: 'failed', message: manifest.message, error: manifest }
    : { kind: 'plugin', ...read, manifest };
}

function directoryAt(path: string | undefined, commit: CommitReader): string | null {
  const found = path === undefined ? undefined : commit.lookUp(path);
  return found?.kind === 'found' && found.entry.kind === 'directory' ? found.entry.oid : null;
}
