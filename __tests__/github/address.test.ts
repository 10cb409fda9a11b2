import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gitAddress, repositoryAt, withoutUser } from '../../src/github/address.ts';
import { parseGitmodules } from '../../src/plugin/gitmodules.ts';

const GITHUB = 'https://github.com';
const GHES = 'https://ghe.example.com:8443';
const LOCAL = 'http://127.0.0.1:4711';
const MARKETPLACE = { owner: 'acme', name: 'marketplace' };

function named(text: string | null) {
  const [owner, name] = text?.split('/') ?? [];
  return text === null ? null : { owner, name };
}

describe('an address of a repository on this GitHub', () => {
  test.each([
    ['https://github.com/acme/plugin'],
    ['https://github.com/acme/plugin.git'],
    ['https://github.com/acme/plugin/'],
    ['https://github.com/acme/plugin.git/'],
    ['http://github.com/acme/plugin'],
    ['git://github.com/acme/plugin.git'],
    ['git://github.com:9418/acme/plugin.git'],
    ['ssh://git@github.com/acme/plugin.git'],
    ['ssh://git@github.com:22/acme/plugin.git'],
    ['ssh://github.com/acme/plugin'],
    ['git@github.com:acme/plugin.git'],
    ['git@github.com:acme/plugin'],
    ['git@github.com:acme/plugin/'],
    ['git@github.com:/acme/plugin.git'],
    ['org-1234@github.com:acme/plugin.git'],
    ['github.com:acme/plugin.git'],
    ['https://x-access-token@github.com/acme/plugin.git'],
    ['https://user:secret@github.com/acme/plugin.git'],
    ['https://user:p@ss@github.com/acme/plugin.git'],
    ['https://@github.com/acme/plugin'],
    ['https://GitHub.COM/acme/plugin'],
    ['git@GITHUB.com:acme/plugin'],
    ['https://www.github.com/acme/plugin'],
    ['https://WWW.github.com/acme/plugin'],
    ['git@www.github.com:acme/plugin'],
    ['ssh://git@ssh.github.com:443/acme/plugin.git'],
    ['git@ssh.github.com:acme/plugin.git'],
    ['https://github.com:443/acme/plugin'],
    ['https://github.com:/acme/plugin'],
    ['http://github.com:80/acme/plugin'],
  ])('%s', (url) => {
    expect(repositoryAt(url, GITHUB)).toEqual(named('acme/plugin'));
  });

  test.each([
    ['https://ghe.example.com:8443/acme/plugin.git', GHES, 'acme/plugin'],
    ['https://GHE.example.com:8443/acme/plugin', `${GHES}/`, 'acme/plugin'],
    ['ssh://git@ghe.example.com/acme/plugin', GHES, 'acme/plugin'],
    ['ssh://git@ghe.example.com:122/acme/plugin', GHES, 'acme/plugin'],
    ['git@ghe.example.com:acme/plugin', GHES, 'acme/plugin'],
    ['git://ghe.example.com/acme/plugin', GHES, 'acme/plugin'],
    ['https://ghe.example.com/acme/plugin', GHES, null],
    ['https://ghe.example.com:443/acme/plugin', GHES, null],
    ['https://github.com/acme/plugin', GHES, null],
    ['https://www.ghe.example.com:8443/acme/plugin', GHES, null],
    ['ssh://git@ssh.ghe.example.com:443/acme/plugin', GHES, null],
    ['http://127.0.0.1:4711/acme/plugin.git', LOCAL, 'acme/plugin'],
    ['http://127.0.0.1:4712/acme/plugin.git', LOCAL, null],
    ['http://127.0.0.1/acme/plugin.git', LOCAL, null],
    ['git@127.0.0.1:acme/plugin', LOCAL, 'acme/plugin'],
    ['http://[::1]:4711/acme/plugin', 'http://[::1]:4711', 'acme/plugin'],
    ['git@[::1]:acme/plugin', 'http://[::1]:4711', 'acme/plugin'],
    ['https://octocorp.ghe.com/acme/plugin', 'https://octocorp.ghe.com', 'acme/plugin'],
    ['git@octocorp.ghe.com:acme/plugin', 'https://octocorp.ghe.com:443', 'acme/plugin'],
    ['https://github.com/acme/plugin', 'https://GitHub.com/', 'acme/plugin'],
  ])('%s on %s is %s', (url, server, repository) => {
    expect(repositoryAt(url, server)).toEqual(named(repository));
  });

  test('keeps the name’s own characters', () => {
    expect(repositoryAt('https://github.com/Octo_corp/My.Plugin-1.git', GITHUB)).toEqual({
      owner: 'Octo_corp',
      name: 'My.Plugin-1',
    });
    expect(repositoryAt('https://github.com/acme/.github', GITHUB)).toEqual(named('acme/.github'));
  });
});

