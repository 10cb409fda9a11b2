import { quote } from '../plugin/display.ts';
import { type Manifest, parseManifest } from '../plugin/manifest.ts';
import type { Problem } from '../plugin/problem.ts';
import { type BlobText, blobText } from './blobs.ts';
import type { Client } from './client.ts';
import type { Entry } from './entries.ts';
import type { Located, PlaceFault } from './locate.ts';
import type { RepositoryName } from './repository.ts';

/** What stands at a manifest's path in one commit. */
export type ManifestState =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly problem: Problem }
  /** A folder above the manifest is a submodule: what is in it belongs to another repository. */
  | { readonly kind: 'elsewhere' };

/** READ: what is located at `path` as a manifest. Throws `GitHubError`. */
export async function readManifestState(
  client: Client,
  repository: RepositoryName,
  located: Located,
  path: string,
): Promise<ManifestState> {
  switch (located.kind) {
    case 'absent':
      return { kind: 'absent' };
    case 'not-a-file':
      return notAFile(located.fault, located.own, path);
    case 'file':
      return stateOf(await textAt(client, repository, located.entry), path);
  }
}

async function textAt(client: Client, repository: RepositoryName, { oid, blob }: Entry): Promise<BlobText> {
  return blobText(client, { repository, oid, blob });
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
