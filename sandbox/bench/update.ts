import { type Sandbox, startSandbox } from '../index.ts';
import { type ActionTimes, measureAction } from './action.ts';
import { type BenchOptions, type BenchResult, grouped, seconds } from './results.ts';
import { measureSubmodules, type SubmoduleTimes } from './submodules.ts';
import { type Marketplace, makeMarketplace, makePlugins } from './world.ts';

const LATENCIES = [0, 50, 100];
const SIZES = [10, 100, 286, 1000];
/** Beyond, git takes minutes: once, and only with the delay that the chart shows. */
const MANY = 100;
const MORE_FILES = 5000;
const SHOWN = 50;

const ALL_MOVED = 'update, all moved';
const NONE_MOVED = 'update, none moved';
const SUBMODULES = 'git submodule update --remote';
const EIGHT_JOBS = `${SUBMODULES} --jobs=8`;

interface Row {
  readonly what: string;
  readonly plugins: number;
  readonly added: number;
  readonly used: ActionTimes | SubmoduleTimes;
}

/**
 * How long an update step takes, by the number of plugins and as answers get slower, beside what it takes git to clone the
 * same marketplace and to move its submodules.
 */
export async function benchUpdate(options: BenchOptions): Promise<BenchResult> {
  const sandbox = await startSandbox();
  try {
    const rows: Row[] = [];
    for (const measurement of await measurements(sandbox, options)) {
      rows.push(...(await measurement()));
      const { what, plugins } = rows.at(-1) ?? {};
      console.error(`measured: ${what}, ${plugins} plugins`);
    }
    const { schemaViolations } = sandbox.github;
    if (schemaViolations.length > 0) throw new Error(schemaViolations.join('\n'));
    return result(rows, options);
  } finally {
    await sandbox.close();
  }
}

type Measurement = () => Promise<Row[]>;

async function measurements(sandbox: Sandbox, { most, rounds }: BenchOptions): Promise<Measurement[]> {
  const { github } = sandbox;
  const sizes = SIZES.filter((size) => size <= most);
  const plugins = await makePlugins(github, 'acme', { count: Math.max(...sizes) });
  const listing = (size: number) => makeMarketplace(github, `acme/market-${size}`, plugins.slice(0, size));
  const markets = await Promise.all(sizes.map(listing));
  const large = await makePlugins(github, 'large', { count: 10, files: MORE_FILES });
  const heavy = await makeMarketplace(github, 'large/market', large);
  const own = (market: Marketplace, behind: boolean, what: string) => () =>
    byAction(sandbox, market, { behind, what, rounds });
  const git = (market: Marketplace, jobs: number, what: string) => () =>
    bySubmodules(sandbox, market, { what, jobs });
  const more = `, ${grouped(MORE_FILES)} more files each`;
  return [
    // None is behind once the action has moved them all.
    ...markets.flatMap((market) => [own(market, true, ALL_MOVED), own(market, false, NONE_MOVED)]),
    own(heavy, true, `${ALL_MOVED}${more}`),
    ...markets.flatMap((market) => [git(market, 1, SUBMODULES), git(market, 8, EIGHT_JOBS)]),
    git(heavy, 1, `${SUBMODULES}${more}`),
  ];
}

async function byAction(
  sandbox: Sandbox,
  market: Marketplace,
  { behind, what, rounds }: { behind: boolean; what: string; rounds: number },
): Promise<Row[]> {
  const plugins = market.plugins.length;
  const rows: Row[] = [];
  for (const added of LATENCIES) {
    const often = plugins > MANY ? Math.min(3, rounds) : rounds;
    const used = await measureAction(sandbox, market, { behind, latency: added, rounds: often });
    rows.push({ what, plugins, added, used });
  }
  return rows;
}

async function bySubmodules(
  sandbox: Sandbox,
  market: Marketplace,
  { what, jobs }: { what: string; jobs: number },
): Promise<Row[]> {
  const plugins = market.plugins.length;
  const rows: Row[] = [];
  for (const added of plugins > MANY ? [SHOWN] : LATENCIES) {
    const used = await measureSubmodules(sandbox, market, {
      latency: added,
      jobs,
      rounds: plugins < MANY ? 3 : 1,
    });
    rows.push({ what, plugins, added, used });
  }
  return rows;
}

function result(data: readonly Row[], { rounds }: BenchOptions): BenchResult {
  const at = (what: string, plugins: number, added: number) =>
    data.find((one) => one.what === what && one.plugins === plugins && one.added === added)?.used;
  const time = (used: Row['used'] | undefined) => (used === undefined ? '' : seconds(used.milliseconds));
  const named = [...new Map(data.map((one) => [`${one.what} ${one.plugins}`, one])).values()];
  const sizes = [...new Set(data.map(({ plugins }) => plugins))];
  return {
    name: 'update',
    title: 'A marketplace brought up to date',
    about: `Every plugin of a marketplace of submodules has a new version. The update action, beside git that clones the marketplace with its submodules and moves each to the head of its branch (whole clones, without comparing versions, committing or pushing). Times are the median of ${rounds} runs${rounds > 3 ? ', or of 3 beyond 100 plugins' : ''}; git's of 3 runs, or one run from 100 plugins on. Processor time and peak memory are the step's, with 100 ms added. In the chart each size has its own scale.`,
    head: [
      '',
      'plugins',
      'requests',
      ...LATENCIES.map((added) => `${added} ms added`),
      'processor',
      'memory',
    ],
    rows: named.map(({ what, plugins, used }) => [
      what,
      grouped(plugins),
      grouped(Math.round(used.requests)),
      ...LATENCIES.map((added) => time(at(what, plugins, added))),
      'cpu' in used ? seconds(used.cpu) : '',
      'memory' in used ? `${used.memory.toFixed(0)} MiB` : '',
    ]),
    chart: {
      title: `All plugins moved, ${SHOWN} ms to GitHub`,
      scale: 'each',
      groups: sizes.map((plugins) => ({
        name: `${grouped(plugins)} plugins`,
        bars: [ALL_MOVED, EIGHT_JOBS, SUBMODULES].flatMap((what) => {
          const used = at(what, plugins, SHOWN);
          const label = what === ALL_MOVED ? 'update' : what;
          const own = what === ALL_MOVED;
          return used === undefined ? [] : [{ label, value: used.milliseconds, text: time(used), own }];
        }),
      })),
    },
    data,
  };
}
