import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { makeWorld, manifest } from '../../sandbox/demo/world.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { MACHINE_NODE } from './support.ts';

const run = promisify(execFile);
const TEMPLATE = 'templates/notify-marketplace.yml';
const NODE_24 = join('node_modules', 'node', 'bin', 'node');

const versionOf = async (node: string) => (await run(node, ['--version'])).stdout.trim();

describe.each([
  ['the machine’s Node', MACHINE_NODE],
  ['Node 24, as on GitHub’s runners', join(process.cwd(), NODE_24)],
])('with %s', (_, node) => {
  test('a real push of a bump reaches the marketplace, through the workflow file that users copy', async () => {
    const sandbox = await startSandbox({ node });
    try {
      const { author, plugin } = await makeWorld(sandbox, TEMPLATE);
      await author.commit('Release', { '.claude-plugin/plugin.json': manifest('2.1.0', 'Speaks') });
      await author.commit('More', { 'a.txt': 'a\n' });
      await author.push();
      await sandbox.actions.idle();
      expect(sandbox.actions.runs.map(({ conclusion, error }) => [conclusion, error])).toEqual([
        ['success', undefined],
      ]);
      expect(sandbox.github.dispatches).toMatchObject([
        {
          repository: 'acme/marketplace',
          event_type: 'plugin-updated',
          client_payload: {
            plugin: 'sdk-bridge',
            version: '2.1.0',
            previous_version: '2.0.0',
            commit: await plugin.git('rev-parse', 'main'),
          },
        },
      ]);
      expect(sandbox.github.schemaViolations).toEqual([]);
    } finally {
      await sandbox.close();
    }
  });
});

test('Node 24 is 24', async () => {
  expect(await versionOf(NODE_24)).toMatch(/^v24\./);
});

describe('the template', () => {
  const started = startSandbox();
  const made = started.then((sandbox) => makeWorld(sandbox, TEMPLATE));
  afterAll(async () => (await started).close());

  test('is started by no push that touches no plugin.json', async () => {
    const sandbox = await started;
    const { author } = await made;
    await author.commit('Docs', { 'README.md': 'more\n' });
    await author.push();
    await sandbox.actions.idle();
    expect([sandbox.actions.runs, sandbox.github.events.length]).toEqual([[], 1]);
  });

  test('sends again when it is run by hand', async () => {
    const sandbox = await started;
    const { plugin } = await made;
    const workflow = '.github/workflows/notify-marketplace.yml';
    await sandbox.github.runWorkflow(plugin, { workflow });
    await sandbox.actions.idle();
    expect(sandbox.github.dispatches).toMatchObject([
      { client_payload: { version: '2.0.0', previous_version: null } },
    ]);
  });

  test('asks for `contents: read` and nothing else', async () => {
    const text = await readFile(TEMPLATE, 'utf8');
    const [, permissions] = /^permissions:\n((?: {2}.*\n)+)/m.exec(text) ?? [];
    expect(
      permissions
        ?.trim()
        .split('\n')
        .map((line) => line.trim().split(' #')[0]),
    ).toEqual(['contents: read']);
  });
});
