import { NOTIFY_INPUTS } from '../../action/input-tables.ts';
import { ProblemError } from '../../findings/problem.ts';
import { fullName } from '../../github/repository.ts';
import { readManifestPatterns } from '../../notify/input-values.ts';
import { display, quote } from '../../plugin/display.ts';
import { parseManifest } from '../../plugin/manifest.ts';
import { compareVersions } from '../../plugin/version.ts';
import { checkoutSeenFrom } from '../checkout/checkout.ts';
import { type Folder, type LocalManifest, readSubmodule } from '../checkout/folder.ts';
import type { Git } from '../checkout/git.ts';
import { UsageError } from '../cli.ts';
import { inputValues } from '../workflows/parts.ts';

/** The repository that a plugin's event speaks of; empty texts where it is not known. */
interface Home {
  readonly folder: Folder | null;
  /** `owner/name`. */
  readonly repository: string;
  /** Of the checkout's HEAD. */
  readonly commit: string;
}

export interface PluginToSend {
  readonly home: Home;
  readonly plugin: string;
  readonly version: string;
  readonly path: string;
  /** Whether the version was given, and not read here. */
  readonly given: boolean;
}

interface Choice {
  readonly plugin?: string;
  readonly version?: string;
  readonly all?: boolean;
}

interface Candidate {
  readonly home: Home;
  readonly manifest: LocalManifest;
}

const NOWHERE: Home = { folder: null, repository: '', commit: '' };

/**
 * READ: the plugins that are meant: those here, and in a marketplace's submodules, or the one given. A plugin that is
 * given with its version need not be here. Throws `UsageError`, and `ProblemError` for a plugin.json that is broken.
 */
export async function announcedPlugins(
  folder: Folder | null,
  { plugin, version, all }: Choice,
): Promise<PluginToSend[]> {
  if (plugin === '' || version === '') {
    const remedy = 'Leave them out, or give a name and a version.';
    throw new UsageError('--plugin and --version can’t be empty.', remedy);
  }
  const candidates = folder === null ? [] : await candidatesIn(folder);
  const meant = candidates.filter(({ manifest }) => plugin === undefined || nameOf(manifest) === plugin);
  if (meant.length === 0 && plugin !== undefined && version !== undefined) {
    return [{ home: NOWHERE, plugin, version, path: '', given: true }];
  }
  const broken = (meant.length > 0 ? meant : candidates).flatMap(({ manifest: { parsed } }) =>
    parsed.kind === 'problem' ? [parsed.problem] : [],
  );
  if (broken.length > 0) throw new ProblemError(...broken);
  if (meant.length === 0) throw noPlugin(plugin, candidates, folder);
  if (meant.length > 1 && all !== true) throw severalPlugins(meant, plugin);
  return meant.map((one) => announced(one, version));
}

/** READ: what the notify action would look at here. */
async function candidatesIn(folder: Folder): Promise<Candidate[]> {
  const inSubmodules = folder.catalogue === null ? [] : folder.submodules;
  const folders = await Promise.all(inSubmodules.map((one) => readSubmodule(folder, one)));
  const there = folders.filter((one) => one !== null);
  const lists = await Promise.all(
    [folder, ...there].map(async (one) => {
      const home = await homeOf(one);
      return lookedAt(one).map((manifest): Candidate => ({ home, manifest }));
    }),
  );
  return lists.flat();
}

async function homeOf(folder: Folder): Promise<Home> {
  return {
    folder,
    repository: folder.origin === null ? '' : fullName(folder.origin.repository),
    commit: (await folder.git.ask('rev-parse', '--verify', '--quiet', 'HEAD')) ?? '',
  };
}

/** Where the workflow's `manifests`, else the usual places, name none, every plugin.json is one. */
function lookedAt({ manifests, parts }: Folder): readonly LocalManifest[] {
  const step = parts.find(({ role }) => role.kind === 'notify')?.step;
  const usual = readManifestPatterns(inputValues(NOTIFY_INPUTS, step?.with ?? {}));
  const found = manifests.filter(({ path }) => usual.matches(path));
  return found.length > 0 ? found : manifests;
}

