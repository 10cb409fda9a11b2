import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { manifest } from '../support/files.ts';
import { git } from './cli-support.ts';
import { NOTIFY, newFolder, UPDATE } from './cli-world.ts';
import { cloned, type Ends, type EndsOptions, ends, notify, TOKEN, visit } from './doctor-support.ts';
import { sharedSandbox } from './support.ts';
import { CATALOGUE, catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;

/** A chain in which nothing is wrong, though it looks unusual. */
interface Unusual {
  readonly name: string;
  readonly from?: 'plugin' | 'marketplace';
  readonly options?: EndsOptions;
  readonly arrange?: (all: Ends) => Promise<void> | void;
  /** The folder where doctor runs; default: a clone. */
  readonly folder?: (all: Ends) => Promise<string>;
  readonly args?: (all: Ends) => readonly string[];
  /** Said of what is fine, or of what can't be checked. */
  readonly said?: RegExp;
}

const SHA = '0123456789abcdef0123456789abcdef01234567';
const ON = /on:\n[\s\S]*?(?=permissions:)/;
const HARMLESS = [
  'deletion',
  'non_fast_forward',
  'required_signatures',
  'required_linear_history',
  'creation',
];
const APP = `\${{ steps.app.outputs.token }}`;

const UNUSUAL: readonly Unusual[] = [
  {
    name: 'rules that a workflow’s commit satisfies',
    arrange({ marketplace }) {
      marketplace.protect('main', { by: 'ruleset', requires: 'signatures' });
      const rules = HARMLESS.map((type) => ({
        type,
        ruleset_id: 1,
        ruleset_source: 'x',
        ruleset_source_type: 'Repository',
      }));
      github.addFault({
        match: new RegExp(`GET .*/${marketplace.fullName}/rules/`),
        status: 200,
        body: rules,
      });
    },
    said: /the rules of `main` let workflows commit to it/,
  },
  {
    name: 'paths that exclude something else with !',
    options: notify((text) => text.replace(/paths: .*/, "paths: ['**', '!docs/**', '!**/*.md']")),
    said: /pushed to `main` starts/,
  },
  {
    name: 'on: push in a word',
    options: notify((text) => text.replace(ON, 'on: push\n')),
    said: /pushed to `main` starts/,
  },
  { name: 'on: in a list', options: notify((text) => text.replace(ON, 'on: [push, workflow_dispatch]\n')) },
  {
    name: 'branches by a pattern that takes one back',
    options: notify((text) => text.replace('branches: [main]', "branches: ['**', '!dev/**']")),
  },
  {
    name: 'a workflow that others call, with the secret that they pass',
    options: notify((text) =>
      text
        .replace(ON, 'on: {workflow_call: {secrets: {marketplace-token: {required: true}}}}\n')
        .replace(TOKEN, `\${{ secrets.marketplace-token }}`),
    ),
    said: /whoever calls/,
  },
  {
    name: 'a called workflow of the organisation',
    options: {
      pluginFiles: ({ to }) => ({
        [NOTIFY]: null,
        '.github/workflows/release.yml': `on: push\njobs:\n  tell:\n    uses: ${to.split('/')[0]}/.github/.github/workflows/notify-marketplace.yml@main\n    secrets: inherit\n`,
      }),
    },
    args: ({ marketplace }) => ['--marketplace', marketplace.fullName],
    said: /notify-marketplace.yml@main/,
  },
  {
    name: 'an action pinned to a commit, and allowed by name',
    options: {
      ...notify((text) => text.replace(/(notify-marketplace)@\S+/, `$1@${SHA}`)),
      plugin: {
        secrets: { MARKETPLACE_UPDATE_TOKEN: 'x' },
        allowedActions: 'selected',
        selectedActions: { githubOwned: true, verified: false, patterns: ['*/notify-marketplace@*'] },
      },
    },
    said: /lets `\S+notify-marketplace@0123/,
  },
  {
    name: 'a token that an App makes in the run',
    options: {
      plugin: { secrets: { APP_KEY: 'x' }, variables: { APP_ID: '1' } },
      ...notify((text) =>
        text
          .replace(TOKEN, APP)
          .replace(
            /( +)- uses: (\S+notify-marketplace@)/,
            `$1- uses: actions/create-github-app-token@v2\n$1  id: app\n$1  with:\n$1    app-id: \${{ vars.APP_ID }}\n$1    private-key: \${{ secrets.APP_KEY }}\n$1- uses: $2`,
          ),
      ),
    },
    said: /the secret `APP_KEY` was set/,
  },
  {
    name: 'a secret of the organisation',
    options: { plugin: { secrets: {}, organizationSecrets: { MARKETPLACE_UPDATE_TOKEN: 'x' } } },
    said: /the organisation’s secret `MARKETPLACE_UPDATE_TOKEN` was set/,
  },
  {
    name: 'a secret of the job’s environment',
    options: {
      plugin: { secrets: {} },
      ...notify((text) => text.replace(/( +)runs-on:/, '$1environment: release\n$1runs-on:')),
    },
    said: /one of the job’s environment/,
  },
  {
    name: 'a secret that is used where another is not set',
    options: {
      plugin: { secrets: { OTHER: 'x' } },
      ...notify((text) => text.replace(TOKEN, `\${{ secrets.FIRST || secrets.OTHER }}`)),
    },
    said: /the secret `OTHER` was set/,
  },
  {
    name: 'secrets of other jobs, and files called so',
    options: notify(
      (text) =>
        `${text}  publish:\n    runs-on: x\n    steps: [{run: cat secrets.txt, env: {A: "\${{ secrets.NPM }}"}}]\n`,
    ),
  },
  {
    name: 'organisation secrets that are not shown',
    options: { plugin: { secrets: {} } },
    arrange: ({ plugin }) =>
      github.addFault({
        match: new RegExp(`GET .*/${plugin.fullName}/actions/organization-secrets`),
        status: 403,
        body: { message: 'Resource not accessible by integration' },
      }),
    said: /whether the secret `MARKETPLACE_UPDATE_TOKEN` exists/,
  },
  {
    name: 'both roles in one repository',
    from: 'marketplace',
    options: {
      entries: () => [{ name: 'own', source: './plugins/own' }],
      marketplaceFiles: ({ notify }) => ({
        'plugins/own/.claude-plugin/plugin.json': manifest('own', '1.0.0'),
        [NOTIFY]: notify.replace(/ +token: .*\n/, ''),
      }),
    },
  },
  {
    name: 'another default branch than main',
    options: {
      plugin: { defaultBranch: 'trunk', secrets: { MARKETPLACE_UPDATE_TOKEN: 'x' } },
      marketplace: { defaultBranch: 'trunk' },
      ...notify((text) => text.replace('branches: [main]', 'branches: [trunk]')),
    },
    said: /pushed to `trunk` starts/,
  },
  {
    name: 'a checkout on another branch',
    async folder({ plugin }) {
      const folder = await cloned(sandbox, plugin);
      await git(folder, 'switch', '--quiet', '-c', 'feature/x');
      return folder;
    },
  },
  { name: 'a shallow clone', folder: ({ plugin }) => cloned(sandbox, plugin, '--depth', '1') },
  {
    name: 'a detached worktree',
    async folder({ plugin }) {
      const folder = await cloned(sandbox, plugin);
      const tree = join(await newFolder(sandbox), 'tree');
      await git(folder, 'worktree', 'add', '--quiet', '--detach', tree);
      return tree;
    },
  },
  {
    name: 'a folder below the root',
    folder: async ({ plugin }) => join(await cloned(sandbox, plugin), '.claude-plugin'),
  },
  {
    name: 'a marketplace.json elsewhere',
    from: 'marketplace',
    options: {
      marketplaceFiles: ({ update }) => ({
        [CATALOGUE]: null,
        'lists/plugins.json': catalogue([{ name: 'one', source: './lists/one' }]),
        'lists/one/.claude-plugin/plugin.json': manifest('one', '1.0.0'),
        [UPDATE]: `${update.trimEnd()}\n        with:\n          marketplace-file: lists/plugins.json\n`,
      }),
    },
    said: /lists 1 plugin; nothing is due/,
  },
];

describe('no alarm is raised by', () => {
  test.concurrent.each(UNUSUAL)(
    '$name',
    async ({ from = 'plugin', options, arrange, folder, args, said }) => {
      const all = await ends(sandbox, options);
      await arrange?.(all);
      const where = await (folder?.(all) ?? cloned(sandbox, all[from]));
      const seen = await visit(sandbox, where, args?.(all) ?? [], { GH_TOKEN: all.token });
      const flaws = seen.findings.filter(({ code }) => code !== undefined && code !== 'never-ran');
      expect(flaws).toEqual([]);
      expect(seen.run).toMatchObject({ code: 0, err: '' });
      const lines = seen.findings.map(({ where, what, why = '' }) => `${where}: ${what} ${why}`);
      expect(lines.join('\n')).toMatch(said ?? /./);
    },
  );
});
