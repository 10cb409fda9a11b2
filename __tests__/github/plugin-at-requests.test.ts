import { describe, expect, test } from '@jest/globals';
import { readTogether } from '../../src/github/plugins/plugin-at.ts';
import type { PluginPlace } from '../../src/github/plugins/plugin-place.ts';
import { fakeClient } from '../support/fake-client.ts';
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

const clientOf = (repositories: FakeRepositories) => fakeClient(fakeRepositories(repositories));

const stands = (name: string, version: string | null) => ({
  kind: 'manifest',
  manifest: expect.objectContaining({ name, version }),
});

describe('requests for plugins', () => {
  const many = (number: number) =>
    Array.from({ length: number }, (_, n) => ({ owner: 'acme', name: `r${n}` }));
  const repositoriesOf = (number: number): FakeRepositories =>
    Object.fromEntries(
      many(number).map(({ name }) => [
        `acme/${name}`,
        { commits: { [OID]: { '.claude-plugin/plugin.json': manifest(name, '1.0.0') } }, head: OID },
      ]),
    );

  test.each([
    [0, 0],
    [20, 1],
    [21, 2],
    [100, 5],
  ])('of %d repositories are %d, with results in the order of the places', async (number, queries) => {
    const client = clientOf(repositoriesOf(number));
    const places = [
      ...many(number).map((repository) => place('', { repository })),
      ...many(number).map((repository) => place('', { repository, revision: { defaultBranch: true } })),
    ];
    const found = await pluginsInOrder(client, places.toReversed());
    expect(client.queries).toHaveLength(queries);
    expect(found).toMatchObject(
      places.toReversed().map(({ repository: { name } }) => ({ manifest: stands(name, '1.0.0') })),
    );
  });

  test('ask for one place once, however many plugins are there', async () => {
    const files = {
      'a/.claude-plugin/plugin.json': manifest('a', '1.0.0'),
      'b/.claude-plugin/plugin.json': manifest('b', '1.0.0'),
    };
    const client = clientOf(holding(files));
    const upper = { repository: { owner: 'ACME', name: 'Plugins' } };
    const found = await pluginsInOrder(client, [place('a'), place('b'), place('a'), place('a', upper)]);
    expect(found[0]).toMatchObject({ manifest: stands('a', '1.0.0') });
    expect(found[2]).toEqual(found[0]);
    expect(found[3]).toEqual(found[0]);
    expect(client.queries).toHaveLength(1);
    expect(client.queries[0]?.query.match(/: repository\(/g)).toHaveLength(1);
    expect(client.queries[0]?.query.match(/: object\(/g)).toHaveLength(1);
    const paths = Object.values(client.queries[0]?.variables ?? {}).filter((value) =>
      String(value).includes('plugin.json'),
    );
    expect(paths).toEqual(['a/.claude-plugin/plugin.json', 'b/.claude-plugin/plugin.json']);
  });

  test('list no root but for a plugin that is there', async () => {
    const client = clientOf(holding({ 'a/x': '' }));
    await pluginsInOrder(client, [place('a')]);
    expect(client.queries[0]?.query).not.toMatch(/: tree \{/);
    await pluginsInOrder(client, [place('')]);
    expect(client.queries[1]?.query).toMatch(/: tree \{/);
  });

  test('are none for what was read before, and one for what was not', async () => {
    const client = clientOf(holding({ 'a/.claude-plugin/plugin.json': manifest('a', '1.0.0') }));
    const absent = { kind: 'no-path' } as const;
    const paths = new Map(['', 'b', 'b/.claude-plugin/plugin.json'].map((path) => [path, absent]));
    const snapshot = { kind: 'commit', oid: OID, parents: [], paths, release: null } as const;
    const known = [{ repository: REPOSITORY, revision: { oid: OID }, snapshot }];
    expect(await pluginsInOrder(client, [place('b')], known)).toMatchObject([{ directory: null }]);
    expect(client.queries).toEqual([]);
    expect(await pluginsInOrder(client, [place('b'), place('a')], known)).toMatchObject([
      { directory: null },
      { manifest: stands('a', '1.0.0') },
    ]);
    expect(Object.values(client.queries[0]?.variables ?? {})).not.toContain('b');
  });

  test('bring other commits along, in the order that they were asked for', async () => {
    const client = clientOf({
      'acme/plugins': {
        commits: { [OID]: { x: '' }, [NEXT]: { y: '' } },
        refs: { 'refs/heads/b': NEXT, 'refs/heads/a': OID },
      },
    });
    const refs = ['refs/heads/b', 'refs/heads/gone', 'refs/heads/a'];
    const commits = new Map(
      refs.map((ref) => [ref, { repository: REPOSITORY, revision: { ref }, paths: [] }]),
    );
    const found = await readTogether(client, { places: new Map([['a', place('')]]), commits });
    expect(found.plugins.get('a')).toMatchObject({ kind: 'plugin', commit: OID });
    expect(refs.map((ref) => found.commits.get(ref))).toMatchObject([
      { oid: NEXT },
      { kind: 'no-commit' },
      { oid: OID },
    ]);
    expect(client.queries).toHaveLength(1);
  });

  test('are none where there is no place', async () => {
    const client = fakeClient({});
    expect(await pluginsInOrder(client, [])).toEqual([]);
  });
});
