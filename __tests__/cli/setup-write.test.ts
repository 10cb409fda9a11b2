import { mkdtempSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { obstacleOf, whyNotWritable } from '../../src/cli/setup/write.ts';

const root = mkdtempSync(join(tmpdir(), 'setup-write-'));
afterAll(() => rm(root, { recursive: true }));
const PATH = '.github/workflows/x.yml';

async function folder(name: string): Promise<string> {
  await mkdir(join(root, name));
  return join(root, name);
}

describe('a file can be written', () => {
  test('where nothing is, where folders are, and where the file is', async () => {
    const at = await folder('plain');
    expect(whyNotWritable(at, PATH)).toBeNull();
    expect(await readdir(at)).toEqual([]);
    await mkdir(join(at, '.github/workflows'), { recursive: true });
    expect(whyNotWritable(at, PATH)).toBeNull();
    await writeFile(join(at, PATH), 'x');
    expect(whyNotWritable(at, PATH)).toBeNull();
    expect(await readFile(join(at, PATH), 'utf8')).toBe('x');
  });

  test('but not through a link, even one that leads nowhere', async () => {
    const at = await folder('linked');
    await symlink('/nowhere', join(at, '.github'));
    expect(whyNotWritable(at, PATH)?.why).toBe('`.github` is a symbolic link');
  });
});

describe('what the disk says is said in words', () => {
  test.each([
    ['EACCES', 'you may not write there'],
    ['EPERM', 'you may not write there'],
    ['EROFS', 'the disk is read-only'],
    ['ENOSPC', 'the disk is full'],
    ['EIO', "it can't be written (EIO)"],
  ])('%s', (code, why) => {
    expect(obstacleOf(Object.assign(new Error('x'), { code }))).toEqual({ why, remedy: expect.any(String) });
  });

  test('a bug is no problem of the disk', () => {
    expect(() => obstacleOf(new TypeError('bug'))).toThrow('bug');
  });
});
