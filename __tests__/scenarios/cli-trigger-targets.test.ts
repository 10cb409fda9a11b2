import { describe, expect, test } from '@jest/globals';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { notifyMarketplace } from './cli-support.ts';
import { checkout, NOTIFY, TOOL, UPDATE } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();

interface Step {
  readonly marketplace: string;
  readonly type?: string;
}

const uses = 'org/notify-marketplace@v1';

function workflow(...steps: Step[]): string {
  const written = steps.map(({ marketplace, type }) => ({
    uses,
    with: { marketplace, ...(type === undefined ? {} : { 'event-type': type }) },
  }));
  return JSON.stringify({ on: 'push', jobs: { notify: { steps: written } } });
}

async function dryRun(folder: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const run = await notifyMarketplace(sandbox, folder, ['trigger', '--dry-run', ...args], env);
  const requests = run.out.split(/^(?=POST )/m).flatMap((text) => {
    const [line = '', ...body] = text.split('\n');
    return line === '' ? [] : [{ to: line.replace(/^.*\/repos\/|\/dispatches$/g, ''), ...read(body) }];
  });
  return { ...run, requests };
}

function read(body: readonly string[]) {
  const { event_type, client_payload } = JSON.parse(body.join('\n'));
  return { type: event_type as string, payload: client_payload as Record<string, unknown> };
}

const ONE = { marketplace: 'one/market' };
const TWO = { marketplace: 'two/market', type: 'two-type' };

describe('each marketplace gets the event type of the step that names it', () => {
  const SECOND = '.github/workflows/second.yml';
  const HEARS = `on: {repository_dispatch: {types: [heard]}}\njobs: {u: {steps: [{uses: org/notify-marketplace/update@v1}]}}\n`;
  const both = { [NOTIFY]: workflow(ONE, TWO) };
  const ownUpdate = { '.claude-plugin/marketplace.json': catalogue([]), [UPDATE]: HEARS };

  test.each<[string, Record<string, string>, string[], [string, string][]]>([
    [
      'two steps of one file',
      both,
      [],
      [
        ['one/market', 'plugin-updated'],
        ['two/market', 'two-type'],
      ],
    ],
    [
      'two files',
      { [NOTIFY]: workflow(TWO), [SECOND]: workflow(ONE) },
      [],
      [
        ['two/market', 'two-type'],
        ['one/market', 'plugin-updated'],
      ],
    ],
    [
      'one that is passed, in another case',
      both,
      ['--marketplace', 'TWO/Market'],
      [['TWO/Market', 'two-type']],
    ],
    [
      'one that no step names, where all send the same',
      { [NOTIFY]: workflow(TWO) },
      ['--marketplace', 'a/b'],
      [['a/b', 'two-type']],
    ],
    [
      '--event-type',
      both,
      ['--event-type', 'mine'],
      [
        ['one/market', 'mine'],
        ['two/market', 'mine'],
      ],
    ],
    [
      'the marketplace here, which listens to its own',
      { ...both, ...ownUpdate },
      ['--marketplace', 'acme/tool'],
      [['acme/tool', 'heard']],
    ],
    [
      'a step of ours beside a copied script',
      {
        [NOTIFY]: workflow(TWO),
        [SECOND]:
          'on: push\njobs: {n: {steps: [{run: "gh api repos/two/market/dispatches -f event_type=plugin-old"}]}}\n',
      },
      [],
      [['two/market', 'two-type']],
    ],
  ])('%s', async (_, files, args, sent) => {
    const run = await dryRun(await checkout(sandbox, { ...TOOL, ...files }), args);
    expect([run.err, run.requests.map(({ to, type }) => [to, type])]).toEqual(['', sent]);
  });

  test.each<[string, Record<string, string>, string[], string]>([
    [
      'a marketplace in two steps of different types',
      { [NOTIFY]: workflow(ONE, { ...ONE, type: 'other' }) },
      [],
      'The workflows here send one/market several event types: `plugin-updated`, `other`.',
    ],
    [
      'a marketplace that no step names, where the steps differ',
      both,
      ['--marketplace', 'a/b'],
      'No workflow here names a/b, and they send several event types: `plugin-updated`, `two-type`.',
    ],
    [
      'a type that only a run knows',
      { [NOTIFY]: workflow({ ...ONE, type: '$' + '{{ vars.TYPE }}' }) },
      [],
      'Only a run of the workflow here knows the event type for one/market.',
    ],
  ])('is not guessed: %s', async (_, files, args, said) => {
    const run = await dryRun(await checkout(sandbox, { ...TOOL, ...files }), args);
    expect(run).toMatchObject({ code: 2, out: '', err: expect.stringContaining(said) });
    expect(run.err).toContain('→ Pass --event-type');
  });
});

describe('the marketplace is --marketplace, GITHUB_REPO, the workflow’s, the one whose clone this is', () => {
  const market = { '.claude-plugin/marketplace.json': catalogue([]) };
  const sender = { [NOTIFY]: workflow(ONE) };
  const GITHUB_REPO = 'env/market';
  test.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['a marketplace’s clone', market, {}, 'acme/tool'],
    ['a marketplace’s clone, with GITHUB_REPO', market, { GITHUB_REPO }, 'env/market'],
    ['a repository that is both', { ...market, ...sender }, {}, 'one/market'],
    ['a plugin’s clone, with GITHUB_REPO', sender, { GITHUB_REPO }, 'env/market'],
  ])('%s', async (_, files, env, expected) => {
    const folder = await checkout(sandbox, { ...TOOL, ...files });
    expect((await dryRun(folder, [], env)).requests.map(({ to }) => to)).toEqual([expected]);
  });
});

