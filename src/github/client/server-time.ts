import type { Clock } from './client.ts';

/** GitHub's time: that of its last answer, and what has passed since. The runner's clock may be wrong. */
export interface ServerTime {
  /** Epoch milliseconds. */
  now(): number;
  /** Takes the time from an answer's `date` (https://www.rfc-editor.org/rfc/rfc9110#field.date). */
  learn(headers: Readonly<Record<string, string>>): void;
}

/** Until an answer has come, it is the clock's. */
export function serverTime(clock: Pick<Clock, 'now'>): ServerTime {
  let ahead = 0;
  return {
    now: () => clock.now() + ahead,
    learn: ({ date }) => {
      const answered = Date.parse(date ?? '');
      if (!Number.isNaN(answered)) ahead = answered - clock.now();
    },
  };
}
