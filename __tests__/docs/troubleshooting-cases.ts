import { NOTIFY, UPDATE } from '../scenarios/cli-world.ts';
import { CATALOGUE, catalogue, submodules } from '../scenarios/update-support.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import type { World } from './troubleshooting-worlds.ts';

const BROKEN = { '.github/workflows/broken.yml': 'on: [push\njobs:\n' };
const DAY = 86_400_000;

/** A copied script, as they are. */
const SCRIPT = (to: string) =>
  [
    'on: push',
    'jobs:',
    '  notify-marketplace:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - run: |',
    `          curl -H "Authorization: token \${{ secrets.OLD_PAT }}\${{ secrets.MARKETPLACE_UPDATE_TOKEN }}" https://api.github.com/repos/${to}/dispatches -d '{"event_type":"plugin-updated"}'`,
    '',
  ].join('\n');

const LISTENER = [
  'on: {repository_dispatch: {types: [plugin-updated]}}',
  'jobs: {update: {runs-on: ubuntu-latest, steps: [{run: git submodule update --remote && git commit -am Update && git push}]}}',
  '',
].join('\n');

/** As many faults in one world as can stand side by side: each takes a clone and a run. */
export const WORLDS: readonly World[] = [
  {
    name: 'a plugin whose workflow starts on another branch and folder, beside a copied script and a broken file',
    codes: [
      ...['branch-filter', 'paths-filter', 'token-not-passed', 'workflow-broken', 'workflow-disabled'],
      ...['copied-sender', 'two-senders', 'secret-missing', 'no-version'],
      ...['two-manifests-one-name', 'manifest-not-matched', 'not-listed'],
    ],
    from: 'plugin',
    plugin: ({ notify, to }) => ({
      ...BROKEN,
      [NOTIFY]: notify
        .replace('branches: [main]', 'branches: [release]')
        .replace(/paths: .*/, "paths: ['src/**']")
        .replace(/ +token: .*/, '          # secrets.MARKETPLACE_UPDATE_TOKEN'),
      '.github/workflows/copied.yml': SCRIPT(to),
      [ROOT_MANIFEST]: manifest('sdk-bridge'),
      'plugins/twin/.claude-plugin/plugin.json': manifest('sdk-bridge', '1.0.0'),
      'deep/in/folders/.claude-plugin/plugin.json': manifest('deep', '1.0.0'),
      'plugins/fresh/.claude-plugin/plugin.json': manifest('fresh', '1.0.0'),
    }),
    arrange: ({ plugin }) => plugin.setWorkflowState(NOTIFY, 'disabled_manually'),
  },
  {
    name: 'a plugin whose workflow was never pushed, and a marketplace that does not listen',
    codes: ['workflow-not-on-default-branch', 'receiver-missing', 'actions-off'],
    from: 'plugin',
    plugin: () => ({ [NOTIFY]: null }),
    marketplace: () => ({ [UPDATE]: null }),
    uncommitted: ({ notify }) => ({ [NOTIFY]: notify }),
    marketplaceOptions: { actionsEnabled: false },
  },
  {
    name: 'a bump in the plugin’s clone that is not pushed, and an old secret',
    codes: ['version-not-pushed', 'secret-old'],
    from: 'plugin',
    pluginOptions: {
      secrets: { MARKETPLACE_UPDATE_TOKEN: 'x' },
      secretsSetAt: { MARKETPLACE_UPDATE_TOKEN: new Date(Date.now() - 400 * DAY) },
    },
    uncommitted: () => ({ [ROOT_MANIFEST]: manifest('sdk-bridge', '2.1.0') }),
  },
  {
    name: 'an entry that is pinned to release tags, and a version without one',
    codes: ['tag-missing'],
    from: 'plugin',
    plugin: () => ({ [ROOT_MANIFEST]: manifest('sdk-bridge', '1.0.0') }),
    async arrange({ plugin, marketplace, first }) {
      await plugin.tag('v1.0.0');
      await plugin.commit({ files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '1.1.0') } });
      const source = { source: 'github', repo: plugin.fullName, ref: 'v1.0.0', sha: first };
      await marketplace.commit({ files: { [CATALOGUE]: catalogue([{ name: 'sdk-bridge', source }]) } });
    },
  },
  {
    name: 'a plugin that sends to a marketplace that listens to something else and may do nothing',
    codes: [
      ...['event-type-mismatch', 'no-schedule', 'receiver-permission', 'branch-rules'],
      ...['action-not-allowed', 'never-ran'],
    ],
    from: 'plugin',
    marketplace: ({ update }) => ({
      [UPDATE]: update
        .replace('plugin-updated]', 'other]')
        .replace(/ {2}schedule:[^\n]*\n[^\n]*\n/, '')
        .replace('contents: write', 'contents: read'),
    }),
    marketplaceOptions: {
      allowedActions: 'selected',
      selectedActions: { githubOwned: true, verified: false, patterns: [] },
    },
    arrange: ({ marketplace }) => marketplace.protect('main', { by: 'ruleset' }),
  },
  {
    name: 'a plugin that sends nothing',
    codes: ['sender-missing'],
    from: 'plugin',
    named: true,
    plugin: () => ({ [NOTIFY]: null }),
  },
  {
    name: 'a workflow that names nobody and never starts, and a marketplace with two that listen',
    codes: [
      ...['sender-never-starts', 'sender-names-no-marketplace', 'two-receivers', 'copied-receiver'],
      ...['actions-may-not-open-pull-requests', 'listed-from-elsewhere'],
    ],
    from: 'plugin',
    named: true,
    plugin: ({ notify, to }) => ({
      [NOTIFY]: notify
        .replace(/ {2}push:[\s\S]*? {2}workflow_dispatch/, '  workflow_dispatch')
        .replace(`marketplace: ${to}`, 'marketplace: my marketplace'),
    }),
    marketplace: ({ update }) => ({
      [CATALOGUE]: catalogue([{ name: 'sdk-bridge', source: './plugins/other' }]),
      'plugins/other/.claude-plugin/plugin.json': manifest('sdk-bridge', '1.0.0'),
      [UPDATE]: `${update}        with:\n          mode: pull-request\n`,
      '.github/workflows/copied.yml': LISTENER,
    }),
  },
  {
    name: 'a marketplace with a failed run and entries of every broken kind',
    codes: [
      ...['last-run-failed', 'actions-read-only', 'plugins-tell-nothing', 'claude-validate', 'entry-held'],
      ...['source-invalid', 'directory-missing', 'two-entries-one-name', 'entry-without-name'],
      ...['submodule-without-pointer', 'submodule-without-section', 'submodule-not-listed'],
    ],
    from: 'marketplace',
    plugin: () => ({ [NOTIFY]: null }),
    marketplace: ({ update }) => ({
      [CATALOGUE]: '{ nothing yet',
      [UPDATE]: update.replace(/permissions:.*\n.*contents.*\n/, ''),
    }),
    async arrange({ plugin, marketplace, first }, { github, actions }) {
      await github.runWorkflow(marketplace, { workflow: UPDATE });
      await actions.idle();
      const url = `${github.url}/${plugin.fullName}.git`;
      const source = { source: 'github', repo: plugin.fullName, sha: first };
      const entries = [
        { name: 'sdk-bridge', source },
        { name: 'gone', source: './plugins/gone' },
        { name: 'bare', source: 'https://example.com' },
        { name: 'twin', source },
        { name: 'twin', source },
        { source },
        { name: 'undeclared', source: './sub/undeclared' },
      ];
      const held = submodules({ 'sub/unlisted': [url, first], 'sub/undeclared': [url, first] });
      const section = (path: string) => `[submodule "${path}"]\n\tpath = ${path}\n\turl = ${url}\n`;
      await marketplace.commit({
        files: {
          ...held,
          [CATALOGUE]: catalogue(entries),
          '.gitmodules': section('sub/unlisted') + section('sub/no-pointer'),
        },
      });
      await plugin.commit({ files: { [ROOT_MANIFEST]: '{' } });
    },
  },
  {
    name: 'a token that ends in a week',
    codes: ['token-expires'],
    from: 'anywhere',
    token: { expires: new Date(Date.now() + 7.5 * DAY) },
  },
  { name: 'a wrong token', codes: ['token-rejected'], from: 'anywhere', token: 'github_pat_wrong' },
  {
    name: 'a token that may only read',
    codes: ['permission-missing'],
    from: 'anywhere',
    token: { repositories: {} },
  },
  {
    name: 'a token that does not see the marketplace',
    codes: ['marketplace-not-found'],
    from: 'anywhere',
    token: { repositories: {} },
    marketplaceOptions: { private: true },
  },
  {
    name: 'a token of a kind that the organisation does not take',
    codes: ['token-not-allowed'],
    from: 'anywhere',
    token: {},
    arrange: (_, { github }) =>
      github.addFault({
        match: /POST .*\/dispatches/,
        status: 403,
        body: { message: '`acme` forbids access via a personal access token (classic).' },
      }),
  },
  {
    name: 'an address that is not on the list',
    codes: ['ip-allow-list'],
    from: 'anywhere',
    token: {},
    arrange: (_, { github }) =>
      github.addFault({
        match: /POST .*\/dispatches/,
        status: 403,
        body: { message: 'the `acme` organization has an IP allow list enabled, and your IP is not on it.' },
      }),
  },
  {
    name: 'a token without single sign-on',
    codes: ['single-sign-on'],
    from: 'anywhere',
    token: {},
    marketplaceOptions: { sso: true },
  },
  {
    name: 'an archived marketplace',
    codes: ['marketplace-archived'],
    from: 'anywhere',
    token: {},
    marketplaceOptions: { archived: true },
  },
];
