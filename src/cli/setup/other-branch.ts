import { quote } from '../../plugin/display.ts';
import type { Checkout } from '../checkout/checkout.ts';
import type { Cli } from '../cli.ts';
import { confirm } from '../shell/confirm.ts';
import { shellWord } from '../shell/shell-word.ts';
import type { Obstacle, SetupFlags, SetupStep } from './plan.ts';

/** READ: why a step's file is not written on the branch that is checked out; null where it may be. */
export type BranchGuard = (step: SetupStep) => Promise<Obstacle | null>;

/**
 * A workflow counts on the default branch: whether it is written on another one a person says, with a flag, or on a
 * terminal, where each clone is asked about once.
 */
export function branchGuard(cli: Cli, { thisBranch }: SetupFlags): BranchGuard {
  const answers = new Map<string, Promise<boolean>>();
  return async ({ checkout, action }) => {
    const { kind } = action;
    if (thisBranch === true || kind === 'keep' || kind === 'refuse' || !isElsewhere(checkout)) return null;
    const { root } = checkout.folder;
    const answer = answers.get(root) ?? confirm(cli, questionOf(checkout));
    answers.set(root, answer);
    return (await answer) ? null : refusalOf(checkout);
  };
}

function isElsewhere({ folder: { state }, defaultBranch, remote }: Checkout): boolean {
  return remote !== null && state.branch !== null && state.branch !== defaultBranch.name;
}

function questionOf(checkout: Checkout): string {
  const { shown, folder, defaultBranch } = checkout;
  const where = shown === '' ? 'This clone' : quote(shown);
  return `${where} is on the branch ${quote(folder.state.branch ?? '')}. Write there, to merge it into ${quote(defaultBranch.name)} later?`;
}

function refusalOf({ git, folder, remote, defaultBranch: { name, known } }: Checkout): Obstacle {
  const likely = known ? 'the default branch' : 'which is probably the default branch';
  const unsure = known
    ? ''
    : `If it is not, run \`${git} remote set-head ${shellWord(remote ?? '')} --auto\`. `;
  return {
    why: `this is the branch ${quote(folder.state.branch ?? '')}, and the workflow counts on ${quote(name)}, ${likely}`,
    remedy: `${unsure}Switch to it (\`${git} switch ${shellWord(name)}\`), or write it here and merge it later`,
    again: { thisBranch: true },
  };
}

/** PURE: what is said where the branch is a guess. */
export function branchDoubt({ action, checkout }: SetupStep): string[] {
  const { defaultBranch, git, remote } = checkout;
  const isNew = action.kind === 'write' || action.kind === 'overwrite' || action.kind === 'migrate';
  if (!isNew || !defaultBranch.doubtful || remote === null) return [];
  return [
    `This clone does not say which branch is the default one; ${quote(defaultBranch.name)} is taken. If it is another, run \`${git} remote set-head ${shellWord(remote)} --auto\`, then setup again.`,
  ];
}
