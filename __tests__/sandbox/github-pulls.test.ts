import { afterEach, describe, expect, test } from '@jest/globals';
import type { Permissions, RepositoryOptions, SandboxRepository } from '../../sandbox/types.ts';
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

afterEach(() => {
  github.switches.mergeableUnknown = 0;
});

const WRITER: Permissions = { contents: 'write', pull_requests: 'write' };

/** A repository with a branch `topic` that is one commit ahead, and calls to it. */
async function setUp(options: RepositoryOptions = {}, permissions = WRITER, kind: 'app' | 'actions' = 'app') {
  const repository = await newRepository(options);
  await repository.commit({ branch: 'topic', files: { topic: '1' } });
  const token = tokenFor(repository, { kind, repositories: { [repository.fullName]: permissions } });
  const call = (method: string, path: string, body?: unknown) =>
    rest(method, `/repos/${repository.fullName}/${path}`, token, body);
  const open = (more = {}) => call('POST', 'pulls', { title: 'T', head: 'topic', base: 'main', ...more });
  return { repository, token, call, open };
}

const actionsOf = (repository: SandboxRepository) =>
  eventsOf(repository)
    .filter(({ name }) => name === 'pull_request')
    .map(({ payload, ref }) => [payload['action'], ref]);

describe('pull requests by REST', () => {
  test('one is opened, read, changed, commented on, and closed', async () => {
    const { repository, call, open } = await setUp();
    const opened = await open({ body: 'B', head: 'acme:topic' });
    expect(opened.status).toBe(201);
    const path = `pulls/${opened.body.number}`;
    expect((await call('GET', path)).body).toMatchObject({
      number: 1,
      state: 'open',
      title: 'T',
      body: 'B',
      user: { login: 'sandbox-app[bot]', type: 'Bot' },
      head: { ref: 'topic', label: 'acme:topic', sha: await repository.git('rev-parse', 'topic') },
      base: { ref: 'main' },
      mergeable: true,
      mergeable_state: 'clean',
      commits: 1,
      changed_files: 1,
      additions: 1,
    });
    const comment = await call('POST', 'issues/1/comments', { body: 'Hello' });
    expect(comment).toMatchObject({ status: 201, body: { body: 'Hello' } });
    await call('PATCH', path, { title: 'T2', body: 'B2' });
    expect((await call('PATCH', path, { state: 'closed' })).body).toMatchObject({
      state: 'closed',
      merged: false,
    });
    expect(await github.pullRequests(repository)).toEqual([
      {
        ...{ number: 1, title: 'T2', body: 'B2', head: 'topic', base: 'main', state: 'closed' },
        ...{ labels: [], assignees: [], reviewers: [], teams: [] },
        author: 'sandbox-app[bot]',
        headOid: await repository.git('rev-parse', 'topic'),
        comments: [{ author: 'sandbox-app[bot]', body: 'Hello' }],
      },
    ]);
    expect((await call('PATCH', path, { state: 'open' })).body.state).toBe('open');
    expect(actionsOf(repository).map(([action]) => action)).toEqual(['opened', 'closed', 'reopened']);
    expect(await call('GET', 'pulls/9')).toMatchObject({ status: 404 });
  });

  test('they are listed by state, head and base, newest first, in pages', async () => {
    const { repository, call, open } = await setUp();
    await open();
    await repository.commit({ branch: 'other', files: { other: '1' } });
    await open({ head: 'other' });
    await open({ head: 'other', base: 'topic' });
    await github.closePullRequest(repository, 1);
    const numbers = async (query: string) =>
      (await call('GET', `pulls?${query}`)).body.map(({ number }: { number: number }) => number);
    expect(await numbers('')).toEqual([3, 2]);
    expect(await numbers('state=all&base=main')).toEqual([2, 1]);
    expect(await numbers('state=closed')).toEqual([1]);
    expect(await numbers('head=acme:other&base=topic')).toEqual([3]);
    expect(await numbers('head=stranger:other')).toEqual([]);
    const page = await call('GET', 'pulls?per_page=1&page=2&state=all');
    expect(page.body[0].number).toBe(2);
    expect(page.headers.get('link')).toMatch(/page=1>; rel="prev".*page=3>; rel="next"/);
  });

  test.each<[string, object, object]>([
    [
      'a second one',
      {},
      { code: 'custom', message: expect.stringMatching(/^A pull request already exists for acme:topic\.$/) },
    ],
    ['one without commits', { base: 'topic2' }, { message: 'No commits between topic2 and topic' }],
    ['one from nowhere', { head: 'none' }, { code: 'invalid', field: 'head' }],
    ['one to nowhere', { base: 'none' }, { code: 'invalid', field: 'base' }],
    [
      'one that says too much',
      { body: 'x'.repeat(65_537) },
      { code: 'custom', field: 'body', message: 'body is too long (maximum is 65536 characters)' },
    ],
    ['one without a title', { title: undefined }, { code: 'missing_field', field: 'title' }],
    [
      'one of strangers',
      { base: 'alone' },
      { message: 'The topic branch has no history in common with alone' },
    ],
  ])('%s is refused', async (_, body, error) => {
    const { repository, open } = await setUp();
    await repository.commit({ branch: 'alone', parents: [], files: {} });
    await repository.git('branch', 'topic2', 'topic');
    await open();
    expect(await open(body)).toMatchObject({
      status: 422,
      body: { message: 'Validation Failed', errors: [{ resource: 'PullRequest', ...error }] },
    });
  });

  test('GITHUB_TOKEN opens one where the repository allows it; the runs wait for approval', async () => {
    const refused = await (await setUp({}, WRITER, 'actions')).open();
    expect(refused).toMatchObject({
      status: 403,
      body: { message: 'GitHub Actions is not permitted to create or approve pull requests.' },
    });
    const allowed = await setUp({ actionsMayOpenPullRequests: true }, WRITER, 'actions');
    expect(await allowed.open()).toMatchObject({
      status: 201,
      body: { user: { login: 'github-actions[bot]' } },
    });
    const next = await allowed.repository.commit({ branch: 'topic', files: { b: '1' }, updateRef: false });
    await allowed.call('PATCH', 'git/refs/heads/topic', { sha: next });
    await allowed.call('PATCH', 'pulls/1', { state: 'closed' });
    await allowed.call('PATCH', 'pulls/1', { state: 'open' });
    const events = eventsOf(allowed.repository);
    expect(events.map(({ name, payload }) => [name, payload['action']])).toEqual([
      ['pull_request', 'opened'],
      ['pull_request', 'synchronize'],
      ['pull_request', 'reopened'],
    ]);
    expect(events.every(({ awaitsApproval }) => awaitsApproval)).toBe(true);
  });

  test('an error about a head or a base names the field alone; a change of the base says more', async () => {
    const { call, open } = await setUp();
    const error = { resource: 'PullRequest', code: 'invalid' };
    expect((await open({ base: 'none' })).body.errors).toEqual([{ ...error, field: 'base' }]);
    await open();
    const message = "Proposed base branch 'none' was not found";
    const changed = await call('PATCH', 'pulls/1', { base: 'none' });
    expect([changed.status, changed.body.errors]).toEqual([422, [{ ...error, field: 'base', message }]]);
    expect(await call('PATCH', 'pulls/1', { body: 'x'.repeat(65_537) })).toMatchObject({ status: 422 });
  });

  test('one whose branch is gone can’t be opened again', async () => {
    const { call, open } = await setUp();
    await open();
    await call('DELETE', 'git/refs/heads/topic');
    const answer = await call('PATCH', 'pulls/1', { state: 'open' });
    const message = 'state cannot be changed. The topic branch was deleted.';
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ message }] } });
  });

  test('each call needs its permission', async () => {
    const { open, call } = await setUp({ private: true }, { contents: 'write' }, 'actions');
    const message = 'Resource not accessible by integration';
    expect(await open()).toMatchObject({ status: 403, body: { message } });
    expect(await call('GET', 'pulls')).toMatchObject({ status: 403, body: { message } });
    const comment = await call('POST', 'issues/1/comments', { body: 'x' });
    expect(comment).toMatchObject({ status: 403, body: { message } });
    expect(comment.headers.get('x-accepted-github-permissions')).toBe('issues=write; pull_requests=write');
    const issues = await setUp({}, { contents: 'read', issues: 'write' }, 'actions');
    await github.openPullRequest(issues.repository, { head: 'topic', base: 'main' });
    expect(await issues.call('POST', 'issues/1/comments', { body: 'x' })).toMatchObject({ status: 201 });
    expect(await issues.call('GET', 'pulls')).toMatchObject({ status: 200 });
  });
});

