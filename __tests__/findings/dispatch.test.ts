import { describe, expect, test } from '@jest/globals';
import { type DispatchSituation, sendingProblem } from '../../src/findings/dispatch.ts';
import { sentence } from '../../src/findings/problem.ts';
import { readFailure, unreadableCommit } from '../../src/findings/reading.ts';
import { checkFailure } from '../../src/findings/starting-checks.ts';
import { tokenKind } from '../../src/github/client/token.ts';
import { type ErrorFields, githubError } from '../support/fake-client.ts';

const MARKETPLACE = 'acme/marketplace';
const UNTIL = Date.UTC(2026, 0, 12, 11, 30, 0);

function explain(
  status: number | null,
  fields: ErrorFields = {},
  situation: Partial<DispatchSituation> = {},
) {
  const known = {
    face: 'notify',
    marketplace: MARKETPLACE,
    kind: 'fine-grained',
    isGithubToken: false,
    isOwnRepository: false,
    visible: null,
    scopes: null,
    expiry: null,
    ...situation,
  } as const;
  return sendingProblem(githubError(status, fields), known);
}

test.each([
  ['ghp_0123', 'classic'],
  ['github_pat_11AAA', 'fine-grained'],
  ['ghs_abc.def.ghi', 'app'],
  [`ghs_${'x'.repeat(516)}`, 'app'],
  ['0123456789abcdef0123456789abcdef01234567', 'unknown'],
  ['', 'unknown'],
  ['GHP_x', 'unknown'],
])('the kind of a token is told by its prefix only: %s', (token, kind) => {
  expect(tokenKind(token)).toBe(kind);
});

describe('every answer is explained: what happened, what to do, and which repository', () => {
  test.each<[string, number | null, ErrorFields, string]>([
    ['no answer', null, { message: 'getaddrinfo ENOTFOUND' }, 'no-answer'],
    ['401', 401, { message: 'Bad credentials' }, 'token-rejected'],
    [
      '403 for a permission',
      403,
      { message: 'Resource not accessible by integration' },
      'permission-missing',
    ],
    [
      '403 of single sign-on',
      403,
      { headers: { 'x-github-sso': 'required; url=https://x.test' } },
      'single-sign-on',
    ],
    [
      '403 of an archive',
      403,
      { message: 'Repository was archived so is read-only.' },
      'marketplace-archived',
    ],
    [
      '403 of an allow list',
      403,
      { message: 'the organization has an IP allow list enabled' },
      'ip-allow-list',
    ],
    [
      '403 of a policy for tokens',
      403,
      { message: '`acme` forbids access via a personal access token (classic). Please use a GitHub App.' },
      'token-not-allowed',
    ],
    ['403 about rate', 403, { message: 'You have exceeded a secondary rate limit.' }, 'rate-limit'],
    ['429', 429, {}, 'rate-limit'],
    ['404', 404, { message: 'Not Found' }, 'marketplace-not-found'],
    ['422', 422, { message: 'Invalid request.' }, 'dispatch-refused'],
    ['502', 502, { message: 'Bad Gateway' }, 'server-error'],
    ['418', 418, {}, 'dispatch-refused'],
  ])('%s', (_, status, fields, code) => {
    const problem = explain(status, fields);
    expect(problem.code).toBe(code);
    expect(problem.what).toContain(MARKETPLACE);
    expect(problem.remedy).toMatch(/^[A-Z].{15}/);
  });

  test.each([[null], [502]])('%s names the tries it took', (status) => {
    expect(explain(status, { attempts: 4 }).what).toContain('4 tries');
    expect(explain(status, { attempts: 1 }).what).toMatch(/1 try\b/);
  });

  test('no answer says why there was none', () => {
    expect(explain(null, { message: 'getaddrinfo ENOTFOUND x.test' }).what).toContain('ENOTFOUND');
  });

  test('what GitHub says cannot write a command, a second line or code of its own', () => {
    for (const status of [null, 403, 422, 502]) {
      const text = sentence(explain(status, { message: 'a`\n::error::b\u202e##[error]' }));
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}]|##\[/u);
      expect((text.split('`').length - 1) % 2).toBe(0);
    }
  });
});

describe('401', () => {
  test('token wrong, revoked or expired', () => {
    expect(explain(401).what).toMatch(/wrong, revoked or expired/);
  });

  test('with the date of its end where known', () => {
    expect(explain(401, {}, { expiry: Date.UTC(2026, 0, 1) }).what).toContain('2026-01-01');
  });

  test('names the secret to renew', () => {
    expect(explain(401).remedy).toContain('MARKETPLACE_UPDATE_TOKEN');
  });
});

