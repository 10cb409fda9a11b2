import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

const run = promisify(execFile);

/** The repository as GitHub archives it for runners and for `npx github:…`: without what is `export-ignore`. */
let folder = '';
let bytes = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
  const args = ['archive', '--worktree-attributes', '--format=tar', 'HEAD'];
  const { stdout } = await run('git', args, { encoding: 'buffer', maxBuffer: 1e8 });
  bytes = gzipSync(stdout).length;
  const unpacked = run('tar', ['-x', '-C', folder]);
  unpacked.child.stdin?.end(stdout);
  await unpacked;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the runner downloads the actions, the command line and its templates, and nothing else', async () => {
  expect((await readdir(folder)).sort()).toEqual([
    'LICENSE',
    'README.md',
    'action.yml',
    'dist',
    'package.json',
    'templates',
    'update',
  ]);
});

test('the runner downloads less than 1 MB', () => {
  expect(bytes).toBeLessThan(1_000_000);
});

describe.each(['action.yml', 'update/action.yml'])('%s', (file) => {
  test('starts from the archive alone', async () => {
    const { runs } = parse(await readFile(join(folder, file), 'utf8'));
    const main = join(folder, dirname(file), runs.main);
    const env = { PATH: process.env['PATH'] };
    // It stops because of what a runner would have set, so everything it imports is there.
    await expect(run(process.execPath, [main], { env, cwd: folder })).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('GITHUB_REPOSITORY is not set'),
    });
  });
});

test('`npx github:…` finds the command in the archive', async () => {
  const own = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const { stdout } = await run(join(folder, own.bin['notify-marketplace']), ['--version']);
  expect(stdout).toBe(`${own.version}\n`);
});
