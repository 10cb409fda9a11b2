import { describe, expect, test } from '@jest/globals';
import { github, graphql, NAME, newRepository, tokenFor, variablesOf } from './github-setup.ts';

describe('GraphQL', () => {
  test('entries carry git’s modes in decimal, and objects only where this repository has them', async () => {
    const repository = await newRepository();
    const oid = await repository.commit({
      files: {
        ['__proto__']: 'own',
        link: { symlink: 'x' },
        sub: { gitlink: '2'.repeat(40) },
        'README.md': null,
      },
    });
    const query = `query($owner: String!, $name: String!, $oid: GitObjectID!) {
      repository(owner: $owner, name: $name) {
        object(oid: $oid) { __typename oid ... on Commit {
          tree { entries { name mode type path size object { __typename } } }
          __proto__: file(path: "__proto__") { object { ... on Blob { text } } }
          deep: file(path: "plugins/a/plugin.json") { path oid }
          parents(first: 1) { totalCount nodes { messageHeadline } }
        } }
        defaultBranchRef { name prefix target { oid } }
        tag: ref(qualifiedName: "refs/tags/none") { name }
        gone: object(oid: "${'3'.repeat(40)}") { oid }
      }
    }`;
    const { status, body } = await graphql(tokenFor(repository), query, { ...variablesOf(repository), oid });
    expect([status, body.errors]).toEqual([200, undefined]);
    const { object, ...rest } = body.data.repository;
    expect(object.tree.entries).toEqual([
      {
        name: '__proto__',
        mode: 33188,
        type: 'blob',
        path: '__proto__',
        size: 3,
        object: { __typename: 'Blob' },
      },
      { name: 'link', mode: 40960, type: 'blob', path: 'link', size: 1, object: { __typename: 'Blob' } },
      {
        name: 'plugins',
        mode: 16384,
        type: 'tree',
        path: 'plugins',
        size: 0,
        object: { __typename: 'Tree' },
      },
      { name: 'sub', mode: 57344, type: 'commit', path: 'sub', size: 0, object: null },
    ]);
    expect(Object.getOwnPropertyDescriptor(object, '__proto__')?.value).toEqual({ object: { text: 'own' } });
    expect(object).toMatchObject({
      __typename: 'Commit',
      deep: { path: 'plugins/a/plugin.json' },
    });
    expect(object.parents.totalCount).toBe(1);
    expect(rest).toEqual({
      defaultBranchRef: { name: 'main', prefix: 'refs/heads/', target: { oid } },
      tag: null,
      gone: null,
    });
  });

  test('text is null for binary, cut at 512,000 bytes, and replaced where it is not UTF-8', async () => {
    const repository = await newRepository();
    const long = 'x'.repeat(512_001);
    await repository.commit({
      files: { binary: new Uint8Array([65, 0]), long, latin: new Uint8Array([0xe9]), empty: '' },
    });
    const blob = (path: string) =>
      `${path}: file(path: "${path}") { object { ... on Blob { text byteSize isBinary isTruncated } } }`;
    const query = `${NAME} { repository(owner: $owner, name: $name) { object(expression: "main") { ... on Commit {
      ${['binary', 'long', 'latin', 'empty'].map(blob).join(' ')} } } } }`;
    const { body } = await graphql(tokenFor(repository), query, variablesOf(repository));
    const { binary, long: cut, latin, empty } = body.data.repository.object;
    expect(binary.object).toEqual({ text: null, byteSize: 2, isBinary: true, isTruncated: false });
    expect(cut.object).toMatchObject({ byteSize: 512_001, isBinary: null, isTruncated: true });
    expect(cut.object.text).toHaveLength(512_000);
    expect(latin.object.text).toBe('\ufffd');
    expect(empty.object).toEqual({ text: '', byteSize: 0, isBinary: false, isTruncated: false });
  });

  test('annotated tags and expressions lead where git says', async () => {
    const repository = await newRepository();
    await repository.git('-c', 'user.name=a', '-c', 'user.email=a@b', 'tag', '-a', '-m', 'm', 'v1', 'main');
    const query = `${NAME} { repository(owner: $owner, name: $name) {
      ref(qualifiedName: "refs/tags/v1") { target { __typename oid ... on Tag { name target { __typename oid } } } }
      folder: object(expression: "v1:plugins/a") { ... on Tree { entries { name } } }
      bad: object(expression: "--all") { oid } } }`;
    const { body } = await graphql(tokenFor(repository), query, variablesOf(repository));
    const oid = await repository.git('rev-parse', 'main');
    const target = {
      __typename: 'Tag',
      oid: await repository.git('rev-parse', 'v1'),
      name: 'v1',
      target: { __typename: 'Commit', oid },
    };
    expect(body).toEqual({
      data: { repository: { ref: { target }, folder: { entries: [{ name: 'plugin.json' }] }, bad: null } },
    });
  });

  test('a repository that is missing or hidden is null with an error, beside those that are there', async () => {
    const [open, closed] = [await newRepository(), await newRepository({ private: true })];
    const query = `{ a: repository(owner: "acme", name: "${variablesOf(open).name}") { isPrivate }
      b: repository(owner: "acme", name: "${variablesOf(closed).name}") { isPrivate } }`;
    const { status, body } = await graphql(tokenFor(open), query);
    expect([status, body.data]).toEqual([200, { a: { isPrivate: false }, b: null }]);
    const message = `Could not resolve to a Repository with the name '${closed.fullName}'.`;
    expect(body.errors).toMatchObject([{ type: 'NOT_FOUND', path: ['b'], message }]);
  });

  test('queries need a token, GitHub’s schema, and fields that the sandbox implements', async () => {
    const token = github.createToken({ kind: 'app' });
    expect(await graphql(undefined, '{ viewer { login } }')).toMatchObject({ status: 401 });
    expect(await graphql('ghp_x', '{ viewer { login } }')).toMatchObject({
      status: 401,
      body: { message: 'Bad credentials' },
    });
    const unknown = await graphql(token, '{ repository(owner: "a", name: "b") { nonsense } }');
    expect(unknown).toMatchObject({
      status: 200,
      body: { errors: [{ message: expect.stringMatching(/nonsense/) }] },
    });
    const message = 'The sandbox does not implement the GraphQL field Repository.stargazerCount';
    const gap = await graphql(token, '{ repository(owner: "a", name: "b") { stargazerCount } }');
    expect(gap).toMatchObject({ status: 501, body: { message } });
  });
});
