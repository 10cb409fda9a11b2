import { describe, expect, test } from '@jest/globals';
import type { SandboxRepository } from '../../sandbox/types.ts';
import {
  type Answered,
  emptyRepository,
  eventsOf,
  github,
  newRepository,
  rest,
  tokenFor,
} from './github-setup.ts';

const ZEROS = '0'.repeat(40);
const OTHER = '1'.repeat(40);
const tip = (repository: SandboxRepository, branch = 'main') => repository.git('rev-parse', branch);

/** A repository, its path for git data, and a call to it with a token that may write. */
async function setUp(kind: 'fine-grained' | 'actions' | 'app' = 'fine-grained') {
  const repository = await newRepository();
  const token = tokenFor(repository, { kind });
  const call = (method: string, path: string, body?: unknown): Promise<Answered> =>
    rest(method, `/repos/${repository.fullName}/git/${path}`, token, body);
  return { repository, token, call, base: await tip(repository) };
}

describe('trees', () => {
  test('a tree changes a base tree at nested paths, with every mode, and submodules of elsewhere', async () => {
    const { repository, call, base } = await setUp();
    const blob = await repository.git('rev-parse', 'main:README.md');
    const tree = [
      { path: 'a/b/new.txt', mode: '100644', type: 'blob', content: 'grüße\n' },
      { path: 'a/run', mode: '100755', type: 'blob', sha: blob },
      { path: 'link', mode: '120000', type: 'blob', content: 'README.md' },
      { path: 'sub/module', mode: '160000', type: 'commit', sha: OTHER },
      { path: 'plugins/a/plugin.json', sha: null },
    ];
    const { status, body } = await call('POST', 'trees', { base_tree: base, tree });
    expect([status, body.truncated]).toEqual([201, false]);
    expect(body.tree).toMatchObject([
      { path: 'README.md', mode: '100644', type: 'blob', sha: blob, size: 6 },
      { path: 'a', mode: '040000', type: 'tree' },
      { path: 'link', mode: '120000' },
      { path: 'sub', type: 'tree' },
    ]);
    expect(await repository.git('ls-tree', '-r', '--name-only', body.sha)).toBe(
      'README.md\na/b/new.txt\na/run\nlink\nsub/module',
    );
    expect(await repository.git('show', `${body.sha}:a/b/new.txt`)).toBe('grüße');
    expect(await repository.git('ls-tree', body.sha, 'sub/')).toMatch(/^160000 commit 1{40}/);
    expect(await repository.git('fsck', '--strict')).not.toMatch(/error|missing|warning/);
  });

  test('without a base only what is given is there; the base may be a tree', async () => {
    const { repository, call } = await setUp();
    const tree = [{ path: 'x', mode: '100644', type: 'blob', content: '1' }];
    const alone = await call('POST', 'trees', { tree });
    expect(alone.body.tree).toHaveLength(1);
    const base_tree = await repository.git('rev-parse', 'main^{tree}');
    expect((await call('POST', 'trees', { base_tree, tree })).body.tree).toHaveLength(3);
  });

  test.each<[string, object, number, string]>([
    ['a base that is not there', { base_tree: OTHER, tree: [] }, 422, 'base_tree is not a valid tree oid'],
    [
      'a blob that is not there',
      { tree: [{ path: 'x', mode: '100644', type: 'blob', sha: OTHER }] },
      422,
      `tree.sha ${OTHER} is not a valid blob`,
    ],
    [
      'a path to delete that is not there',
      { tree: [{ path: 'x', sha: null }] },
      422,
      'GitRPC::BadObjectState',
    ],
    [
      'a path that git does not take',
      { tree: [{ path: 'a/../x', mode: '100644', content: '' }] },
      422,
      'tree.path contains a malformed path component',
    ],
    [
      'a path that starts with a slash',
      { tree: [{ path: '/x', mode: '100644', content: '' }] },
      422,
      'tree.path cannot start with a slash',
    ],
    [
      'an entry with neither content nor id',
      { tree: [{ path: 'x', mode: '100644', type: 'blob' }] },
      422,
      'Must supply either tree.sha or tree.content. Request will be rejected if both are present.',
    ],
    [
      'a mode that git does not know',
      { tree: [{ path: 'x', mode: '1', content: '' }] },
      422,
      'Invalid request',
    ],
    ['content of a folder', { tree: [{ path: 'x', mode: '040000', content: '' }] }, 501, 'the entry'],
  ])('%s is refused', async (_, body, status, message) => {
    const { call } = await setUp();
    const answer = await call('POST', 'trees', body);
    expect([answer.status, answer.body.message]).toEqual([status, expect.stringContaining(message)]);
  });
});

