import { afterEach, describe, expect, test } from '@jest/globals';
import type { GitHubSwitches, SandboxRepository } from '../../sandbox/types.ts';
import {
  eventsOf,
  github,
  graphql,
  NAME,
  newRepository,
  rest,
  tokenFor,
  variablesOf,
} from './github-setup.ts';

const ZEROS = '0'.repeat(40);
const { switches } = github;
const usual = { ...switches };
afterEach(() => void Object.assign(switches, usual));

/** Asks something of a repository. */
async function ask(repository: SandboxRepository, selection: string) {
  const query = `${NAME} { repository(owner: $owner, name: $name) { ${selection} } }`;
  const { status, body } = await graphql(tokenFor(repository), query, variablesOf(repository));
  return { status, it: body.data?.repository, errors: body.errors };
}

describe('comparisons', () => {
  const compare = (head: string, base = 'main') =>
    `ref(qualifiedName: "${base}") { compare(headRef: "${head}") {
      status aheadBy behindBy baseTarget { oid } headTarget { oid } commits(first: 5) { totalCount nodes { oid } } } }`;

  test('a head is a branch, a tag or a commit; the commits are those that only it has, oldest first', async () => {
    const repository = await newRepository();
    const base = await repository.git('rev-parse', 'main');
    const one = await repository.commit({ branch: 'topic', files: { a: '1' } });
    const two = await repository.commit({ branch: 'topic', files: { a: '2' } });
    await repository.tag('v1', two, { annotated: true });
    const expected = {
      status: 'AHEAD',
      aheadBy: 2,
      behindBy: 0,
      baseTarget: { oid: base },
      headTarget: { oid: two },
      commits: { totalCount: 2, nodes: [{ oid: one }, { oid: two }] },
    };
    for (const head of ['topic', 'v1', 'refs/tags/v1', two, two.slice(0, 7)]) {
      expect((await ask(repository, compare(head))).it.ref.compare).toEqual(expected);
    }
    const back = { status: 'BEHIND', aheadBy: 0, behindBy: 2, commits: { totalCount: 0 } };
    expect((await ask(repository, compare('main', 'refs/tags/v1'))).it.ref.compare).toMatchObject(back);
    await repository.commit({ files: { b: '1' } });
    const apart = { status: 'DIVERGED', aheadBy: 2, behindBy: 1 };
    expect((await ask(repository, compare('topic'))).it.ref.compare).toMatchObject(apart);
    expect((await ask(repository, compare('main'))).it.ref.compare.status).toBe('IDENTICAL');
  });

  test('a head that can’t be resolved is null and an error at its place', async () => {
    const repository = await newRepository();
    const oid = await repository.git('rev-parse', 'main');
    await repository.commit({ branch: 'other', parents: [], files: {} });
    switches.compareTakesOids = false;
    for (const head of ['none', '1'.repeat(40), oid, 'other']) {
      const { it, errors } = await ask(repository, compare(head));
      expect(it).toEqual({ ref: { compare: null } });
      expect(errors).toMatchObject([{ type: 'NOT_FOUND', path: ['repository', 'ref', 'compare'] }]);
    }
    switches.compareTakesOids = true;
    expect((await ask(repository, compare(oid))).it.ref.compare.status).toBe('IDENTICAL');
  });

  test('an unknown id and unrelated histories are null alone, or NOT_FOUND', async () => {
    const repository = await newRepository();
    await repository.commit({ branch: 'other', parents: [], files: {} });
    const unknown = compare('1'.repeat(40));
    expect(await ask(repository, unknown)).toMatchObject({
      it: { ref: { compare: null } },
      errors: undefined,
    });
    switches.unknownComparison = 'not-found';
    expect((await ask(repository, unknown)).errors).toMatchObject([{ type: 'NOT_FOUND' }]);
    expect((await ask(repository, compare('other'))).errors).toMatchObject([{ type: 'NOT_FOUND' }]);
    switches.unrelatedComparison = 'null';
    const { it, errors } = await ask(repository, compare('other'));
    expect([it, errors]).toEqual([{ ref: { compare: null } }, undefined]);
  });

  test('merges, and commits of the same second, are counted as git counts them', async () => {
    const repository = await newRepository();
    const left = await repository.commit({ branch: 'left', files: { l: '1' } });
    const right = await repository.commit({ branch: 'right', files: { r: '1' } });
    const ahead = await repository.commit({ branch: 'right', files: { r: '2' } });
    await repository.commit({ branch: 'merged', files: {}, parents: [right, left, ahead] });
    const { it } = await ask(repository, compare('merged'));
    const counted = await repository.git('rev-list', '--topo-order', '--reverse', 'main..merged');
    const { nodes } = it.ref.compare.commits;
    const order = nodes.map(({ oid }: { oid: string }) => oid);
    expect([...order].sort()).toEqual(counted.split('\n').sort());
    expect(order.indexOf(right)).toBeLessThan(order.indexOf(ahead));
  });
});

