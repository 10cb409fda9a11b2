import { oneOf } from '../support/random.ts';

interface Waiting {
  readonly run: number;
  readonly open: () => void;
}

/** Longer than any run computes between two requests. */
const LONGEST_TURN = 2_000;

/**
 * Lets the requests of several runs through one after another, in an order that chance draws: the next one only when
 * every run that goes on waits for an answer. So each request meets whatever the others have done in between.
 */
export class Gate {
  readonly #going: Set<number>;
  #waiting: Waiting[] = [];
  #wake: () => void = () => {};

  constructor(runs: number) {
    this.#going = new Set(Array.from({ length: runs }, (_, run) => run));
  }

  /** A request of a run: resolves when it is its turn. */
  arrive(run: number): Promise<void> {
    return new Promise((open) => {
      this.#waiting.push({ run, open });
      this.#wake();
    });
  }

  /** The run has ended. */
  leave(run: number): void {
    this.#going.delete(run);
    this.#wake();
  }

  /** Until all runs have ended; `between` is what somebody else does before each request is let through. */
  async drive(random: () => number, between: () => Promise<void>): Promise<void> {
    while (await this.#allWait()) {
      await between();
      const next = oneOf(
        random,
        this.#waiting.toSorted((a, b) => a.run - b.run),
      );
      this.#waiting.splice(this.#waiting.indexOf(next), 1);
      next.open();
    }
  }

  /** False where no run is left. */
  async #allWait(): Promise<boolean> {
    while (![...this.#going].every((run) => this.#waiting.some((one) => one.run === run))) {
      await this.#change();
    }
    return this.#going.size > 0;
  }

  /** Until a run asks something or ends. */
  #change(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = () => reject(new Error('a run asks nothing and does not end'));
      const timer = setTimeout(late, LONGEST_TURN);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
