import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { writeCheckout } from '../../sandbox/checkout.ts';
import { CTRL_C, onTerminal, type TerminalOptions } from '../support/terminal.ts';
import { CLI, environment, notifyMarketplace, onMachine } from './cli-support.ts';
import { checkout, NOTIFY, newFolder, TOOL, workflows } from './cli-world.ts';
import { sharedSandbox } from './support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
await github.createRepository('acme/catalogue');
/** A copy that is not published yet is told which action to write. */
const TO = ['setup', '--marketplace', 'acme/catalogue', '--action', 'makers/notify-marketplace@v1'];
const ESCAPE = '\u001b';

/** The committed bundle on a pseudo-terminal. */
function terminal(cwd: string, args: readonly string[], more: Partial<TerminalOptions> = {}) {
  return onTerminal([process.execPath, CLI, ...args], { ...more, cwd, env: environment(sandbox, more.env) });
}

/** The command line in this process, which takes its pipes for a terminal. */
const shown = (folder: string, args: readonly string[], env: Record<string, string> = {}) =>
  onMachine(sandbox, folder, args, { env, columns: 80 });

function token(): string {
  return github.createToken({ kind: 'classic', scopes: ['repo'] });
}

describe('colour and progress are for people at a terminal', () => {
  test('setup has colour there, and says what it is looking at until it is done', async () => {
    const one = await checkout(sandbox, TOOL, { name: 'one' });
    const folder = join(one, '..');
    const run = await terminal(folder, [...TO, '--plugins', 'one']);
    expect(run.code).toBe(0);
    expect(run.screen).toContain(`${ESCAPE}[32m+${ESCAPE}[39m one/${NOTIFY}: written`);
    expect(run.screen).toContain(`Looking at 1 folder …\r${ESCAPE}[2K`);
  });

  test('trigger says that it is sending, and takes that away again', async () => {
    const folder = await checkout(sandbox, TOOL);
    const args = ['trigger', '--marketplace', 'acme/catalogue'];
    const run = await shown(folder, args, { GH_TOKEN: token() });
    expect(run.screen).toContain(`Sending …\r${ESCAPE}[2KSent: tool 1.2.0 → acme/catalogue`);
  });

  test.each([
    ['NO_COLOR', { NO_COLOR: '1' }],
    ['a terminal that can’t', { TERM: 'dumb' }],
  ])('none with %s', async (_, env) => {
    const folder = await checkout(sandbox, TOOL);
    const run = await shown(folder, TO, env);
    expect(run.code).toBe(0);
    expect(run.screen).not.toContain(`${ESCAPE}[3`);
  });

  test('an empty NO_COLOR is none', async () => {
    const folder = await checkout(sandbox, TOOL);
    expect((await shown(folder, TO, { NO_COLOR: '' })).screen).toContain(`${ESCAPE}[32m`);
  });

  test('none in a pipe', async () => {
    const folder = await checkout(sandbox, TOOL);
    const set = await notifyMarketplace(sandbox, folder, [...TO, '--plugins', '.']);
    const sent = await notifyMarketplace(sandbox, folder, ['trigger'], { GH_TOKEN: token() });
    const wrong = await notifyMarketplace(sandbox, folder, ['trigger'], { GH_TOKEN: 'ghp_wrong' });
    const all = [set, sent, wrong].map(({ out, err }) => out + err).join('');
    expect(all).toContain('written; ');
    expect(all).not.toContain(ESCAPE);
    expect(all).not.toContain('\r');
  });
});

describe('Ctrl-C', () => {
  /** Eight plugins beside each other. */
  async function plugins() {
    const folder = await newFolder(sandbox);
    const names = Array.from({ length: 8 }, (_, index) => `plugin-${index}`);
    const made = { files: TOOL, branch: 'main', origin: `${github.url}/acme/tool.git` };
    await Promise.all(names.map((name) => writeCheckout(join(folder, name), made)));
    return { folder, names };
  }

  test.each([
    ['while it still looks', 'Looking at 8 folders'],
    ['while it writes', `plugin-0/${NOTIFY}: written`],
  ])('%s leaves each file whole or absent, and ends with 130', async (_, moment) => {
    const { folder, names } = await plugins();
    const run = await terminal(folder, [...TO, '--plugins', ...names], {
      type: (screen) => (screen.includes(moment) ? CTRL_C : undefined),
    });
    expect(run.code).toBe(130);
    expect(run.screen).not.toContain('Next:');
    const files = await Promise.all(names.map((name) => workflows(join(folder, name))));
    const written = names.filter((_, index) => files[index]?.length !== 0);
    expect(new Set(files.flat()).size).toBeLessThanOrEqual(1);
    const texts = await Promise.all(written.map((name) => readFile(join(folder, name, NOTIFY), 'utf8')));
    for (const text of texts) expect(text).toContain('secrets.MARKETPLACE_UPDATE_TOKEN');
    if (moment.startsWith('Looking')) expect(written).toEqual([]);
    const again = await notifyMarketplace(sandbox, folder, [...TO, '--plugins', ...names]);
    expect(again.code).toBe(0);
  });

  test('while it waits for GitHub ends at once', async () => {
    const folder = await checkout(sandbox, TOOL);
    github.addFault({
      match: /POST .*\/dispatches/,
      status: 502,
      headers: { 'retry-after': '30' },
      times: 9,
    });
    const run = await terminal(folder, ['trigger', '--marketplace', 'acme/catalogue'], {
      env: { GH_TOKEN: token() },
      type: (screen) => (screen.includes('trying again') ? CTRL_C : undefined),
    });
    github.clearFaults();
    expect(run.code).toBe(130);
    expect(run.screen).not.toContain('    at ');
  });
});

describe('help is no error, and fits a screen of 24 lines with 80 columns', () => {
  test.each(['', 'setup', 'trigger', 'status', 'doctor'])('of notify-marketplace %s', async (name) => {
    const command = name === '' ? [] : [name];
    const folder = await newFolder(sandbox);
    const run = await shown(folder, [...command, '--help']);
    expect(run.code).toBe(0);
    const lines = run.screen.trimEnd().split('\n');
    // One more line is the shell's.
    expect(lines.length).toBeLessThan(24);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(run.screen).toContain('Examples:');
    const { out } = await notifyMarketplace(sandbox, folder, ['help', ...command]);
    expect(out.trimEnd().split('\n')).toEqual(lines);
  });

  test('without a command it is shown, as wrong usage', async () => {
    const run = await notifyMarketplace(sandbox, await newFolder(sandbox), []);
    expect([run.code, run.out, run.err]).toEqual([2, '', expect.stringContaining('Usage:')]);
  });
});
