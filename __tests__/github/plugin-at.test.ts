import { describe, expect, test } from '@jest/globals';
import { manifestPath, type PluginAt, type PluginPlace } from '../../src/github/plugins/plugin-place.ts';
import { fakeClient, githubError } from '../support/fake-client.ts';
import { manifest } from '../support/files.ts';
import { pluginsInOrder } from '../support/in-order.ts';
import { type FakeEntry, type FakeRepositories, fakeRepositories } from '../update/fake-repositories.ts';

const OID = 'a'.repeat(40);
const NEXT = 'b'.repeat(40);
const REPOSITORY = { owner: 'acme', name: 'plugins' };

function place(directory = '', fields: Partial<PluginPlace> = {}): PluginPlace {
  return { repository: REPOSITORY, revision: { oid: OID }, directory, ...fields };
}

/** One repository with one commit, which is its default branch's. */
const holding = (files: Record<string, FakeEntry>): FakeRepositories => ({
  'acme/plugins': { commits: { [OID]: files }, head: OID },
});

const clientOf = (repositories: FakeRepositories, more: { failing?: string[]; pauses?: number } = {}) =>
  fakeClient({ ...fakeRepositories(repositories, more), pauses: more.pauses ?? 0 });

/** What stands in one directory of a commit that holds these files. */
async function readOne(files: Record<string, FakeEntry>, directory: string): Promise<PluginAt | undefined> {
  const [plugin] = await pluginsInOrder(clientOf(holding(files)), [place(directory)]);
  return plugin;
}

const DIRECTORY = expect.stringMatching(/^[0-9a-f]{40}$/);
const stands = (name: string, version: string | null) => ({
  kind: 'manifest',
  manifest: expect.objectContaining({ name, version }),
});
const unreadable = (kind: string) => ({ kind: 'unreadable', fault: expect.objectContaining({ kind }) });

describe('a plugin is read', () => {
  test.each([
    ['at the root', '', '.claude-plugin/plugin.json'],
    ['in a folder', 'a', 'a/.claude-plugin/plugin.json'],
    ['deep down', 'plugins/a/b', 'plugins/a/b/.claude-plugin/plugin.json'],
  ])('%s, with its commit and its directory’s id', async (_, directory, path) => {
    expect(manifestPath(directory)).toBe(path);
    expect(await readOne({ [path]: manifest('a', '1.0.0'), 'x/y.md': '' }, directory)).toEqual({
      kind: 'plugin',
      commit: OID,
      directory: DIRECTORY,
      manifest: stands('a', '1.0.0'),
      release: null,
    });
  });

  test('with the id of its own directory, which only its own files change', async () => {
    const own = { 'a/.claude-plugin/plugin.json': manifest('a', '1.0.0') };
    const idOf = async (files: Record<string, string>) => {
      const plugin = await readOne({ ...own, ...files }, 'a');
      return plugin?.kind === 'plugin' ? plugin.directory : null;
    };
    const id = await idOf({});
    expect(await idOf({ 'b/x.md': 'x', 'README.md': 'y' })).toBe(id);
    expect(await idOf({ 'a/x.md': 'x' })).not.toBe(id);
  });

  test('without a manifest, where its folder is there', async () => {
    expect(await readOne({ 'a/README.md': '' }, 'a')).toMatchObject({
      directory: DIRECTORY,
      manifest: { kind: 'absent' },
    });
    expect(await readOne({ 'README.md': '' }, '')).toMatchObject({
      directory: DIRECTORY,
      manifest: { kind: 'absent' },
    });
  });

  test.each([
    ['nothing', { 'b/x': '' }],
    ['a file', { a: 'text' }],
    ['another case', { 'A/.claude-plugin/plugin.json': manifest('a') }],
  ])('without a folder, where there is %s', async (_, files) => {
    expect(await readOne(files, 'a')).toMatchObject({ directory: null, manifest: { kind: 'absent' } });
  });

  test.each<[string, FakeEntry, string]>([
    ['that is not JSON', '{', 'not-json'],
    ['that is a link to nothing', { link: '../gone.json' }, 'link-broken'],
    ['that is a link out of the repository', { link: '../../../x.json' }, 'link-outside'],
    ['that is a submodule', { submodule: NEXT }, 'submodule'],
    ['that is binary', { bytes: Buffer.from([0, 1]), text: null, isBinary: true }, 'binary'],
  ])('with a manifest %s', async (_, entry, code) => {
    const plugin = await readOne({ 'a/.claude-plugin/plugin.json': entry, 'a/x': '' }, 'a');
    expect(plugin).toMatchObject({ kind: 'plugin', directory: DIRECTORY, manifest: unreadable(code) });
  });

  test('with a manifest that is a directory', async () => {
    const plugin = await readOne({ 'a/.claude-plugin/plugin.json/x': '' }, 'a');
    expect(plugin).toMatchObject({ manifest: unreadable('directory') });
  });

  test('with a manifest that GraphQL cut, from its bytes', async () => {
    const bytes = Buffer.from(manifest('a', '1.0.0'));
    const entry = { bytes, text: '{', isBinary: false };
    expect(await readOne({ 'a/.claude-plugin/plugin.json': entry }, 'a')).toMatchObject({
      manifest: stands('a', '1.0.0'),
    });
  });

  test('in a submodule not at all: it is another repository’s', async () => {
    for (const directory of ['kit', 'kit/a']) {
      const plugin = await readOne({ kit: { submodule: NEXT } }, directory);
      expect(plugin).toMatchObject({ directory: null, manifest: { kind: 'elsewhere' } });
    }
  });
});

