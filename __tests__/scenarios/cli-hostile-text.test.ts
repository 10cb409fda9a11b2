import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { writeProgram } from '../support/stand-ins.ts';
import { git, notifyMarketplace } from './cli-support.ts';
import { checkout, commands, NOTIFY, newFolder, TOOL } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { CATALOGUE, catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
await github.createRepository('acme/catalogue');
const bash = promisify(execFile);
const WORKFLOW =
  'on: push\njobs: {n: {steps: [{uses: org/notify-marketplace@v1, with: {marketplace: acme/catalogue}}]}}\n';
const PLUGIN = { ...TOOL, [NOTIFY]: WORKFLOW };
const GH_TOKEN = github.createToken({ kind: 'classic', scopes: ['repo'] });
const cli = (folder: string, ...args: string[]) => notifyMarketplace(sandbox, folder, args, { GH_TOKEN });
/** What a terminal would obey, or would show in another order than it stands. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const COMMANDS = [
  ['setup', '--marketplace', 'acme/catalogue', '--force'],
  ['trigger', '--dry-run'],
  ['trigger'],
  ['status'],
  ['doctor'],
  ['doctor', '--json'],
];

describe('whatever the remote is', () => {
  test.each([
    'git@[2001:db8::1]:a/b',
    'https://github.com:99999/a/b',
    'ssh://git@github.com:99999/a/b',
    'https://me:s3cret@pass@ghe.example/a/b',
    'https://[::1/a/b',
    'git@[::::]:a/b',
    'https://a`id`;b.example.com/a/b',
    'https://%00/a/b',
    'https:///a/b',
    '-oProxyCommand=id',
    'ext::sh -c id',
    'x\u009b31m\u202e@y:z/w',
  ])('%j, every command ends in order, and shows no password', async (origin) => {
    const folder = await checkout(sandbox, PLUGIN, { origin: null });
    await appendFile(join(folder, '.git/config'), `[remote "origin"]\n\turl = "${origin}"\n`);
    for (const args of COMMANDS) {
      const run = await cli(folder, ...args);
      expect([args, run.code]).toEqual([args, expect.any(Number)]);
      expect(run.out + run.err).not.toMatch(/should not happen| {4}at |s3cret|pass@/);
      expect(run.out + run.err).not.toMatch(UNSEEN);
    }
  });
});

describe('nothing unseen reaches the terminal', () => {
  test('of branches, plugins, versions and paths', async () => {
    const nasty = 'a\u009b31m\u202eb\u200b';
    const folder = await checkout(
      sandbox,
      { [NOTIFY]: WORKFLOW, [`${nasty}/${ROOT_MANIFEST}`]: manifest(nasty, `1.0.0-${nasty}`) },
      { branch: nasty },
    );
    await git(folder, 'update-ref', `refs/remotes/origin/${nasty}-2`, 'HEAD');
    await git(folder, 'symbolic-ref', 'refs/remotes/origin/HEAD', `refs/remotes/origin/${nasty}-2`);
    for (const args of COMMANDS) {
      const run = await cli(folder, ...args);
      expect([args, run.out + run.err]).toEqual([args, expect.not.stringMatching(UNSEEN)]);
      expect(run.out + run.err).not.toContain('should not happen');
    }
    const { out } = await cli(folder, 'trigger', '--dry-run');
    const [, body = ''] = out.split(/(?<=dispatches)\n/);
    expect(JSON.parse(body).client_payload).toMatchObject({ plugin: nasty, version: `1.0.0-${nasty}` });
  });

  test('of a submodule’s path, not even in the command that fetches it, which means it all the same', async () => {
    const path = "plugins/\u001b]0;x\u0007it's";
    const module = `[submodule "m"]\n\tpath = "${path}"\n\turl = https://github.com/acme/tool\n`;
    const entries = [{ name: 'tool', source: `./${path}` }];
    const folder = await checkout(sandbox, { [CATALOGUE]: catalogue(entries), '.gitmodules': module });
    const commit = await git(folder, 'rev-parse', 'HEAD');
    await git(folder, 'update-index', '--add', '--cacheinfo', `160000,${commit},${path}`);
    const set = await cli(folder, 'setup', '--plugins');
    expect(set.out).not.toMatch(UNSEEN);
    const [, word = ''] = /submodule update --init -- (.*)$/m.exec(set.out) ?? [];
    expect((await bash('bash', ['-c', `printf %s ${word}`])).stdout).toBe(path);
  });
});

describe('commands to paste run nothing but themselves', () => {
  test('with a remote and a branch that hold commands', async () => {
    const folder = await checkout(sandbox, TOOL, {
      origin: null,
      branch: 'a$({touch,ran})`{touch,ran}`',
    });
    await git(folder, 'remote', 'add', 'x$({touch,ran})y', 'https://github.com/acme/tool');
    const { out } = await cli(folder, 'setup', '--marketplace', 'acme/catalogue');
    const lines = commands(out);
    expect(lines.join('\n')).toContain("git push -u 'x$({touch");
    const bin = await newFolder(sandbox);
    for (const name of ['git', 'gh', 'node', 'notify-marketplace']) await writeProgram(bin, name, 'exit 0');
    for (const line of lines)
      await bash('bash', ['-c', line], { cwd: folder, env: { PATH: `${bin}:${process.env['PATH']}` } });
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  test('with names that would be options there is no such command', async () => {
    const folder = await checkout(sandbox, TOOL, { origin: null });
    await appendFile(
      join(folder, '.git/config'),
      '[remote "--receive-pack=touch"]\n\turl = https://github.com/acme/tool\n',
    );
    const { out } = await cli(folder, 'setup', '--marketplace', 'acme/catalogue');
    expect(out).toContain('There is no remote here to push to');
    expect(out).not.toContain('receive-pack');
  });

  test('without a word before them: the token is found', async () => {
    const { out } = await cli(await checkout(sandbox, TOOL), 'setup', '--marketplace', 'acme/catalogue');
    expect(commands(out).at(-1)).toMatch(/^(?:node |notify-marketplace|npx ).*doctor$/);
    expect(out).not.toContain('GH_TOKEN');
  });
});
