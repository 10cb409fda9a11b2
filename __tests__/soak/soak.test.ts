import { describe, expect, test } from '@jest/globals';
import { sharedSandbox } from '../scenarios/support.ts';
import { generator, shuffled } from '../support/random.ts';
import { fuzzPart } from './fuzz.ts';
import { killsPart } from './kills.ts';
import { goodRuns, worldOf } from './matrix-part.ts';
import type { Part } from './part.ts';
import { racesPart } from './races.ts';
import { reliabilityPage } from './reliability-page.ts';
import { tried } from './soak.ts';

/** A little of `npm run soak`; `SOAK_SEED=7 npm test -- soak` takes another. The fault matrix has a test of its own. */
const SEED = Number(process.env['SOAK_SEED'] ?? 1);
const sandbox = await sharedSandbox();
const goodOf = goodRuns(sandbox);
const FUZZED = 4;
const RACED = 2;
const KINDS_OF_RACES = 7;
const KILLED = 1;

/** Quickly made, and together they make every kind of request that writes. */
const WORLDS = ['notify', 'update: push, by an event', 'update: propose, one to bring up to date'].map(
  (name) => worldOf(`${name} | `),
);

async function broken(part: Part, names: Iterable<string>): Promise<string[]> {
  const all: string[] = [];
  for (const name of names) {
    for (const words of (await tried(part, name)).broken) all.push(`${name}: ${words}`);
  }
  return all;
}

function some(names: Part['names'], count: number): string[] {
  const drawn = names(SEED);
  if (!(Symbol.iterator in drawn)) throw new TypeError('they have to be waited for');
  const all = drawn[Symbol.iterator]();
  return Array.from({ length: count }, () => String(all.next().value));
}

test('runs that race with each other and with people lose nothing and come to rest', async () => {
  const part = racesPart(sandbox);
  const ofEachKind = some(part.names, KINDS_OF_RACES);
  expect(await broken(part, shuffled(generator(SEED), ofEachKind).slice(0, RACED))).toEqual([]);
});

test('broken files and answers are told, and nothing worse', async () => {
  const part = fuzzPart(sandbox, async () => goodOf(WORLDS[0] ?? worldOf('notify | ')));
  expect(await broken(part, some(part.names, FUZZED))).toEqual([]);
});

describe('a run that is killed at a request leaves nothing that the next one cannot go on from', () => {
  test.each(WORLDS.map((world) => [world.name, world] as const))('%s', async (name, world) => {
    const { requests } = await goodOf(world);
    const names = [...requests.keys()].flatMap((n) =>
      ['before', 'after'].map((side) => `${name} | killed at request ${n + 1}, ${side}`),
    );
    const drawn = shuffled(generator(SEED), names).slice(0, KILLED);
    expect(await broken(killsPart(sandbox, goodOf), drawn)).toEqual([]);
  });
});

test('the page says what was tried, and what was broken', () => {
  const part = racesPart(sandbox);
  const result = {
    part,
    trials: 1200,
    runs: 9000,
    requests: 10,
    all: false,
    seconds: 3,
    broken: ['x :: lost'],
  };
  const page = reliabilityPage([result], 7, new Date('2026-01-12'));
  expect(page).toContain('| races | 1,200 | 9,000 | 10 | 3 s | 1 |\n');
  expect(page).toContain('\n- races: x :: lost\n');
  expect(page).toContain(`- **races**: ${part.tries}`);
});
