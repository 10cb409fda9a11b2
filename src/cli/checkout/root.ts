import { realpath } from 'node:fs/promises';
import type { Environment } from '../../github/client/network-settings.ts';
import { quote } from '../../plugin/display.ts';
import { UsageError } from '../cli.ts';
import { shellWord } from '../shell/shell-word.ts';
import { askGit } from './git.ts';
import { nearestRepository } from './inside.ts';

/**
 * READ: the root of the checkout around a folder; null where there is none. Throws `UsageError`: where git itself is the
 * obstacle, "no checkout" would mislead.
 */
export async function rootOf(folder: string, env: Environment): Promise<string | null> {
  const answer = await askGit(folder, env, 'rev-parse', '--show-toplevel');
  if (answer.kind === 'answer') return answer.text === '' ? null : ownRoot(folder, answer.text, env);
  if (answer.kind === 'no-git') {
    throw new UsageError(
      'git is not installed here, or not on the PATH.',
      'Install it: https://git-scm.com.',
    );
  }
  // https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
  if (!answer.said.includes('dubious ownership')) return null;
  throw new UsageError(
    'git refuses this folder, because it belongs to somebody else.',
    `If you trust it: git config --global --add safe.directory ${shellWord(folder)}`,
  );
}

/**
 * `core.worktree` in a configuration that came along with the folder may name any other; and what is written there, or
 * read, is not what was looked at. Who sets `GIT_DIR` or `GIT_WORK_TREE` says so.
 */
async function ownRoot(folder: string, root: string, env: Environment): Promise<string> {
  const isSaid = env['GIT_DIR'] !== undefined || env['GIT_WORK_TREE'] !== undefined;
  const nearest = await nearestRepository(folder);
  if (isSaid || nearest === (await realpath(root).catch(() => null))) return root;
  throw new UsageError(
    `The configuration of git here (core.worktree) names another folder, ${quote(root)}.`,
    'Run this in an ordinary clone.',
  );
}
