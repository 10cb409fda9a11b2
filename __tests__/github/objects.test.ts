import { describe, expect, test } from '@jest/globals';
import { GitHubError } from '../../src/github/client/error.ts';
import type { GraphqlAnswer, GraphqlProblem } from '../../src/github/client/graphql-answer.ts';
import { inFlight } from '../../src/github/client/in-flight.ts';
import type { SnapshotRequest } from '../../src/github/objects/snapshot.ts';
import { type FakeClient, fakeClient, type GraphqlCall, githubError } from '../support/fake-client.ts';
import { objectsInOrder } from '../support/in-order.ts';

const OID = 'a'.repeat(40);
const BLOB = 'b'.repeat(40);
const TREE = 'c'.repeat(40);

function request(fields: Partial<SnapshotRequest> = {}): SnapshotRequest {
  return { repository: { owner: 'acme', name: 'plugins' }, revision: { oid: OID }, paths: [], ...fields };
}

function requests(count: number): SnapshotRequest[] {
  return Array.from({ length: count }, (_, n) => request({ repository: { owner: 'acme', name: `r${n}` } }));
}

function commit(fields: Record<string, unknown> = {}) {
  return { __typename: 'Commit', oid: OID, parents: { nodes: [] }, ...fields };
}

const FILE = {
  mode: 0o100644,
  oid: BLOB,
  object: { __typename: 'Blob', byteSize: 2, isBinary: false, text: '{}' },
};

/** Answers one request for one repository. */
function one(object: unknown, errors: GraphqlProblem[] = []): FakeClient {
  return fakeClient({ graphql: () => ({ data: { r0: { c0: object } }, errors }) });
}

async function readOne(client: FakeClient, fields: Partial<SnapshotRequest> = {}) {
  const [snapshot] = await objectsInOrder(client, [request(fields)]);
  return snapshot;
}

