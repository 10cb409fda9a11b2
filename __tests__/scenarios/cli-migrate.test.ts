import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { writeClone } from '../../sandbox/checkout.ts';
import * as copied from '../cli/copied-workflows.ts';
import { manifest } from '../support/files.ts';
import { pasteRemedies, remedies } from './cli-remedies.ts';
import { notifyMarketplace } from './cli-support.ts';
import { at, checkout, commands, NOTIFY, newFolder, TOOL, UPDATE, workflows, write } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { catalogue, list, market, plugin } from './update-support.ts';

const sandbox = await sharedSandbox();
const COPY = '.github/workflows/notify.yml';
const setup = (folder: string, ...args: string[]) => notifyMarketplace(sandbox, folder, ['setup', ...args]);
const secret = (name: string) => expect.stringMatching(new RegExp(`\\{\\{ secrets\\.${name} \\}\\}`));

describe('setup --migrate replaces a copied sender, keeping its secret, branches and event type', () => {
  test.each([
    ['curl', copied.CURL, ['main', 'next'], { token: secret('MARKETPLACE_TOKEN'), branches: 'main\nnext\n' }],
    [
      'curl behind variables',
      copied.INDIRECT,
      ['trunk'],
      { token: secret('DISPATCH_PAT'), branches: 'trunk', 'event-type': 'plugin-bumped' },
    ],
    ['gh api', copied.GH_API, ['main'], { token: secret('MARKETPLACE_PAT') }],
    ['repository-dispatch after version-check', copied.VERSION_CHECK, ['main'], { token: secret('PAT') }],
    ['owner and name apart', copied.OWNER_AND_NAME, ['main'], { token: secret('MARKETPLACE_PAT') }],
    [
      'a matrix',
      copied.MATRIX,
      ['main'],
      { token: secret('PAT'), marketplace: 'acme/marketplace\nother/plugins\n' },
    ],
    [
      'a loop',
      copied.LOOP,
      ['main'],
      { token: secret('PAT'), marketplace: 'acme/marketplace\nother/plugins\n' },
    ],
    ['github-script', copied.GITHUB_SCRIPT, ['main'], { token: secret('MARKETPLACE_PAT') }],
    ['workflow-dispatch', copied.WORKFLOW_DISPATCH, ['main'], { token: secret('PAT') }],
  ])('%s', async (_, text, branches, inputs) => {
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: text });
    const refused = await setup(folder);
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('→ Pass --migrate')]);
    expect(await workflows(folder)).toEqual(['notify.yml']);
    expect(remedies(refused.out)).toEqual([expect.stringMatching(/ setup --migrate$/)]);
    const run = await setup(folder, '--migrate');
    expect([run.code, run.err]).toEqual([0, '']);
    expect(await workflows(folder)).toEqual(['notify-marketplace.yml']);
    const { on, jobs } = parse(await at(folder, NOTIFY));
    expect(on.push.branches).toEqual(branches);
    expect(jobs.notify.steps).toHaveLength(1);
    expect(jobs.notify.steps[0].with).toEqual({ marketplace: 'acme/marketplace', ...inputs });
    for (const line of text.trim().split('\n').slice(0, 2))
      expect(run.out).toMatch(new RegExp(`^ {4}[- ]${escaped(line)}$`, 'm'));
    const again = await setup(folder, '--migrate');
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('kept, it is up to date')]);
    expect((await setup(folder, '--check')).code).toBe(0);
  });

  test('also where the copy lies at the very path', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: copied.CURL });
    const run = await setup(folder, '--migrate');
    expect(run.code).toBe(0);
    expect(parse(await at(folder, NOTIFY)).jobs.notify.steps[0].uses).toBe('makers/notify-marketplace@v1');
    expect(commands(run.out)[0]).toContain(`git add ${NOTIFY} && git commit`);
    expect(run.out).not.toContain('gh secret');
  });

  test('the tags that started it start the new one', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: copied.OWNER_AND_NAME });
    await setup(folder, '--migrate');
    expect(parse(await at(folder, NOTIFY)).on.push.tags).toEqual(['v*']);
  });

  test('what its token must do now is said where it did something else', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: copied.WORKFLOW_DISPATCH });
    expect((await setup(folder, '--migrate')).out).toContain('"Actions: write" is not enough');
  });

  test('another secret than the copy’s is asked for', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: copied.CURL });
    const run = await setup(folder, '--migrate', '--secret', 'NEW');
    expect(commands(run.out)[0]).toMatch(/^gh secret set NEW --repo /);
    expect(run.out).not.toContain('is unchanged');
  });

  test.each([
    ['begins like the copy’s', 'MARKETPLACE', true],
    ['is the copy’s in other letters', 'marketplace_token', false],
  ])('a secret that %s is asked for only if it is another', async (_, name, isAsked) => {
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: copied.CURL });
    const run = await setup(folder, '--migrate', '--secret', name);
    expect(run.out.includes(`gh secret set ${name} --repo `)).toBe(isAsked);
  });

  test('several copies become one; where they disagree a person says which', async () => {
    const other = copied.VERSION_CHECK.replace('acme/marketplace', 'other/plugins');
    const files = { ...TOOL, [COPY]: copied.VERSION_CHECK, '.github/workflows/other.yml': other };
    const folder = await checkout(sandbox, files);
    expect((await setup(folder, '--migrate')).code).toBe(0);
    expect(parse(await at(folder, NOTIFY)).jobs.notify.steps[0].with.marketplace).toBe(
      'acme/marketplace\nother/plugins\n',
    );
    expect(await workflows(folder)).toEqual(['notify-marketplace.yml']);
    const apart = await checkout(sandbox, {
      ...files,
      [COPY]: copied.VERSION_CHECK.replace('secrets.PAT', 'secrets.MINE'),
    });
    const refused = await setup(apart, '--migrate');
    expect([refused.code, refused.out]).toEqual([
      1,
      expect.stringContaining('different secrets (MINE, PAT)'),
    ]);
    expect(remedies(refused.out)).toEqual([expect.stringMatching(/ setup --secret MINE --migrate$/)]);
    await pasteRemedies(sandbox, apart, refused.out);
    expect(await at(apart, NOTIFY)).toContain('secrets.MINE');
  });

  test('a copy that tells another marketplace is left alone', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: copied.VERSION_CHECK });
    expect((await setup(folder, '--marketplace', 'third/market')).code).toBe(0);
    expect(await workflows(folder)).toEqual(['notify-marketplace.yml', 'notify.yml']);
  });
});

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

