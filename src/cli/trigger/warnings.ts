import { display, quote } from '../../plugin/display.ts';
import { parseManifest } from '../../plugin/manifest.ts';
import { compareVersions } from '../../plugin/version.ts';
import { checkoutSeenFrom } from '../checkout/checkout.ts';
import type { Folder } from '../checkout/folder.ts';
import type { PluginToSend } from './plugins.ts';

/** PURE: what is odd about a version or name that was given; it is sent all the same. */
export function givenWarnings(sent: PluginToSend, folder: Folder | null): string[] {
  const { plugin, version, given, home } = sent;
  const isOdd = given && compareVersions('0.0.0', version).remark === 'not-semantic';
  const listing = folder?.catalogue?.kind === 'catalogue' ? folder.catalogue.catalogue : null;
  const isUnlisted = home.folder === null && listing?.entries.every(({ name }) => name !== plugin);
  return [
    ...(isOdd
      ? [
          `${quote(version)} is no semantic version such as 1.2.3. The marketplace follows what plugin.json says on GitHub.`,
        ]
      : []),
    ...(isUnlisted
      ? [`${quote(plugin)} is not in the marketplace.json here, so this event changes nothing.`]
      : []),
  ];
}

/**
 * READ: what the marketplace will not find on GitHub, as far as the checkout knows without asking. It follows what the
 * plugin's default branch says there, whatever the event says.
 */
export async function unpushedWarning({
  home,
  path,
  plugin,
  version,
  given,
}: PluginToSend): Promise<string | null> {
  const { folder } = home;
  if (folder === null || given) return null;
  const { remote, defaultBranch } = checkoutSeenFrom(folder.root, folder);
  const branch = `${remote}/${defaultBranch.name}`;
  const ref = `refs/remotes/${branch}`;
  const { git } = folder;
  if (remote === null || !(await git.ask('rev-parse', '--verify', '--quiet', ref))) return null;
  const text = await git.ask('cat-file', 'blob', `${ref}:${path}`);
  // A partial clone knows of it, but does not have it.
  if (text === null && (await git.ask('ls-tree', ref, '--', path)) !== '') return null;
  const parsed = text === null ? null : parseManifest(text, path);
  const pushed = parsed?.kind === 'manifest' ? parsed.manifest.version : null;
  if (pushed === version) return null;
  const says = pushed === null ? 'has no such version' : `says ${quote(pushed)}`;
  return `${quote(plugin)} is ${quote(version)} here, but ${display(branch)} ${says}, as far as this clone knows. The marketplace follows what is on GitHub: push first.`;
}

/** PURE: the marketplaces that the workflows here name in a way that only a run can read. */
export function unknownTargets(folder: Folder | null): string[] {
  const unknown = (folder?.parts ?? []).flatMap(({ role }) => (role.kind === 'notify' ? role.unknown : []));
  return [...new Set(unknown)].map(
    (name) =>
      `Not sent to ${quote(name)}, which only a run of the workflow knows. To notify it too, pass --marketplace.`,
  );
}
