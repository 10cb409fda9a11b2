import { randomUUID } from 'node:crypto';
import { accessSync, constants, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { quote } from '../../plugin/display.ts';
import type { Checkout } from '../checkout/checkout.ts';
import { shellWord } from '../shell/shell-word.ts';
import { goneWith, isWriting, type Obstacle, type SetupStep } from './plan.ts';

/**
 * READ: why a file can't be written at this path of a checkout; null where it can. GitHub reads workflows from real
 * folders only, and a link would lead out of the checkout.
 */
export function whyNotWritable(root: string, path: string): Obstacle | null {
  const parts = path.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'));
  let nearest = root;
  for (const part of parts) {
    const stats = lstatSync(join(root, part), { throwIfNoEntry: false });
    if (stats === undefined) break;
    if (stats.isSymbolicLink()) {
      return {
        why: `${quote(part)} is a symbolic link`,
        remedy: 'GitHub does not follow links. Replace it with a real file or folder.',
      };
    }
    if (part === path ? !stats.isFile() : !stats.isDirectory()) {
      const wanted = part === path ? 'file' : 'folder';
      return { why: `${quote(part)} is not a ${wanted}`, remedy: `Move it away: a ${wanted} must be there.` };
    }
    if (stats.isDirectory()) nearest = join(root, part);
  }
  return attempt(() => accessSync(nearest, constants.W_OK));
}

/**
 * WRITE: the step's file, whole or not at all, and takes copied workflows away. Synchronously: Ctrl-C is heard before
 * or after, never in between. Failures are returned, not thrown.
 */
export function writeStep({ checkout, path, text, action }: SetupStep): Obstacle | null {
  const { root } = checkout.folder;
  return attempt(() => {
    if (action.kind !== 'remove') writeWhole(join(root, path), text);
    for (const { workflow } of goneWith(action))
      if (workflow.path !== path) rmSync(join(root, workflow.path), { force: true });
  });
}

/** Beside its place first, then moved there. */
function writeWhole(target: string, text: string): void {
  const draft = `${target}.${randomUUID()}.tmp`;
  mkdirSync(dirname(target), { recursive: true });
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
}

function attempt(work: () => void): Obstacle | null {
  try {
    work();
    return null;
  } catch (error) {
    return obstacleOf(error);
  }
}

/** PURE: an error of the file system in words. Anything else is a bug, and thrown on. */
export function obstacleOf(error: unknown): Obstacle {
  if (!(error instanceof Error && 'code' in error)) throw error;
  const why = WORDS[String(error.code)] ?? `it can't be written (${String(error.code)})`;
  return { why, remedy: 'Look at the folder, then run setup again.' };
}

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

/** READ: the step; refused where its file can't be written, or its commit would be lost, before anything is; a check commits nothing. */
export function possible(step: SetupStep, check: boolean): SetupStep {
  const { kind } = step.action;
  if (kind === 'keep' || kind === 'refuse') return step;
  const { checkout } = step;
  const { root } = checkout.folder;
  const refusal =
    (checkout.folder.state.branch === null && !check ? detached(checkout) : null) ??
    (isWriting(step.action) ? whyNotWritable(root, step.path) : null) ??
    whyNotRemovable(root, step.action);
  return refusal === null ? step : refused(step, refusal);
}

/** PURE: the step without what it would have done. */
export function refused(step: SetupStep, obstacle: Obstacle): SetupStep {
  return { ...step, action: { kind: 'refuse', ...obstacle } };
}

/** A link would go, and what it leads to would stay, and go on doing what it does wherever else it is used. */
function whyNotRemovable(root: string, action: SetupStep['action']): Obstacle | null {
  const found = goneWith(action).flatMap(({ workflow }) => whyNotWritable(root, workflow.path) ?? []);
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
