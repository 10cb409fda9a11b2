import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { bundle } from '../../scripts/bundle.ts';
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

/** How long notify takes to start: beside an empty Node script, and the same packages without our code. */
export async function benchStart(): Promise<void> {
  console.log(`Node ${process.version}, median of ${ROUNDS}`);
  await start();
}