describe('lists of refs', () => {
  const names = (list: { nodes: { name: string }[] }) => list.nodes.map(({ name }) => name);

  async function tagged(): Promise<SandboxRepository> {
    const repository = await newRepository();
    for (const [at, name] of ['v1.10.0', 'v1.9.0', 'other/v1'].entries()) {
      const commit = await repository.commit({ files: { at: `${at}` }, date: new Date(at * 1e9) });
      await repository.tag(name, commit, { annotated: at === 1 });
    }
    return repository;
  }

  test('are below a prefix, filtered by a part of the name, and ordered', async () => {
    const repository = await tagged();
    const list = (args: string) =>
      `refs(refPrefix: "refs/tags/", first: 9 ${args}) { totalCount nodes { name } }`;
    const { it } = await ask(
      repository,
      `all: ${list('')} some: ${list('query: "V1."')} down: ${list('direction: DESC')}
       newest: ${list('orderBy: {field: TAG_COMMIT_DATE, direction: DESC}')}
       branches: refs(refPrefix: "refs/heads/", last: 1) { nodes { name prefix target { __typename } } }`,
    );
    expect(names(it.all)).toEqual(['other/v1', 'v1.10.0', 'v1.9.0']);
    expect([it.some.totalCount, names(it.some)]).toEqual([2, ['v1.10.0', 'v1.9.0']]);
    expect(names(it.down)).toEqual(['v1.9.0', 'v1.10.0', 'other/v1']);
    expect(names(it.newest)).toEqual(['other/v1', 'v1.9.0', 'v1.10.0']);
    const branch = { name: 'main', prefix: 'refs/heads/', target: { __typename: 'Commit' } };
    expect(it.branches.nodes).toEqual([branch]);
  });

  test('come in pages', async () => {
    const repository = await tagged();
    const list = (after: string) =>
      `refs(refPrefix: "refs/tags/", first: 2 ${after}) { nodes { name } pageInfo { hasNextPage endCursor } }`;
    const first = (await ask(repository, list(''))).it.refs;
    expect([names(first), first.pageInfo.hasNextPage]).toEqual([['other/v1', 'v1.10.0'], true]);
    const { it } = await ask(repository, list(`after: "${first.pageInfo.endCursor}"`));
    expect([names(it.refs), it.refs.pageInfo.hasNextPage]).toEqual([['v1.9.0'], false]);
  });

  test('of no size, or of more than a hundred, are refused in GitHub’s words', async () => {
    const repository = await newRepository();
    const refused = async (size: string) =>
      (await ask(repository, `refs(refPrefix: "refs/tags/" ${size}) { totalCount }`)).errors;
    const message =
      'Requesting 101 records on the `refs` connection exceeds the `first` limit of 100 records.';
    expect(await refused('first: 101')).toMatchObject([
      { type: 'EXCESSIVE_PAGINATION', path: ['repository', 'refs'], message },
    ]);
    const bounds = 'You must provide a `first` or `last` value to properly paginate the `refs` connection.';
    expect(await refused('')).toEqual([{ type: 'MISSING_PAGINATION_BOUNDARIES', message: bounds }]);
  });
});