describe('one plugin.json that can’t be sent never hides the others', () => {
  const at = (name: string) => `plugins/${name}/${ROOT_MANIFEST}`;
  const good = { [at('p1')]: manifest('p1', '1.0.0'), [at('p2')]: manifest('p2', '2.0.0') };
  const broken = { [at('p3')]: '{"name": "p3",}' };
  const versionless = { [at('p4')]: '{"name": "p4"}' };
  const all = { ...good, ...broken, ...versionless, [NOTIFY]: workflow(ONE) };

  test('--all sends the good ones, names the others, and exits 1', async () => {
    const run = await dryRun(await checkout(sandbox, all), ['--all']);
    expect([run.code, run.requests.map(({ payload }) => payload['plugin'])]).toEqual([1, ['p1', 'p2']]);
    expect(run.err).toContain(`(${at('p3')}:1:15)`);
    expect(run.err).toContain(`\`${at('p4')}\` declares no version.`);
  });

  test('--all of none that can be sent is no success', async () => {
    const run = await dryRun(await checkout(sandbox, { ...broken, [NOTIFY]: workflow(ONE) }), ['--all']);
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err).toContain(`(${at('p3')}:1:15)`);
  });

  test.each<[string, string[], string]>([
    [
      'no name of several',
      [],
      'There are 4 plugins here: `p1`, `p2`, `p4`, `plugins/p3/.claude-plugin/plugin.json`.',
    ],
    [
      'a name that is misspelt',
      ['--plugin', 'p77'],
      'There is no plugin `p77` here. Here: `p1`, `p2`, `p4`, `plugins/p3/.claude-plugin/plugin.json`.',
    ],
    ['--plugin with --all', ['--plugin', 'p1', '--all'], '--plugin and --all can’t be used together.'],
    ['--plugin of one without a version', ['--plugin', 'p4'], 'declares no version.'],
  ])('%s is told as ever', async (_, args, said) => {
    const run = await dryRun(await checkout(sandbox, all), args);
    expect(run).toMatchObject({ code: 2, out: '', err: expect.stringContaining(said) });
  });

  test('a good one that is named is sent', async () => {
    const run = await dryRun(await checkout(sandbox, all), ['--plugin', 'p1']);
    expect([run.code, run.err, run.requests.length]).toEqual([0, '', 1]);
  });
});

describe('what a workflow names and trigger can’t notify is told', () => {
  const RUN_ONLY = '$' + '{{ vars.MARKET }}';
  test('a name that is none, in the words of setup, and nothing is sent, as the action would', async () => {
    const files = { ...TOOL, [NOTIFY]: workflow({ marketplace: 'one/market\ntwo/market # the second\n' }) };
    const folder = await checkout(sandbox, files);
    const run = await dryRun(folder);
    expect([run.code, run.out]).toEqual([1, '']);
    expect(run.err).toContain('`two/market # the second` in it is not a repository name (owner/repo).');
    expect(run.err).toContain(`(${NOTIFY}`);
    expect((await dryRun(folder, ['--marketplace', 'one/market'])).code).toBe(0);
  });

  test('a name that only a run knows', async () => {
    const files = { ...TOOL, [NOTIFY]: workflow({ marketplace: `one/market,${RUN_ONLY}` }) };
    const run = await dryRun(await checkout(sandbox, files));
    expect([run.code, run.requests.map(({ to }) => to)]).toEqual([0, ['one/market']]);
    expect(run.err).toContain(`! Not sent to \`${RUN_ONLY}\``);
  });
});

test('a plugin that is only listed here is sent by its name', async () => {
  const list = [{ name: 'gamma', source: { source: 'github', repo: 'acme/gamma' } }];
  const files = { '.claude-plugin/marketplace.json': catalogue(list) };
  const folder = await checkout(sandbox, files, { origin: 'acme/catalogue' });
  const run = await dryRun(folder, ['--plugin', 'gamma', '--version', '2.0.0']);
  expect(run.requests.map(({ to, payload }) => ({ to, ...payload }))).toMatchObject([
    { to: 'acme/catalogue', plugin: 'gamma', version: '2.0.0', repository: '', path: '', commit: '' },
  ]);
});

test.each([
  ['the owner', `\${{ github.repository_owner }}/market`, 'acme/market'],
  ['the owner, written close', `\${{github.repository_owner}}/market`, 'acme/market'],
  ['the repository itself', `\${{ github.repository }}`, 'acme/tool'],
])('%s of the repository is known here', async (_, marketplace, to) => {
  const files = { ...TOOL, [NOTIFY]: workflow({ marketplace, type: 'bumped' }) };
  const run = await dryRun(await checkout(sandbox, files, { origin: 'acme/tool' }));
  expect([run.code, run.err]).toEqual([0, '']);
  expect(run.requests.map((one) => [one.to, one.type])).toEqual([[to, 'bumped']]);
});

test('plugins are named and sent in the order of their numbers', async () => {
  const at = (name: string) => ({ [`plugins/${name}/${ROOT_MANIFEST}`]: manifest(name, '1.0.0') });
  const folder = await checkout(sandbox, { ...at('p10'), ...at('p9'), ...at('p100') });
  const run = await dryRun(folder, ['--all', '--marketplace', 'acme/market']);
  expect(run.requests.map(({ payload }) => payload['plugin'])).toEqual(['p9', 'p10', 'p100']);
  const which = await dryRun(folder, ['--marketplace', 'acme/market']);
  expect(which.err).toContain('`p9`, `p10`, `p100`');
});
