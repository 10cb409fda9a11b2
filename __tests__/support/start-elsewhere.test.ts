import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from '@jest/globals';

const run = promisify(execFile);
const really = process.platform === 'win32' ? test.skip : test;
const parent = async () => Number((await run('sh', ['-c', 'echo $PPID'])).stdout);

// The first programs are started as ever, until the small process is there.
beforeAll(async () => {
  const end = Date.now() + 10_000;
  while (process.platform !== 'win32' && (await parent()) === process.pid && Date.now() < end);
});

really('a program is started by another process than this one', async () => {
  expect(await parent()).not.toBe(process.pid);
});

test('what is written reaches it, and all that it prints comes back', async () => {
  const text = 'x'.repeat(3_000_000);
  const copy = run('cat', [], { maxBuffer: 1e8 });
  copy.child.stdin?.end(text);
  const { stdout, stderr } = await copy;
  expect([stdout === text, stderr]).toEqual([true, '']);
});

test('folder and variables are those that are given', async () => {
  const { stdout } = await run('sh', ['-c', 'pwd; echo "$A"'], {
    cwd: '/',
    env: { ...process.env, A: 'b=c\nd' },
  });
  expect(stdout).toBe('/\nb=c\nd\n');
});

test.each([
  ['its exit code', ['-c', 'echo no >&2; exit 3'], {}, { code: 3, stderr: 'no\n' }],
  ['the signal that ended it', ['-c', 'kill -9 $$'], {}, { signal: 'SIGKILL' }],
  ['that it took too long', ['-c', 'exec sleep 20'], { timeout: 100 }, { signal: 'SIGTERM', killed: true }],
])('a failure tells %s', async (_, args, options, failure) => {
  await expect(run('sh', args, options)).rejects.toMatchObject(failure);
});

test('one that is not there is no program', async () => {
  await expect(run('nonesuch-here')).rejects.toMatchObject({ code: 'ENOENT', path: 'nonesuch-here' });
});
