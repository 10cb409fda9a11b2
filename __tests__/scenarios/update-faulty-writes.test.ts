import { expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/types.ts';
import { sharedSandbox } from './support.ts';
import { OUR_BRANCH, type Proposing, proposing, writesOf } from './update-proposing.ts';
import type { Updated } from './update-support.ts';

/**
 * *Each request that writes × what may come instead of its answer × once or always*, then clean runs: nothing lost,
 * nothing doubled, the end of the run true. A slice; `WRITES_SEED=7 npm test -- faulty-writes` cuts another one, and
 * `WRITES_SEED=all` takes everything.
 */
const SEED = process.env['WRITES_SEED'] ?? '1';
const CELLS = 20;
const sandbox = await sharedSandbox();

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const PAGE = '<!DOCTYPE html><html><head><title>Sign in</title></head></html>';
const BODIES: readonly [string, { status: number; headers?: Record<string, string>; body: string }][] = [
  ['502', { status: 502, body: '<html>Bad gateway</html>' }],
  ['200 empty', { status: 200, headers: JSON_TYPE, body: '' }],
  ['200 page', { status: 200, body: PAGE }],
  ['200 cut', { status: 200, headers: JSON_TYPE, body: '{"number": 1, "data": {"updateR' }],
];
const FAULTS: readonly [string, Omit<Fault, 'match'>][] = [
  ...BODIES.map(([name, answer]) => [name, answer] as [string, Omit<Fault, 'match'>]),
  ...BODIES.map(
    ([name, answer]) => [`${name} once done`, { rewrite: () => answer }] as [string, Omit<Fault, 'match'>],
  ),
  ['dropped', { drop: 'before' }],
  ['dropped once done', { drop: 'after' }],
];

/** A marketplace where one run writes all that these requests are. */
interface Story {
  readonly name: string;
  readonly writes: readonly string[];
  readonly make: () => Promise<Proposing>;
}

async function proposed(): Promise<Proposing> {
  const at = await proposing(sandbox, 'one');
  await at.raise('one', '1.0.1');
  return at;
}

const STORIES: readonly Story[] = [
  {
    name: 'opening',
    writes: ['POST git/trees', 'POST git/commits', 'updateRefs', 'POST pulls'],
    make: proposed,
  },
  {
    name: 'bringing up to date',
    writes: ['POST git/trees', 'POST git/commits', 'updateRefs', 'PATCH pulls/'],
    make: async () => {
      const at = await proposed();
      await at.propose();
      await at.raise('one', '1.0.2');
      return at;
    },
  },
  {
    name: 'closing',
    writes: ['PATCH pulls/', 'POST issues/', 'updateRefs'],
    make: async () => {
      const at = await proposed();
      await at.propose();
      await at.bringUpToDate('1.0.1');
      return at;
    },
  },
];

interface Cell {
  readonly story: Story;
  readonly write: string;
  readonly fault: (typeof FAULTS)[number];
  readonly times: number;
}

const all: readonly Cell[] = STORIES.flatMap((story) =>
  story.writes.flatMap((write) =>
    FAULTS.flatMap((fault) => [1, Number.POSITIVE_INFINITY].map((times) => ({ story, write, fault, times }))),
  ),
);

/** A small sure generator (mulberry32), so that a slice is the same wherever it is cut. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function slice(): readonly Cell[] {
  if (SEED === 'all') return all;
  const random = generator(Number(SEED));
  const drawn = all.map((cell) => [random(), cell] as const).sort(([one], [other]) => one - other);
  return drawn.slice(0, CELLS).map(([, cell]) => cell);
}

/** What people find: pull requests with their comments, and what our branch brings. */
async function stateOf(at: Proposing): Promise<string[]> {
  const tip = at.tip();
  const catalogue =
    tip === null ? null : await at.at.repository.readFile(tip, '.claude-plugin/marketplace.json');
  const brings = catalogue === null ? 'no branch' : /"version": "[^"]*"/.exec(catalogue)?.[0];
  const pulls = (await at.pulls()).map(
    ({ number, state, title, comments }) => `#${number} ${state} ${title}, ${comments.length} comments`,
  );
  return [`${OUR_BRANCH}: ${brings}`, ...pulls];
}

const goods = new Map<Story, readonly string[]>();
for (const story of STORIES) {
  const at = await story.make();
  const run = await at.propose();
  expect([run.result.outcome, run.messages]).toEqual(['success', []]);
  goods.set(story, await stateOf(at));
}

/** What a run says against what is there. */
async function checkHonesty(at: Proposing, run: Updated, good: readonly string[]): Promise<void> {
  const state = await stateOf(at);
  const said = run.result.outcome === 'failure' || run.messages.some((line) => line.startsWith('warning'));
  if (!said) expect(state).toEqual(good);
  const open = (await at.pulls()).filter((pull) => pull.state === 'open').map(({ number }) => number);
  for (const { number } of run.pullRequests) expect(open).toContain(number);
  const { commit = '' } = run.outputs;
  if (commit !== '') expect(commit).toBe(at.tip());
  expect(run.messages.join('\n')).not.toMatch(/This should not happen|undefined|\[object/);
}

test.each(
  slice().map((cell) => {
    const { story, write, fault, times } = cell;
    return [`${story.name}: ${write}, ${fault[0]}, ${times === 1 ? 'once' : 'always'}`, cell] as const;
  }),
)('%s', async (_, { story, write, fault, times }) => {
  const good = goods.get(story) ?? [];
  const at = await story.make();
  let struck = 0;
  const effect = () => {
    struck++;
  };
  at.fault(write, { ...fault[1], effect, times });
  const faulty = await at.propose();
  sandbox.github.clearFaults();
  expect(struck).toBeGreaterThan(0);
  await checkHonesty(at, faulty, good);
  const next = await at.propose();
  expect([next.result.outcome, next.messages, await stateOf(at)]).toEqual(['success', [], good]);
  expect(writesOf(await at.propose())).toEqual([]);
});
