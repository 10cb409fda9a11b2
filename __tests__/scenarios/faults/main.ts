import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandbox } from '../../../sandbox/index.ts';
import { FAULTS } from './faults.ts';
import { type Cell, cellsOf, type Good, goodRun, nameOf, runCell } from './matrix.ts';
import { NOTIFY_WORLDS } from './notify-worlds.ts';
import { textsOf } from './rules.ts';
import { UPDATE_WORLDS } from './update-worlds.ts';

/**
 * The matrix by hand: `NODE_ENV=production npx tsx __tests__/scenarios/faults/main.ts`. Prints what a run broke, with the
 * name of its cell, and at the end how many cells were run. All of them take hours; to choose:
 * `--world`, `--fault`, `--cell`: only those whose name contains these words; `--every 50 --from 3`: one in fifty.
 * `--show`: also what each run said and asked. `--good`: only the runs without a fault.
 */
const { values: options } = parseArgs({
  options: {
    world: { type: 'string', default: '' },
    fault: { type: 'string', default: '' },
    cell: { type: 'string', default: '' },
    every: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    show: { type: 'boolean', default: false },
    good: { type: 'boolean', default: false },
  },
});

/** In memory where there is such a folder: some worlds start git. */
const root = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'faults-'));
const sandbox = await startSandbox({ root });
const counts = { cells: 0, struck: 0, broken: 0 };
for (const world of [...NOTIFY_WORLDS, ...UPDATE_WORLDS].filter(({ name }) => name.includes(options.world))) {
  const good = await goodRun(world, sandbox);
  if (options.good) showGood(good);
  else for (const cell of chosen(good)) await run(cell, good);
  console.error(`${world.name}: ${JSON.stringify(counts)}`);
}
console.log(JSON.stringify(counts));
for (const line of new Set(sandbox.github.schemaViolations)) console.log(`a bug of the sandbox: ${line}`);
await sandbox.close();

function chosen(good: Good): Cell[] {
  const named = cellsOf(good, FAULTS).filter(
    (cell) => cell.fault.name.includes(options.fault) && nameOf(cell).includes(options.cell),
  );
  const every = Number(options.every);
  return named.filter((_, n) => n % every === Number(options.from) % every);
}

async function run(cell: Cell, good: Good): Promise<void> {
  const { met, ran, requests, violations } = await runCell(cell, good, sandbox);
  counts.cells++;
  counts.struck += met > 0 ? 1 : 0;
  counts.broken += violations.length > 0 ? 1 : 0;
  for (const line of violations) console.log(`${nameOf(cell)} :: ${line}`);
  if (!options.show) return;
  const asked = requests.map(({ method, path, status }) => `${method} ${path} ${status}`);
  console.log([`# ${nameOf(cell)}`, ...textsOf(ran), ...asked].join('\n'));
}

function showGood({ world, requests, start, state, ran }: Good): void {
  const kinds = requests.map(({ name }) => name);
  console.log([`# ${world.name}`, ...kinds, ...start, '→', ...state, ...textsOf(ran)].join('\n'));
}
