import { describe, expect, test } from '@jest/globals';
import type { TagsRequest } from '../../src/github/tags.ts';
import { answer, type FakeAnswers, fakeClient, githubError } from '../support/fake-client.ts';
import { tagsInOrder } from '../support/in-order.ts';

const repository = (name: string) => ({ owner: 'acme', name });
const request = (name: string, prefix = 'v'): TagsRequest => ({ repository: repository(name), prefix });
const requests = (number: number) => Array.from({ length: number }, (_, n) => request(`r${n}`));

/** What GraphQL says of a repository's tags. */
function refs(names: readonly string[], hasNextPage = false) {
  return { refs: { pageInfo: { hasNextPage }, nodes: names.map((name) => ({ name })) } };
}

const page = (names: readonly string[], link?: string) =>
  answer({
    data: names.map((name) => ({ ref: `refs/tags/${name}`, object: { type: 'commit' } })),
    headers: link === undefined ? {} : { link },
  });

/** Answers each query with these repositories, by name. */
function world(tags: Record<string, unknown>): NonNullable<FakeAnswers['graphql']> {
  return ({ query, variables }) => {
    const aliases = [...query.matchAll(/(r\d+): repository\(owner: \$(\w+), name: \$(\w+)\)/g)];
    const data = aliases.map(([, alias = '', , name = '']) => [alias, tags[String(variables[name])] ?? null]);
    return { data: Object.fromEntries(data), errors: [] };
  };
}

const failing = () => {
  throw githubError(502, { message: 'timeout' });
};

