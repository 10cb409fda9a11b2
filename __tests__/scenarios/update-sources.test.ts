import { describe, expect, test } from '@jest/globals';
import { manifest, ROOT_MANIFEST, sharedSandbox } from './support.ts';
import {
  CATALOGUE,
  catalogue,
  entriesOf,
  fateOf,
  list,
  type Market,
  market,
  plugin,
  pointerOf,
  submodules,
  update,
} from './update-support.ts';

/** The table of sources but for tags and releases: many entries of one marketplace, updated by one run. */
const sandbox = await sharedSandbox();
const server = sandbox.github.url;
const { hostname } = new URL(server);

/** A plugin at the root and one in a folder: `old` at 1.0.0, then `main` at 2.0.0 and the branch `next` at 3.0.0. */
async function branched(at: Market) {
  const tool = (version: string) => ({
    'plugins/tool/.claude-plugin/plugin.json': manifest('tool', version),
  });
  const { repository, bump } = await plugin(at, 'plugin');
  const old = await bump('1.0.0', tool('1.0.0'));
  const main = await bump('2.0.0', tool('2.0.0'));
  const files = { [ROOT_MANIFEST]: manifest('plugin', '3.0.0'), ...tool('3.0.0') };
  const next = await repository.commit({ branch: 'next', parents: [main], files });
  return { repository: repository.fullName, old, main, next };
}

const REMOTE: [what: string, source: (repository: string) => object][] = [
  ['github', (repo) => ({ source: 'github', repo })],
  ['github, .git', (repo) => ({ source: 'github', repo: `${repo}.git` })],
  ['github with a path', (repo) => ({ source: 'github', repo, path: 'plugins/tool' })],
  ['github with a branch', (repo) => ({ source: 'github', repo, ref: 'next' })],
  ['url, https', (repo) => ({ source: 'url', url: `${server}/${repo}.git` })],
  ['url, https without .git', (repo) => ({ source: 'url', url: `${server}/${repo}` })],
  ['url, git@', (repo) => ({ source: 'url', url: `git@${hostname}:${repo}.git` })],
  ['url, ssh://', (repo) => ({ source: 'url', url: `ssh://git@${hostname}/${repo}.git` })],
  ['url with a path', (repo) => ({ source: 'url', url: `${server}/${repo}`, path: './plugins/tool/' })],
  ['url with a branch', (repo) => ({ source: 'url', url: `${server}/${repo}`, ref: 'next' })],
  ['git-subdir', (repo) => ({ source: 'git-subdir', url: `${server}/${repo}`, path: 'plugins/tool' })],
  ['git-subdir, owner/name', (repo) => ({ source: 'git-subdir', url: repo, path: 'plugins/tool' })],
  ['git-subdir, branch', (url) => ({ source: 'git-subdir', url, path: 'plugins/tool', ref: 'next' })],
];

async function remoteRun() {
  const at = await market(sandbox);
  const { repository, old, main, next } = await branched(at);
  const pinned = REMOTE.map(([name, source]) => ({ name, source: { ...source(repository), sha: old } }));
  const floating = REMOTE.map(([name, source]) => ({ name: `floating ${name}`, source: source(repository) }));
  await list(
    at,
    [...pinned, ...floating].map((entry) => ({ ...entry, version: '1.0.0' })),
  );
  const head = (source: object) =>
    'ref' in source ? { sha: next, version: '3.0.0' } : { sha: main, version: '2.0.0' };
  return { at, repository, head, run: await update(at) };
}

describe('a repository on this GitHub', () => {
  const shared = remoteRun();

  test.each(REMOTE)(
    '%s: `sha` moves to the head of its branch, and `version` follows',
    async (name, make) => {
      const { run, repository, head } = await shared;
      const { sha, version } = head(make(repository));
      expect(fateOf(run, name)).toBe(`pin 1.0.0 → ${version}`);
      expect(entriesOf(run)[name]).toEqual({ name, source: { ...make(repository), sha }, version });
    },
  );

  test.each(REMOTE)('%s, with neither `sha` nor a tag: only `version` follows', async (what, make) => {
    const { run, repository, head } = await shared;
    const source = make(repository);
    const { version } = head(source);
    const name = `floating ${what}`;
    expect(fateOf(run, name)).toBe(`version 1.0.0 → ${version}`);
    expect(entriesOf(run)[name]).toEqual({ name, source, version });
  });

  test('the next run has nothing to do, and commits nothing', async () => {
    const { at, run } = await shared;
    const again = await update(at);
    expect([again.outputs['changed'], again.after]).toEqual(['false', run.after]);
    expect(again.result.log).toContain('Nothing to update.');
  });
});

