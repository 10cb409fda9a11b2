import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { TokenOptions } from '../../sandbox/types.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { notifyMarketplace } from './cli-support.ts';
import { NOTIFY, newFolder, UPDATE } from './cli-world.ts';
import { cloned, ends, visit } from './doctor-support.ts';
import { sharedSandbox } from './support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;

/** What a terminal, a runner or a page could take for more than text. */
const HOSTILE = '\u001b[31m\u0007::error::x\r\n##[error]`rm -rf`\u202e<b>\u2028';
const UNSEEN = /[\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u;

describe('strangers’ text', () => {
  test('is never shown as it is, from either end', async () => {
    const branch = 'x\u200b‮y';
    const all = await ends(sandbox, {
      plugin: { secrets: {}, defaultBranch: branch },
      pluginFiles: ({ notify }) => ({
        [ROOT_MANIFEST]: manifest(HOSTILE, HOSTILE),
        'a\u001b[2J/.claude-plugin/plugin.json': '{',
        'b\u001b[2J/.claude-plugin/plugin.json': manifest(HOSTILE, `1.0.0${HOSTILE}`),
        '.github/workflows/broken\u001b]0;x\u0007.yml': 'on: [\u001b',
        [NOTIFY]: notify.replace('branches: [main]', `branches: ["\\e[31m::error::x", "\\u202e"]`),
      }),
      marketplaceFiles: ({ update }) => ({
        [UPDATE]: update.replace('plugin-updated]', '"\\e[31m", "##[error]x"]'),
      }),
      entries: (repo) => [
        { name: HOSTILE, source: { source: 'github', repo, sha: '0'.repeat(40) } },
        { name: `${HOSTILE}2`, source: `./${HOSTILE}` },
        { name: `${HOSTILE}3`, source: { source: HOSTILE, url: HOSTILE } },
      ],
    });
    for (const end of [all.plugin, all.marketplace]) {
      const folder = await cloned(sandbox, end);
      const run = await notifyMarketplace(sandbox, folder, ['doctor'], { GH_TOKEN: all.token });
      expect(run.code).toBe(1);
      expect(run.out.split('\n').filter((line) => UNSEEN.test(line))).toEqual([]);
      expect(run.out.split('\n').filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
      expect(run.out).toContain('\\u{1b}');
      const { findings } = await visit(sandbox, folder, [], { GH_TOKEN: all.token });
      const texts = findings.flatMap(({ what, remedy = '', why = '' }) => [what, remedy, why]);
      expect(texts.filter((text) => UNSEEN.test(text))).toEqual([]);
    }
  });
});

describe('what is printed', () => {
  test('has no escapes in a pipe, and colours where they are forced', async () => {
    const all = await ends(sandbox);
    const folder = await cloned(sandbox, all.plugin);
    const show = async (env: Record<string, string>) =>
      (await notifyMarketplace(sandbox, folder, ['doctor'], { GH_TOKEN: all.token, ...env })).out;
    expect(await show({})).not.toContain('\u001b');
    expect(await show({ NO_COLOR: '1', TERM: 'xterm-256color' })).not.toContain('\u001b');
    expect((await show({})).split('\n')[0]).toBe(`${all.plugin.fullName} → ${all.marketplace.fullName}`);
  });

  test('tells many alike by a few and their number; --json has them all', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({
      name: `gone-${index}`,
      source: `./plugins/gone-${index}`,
    }));
    const well = Array.from({ length: 50 }, (_, index) => ({
      name: `good-${index}`,
      source: `./good/${index}`,
    }));
    const all = await ends(sandbox, {
      entries: () => [...many, ...well],
      marketplaceFiles: () =>
        Object.fromEntries(
          well.map(({ name, source }) => [
            `${source.slice(2)}/.claude-plugin/plugin.json`,
            manifest(name, '1.0.0'),
          ]),
        ),
    });
    const folder = await cloned(sandbox, all.marketplace);
    const env = { GH_TOKEN: all.token };
    const run = await notifyMarketplace(sandbox, folder, ['doctor'], env);
    expect(run.out.match(/\[directory-missing\]/g)).toHaveLength(3);
    expect(run.out).toContain('`gone-0`');
    expect(run.out).toContain('  … and 247 more like these (all: --json)');
    expect(run.out).toMatch(/\b250 problems\b/);
    expect(run.out.split('\n').length).toBeLessThan(60);
    const { flaws } = await visit(sandbox, folder, [], env);
    expect(flaws.filter((one) => one === 'problem directory-missing')).toHaveLength(250);
  });

  test('has the same keys for programs, whatever is found', async () => {
    const all = await ends(sandbox, { pluginFiles: () => ({ [ROOT_MANIFEST]: manifest('tool') }) });
    const { findings } = await visit(sandbox, await cloned(sandbox, all.plugin), []);
    const keys = (status: string) =>
      [
        ...new Set(findings.filter((one) => one.status === status).map((one) => Object.keys(one).join())),
      ].sort();
    expect(findings.map(({ status }) => status)).toEqual(
      expect.arrayContaining(['fine', 'warning', 'unchecked']),
    );
    expect(keys('fine')).toEqual(['check,status,where,what']);
    expect(keys('unchecked')).toEqual(['check,status,where,what,why']);
    for (const own of [...keys('problem'), ...keys('warning')])
      expect(['check,status,code,where,what,remedy', 'check,status,code,where,what,remedy,at']).toContain(
        own,
      );
  });
});

