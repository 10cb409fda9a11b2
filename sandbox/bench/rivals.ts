import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startActions } from '../actions/index.ts';
import type { Sandbox } from '../index.ts';
import type { SandboxRepository } from '../types.ts';
import { run } from './measure.ts';
import type { BenchOptions } from './results.ts';

/** A bump that is to reach a marketplace. */
export interface Job {
  readonly plugin: SandboxRepository;
  readonly marketplace: string;
  readonly before: string;
  readonly after: string;
  readonly token: string;
  readonly path: string;
}

export interface Rival {
  readonly what: string;
  readonly run: () => Promise<void>;
}

/** What workflows do without this project: git, jq and curl; and with copies of the actions that they use. */
export function rivals(sandbox: Sandbox, job: Job, options: BenchOptions): Rival[] {
  const { checkout, repositoryDispatch } = options;
  const shell = {
    what: 'git + jq + curl',
    run: () => inFolder(sandbox, (folder) => byShell(sandbox, job, folder)),
  };
  if (checkout === undefined) return [shell];
  const withCurl = {
    what: 'actions/checkout + jq + curl',
    run: () => byActions(sandbox, job, { checkout, dispatch: null }),
  };
  if (repositoryDispatch === undefined) return [shell, withCurl];
  const run = () => byActions(sandbox, job, { checkout, dispatch: repositoryDispatch });
  return [shell, withCurl, { what: 'checkout + repository-dispatch', run }];
}

async function inFolder({ github }: Sandbox, work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(github.root, 'work-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** As actions/checkout does it with `fetch-depth: 2`: one fetch of two commits. */
const CHECKOUT = `git init --quiet .
git remote add origin "$ORIGIN"
git -c protocol.version=2 fetch --quiet --no-tags --prune --no-recurse-submodules --depth=2 origin "+$AFTER:refs/remotes/origin/main"
git checkout --quiet --force -B main refs/remotes/origin/main`;

const COMPARE = `new=$(jq -r .version "$FILE")
old=$(git show "$BEFORE:$FILE" | jq -r .version)
[ "$new" != "$old" ]`;

const SEND = `jq -n --arg plugin "$(jq -r .name "$FILE")" --arg version "$new" \\
  '{event_type: "plugin-updated", client_payload: {plugin: $plugin, version: $version}}' |
curl --fail --silent --show-error -X POST -H "authorization: Bearer $TOKEN" \\
  -H 'content-type: application/json' "$API/repos/$MARKET/dispatches" -d @-`;

async function byShell(sandbox: Sandbox, job: Job, folder: string, steps = [CHECKOUT, COMPARE, SEND]) {
  const script = ['set -eu', `cd '${folder}'`, ...steps].join('\n');
  await run('bash', ['-c', script], {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    ORIGIN: job.plugin.cloneUrl(job.token),
    BEFORE: job.before,
    AFTER: job.after,
    FILE: job.path,
    TOKEN: job.token,
    API: sandbox.github.apiUrl,
    MARKET: job.marketplace,
    GIT_CONFIG_NOSYSTEM: '1',
  });
}

/** The checkout action, then jq, then curl or the dispatch action, each in a process of its own as on a runner. */
async function byActions(
  sandbox: Sandbox,
  job: Job,
  { checkout, dispatch }: { checkout: string; dispatch: string | null },
) {
  await inFolder(sandbox, async (folder) => {
    const { plugin, token, marketplace, after } = job;
    const env = { GITHUB_WORKSPACE: folder };
    const event = { name: 'push', ref: 'refs/heads/main', sha: after, payload: { after } };
    const step = async (actionsRoot: string, inputs: Record<string, string>) => {
      const actions = startActions(sandbox.github, { actionsRoot, env });
      const result = await actions.runAction({ repository: plugin.fullName, event, inputs });
      await actions.close();
      if (result.outcome !== 'success') throw new Error(result.log);
    };
    await step(checkout, { 'fetch-depth': '2', token, path: '.' });
    if (dispatch === null) return byShell(sandbox, job, folder, [COMPARE, SEND]);
    await byShell(sandbox, job, folder, [COMPARE]);
    const payload = JSON.stringify({ plugin: 'it', version: '1.0.1' });
    await step(dispatch, {
      token,
      repository: marketplace,
      'event-type': 'plugin-updated',
      'client-payload': payload,
    });
  });
}
