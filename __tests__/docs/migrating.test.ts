import { afterAll, describe, expect, test } from '@jest/globals';
import type { Sandbox } from '../../sandbox/index.ts';
import type { SandboxRepository } from '../../sandbox/types.ts';
import * as copied from '../cli/copied-workflows.ts';
import { submodules } from '../scenarios/update-support.ts';
import { brokenLinks, withStandIns, workflowProblems } from '../support/doc-page.ts';
import { type DocShell, docShell } from '../support/doc-shell.ts';
import { docWalk } from '../support/doc-walk.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { ourSandbox } from '../support/our-sandbox.ts';

const PAGE = 'docs/migrating.md';
const page = docWalk(PAGE);
const PLUGINS = ['sdk-bridge', 'formatter'];
const CATALOGUE = '.claude-plugin/marketplace.json';
const COPY = '.github/workflows/notify.yml';
const worlds: { sandbox: Sandbox; shell: DocShell }[] = [];

afterAll(async () => {
  for (const { sandbox, shell } of worlds) {
    expect(sandbox.github.schemaViolations).toEqual([]);
    await shell.close();
    await sandbox.close();
  }
});

/** A marketplace and two plugins, its submodules, all with the workflows that people copied. */
async function world() {
  const sandbox = await ourSandbox();
  const shell = await docShell(sandbox);
  worlds.push({ sandbox, shell });
  const { github } = sandbox;
  const repositories = { 'acme/marketplace': { contents: 'write', metadata: 'read' } } as const;
  const token = github.createToken({ kind: 'fine-grained', repositories });
  const plugins = await Promise.all(
    PLUGINS.map((name) => github.createRepository(`acme/${name}`, { secrets: { MARKETPLACE_TOKEN: token } })),
  );
  const text = copied.CURL.replace('branches: [main, next]', 'branches: [main]');
  const tips = await Promise.all(
    plugins.map((one, index) =>
      one.commit({ files: { [ROOT_MANIFEST]: manifest(PLUGINS[index] ?? '', '1.0.0'), [COPY]: text } }),
    ),
  );
  const entries = PLUGINS.map((name) => ({ name, version: '0.9.0', source: `./plugins/${name}` }));
  const marketplace = await github.createRepository('acme/marketplace');
  await marketplace.commit({
    files: {
      [CATALOGUE]: JSON.stringify({ name: 'acme', owner: { name: 'Acme' }, plugins: entries }, null, 2),
      '.github/workflows/receive.yml': copied.SUBMODULES,
      ...submodules(
        Object.fromEntries(
          PLUGINS.map((name, index) => [`plugins/${name}`, [`../${name}.git`, tips[index] ?? '']]),
        ),
      ),
    },
  });
  return { sandbox, shell, github, marketplace };
}

const workflows = (repository: SandboxRepository) => repository.listFiles('main', '.github/workflows');

async function versions(marketplace: SandboxRepository): Promise<string[]> {
  const { plugins } = JSON.parse((await marketplace.readFile('main', CATALOGUE)) ?? '');
  return plugins.map(({ version }: { version: string }) => version);
}

describe('the page, followed from its top', () => {
  test('replaces the copies, in marketplace and plugins, and then a bump arrives', async () => {
    const { sandbox, shell, github, marketplace } = await world();
    await shell.run('gh repo clone acme/marketplace && cd marketplace');

    const looked = await page.run(shell, '1. The marketplace');
    expect(looked.out).toContain('would replace `.github/workflows/receive.yml`');
    await page.run(shell, '1. The marketplace');
    expect(await workflows(marketplace)).toEqual(['update-marketplace.yml']);
    expect(await versions(marketplace)).toEqual(['1.0.0', '1.0.0']);

    await page.run(shell, '2. The plugins');
    const { text: commits } = page.take('2. The plugins');
    expect(await shell.run(commits)).toMatchObject({ code: 0 });
    // Where nothing is to be committed it goes on.
    expect(await shell.run(commits)).toMatchObject({ code: 0, out: expect.stringContaining('formatter') });
    for (const name of PLUGINS) {
      const text = await github
        .repository(`acme/${name}`)
        .readFile('main', '.github/workflows/notify-marketplace.yml');
      expect(text).toContain('secrets.MARKETPLACE_TOKEN }}');
      expect(await workflows(github.repository(`acme/${name}`))).toEqual(['notify-marketplace.yml']);
    }

    const last = await page.run(shell, '3. Check');
    expect(last.out).not.toContain('✗');
    await shell.run(
      `cd plugins/formatter && sed -i.bak s/1.0.0/1.1.0/ ${ROOT_MANIFEST} && git commit -qm Release ${ROOT_MANIFEST} && git push -q`,
    );
    expect(await versions(marketplace)).toEqual(['1.0.0', '1.1.0']);
    expect(sandbox.actions.runs.filter(({ conclusion }) => conclusion !== 'success')).toEqual([]);

    await page.run(shell, 'Going back', { cwd: 'marketplace/plugins/sdk-bridge' });
    expect(await workflows(github.repository('acme/sdk-bridge'))).toEqual(['notify.yml']);
    const back = await shell.run(
      "git pull -q && git revert --no-edit ':/with notify-marketplace' && git push -q",
      {
        cwd: 'marketplace',
      },
    );
    expect(back.code).toBe(0);
    expect(await workflows(marketplace)).toEqual(['receive.yml']);
  }, 60_000);

  test('clones beside each other', async () => {
    const { shell } = await world();
    await shell.run('for plugin in sdk-bridge formatter; do gh repo clone acme/$plugin; done');
    const { out } = await page.run(shell, 'Clones beside each other');
    expect(out.match(/replaces `\.github\/workflows\/notify\.yml`/g)).toHaveLength(2);
  });
});