describe('commits', () => {
  test('a bot’s commit is the bot’s, committed by GitHub, and verified', async () => {
    const { repository, call, base } = await setUp('actions');
    const tree = await repository.git('rev-parse', 'main^{tree}');
    const { status, body } = await call('POST', 'commits', { message: 'Update', tree, parents: [base] });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      author: {
        name: 'github-actions[bot]',
        email: '41898282+github-actions[bot]@users.noreply.github.com',
      },
      committer: { name: 'GitHub', email: 'noreply@github.com' },
      tree: { sha: tree },
      parents: [{ sha: base }],
      verification: { verified: true, reason: 'valid' },
    });
    expect(await repository.git('log', '-1', '--format=%s %an %cn', body.sha)).toBe(
      'Update github-actions[bot] GitHub',
    );
    expect(await tip(repository)).toBe(base);
    const own = await call('POST', 'commits', { message: 'm', tree, author: { name: 'A', email: 'a@b.c' } });
    expect(own.body).toMatchObject({ committer: { name: 'A' }, verification: { verified: false } });
  });

  test('a person’s commit is not verified; times keep their offset', async () => {
    const { repository, call } = await setUp();
    const tree = await repository.git('rev-parse', 'main^{tree}');
    const { body } = await call('POST', 'commits', { message: 'm', tree });
    expect(body).toMatchObject({
      author: { email: 'octocat@example.com' },
      committer: { email: 'octocat@example.com' },
      parents: [],
      verification: { verified: false, reason: 'unsigned' },
    });
    const author = { name: 'A', email: 'a@b.c', date: '2026-01-12T10:00:00+02:00' };
    const dated = await call('POST', 'commits', { message: 'm', tree, author });
    expect(dated.body.author.date).toBe('2026-01-12T08:00:00Z');
    expect(await repository.git('log', '-1', '--format=%aI', dated.body.sha)).toBe(author.date);
  });

  test('a tree or parent that is not there is refused', async () => {
    const { repository, call, base } = await setUp();
    const tree = await repository.git('rev-parse', 'main^{tree}');
    const refused = async (body: object) =>
      (await call('POST', 'commits', { message: 'm', ...body })).body.message;
    expect(await refused({ tree: OTHER })).toBe('Tree SHA does not exist');
    expect(await refused({ tree: base })).toBe('Tree SHA is not a tree object');
    expect(await refused({ tree, parents: [tree] })).toBe(
      'Parent SHA does not exist or is not a commit object',
    );
    expect(await refused({ tree, parents: ['main'] })).toMatch(/^Each SHA in the 'parents' parameter/);
  });
});

