import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { limitOf } from '../../src/github/client/limit.ts';
import { decideRetry, type FailedAnswer } from '../../src/github/client/retry.ts';

const NOW = Date.UTC(2026, 0, 12, 10, 0, 0);
const SECONDS_NOW = NOW / 1000;

function failed(status: number | null, headers: Record<string, string> = {}, message = ''): FailedAnswer {
  return { status, headers, message };
}

const first = { number: 1, now: NOW, random: 0.5, budget: 300_000 };

describe('what is worth another try', () => {
  test.each([
    ['a connection that failed', failed(null)],
    ['500', failed(500)],
    ['502', failed(502)],
    ['503', failed(503)],
    ['504', failed(504)],
    ['429', failed(429)],
    ['403 with retry-after', failed(403, { 'retry-after': '5' })],
    ['403 with a limit used up', failed(403, { 'x-ratelimit-remaining': '0' })],
    ['403 that names a secondary limit', failed(403, {}, 'You have exceeded a secondary rate limit.')],
    ['403 that names abuse detection', failed(403, {}, 'You have triggered an abuse detection mechanism.')],
  ])('%s is', (_, answer) => {
    expect(decideRetry(answer, first).kind).toBe('retry');
  });

  test.each([
    ['401', failed(401, {}, 'Bad credentials')],
    ['403 for a permission', failed(403, {}, 'Resource not accessible by personal access token')],
    ['403 for a permission with rate left', failed(403, { 'x-ratelimit-remaining': '4999' })],
    ['404', failed(404, {}, 'Not Found')],
    ['409', failed(409)],
    ['410', failed(410)],
    ['422', failed(422, {}, 'Invalid request.')],
    ['404 with a limit used up', failed(404, { 'x-ratelimit-remaining': '0' })],
  ])('%s is not', (_, answer) => {
    expect(decideRetry(answer, first)).toEqual({ kind: 'give-up' });
  });
});

test.each([
  ['429', failed(429), true],
  ['403 that is about rate', failed(403, {}, 'API rate limit exceeded for installation.'), true],
  ['403 that is about permission', failed(403, {}, 'Resource not accessible by integration'), false],
  [
    '403 that is about permission with the last request of the hour',
    failed(403, { 'x-ratelimit-remaining': '0' }, 'Resource not accessible by integration'),
    false,
  ],
  ['503 with retry-after', failed(503, { 'retry-after': '5' }), false],
  ['no answer', failed(null, {}, 'rate limit'), false],
])('a rate limit is told from other failures: %s', (_, answer, limited) => {
  expect(limitOf(answer) !== null).toBe(limited);
});

describe('how long the wait is', () => {
  const reset = (seconds: number) => ({
    'x-ratelimit-remaining': '0',
    'x-ratelimit-reset': String(SECONDS_NOW + seconds),
  });

  test.each([
    ['retry-after in seconds', failed(429, { 'retry-after': '7' }), 7_000],
    ['retry-after of 0: as if it were not there', failed(429, { 'retry-after': '0' }), 1_000],
    ['retry-after as a date', failed(403, { 'retry-after': new Date(NOW + 30_000).toUTCString() }), 30_000],
    ['a date that has passed', failed(429, { 'retry-after': new Date(NOW - 30_000).toUTCString() }), 1_000],
    ['retry-after of a server error', failed(503, { 'retry-after': '20' }), 20_000],
    ['retry-after before the reset', failed(403, { 'retry-after': '3', ...reset(50) }), 3_000],
    ['a limit that has just been renewed', failed(403, reset(-5)), 1_000],
    ['a secondary limit without a time: a minute', failed(403, {}, 'secondary rate limit'), 60_000],
    [
      'a reset of a limit that is not used up: a minute',
      failed(429, { 'x-ratelimit-remaining': '40', 'x-ratelimit-reset': String(SECONDS_NOW + 5) }),
      60_000,
    ],
  ])('%s', (_, answer, wait) => {
    expect(decideRetry(answer, first)).toEqual({ kind: 'retry', wait });
  });

  test('waits for the reset of a used-up limit, and not less', () => {
    const decision = decideRetry(failed(403, reset(40)), first);
    expect(decision.kind).toBe('retry');
    const wait = decision.kind === 'retry' ? decision.wait : 0;
    expect(wait).toBeGreaterThanOrEqual(40_000);
    expect(wait).toBeLessThanOrEqual(45_000);
  });

  test.each(['soon', '', '-5', '0x1', '1e1', '5 s', 'NaN', 'Infinity'])(
    'retry-after that is neither seconds nor a date counts as none: %j',
    (value) => {
      for (const status of [429, 503]) {
        const decision = decideRetry(failed(status, { 'retry-after': value }), first);
        expect(decision).toEqual(decideRetry(failed(status), first));
      }
    },
  );

  test.each(['', 'soon', '-1'])('a reset that is no time counts as none: %j', (value) => {
    const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': value };
    expect(decideRetry(failed(403, headers), first)).toEqual({ kind: 'retry', wait: 60_000 });
  });

  const random = fc.double({ min: 0, max: 0.999_999, noNaN: true });
  const waitAt = (number: number, chance: number) => {
    const decision = decideRetry(failed(502), { ...first, number, random: chance });
    return decision.kind === 'retry' ? decision.wait : Number.NaN;
  };

  test('without a time from GitHub, waits grow from try to try whatever chance says', () => {
    fc.assert(
      fc.property(random, random, random, (a, b, c) => {
        expect(waitAt(1, a)).toBeLessThan(waitAt(2, b));
        expect(waitAt(2, b)).toBeLessThan(waitAt(3, c));
      }),
    );
  });

  test('waits are jittered', () => {
    expect(waitAt(1, 0)).not.toBe(waitAt(1, 0.9));
  });
});

