import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { fullName } from '../github/repository.ts';
import { count, display, quote } from '../plugin/display.ts';
import { type Cli, type ExitCode, UsageError } from './cli.ts';
import { type Folder, readFolder } from './folder.ts';
import { nextSteps } from './next-steps.ts';
import { planNotify, planUpdate, type SetupOptions, type SetupStep } from './setup-plan.ts';
import { shellWord } from './shell-word.ts';
import { marketplacesOf } from './target.ts';

export interface SetupFlags {
  /** The marketplace that the plugin's workflow tells. */
  readonly to?: string;
  readonly marketplace?: boolean;
  /** Folders; true for every submodule. */
  readonly plugins?: boolean | readonly string[];
  readonly eventType?: string;
  readonly secret?: string;
  readonly force?: boolean;
  readonly migrate?: boolean;
  readonly check?: boolean;
}

/** `setup`: writes the workflows, filled in, and says what to do next. */
export async function setup(cli: Cli, flags: SetupFlags, templates: string): Promise<ExitCode> {
  const here = await readFolder(cli.cwd);
  if (here === null) {
    throw new UsageError(
      'This is no git checkout.',
      'Run setup in a clone of the plugin’s or marketplace’s repository.',
    );
  }
  const steps = await stepsOf(cli, here, flags, templates);
  const done: SetupStep[] = [];
  for (const step of steps) {
    show(cli, here, step);
    if (flags.check !== true && (step.action.kind === 'write' || step.action.kind === 'migrate')) {
      await write(step);
      done.push(step);
    }
  }
  for (const folder of new Set(done.map((step) => step.folder))) await showStatus(cli, here, folder);
  if (done.length > 0) for (const line of nextSteps(here, done)) cli.terminal.print(line);
  return exitCode(steps, flags.check === true);
}

/** `--check`: 1 where something is missing. Else 1 where something was refused. */
function exitCode(steps: readonly SetupStep[], check: boolean): ExitCode {
  const missing = steps.some(({ action }) => action.kind !== 'keep' && (check || action.kind === 'refuse'));
  return missing ? 1 : 0;
}

async function stepsOf(cli: Cli, here: Folder, flags: SetupFlags, templates: string): Promise<SetupStep[]> {
  const options: SetupOptions = {
    force: flags.force === true,
    migrate: flags.migrate === true,
    eventType: flags.eventType ?? null,
    secret: secretName(flags.secret),
  };
  const isMarketplace = here.catalogue !== null && here.origin !== null;
  const update =
    flags.marketplace === true || (isMarketplace && flags.plugins === undefined && flags.to === undefined);
  const steps: SetupStep[] = [];
  if (update) steps.push(planUpdate(here, await readTemplate(templates, 'update-marketplace.yml'), options));
  if (update && flags.plugins === undefined) return steps;
  const own = isMarketplace && here.origin !== null ? [fullName(here.origin.repository)] : [];
  const named = marketplacesOf(cli, flags.to, here);
  const marketplaces = named.length > 0 ? named : flags.plugins === undefined ? [] : own;
  const template = await readTemplate(templates, 'notify-marketplace.yml');
  for (const folder of await pluginFolders(cli, here, flags)) {
    steps.push(planNotify(folder, template, { ...options, marketplaces }));
  }
  return steps;
}

/** https://docs.github.com/actions/reference/security/secrets */
function secretName(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (/^(?!GITHUB_)[A-Za-z_]\w*$/i.test(text)) return text;
  throw new UsageError(
    `${quote(text)} can't be a secret's name.`,
    'Use letters, digits and _; no digit first, no GITHUB_ first.',
  );
}

function readTemplate(templates: string, name: string): Promise<string> {
  return readFile(join(templates, name), 'utf8');
}

/** This checkout, the folders given, or every submodule. */
async function pluginFolders(cli: Cli, here: Folder, { plugins }: SetupFlags): Promise<Folder[]> {
  if (plugins === undefined || plugins === false) return [here];
  const paths =
    plugins === true
      ? here.submodules.map(({ path }) => join(here.root, path))
      : plugins.map((path) => resolve(cli.cwd, path));
  if (paths.length === 0) {
    throw new UsageError(
      'There is no submodule here.',
      'Name the plugins’ checkouts: --plugins ../one ../two.',
    );
  }
  return Promise.all(paths.map((path) => pluginFolder(here, path)));
}

/** An uninitialised submodule is an empty folder, in which git finds the marketplace around it. */
async function pluginFolder(here: Folder, path: string): Promise<Folder> {
  const folder = await readFolder(path);
  const shown = relative(here.root, path);
  if (folder === null)
    throw new UsageError(`${quote(shown)} is no git checkout.`, 'Clone the plugin’s repository first.');
  if (folder.root !== here.root) return folder;
  throw new UsageError(
    `${quote(shown)} is a submodule that is not there yet.`,
    `Fetch it first: git submodule update --init -- ${shellWord(shown)}`,
  );
}

const SIGNS = { write: '+', keep: '=', migrate: '~', refuse: '✗' } as const;

function show({ terminal }: Cli, here: Folder, { folder, path, action, text, warnings }: SetupStep): void {
  const { colour } = terminal;
  const where = relative(here.root, folder.root);
  const file = join(where, path);
  const paint = { write: colour.green, keep: colour.dim, migrate: colour.yellow, refuse: colour.red };
  terminal.print(`${paint[action.kind](SIGNS[action.kind])} ${display(file, 200)}${reasonOf(action)}`);
  if (action.kind === 'refuse') terminal.print(`  → ${action.remedy}`);
  for (const warning of warnings) terminal.print(`  ${colour.yellow('!')} ${warning}`);
  if (action.kind !== 'migrate') return;
  for (const { workflow } of action.old) {
    terminal.print(createTwoFilesPatch(workflow.path, path, workflow.text, text).trimEnd());
  }
}

function reasonOf(action: SetupStep['action']): string {
  switch (action.kind) {
    case 'write':
      return ': written';
    case 'keep':
      return `: kept, ${action.why}`;
    case 'migrate':
      return `: replaces ${action.old.map(({ workflow }) => quote(workflow.path)).join(', ')}`;
    case 'refuse':
      return `: refused, ${action.why}`;
  }
}

/** Whole or not at all: beside its place first, then moved there. */
async function write({ folder, path, text, action }: SetupStep): Promise<void> {
  const target = join(folder.root, path);
  const draft = `${target}.${process.pid}.tmp`;
  await mkdir(dirname(target), { recursive: true });
  try {
    await writeFile(draft, text, { flag: 'wx' });
    await rename(draft, target);
  } finally {
    await rm(draft, { force: true });
  }
  if (action.kind !== 'migrate') return;
  for (const { workflow } of action.old.filter(({ workflow }) => workflow.path !== path)) {
    await rm(join(folder.root, workflow.path), { force: true });
  }
}

async function showStatus({ terminal }: Cli, here: Folder, folder: Folder): Promise<void> {
  const lines = (await folder.git.ask('status', '--short'))?.split('\n').filter(Boolean) ?? [];
  const where = relative(here.root, folder.root) || '.';
  terminal.print('');
  terminal.print(
    terminal.colour.bold(`git status in ${display(where, 200)}: ${count(lines.length, 'change')}`),
  );
  for (const line of lines.slice(0, 20)) terminal.print(`  ${display(line, 200)}`);
  if (lines.length > 20) terminal.print(`  … and ${lines.length - 20} more`);
}
