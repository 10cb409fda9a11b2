import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { patternList } from '../action/patterns.ts';
import { repositoryAt } from '../github/address.ts';
import { fullName, type RepositoryName } from '../github/repository.ts';
import type { Claim } from '../marketplace/claim.ts';
import { CATALOGUE } from '../marketplace/place.ts';
import { type ParsedCatalogue, parseCatalogue } from '../plugin/catalogue.ts';
import { parseGitmodules, type Submodule } from '../plugin/gitmodules.ts';
import { type ParsedManifest, parseManifest } from '../plugin/manifest.ts';
import { UsageError } from './cli.ts';
import { askGit, type Git, gitIn } from './git.ts';
import { type Role, roleOf } from './recognise.ts';
import { shellWord } from './shell-word.ts';
import { type ParsedWorkflow, parseWorkflow, type WorkflowFile } from './workflow-file.ts';

/** A manifest in the folder. */
export interface LocalManifest {
  readonly path: string;
  readonly parsed: ParsedManifest;
}

export interface LocalWorkflow {
  readonly workflow: WorkflowFile;
  readonly role: Role;
}

/** A repository's checkout, as it is on disk. */
export interface Folder {
  /** The checkout's root. */
  readonly root: string;
  readonly git: Git;
  /** `owner/name` of its `origin` (or only) remote, with the host; null where there is none. */
  readonly origin: { readonly repository: RepositoryName; readonly host: string } | null;
  /** The branch that is checked out; null on a detached HEAD. */
  readonly branch: string | null;
  /** The remote's default branch, as far as the checkout knows it. */
  readonly defaultBranch: string | null;
  readonly manifests: readonly LocalManifest[];
  /** `.claude-plugin/marketplace.json`; null where there is none. */
  readonly catalogue: ParsedCatalogue | null;
  readonly submodules: readonly Submodule[];
  readonly workflows: readonly LocalWorkflow[];
  readonly brokenWorkflows: readonly Extract<ParsedWorkflow, { kind: 'problem' }>[];
}

export const WORKFLOWS = '.github/workflows';

/** READ: what lies in the checkout around `folder`; null where there is none. Throws `UsageError`. */
export async function readFolder(folder: string): Promise<Folder | null> {
  const root = await rootOf(folder);
  if (root === null) return null;
  const git = gitIn(root);
  const [remote, branch, head, files] = await Promise.all([
    remoteOf(git),
    git.ask('symbolic-ref', '--quiet', '--short', 'HEAD'),
    git.ask('symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'),
    git.ask('ls-files', '-z', '--cached', '--others', '--exclude-standard'),
  ]);
  const workflows = await readWorkflows(root);
  const catalogue = await textAt(root, CATALOGUE);
  const gitmodules = parseGitmodules((await textAt(root, '.gitmodules')) ?? '');
  return {
    root,
    git,
    origin: remote,
    branch,
    defaultBranch: head?.replace(/^origin\//, '') ?? null,
    manifests: await readManifests(root, (files ?? '').split('\0')),
    catalogue: catalogue === null ? null : parseCatalogue(catalogue, CATALOGUE),
    submodules: gitmodules.kind === 'gitmodules' ? gitmodules.submodules : [],
    workflows: workflows.flatMap((one) =>
      one.kind === 'workflow' ? [{ workflow: one.workflow, role: roleOf(one.workflow) }] : [],
    ),
    brokenWorkflows: workflows.filter((one) => one.kind === 'problem'),
  };
}

/** Where git itself is the obstacle, "no checkout" would mislead. */
async function rootOf(folder: string): Promise<string | null> {
  const answer = await askGit(folder, 'rev-parse', '--show-toplevel');
  if (answer.kind === 'answer') return answer.text === '' ? null : answer.text;
  if (answer.kind === 'no-git') {
    throw new UsageError(
      'git is not installed here, or not on the PATH.',
      'Install it: https://git-scm.com.',
    );
  }
  // https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
  if (!answer.said.includes('dubious ownership')) return null;
  throw new UsageError(
    'git refuses this folder, because it belongs to somebody else.',
    `If you trust it: git config --global --add safe.directory ${shellWord(folder)}`,
  );
}

/** PURE: the plugins of a checkout, as an event would name them. */
export function claimsOf(folder: Folder | null): Claim[] {
  const repository = folder?.origin ? fullName(folder.origin.repository) : null;
  return (folder?.manifests ?? []).flatMap(({ path, parsed }) => {
    if (parsed.kind === 'problem') return [];
    const { name: plugin, version } = parsed.manifest;
    return [{ plugin, version, repository, path }];
  });
}

async function remoteOf(git: Git): Promise<Folder['origin']> {
  const names = (await git.ask('remote'))?.split('\n').filter(Boolean) ?? [];
  const name = names.includes('origin') ? 'origin' : names.length === 1 ? names[0] : undefined;
  const url = name === undefined ? null : await git.ask('remote', 'get-url', name);
  return url === null ? null : originOf(url);
}

/**
 * PURE: where a remote's address leads. A port of ssh is not the web's; a host of ssh without a dot is a name out of
 * somebody's configuration, mostly for github.com.
 */
export function originOf(url: string): Folder['origin'] {
  const found = /^(?:[a-z+]+:\/\/(?:[^@/]*@)?([^/]+)\/|(?:[^@/]+@)?([^:/]+):)/.exec(url);
  const name = found?.[1] ?? found?.[2];
  if (name === undefined) return null;
  const scheme = url.startsWith('http://') ? 'http' : 'https';
  const repository = repositoryAt(url, `${scheme}://${name}`);
  if (repository === null) return null;
  if (/^(?:https?|git):/.test(url)) return { repository, host: name };
  const host = name.replace(/:\d+$/, '');
  return { repository, host: host.includes('.') ? host : 'github.com' };
}

async function textAt(root: string, path: string): Promise<string | null> {
  return readFile(join(root, path), 'utf8').catch(() => null);
}

const MANIFESTS = patternList(['**/.claude-plugin/plugin.json'], []);

async function readManifests(root: string, files: readonly string[]): Promise<LocalManifest[]> {
  const paths = [...new Set(files.filter(MANIFESTS.matches))].sort();
  const texts = await Promise.all(paths.map((path) => textAt(root, path)));
  return paths.flatMap((path, index) => {
    const text = texts[index] ?? null;
    return text === null ? [] : [{ path, parsed: parseManifest(text, path) }];
  });
}

async function readWorkflows(root: string): Promise<ParsedWorkflow[]> {
  const names = await readdir(join(root, WORKFLOWS)).catch(() => []);
  const paths = names
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => `${WORKFLOWS}/${name}`);
  const texts = await Promise.all(paths.map((path) => textAt(root, path)));
  return paths.flatMap((path, index) => {
    const text = texts[index] ?? null;
    return text === null ? [] : [parseWorkflow(text, path)];
  });
}
