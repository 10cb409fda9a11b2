import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CATALOGUE, MANIFEST, makeWorld, manifest, NOTIFY, UPDATE } from '../../sandbox/demo/world.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { ourSandbox } from '../support/our-sandbox.ts';
import { MACHINE_NODE, NODE_24 } from './support.ts';

const run = promisify(execFile);

const versionOf = async (node: string) => (await run(node, ['--version'])).stdout.trim();

describe.each([
  ['the machine’s Node', MACHINE_NODE],
  ['Node 24, as on GitHub’s runners', NODE_24],
])('with %s', (_, node) => {
  test('a real push of a bump reaches the catalogue, through the two workflow files that users copy', async () => {
    const sandbox = await startSandbox({ node });
    try {
      const { bridge, marketplace } = await makeWorld(sandbox, 'templates');
      await bridge.author.commit('Release', { [MANIFEST]: manifest('sdk-bridge', '2.1.0') });
      await bridge.author.commit('More', { 'a.txt': 'a\n' });
      await bridge.author.push();
      await sandbox.actions.idle();
      const head = await bridge.repository.git('rev-parse', 'main');
      expect(sandbox.actions.runs.map(({ path, conclusion, error }) => [path, conclusion, error])).toEqual([
        [NOTIFY, 'success', undefined],
        [UPDATE, 'success', undefined],
      ]);
      expect(sandbox.github.dispatches).toMatchObject([
        {
          repository: 'acme/marketplace',
          event_type: 'plugin-updated',
          client_payload: { plugin: 'sdk-bridge', version: '2.1.0', previous_version: '2.0.0', commit: head },
        },
      ]);
      const { plugins } = JSON.parse((await marketplace.readFile('main', CATALOGUE)) ?? '{}');
      expect(plugins[0]).toEqual({ name: 'sdk-bridge', source: './plugins/sdk-bridge', version: '2.1.0' });
      expect(await marketplace.git('rev-parse', 'main:plugins/sdk-bridge')).toBe(head);
      expect(sandbox.github.schemaViolations).toEqual([]);
    } finally {
      await sandbox.close();
    }
  });
});

test('Node 24 is 24', async () => {
  expect(await versionOf(NODE_24)).toMatch(/^v24\./);
});

describe('the templates', () => {
  const started = ourSandbox();
  const made = started.then((sandbox) => makeWorld(sandbox, 'templates'));
  afterAll(async () => (await started).close());

  test('notify is started by no push that touches no plugin.json', async () => {
    const sandbox = await started;
    const { author } = (await made).bridge;
    await author.commit('Docs', { 'README.md': 'more\n' });
    await author.push();
    await sandbox.actions.idle();
    expect([sandbox.actions.runs, sandbox.github.events.length]).toEqual([[], 1]);
  });

  test('notify sends again, and update looks again, when they are run by hand', async () => {
    const sandbox = await started;
    const { bridge, marketplace } = await made;
    await sandbox.github.runWorkflow(bridge.repository, { workflow: NOTIFY });
    await sandbox.github.runWorkflow(marketplace, { workflow: UPDATE });
    await sandbox.actions.idle();
    expect(sandbox.github.dispatches).toMatchObject([
      { client_payload: { version: '2.0.0', previous_version: null } },
    ]);
    expect(sandbox.actions.runs.map(({ path }) => path)).toEqual(expect.arrayContaining([NOTIFY, UPDATE]));
    expect(sandbox.actions.runs.filter(({ conclusion }) => conclusion === 'failure')).toEqual([]);
  });

  test('update is started daily', async () => {
    const sandbox = await started;
    const { marketplace } = await made;
    const before = sandbox.actions.runs.length;
    await sandbox.github.runSchedule(marketplace, '23 7 * * *');
    await sandbox.actions.idle();
    expect(sandbox.actions.runs.slice(before)).toMatchObject([{ path: UPDATE, conclusion: 'success' }]);
  });

  test.each([
    ['notify-marketplace.yml', 'contents: read'],
    ['update-marketplace.yml', 'contents: write'],
  ])('%s asks for `%s` and nothing else', async (file, permission) => {
    const text = await readFile(join('templates', file), 'utf8');
    const [, permissions] = /^permissions:\n((?: {2}.*\n)+)/m.exec(text) ?? [];
    const lines = permissions?.trim().split('\n') ?? [];
    expect(lines.map((line) => line.trim().split(' #')[0])).toEqual([permission]);
  });
});
