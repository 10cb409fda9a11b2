import type { Dialect } from '../../../sandbox/dialects.ts';
import type { Sandbox } from '../../../sandbox/index.ts';
import type { Addresses } from '../../../src/action/inputs.ts';
import type { Report } from '../../../src/action/report.ts';
import type { Clock } from '../../../src/github/client/client.ts';
import { type FakeLog, fakeLog } from '../../support/clock.ts';

/** One repository, or several, made for one run: what to run there, and how to see what came of it. */
export interface Place {
  /** Every token that the run has: none of them may be shown. */
  readonly tokens: readonly string[];
  act(world: { clock: Clock; log: FakeLog }): Promise<Report>;
  /** What GitHub holds now, a line for each thing, the same for every place of this kind. */
  state(): Promise<string[]>;
  /** Lines of `state` that must be there whatever fails: what is a person's, and what is open. */
  readonly kept?: readonly string[];
  /** Somebody else who may write at this very moment. */
  readonly others?: Readonly<Partial<Record<Other, () => Promise<void>>>>;
  remove(): Promise<void>;
}

/** Who writes in between: somebody to the target branch, or a person to the branch of our pull request. */
export type Other = 'main moves' | 'a person pushes';

/** A kind of place. */
export interface World {
  readonly name: string;
  readonly kind: 'notify' | 'update';
  readonly make: (at: Ground) => Promise<Place>;
  /** What this server answers in another way than github.com. */
  readonly switches?: Partial<Dialect>;
  /** Milliseconds that the run may wait beside the five minutes of its budget. */
  readonly waits?: number;
  /** How many repositories its plugins are in, where there are many. */
  readonly repositories?: number;
}

/** Where places are made. */
export interface Ground {
  readonly sandbox: Sandbox;
  /** A name that no other place has, for its repositories' owner. */
  readonly owner: string;
}

/** What one run did. */
export interface Ran {
  readonly report: Report | null;
  /** What was thrown, where nothing may be. */
  readonly crash: unknown;
  readonly lines: readonly string[];
  /** Milliseconds that the run slept. */
  readonly slept: number;
}

let advanced = 0;

/** The sandbox's own time: sleeping lets it pass at once. */
export function passingClock({ github }: Sandbox): Clock & { pass(milliseconds: number): void } {
  const pass = (milliseconds: number) => {
    advanced += milliseconds;
    github.advance(milliseconds);
  };
  return { pass, now: () => Date.now() + advanced, random: () => 0.5, sleep: async (time) => pass(time) };
}

export async function ranAt(place: Place, sandbox: Sandbox): Promise<Ran> {
  const { sleep, ...clock } = passingClock(sandbox);
  const log = fakeLog();
  let slept = 0;
  const counting = async (milliseconds: number) => {
    slept += milliseconds;
    await sleep(milliseconds);
  };
  try {
    const report = await place.act({ clock: { ...clock, sleep: counting }, log });
    return { report, crash: null, lines: log.lines, slept };
  } catch (crash) {
    return { report: null, crash, lines: log.lines, slept };
  }
}

export function addressesOf({ github }: Sandbox, repository: string): Addresses {
  const { apiUrl, graphqlUrl, url } = github;
  return { apiUrl, graphqlUrl, serverUrl: url, runUrl: `${url}/${repository}/actions/runs/1` };
}