describe('403: which permission is missing', () => {
  const needs = (header: string) =>
    explain(403, { headers: { 'x-accepted-github-permissions': header } }).what;

  test.each([
    ['contents=write', '"Contents: write"'],
    ['contents=write,workflows=write', '"Contents: write" and "Workflows: write"'],
    ['contents=write; administration=write', '"Contents: write", or "Administration: write"'],
    [
      'contents=write, metadata=read; pull_requests=write',
      '"Contents: write" and "Metadata: read", or "Pull requests: write"',
    ],
  ])('`;` separates alternatives, `,` joins: %s', (header, text) => {
    expect(needs(header)).toContain(text);
  });

  test.each([[''], [' ']])('without X-Accepted-GitHub-Permissions it is Contents: write (%j)', (header) => {
    expect(needs(header)).toContain('"Contents: write"');
    expect(explain(403).what).toContain('"Contents: write"');
  });

  test('GitHub’s own words are quoted', () => {
    const message = 'Resource not accessible by personal access token';
    expect(explain(403, { message }).what).toContain(message);
  });

  test('a fine-grained token: its access and permission, and that "Actions: write" is not it', () => {
    const { remedy } = explain(403, {}, { kind: 'fine-grained' });
    expect(remedy).toMatch(/fine-grained/);
    expect(remedy).toContain(MARKETPLACE);
    expect(remedy).toContain('Contents: read and write');
  });

  test('an App token: made for the marketplace with owner and repositories', () => {
    const { remedy } = explain(403, {}, { kind: 'app' });
    expect(remedy).toContain('create-github-app-token');
    expect(remedy).toContain('owner: acme');
    expect(remedy).toContain('repositories: marketplace');
  });

  test('a classic token: its scope', () => {
    expect(explain(403, {}, { kind: 'classic' }).remedy).toMatch(/classic.*`repo`/);
  });

  test('GITHUB_TOKEN on its own repository: permissions in the workflow', () => {
    const own = { kind: 'app', isGithubToken: true, isOwnRepository: true } as const;
    expect(explain(403, {}, own).remedy).toContain('permissions: contents: write');
  });

  test('GITHUB_TOKEN on another repository: it reaches only its own', () => {
    const across = { kind: 'app', isGithubToken: true } as const;
    expect(explain(403, {}, across).remedy).toMatch(/GITHUB_TOKEN reaches only its own repository/);
  });
});

describe('403: other reasons', () => {
  test('single sign-on comes with the link', () => {
    const url = 'https://github.com/orgs/acme/sso?authorization_request=A1';
    const problem = explain(403, { headers: { 'x-github-sso': `required; url=${url}` } });
    expect(problem.what).toMatch(/single sign-on/);
    expect(problem.remedy).toContain(url);
  });

  test.each([['required'], ['required; url=nonsense'], ['']])(
    'single sign-on without a usable link says where to go: %j',
    (header) => {
      const problem = explain(403, { headers: { 'x-github-sso': header } });
      expect(problem.code).toBe('single-sign-on');
      expect(problem.remedy).toContain('Configure SSO');
    },
  );

  test.each([
    ['429', 429, {}],
    ['403', 403, { headers: { 'x-ratelimit-remaining': '0' } }],
  ])('a rate limit names the time it ends: %s', (_, status, fields) => {
    expect(explain(status, { ...fields, until: UNTIL }).what).toContain('2026-01-12 11:30 UTC');
    expect(explain(status, fields).what).not.toContain('until');
  });
});

describe('404', () => {
  test('a repository that the token sees is there: the permission is missing', () => {
    const problem = explain(404, {}, { visible: true });
    expect(problem.code).toBe('permission-missing');
    expect(problem.what).toMatch(/can see the repository/);
    expect(problem.remedy).toContain('Contents: read and write');
  });

  test('of a classic token on a repository that it sees means the scope', () => {
    expect(explain(404, {}, { kind: 'classic', visible: true }).what).toContain('scope `repo`');
  });

  test.each([[false], [null]])('one that it does not see is missing, or private (%s)', (visible) => {
    const { what, remedy } = explain(404, {}, { visible });
    expect(what).toMatch(/no such repository/);
    expect(what).toMatch(/private/);
    expect(remedy).toMatch(/spelling/);
  });

  test('an App token may not be made for the marketplace', () => {
    expect(explain(404, {}, { kind: 'app', visible: false }).remedy).toContain('create-github-app-token');
  });

  test('GITHUB_TOKEN used across repositories is recognised', () => {
    const problem = explain(404, {}, { kind: 'app', isGithubToken: true });
    expect(problem.code).toBe('github-token-across-repositories');
    expect(problem.what).toMatch(/GITHUB_TOKEN.*other repositories/);
    expect(problem.remedy).toMatch(/App token or a personal access token/);
  });

  test('GITHUB_TOKEN on its own repository is not', () => {
    const own = { kind: 'app', isGithubToken: true, isOwnRepository: true, visible: true } as const;
    const problem = explain(404, {}, own);
    expect(problem.code).toBe('permission-missing');
    expect(problem.remedy).toContain('permissions: contents: write');
  });
});