describe('no repository on this GitHub', () => {
  test.each([
    [''],
    [' '],
    ['.'],
    ['..'],
    ['/'],
    ['acme/plugin'],
    ['github:acme/plugin'],
    ['/srv/git/acme/plugin.git'],
    ['file:///acme/plugin.git'],
    ['C:\\acme\\plugin'],
    ['https://gitlab.com/acme/plugin'],
    ['https://github.com.evil.test/acme/plugin'],
    ['https://evil.test/github.com/acme/plugin'],
    ['https://github.com@evil.test/acme/plugin'],
    ['https://evil.test?@github.com/acme/plugin'],
    ['https://evil.test#@github.com/acme/plugin'],
    ['https://evil.test\\@github.com/acme/plugin'],
    ['https://evil.test/@github.com/acme/plugin'],
    ['git@gitlab.com:acme/plugin.git'],
    ['git@evil.test:github.com/acme/plugin.git'],
    ['git@evil.test@github.com:acme/plugin'],
    ['https://gist.github.com/acme/0123456789abcdef'],
    ['https://api.github.com/repos/acme'],
    ['https://ssh.github.com/acme/plugin'],
    ['https://github.com:8443/acme/plugin'],
    ['https://github.com:80/acme/plugin'],
    ['https://github.com:x/acme/plugin'],
    ['git@github.com:22/acme/plugin'],
    ['https://github.com'],
    ['https://github.com/'],
    ['https://github.com/acme'],
    ['https://github.com/acme/'],
    ['https://github.com/acme//plugin'],
    ['https://github.com//acme/plugin'],
    ['https://github.com/acme/plugin//'],
    ['https://github.com/acme/plugin/tree/main'],
    ['https://github.com/acme/plugin/../other'],
    ['https://github.com/acme/..'],
    ['https://github.com/acme/.git'],
    ['https://github.com/acme/plugin?tab=readme'],
    ['https://github.com/acme/plugin#readme'],
    ['https://github.com/acme/plug%69n'],
    ['https://github.com/acme%2fplugin'],
    ['https://git%68ub.com/acme/plugin'],
    ['https://github.com/acme/plug in'],
    ['https://github.com/acme/plugin\n'],
    [' https://github.com/acme/plugin'],
    ['https://github.com\\acme\\plugin'],
    ['https:/github.com/acme/plugin'],
    ['https:github.com/acme/plugin'],
    ['HTTPS://github.com/acme/plugin'],
    ['//github.com/acme/plugin'],
    ['ftp://github.com/acme/plugin'],
    ['ssh://git@github.com:acme/plugin'],
    ['git@github.com'],
    ['git@github.com:'],
    ['git@github.com:plugin'],
    ['git@github.com:~acme/plugin'],
    [`https://github.com/acme/${'x'.repeat(101)}`],
  ])('%j', (url) => {
    expect(repositoryAt(url, GITHUB, MARKETPLACE)).toBeNull();
  });
});