describe('a pull request', () => {
  test('follows its branch, and is closed with it', async () => {
    const { repository, call, open } = await setUp();
    await open();
    const next = await repository.commit({ branch: 'topic', files: { topic: '2' }, updateRef: false });
    await call('PATCH', 'git/refs/heads/topic', { sha: next });
    expect(await github.pullRequests(repository)).toMatchObject([{ headOid: next, state: 'open' }]);
    expect(await repository.git('rev-parse', 'refs/pull/1/head', 'refs/pull/1/merge^2')).toBe(
      `${next}\n${next}`,
    );
    await call('DELETE', 'git/refs/heads/topic');
    expect(await github.pullRequests(repository)).toMatchObject([{ headOid: next, state: 'closed' }]);
    expect(actionsOf(repository)).toEqual([
      ['opened', 'refs/pull/1/merge'],
      ['synchronize', 'refs/pull/1/merge'],
      ['closed', 'refs/pull/1/merge'],
    ]);
  });

  test.each(['merge', 'squash'] as const)('is merged by a person: %s', async (method) => {
    const { repository, open } = await setUp();
    repository.protect('main', { by: 'ruleset' });
    const [base, head] = [
      await repository.git('rev-parse', 'main'),
      await repository.git('rev-parse', 'topic'),
    ];
    await repository.commit({ files: { beside: '1' } });
    await open();
    const merged = await github.mergePullRequest(repository, 1, method);
    expect(await repository.git('rev-parse', 'main')).toBe(merged);
    expect(await repository.git('ls-tree', '--name-only', 'main')).toMatch(/beside\nplugins\ntopic/);
    const parents = (await repository.git('log', '-1', '--format=%P', 'main')).split(' ');
    expect(parents).toHaveLength(method === 'merge' ? 2 : 1);
    expect(parents.includes(head)).toBe(method === 'merge');
    expect(await repository.git('log', '-1', '--format=%s')).toBe(
      method === 'merge' ? 'Merge pull request #1 from acme/topic' : 'T (#1)',
    );
    expect(await github.pullRequests(repository)).toMatchObject([{ state: 'merged' }]);
    const [push, closed] = eventsOf(repository).slice(-2);
    expect(push).toMatchObject({
      name: 'push',
      ref: 'refs/heads/main',
      sha: merged,
      changedFiles: ['topic'],
    });
    expect(closed).toMatchObject({ name: 'pull_request', ref: 'refs/heads/main', sha: merged });
    expect(base).not.toBe(merged);
  });

  test('is asked for by GraphQL', async () => {
    const { repository, token, open } = await setUp();
    await open({ body: 'B' });
    await github.openPullRequest(repository, { head: 'topic', base: 'main', title: 'Mine', fromFork: true });
    await github.mergePullRequest(repository, 2, 'merge');
    await repository.commit({ branch: 'topic', files: { topic: '2' } });
    const fields = `id number url title body state headRefName headRefOid baseRefName mergeable isCrossRepository
      author { __typename login } commits(first: 1) { totalCount nodes { commit { oid } } }`;
    const query = `${NAME} { repository(owner: $owner, name: $name) {
      mine: pullRequests(first: 1, states: [OPEN], headRefName: "topic", baseRefName: "main",
        orderBy: {field: CREATED_AT, direction: DESC}) { totalCount nodes { ${fields} } pageInfo { hasNextPage } }
      none: pullRequests(first: 1, headRefName: "none") { totalCount }
      pullRequest(number: 2) { state merged author { __typename login } isCrossRepository mergeable }
      gone: pullRequest(number: 9) { id } } }`;
    const { body } = await graphql(token, query, variablesOf(repository));
    const oid = await repository.git('rev-parse', 'topic');
    expect(body.data.repository).toMatchObject({
      mine: {
        totalCount: 1,
        pageInfo: { hasNextPage: false },
        nodes: [
          {
            ...{ number: 1, title: 'T', body: 'B', state: 'OPEN', mergeable: 'MERGEABLE' },
            ...{ headRefName: 'topic', headRefOid: oid, baseRefName: 'main', isCrossRepository: false },
            author: { __typename: 'Bot', login: 'sandbox-app' },
            commits: { totalCount: 1, nodes: [{ commit: { oid } }] },
          },
        ],
      },
      none: { totalCount: 0 },
      pullRequest: {
        ...{ state: 'MERGED', merged: true, isCrossRepository: true, mergeable: 'UNKNOWN' },
        author: { __typename: 'User', login: 'contributor' },
      },
      gone: null,
    });
    expect(body.errors).toMatchObject([{ type: 'NOT_FOUND', path: ['repository', 'gone'] }]);
  });

  test('that conflicts says so, after GitHub has found it out', async () => {
    const { repository, token, call, open } = await setUp();
    await repository.commit({ files: { topic: 'ours' } });
    github.switches.mergeableUnknown = 2;
    expect((await open()).body).toMatchObject({ mergeable: null, mergeable_state: 'unknown' });
    const query = `${NAME} { repository(owner: $owner, name: $name) { pullRequest(number: 1) { mergeable } } }`;
    const ask = async () =>
      (await graphql(token, query, variablesOf(repository))).body.data.repository.pullRequest.mergeable;
    expect([await ask(), await ask()]).toEqual(['UNKNOWN', 'CONFLICTING']);
    expect((await call('GET', 'pulls/1')).body).toMatchObject({ mergeable: false, mergeable_state: 'dirty' });
    expect(actionsOf(repository)).toEqual([]);
    await expect(github.mergePullRequest(repository, 1, 'merge')).rejects.toThrow(/conflicts/);
  });
});

