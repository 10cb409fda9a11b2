import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from '../index.ts';
import type { SandboxGitHub, SandboxRepository } from '../types.ts';
import { type Clone, clone } from './clone.ts';

/** A plugin's repository, and its author's machine. */
export interface Plugin {
  readonly name: string;
  readonly repository: SandboxRepository;
  readonly author: Clone;
}

export interface World {
  readonly marketplace: SandboxRepository;
  /** The machine of the marketplace's maintainer. */
  readonly keeper: Clone;
  /** A submodule of the marketplace. */
  readonly bridge: Plugin;
  /** Pinned to a commit. */
  readonly formatter: Plugin;
  /** Pinned to a release tag. */
  readonly linter: Plugin;
}

export const NOTIFY = '.github/workflows/notify-marketplace.yml';
export const UPDATE = '.github/workflows/update-marketplace.yml';
export const MANIFEST = '.claude-plugin/plugin.json';
export const CATALOGUE = '.claude-plugin/marketplace.json';
/** The manifest of the plugin in the marketplace itself. */
export const NOTES = `plugins/notes/${MANIFEST}`;

export function manifest(name: string, version: string, description = 'A plugin'): string {
  return `${JSON.stringify({ name, version, description }, null, 2)}\n`;
}

/** A marketplace with four plugins, each listed in another way; every repository has its template, unchanged. */
export async function makeWorld(sandbox: Sandbox, templates: string): Promise<World> {
  const { github } = sandbox;
  const marketplace = await github.createRepository('acme/marketplace');
  const secret = github.createToken({
    kind: 'fine-grained',
    repositories: { 'acme/marketplace': { metadata: 'read', contents: 'write' } },
  });
  const workflow = await readFile(join(templates, 'notify-marketplace.yml'), 'utf8');
  const make = (name: string, version: string) => makePlugin(github, { name, version, secret, workflow });
  const [bridge, formatter, linter] = await Promise.all([
    make('sdk-bridge', '2.0.0'),
    make('formatter', '1.4.0'),
    make('linter', '0.9.0'),
  ]);
  await linter.repository.git('tag', '-a', '-m', '0.9.0', 'v0.9.0', 'main');
  await marketplace.commit({
    message: 'The marketplace',
    files: {
      [CATALOGUE]: await catalogue({ formatter, linter }),
      [NOTES]: manifest('notes', '1.0.0'),
      'plugins/sdk-bridge': { gitlink: await tip(bridge.repository) },
      '.gitmodules':
        '[submodule "plugins/sdk-bridge"]\n\tpath = plugins/sdk-bridge\n\turl = ../sdk-bridge.git\n',
      [UPDATE]: await readFile(join(templates, 'update-marketplace.yml'), 'utf8'),
    },
  });
  return { marketplace, keeper: await machineOf(github, marketplace), bridge, formatter, linter };
}

function tip(repository: SandboxRepository): Promise<string> {
  return repository.git('rev-parse', 'refs/heads/main');
}

async function catalogue({ formatter, linter }: Pick<World, 'formatter' | 'linter'>): Promise<string> {
  const plugins = [
    { name: 'sdk-bridge', source: './plugins/sdk-bridge', version: '2.0.0' },
    {
      name: 'formatter',
      source: { source: 'github', repo: 'acme/formatter', sha: await tip(formatter.repository) },
      version: '1.4.0',
    },
    {
      name: 'linter',
      source: { source: 'github', repo: 'acme/linter', ref: 'v0.9.0', sha: await tip(linter.repository) },
    },
    { name: 'notes', source: './plugins/notes', version: '1.0.0' },
  ];
  return `${JSON.stringify({ name: 'acme', owner: { name: 'Acme' }, plugins }, null, 2)}\n`;
}

interface NewPlugin {
  readonly name: string;
  readonly version: string;
  readonly secret: string;
  readonly workflow: string;
}

async function makePlugin(
  github: SandboxGitHub,
  { name, version, secret, workflow }: NewPlugin,
): Promise<Plugin> {
  const repository = await github.createRepository(`acme/${name}`, {
    secrets: { MARKETPLACE_UPDATE_TOKEN: secret },
  });
  await repository.commit({
    message: `${name} ${version}`,
    files: { [MANIFEST]: manifest(name, version), [NOTIFY]: workflow, 'README.md': `# ${name}\n` },
  });
  return { name, repository, author: await machineOf(github, repository) };
}

/** A clone whose pushes are those of a person with a token of their own. */
function machineOf(github: SandboxGitHub, repository: SandboxRepository): Promise<Clone> {
  const token = github.createToken({
    kind: 'fine-grained',
    repositories: { [repository.fullName]: { contents: 'write' } },
  });
  return clone(repository.cloneUrl(token), join(github.root, 'machines', repository.fullName));
}
