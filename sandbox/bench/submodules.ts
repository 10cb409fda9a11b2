import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from '../index.ts';
import { median, run, timed } from './measure.ts';
import { type Marketplace, reset } from './world.ts';

export interface SubmoduleTimes {
  readonly milliseconds: number;
  readonly requests: number;
}

interface Circumstances {
  readonly latency: number;
  readonly rounds: number;
  /** How many submodules git clones and fetches at once. */
  readonly jobs: number;
}

/** What a workflow without this action does: clone with all submodules, then move each to the head of its branch. */
export async function measureSubmodules(
  sandbox: Sandbox,
  marketplace: Marketplace,
  { latency, rounds, jobs }: Circumstances,
): Promise<SubmoduleTimes> {
  const { github } = sandbox;
  await reset(marketplace);
  const times: number[] = [];
  const seen = github.requests.length;
  for (let round = 0; round < rounds; round++) {
    github.gitLatency = latency;
    times.push(await cloneAndUpdate(sandbox, marketplace, `--jobs=${jobs}`));
    github.gitLatency = 0;
  }
  return { milliseconds: median(times), requests: (github.requests.length - seen) / rounds };
}

async function cloneAndUpdate(
  { github }: Sandbox,
  { repository, plugins }: Marketplace,
  jobs: string,
): Promise<number> {
  const folder = await mkdtemp(join(github.root, 'clone-'));
  try {
    const milliseconds = await timed(async () => {
      await git('clone', '--quiet', '--recurse-submodules', jobs, repository.cloneUrl(), folder);
      await git('-C', folder, 'submodule', '--quiet', 'update', '--remote', jobs);
    });
    const moved = (await git('-C', folder, 'submodule', 'status')).match(/^\+/gm)?.length ?? 0;
    if (moved !== plugins.length) throw new Error(`${moved} of ${plugins.length} submodules moved`);
    return milliseconds;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function git(...args: string[]): Promise<string> {
  return run('git', args, {
    PATH: process.env['PATH'] ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  });
}
