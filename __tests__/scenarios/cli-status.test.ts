import { expect, test } from '@jest/globals';
import { writeClone } from '../../sandbox/checkout.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { notifyMarketplace } from './cli-support.ts';
import { newFolder } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { list, type Market, market, type PluginRepository, pinned, plugin } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
const GH_TOKEN = github.createToken({ kind: 'classic', scopes: ['repo'] });

/** A plugin's checkout, whose workflow tells these marketplaces. */
async function checkoutOf({ repository }: PluginRepository, marketplaces: readonly string[]) {
  const uses = 'org/notify-marketplace@v1';
  const step = { uses, with: { marketplace: marketplaces.join('\n'), token: `\${{ secrets.X }}` } };
  const jobs = { notify: { 'runs-on': 'ubuntu-latest', steps: [step] } };
  const workflow = JSON.stringify({ on: { push: {} }, jobs });
  await repository.commit({ files: { '.github/workflows/notify.yml': workflow } });
  const folder = await newFolder(sandbox);
  await writeClone(repository, folder, repository.cloneUrl());
  return folder;
}

const status = (folder: string, ...args: string[]) =>
  notifyMarketplace(sandbox, folder, ['status', ...args], { GH_TOKEN });

/** The first column of the table. */
const plugins = (out: string) =>
  [...out.matchAll(/^(\S+) {2,}.*(?:current|update due|waits for a bump)$/gm)].map(([, name]) => name);

test('in a plugin’s clone it shows the plugin’s line in each marketplace that its workflow names', async () => {
  const [one, other] = [await market(sandbox), await market(sandbox)];
  const tool = await plugin(one, 'tool', '1.0.0');
  const neighbour = await plugin(one, 'neighbour', '1.0.0');
  const entry = { name: 'tool', source: pinned(tool, tool.first), version: '1.0.0' };
  await list(one, [entry, { name: 'neighbour', source: pinned(neighbour, neighbour.first) }]);
  await list(other, [{ ...entry, name: 'their-tool' }]);
  await tool.bump('1.1.0');
  const folder = await checkoutOf(tool, [one.repository.fullName, other.repository.fullName]);
  const { code, out, err } = await status(folder);
  expect([code, err]).toEqual([1, '']);
  // Found by repository and path, as update finds it, whatever the entry is called.
  expect(plugins(out)).toEqual(['tool', 'their-tool']);
  expect(out).toContain(`${other.repository.fullName}, main at `);
});

test('a marketplace that can’t be read does not hide the others', async () => {
  const here = await market(sandbox);
  const tool = await plugin(here, 'tool', '1.0.0');
  await list(here, [{ name: 'tool', source: pinned(tool, tool.first), version: '1.0.0' }]);
  const folder = await checkoutOf(tool, ['acme/absent', here.repository.fullName, tool.repository.fullName]);
  const { code, out, err } = await status(folder);
  expect(code).toBe(1);
  expect(plugins(out)).toEqual(['tool']);
  expect(err).toContain(`${tool.repository.fullName}: There is no \`.claude-plugin/marketplace.json\``);
  expect(err).toContain('acme/absent: there is no such repository, or the token can');
});

test('a token that GitHub rejects is to be unset where the environment has it', async () => {
  const here = await market(sandbox);
  await list(here, []);
  const folder = await newFolder(sandbox);
  const args = ['status', '--marketplace', here.repository.fullName];
  const run = await notifyMarketplace(sandbox, folder, args, { GH_TOKEN: 'ghp_wrong' });
  expect([run.code, run.out + run.err]).toEqual([
    1,
    expect.stringContaining('If GH_TOKEN or GITHUB_TOKEN has it, unset that'),
  ]);
});

test('a plugin that is listed nowhere is said to be so, with exit code 1', async () => {
  const here = await market(sandbox);
  const tool = await plugin(here, 'tool', '1.0.0');
  await list(here, []);
  const folder = await checkoutOf(tool, [here.repository.fullName]);
  const { code, out } = await status(folder);
  expect([code, out]).toEqual([1, expect.stringContaining('No plugin of this clone is listed there.')]);
  expect((await status(folder, '--no-fail')).code).toBe(0);
});

test('names and versions of strangers write no escape sequence, line or command into the terminal', async () => {
  const here: Market = await market(sandbox);
  const evil = 'x\u001b[31m\n::error::boo\u202e';
  await list(here, [{ name: evil, source: './p', version: '1\u001b[0m' }], {
    [`p/${ROOT_MANIFEST}`]: manifest('p', '2.0.0\u0007'),
  });
  const { out } = await status(github.root, '--marketplace', here.repository.fullName);
  expect(out).toContain('x\\u{1b}[31m');
  for (const hidden of ['\u001b', '\u0007', '\u202e', '\n::']) expect(out).not.toContain(hidden);
});

test('a tag that is no semantic version is said to stay', async () => {
  const at = await market(sandbox);
  const tool = await plugin(at, 'tool', '1.0.0');
  await tool.repository.tag('v1.2', tool.first);
  await list(at, [{ name: 'tool', source: pinned(tool, tool.first, { ref: 'v1.2' }) }]);
  const { out } = await status(await checkoutOf(tool, [at.repository.fullName]));
  expect(out).toContain('it is pinned to the tag `v1.2`, which is not a semantic version');
});

/** A marketplace's update workflow. */
function updating(inputs: Record<string, string>) {
  const step = { uses: 'org/notify-marketplace/update@v1', with: inputs };
  const workflow = {
    on: { repository_dispatch: { types: ['plugin-updated'] } },
    jobs: { update: { 'runs-on': 'ubuntu-latest', steps: [step] } },
  };
  return { '.github/workflows/update.yml': JSON.stringify(workflow) };
}

