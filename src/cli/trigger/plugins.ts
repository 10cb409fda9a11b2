import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { patternList } from '../../action/patterns.ts';
import { ProblemError } from '../../findings/problem.ts';
import { fullName } from '../../github/repository.ts';
import { DEFAULT_MANIFESTS } from '../../notify/input-values.ts';
import { quote } from '../../plugin/display.ts';
import { type Folder, type LocalManifest, readSubmodule } from '../checkout/folder.ts';
import { type ListedElsewhere, listedElsewhere } from '../checkout/listed.ts';
import { UsageError } from '../cli.ts';
import { shellWord } from '../shell/shell-word.ts';

/** The repository that a plugin's event speaks of; empty texts where it is not known. */
export interface Home {
  readonly folder: Folder | null;
  /** `owner/name`. */
  readonly repository: string;
  /** Of the checkout's HEAD. */
  readonly commit: string;
}

/** One plugin to announce. */
export interface PluginToSend {
  readonly home: Home;
  readonly plugin: string;
  readonly version: string;
  readonly path: string;
  /** Whether the version was given, and not read here. */
  readonly given: boolean;
}

export interface Choice {
  readonly plugin?: string;
  readonly version?: string;
  readonly all?: boolean;
}

interface Candidate {
  readonly home: Home;
  readonly manifest: LocalManifest;
}

/** Where trigger is run, so that it can say what to do next. */
export interface Surroundings {
  readonly cwd: string;
  /** The GitHub that addresses are read against, e.g. `https://github.com`. */
  readonly serverUrl: string;
  /** The call that was made, without what says which plugin, e.g. `notify-marketplace trigger`. */
  readonly call: string;
}

const NOWHERE: Home = { folder: null, repository: '', commit: '' };

/**
 * READ: the plugins that are meant: those here, and in a marketplace's submodules, or the one given. A plugin that is
 * given with its version need not be here. Throws `UsageError`, and `ProblemError` for a plugin.json that is broken.
 */
export async function announcedPlugins(
  folder: Folder | null,
  choice: Choice,
  around: Surroundings,
): Promise<PluginToSend[]> {
  const { plugin, version, all } = choice;
  if (plugin === '' || version === '') throw EMPTY;
  const candidates = folder === null ? [] : await candidatesIn(folder);
  const meant = candidates.filter(({ manifest }) => plugin === undefined || nameOf(manifest) === plugin);
  if (meant.length === 0 && plugin !== undefined && version !== undefined) {
    return [{ home: NOWHERE, plugin, version, path: '', given: true }];
  }
  const broken = (meant.length > 0 ? meant : candidates).flatMap(({ manifest: { parsed } }) =>
    parsed.kind === 'problem' ? [parsed.problem] : [],
  );
  if (broken.length > 0) throw new ProblemError(...broken);
  if (meant.length === 0) throw notAtHand(folder, plugin, around) ?? noPlugin(plugin, candidates);
  if (meant.length > 1 && all !== true) throw severalPlugins(meant, plugin);
  return meant.map((one) => announced(one, version));
}

const EMPTY = new UsageError(
  '--plugin and --version can’t be empty.',
  'Leave them out, or give a name and a version.',
);

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
  const lines = (step?.with['manifests'] ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const usual = patternList(lines, DEFAULT_MANIFESTS);
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

/** The marketplace here lists it, and its plugin.json lies elsewhere. */
function notAtHand(
  folder: Folder | null,
  plugin: string | undefined,
  { cwd, serverUrl, call }: Surroundings,
): UsageError | null {
  const listed = listedElsewhere(folder, serverUrl).find(({ name }) => name === plugin);
  if (folder === null || plugin === undefined || listed === undefined) return null;
  const name = quote(plugin);
  const { submodule } = listed;
  if (submodule === null || !isAbsent(folder, listed)) {
    const repository = fullName(listed.repository);
    const inIt = submodule === null ? '' : ` (submodule ${quote(submodule)}), under another name`;
    const way = `${call} --plugin ${shellWord(plugin)} --version 1.2.3`;
    return new UsageError(
      `${name} is listed here, but lies in ${repository}${inIt}: its version is not known here.`,
      `Run trigger in a clone of ${repository}, or give the version in place of 1.2.3: ${way}`,
    );
  }
  const root = relative(cwd, folder.root);
  const git = root === '' ? 'git' : `git -C ${shellWord(root)}`;
  return new UsageError(
    `${name} is listed here, but its submodule ${quote(submodule)} is not checked out yet.`,
    `Fetch it: ${git} submodule update --init -- ${shellWord(submodule)}`,
  );
}

/** An uninitialised submodule is an empty folder, or none. */
function isAbsent({ root }: Folder, { submodule }: ListedElsewhere): boolean {
  return submodule !== null && !existsSync(join(root, submodule, '.git'));
}

function noPlugin(plugin: string | undefined, candidates: readonly Candidate[]): UsageError {
  const what =
    plugin === undefined ? 'There is no plugin.json here.' : `There is no plugin ${quote(plugin)} here.`;
  const here = candidates.length === 0 ? '' : ` Here: ${namesOf(candidates)}.`;
  return new UsageError(
    `${what}${here}`,
    'Run this in the plugin’s checkout, or pass --plugin and --version.',
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