async function relativeRun() {
  const at = await market(sandbox);
  const { repository, old, ...heads } = await branched(at);
  const trunk = await plugin(at, 'trunk', '1.0.0', { defaultBranch: 'trunk' });
  await trunk.bump('2.0.0');
  const files = { [ROOT_MANIFEST]: manifest('trunk', '4.0.0') };
  const dot = await trunk.repository.commit({ branch: 'main', parents: [trunk.first], files });
  const modules = submodules({
    'plugins/relative': ['../plugin.git', old],
    'plugins/https': [`${server}/${repository}.git`, old],
    'plugins/ssh': [`ssh://git@${hostname}/${repository}`, old],
    'plugins/git': [`git@${hostname}:${repository}.git`, old],
    'plugins/branch': ['../plugin', old, 'branch = next'],
    'plugins/dot': ['../trunk', trunk.first, 'branch = .'],
    'bare/below': ['../plugin', old],
    'plugins/elsewhere': ['https://gitlab.com/acme/x', old],
  });
  const sources = {
    ...Object.fromEntries(
      ['relative', 'https', 'ssh', 'git', 'branch', 'dot', 'elsewhere'].map((name) => [
        name,
        `./plugins/${name}`,
      ]),
    ),
    ...{ folder: './plugins/https/plugins/tool', below: 'below', local: './local', slashed: './local/' },
    ...{ root: './', point: '.', named: 'named', empty: './empty', missing: './nowhere' },
  };
  const entries = Object.entries(sources).map(([name, source]) => ({ name, source, version: '1.0.0' }));
  await at.repository.commit({
    files: {
      ...modules,
      [ROOT_MANIFEST]: manifest('own', '5.0.0'),
      'local/.claude-plugin/plugin.json': manifest('own', '1.2.0'),
      'bare/named/.claude-plugin/plugin.json': manifest('own', '1.3.0'),
      'empty/commands/hello.md': 'Hello\n',
      [CATALOGUE]: catalogue(entries, { metadata: { pluginRoot: './bare' } }),
    },
  });
  return { at, run: await update(at), heads: { ...heads, dot } };
}

describe('a relative source', () => {
  const shared = relativeRun();

  test.each([
    ['relative', 'plugins/relative', 'main', '2.0.0'],
    ['https', 'plugins/https', 'main', '2.0.0'],
    ['ssh', 'plugins/ssh', 'main', '2.0.0'],
    ['git', 'plugins/git', 'main', '2.0.0'],
    ['folder', 'plugins/https', 'main', '2.0.0'],
    ['below', 'bare/below', 'main', '2.0.0'],
    ['branch', 'plugins/branch', 'next', '3.0.0'],
    ['dot', 'plugins/dot', 'dot', '4.0.0'],
  ] as const)('inside a submodule (%s): the pointer moves to the head of its branch', async (...row) => {
    const [name, path, head, version] = row;
    const { at, run, heads } = await shared;
    expect(await pointerOf(at, run, path)).toBe(heads[head]);
    expect(fateOf(run, name)).toBe(`submodule 1.0.0 → ${version}`);
    expect(entriesOf(run)[name]?.['version']).toBe(version);
  });

  test('inside a submodule of another host: skipped, with its address', async () => {
    expect(fateOf((await shared).run, 'elsewhere')).toBe(
      'skipped: its submodule `plugins/elsewhere` is at `https://gitlab.com/acme/x`, which is not a repository on this GitHub server',
    );
  });

  test.each([
    ['./local', 'local', '1.2.0'],
    ['./local/', 'slashed', '1.2.0'],
    ['./', 'root', '5.0.0'],
    ['.', 'point', '5.0.0'],
    ['a bare name under metadata.pluginRoot', 'named', '1.3.0'],
  ])('%s: `version` follows the plugin.json beside it', async (_, name, version) => {
    const { run } = await shared;
    expect(fateOf(run, name)).toBe(`version 1.0.0 → ${version}`);
    expect(entriesOf(run)[name]?.['version']).toBe(version);
  });

  test('without a plugin.json it is skipped, with a warning only where the directory is missing too', async () => {
    const { run } = await shared;
    expect(fateOf(run, 'empty')).toMatch(/^skipped: it has no plugin\.json/);
    expect(fateOf(run, 'missing')).toBe('skipped: there is no folder `nowhere`');
    expect(run.messages).toEqual(['warning: `missing` is skipped: there is no folder `nowhere`.']);
  });
});

