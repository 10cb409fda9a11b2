import { quote } from '../../../plugin/display.ts';
import type { WorkflowPart } from '../../workflows/parts.ts';
import { announcedIn } from '../chain/announced.ts';
import { ownParts, type PluginEnd, remoteOf } from '../chain/ends.ts';
import type { Remote } from '../remote/remote.ts';
import { type Finding, flaw } from '../report/finding.ts';

/**
 * Versions that a workflow bumps: what is pushed with `GITHUB_TOKEN` starts no workflow
 * (https://docs.github.com/actions/concepts/security/github_token#when-github_token-triggers-workflow-runs).
 */
export async function botBumps(plugin: PluginEnd): Promise<Finding[]> {
  const remote = remoteOf(plugin);
  const own = remote === null ? [] : await ownParts(plugin);
  if (remote === null || own.length === 0 || !own.every(startsByPushAlone)) return [];
  const bump = await lastBump(plugin);
  if (bump === null || !BOT.test(bump.author)) return [];
  const started = await Promise.all(own.map((part) => hasStartedSince(bump, part, plugin, remote)));
  if (started.some((one) => one !== 'not')) return [];
  const what = `the last change of ${quote(bump.path)} (${bump.commit.slice(0, 7)}) was committed by ${quote(bump.author)}, and no push has started the workflow since: a push made with GITHUB_TOKEN starts no workflow`;
  const remedy =
    'Start the workflow by `workflow_run` after the workflow that raises the version. Or let that workflow push with another token, or add a step with this action and `head: main` after its push.';
  return [flaw('warning', 'bumped-by-bot', plugin.where, [what, remedy])];
}

const BOT = /github-actions\[bot\]/;

function startsByPushAlone({ workflow: { events } }: WorkflowPart): boolean {
  return events.every((event) => event === 'push' || event === 'workflow_dispatch' || event === 'release');
}

/** A run may be for a later commit of the same push; and the file may be younger than the bump. */
async function hasStartedSince(
  { commit, time }: Bump,
  { path }: WorkflowPart,
  { checkout }: PluginEnd,
  { runs }: Remote,
): Promise<'yes' | 'not' | 'unknown'> {
  const wasThere = await checkout.git.ask('cat-file', '-e', `${commit}:${path}`);
  if (wasThere === null) return 'unknown';
  const last = await runs.lastPush(path);
  if (last.kind === 'unseen') return 'unknown';
  return last.value !== null && Date.parse(last.value) >= time ? 'yes' : 'not';
}

interface Bump {
  readonly path: string;
  readonly commit: string;
  readonly author: string;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** The newest change of a plugin.json on the default branch, merged ones included; a shallow clone does not show it. */
async function lastBump(plugin: PluginEnd): Promise<Bump | null> {
  const { git, state } = plugin.checkout;
  const paths = (await announcedIn(plugin)).map(({ path }) => path);
  if (paths.length === 0 || (await git.ask('rev-parse', '--is-shallow-repository')) !== 'false') return null;
  const branch = state.defaultBranch;
  const ref = branch === null ? 'HEAD' : `refs/remotes/origin/${branch}`;
  const options = ['-1', '--no-ext-diff', '--no-textconv', '--first-parent', '--format=%H %ct %an <%ae>'];
  const told = await git.ask('log', ...options, '--name-only', ref, '--', ...paths);
  const [, commit, seconds, author, path] = /^([\da-f]{40,}) (\d+) (.*)\n+(.*)/.exec(told ?? '') ?? [];
  if (commit === undefined || author === undefined || path === undefined) return null;
  return { commit, author, path, time: Number(seconds) * 1000 };
}
