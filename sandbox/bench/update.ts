/**
 * How long an update step takes, by the number of plugins and as answers get slower, beside what it takes git to
 * clone the same marketplace and to move its submodules. One table.
 *
 * Both get the delay for each answer. Handshakes, which git makes for each repository and Node once, cost nothing
 * here. The sandbox answers on one thread of the same machine: at 0 ms, most of the time of large marketplaces is its.
 */
import { cpus } from 'node:os';
import { type Sandbox, startSandbox } from '../index.ts';
import { type ActionTimes, measureAction } from './action.ts';
import { measureSubmodules, type SubmoduleTimes } from './submodules.ts';
import { type Marketplace, makeMarketplace, makePlugins } from './world.ts';

const LATENCIES = [0, 50, 100];
const SIZES = [10, 100, 286, 1000];
const ROUNDS = 5;
const MORE_FILES = 5000;

const ALL_MOVED = 'update, all moved';
const SUBMODULES = 'git submodules';
const EIGHT_JOBS = 'git submodules, --jobs=8';

interface Row {
  readonly what: string;
  readonly plugins: number;
  /** For each of {@link LATENCIES}. */
  readonly times: readonly (ActionTimes | SubmoduleTimes)[];
}

export async function benchUpdate(): Promise<void> {
  const sandbox = await startSandbox();
  try {
    const rows = await measureAll(sandbox);
    console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}`);
    console.log(table(rows));
    console.log(ratios(rows));
    const { schemaViolations } = sandbox.github;
    if (schemaViolations.length > 0) throw new Error(schemaViolations.join('\n'));
  } finally {
    await sandbox.close();
  }
}

async function measureAll(sandbox: Sandbox): Promise<Row[]> {
  const rows: Row[] = [];
  for (const measure of await measurements(sandbox)) {
    const row = await measure();
    console.error(`measured: ${row.what}, ${row.plugins} plugins`);
    rows.push(row);
  }
  return rows;
}

async function measurements(sandbox: Sandbox): Promise<(() => Promise<Row>)[]> {
  const { github } = sandbox;
  const plugins = await makePlugins(github, 'acme', { count: Math.max(...SIZES) });
  const listing = (size: number) => makeMarketplace(github, `acme/market-${size}`, plugins.slice(0, size));
  const markets = await Promise.all(SIZES.map(listing));
  const large = await makePlugins(github, 'large', { count: 10, files: MORE_FILES });
  const heavy = await makeMarketplace(github, 'large/market', large);
  const small = markets.filter((market) => market.plugins.length <= 100);
  const ours = (market: Marketplace, behind: boolean, what: string) => () =>
    action(sandbox, market, behind, what);
  const gits = (market: Marketplace, jobs: number, what: string) => () =>
    submodules(sandbox, market, { what, jobs });
  return [
    // None is behind once the action has moved them all.
    ...markets.flatMap((market) => [
      ours(market, true, ALL_MOVED),
      ours(market, false, 'update, none moved'),
    ]),
    ours(heavy, true, `${ALL_MOVED}, ${MORE_FILES} more files each`),
    ...small.map((market) => gits(market, 1, SUBMODULES)),
    ...small.map((market) => gits(market, 8, EIGHT_JOBS)),
    gits(heavy, 1, `${SUBMODULES}, ${MORE_FILES} more files each`),
  ];
}

async function action(sandbox: Sandbox, market: Marketplace, behind: boolean, what: string): Promise<Row> {
  const plugins = market.plugins.length;
  const times: ActionTimes[] = [];
  for (const latency of LATENCIES) {
    times.push(
      await measureAction(sandbox, market, { behind, latency, rounds: plugins < 1000 ? ROUNDS : 3 }),
    );
  }
  return { what, plugins, times };
}

async function submodules(
  sandbox: Sandbox,
  market: Marketplace,
  { what, jobs }: { what: string; jobs: number },
): Promise<Row> {
  const plugins = market.plugins.length;
  const times: SubmoduleTimes[] = [];
  for (const latency of LATENCIES) {
    times.push(await measureSubmodules(sandbox, market, { latency, jobs, rounds: plugins < 100 ? 3 : 1 }));
  }
  return { what, plugins, times };
}

function table(rows: readonly Row[]): string {
  const head = ['', 'plugins', 'requests', ...LATENCIES.map((ms) => `${ms} ms`), 'processor', 'memory'];
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const [first = '', ...others] = lines.map((line) => {
    const padded = line.map((text, n) =>
      n === 0 ? text.padEnd(widths[n] ?? 0) : text.padStart(widths[n] ?? 0),
    );
    return `| ${padded.join(' | ')} |`;
  });
  return [first, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...others].join('\n');
}

/** Processor time and memory are those of the step's process, without delay. */
function cells({ what, plugins, times }: Row): string[] {
  const [first] = times;
  const used = first !== undefined && 'memory' in first ? first : null;
  return [
    what,
    String(plugins),
    String(Math.round(first?.requests ?? 0)),
    ...times.map(({ milliseconds }) => seconds(milliseconds)),
    used === null ? '' : seconds(used.cpu),
    used === null ? '' : `${used.memory.toFixed(0)} MiB`,
  ];
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;

function ratios(rows: readonly Row[]): string {
  const at = (what: string, plugins: number, latency: number) => {
    const row = rows.find((one) => one.what === what && one.plugins === plugins);
    return row?.times[LATENCIES.indexOf(latency)]?.milliseconds ?? Number.NaN;
  };
  const ours = at(ALL_MOVED, 100, 50);
  const times = (what: string) => (at(what, 100, 50) / ours).toFixed(0);
  return `With 100 plugins and 50 ms, git takes ${times(SUBMODULES)} times as long, and with --jobs=8 ${times(EIGHT_JOBS)} times.`;
}