describe('a link is followed once', () => {
  const REAL = { 'real/a/.claude-plugin/plugin.json': manifest('a', '1.0.0'), 'real/a/x.md': 'x' };

  test.each<[string, Record<string, FakeEntry>, string]>([
    [
      'to the manifest',
      { 'a/.claude-plugin/plugin.json': { link: '../plugin.json' }, 'a/plugin.json': manifest('a', '1.0.0') },
      'a',
    ],
    ['to its folder', { 'a/.claude-plugin': { link: '../real/a/.claude-plugin' }, 'a/x': '', ...REAL }, 'a'],
    ['to the plugin', { 'plugins/a': { link: '../real/a' }, ...REAL }, 'plugins/a'],
    ['to a folder above it', { plugins: { link: 'real' }, ...REAL }, 'plugins/a'],
    ['to its own folder, at the root', { '.claude-plugin': { link: 'real/a/.claude-plugin' }, ...REAL }, ''],
    [
      'to the root',
      { 'plugins/self': { link: '..' }, '.claude-plugin/plugin.json': manifest('a', '1.0.0') },
      'plugins/self',
    ],
  ])('%s', async (_, files, directory) => {
    const client = clientOf(holding(files));
    const [plugin] = await pluginsInOrder(client, [place(directory)]);
    expect(plugin).toMatchObject({ kind: 'plugin', directory: DIRECTORY, manifest: stands('a', '1.0.0') });
    // The manifest; where that isn't there, what may be a link; where the link leads.
    expect(client.queries.length).toBeLessThanOrEqual(3);
  });

  test('whose plugin has the id of the folder that it leads to', async () => {
    const client = clientOf(holding({ 'plugins/a': { link: '../real/a' }, ...REAL }));
    const [linked, real] = await pluginsInOrder(client, [place('plugins/a'), place('real/a')]);
    expect(linked).toMatchObject({ directory: real?.kind === 'plugin' ? real.directory : null });
  });

  test('to a folder without a manifest is a plugin without one', async () => {
    const plugin = await readOne({ 'plugins/a': { link: '../real' }, 'real/x': '' }, 'plugins/a');
    expect(plugin).toMatchObject({ directory: DIRECTORY, manifest: { kind: 'absent' } });
  });

  test.each<[string, Record<string, FakeEntry>]>([
    ['nothing', { 'plugins/a': { link: '../gone' } }],
    ['another link', { 'plugins/a': { link: '../b' }, b: { link: 'real/a' }, ...REAL }],
    ['another repository', { 'plugins/a': { link: '../../elsewhere' } }],
  ])('to %s leads to no folder', async (_, files) => {
    const plugin = await readOne(files, 'plugins/a');
    expect(plugin).toMatchObject({ kind: 'plugin', directory: null });
    expect(plugin).not.toMatchObject({ manifest: { kind: 'manifest' } });
  });

  test('on a branch that moved meanwhile is not taken for nothing', async () => {
    const files = {
      'plugins/a': { link: '../real/a' },
      'b/.claude-plugin/plugin.json': manifest('b', '1.0.0'),
      ...REAL,
    };
    const at = (head: string) =>
      fakeRepositories({ 'acme/plugins': { commits: { [OID]: files, [NEXT]: files }, head } });
    let queries = 0;
    const client = fakeClient({
      ...at(OID),
      graphql: (call) => at(queries++ === 0 ? OID : NEXT).graphql(call),
    });
    const revision = { defaultBranch: true } as const;
    const found = await pluginsInOrder(client, [place('plugins/a', { revision }), place('b', { revision })]);
    expect(found).toMatchObject([
      { kind: 'plugin', commit: OID, manifest: stands('a', '1.0.0') },
      { kind: 'plugin', commit: OID, manifest: stands('b', '1.0.0') },
    ]);
  });
});

