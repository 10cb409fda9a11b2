import type { Claim } from '../../../marketplace/claim.ts';
import { type Attention, attentionBy, withAttention } from '../../checkout/attention.ts';
import type { LocalManifest } from '../../checkout/folder.ts';
import { ownParts, type PluginEnd, remoteOf } from './ends.ts';

/** Each plugin.json of the checkout, and whether its versions are announced. */
export async function attentionTo(end: PluginEnd): Promise<Map<LocalManifest, Attention>> {
  return attentionBy(await ownParts(end), end.checkout.manifests);
}

/** Those whose versions are announced. */
export async function announcedIn(end: PluginEnd): Promise<LocalManifest[]> {
  return withAttention(await attentionTo(end), 'announced');
}

/** The plugins that are announced, as an event would name them, with the repository's present name where it has one here. */
export async function announcedClaims(end: PluginEnd): Promise<Claim[]> {
  const announced = await announcedIn(end);
  const remote = remoteOf(end);
  const facts = await remote?.facts();
  const repository = facts?.kind === 'seen' ? facts.value.name : (remote?.name ?? null);
  return announced.flatMap(({ path, parsed }) =>
    parsed.kind === 'problem'
      ? []
      : [{ plugin: parsed.manifest.name, version: parsed.manifest.version, repository, path }],
  );
}
