import type { Checkout } from '../checkout/checkout.ts';
import { WORKFLOWS } from '../checkout/folder.ts';
import { partsOf, type WorkflowPart } from '../workflows/parts.ts';
import { parseWorkflow } from '../workflows/workflow.ts';
import { credentialsIn } from './credentials.ts';
import type { Unfinished } from './next-steps.ts';
import { goneWith, type SetupStep } from './plan.ts';

/** READ: what of a checkout's steps is not on GitHub yet, as far as the checkout knows; null where all is. */
export async function unfinishedIn(
  checkout: Checkout,
  steps: readonly SetupStep[],
): Promise<Unfinished | null> {
  const done = steps.filter(({ action }) => action.kind !== 'refuse');
  const paths = [...new Set(done.flatMap(pathsOf))];
  if (paths.length === 0) return null;
  const { git } = checkout.folder;
  const status = await git.ask(
    'status',
    ...STATUS,
    '--porcelain',
    '-z',
    '-uall',
    '--ignored',
    '--',
    ...paths,
  );
  const uncommitted = paths.flatMap((path) => stateOf(path, (status ?? '').split('\0')) ?? []);
  if (uncommitted.length === 0 && (await arePushed(checkout, paths))) return null;
  return { checkout, steps: done, uncommitted, used: await usedCredentials(checkout, done) };
}

function pathsOf(step: SetupStep): string[] {
  return [step.path, ...goneWith(step.action).map(({ workflow }) => workflow.path)];
}

/** Of the workflows that go, and of those on GitHub: what is only here may wait for its secret still. */
async function usedCredentials(checkout: Checkout, steps: readonly SetupStep[]) {
  const parts = [...steps.flatMap(({ action }) => goneWith(action)), ...(await pushedWorkflows(checkout))];
  return parts.flatMap(({ role, workflow, token }) => {
    const isSender = role.kind === 'notify' || role.kind === 'other-sender';
    const isApp = token.kind === 'app' || (role.kind === 'other-sender' && role.byApp);
    if (isSender && isApp) return credentialsIn(workflow.text);
    return isSender && role.secret !== null ? [`secrets.${role.secret}` as const] : [];
  });
}

/** On the default branch, as far as the checkout knows it. */
async function pushedWorkflows({
  folder: { git },
  remote,
  defaultBranch,
}: Checkout): Promise<WorkflowPart[]> {
  if (remote === null) return [];
  const ref = `refs/remotes/${remote}/${defaultBranch.name}`;
  const names = await git.ask('ls-tree', '-z', '--name-only', ref, `${WORKFLOWS}/`);
  const paths = (names ?? '').split('\0').filter((path) => /\.ya?ml$/.test(path));
  const texts = await Promise.all(paths.map((path) => git.ask('cat-file', 'blob', `${ref}:${path}`)));
  return paths.flatMap((path, index) => {
    const parsed = parseWorkflow(texts[index] ?? '', path);
    return parsed.kind === 'workflow' ? partsOf(parsed.workflow) : [];
  });
}

/** A line is `XY path`; of what is ignored, git names the folder around it (https://git-scm.com/docs/git-status). */
function stateOf(path: string, lines: readonly string[]): Unfinished['uncommitted'][number] | null {
  const found = lines.find((line) => {
    const named = line.slice(3);
    return named === path || (named.endsWith('/') && path.startsWith(named));
  });
  return found === undefined ? null : { path, ignored: found.startsWith('!!') };
}

/** Whether some remote branch has the last commit of these paths. */
async function arePushed({ folder, remote }: Checkout, paths: readonly string[]): Promise<boolean> {
  if (remote === null) return false;
  const commit = await folder.git.ask('log', '-1', '--format=%H', '--', ...paths);
  if (!commit) return true;
  return Boolean(
    await folder.git.ask('for-each-ref', '--count=1', '--contains', commit, `refs/remotes/${remote}`),
  );
}

/** With these, `git status` does not run itself in each submodule, by a configuration that nobody has looked at. */
export const STATUS = ['--ignore-submodules=dirty'] as const;
