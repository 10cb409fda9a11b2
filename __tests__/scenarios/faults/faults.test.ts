import { describe, expect, test } from '@jest/globals';
import { sharedSandbox } from '../support.ts';
import { type Good, goodRun, nameOf, runCell } from './matrix.ts';
import { NOTIFY_WORLDS } from './notify-worlds.ts';
import { SLICED, slicedFaults, sliceOf } from './slice.ts';
import { UPDATE_WORLDS } from './update-worlds.ts';

/**
 * A slice of the matrix *every request × every fault × once or always*, of which `npm run soak` runs far more. Another
 * one: `FAULTS_SEED=7 npm test -- faults`.
 */
const SEED = Number(process.env['FAULTS_SEED'] ?? 1);
const sandbox = await sharedSandbox();
const goods: Good[] = [];
for (const world of [...NOTIFY_WORLDS, ...UPDATE_WORLDS].filter(({ name }) => SLICED.includes(name))) {
  goods.push(await goodRun(world, sandbox));
}
const slice = sliceOf(goods, SEED);

describe('whatever fails, nothing is lost in silence, taken away or asked for without end', () => {
  test.each(goods.map((good) => [good.world.name, good] as const))(
    '%s',
    async (name, good) => {
      const broken: string[] = [];
      for (const cell of slice.filter(({ world }) => world.name === name)) {
        const { violations } = await runCell(cell, good, sandbox);
        broken.push(...violations.map((words) => `${nameOf(cell)}: ${words}`));
      }
      expect(broken).toEqual([]);
    },
    120_000,
  );
});

test('the slice has every fault that its seed draws', () => {
  expect(new Set(slice.map(({ fault }) => fault))).toEqual(new Set(slicedFaults(SEED)));
});

test('and a run without a fault does what there is to do, without a word of warning but for what is broken', () => {
  for (const { ran } of goods) {
    expect([ran.crash, ran.report?.failure]).toEqual([null, null]);
    const loud = ran.report?.annotations.filter(({ level }) => level !== 'notice') ?? [];
    expect(loud.filter(({ text }) => !text.startsWith('`broken` is held'))).toEqual([]);
  }
});
