import { describe, expect, test } from '@jest/globals';
import { deliver, rehearse } from '../../src/notify/send/deliver.ts';
import type { Sender } from '../../src/notify/send/dispatcher.ts';
import { type FakeClock, fakeClock, fakeLog } from '../support/clock.ts';
import { answer, type FakeClient, fakeClient, githubError, type RestCall } from '../support/fake-client.ts';
import { change, notification, problem } from '../support/notify-fixtures.ts';

const DISPATCH = 'POST /repos/{owner}/{repo}/dispatches';
const LOOK_UP = 'GET /repos/{owner}/{repo}';

function sender(client: FakeClient, fields: Partial<Sender> = {}): Sender {
  return {
    face: 'notify',
    client,
    clock: fakeClock(),
    log: fakeLog(),
    apiUrl: 'https://api.github.test',
    eventTypeFor: () => 'plugin-updated',
    kind: 'fine-grained',
    isGithubToken: false,
    repository: 'acme/plugins',
    expiry: () => null,
    ...fields,
  };
}

const to = (marketplace: string, plugin = 'sdk-bridge') =>
  notification({ marketplace, changes: [change({ plugin })], payload: { plugin } });

const nameOf = ({ parameters }: RestCall) => `${parameters['owner']}/${parameters['repo']}`;
const accepted = (call: RestCall) =>
  answer({ status: 204, url: `https://api.github.test/repos/${nameOf(call)}/dispatches` });

describe('deliver', () => {
  test('sends event type and payload to the marketplace', async () => {
    const client = fakeClient({ request: accepted });
    const { deliveries, renamed } = await deliver(sender(client), [to('acme/marketplace')]);
    expect(client.calls).toEqual([
      {
        route: DISPATCH,
        parameters: {
          owner: 'acme',
          repo: 'marketplace',
          event_type: 'plugin-updated',
          client_payload: { plugin: 'sdk-bridge' },
        },
      },
    ]);
    expect(deliveries).toMatchObject([{ status: 'sent', attempts: 1, problem: null }]);
    expect(renamed.size).toBe(0);
  });

  test('one after another, in order', async () => {
    let open = 0;
    const client = fakeClient({
      request: async (call) => {
        expect(++open).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 1));
        open--;
        return accepted(call);
      },
    });
    const names = ['m/a', 'm/b', 'm/c', 'm/a'];
    const { deliveries } = await deliver(
      sender(client),
      names.map((name) => to(name)),
    );
    expect(client.calls.map(nameOf)).toEqual(names);
    expect(deliveries.map((delivery) => delivery.notification.marketplace)).toEqual(names);
  });

  test.each([null, 401, 403, 404, 422, 429, 502])('a failure never stops the others: %s', async (status) => {
    const client = fakeClient({
      request: (call) => {
        if (nameOf(call) === 'm/bad') throw githubError(status, { attempts: 4 });
        return accepted(call);
      },
    });
    const { deliveries } = await deliver(sender(client), [
      to('m/bad'),
      to('m/good'),
      to('m/bad'),
      to('m/good'),
    ]);
    expect(deliveries.map((delivery) => delivery.status)).toEqual(['failed', 'sent', 'failed', 'sent']);
    expect(deliveries[0]).toMatchObject({ attempts: 4, problem: { what: expect.stringContaining('m/bad') } });
  });

  test('a rejected token is tried once for each marketplace, and every plugin is said not to be sent', async () => {
    const client = fakeClient({
      request: (call) => {
        if (nameOf(call) === 'm/bad') throw githubError(401);
        return accepted(call);
      },
    });
    const names = ['m/bad', 'm/bad', 'm/bad', 'm/good'];
    const { deliveries } = await deliver(
      sender(client),
      names.map((name) => to(name)),
    );
    expect(client.calls.map(nameOf)).toEqual(['m/bad', 'm/good']);
    expect(deliveries.map(({ attempts, problem }) => [attempts, problem?.code])).toEqual([
      [1, 'token-rejected'],
      [0, 'token-rejected'],
      [0, 'token-rejected'],
      [1, undefined],
    ]);
  });

  test('what GitHub would not take is not sent, and stops nothing', async () => {
    const client = fakeClient({ request: accepted });
    const refused = notification({ problem: problem({ code: 'payload-too-large' }) });
    const { deliveries } = await deliver(sender(client), [refused, to('m/good')]);
    expect(client.calls.map(nameOf)).toEqual(['m/good']);
    expect(deliveries).toMatchObject([
      { status: 'failed', attempts: 0, problem: { code: 'payload-too-large' } },
      { status: 'sent' },
    ]);
  });

  test('tells of the tries it took', async () => {
    const log = fakeLog();
    const client = fakeClient({ request: (call) => ({ ...accepted(call), attempts: 3 }) });
    const { deliveries } = await deliver(sender(client, { log }), [to('m/a')]);
    expect(deliveries).toMatchObject([{ status: 'sent', attempts: 3 }]);
    expect(log.lines).toEqual([expect.stringMatching(/^Sent on try 3: sdk-bridge 2\.0\.1 → m\/a$/)]);
  });

  test('a token’s known end is told with a 401', async () => {
    const client = fakeClient({
      request: () => {
        throw githubError(401);
      },
    });
    const expiry = () => Date.UTC(2026, 0, 1);
    const { deliveries } = await deliver(sender(client, { expiry }), [to('m/a')]);
    expect(deliveries[0]?.problem?.what).toContain('2026-01-01');
  });
});

