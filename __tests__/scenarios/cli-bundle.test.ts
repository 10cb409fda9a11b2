/**
 * The committed bundle of the command line, run as people run it. All other scenarios run its main function in the
 * tests' process, but for: Ctrl-C and colour on a real terminal (`cli-terminal.test.ts`), a certificate of one's own
 * behind a proxy (`docs/enterprise.test.ts`), and what npm packs for npx (`package.test.ts`).
 */
import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bundled, CLI, environment } from './cli-support.ts';
import { checkout, NOTIFY, newFolder, TOOL } from './cli-world.ts';
import { MACHINE_NODE, sharedSandbox } from './support.ts';

/** A copy that is not published yet is told which action to write. */
const ACTION = 'makers/notify-marketplace@v1';
const sandbox = await sharedSandbox();
const { github } = sandbox;
await github.createRepository('acme/catalogue');
const WORKFLOW =
  'on: push\njobs: {n: {steps: [{uses: org/notify-marketplace@v1, with: {marketplace: acme/catalogue}}]}}\n';
const PLUGIN = { ...TOOL, [NOTIFY]: WORKFLOW };
const token = () => github.createToken({ kind: 'classic', scopes: ['repo'] });

/** Runs it with something piped into it, and perhaps nobody who reads what it writes. */
async function piped(folder: string, args: readonly string[], { input = '', reads = true } = {}) {
  const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env: environment(sandbox) });
  const written = { out: '', err: '' };
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    written.err += text;
  });
  if (reads) {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      written.out += text;
    });
  } else child.stdout.destroy();
  child.stdin.on('error', () => {}).end(input);
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, ...written };
}

test.each([
  ['24', process.execPath],
  ['of the machine, perhaps 20', MACHINE_NODE],
])('on Node %s it sends, and ends with 0', async (_, node) => {
  const folder = await checkout(sandbox, PLUGIN);
  const run = await bundled(sandbox, folder, ['trigger'], { node, env: { GH_TOKEN: token() } });
  expect([run.code, run.err, run.out.split('\n')[0]]).toEqual([0, '', 'Sent: tool 1.2.0 → acme/catalogue']);
  expect(github.dispatches.at(-1)?.repository).toBe('acme/catalogue');
});

test('--version is that of the package, whatever the environment holds', async () => {
  const folder = await newFolder(sandbox);
  await writeFile(join(folder, 'event.json'), '{');
  const env = {
    GITHUB_EVENT_PATH: join(folder, 'event.json'),
    GITHUB_REPOSITORY: 'x',
    GITHUB_API_URL: 'file:///etc',
    ACTIONS_ORCHESTRATION_ID: '\u001b x',
    https_proxy: 'http://me:100%@proxy:3128',
    no_proxy: ',,[::,*.,',
    GIT_CONFIG_COUNT: 'x',
    COLUMNS: 'x',
  };
  const { version } = JSON.parse(await readFile('package.json', 'utf8'));
  const run = await bundled(sandbox, folder, ['--version'], { env });
  expect(run).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

test('a proxy that can’t be used is wrong usage: its name beside the answer, exit code 2, no stack trace', async () => {
  const folder = await checkout(sandbox, PLUGIN);
  const env = {
    GITHUB_SERVER_URL: 'https://ghe.example',
    GITHUB_API_URL: 'https://ghe.example/api/v3',
    GITHUB_GRAPHQL_URL: '',
    https_proxy: 'http://',
    GH_TOKEN: 'ghp_x1234567',
  };
  const run = await bundled(sandbox, folder, ['status'], { env });
  expect([run.code, run.out]).toEqual([2, '']);
  expect(run.err).toContain("https_proxy can't be used: ");
  expect(run.err).not.toContain('    at ');
});

test('a problem ends it with 1', async () => {
  const folder = await checkout(sandbox, PLUGIN);
  const args = ['doctor', '--marketplace', 'acme/absent'];
  const run = await bundled(sandbox, folder, args, { env: { GH_TOKEN: token() } });
  expect([run.code, run.err]).toEqual([1, '']);
  expect(run.out).toContain('✗');
});

test('setup writes the templates that lie beside it', async () => {
  const folder = await checkout(sandbox, TOOL);
  const run = await bundled(sandbox, folder, [
    'setup',
    '--marketplace',
    'acme/catalogue',
    '--action',
    ACTION,
  ]);
  expect(run).toMatchObject({ code: 0, err: '' });
  expect(await readFile(join(folder, NOTIFY), 'utf8')).toContain('marketplace: acme/catalogue');
});

test('--token-file - is what is piped into it', async () => {
  const folder = await checkout(sandbox, PLUGIN);
  const text = token();
  const run = await piped(folder, ['trigger', '--token-file', '-'], { input: `${text}\n` });
  expect(run).toMatchObject({ code: 0, err: '' });
  expect(github.dispatches.at(-1)?.token).toBe(text);
});

test('whoever has seen enough closes the pipe: it ends in order', async () => {
  const run = await piped(await newFolder(sandbox), ['help'], { reads: false });
  expect([run.code, run.err]).toEqual([0, '']);
});