describe('tags of which one page holds all', () => {
  test('come in one query, one result per request, in their order', async () => {
    const client = fakeClient({ graphql: world({ a: refs(['v1.0.0', 'x']), b: refs([]) }) });
    expect(await tagsInOrder(client, [request('b'), request('a', 'x'), request('a')])).toEqual([
      { kind: 'tags', names: [] },
      { kind: 'tags', names: ['v1.0.0', 'x'] },
      { kind: 'tags', names: ['v1.0.0', 'x'] },
    ]);
    expect(client.queries).toHaveLength(1);
    expect(client.calls).toEqual([]);
  });

  test('are asked for once for each repository, whatever the case of its name', async () => {
    const client = fakeClient({ graphql: world({ a: refs(['v1']), A: refs(['v1']) }) });
    const found = await tagsInOrder(client, [request('a'), request('A'), request('a', 'x')]);
    expect(found.map(({ kind }) => kind)).toEqual(['tags', 'tags', 'tags']);
    expect(client.queries[0]?.query.match(/: repository\(/g)).toHaveLength(1);
  });

  test.each([
    [0, 0],
    [20, 1],
    [26, 2],
    [60, 3],
  ])('of %d repositories take %d queries', async (number, queries) => {
    const all = Object.fromEntries(requests(number).map(({ repository: { name } }) => [name, refs([name])]));
    const client = fakeClient({ graphql: world(all) });
    const found = await tagsInOrder(client, requests(number));
    expect(client.queries).toHaveLength(queries);
    expect(found).toEqual(
      requests(number).map(({ repository: { name } }) => ({ kind: 'tags', names: [name] })),
    );
  });

  test('are asked for without a name in the query’s text', async () => {
    const client = fakeClient({ graphql: world({}), request: () => page([]) });
    await tagsInOrder(client, [request('a"){x}')]);
    expect(client.queries[0]?.query).not.toContain('a"');
    expect(client.queries[0]?.variables).toEqual({ v0: 'acme', v1: 'a"){x}' });
  });
});

describe('tags that the query does not tell are read through REST', () => {
  test('where there are more than a hundred: those with the prefix', async () => {
    const client = fakeClient({
      graphql: world({ a: refs(['v1.0.0'], true), b: refs(['v2']) }),
      request: () => page(['v1.0.0', 'v9.0.0']),
    });
    expect(await tagsInOrder(client, [request('a'), request('b')])).toEqual([
      { kind: 'tags', names: ['v1.0.0', 'v9.0.0'] },
      { kind: 'tags', names: ['v2'] },
    ]);
    expect(client.calls).toEqual([
      {
        route: 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
        parameters: { owner: 'acme', repo: 'a', ref: 'tags/v' },
      },
    ]);
  });

  test.each([
    ['the query failed', failing],
    ['the repository is null', world({})],
    ['the answer has no page', world({ a: {} })],
    ['the answer has no list', world({ a: { refs: { pageInfo: { hasNextPage: false } } } })],
    ['the answer does not say whether there are more', world({ a: { refs: { pageInfo: {}, nodes: [] } } })],
  ])('where %s', async (_, graphql) => {
    const client = fakeClient({ graphql, request: () => page(['v1.0.0']) });
    expect(await tagsInOrder(client, [request('a')])).toEqual([{ kind: 'tags', names: ['v1.0.0'] }]);
  });

  test('page by page, as GitHub says that there are more', async () => {
    const pages = [
      page(
        ['v1.0.0'],
        '<https://api.github.test/x?page=2>; rel="next", <https://api.github.test/x?page=3>; rel="last"',
      ),
      page(
        ['v2.0.0'],
        '<https://api.github.test/x?page=1>; rel="prev", <https://api.github.test/x?page=3>; rel="next"',
      ),
      page(['v3.0.0'], '<https://api.github.test/x?page=1>; rel="first"'),
    ];
    const client = fakeClient({ graphql: failing, request: () => pages.shift() ?? page([]) });
    expect(await tagsInOrder(client, [request('a')])).toEqual([
      { kind: 'tags', names: ['v1.0.0', 'v2.0.0', 'v3.0.0'] },
    ]);
    expect(client.calls.map(({ parameters }) => parameters['page'])).toEqual([undefined, 2, 3]);
  });

  test('only of the repositories whose query failed', async () => {
    const all = Object.fromEntries(requests(21).map(({ repository: { name } }) => [name, refs([name])]));
    const client = fakeClient({
      graphql: (call) => (Object.values(call.variables).includes('r20') ? failing() : world(all)(call)),
      request: () => page(['v1.0.0']),
    });
    const found = await tagsInOrder(client, requests(21));
    expect(found.at(-1)).toEqual({ kind: 'tags', names: ['v1.0.0'] });
    expect(client.calls).toHaveLength(1);
  });

  test('once for each prefix, however many ask', async () => {
    const client = fakeClient({ graphql: world({ a: refs([], true) }), request: () => page(['v1.0.0']) });
    await tagsInOrder(client, [request('a'), request('a'), request('a', 'x-v'), request('a')]);
    expect(client.calls.map(({ parameters }) => parameters['ref']).sort()).toEqual(['tags/v', 'tags/x-v']);
  });
});

describe('tags that could not be read', () => {
  test('are told as failed, each by itself, with GitHub’s words', async () => {
    const client = fakeClient({
      graphql: world({ b: refs(['v1']) }),
      request: () => {
        throw githubError(404, { message: 'Not Found' });
      },
    });
    expect(await tagsInOrder(client, [request('a'), request('b')])).toEqual([
      { kind: 'failed', message: 'Not Found' },
      { kind: 'tags', names: ['v1'] },
    ]);
  });

  test('are not told in part: a page that failed fails all', async () => {
    let calls = 0;
    const client = fakeClient({
      graphql: failing,
      request: () => (++calls === 1 ? page(['v1'], '<x>; rel="next"') : failing()),
    });
    expect(await tagsInOrder(client, [request('a')])).toEqual([{ kind: 'failed', message: 'timeout' }]);
  });

  test.each([
    ['an object', answer({ data: { message: 'x' } })],
    ['nothing', answer({ data: '' })],
    ['a page for people', answer({ data: '<html></html>' })],
    ['a list that was cut', answer({ data: [{ ref: 'refs/tags/v1' }, {}] })],
    ['an empty success of another kind', answer({ status: 204, data: undefined })],
    ['a promise of one', answer({ status: 202, data: [] })],
  ])('never pass for none: %s is a failure', async (_, given) => {
    const client = fakeClient({ graphql: failing, request: () => given });
    expect(await tagsInOrder(client, [request('a')])).toEqual([
      { kind: 'failed', message: 'the answer is incomplete' },
    ]);
  });

  test('are not asked for one by one once the token’s hour is used up', async () => {
    const client = fakeClient({
      graphql: () => {
        throw githubError(429, { message: 'API rate limit exceeded' });
      },
    });
    const found = await tagsInOrder(client, requests(3));
    expect(found.map(({ kind }) => kind)).toEqual(['failed', 'failed', 'failed']);
    expect(client.calls).toEqual([]);
  });

  test('end after a hundred pages, whatever GitHub says comes next', async () => {
    const client = fakeClient({ graphql: failing, request: () => page(['v1'], '<x>; rel="next"') });
    expect(await tagsInOrder(client, [request('a')])).toMatchObject([{ kind: 'failed' }]);
    expect(client.calls).toHaveLength(100);
  });

  test('because of ourselves stop the run', async () => {
    const broken = () => {
      throw new TypeError('ours');
    };
    await expect(tagsInOrder(fakeClient({ graphql: broken }), [request('a')])).rejects.toThrow('ours');
    await expect(
      tagsInOrder(fakeClient({ graphql: failing, request: broken }), [request('a')]),
    ).rejects.toThrow('ours');
  });
});
