import { expect, test } from '@jest/globals';
import { serverTime } from '../../src/github/client/server-time.ts';

test('GitHub’s time is that of its last answer, and goes on with the clock; until then it is the clock’s', () => {
  let clock = 1000;
  const time = serverTime({ now: () => clock });
  expect(time.now()).toBe(1000);
  time.learn({ date: 'Thu, 01 Jan 1970 00:01:00 GMT' });
  expect(time.now()).toBe(60_000);
  clock += 500;
  expect(time.now()).toBe(60_500);
  time.learn({});
  time.learn({ date: 'soon' });
  expect(time.now()).toBe(60_500);
});
