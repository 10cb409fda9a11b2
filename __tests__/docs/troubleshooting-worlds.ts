import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeClone } from '../../sandbox/checkout.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { RepositoryOptions, SandboxRepository, TokenOptions } from '../../sandbox/types.ts';
import { notifyMarketplace } from '../scenarios/cli-support.ts';
import { NOTIFY, newFolder, UPDATE, write } from '../scenarios/cli-world.ts';
import { CATALOGUE, catalogue } from '../scenarios/update-support.ts';
import { type Files, manifest, ROOT_MANIFEST } from '../support/files.ts';

/** A marketplace and its plugin, set up by the templates: what a world breaks. */
export interface Ends {
  readonly plugin: SandboxRepository;
  readonly marketplace: SandboxRepository;
  /** The plugin's commit that the marketplace points to. */
  readonly first: string;
}

/** What is broken, where doctor is run, and what it must then tell. */
export interface World {
  readonly name: string;
  readonly codes: readonly string[];
  readonly from: 'plugin' | 'marketplace' | 'anywhere';
  readonly pluginOptions?: RepositoryOptions;
  readonly marketplaceOptions?: RepositoryOptions;
  /** Files beside the usual ones, or instead of them; null: none. */
  readonly plugin?: (text: Templates) => Partial<Record<string, Files[string] | null>>;
  readonly marketplace?: (text: Templates) => Partial<Record<string, Files[string] | null>>;
  readonly arrange?: (ends: Ends, sandbox: Sandbox) => Promise<void> | void;
  /** In the clone alone. */
  readonly uncommitted?: (text: Templates) => Record<string, string>;
  /** Checked with `--token-file`. */
  readonly token?: Partial<TokenOptions> | string;
  /** The marketplace is named, because no workflow does it. */
  readonly named?: boolean;
}

export interface Templates {
  readonly notify: string;
  readonly update: string;
  /** `owner/repo` of the marketplace. */
  readonly to: string;
}

let worlds = 0;

/** Makes the world and runs doctor in it; returns the codes that it tells. */
export async function toldIn(sandbox: Sandbox, world: World): Promise<string[]> {
  const { github } = sandbox;
  const owner = `trouble${++worlds}`;
  const to = `${owner}/marketplace`;
  const texts = { notify: await template(NOTIFY, to), update: await template(UPDATE, to), to };
  const plugin = await github.createRepository(`${owner}/sdk-bridge`, {
    secrets: { MARKETPLACE_UPDATE_TOKEN: 'x' },
    ...world.pluginOptions,
  });
  const pluginFiles = { [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.0'), [NOTIFY]: texts.notify };
  const first = await plugin.commit({ files: given({ ...pluginFiles, ...world.plugin?.(texts) }) });
  const marketplace = await github.createRepository(to, world.marketplaceOptions);
  const ends = { plugin, marketplace, first };
  const entry = { name: 'sdk-bridge', source: { source: 'github', repo: plugin.fullName, sha: first } };
  const marketFiles = { [CATALOGUE]: catalogue([entry]), [UPDATE]: texts.update };
  await marketplace.commit({ files: given({ ...marketFiles, ...world.marketplace?.(texts) }) });
  await world.arrange?.(ends, sandbox);
  return codesOf(sandbox, world, ends, texts);
}

function given(files: Files): Files {
  return Object.fromEntries(Object.entries(files).filter(([, content]) => content !== null));
}

async function template(path: string, to: string): Promise<string> {
  const text = await readFile(join('templates', path.split('/').at(-1) ?? ''), 'utf8');
  return text.replaceAll('acme/marketplace', to);
}

async function codesOf(sandbox: Sandbox, world: World, ends: Ends, texts: Templates): Promise<string[]> {
  const { github } = sandbox;
  const folder = await newFolder(sandbox);
  if (world.from !== 'anywhere') {
    await writeClone(ends[world.from], folder, ends[world.from].cloneUrl());
    await write(folder, world.uncommitted?.(texts) ?? {});
  }
  const named = world.named === true || world.from === 'anywhere';
  const args = ['doctor', '--json', ...(named ? ['--marketplace', ends.marketplace.fullName] : [])];
  const run = await notifyMarketplace(
    sandbox,
    folder,
    [...args, ...(await tokenArgs(sandbox, world, ends))],
    {
      ...(world.token === undefined
        ? { GH_TOKEN: github.createToken({ kind: 'classic', scopes: ['repo'] }) }
        : {}),
      PATH: `${await objector(sandbox)}:${process.env['PATH'] ?? ''}`,
    },
  );
  const findings: { code?: string }[] = JSON.parse(run.out);
  return [...new Set(findings.flatMap(({ code }) => code ?? []))];
}

async function tokenArgs(sandbox: Sandbox, { token }: World, { marketplace }: Ends): Promise<string[]> {
  if (token === undefined) return [];
  const write = { [marketplace.fullName]: { contents: 'write', metadata: 'read' } } as const;
  const text =
    typeof token === 'string'
      ? token
      : sandbox.github.createToken({ kind: 'fine-grained', repositories: write, ...token });
  const file = join(await newFolder(sandbox), 'token.txt');
  await writeFile(file, `${text}\n`);
  return ['--token-file', file];
}

/** A Claude Code that objects to every plugin. */
async function objector({ github }: Sandbox): Promise<string> {
  const folder = join(github.root, 'objector');
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, 'claude'),
    '#!/bin/sh\necho "plugin.json: agents: Invalid input" >&2\nexit 1\n',
  );
  await chmod(join(folder, 'claude'), 0o755);
  return folder;
}