describe('exactly one sender is left', () => {
  test('a copy beside ours is told, counts as a problem for --check, and goes with --migrate', async () => {
    const folder = await checkout(sandbox, TOOL);
    await setup(folder, '--marketplace', 'acme/marketplace', '--secret', 'PAT');
    const ours = await at(folder, NOTIFY);
    const both = await checkout(sandbox, { ...TOOL, [NOTIFY]: ours, [COPY]: copied.GH_API });
    const plain = await setup(both);
    expect([plain.code, plain.out]).toEqual([0, expect.stringContaining('each version is sent twice')]);
    expect((await setup(both, '--check')).code).toBe(1);
    expect(remedies(plain.out)).toEqual([expect.stringMatching(/ setup --migrate$/)]);
    const run = await setup(both, '--migrate');
    expect([run.code, run.out]).toEqual([
      0,
      expect.stringContaining(`= ${NOTIFY}: kept, it does what \`${COPY}\` does\n- ${COPY}: removed\n`),
    ]);
    expect(await workflows(both)).toEqual(['notify-marketplace.yml']);
    expect(await at(both, NOTIFY)).toBe(ours);
    expect(commands(run.out)[1]).toContain(`git add ${COPY} && git commit`);
    expect((await setup(both, '--check')).code).toBe(0);
  });
});

