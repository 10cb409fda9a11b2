import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sandbox } from '../index.ts';
import { median, readUsage, type Usage, usageEnvironment } from './measure.ts';
import { type Marketplace, reset } from './world.ts';

/** Medians of several runs of the update action. */
export interface ActionTimes extends Usage {
  readonly milliseconds: number;
  readonly requests: number;
}

interface Circumstances {
  /** Whether all plugins are one version behind before each run; else none is. */
  readonly behind: boolean;
  readonly latency: number;
  readonly rounds: number;
}

export async function measureAction(
  sandbox: Sandbox,
  marketplace: Marketplace,
  { behind, latency, rounds }: Circumstances,
): Promise<ActionTimes> {
  const runs: ActionTimes[] = [];
  for (let round = 0; round < rounds; round++) {
    if (behind) await reset(marketplace);
    sandbox.github.latency = latency;
    runs.push(await runOnce(sandbox, marketplace, behind ? marketplace.plugins.length : 0));
    sandbox.github.latency = 0;
  }
  const middle = (of: (run: ActionTimes) => number) => median(runs.map(of));
  return {
    milliseconds: middle((run) => run.milliseconds),
    requests: middle((run) => run.requests),
    memory: middle((run) => run.memory),
    cpu: middle((run) => run.cpu),
  };
}

async function runOnce(
  { github, actions }: Sandbox,
  { repository }: Marketplace,
  moved: number,
): Promise<ActionTimes> {
  const file = join(github.root, 'usage.json');
  const seen = github.requests.length;
  const result = await actions.runAction({
    action: 'update',
    repository: repository.fullName,
    event: {
      name: 'schedule',
      ref: 'refs/heads/main',
      payload: { repository: { full_name: repository.fullName, default_branch: 'main' } },
    },
    inputs: {},
    permissions: { contents: 'write' },
    env: usageEnvironment(file),
  });
  const updates: unknown[] = JSON.parse(result.outputs['updates'] ?? '[]');
  if (result.outcome !== 'success' || updates.length !== moved) throw new Error(result.log);
  const usage = await readUsage(file);
  await rm(file);
  const requests = github.requests.length - seen;
  return { milliseconds: result.endedAt - result.startedAt, requests, ...usage };
}
