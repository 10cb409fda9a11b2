import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/index.ts';
import type { RepositoryOptions, SandboxRepository } from '../../sandbox/types.ts';
import { type Files, manifest, ROOT_MANIFEST } from '../support/files.ts';
import { type CommandRun, git, notifyMarketplace } from './cli-support.ts';
import { NOTIFY, newFolder, UPDATE } from './cli-world.ts';
import { CATALOGUE, catalogue } from './update-support.ts';

/** One finding, as `--json` has it. */
export interface Told {
  readonly check: string;
  readonly status: 'fine' | 'problem' | 'warning' | 'unchecked';
  readonly where: string;
  readonly what: string;
  readonly code?: string;
  readonly remedy?: string;
  readonly why?: string;
  readonly at?: object;
}

/** What a run of doctor told. */
export interface Visit {
  readonly run: CommandRun;
  readonly findings: readonly Told[];
  /** `warning never-ran` and the like, in order. */
  readonly flaws: readonly string[];
}

/** Runs `doctor --json`. */
export async function visit(
  sandbox: Sandbox,
  folder: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Visit> {
  const run = await notifyMarketplace(sandbox, folder, ['doctor', '--json', ...args], env);
  const findings: Told[] = run.out === '' ? [] : JSON.parse(run.out);
  const flaws = findings.flatMap(({ status, code }) => (code === undefined ? [] : [`${status} ${code}`]));
  return { run, findings, flaws };
}

/** A file that holds this text. */
export async function tokenFile(sandbox: Sandbox, text: string): Promise<string> {
  const file = join(await newFolder(sandbox), 'token.txt');
  await writeFile(file, text);
  return file;
}

/** Every piece of a text of that length. */
export function pieces(text: string, length: number): string[] {
  return Array.from({ length: Math.max(0, text.length - length + 1) }, (_, at) =>
    text.slice(at, at + length),
  );
}

const CLI = new URL('../../dist/cli/index.js', import.meta.url).pathname;

/** Runs the command line with this as its standard input, through a pipe. */
export async function piped(
  { github }: Sandbox,
  args: readonly string[],
  input: string,
): Promise<CommandRun> {
  const { PATH = '' } = process.env;
  const env = { PATH, GITHUB_API_URL: github.apiUrl, GITHUB_GRAPHQL_URL: github.graphqlUrl, INPUT: input };
  const script = 'printf %s "$INPUT" | "$0" "$@"';
  const given = ['-c', script, process.execPath, CLI, ...args];
  return new Promise((resolve) => {
    execFile('sh', given, { env, cwd: github.root }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

/** Files beside the usual ones, or instead of them; null: none. */
type More = Files;

export interface EndsOptions {
  readonly plugin?: RepositoryOptions;
  readonly marketplace?: RepositoryOptions;
  readonly pluginFiles?: (texts: Texts) => More;
  readonly marketplaceFiles?: (texts: Texts) => More;
  /** Entries of marketplace.json; default: the plugin alone. */
  readonly entries?: (plugin: string, first: string) => readonly unknown[];
}

/** The templates, for a marketplace. */
export interface Texts {
  readonly notify: string;
  readonly update: string;
  /** Its `owner/repo`. */
  readonly to: string;
}

/** A marketplace and its plugin, set up by the templates. */
export interface Ends {
  readonly plugin: SandboxRepository;
  readonly marketplace: SandboxRepository;
  readonly owner: string;
  /** Reads everything. */
  readonly token: string;
}

let owners = 0;

export async function ends(sandbox: Sandbox, options: EndsOptions = {}): Promise<Ends> {
  const { github } = sandbox;
  const owner = `chain${++owners}`;
  const to = `${owner}/marketplace`;
  const [notify, update] = await Promise.all([NOTIFY, UPDATE].map((path) => template(path, to)));
  const texts = { notify: notify ?? '', update: update ?? '', to };
  const secret = github.createToken({ kind: 'fine-grained', repositories: { [to]: { contents: 'write' } } });
  const plugin = await github.createRepository(`${owner}/tool`, {
    secrets: { MARKETPLACE_UPDATE_TOKEN: secret },
    ...options.plugin,
  });
  const pluginFiles = { [ROOT_MANIFEST]: manifest('tool', '1.2.0'), [NOTIFY]: texts.notify };
  const first = await plugin.commit({ files: kept({ ...pluginFiles, ...options.pluginFiles?.(texts) }) });
  const marketplace = await github.createRepository(to, options.marketplace);
  const source = { source: 'github', repo: plugin.fullName, sha: first };
  const entries = options.entries?.(plugin.fullName, first) ?? [{ name: 'tool', source }];
  const files = { [CATALOGUE]: catalogue(entries), [UPDATE]: texts.update };
  await marketplace.commit({ files: kept({ ...files, ...options.marketplaceFiles?.(texts) }) });
  const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
  return { plugin, marketplace, owner, token };
}

function kept(files: Files): Files {
  return Object.fromEntries(Object.entries(files).filter(([, content]) => content !== null));
}

async function template(path: string, to: string): Promise<string> {
  const text = await readFile(join('templates', path.split('/').at(-1) ?? ''), 'utf8');
  return text.replaceAll('acme/marketplace', to);
}

/** A clone whose remote has no token in its address. */
export async function cloned(
  sandbox: Sandbox,
  repository: SandboxRepository,
  ...args: string[]
): Promise<string> {
  const folder = await newFolder(sandbox);
  const token = sandbox.github.createToken({ kind: 'classic', scopes: ['repo'] });
  await git(folder, 'clone', '--quiet', ...args, repository.cloneUrl(token), '.');
  await git(folder, 'remote', 'set-url', 'origin', `${sandbox.github.url}/${repository.fullName}.git`);
  return folder;
}

/** Where the template has its secret. */
export const TOKEN = /\$\{\{ secrets\.MARKETPLACE_UPDATE_TOKEN \}\}/;

/** A plugin with the template and a change in it, which must be one. */
export const notify = (change: (text: string) => string): EndsOptions => ({
  pluginFiles: (texts) => {
    const text = change(texts.notify);
    if (text === texts.notify) throw new Error('The template has changed: nothing is replaced.');
    return { [NOTIFY]: text };
  },
});
