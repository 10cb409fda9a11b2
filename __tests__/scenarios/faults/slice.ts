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
  'update: propose, with all there is',
];

/** Faults that differ only in where they strike. */
const ALIKE = /^GraphQL (?:null|missing|without) /;
/** One in so many of those, and of all others. */
const ONE_IN = { alike: 8, other: 3 } as const;

/** PURE: a share of the faults that the seed draws, a smaller one of those that are alike. */
export function slicedFaults(seed: number): FaultCase[] {
  const drawn = shuffled(generator(seed), FAULTS);
  const share = (kind: keyof typeof ONE_IN) => {
    const all = drawn.filter(({ name }) => ALIKE.test(name) === (kind === 'alike'));
    return all.slice(0, Math.ceil(all.length / ONE_IN[kind]));
  };
  return [...share('other'), ...share('alike')];
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
