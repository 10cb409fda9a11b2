import type { Sandbox } from '../../../sandbox/index.ts';
import type { Fault } from '../../../sandbox/types.ts';
import type { FaultCase, FaultTime } from './faults.ts';
import { type Place, passingClock, type Ran, ranAt, type World } from './place.ts';
import { kindOf, type RequestKind } from './requests.ts';
import { type Judged, violationsOf } from './rules.ts';

/** Which requests of a run go wrong: the n-th of a kind (1 for the first), alone or with all of that kind after it. */
export interface Aim {
  readonly kind: RequestKind;
  readonly nth: number;
  readonly times: 'once' | 'always';
}

export interface Cell {
  readonly world: World;
  readonly fault: FaultCase;
  readonly aim: Aim;
}

export function nameOf({ world, fault, aim }: Cell): string {
  return `${world.name} | ${aim.kind.name} #${aim.nth} ${aim.times} | ${fault.name}`;
}

/** What a run without a fault does in a world: the yardstick of all others. */
export interface Good {
  readonly world: World;
  readonly ran: Ran;
  readonly start: readonly string[];
  readonly state: readonly string[];
  /** The kinds of its requests, in order. */
  readonly requests: readonly RequestKind[];
  /** Who else may write there. */
  readonly others: readonly string[];
}

/** Reads see at once what was written. */
const PROMPT = { requests: 0, milliseconds: 0 };

let places = 0;

/** Uses a place that was made for it, and removes it. */
export async function placed<T>(
  world: World,
  sandbox: Sandbox,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  const { github } = sandbox;
  const kept = { ...github.switches };
  Object.assign(github.switches, world.switches);
  const place = await world.make({ sandbox, owner: `acme${++places}` });
  github.requests.length = 0;
  github.events.length = 0;
  try {
    return await use(place);
  } finally {
    github.clearFaults();
    Object.assign(github.replication, PROMPT);
    Object.assign(github.switches, kept);
    await place.remove();
    github.dispatches.length = 0;
  }
}

export function goodRun(world: World, sandbox: Sandbox): Promise<Good> {
  return placed(world, sandbox, async (place) => {
    const start = await place.state();
    const ran = await ranAt(place, sandbox);
    const requests = sandbox.github.requests.map((request) => kindOf(request, place));
    const state = await place.state();
    await ranAt(place, sandbox);
    const again = await place.state();
    if (JSON.stringify(again) !== JSON.stringify(state)) {
      throw new Error(`${world.name} does not come to rest:\n${state.join('\n')}\n→\n${again.join('\n')}`);
    }
    return { world, ran, start, state, requests, others: Object.keys(place.others ?? {}) };
  });
}

/** Every request of a good run: each once, and the first, the second and the last of a kind with all after them. */
export function aimsOf({ requests }: Good): Aim[] {
  const kinds = new Map<string, RequestKind[]>();
  for (const kind of requests) kinds.set(kind.name, [...(kinds.get(kind.name) ?? []), kind]);
  return [...kinds.values()].flatMap((own) =>
    own.flatMap((kind, index): Aim[] => {
      const isEdge = index < 2 || index === own.length - 1;
      const once: Aim = { kind, nth: index + 1, times: 'once' };
      return isEdge ? [once, { ...once, times: 'always' }] : [once];
    }),
  );
}

/** PURE: all that can go wrong in a world. */
export function cellsOf(good: Good, faults: readonly FaultCase[]): Cell[] {
  const { world } = good;
  return aimsOf(good).flatMap((aim, index) =>
    faults
      .filter((fault) => fits(fault, aim, good) && (fault.lag === undefined || index === 0))
      .map((fault): Cell => ({ world, fault, aim })),
  );
}

function fits({ name, only, other }: FaultCase, { kind, times }: Aim, { others }: Good): boolean {
  if (only !== undefined && only !== kind.api) return false;
  // That is just how GitHub says that these were done.
  if (name === '204' && /^DELETE|dispatches/.test(kind.name)) return false;
  return other === undefined || (others.includes(other) && times === 'once');
}

/** Runs one cell: with the fault, then without it. */
export function runCell(cell: Cell, good: Good, sandbox: Sandbox): Promise<Run> {
  return runWith(cell, good, sandbox, ({ github }, place, struck) => {
    github.addFault(armed(cell, place, passingClock(sandbox), struck));
    Object.assign(github.replication, cell.fault.lag);
  });
}

export type Run = Judged & { readonly violations: readonly string[] };

type Arm = (sandbox: Sandbox, place: Place, struck: { times: number }) => void;

/** Runs a world with what `arm` turns on, then without it. */
export async function runWith(cell: Cell, good: Good, sandbox: Sandbox, arm: Arm): Promise<Run> {
  return placed(cell.world, sandbox, async (place) => {
    const { github } = sandbox;
    const struck = { times: 0 };
    arm(sandbox, place, struck);
    const ran = await ranAt(place, sandbox);
    const requests = [...github.requests];
    const state = await place.state();
    github.clearFaults();
    Object.assign(github.replication, PROMPT);
    passingClock(sandbox).pass(3_700_000);
    const next = await ranAt(place, sandbox);
    const end = await place.state();
    const judged: Judged = { cell, good, place, met: struck.times, ran, requests, state, next, end };
    return { ...judged, violations: violationsOf(judged) };
  });
}

/** The fault as the sandbox takes it; `struck` counts how often it came. */
function armed({ fault, aim }: Cell, place: Place, time: FaultTime, struck: { times: number }): Fault {
  const { match, matchBody, token: whose } = aim.kind;
  const token = place.tokens[whose];
  const change = fault.make(time, token ?? '');
  return {
    ...change,
    effect: async () => {
      struck.times++;
      await change.effect?.();
      if (fault.other !== undefined) await place.others?.[fault.other]?.();
    },
    match,
    ...(matchBody === undefined ? {} : { matchBody }),
    ...(token === undefined ? {} : { token }),
    after: aim.nth - 1,
    times: aim.times === 'once' ? 1 : Number.POSITIVE_INFINITY,
  };
}
