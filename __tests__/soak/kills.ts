import type { Sandbox } from '../../sandbox/index.ts';
import type { FaultCase } from '../scenarios/faults/faults.ts';
import { type Aim, type Cell, type Good, runWith } from '../scenarios/faults/matrix.ts';
import { generator, shuffled } from '../support/random.ts';
import { ALL_WORLDS, type Goods, worldOf } from './matrix-part.ts';
import type { Part, Tried } from './part.ts';

const ANY = { name: 'any request', api: 'rest', match: /^/, token: -1 } as const;
/** A killed process says nothing: only what GitHub holds counts, and what the next run makes of it. */
const KILLED: FaultCase = { name: 'killed', make: () => ({ drop: 'before' }) };

/**
 * The run ends at a request, before or after GitHub has acted on it. To GitHub it is the same whether the process dies
 * or nothing of it gets through any more; so it goes on without a connection, which is quicker, and may be judged too.
 */
export function killsPart(sandbox: Sandbox, goodOf: Goods): Part {
  return {
    name: 'kills',
    share: 0.2,
    isEndless: false,
    tries: `A run that ends at each of its requests, before or after GitHub acted on it, in ${ALL_WORLDS.length} situations, then the next run.`,
    names: (seed) => everyKill(seed, goodOf),
    run: async (name) => {
      const [, number, side] = / \| killed at request (\d+), (before|after)$/.exec(name) ?? [];
      const at = { number: Number(number), isDone: side === 'after' };
      return killed(await goodOf(worldOf(name)), at, sandbox);
    },
  };
}

async function* everyKill(seed: number, goodOf: Goods): AsyncGenerator<string> {
  const names: string[] = [];
  for (const world of ALL_WORLDS) {
    const { requests } = await goodOf(world);
    for (const n of requests.keys()) {
      for (const side of ['before', 'after'])
        names.push(`${world.name} | killed at request ${n + 1}, ${side}`);
    }
  }
  yield* shuffled(generator(seed), names);
}

async function killed(good: Good, at: { number: number; isDone: boolean }, sandbox: Sandbox): Promise<Tried> {
  const aim: Aim = { kind: ANY, nth: at.number, times: 'always' };
  const cell: Cell = { world: good.world, fault: KILLED, aim };
  const { violations, requests } = await runWith(cell, good, sandbox, ({ github }) => {
    const from = at.number - 1;
    if (at.isDone) github.addFault({ match: ANY.match, after: from, drop: 'after' });
    github.addFault({ match: ANY.match, after: from, drop: 'before', times: Number.POSITIVE_INFINITY });
  });
  return { broken: violations, runs: 2, requests: requests.length };
}
