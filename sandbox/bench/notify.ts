/**
 * How long a notify step takes to start, and in total as answers get slower.
 *
 * Start is shown relative to an empty Node script, and to the same packages without our code. A step with one
 * changed manifest in `plugins/*` is two reads and one dispatch: three round trips, whatever the delay.
 */
import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundle } from '../../scripts/bundle.ts';
import { startSandbox } from '../index.ts';
import { median } from './measure.ts';

const run = promisify(execFile);
const ROUNDS = 15;
const root = fileURLToPath(new URL('../..', import.meta.url));

async function time(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}

/** The same packages that the bundle holds, bundled alike, and nothing of ours. */
async function bundlePackages(folder: string): Promise<string> {
  const entry = join(folder, 'packages.js');
  const packages = ['@actions/core', '@octokit/core', 'undici', 'semver', 'jsonc-parser'];
  await writeFile(entry, packages.map((name, at) => `export * as p${at} from '${name}';`).join('\n'));
  await bundle(entry, join(folder, 'out'));
  return join(folder, 'out', 'index.js');
}

async function start(): Promise<void> {
  const folder = join(root, 'build', 'bench');
  await mkdir(folder, { recursive: true });
  try {
    const empty = join(folder, 'empty.mjs');
    await writeFile(empty, '');
    const packages = await bundlePackages(folder);
    const event = join(folder, 'event.json');
    await writeFile(event, '{"deleted": true}');
    const env = {
      PATH: process.env['PATH'],
      GITHUB_EVENT_NAME: 'push',
      GITHUB_EVENT_PATH: event,
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REPOSITORY: 'a/b',
      GITHUB_API_URL: 'http://127.0.0.1:9',
      INPUT_MARKETPLACE: 'a/c',
      'INPUT_GITHUB-TOKEN': 'x',
    };
    const node = (script: string) => time(() => run(process.execPath, [script], { env, cwd: folder }));
    const [nothing, theirs, ours] = [
      await node(empty),
      await node(packages),
      await node(join(root, 'dist/notify/index.js')),
    ];
    console.log(`start of an empty script            ${nothing.toFixed(0)} ms`);
    console.log(`start of the packages alone         ${theirs.toFixed(0)} ms`);
    console.log(`start of dist/notify, nothing to do ${ours.toFixed(0)} ms`);
    console.log(`ratio to the empty script           ${(ours / nothing).toFixed(2)}`);
    console.log(`ratio to the packages alone         ${(ours / theirs).toFixed(2)}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function steps(): Promise<void> {
  const sandbox = await startSandbox();
  const { github, actions } = sandbox;
  try {
    const plugin = await github.createRepository('acme/plugins');
    const marketplace = await github.createRepository('acme/marketplace');
    const path = 'plugins/it/.claude-plugin/plugin.json';
    const commit = (version: string) =>
      plugin.commit({ files: { [path]: JSON.stringify({ name: 'it', version }) } });
    const [before, after] = [await commit('1.0.0'), await commit('1.0.1')];
    const token = github.createToken({
      kind: 'fine-grained',
      repositories: { [marketplace.fullName]: { contents: 'write' } },
    });
    const payload = { before, after, ref: 'refs/heads/main', repository: { default_branch: 'main' } };
    const step = async () => {
      const inputs = { marketplace: marketplace.fullName, token };
      const result = await actions.runAction({
        repository: plugin.fullName,
        event: { name: 'push', payload },
        inputs,
      });
      if (result.outputs['sent'] !== '1') throw new Error(result.log);
    };
    await step();
    let fastest = 0;
    for (const latency of [0, 50, 100]) {
      github.latency = latency;
      const seen = github.requests.length;
      const took = await time(step);
      const requests = (github.requests.length - seen) / ROUNDS;
      if (latency === 0) fastest = took;
      const more =
        latency === 0 ? '' : `, ${((took - fastest) / latency).toFixed(2)} round trips more than with 0 ms`;
      console.log(
        `a step with ${String(latency).padStart(3)} ms added to every answer: ${took.toFixed(0)} ms, ${requests} requests${more}`,
      );
    }
  } finally {
    await sandbox.close();
  }
}

export async function benchNotify(): Promise<void> {
  console.log(`Node ${process.version}, median of ${ROUNDS}`);
  await start();
  await steps();
}