describe('from the 60th in a run on at most one a second', () => {
  async function times(count: number, took: number): Promise<number[]> {
    const clock: FakeClock = fakeClock(0);
    const starts: number[] = [];
    const client = fakeClient({
      request: (call) => {
        starts.push(clock.now());
        clock.advance(took);
        return accepted(call);
      },
    });
    const all = Array.from({ length: count }, () => to('m/a'));
    await deliver(sender(client, { clock }), all);
    return starts;
  }

  test('59 go out as fast as they can', async () => {
    expect(await times(59, 0)).toEqual(Array(59).fill(0));
  });

  test('then each begins a second after the one before', async () => {
    const starts = await times(62, 200);
    expect(starts.slice(57, 62)).toEqual([57, 58, 58 + 5, 58 + 10, 58 + 15].map((n) => n * 200));
  });

  test('a request that took longer is waited for no more', async () => {
    const starts = await times(61, 1500);
    expect(starts).toEqual(starts.map((_, n) => n * 1500));
  });

  test('what was never sent does not count', async () => {
    const clock = fakeClock();
    const client = fakeClient({ request: accepted });
    const refused = Array.from({ length: 100 }, () => notification({ problem: problem() }));
    await deliver(sender(client, { clock }), [...refused, to('m/a')]);
    expect(clock.slept).toEqual([]);
  });
});

