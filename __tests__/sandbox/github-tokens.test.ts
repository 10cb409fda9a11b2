import { describe, expect, test } from '@jest/globals';
import type { Permissions, SandboxRepository, TokenKind, TokenOptions } from '../../sandbox/types.ts';
import {
  dispatches,
  emptyRepository,
  eventsOf,
  github,
  newRepository,
  rest,
  tokenFor,
} from './github-setup.ts';

const PERSONAL = 'Resource not accessible by personal access token';
const INTEGRATION = 'Resource not accessible by integration';
const SECRETS =
  'You must have repository read permissions or have the repository secrets fine-grained permission.';
const POLICIES =
  'You must have repository read permissions or have the repository Actions policies fine-grained permission.';

function token(repository: SandboxRepository, kind: TokenKind, permissions: Permissions): string {
  return tokenFor(repository, { kind, repositories: { [repository.fullName]: permissions } });
}

/** A call; the permission that it takes; what a classic token of somebody who may only write is told. */
const CALLS: [string, string, number, string?][] = [
  ['/actions/workflows', 'actions', 200],
  ['/actions/workflows/none.yml', 'actions', 404],
  ['/actions/workflows/none.yml/runs', 'actions', 404],
  ['/actions/runs', 'actions', 200],
  ['/branches/main', 'contents', 200],
  ['/actions/secrets', 'secrets', 200],
  ['/actions/secrets/NONE', 'secrets', 404],
  ['/actions/organization-secrets', 'secrets', 200],
  ['/actions/variables', 'actions_variables', 200],
  ['/actions/organization-variables', 'actions_variables', 200],
  ['/dependabot/secrets/NONE', 'dependabot_secrets', 404],
  ['/branches/main/protection', 'administration', 404, 'Not Found'],
  ['/actions/permissions', 'administration', 403, POLICIES],
  ['/actions/permissions/workflow', 'administration', 403, POLICIES],
  ['/actions/permissions/selected-actions', 'administration', 403, POLICIES],
];

describe.each(CALLS)('GET %s takes %s', (below, name, status, message) => {
  const ask = async (kind: TokenKind, granted: Permissions) => {
    const repository = await newRepository({ private: true, allowedActions: 'selected' });
    repository.protect('main', { by: 'branch-protection' });
    const text = token(repository, kind, granted);
    return rest('GET', `/repos/${repository.fullName}${below}`, text);
  };

  test.each<[TokenKind, string]>([
    ['fine-grained', PERSONAL],
    ['app', INTEGRATION],
    ['actions', INTEGRATION],
  ])('of a %s token', async (kind, refusal) => {
    const granted = await ask(kind, { [name]: 'read' });
    expect([granted.status, granted.body.message]).not.toEqual([403, refusal]);
    expect([200, 404]).toContain(granted.status);
    const refused = await ask(kind, { metadata: 'read' });
    expect([refused.status, refused.body.message]).toEqual([403, refusal]);
    expect(refused.headers.get('x-accepted-github-permissions')).toBe(`${name}=read`);
    expect(refused.headers.get('x-oauth-scopes')).toBeNull();
  });

  test('and of a classic token what its owner may see', async () => {
    const repository = await newRepository({ private: true, allowedActions: 'selected' });
    repository.protect('main', { by: 'branch-protection' });
    const path = `/repos/${repository.fullName}${below}`;
    const options: TokenOptions = { kind: 'classic', scopes: ['repo', 'workflow'] };
    const admin = await rest('GET', path, github.createToken(options));
    expect(admin.status).toBe(message === undefined ? status : 200);
    const writer = await rest('GET', path, github.createToken({ ...options, mayAdminister: [] }));
    expect(writer.status).toBe(status);
    if (message !== undefined) expect(writer.body.message).toBe(message);
    expect(writer.headers.get('x-oauth-scopes')).toBe('repo, workflow');
    expect(writer.headers.get('x-accepted-oauth-scopes')).toBe('repo');
    const stranger = await rest('GET', path, github.createToken({ ...options, mayWrite: [] }));
    expect([stranger.status, stranger.body.message]).toEqual([404, 'Not Found']);
  });
});

