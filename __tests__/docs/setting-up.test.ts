import { readFileSync } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { Sandbox } from '../../sandbox/index.ts';
import type { SandboxRepository } from '../../sandbox/types.ts';
import { submodules } from '../scenarios/update-support.ts';
import { docBlocks } from '../support/doc-blocks.ts';
import { brokenLinks, workflowProblems } from '../support/doc-page.ts';
import { type DocShell, docShell } from '../support/doc-shell.ts';
import { docWalk } from '../support/doc-walk.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { ourSandbox } from '../support/our-sandbox.ts';

const PLUGINS = ['sdk-bridge', 'formatter', 'linter', 'notes'];
const CATALOGUE = '.claude-plugin/marketplace.json';
const PAGE = 'docs/setting-up.md';
const page = docWalk(PAGE);
const worlds: { sandbox: Sandbox; shell: DocShell }[] = [];

afterAll(async () => {
  for (const { sandbox, shell } of worlds) {
    expect(sandbox.github.schemaViolations).toEqual([]);
    await shell.close();
    await sandbox.close();
  }
});

/** A GitHub of the test's own, and the terminal of somebody who may push everywhere there. */
async function world() {
  const sandbox = await ourSandbox();
  const shell = await docShell(sandbox);
  worlds.push({ sandbox, shell });
  return { sandbox, shell, github: sandbox.github };
}

/** Four plugins, and a marketplace that lists each in another way. */
async function plugins({ github }: Sandbox): Promise<SandboxRepository> {
  const made = await Promise.all(PLUGINS.map((name) => github.createRepository(`acme/${name}`)));
  const tips = await Promise.all(
    made.map((repository, index) =>
      repository.commit({ files: { [ROOT_MANIFEST]: manifest(PLUGINS[index] ?? '', '2.0.0') } }),
    ),
  );
  await made[2]?.tag('v2.0.0');
  const entries = [
    { name: 'sdk-bridge', version: '2.0.0', source: './plugins/sdk-bridge' },
    { name: 'formatter', source: { source: 'github', repo: 'acme/formatter', sha: tips[1] } },
    { name: 'linter', source: { source: 'github', repo: 'acme/linter', ref: 'v2.0.0' } },
    { name: 'notes', version: '1.9.0', source: { source: 'github', repo: 'acme/notes' } },
  ];
  const marketplace = await github.createRepository('acme/marketplace');
  await marketplace.commit({
    files: {
      [CATALOGUE]: JSON.stringify({ name: 'acme', owner: { name: 'Acme' }, plugins: entries }, null, 2),
      ...submodules({ 'plugins/sdk-bridge': ['../sdk-bridge.git', tips[0] ?? ''] }),
    },
  });
  return marketplace;
}

function sendingToken({ github }: Sandbox): string {
  const repositories = { 'acme/marketplace': { contents: 'write', metadata: 'read' } } as const;
  return github.createToken({ kind: 'fine-grained', repositories });
}

async function versions(marketplace: SandboxRepository): Promise<Record<string, unknown>> {
  const { plugins } = JSON.parse((await marketplace.readFile('main', CATALOGUE)) ?? '');
  return Object.fromEntries(plugins.map(({ name, version }: Record<string, string>) => [name, version]));
}

const runsOf = ({ actions }: Sandbox, repository: string) =>
  actions.runs.filter((run) => run.repository === repository).map((run) => [run.event.name, run.conclusion]);

