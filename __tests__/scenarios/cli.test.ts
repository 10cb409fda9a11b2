import { describe, expect, test } from '@jest/globals';
import { notifyMarketplace } from './cli-support.ts';
import { sharedSandbox } from './support.ts';
import { list, market, pinned, plugin } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;

describe('status', () => {
  test('shows each plugin, what needs attention first, and exits 1 where something lags', async () => {
    const made = await market(sandbox);
    const [due, waits, fine] = [
      await plugin(made, 'due', '1.0.0'),
      await plugin(made, 'waits', '1.0.0'),
      await plugin(made, 'fine', '1.0.0'),
    ];
    await list(made, [
      { name: 'fine', source: pinned(fine, fine.first), version: '1.0.0' },
      { name: 'waits', source: pinned(waits, waits.first) },
      { name: 'due', source: pinned(due, due.first), version: '1.0.0' },
      { name: 'npm', source: { source: 'npm', package: 'x' } },
    ]);
    await due.bump('1.1.0');
    await due.repository.tag('v1.1.0');
    await waits.bump('1.0.0', { 'more.txt': 'x' });
    const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
    const args = ['status', '--marketplace', made.repository.fullName];
    const run = await notifyMarketplace(sandbox, github.root, args, { GITHUB_TOKEN: token });
    expect([run.code, run.err]).toEqual([1, '']);
    const lines = run.out.split('\n');
    expect(lines[2]).toMatch(/^plugin +listed +pointer +repository +newest tag +commits +age +state$/);
    expect(lines.slice(3, 7).map((line) => line.split(/ {2,}/)[0])).toEqual(['due', 'waits', 'fine', 'npm']);
    expect(lines[3]).toMatch(/^due +1\.0\.0 +1\.0\.0 +1\.1\.0 +v1\.1\.0 +1 +0 min +update due$/);
    expect(lines[4]).toMatch(/ 1 +0 min +waits for a bump$/);
    expect(run.out).toContain('4 plugins: 1 update due, 1 waiting for a version bump, 1 current, 1 skipped.');
    expect(
      (await notifyMarketplace(sandbox, github.root, [...args, '--no-fail'], { GITHUB_TOKEN: token })).code,
    ).toBe(0);
    const json = await notifyMarketplace(sandbox, github.root, [...args, '--json'], { GITHUB_TOKEN: token });
    expect(JSON.parse(json.out)[0].plugins[0]).toMatchObject({
      plugin: 'due',
      state: 'due',
      listed: '1.0.0',
      inRepository: '1.1.0',
      commits: 1,
    });
  });
});

describe('wrong usage', () => {
  test.each([[['bogus']], [['trigger', '--bogus']], [['status', '--marketplace', 'x']]])(
    '%j exits with 2',
    async (args) => {
      const run = await notifyMarketplace(sandbox, github.root, args, { GH_TOKEN: 'ghp_x' });
      expect([run.code, run.out]).toEqual([2, '']);
      expect(run.err).not.toContain('    at ');
    },
  );
});

test('help for a word that is no command names the commands', async () => {
  const run = await notifyMarketplace(sandbox, github.root, ['help', 'staus']);
  const named = '✗ There is no command `staus`.\n  → The commands are setup, trigger, status, doctor.\n';
  expect([run.code, run.out, run.err]).toEqual([2, '', named]);
  const known = await notifyMarketplace(sandbox, github.root, ['help', 'status']);
  expect([known.code, known.out]).toEqual([0, expect.stringContaining('Usage: notify-marketplace status')]);
});