describe('the latest release', () => {
  test('is the newest that is neither a prerelease nor a draft', async () => {
    const repository = await newRepository();
    const query = `latestRelease { tagName name isPrerelease isDraft publishedAt url
      tagCommit { oid } tag { name target { __typename } } }`;
    expect((await ask(repository, query)).it).toEqual({ latestRelease: null });
    const oid = await repository.git('rev-parse', 'main');
    await github.publishRelease(repository, { tag: 'v1', annotated: true });
    await github.publishRelease(repository, { tag: 'v2-rc', prerelease: true });
    await github.publishRelease(repository, { tag: 'v2', draft: true });
    expect((await ask(repository, query)).it.latestRelease).toEqual({
      tagName: 'v1',
      name: 'v1',
      isPrerelease: false,
      isDraft: false,
      publishedAt: expect.stringMatching(/Z$/),
      url: `${github.url}/${repository.fullName}/releases/tag/v1`,
      tagCommit: { oid },
      tag: { name: 'v1', target: { __typename: 'Tag' } },
    });
    await github.publishRelease(repository, { tag: 'v1', action: 'deleted' });
    expect((await ask(repository, query)).it.latestRelease).toBeNull();
  });
});

test('releases are listed, drafts to those who may write', async () => {
  const repository = await newRepository();
  await github.publishRelease(repository, { tag: 'v1' });
  await github.publishRelease(repository, { tag: 'v2-rc', prerelease: true });
  await github.publishRelease(repository, { tag: 'v2', draft: true });
  const query = `${NAME} { repository(owner: $owner, name: $name) {
    releases(first: 2, orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes { tagName isDraft isPrerelease } pageInfo { hasNextPage } } } }`;
  const list = async (token: string) =>
    (await graphql(token, query, variablesOf(repository))).body.data.repository.releases;
  const v1 = { tagName: 'v1', isDraft: false, isPrerelease: false };
  const rc = { tagName: 'v2-rc', isDraft: false, isPrerelease: true };
  const draft = { tagName: 'v2', isDraft: true, isPrerelease: false };
  const writer = await list(tokenFor(repository));
  expect(writer).toEqual({ nodes: [draft, rc], pageInfo: { hasNextPage: true } });
  const reader = await list(tokenFor(repository, { repositories: {} }));
  expect(reader).toEqual({ nodes: [rc, v1], pageInfo: { hasNextPage: false } });
});

test('a tag on a tree has a target without a commit’s fields, and no error', async () => {
  const repository = await newRepository();
  await repository.setRef('refs/tags/tree', await repository.git('rev-parse', 'main^{tree}'));
  const selection =
    'refs(refPrefix: "refs/tags/", first: 1) { nodes { name target { ... on Commit { oid } } } }';
  const { it, errors } = await ask(repository, selection);
  expect([it, errors]).toEqual([{ refs: { nodes: [{ name: 'tree', target: {} }] } }, undefined]);
});

describe('commits in GraphQL', () => {
  test('know their people, their signature and their history', async () => {
    const repository = await newRepository();
    const token = tokenFor(repository, { kind: 'actions' });
    const parents = [await repository.git('rev-parse', 'main')];
    const tree = await repository.git('rev-parse', 'main^{tree}');
    const path = `/repos/${repository.fullName}/git/commits`;
    const { sha } = (await rest('POST', path, token, { message: 'm', tree, parents })).body;
    const person = '{ name email date user { login } }';
    const { it } = await ask(
      repository,
      `object(oid: "${sha}") { ... on Commit { author ${person} committer { name }
        signature { isValid state } history(first: 1) { totalCount nodes { oid } } } }`,
    );
    expect(it.object).toEqual({
      author: {
        name: 'github-actions[bot]',
        email: '41898282+github-actions[bot]@users.noreply.github.com',
        date: expect.any(String),
        user: { login: 'github-actions[bot]' },
      },
      committer: { name: 'GitHub' },
      signature: { isValid: true, state: 'VALID' },
      history: { totalCount: 2, nodes: [{ oid: sha }] },
    });
    expect((await graphql(token, '{ viewer { login } }')).body.data.viewer.login).toBe('github-actions[bot]');
  });
});

const WENT_WRONG =
  /^Something went wrong while executing your query on \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\. Please include `ID` when reporting this issue\.$/;

