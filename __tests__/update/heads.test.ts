import { describe, expect, test } from '@jest/globals';
import type { Marketplace } from '../../src/marketplace/marketplace.ts';
import { readHeads } from '../../src/update/observe/heads.ts';
import { fakeClient, githubError } from '../support/fake-client.ts';
import { manifest } from '../support/files.ts';
import { marketplace, NEW, OLD, oid, pin, pointer } from '../support/update-fixtures.ts';
import { type FakeEntry, type FakeRepositories, fakeRepositories } from './fake-repositories.ts';

const FORWARD = { [OLD]: { status: 'BEHIND', behindBy: 3 } };
const at = (version: string | undefined, directory = '', name = 'sdk-bridge') => ({
  [`${directory === '' ? '' : `${directory}/`}.claude-plugin/plugin.json`]: manifest(name, version),
});

/** The plugin's repository: an old commit with 1.0.0, a new one with 1.1.0, which is the head and `v1.1.0`. */
const PLUGIN: FakeRepositories = {
  'acme/sdk-bridge': {
    commits: { [OLD]: at('1.0.0'), [NEW]: at('1.1.0') },
    refs: { 'refs/heads/main': NEW, 'refs/tags/v1.0.0': OLD, 'refs/tags/v1.1.0': NEW },
    head: NEW,
    release: { tagName: 'v1.1.0', commit: NEW },
    comparisons: FORWARD,
  },
};

/** The marketplace's own files. */
const own = (files: Record<string, FakeEntry>): FakeRepositories => ({
  'acme/marketplace': { commits: { [oid('c')]: files } },
});

async function read(
  one: Marketplace,
  plugins: FakeRepositories,
  more: { releases?: boolean; here?: FakeRepositories } = {},
) {
  const { graphql, request } = fakeRepositories(plugins);
  const tags = Object.keys(plugins['acme/sdk-bridge']?.refs ?? {}).flatMap(
    (ref) => /^refs\/tags\/(.*)/.exec(ref)?.[1] ?? [],
  );
  const clients = {
    marketplace: fakeClient(fakeRepositories(more.here ?? {})),
    plugins: fakeClient({
      request,
      graphql: (call) => {
        if (!call.query.includes('refPrefix')) return graphql(call);
        const nodes = tags.map((name) => ({ name }));
        return { data: { r0: { refs: { pageInfo: { hasNextPage: false }, nodes } } }, errors: [] };
      },
    }),
  };
  const seen = await readHeads(clients, one, one.subjects, () => more.releases ?? false);
  return { seen: [...seen.values()], subjects: [...seen.keys()], ...clients };
}

const version = (declared: string | null) =>
  expect.objectContaining({ kind: 'manifest', manifest: expect.objectContaining({ version: declared }) });
const plugin = (commit: string, declared: string | null) =>
  expect.objectContaining({ kind: 'plugin', commit, manifest: version(declared) });

describe('what is seen', () => {
  test('is one observation for each entry, in their order', async () => {
    const one = marketplace([
      { name: 'a', source: pin() },
      { name: 'b', source: 'x' },
      { name: 'c', source: pin() },
    ]);
    const { seen, subjects } = await read(one, PLUGIN);
    expect(subjects).toEqual(one.subjects);
    expect(seen.map(({ kind }) => kind)).toEqual(['head', 'skipped', 'head']);
  });

  test('of a pin that may move is both ends, and how they relate', async () => {
    const { seen } = await read(marketplace([{ name: 'a', source: pin() }]), PLUGIN);
    expect(seen).toEqual([
      expect.objectContaining({
        how: 'pin',
        present: plugin(OLD, '1.0.0'),
        target: plugin(NEW, '1.1.0'),
        ancestry: { kind: 'forward', commits: 3 },
        newPlace: null,
      }),
    ]);
  });

  test('of a release tag is the highest, which no history is asked about', async () => {
    const { seen } = await read(marketplace([{ name: 'a', source: pin({ ref: 'v1.0.0' }) }]), PLUGIN);
    expect(seen).toEqual([
      expect.objectContaining({
        how: 'tag',
        present: plugin(OLD, '1.0.0'),
        target: plugin(NEW, '1.1.0'),
        tag: { present: 'v1.0.0', target: 'v1.1.0', version: '1.1.0', between: [] },
        ancestry: null,
      }),
    ]);
  });

  test('of what follows releases is compared with the release’s tag', async () => {
    const { seen, plugins } = await read(marketplace([{ name: 'a', source: pin() }]), PLUGIN, {
      releases: true,
    });
    expect(seen).toMatchObject([
      { place: { revision: { ref: 'refs/tags/v1.1.0' } }, ancestry: { kind: 'forward' } },
    ]);
    expect(Object.values(plugins.queries.at(-1)?.variables ?? {})).toContain('refs/tags/v1.1.0');
  });

  test('of a plugin beside the catalogue is read with the marketplace’s token, all else with the plugins’ one', async () => {
    const one = marketplace([
      { name: 'here', source: './x' },
      { name: 'there', source: pin() },
    ]);
    const { seen, ...clients } = await read(one, PLUGIN, { here: own(at('3.0.0', 'x')) });
    expect(seen[0]).toMatchObject({ kind: 'version', plugin: plugin(oid('c'), '3.0.0') });
    expect(clients.marketplace.queries).toHaveLength(1);
    for (const { variables } of clients.plugins.queries)
      expect(Object.values(variables)).not.toContain('marketplace');
  });

  test('of what the marketplace’s folders told already needs no request', async () => {
    const one = marketplace([{ name: 'here', source: './x' }]);
    const paths = new Map(
      ['', 'x', 'x/.claude-plugin/plugin.json'].map((path) => [path, { kind: 'no-path' } as const]),
    );
    const { seen, ...clients } = await read({ ...one, folders: { ...one.folders, paths } }, PLUGIN);
    expect(seen).toMatchObject([
      { kind: 'version', plugin: { directory: null, manifest: { kind: 'absent' } } },
    ]);
    expect([...clients.marketplace.queries, ...clients.plugins.queries]).toEqual([]);
  });
});

