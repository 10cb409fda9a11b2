import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { notifyMarketplace } from './cli-support.ts';
import { at, checkout, UPDATE } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();
const setup = (folder: string, ...args: string[]) => notifyMarketplace(sandbox, folder, ['setup', ...args]);

const MARKETPLACE = { '.claude-plugin/marketplace.json': catalogue([]) };
const TO = ['--marketplace', 'acme/marketplace'];
const EVENT = ['--scope', 'event'];
const QUEUED = { group: 'update-marketplace', queue: 'max' };

/** A workflow of ours with these lines below `permissions`. */
const receiver = (
  lines: string,
) => `on: {repository_dispatch: {types: [plugin-updated]}, schedule: [{cron: '1 1 * * *'}]}
permissions: {contents: write} # ours
${lines}jobs:
  update:
    runs-on: ubuntu-latest
    steps:
      - uses: org/notify-marketplace/update@v1
`;

describe('setup --scope', () => {
  test('event writes a workflow whose waiting runs queue, changes one that has none, and all changes it back', async () => {
    const folder = await checkout(sandbox, MARKETPLACE);
    expect((await setup(folder, ...EVENT)).code).toBe(0);
    const first = await at(folder, UPDATE);
    const { concurrency, jobs } = parse(first);
    expect([concurrency, jobs.update.steps[0].with]).toEqual([QUEUED, { scope: 'event' }]);
    expect((await setup(folder, ...EVENT, '--check')).code).toBe(0);
    expect((await setup(folder, '--check')).code).toBe(0);
    expect((await setup(folder, '--scope', 'all', '--check')).code).toBe(1);
    expect((await setup(folder, '--scope', 'all')).code).toBe(0);
    const back = parse(await at(folder, UPDATE));
    expect([back.concurrency, back.jobs.update.steps[0].with]).toEqual([
      { group: 'update-marketplace' },
      undefined,
    ]);
    expect((await setup(folder, ...EVENT)).code).toBe(0);
    expect(parse(await at(folder, UPDATE)).concurrency).toEqual(QUEUED);
  });

  test('the way back leads to the same file', async () => {
    const folder = await checkout(sandbox, MARKETPLACE);
    await setup(folder);
    const before = await at(folder, UPDATE);
    const run = await setup(folder, ...EVENT);
    expect(run.out).not.toContain('takes');
    await setup(folder, '--scope', 'all');
    expect(await at(folder, UPDATE)).toBe(before);
  });

  test.each<[what: string, lines: string, after: unknown]>([
    ['no group', '', QUEUED],
    [
      'a group of its own name',
      'concurrency: {group: mine, cancel-in-progress: false}\n',
      { group: 'mine', 'cancel-in-progress': false, queue: 'max' },
    ],
  ])('keeps the rest of a workflow with %s', async (_, lines, after) => {
    const folder = await checkout(sandbox, { ...MARKETPLACE, [UPDATE]: receiver(lines) });
    expect((await setup(folder, ...EVENT)).code).toBe(0);
    const text = await at(folder, UPDATE);
    expect([parse(text).concurrency, text]).toEqual([after, expect.stringContaining('# ours')]);
    expect(parse(text).jobs.update.steps[0].with).toEqual({ scope: 'event' });
  });

  test.each([
    ['a group that is a word', 'concurrency: mine\n'],
    ['a group that cancels the run before', 'concurrency: {group: mine, cancel-in-progress: true}\n'],
  ])('refuses to change a workflow with %s, and says why', async (_, lines) => {
    const folder = await checkout(sandbox, { ...MARKETPLACE, [UPDATE]: receiver(lines) });
    const run = await setup(folder, ...EVENT);
    expect([run.code, await at(folder, UPDATE)]).toEqual([1, receiver(lines)]);
    expect(run.out + run.err).toContain('each of its runs looks at all plugins');
  });

  test('a scope that only a run knows is said to be so, and is refused where one is asked for', async () => {
    const text = `${receiver('')}        with: {scope: '\${{ vars.SCOPE }}'}\n`;
    const folder = await checkout(sandbox, { ...MARKETPLACE, [UPDATE]: text });
    expect((await setup(folder)).out).toContain('not changed; only a run knows its `scope`');
    const asked = await setup(folder, ...EVENT);
    expect([asked.code, asked.out]).toEqual([
      1,
      expect.stringContaining('refused, only a run knows its `scope`'),
    ]);
  });

  test.each([
    [[...TO, ...EVENT], 'in the marketplace’s clone: setup --scope event'],
    [['--scope', 'some'], 'It is all or event'],
  ])('%j is wrong usage', async (args, says) => {
    const folder = await checkout(
      sandbox,
      args[0] === '--scope' ? MARKETPLACE : { '.claude-plugin/plugin.json': '{"name": "x"}' },
    );
    const run = await setup(folder, ...args);
    expect([run.code, run.err]).toEqual([2, expect.stringContaining(says)]);
  });
});
