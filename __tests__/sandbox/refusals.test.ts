import { afterEach, describe, expect, test } from '@jest/globals';
import { DIALECTS } from '../../sandbox/dialects.ts';
import type { RepositoryOptions, TokenOptions } from '../../sandbox/types.ts';
import {
  dispatches,
  emptyRepository,
  github,
  graphql,
  newRepository,
  rest,
  tokenFor,
  variablesOf,
} from './github-setup.ts';

afterEach(() => void Object.assign(github.switches, DIALECTS.strict));

const SAML =
  'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.';
const IP =
  'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.';
const OAUTH = expect.stringMatching(
  /^Although you appear .* has enabled OAuth App access restrictions, meaning/,
);
const LIFETIME = expect.stringMatching(/^The 'acme' organization forbids access .* greater than 90 days\./);
const BLOCKED = 'Repository access blocked';

const CASES: [string, RepositoryOptions, number, unknown][] = [
  ['single sign-on', { sso: true }, 403, SAML],
  ['an IP allow list', { refusal: 'ip-allow-list' }, 403, IP],
  ['OAuth App restrictions', { refusal: 'oauth-restrictions' }, 403, OAUTH],
  ['the lifetime of tokens', { refusal: 'token-lifetime' }, 403, LIFETIME],
  ['the terms of service', { refusal: 'tos' }, 403, BLOCKED],
  ['the law', { refusal: 'dmca' }, 451, BLOCKED],
];

describe.each(CASES)('a repository behind %s', (name, options, status, message) => {
  test('is refused in REST, to read and to write', async () => {
    const repository = await newRepository(options);
    const token = tokenFor(repository);
    const answers = [
      await rest('GET', `/repos/${repository.fullName}`, token),
      await rest('POST', dispatches(repository), token, { event_type: 'x' }),
    ];
    for (const { body, ...answer } of answers)
      expect([answer.status, body.message]).toEqual([status, message]);
    const sso = answers[0]?.headers.get('x-github-sso') ?? null;
    expect(sso).toEqual(name === 'single sign-on' ? expect.stringMatching(/^required; url=https:/) : null);
  });

  const ask = async () => {
    const [closed, open] = [await newRepository(options), await newRepository()];
    const it = (repository: typeof open) =>
      `repository(owner: "acme", name: "${variablesOf(repository).name}") { isPrivate object(expression: "main") { oid } }`;
    const both = { [closed.fullName]: {}, [open.fullName]: {} };
    return graphql(tokenFor(closed, { repositories: both }), `{ a: ${it(closed)} b: ${it(open)} }`);
  };
  const there = { isPrivate: false, object: { oid: expect.any(String) } };
  const extensions = { saml_failure: name === 'single sign-on' };
  const locations = [{ line: 1, column: expect.any(Number) }];

  test('is null and FORBIDDEN at its alias in GraphQL, beside the others', async () => {
    const { status: answered, headers, body } = await ask();
    expect([answered, body.data]).toEqual([200, { a: null, b: there }]);
    expect(body.errors).toEqual([{ type: 'FORBIDDEN', path: ['a'], extensions, locations, message }]);
    expect(headers.has('x-github-sso')).toBe(name === 'single sign-on');
  });

  test('or has its error below it', async () => {
    github.switches.accessError = 'below';
    const { body } = await ask();
    expect(body.data).toEqual({ a: { isPrivate: false, object: null }, b: there });
    expect(body.errors).toEqual([
      { type: 'FORBIDDEN', path: ['a', 'object'], extensions, locations, message },
    ]);
  });

  test('or takes the whole query with it', async () => {
    github.switches.accessError = 'whole-query';
    const { body } = await ask();
    expect(body).toEqual({ errors: [{ type: 'FORBIDDEN', extensions, message }] });
  });
});

test('a takedown says why, and when', async () => {
  const repository = await newRepository({ refusal: 'dmca' });
  const { body } = await rest('GET', `/repos/${repository.fullName}`);
  expect(body.block).toMatchObject({ reason: 'dmca', created_at: '2021-04-22T17:53:56Z' });
});

