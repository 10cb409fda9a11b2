import { describe, expect, test } from '@jest/globals';
import { appStep, TOKEN_OF_STEP, USUAL_APP } from '../../src/cli/setup/app-step.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { git } from './cli-support.ts';
import { NOTIFY, newFolder, UPDATE, write } from './cli-world.ts';
import {
  clone,
  type Diagnosis,
  diagnose,
  notifyWorkflow,
  pin,
  ran,
  SECRET,
  type World,
  type WorldOptions,
  world,
} from './doctor-world.ts';
import { sharedSandbox } from './support.ts';
import { CATALOGUE } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;

/** A world that is as it should be, though it does not look like the templates. */
interface Quiet {
  readonly name: string;
  readonly world?: WorldOptions;
  readonly arrange?: (at: World, folder: string) => Promise<unknown> | unknown;
  /** Default: the plugin's clone. */
  readonly from?: 'plugin' | 'marketplace';
  /** What can't be checked there. */
  readonly unchecked?: readonly string[];
}

const TOKEN_LINE = /token: \$\{\{ secrets.*/;
const PUSH = / {2}push:\n(?: {4}.*\n)+/;
const OTHER = '.github/workflows/other.yml';
const NAME = '${' + '{';

const committed =
  (files: (at: World) => Record<string, string | null>) => async (at: World, folder: string) => {
    await at.plugin.commit({ files: files(at) });
    await git(folder, 'pull', '--quiet');
  };

const notify = (name: string, changes: WorldOptions['notify'], unchecked: string[] = []): Quiet => ({
  name,
  world: { notify: changes },
  unchecked,
});

/** The workflow as `setup --app` writes it. */
const asSetupWrites = committed(({ marketplace: { fullName } }) => {
  const [first, ...more] = appStep(USUAL_APP, [fullName]);
  const step = [`- ${first}`, ...more.map((line) => `  ${line}`)].map((line) => `      ${line}\n`).join('');
  const changes = [
    [/ {6}- uses: /, `${step}$&`],
    [TOKEN_LINE, `token: ${TOKEN_OF_STEP}`],
  ] as const;
  return { [NOTIFY]: notifyWorkflow({ marketplace: { fullName } }, changes) };
});

const APP_STEP = (inputs: string) =>
  [
    [
      '    steps:\n',
      `    steps:\n      - id: app\n        uses: actions/create-github-app-token@v2\n        with: {client-id: Iv1, private-key: "${NAME} secrets.APP_KEY }}", ${inputs}}\n`,
    ],
    [/secrets\.MARK\w+/, 'steps.app.outputs.token'],
  ] as const;

const SENDING: readonly Quiet[] = [
  notify('`on: push` as a word', [[/on:[\s\S]*?permissions/, 'on: push\npermissions']]),
  notify('`on` as a list', [[/on:[\s\S]*?permissions/, 'on: [push, workflow_dispatch]\npermissions']]),
  notify('`branches` and `paths` as words', [
    ['branches: [main]', 'branches: main'],
    [/paths: .*/, 'paths: "**.json"'],
  ]),
  notify('a check of pull requests and merge groups in the same workflow', [
    [PUSH, '$&  pull_request:\n  merge_group:\n'],
    [TOKEN_LINE, '$&\n          unbumped: fail\n          unbumped-ignore: "docs/**, ./*.md"'],
  ]),
  notify('a pattern that crosses folders without a slash', [[/paths: .*/, 'paths: ["**plugin.json"]']]),
  notify('`paths` that take other folders out', [[/paths: .*/, 'paths: ["**", "!docs/**", "!tests/**"]']]),
  notify('`paths-ignore`', [[/paths: .*/, 'paths-ignore: ["docs/**", "**.md"]']]),
  notify('`branches-ignore`', [['branches: [main]', 'branches-ignore: ["feature/**"]']]),
  notify('a pattern of branches', [['branches: [main]', 'branches: ["ma?in", "release/**"]']]),
  notify('a pushed tag', [[PUSH, '  push:\n    tags: ["v*"]\n']]),
  notify('a release', [[PUSH, '  release:\n    types: [published]\n']]),
  notify('the run of another workflow', [
    [PUSH, '  workflow_run:\n    workflows: [Release]\n    types: [completed]\n'],
  ]),
  notify('another branch that counts', [
    ['branches: [main]', 'branches: [stable]'],
    [TOKEN_LINE, '$&\n          branches: stable'],
  ]),
  notify('the action pinned by its commit', [
    [/uses: .*/, `uses: org/notify-marketplace@${'a'.repeat(40)} # v1`],
  ]),
  notify('the action’s copy in the enterprise', [[/uses: .*/, 'uses: tools/notify-marketplace@v1']]),
  notify('the action’s copy in the repository', [[/uses: .*/, 'uses: ./.github/actions/notify-marketplace']]),
  notify('`permissions: read-all`', [[/permissions:\n.*\n/, 'permissions: read-all\n']]),
  notify('no `permissions`', [[/permissions:\n.*\n/, '']]),
  notify('no permission, in a public repository', [['contents: read', 'issues: read']]),
  notify('inputs in capitals', [['marketplace: acme', 'Marketplace: acme']]),
  notify('two marketplaces on lines of their own', [
    [/marketplace: (\S+).*/, 'marketplace: |\n            $1\n            $1'],
  ]),
  notify('a matrix of marketplaces', [
    [
      /( {4}timeout-minutes[\s\S]*?)marketplace: (\S+).*/,
      `    strategy: {matrix: {to: [$2]}}\n$1marketplace: ${NAME} matrix.to }}`,
    ],
  ]),
  {
    name: 'a marketplace that a variable names',
    world: { notify: [[/marketplace: (\S+).*/, `marketplace: ${NAME} vars.TO }}`]] },
    unchecked: ['which marketplace it notifies', 'whether it may send events'],
  },
  {
    name: 'the token of an App for the marketplace’s owner',
    world: {
      plugin: { secrets: { APP_KEY: 'x' } },
      notify: [...APP_STEP(`owner: "${NAME} github.repository_owner }}"`)],
    },
  },
  {
    name: 'the token of an App for the marketplace itself',
    world: {
      plugin: { secrets: { APP_KEY: 'x' }, secretsSetAt: { APP_KEY: new Date('2020-01-01') } },
      notify: [...APP_STEP('repositories: "marketplace, other"')],
    },
  },
  {
    name: 'the step of an App as `setup --app` writes it',
    world: { plugin: { secrets: { APP_PRIVATE_KEY: 'x' }, variables: { APP_CLIENT_ID: 'x' } } },
    arrange: asSetupWrites,
  },
  {
    name: 'a variable of the organisation, in small letters',
    world: { plugin: { secrets: { APP_PRIVATE_KEY: 'x' }, organizationVariables: { app_client_id: 'x' } } },
    arrange: asSetupWrites,
  },
  {
    name: 'variables that are not shown',
    world: { plugin: { secrets: { APP_PRIVATE_KEY: 'x' } } },
    arrange: async (at, folder) => {
      await asSetupWrites(at, folder);
      github.addFault({
        match: new RegExp(`GET .*/${at.plugin.fullName}/actions/variables`),
        status: 403,
        body: { message: 'Resource not accessible by personal access token' },
      });
    },
    unchecked: ['whether the variable `APP_CLIENT_ID` exists'],
  },
  {
    name: 'more variables than a page holds',
    world: {
      plugin: {
        secrets: { APP_PRIVATE_KEY: 'x' },
        variables: Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`A${n}`, 'x'])),
      },
    },
    arrange: asSetupWrites,
    unchecked: ['whether the variable `APP_CLIENT_ID` exists'],
  },
  {
    name: 'a marketplace of the plugin’s own account, by an expression',
    world: {
      notify: [[/marketplace: [^/\s]+\/(\S+).*/, `marketplace: ${NAME} github.repository_owner }}/$1`]],
    },
  },
  {
    name: 'a secret of the organisation',
    world: { plugin: { secrets: {}, organizationSecrets: { [SECRET]: 'x' } } },
  },
  {
    name: 'secrets of the organisation that are not shown',
    world: { plugin: { secrets: {} } },
    arrange: (at) =>
      github.addFault({
        match: new RegExp(`GET .*/${at.plugin.fullName}/actions/organization-secrets`),
        status: 403,
        body: { message: 'Resource not accessible by integration' },
      }),
    unchecked: ['whether the secret `MARKETPLACE_UPDATE_TOKEN` exists in the organisation'],
  },
  {
    name: 'no organisation, whose secrets are not there',
    arrange: (at) =>
      github.addFault({
        match: new RegExp(`GET .*/${at.plugin.fullName}/actions/organization-secrets`),
        status: 404,
        body: { message: 'Not Found' },
      }),
  },
  {
    name: 'a secret of a job’s environment',
    world: {
      plugin: { secrets: {} },
      notify: [['    timeout-minutes', '    environment: release\n    timeout-minutes']],
    },
    unchecked: ['whether the secret `MARKETPLACE_UPDATE_TOKEN` exists'],
  },
  {
    name: 'one of two secrets',
    world: {
      plugin: { secrets: { OLD_NAME: 'x' } },
      notify: [[/secrets\.MARK\w+/, 'secrets.NEW_NAME || secrets.OLD_NAME']],
    },
  },
  {
    name: 'a secret by way of a variable',
    world: {
      notify: [
        [
          '    timeout-minutes',
          `    env: {TOKEN: "${NAME} secrets.MARKETPLACE_UPDATE_TOKEN }}"}\n    timeout-minutes`,
        ],
        [TOKEN_LINE, `token: ${NAME} env.TOKEN }}`],
      ],
    },
  },
  {
    name: 'other jobs with secrets of their own, which are not there',
    world: {
      notify: [
        [
          'jobs:\n',
          `jobs:\n  test:\n    runs-on: ubuntu-latest\n    steps: [{run: "echo", env: {A: "${NAME} secrets.CODECOV }}"}}]\n`,
        ],
      ],
    },
  },
  {
    name: 'a private plugin and a private marketplace',
    world: { plugin: { private: true }, marketplace: { private: true } },
  },
  {
    name: 'specimens of plugins among the tests, broken ones too',
    world: {
      pluginFiles: {
        'tests/fixtures/one/.claude-plugin/plugin.json': '{',
        'tests/fixtures/two/.claude-plugin/plugin.json': manifest('two', '1.0.0'),
      },
    },
  },
  {
    name: 'a plugin that is left out on purpose',
    world: {
      pluginFiles: { 'plugins/inner/.claude-plugin/plugin.json': manifest('inner', '1.0.0') },
      notify: [[TOKEN_LINE, '$&\n          plugins: "!inner"']],
    },
  },
  {
    name: 'a manifest that is left out on purpose',
    world: {
      pluginFiles: { 'inner/.claude-plugin/plugin.json': manifest('inner', '1.0.0') },
      notify: [[TOKEN_LINE, '$&\n          manifests: "!inner/**"']],
    },
  },
  {
    name: 'a reusable workflow of the repository itself',
    world: { notify: null },
    arrange: committed((at) => ({
      '.github/workflows/shared.yml': notifyWorkflow(at, [
        [/on:[\s\S]*?permissions/, 'on: workflow_call\npermissions'],
      ]),
      [NOTIFY]: 'on: push\njobs: {tell: {uses: ./.github/workflows/shared.yml, secrets: inherit}}\n',
    })),
    unchecked: ['whether a version starts `.github/workflows/shared.yml`'],
  },
  {
    name: 'a workflow that only others call',
    world: {
      plugin: { secrets: {} },
      notify: [
        [
          /on:[\s\S]*?permissions/,
          'on: {workflow_call: {secrets: {a-token: {required: true}}}}\npermissions',
        ],
        [/secrets\.\w+/, 'secrets.a-token'],
      ],
    },
    unchecked: [
      'whether a version starts `.github/workflows/notify-marketplace.yml`',
      'whether the secret `a-token` exists',
    ],
  },
  {
    name: 'a reusable workflow of another repository',
    world: { notify: null },
    arrange: committed(() => ({
      [NOTIFY]: 'on: push\njobs: {tell: {uses: hidden/shared/.github/workflows/a.yml@v1}}\n',
    })),
    unchecked: ['whether a workflow notifies a marketplace', 'whether it may send events'],
  },
];