describe('a relative address of a submodule starts from the marketplace', () => {
  const RELATIVE: readonly (readonly [string, string | null])[] = [
    ['../other.git', 'acme/other'],
    ['../other', 'acme/other'],
    ['../other/', 'acme/other'],
    ['../../owner2/repo', 'owner2/repo'],
    ['../../owner2/repo.git', 'owner2/repo'],
    ['./../other', 'acme/other'],
    ['.././../owner2/repo', 'owner2/repo'],
    ['../../../github.com/owner2/repo', 'owner2/repo'],
    ['../../../gitlab.com/owner2/repo', null],
    ['./other', null],
    ['./', 'acme/marketplace'],
    ['../', null],
    ['../../owner2', null],
    ['../a/b', null],
    ['../a/../other', null],
    ['../other?x', null],
    ['../../../../../x/y', null],
    ['../../../../../../../x/y', null],
  ];

  test.each(RELATIVE)('%s is %s', (url, repository) => {
    expect(repositoryAt(url, GITHUB, MARKETPLACE)).toEqual(named(repository));
    expect(repositoryAt(url, GITHUB)).toBeNull();
  });

  test.each([[GHES], [`${GHES}/`], [LOCAL]])('on %s too', (server) => {
    expect(repositoryAt('../other.git', server, MARKETPLACE)).toEqual(named('acme/other'));
    expect(repositoryAt('../../owner2/repo', server, MARKETPLACE)).toEqual(named('owner2/repo'));
  });

  const folder = mkdtempSync(join(tmpdir(), 'address-'));
  const git = async (...args: string[]) =>
    (await promisify(execFile)('git', ['-C', folder, ...args])).stdout.trim();
  beforeAll(async () => {
    await git('init', '--quiet');
    await git('remote', 'add', 'origin', 'https://github.com/acme/marketplace');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** `git submodule init` writes down what it makes of the address. */
  async function asGit(url: string): Promise<string> {
    await git('config', '-f', '.gitmodules', 'submodule.m.path', 'm');
    await git('config', '-f', '.gitmodules', 'submodule.m.url', url);
    await git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},m`);
    await git('submodule', '--quiet', 'init', 'm');
    const address = await git('config', 'submodule.m.url');
    await git('config', '--remove-section', 'submodule.m');
    return address;
  }

  test.each(RELATIVE.slice(0, -2))('git itself makes the same of %s', async (url, repository) => {
    expect(repositoryAt(await asGit(url), GITHUB)).toEqual(named(repository));
  });
});

describe('the addresses of real marketplaces', () => {
  const MARKETPLACES = new URL('../corpus/marketplaces/', import.meta.url);
  const files = readdirSync(MARKETPLACES);

  test.each(files.filter((file) => file.endsWith('.gitmodules')))('submodules of %s', (file) => {
    const parsed = parseGitmodules(readFileSync(new URL(file, MARKETPLACES), 'utf8'));
    const submodules = parsed.kind === 'gitmodules' ? parsed.submodules : [];
    expect(submodules.length).toBeGreaterThan(0);
    for (const { url } of submodules) expect(repositoryAt(url ?? '', GITHUB)).not.toBeNull();
  });

  test('sources', () => {
    const urls = files
      .filter((file) => file.endsWith('.json'))
      .map((file) => JSON.parse(readFileSync(new URL(file, MARKETPLACES), 'utf8')))
      .flatMap(({ plugins }: { plugins: { source: { url?: string } }[] }) => plugins)
      .flatMap(({ source }) => source.url ?? []);
    expect(urls.length).toBeGreaterThan(300);
    expect(urls.filter((url) => repositoryAt(url, GITHUB) === null)).toEqual([]);
  });
});

describe('an address in its parts', () => {
  test.each([
    ['https://me:p@ss@GHE.example:8443/a/b', 'https', 'ghe.example', '8443', 'a/b'],
    ['ssh://git@ssh.github.com:443/a/b.git', 'ssh', 'ssh.github.com', '443', 'a/b.git'],
    ['git+ssh://git@ghe.example/a/b', 'ssh', 'ghe.example', '', 'a/b'],
    ['git@[2001:db8::1]:a/b', 'ssh', '[2001:db8::1]', '', 'a/b'],
    ['https://ghe.example.:443/a/b', 'https', 'ghe.example', '', 'a/b'],
  ])('%s', (text, scheme, hostname, port, path) => {
    expect(gitAddress(text)).toEqual({ scheme, hostname, port, path });
  });

  test.each([
    'https://github.com:65536/a/b',
    'git@[1.2.3]:a/b',
    'https://a`b`/c/d',
    'https://-x/a/b',
    'a b:c/d',
    '',
  ])('%j is none', (text) => {
    expect(gitAddress(text)).toBeNull();
  });
});

test.each([
  ['https://me:secret@ghe.example/a', 'https://ghe.example/a'],
  ['https://me:p@ss@ghe.example/a', 'https://ghe.example/a'],
  ['https://ghp_token@ghe.example/@a', 'https://ghe.example/@a'],
  ['https://me:p/s@ghe.example/a', 'https://ghe.example/a'],
  ['https://me:p#s?@s@ghe.example/a', 'https://ghe.example/a'],
  ['https://ghe.example:8443/@a/b', 'https://ghe.example:8443/@a/b'],
  ['ssh://git@ghe.example/a', 'ssh://ghe.example/a'],
  ['git@ghe.example:a/b', 'git@ghe.example:a/b'],
  ['https://ghe.example/@scope/a', 'https://ghe.example/@scope/a'],
  ['s3://me:secret@ghe.example/a', 's3://ghe.example/a'],
  ['me:secret@ghe.example:a/b', 'ghe.example:a/b'],
  ['https://ghe.example/a?token=secret#secret', 'https://ghe.example/a'],
])('people see %s as %s', (address, shown) => {
  expect(withoutUser(address)).toBe(shown);
});
