import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { notifyMarketplace } from './cli-support.ts';
import { NOTIFY, newFolder, UPDATE } from './cli-world.ts';
import { cloned, ends, visit } from './doctor-support.ts';
import { sharedSandbox } from './support.ts';

const sandbox = await sharedSandbox();

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
});

describe('Claude Code', () => {
  /** A stand-in for it. */
  async function claude(script: string): Promise<Record<string, string>> {
    const folder = await newFolder(sandbox);
    await writeFile(join(folder, 'claude'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'claude'), 0o755);
    return { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  }

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