test('a copy beside ours that notifies another marketplace hands that over, and one with another type is asked about', async () => {
  const ours = `on: push\njobs:\n  a:\n    steps:\n      - uses: a/notify-marketplace@v1 # mine\n        with: {marketplace: acme/first, token: x}\n`;
  const both = await checkout(sandbox, { ...TOOL, [NOTIFY]: ours, [COPY]: copied.GH_API });
  const run = await setup(both, '--migrate');
  expect([run.code, run.out]).toEqual([0, expect.stringContaining(`~ ${NOTIFY}: replaces \`${COPY}\`; `)]);
  expect(await at(both, NOTIFY)).toBe(ours.replace('acme/first', '"acme/first, acme/marketplace"'));
  expect(await workflows(both)).toEqual(['notify-marketplace.yml']);
  for (const line of ['-        with: {marketplace: acme/first', '-          gh api repos/acme/marketplace'])
    expect(run.out).toContain(line);
  const other = copied.GH_API.replace('plugin-updated', 'bumped');
  const apart = await checkout(sandbox, { ...TOOL, [NOTIFY]: ours, [COPY]: other });
  const refused = await setup(apart, '--migrate');
  expect([refused.code, refused.out]).toEqual([
    1,
    expect.stringContaining('different event types (bumped, plugin-updated)'),
  ]);
  await pasteRemedies(sandbox, apart, refused.out);
  expect(await at(apart, NOTIFY)).toContain('event-type: bumped}');
});

test('ours and another step that sends, in one file, are told too', async () => {
  const step = '      - {uses: org/notify-marketplace@v1, with: {marketplace: acme/marketplace}}\n';
  const folder = await checkout(sandbox, { ...TOOL, [COPY]: `${copied.VERSION_CHECK}${step}` });
  const run = await setup(folder, '--check');
  expect([run.code, run.out]).toEqual([
    1,
    expect.stringContaining('Remove step `peter-evans/repository-dispatch@v3` of job `notify` (line 14).'),
  ]);
});

