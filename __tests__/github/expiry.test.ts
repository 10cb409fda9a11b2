import { expect, test } from '@jest/globals';
import { parseExpiry, showTime } from '../../src/github/client/expiry.ts';

test.each([
  ['2021-10-07 19:07:53 UTC', Date.UTC(2021, 9, 7, 19, 7, 53)],
  ['2023-05-01 10:00:00 -0700', Date.UTC(2023, 4, 1, 17, 0, 0)],
  ['2023-05-01 10:00:00 +0530', Date.UTC(2023, 4, 1, 4, 30, 0)],
  ['2023-05-01T10:00:00Z', Date.UTC(2023, 4, 1, 10, 0, 0)],
  [' 2021-10-07 19:07:53 UTC ', Date.UTC(2021, 9, 7, 19, 7, 53)],
])('GitHub’s header %s is read', (value, moment) => {
  expect(parseExpiry(value)).toBe(moment);
});

test.each([
  [undefined],
  [''],
  ['never'],
  ['2023-13-01 10:00:00 UTC'],
  ['2023-05-01'],
  ['2023-05-01 10:00:00'],
  ['2023-05-01 10:00:00 CEST'],
  ['1700000000'],
])('what is no such time is none: %s', (value) => {
  expect(parseExpiry(value)).toBeNull();
});

test('a time is shown to the minute, in UTC', () => {
  expect(showTime(Date.UTC(2026, 11, 1, 19, 7, 53))).toBe('2026-12-01 19:07 UTC');
});
