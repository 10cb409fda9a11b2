import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { patternList } from '../../action/patterns.ts';
import { catalogueProblem, manifestProblem } from '../../findings/files.ts';
import type { Problem } from '../../findings/problem.ts';
import type { Environment } from '../../github/client/network-settings.ts';
import { fullName } from '../../github/repository.ts';
import type { Claim } from '../../marketplace/claim.ts';
import { CATALOGUE } from '../../marketplace/place.ts';
import { type ParsedCatalogue, parseCatalogue } from '../../plugin/catalogue.ts';
import { naturalOrder, quote } from '../../plugin/display.ts';
import { parseGitmodules, type Submodule } from '../../plugin/gitmodules.ts';
import { type ParsedManifest, parseManifest } from '../../plugin/manifest.ts';
import { UsageError } from '../cli.ts';
import { partsOfFiles, type WorkflowFiles } from '../workflows/parts.ts';
import { type ParsedWorkflow, parseWorkflow, type WorkflowFile } from '../workflows/workflow.ts';
import { type Git, gitIn } from './git.ts';
import { readInside, readStrictly, whyOutside } from './inside.ts';
import { type Origin, readOrigin } from './origin.ts';
import { rootOf } from './root.ts';
import { type GitState, mainRemote, readState } from './state.ts';

/** What a file in the folder says, or why it can't be used. */
type LocalFile<T> = T | { readonly kind: 'problem'; readonly problem: Problem };

/** A manifest in the folder. */
export interface LocalManifest {
  readonly path: string;
  readonly parsed: LocalFile<Extract<ParsedManifest, { kind: 'manifest' }>>;
}

/** A path that `.gitmodules` declares, and that is no submodule in this clone. */
export interface Stray {
  readonly path: string;
  /** The end of a sentence that begins with the path. */
  readonly why: string;
}

/** A repository's checkout, as it is on disk. */
export interface Folder extends WorkflowFiles {
  /** The checkout's root. */
  readonly root: string;
  readonly git: Git;
  readonly state: GitState;
  /** Where its `origin` (or only) remote leads; null where there is none. */
  readonly origin: Origin | null;
  readonly manifests: readonly LocalManifest[];
  /** `.claude-plugin/marketplace.json`; null where there is none. */
  readonly catalogue: LocalFile<Extract<ParsedCatalogue, { kind: 'catalogue' }>> | null;
  /** Those that git's index has, inside of the checkout. */
  readonly submodules: readonly Submodule[];
  readonly strays: readonly Stray[];
  /** Those that can be read, also where they play no part. */
  readonly workflows: readonly WorkflowFile[];
}

/** PURE: the names that the catalogue here lists; none where there is none that can be read. */
export function listedNames({ catalogue }: Pick<Folder, 'catalogue'>): string[] {
  const entries = catalogue?.kind === 'catalogue' ? catalogue.catalogue.entries : [];
  return entries.flatMap(({ name }) => name ?? []);
}

export const WORKFLOWS = '.github/workflows';

/** READ: what lies in the checkout around `folder`; null where there is none. Throws `UsageError`. */
export async function readFolder(folder: string, env: Environment): Promise<Folder | null> {
  const root = await rootOf(folder, env);
  if (root === null) return null;
  const git = gitIn(root, env);
  const state = await readState(git);
  const paths = [...state.index.map(({ path }) => path), ...state.untracked];
  const parsed = await readWorkflows(root);
  const origin = await originIn(git, state);
  const links = new Set(state.index.flatMap(({ mode, path }) => (mode === '160000' ? [path] : [])));
  return {
    root,
    git,
    state,
    origin,
    manifests: await readManifests(root, paths),
    catalogue: await readCatalogue(root),
    ...(await readSubmodules(root, links)),
    ...partsOfFiles(parsed, origin?.repository ?? null),
    workflows: parsed.flatMap((one) => (one.kind === 'workflow' ? [one.workflow] : [])),
  };
}

/**
 * READ: where the main remote leads. What `url.<base>.insteadOf` makes of it may be a mirror on this disk: the address
 * that a person wrote is then the repository's (https://git-scm.com/docs/git-config#Documentation/git-config.txt-urlbaseinsteadOf).
 */
async function originIn(git: Git, state: GitState): Promise<Origin | null> {
  const name = mainRemote(state);
  const url = state.remotes.get(name ?? '');
  if (name === null || url === undefined) return null;
  const found = await readOrigin(url, git.env);
  if (found !== null) return found;
  const [written = ''] = (await git.ask('config', '--get-all', `remote.${name}.url`))?.split('\n') ?? [];
  return written === url ? null : readOrigin(written, git.env);
}

