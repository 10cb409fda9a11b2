import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/types.ts';
import { BUMP, push, type Setting, setting, sharedSandbox } from './support.ts';

/** These mostly wait, so they run at once. */
const sandbox = await sharedSandbox();

function dispatchFault(at: Setting, fault: Omit<Fault, 'match'>): void {
  sandbox.github.addFault({ match: /dispatches$/, token: at.token, ...fault });
}

async function bump(at: Setting) {
  const outcome = await push(at, BUMP);
  return { ...outcome, text: outcome.messages.join('\n') };
}

describe('retries', () => {
  const retried: [string, Omit<Fault, 'match'>, number][] = [
    ['a 502', { status: 502, body: '<html>Bad gateway</html>' }, 2],
    ['a connection that breaks', { drop: 'before' }, 2],
    [
      'a 429 with retry-after',
      { status: 429, headers: { 'retry-after': '1' }, body: { message: 'slow down' } },
      2,
    ],
    [
      'a rate-limited 403',
      { status: 403, headers: { 'retry-after': '1' }, body: { message: 'secondary rate limit' } },
      2,
    ],
    ['two 503s', { status: 503, times: 2, body: {} }, 3],
  ];
  test.concurrent.each(retried)('%s is retried, and the event arrives', async (_, fault, attempts) => {
    const at = await setting(sandbox);
    dispatchFault(at, fault);
    const { deliveries, dispatches, result } = await bump(at);
    expect([dispatches.length, result.outcome]).toEqual([1, 'success']);
    expect(deliveries).toMatchObject([{ status: 'sent', attempts }]);
    expect(result.log).toMatch(/trying again in \d s/);
  });

  test.concurrent('after 4 tries it is an error that says so', async () => {
    const at = await setting(sandbox);
    dispatchFault(at, { status: 503, body: {}, times: 4 });
    const { deliveries, text } = await bump(at);
    expect(deliveries).toMatchObject([{ status: 'failed', attempts: 4 }]);
    expect(text).toMatch(/GitHub answered 503 after 4 tries/);
  });

  test.concurrent('a rate limit that lasts longer than a minute fails at once and names the time', async () => {
    const at = await setting(sandbox);
    const reset = Math.floor(Date.now() / 1000) + 1800;
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
    dispatchFault(at, { status: 403, headers, body: { message: 'API rate limit exceeded' } });
    const { text, deliveries } = await bump(at);
    const time = new Date((reset + 1) * 1000).toISOString().slice(0, 16).replace('T', ' ');
    expect(text).toContain(`is rate-limiting this token until ${time} UTC`);
    expect(deliveries).toMatchObject([{ attempts: 1 }]);
  });

  test.concurrent('a read that fails for good is an error, and nothing is sent or taken for removed', async () => {
    const at = await setting(sandbox);
    const token = at.githubToken;
    sandbox.github.addFault({ match: /graphql$/, token, status: 502, times: 12, body: 'x' });
    const { text, changes, requests } = await bump(at);
    expect(text).toMatch(/Reading this repository: GitHub answered 502 after 4 tries.*run this job again/);
    expect([changes, requests.filter((r) => r.token !== token)]).toEqual([[], []]);
  });

  test.concurrent.each([
    ['3600', 'failure', 1, /GitHub answered 503 after 1 try.*run this job again after \d{4}-/],
    ['7', 'success', 2, /trying again in 7 s/],
  ])(
    'a read that GitHub wants %s s later is asked for then, and not with less before',
    async (after, ...expected) => {
      const [outcome, requests, told] = expected;
      const at = await setting(sandbox);
      const headers = { 'retry-after': after };
      sandbox.github.addFault({ match: /graphql$/, token: at.githubToken, status: 503, headers, body: {} });
      const run = await bump(at);
      const reads = run.requests.filter(({ path }) => path.endsWith('/graphql'));
      expect([run.result.outcome, reads.length]).toEqual([outcome, requests]);
      expect(run.result.rawOutput).toMatch(told);
    },
  );

  test.concurrent('a read that fails is tried with less, and that four times, not more', async () => {
    const at = await setting(sandbox);
    sandbox.github.addFault({ match: /graphql$/, token: at.githubToken, drop: 'before', times: 99 });
    const { requests, text } = await bump(at);
    expect(requests.filter(({ path }) => path.endsWith('/graphql'))).toHaveLength(5);
    expect(text).toMatch(/could not be reached after 4 tries/);
  });

  test.concurrent.each([
    ['without data', { data: null, errors: [{ message: 'Something went wrong' }] }],
    ['that is no JSON', '<html></html>'],
    ['with errors that are none', { data: null, errors: [null, { path: 'x' }] }],
  ])('a GraphQL answer %s is tried again', async (_, body) => {
    const at = await setting(sandbox);
    sandbox.github.addFault({ match: /graphql$/, token: at.githubToken, status: 200, body });
    expect((await bump(at)).dispatches).toHaveLength(1);
  });

  test.concurrent('part of an answer that failed is read again', async () => {
    const at = await setting(sandbox);
    const graphqlError = {
      path: ['r0', 'c0', 'f0'],
      type: 'SERVICE_UNAVAILABLE',
      message: 'Something went wrong',
    };
    sandbox.github.addFault({ match: /graphql$/, token: at.githubToken, graphqlError });
    const { dispatches, result } = await bump(at);
    expect([dispatches.length, result.outcome]).toEqual([1, 'success']);
  });
});
