import type { Sandbox } from '../../sandbox/index.ts';
import { FAULTS } from '../scenarios/faults/faults.ts';
import { type Cell, cellsOf, type Good, goodRun, nameOf, runCell } from '../scenarios/faults/matrix.ts';
import { NOTIFY_WORLDS } from '../scenarios/faults/notify-worlds.ts';
import type { World } from '../scenarios/faults/place.ts';
import { UPDATE_WORLDS } from '../scenarios/faults/update-worlds.ts';
import { generator, shuffled } from '../support/random.ts';
import type { Part } from './part.ts';

export const ALL_WORLDS: readonly World[] = [...NOTIFY_WORLDS, ...UPDATE_WORLDS];

interface Known {
  readonly good: Good;
  readonly cells: ReadonlyMap<string, Cell>;
}

export type Goods = (world: World) => Promise<Good>;

/** Good runs, each made when it is first asked for. */
export function goodRuns(sandbox: Sandbox): Goods {
  const known = new Map<World, Promise<Good>>();
  return (world) => {
    const good = known.get(world) ?? goodRun(world, sandbox);
    known.set(world, good);
    return good;
  };
}

/** The world whose name a trial's begins with. */
export function worldOf(name: string): World {
  const world = ALL_WORLDS.find((one) => name.startsWith(`${one.name} | `));
  if (world === undefined) throw new Error(`no world is called as ${name} begins`);
  return world;
}

export function matrixPart(sandbox: Sandbox, goodOf: Goods): Part {
  const cells = new Map<World, Promise<Known>>();
  const knownOf = (world: World) => {
    const known = cells.get(world) ?? know(world, goodOf);
    cells.set(world, known);
    return known;
  };
  return {
    name: 'faults',
    share: 0.4,
    isEndless: false,
    tries: `Each request of both actions in ${ALL_WORLDS.length} situations × ${FAULTS.length} faults (statuses, bodies, parts of GraphQL's answers, connections that break before and after GitHub acted, hang, trickle or lead elsewhere, others who write at that moment, reads that lag) × position (each once; the first, the second and the last with all after it), then a run without the fault.`,
    names: (seed) => inTurn(seed, knownOf),
    run: async (name) => {
      const { good, cells } = await knownOf(worldOf(name));
      const cell = cells.get(name);
      if (cell === undefined) throw new Error(`no cell is called ${name}`);
      const { violations, requests } = await runCell(cell, good, sandbox);
      return { broken: violations, runs: 2, requests: requests.length };
    },
  };
}

async function know(world: World, goodOf: (world: World) => Promise<Good>): Promise<Known> {
  const good = await goodOf(world);
  return { good, cells: new Map(cellsOf(good, FAULTS).map((cell) => [nameOf(cell), cell])) };
}

/** One cell of each world after another, each world's in an order of the seed's. */
async function* inTurn(seed: number, knownOf: (world: World) => Promise<Known>): AsyncGenerator<string> {
  const random = generator(seed);
  const lists: string[][] = [];
  for (const world of ALL_WORLDS) lists.push(shuffled(random, [...(await knownOf(world)).cells.keys()]));
  for (let n = 0; lists.some(({ length }) => n < length); n++) {
    yield* lists.flatMap((list) => list[n] ?? []);
  }
}
