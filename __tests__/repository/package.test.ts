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

test('the package holds the command, its templates and their licences, and nothing of the actions', async () => {
  expect((await readdir(join(folder, 'package'))).sort()).toEqual([
    'LICENSE',
    'README.md',
    'dist',
    'package.json',
    'templates',
  ]);
  expect((await readdir(join(folder, 'package/dist'))).sort()).toEqual(['cli', 'package.json', 'shared']);
});

test('the package installs nothing else and runs nothing when it is installed', async () => {
  const { dependencies, scripts } = JSON.parse(await readFile(join(folder, 'package/package.json'), 'utf8'));
  expect(dependencies).toBeUndefined();
  // With one of these, npm would install the development tools first for whoever calls `npx github:…`.
  const hooks = ['build', 'prepare', 'prepack', 'preinstall', 'install', 'postinstall'];
  expect(Object.keys(scripts).filter((name) => hooks.includes(name))).toEqual([]);
});

test('the package says where it comes from, and may be published', async () => {
  const own = JSON.parse(await readFile(join(folder, 'package/package.json'), 'utf8'));
  const [, address = ''] = /^git\+https:\/\/github\.com\/(.+)\.git$/.exec(own.repository.url) ?? [];
  expect(own).toMatchObject({
    name: 'notify-marketplace',
    homepage: `https://github.com/${address}#readme`,
    bugs: `https://github.com/${address}/issues`,
    publishConfig: { access: 'public', provenance: true },
  });
  expect(own.private).toBeUndefined();
});

test('every package that the source imports has its licence beside the bundle', async () => {
  const licences = await readFile(join(folder, 'package/dist/shared/licenses.txt'), 'utf8');
  const files = (await readdir('src', { recursive: true })).filter((path) => path.endsWith('.ts'));
  const texts = await Promise.all(files.map((path) => readFile(join('src', path), 'utf8')));
  const found = texts
    .join('\n')
    .matchAll(/^(?:import|\} from)(?! type)[^';]*'((?:@[^/']+\/)?[^./'@][^/':]*)(?:\/[^']*)?';/gm);
  const packages = [...new Set([...found].map(([, name = '']) => name))];
  expect(packages).toEqual(expect.arrayContaining(['@actions/core', 'semver', 'undici', 'yaml']));
  expect(packages.filter((name) => !licences.split('\n').includes(name))).toEqual([]);
});