/** Answers any batch with a commit for each of its objects. */
function answerBatch({ query }: GraphqlCall): GraphqlAnswer {
  const data: Record<string, Record<string, unknown>> = {};
  let repository = 'r0';
  for (const [, alias = '', field] of query.matchAll(/\b([rc]\d+): (repository|object)\(/g)) {
    if (field === 'repository') repository = alias;
    else data[repository] = { ...data[repository], [alias]: commit() };
  }
  return { data, errors: [] };
}

function repositoriesIn({ query }: GraphqlCall): number {
  return query.match(/: repository\(/g)?.length ?? 0;
}

describe('each result says what it is', () => {
  test('a commit, with its id and parents', async () => {
    const parents = { nodes: [{ oid: 'd'.repeat(40) }, { oid: 'e'.repeat(40) }] };
    expect(await readOne(one(commit({ parents })), { parents: true })).toEqual({
      kind: 'commit',
      oid: OID,
      parents: ['d'.repeat(40), 'e'.repeat(40)],
      paths: new Map(),
      release: null,
    });
  });

  test('a file with its blob', async () => {
    const snapshot = await readOne(one(commit({ f0: FILE })), { paths: ['a.json'] });
    const blob = { byteSize: 2, isBinary: false, text: '{}' };
    expect(snapshot).toMatchObject({
      paths: new Map([['a.json', { kind: 'found', entry: { kind: 'file', oid: BLOB, blob, entries: [] } }]]),
    });
  });

  test('a directory with what it lists, the root included', async () => {
    const entries = [
      { name: 'x', mode: 0o100755, oid: BLOB },
      { name: 'link', mode: 0o120000, oid: BLOB },
      { name: 'sub', mode: 0o160000, oid: OID },
      { name: 'dir', mode: 0o040000, oid: TREE },
    ];
    const listed = [
      { name: 'x', kind: 'file', oid: BLOB, executable: true },
      { name: 'link', kind: 'symlink', oid: BLOB, executable: false },
      { name: 'sub', kind: 'submodule', oid: OID, executable: false },
      { name: 'dir', kind: 'directory', oid: TREE, executable: false },
    ];
    const directory = { mode: 0o040000, oid: TREE, object: { __typename: 'Tree', entries } };
    const client = one(commit({ f0: { oid: TREE, entries }, f1: directory }));
    const entry = { kind: 'directory', oid: TREE, blob: null, entries: listed };
    expect(await readOne(client, { paths: ['', 'dir'] })).toMatchObject({
      paths: new Map([
        ['', { kind: 'found', entry }],
        ['dir', { kind: 'found', entry }],
      ]),
    });
  });

  test('a submodule, whose content is another repository’s', async () => {
    const gitlink = { mode: 0o160000, oid: OID, object: null };
    const snapshot = await readOne(one(commit({ f0: gitlink })), { paths: ['vendor'] });
    const entry = { kind: 'submodule', oid: OID, blob: null, entries: [] };
    expect(snapshot).toMatchObject({ paths: new Map([['vendor', { kind: 'found', entry }]]) });
  });

  test('no such path', async () => {
    const snapshot = await readOne(one(commit({ f0: null })), { paths: ['gone'] });
    expect(snapshot).toMatchObject({ kind: 'commit', paths: new Map([['gone', { kind: 'no-path' }]]) });
  });

  test.each([
    ['the object is missing', null],
    ['the object is a tree', { __typename: 'Tree' }],
    ['the object is a tag of a blob', { __typename: 'Tag', target: { __typename: 'Blob' } }],
  ])('no such commit, where %s', async (_, object) => {
    expect(await readOne(one(object))).toEqual({ kind: 'no-commit' });
  });

  test('an annotated tag’s commit, also of a tag of a tag', async () => {
    const tag = (target: unknown) => ({ __typename: 'Tag', target });
    expect(await readOne(one(tag(commit())))).toMatchObject({ kind: 'commit', oid: OID });
    expect(await readOne(one(tag(tag(commit()))))).toMatchObject({ kind: 'commit', oid: OID });
  });

  test.each([
    ['a ref', { ref: 'refs/heads/main' }],
    ['the default branch', { defaultBranch: true as const }],
  ])('the commit behind %s, or none where it is missing', async (_, revision) => {
    expect(await readOne(one({ target: commit() }), { revision })).toMatchObject({ kind: 'commit' });
    expect(await readOne(one(null), { revision })).toEqual({ kind: 'no-commit' });
  });

  test('no such repository or no access, where GitHub says NOT_FOUND, as it always does', async () => {
    const errors = [{ type: 'NOT_FOUND', message: 'Could not resolve', path: ['r0'] }];
    const client = fakeClient({ graphql: () => ({ data: { r0: null }, errors }) });
    expect(await readOne(client)).toEqual({ kind: 'no-repository' });
    const silent = fakeClient({ pauses: 0, graphql: () => ({ data: { r0: null }, errors: [] }) });
    expect(await readOne(silent)).toMatchObject({ kind: 'failed', message: 'the answer is incomplete' });
  });

  test('forbidden, with GitHub’s words', async () => {
    const message = 'Resource protected by organization SAML enforcement.';
    const errors = [{ type: 'FORBIDDEN', message, path: ['r0'] }];
    const client = fakeClient({ graphql: () => ({ data: { r0: null }, errors }) });
    expect(await readOne(client)).toEqual({ kind: 'forbidden', message });
  });

  test('failed, with the error, where GitHub answered none of its tries', async () => {
    const error = githubError(502, { message: 'Bad Gateway', attempts: 4 });
    const client = fakeClient({
      graphql: () => {
        throw error;
      },
    });
    expect(await readOne(client)).toEqual({ kind: 'failed', message: 'Bad Gateway', error });
  });

  test('an error of ours is not taken for one of GitHub’s', async () => {
    const client = fakeClient({
      graphql: () => {
        throw new RangeError('a bug');
      },
    });
    await expect(readOne(client)).rejects.toThrow('a bug');
  });
});

describe('an answer that failed in part', () => {
  /** Two paths, the second of which always fails: alone too. */
  const halfBroken = (first: object | null) => (call: GraphqlCall) => {
    const both = call.query.includes('f1:');
    const message = 'Something went wrong';
    const fields = both ? { f0: first, f1: null } : { f0: null };
    const errors = [{ message, path: ['r0', 'c0', both ? 'f1' : 'f0', 'object'] }];
    return { data: { r0: { c0: commit(fields) } }, errors };
  };

  test('is asked for again, and only what failed', async () => {
    let asked = 0;
    const client = fakeClient({
      graphql: (call) => {
        if (++asked > 1) return { data: { r0: { c0: commit({ f0: FILE }) } }, errors: [] };
        expect(repositoriesIn(call)).toBe(2);
        return {
          data: { r0: { c0: commit() }, r1: { c1: commit({ f0: null }) } },
          errors: [{ message: 'Something went wrong', path: ['r1', 'c1', 'f0'] }],
        };
      },
    });
    const other = request({ repository: { owner: 'acme', name: 'b' }, paths: ['x'] });
    const snapshots = await objectsInOrder(client, [request(), other]);
    expect(client.queries.map(repositoriesIn)).toEqual([2, 1]);
    expect(snapshots[1]).toMatchObject({ paths: new Map([['x', { kind: 'found' }]]) });
  });

  test('never passes for an absent path: an error beats the null', async () => {
    const client = fakeClient({ pauses: 0, graphql: halfBroken(null) });
    expect(await readOne(client, { paths: ['a', 'b'] })).toMatchObject({
      paths: new Map([
        ['a', { kind: 'no-path' }],
        ['b', { kind: 'failed', message: 'Something went wrong' }],
      ]),
    });
  });

  test('never passes for an absent repository or commit', async () => {
    const whole = [{ message: 'Something went wrong', path: ['r0'] }];
    const client = fakeClient({ pauses: 0, graphql: () => ({ data: { r0: null }, errors: whole }) });
    expect(await readOne(client)).toEqual({ kind: 'failed', message: 'Something went wrong', error: null });
    const object = fakeClient({
      pauses: 0,
      graphql: () => ({
        data: { r0: { c0: null } },
        errors: [{ message: 'timeout', path: ['r0', 'c0'] }],
      }),
    });
    expect(await readOne(object)).toEqual({ kind: 'failed', message: 'timeout', error: null });
  });

  test('through a ref is found below its target', async () => {
    const client = fakeClient({
      pauses: 0,
      graphql: () => ({
        data: { r0: { c0: { target: commit({ f0: null }) } } },
        errors: [{ message: 'timeout', path: ['r0', 'c0', 'target', 'f0'] }],
      }),
    });
    const snapshot = await readOne(client, { revision: { defaultBranch: true }, paths: ['a'] });
    expect(snapshot).toMatchObject({ paths: new Map([['a', { kind: 'failed', message: 'timeout' }]]) });
  });

  test('is given up when the retry policy allows no more', async () => {
    const client = fakeClient({ pauses: 2, graphql: halfBroken(FILE) });
    const snapshot = await readOne(client, { paths: ['a', 'b'] });
    expect(client.queries).toHaveLength(4);
    expect(client.pauses.map(({ tries }) => tries)).toEqual([1, 2, 3]);
    expect(snapshot).toMatchObject({ kind: 'commit' });
  });

  test('keeps the paths of a commit that did come, however often one is too much', async () => {
    const client = fakeClient({
      graphql: ({ query }) => {
        const aliases = [...query.matchAll(/\b(f\d+): file\(/g)].map(([, alias = '']) => alias);
        const fields = Object.fromEntries(aliases.map((alias, n) => [alias, n === 0 ? null : FILE]));
        const [first = ''] = aliases;
        const error = { type: 'RESOURCE_LIMITS_EXCEEDED', message: 'too much', path: ['r0', 'c0', first] };
        return { data: { r0: { c0: commit(fields) } }, errors: [error] };
      },
    });
    const paths = Array.from({ length: 150 }, (_, n) => `p${n}`);
    const snapshot = await readOne(client, { paths });
    const results = snapshot?.kind === 'commit' ? [...snapshot.paths.values()] : [];
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(['failed', ...Array(149).fill('found')]);
    expect(client.queries).toHaveLength(2);
  });

  test('that was cut within a file is no reason to read each file by itself', async () => {
    const { object: _, ...bare } = FILE;
    const client = fakeClient({
      pauses: 0,
      graphql: () => ({ data: { r0: { c0: commit({ f0: bare }) } }, errors: [] }),
    });
    const snapshot = await readOne(client, { paths: ['a'] });
    expect(snapshot).toMatchObject({ paths: new Map([['a', { kind: 'failed' }]]) });
  });

  test('of one repository leaves the others as they were read', async () => {
    const client = fakeClient({
      pauses: 0,
      graphql: () => ({
        data: { r0: null, r1: { c1: commit() } },
        errors: [{ type: 'FORBIDDEN', message: 'SSO', path: ['r0'] }],
      }),
    });
    const snapshots = await objectsInOrder(client, requests(2));
    expect(snapshots.map((snapshot) => snapshot.kind)).toEqual(['forbidden', 'commit']);
  });
});

describe('few requests', () => {
  test.each([
    [1, [1]],
    [20, [20]],
    [21, [20, 1]],
    [50, [20, 20, 10]],
  ])('%d repositories go out as %j', async (count, sizes) => {
    const client = fakeClient({ graphql: answerBatch });
    const snapshots = await objectsInOrder(client, requests(count));
    expect(client.queries.map(repositoriesIn)).toEqual(sizes);
    expect(snapshots.map(({ kind }) => kind)).toEqual(Array(count).fill('commit'));
  });

  test('several commits of one repository count as one', async () => {
    const client = fakeClient({ graphql: answerBatch });
    await objectsInOrder(
      client,
      Array.from({ length: 40 }, () => request()),
    );
    expect(client.queries).toHaveLength(1);
  });

  test('nothing to read is no request', async () => {
    const client = fakeClient({});
    expect(await objectsInOrder(client, [])).toEqual([]);
  });

  test('thousands of paths of one commit are shared out and put together again', async () => {
    const paths = Array.from({ length: 2700 }, (_, n) => `p${n}`);
    const client = fakeClient({
      graphql: ({ query }) => {
        const found = [...query.matchAll(/\b(f\d+): file/g)].map(([, alias = '']) => [alias, null]);
        return { data: { r0: { c0: commit(Object.fromEntries(found)) } }, errors: [] };
      },
    });
    const snapshot = await readOne(client, { paths });
    expect(client.queries.length).toBeGreaterThan(1);
    expect(snapshot?.kind === 'commit' ? [...snapshot.paths.keys()] : []).toEqual(paths);
  });

  test('at most 4 requests are in flight', async () => {
    let open = 0;
    let most = 0;
    const client = fakeClient({
      graphql: async (call) => {
        most = Math.max(most, ++open);
        await new Promise((resolve) => setTimeout(resolve, 2));
        open--;
        return answerBatch(call);
      },
    });
    await objectsInOrder(client, requests(200));
    expect(client.queries).toHaveLength(10);
    expect(most).toBe(4);
  });
});

describe('a batch that GitHub fails on is halved', () => {
  /** Fails every batch that holds more than `most` repositories. */
  function limited(most: number) {
    return fakeClient({
      graphql: (call) => {
        if (repositoriesIn(call) > most) throw githubError(502, { message: 'timeout' });
        return answerBatch(call);
      },
    });
  }

  test.each([10, 3, 1])('down to %d repositories, and then all are read', async (most) => {
    const client = limited(most);
    const snapshots = await objectsInOrder(client, requests(25));
    expect(snapshots.map(({ kind }) => kind)).toEqual(Array(25).fill('commit'));
  });

  test('with no more than 4 requests in flight all the same', async () => {
    let open = 0;
    let most = 0;
    const client = fakeClient({
      graphql: async (call) => {
        most = Math.max(most, ++open);
        await new Promise((resolve) => setTimeout(resolve, 1));
        open--;
        if (repositoriesIn(call) > 1) throw githubError(502, { message: 'timeout' });
        return answerBatch(call);
      },
    });
    await objectsInOrder(client, requests(100));
    expect(most).toBe(4);
  });

  test('down to one repository, which alone is then failed', async () => {
    const client = fakeClient({
      graphql: (call) => {
        if (Object.values(call.variables).includes('r7')) throw githubError(502, { message: 'timeout' });
        return answerBatch(call);
      },
    });
    const snapshots = await objectsInOrder(client, requests(25));
    const kinds = snapshots.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'failed')).toHaveLength(1);
    expect(kinds[7]).toBe('failed');
  });

  test('instead of being retried whole: only a single repository is', async () => {
    const client = limited(1);
    await objectsInOrder(client, requests(3));
    for (const call of client.queries) {
      expect(call.options?.retry?.(githubError(502))).toBe(repositoriesIn(call) === 1);
    }
  });

  test('but not for ever: where GitHub answers nothing for anybody, the rest is not asked for', async () => {
    const nothing = ({ query }: GraphqlCall): GraphqlAnswer => {
      const aliases = [...query.matchAll(/\b(r\d+): repository\(/g)].map(([, alias = '']) => alias);
      const data = Object.fromEntries(aliases.map((alias) => [alias, null]));
      return { data, errors: [{ message: 'Something went wrong' }] };
    };
    const client = fakeClient({ graphql: nothing });
    const snapshots = await objectsInOrder(client, requests(200));
    expect(new Set(snapshots.map(({ kind }) => kind))).toEqual(new Set(['failed']));
    expect(client.queries.length).toBeLessThan(60);
  });

  test('but not to the last where even the least is too much, and nothing came for anybody', async () => {
    const problems = [{ type: 'MAX_NODE_LIMIT_EXCEEDED', message: 'too many nodes' }];
    const client = fakeClient({
      graphql: () => {
        throw new GitHubError({ status: 200, headers: {}, message: 'too many nodes', problems });
      },
    });
    const paths = Array.from({ length: 600 }, (_, n) => `p${n}`);
    expect(await readOne(client, { paths })).toMatchObject({ kind: 'failed' });
    expect(client.queries.length).toBeLessThan(60);
  });

  test('but not for a rate limit or a token that is refused, which fail all of it at once', async () => {
    for (const status of [401, 403, 429]) {
      const client = fakeClient({
        graphql: () => {
          throw githubError(status);
        },
      });
      const snapshots = await objectsInOrder(client, requests(4));
      expect(client.queries).toHaveLength(1);
      expect(snapshots.map(({ kind }) => kind)).toEqual(Array(4).fill('failed'));
    }
  });
});

test('paths like __proto__ are paths like any other', async () => {
  const paths = ['__proto__', 'constructor', 'a"b', 'a\nb'];
  const fields = Object.fromEntries(paths.map((_, n) => [`f${n}`, n === 0 ? FILE : null]));
  const client = one(commit(fields));
  const snapshot = await readOne(client, { paths });
  expect(
    snapshot?.kind === 'commit' ? [...snapshot.paths].map(([path, { kind }]) => [path, kind]) : [],
  ).toEqual([
    ['__proto__', 'found'],
    ['constructor', 'no-path'],
    ['a"b', 'no-path'],
    ['a\nb', 'no-path'],
  ]);
  for (const path of paths) expect(client.queries[0]?.query).not.toContain(path);
});

describe('inFlight', () => {
  test('gives results in order, however long each takes', async () => {
    const waits = [8, 1, 5, 0, 3, 0];
    const results = await inFlight(waits, async (wait) => {
      await new Promise((resolve) => setTimeout(resolve, wait));
      return wait;
    });
    expect(results).toEqual(waits);
  });

  test('fails as its work fails', async () => {
    await expect(inFlight([1, 2], () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
