import { describe, expect, test } from '@jest/globals';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { claudeThat, clone, diagnose, read, world } from './doctor-world.ts';
import { sharedSandbox } from './support.ts';

const sandbox = await sharedSandbox();

/** What a terminal, a runner or a page could take for more than text. */
const HOSTILE = '\u001b[31m\u0007::error::x\r\n##[error]`rm -rf`\u202e<b>\u2028';
const UNSEEN = /[\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u;

describe('strangers’ text', () => {
  test('is never shown as it is, from either end', async () => {
    const branch = 'x\u200b‮y';
    const at = await world(sandbox, {
      plugin: { secrets: {}, defaultBranch: branch },
      pluginFiles: {
        [ROOT_MANIFEST]: manifest(HOSTILE, HOSTILE),
        'a\u001b[2J/.claude-plugin/plugin.json': '{',
        'b\u001b[2J/.claude-plugin/plugin.json': manifest(HOSTILE, `1.0.0${HOSTILE}`),
        '.github/workflows/broken\u001b]0;x\u0007.yml': 'on: [\u001b',
      },
      notify: [['branches: [main]', `branches: ["\\e[31m::error::x", "\\u202e"]`]],
      update: [['plugin-updated]', '"\\e[31m", "##[error]x"]']],
      entries: ({ plugin: { fullName: repo } }) => [
        { name: HOSTILE, source: { source: 'github', repo, sha: '0'.repeat(40) } },
        { name: `${HOSTILE}2`, source: `./${HOSTILE}` },
        { name: `${HOSTILE}3`, source: { source: HOSTILE, url: HOSTILE } },
      ],
    });
    for (const end of [at.plugin, at.marketplace]) {
      const folder = await clone(at, end);
      const run = await read(at, folder);
      expect(run.code).toBe(1);
      expect(run.out.split('\n').filter((line) => UNSEEN.test(line))).toEqual([]);
      expect(run.out.split('\n').filter((line) => /^\s*::|##\[/.test(line))).toEqual([]);
      expect(run.out).toContain('\\u{1b}');
      const { findings } = await diagnose(at, folder);
      const texts = findings.flatMap(({ what, remedy = '', why = '' }) => [what, remedy, why]);
      expect(texts.filter((text) => UNSEEN.test(text))).toEqual([]);
    }
  });
});

describe('what is printed', () => {
  test('has no escapes in a pipe, and colours where they are forced', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    const show = async (env: Record<string, string>) => (await read(at, folder, [], env)).out;
    expect(await show({})).not.toContain('\u001b');
    expect(await show({ NO_COLOR: '1', TERM: 'xterm-256color' })).not.toContain('\u001b');
    expect((await show({})).split('\n')[0]).toBe(`${at.plugin.fullName} → ${at.marketplace.fullName}`);
  });
});

describe('Claude Code', () => {
  test('is asked in the checkout, for each plugin', async () => {
    const at = await world(sandbox, {
      pluginFiles: { 'plugins/two/.claude-plugin/plugin.json': manifest('two', '1.0.0') },
    });
    const script =
      'test "$4" = "" && test "$1 $2" = "plugin validate" && test -d "$3/.claude-plugin" && exit 1';
    const PATH = `${await claudeThat(sandbox, script)}:${process.env['PATH'] ?? ''}`;
    const { findings } = await diagnose(at, await clone(at, at.plugin), [], { PATH });
    const own = findings.filter(({ check }) => check === 'Claude Code').map(({ what }) => what);
    expect(own).toEqual([expect.stringContaining('`.`'), expect.stringContaining('`plugins/two`')]);
  });
});