const SHA = 'a'.repeat(40);
const repo = 'acme/anything';
const SKIPPED: [what: string, source: unknown, reason: RegExp][] = [
  ['npm', { source: 'npm', package: '@acme/x' }, /kind `npm`/],
  ['archive', { source: 'archive', url: 'https://example.com/x.zip' }, /kind `archive`/],
  ['command', { source: 'command', command: ['rm', '-rf'] }, /kind `command`/],
  [
    'another host',
    { source: 'url', url: 'https://gitlab.com/a/x' },
    /`https:\/\/gitlab.com\/a\/x` is not a repo/,
  ],
  [
    'another host, git@',
    { source: 'url', url: 'git@example.com:a/x.git' },
    /is not a repository on this GitHub server/,
  ],
  ['half a name', { source: 'github', repo: 'x' }, /`x` is not a repository on this GitHub server/],
  ['no name', { source: 'github' }, /names no repository/],
  ['a commit as `ref`', { source: 'github', repo, ref: SHA }, /its `ref` is a commit: write it as `sha`/],
  ['an empty `ref`', { source: 'github', repo, ref: '' }, /its `ref` is not a string/],
  [
    'a short `sha`',
    { source: 'github', repo, sha: 'abc1234' },
    /`sha` \(`abc1234`\) is not 40 lowercase hexadec/,
  ],
  ['a `sha` in capitals', { source: 'github', repo, sha: SHA.toUpperCase() }, /is not 40 lowercase hexadec/],
  ['a number as `sha`', { source: 'github', repo, sha: 7 }, /its `sha` is not 40 lowercase hexadec/],
  ['a `path` upwards', { source: 'github', repo, path: '../up' }, /its `path` leaves its repository/],
  ['an absolute `path`', { source: 'github', repo, path: '/etc' }, /its `path` is absolute/],
  ['an object of no kind', { repo }, /does not say what kind it is/],
  ['github:owner/repo', `github:${repo}`, /neither a path that starts with "\.\/" nor/],
  ['a bare address', `https://github.com/${repo}`, /neither a path that starts with "\.\/" nor/],
  ['a bare name', 'bare', /is not a path: write it with a leading "\.\/", or set `metadata.pluginRoot`/],
  ['a path upwards', '../sibling', /neither a path that starts/],
  ['a path upwards inside', './a/../../b', /leaves its repository/],
  ['a number', 42, /neither a string nor an object/],
  ['a list', [], /neither a string nor an object/],
  ['null', null, /neither a string nor an object/],
  ['nothing', undefined, /it has no `source`/],
];

async function skippedRun() {
  const at = await market(sandbox);
  const entries = SKIPPED.map(([name, source]) => ({ name, source, version: '1.0.0' }));
  const before = await list(at, [...entries, 'text', null, 7]);
  return { before, run: await update(at) };
}

describe('what can’t be followed is skipped with the reason', () => {
  const shared = skippedRun();

  test.each(SKIPPED)('%s', async (name, _, reason) => {
    expect(fateOf((await shared).run, name)).toMatch(/^skipped: /);
    expect(fateOf((await shared).run, name)).toMatch(reason);
  });

  test('and so are entries that are no objects, named by their place', async () => {
    const places = [0, 1, 2].map((n) => `plugins[${SKIPPED.length + n}]`);
    const { skipped } = (await shared).run;
    expect(skipped.slice(-3)).toEqual(places.map((name) => ({ plugin: name, reason: 'it has no `source`' })));
  });

  test('the step succeeds without annotations, and commits nothing', async () => {
    const { run, before } = await shared;
    expect([run.result.outcome, run.messages, run.after]).toEqual(['success', [], before]);
    expect(run.requests).toHaveLength(1);
  });
});
