import { describe, expect, test } from '@jest/globals';
import type { TokenOptions } from '../../sandbox/types.ts';
import {
  dispatches,
  eventsOf,
  folder,
  git,
  github,
  graphql,
  NAME,
  newRepository,
  rest,
  tokenFor,
  variablesOf,
} from './github-setup.ts';

describe('REST', () => {
  test('an accepted dispatch answers 204, is kept, and emits its event at the default branch', async () => {
    const repository = await newRepository();
    const token = tokenFor(repository, { expires: new Date(Date.UTC(2099, 0, 2, 3, 4, 5)) });
    const body = { event_type: 'plugin-updated', client_payload: { plugin: 'a', ['__proto__']: 1 } };
    const answer = await rest('POST', dispatches(repository), token, body);
    expect([answer.status, answer.body]).toEqual([204, null]);
    expect(answer.headers.get('github-authentication-token-expiration')).toBe('2099-01-02 05:04:05 +0200');
    expect(answer.headers.get('x-ratelimit-limit')).toBe('5000');
    expect(github.dispatches.at(-1)).toMatchObject({ repository: repository.fullName, ...body, token });
    const sha = await repository.git('rev-parse', 'main');
    const payload = { action: 'plugin-updated', client_payload: body.client_payload, branch: 'main' };
    expect(eventsOf(repository)).toMatchObject([
      { name: 'repository_dispatch', ref: 'refs/heads/main', sha, payload },
    ]);
    expect(github.requests.at(-1)).toMatchObject({ method: 'POST', token, status: 204, kind: 'rest', body });
  });

  test.each([
    ['nothing', {}, 'Invalid request.\n\n"event_type" wasn\'t supplied.'],
    [
      'another type',
      { event_type: 1 },
      "Invalid request.\n\nFor 'properties/event_type', 1 is not a string.",
    ],
    [
      'an empty name',
      { event_type: '' },
      'Invalid request.\n\nAt least 1 character is required; only 0 were supplied.',
    ],
    [
      'a long name',
      { event_type: 'x'.repeat(101) },
      'Invalid request.\n\nOnly 100 characters are allowed; 101 were supplied.',
    ],
    [
      'many keys',
      { event_type: 'x', client_payload: Object.fromEntries(Array.from({ length: 14 }, (_, i) => [i, i])) },
      'Invalid request.\n\nNo more than 10 properties are allowed; 14 were supplied.',
    ],
    [
      'much text',
      { event_type: 'x', client_payload: { text: 'x'.repeat(65_535) } },
      'client_payload is too large.',
    ],
  ])('a dispatch with %s is refused in GitHub’s words', async (_, body, message) => {
    const repository = await newRepository();
    const answer = await rest('POST', dispatches(repository), tokenFor(repository), body);
    expect([answer.status, answer.body.message]).toEqual([422, message]);
    expect(eventsOf(repository)).toEqual([]);
  });

  test('a body that is no JSON object is refused before its schema is asked', async () => {
    const repository = await newRepository();
    const answer = await rest('POST', dispatches(repository), tokenFor(repository), []);
    expect(answer).toMatchObject({ status: 400, body: { message: 'Body should be a JSON object' } });
  });

  test.each<[string, number, string, Partial<TokenOptions>]>([
    ['a revoked token', 401, 'Bad credentials', { revoked: true }],
    ['an expired token', 401, 'Bad credentials', { expires: new Date(0) }],
    [
      'a fine-grained token that may read',
      403,
      'Resource not accessible by personal access token',
      { repositories: {} },
    ],
    [
      'GITHUB_TOKEN of another repository',
      403,
      'Resource not accessible by integration',
      { kind: 'actions', repositories: {} },
    ],
    [
      'an App token for another repository',
      403,
      'Resource not accessible by integration',
      { kind: 'app', repositories: {} },
    ],
    ['a classic token without scope', 404, 'Not Found', { kind: 'classic', scopes: [] }],
    ['a classic token of a stranger', 404, 'Not Found', { kind: 'classic', scopes: ['repo'], mayWrite: [] }],
  ])('%s may not dispatch: %i %s', async (_, status, message, options) => {
    const repository = await newRepository();
    const answer = await rest('POST', dispatches(repository), tokenFor(repository, options), {
      event_type: 'x',
    });
    expect(answer.body).toMatchObject({ message, status: String(status) });
    expect(answer.status).toBe(status);
    const accepted = status === 403 ? 'contents=write' : null;
    expect(answer.headers.get('x-accepted-github-permissions')).toBe(accepted);
    expect(answer.headers.get('x-oauth-scopes')).toBe(
      status === 404 ? (options.scopes ?? []).join(', ') : null,
    );
  });

  test('a private repository that a token cannot see is Not Found; an archived one and SSO are 403', async () => {
    const repository = await newRepository({ private: true });
    const path = dispatches(repository);
    const stranger = github.createToken({ kind: 'fine-grained' });
    expect(await rest('POST', path, stranger, { event_type: 'x' })).toMatchObject({ status: 404 });
    expect(await rest('POST', path, undefined, { event_type: 'x' })).toMatchObject({ status: 404 });
    const token = tokenFor(repository);
    repository.update({ archived: true });
    const archived = await rest('POST', path, token, { event_type: 'x' });
    expect(archived).toMatchObject({
      status: 403,
      body: { message: 'Repository was archived so is read-only.' },
    });
    repository.update({ archived: false, sso: true });
    const sso = await rest('POST', path, token, { event_type: 'x' });
    expect([sso.status, sso.headers.get('x-github-sso')]).toEqual([
      403,
      expect.stringMatching(/^required; url=https:/),
    ]);
    expect(sso.body.message).toMatch(/SAML enforcement/);
    const answer = await graphql(
      token,
      `${NAME} { it: repository(owner: $owner, name: $name) { id } }`,
      variablesOf(repository),
    );
    expect(answer.body.errors).toMatchObject([
      { type: 'FORBIDDEN', path: ['it'], extensions: { saml_failure: true } },
    ]);
  });

  test('a former name redirects to the id: 301 to read, 307 to write; git and GraphQL follow', async () => {
    const repository = await newRepository();
    const old = repository.fullName;
    await repository.rename(`${old}-renamed`);
    const token = tokenFor(repository);
    const url = `${github.apiUrl}/repositories/${repository.id}`;
    const read = await rest('GET', `/repos/${old}`, token);
    expect([read.status, read.headers.get('location')]).toEqual([301, url]);
    const documentation_url = 'https://docs.github.com/v3/#http-redirects';
    expect(read.body).toEqual({ message: 'Moved Permanently', url, documentation_url });
    expect(read.headers.get('x-accepted-github-permissions')).toBe('metadata=read');
    const write = await rest('POST', `/repos/${old}/dispatches`, token, { event_type: 'x' });
    expect([write.status, write.headers.get('location')]).toEqual([307, `${url}/dispatches`]);
    expect(
      await rest('POST', `/repositories/${repository.id}/dispatches`, token, { event_type: 'x' }),
    ).toMatchObject({ status: 204 });
    expect((await rest('GET', `/repositories/${repository.id}`, token)).body.full_name).toBe(
      repository.fullName,
    );
    await git(folder, 'ls-remote', `${github.url}/${old}.git`);
    const [owner, name] = old.split('/');
    const query = `${NAME} { repository(owner: $owner, name: $name) { nameWithOwner } }`;
    expect((await graphql(token, query, { owner, name })).body.data.repository.nameWithOwner).toBe(
      repository.fullName,
    );
  });

  test('commits, comparisons, blobs and the rate limit are answered as GitHub describes them', async () => {
    const repository = await newRepository();
    const token = tokenFor(repository, { kind: 'actions' });
    const path = `/repos/${repository.fullName}`;
    const base = await repository.git('rev-parse', 'main');
    await repository.commit({
      branch: 'feature/x',
      files: { 'README.md': null, 'docs/READ ME.md': 'hello\n', n: '1\n2\n' },
    });
    const commit = await rest('GET', `${path}/commits/heads%2Ffeature%2Fx`, token);
    expect(commit.body).toMatchObject({ parents: [{ sha: base }], stats: { additions: 2, deletions: 0 } });
    expect(commit.body.files).toMatchObject([
      { filename: 'docs/READ ME.md', status: 'renamed', previous_filename: 'README.md' },
      { filename: 'n', status: 'added', additions: 2 },
    ]);
    await repository.commit({ files: { m: '1' } });
    const comparison = await rest('GET', `${path}/compare/main...feature/x`, token);
    expect(comparison.body).toMatchObject({
      status: 'diverged',
      ahead_by: 1,
      behind_by: 1,
      merge_base_commit: { sha: base },
    });
    const blob = await rest(
      'GET',
      `${path}/git/blobs/${await repository.git('rev-parse', `${base}:README.md`)}`,
      token,
    );
    expect(blob.body).toMatchObject({ content: 'aGVsbG8K\n', encoding: 'base64', size: 6 });
    expect(await rest('GET', `${path}/git/blobs/${'0'.repeat(40)}`, token)).toMatchObject({ status: 404 });
    expect(await rest('GET', `${path}/commits/none`, token)).toMatchObject({
      status: 422,
      body: { message: 'No commit found for SHA: none' },
    });
    expect((await rest('GET', '/rate_limit', token)).body.rate).toMatchObject({
      limit: 1000,
      used: 5,
      remaining: 995,
    });
  });

  test('what the sandbox does not implement answers 501', async () => {
    const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
    const path = '/repos/acme/x/commits/main/pulls';
    const message = `The sandbox does not implement GET ${path}`;
    expect(await rest('GET', path, token)).toMatchObject({ status: 501, body: { message } });
  });
});
