import type { Sandbox } from '../../sandbox/index.ts';
import type { SandboxRepository } from '../../sandbox/types.ts';
import type { Report } from '../../src/action/report.ts';
import { update } from '../../src/update/update.ts';
import { placed } from '../scenarios/faults/matrix.ts';
import type { Place, Ran } from '../scenarios/faults/place.ts';
import { passingClock, ranAt } from '../scenarios/faults/place.ts';
import { textsOf } from '../scenarios/faults/rules.ts';
import { type Town, world } from '../scenarios/faults/update-place.ts';
import { list, type PluginRepository, pinned } from '../scenarios/update-support.ts';
import { fakeLog } from '../support/clock.ts';
import { generator } from '../support/random.ts';
import { Gate } from './gate.ts';
import { numbered, numberOf, type Part, type Tried } from './part.ts';
import { Crowd } from './people.ts';
import { afterRace } from './race-rules.ts';

/** How the runs of a race write. */
const KINDS = ['push', 'propose', 'propose, a branch for each plugin'] as const;
const OPTIONS = {
  push: {},
  propose: { mode: 'pull-request' },
  'propose, a branch for each plugin': { mode: 'pull-request', pullRequestBranch: 'update/{plugin}' },
} as const;

/** A race about to start: several plugins, of which some are behind. */
export interface Race {
  readonly sandbox: Sandbox;
  readonly town: Town;
  readonly plugins: readonly PluginRepository[];
  readonly kind: (typeof KINDS)[number];
  readonly place: Place;
}

export function racesPart(sandbox: Sandbox): Part {
  return {
    name: 'races',
    share: 0.25,
    isEndless: true,
    tries:
      'Two to twenty runs of update at once on one marketplace. Requests of all runs are let through one by one in a random order; in between people push to the target branch and to the branch of our pull request, edit, add, sort and remove entries, release plugins, and close or merge pull requests. Then one run alone, twice.',
    names: (seed) => numbered(KINDS, generator(seed)),
    run: (name) => race(sandbox, name),
  };
}

async function race(sandbox: Sandbox, name: string): Promise<Tried> {
  const { kind, number } = numberOf(name);
  const own = KINDS.find((one) => one === kind);
  if (own === undefined) throw new Error(`no race is called ${kind}`);
  const random = generator(number);
  let started: { town: Town; plugins: PluginRepository[] } | null = null;
  const build = async (town: Town) => {
    started = { town, plugins: await listedPlugins(town, 1 + Math.floor(random() * 4)) };
    return {};
  };
  const made = world(name, { options: OPTIONS[own], build });
  return placed(made, sandbox, async (place) => {
    if (started === null) throw new Error('the place was not built');
    const at: Race = { ...started, sandbox, kind: own, place };
    return { ...(await runRace(at, random)), requests: sandbox.github.requests.length };
  });
}

async function listedPlugins(town: Town, count: number): Promise<PluginRepository[]> {
  const plugins: PluginRepository[] = [];
  for (let n = 0; n < count; n++) plugins.push(await town.found(`p${n}`));
  await list(
    town.market,
    plugins.map((one, n) => ({ name: `p${n}`, source: pinned(one, one.first), version: '1.0.0' })),
  );
  for (const [n, one] of plugins.entries()) if (n % 2 === 0) await town.raise(one, '1.0.1');
  return plugins;
}

async function runRace(at: Race, random: () => number): Promise<Omit<Tried, 'requests'>> {
  const runs = 2 + Math.floor(random() ** 2 * 19);
  const gate = new Gate(runs);
  const crowd = new Crowd(at, random);
  const all = Array.from({ length: runs }, (_, run) => oneRun(at, gate, run));
  await gate.drive(random, () => crowd.maybeAct());
  const ended = await Promise.all(all);
  at.sandbox.github.clearFaults();
  passingClock(at.sandbox).pass(3_700_000);
  const first = await ranAt(at.place, at.sandbox);
  const state = await at.place.state();
  const last = await ranAt(at.place, at.sandbox);
  const again = await at.place.state();
  const broken = await afterRace({ ...at, ended: [...ended, first, last], crowd, states: [state, again] });
  return { broken, runs: runs + 2 };
}

/** With a token of its own, so that its requests are known. */
async function oneRun({ sandbox, town }: Race, gate: Gate, run: number): Promise<Ran> {
  const { github } = sandbox;
  const { fullName } = town.market.repository as SandboxRepository;
  const token = github.createToken({
    kind: 'actions',
    repositories: { [fullName]: { contents: 'write', pull_requests: 'write', metadata: 'read' } },
  });
  const times = Number.POSITIVE_INFINITY;
  github.addFault({ match: /^/, token, times, effect: () => gate.arrive(run) });
  const log = fakeLog();
  const outside = { clock: passingClock(sandbox), log };
  try {
    const tokens = { own: token, plugins: token };
    const report: Report = await update({ ...town.options, tokens }, outside);
    const ran = { report, crash: null, lines: log.lines, slept: 0 };
    const shown = textsOf(ran).some((text) => text.includes(token));
    return shown ? { ...ran, crash: 'a token is shown' } : ran;
  } catch (crash) {
    return { report: null, crash, lines: log.lines, slept: 0 };
  } finally {
    gate.leave(run);
  }
}
