import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Client, type Connection, createClient } from '../../src/github/client/client.ts';
import { GitHubError } from '../../src/github/client/error.ts';
import { type FakeClock, type FakeLog, fakeClock, fakeLog, START } from '../support/clock.ts';
import { startServer } from '../support/http-server.ts';

const server = await startServer();
afterAll(() => server.close());

let clock: FakeClock;
let log: FakeLog;
let connection: Connection;
let client: Client;

beforeEach(() => {
  clock = fakeClock();
  log = fakeLog();
  const waiting = { left: 300_000 };
  connection = { apiUrl: server.url, graphqlUrl: `${server.url}/graphql`, clock, log, waiting };
  client = createClient('ghp_secret', connection);
});

const dispatch = () =>
  client.request(
    'POST /repos/{owner}/{repo}/dispatches',
    { owner: 'acme', repo: 'm', x: 1 },
    { what: 'Sending' },
  );

async function failure(work: Promise<unknown>): Promise<GitHubError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof GitHubError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

describe('a request', () => {
  test('carries the token and the version of the API, and its parameters', async () => {
    server.reply({ status: 204 });
    expect(await dispatch()).toMatchObject({ status: 204, attempts: 1 });
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]).toMatchObject({
      method: 'POST',
      path: '/repos/acme/m/dispatches',
      body: '{"x":1}',
    });
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: 'token ghp_secret',
      'x-github-api-version': expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
  });

  test('cannot leave its path, whatever a parameter holds', async () => {
    server.reply({});
    await client.request(
      'GET /repos/{owner}/{repo}',
      { owner: 'acme', repo: '../../user?x=#' },
      { what: 'Looking' },
    );
    expect(server.seen[0]?.path).toBe('/repos/acme/..%2F..%2Fuser%3Fx%3D%23');
  });

  test('that was redirected says which address answered', async () => {
    server.reply({ status: 307, headers: { location: '/repositories/7/dispatches' } }, { status: 204 });
    const { url } = await dispatch();
    expect(url).toBe(`${server.url}/repositories/7/dispatches`);
    expect(server.seen[1]).toMatchObject({ method: 'POST', body: '{"x":1}' });
  });
});

