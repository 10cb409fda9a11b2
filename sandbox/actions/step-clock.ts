import { setImmediate } from 'node:timers/promises';
import type { SandboxGitHub } from '../types.ts';
import type { Clock } from './types.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * The time of steps that run in this process: it jumps to the next moment for which anybody sleeps, as soon as nobody
 * is at work, so that nothing is waited for in real time.
 */
export class StepClock {
  readonly #github: SandboxGitHub;
  /** Epoch milliseconds at which the sandbox started. */
  readonly #start: number;
  readonly #sleepers = new Set<Sleeper>();
  #working = 0;

  constructor(github: SandboxGitHub) {
    this.#github = github;
    this.#start = Date.now() - github.now();
  }

  /** Until this is done, time passes only as it does for everybody. */
  async work<T>(act: () => Promise<T>): Promise<T> {
    this.#working++;
    try {
      return await act();
    } finally {
      this.#rest();
    }
  }

  /** Within `work`: waits for what others do. */
  async idle<T>(wait: () => Promise<T>): Promise<T> {
    this.#rest();
    try {
      return await wait();
    } finally {
      this.#working++;
    }
  }

  /** The clock of a step, which is `work`. After `stop` it lets nobody wake. */
  of(stop: AbortSignal): Clock {
    // What goes on at once in a step may sleep at once; it is at work again when all of it is awake.
    const own = new Set<Sleeper>();
    stop.addEventListener('abort', () => {
      if (own.size > 0) this.#working++;
      for (const sleeper of own) this.#sleepers.delete(sleeper);
    });
    const sleep = (milliseconds: number): Promise<void> => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (stop.aborted) return promise;
      const wake = (): void => {
        own.delete(sleeper);
        if (own.size === 0) this.#working++;
        else void this.#passTime();
        resolve();
      };
      const sleeper: Sleeper = { until: this.#github.now() + milliseconds, wake };
      if (own.size === 0) this.#working--;
      own.add(sleeper);
      this.#sleepers.add(sleeper);
      void this.#passTime();
      return promise;
    };
    return { now: () => Math.floor(this.#start + this.#github.now()), random: () => Math.random(), sleep };
  }

  #rest(): void {
    this.#working--;
    void this.#passTime();
  }

  async #passTime(): Promise<void> {
    // What was just done may still lead to something: the next step, or a workflow.
    await setImmediate();
    if (this.#working > 0) return;
    const [next] = [...this.#sleepers].sort((a, b) => a.until - b.until);
    if (next === undefined) return;
    this.#sleepers.delete(next);
    this.#github.advance(Math.max(0, next.until - this.#github.now()));
    next.wake();
  }
}
