import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { writeCheckout, writeClone } from '../../sandbox/checkout.ts';
import { sharedSandbox } from '../scenarios/support.ts';

const { github } = await sharedSandbox();
const run = promisify(execFile);
const git = async (folder: string, ...args: string[]) => (await run('git', ['-C', folder, ...args])).stdout;

/** All that can be asked of a checkout. */
async function described(folder: string): Promise<string[]> {
  return Promise.all([
    git(folder, 'status', '--short', '--branch'),
    git(folder, 'for-each-ref', '--format=%(objectname) %(refname) %(symref) %(upstream)'),
    git(folder, 'ls-files', '--stage'),
    git(folder, 'config', '--list', '--local'),
    git(folder, 'log', '--all', '--format=%H %D'),
    git(folder, 'fsck', '--no-dangling'),
  ]);
}

test('a clone that is written is the one that git makes', async () => {
  const repository = await github.createRepository('acme/tool', { defaultBranch: 'stable' });
  const commit = await repository.commit({
    files: { 'a/b/c': '1', 'a.txt': '2', link: { symlink: 'a.txt' }, run: { text: '#!', executable: true } },
  });
  await repository.commit({ files: { 'vendor/it': { gitlink: commit }, ü: 'x' } });
  await repository.commit({ branch: 'next', files: { new: '' } });
  await repository.tag('v1', commit, { annotated: true });
  const [written, cloned] = [join(github.root, 'written'), join(github.root, 'cloned')];
  await writeClone(repository, written, repository.cloneUrl());
  await run('git', ['clone', '--quiet', repository.cloneUrl(), cloned]);
  expect(await described(written)).toEqual(await described(cloned));
  await repository.commit({ files: { later: 'x' } });
  expect(await described(written)).toEqual(await described(cloned));
  await git(written, 'pull', '--quiet');
  expect(await git(written, 'ls-files', 'later')).toBe('later\n');
});

test('a clone of nothing has a branch to be born, and its remote', async () => {
  const repository = await github.createRepository('acme/empty');
  const folder = join(github.root, 'empty');
  await writeClone(repository, folder, repository.cloneUrl());
  expect(await git(folder, 'symbolic-ref', 'HEAD')).toBe('refs/heads/main\n');
  expect(await git(folder, 'remote', '-v')).toContain(repository.cloneUrl());
});

test('a checkout that was never pushed has its files committed, and nothing else', async () => {
  const folder = join(github.root, 'new');
  await writeCheckout(folder, { files: { 'a b/c': 'x' }, branch: 'main', origin: 'https://github.com/a/b' });
  expect(await git(folder, 'status', '--short', '--branch')).toBe('## main\n');
  expect(await git(folder, 'ls-files')).toBe('a b/c\n');
  expect(await git(folder, 'remote', 'get-url', 'origin')).toBe('https://github.com/a/b\n');
});