describe('what cannot be read says why', () => {
  test.each<[string, Partial<PluginPlace>, string]>([
    ['a commit that is missing', { revision: { oid: NEXT } }, 'no-commit'],
    ['a ref that is missing', { revision: { ref: 'refs/heads/gone' } }, 'no-commit'],
    ['a release that is missing', { revision: { latestRelease: true } }, 'no-commit'],
    ['a repository that is missing', { repository: { owner: 'acme', name: 'gone' } }, 'no-repository'],
  ])('%s', async (_, fields, kind) => {
    const [plugin] = await pluginsInOrder(clientOf(holding({ x: '' })), [place('', fields)]);
    expect(plugin).toMatchObject({ kind });
  });

  test('a request that failed, with GitHub’s error', async () => {
    const error = githubError(401, { message: 'Bad credentials' });
    const client = fakeClient({
      graphql: () => {
        throw error;
      },
    });
    const [plugin] = await pluginsInOrder(client, [place()]);
    expect(plugin).toEqual({ kind: 'failed', message: 'Bad credentials', error });
  });

  test('a file whose bytes could not be read, and no other plugin', async () => {
    const cut = { bytes: Buffer.from(manifest('a')), text: '{', isBinary: false };
    const files = {
      'a/.claude-plugin/plugin.json': cut,
      'b/.claude-plugin/plugin.json': manifest('b', '1.0.0'),
    };
    const client = fakeClient({
      ...fakeRepositories(holding(files)),
      request: () => {
        throw githubError(502, { message: 'timeout' });
      },
    });
    expect(await pluginsInOrder(client, [place('a'), place('b')])).toMatchObject([
      { kind: 'failed', message: 'timeout', error: { status: 502 } },
      { kind: 'plugin', manifest: stands('b', '1.0.0') },
    ]);
  });

  const LINKED = {
    'plugins/a': { link: '../real/a' },
    'real/a/.claude-plugin/plugin.json': manifest('a', '1.0.0'),
    'b/.claude-plugin/plugin.json': manifest('b', '1.0.0'),
  };

  test.each([
    ['the manifest', 'b', 'b/.claude-plugin/plugin.json'],
    ['its directory', 'b', 'b'],
    ['what a link leads to', 'plugins/a', 'real/a/.claude-plugin/plugin.json'],
    ['a folder above it, which may be a link', 'gone/a', 'gone'],
  ])('a path of it that failed inside a good answer: %s', async (_, directory, path) => {
    const client = clientOf(holding(LINKED), { failing: [path] });
    const [plugin] = await pluginsInOrder(client, [place(directory)]);
    expect(plugin).toMatchObject({ kind: 'failed' });
  });

  test('a path that failed is no other plugin’s', async () => {
    const client = clientOf(holding(LINKED), { failing: ['b/.claude-plugin/plugin.json'] });
    const found = await pluginsInOrder(client, [place('real/a'), place('b')]);
    expect(found.map(({ kind }) => kind)).toEqual(['plugin', 'failed']);
  });

  test('what is ours to mend stops the run', async () => {
    const broken = fakeClient({
      graphql: () => {
        throw new TypeError('ours');
      },
    });
    await expect(pluginsInOrder(broken, [place()])).rejects.toThrow('ours');
  });
});

test('the commit’s date is read where it is wanted', async () => {
  const client = clientOf(holding({ x: '' }));
  const [dated] = await pluginsInOrder(client, [place('', { date: true })]);
  expect(dated).toMatchObject({ date: Date.UTC(2026, 0, 12, 10) });
  const [plain] = await pluginsInOrder(client, [place('')]);
  expect(plain).not.toHaveProperty('date');
});

describe('revisions', () => {
  const files = (version: string) => ({ '.claude-plugin/plugin.json': manifest('a', version) });
  const repositories: FakeRepositories = {
    'acme/plugins': {
      commits: { [OID]: files('1.0.0'), [NEXT]: files('2.0.0') },
      refs: { 'refs/heads/next': NEXT, 'refs/tags/v1.0.0': OID },
      head: NEXT,
      release: { tagName: 'v1.0.0', commit: OID },
    },
  };

  test.each<[PluginPlace['revision'], string, string | null]>([
    [{ oid: OID }, '1.0.0', null],
    [{ ref: 'refs/heads/next' }, '2.0.0', null],
    [{ ref: 'refs/tags/v1.0.0' }, '1.0.0', null],
    [{ defaultBranch: true }, '2.0.0', null],
    [{ latestRelease: true }, '1.0.0', 'v1.0.0'],
  ])('%j', async (revision, version, release) => {
    const [plugin] = await pluginsInOrder(clientOf(repositories), [place('', { revision })]);
    expect(plugin).toMatchObject({
      commit: version === '1.0.0' ? OID : NEXT,
      manifest: stands('a', version),
      release,
    });
  });
});
