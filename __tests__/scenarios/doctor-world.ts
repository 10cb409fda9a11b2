import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeClone } from '../../sandbox/checkout.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { RepositoryOptions, SandboxRepository, WorkflowRun } from '../../sandbox/types.ts';
import type { Finding } from '../../src/cli/doctor/report/finding.ts';
import type { Place } from '../../src/plugin/position.ts';
import { type Files, manifest, ROOT_MANIFEST } from '../support/files.ts';
import { type CommandRun, notifyMarketplace } from './cli-support.ts';
import { NOTIFY, newFolder, UPDATE } from './cli-world.ts';
import { CATALOGUE, catalogue } from './update-support.ts';

/** The templates, as people copy them. */
const NOTIFY_TEMPLATE = await readFile('templates/notify-marketplace.yml', 'utf8');
const UPDATE_TEMPLATE = await readFile('templates/update-marketplace.yml', 'utf8');
export const SECRET = 'MARKETPLACE_UPDATE_TOKEN';

type Change = readonly [from: string | RegExp, to: string];

export interface WorldOptions {
  /** What the plugin's workflow has otherwise than the template; null for no workflow. */
  readonly notify?: readonly Change[] | null | undefined;
  /** The same of the marketplace's. */
  readonly update?: readonly Change[] | null | undefined;
  readonly pluginFiles?: Files;
  readonly marketplaceFiles?: Files;
  readonly plugin?: RepositoryOptions;
  readonly marketplace?: RepositoryOptions;
  /** The entries, given the plugin's first commit. Default: the plugin, pinned to it. */
  readonly entries?: (at: World & { readonly first: string }) => readonly unknown[];
}

/** A plugin and its marketplace, in which all is well but for what the options say. */
export interface World {
  readonly sandbox: Sandbox;
  readonly owner: string;
  readonly plugin: SandboxRepository;
  readonly marketplace: SandboxRepository;
  /** What the plugin's secret holds. */
  readonly secret: string;
  /** Of somebody who may do everything. */
  readonly me: string;
  /** Where `claude plugin validate` is content. */
  readonly claude: string;
}

/** A Claude Code that objects to what `OBJECT` says. */
const CONTENT = '[ -z "$OBJECT" ] || { echo "$OBJECT" >&2; exit 1; }';

let worlds = 0;

export async function world(sandbox: Sandbox, options: WorldOptions = {}): Promise<World> {
  const { github } = sandbox;
  const owner = `acme${++worlds}`;
  const market = `${owner}/marketplace`;
  const secret = github.createToken({
    kind: 'fine-grained',
    repositories: { [market]: { contents: 'write' } },
  });
  const plugin = await github.createRepository(`${owner}/tool`, {
    secrets: { [SECRET]: secret },
    ...options.plugin,
  });
  const marketplace = await github.createRepository(market, options.marketplace);
  const me = github.createToken({ kind: 'classic', scopes: ['repo'] });
  const made: World = {
    sandbox,
    owner,
    plugin,
    marketplace,
    secret,
    me,
    claude: await claudeThat(sandbox, CONTENT),
  };
  await fill(made, options);
  ranWell(made);
  return made;
}

async function fill(at: World, options: WorldOptions): Promise<void> {
  const { plugin, marketplace } = at;
  const notify = options.notify === null ? {} : { [NOTIFY]: notifyWorkflow(at, options.notify) };
  const first = await plugin.commit({
    files: { [ROOT_MANIFEST]: manifest('tool', '1.2.0'), ...notify, ...options.pluginFiles },
  });
  const entries = options.entries?.({ ...at, first }) ?? [{ name: 'tool', source: pin(at, first) }];
  const update = options.update === null ? {} : { [UPDATE]: changed(UPDATE_TEMPLATE, options.update ?? []) };
  await marketplace.commit({
    files: { [CATALOGUE]: catalogue(entries), ...update, ...options.marketplaceFiles },
  });
}

/** The plugin's workflow, by the template. */
export function notifyWorkflow(
  { marketplace }: { readonly marketplace: Pick<SandboxRepository, 'fullName'> },
  changes: readonly Change[] = [],
): string {
  return changed(NOTIFY_TEMPLATE.replace('acme/marketplace', marketplace.fullName), changes);
}

export function updateWorkflow(changes: readonly Change[] = []): string {
  return changed(UPDATE_TEMPLATE, changes);
}

