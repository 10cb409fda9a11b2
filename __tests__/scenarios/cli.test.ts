import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { git, notifyMarketplace } from './cli-support.ts';
import { sharedSandbox } from './support.ts';
import { list, market, pinned, plugin, submodule } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
const NOTIFY = '.github/workflows/notify-marketplace.yml';
const UPDATE = '.github/workflows/update-marketplace.yml';
let folders = 0;

/** A checkout of a plugin's repository, on this branch. */
async function checkout(
  files: Record<string, string>,
  origin = 'acme/tool',
  branch = 'main',
): Promise<string> {
  const folder = join(github.root, 'checkouts', String(++folders));
  await mkdir(folder, { recursive: true });
  await git(folder, 'init', '--quiet', '-b', branch);
  await git(folder, 'remote', 'add', 'origin', `${github.url}/${origin}.git`);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'First');
  return folder;
}

const TOOL = { [ROOT_MANIFEST]: manifest('tool', '1.2.0') };
const at = (folder: string, path: string) => readFile(join(folder, path), 'utf8');

describe('setup in a plugin’s checkout', () => {
  test('writes the workflow, filled in, and says what to do next', async () => {
    const folder = await checkout(TOOL, 'acme/tool', 'trunk');
    const run = await notifyMarketplace(sandbox, folder, ['setup', '--to', 'acme/marketplace']);
    expect([run.code, run.err]).toEqual([0, '']);
    const workflow = parse(await at(folder, NOTIFY));
    expect(workflow.on.push.branches).toEqual(['trunk']);
    expect(workflow.jobs.notify.steps[0].with.marketplace).toBe('acme/marketplace');
    expect(run.out).toContain(`+ ${NOTIFY}: written`);
    expect(run.out).toContain('?? .github/');
    expect(run.out).toContain('git add .github/workflows && git commit');
    expect(run.out).toContain('gh secret set MARKETPLACE_UPDATE_TOKEN --repo acme/tool');
    expect(await readdir(join(folder, '.github/workflows'))).toEqual(['notify-marketplace.yml']);
  });

  test('keeps what is there, and --check tells what is missing without writing', async () => {
    const folder = await checkout(TOOL);
    const check = ['setup', '--to', 'acme/marketplace', '--check'];
    expect((await notifyMarketplace(sandbox, folder, check)).code).toBe(1);
    await expect(at(folder, NOTIFY)).rejects.toThrow();
    await notifyMarketplace(sandbox, folder, ['setup', '--to', 'acme/marketplace']);
    expect((await notifyMarketplace(sandbox, folder, check)).code).toBe(0);
    await writeFile(join(folder, NOTIFY), `${await at(folder, NOTIFY)}# mine\n`);
    const again = await notifyMarketplace(sandbox, folder, ['setup', '--to', 'acme/marketplace']);
    expect(again.out).toContain('= .github/workflows/notify-marketplace.yml: kept');
    expect(await at(folder, NOTIFY)).toContain('# mine');
    await notifyMarketplace(sandbox, folder, ['setup', '--to', 'acme/marketplace', '--force']);
    expect(await at(folder, NOTIFY)).not.toContain('# mine');
  });

  test('refuses to stand beside a copied script, and replaces it with --migrate, with its secret and branches', async () => {
    const script = `on: {push: {branches: [next]}}\njobs:\n  notify:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          curl -H "Authorization: token \${{ secrets.OLD_PAT }}" https://api.github.com/repos/acme/marketplace/dispatches -d '{"event_type":"plugin-updated"}'\n`;
    const folder = await checkout({ ...TOOL, '.github/workflows/notify.yml': script });
    const refused = await notifyMarketplace(sandbox, folder, ['setup']);
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('Pass --migrate')]);
    const run = await notifyMarketplace(sandbox, folder, ['setup', '--migrate']);
    expect(run.code).toBe(0);
    expect(run.out).toContain('-          curl');
    expect(await readdir(join(folder, '.github/workflows'))).toEqual(['notify-marketplace.yml']);
    const workflow = parse(await at(folder, NOTIFY));
    expect(workflow.on.push.branches).toEqual(['next']);
    expect(workflow.jobs.notify.steps[0].with).toEqual({
      marketplace: 'acme/marketplace',
      token: expect.stringContaining('{{ secrets.OLD_PAT }}'),
    });
    expect(run.out).toContain('gh secret set OLD_PAT');
  });

  test.each([
    ['without a marketplace', [], 'main', 'Pass --to owner/repo'],
    ['on a detached HEAD', ['--to', 'a/b'], null, 'git switch'],
  ])('%s it says what is missing', async (_, args, branch, remedy) => {
    const folder = await checkout(TOOL);
    if (branch === null) await git(folder, 'switch', '--quiet', '--detach');
    const run = await notifyMarketplace(sandbox, folder, ['setup', ...args]);
    expect([run.code, run.out]).toEqual([1, expect.stringContaining(remedy)]);
  });

  test('outside of a checkout is wrong usage', async () => {
    const folder = join(github.root, 'nowhere');
    await mkdir(folder, { recursive: true });
    const run = await notifyMarketplace(sandbox, folder, ['setup']);
    expect([run.code, run.err]).toEqual([2, expect.stringContaining('Run setup in a clone')]);
  });
});

