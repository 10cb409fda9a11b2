import { generator, shuffled } from '../../support/random.ts';
import { FAULTS, type FaultCase } from './faults.ts';
import { type Cell, cellsOf, type Good } from './matrix.ts';

/** Quickly made, and most of what is asked is asked there. */
const QUICK: readonly string[] = ['notify', 'update: push, by an event'];
/** Cells of each kind of request besides. */
const OF_A_KIND = 1;

/** With these, every kind of request is there. */
export const SLICED: readonly string[] = [
  ...QUICK,
  'notify: wait for a pull request',
  'notify: a manifest too long for GraphQL',
  'notify: nothing to send',
  'update: propose, nothing open yet',
  'update: push, many tags',
  'update: propose, one to bring up to date',
  'update: propose, nothing left',
  'update: propose, on a server without updateRefs',
];

/** Faults that differ only in where they strike. */
const ALIKE = /^GraphQL (?:null|missing|without) /;
/** Of those, one in so many. */
const ONE_IN = 4;

/** PURE: every fault, but of those that are alike a share that the seed draws. */
export function slicedFaults(seed: number): FaultCase[] {
  const alike = shuffled(
    generator(seed),
    FAULTS.filter(({ name }) => ALIKE.test(name)),
  );
  return [
    ...FAULTS.filter(({ name }) => !ALIKE.test(name)),
    ...alike.slice(0, Math.ceil(alike.length / ONE_IN)),
  ];
}

/** PURE: a cell for every fault of the slice, most of them in a quick world, and some for every kind of request. */
export function sliceOf(goods: readonly Good[], seed: number): Cell[] {
  const random = generator(seed);
  const any = (cells: readonly Cell[]) => cells[Math.floor(random() * cells.length)] ?? [];
  const all = goods.flatMap((good) => cellsOf(good, slicedFaults(seed)));
  const ofFault = groups(all, ({ fault }) => fault.name).flatMap((cells) => {
    const quick = cells.filter(({ world }) => QUICK.includes(world.name));
    return any(quick.length > 0 ? quick : cells);
  });
  const ofKind = groups(all, ({ aim }) => aim.kind.name).flatMap((cells) =>
    Array.from({ length: OF_A_KIND }, () => any(cells)).flat(),
  );
  return [...ofFault, ...ofKind];
}

function groups(cells: readonly Cell[], key: (cell: Cell) => string): Cell[][] {
  const found = new Map<string, Cell[]>();
  for (const cell of cells) {
    const group = found.get(key(cell));
    if (group === undefined) found.set(key(cell), [cell]);
    else group.push(cell);
  }
  return [...found.values()];
}