describe('the workflow dispatch', () => {
  const files = {
    '.github/workflows/update.yml': 'on:\n  workflow_dispatch:\n    inputs:\n      plugin: {}\njobs: {}\n',
    '.github/workflows/needs.yml':
      'on: {workflow_dispatch: {inputs: {mandatory: {required: true}, usual: {required: true, default: x}, free: {}}}}\n',
    '.github/workflows/short.yml': 'on: [push, workflow_dispatch]\n',
    '.github/workflows/push.yml': 'on: push\n',
  };

  async function dispatching(permissions: Permissions = { contents: 'read', actions: 'write' }) {
    const { repository, call } = await setUp({}, permissions, 'actions');
    await repository.commit({ files });
    const dispatch = (workflow: string, body: object = { ref: 'main' }) =>
      call('POST', `actions/workflows/${workflow}/dispatches`, body);
    return { repository, dispatch };
  }

  test('starts a workflow by its file name, with GITHUB_TOKEN too', async () => {
    const { repository, dispatch } = await dispatching();
    const answer = await dispatch('update.yml', { ref: 'main', inputs: { plugin: 'a' } });
    expect([answer.status, answer.body]).toEqual([204, null]);
    expect(await dispatch('short.yml', { ref: 'refs/heads/main' })).toMatchObject({ status: 204 });
    expect(eventsOf(repository)).toMatchObject([
      {
        name: 'workflow_dispatch',
        ref: 'refs/heads/main',
        actor: 'github-actions[bot]',
        payload: { workflow: '.github/workflows/update.yml', inputs: { plugin: 'a' } },
      },
      { name: 'workflow_dispatch' },
    ]);
  });

  test('is refused where there is nothing to start', async () => {
    const { repository, dispatch } = await dispatching();
    const refused = async (workflow: string, body?: object) => {
      const answer = await dispatch(workflow, body);
      return [answer.status, answer.body.message];
    };
    expect(await refused('none.yml')).toEqual([404, 'Not Found']);
    expect(await refused('push.yml')).toEqual([422, "Workflow does not have 'workflow_dispatch' trigger"]);
    expect(await refused('update.yml', { ref: 'topic' })).toEqual([
      422,
      "Workflow does not have 'workflow_dispatch' trigger",
    ]);
    expect(await refused('update.yml', { ref: 'x' })).toEqual([422, 'No ref found for: x']);
    expect(await refused('update.yml', { ref: 'main', inputs: { x: '1' } })).toEqual([
      422,
      'Unexpected inputs provided: ["x"]',
    ]);
    repository.setWorkflowState('.github/workflows/short.yml', 'disabled_manually');
    expect(await refused('short.yml')).toEqual([
      422,
      "Cannot trigger a 'workflow_dispatch' on a disabled workflow",
    ]);
    expect(await refused('needs.yml')).toEqual([422, "Required input 'mandatory' not provided"]);
    const reader = await dispatching({ contents: 'write', actions: 'read' });
    expect(await reader.dispatch('update.yml')).toMatchObject({ status: 403 });
    expect([...eventsOf(repository), ...eventsOf(reader.repository)]).toEqual([]);
  });
});
