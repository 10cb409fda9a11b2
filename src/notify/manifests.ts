import { type BlobText, blobText } from '../github/blobs.ts';
import type { Client } from '../github/client.ts';
import { inFlight } from '../github/in-flight.ts';
import type { RepositoryName } from '../github/repository.ts';
import type { Entry } from '../github/snapshot.ts';
import { quote } from '../plugin/display.ts';
import { type Manifest, parseManifest } from '../plugin/manifest.ts';
import type { Problem } from '../plugin/problem.ts';
import type { Located, PlaceFault } from './locate.ts';
import type { PatternList } from './patterns.ts';
import type { Range } from './range.ts';
import { resolveSides } from './sides.ts';
import { type Comparison, compareTrees, type Difference } from './trees.ts';

/** What one side holds at a path. */
export type ManifestState =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly problem: Problem }
  /** A folder above the manifest is a submodule: what is in it belongs to another repository. */
  | { readonly kind: 'elsewhere' };

/** A path on both sides; pairs come in the order of `manifests`, then of their paths. */
export interface ManifestPair {
  readonly path: string;
  readonly before: ManifestState;
  readonly after: ManifestState;
}

export interface Manifests {
  readonly pairs: readonly ManifestPair[];
  /** How the pairs came about: `announced` ones have no known state before. */
  readonly basis: 'compared' | 'everything-added' | 'announced';
  /** Why nothing was compared; empty where something was. */
  readonly why: string;
  /** Whether that deserves a notice, because nobody asked for it. */
  readonly notice: boolean;
  readonly commit: string;
  readonly previous: string | null;
  /** Manifests that changed but that no pattern in `manifests` matches. */
  readonly overlooked: readonly string[];
}

/** READ: every manifest that differs between the two ends of the range, on both sides. Throws `ProblemError`. */
export async function readManifests(
  client: Client,
  repository: RepositoryName,
  range: Exclude<Range, { kind: 'nothing' }>,
  patterns: PatternList,
): Promise<Manifests> {
  const sides = await resolveSides(client, repository, range);
  const comparison = await compareTrees(client, repository, sides, patterns);
  const ordered = comparison.differences.toSorted(
    (a, b) => a.pattern - b.pattern || (a.path < b.path ? -1 : 1),
  );
  const pairs = await inFlight(ordered, (difference) => readPair(client, repository, difference));
  const { commit, previous, overlooked } = comparison;
  return { ...basisOf(comparison), commit, previous, overlooked, pairs };
}

function basisOf({ before }: Comparison): Pick<Manifests, 'basis' | 'why' | 'notice'> {
  if (before.kind === 'unknown') return { basis: 'announced', why: before.why, notice: before.notice };
  const basis = before.kind === 'nothing' ? 'everything-added' : 'compared';
  return { basis, why: '', notice: false };
}

async function readPair(client: Client, repository: RepositoryName, difference: Difference) {
  const read = (located: Located) => readState(client, repository, located, difference.path);
  const [before, after] = await Promise.all([read(difference.before), read(difference.after)]);
  return { path: difference.path, before, after };
}

async function readState(
  client: Client,
  repository: RepositoryName,
  located: Located,
  path: string,
): Promise<ManifestState> {
  switch (located.kind) {
    case 'absent':
    case 'link':
      return { kind: 'absent' };
    case 'not-a-file':
      return notAFile(located.fault, located.own, path);
    case 'file':
      return stateOf(await textAt(client, repository, located.entry), path);
  }
}

async function textAt(client: Client, repository: RepositoryName, { oid, blob }: Entry): Promise<BlobText> {
  return blobText(client, repository, oid, blob ?? { byteSize: 0, isBinary: false, text: null });
}

function stateOf(content: BlobText, path: string): ManifestState {
  if (content.kind !== 'text') return unreadable(path, content.kind);
  const parsed = parseManifest(content.text, path);
  return parsed.kind === 'manifest' ? parsed : { kind: 'unreadable', problem: parsed.problem };
}

function notAFile(fault: PlaceFault, own: boolean, path: string): ManifestState {
  if (own) return unreadable(path, fault);
  return fault === 'submodule' ? { kind: 'elsewhere' } : { kind: 'absent' };
}

type Fault = PlaceFault | Exclude<BlobText['kind'], 'text'>;

/** What can stand where a manifest should. */
const FAULTS: Record<Fault, string> = {
  directory: 'is a directory',
  submodule: 'is a submodule',
  'link-outside': 'is a symbolic link that leaves the repository',
  'link-broken': 'is a symbolic link to nothing in this commit',
  'link-to-link': 'is a symbolic link to a link or a folder (one link is followed)',
  binary: 'is a binary file',
  'not-utf8': 'is not UTF-8 text',
  'lfs-pointer': 'is a Git LFS pointer',
  'too-large': 'is larger than 1 MiB',
};

function unreadable(path: string, fault: Fault): ManifestState {
  const what = `${quote(path)} ${FAULTS[fault]}, so it is no plugin manifest.`;
  const remedy =
    fault === 'lfs-pointer'
      ? 'Take plugin.json out of Git LFS (.gitattributes): Claude Code reads the file as it is in git.'
      : 'Commit plugin.json as a plain UTF-8 JSON file, or exclude the path in `manifests` with a leading "!".';
  return { kind: 'unreadable', problem: { code: `manifest-${fault}`, what, remedy, at: { file: path } } };
}