test('what is public everybody sees; secrets and settings they do not', async () => {
  const repository = await newRepository();
  const path = `/repos/${repository.fullName}`;
  const stranger = github.createToken({ kind: 'fine-grained', mayWrite: [] });
  const open = [
    '',
    '/actions/workflows',
    '/actions/runs',
    '/branches/main',
    '/rules/branches/main',
    '/commits/main',
  ];
  for (const below of open) {
    expect([below, (await rest('GET', path + below)).status]).toEqual([below, 200]);
    expect([below, (await rest('GET', path + below, stranger)).status]).toEqual([below, 200]);
  }
  for (const below of ['/actions/secrets', '/actions/permissions', '/branches/main/protection']) {
    expect([below, (await rest('GET', path + below)).status]).toEqual([below, 401]);
    expect([below, (await rest('GET', path + below, stranger)).status]).toEqual([below, 403]);
  }
  const classic = github.createToken({ kind: 'classic', scopes: ['public_repo'] });
  const secrets = await rest('GET', `${path}/actions/secrets`, classic);
  expect([secrets.status, secrets.body.message]).toEqual([403, SECRETS]);
});

const role = (admin: boolean, push: boolean, pull: boolean) => ({
  ...{ admin, maintain: admin, push, triage: push, pull },
});
test.each<[string, Partial<TokenOptions>, object | undefined]>([
  ['an admin’s classic token', { kind: 'classic', scopes: ['repo'] }, role(true, true, true)],
  [
    'a writer’s classic token',
    { kind: 'classic', scopes: ['repo'], mayAdminister: [] },
    role(false, true, true),
  ],
  ['a classic token without scope, of an admin', { kind: 'classic', scopes: [] }, role(true, true, true)],
  ['a fine-grained token that may read, of an admin', { repositories: {} }, role(true, true, true)],
  ['a fine-grained token of a stranger', { mayWrite: [] }, role(false, false, true)],
  ['an App’s token that may write', { kind: 'app' }, role(false, false, false)],
  ['GITHUB_TOKEN', { kind: 'actions' }, undefined],
])('`permissions` of a repository are those of the token’s owner: %s', async (_, options, permissions) => {
  const repository = await newRepository();
  const { body } = await rest('GET', `/repos/${repository.fullName}`, tokenFor(repository, options));
  expect(body.permissions).toEqual(permissions);
  expect(body).toMatchObject({ archived: false, private: false, default_branch: 'main' });
});

test('a private repository shows to those who may read it, and to them only', async () => {
  const repository = await newRepository({ private: true });
  const { fullName } = repository;
  const classic: TokenOptions = { kind: 'classic', scopes: ['repo'], mayWrite: [] };
  const reader = github.createToken({ ...classic, mayRead: [fullName] });
  const { status, body } = await rest('GET', `/repos/${fullName}`, reader);
  expect([status, body.private, body.permissions]).toEqual([200, true, role(false, false, true)]);
  const dispatch = await rest('POST', dispatches(repository), reader, { event_type: 'x' });
  expect([dispatch.status, eventsOf(repository)]).toEqual([404, []]);
  expect(await rest('GET', `/repos/${fullName}`, github.createToken(classic))).toMatchObject({ status: 404 });
  const left = tokenFor(repository, { mayWrite: [] });
  expect(await rest('GET', `/repos/${fullName}`, left)).toMatchObject({ status: 404 });
});

test('a fine-grained token may do no more than its owner', async () => {
  const repository = await newRepository();
  const reader = tokenFor(repository, { mayWrite: [] });
  const answer = await rest('POST', dispatches(repository), reader, { event_type: 'x' });
  expect(answer).toMatchObject({ status: 403, body: { message: PERSONAL } });
});

