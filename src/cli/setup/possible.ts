import type { Checkout } from '../checkout/checkout.ts';
import { shellWord } from '../shell/shell-word.ts';
import { isWriting, type Obstacle, type SetupStep } from './plan.ts';
import { whyNotWritable } from './write.ts';

/** READ: the step; refused where its file can't be written, or its commit would be lost, before anything is. */
export function possible(step: SetupStep): SetupStep {
  const { kind } = step.action;
  if (kind === 'keep' || kind === 'refuse') return step;
  const { checkout } = step;
  const { root } = checkout.folder;
  const refusal =
    (checkout.folder.state.branch === null ? detached(checkout) : null) ??
    (isWriting(step.action) ? whyNotWritable(root, step.path) : null) ??
    whyNotRemovable(root, step.action);
  return refusal === null ? step : { ...step, action: { kind: 'refuse', ...refusal } };
}

/** A link would go, and what it leads to would stay, and go on doing what it does wherever else it is used. */
function whyNotRemovable(root: string, action: SetupStep['action']): Obstacle | null {
  const old = action.kind === 'migrate' || action.kind === 'remove' ? action.old : [];
  const found = old.flatMap(({ workflow }) => whyNotWritable(root, workflow.path) ?? []);
  return found[0] ?? null;
}

/** A submodule's HEAD is detached as long as nobody switched; a clone of a tag has no branch to switch to. */
function detached({ git, folder, remote, defaultBranch: { name } }: Checkout): Obstacle {
  const places = ['refs/heads', ...(remote === null ? [] : [`refs/remotes/${remote}`])];
  const why = 'its HEAD is detached, so a commit would be on no branch';
  return places.some((place) => folder.state.branches.includes(`${place}/${name}`))
    ? { why, remedy: `Switch first: ${git} switch ${shellWord(name)}` }
    : { why, remedy: `Switch first, to a new branch: ${git} switch -c notify-marketplace` };
}