describe('setup in a marketplace’s checkout', () => {
  async function marketplace() {
    const made = await market(sandbox);
    const tool = await plugin(made, 'tool', '1.0.0');
    const files = submodule('plugins/tool', `${github.url}/${tool.repository.fullName}.git`, tool.first);
    await list(made, [{ name: 'tool', source: './plugins/tool' }], files);
    const folder = join(github.root, 'checkouts', String(++folders));
    await git(github.root, 'clone', '--quiet', made.repository.cloneUrl(), folder);
    return folder;
  }

  test('writes the update workflow, which needs no secret', async () => {
    const folder = await marketplace();
    const run = await notifyMarketplace(sandbox, folder, ['setup']);
    expect(run.code).toBe(0);
    expect(await at(folder, UPDATE)).toBe(await readFile('templates/update-marketplace.yml', 'utf8'));
    expect(run.out).not.toContain('gh secret set');
  });

  test('with --plugins it goes into every submodule; one that is not there yet is told with its command', async () => {
    const folder = await marketplace();
    const missing = await notifyMarketplace(sandbox, folder, ['setup', '--plugins']);
    expect([missing.code, missing.err]).toEqual([
      2,
      expect.stringContaining('git submodule update --init -- plugins/tool'),
    ]);
    await git(folder, 'submodule', '--quiet', 'update', '--init');
    await git(join(folder, 'plugins/tool'), 'switch', '--quiet', 'main');
    const run = await notifyMarketplace(sandbox, folder, ['setup', '--plugins']);
    expect([run.code, run.err]).toEqual([0, '']);
    expect(parse(await at(folder, `plugins/tool/${NOTIFY}`)).jobs.notify.steps[0].with.marketplace).toMatch(
      /\/marketplace$/,
    );
    expect(run.out).toContain('git -C plugins/tool add .github/workflows');
  });
});

describe('trigger', () => {
  const workflow =
    'on: push\njobs: {n: {steps: [{uses: org/notify-marketplace@v1, with: {marketplace: acme/catalogue}}]}}\n';

  test('sends the version here to the marketplace that the workflow names', async () => {
    await github.createRepository('acme/catalogue');
    const token = github.createToken({
      kind: 'fine-grained',
      repositories: { 'acme/catalogue': { contents: 'write', metadata: 'read' } },
    });
    const folder = await checkout({ ...TOOL, [NOTIFY]: workflow });
    const run = await notifyMarketplace(sandbox, folder, ['trigger'], { GH_TOKEN: token });
    expect(run).toEqual({ code: 0, out: 'Sent: tool 1.2.0 → acme/catalogue\n', err: '' });
    expect(github.dispatches.at(-1)).toMatchObject({
      repository: 'acme/catalogue',
      event_type: 'plugin-updated',
      client_payload: {
        plugin: 'tool',
        version: '1.2.0',
        previous_version: null,
        repository: 'acme/tool',
        run_url: null,
      },
    });
  });

  test('prints the request with --dry-run, from anywhere and without a token', async () => {
    const args = ['trigger', '--dry-run', '--plugin', 'x', '--version', '2.0.0', '--marketplace', 'a/b'];
    const run = await notifyMarketplace(sandbox, github.root, args);
    expect([run.code, run.err]).toEqual([0, '']);
    const [first = '', ...body] = run.out.split('\n');
    expect(first).toBe(`POST ${github.apiUrl}/repos/a/b/dispatches`);
    expect(JSON.parse(body.join('\n'))).toMatchObject({
      event_type: 'plugin-updated',
      client_payload: { plugin: 'x', version: '2.0.0' },
    });
  });

  test.each([
    ['a wrong token', 'ghp_wrong', 1, 'Make a new token'],
    ['no token', '', 2, 'gh auth token'],
  ])('%s is told with what to do', async (_, token, code, remedy) => {
    const folder = await checkout({ ...TOOL, [NOTIFY]: workflow });
    const run = await notifyMarketplace(sandbox, folder, ['trigger'], { GH_TOKEN: token });
    expect([run.code, run.err]).toEqual([code, expect.stringContaining(remedy)]);
  });

  test('of several plugins it wants to know which', async () => {
    const more = { 'plugins/b/.claude-plugin/plugin.json': manifest('b', '3.0.0') };
    const folder = await checkout({ ...TOOL, ...more, [NOTIFY]: workflow });
    const which = await notifyMarketplace(sandbox, folder, ['trigger', '--dry-run']);
    expect([which.code, which.err]).toEqual([2, expect.stringContaining('--all')]);
    const one = await notifyMarketplace(sandbox, folder, ['trigger', '--dry-run', '--plugin', 'b']);
    expect(one.out).toContain('"version": "3.0.0"');
    const all = await notifyMarketplace(sandbox, folder, ['trigger', '--dry-run', '--all']);
    expect(all.out.match(/^POST /gm)).toHaveLength(2);
  });
});

