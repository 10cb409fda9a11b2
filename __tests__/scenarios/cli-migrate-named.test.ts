import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { VARIATIONS } from '../cli/sender-variations.ts';
import { notifyMarketplace } from './cli-support.ts';
import { at, checkout, NOTIFY, TOOL, UPDATE, workflows, write } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();
const COPY = '.github/workflows/tell.yml';

describe('a sender, as people write it: what is kept stands in the new file, and the rest is named', () => {
  test.each(Object.entries(VARIATIONS))('%s', async (_, { text, kept, said, stays }) => {
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: text });
    const args = ['setup', '--migrate', '--marketplace', 'acme/marketplace'];
    const run = await notifyMarketplace(sandbox, folder, args);
    for (const part of said) expect(run.out).toContain(part);
    if (kept === null) {
      expect([run.code, await at(folder, COPY), await workflows(folder)]).toEqual([1, text, ['tell.yml']]);
      return;
    }
    expect([run.code, await workflows(folder)]).toEqual([
      0,
      ['notify-marketplace.yml', ...(stays ? ['tell.yml'] : [])],
    ]);
    if (said.length === 0)
      expect(run.out.match(/^ {2}! .*/gm)).toEqual([expect.stringContaining(' payload ')]);
    const { on, jobs } = parse(await at(folder, NOTIFY));
    expect(on.push).toEqual({ branches: ['main'], paths: ['**/.claude-plugin/plugin.json'], ...kept.push });
    const { steps, 'timeout-minutes': _minutes, ...job } = jobs.notify;
    expect(job).toEqual({ 'runs-on': 'ubuntu-latest', ...kept.job });
    expect(steps[0].with).toEqual({
      marketplace: 'acme/marketplace',
      token: `\${{ secrets.MARKETPLACE_PAT }}`,
      ...kept.inputs,
    });
  });
});

const setup = (folder: string, ...args: string[]) => notifyMarketplace(sandbox, folder, ['setup', ...args]);
const said = (out: string) => out.split('\n').filter((line) => line.startsWith('  ! '));

describe('what a migration takes away is named', () => {
  const OLD = '.github/workflows/sync.yml';
  const RECEIVER = `# The team's nightly friend
name: Sync plugins
on:
  repository_dispatch: {types: [plugin-updated]}
  schedule: [{cron: '5 4 * * *'}, {cron: '6 16 * * *'}] # twice
env: {PLUGINS: plugins}
jobs:
  sync:
    runs-on: [self-hosted]
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@v4
      - run: |
          git submodule update --remote
          git config user.name 'Release Robot'
          git config user.email robot@acme.example
          git commit -am "chore(sync): plugins"
          git push
`;
  const AFTER = 'on: {workflow_run: {workflows: [Sync plugins], types: [completed]}}\njobs: {}\n';
  const BADGE = '![sync](https://github.com/acme/m/actions/workflows/sync.yml/badge.svg)\n';
  const files = {
    '.claude-plugin/marketplace.json': catalogue([]),
    '.github/workflows/after.yml': AFTER,
    'README.md': BADGE,
  };

  test('times and runner of a receiver are kept; settings, comments, author and title, and who names it, are told', async () => {
    const folder = await checkout(sandbox, { ...files, [OLD]: RECEIVER });
    const looked = await setup(folder, '--migrate', '--check');
    const run = await setup(folder, '--migrate');
    expect([looked.code, run.code]).toEqual([1, 0]);
    for (const { out } of [looked, run])
      expect(said(out)).toEqual([
        `  ! The new workflow has nothing of this in \`${OLD}\`: \`env.PLUGINS: plugins\`, \`jobs.sync.timeout-minutes: 5\`, 2 comments (\`# The team's nightly friend\`, \`# twice\`).`,
        '  ! The update action commits as the owner of its token, usually github-actions[bot], with a title of its own. `commit-title` below `with:` sets another.',
        '  ! `README.md` names the file `sync.yml`, which is `update-marketplace.yml` now. Change it there.',
        '  ! `.github/workflows/after.yml` names the workflow `Sync plugins`, which is `Update marketplace` now. Change it there.',
      ]);
    const { on, jobs } = parse(await at(folder, UPDATE));
    expect(on.schedule).toEqual([{ cron: '5 4 * * *' }, { cron: '6 16 * * *' }]);
    expect(jobs.update['runs-on']).toEqual(['self-hosted']);
    expect(said((await setup(folder, '--migrate')).out)).toEqual([]);
  });

  test('what stands below an event that the new file has too; lines of a text in one', async () => {
    const text = RECEIVER.replace(
      '  schedule',
      '  workflow_dispatch: {inputs: {reason: {required: true}}}\n  schedule',
    ).replace('{PLUGINS: plugins}', '{PLUGINS: "one\\ntwo\\n"}');
    const folder = await checkout(sandbox, { ...files, [OLD]: text });
    expect((await setup(folder, '--migrate')).out).toContain(
      '`env.PLUGINS: one two`, `on.workflow_dispatch.inputs.reason`, ',
    );
  });

  test.each([
    ['a copy', OLD, UPDATE, ['--migrate']],
    ['what --force replaces', UPDATE, UPDATE, ['--force']],
  ])('line ends of Windows stay in the place of %s', async (_, from, to, args) => {
    const text = from === to ? 'on: push\njobs: {a: {steps: [{run: x}]}}\n' : RECEIVER;
    const folder = await checkout(sandbox, { ...files, [from]: text.replaceAll('\n', '\r\n') });
    expect((await setup(folder, ...args)).code).toBe(0);
    expect((await at(folder, to)).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect((await setup(folder, '--check')).code).toBe(0);
  });

  test('beside ours, whose own times stay', async () => {
    const folder = await checkout(sandbox, files);
    await setup(folder);
    await write(folder, { [OLD]: RECEIVER });
    const run = await setup(folder, '--migrate');
    expect([run.code, run.out]).toEqual([0, expect.stringContaining(`- ${OLD}: removed`)]);
    expect(run.out).toContain('`env.PLUGINS: plugins`, `on.schedule.5 4 * * *`, `on.schedule.6 16 * * *`, ');
  });

  test('a comment that an edit takes along', async () => {
    const ours = `on: repository_dispatch\njobs:\n  u:\n    steps:\n      - uses: a/notify-marketplace/update@v1\n        with:\n          # the team wants it\n          mode: pull-request # so\n`;
    const folder = await checkout(sandbox, {
      '.claude-plugin/marketplace.json': catalogue([]),
      [UPDATE]: ours,
    });
    const run = await setup(folder, '--mode', 'push');
    expect(said(run.out)).toEqual([
      '  ! What is removed takes 2 comments (`# the team wants it`, `# so`) along.',
    ]);
    expect(await at(folder, UPDATE)).toBe(ours.slice(0, ours.indexOf('        with:')));
  });

  test('what --force removes', async () => {
    const folder = await checkout(sandbox, {
      ...TOOL,
      [NOTIFY]: 'on: push # x\njobs: {a: {steps: [{run: x}]}}\n',
    });
    const run = await setup(folder, '--marketplace', 'acme/marketplace', '--force');
    expect(said(run.out)).toEqual([
      '  ! Removed: `on: push`, `jobs.a`, `jobs.a.steps.x`, 1 comment (`# x`).',
    ]);
  });
});
