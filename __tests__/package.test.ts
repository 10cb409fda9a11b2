import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const run = promisify(execFile);

/** The repository as npm packs it, which is what `npx github:…` installs. */
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'package-'));
  await run('npm', ['pack', '--silent', '--pack-destination', folder]);
  const [archive = ''] = await readdir(folder);
  await run('tar', ['-xzf', archive], { cwd: folder });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the package’s command runs as it is, without an install or a build', async () => {
  const own = JSON.parse(await readFile(join(folder, 'package/package.json'), 'utf8'));
  const command = join(folder, 'package', own.bin['notify-marketplace']);
  expect((await run(command, ['--version'])).stdout).toBe(`${own.version}\n`);
});

test('the package holds the command and its templates, and little else', async () => {
  expect((await readdir(join(folder, 'package'))).sort()).toEqual([
    'LICENSE',
    'README.md',
    'dist',
    'package.json',
    'templates',
  ]);
  expect(await readdir(join(folder, 'package/dist'))).toEqual(['cli']);
});