describe('updateRefs', () => {
  interface Update {
    name: string;
    afterOid: string;
    beforeOid?: string;
    force?: boolean;
  }

  async function update(repository: SandboxRepository, token: string, ...refUpdates: Update[]) {
    const { node_id } = (await rest('GET', `/repos/${repository.fullName}`, token)).body;
    const query = 'mutation($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }';
    const input = { repositoryId: node_id, refUpdates, clientMutationId: 'mine' };
    return (await graphql(token, query, { input })).body;
  }

  test('moves, makes and deletes refs, and emits pushes', async () => {
    const repository = await newRepository();
    const before = await repository.git('rev-parse', 'main');
    await repository.commit({ branch: 'old', files: {} });
    const next = await repository.commit({ files: { a: '1' }, updateRef: false });
    const body = await update(
      repository,
      tokenFor(repository),
      { name: 'refs/heads/main', beforeOid: before, afterOid: next },
      { name: 'refs/heads/new', beforeOid: ZEROS, afterOid: next },
      { name: 'refs/heads/old', afterOid: ZEROS },
    );
    expect(body).toEqual({ data: { updateRefs: { clientMutationId: 'mine' } } });
    const names = await repository.git('for-each-ref', '--format=%(refname:short) %(objectname)');
    expect(names).toBe(`main ${next}\nnew ${next}`);
    expect(eventsOf(repository).map(({ payload }) => payload['ref'])).toEqual([
      'refs/heads/main',
      'refs/heads/new',
      'refs/heads/old',
    ]);
  });

  test('does all or nothing: a ref that is not where it should be keeps the others where they are', async () => {
    const repository = await newRepository();
    const before = await repository.git('rev-parse', 'main');
    const next = await repository.commit({ files: { a: '1' }, updateRef: false });
    const aside = await repository.commit({ files: {}, parents: [], updateRef: false });
    const make = { name: 'refs/heads/new', afterOid: next };
    const wrong: Update[] = [
      { name: 'refs/heads/main', beforeOid: next, afterOid: next },
      { name: 'refs/heads/main', beforeOid: ZEROS, afterOid: next },
      { name: 'refs/heads/main', afterOid: '1'.repeat(40) },
      { name: 'refs/heads/main', beforeOid: before, afterOid: aside },
    ];
    for (const one of wrong) {
      const { data, errors } = await update(repository, tokenFor(repository), make, one);
      expect(data).toEqual({ updateRefs: null });
      expect(errors).toEqual([{ message: expect.stringMatching(WENT_WRONG) }]);
    }
    expect(await repository.git('for-each-ref', '--format=%(objectname)')).toBe(before);
    const forced = { name: 'refs/heads/main', beforeOid: before, afterOid: aside, force: true };
    expect((await update(repository, tokenFor(repository), forced)).errors).toBeUndefined();
  });

  test.each<[GitHubSwitches['staleRef'], object]>([
    ['no-data', { errors: [{ message: expect.stringMatching(WENT_WRONG) }] }],
    [
      'unprocessable',
      {
        data: { updateRefs: null },
        errors: [
          { type: 'UNPROCESSABLE', path: ['updateRefs'], locations: [{}], message: expect.any(String) },
        ],
      },
    ],
    [
      'stale-data',
      {
        data: { updateRefs: null },
        errors: [
          {
            type: 'STALE_DATA',
            path: ['updateRefs'],
            message: expect.stringMatching(/ {2}Pull and try again/),
          },
        ],
      },
    ],
  ])('says otherwise of a ref that is elsewhere, if the test says so: %s', async (staleRef, expected) => {
    switches.staleRef = staleRef;
    const repository = await newRepository();
    const next = await repository.commit({ files: { a: '1' }, updateRef: false });
    const wrong = { name: 'refs/heads/main', beforeOid: next, afterOid: next };
    const body = await update(repository, tokenFor(repository), wrong);
    expect(body).toMatchObject(expected);
    expect('data' in body).toBe('data' in expected);
  });

  test('takes commits alone, for tags too', async () => {
    const repository = await newRepository();
    const tag = await repository.tag('v1', undefined, { annotated: true });
    const { data, errors } = await update(repository, tokenFor(repository), {
      name: 'refs/tags/v2',
      afterOid: tag,
    });
    expect(data).toEqual({ updateRefs: null });
    const message = 'Invalid object type tag, expected commit';
    expect(errors).toMatchObject([{ type: 'UNPROCESSABLE', path: ['updateRefs'], message }]);
  });

  test.each([
    [
      'ruleset',
      'FORBIDDEN',
      'Repository rule violations found\n\nChanges must be made through a pull request.\n\n',
    ],
    ['branch-protection', 'BRANCH_PROTECTION_RULE_VIOLATION', 'Changes must be made through a pull request.'],
  ] as const)('is refused by a %s with %s', async (by, type, message) => {
    const repository = await newRepository();
    repository.protect('main', { by });
    const next = await repository.commit({ files: { a: '1' }, updateRef: false });
    const move = { name: 'refs/heads/main', afterOid: next };
    const { data, errors } = await update(repository, tokenFor(repository), move);
    expect(data).toEqual({ updateRefs: null });
    expect(errors).toMatchObject([{ type, path: ['updateRefs'], message }]);
  });

  test.each([
    ['read-only', 'UNPROCESSABLE', 'Repository was archived so is read-only'],
    ['forbidden', 'FORBIDDEN', 'Resource not accessible by personal access token'],
  ] as const)('is refused in an archive: %s', async (archived, type, message) => {
    switches.archived = archived;
    const repository = await newRepository({ archived: true });
    const move = { name: 'refs/heads/main', afterOid: repository.tip() ?? '' };
    const { errors } = await update(repository, tokenFor(repository), move);
    expect(errors).toMatchObject([{ type, path: ['updateRefs'], message }]);
  });

  test('one wrong id and the whole query is refused', async () => {
    const repository = await newRepository();
    const { data, errors } = await update(repository, tokenFor(repository), {
      name: 'refs/heads/main',
      afterOid: '29960dc',
    });
    expect(data).toBeUndefined();
    const explanation = 'Could not coerce value "29960dc" to GitObjectID';
    const path = ['refUpdates', 0, 'afterOid'];
    expect(errors).toEqual([
      {
        extensions: { value: expect.any(Object), problems: [{ path, explanation }] },
        locations: [{ line: 1, column: 10 }],
        message: `Variable $input of type UpdateRefsInput! was provided invalid value for refUpdates.0.afterOid (${explanation})`,
      },
    ]);
  });

  test('needs contents: write, and GITHUB_TOKEN starts nothing with it', async () => {
    const repository = await newRepository();
    const next = await repository.commit({ files: { a: '1' }, updateRef: false });
    const move = { name: 'refs/heads/main', afterOid: next };
    const reader = tokenFor(repository, { kind: 'actions', repositories: {} });
    const refused = await update(repository, reader, move);
    expect(refused).toMatchObject({
      data: { updateRefs: null },
      errors: [{ type: 'FORBIDDEN', message: 'Resource not accessible by integration' }],
    });
    const person = tokenFor(repository, { kind: 'classic', scopes: ['public_repo'], mayWrite: [] });
    const message = 'octocat does not have the correct permissions to execute `UpdateRefs`';
    expect((await update(repository, person, move)).errors).toMatchObject([{ type: 'FORBIDDEN', message }]);
    const writer = tokenFor(repository, { kind: 'actions' });
    expect((await update(repository, writer, move)).errors).toBeUndefined();
    expect(eventsOf(repository)).toEqual([]);
  });

  test('is not there on an older GitHub Enterprise Server, if the test says so', async () => {
    const repository = await newRepository();
    switches.hasUpdateRefs = false;
    const move = { name: 'refs/heads/main', afterOid: ZEROS };
    const { data, errors } = await update(repository, tokenFor(repository), move);
    expect(data).toBeUndefined();
    expect(errors.map(({ message }: { message: string }) => message)).toEqual([
      "UpdateRefsInput isn't a defined input type (on $input)",
      "Field 'updateRefs' doesn't exist on type 'Mutation'",
    ]);
  });
});
