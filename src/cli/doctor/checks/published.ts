import semver from 'semver';
import type { Client } from '../../../github/client/client.ts';
import { blobText } from '../../../github/objects/blobs.ts';
import { readObject } from '../../../github/objects/objects.ts';
import { quote } from '../../../plugin/display.ts';
import { parseManifest } from '../../../plugin/manifest.ts';
import type { LocalManifest } from '../../checkout/folder.ts';
import { announcedIn } from '../chain/announced.ts';
import type { Chain } from '../chain/chain.ts';
import { HERE, type PluginEnd, remoteOf } from '../chain/ends.ts';
import type { Remote } from '../remote/remote.ts';
import { attempt } from '../remote/seen.ts';
import { type Finding, type Flaw, fine, flaw, unchecked } from '../report/finding.ts';

/** Whether the versions of the checkout are on the repository's default branch: only those are announced. */
export async function published(plugin: PluginEnd, { access }: Chain): Promise<Finding[]> {
  const remote = remoteOf(plugin);
  if (remote === null) return [];
  const versions = (await announcedIn(plugin)).flatMap(versionOf);
  if (versions.length === 0) return [];
  const there = await attempt(access, (client) => readVersions(client, remote, versions));
  if (there.kind === 'unseen') {
    return [unchecked(HERE, 'whether its versions are on the default branch', there.why)];
  }
  const facts = await remote.facts();
  const branch = facts.kind === 'seen' ? quote(facts.value.branch) : 'the default branch';
  const flaws = versions.flatMap((one) => ahead(one, there.value.get(one.path) ?? null, branch));
  return flaws.length > 0 ? flaws : [fine(remote.name, `the versions here are on ${branch}`)];
}

interface Version {
  readonly path: string;
  readonly name: string;
  readonly version: string;
}

function versionOf({ path, parsed }: LocalManifest): Version[] {
  if (parsed.kind === 'problem' || parsed.manifest.version === null) return [];
  return [{ path, name: parsed.manifest.name, version: parsed.manifest.version }];
}

/** What the manifests of the default branch declare; nothing for those that are not there. */
async function readVersions(
  client: Client,
  { name }: Remote,
  wanted: readonly Version[],
): Promise<ReadonlyMap<string, string>> {
  const [owner = '', repo = ''] = name.split('/');
  const repository = { owner, name: repo };
  const paths = wanted.map(({ path }) => path);
  const head = await readObject(client, { repository, revision: { defaultBranch: true }, paths });
  if (head.kind !== 'commit') return new Map(wanted.map(({ path, version }) => [path, version]));
  const versions = await Promise.all(
    [...head.paths].map(async ([path, found]): Promise<[string, string][]> => {
      if (found.kind !== 'found' || found.entry.kind !== 'file') return [];
      const content = await blobText(client, { ...found.entry, repository });
      const parsed = content.kind === 'text' ? parseManifest(content.text, path) : null;
      const version = parsed?.kind === 'manifest' ? parsed.manifest.version : null;
      return version === null ? [] : [[path, version]];
    }),
  );
  return new Map(versions.flat());
}

/** A checkout that is behind says nothing of the chain. */
function ahead({ path, name, version }: Version, there: string | null, branch: string): Flaw[] {
  if (there === version) return [];
  const [own, other] = [semver.parse(version), semver.parse(there)];
  if (own !== null && other !== null && semver.compareBuild(own, other) <= 0) return [];
  const says = there === null ? 'has no version' : `is ${quote(there)}`;
  const what = `${quote(name)} is ${quote(version)} here, and ${says} on ${branch}, the branch that counts`;
  const remedy = 'Commit and push it there, or merge the branch that it is on.';
  return [flaw('warning', 'version-not-pushed', HERE, [what, remedy], { about: name, at: { file: path } })];
}