test('in the marketplace’s clone a plugin that its workflow leaves out is skipped, with the reason, and does not lag', async () => {
  const at = await market(sandbox);
  const [bad, good] = [await plugin(at, 'bad', '1.0.0'), await plugin(at, 'good', '1.0.0')];
  const entries = [
    { name: 'bad', source: pinned(bad, bad.first), version: '1.0.0' },
    { name: 'good', source: pinned(good, good.first), version: '1.0.0' },
  ];
  await list(at, entries, updating({ plugins: '!bad' }));
  await bad.bump('1.1.0');
  const folder = await newFolder(sandbox);
  await writeClone(at.repository, folder, at.repository.cloneUrl());
  const { code, out } = await status(folder);
  expect([code, out.match(/^bad .*/m)?.[0]]).toEqual([0, expect.stringMatching(/skipped/)]);
  expect(out).toContain('`plugins` of the update workflow leaves it out');
  const [json] = JSON.parse((await status(folder, '--json')).out);
  for (const { since } of json.plugins) expect(since).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const run = await notifyMarketplace(sandbox, folder, ['doctor'], { GH_TOKEN });
  expect(run.out).toContain(
    'lists 2 plugins; up to date: 1; `plugins` of the update workflow leaves out `bad`',
  );
});

test('a plugin that holds others waits for a bump only where something of its own changed', async () => {
  const at = await market(sandbox);
  const outer = await plugin(at, 'outer', '1.0.0');
  const inner = await outer.bump('1.0.0', {
    'plugins/inner/.claude-plugin/plugin.json': manifest('inner', '1.0.0'),
    'plugins/inner/a.md': 'a',
  });
  const source = { source: 'git-subdir', url: outer.repository.fullName, path: 'plugins/inner', sha: inner };
  await list(at, [
    { name: 'outer', source: pinned(outer, inner) },
    { name: 'inner', source },
  ]);
  const folder = await newFolder(sandbox);
  await writeClone(at.repository, folder, at.repository.cloneUrl());
  const states = async () => {
    const [{ plugins }] = JSON.parse((await status(folder, '--json')).out);
    return Object.fromEntries(
      plugins.map(({ plugin, state }: { plugin: string; state: string }) => [plugin, state]),
    );
  };
  await outer.bump('1.0.0', { 'plugins/inner/a.md': 'b' });
  expect(await states()).toEqual({ outer: 'current', inner: 'waiting' });
  await outer.bump('1.0.0', { 'plugins/inner/.claude-plugin/plugin.json': manifest('inner', '1.1.0') });
  expect(await states()).toEqual({ outer: 'current', inner: 'due' });
  await outer.bump('1.0.0', { 'plugins/README.md': 'mine' });
  expect(await states()).toEqual({ outer: 'waiting', inner: 'due' });
});

test('in the marketplace’s clone, what its `minimum-age` holds is too young, until when, and does not lag', async () => {
  const at = await market(sandbox);
  const tool = await sandbox.github.createRepository(`${at.owner}/tool`);
  const push = (version: string, hours: number) =>
    tool.commit({
      files: { [ROOT_MANIFEST]: manifest('tool', version) },
      pushedAt: new Date(Date.now() - hours * 3_600_000),
    });
  const sha = await push('1.0.0', 99);
  await push('1.0.1', 3);
  const entry = { name: 'tool', source: { source: 'github', repo: tool.fullName, sha } };
  await list(at, [entry], updating({ 'minimum-age': '3d' }));
  const folder = await newFolder(sandbox);
  await writeClone(at.repository, folder, at.repository.cloneUrl());
  const { code, out } = await status(folder);
  expect([code, out.match(/^tool .*/m)?.[0]]).toEqual([
    0,
    expect.stringMatching(/1\.0\.0 +1\.0\.1 .* too young$/),
  ]);
  expect(out).toMatch(
    /^too young: tool: `1\.0\.1` has been public for 3 h of 3 d; the first run after .* UTC takes it$/m,
  );
  expect(out).toContain('1 plugin: 1 too young.');
  const json = async () => JSON.parse((await status(folder, '--json')).out)[0].plugins[0];
  const { until } = await json();
  expect([until.slice(0, 16).replace('T', ' '), until]).toEqual([
    /first run after (\S+ \S+) UTC/.exec(out)?.[1],
    expect.stringMatching(/:00\.000Z$/),
  ]);
});

test('where an older version is due, `status` says until when the newest waits', async () => {
  const at = await market(sandbox);
  const tool = await sandbox.github.createRepository(`${at.owner}/tool`);
  const push = (version: string, hours: number) =>
    tool.commit({
      files: { [ROOT_MANIFEST]: manifest('tool', version) },
      pushedAt: new Date(Date.now() - hours * 3_600_000),
    });
  const sha = await push('1.0.0', 200);
  await push('1.0.1', 90);
  await push('1.0.2', 3);
  const workflow = updating({ 'minimum-age': '3d' });
  await list(at, [{ name: 'tool', source: { source: 'github', repo: tool.fullName, sha } }], workflow);
  const folder = await newFolder(sandbox);
  await writeClone(at.repository, folder, at.repository.cloneUrl());
  const [{ plugins }] = JSON.parse((await status(folder, '--json')).out);
  expect(plugins).toMatchObject([{ state: 'due', inRepository: '1.0.2', until: expect.any(String) }]);
  expect((await status(folder)).out).toMatch(/^update due: tool: `1\.0\.2` has been public for 3 h of 3 d/m);
});
