import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Sandbox } from '../index.ts';
import type { SandboxRepository } from '../types.ts';

const run = promisify(execFile);

/** An author's machine: a real clone, and a way to commit and push from it. */
export interface Clone {
  readonly folder: string;
  /** Writes files and commits them. */
  commit(message: string, files: Record<string, string>): Promise<void>;
  push(): Promise<void>;
}

export interface World {
  readonly plugin: SandboxRepository;
  readonly marketplace: SandboxRepository;
  readonly author: Clone;
}

export const TEMPLATE = '.github/workflows/notify-marketplace.yml';

export function manifest(version: string, description: string): string {
  return `${JSON.stringify({ name: 'sdk-bridge', version, description }, null, 2)}\n`;
}

/** A marketplace, and a plugin repository with the template as it is and the one secret it names. */
export async function makeWorld({ github }: Sandbox, template: string): Promise<World> {
  const marketplace = await github.createRepository('acme/marketplace');
  await marketplace.commit({ files: { '.claude-plugin/marketplace.json': CATALOGUE } });
  const secret = github.createToken({
    kind: 'fine-grained',
    repositories: { 'acme/marketplace': { metadata: 'read', contents: 'write' } },
  });
  const plugin = await github.createRepository('acme/sdk-bridge', {
    secrets: { MARKETPLACE_UPDATE_TOKEN: secret },
  });
  await plugin.commit({
    message: 'sdk-bridge 2.0.0',
    files: {
      '.claude-plugin/plugin.json': manifest('2.0.0', 'Speaks to the SDK'),
      [TEMPLATE]: await readFile(template, 'utf8'),
      'README.md': '# sdk-bridge\n',
    },
  });
  const push = github.createToken({
    kind: 'fine-grained',
    repositories: { 'acme/sdk-bridge': { contents: 'write' } },
  });
  return { plugin, marketplace, author: await clone(plugin.cloneUrl(push), join(github.root, 'author')) };
}

const CATALOGUE = `${JSON.stringify(
  {
    name: 'acme',
    owner: { name: 'Acme' },
    plugins: [{ name: 'sdk-bridge', source: { source: 'github', repo: 'acme/sdk-bridge' } }],
  },
  null,
  2,
)}\n`;

async function clone(url: string, folder: string): Promise<Clone> {
  await run('git', ['clone', '--quiet', url, folder]);
  const git = (...args: string[]) =>
    run('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args]);
  return {
    folder,
    async commit(message, files) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      await git('add', '--all');
      await git('commit', '--quiet', '--no-gpg-sign', '-m', message);
    },
    async push() {
      await git('push', '--quiet', 'origin', 'HEAD');
    },
  };
}