describe('what is not only this stays', () => {
  test('a release that also tells: nothing is touched, and the step to remove is named', async () => {
    const path = '.github/workflows/release.yml';
    const folder = await checkout(sandbox, { ...TOOL, [path]: copied.RELEASE });
    for (const args of [[], ['--migrate'], ['--migrate', '--force']]) {
      const run = await setup(folder, ...args);
      expect(run.code).toBe(1);
      expect(run.out).toContain(
        'does other work: a step of job `test` (line 9), step `Publish` of job `publish` (line 14)',
      );
      expect(run.out).toContain('(step `Tell the marketplace` of job `publish` (line 16))');
    }
    expect(await at(folder, path)).toBe(copied.RELEASE);
    expect(await workflows(folder)).toEqual(['release.yml']);
  });

  test('and once the step is gone, the command that was shown still knows whom it told, and how', async () => {
    const path = '.github/workflows/release.yml';
    const text = copied.RELEASE.replace('event-type: plugin-updated', 'event-type: bumped');
    const folder = await checkout(sandbox, { ...TOOL, [path]: text });
    const { out } = await setup(folder);
    await write(folder, { [path]: text.replace(/ {6}- name: Tell[\s\S]*/, '') });
    await pasteRemedies(sandbox, folder, out);
    expect(await workflows(folder)).toEqual(['notify-marketplace.yml', 'release.yml']);
    expect(parse(await at(folder, NOTIFY)).jobs.notify.steps[0].with).toEqual({
      marketplace: 'acme/marketplace',
      token: secret('PAT'),
      'event-type': 'bumped',
    });
  });

  test('a GitHub App’s token is carried over by the command that is told', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: copied.APP_TOKEN });
    const run = await setup(folder, '--migrate');
    expect([run.code, run.out]).toEqual([1, expect.stringContaining('makes its token with a GitHub App')]);
    await pasteRemedies(sandbox, folder, run.out);
    expect(await at(folder, NOTIFY)).toContain('secrets.APP_KEY');
  });

  test('a target that only a run knows must be named', async () => {
    const unknown = copied.VERSION_CHECK.replace('acme/marketplace', '$' + '{{ vars.MARKETPLACE }}');
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: unknown });
    const run = await setup(folder, '--migrate');
    expect([run.code, run.out]).toEqual([
      1,
      expect.stringContaining('Write its name instead of owner/repo: '),
    ]);
    expect(remedies(run.out)).toEqual([expect.stringMatching(/ setup --marketplace owner\/repo --migrate$/)]);
    expect((await setup(folder, '--migrate', '--marketplace', 'acme/marketplace')).code).toBe(0);
  });

  test('one that pushes into the marketplace itself is named, and nothing is written beside it', async () => {
    const text = `on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n        with: {repository: acme/marketplace, path: m, token: '\${{ secrets.PAT }}'}\n      - run: cd m && git commit -am x && git push\n`;
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: text });
    for (const args of [['--marketplace', 'acme/marketplace'], ['--migrate']]) {
      const run = await setup(folder, ...args);
      expect([run.code, run.out]).toEqual([
        1,
        expect.stringContaining('pushes into `acme/marketplace` itself'),
      ]);
      expect(run.out).toContain(
        'Remove step `actions/checkout@v4` of job `a` (line 5), a step of job `a` (line 7). Then run: ',
      );
    }
    expect(await workflows(folder)).toEqual(['notify.yml']);
    const { out } = await setup(folder);
    await write(folder, { [COPY]: 'on: push\njobs: {a: {steps: [{run: x}]}}\n' });
    await pasteRemedies(sandbox, folder, out);
    expect(await at(folder, NOTIFY)).toContain('secrets.PAT');
  });

  test('a sender that only the name of its target gives away', async () => {
    const text = copied.DEPLOY.replaceAll('acme/website', 'acme/registry');
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: text });
    expect((await setup(folder, '--marketplace', 'acme/other', '--check')).out).not.toContain('notify.yml');
    const run = await setup(folder, '--marketplace', 'acme/registry', '--migrate');
    expect([run.code, run.out]).toEqual([0, expect.stringContaining(`replaces \`${COPY}\``)]);
    expect(parse(await at(folder, NOTIFY)).jobs.notify.steps[0].with['event-type']).toBe('deploy');
  });

  test('the environment that has the secret is kept; where copies disagree a person says which', async () => {
    const inEnvironment = (name: string) =>
      copied.CURL.replace('    steps:', `    environment: ${name}\n    steps:`);
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: inEnvironment('{name: release, url: x}') });
    expect((await setup(folder, '--migrate')).code).toBe(0);
    expect(parse(await at(folder, NOTIFY)).jobs.notify.environment).toBe('release');
    const files = { ...TOOL, [COPY]: inEnvironment('release'), '.github/workflows/two.yml': copied.CURL };
    const apart = await checkout(sandbox, files);
    const refused = await setup(apart, '--migrate');
    expect([refused.code, refused.out]).toEqual([
      1,
      expect.stringContaining('use different environments (release, none)'),
    ]);
  });

  test('something else at our path stays, too', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [COPY]: copied.CURL, [NOTIFY]: copied.DEPLOY });
    expect((await setup(folder, '--migrate')).code).toBe(1);
    expect(await at(folder, NOTIFY)).toBe(copied.DEPLOY);
  });
});

