import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { writeProgram } from '../support/stand-ins.ts';
import { git, notifyMarketplace } from './cli-support.ts';
import { checkout, NOTIFY, newFolder, TOOL, UPDATE, write } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { CATALOGUE, catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
await github.createRepository('acme/catalogue');
const bash = promisify(execFile);
const WORKFLOW =
  'on: push\njobs: {n: {steps: [{uses: org/notify-marketplace@v1, with: {marketplace: acme/catalogue}}]}}\n';
const MARKET = { [CATALOGUE]: catalogue([{ name: 'sub', source: './sub' }]) };
const module = (path: string) =>
  `[submodule "m"]\n\tpath = ${path}\n\turl = https://github.com/acme/private\n`;
const token = () => github.createToken({ kind: 'classic', scopes: ['repo'] });
const cli = (folder: string, ...args: string[]) =>
  notifyMarketplace(sandbox, folder, args, { GH_TOKEN: token() });

/** A program that leaves a mark when it runs, and all that git would run it for. */
async function trap() {
  const folder = await newFolder(sandbox);
  const mark = join(folder, 'ran');
  await writeProgram(folder, 'evil', `touch '${mark}'\nexit 1`);
  const evil = join(folder, 'evil');
  for (const hook of ['post-index-change', 'post-checkout', 'reference-transaction'])
    await writeProgram(folder, hook, `touch '${mark}'`);
  return { evil, hooks: folder, ran: () => existsSync(mark), clear: () => rm(mark, { force: true }) };
}

type Trap = Awaited<ReturnType<typeof trap>>;

const everything = ({ evil, hooks }: Trap) => `
[core]
	fsmonitor = ${evil}
	hooksPath = ${hooks}
	pager = ${evil}
	editor = ${evil}
	sshCommand = ${evil}
	askPass = ${evil}
	alternateRefsCommand = ${evil}
[diff]
	external = ${evil}
[diff "x"]
	textconv = ${evil}
	command = ${evil}
[filter "x"]
	clean = ${evil}
	smudge = ${evil}
	required = true
[filter "of = all.kinds"]
	process = ${evil}
	required = true
[gpg]
	program = ${evil}
[log]
	showSignature = true
[credential]
	helper = ${evil}
[pager]
	status = ${evil}
	log = ${evil}
[remote "lazy"]
	url = ext::${evil}
	promisor = true
	partialclonefilter = blob:none
[protocol]
	allow = always
`;

describe('a folder that somebody sent runs no program of theirs', () => {
  const ATTRIBUTES = '* filter=x diff=x\n*.yml filter=x\n*.md filter="of = all.kinds"\n';

  async function poisoned() {
    const evil = await trap();
    const files = { ...TOOL, [NOTIFY]: WORKFLOW, 'a.md': 'x', 'b.txt': 'y' };
    const folder = await checkout(sandbox, files, { origin: 'acme/tool' });
    await git(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD');
    await write(folder, { '.gitattributes': ATTRIBUTES, 'a.md': 'other', 'b.txt': 'other' });
    const config = join(folder, '.git/config');
    await writeFile(config, `${await readFile(config, 'utf8')}${everything(evil)}`);
    return { folder, evil };
  }

  // By its monitor; and by its filter: the index knows no size of these files, so git reads each through it.
  test('which git itself would', async () => {
    const { folder, evil } = await poisoned();
    await bash('git', ['-C', folder, 'status', '--short']).catch(() => {});
    expect(evil.ran()).toBe(true);
    evil.clear();
    await bash('git', ['-C', folder, '-c', 'core.fsmonitor=false', 'status', '--short']).catch(() => {});
    expect(evil.ran()).toBe(true);
  });

  test.each([
    ['setup', '--marketplace', 'acme/other', '--force'],
    ['setup', '--check', '--marketplace', 'acme/other'],
    ['trigger', '--dry-run'],
    ['trigger'],
    ['status'],
    ['doctor'],
  ])('%s %s', async (...args) => {
    const { folder, evil } = await poisoned();
    const run = await cli(folder, ...args);
    expect([run.out + run.err, evil.ran()]).toEqual([
      expect.not.stringContaining('should not happen'),
      false,
    ]);
  });

  /** `sub` is a bare repository among the files, as any commit may hold one. */
  async function embedded() {
    const evil = await trap();
    const folder = await checkout(sandbox, { ...MARKET, '.gitmodules': module('sub') });
    const inner = join(folder, 'sub');
    await git(folder, 'init', '--quiet', '--bare', 'sub');
    await write(inner, { [`work/${ROOT_MANIFEST}`]: manifest('evil', '6.6.6') });
    await git(folder, '--git-dir', inner, '--work-tree', join(inner, 'work'), 'add', '--all');
    await git(folder, '--git-dir', inner, '--work-tree', join(inner, 'work'), 'commit', '--quiet', '-m', 'x');
    const config = (await readFile(join(inner, 'config'), 'utf8')).replace('bare = true', 'bare = false');
    await writeFile(join(inner, 'config'), `${config}[core]\n\tworktree = work\n${everything(evil)}`);
    return { folder, evil, inner };
  }

  test('nor does a bare repository in it, which git itself would enter', async () => {
    const { folder, evil, inner } = await embedded();
    await bash('git', ['-C', inner, 'status', '--short']).catch(() => {});
    expect(evil.ran()).toBe(true);
    evil.clear();
    for (const at of [folder, inner])
      for (const args of [
        ['trigger', '--dry-run', '--all'],
        ['setup', '--plugins'],
        ['doctor'],
        ['status'],
      ]) {
        const run = await cli(
          at,
          ...args,
          ...(args[0] === 'setup' ? [] : ['--marketplace', 'acme/catalogue']),
        );
        expect([args, evil.ran(), run.err]).toEqual([
          args,
          false,
          expect.not.stringContaining('should not happen'),
        ]);
      }
  });

  test('a configuration that names another folder as the checkout is refused', async () => {
    const folder = await checkout(sandbox, TOOL, { name: 'sent' });
    const other = join(folder, '..', 'other');
    await write(other, { [ROOT_MANIFEST]: manifest('private', '1.0.0') });
    for (const place of [other, join(folder, '..')]) {
      await git(folder, 'config', 'core.worktree', place);
      for (const args of [['setup'], ['trigger', '--dry-run'], ['status']]) {
        const run = await cli(folder, ...args, '--marketplace', 'acme/catalogue');
        expect([run.code, run.out]).toEqual([2, '']);
      }
      expect(existsSync(join(place, '.github'))).toBe(false);
    }
  });
});

describe('what a file of the checkout names lies in the checkout, and behind no link', () => {
  /** A repository beside the marketplace's, which is nobody else's business. */
  async function beside(path: string, link: string | null) {
    const secret = { [ROOT_MANIFEST]: manifest('private', '9.9.9') };
    const other = await checkout(sandbox, secret, { name: 'private', origin: 'acme/private' });
    const folder = join(other, '..', 'market');
    await rename(await checkout(sandbox, { ...MARKET, '.gitmodules': module(path) }), folder);
    if (link !== null) await symlink('../private', join(folder, link));
    await git(folder, 'add', '--all');
    return { folder, other };
  }

  test.each([
    ['../private', null, 'leads out of this repository'],
    ['sub/../../private', null, 'leads out of this repository'],
    ['sub', 'sub', 'is a symbolic link'],
    ['link/.', 'link', 'lies behind a symbolic link'],
    ['.', null, 'is this repository itself'],
    ['plain', null, 'is not a submodule in git’s index'],
  ])('a submodule at %s (link: %s) is none', async (path, link, why) => {
    const { folder, other } = await beside(path, link);
    const set = await cli(folder, 'setup', '--plugins');
    expect([set.code, set.out]).toEqual([1, expect.stringContaining(why)]);
    expect(await readdir(other)).toEqual(['.claude-plugin', '.git']);
    const all = await cli(folder, 'trigger', '--dry-run', '--all');
    expect(all.out + all.err).not.toContain('9.9.9');
    expect(existsSync(join(folder, NOTIFY))).toBe(false);
  });

  test('an absolute path is none either', async () => {
    const other = await checkout(sandbox, TOOL);
    const folder = await checkout(sandbox, { ...MARKET, '.gitmodules': module(other) });
    const run = await cli(folder, 'setup', '--plugins');
    expect([run.code, run.out]).toEqual([1, expect.stringContaining('leads out of this repository')]);
    expect(existsSync(join(other, NOTIFY))).toBe(false);
  });

  test('one that git knows, but that is a link on the disk, is refused', async () => {
    const { folder, other } = await beside('sub', null);
    const commit = await git(other, 'rev-parse', 'HEAD');
    await git(folder, 'update-index', '--add', '--cacheinfo', `160000,${commit},sub`);
    await symlink('../private', join(folder, 'sub'));
    for (const args of [
      ['setup', '--plugins'],
      ['setup', '--plugins', 'sub'],
      ['trigger', '--dry-run', '--all'],
    ]) {
      const run = await cli(folder, ...args);
      expect([run.code, run.out]).toEqual([expect.any(Number), expect.not.stringContaining('9.9.9')]);
      expect(run.code).not.toBe(0);
    }
    expect(existsSync(join(other, NOTIFY))).toBe(false);
  });

  test('one whose repository has its files elsewhere is refused', async () => {
    const { folder, other } = await beside('sub', null);
    await git(folder, 'init', '--quiet', 'sub');
    await git(join(folder, 'sub'), 'commit', '--quiet', '--allow-empty', '-m', 'x');
    await git(
      folder,
      'update-index',
      '--add',
      '--cacheinfo',
      `160000,${await git(other, 'rev-parse', 'HEAD')},sub`,
    );
    await git(join(folder, 'sub'), 'config', 'core.worktree', other);
    const run = await cli(folder, 'setup', '--plugins');
    expect([run.code, run.out]).toEqual([1, expect.stringContaining('finds another repository there')]);
    expect(existsSync(join(other, NOTIFY))).toBe(false);
    expect((await cli(folder, 'trigger', '--dry-run', '--all')).out).not.toContain('9.9.9');
  });

  test.each([
    ['a file', ROOT_MANIFEST, `../../private/${ROOT_MANIFEST}`],
    ['a folder', '.claude-plugin', '../private/.claude-plugin'],
    ['a device', ROOT_MANIFEST, '/dev/zero'],
  ])('a plugin.json that is a link out of it, to %s, is not read', async (_, path, target) => {
    const other = await checkout(
      sandbox,
      { [ROOT_MANIFEST]: manifest('private', '9.9.9') },
      { name: 'private' },
    );
    const folder = join(other, '..', 'tool');
    await rename(await checkout(sandbox, { ...TOOL, [NOTIFY]: WORKFLOW }), folder);
    await rm(join(folder, path), { recursive: true });
    await symlink(target, join(folder, path));
    const run = await cli(folder, 'trigger', '--dry-run');
    expect([run.code, run.out]).toEqual([1, '']);
    expect(run.err).toContain('is a symbolic link that leads out of this repository');
  });

  test('one inside of it is followed', async () => {
    const folder = await checkout(sandbox, { 'real.json': manifest('tool', '1.2.0'), [NOTIFY]: WORKFLOW });
    await mkdir(join(folder, '.claude-plugin'));
    await symlink('../real.json', join(folder, ROOT_MANIFEST));
    const run = await cli(folder, 'trigger', '--dry-run');
    expect([run.code, run.out]).toEqual([0, expect.stringContaining('"version": "1.2.0"')]);
  });
});

describe('setup --migrate of a copied workflow that is a link', () => {
  const COPIED = `on: {push: {branches: [main]}}
jobs:
  n:
    runs-on: ubuntu-latest
    steps:
      - uses: peter-evans/repository-dispatch@v3
        with: {repository: acme/catalogue, event-type: plugin-updated, token: '\${{ secrets.PAT }}'}
`;

  test.each([
    ['notify.yml', []],
    ['notify-marketplace.yml', []],
    // Ours is there already; the copy would only go.
    ['notify.yml', [NOTIFY]],
  ])('%s, beside %j, is refused, and nothing goes', async (name, beside) => {
    const more = Object.fromEntries(beside.map((path) => [path, WORKFLOW]));
    const folder = await checkout(sandbox, { ...TOOL, 'shared/notify.yml': COPIED, ...more });
    const link = join(folder, '.github/workflows', name);
    await mkdir(join(folder, '.github/workflows'), { recursive: true });
    await symlink('../../shared/notify.yml', link);
    const run = await cli(folder, 'setup', '--marketplace', 'acme/catalogue', '--migrate');
    expect([run.code, run.out]).toEqual([
      1,
      expect.stringContaining(`\`.github/workflows/${name}\` is a symbolic link`),
    ]);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(join(folder, 'shared/notify.yml'), 'utf8')).toBe(COPIED);
  });

  test('one that leads out of the checkout is told, and not read', async () => {
    const folder = await checkout(sandbox, { [UPDATE]: 'on: push\n', ...TOOL });
    await symlink('/etc/passwd', join(folder, '.github/workflows/x.yml'));
    const run = await cli(folder, 'setup', '--marketplace', 'acme/catalogue', '--migrate');
    expect(run.out).toContain("x.yml:1 can't be read, so what it does is not known: it is a symbolic link");
    expect(run.out).not.toContain('root:');
  });
});