describe('what stays', () => {
  const payload = { plugin: 'sdk-bridge', version: '1.0.0', previous_version: '0.9.0' };

  test('the new marketplace takes the old senders’ events, and those of another shape', async () => {
    const { sandbox, shell, github, marketplace } = await world();
    await shell.run('gh repo clone acme/marketplace && cd marketplace && notify-marketplace setup --migrate');
    await shell.run('git add --all . && git commit -qm Migrate && git push -q');
    for (const client_payload of [payload, { plugin_name: 'x', ref: 'refs/tags/v1' }]) {
      const answer = await fetch(`${github.apiUrl}/repos/acme/marketplace/dispatches`, {
        method: 'POST',
        headers: { authorization: `Bearer ${shell.token}` },
        body: JSON.stringify({ event_type: 'plugin-updated', client_payload }),
      });
      expect(answer.status).toBe(204);
      await sandbox.actions.idle();
      expect(sandbox.actions.runs.at(-1)?.conclusion).toBe('success');
    }
    expect(await versions(marketplace)).toEqual(['1.0.0', '1.0.0']);
  });

  test('a workflow that reads `client_payload.plugin` and `.version` gets them from the new senders', async () => {
    const { sandbox, shell, marketplace } = await world();
    const reads = `on: {repository_dispatch: {types: [plugin-updated]}}\njobs: {x: {runs-on: ubuntu-latest, steps: [{env: {P: '\${{ github.event.client_payload.plugin }}', V: '\${{ github.event.client_payload.version }}'}, run: 'echo "got $P $V"'}]}}\n`;
    await marketplace.commit({ files: { '.github/workflows/receive.yml': reads } });
    await shell.run('gh repo clone acme/sdk-bridge && cd sdk-bridge && notify-marketplace setup --migrate');
    await shell.run(
      `sed -i.bak s/1.0.0/1.0.1/ ${ROOT_MANIFEST} && git add --all . && git commit -qm Release && git push -q`,
    );
    expect(sandbox.actions.runs.at(-1)?.jobs[0]?.steps[0]?.log).toContain('got sdk-bridge 1.0.1');
  });
});

describe('what setup leaves to people', () => {
  test('the action at the end of a release is valid, tells, and is what setup looks for', async () => {
    const block = page.take('What setup leaves to you', 'yaml');
    expect(await workflowProblems(block)).toEqual([]);
    const { sandbox, shell, github } = await world();
    const plugin = github.repository('acme/sdk-bridge');
    const text = block.text
      .replace('gh release create', 'echo gh release create')
      .replace('MARKETPLACE_UPDATE_TOKEN', 'MARKETPLACE_TOKEN');
    await plugin.commit({ files: { [COPY]: null, '.github/workflows/release.yml': text } });
    await shell.run(
      'gh repo clone acme/sdk-bridge && cd sdk-bridge && git tag v1.0.0 && git push -q origin v1.0.0',
    );
    expect(sandbox.actions.runs.find(({ repository }) => repository === 'acme/sdk-bridge')?.conclusion).toBe(
      'success',
    );
    expect(github.dispatches.at(-1)?.client_payload).toMatchObject({
      plugin: 'sdk-bridge',
      version: '1.0.0',
    });
    expect((await shell.run('notify-marketplace setup --check')).code).toBe(0);
  });

  test('the list that is rendered after the update is valid, and runs after it', async () => {
    const block = page.take('What setup leaves to you', 'yaml');
    expect(await workflowProblems(block)).toEqual([]);
    const { sandbox, shell, marketplace } = await world();
    const url = marketplace.cloneUrl('TOKEN').replace('TOKEN', `\${{ github.token }}`);
    const text = withStandIns(block.text, { 'actions/checkout@v4': `- run: git clone --quiet ${url} .` });
    const script = {
      text: '#!/bin/sh\ngrep version .claude-plugin/marketplace.json > LIST.txt\n',
      executable: true,
    } as const;
    const files = { '.github/workflows/list.yml': text, 'scripts/list-plugins.sh': script, 'LIST.txt': '' };
    await marketplace.commit({ files });
    await shell.run('gh repo clone acme/marketplace && cd marketplace && notify-marketplace setup --migrate');
    await shell.run(
      'git add --all . && git commit -qm Migrate && git push -q && gh workflow run update-marketplace.yml',
    );
    expect(sandbox.actions.runs.at(-1)).toMatchObject({
      path: '.github/workflows/list.yml',
      conclusion: 'success',
    });
    expect(await marketplace.readFile('main', 'LIST.txt')).toMatch(/1\.0\.0[\s\S]+1\.0\.0/);
  });
});

test('every block of the page was run or validated', () => {
  expect(page.left()).toEqual([]);
});

test('every link of the page leads somewhere', () => {
  expect(brokenLinks(PAGE)).toEqual([]);
});