describe('from a marketplace’s clone, the event type that a plugin keeps', () => {
  const follower = (types: string) =>
    `on: {repository_dispatch: {types: [${types}]}}\njobs: {u: {steps: [{uses: org/notify-marketplace/update@v1}]}}\n`;

  /** A marketplace that listens to these, and beside it the clone of a plugin that sends `plugin-bumped`. */
  async function beside(types: string) {
    const made = await market(sandbox);
    const tool = await plugin(made, 'tool', '1.0.0');
    const text = copied.VERSION_CHECK.replace('acme/marketplace', made.repository.fullName).replace(
      'plugin-updated',
      'plugin-bumped',
    );
    await tool.bump('1.0.0', { [COPY]: text });
    await list(made, [{ name: 'tool', source: { source: 'github', repo: tool.repository.fullName } }], {
      [UPDATE]: follower(types),
    });
    const folder = await newFolder(sandbox);
    await writeClone(made.repository, join(folder, 'marketplace'), made.repository.cloneUrl());
    await writeClone(tool.repository, join(folder, 'tool'), tool.repository.cloneUrl());
    return { marketplace: join(folder, 'marketplace'), tool: join(folder, 'tool') };
  }

  test('is warned of where the update workflow there does not listen to it', async () => {
    const { marketplace, tool } = await beside('plugin-updated');
    const run = await setup(marketplace, '--plugins', '../tool', '--migrate');
    expect([run.code, run.out]).toEqual([
      0,
      expect.stringContaining(
        '! The update workflow here does not listen for `plugin-bumped`, which this workflow sends. It listens for `plugin-updated`.',
      ),
    ]);
    expect(run.out).not.toContain('gh secret');
    await pasteRemedies(sandbox, marketplace, run.out);
    expect(await at(tool, NOTIFY)).not.toContain('event-type');
    const again = await setup(marketplace, '--plugins', '../tool');
    expect([again.code, again.out]).toEqual([0, expect.not.stringContaining('does not listen')]);
  });

  test('is no matter where it listens to it, or comes to do so in this very run', async () => {
    const { marketplace } = await beside('plugin-updated, plugin-bumped');
    expect((await setup(marketplace, '--plugins', '../tool', '--migrate')).out).not.toContain(
      'does not listen',
    );
    const deaf = await beside('plugin-updated');
    const flags = ['--marketplace', '--event-type', 'plugin-bumped', '--force', '--migrate'];
    const both = await setup(deaf.marketplace, ...flags, '--plugins', '../tool');
    expect([both.code, both.out]).toEqual([0, expect.not.stringContaining('does not listen')]);
  });
});