describe('status', () => {
  test('shows each plugin, what needs attention first, and exits 1 where something lags', async () => {
    const made = await market(sandbox);
    const [due, waits, fine] = [
      await plugin(made, 'due', '1.0.0'),
      await plugin(made, 'waits', '1.0.0'),
      await plugin(made, 'fine', '1.0.0'),
    ];
    await list(made, [
      { name: 'fine', source: pinned(fine, fine.first), version: '1.0.0' },
      { name: 'waits', source: pinned(waits, waits.first) },
      { name: 'due', source: pinned(due, due.first), version: '1.0.0' },
      { name: 'npm', source: { source: 'npm', package: 'x' } },
    ]);
    await due.bump('1.1.0');
    await due.repository.tag('v1.1.0');
    await waits.bump('1.0.0', { 'more.txt': 'x' });
    const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
    const args = ['status', '--marketplace', made.repository.fullName];
    const run = await notifyMarketplace(sandbox, github.root, args, { GITHUB_TOKEN: token });
    expect([run.code, run.err]).toEqual([1, '']);
    const lines = run.out.split('\n');
    expect(lines[2]).toMatch(/^plugin +listed +pointer +repository +newest tag +commits +age +state$/);
    expect(lines.slice(3, 7).map((line) => line.split(/ {2,}/)[0])).toEqual(['due', 'waits', 'fine', 'npm']);
    expect(lines[3]).toMatch(/^due +1\.0\.0 +1\.0\.0 +1\.1\.0 +v1\.1\.0 +1 +0 min +update due$/);
    expect(lines[4]).toMatch(/ 1 +0 min +waits for a bump$/);
    expect(run.out).toContain('4 plugins: 1 update due, 1 waiting for a version bump, 1 current, 1 skipped.');
    expect(
      (await notifyMarketplace(sandbox, github.root, [...args, '--no-fail'], { GITHUB_TOKEN: token })).code,
    ).toBe(0);
    const json = await notifyMarketplace(sandbox, github.root, [...args, '--json'], { GITHUB_TOKEN: token });
    expect(JSON.parse(json.out)[0].plugins[0]).toMatchObject({
      plugin: 'due',
      state: 'due',
      listed: '1.0.0',
      inRepository: '1.1.0',
      commits: 1,
    });
  });
});

describe('wrong usage', () => {
  test.each([[['bogus']], [['trigger', '--bogus']], [['status', '--marketplace', 'x']]])(
    '%j exits with 2',
    async (args) => {
      const run = await notifyMarketplace(sandbox, github.root, args, { GH_TOKEN: 'ghp_x' });
      expect([run.code, run.out]).toEqual([2, '']);
      expect(run.err).not.toContain('    at ');
    },
  );

  test('help is no error, and fits a screen', async () => {
    const run = await notifyMarketplace(sandbox, github.root, ['--help']);
    expect(run.code).toBe(0);
    expect(run.out.split('\n').length).toBeLessThan(40);
  });
});