describe('retries', () => {
  test.each([500, 502, 503, 504, 429])('%d is tried again, and the answer says how often', async (status) => {
    server.reply({ status }, { status: 204 });
    expect(await dispatch()).toMatchObject({ status: 204, attempts: 2 });
    expect(server.seen).toHaveLength(2);
    expect(clock.slept).toHaveLength(1);
  });

  test('a rate-limited 403 is tried again', async () => {
    const body = { message: 'You have exceeded a secondary rate limit.' };
    server.reply({ status: 403, body, headers: { 'retry-after': '9' } }, { status: 204 });
    expect(await dispatch()).toMatchObject({ attempts: 2 });
    expect(clock.slept).toEqual([9_000]);
  });

  test('a secondary limit that is a mere `message` in a 200 of GraphQL is waited for', async () => {
    const message =
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    server.reply({ body: { message, documentation_url: 'x' } }, { body: { data: { viewer: null } } });
    expect(await client.graphql('{ viewer { login } }', {})).toEqual({ data: { viewer: null }, errors: [] });
    expect(clock.slept).toEqual([60_000]);
  });

  test('a dropped connection is tried again', async () => {
    server.reply({ drop: true }, { drop: true }, { status: 204 });
    expect(await dispatch()).toMatchObject({ status: 204, attempts: 3 });
  });

  test('at most 4 tries, with growing waits', async () => {
    server.reply({ status: 502, body: { message: 'Server Error' } });
    const error = await failure(dispatch());
    expect(error).toMatchObject({ status: 502, attempts: 4, until: null, message: 'Server Error' });
    expect(server.seen).toHaveLength(4);
    expect(clock.slept).toHaveLength(3);
    expect(clock.slept.toSorted((a, b) => a - b)).toEqual(clock.slept);
  });

  test.each([401, 403, 404, 422])('%d is not tried again', async (status) => {
    server.reply({ status, body: { message: 'No' }, headers: { 'x-github-sso': 'required' } });
    const error = await failure(dispatch());
    expect(error).toMatchObject({
      status,
      message: 'No',
      attempts: 1,
      headers: { 'x-github-sso': 'required' },
    });
    expect(error.limit).toBeNull();
    expect(server.seen).toHaveLength(1);
    expect(clock.slept).toEqual([]);
  });

  test('no answer at all has no status, and says why', async () => {
    const gone = await startServer();
    await gone.close();
    const nowhere = createClient('t', { ...connection, apiUrl: gone.url });
    const error = await failure(nowhere.request('GET /rate_limit', {}, { what: 'Asking' }));
    expect(error).toMatchObject({ status: null, attempts: 4 });
    expect(error.message).not.toBe('');
  });

  test('retry-after and the rate-limit reset are obeyed', async () => {
    const reset = String(START / 1000 + 20 + 40);
    server.reply(
      { status: 429, headers: { 'retry-after': '20' } },
      { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset } },
      { status: 204 },
    );
    expect(await dispatch()).toMatchObject({ attempts: 3 });
    expect(clock.slept[0]).toBe(20_000);
    expect(clock.slept[1]).toBeGreaterThanOrEqual(40_000);
  });

  test('what would take over 60 s fails at once and names the time', async () => {
    server.reply({ status: 429, headers: { 'retry-after': '3600' } });
    const error = await failure(dispatch());
    expect(error).toMatchObject({ attempts: 1, until: START + 3_600_000 });
    expect(error.limit).not.toBeNull();
    expect(clock.slept).toEqual([]);
  });

  test('no more than 5 minutes of waiting a run, shared by all its clients', async () => {
    const other = createClient('ghp_other', connection);
    server.reply({ status: 429, headers: { 'retry-after': '60' } });
    await failure(client.request('GET /rate_limit', {}, { what: 'Asking' }));
    expect(clock.slept).toHaveLength(3);
    const error = await failure(other.request('GET /rate_limit', {}, { what: 'Asking' }));
    expect(clock.slept).toEqual([60_000, 60_000, 60_000, 60_000, 60_000]);
    expect(error).toMatchObject({ attempts: 3, until: START + 360_000 });
  });

  test('a wait is told in the log, and the token never is', async () => {
    server.reply({ status: 429, headers: { 'retry-after': '7' } }, { status: 204 });
    await dispatch();
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toContain('7 s');
    expect(log.lines.join()).not.toContain('ghp_secret');
  });
});

test('the headers of every answer are seen, failed ones and each try included', async () => {
  const seen: string[] = [];
  const watched = createClient('t', connection, (headers) => seen.push(headers['x-n'] ?? ''));
  server.reply({ status: 502, headers: { 'x-n': '1' } }, { status: 404, headers: { 'x-n': '2' } });
  await failure(watched.request('GET /rate_limit', {}, { what: 'Asking' }));
  server.reply({ headers: { 'x-n': '3' } });
  await watched.request('GET /rate_limit', {}, { what: 'Asking' });
  expect(seen).toEqual(['1', '2', '3']);
});

