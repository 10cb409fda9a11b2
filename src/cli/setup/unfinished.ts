import type { Checkout } from '../checkout.ts';
import type { Unfinished } from './next-steps.ts';
import type { SetupStep } from './plan.ts';

/** READ: what of a checkout's steps is not on GitHub yet, as far as the checkout knows; null where all is. */
export async function unfinishedIn(
  checkout: Checkout,
  steps: readonly SetupStep[],
): Promise<Unfinished | null> {
  const done = steps.filter(({ action }) => action.kind !== 'refuse');
  const paths = [...new Set(done.flatMap(pathsOf))];
  if (paths.length === 0) return null;
  const { git } = checkout.folder;
  const status = await git.ask('status', '--porcelain', '-z', '-uall', '--ignored', '--', ...paths);
  const uncommitted = paths.flatMap((path) => stateOf(path, (status ?? '').split('\0')) ?? []);
  if (uncommitted.length === 0 && (await arePushed(checkout, paths))) return null;
  return { checkout, steps: done, uncommitted };
}

function pathsOf({ path, action }: SetupStep): string[] {
  const old = action.kind === 'migrate' || action.kind === 'remove' ? action.old : [];
  return [path, ...old.map(({ workflow }) => workflow.path)];
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
