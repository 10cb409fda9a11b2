import type { Checkout } from '../checkout/checkout.ts';
import type { Unfinished } from './next-steps.ts';
import { goneWith, type SetupStep } from './plan.ts';

/** READ: what of a checkout's steps is not on GitHub yet, as far as the checkout knows; null where all is. */
export async function unfinishedIn(
  checkout: Checkout,
  steps: readonly SetupStep[],
): Promise<Unfinished | null> {
  const paths = [...new Set(steps.flatMap(pathsOf))];
  if (paths.length === 0) return null;
  const { git } = checkout.folder;
  const options = [...STATUS, '--porcelain', '-z', '-uall', '--ignored'];
  const status = await git.ask('status', ...options, '--', ...paths);
  const uncommitted = paths.flatMap((path) => stateOf(path, (status ?? '').split('\0')) ?? []);
  if (uncommitted.length === 0 && (await arePushed(checkout, paths))) return null;
  return { checkout, steps, uncommitted };
}

function pathsOf(step: SetupStep): string[] {
  return [step.path, ...goneWith(step.action).map(({ workflow }) => workflow.path)];
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