describe('the page, followed from its top', () => {
  test('sets up a marketplace with four plugins, sees a bump arrive, and turns it off again', async () => {
    const { sandbox, shell, github } = await world();
    const marketplace = await plugins(sandbox);

    expect((await page.run(shell, '1. Get ready')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    await page.run(shell, '1. Get ready');

    expect((await page.run(shell, '2. The marketplace listens')).out).toContain('written; ');
    await page.run(shell, '2. The marketplace listens');
    expect(runsOf(sandbox, 'acme/marketplace')).toEqual([['workflow_dispatch', 'success']]);
    expect(await versions(marketplace)).toMatchObject({ notes: '2.0.0' });

    await page.run(shell, '3. One token', { input: `${sendingToken(sandbox)}\n` });
    const block = page.take('3. One token');
    const looked = await shell.run(block.text);
    expect(looked.out).toContain('may send events to acme/marketplace');
    expect(looked.out).toContain('[plugins-tell-nothing]');

    const setup = await page.run(shell, '4. The plugins notify');
    expect(setup.out.match(/: written; /g)).toHaveLength(4);
    expect(parse(await at(shell.folder, 'linter')).on.push.tags).toEqual(['v*']);
    expect(parse(await at(shell.folder, 'notes')).on.push.tags).toBeUndefined();
    await page.run(shell, '4. The plugins notify');
    await expect(access(join(shell.folder, 'token.txt'))).rejects.toThrow();
    expect(github.dispatches).toEqual([]);

    const checked = await page.run(shell, '5. Check');
    expect(checked.out).not.toContain('✗');
    expect(checked.out).toContain('lists 4 plugins; all are up to date');
    expect(checked.out).toContain('4 plugins: 2 waiting for a version bump, 2 current.');

    const tried = await page.run(shell, '6. Try it');
    expect(tried.out).toMatch(
      /success\s+Notify marketplace\s+workflow_dispatch[\s\S]+success\s+Update marketplace\s+repository_dispatch/,
    );

    await page.run(shell, '6. Try it');
    expect(await versions(marketplace)).toMatchObject({ 'sdk-bridge': '2.0.1' });
    const seen = await page.run(shell, '6. Try it');
    expect(seen.out).toMatch(/^sdk-bridge +2\.0\.1 +2\.0\.1 +2\.0\.1 .* current$/m);
    for (const line of page
      .take('6. Try it', 'text')
      .text.split('\n')
      .map((one) => one.trim())
      .filter((one) => /^(chore|Trigger):/.test(one))) {
      expect(seen.out).toContain(line);
    }
    expect(seen.out).toMatch(/sdk-bridge: 2\.0\.0 → 2\.0\.1 \([0-9a-f]{7} → [0-9a-f]{7}\)/);

    await page.run(shell, 'Turning it off');
    const before = sandbox.actions.runs.length;
    await bump(shell, '2.0.2');
    expect(sandbox.actions.runs).toHaveLength(before);
    await page.run(shell, 'Turning it off');
    expect(await versions(marketplace)).toMatchObject({ 'sdk-bridge': '2.0.2' });

    const broken = page.take('If nothing arrives');
    expect((await shell.run(broken.text)).out).toContain('acme/marketplace');

    await page.run(shell, 'Turning it off');
    const after = sandbox.actions.runs.length;
    await bump(shell, '2.0.3');
    expect(sandbox.actions.runs).toHaveLength(after);
    for (const name of ['marketplace', ...PLUGINS]) {
      const repository = github.repository(`acme/${name}`);
      expect(await repository.listFiles('main', '.github/workflows')).toEqual([]);
      expect(repository.options.secrets).toEqual({});
    }
  }, 120_000);

  const at = (folder: string, plugin: string) =>
    readFile(join(folder, plugin, '.github/workflows/notify-marketplace.yml'), 'utf8');

  async function bump(shell: DocShell, version: string) {
    const text = `sed -i.bak 's/"version": "[^"]*"/"version": "${version}"/' .claude-plugin/plugin.json && git commit -qam x && git push -q`;
    expect((await shell.run(`(cd sdk-bridge && ${text})`)).code).toBe(0);
  }

  test('works for submodules', async () => {
    const { sandbox, shell } = await world();
    await plugins(sandbox);
    await shell.run('gh repo clone acme/marketplace && cd marketplace');
    const { out } = await page.run(shell, 'Submodules');
    expect(out).toContain('+ plugins/sdk-bridge/.github/workflows/notify-marketplace.yml: written; ');
  });

  test('works from nothing', async () => {
    const { sandbox, shell, github } = await world();
    await page.run(shell, 'No marketplace yet?');
    const secret = sendingToken(sandbox);
    await shell.run(
      'notify-marketplace setup --marketplace acme/marketplace --plugins sdk-bridge\n(cd marketplace && notify-marketplace setup)\n' +
        `for one in sdk-bridge marketplace; do git -C $one add . && git -C $one commit -qm ci && git -C $one push; done\ngh secret set MARKETPLACE_UPDATE_TOKEN --repo acme/sdk-bridge --body ${secret}`,
    );
    await bump(shell, '2.0.1');
    expect(runsOf(sandbox, 'acme/marketplace')).toEqual([['repository_dispatch', 'success']]);
    const marketplace = github.repository('acme/marketplace');
    const { plugins } = JSON.parse((await marketplace.readFile('main', CATALOGUE)) ?? '');
    expect(plugins[0].source.sha).toBe(await github.repository('acme/sdk-bridge').git('rev-parse', 'main'));
  });
});

describe('what the page says beside its blocks', () => {
  const text = readFileSync(PAGE, 'utf8');

  test('the form for the token is the one of tokens.md', () => {
    const form = /https:\/\/github\.com\/settings\/personal-access-tokens\/new\?[^)]*/;
    expect(form.exec(text)?.[0]).toBe(form.exec(readFileSync('docs/tokens.md', 'utf8'))?.[0] ?? '');
  });

  test('a protected branch refuses the push, and takes a branch beside it', async () => {
    const { sandbox, shell } = await world();
    const marketplace = await plugins(sandbox);
    await shell.run('gh repo clone acme/marketplace');
    marketplace.protect('main', { by: 'ruleset' });
    const beside = /git push origin HEAD:[\w-]+/.exec(text)?.[0] ?? 'false';
    expect((await shell.run('cd marketplace && git commit -qm x --allow-empty && git push')).code).toBe(1);
    expect(await shell.run(beside)).toMatchObject({ code: 0 });
    expect(await marketplace.git('rev-parse', 'follow-plugins')).not.toBe('');
  });

  test('the pull request that may be left over has the branch that update takes', async () => {
    const { inputs } = parse(await readFile('update/action.yml', 'utf8'));
    const off = text.split('\n## Turning it off\n')[1]?.split('\n## ')[0];
    expect(off).toContain(`\`${inputs.branch.default}\``);
  });
});

describe('the files to paste', () => {
  test('are valid, and do by hand what setup does', async () => {
    const { sandbox, shell, github } = await world();
    const marketplace = await plugins(sandbox);
    const blocks = [page.take('By hand', 'yaml'), page.take('By hand', 'yaml')];
    for (const block of blocks) expect(await workflowProblems(block)).toEqual([]);
    const [update = '', notify = ''] = blocks.map(({ text }) => text);
    await marketplace.commit({ files: { [pathIn(update)]: update } });
    const bridge = github.repository('acme/sdk-bridge');
    await bridge.commit({ files: { [pathIn(notify)]: notify } });
    bridge.update({ secrets: { MARKETPLACE_UPDATE_TOKEN: sendingToken(sandbox) } });
    await shell.run('gh repo clone acme/sdk-bridge && cd sdk-bridge');
    await shell.run(`sed -i.bak s/2.0.0/2.1.0/ ${ROOT_MANIFEST} && git commit -qam Release && git push -q`);
    expect(await versions(marketplace)).toMatchObject({ 'sdk-bridge': '2.1.0' });
    expect((await shell.run('notify-marketplace setup --check')).code).toBe(0);
  });

  /** Each names its own place in its first line. */
  function pathIn(text: string): string {
    return /^# (\S+)\n/.exec(text)?.[1] ?? '';
  }

  test('say what the templates say', async () => {
    const blocks = docBlocks(PAGE).filter(({ headings }) => headings.at(-1) === 'By hand');
    const own = blocks.map(({ text }) => parse(text));
    const templates = await Promise.all(
      ['update', 'notify'].map(async (name) =>
        parse(await readFile(`templates/${name}-marketplace.yml`, 'utf8')),
      ),
    );
    expect(own).toEqual(templates);
  });

  test('the input to add is one of the action’s', async () => {
    const { text } = page.take('6. Try it', 'yaml');
    const { inputs } = parse(await readFile('action.yml', 'utf8'));
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(parse(text))));
  });
});

test('every block of the page was run or validated', () => {
  expect(page.left()).toEqual([]);
});

test('every link of the page leads somewhere', () => {
  expect(brokenLinks(PAGE)).toEqual([]);
});