describe('a dispatch without `event_type`', () => {
  const MISSING = 'Invalid request.\n\n"event_type" wasn\'t supplied.';
  test.each<[string, Partial<TokenOptions>, number, string]>([
    ['a fine-grained token that may write', {}, 422, MISSING],
    ['a classic token', { kind: 'classic', scopes: ['repo'] }, 422, MISSING],
    ['an App’s token', { kind: 'app' }, 422, MISSING],
    ['GITHUB_TOKEN', { kind: 'actions' }, 422, MISSING],
    ['a fine-grained token that may read', { repositories: {} }, 403, PERSONAL],
    ['another App’s token', { kind: 'app', repositories: {} }, 403, INTEGRATION],
    ['a classic token without scope', { kind: 'classic', scopes: [] }, 404, 'Not Found'],
    ['a revoked token', { revoked: true }, 401, 'Bad credentials'],
    ['an expired token', { expires: new Date(0) }, 401, 'Bad credentials'],
  ])('tells whether one may dispatch, and starts nothing: %s', async (_, options, status, message) => {
    const repository = await newRepository();
    const before = github.dispatches.length;
    const { status: answered, body } = await rest(
      'POST',
      dispatches(repository),
      tokenFor(repository, options),
      {},
    );
    expect([answered, body.message]).toEqual([status, message]);
    expect([eventsOf(repository), github.dispatches.length]).toEqual([[], before]);
  });

  test('is told of an archive, of single sign-on and of another name before its body is read', async () => {
    const repository = await newRepository();
    const text = tokenFor(repository);
    const probe = () => rest('POST', dispatches(repository), text, {});
    repository.update({ archived: true });
    expect(await probe()).toMatchObject({
      status: 403,
      body: { message: expect.stringMatching(/archived/) },
    });
    repository.update({ archived: false, sso: true });
    const sso = await probe();
    expect([sso.status, sso.headers.get('x-github-sso')]).toEqual([
      403,
      expect.stringMatching(/^required; /),
    ]);
    repository.update({ sso: false });
    const path = dispatches(repository);
    await repository.rename(`${repository.fullName}-new`);
    expect(await rest('POST', path, text, {})).toMatchObject({ status: 307 });
    expect(await probe()).toMatchObject({ status: 422 });
  });
});

test.each<[TokenOptions, string | null]>([
  [{ kind: 'classic', scopes: [] }, '2099-07-31 08:13:04 UTC'],
  [{ kind: 'fine-grained' }, '2099-07-31 10:13:04 +0200'],
  [{ kind: 'fine-grained', zone: '-0730' }, '2099-07-31 00:43:04 -0730'],
  [{ kind: 'fine-grained', zone: 'UTC' }, '2099-07-31 08:13:04 UTC'],
  [{ kind: 'fine-grained', shownExpiry: new Date(Date.UTC(2025, 8, 5)) }, '2025-09-05 02:00:00 +0200'],
  [{ kind: 'app-user' }, '2099-07-31 08:13:04 UTC'],
  [{ kind: 'app' }, null],
  [{ kind: 'actions' }, null],
])('when a token ends is written in its own way, on refusals too: %j', async (options, text) => {
  const token = github.createToken({ ...options, expires: new Date(Date.UTC(2099, 6, 31, 8, 13, 4)) });
  for (const path of ['/rate_limit', '/repos/acme/none']) {
    const { headers } = await rest('GET', path, token);
    expect(headers.get('github-authentication-token-expiration')).toBe(text);
  }
});

test.each([
  ['POST', 'git/refs', 'contents=write; contents=write,workflows=write', 'repo'],
  ['PATCH', 'git/refs/heads/main', 'contents=write; contents=write,workflows=write', 'repo'],
  ['POST', 'git/trees', 'contents=write', 'repo'],
  ['POST', 'dispatches', 'contents=write', ''],
  ['POST', 'pulls', 'pull_requests=write', ''],
  ['POST', 'actions/workflows/x.yml/dispatches', 'actions=write', ''],
  ['POST', 'issues/1/comments', 'issues=write; pull_requests=write', 'repo'],
])(
  '%s %s names what it takes: %s, or scopes to classic tokens alone',
  async (method, below, permissions, scopes) => {
    const repository = await newRepository();
    const path = `/repos/${repository.fullName}/${below}`;
    const names = ['x-accepted-github-permissions', 'x-oauth-scopes', 'x-accepted-oauth-scopes'];
    const shown = async (token: string) => {
      const { headers } = await rest(method, path, token, {});
      return names.map((name) => headers.get(name));
    };
    for (const kind of ['fine-grained', 'app', 'app-user'] as const) {
      expect(await shown(tokenFor(repository, { kind, repositories: {} }))).toEqual([
        permissions,
        null,
        null,
      ]);
    }
    const classic = github.createToken({ kind: 'classic', scopes: ['repo', 'workflow'], mayWrite: [] });
    expect(await shown(classic)).toEqual([null, 'repo, workflow', scopes]);
  },
);

