import { describe, expect, test } from '@jest/globals';
import { notifyMarketplace } from './cli-support.ts';
import { at, checkout, NOTIFY, TOOL, UPDATE } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
const TO = ['--marketplace', 'acme/marketplace'];
const MARKETPLACE = { '.claude-plugin/marketplace.json': catalogue([]) };

const published = await github.createRepository('makers/notify-marketplace');
const [older, newer, untagged] = [
  await published.commit({ files: { a: '1' } }),
  await published.commit({ files: { a: '2' } }),
  await published.commit({ files: { a: '3' } }),
];
for (const name of ['v1.2.0', 'v1.2.0-rc.1', 'latest']) await published.setRef(`refs/tags/${name}`, older);
for (const name of ['v1', 'v1.10.0', 'v1.9.0', 'v1;rm']) await published.setRef(`refs/tags/${name}`, newer);
const closed = await github.createRepository('makers/closed-notify-marketplace', { private: true });
const hidden = await closed.commit({ files: { a: '1' } });
await closed.setRef('refs/tags/v1.0.0', hidden);

const pin = (commit: string, name = 'notify-marketplace') => ['--action', `makers/${name}@${commit}`];
const setup = (folder: string, ...args: string[]) => notifyMarketplace(sandbox, folder, ['setup', ...args]);
/** The line with the action, and what is beside it. */
const lineOf = async (folder: string, path = NOTIFY) =>
  /uses: .*notify-marketplace.*/.exec(await at(folder, path))?.[0];

describe('beside an action that is pinned to a commit stands the version that is tagged there', () => {
  test.each([
    ['the most exact one', pin(newer), ` # v1.10.0`],
    ['not a prerelease where there is a release', pin(older), ' # v1.2.0'],
    ['none without a tag', pin(untagged), ''],
    ['none where only some may read the repository', pin(hidden, 'closed-notify-marketplace'), ''],
    ['none where the repository is not on this server', pin(older, 'no-notify-marketplace'), ''],
    ['none beside a tag', pin('v1'), ''],
  ])('%s', async (_, args, comment) => {
    const folder = await checkout(sandbox, TOOL);
    const run = await setup(folder, ...TO, ...args);
    expect([run.code, run.err]).toEqual([0, '']);
    expect(await lineOf(folder)).toBe(`uses: ${args[1]}${comment}`);
    expect((await setup(folder, ...TO, ...args, '--check')).code).toBe(0);
  });

  test.each([
    ['takes the place of another version', `@${older} # v1.2.0`, pin(newer), `@${newer} # v1.10.0`],
    ['is added where there is none', '@v1', pin(older), `@${older} # v1.2.0`],
    ['goes where it is not known any more', `@${older} # v1.2.0`, pin(untagged), `@${untagged}`],
    ['goes with the commit', `@${older} # tag=v1.2.0`, pin('v2'), '@v2'],
    ['leaves other comments', `@${older} # v1 by Ann`, pin(newer), `@${newer} # v1 by Ann`],
  ])('in a workflow that is there it %s', async (_, before, args, after) => {
    const sender = (ref: string) =>
      `on: push\njobs:\n  a:\n    runs-on: u\n    steps:\n      - uses: makers/notify-marketplace${ref}\n        with: {marketplace: acme/marketplace} # ours\n`;
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: sender(before) });
    expect((await setup(folder, ...args)).code).toBe(0);
    expect(await at(folder, NOTIFY)).toBe(sender(after));
  });

  test('in a marketplace too', async () => {
    const folder = await checkout(sandbox, MARKETPLACE);
    await setup(folder, ...pin(older));
    expect(await lineOf(folder, UPDATE)).toBe(`uses: makers/notify-marketplace/update@${older} # v1.2.0`);
  });
});