describe('GraphQL', () => {
  const read = () => client.graphql('query($a: String!) { x }', { a: 'b' });

  test('sends text and variables apart, to the address given', async () => {
    server.reply({ body: { data: { x: 1 } } });
    expect(await read()).toEqual({ data: { x: 1 }, errors: [] });
    expect(server.seen[0]).toMatchObject({ method: 'POST', path: '/graphql' });
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({
      query: 'query($a: String!) { x }',
      variables: { a: 'b' },
    });
  });

  test('gives data and errors of an answer that failed in part', async () => {
    const errors = [{ type: 'FORBIDDEN', message: 'no', path: ['x'] }];
    server.reply({ body: { data: { x: null }, errors } });
    expect(await read()).toEqual({ data: { x: null }, errors });
    expect(server.seen).toHaveLength(1);
  });

  test('RATE_LIMITED in a 200 is waited for like a 429', async () => {
    const body = { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] };
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(START / 1000 + 30) };
    server.reply({ body, headers }, { body: { data: { x: 1 } } });
    expect(await read()).toEqual({ data: { x: 1 }, errors: [] });
    expect(clock.slept).toHaveLength(1);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(30_000);
  });

  test('a limit counts for what follows too where nobody would have waited for it', async () => {
    const body = { errors: [{ type: 'RATE_LIMIT', message: 'API rate limit already exceeded' }] };
    const headers = { 'x-ratelimit-reset': String(START / 1000 + 1800) };
    server.reply({ body, headers });
    await failure(client.graphql('{ x }', {}, { retry: () => false }));
    const error = await failure(client.graphql('{ x }', {}, { retry: () => false }));
    expect(error.until).toBeGreaterThanOrEqual(START + 1_800_000);
    expect(server.seen).toHaveLength(1);
  });

  test('a limit counts for every client of the same token in a run, and for no other token', async () => {
    const shared = { ...connection, usedUp: new Map() };
    const [one, other, stranger] = ['ghp_a', 'ghp_a', 'ghp_b'].map((token) => createClient(token, shared));
    const body = { errors: [{ type: 'RATE_LIMIT', message: 'API rate limit already exceeded' }] };
    server.reply({ body, headers: { 'x-ratelimit-reset': String(START / 1000 + 1800) } });
    await failure(one?.graphql('{ x }', {}) ?? Promise.resolve());
    expect((await failure(other?.graphql('{ x }', {}) ?? Promise.resolve())).attempts).toBe(0);
    server.reply({ body: { data: { x: 1 } } });
    expect((await stranger?.graphql('{ x }', {}))?.data).toEqual({ x: 1 });
  });

  test('RATE_LIMITED with a reset far away fails at once and names the time', async () => {
    const body = { data: null, errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] };
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(START / 1000 + 1800) };
    server.reply({ body, headers });
    const error = await failure(read());
    expect(error.limit).not.toBeNull();
    expect(error.until).toBeGreaterThanOrEqual(START + 1_800_000);
    expect(server.seen).toHaveLength(1);
  });

  test('an answer without data is tried again, like a server error', async () => {
    const body = { data: null, errors: [{ message: 'Something went wrong: timeout' }] };
    server.reply({ body }, { body: { data: { x: 1 } } });
    expect(await read()).toEqual({ data: { x: 1 }, errors: [] });
    expect(clock.slept).toHaveLength(1);
  });

  test('an answer without data is an error that carries GitHub’s words', async () => {
    server.reply({ body: { errors: [{ message: 'Something went wrong' }] } });
    expect((await failure(read())).message).toBe('Something went wrong');
  });

  test('server errors are the caller’s to handle where it says so; rate limits are still waited for', async () => {
    server.reply({ status: 502 });
    await failure(client.graphql('{ x }', {}, { retry: ({ limit }) => limit !== null }));
    expect(server.seen).toHaveLength(1);
    server.reply({ status: 429, headers: { 'retry-after': '1' } }, { body: { data: {} } });
    await client.graphql('{ x }', {}, { retry: ({ limit }) => limit !== null });
    expect(clock.slept).toEqual([1_000]);
  });
});

describe('pause', () => {
  test('waits as the policy has it, and allows three more tries', async () => {
    const allowed = [];
    for (const tries of [1, 2, 3, 4]) allowed.push(await client.pause('Reading', 'not there yet', tries));
    expect(allowed).toEqual([true, true, true, false]);
    expect(clock.slept).toHaveLength(3);
    expect(log.lines[0]).toContain('not there yet');
  });

  test('takes from the budget of the run', async () => {
    await client.pause('Reading', 'not there yet', 1);
    expect(connection.waiting.left).toBe(300_000 - (clock.slept[0] ?? 0));
    connection.waiting.left = 0;
    expect(await client.pause('Reading', 'not there yet', 1)).toBe(false);
  });
});

describe('the five minutes of a run', () => {
  test('a healthy request goes out however little of them is left', async () => {
    connection = { ...connection, waiting: { left: 22_849.44962483752 } };
    client = createClient('ghp_secret', connection);
    server.reply({ status: 204 });
    expect(await dispatch()).toMatchObject({ status: 204, attempts: 1 });
  });

  test('are used up by a server that is slow to fail, too', async () => {
    const slow = { ...clock, now: () => clock.now() + server.seen.length * 100_000 };
    connection = { ...connection, clock: slow, waiting: { left: 250_000 } };
    client = createClient('ghp_secret', connection);
    server.reply({ status: 504 }, { status: 504 }, { status: 504 }, { status: 204 });
    expect((await failure(dispatch())).status).toBe(504);
    expect(server.seen).toHaveLength(3);
  });
});
