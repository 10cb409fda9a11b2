import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Client, ReadOptions, RequestOptions } from '../../src/github/client/client.ts';
import { clientUntil, moments } from '../../src/notify/wait/deadline.ts';
import { fakeClock, START } from '../support/clock.ts';
import { answer, type ErrorFields, fakeClient, githubError } from '../support/fake-client.ts';

/** The milliseconds at which it looks, where a look takes so long. */
async function looks(seconds: number, takes = 0): Promise<number[]> {
  const clock = fakeClock();
  const found: number[] = [];
  for await (const _ of moments(clock, START + seconds * 1000)) {
    found.push(clock.now() - START);
    clock.advance(takes);
  }
  return found;
}

describe('the moments to look', () => {
  test('begin now and end at the end', async () => {
    expect(await looks(10)).toEqual([0, 2000, 5000, 9500, 10_000]);
  });

  test('are one where the end is now', async () => {
    expect(await looks(0)).toEqual([0]);
  });

  test('are one where the first look takes until the end', async () => {
    expect(await looks(5, 5000)).toEqual([0]);
  });

  test('are no more where a timer wakes a little early', async () => {
    const clock = fakeClock();
    const early = { ...clock, sleep: (milliseconds: number) => clock.sleep(milliseconds - 1) };
    let count = 0;
    for await (const _ of moments(early, START + 2000)) count++;
    expect(count).toBe(2);
  });

  test('grow apart, but never further than 15 s', async () => {
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 0, max: 5000 }),
        async (seconds, takes) => {
          const found = await looks(seconds, takes);
          const pauses = found.slice(1).map((moment, n) => moment - (found[n] ?? 0) - takes);
          expect(Math.max(0, ...found)).toBeLessThanOrEqual(seconds * 1000);
          expect(pauses.every((pause) => pause <= 15_000)).toBe(true);
          // The last may be cut short.
          expect(pauses.slice(0, -1)).toEqual(pauses.slice(0, -1).toSorted((a, b) => a - b));
        },
      ),
    );
  });

  test('of an hour are few', async () => {
    expect((await looks(3600)).length).toBeLessThan(250);
  });
});

describe('a client until an end', () => {
  const seen: (RequestOptions['retry'] | undefined)[] = [];
  const inner: Client = {
    ...fakeClient({ pauses: 9 }),
    async request(_route, _parameters, { retry }) {
      seen.push(retry);
      return answer();
    },
    async graphql(_query, _variables, { retry }: ReadOptions = {}) {
      seen.push(retry);
      return { data: {}, errors: [] };
    },
  };

  /** Whether it tries again, with so many seconds left, after an answer. */
  async function retries(left: number, status: number | null, fields: ErrorFields = {}): Promise<boolean[]> {
    const client = clientUntil(START + left * 1000, inner, fakeClock());
    seen.length = 0;
    await client.request('GET /', {}, { what: 'Testing' });
    await client.graphql('', {});
    return seen.map((retry) => retry?.(githubError(status, fields)) ?? true);
  }

  test.each<[string, number, number | null, ErrorFields, boolean]>([
    ['tries again what failed in passing', 60, 502, {}, true],
    ['and what had no answer', 60, null, {}, true],
    ['but not in the last seconds', 4, 502, {}, false],
    ['nor after the end', -1, 502, {}, false],
    ['waits as GitHub asks', 60, 503, { headers: { 'retry-after': '30' } }, true],
    ['but not beyond the end', 60, 503, { headers: { 'retry-after': '61' } }, false],
    ['nor for a rate limit that ends later', 30, 429, { headers: { 'retry-after': '31' } }, false],
    ['tries nothing again that is for good', 60, 404, {}, false],
  ])('%s', async (_, left, status, fields, expected) => {
    expect(await retries(left, status, fields)).toEqual([expected, expected]);
  });

  test('tries nothing again that its caller does not want', async () => {
    const client = clientUntil(START + 60_000, inner, fakeClock());
    seen.length = 0;
    await client.graphql('', {}, { retry: () => false });
    expect(seen[0]?.(githubError(502))).toBe(false);
  });

  test('pauses for what failed in part, but not in the last seconds', async () => {
    const pause = (left: number) => clientUntil(START + left * 1000, inner, fakeClock()).pause('a', 'b', 1);
    expect([await pause(60), await pause(4), await pause(-1)]).toEqual([true, false, false]);
  });
});