test('422 gives GitHub’s own explanation', () => {
  const message = 'No more than 10 properties are allowed; 14 were supplied.';
  expect(explain(422, { message }).what).toContain(message);
});

describe('reading this repository failed', () => {
  test.each([
    [401, 'github-token-rejected'],
    [403, 'read-forbidden'],
    [404, 'read-failed'],
    [502, 'server-error'],
    [null, 'no-answer'],
  ])('%s', (status, code) => {
    expect(readFailure(githubError(status, { message: 'GitHub’s words' })).code).toBe(code);
  });

  test('a check that a limit kept from starting names the time, too', () => {
    const error = githubError(403, { headers: { 'x-ratelimit-remaining': '0' }, until: UNTIL });
    expect(checkFailure(error, 'ci.yml', 'update').remedy).toContain('after 2026-01-12 11:30 UTC.');
  });

  test('a rate-limited 403 is no missing permission, and names the time', () => {
    const fields = { headers: { 'x-ratelimit-remaining': '0' }, until: UNTIL };
    const problem = readFailure(githubError(403, { message: 'API rate limit exceeded', ...fields }));
    expect(problem.code).toBe('rate-limit');
    expect(problem.what).toContain('2026-01-12 11:30 UTC');
  });

  test('a missing permission is named', () => {
    const problem = readFailure(githubError(403, { message: 'Resource not accessible' }));
    expect(problem.remedy).toContain('permissions: contents: read');
  });
});

describe('a commit that cannot be read: can’t be read, isn’t there and GitHub failed are three things', () => {
  const OID = 'a'.repeat(40);
  const repository = { owner: 'acme', name: 'plugins' };

  test.each([
    ['isn’t there', { kind: 'no-commit' } as const, 'commit-not-found'],
    ['no access', { kind: 'no-repository' } as const, 'read-forbidden'],
    ['forbidden', { kind: 'forbidden', message: 'SAML' } as const, 'read-forbidden'],
    ['GitHub failed', { kind: 'failed', message: 'timeout', error: null } as const, 'read-failed'],
  ])('%s', (_, snapshot, code) => {
    const error = unreadableCommit(snapshot, { oid: OID }, repository);
    expect(error.problems.map((problem) => problem.code)).toEqual([code]);
  });

  test.each([
    [{ oid: OID }, OID],
    [{ ref: 'refs/heads/main' }, 'refs/heads/main'],
    [{ abbreviated: 'abc123' }, 'abc123'],
    [{ defaultBranch: true as const }, 'default branch'],
  ])('%j is named, with the repository', (revision, name) => {
    const { message } = unreadableCommit({ kind: 'no-commit' }, revision, repository);
    expect(message).toContain(name);
    expect(message).toContain('acme/plugins');
  });
});

test.each([
  ['', 'the scope `repo` is missing'],
  ['gist, read:org', 'the scope `repo` is missing'],
  ['repo', 'its owner has no write access'],
  ['gist, public_repo', 'its owner has no write access'],
  [null, 'or its owner’s write access is missing'],
])('404 of a classic token with the scopes %j that sees the marketplace: %s', (scopes, text) => {
  expect(explain(404, {}, { kind: 'classic', visible: true, scopes }).what).toContain(text);
});

test('a 403 that names no permission is only probably about one', () => {
  expect(explain(403, { message: 'No.' }).what).toContain('probably lacks');
  expect(explain(403, { message: 'Resource not accessible by integration' }).what).toContain('it lacks');
});

test.each([{}, { 'x-github-sso': 'required; url=https://github.test/orgs/acme/sso' }])(
  'the remedy of a failed single sign-on is made of whole sentences: %j',
  (headers) => {
    const { remedy } = explain(403, { headers: { 'x-github-sso': 'required', ...headers } });
    expect(remedy).toMatch(/^Authorise (it|the token) .*(Configure SSO|sso`)\. Then run this job again\.$/);
  },
);