describe('what can’t be checked is said, with what it takes, by', () => {
  interface Reader {
    readonly name: string;
    readonly token: ((all: { plugin: string; marketplace: string }) => TokenOptions) | null;
    readonly why: readonly RegExp[];
    /** What is told all the same. */
    readonly fine: RegExp;
  }

  test.concurrent.each<Reader>([
    {
      name: 'nobody',
      token: null,
      why: [/^there is no token: set GH_TOKEN/],
      fine: /1 plugin: tool 1\.2\.0/,
    },
    {
      name: 'somebody who is no admin, by a classic token',
      token: () => ({ kind: 'classic', scopes: ['repo'], mayAdminister: [] }),
      why: [/"Administration: read".*Must have admin rights/],
      fine: /the secret `MARKETPLACE_UPDATE_TOKEN` was set/,
    },
    {
      name: 'a fine-grained token that reads contents',
      token: ({ plugin, marketplace }) => ({
        kind: 'fine-grained',
        repositories: {
          [plugin]: { contents: 'read', metadata: 'read' },
          [marketplace]: { contents: 'read', metadata: 'read' },
        },
      }),
      why: [/"Administration: read"/, /"Secrets: read"/, /"Actions: read"/],
      fine: /is on the default branch/,
    },
  ])('$name', async ({ token, why, fine }) => {
    const all = await ends(sandbox, {
      plugin: { private: true, secrets: { MARKETPLACE_UPDATE_TOKEN: 'x' } },
      marketplace: { private: true },
    });
    const folder = await cloned(sandbox, all.plugin);
    const names = { plugin: all.plugin.fullName, marketplace: all.marketplace.fullName };
    const env: Record<string, string> = token === null ? {} : { GH_TOKEN: github.createToken(token(names)) };
    const { findings, run } = await visit(sandbox, folder, [], env);
    const given = findings.flatMap((one) => (one.why === undefined ? [] : [one.why]));
    for (const one of why) expect(given).toContainEqual(expect.stringMatching(one));
    expect(findings.map(({ what }) => what).join('\n')).toMatch(fine);
    expect([run.code, findings.filter(({ status }) => status === 'problem')]).toEqual([0, []]);
    const text = await notifyMarketplace(sandbox, folder, ['doctor'], env);
    expect(text.out).toContain('\nNot checked: ');
  });
});

describe('Claude Code', () => {
  /** A stand-in for it; `null`: none. */
  async function claude(script: string | null): Promise<Record<string, string>> {
    if (script === null) return {};
    const folder = await newFolder(sandbox);
    await writeFile(join(folder, 'claude'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'claude'), 0o755);
    return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  }

  test.concurrent.each([
    ['that is content', 'exit 0', 'fine', /has no objections/],
    [
      'that objects',
      'echo "✘ agents: Invalid input"; exit 1',
      'problem',
      /objects to `\.`: ✘ agents: Invalid input/,
    ],
    ['that is hostile', 'printf "\\033[31m::error::no\\r\\007\\n"; exit 1', 'problem', /\\u\{1b\}/],
    ['that fails without a word', 'exit 3', 'unchecked', /validate` says of `\.`/],
    ['that is not installed', null, 'unchecked', /what `claude plugin validate` says/],
    [
      'that has no such command',
      'echo "error: unknown command \'validate\'" >&2; exit 1',
      'unchecked',
      /what `claude/,
    ],
  ])('%s', async (_, script, status, said) => {
    const all = await ends(sandbox);
    const folder = await cloned(sandbox, all.plugin);
    const { findings } = await visit(sandbox, folder, [], await claude(script));
    const own = findings.filter(({ check }) => check === 'Claude Code');
    expect(own.map((one) => one.status)).toEqual([status]);
    expect(own[0]?.what).toMatch(said);
    expect(JSON.stringify(own)).not.toMatch(/\\u001b|\\u0007|\\r/);
  });

  test('is asked in the checkout, for each plugin', async () => {
    const all = await ends(sandbox, {
      pluginFiles: () => ({ 'plugins/two/.claude-plugin/plugin.json': manifest('two', '1.0.0') }),
    });
    const folder = await cloned(sandbox, all.plugin);
    const env = await claude(
      'test "$4" = "" && test "$1 $2" = "plugin validate" && test -d "$3/.claude-plugin" && exit 1',
    );
    const { findings } = await visit(sandbox, folder, [], env);
    const own = findings.filter(({ check }) => check === 'Claude Code').map(({ what }) => what);
    expect(own).toEqual([expect.stringContaining('`.`'), expect.stringContaining('`plugins/two`')]);
  });
});
