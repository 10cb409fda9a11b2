import { display, quote } from '../../plugin/display.ts';
import { parseManifest } from '../../plugin/manifest.ts';
import { checkoutSeenFrom } from '../checkout/checkout.ts';
import type { Announced } from './plugins.ts';

/**
 * READ: what the marketplace will not find on GitHub, as far as the checkout knows without asking. It follows what the
 * plugin's default branch says there, whatever the event says.
 */
export async function unpushedWarning({
  home,
  plugin,
  version,
  path,
  given,
}: Announced): Promise<string | null> {
  const { folder, commit } = home;
  if (folder === null || given) return null;
  const { remote, defaultBranch } = checkoutSeenFrom(folder.root, folder);
  if (remote === null) return null;
  const ref = `refs/remotes/${remote}/${defaultBranch.name}`;
  const isKnown = await folder.git.ask('rev-parse', '--verify', '--quiet', ref);
  if (!isKnown) return null;
  const there = await folder.git.ask('cat-file', 'blob', `${ref}:${path}`);
  // A partial clone knows of it, but does not have it.
  if (there === null && (await folder.git.ask('ls-tree', ref, '--', path)) !== '') return null;
  const parsed = there === null ? null : parseManifest(there, path);
  const found = parsed?.kind === 'manifest' ? parsed.manifest.version : null;
  if (found !== version) {
    const says = found === null ? 'has no such version' : `says ${quote(found)}`;
    return `${quote(plugin)} is ${quote(version)} here, but ${display(`${remote}/${defaultBranch.name}`)} ${says}, as far as this checkout knows. The marketplace follows what is on GitHub: push first.`;
  }
  const isPushed = await folder.git.ask(
    'for-each-ref',
    '--count=1',
    '--contains',
    commit,
    `refs/remotes/${remote}`,
  );
  if (isPushed !== '') return null;
  return `The commit ${commit.slice(0, 7)} is not pushed, as far as this checkout knows: the marketplace can't see it.`;
}
