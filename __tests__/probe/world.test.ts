import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ask } from '../../probe/ask.ts';
import type { Question } from '../../probe/question.ts';
import { createRedactor } from '../../probe/redact.ts';
import type { Hands } from '../../probe/world/hands.ts';
import { createWorld, type Server, type World } from '../../probe/world/world.ts';
import { startServer, type TestServer } from '../support/http-server.ts';

let http: TestServer;
let pauses: number[] = [];
let now = 0;

beforeAll(async () => {
  http = await startServer();
});
afterAll(() => http.close());
beforeEach(() => {
  pauses = [];
  http.seen.length = 0;
});

const PREFIX = 'notify-marketplace-probe-0a1b2c3d';
const TOKEN = 'a-token';

function worldOf(): World {
  const { url } = http;
  const server: Server = {
    kind: 'enterprise',
    title: 'a server',
    url,
    apiUrl: url,
    graphqlUrl: `${url}/graphql`,
  };
  const clock = {
    now: () => now,
    async pause(milliseconds: number) {
      pauses.push(milliseconds);
      now += milliseconds;
    },
  };
  const noHands = () => ({}) as Hands;
  return createWorld({
    ...{ server, clock, owner: 'jane-doe', prefix: PREFIX, tokens: { main: TOKEN } },
    ...{ pace: 1000, note: () => {}, hands: noHands },
  });
}

const LIMIT = { status: 403, headers: { 'retry-after': '7' }, body: { message: 'Slow down' } };
const WORDS = { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } };

describe('a request', () => {
  test('that a secondary limit refused is sent again after the time that GitHub names, or a minute', async () => {
    http.reply(LIMIT, WORDS, { status: 200, body: { ok: true } });
    const { status, body } = await worldOf().call({ method: 'GET', path: '/x' });
    expect({ status, body }).toEqual({ status: 200, body: { ok: true } });
    expect(pauses).toEqual([7000, 60_000]);
  });

  test('is given up after three waits, with GitHub’s answer', async () => {
    http.reply(LIMIT);
    expect((await worldOf().call({ method: 'GET', path: '/x' })).status).toBe(403);
    expect(pauses).toEqual([7000, 7000, 7000]);
  });

  test('that asks for the limit itself, or lacks a right, is sent once', async () => {
    http.reply(LIMIT, { status: 403, body: { message: 'Resource not accessible by integration' } });
    await worldOf().call({ method: 'GET', path: '/x', limitIsAnswer: true });
    await worldOf().call({ method: 'GET', path: '/x' });
    expect(http.seen.length).toBe(2);
    expect(pauses).toEqual([]);
  });

  test('that writes is a second after the one before; reads, and one at once with another, are not', async () => {
    http.reply({ status: 200, body: {} });
    const world = worldOf();
    await world.call({ method: 'POST', path: '/x', body: {} });
    await world.call({ method: 'GET', path: '/x' });
    await world.call({ method: 'POST', path: '/graphql', body: { query: 'query { viewer { login } }' } });
    expect(pauses).toEqual([]);
    await world.call({ method: 'POST', path: '/graphql', body: { query: 'mutation { x }' } });
    expect(pauses).toEqual([1000]);
    await world.call({ method: 'PATCH', path: '/x', body: {}, atOnce: true });
    expect(pauses).toEqual([1000]);
  });

  test('shows a redirect as it came, and carries the token asked for, or none', async () => {
    http.reply({ status: 301, headers: { location: '/elsewhere' }, body: '' });
    const answer = await worldOf().call({ method: 'GET', path: '/x' });
    expect(answer.headers['location']).toBe('/elsewhere');
    await worldOf().call({ method: 'GET', path: '/x', token: 'nobody' });
    expect(http.seen.map(({ headers }) => headers.authorization)).toEqual([`token ${TOKEN}`, undefined]);
  });
});

test('an answer that still holds the account after redaction is not shown', async () => {
  http.reply({ status: 200, body: { 'jane-doe': 1 } });
  const world = worldOf();
  const secrets = { ...world.server, tokens: [TOKEN], owner: world.owner, people: [], prefix: PREFIX };
  const question: Question = {
    ...{ id: 'x.y', asked: 'GET /x', expected: 'unknown' },
    ask: (there) => there.call({ method: 'GET', path: '/x' }),
  };
  expect((await ask(question, world, createRedactor(secrets))).outcome).toEqual({
    kind: 'failed',
    why: 'the answer is not shown: it still holds the account',
  });
});

test('what questions share is made once, even by two at once', async () => {
  const world = worldOf();
  let made = 0;
  const make = async () => ++made;
  expect(await Promise.all([world.once('a', make), world.once('a', make)])).toEqual([1, 1]);
});
