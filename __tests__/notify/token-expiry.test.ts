import { describe, expect, test } from '@jest/globals';
import { askExpiry, expiryWarning, watchExpiry } from '../../src/notify/send/token-expiry.ts';
import { answer, fakeClient, githubError } from '../support/fake-client.ts';

const HEADER = 'github-authentication-token-expiration';
const NOW = Date.UTC(2026, 0, 12, 10, 0, 0);
const DAY = 86_400_000;

describe('watchExpiry reads the header on every answer', () => {
  test('knows nothing before GitHub answered', () => {
    const watch = watchExpiry('fine-grained', () => 0);
    expect([watch.answered(), watch.expiry()]).toEqual([false, null]);
  });

  test('an answer without the header is an answer: the token has no known end', () => {
    const watch = watchExpiry('fine-grained', () => 0);
    watch.see({});
    expect([watch.answered(), watch.expiry()]).toEqual([true, null]);
  });

  test('the latest header that can be read counts, and one that cannot changes nothing', () => {
    const watch = watchExpiry('fine-grained', () => 0);
    watch.see({ [HEADER]: '2026-02-01 00:00:00 UTC' });
    watch.see({ [HEADER]: '2026-03-01 00:00:00 UTC' });
    watch.see({ [HEADER]: 'soon' });
    watch.see({});
    expect(watch.expiry()).toBe(Date.UTC(2026, 2, 1));
  });
});

describe('from `expiry-warning` days on, a warning', () => {
  const textAt = (left: number, warning = 14) => expiryWarning(NOW + left, warning, NOW)[0]?.text;

  test.each([
    ['on the day itself', 14 * DAY, true],
    ['after it', 3 * DAY, true],
    ['not an hour before it', 14 * DAY + 3_600_000, false],
    ['not a day before it', 15 * DAY, false],
    ['not a year before it', 365 * DAY, false],
  ])('%s', (_, left, warned) => {
    expect(textAt(left) !== undefined).toBe(warned);
  });

  test('names the days left, the date, and the secret to renew', () => {
    const [warning] = expiryWarning(NOW + 3 * DAY, 14, NOW);
    expect(warning).toMatchObject({ level: 'warning', title: 'token-expires' });
    expect(warning?.text).toContain('3 days');
    expect(warning?.text).toContain('2026-01-15');
    expect(warning?.text).toContain('MARKETPLACE_UPDATE_TOKEN');
  });

  test.each([
    [DAY, '1 day,'],
    [DAY - 1, 'less than a day'],
    [-40 * DAY, 'token expired on 2025-'],
    [2 * DAY, '2 days'],
  ])('%d milliseconds are %s', (left, text) => {
    expect(textAt(left)).toContain(text);
  });

  test('0 never warns', () => {
    expect(expiryWarning(NOW + DAY, 0, NOW)).toEqual([]);
  });

  test('a token without a known end is not warned of', () => {
    expect(expiryWarning(null, 14, NOW)).toEqual([]);
  });
});

describe('a run that sends nothing asks once, with a request that costs nothing', () => {
  test('and has nothing to say of a token that is accepted', async () => {
    const client = fakeClient({ request: () => answer() });
    expect(await askExpiry(client)).toEqual([]);
    expect(client.calls.map(({ route }) => route)).toEqual(['GET /rate_limit']);
  });

  test('and warns of one that is rejected', async () => {
    const client = fakeClient({
      request: () => {
        throw githubError(401);
      },
    });
    expect(await askExpiry(client)).toMatchObject([
      {
        level: 'warning',
        title: 'token-rejected',
        text: expect.stringContaining('MARKETPLACE_UPDATE_TOKEN'),
      },
    ]);
  });

  test.each([null, 403, 404, 429, 502])(
    'but never fails a run that had nothing to send: %s',
    async (status) => {
      const client = fakeClient({
        request: () => {
          throw githubError(status);
        },
      });
      expect(await askExpiry(client)).toEqual([]);
    },
  );
});
