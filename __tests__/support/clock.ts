import type { Clock, Log } from '../../src/github/client/client.ts';

/** A clock that stands still but for what was slept; `slept` holds each wait in milliseconds. */
export interface FakeClock extends Clock {
  readonly slept: number[];
  advance(milliseconds: number): void;
}

export const START = Date.UTC(2026, 0, 12, 10, 0, 0);

export function fakeClock(start = START): FakeClock {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
    random: () => 0.5,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

/** A log that keeps its lines. */
export interface FakeLog extends Log {
  readonly lines: string[];
}

export function fakeLog(): FakeLog {
  const lines: string[] = [];
  return {
    lines,
    info: (line) => void lines.push(line),
    debug: () => {},
    startGroup: (title) => void lines.push(title),
    endGroup: () => {},
  };
}
