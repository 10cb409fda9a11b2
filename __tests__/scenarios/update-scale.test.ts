import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Fault, LoggedRequest } from '../../sandbox/types.ts';
import { sharedSandbox } from './support.ts';
import {
  fateOf,
  list,
  type Market,
  market,
  type PluginRepository,
  pinned,
  plugin,
  type Row,
  submodules,
  type Updated,
  update,
} from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;

type Pointing = 'pins' | 'submodules';

/** Repositories with a plugin each, all at 1.0.0. */
async function repositories(at: Market, number: number): Promise<PluginRepository[]> {
  const made: PluginRepository[] = [];
  for (let n = 0; n < number; n++) made.push(await plugin(at, `plugin-${n}`, '1.0.0'));
  return made;
}

/** A marketplace that lists them, where all are up to date. */
async function listing(plugins: readonly PluginRepository[], pointing: Pointing = 'pins'): Promise<Market> {
  const at = await market(sandbox);
  const entries = plugins.map((one, n): Row => {
    const source = pointing === 'pins' ? pinned(one, one.first) : `./plugins/${n}`;
    return { name: `plugin-${n}`, source, version: '1.0.0' };
  });
  const links = plugins.map(({ repository, first }, n): [string, [string, string]] => [
    `plugins/${n}`,
    [`${github.url}/${repository.fullName}.git`, first],
  ]);
  await list(at, entries, pointing === 'pins' ? {} : submodules(Object.fromEntries(links)));
  return at;
}

async function bumpAll(plugins: readonly PluginRepository[]): Promise<void> {
  for (const one of plugins) await one.bump('1.0.1');
}

/** How many requests were under way at once, at most. */
function mostAtOnce(requests: readonly LoggedRequest[]): number {
  return Math.max(
    ...requests.map(
      ({ receivedAt: now }) => requests.filter((one) => one.receivedAt <= now && now < one.answeredAt).length,
    ),
  );
}

const bound = (repositories: number) => 2 * Math.ceil(repositories / 20) + 8;

describe('a run without conflict', () => {
  const ROWS = [
    { number: 286, pointing: 'pins' as const, none: 23, all: 38 },
    { number: 286, pointing: 'submodules' as const, none: 23, all: 38 },
    { number: 1000, pointing: 'pins' as const, none: 58, all: 108 },
  ];
  type Ran = { readonly at: Market; readonly before: Updated; readonly after: Updated };
  const ran = new Map<(typeof ROWS)[number], Ran>();

  beforeAll(async () => {
    const plugins = await repositories(await market(sandbox), 1000);
    const still = new Map<(typeof ROWS)[number], Omit<Ran, 'after'>>();
    for (const row of ROWS) {
      const at = await listing(plugins.slice(0, row.number), row.pointing);
      still.set(row, { at, before: await update(at) });
    }
    await bumpAll(plugins);
    // Long enough for requests to be under way together.
    github.latency = 5;
    for (const [row, one] of still) ran.set(row, { ...one, after: await update(one.at) });
    github.latency = 0;
  }, 180_000);

  test.each(ROWS)('$number $pointing, none moved: at most $none requests, and no commit', (row) => {
    const { before } = ran.get(row) as Ran;
    expect([before.outputs['changed'], before.held, before.after]).toEqual(['false', [], before.before]);
    expect(before.requests.length).toBeLessThanOrEqual(row.none);
  });

  test.each(ROWS)('$number $pointing, all moved: at most $all requests, and one commit', async (row) => {
    const { after, at } = ran.get(row) as Ran;
    const kind = row.pointing === 'pins' ? 'pin' : 'submodule';
    const moved = after.updates.filter((one) => one['kind'] === kind && one['version'] === '1.0.1');
    expect([moved.length, after.held]).toEqual([row.number, []]);
    expect(await at.repository.git('rev-parse', `${after.after}^`)).toBe(after.before);
    expect(after.requests.length).toBeLessThanOrEqual(Math.min(row.all, bound(row.number)));
  });

  test.each(ROWS)('$number $pointing: four requests are under way at once, and never more', (row) => {
    const { before, after } = ran.get(row) as Ran;
    expect(mostAtOnce(after.requests)).toBe(4);
    expect(mostAtOnce(before.requests)).toBeLessThanOrEqual(4);
  });
});

const WENT_WRONG =
  'Something went wrong while executing your query. This may be the result of a timeout, or it could be a GitHub bug. Please include `C0DE:1` when reporting this issue.';

/** What GitHub answers to a query that ran too long, in its several ways. */
const REFUSALS: [refusal: string, answer: Omit<Fault, 'match'>][] = [
  ['502 with an error page', { status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' }],
  ['504 and no data', { status: 504, body: { message: "We couldn't respond to your request in time." } }],
  ['200 with an error and no data', { status: 200, body: { data: null, errors: [{ message: WENT_WRONG }] } }],
  ['a connection that breaks', { drop: 'before' }],
];

const BAD = 'plugin-31';

/** 60 plugins that all moved; `answer` for each query that asks for one of them. */
async function refused(answer: Omit<Fault, 'match'>): Promise<Updated> {
  const owner = await market(sandbox);
  const plugins = await repositories(owner, 60);
  const at = await listing(plugins);
  await bumpAll(plugins);
  const matchBody = new RegExp(`"${owner.owner}".*"${BAD}"`);
  github.addFault({ times: Number.POSITIVE_INFINITY, ...answer, match: /^POST \/graphql/, matchBody });
  return update(at);
}

describe('a batch that GitHub times out on is halved, down to one repository, which is then held', () => {
  test.each(REFUSALS)(
    '%s',
    async (_, answer) => {
      const run = await refused(answer);
      expect(run.held.map((row) => row['plugin'])).toEqual([BAD]);
      expect(fateOf(run, BAD)).toMatch(
        /^held: .*\/plugin-31 could not be read: .+; the next run tries again$/,
      );
      expect(run.updates).toHaveLength(59);
      expect(run.result.outcome).toBe('success');
      // The halves of 20, of 10, 5, 3 and 2, and three more tries of the one.
      expect(run.requests.length).toBeLessThanOrEqual(bound(60) + 10 + 3);
    },
    120_000,
  );
});

test('a refusal that does not come again costs two more requests, and nothing is held', async () => {
  const run = await refused({ status: 502, times: 1 });
  expect([run.updates.length, run.held]).toEqual([60, []]);
  expect(run.requests.length).toBeLessThanOrEqual(bound(60) + 2);
}, 60_000);
