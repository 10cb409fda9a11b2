import { NOTIFY_INPUTS } from '../../action/input-tables.ts';
import { type Problem, ProblemError } from '../../findings/problem.ts';
import { fullName } from '../../github/repository.ts';
import { readManifestPatterns } from '../../notify/input-values.ts';
import { naturalOrder, quote, some } from '../../plugin/display.ts';
import { type Folder, type LocalManifest, readSubmodule } from '../checkout/folder.ts';
import { UsageError, usageError } from '../cli.ts';
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

/** What is to be sent, and what was meant and can't be. */
interface AnnouncedPlugins {
  readonly plugins: readonly PluginToSend[];
  readonly problems: readonly Problem[];
}

interface Choice {
  readonly plugin?: string;
  readonly version?: string;
  readonly all?: boolean;
}

interface Candidate {
  readonly home: Home;
  readonly manifest: LocalManifest;
  /** Whether the notify action would look at it. */
  readonly isUsual: boolean;
}

/**
 * READ: the plugins that are meant: those here, and in a marketplace's submodules, or the one given. A plugin that is
 * given with its version need not be here. Throws `UsageError`, and `ProblemError` where all that are meant are broken.
 */
export async function announcedPlugins(folder: Folder | null, choice: Choice): Promise<AnnouncedPlugins> {
  const { plugin, version } = choice;
  check(choice);
  const candidates = folder === null ? [] : await candidatesIn(folder);
  const meant = meantBy(plugin, candidates);
  if (meant.length === 0 && plugin !== undefined && version !== undefined) {
    const home = { folder: null, repository: '', commit: '' };
    return { plugins: [{ home, plugin, version, path: '', given: true }], problems: [] };
  }
  if (meant.length === 0) throw noPlugin(plugin, meantBy(undefined, candidates), folder);
  if (meant.length > 1 && choice.all !== true) throw severalPlugins(meant, plugin);
  const found = meant.map((one) => announced(one, version));
  const plugins = found.filter((one) => 'plugin' in one);
  const problems = found.filter((one) => 'what' in one);
  if (plugins.length > 0) return { plugins, problems };
  const [first] = problems;
  throw first?.code === 'no-version' && problems.length === 1
    ? usageError(first)
    : new ProblemError(...problems);
}

/** Throws `UsageError` where the options can't be meant. */
function check({ plugin, version, all }: Choice): void {
  if (plugin === '' || version === '') {
    const remedy = 'Leave them out, or give a name and a version.';
    throw new UsageError('--plugin and --version can’t be empty.', remedy);
  }
  if (plugin !== undefined && all === true) {
    const remedy = 'Pass --plugin for one plugin, or --all for every plugin here.';
    throw new UsageError('--plugin and --all can’t be used together.', remedy);
  }
}

/** What the notify action would look at here, or has this name; one of another place only where no other has the name. */
function meantBy(plugin: string | undefined, candidates: readonly Candidate[]): readonly Candidate[] {
  const usual = candidates.filter(({ isUsual }) => isUsual);
  if (plugin === undefined) return usual;
  const called = (all: readonly Candidate[]) => all.filter(({ manifest }) => nameOf(manifest) === plugin);
  const found = called(usual);
  return found.length > 0 ? found : called(candidates);
}

/** READ: every plugin.json here. */
async function candidatesIn(folder: Folder): Promise<Candidate[]> {
  const inSubmodules = folder.catalogue === null ? [] : folder.submodules;
  const folders = await Promise.all(inSubmodules.map((one) => readSubmodule(folder, one)));
  const there = folders.filter((one) => one !== null);
  const lists = await Promise.all(
    [folder, ...there].map(async (one) => {
      const home = await homeOf(one);
      const usual = lookedAt(one);
      return one.manifests.map(
        (manifest): Candidate => ({ home, manifest, isUsual: usual.includes(manifest) }),
      );
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

function announced({ home, manifest }: Candidate, given: string | undefined): PluginToSend | Problem {
  const { path, parsed } = manifest;
  if (parsed.kind === 'problem') return parsed.problem;
  const version = given ?? parsed.manifest.version;
  if (version === null) {
    const what = `${quote(path)} declares no version`;
    return { code: 'no-version', what, remedy: 'Add one there, or pass --version.' };
  }
  return { home, plugin: parsed.manifest.name, version, path, given: given !== undefined };
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
      'Give each plugin its own name, or send all plugins here: --all without --plugin.',
    );
  }
  return new UsageError(
    `There are ${meant.length} plugins here: ${namesOf(meant)}.`,
    'Pass --plugin with one of these names, or --all.',
  );
}

/** As a person would order and count them: `p2` before `p10`. */
function namesOf(candidates: readonly Candidate[]): string {
  const names = candidates.map(({ manifest }) => nameOf(manifest) ?? manifest.path);
  return some(
    names.sort(naturalOrder).map((name) => quote(name)),
    10,
  );
}
