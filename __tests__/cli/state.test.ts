import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { writeClone } from '../../sandbox/checkout.ts';
import { gitIn } from '../../src/cli/checkout/git.ts';
import { mainRemote, readState } from '../../src/cli/checkout/state.ts';
import { git, notifyMarketplace } from '../scenarios/cli-support.ts';
import { checkout, newFolder, TOOL, write } from '../scenarios/cli-world.ts';
import { sharedSandbox } from '../scenarios/support.ts';
import { market, plugin } from '../scenarios/update-support.ts';
import { writeProgram } from '../support/stand-ins.ts';

const sandbox = await sharedSandbox();
const state = (folder: string) => readState(gitIn(folder, process.env));

async function cloned(): Promise<string> {
  const { repository } = await plugin(await market(sandbox), 'tool', '1.0.0');
  const folder = await newFolder(sandbox);
  await writeClone(repository, folder, repository.cloneUrl());
  return folder;
}

test('a clone’s branch, its upstream and the remote’s default branch are known', async () => {
  const folder = await cloned();
  expect(await state(folder)).toMatchObject({ branch: 'main', defaultBranch: 'main', hasUpstream: true });
  await git(folder, 'switch', '--quiet', '-c', 'a/b');
  expect(await state(folder)).toMatchObject({ branch: 'a/b', defaultBranch: 'main', hasUpstream: false });
});

test('an upstream that is gone is none', async () => {
  const folder = await cloned();
  await git(folder, 'update-ref', '-d', 'refs/remotes/origin/main');
  expect(await state(folder)).toMatchObject({ branch: 'main', hasUpstream: false });
});

test('a tag of the branch’s name changes nothing', async () => {
  const folder = await cloned();
  await git(folder, 'tag', 'main');
  expect((await state(folder)).branch).toBe('main');
});

test('a branch without a commit has its name, a detached HEAD has none', async () => {
  const folder = await newFolder(sandbox);
  await git(folder, 'init', '--quiet', '-b', 'first');
  expect((await state(folder)).branch).toBe('first');
  const other = await cloned();
  await git(other, 'switch', '--quiet', '--detach');
  expect((await state(other)).branch).toBeNull();
});

test('of a linked worktree it is the worktree’s branch', async () => {
  const [folder, below] = [await cloned(), await newFolder(sandbox)];
  await git(folder, 'worktree', 'add', '--quiet', `${below}/tree`, '-b', 'other');
  expect((await state(`${below}/tree`)).branch).toBe('other');
  expect((await state(folder)).branch).toBe('main');
});

test('a remote’s address is what git makes of it, and none looks like an option', async () => {
  const folder = await checkout(sandbox, TOOL, { origin: 'short:acme/tool' });
  const config = join(folder, '.git/config');
  const more = `[url "https://github.com/"]\n\tinsteadOf = short:\n[remote "-x"]\n\turl = x\n[remote "up"]\n\turl = y z\n\tpromisor = true\n\tpartialclonefilter = blob:none\n`;
  await writeFile(config, `${await readFile(config, 'utf8')}${more}`);
  const { remotes } = await state(folder);
  expect([...remotes]).toEqual([
    ['origin', 'https://github.com/acme/tool'],
    ['up', 'y z'],
  ]);
});

test.each<[string[], string | null]>([
  [['origin', 'up'], 'origin'],
  [['up'], 'up'],
  [['up', 'down'], null],
  [[], null],
])('of the remotes %j the main one is %j', (names, main) => {
  expect(mainRemote({ remotes: new Map(names.map((name) => [name, 'x'])) })).toBe(main);
});

test('an untracked file is none of the index, whatever its name looks like', async () => {
  const folder = await checkout(sandbox, { 'a b': 'x', '.gitignore': 'ignored\n' });
  const name = `160000 ${'a'.repeat(40)} 0\tsub`;
  await write(folder, { [name]: 'x', [`H ${name}`]: 'x', ignored: 'x' });
  const { index, untracked } = await state(folder);
  expect(index).toEqual([
    { mode: '100644', path: '.gitignore' },
    { mode: '100644', path: 'a b' },
  ]);
  expect([...untracked].sort()).toEqual([name, `H ${name}`]);
});

test('setup and doctor ask git few times', async () => {
  const git = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const folder = await cloned();
  const bin = await newFolder(sandbox);
  const asked = async (...args: string[]) => {
    await writeProgram(
      bin,
      'git',
      `echo "$*" | sed 's/.* -C [^ ]* //' >> '${bin}/asked'\nexec '${git}' "$@"`,
    );
    await writeFile(join(bin, 'asked'), '');
    await notifyMarketplace(sandbox, folder, args, { PATH: `${bin}:${process.env['PATH'] ?? ''}` });
    return (await readFile(join(bin, 'asked'), 'utf8')).trim().split('\n');
  };
  const reading = [
    'rev-parse --show-toplevel',
    'config --list --show-scope --name-only -z',
    'remote --verbose',
    expect.stringMatching(/^for-each-ref --format/),
    'ls-files -z -t --stage --others --exclude-standard',
  ];
  const set = await asked('setup', '--marketplace', 'acme/marketplace');
  expect(set.slice(0, 5)).toEqual(expect.arrayContaining(reading));
  expect(set.slice(5)).toEqual([
    expect.stringMatching(/^status .*--short$/),
    expect.stringMatching(/^status .*--porcelain/),
  ]);
  const diagnosed = await asked('doctor', '--marketplace', 'acme/marketplace');
  expect(diagnosed).toEqual(expect.arrayContaining(reading));
  expect(diagnosed.length).toBeLessThanOrEqual(8);
});
