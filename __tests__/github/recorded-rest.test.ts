import { afterAll, describe, expect, test } from '@jest/globals';
import { type Client, createClient } from '../../src/github/client/client.ts';
import { EXPIRY_HEADER } from '../../src/github/client/expiry.ts';
import { watchExpiry } from '../../src/notify/send/token-expiry.ts';
import { type RecordedAnswer, restAnswers } from '../corpus/github-answers/answers.ts';
import { type FakeClock, fakeClock, fakeLog, START } from '../support/clock.ts';
import { startServer } from '../support/http-server.ts';
import { MEANS, NOT_SENT, PASSING, waysOf } from '../support/recorded-means.ts';
import { replay, well } from '../support/recorded-replay.ts';
import { HERE, WAYS, type Way, type WayName } from '../support/recorded-ways.ts';
import { NEW, oid } from '../support/update-fixtures.ts';

const server = await startServer();
afterAll(() => server.close());

interface Told {
  readonly told: string;
  readonly clock: FakeClock;
}

/** Lets the program ask by one of its ways, where GitHub answers so, always. */
async function ask(
  answer: RecordedAnswer,
  name: WayName,
  options: { head?: string; now?: number } = {},
): Promise<Told> {
  const way: Way = WAYS[name];
  const { head = HERE.commit, now = nearReset(answer) } = options;
  let ours: string | null = null;
  server.reply((seen) => {
    if (!way.asks.test(`${seen.method} ${seen.path}`)) return well(seen, { head, ours });
    if (answer.means === 'already-there') ours = oid('9');
    return replay(answer, name, server.url);
  });
  const clock = fakeClock(now);
  const connection = { apiUrl: server.url, graphqlUrl: `${server.url}/graphql`, clock, log: fakeLog() };
  const client: Client = createClient('github_pat_x', { ...connection, waiting: { left: 300_000 } });
  return { told: await way.take({ client, clock, apiUrl: server.url }), clock };
}

const RESET_IN = 20_000;

function nearReset({ headers }: RecordedAnswer): number {
  const reset = headers['x-ratelimit-reset'];
  return reset ? Number(reset) * 1000 - RESET_IN : START;
}

/** The first wait that GitHub's documentation asks for: `retry-after`, else until the reset, else a minute. */
function firstWait({ headers }: RecordedAnswer): number {
  if (headers['retry-after']) return Number(headers['retry-after']) * 1000;
  return headers['x-ratelimit-reset'] ? RESET_IN + 1000 : 60_000;
}

const cases = restAnswers.flatMap((answer) => waysOf(answer).map((way) => [answer.id, way, answer] as const));

test('all that an answer can mean is expected somehow, and nothing else', () => {
  expect(Object.keys(MEANS).sort()).toEqual([...new Set(restAnswers.map(({ means }) => means))].sort());
});

test('all answers are given to the program, but those of routes that it does not send', () => {
  const left = restAnswers.filter((answer) => waysOf(answer).length === 0);
  expect([...new Set(left.map(({ request }) => request))].sort()).toEqual([...NOT_SENT].sort());
});

test.each(cases)('%s is told for what it means: %s', async (id, way, answer) => {
  const expected = MEANS[answer.means]?.[way];
  const { told, clock } = await ask(answer, way);
  if (expected === undefined)
    throw new Error(`what ${way} tells of ${answer.means} is not expected: ${told}`);
  if (typeof expected === 'string') expect(told).toContain(expected);
  else expect(told).toMatch(expected);
  const { tries = [] } = MEANS[answer.means] ?? {};
  const isRetried = tries === 'all' || tries.includes(way) || PASSING.includes(id);
  expect(clock.slept).toHaveLength(isRetried ? 3 : 0);
  const isLimit = answer.means === 'rate-limit' || answer.means === 'login-attempts';
  if (isLimit) expect(clock.slept[0]).toBe(firstWait(answer));
});

const of = (...means: string[]) =>
  restAnswers.filter((answer) => means.includes(answer.means)).map((answer) => [answer.id, answer] as const);