describe('refs', () => {
  test('matching refs are those whose names begin alike, sorted; an annotated tag is a tag', async () => {
    const { repository, call, base } = await setUp();
    await repository.tag('v2', base);
    const tag = await repository.tag('v1', base, { annotated: true });
    await repository.commit({ branch: 'v1', files: {} });
    const { body } = await call('GET', 'matching-refs/tags/v');
    expect(body).toMatchObject([
      { ref: 'refs/tags/v1', object: { type: 'tag', sha: tag } },
      { ref: 'refs/tags/v2', object: { type: 'commit', sha: base } },
    ]);
    expect((await call('GET', 'matching-refs/tags/w')).body).toEqual([]);
    expect((await call('GET', 'ref/heads/main')).body).toMatchObject({ object: { sha: base } });
    expect(await call('GET', 'ref/heads/mai')).toMatchObject({ status: 404 });
    await repository.git('pack-refs', '--all');
    expect((await call('GET', 'matching-refs/tags/v')).body).toEqual(body);
  });

  test('a branch is moved forward, made and deleted, with a push event for each', async () => {
    const { repository, call, base } = await setUp();
    const next = await repository.commit({ files: { 'a.txt': '1' }, updateRef: false });
    const moved = await call('PATCH', 'refs/heads/main', { sha: next });
    expect(moved).toMatchObject({ status: 200, body: { ref: 'refs/heads/main', object: { sha: next } } });
    const made = await call('POST', 'refs', { ref: 'refs/heads/x/y', sha: base });
    expect(made).toMatchObject({ status: 201, body: { ref: 'refs/heads/x/y', object: { sha: base } } });
    expect(await call('DELETE', 'refs/heads/x/y')).toMatchObject({ status: 204, body: null });
    expect(eventsOf(repository).map(({ payload }) => payload)).toMatchObject([
      { before: base, after: next, created: false, forced: false, commits: [{ id: next }] },
      { before: ZEROS, after: base, created: true, base_ref: null, commits: [] },
      { before: base, after: ZEROS, deleted: true },
    ]);
    expect(eventsOf(repository)[0]).toMatchObject({ actor: 'octocat', changedFiles: ['a.txt'] });
  });

  test('GITHUB_TOKEN moves branches without an event', async () => {
    const { repository, call } = await setUp('actions');
    const next = await repository.commit({ files: { a: '1' }, updateRef: false });
    expect(await call('PATCH', 'refs/heads/main', { sha: next })).toMatchObject({ status: 200 });
    expect([await tip(repository), eventsOf(repository)]).toEqual([next, []]);
  });

  test('only force moves a branch to where it does not lead, and says so in the event', async () => {
    const { repository, call } = await setUp();
    const aside = await repository.commit({ files: { a: '1' }, parents: [], updateRef: false });
    const refused = await call('PATCH', 'refs/heads/main', { sha: aside });
    expect(refused).toMatchObject({ status: 422, body: { message: 'Update is not a fast forward' } });
    expect(await call('PATCH', 'refs/heads/main', { sha: aside, force: true })).toMatchObject({
      status: 200,
    });
    expect(eventsOf(repository)).toMatchObject([{ payload: { after: aside, forced: true } }]);
  });

  test.each<[string, string, string, object | undefined, string]>([
    ['a ref that is there', 'POST', 'refs', { ref: 'refs/heads/main', sha: '' }, 'Reference already exists'],
    ['a ref that is not there', 'PATCH', 'refs/heads/none', { sha: '' }, 'Reference does not exist'],
    ['a ref to delete that is not there', 'DELETE', 'refs/heads/none', undefined, 'Reference does not exist'],
    [
      'an object that is not there',
      'POST',
      'refs',
      { ref: 'refs/heads/x', sha: OTHER },
      'Object does not exist',
    ],
    ['a ref below another', 'POST', 'refs', { ref: 'refs/heads/main/x', sha: '' }, 'Reference update failed'],
  ])('%s is refused', async (_, method, path, body, message) => {
    const { repository, call, base } = await setUp();
    const filled = body && { ...body, ...('sha' in body && body.sha === '' ? { sha: base } : {}) };
    expect(await call(method, path, filled)).toMatchObject({ status: 422, body: { message } });
    expect([await tip(repository), eventsOf(repository)]).toEqual([base, []]);
  });

  test('a branch can’t be moved to an object that is not there: 500 without a word', async () => {
    const { repository, call, base } = await setUp();
    const answer = await call('PATCH', 'refs/heads/main', { sha: OTHER });
    expect([answer.status, answer.body, await tip(repository)]).toEqual([500, null, base]);
  });

  test('a branch that moved meanwhile may not be updated, if the test says so', async () => {
    const { repository, call, base } = await setUp();
    const late = await repository.commit({ files: { a: '1' }, parents: [base], updateRef: false });
    await repository.commit({ files: { b: '1' } });
    github.switches.movedBranch = 'cannot-be-updated';
    const answer = await call('PATCH', 'refs/heads/main', { sha: late });
    github.switches.movedBranch = 'not-fast-forward';
    expect(answer).toMatchObject({ status: 422, body: { message: 'Reference cannot be updated' } });
  });

  test('matching refs come in pages on older servers', async () => {
    const { repository, call } = await setUp();
    for (const name of ['v1', 'v2', 'v3']) await repository.tag(name);
    const names = (body: { ref: string }[]) => body.map(({ ref }) => ref);
    const all = await call('GET', 'matching-refs/tags/?per_page=2');
    expect([names(all.body).length, all.headers.get('link')]).toEqual([3, null]);
    github.switches.matchingRefs = 'pages';
    const { body, headers } = await call('GET', 'matching-refs/tags/?per_page=2');
    github.switches.matchingRefs = 'all';
    expect(names(body)).toEqual(['refs/tags/v1', 'refs/tags/v2']);
    expect(headers.get('link')).toMatch(/page=2>; rel="next"/);
  });

  test('who may only read is refused, and an empty repository has nothing to write to', async () => {
    const { repository, base } = await setUp();
    const reader = tokenFor(repository, { repositories: { [repository.fullName]: { contents: 'read' } } });
    const body = { ref: 'refs/heads/x', sha: base };
    const refused = await rest('POST', `/repos/${repository.fullName}/git/refs`, reader, body);
    expect(refused).toMatchObject({
      status: 403,
      body: { message: 'Resource not accessible by personal access token' },
    });
    expect(refused.headers.get('x-accepted-github-permissions')).toBe(
      'contents=write; contents=write,workflows=write',
    );
    const empty = await emptyRepository();
    const path = `/repos/${empty.fullName}/git/refs`;
    expect(await rest('POST', path, tokenFor(empty), body)).toMatchObject({
      status: 409,
      body: { message: 'Git Repository is empty.' },
    });
  });

  test('of two who move a branch from the same commit at once, one is refused', async () => {
    const { repository, call } = await setUp();
    const ours = await Promise.all(
      ['a', 'b'].map((name) => repository.commit({ files: { [name]: '1' }, updateRef: false })),
    );
    const answers = await Promise.all(ours.map((sha) => call('PATCH', 'refs/heads/main', { sha })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });

  test('a thousand tags are made and listed in a second or so', async () => {
    const { repository, call, base } = await setUp();
    for (let n = 0; n < 1000; n++) await repository.tag(`v0.0.${n}`, base, { annotated: n % 2 === 0 });
    const { body } = await call('GET', 'matching-refs/tags/v0');
    expect(body).toHaveLength(1000);
    expect(github.requests.at(-1)).toMatchObject({ status: 200 });
  });
});
