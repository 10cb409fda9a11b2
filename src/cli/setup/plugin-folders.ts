import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { inFlight } from '../../github/client/in-flight.ts';
import { count, quote } from '../../plugin/display.ts';
import { type Checkout, checkoutSeenFrom } from '../checkout/checkout.ts';
import { type Folder, readFolder, readSubmodule, type Stray } from '../checkout/folder.ts';
import { whyOutside } from '../checkout/inside.ts';
import { type Cli, UsageError } from '../cli.ts';
import { shellWord } from '../shell/shell-word.ts';
import type { Obstacle } from './plan.ts';

/** A folder that a plugin's workflow is wanted in. */
export type PluginFolder =
  | { readonly kind: 'checkout'; readonly checkout: Checkout }
  | ({ readonly kind: 'refused'; readonly shown: string } & Obstacle)
  /** A submodule that holds no plugin. */
  | { readonly kind: 'skipped'; readonly shown: string; readonly why: string };

/** READ: the folders given, or every submodule of the checkout here. One that can't be used never stops the others. */
export async function pluginFolders(
  cli: Cli,
  here: Folder | null,
  given: true | readonly string[],
): Promise<PluginFolder[]> {
  if (given !== true) return each(cli, given, (path) => givenFolder(cli, here, resolve(cli.cwd, path)));
  const strays = here?.strays.map((one) => stray(cli.cwd, here, one)) ?? [];
  const paths = here?.submodules.map(({ path }) => join(here.root, path)) ?? [];
  if (here === null || paths.length + strays.length === 0) {
    throw new UsageError('There is no submodule here.', 'Name the plugins’ clones: --plugins ../one ../two.');
  }
  return [...strays, ...(await each(cli, paths, (path) => submodule(cli.cwd, here, path)))];
}

async function each(
  { terminal }: Cli,
  paths: readonly string[],
  read: (path: string) => Promise<PluginFolder>,
): Promise<PluginFolder[]> {
  terminal.progress(`Looking at ${count(paths.length, 'folder')} …`);
  const found = await inFlight(paths, read);
  terminal.progress(null);
  return found;
}

/** What `.gitmodules` says is anybody's word: only what is a submodule, and lies here, is written into. */
function stray(cwd: string, here: Folder, { path, why }: Stray): PluginFolder {
  return {
    kind: 'refused',
    shown: relative(cwd, join(here.root, path)) || path,
    why: `${quote('.gitmodules')} declares it, but it ${why}`,
    remedy: 'Correct its `path` there, or remove its section.',
  };
}

async function givenFolder({ cwd, env }: Cli, here: Folder | null, path: string): Promise<PluginFolder> {
  const shown = relative(cwd, path) || '.';
  const refused = (why: string, remedy: string): PluginFolder => ({ kind: 'refused', shown, why, remedy });
  const isThere = await stat(path).catch(() => null);
  if (isThere?.isDirectory() !== true)
    return refused('there is no such folder', 'Check its name, or clone the plugin there.');
  if (here?.submodules.some((one) => join(here.root, one.path) === path)) {
    return (await notThereYet(cwd, here, path)) ?? checkoutIn(cwd, here, path);
  }
  const outside = here === null || !path.startsWith(here.root + sep) ? null : await linkTo(here, path);
  if (outside !== null) return refused(`it ${outside}`, 'Name the folder itself.');
  const folder = await readFolder(path, env);
  if (folder === null)
    return refused('it is not a git clone', 'Clone the plugin’s repository, and name that folder.');
  if (folder.root === here?.root && (path !== here.root || here.catalogue !== null)) {
    return refused('it is part of this repository, which the update workflow reads anyway', 'Leave it out.');
  }
  return { kind: 'checkout', checkout: checkoutSeenFrom(cwd, folder) };
}

/** Submodules may hold anything: one without a plugin is left out. */
async function submodule(cwd: string, here: Folder, path: string): Promise<PluginFolder> {
  const missing = await notThereYet(cwd, here, path);
  if (missing !== null) return missing;
  const found = await checkoutIn(cwd, here, path);
  const hasPlugin = found.kind !== 'checkout' || found.checkout.folder.manifests.length > 0;
  return hasPlugin
    ? found
    : { kind: 'skipped', shown: relative(cwd, path), why: 'there is no plugin.json in it' };
}

/** A folder of the marketplace that is not a repository of its own. */
function linkTo({ root }: Folder, path: string): Promise<string | null> {
  return whyOutside(root, relative(root, path).split(sep).join('/'));
}

async function checkoutIn(cwd: string, here: Folder, path: string): Promise<PluginFolder> {
  const place = relative(here.root, path).split(sep).join('/');
  const folder = await readSubmodule(here, { path: place });
  if (folder !== null) return { kind: 'checkout', checkout: checkoutSeenFrom(cwd, folder) };
  return {
    kind: 'refused',
    shown: relative(cwd, path),
    why: 'git can’t read it, or finds another repository there',
    remedy: `Look at it: git -C ${shellWord(relative(cwd, path))} rev-parse --show-toplevel`,
  };
}

/** An uninitialised submodule is an empty folder, or none, in which git finds the marketplace around it. */
async function notThereYet(cwd: string, here: Folder, path: string): Promise<PluginFolder | null> {
  const isThere = await stat(join(path, '.git')).catch(() => null);
  if (isThere !== null) return null;
  const root = relative(cwd, here.root);
  const git = root === '' ? 'git' : `git -C ${shellWord(root)}`;
  return {
    kind: 'refused',
    shown: relative(cwd, path),
    why: 'the submodule is not checked out yet',
    remedy: `Fetch it: ${git} submodule update --init -- ${shellWord(relative(here.root, path))}`,
  };
}