describe('setup --migrate in a marketplace', () => {
  const CATALOGUE = { '.claude-plugin/marketplace.json': catalogue([]) };
  const RECEIVER = '.github/workflows/receive.yml';

  test('replaces a copied receiver', async () => {
    const folder = await checkout(sandbox, { ...CATALOGUE, [RECEIVER]: copied.SUBMODULES });
    const refused = await setup(folder);
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('→ Pass --migrate')]);
    const run = await setup(folder, '--migrate');
    expect([run.code, run.err]).toEqual([0, '']);
    expect(await workflows(folder)).toEqual(['update-marketplace.yml']);
    const { on, jobs } = parse(await at(folder, UPDATE));
    expect(on.repository_dispatch.types).toEqual(['plugin-updated']);
    expect(jobs.update.steps).toEqual([{ uses: 'makers/notify-marketplace/update@v1' }]);
    expect((await setup(folder, '--check')).code).toBe(0);
  });

  test('another type that is asked for is listened to beside the copy’s, and the copy is not left to update too', async () => {
    const folder = await checkout(sandbox, { ...CATALOGUE, [RECEIVER]: copied.PROPOSED });
    const refused = await setup(folder, '--event-type', 'other');
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('→ Pass --migrate')]);
    await pasteRemedies(sandbox, folder, refused.out);
    expect(await workflows(folder)).toEqual(['update-marketplace.yml']);
    const { on } = parse(await at(folder, UPDATE));
    expect(on.repository_dispatch.types).toEqual(['plugin-bumped', 'other']);
  });

  test('keeps event type, pull requests, token, and the catalogue’s own version rising', async () => {
    const folder = await checkout(sandbox, { ...CATALOGUE, [RECEIVER]: copied.PROPOSED });
    const run = await setup(folder, '--migrate');
    expect(run.code).toBe(0);
    const { on, permissions, jobs } = parse(await at(folder, UPDATE));
    expect(on.repository_dispatch.types).toEqual(['plugin-bumped']);
    expect(permissions).toEqual({ contents: 'write', 'pull-requests': 'write' });
    expect(jobs.update.steps[0].with).toEqual({
      token: secret('BOT_PAT'),
      mode: 'pull-request',
      'marketplace-version': 'patch',
    });
    expect(run.out).toContain('Allow GitHub Actions to create and approve pull requests');
    expect((await setup(folder, '--check')).code).toBe(0);
    expect((await setup(folder, '--force')).out).toContain('kept, it is up to date');
  });

  test('one that merges its pull requests itself: a person says what is to become of that', async () => {
    const text = `${copied.PROPOSED}      - run: gh pr merge --auto --squash "$URL"\n`;
    const folder = await checkout(sandbox, { ...CATALOGUE, [RECEIVER]: text });
    const run = await setup(folder, '--migrate');
    expect([run.code, run.out]).toEqual([
      1,
      expect.stringContaining('merges its pull requests itself (a step of job `update` (line 20))'),
    ]);
    const proposing = await setup(folder, '--migrate', '--mode', 'pull-request', '--check');
    expect(proposing.out).toContain('would replace');
    await pasteRemedies(sandbox, folder, run.out);
    expect(await at(folder, UPDATE)).not.toContain('mode:');
    expect(await workflows(folder)).toEqual(['update-marketplace.yml']);
  });

  test('a receiver whose work is not known is named, with the type that plugins may send', async () => {
    const text =
      'on: {repository_dispatch: {types: [plugin-bumped]}}\njobs: {u: {steps: [{run: make update}]}}\n';
    const folder = await checkout(sandbox, { ...CATALOGUE, [RECEIVER]: text });
    const run = await setup(folder, '--migrate');
    expect([run.code, run.out]).toEqual([
      0,
      expect.stringContaining(
        `! \`${RECEIVER}\` listens for \`plugin-bumped\`, and what it does then is not known`,
      ),
    ]);
    await pasteRemedies(sandbox, folder, run.out);
    expect(parse(await at(folder, UPDATE)).on.repository_dispatch.types).toEqual([
      'plugin-updated',
      'plugin-bumped',
    ]);
    expect((await setup(folder)).out).toContain('listens for the event too');
  });

  test('one that follows by the clock alone may stay, and goes with --migrate', async () => {
    const nightly = '.github/workflows/nightly.yml';
    const folder = await checkout(sandbox, { ...CATALOGUE, [nightly]: copied.NIGHTLY });
    const beside = await setup(folder);
    expect([beside.code, beside.out]).toEqual([0, expect.stringContaining('pass --migrate to remove it')]);
    expect(await workflows(folder)).toEqual(['nightly.yml', 'update-marketplace.yml']);
    expect((await setup(folder, '--migrate')).code).toBe(0);
    expect(await workflows(folder)).toEqual(['update-marketplace.yml']);
    const more = copied.NIGHTLY.replace('git submodule', './tools/render.sh && git submodule');
    const mixed = await checkout(sandbox, { ...CATALOGUE, [nightly]: more });
    const run = await setup(mixed, '--migrate');
    expect([run.code, run.out]).toEqual([0, expect.stringContaining('remove that from it by hand')]);
    expect(await workflows(mixed)).toEqual(['nightly.yml', 'update-marketplace.yml']);
  });

  test('one that does more is named with what it does, and stays', async () => {
    const folder = await checkout(sandbox, { ...CATALOGUE, [RECEIVER]: copied.FOLLOWS_AND_MORE });
    const run = await setup(folder, '--migrate');
    expect([run.code, run.out]).toEqual([
      1,
      expect.stringContaining('step `List the plugins` of job `update` (line 11)'),
    ]);
    expect(await workflows(folder)).toEqual(['receive.yml']);
  });

  test('warns where a second workflow listens to the event, and lets it be', async () => {
    const files = {
      ...CATALOGUE,
      '.github/workflows/chat.yml': copied.CHAT,
      '.github/workflows/deploy.yml':
        'on: {repository_dispatch: {types: [deploy]}}\njobs: {a: {steps: [{run: x}]}}\n',
    };
    const folder = await checkout(sandbox, files);
    for (const args of [[], [], ['--migrate']]) {
      const run = await setup(folder, ...args);
      expect(run.code).toBe(0);
      expect(run.out.match(/! .* listens for the event too/g)).toEqual([
        '! `.github/workflows/chat.yml` listens for the event too',
      ]);
    }
  });

  test('a copied receiver beside ours is told, and goes with --migrate', async () => {
    const folder = await checkout(sandbox, CATALOGUE);
    await setup(folder);
    const ours = await at(folder, UPDATE);
    const both = await checkout(sandbox, { ...CATALOGUE, [UPDATE]: ours, [RECEIVER]: copied.SUBMODULES });
    const plain = await setup(both);
    expect(plain.out).toContain('so both would commit');
    expect((await setup(both, '--check')).code).toBe(1);
    await pasteRemedies(sandbox, both, plain.out);
    expect(await workflows(both)).toEqual(['update-marketplace.yml']);
  });
});

