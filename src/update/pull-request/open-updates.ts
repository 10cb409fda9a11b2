import type { Client } from '../../github/client/client.ts';
import { failedQuery, GitHubError, orError } from '../../github/client/error.ts';
import { blobText } from '../../github/objects/blobs.ts';
import { lookUp } from '../../github/objects/locate.ts';
import { readObjects } from '../../github/objects/objects.ts';
import { type CommitSnapshot, type Snapshot, wholeSnapshot } from '../../github/objects/snapshot.ts';
import { folderOf } from '../../github/path.ts';
import { entryName, type Marketplace, type Subject } from '../../marketplace/marketplace.ts';
import { holding } from '../../marketplace/submodules.ts';
import { type CatalogueEntry, parseCatalogue } from '../../plugin/catalogue.ts';
import { groupBy } from '../../plugin/group-by.ts';
import { isAbout, type Tip } from './own-commit.ts';

/**
 * What our branch brings for plugins that a run for one event did not look at. Its commit is ours, so it differs from
 * its parent in what we wrote and nothing else; both are read, and nothing is taken from a message.
 */

/** What stands in one commit. */
export interface CommitState {
  /** Those of a name. */
  readonly entries: ReadonlyMap<string | null, readonly CatalogueEntry[]>;
  /** Where a submodule's pointer is; null where there is none. */
  readonly pointer: (path: string) => string | null;
}

export type OpenUpdates =
  | {
      readonly kind: 'read';
      /** Our commit, its parent, and the present head. */
      readonly tip: CommitState;
      readonly parent: CommitState;
      readonly head: CommitState;
      /** The submodule of each entry that was not looked at, where it is in one. */
      readonly submodules: ReadonlyMap<Subject, string>;
    }
  | { readonly kind: 'unread'; readonly error: GitHubError };

/** READ: the three states. Throws nothing of GitHub's. */
export async function readOpenUpdates(
  client: Client,
  marketplace: Marketplace,
  tip: Tip,
): Promise<OpenUpdates> {
  const submodules = submodulesOf(marketplace, tip);
  const commits = [tip.oid, tip.parents[0] ?? tip.oid, marketplace.commit];
  const read = await orError(readStates(client, marketplace, { commits, paths: [...submodules.values()] }));
  if (read instanceof GitHubError) return { kind: 'unread', error: read };
  const [own, parent, head] = read;
  if (own === undefined || parent === undefined || head === undefined) return { kind: 'unread', error: GONE };
  return { kind: 'read', tip: own, parent, head, submodules };
}

const GONE = failedQuery('a commit of the branch is missing');

/** Of plugins that the commit may be about: its message says of which. Those it counts only may be any. */
function submodulesOf({ subjects, submodules, scope }: Marketplace, tip: Tip): ReadonlyMap<Subject, string> {
  const isCut = /\nand \d+ more\n/.test(tip.message);
  const left = subjects.filter(
    ({ entry }) => scope?.has(entry) === false && (isCut || isAbout(tip, entryName(entry))),
  );
  return new Map(
    left.flatMap((subject) => {
      const { source } = subject;
      const [holder] = source.kind === 'relative' ? holding(submodules, [source]) : [];
      return holder === undefined ? [] : [[subject, holder.path] as const];
    }),
  );
}

interface Wanted {
  readonly commits: readonly string[];
  readonly paths: readonly string[];
}

async function readStates(client: Client, marketplace: Marketplace, wanted: Wanted): Promise<CommitState[]> {
  const { file } = marketplace;
  const snapshots = await readPaths(client, marketplace, { ...wanted, paths: [file.path, ...wanted.paths] });
  const shown = await readPaths(client, marketplace, {
    commits: wanted.commits,
    paths: listingsOf(snapshots, wanted.paths),
  });
  const states: CommitState[] = [];
  for (const commit of wanted.commits) {
    const paths = new Map([...snapshotOf(shown, commit).paths, ...snapshotOf(snapshots, commit).paths]);
    const entries = await readEntries(client, marketplace, snapshotOf(snapshots, commit));
    states.push({
      entries: groupBy(entries, ({ name }) => name),
      pointer: (path) => pointerAt(paths, path),
    });
  }
  return states;
}

function pointerAt(paths: CommitSnapshot['paths'], path: string): string | null {
  const found = lookUp(paths, path);
  return found?.kind === 'found' && found.entry.kind === 'submodule' ? found.entry.oid : null;
}

/** Of the pointers that are not shown at their own path their folder's listing may have one. */
function listingsOf(snapshots: ReadonlyMap<string, Snapshot>, paths: readonly string[]): string[] {
  const missing = paths.filter((path) =>
    [...snapshots.values()].some((one) => one.kind === 'commit' && one.paths.get(path)?.kind !== 'found'),
  );
  return [...new Set(missing.map(folderOf))];
}

async function readPaths(
  client: Client,
  { repository }: Marketplace,
  { commits, paths }: Wanted,
): Promise<ReadonlyMap<string, Snapshot>> {
  if (paths.length === 0) return new Map();
  const requests = [...new Set(commits)].map(
    (oid) => [oid, { repository, revision: { oid }, paths }] as const,
  );
  return readObjects(client, new Map(requests));
}

/** Nothing that could not be read is taken for absent. */
function snapshotOf(snapshots: ReadonlyMap<string, Snapshot>, commit: string): Pick<CommitSnapshot, 'paths'> {
  if (snapshots.size === 0) return { paths: new Map() };
  const snapshot = wholeSnapshot(snapshots.get(commit) ?? { kind: 'no-commit' });
  if (snapshot.kind === 'commit') return snapshot;
  if (snapshot.kind === 'failed' && snapshot.error !== null) throw snapshot.error;
  throw 'message' in snapshot ? failedQuery(snapshot.message) : GONE;
}

async function readEntries(
  client: Client,
  { repository, file, catalogue, folders }: Marketplace,
  { paths }: Pick<CommitSnapshot, 'paths'>,
): Promise<readonly CatalogueEntry[]> {
  const [found, present] = [paths.get(file.path), folders.paths.get(file.path)];
  if (found?.kind !== 'found') return [];
  if (present?.kind === 'found' && present.entry.oid === found.entry.oid) return catalogue.entries;
  const content = await blobText(client, { ...found.entry, repository, largest: LARGEST });
  const parsed = content.kind === 'text' ? parseCatalogue(content.text, file.path) : null;
  if (parsed?.kind !== 'catalogue') throw failedQuery('the catalogue on the branch is not readable');
  return parsed.catalogue.entries;
}

const LARGEST = 10 * 1024 * 1024;