test('a token that an App has of its user may do no more than either', async () => {
  const repository = await newRepository();
  const probe = async (options: Partial<TokenOptions>) => {
    const token = tokenFor(repository, { kind: 'app-user', ...options });
    expect(token).toMatch(/^ghu_/);
    const { status, body } = await rest('POST', dispatches(repository), token, {});
    return [status, status === 403 ? body.message : null];
  };
  expect(await probe({})).toEqual([422, null]);
  expect(await probe({ repositories: {} })).toEqual([403, INTEGRATION]);
  expect(await probe({ mayWrite: [] })).toEqual([403, INTEGRATION]);
});

test.each([
  ['right-first', 403, PERSONAL],
  ['body-first', 422, 'Invalid request.\n\n"event_type" wasn\'t supplied.'],
] as const)('a dispatch without a type and without the right: %s', async (order, status, message) => {
  github.switches.dispatchOrder = order;
  const open = await newRepository();
  const answer = await rest('POST', dispatches(open), tokenFor(open, { repositories: {} }), {});
  const closed = await newRepository({ private: true });
  const hidden = await rest('POST', dispatches(closed), tokenFor(closed, { repositories: {} }), {});
  github.switches.dispatchOrder = 'right-first';
  expect([answer.status, answer.body.message]).toEqual([status, message]);
  expect(hidden.status).toBe(404);
});

test.each<[Partial<TokenOptions>, string]>([
  [{}, PERSONAL],
  [{ kind: 'actions' }, INTEGRATION],
])('an archive may look like a missing right: %j', async (options, message) => {
  github.switches.archived = 'forbidden';
  const repository = await newRepository({ archived: true });
  const answer = await rest('POST', dispatches(repository), tokenFor(repository, options), {
    event_type: 'x',
  });
  github.switches.archived = 'read-only';
  expect([answer.status, answer.body.message]).toEqual([403, message]);
});

describe('whose token it is', () => {
  test('GET /user names a person and refuses Apps', async () => {
    const expires = new Date(Date.UTC(2099, 0, 2, 3, 4, 5));
    const personal = github.createToken({ kind: 'fine-grained', login: 'ann', expires });
    const { status, body, headers } = await rest('GET', '/user', personal);
    expect([status, body.login, body.type]).toEqual([200, 'ann', 'User']);
    expect(headers.get('github-authentication-token-expiration')).toBe('2099-01-02 05:04:05 +0200');
    const classic = await rest('GET', '/user', github.createToken({ kind: 'classic', scopes: ['repo'] }));
    expect([classic.body.login, classic.headers.get('x-oauth-scopes')]).toEqual(['octocat', 'repo']);
    for (const kind of ['app', 'actions'] as const) {
      const answer = await rest('GET', '/user', github.createToken({ kind }));
      expect(answer).toMatchObject({ status: 403, body: { message: INTEGRATION } });
    }
    expect(await rest('GET', '/user')).toMatchObject({ status: 401 });
    expect(await rest('GET', '/user', 'ghp_unknown')).toMatchObject({
      status: 401,
      body: { message: 'Bad credentials' },
    });
  });

  test('GET /installation/repositories lists what an installation reaches and refuses persons', async () => {
    const [one, two] = [await emptyRepository({ private: true }), await emptyRepository()];
    const repositories = { [one.fullName]: {}, [two.fullName]: {} };
    for (const kind of ['app', 'actions'] as const) {
      const answer = await rest(
        'GET',
        '/installation/repositories?per_page=1&page=2',
        github.createToken({ kind, repositories }),
      );
      expect(answer).toMatchObject({
        status: 200,
        body: { total_count: 2, repositories: [{ full_name: two.fullName }] },
      });
      expect(answer.headers.get('link')).toMatch(/page=1>; rel="prev"/);
    }
    const refused = await rest('GET', '/installation/repositories', tokenFor(one));
    expect(refused).toMatchObject({
      status: 403,
      body: { message: expect.stringMatching(/^You must authenticate with an installation access token/) },
    });
  });

  test('GET /rate_limit costs nothing and carries the token’s headers', async () => {
    const text = github.createToken({ kind: 'classic', scopes: ['repo', 'read:org'] });
    await rest('GET', '/rate_limit', text);
    const { body, headers } = await rest('GET', '/rate_limit', text);
    expect(body.rate).toMatchObject({ limit: 5000, used: 0 });
    expect(headers.get('x-oauth-scopes')).toBe('repo, read:org');
  });
});
