import { mkdtempSync } from 'node:fs';
import { mkdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { nearestRepository, readInside, readStrictly, whyOutside } from '../../src/cli/checkout/inside.ts';

const top = await realpath(mkdtempSync(join(tmpdir(), 'inside-')));
const root = join(top, 'checkout');
beforeAll(async () => {
  await mkdir(join(root, 'a/b'), { recursive: true });
  await mkdir(join(root, '.git'));
  await mkdir(join(top, 'checkout-2'));
  for (const file of [join(root, 'a/b/file'), join(top, 'private'), join(top, 'checkout-2/file')])
    await writeFile(file, 'text');
  await writeFile(join(root, '.git/config'), 'secret');
  await writeFile(join(root, 'large'), 'x'.repeat(1024 * 1024 + 1));
  await symlink('a/b/file', join(root, 'in'));
  await symlink('a', join(root, 'folder-in'));
  await symlink('../private', join(root, 'out'));
  await symlink('../checkout-2', join(root, 'folder-out'));
  await symlink('.git/config', join(root, 'config'));
  await symlink('nowhere', join(root, 'broken'));
  await symlink('/dev/zero', join(root, 'device'));
});
afterAll(() => rm(top, { recursive: true }));

describe('a file of a checkout', () => {
  test.each(['a/b/file', 'in', 'folder-in/b/file'])('%s is read', async (path) => {
    expect(await readInside(root, path)).toEqual({ kind: 'text', text: 'text' });
  });

  test.each(['none', 'a/none', 'broken'])('%s is not there', async (path) => {
    expect(await readInside(root, path)).toEqual({ kind: 'absent' });
  });

  test.each([
    ['out', 'is a symbolic link that leads out of this repository'],
    ['folder-out/file', 'is a symbolic link that leads out of this repository'],
    ['config', 'is a symbolic link that leads out of this repository'],
    ['device', 'is a symbolic link that leads out of this repository'],
    ['a', 'is not a file'],
    ['large', 'is larger than 1 MiB'],
  ])('%s is refused: it %s', async (path, why) => {
    expect(await readInside(root, path)).toEqual({ kind: 'refused', why });
  });
});

describe('a file that Claude Code reads', () => {
  test.each([
    ['Latin-1', Buffer.from('{"name":"größe"}', 'latin1'), 'is not UTF-8 text'],
    ['UTF-16', Buffer.from('{}', 'utf16le'), 'is not UTF-8 text'],
    ['UTF-16 with a mark', Buffer.from('\ufeff{}', 'utf16le'), 'is not UTF-8 text'],
    ['binary', Buffer.from([1, 2, 0]), 'is a binary file'],
    ['LFS', Buffer.from('version https://git-lfs.github.com/spec/v1\n'), 'is a Git LFS pointer'],
  ])('is refused as the actions refuse it: %s', async (name, bytes, why) => {
    await writeFile(join(root, name), bytes);
    expect(await readStrictly(root, name)).toEqual({ kind: 'refused', why });
  });

  test('keeps its byte-order mark, which is told by itself', async () => {
    await writeFile(join(root, 'mark'), '\ufeff{}');
    expect(await readStrictly(root, 'mark')).toEqual({ kind: 'text', text: '\ufeff{}' });
  });
});

test.each([
  ['a/b', null],
  ['./a//b/', null],
  ['a/new/folder', null],
  ['../x', 'leads out of this repository'],
  ['a/../../x', 'leads out of this repository'],
  ['a/../b', 'leads out of this repository'],
  ['/etc', 'leads out of this repository'],
  ['C:/x', 'leads out of this repository'],
  ['a\\..\\..\\x', 'leads out of this repository'],
  ['.git/modules/x', 'leads into git’s own folder'],
  ['a/.GIT', 'leads into git’s own folder'],
  ['.', 'is this repository itself'],
  ['', 'is this repository itself'],
  ['folder-in', 'is a symbolic link'],
  ['folder-in/b', 'lies behind a symbolic link'],
  ['broken', 'is a symbolic link'],
])('the folder %j is outside, because it %j', async (path, why) => {
  expect(await whyOutside(root, path)).toBe(why);
});

test('the nearest repository is the nearest folder with .git', async () => {
  expect(await nearestRepository(join(root, 'a/b'))).toBe(root);
  expect(await nearestRepository(root)).toBe(root);
  expect(await nearestRepository(join(top, 'none'))).not.toBe(root);
});