const CHECKOUTS: readonly Quiet[] = [
  { name: 'a detached HEAD', arrange: (_, folder) => git(folder, 'switch', '--quiet', '--detach') },
  {
    name: 'a branch of its own',
    arrange: (_, folder) => git(folder, 'switch', '--quiet', '-c', 'feature/x'),
  },
  {
    name: 'a checkout that is behind',
    arrange: (at) => at.plugin.commit({ files: { 'README.md': 'New\n' } }),
  },
  {
    name: 'line ends as on Windows',
    arrange: async (at, folder) => {
      await write(folder, { [NOTIFY]: notifyWorkflow(at).replaceAll('\n', '\r\n') });
    },
  },
  {
    name: 'a default branch of another name',
    world: {
      plugin: { defaultBranch: 'trunk' },
      marketplace: { defaultBranch: 'release/next' },
      notify: [['[main]', '[trunk]']],
    },
  },
  {
    name: 'a bot’s bump that a person merged',
    arrange: async (at, folder) => {
      const bot = ['-c', 'user.name=github-actions[bot]', '-c', 'user.email=b@users.noreply.github.com'];
      await git(folder, 'switch', '--quiet', '-c', 'bump');
      await write(folder, { [ROOT_MANIFEST]: manifest('tool', '1.2.0', { description: 'A tool' }) });
      await git(folder, ...bot, 'commit', '--quiet', '-am', 'Bump');
      await git(folder, 'switch', '--quiet', 'main');
      await git(folder, 'merge', '--quiet', '--no-ff', '-m', 'Merge', 'bump');
      await git(folder, 'push', '--quiet');
      ran(at, at.plugin, NOTIFY, { on: 'push' });
    },
  },
  {
    name: 'a bot’s bump that started a run',
    arrange: async (at, folder) => {
      const bot = ['-c', 'user.name=github-actions[bot]', '-c', 'user.email=b@users.noreply.github.com'];
      await write(folder, { [ROOT_MANIFEST]: manifest('tool', '1.2.0', { description: 'A tool' }) });
      await git(folder, ...bot, 'commit', '--quiet', '-am', 'Bump');
      await git(folder, 'push', '--quiet');
      ran(at, at.plugin, NOTIFY, { on: 'push', createdAt: new Date(Date.now() + 1000) });
    },
  },
];

