import { type Manifest, type ManifestFault, parseManifest } from '../../plugin/manifest.ts';
import type { Place } from '../../plugin/position.ts';
import type { Client } from '../client/client.ts';
import { type BlobText, blobText } from '../objects/blobs.ts';
import type { Located, PlaceFault } from '../objects/locate.ts';
import type { RepositoryName } from '../repository.ts';

/** What stands at a manifest's path in one commit. */
export type ManifestState =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly fault: UnusableManifest }
  /** A folder above the manifest is a submodule: what is in it belongs to another repository. */
  | { readonly kind: 'elsewhere' };

/** What stands at the path can't be used as a manifest. */
export type UnusableManifest = ManifestFault | { readonly kind: NoText; readonly at: Place };

type NoText = PlaceFault | Exclude<BlobText['kind'], 'text'>;

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
      return stateOf(await blobText(client, { repository, ...located.entry }), path);
  }
}

function stateOf(content: BlobText, path: string): ManifestState {
  if (content.kind !== 'text') return unreadable(path, content.kind);
  const parsed = parseManifest(content.text, path);
  return parsed.kind === 'manifest' ? parsed : { kind: 'unreadable', fault: parsed.fault };
}

function notAFile(fault: PlaceFault, own: boolean, path: string): ManifestState {
  if (own) return unreadable(path, fault);
  return fault === 'submodule' ? { kind: 'elsewhere' } : { kind: 'absent' };
}

function unreadable(path: string, kind: NoText): ManifestState {
  return { kind: 'unreadable', fault: { kind, at: { file: path } } };
}
