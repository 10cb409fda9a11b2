import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { brokenLinks, docPage } from '../support/doc-page.ts';

const PAGE = 'docs/sandbox.md';
const page = docPage(PAGE);
const root = process.cwd();
const folder = await mkdtemp(join(tmpdir(), 'try-'));
const children: ChildProcess[] = [];
afterAll(async () => {
  for (const child of children) child.kill();
  await rm(folder, { recursive: true });
});

/** A program's two ends: what it has written so far, and how it ended. */
function started(command: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(command, args, { cwd: root, env: { ...process.env, ...env } });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    said.out += data;
  });
  child.stderr.on('data', (data) => {
    said.err += data;
  });
  return { child, said, ended: once(child, 'close').then(([code]) => ({ code, ...said })) };
}

async function writes({ child, said }: { child: ChildProcess; said: { out: string } }, pattern: RegExp) {
  while (!pattern.test(said.out) && child.exitCode === null) await once(child.stdout ?? child, 'data');
}

describe('the program of the page', () => {
  const program = page.take('ts', /startSandbox/).text.replaceAll("'./sandbox/", `'${root}/sandbox/`);
  const addresses = page.take('ts', /export GITHUB_SERVER_URL/).text;
  const last = 'await close();';

  test('pushes a version, shows it arriving, and serves the command line until Enter is pressed', async () => {
    expect(program.endsWith(last)).toBe(true);
    const file = join(folder, 'try.mts');
    await writeFile(file, program.replace(last, `${addresses}\n${last}`));
    const running = started(process.execPath, ['--import', 'tsx', file]);
    await writes(running, /GH_TOKEN=.*\n/);
    expect(running.said).toMatchObject({ err: '', out: expect.stringContaining('acme/marketplace success') });
    const env = [...running.said.out.matchAll(/^export (\w+)=(.+)$/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    expect(env.map(([name]) => name)).toEqual([
      'GITHUB_SERVER_URL',
      'GITHUB_API_URL',
      'GITHUB_GRAPHQL_URL',
      'GH_TOKEN',
    ]);
    const [node = '', ...args] = page.take('sh').text.split(' ');
    const shown = await started(node, args, { ...Object.fromEntries(env), GITHUB_TOKEN: '' }).ended;
    expect(shown).toMatchObject({ code: 0, out: expect.stringMatching(/^sdk-bridge .*1\.1\.0.* current$/m) });
    running.child.stdin.end('\n');
    expect(await running.ended).toMatchObject({ code: 0 });
  }, 60_000);
});

test('every file that the page names is there', () => {
  const files = [...page.text.matchAll(/`((?:sandbox|scripts)\/[\w/.-]+)`/g)].map(([, path = '']) => path);
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter((path) => !existsSync(path))).toEqual([]);
});

test('the files that list all there is are those that `types.ts` consists of', () => {
  const parts = [...readFileSync('sandbox/types.ts', 'utf8').matchAll(/from '\.\/([\w-]+\.ts)'/g)];
  for (const [, part] of parts) expect(page.text).toContain(`\`sandbox/${part}\``);
});

test('every link of the page leads somewhere', () => {
  expect(brokenLinks(PAGE)).toEqual([]);
});

test('every block of the page is tried', () => {
  expect(page.unused()).toEqual([]);
});