describe('a manifest that is gone', () => {
  const moved = (to: string, more: object = {}): FakeRepositories => ({
    'acme/sdk-bridge': {
      commits: { [OLD]: at('1.0.0', 'old'), [NEW]: { ...at('1.1.0', to), 'x.md': '' } },
      head: NEW,
      comparisons: FORWARD,
      ...more,
    },
  });
  const one = marketplace([{ name: 'a', source: pin({ path: 'old' }) }]);

  test.each([
    ['the root', '', '.claude-plugin/plugin.json'],
    ['a folder', 'new', 'new/.claude-plugin/plugin.json'],
    ['a folder of plugins', 'plugins/new', 'plugins/new/.claude-plugin/plugin.json'],
    ['a place deeper down, which is not searched', 'a/b/c', null],
  ])('is looked for by its name, and found in %s', async (_, to, newPlace) => {
    expect((await read(one, moved(to))).seen).toMatchObject([{ newPlace }]);
  });

  test('is not found in another plugin', async () => {
    const commits = { [OLD]: at('1.0.0', 'old'), [NEW]: at('1.1.0', 'new', 'another') };
    expect((await read(one, moved('', { commits }))).seen).toMatchObject([{ newPlace: null }]);
  });

  test('is not looked for where the history was rewritten: that is the reason', async () => {
    const comparisons = { [OLD]: { status: 'DIVERGED', behindBy: 0 } };
    const { seen, plugins } = await read(one, moved('new', { comparisons }));
    expect(seen).toMatchObject([{ ancestry: { kind: 'diverged' }, newPlace: null }]);
    // Both ends, what stands where the folder was, and the comparison: no folder is searched.
    expect(plugins.queries).toHaveLength(3);
  });
});

describe('requests', () => {
  const kit = pointer({ path: 'kit' });
  const inKit = (number: number) =>
    marketplace(
      Array.from({ length: number }, (_, n) => ({ name: `p${n}`, source: `./kit/p${n}` })),
      [kit],
    );
  const repository = (number: number, fields: object = {}): FakeRepositories => {
    const files = (declared: string) =>
      Object.assign({}, ...Array.from({ length: number }, (_, n) => at(declared, `p${n}`, `p${n}`)));
    return {
      'acme/sdk-bridge': {
        commits: { [OLD]: files('1.0.0'), [NEW]: files('1.1.0') },
        head: NEW,
        comparisons: FORWARD,
        ...fields,
      },
    };
  };
  const comparisonsIn = (queries: readonly { query: string }[]) =>
    queries.flatMap(({ query }) => query.match(/compare\(/g) ?? []).length;

  test('are one where nothing moves', async () => {
    const same = { 'acme/sdk-bridge': { commits: { [OLD]: at('1.0.0') }, head: OLD } };
    const { plugins } = await read(marketplace([{ name: 'a', source: pin() }]), same);
    expect(plugins.queries).toHaveLength(1);
    expect(comparisonsIn(plugins.queries)).toBe(0);
  });

  test('are two where something moves, higher tags and histories together', async () => {
    const entries = [
      { name: 'a', source: pin() },
      { name: 'b', source: pin({ ref: 'v1.0.0' }) },
    ];
    const { plugins } = await read(marketplace(entries), PLUGIN);
    const [tags, others] = [true, false].map((of) =>
      plugins.queries.filter(({ query }) => query.includes('refPrefix') === of),
    );
    expect(tags).toHaveLength(1);
    expect(others).toHaveLength(2);
    expect(plugins.calls).toEqual([]);
  });

  test('ask one history once, however many plugins share it', async () => {
    const { seen, plugins } = await read(inKit(30), repository(30));
    expect(seen.map((one) => (one.kind === 'head' ? one.ancestry : null))).toEqual(
      seen.map(() => ({ kind: 'forward', commits: 3 })),
    );
    expect(plugins.queries).toHaveLength(2);
    expect(comparisonsIn(plugins.queries)).toBe(1);
  });

  test('ask one history once through REST, where the query does not answer', async () => {
    const one = inKit(30);
    const { graphql, request } = fakeRepositories(repository(30));
    const plugins = fakeClient({
      request,
      graphql: (call) => {
        if (comparisonsIn([call]) > 0) throw githubError(502, { message: 'timeout' });
        return graphql(call);
      },
    });
    const seen = await readHeads({ marketplace: fakeClient({}), plugins }, one, one.subjects, () => false);
    expect([...seen.values()]).toMatchObject(
      one.subjects.map(() => ({ ancestry: { kind: 'forward', commits: 3 } })),
    );
    expect(plugins.calls).toHaveLength(1);
  });

  test('are none where no entry needs one', async () => {
    const { seen, plugins } = await read(marketplace([{ name: 'a', source: { source: 'npm' } }]), {});
    expect(seen).toMatchObject([{ kind: 'skipped' }]);
    expect(plugins.queries).toEqual([]);
  });
});
