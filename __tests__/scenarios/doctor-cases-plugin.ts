import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { git } from './cli-support.ts';
import { NOTIFY, write } from './cli-world.ts';
import type { Case } from './doctor-cases.ts';
import { notifyWorkflow, pin, ran, SECRET, type World } from './doctor-world.ts';

const SENDER = { where: 'plugin', check: 'Sending' } as const;
const HERE = { where: 'this clone', check: 'Manifests' } as const;
const TOKEN_LINE = /token: \$\{\{ secrets.*/;
const OTHER = '.github/workflows/other.yml';

const curl = (at: string) => `on: push
jobs:
  tell:
    runs-on: ubuntu-latest
    steps:
      - run: |
          curl -H "Authorization: token \${{ secrets.${SECRET} }}" https://api.github.com/repos/${at}/dispatches \\
            -d '{"event_type": "plugin-updated", "client_payload": {"plugin": "tool"}}'
`;

const pushing = (at: string) => `on: push
jobs:
  tell:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: { repository: ${at}, path: market, token: '\${{ secrets.${SECRET} }}' }
      - run: cd market && git commit -am 'Update marketplace.json' && git push
`;

/** An App makes the token, for the repositories of its owner. */
const APP_STEP = [
  [
    '    steps:\n',
    `    steps:\n      - id: app\n        uses: actions/create-github-app-token@v2\n        with: {client-id: "\${{ vars.APP_ID }}", private-key: "\${{ secrets.APP_KEY }}", owner: "\${{ github.repository_owner }}"}\n`,
  ],
  [/secrets\.MARK\w+/, 'steps.app.outputs.token'],
] as const;

/** The plugin's repository has these files besides, once the marketplace is known. */
const commitToPlugin =
  (files: (at: World) => Record<string, string | null>) => async (at: World, folder: string) => {
    await at.plugin.commit({ files: files(at) });
    await git(folder, 'pull', '--quiet');
  };

/** What can be wrong with the plugin's files and its workflow. */
export const PLUGIN_CASES: readonly Case[] = [
  {
    ...HERE,
    code: 'no-manifest',
    status: 'problem',
    what: 'there is no plugin.json',
    remedy: 'Add .claude-plugin/plugin.json',
    world: { pluginFiles: { [ROOT_MANIFEST]: null } },
  },
  {
    ...HERE,
    code: 'manifest-not-json',
    status: 'problem',
    at: '.claude-plugin/plugin.json:1:28',
    what: 'is not valid JSON',
    remedy: 'Fix it there',
    arrange: (_, folder) => write(folder, { [ROOT_MANIFEST]: '{"name": "tool", "version" "1.2.0"}' }),
  },
  {
    ...HERE,
    code: 'no-version',
    status: 'warning',
    at: '.claude-plugin/plugin.json:2:11',
    what: 'declares no `version`',
    remedy: 'Add "version"',
    world: { pluginFiles: { [ROOT_MANIFEST]: manifest('tool') } },
  },
  {
    ...HERE,
    code: 'version-not-semantic',
    status: 'warning',
    at: '.claude-plugin/plugin.json:3:14',
    what: '`1.2` in',
    remedy: 'Write it as 1.2.3',
    world: { pluginFiles: { [ROOT_MANIFEST]: manifest('tool', '1.2') } },
  },
  {
    ...HERE,
    code: 'two-manifests-one-name',
    status: 'warning',
    what: '`.claude-plugin/plugin.json`, `plugins/tool/.claude-plugin/plugin.json` are all called `tool`',
    remedy: 'Give each plugin its own name',
    world: { pluginFiles: { 'plugins/tool/.claude-plugin/plugin.json': manifest('tool', '1.2.0') } },
    with: ['listed-from-elsewhere'],
  },
  {
    ...HERE,
    code: 'manifest-not-matched',
    when: 'nobody lists it',
    status: 'warning',
    what: 'no pattern in the workflow’s `manifests` matches `deep/in/here/.claude-plugin/plugin.json`',
    remedy: 'Name each path in `manifests`',
    world: { pluginFiles: { 'deep/in/here/.claude-plugin/plugin.json': manifest('deep', '1.0.0') } },
  },
  {
    ...HERE,
    code: 'manifest-not-matched',
    when: 'the marketplace lists it',
    status: 'problem',
    what: 'though MARKETPLACE lists that plugin',
    remedy: 'Name each path in `manifests`',
    world: {
      pluginFiles: { 'deep/in/here/.claude-plugin/plugin.json': manifest('deep', '1.0.0') },
      entries: (at) => [
        { name: 'tool', source: pin(at, at.first) },
        {
          name: 'deep',
          source: { source: 'git-subdir', url: at.plugin.fullName, path: 'deep/in/here', sha: at.first },
        },
      ],
    },
  },
  {
    ...HERE,
    code: 'version-not-pushed',
    check: 'Published',
    status: 'warning',
    at: '.claude-plugin/plugin.json',
    what: '`tool` is `1.3.0` here, and is `1.2.0` on `main`',
    remedy: 'Commit and push it there',
    arrange: (_, folder) => write(folder, { [ROOT_MANIFEST]: manifest('tool', '1.3.0') }),
  },
  {
    code: 'sender-missing',
    status: 'problem',
    where: 'plugin',
    check: 'Workflow files',
    what: 'no workflow here notifies a marketplace',
    remedy: 'Run `notify-marketplace setup --marketplace MARKETPLACE` here',
    world: { notify: null },
    args: ['--marketplace', 'MARKETPLACE'],
  },
  {
    code: 'sender-missing',
    when: 'the marketplace listens to a type of its own',
    status: 'problem',
    where: 'plugin',
    check: 'Workflow files',
    what: 'no workflow here notifies a marketplace',
    remedy: 'setup --marketplace MARKETPLACE --event-type bumped` here',
    world: { notify: null, update: [['[plugin-updated]', '[bumped]']] },
    args: ['--marketplace', 'MARKETPLACE'],
  },
  {
    code: 'copied-sender',
    status: 'warning',
    where: 'plugin',
    check: 'Workflow files',
    what: '`.github/workflows/other.yml` sends events with its own script',
    remedy: 'setup --migrate',
    world: { notify: null },
    arrange: async (at, folder) => {
      await commitToPlugin(() => ({ [OTHER]: curl(at.marketplace.fullName) }))(at, folder);
      ran(at, at.plugin, OTHER, { on: 'push' });
    },
  },
  {
    code: 'copied-sender',
    status: 'warning',
    where: 'plugin',
    check: 'Workflow files',
    what: '`.github/workflows/other.yml` pushes into `MARKETPLACE` itself',
    remedy: 'Let the marketplace’s own workflow do that',
    arrange: async (at, folder) => {
      await commitToPlugin(() => ({ [OTHER]: pushing(at.marketplace.fullName) }))(at, folder);
      ran(at, at.plugin, OTHER, { on: 'push' });
    },
  },
  {
    code: 'workflow-not-on-default-branch',
    status: 'problem',
    where: 'plugin',
    check: 'Workflow files',
    what: '`.github/workflows/notify-marketplace.yml` is in this clone, but not on the default branch',
    remedy: 'Commit and push it there',
    world: { notify: null },
    arrange: (at, folder) => write(folder, { [NOTIFY]: notifyWorkflow(at) }),
  },
  {
    code: 'workflow-differs',
    status: 'warning',
    where: 'plugin',
    check: 'Workflow files',
    what: 'differs between this clone and the default branch',
    remedy: 'Push your change',
    arrange: (at, folder) => write(folder, { [NOTIFY]: `${notifyWorkflow(at)}# mine\n` }),
  },
  {
    code: 'workflow-broken',
    when: 'it is the one that is missed',
    status: 'problem',
    where: 'plugin',
    check: 'Workflow files',
    at: '.github/workflows/other.yml:3',
    what: '`.github/workflows/other.yml` is not valid YAML',
    remedy: 'Fix it there',
    world: { notify: null, pluginFiles: { [OTHER]: 'on: push\njobs: [\n' } },
    args: ['--marketplace', 'MARKETPLACE'],
  },
  {
    code: 'workflow-broken',
    when: 'it is another',
    status: 'warning',
    where: 'plugin',
    check: 'Workflow files',
    at: '.github/workflows/other.yml:3',
    what: '`.github/workflows/other.yml` is not valid YAML',
    remedy: 'Fix it there',
    world: { pluginFiles: { [OTHER]: 'on: push\njobs: [\n' } },
  },
  {
    code: 'input-unknown',
    status: 'warning',
    where: 'plugin',
    check: 'Workflow files',
    what: 'passes `event_type`, which the action does not have',
    remedy: 'event-type',
    world: { notify: [[TOKEN_LINE, '$&\n          event_type: plugin-updated']] },
  },
  {
    code: 'input-invalid',
    status: 'problem',
    where: 'plugin',
    check: 'Workflow files',
    what: "`.github/workflows/notify-marketplace.yml`: `downgrades` can't be `never`",
    remedy: 'Write notify or skip',
    world: { notify: [[TOKEN_LINE, '$&\n          downgrades: never']] },
  },
  {
    code: 'input-invalid',
    status: 'problem',
    where: 'plugin',
    check: 'Workflow files',
    what: '`.github/workflows/notify-marketplace.yml`: `unbumped-ignore`: `/docs/**` starts with "/"',
    remedy: 'from the plugin’s folder',
    world: { notify: [[TOKEN_LINE, '$&\n          unbumped-ignore: /docs/**']] },
  },
  {
    code: 'dry-run',
    status: 'warning',
    where: 'plugin',
    check: 'Workflow files',
    what: 'it only shows what it would do',
    remedy: 'Remove it',
    world: { notify: [[TOKEN_LINE, '$&\n          dry-run: true']] },
  },
  {
    ...SENDER,
    code: 'sender-names-no-marketplace',
    status: 'problem',
    what: 'names no marketplace as owner/repo: `acme`',
    remedy: 'Write `marketplace: owner/repo`',
    world: { notify: [[/marketplace: acme\d+\/marketplace/, 'marketplace: acme']] },
  },
  {
    ...SENDER,
    code: 'sender-never-starts',
    status: 'problem',
    what: 'starts on `workflow_dispatch`, not when a version is pushed',
    remedy: 'Add `push:`',
    world: { notify: [[/ {2}push:\n(?: {4}.*\n)+/, '']] },
  },
  {
    ...SENDER,
    code: 'branch-filter',
    status: 'problem',
    what: 'starts on pushes to `master`, but `main` is the branch that counts',
    remedy: 'Write `branches: [main]` below `push:`',
    world: { notify: [['branches: [main]', 'branches: [master]']] },
  },
  {
    ...SENDER,
    code: 'paths-filter',
    status: 'problem',
    what: 'leaves out `.claude-plugin/plugin.json`',
    remedy: "paths: ['**/.claude-plugin/plugin.json']",
    world: { notify: [['"**/.claude-plugin/plugin.json"', '"plugins/**", "!plugins/old/**"']] },
  },
  {
    ...SENDER,
    code: 'marketplace-not-told',
    status: 'problem',
    what: 'no workflow here notifies elsewhere/market of new versions; the workflows here name MARKETPLACE',
    remedy: 'Add elsewhere/market to `marketplace`',
    args: ['--marketplace', 'elsewhere/market,MARKETPLACE'],
    // Nor is it there.
    with: ['marketplace-not-found'],
  },
  {
    ...SENDER,
    code: 'two-senders',
    status: 'warning',
    what: '`.github/workflows/notify-marketplace.yml`, `.github/workflows/other.yml` all send events to MARKETPLACE',
    remedy: 'Remove all but one',
    arrange: async (at, folder) => {
      await commitToPlugin(() => ({ [OTHER]: notifyWorkflow(at) }))(at, folder);
      ran(at, at.plugin, OTHER, { on: 'push' });
    },
  },
  {
    ...SENDER,
    code: 'two-senders',
    when: 'their patterns of plugins overlap',
    status: 'warning',
    what: '`.github/workflows/notify-marketplace.yml`, `.github/workflows/other.yml` all send events to MARKETPLACE',
    remedy: 'Remove all but one',
    world: { notify: [[TOKEN_LINE, '$&\n          plugins: "t*"']] },
    arrange: async (at, folder) => {
      const text = notifyWorkflow(at, [[TOKEN_LINE, '$&\n          plugins: tool']]);
      await commitToPlugin(() => ({ [OTHER]: text }))(at, folder);
      ran(at, at.plugin, OTHER, { on: 'push' });
    },
  },
  {
    ...SENDER,
    code: 'two-senders',
    when: 'in one file',
    status: 'warning',
    what: 'two steps in `.github/workflows/notify-marketplace.yml` send the same events to MARKETPLACE',
    remedy: 'Remove all but one',
    world: { notify: [[/ {6}- uses: [\s\S]*/, '$&$&']] },
  },
  {
    ...SENDER,
    code: 'token-not-passed',
    status: 'problem',
    what: 'passes no `token`',
    remedy: `Add \`token: \${{ secrets.MARKETPLACE_UPDATE_TOKEN }}\``,
    world: { notify: [[TOKEN_LINE, '# no token']] },
  },
  {
    ...SENDER,
    code: 'run-token-passed',
    status: 'problem',
    what: 'passes the run’s own token, which does not reach MARKETPLACE',
    remedy: 'Pass another',
    world: { notify: [[/secrets\.\w+/, 'secrets.GITHUB_TOKEN']] },
  },
  {
    ...SENDER,
    code: 'token-in-workflow',
    status: 'problem',
    what: 'everybody who can read the repository',
    remedy: 'Revoke that token',
    world: { notify: [[/token: \$\{\{.*/, 'token: hunter2']] },
  },
  {
    ...SENDER,
    code: 'app-token-elsewhere',
    status: 'problem',
    what: 'is not for MARKETPLACE',
    remedy: 'and `repositories: marketplace`',
    world: {
      plugin: { secrets: { APP_KEY: 'x' } },
      notify: [
        [
          '    steps:\n',
          `    steps:\n      - id: app\n        uses: actions/create-github-app-token@v2\n        with: {client-id: Iv1, private-key: "\${{ secrets.APP_KEY }}"}\n`,
        ],
        [/secrets\.MARK\w+/, 'steps.app.outputs.token'],
      ],
    },
  },
  {
    where: 'plugin',
    check: 'Secrets',
    code: 'variable-missing',
    status: 'problem',
    what: 'there is no variable `APP_ID`, neither in this repository nor shared with it',
    remedy: '`gh variable set APP_ID --repo HOST/PLUGIN`',
    world: { plugin: { secrets: { APP_KEY: 'x' }, variables: { OTHER: 'x' } }, notify: APP_STEP },
  },
  {
    where: 'plugin',
    check: 'Secrets',
    code: 'secret-missing',
    when: 'an App’s private key',
    status: 'problem',
    what: 'there is no secret `APP_KEY`',
    remedy: 'Set it: `gh secret set APP_KEY --repo HOST/PLUGIN`',
    world: { plugin: { secrets: {}, variables: { APP_ID: 'x' } }, notify: APP_STEP },
  },
  {
    ...SENDER,
    code: 'sender-permission',
    when: 'a private plugin can’t be read',
    status: 'problem',
    what: 'without `contents: read`',
    remedy: 'Write `permissions: {contents: read}`',
    world: { plugin: { private: true }, notify: [['contents: read', 'issues: read']] },
  },
  {
    ...SENDER,
    code: 'bumped-by-bot',
    status: 'warning',
    what: 'was committed by `github-actions[bot] <',
    remedy: 'this action and `head: main`',
    arrange: async (at, folder) => {
      const bot = ['-c', 'user.name=github-actions[bot]', '-c', 'user.email=bot@users.noreply.github.com'];
      await write(folder, { [ROOT_MANIFEST]: manifest('tool', '1.2.1') });
      await git(folder, 'add', '.');
      await git(folder, ...bot, 'commit', '--quiet', '-m', 'Bump');
      const actions = at.sandbox.github.createToken({
        kind: 'actions',
        repositories: { [at.plugin.fullName]: { contents: 'write' } },
      });
      await git(folder, 'push', '--quiet', at.plugin.cloneUrl(actions), 'HEAD:main');
      await git(folder, 'fetch', '--quiet');
      ran(at, at.plugin, NOTIFY, { on: 'push', createdAt: new Date(Date.now() - 9e8) });
    },
    with: ['update-due'],
  },
  {
    code: 'plugin-archived',
    status: 'warning',
    where: 'plugin',
    check: 'Repositories',
    what: 'nothing can be pushed to it',
    remedy: '`gh repo unarchive HOST/PLUGIN`',
    arrange: (at) => at.plugin.update({ archived: true }),
  },
  {
    code: 'plugin-is-fork',
    status: 'warning',
    where: 'plugin',
    check: 'Repositories',
    what: 'the repository is a fork',
    remedy: 'Run this in a clone of the original',
    arrange: (at) => at.plugin.update({ fork: true }),
  },
];