test.each(of('invalid').filter(([, { body }]) => body !== null))(
  '%s is told in GitHub’s words',
  async (_, answer) => {
    const { message, errors = [] } = answer.body as { message: string; errors?: Record<string, string>[] };
    const [way] = waysOf(answer);
    if (way === undefined) return;
    const { told } = await ask(answer, way);
    const [error] = errors;
    const more = error === undefined ? '' : ` ${error['message'] ?? `${error['field']}: ${error['code']}`}`;
    expect(told).toContain(`${message}${more}`.replaceAll(/\s+/g, ' '));
  },
);

test.each(of('rate-limit').filter(([, { headers }]) => headers['x-ratelimit-reset']))(
  '%s names the time where the reset is far, and waits for nothing',
  async (_, answer) => {
    const reset = Number(answer.headers['x-ratelimit-reset']) * 1000;
    const { told, clock } = await ask(answer, 'dispatch', { now: reset - 3_600_000 });
    expect(told).toContain('is rate-limiting this token until 2023-11-14 22:13 UTC');
    expect(clock.slept).toEqual([]);
  },
);

test.each(of('single-sign-on').filter(([, { headers }]) => headers['x-github-sso']))(
  '%s is told with the link',
  async (_, answer) => {
    const { told } = await ask(answer, 'dispatch');
    expect(told).toContain('https://github.com/orgs/acme/sso?authorization_request=X');
  },
);

describe.each(
  of('race', 'passing-refusal').concat(of('server-failure').filter(([id]) => id.startsWith('ref-'))),
)('after %s the branch is looked at', (_, answer) => {
  test('and where it shows our commit, that was written', async () => {
    expect((await ask(answer, 'push', { head: NEW })).told).toBe('done');
  });

  test('and where somebody else’s stands there, all is read again', async () => {
    expect((await ask(answer, 'push', { head: oid('9') })).told).toBe('moved');
  });
});

describe('redirects', () => {
  test.each(
    of('redirect').flatMap(([id, answer]) => waysOf(answer).map((way) => [id, way, answer] as const)),
  )('%s is followed with method and body: %s', async (_, way, answer) => {
    await ask(answer, way);
    const at = server.seen.findIndex(({ path }) => path.startsWith('/repositories/'));
    const [asked, followed] = [server.seen[at - 1], server.seen[at]];
    expect(followed).toMatchObject({ method: asked?.method, body: asked?.body });
  });
});

describe('the end of a token', () => {
  // What comes with a redirect is not seen, for it is followed.
  const dated = restAnswers.filter(
    ({ headers, means }) => typeof headers[EXPIRY_HEADER] === 'string' && means !== 'redirect',
  );

  /** As the header writes it, read by somebody else. */
  function moment(answer: RecordedAnswer): number {
    const [date, time, zone = ''] = (answer.headers[EXPIRY_HEADER] ?? '').split(' ');
    return new Date(`${date}T${time}${zone === 'UTC' ? 'Z' : zone}`).getTime();
  }

  async function seen(answer: RecordedAnswer, kind: 'fine-grained' | 'user', answeredAt: number) {
    const date = new Date(answeredAt).toUTCString();
    const reply = replay(answer, 'facts', server.url);
    server.reply({ ...reply, headers: { ...reply.headers, date } });
    const clock = fakeClock(answeredAt);
    const watch = watchExpiry(kind, () => clock.now());
    const connection = { apiUrl: server.url, graphqlUrl: server.url, clock, log: fakeLog() };
    const client = createClient('x', { ...connection, waiting: { left: 0 } }, watch.see);
    const asked = client.request('GET /rate_limit', {}, { what: 'Asking' });
    await asked.catch(() => {});
    return watch.expiry();
  }

  test.each(dated.map((answer) => [answer.id, answer] as const))('%s tells when it is', async (_, answer) => {
    expect(await seen(answer, 'fine-grained', moment(answer) - 86_400_000)).toBe(moment(answer));
  });

  test('is not believed where it is the time of the request, nor of a token that ends within hours anyway', async () => {
    const named = (id: string) => dated.filter((answer) => answer.id === id);
    const [contradicts] = named('expiry-is-request-time');
    const [hours] = named('expiry-app-user');
    if (contradicts === undefined || hours === undefined) throw new Error('an answer is missing');
    expect(await seen(contradicts, 'fine-grained', moment(contradicts))).toBeNull();
    expect(await seen(hours, 'user', moment(hours) - 3_600_000)).toBeNull();
  });
});