test.each<[RepositoryOptions, Partial<TokenOptions>, number]>([
  [{ sso: true }, { kind: 'app' }, 200],
  [{ refusal: 'ip-allow-list' }, { kind: 'actions' }, 403],
  [{ refusal: 'oauth-restrictions' }, { kind: 'app' }, 200],
  [{ refusal: 'oauth-restrictions' }, { kind: 'classic', scopes: ['repo'] }, 403],
  [{ refusal: 'token-lifetime' }, { kind: 'classic', scopes: ['repo'] }, 200],
])('%j keeps out %j: %i', async (options, token, status) => {
  const repository = await emptyRepository(options);
  const answer = await rest('GET', `/repos/${repository.fullName}`, tokenFor(repository, token));
  expect(answer.status).toBe(status);
});

test('single sign-on may look like a missing repository, where that is private', async () => {
  github.switches.samlStatus = 'not-found';
  for (const [isPrivate, status] of [
    [true, 404],
    [false, 403],
  ] as const) {
    const repository = await emptyRepository({ sso: true, private: isPrivate });
    const answer = await rest('GET', `/repos/${repository.fullName}`, tokenFor(repository));
    expect([answer.status, answer.headers.has('x-github-sso')]).toEqual([status, !isPrivate]);
  }
});

test.each([
  ['suspended', 'Sorry. Your account was suspended.'],
  ['login-attempts', 'Maximum number of login attempts exceeded. Please try again later.'],
] as const)('a right token may be refused everywhere: %s', async (refused, message) => {
  const repository = await newRepository();
  const token = tokenFor(repository, { refused });
  const expected = { status: 403, body: { message, status: '403' } };
  expect(await rest('GET', `/repos/${repository.fullName}`, token)).toMatchObject(expected);
  expect(await graphql(token, '{ viewer { login } }')).toMatchObject(expected);
});

test('a wrong token has an hour’s 60 requests, and neither scopes nor an end', async () => {
  const { status, headers } = await rest('GET', '/rate_limit', 'ghp_wrong');
  expect([status, headers.get('x-ratelimit-limit')]).toEqual([401, '60']);
  expect([headers.get('x-oauth-scopes'), headers.get('github-authentication-token-expiration')]).toEqual([
    null,
    null,
  ]);
});

test.each([
  ['unauthorized', 401, null],
  ['no-points', 403, '0'],
] as const)('GraphQL answers nobody: %s', async (anonymousGraphql, status, limit) => {
  github.switches.anonymousGraphql = anonymousGraphql;
  const answer = await graphql(undefined, '{ viewer { login } }');
  expect([answer.status, answer.headers.get('x-ratelimit-limit')]).toEqual([status, limit]);
});

test('an error of an App’s token speaks of SAML, which it has nothing to do with', async () => {
  const repository = await newRepository({ private: true });
  const repositories = { [repository.fullName]: { metadata: 'read' as const } };
  const query = `{ repository(owner: "acme", name: "${variablesOf(repository).name}") { id defaultBranchRef { name } } }`;
  const { body } = await graphql(tokenFor(repository, { kind: 'app', repositories }), query);
  expect(body.data.repository).toEqual({ id: expect.any(String), defaultBranchRef: null });
  expect(body.errors).toMatchObject([
    {
      type: 'FORBIDDEN',
      path: ['repository', 'defaultBranchRef'],
      extensions: { saml_failure: false },
      message: 'Resource not accessible by integration',
    },
  ]);
});

describe('a variable that is no id', () => {
  test('and the whole query is refused: no data at all', async () => {
    const repository = await newRepository();
    const query =
      'query($oid: GitObjectID!) { repository(owner: "acme", name: "x") { object(oid: $oid) { oid } } }';
    const explanation = 'Could not coerce value "29960dc" to GitObjectID';
    const wrong = await graphql(tokenFor(repository), query, { oid: '29960dc' });
    expect([wrong.status, wrong.body]).toEqual([
      200,
      {
        errors: [
          {
            extensions: { value: '29960dc', problems: [{ path: [], explanation }] },
            locations: [{ line: 1, column: 7 }],
            message: 'Variable $oid of type GitObjectID! was provided invalid value',
          },
        ],
      },
    ]);
    const missing = await graphql(tokenFor(repository), query);
    expect(missing.body.errors).toMatchObject([
      { extensions: { problems: [{ explanation: 'Expected value to not be null' }] } },
    ]);
    expect(missing.body).not.toHaveProperty('data');
  });
});