test('a copied receiver beside ours hands over the types that it listens to', async () => {
  const ours =
    'on: {repository_dispatch: {types: [plugin-updated]}}\njobs: {u: {steps: [{uses: a/notify-marketplace/update@v1}]}}\n';
  const files = { '.claude-plugin/marketplace.json': catalogue([]), [UPDATE]: ours, [COPY]: copied.PROPOSED };
  const folder = await checkout(sandbox, files);
  expect((await setup(folder, '--migrate')).code).toBe(0);
  expect(await workflows(folder)).toEqual(['update-marketplace.yml']);
  expect(await at(folder, UPDATE)).toBe(ours.replace('plugin-updated', 'plugin-updated, plugin-bumped'));
});

test('nothing in a copied workflow reaches the terminal unseen', async () => {
  const folder = await checkout(sandbox, {
    ...TOOL,
    [COPY]: copied.GH_API.replace('on:', '# \u001b[2J\u202e\non:'),
  });
  const run = await setup(folder, '--migrate');
  expect(run.out).toContain('    -# \\u{1b}[2J\\u{202e}\n');
  expect(['\u001b', '\u202e'].filter((hidden) => run.out.includes(hidden))).toEqual([]);
});

test('--check --migrate shows what would go, and writes nothing', async () => {
  const folder = await checkout(sandbox, { ...TOOL, [COPY]: copied.CURL });
  const run = await setup(folder, '--migrate', '--check');
  expect([run.code, run.out]).toEqual([1, expect.stringContaining(`would replace \`${COPY}\``)]);
  expect(await workflows(folder)).toEqual(['notify.yml']);
  await rm(join(folder, '.git'), { recursive: true });
});

test('a plugin that is a marketplace too: both ends are migrated', async () => {
  const files = { ...TOOL, '.claude-plugin/marketplace.json': catalogue([{ name: 'tool', source: './' }]) };
  const folder = await checkout(sandbox, { ...files, [COPY]: copied.GH_API });
  const run = await setup(folder, '--migrate');
  expect([run.code, run.err]).toEqual([0, '']);
  expect(await workflows(folder)).toEqual(['notify-marketplace.yml', 'update-marketplace.yml']);
  expect(await at(folder, NOTIFY)).toContain('marketplace: acme/marketplace\n');
  expect((await setup(folder, '--migrate', '--check')).code).toBe(0);
});

test('a plugin and a marketplace in one repository: each end is its own', async () => {
  const files = { ...TOOL, '.claude-plugin/marketplace.json': catalogue([{ name: 'tool', source: './' }]) };
  const folder = await checkout(sandbox, {
    ...files,
    'plugins/b/.claude-plugin/plugin.json': manifest('b', '1.0.0'),
  });
  expect((await setup(folder)).code).toBe(0);
  expect(await workflows(folder)).toEqual(['update-marketplace.yml']);
  expect((await setup(folder, '--marketplace', 'other/market')).code).toBe(0);
  expect(await workflows(folder)).toEqual(['notify-marketplace.yml', 'update-marketplace.yml']);
});

test('a plugin and a marketplace in one repository that sends already: a bare call is about both ends', async () => {
  const files = { ...TOOL, '.claude-plugin/marketplace.json': catalogue([{ name: 'tool', source: './' }]) };
  const folder = await checkout(sandbox, { ...files, [COPY]: copied.GH_API });
  await setup(folder, '--migrate');
  const fine = await setup(folder, '--check');
  expect([fine.code, fine.out.match(/^= \S+/gm)]).toEqual([0, [`= ${UPDATE}:`, `= ${NOTIFY}:`]]);
  await write(folder, { [COPY]: copied.GH_API });
  const copy = await setup(folder, '--check');
  expect([copy.code, copy.out]).toEqual([
    1,
    expect.stringContaining(`\`${COPY}\` notifies the marketplace too`),
  ]);
  await rm(join(folder, NOTIFY));
  expect((await setup(folder, '--check')).code).toBe(1);
});