const update = (name: string, changes: WorldOptions['update'], more: Partial<Quiet> = {}): Quiet => ({
  name,
  from: 'marketplace',
  ...more,
  world: { update: changes, ...more.world },
});
const MODE = [/update@v1/, '$&\n        with: {mode: pull-request}'] as const;
const MAY_PROPOSE = ['contents: write', 'contents: write\n  pull-requests: write'] as const;
const OWN_TOKEN = [/update@v1/, `$&\n        with: {token: "${NAME} secrets.OWN }}"}`] as const;

const RECEIVING: readonly Quiet[] = [
  update('every type of event', [[/\n {4}types: .*/, '']]),
  update('several types of event', [['[plugin-updated]', '[other, plugin-updated]']]),
  update('`permissions: write-all`', [[/permissions:\n.*\n/, 'permissions: write-all\n']]),
  update('`permissions` of the job', [
    [/permissions:\n.*\n/, 'permissions: {}\n'],
    ['    timeout-minutes', '    permissions: {contents: write}\n    timeout-minutes'],
  ]),
  update('workflows that may write where they say nothing', [[/permissions:\n.*\n/, '']], {
    world: { marketplace: { defaultWorkflowPermissions: 'write' } },
  }),
  update('pull requests, with the setting', [MODE, MAY_PROPOSE], {
    world: { marketplace: { actionsMayOpenPullRequests: true } },
    arrange: (at) => at.marketplace.protect('main', { by: 'ruleset' }),
  }),
  update(
    'pull requests with a token of their own, which needs no setting and no permission',
    [
      [/update@v1/, `$&\n        with: {mode: pull-request, token: "${NAME} secrets.OWN }}"}`],
      ['contents: write', 'contents: read'],
    ],
    {
      world: { marketplace: { secrets: { OWN: 'x' } } },
      arrange: (at) => at.marketplace.protect('main', { by: 'ruleset', requires: 'status-checks' }),
    },
  ),
  update('a token of its own', [OWN_TOKEN, ['contents: write', 'contents: read']], {
    world: { marketplace: { secrets: { OWN: 'x' } } },
  }),
  update('rules that a bot’s commit satisfies', [], {
    arrange: (at) => at.marketplace.protect('main', { by: 'ruleset', requires: 'signatures' }),
  }),
  update('rules of every kind that a commit through the API satisfies', [], {
    arrange: (at) => {
      at.marketplace.protect('main', { by: 'ruleset', requires: 'signatures' });
      const types = [
        'deletion',
        'non_fast_forward',
        'required_signatures',
        'required_linear_history',
        'creation',
      ];
      const from = { ruleset_id: 1, ruleset_source: 'x', ruleset_source_type: 'Repository' };
      const restricted = { parameters: { restricted_file_paths: ['.github/**'] }, ...from };
      const body = [
        ...types.map((type) => ({ type, ...from })),
        { type: 'file_path_restriction', ...restricted },
      ];
      github.addFault({ match: new RegExp(`GET .*/${at.marketplace.fullName}/rules/`), status: 200, body });
    },
  }),
  update('rules on the texts of commits', [], {
    arrange: (at) => {
      at.marketplace.protect('main', { by: 'ruleset', requires: 'signatures' });
      const body = [
        {
          type: 'commit_message_pattern',
          ruleset_id: 1,
          ruleset_source: 'x',
          ruleset_source_type: 'Repository',
        },
      ];
      github.addFault({ match: new RegExp(`GET .*/${at.marketplace.fullName}/rules/`), status: 200, body });
    },
    unchecked: ['whether the rules of `main` let workflows commit to it'],
  }),
  update('rules for other branches', [], {
    arrange: (at) => at.marketplace.protect('release/*', { by: 'ruleset' }),
  }),
  update('a classic protection that wants signatures', [], {
    arrange: (at) => at.marketplace.protect('main', { by: 'branch-protection', requires: 'signatures' }),
  }),
  update('a private repository of an owner who pays nothing', [], {
    world: { marketplace: { private: true, freePlan: true } },
  }),
  update(
    'a mode that only a run knows',
    [[/update@v1/, `$&\n        with: {mode: "${NAME} vars.MODE }}"}`]],
    {
      unchecked: ['whether the rules of `main` suit the workflow’s `mode`'],
    },
  ),
  update('the action among the selected ones', [], {
    arrange: (at) =>
      at.marketplace.update({
        allowedActions: 'selected',
        selectedActions: { githubOwned: false, verified: false, patterns: ['Org/notify-marketplace/*@v1'] },
      }),
  }),
  update('actions of verified creators', [], {
    arrange: (at) =>
      at.marketplace.update({
        allowedActions: 'selected',
        selectedActions: { githubOwned: false, verified: true, patterns: [] },
      }),
    unchecked: ['whether `org/notify-marketplace/update@v1` may run'],
  }),
  update('a workflow that only tells a chat of each event', [], {
    world: {
      marketplaceFiles: {
        [OTHER]:
          'on: repository_dispatch\njobs: {tell: {runs-on: x, steps: [{run: "curl https://chat.example"}]}}\n',
      },
    },
  }),
  update('a workflow that follows something else', [], {
    world: {
      marketplaceFiles: {
        [OTHER]:
          'on: {repository_dispatch: {types: [docs]}}\njobs: {tell: {runs-on: x, steps: [{run: "make docs"}]}}\n',
      },
    },
  }),
  update('a last run that was a stranger’s proposal', [], {
    arrange: (at) => ran(at, at.marketplace, UPDATE, { on: 'pull_request', conclusion: 'failure' }),
  }),
  update('a run that was dropped for a later one', [], {
    arrange: (at) => ran(at, at.marketplace, UPDATE, { conclusion: 'cancelled' }),
  }),
  update('a run that is under way', [], {
    arrange: (at) => ran(at, at.marketplace, UPDATE, { status: 'in_progress', conclusion: null }),
  }),
  update(
    'a catalogue elsewhere',
    [[/update@v1/, '$&\n        with: {marketplace-file: sub/.claude-plugin/marketplace.json}']],
    {
      arrange: async (at) => {
        const text = await at.marketplace.readFile('main', CATALOGUE);
        await at.marketplace.commit({ files: { [CATALOGUE]: null, [`sub/${CATALOGUE}`]: text ?? '' } });
      },
    },
  ),
  update(
    'a plugin that the workflow does not follow',
    [[/update@v1/, '$&\n        with: {plugins: "!tool"}']],
    {
      arrange: (at) => at.plugin.commit({ files: { [ROOT_MANIFEST]: manifest('tool', '2.0.0') } }),
    },
  ),
  update('sources that are not followed', [], {
    world: {
      entries: (at) => [
        { name: 'tool', source: pin(at, at.first) },
        { name: 'a', source: { source: 'npm', package: '@acme/a' } },
        { name: 'b', source: { source: 'url', url: 'https://gitlab.com/acme/b.git' } },
        { name: 'c', source: './c' },
      ],
      marketplaceFiles: { 'c/README.md': 'A plugin without a manifest\n' },
    },
  }),
  {
    name: 'a plugin that is listed from npm',
    world: { entries: () => [{ name: 'tool', source: { source: 'npm', package: 'tool' } }] },
  },
  {
    name: 'a plugin that is listed by another name',
    world: { entries: (at) => [{ name: 'the-tool', source: pin(at, at.first) }] },
  },
  {
    name: 'other plugins’ faults, seen from this plugin',
    world: {
      entries: (at) => [
        { name: 'tool', source: pin(at, at.first) },
        { name: 'gone', source: './gone' },
        { name: 'odd', source: 'https://example.com' },
      ],
    },
  },
  {
    name: 'a plugin that was renamed since it was cloned',
    arrange: async (at, folder) => {
      const name = `${at.owner}/new-name`;
      await at.plugin.rename(name);
      const sha = await git(folder, 'rev-parse', 'HEAD');
      const entry = { name: 'other', source: { source: 'github', repo: name, sha } };
      await at.marketplace.commit({
        files: { [CATALOGUE]: JSON.stringify({ name: 'acme', owner: { name: 'Acme' }, plugins: [entry] }) },
      });
      ran(at, at.plugin, NOTIFY, { on: 'push' });
    },
  },
];