/** READ: the checkout of a submodule; null where it is not there, or git takes something else for it. */
export async function readSubmodule(
  { root, git }: Pick<Folder, 'root' | 'git'>,
  { path }: Pick<Submodule, 'path'>,
): Promise<Folder | null> {
  const place = await realpath(join(root, path)).catch(() => null);
  if (place === null || (await whyOutside(root, path)) !== null) return null;
  const found = await readFolder(place, git.env).catch((error: unknown) => {
    if (error instanceof UsageError) return null;
    throw error;
  });
  return found !== null && (await realpath(found.root)) === place ? found : null;
}

/** PURE: the plugins of a checkout, as an event would name them. */
export function claimsHere(folder: Folder | null): Claim[] {
  const repository = folder?.origin ? fullName(folder.origin.repository) : null;
  return (folder?.manifests ?? []).flatMap(({ path, parsed }) => {
    if (parsed.kind === 'problem') return [];
    const { name: plugin, version } = parsed.manifest;
    return [{ plugin, version, repository, path }];
  });
}

/** Declared by `.gitmodules`, and a gitlink of the index: what is only declared may be any folder. */
async function readSubmodules(root: string, links: ReadonlySet<string>) {
  const file = await readInside(root, '.gitmodules');
  const parsed = file.kind === 'text' ? parseGitmodules(file.text) : null;
  const declared = parsed?.kind === 'gitmodules' ? parsed.submodules : [];
  const checked = await Promise.all(
    declared.map(async (submodule) => ({ submodule, why: await whyStray(root, submodule.path, links) })),
  );
  return {
    submodules: checked.flatMap(({ submodule, why }) => (why === null ? [submodule] : [])),
    strays: checked.flatMap(({ submodule: { path }, why }) => (why === null ? [] : [{ path, why }])),
  };
}

async function whyStray(root: string, path: string, links: ReadonlySet<string>): Promise<string | null> {
  const outside = await whyOutside(root, path);
  return outside ?? (links.has(path) ? null : 'is not a submodule in git’s index');
}

const MANIFESTS = patternList(['**/.claude-plugin/plugin.json'], []);

function parsedManifest(text: string, path: string): LocalManifest['parsed'] {
  const parsed = parseManifest(text, path);
  return parsed.kind === 'manifest'
    ? parsed
    : { kind: 'problem', problem: manifestProblem(parsed.fault, 'command-line') };
}

async function readManifests(root: string, files: readonly string[]): Promise<LocalManifest[]> {
  const paths = [...new Set(files.filter(MANIFESTS.matches))].sort(naturalOrder);
  const read = paths.map(async (path): Promise<LocalManifest[]> => {
    const file = await readStrictly(root, path);
    if (file.kind === 'absent') return [];
    const isText = file.kind === 'text';
    return [{ path, parsed: isText ? parsedManifest(file.text, path) : unread(path, file.why) }];
  });
  return (await Promise.all(read)).flat();
}

/** Catalogues are lists, and may be long. */
const LARGEST_CATALOGUE = 16 * 1024 * 1024;

async function readCatalogue(root: string): Promise<Folder['catalogue']> {
  const file = await readStrictly(root, CATALOGUE, LARGEST_CATALOGUE);
  if (file.kind === 'absent') return null;
  if (file.kind !== 'text') return unread(CATALOGUE, file.why);
  const parsed = parseCatalogue(file.text, CATALOGUE);
  return parsed.kind === 'catalogue' ? parsed : { kind: 'problem', problem: catalogueProblem(parsed.fault) };
}

function unread(path: string, why: string): { readonly kind: 'problem'; readonly problem: Problem } {
  const what = `${quote(path)} ${why}, so it is not read`;
  const remedy = 'Replace it with a real file of this repository, saved as UTF-8.';
  return { kind: 'problem', problem: { code: 'file-not-read', what, remedy, at: { file: path } } };
}

async function readWorkflows(root: string): Promise<ParsedWorkflow[]> {
  const names = await readdir(join(root, WORKFLOWS)).catch(() => []);
  const paths = names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort(naturalOrder)
    .map((name) => `${WORKFLOWS}/${name}`);
  const read = paths.map(async (path): Promise<ParsedWorkflow[]> => {
    const file = await readInside(root, path);
    if (file.kind === 'absent') return [];
    if (file.kind === 'refused')
      return [{ kind: 'problem', path, line: 1, column: 1, message: `it ${file.why}` }];
    return [parseWorkflow(file.text, path)];
  });
  return (await Promise.all(read)).flat();
}