function changed(text: string, changes: readonly Change[]): string {
  return changes.reduce((before, [from, to]) => {
    const after = before.replace(from, to);
    if (after === before) throw new Error(`the workflow has no ${from}`);
    return after;
  }, text);
}

export function pin({ plugin }: World, sha: string) {
  return { source: 'github', repo: plugin.fullName, sha };
}

const runs: WorkflowRun[] = [];

/** Runs that GitHub tells of besides those that there were; the newest of a workflow counts. */
export function ran(
  { sandbox }: World,
  repository: SandboxRepository,
  path: string,
  more: Partial<WorkflowRun> & { readonly on?: string } = {},
): void {
  const { github, actions } = sandbox;
  const { on = 'workflow_dispatch', ...rest } = more;
  const event = {
    ...{ name: on, repository: repository.fullName, ref: 'refs/heads/main', sha: '0'.repeat(40) },
    ...{ workflowSha: '', actor: 'octocat', payload: {}, changedFiles: null, at: 0 },
  };
  const createdAt = new Date(Date.now() - 60_000 + runs.length);
  const id = 7000 + runs.length;
  const run: WorkflowRun = {
    ...{ id, repository: repository.fullName, workflow: 'A workflow', path, event, number: id },
    ...{ status: 'completed', conclusion: 'success', createdAt, updatedAt: createdAt, jobs: [] },
  };
  runs.push({ ...run, ...rest });
  github.showRunsOf({
    get runs() {
      return [...actions.runs, ...runs];
    },
  });
}

export function ranWell(at: World): void {
  ran(at, at.plugin, NOTIFY, { on: 'push' });
  ran(at, at.marketplace, UPDATE, { on: 'repository_dispatch' });
}

/** A folder for `PATH` in which `claude` is this shell script. */
export async function claudeThat(sandbox: Sandbox, script: string): Promise<string> {
  const folder = await newFolder(sandbox);
  await writeFile(join(folder, 'claude'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return folder;
}

export function clone({ sandbox, me }: World, repository: SandboxRepository, name = ''): Promise<string> {
  return cloneAs(sandbox, repository, me, name);
}

async function cloneAs(sandbox: Sandbox, repository: SandboxRepository, token: string, name: string) {
  const folder = await newFolder(sandbox, name);
  await writeClone(repository, folder, repository.cloneUrl(token));
  return folder;
}

/** A finding as `--json` has it. */
export interface JsonFinding {
  readonly check: string;
  readonly status: Finding['kind'];
  readonly code?: string;
  readonly where: string;
  readonly what: string;
  readonly remedy?: string;
  readonly at?: Place;
  readonly why?: string;
}

export interface Diagnosis extends CommandRun {
  readonly findings: readonly JsonFinding[];
  /** Problems and warnings. */
  readonly flaws: readonly JsonFinding[];
  readonly unchecked: readonly JsonFinding[];
}

/** `doctor --json` in a folder, with somebody's token unless `env` says otherwise. */
export async function diagnose(
  at: World,
  folder: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<Diagnosis> {
  const PATH = `${at.claude}:${process.env['PATH'] ?? ''}`;
  return diagnoseAlone(at.sandbox, folder, args, { PATH, GH_TOKEN: at.me, ...env });
}

/** `doctor --json` in a folder, with nothing but what `env` gives. */
export async function diagnoseAlone(
  sandbox: Sandbox,
  folder: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Diagnosis> {
  const run = await notifyMarketplace(sandbox, folder, ['doctor', '--json', ...args], env);
  const findings: JsonFinding[] = run.out === '' ? [] : JSON.parse(run.out);
  return {
    ...run,
    findings,
    flaws: findings.filter(({ status }) => status === 'problem' || status === 'warning'),
    unchecked: findings.filter(({ status }) => status === 'unchecked'),
  };
}

/** The same, as people read it. */
export function read(
  at: World,
  folder: string,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<CommandRun> {
  const PATH = `${at.claude}:${process.env['PATH'] ?? ''}`;
  return notifyMarketplace(at.sandbox, folder, ['doctor', ...args], { PATH, GH_TOKEN: at.me, ...env });
}

/** A file that holds this text. */
export async function tokenFile(sandbox: Sandbox, text: string): Promise<string> {
  const file = join(await newFolder(sandbox), 'token.txt');
  await writeFile(file, text);
  return file;
}
