import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from '../../sandbox/index.ts';
import { NOTIFY, UPDATE } from '../scenarios/cli-world.ts';
import { CATALOGUE, catalogue } from '../scenarios/update-support.ts';
import { gh } from '../support/doc-gh.ts';
import { type DocShell, docShell } from '../support/doc-shell.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';

const HOUR = 3_600_000;
const template = (file: string) => readFileSync(join('templates', file), 'utf8');

/** Five plugins, one in each state. */
export async function statusWorld(sandbox: Sandbox): Promise<DocShell> {
  const { github } = sandbox;
  const pinned = async (name: string, versions: readonly [version: string, hours: number][], more = {}) => {
    const repository = await github.createRepository(`acme/${name}`);
    const commits: string[] = [];
    for (const [index, [version, hours]] of versions.entries()) {
      const files = { ...more, [ROOT_MANIFEST]: manifest(name, version), 'changes.txt': `${index}\n` };
      const date = new Date(Date.now() - hours * HOUR - 60_000);
      commits.push(await repository.commit({ files, date }));
    }
    const sha = commits[0] ?? '';
    return { repository, entry: { name, source: { source: 'github', repo: repository.fullName, sha } }, sha };
  };
  const workflow = { [NOTIFY]: template('notify-marketplace.yml') };
  const versions: [string, number][] = [
    ['1.0.0', 12 * 24],
    ['1.0.0', 30],
    ['1.0.0', 20],
    ['1.1.0', 2],
  ];
  const linter = await pinned('linter', versions, workflow);
  await linter.repository.tag('v1.1.0');
  const formatter = await pinned('formatter', [
    ['1.4.0', 3],
    ['1.4.0', 1],
    ['1.4.0', 0],
  ]);
  await formatter.repository.tag('v1.4.0', formatter.sha);
  const scanner = await pinned('scanner', [['0.3.0', 40 * 24]]);
  await scanner.repository.commit({ files: { [ROOT_MANIFEST]: null } });
  const entries = [
    { name: 'notes', source: './plugins/notes', version: '1.0.0' },
    formatter.entry,
    { ...linter.entry, version: '1.0.0' },
    scanner.entry,
    { name: 'charts', source: { source: 'npm', package: '@acme/charts' } },
  ];
  const notes = { 'plugins/notes/.claude-plugin/plugin.json': manifest('notes', '1.0.0') };
  const marketplace = await github.createRepository('acme/marketplace');
  await marketplace.commit({ files: { [CATALOGUE]: catalogue(entries), ...notes } });
  const shell = await docShell(sandbox);
  for (const name of ['marketplace', 'linter'])
    await shell.run(`git clone --quiet https://github.com/acme/${name}`, { cwd: '' });
  return shell;
}

/** A plugin that was bumped, and a marketplace that listens to another type; the reader administers the plugin alone. */
export async function doctorWorld(sandbox: Sandbox): Promise<DocShell> {
  const { github } = sandbox;
  const secret = github.createToken({
    kind: 'fine-grained',
    repositories: { 'acme/marketplace': { contents: 'write', metadata: 'read' } },
  });
  const plugin = await github.createRepository('acme/sdk-bridge', {
    secrets: { MARKETPLACE_UPDATE_TOKEN: secret },
    secretsSetAt: { MARKETPLACE_UPDATE_TOKEN: new Date('2026-01-12T10:00:00Z') },
  });
  const notify = { [NOTIFY]: template('notify-marketplace.yml') };
  const first = await plugin.commit({
    files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.0'), ...notify },
  });
  const source = { source: 'github', repo: 'acme/sdk-bridge', sha: first };
  const marketplace = await github.createRepository('acme/marketplace');
  const update = template('update-marketplace.yml').replace('[plugin-updated]', '[plugin-update]');
  const entry = { name: 'sdk-bridge', source, version: '2.0.0' };
  await marketplace.commit({ files: { [CATALOGUE]: catalogue([entry]), [UPDATE]: update } });
  const person = github.createToken({
    kind: 'classic',
    scopes: ['repo', 'workflow'],
    mayAdminister: ['acme/sdk-bridge'],
  });
  const shell = await docShell(sandbox, {
    commands: { gh: gh(sandbox, { token: person, typed: {} }), claude: { run: () => ({}) } },
  });
  await writeFile(join(shell.folder, 'token.txt'), `${secret}\n`);
  for (const name of ['marketplace', 'sdk-bridge'])
    await shell.run(`git clone --quiet https://github.com/acme/${name}`, { cwd: '' });
  const bump =
    "sed -i s/2.0.0/2.0.1/ .claude-plugin/plugin.json; git commit --quiet -am 'Release 2.0.1'; git push --quiet";
  await shell.run(bump, { cwd: 'sdk-bridge' });
  return shell;
}

/** A plugin that tells nobody yet, and a marketplace that would listen. */
export async function plainWorld(sandbox: Sandbox): Promise<DocShell> {
  const { github } = sandbox;
  const plugin = await github.createRepository('acme/sdk-bridge');
  await plugin.commit({ files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.1') } });
  const marketplace = await github.createRepository('acme/marketplace');
  const update = { [UPDATE]: template('update-marketplace.yml') };
  await marketplace.commit({ files: { [CATALOGUE]: catalogue([]), ...update } });
  const shell = await docShell(sandbox);
  await shell.run('git clone --quiet https://github.com/acme/sdk-bridge');
  return shell;
}
