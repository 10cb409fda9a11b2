import type { Sandbox } from '../index.ts';
import { startSandbox } from '../index.ts';
import type { SandboxRepository } from '../types.ts';
import { median } from './measure.ts';
import { type BenchOptions, type BenchResult, seconds } from './results.ts';
import { type Job, rivals } from './rivals.ts';
import { fill } from './world.ts';

const LATENCIES = [0, 50, 100];
const FILES = [10, 5000];
const PATH = 'plugins/it/.claude-plugin/plugin.json';
/** What the chart shows. */
const SHOWN = 50;

interface Measured {
  readonly what: string;
  readonly files: number;
  readonly added: number;
  readonly milliseconds: number;
}

/**
 * One bump, from the event to the dispatch: this action beside what workflows do without it. Of a job that runs in each
 * of them alike, the runner's own start, nothing is counted.
 */
export async function benchNotify(options: BenchOptions): Promise<BenchResult> {
  const sandbox = await startSandbox();
  try {
    const data: Measured[] = [];
    for (const files of FILES) {
      const job = await makeJob(sandbox, files);
      for (const { what, run } of [
        { what: OWN, run: () => notify(sandbox, job) },
        ...rivals(sandbox, job, options),
      ]) {
        await run();
        for (const added of LATENCIES) {
          data.push({ what, files, added, milliseconds: await measure(sandbox, run, added, options.rounds) });
        }
        console.error(`measured: ${what}, ${files} files`);
      }
    }
    return result(data, options);
  } finally {
    await sandbox.close();
  }
}

const OWN = 'notify';

async function makeJob(sandbox: Sandbox, files: number): Promise<Job> {
  const { github } = sandbox;
  const plugin = await github.createRepository(`acme/plugins-${files}`);
  const marketplace = await github.createRepository(`acme/market-${files}`);
  await fill(plugin, files);
  const [before, after] = [await bump(plugin, '1.0.0'), await bump(plugin, '1.0.1')];
  const token = github.createToken({
    kind: 'fine-grained',
    repositories: { [marketplace.fullName]: { contents: 'write' }, [plugin.fullName]: { contents: 'read' } },
  });
  return { plugin, marketplace: marketplace.fullName, before, after, token, path: PATH };
}

function bump(plugin: SandboxRepository, version: string): Promise<string> {
  return plugin.commit({ files: { [PATH]: JSON.stringify({ name: 'it', version }) } });
}

async function notify({ actions }: Sandbox, job: Job): Promise<void> {
  const { before, after, token, marketplace, plugin } = job;
  const payload = { before, after, ref: 'refs/heads/main', repository: { default_branch: 'main' } };
  const event = { name: 'push', payload };
  const result = await actions.runAction({
    repository: plugin.fullName,
    event,
    inputs: { marketplace, token },
  });
  if (result.outputs['sent'] !== '1') throw new Error(result.log);
}

/** Milliseconds, with an event that arrived each time. */
async function measure({ github }: Sandbox, run: () => Promise<void>, added: number, rounds: number) {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const seen = github.dispatches.length;
    Object.assign(github, { latency: added, gitLatency: added });
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
    Object.assign(github, { latency: 0, gitLatency: 0 });
    if (github.dispatches.length !== seen + 1) throw new Error('no event arrived');
  }
  return median(times);
}

function result(data: readonly Measured[], { rounds }: BenchOptions): BenchResult {
  const names = [...new Set(data.map(({ what }) => what))];
  const at = (what: string, files: number, added: number) =>
    data.find((one) => one.what === what && one.files === files && one.added === added)?.milliseconds ?? 0;
  return {
    name: 'notify',
    title: 'From a bump to its event',
    about: `A plugin in \`plugins/*\` gets a new version; measured is the time until GitHub has the event, median of ${rounds}. The others check the repository out, read the version before and after with git and jq, and send the event.`,
    head: ['', 'files', ...LATENCIES.map((added) => `${added} ms added`)],
    rows: FILES.flatMap((files) =>
      names.map((what) => [
        what,
        files.toLocaleString('en-US'),
        ...LATENCIES.map((added) => seconds(at(what, files, added))),
      ]),
    ),
    chart: {
      title: `From a bump to its event, ${SHOWN} ms to GitHub`,
      scale: 'shared',
      groups: FILES.map((files) => ({
        name: `A repository of ${files.toLocaleString('en-US')} files`,
        bars: names.map((what) => {
          const value = at(what, files, SHOWN);
          return { label: what, value, text: seconds(value), own: what === OWN };
        }),
      })),
    },
    data,
  };
}
