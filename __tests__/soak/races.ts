import type { Sandbox } from '../../sandbox/index.ts';
import type { SandboxRepository } from '../../sandbox/types.ts';
import type { Report } from '../../src/action/report.ts';
import type { UpdateOptions } from '../../src/update/inputs.ts';
import { update } from '../../src/update/update.ts';
import { placed } from '../scenarios/faults/matrix.ts';
import type { Place, Ran } from '../scenarios/faults/place.ts';
import { passingClock, ranAt } from '../scenarios/faults/place.ts';
import { textsOf } from '../scenarios/faults/rules.ts';
import { MAY, type Town, world } from '../scenarios/faults/update-place.ts';
import { list, type PluginRepository, pinned } from '../scenarios/update-support.ts';
import { fakeLog } from '../support/clock.ts';
import { ROOT_MANIFEST } from '../support/files.ts';
import { generator, oneOf } from '../support/random.ts';
import { Gate } from './gate.ts';
import { numbered, numberOf, type Part, type Tried } from './part.ts';
import { Crowd } from './people.ts';
import { afterRace } from './race-rules.ts';

const PROPOSING = { mode: 'pull-request' } as const;
const PEOPLE = { labels: ['bug'], assignees: ['ann'], reviewers: ['bea'], 'team-reviewers': [] };

/** How the runs of a race write. */
const KINDS = {
  push: {},
  propose: PROPOSING,
  'propose, a branch for each plugin': { ...PROPOSING, pullRequestBranch: 'update/{plugin}' },
  'push, each run for an event': { scope: 'event' },
  'propose, each run for an event': { ...PROPOSING, scope: 'event' },
  'push, with an issue': { reportIssue: 'Held' },
  'propose, with labels and people, and an issue': { ...PROPOSING, fields: PEOPLE, reportIssue: 'Held' },
} satisfies Record<string, Partial<UpdateOptions>>;

function optionsOf(kind: string): Partial<UpdateOptions> {
  const options = Object.entries(KINDS).find(([name]) => name === kind)?.[1];
  if (options === undefined) throw new Error(`no race is called ${kind}`);
  return options;
}

/** A race about to start: several plugins, of which some are behind. */
export interface Race {
  readonly sandbox: Sandbox;
  readonly town: Town;
  readonly plugins: readonly PluginRepository[];
  /** How its runs write. */
  readonly options: Partial<UpdateOptions>;
  readonly place: Place;
}

export function racesPart(sandbox: Sandbox): Part {
  return {
    name: 'races',
    share: 0.25,
    tries:
      'Two to twenty runs of update at once on one marketplace. Requests of all runs are let through one by one in a random order; in between people push to the target branch and to the branch of our pull request, edit, add, sort and remove entries, release plugins, some of them broken, and close or merge pull requests. The runs push or open pull requests (one, or one for each plugin; with labels and people), look at all plugins or are for one event each, and keep an issue. Then one run alone, twice.',
    names: (seed) => numbered(Object.keys(KINDS), generator(seed)),
    run: (name) => race(sandbox, name),
  };
}

async function race(sandbox: Sandbox, name: string): Promise<Tried> {
  const { kind, number } = numberOf(name);
  const options = optionsOf(kind);
  const random = generator(number);
  let started: { town: Town; plugins: PluginRepository[] } | null = null;
  const build = async (town: Town) => {
    town.market.repository.update({ collaborators: ['ann', 'bea'] });
    started = { town, plugins: await listedPlugins(town, 1 + Math.floor(random() * 4)) };
    return {};
  };
  const made = world(name, { options, build });
  return placed(made, sandbox, async (place) => {
    if (started === null) throw new Error('the place was not built');
    const at: Race = { ...started, sandbox, options, place };
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
  const events = Array.from({ length: runs }, () => eventAbout(at, random));
  const all = events.map((event, run) => oneRun(at, gate, { run, event }));
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

/** What starts a run: where its scope is an event, one that names a plugin; else the schedule. */
function eventAbout({ options, plugins, town }: Race, random: () => number): UpdateOptions['event'] {
  if (options.scope !== 'event') return town.options.event;
  const repository = oneOf(random, plugins).repository.fullName;
  const client_payload = { plugin: repository.split('/')[1], repository, path: ROOT_MANIFEST };
  return { name: 'repository_dispatch', payload: { action: 'plugin-updated', client_payload } };
}

interface Start {
  readonly run: number;
  readonly event: UpdateOptions['event'];
}

/** With a token of its own, so that its requests are known. */
async function oneRun({ sandbox, town }: Race, gate: Gate, { run, event }: Start): Promise<Ran> {
  const { github } = sandbox;
  const { fullName } = town.market.repository as SandboxRepository;
  const token = github.createToken({
    kind: 'actions',
    repositories: { [fullName]: MAY },
  });
  const times = Number.POSITIVE_INFINITY;
  github.addFault({ match: /^/, token, times, effect: () => gate.arrive(run) });
  const log = fakeLog();
  const outside = { clock: passingClock(sandbox), log };
  try {
    const tokens = { own: token, plugins: token };
    const report: Report = await update({ ...town.options, event, tokens }, outside);
    const ran = { report, crash: null, lines: log.lines, slept: 0 };
    const shown = textsOf(ran).some((text) => text.includes(token));
    return shown ? { ...ran, crash: 'a token is shown' } : ran;
  } catch (crash) {
    return { report: null, crash, lines: log.lines, slept: 0 };
  } finally {
    gate.leave(run);
  }
}