describe('when it is enough', () => {
  test('at most 4 tries', () => {
    expect(decideRetry(failed(502), { ...first, number: 3 }).kind).toBe('retry');
    expect(decideRetry(failed(502), { ...first, number: 4 })).toEqual({ kind: 'give-up' });
  });

  test('the fourth rate-limited try names the time at which GitHub would answer', () => {
    expect(decideRetry(failed(429, { 'retry-after': '10' }), { ...first, number: 4 })).toEqual({
      kind: 'give-up',
      until: NOW + 10_000,
    });
  });

  test.each([
    ['seconds', failed(429, { 'retry-after': '61' }), NOW + 61_000],
    ['a date', failed(429, { 'retry-after': new Date(NOW + 3_600_000).toUTCString() }), NOW + 3_600_000],
    ['seconds of a server error', failed(503, { 'retry-after': '120' }), NOW + 120_000],
  ])('a single wait over 60 s fails at once and names the time: %s', (_, answer, until) => {
    expect(decideRetry(answer, first)).toEqual({ kind: 'give-up', until });
  });

  test('a reset more than a minute away fails at once and names the time', () => {
    const headers = {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(SECONDS_NOW + 1800),
    };
    const decision = decideRetry(failed(403, headers), first);
    expect(decision.kind).toBe('give-up');
    const until = decision.kind === 'give-up' ? decision.until : undefined;
    expect(until).toBeGreaterThanOrEqual(NOW + 1_800_000);
    expect(until).toBeLessThan(NOW + 1_810_000);
  });

  test('60 s are still waited', () => {
    const decision = decideRetry(failed(429, { 'retry-after': '60' }), first);
    expect(decision).toEqual({ kind: 'retry', wait: 60_000 });
  });

  test('a wait beyond what the run has left fails at once and names the time', () => {
    const decision = decideRetry(failed(429, { 'retry-after': '30' }), { ...first, budget: 29_999 });
    expect(decision).toEqual({ kind: 'give-up', until: NOW + 30_000 });
    expect(decideRetry(failed(502), { ...first, budget: 0 })).toEqual({ kind: 'give-up' });
  });

  test('no answer ever leads to a wait over 60 s, over the budget, or to a fifth try', () => {
    const answers = fc.record({
      status: fc.constantFrom(null, 401, 403, 404, 422, 429, 500, 503),
      headers: fc.dictionary(
        fc.constantFrom('retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset'),
        fc.oneof(fc.integer().map(String), fc.string()),
      ),
      message: fc.constantFrom('', 'rate limit'),
    });
    const attempts = fc.record({
      number: fc.integer({ min: 1, max: 6 }),
      now: fc.constant(NOW),
      random: fc.double({ min: 0, max: 0.999_999, noNaN: true }),
      budget: fc.integer({ min: 0, max: 300_000 }),
    });
    fc.assert(
      fc.property(answers, attempts, (answer, attempt) => {
        const decision = decideRetry(answer, attempt);
        if (decision.kind === 'give-up') return;
        expect(attempt.number).toBeLessThan(4);
        expect(decision.wait).toBeGreaterThanOrEqual(0);
        expect(decision.wait).toBeLessThanOrEqual(Math.min(60_000, attempt.budget));
      }),
    );
  });
});