function nameOf({ parsed }: LocalManifest): string | null {
  return parsed.kind === 'manifest' ? parsed.manifest.name : null;
}

function announced({ home, manifest }: Candidate, given: string | undefined): PluginToSend {
  const { path, parsed } = manifest;
  const declared = parsed.kind === 'manifest' ? parsed.manifest.version : null;
  const version = given ?? declared;
  if (version === null)
    throw new UsageError(`${quote(path)} declares no version.`, 'Add one there, or pass --version.');
  return { home, plugin: nameOf(manifest) ?? '', version, path, given: given !== undefined };
}

function noPlugin(
  plugin: string | undefined,
  candidates: readonly Candidate[],
  folder: Folder | null,
): UsageError {
  const listing = folder?.catalogue?.kind === 'catalogue' ? folder.catalogue.catalogue.entries : [];
  if (plugin !== undefined && listing.some(({ name }) => name === plugin)) {
    return new UsageError(
      `${quote(plugin)} is listed here, but its plugin.json is not in this clone.`,
      'Pass --version with the version that it has in its repository.',
    );
  }
  const sought = plugin === undefined ? 'plugin.json' : `plugin ${quote(plugin)}`;
  const here = candidates.length === 0 ? '' : ` Here: ${namesOf(candidates)}.`;
  return new UsageError(
    `There is no ${sought} here.${here}`,
    'Run this in the plugin’s clone, or pass --plugin and --version.',
  );
}

function severalPlugins(meant: readonly Candidate[], plugin: string | undefined): UsageError {
  if (plugin !== undefined) {
    const paths = meant.map(({ manifest }) => quote(manifest.path)).join(', ');
    return new UsageError(
      `Several plugins here are called ${quote(plugin)}: ${paths}.`,
      'Pass --all, or give each plugin its own name.',
    );
  }
  return new UsageError(
    `There are ${meant.length} plugins here: ${namesOf(meant)}.`,
    'Pass --plugin with one of these names, or --all.',
  );
}

function namesOf(candidates: readonly Candidate[]): string {
  const names = candidates.map(({ manifest }) => quote(nameOf(manifest) ?? manifest.path));
  return `${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}`;
}

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
export async function unpushedWarning(sent: PluginToSend): Promise<string | null> {
  const { folder, commit } = sent.home;
  if (folder === null || sent.given) return null;
  const { remote, defaultBranch } = checkoutSeenFrom(folder.root, folder);
  if (remote === null) return null;
  const { git } = folder;
  const pushed = await versionAt(git, `refs/remotes/${remote}/${defaultBranch.name}`, sent.path);
  if (pushed.kind === 'unknown') return null;
  if (pushed.version !== sent.version) {
    const says = pushed.version === null ? 'has no such version' : `says ${quote(pushed.version)}`;
    return `${quote(sent.plugin)} is ${quote(sent.version)} here, but ${display(`${remote}/${defaultBranch.name}`)} ${says}, as far as this clone knows. The marketplace follows what is on GitHub: push first.`;
  }
  const branches = ['--count=1', '--contains', commit, `refs/remotes/${remote}`];
  const isUnpushed = (await git.ask('for-each-ref', ...branches)) === '';
  return isUnpushed
    ? `The commit ${commit.slice(0, 7)} is not pushed, as far as this clone knows: the marketplace can't see it.`
    : null;
}

type PushedVersion =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'known'; readonly version: string | null };

/** READ: the version that a manifest declares on a branch, if the checkout knows that. */
async function versionAt(git: Git, ref: string, path: string): Promise<PushedVersion> {
  if (!(await git.ask('rev-parse', '--verify', '--quiet', ref))) return { kind: 'unknown' };
  const text = await git.ask('cat-file', 'blob', `${ref}:${path}`);
  // A partial clone knows of it, but does not have it.
  if (text === null && (await git.ask('ls-tree', ref, '--', path)) !== '') return { kind: 'unknown' };
  const parsed = text === null ? null : parseManifest(text, path);
  return { kind: 'known', version: parsed?.kind === 'manifest' ? parsed.manifest.version : null };
}
