import { describe, expect, test } from '@jest/globals';
import { type Files, manifest, ROOT_MANIFEST, sharedSandbox } from './support.ts';
import {
  CATALOGUE,
  catalogue,
  type Market,
  market,
  plugin,
  submodule,
  type UpdateRun,
  update,
} from './update-support.ts';

/** A catalogue that lists its own repository comes to rest: what our own commit changed is no reason to move. */
const sandbox = await sharedSandbox();

interface Listed {
  /** What the entry points with, at a commit. */
  readonly entry: (at: Market, sha: string) => object;
  readonly files?: (at: Market, sha: string) => Files;
  readonly inputs?: Record<string, string>;
  /** A file whose change is a reason to move; null where only a version is. */
  readonly touched?: string;
  readonly version?: string;
}

const pin = (at: Market, sha: string, more: object = {}) => ({
  source: { source: 'url', url: `${sandbox.github.url}/${at.repository.fullName}`, sha, ...more },
});

const LISTED: Record<string, Listed> = {
  'at its root, without versions': { entry: pin, touched: 'skills/a/SKILL.md' },
  'with a version, and `advance: always`': {
    entry: (at, sha) => ({ ...pin(at, sha), version: '1.0.0' }),
    version: '1.0.0',
    inputs: { advance: 'always' },
    touched: 'README.md',
  },
  'with `marketplace-version`': { entry: pin, inputs: { 'marketplace-version': 'patch' }, touched: 'x.md' },
  'by its branch': {
    entry: (at, sha) => pin(at, sha, { ref: 'main' }),
    touched: '.claude-plugin/other.json',
  },
  'in a folder': {
    entry: (at, sha) => pin(at, sha, { source: 'git-subdir', path: 'plugins/a' }),
    files: () => ({ 'plugins/a/x.md': 'x\n' }),
    touched: 'plugins/a/x.md',
  },
  'as a submodule of itself': {
    entry: () => ({ source: './own/plugin' }),
    files: (_, sha) => submodule('own/plugin', '../marketplace', sha),
    touched: 'y.md',
  },
};

/** A marketplace that lists itself beside another plugin that has moved. */
async function selfListed({ entry, files = () => ({}), version }: Listed) {
  const at = await market(sandbox, { actionsMayOpenPullRequests: true });
  const other = await plugin(at, 'other', '1.0.0');
  const own: Files = version === undefined ? {} : { [ROOT_MANIFEST]: manifest('own', version) };
  const first = await at.repository.commit({ files: { 'README.md': 'A marketplace\n', ...own } });
  const source = { source: 'github', repo: other.repository.fullName, sha: other.first };
  const entries = [
    { name: 'own', ...entry(at, first) },
    { name: 'other', source, version: '1.0.0' },
  ];
  const list = { [CATALOGUE]: catalogue(entries, { version: '1.0.0' }), ...files(at, first) };
  await at.repository.commit({ files: list });
  await other.bump('1.0.1');
  return { at, other };
}

/** How often the branch moves in four runs. */
async function moves(at: Market, run: () => Promise<unknown>): Promise<number> {
  const heads = new Set([at.repository.tip('main')]);
  for (let count = 0; count < 4; count++) {
    await run();
    heads.add(at.repository.tip('main'));
  }
  return heads.size - 1;
}

describe.each(Object.entries(LISTED))('a catalogue that pins its own repository %s', (_, listed) => {
  const { inputs = {}, touched = '' } = listed;

  test('moves it once for each commit of a person', async () => {
    const { at, other } = await selfListed(listed);
    const run = () => update(at, { inputs });
    expect(await moves(at, run)).toBe(1);
    await other.bump('1.0.2');
    expect(await moves(at, run)).toBe(1);
    await at.repository.commit({ files: { [touched]: 'changed\n' } });
    expect(await moves(at, run)).toBe(1);
  });

  test('opens one pull request for it', async () => {
    const { at } = await selfListed(listed);
    const permissions: UpdateRun['permissions'] = {
      contents: 'write',
      pull_requests: 'write',
      metadata: 'read',
    };
    for (const number of [1, 2]) {
      const run = await update(at, { permissions, inputs: { mode: 'pull-request', ...inputs } });
      expect(run.pullRequests).toHaveLength(number === 1 ? 1 : 0);
      if (number === 1) await sandbox.github.mergePullRequest(at.repository, 1, 'squash');
    }
  });
});

test('its own new version is a reason', async () => {
  const { at } = await selfListed({ entry: pin, version: '1.0.0' });
  await update(at);
  await at.repository.commit({ files: { [ROOT_MANIFEST]: manifest('own', '1.1.0') } });
  const run = await update(at);
  expect(run.updates).toMatchObject([{ plugin: 'own', previous_version: '1.0.0', version: '1.1.0' }]);
  expect((await update(at)).updates).toEqual([]);
});

test('under its old name too', async () => {
  const { at } = await selfListed({ entry: pin });
  await at.repository.rename(`${at.owner}/catalogue`);
  expect(await moves(at, () => update(at))).toBe(1);
});

test('what can’t be compared does not move', async () => {
  const { at } = await selfListed({ entry: pin });
  await update(at);
  const matchBody = /"\.claude-plugin"/;
  sandbox.github.addFault({ match: /POST \/graphql/, matchBody, status: 500, times: Infinity });
  const run = await update(at);
  expect([run.before === run.after, run.held]).toEqual([true, [expect.objectContaining({ plugin: 'own' })]]);
});