describe('a renamed marketplace is followed', () => {
  const redirect = answer({ status: 204, url: 'https://api.github.test/repositories/7/dispatches' });

  test('by GitHub’s redirect, and its new name is asked for once', async () => {
    const client = fakeClient({
      request: (call) => {
        if (call.route === LOOK_UP)
          return answer({ data: { full_name: 'acme/new', default_branch: 'main' } });
        return nameOf(call) === 'acme/old' ? redirect : accepted(call);
      },
    });
    const { deliveries, renamed } = await deliver(sender(client), [to('acme/old'), to('acme/old', 'b')]);
    expect(deliveries.map(({ status }) => status)).toEqual(['sent', 'sent']);
    expect([...renamed]).toEqual([['acme/old', 'acme/new']]);
    expect(client.calls.map((call) => [call.route, nameOf(call)])).toEqual([
      [DISPATCH, 'acme/old'],
      [LOOK_UP, 'acme/old'],
      [DISPATCH, 'acme/new'],
    ]);
  });

  test('by a look-up where the redirect was not followed', async () => {
    const client = fakeClient({
      request: (call) => {
        if (call.route === LOOK_UP)
          return answer({ data: { full_name: 'acme/new', default_branch: 'main' } });
        if (nameOf(call) === 'acme/old') throw githubError(404);
        return accepted(call);
      },
    });
    const { deliveries, renamed } = await deliver(sender(client), [to('acme/old')]);
    expect(deliveries).toMatchObject([{ status: 'sent' }]);
    expect([...renamed]).toEqual([['acme/old', 'acme/new']]);
  });

  test('only another case of letters is no new name', async () => {
    const client = fakeClient({
      request: (call) =>
        call.route === LOOK_UP
          ? answer({ data: { full_name: 'Acme/Market', default_branch: 'main' } })
          : redirect,
    });
    const { renamed } = await deliver(sender(client), [to('acme/market')]);
    expect(renamed.size).toBe(0);
  });

  test('a name that is none is not used', async () => {
    const client = fakeClient({
      request: (call) => (call.route === LOOK_UP ? answer({ data: { full_name: '../../user' } }) : redirect),
    });
    const { deliveries, renamed } = await deliver(sender(client), [to('acme/market')]);
    expect(deliveries).toMatchObject([{ status: 'sent' }]);
    expect(renamed.size).toBe(0);
  });
});

describe('404 is looked into with one more read', () => {
  const missing = (seen: boolean) =>
    fakeClient({
      request: ({ route }) => {
        if (route === LOOK_UP && seen)
          return answer({ data: { full_name: 'acme/market', default_branch: 'main' } });
        throw githubError(404);
      },
    });

  test.each([
    [true, 'permission-missing'],
    [false, 'marketplace-not-found'],
  ])('the token sees it: %s → %s', async (seen, code) => {
    const { deliveries } = await deliver(sender(missing(seen)), [to('acme/market')]);
    expect(deliveries).toMatchObject([{ status: 'failed', problem: { code } }]);
  });

  test('once, however many plugins fail', async () => {
    const client = missing(false);
    await deliver(sender(client), [to('acme/market'), to('acme/market', 'b'), to('acme/market', 'c')]);
    expect(client.calls.filter(({ route }) => route === LOOK_UP)).toHaveLength(1);
  });

  test('a look-up that fails does not stop the others', async () => {
    const client = fakeClient({
      request: (call) => {
        if (nameOf(call) !== 'm/bad') return accepted(call);
        throw githubError(call.route === LOOK_UP ? 502 : 404);
      },
    });
    const { deliveries } = await deliver(sender(client), [to('m/bad'), to('m/good')]);
    expect(deliveries.map(({ status }) => status)).toEqual(['failed', 'sent']);
  });

  test('GITHUB_TOKEN used across repositories is recognised', async () => {
    const github = { kind: 'app', isGithubToken: true } as const;
    const { deliveries } = await deliver(sender(missing(false), github), [to('other/market')]);
    expect(deliveries).toMatchObject([{ problem: { code: 'github-token-across-repositories' } }]);
  });

  test('GITHUB_TOKEN on its own repository is told from that, whatever the case of its name', async () => {
    const github = { kind: 'app', isGithubToken: true, repository: 'ACME/Market' } as const;
    const { deliveries } = await deliver(sender(missing(true), github), [to('acme/market')]);
    expect(deliveries[0]?.problem?.remedy).toContain('permissions: contents: write');
  });
});

test('rehearse sends nothing and says what would be sent', () => {
  const log = fakeLog();
  const refused = notification({ problem: problem() });
  const { deliveries } = rehearse([to('m/a'), refused], log);
  expect(deliveries).toMatchObject([
    { status: 'dry-run', attempts: 0, problem: null },
    { status: 'failed', attempts: 0 },
  ]);
  expect(log.lines).toEqual([
    expect.stringMatching(/^Would be sent: sdk-bridge 2\.0\.1 → m\/a$/),
    expect.stringMatching(/^Not sent \(token-missing\): sdk-bridge 2\.0\.1 → acme\/marketplace$/),
  ]);
});