/** `MARKETPLACE` in a workflow stands for the world's. */
async function quietly({ world: options, from = 'plugin', arrange }: Quiet): Promise<Diagnosis> {
  const at = await world(sandbox, options);
  const text = (await at.plugin.readFile(at.plugin.options.defaultBranch, NOTIFY)) ?? '';
  if (text.includes('MARKETPLACE\n') || text.includes('MARKETPLACE]')) {
    const named = text.replace(/\bMARKETPLACE(?=[\]\n])/g, at.marketplace.fullName);
    await at.plugin.commit({ files: { [NOTIFY]: named } });
  }
  const folder = await clone(at, at[from]);
  await arrange?.(at, folder);
  return diagnose(at, folder);
}

describe.each([
  ['a plugin’s workflow', SENDING],
  ['a checkout', CHECKOUTS],
  ['a marketplace', RECEIVING],
])('nothing is said against %s with', (_, all) => {
  test.each(all)('$name', async (one) => {
    const { flaws, unchecked, code, err } = await quietly(one);
    expect(flaws.map((flaw) => [flaw.code, flaw.what])).toEqual([]);
    expect(unchecked.map(({ what }) => what)).toEqual(one.unchecked ?? []);
    expect([code, err]).toEqual([0, '']);
  });
});

test('what waits for `minimum-age` is no finding, and is shown with its time', async () => {
  const waiting = update(
    'a version that is too young',
    [[/update@v1/, '$&\n        with: {minimum-age: 3d}']],
    {
      arrange: (at) =>
        at.plugin.commit({
          files: { [ROOT_MANIFEST]: manifest('tool', '1.0.1') },
          pushedAt: new Date(Date.now() - 3 * 3_600_000),
        }),
    },
  );
  const { flaws, code, out } = await quietly(waiting);
  expect([flaws.map(({ what }) => what), code]).toEqual([[], 0]);
  expect(out).toMatch(
    /`tool` waits for its `minimum-age`: `1\.0\.1` has been public for 3 h of 3 d; the first run after .* UTC takes it/,
  );
});

test('a worktree, a shallow clone and a folder below are the checkout', async () => {
  const at = await world(sandbox);
  const folder = await clone(at, at.plugin);
  const below = await newFolder(sandbox);
  await git(folder, 'worktree', 'add', '--quiet', `${below}/tree`, '-b', 'other');
  await git(below, 'clone', '--quiet', '--depth=1', at.plugin.cloneUrl(at.me), 'shallow');
  for (const place of [`${below}/tree`, `${below}/shallow`, `${folder}/.github/workflows`]) {
    const { flaws, unchecked } = await diagnose(at, place);
    expect([place, flaws, unchecked]).toEqual([place, [], []]);
  }
});
