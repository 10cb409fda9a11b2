import { NotImplemented } from './not-implemented.ts';

/** A `uses:` that runs one of this project's actions. */
export interface ActionName {
  uses: string;
  /** Whether it is the project's, by name, or what the job checked out, by path. */
  from: 'project' | 'workspace';
  /** `owner/repo`; empty for a path. */
  repository: string;
  /** Folder that holds its action.yml, below `actionsRoot` or below the workspace. */
  folder: string;
  /** Empty for a path. */
  ref: string;
}

/** Whose `uses:` are this project's own, whoever publishes it, and the folder of each action. */
const OURS = /^([\w-]+\/notify-marketplace)(?:\/(update))?$/i;

/**
 * Finds the action that a `uses:` names, at any ref, or leads to in the workspace.
 * @throws NotImplemented where it is not this project's
 */
export function resolveAction(uses: string): ActionName {
  if (uses.startsWith('./'))
    return { uses, from: 'workspace', repository: '', folder: uses.slice('./'.length), ref: '' };
  const [name = '', ref] = uses.split('@');
  const [, repository, folder = ''] = OURS.exec(name) ?? [];
  if (repository === undefined || ref === undefined) throw new NotImplemented(`\`uses: ${uses}\``);
  return { uses, from: 'project', repository, folder: folder.toLowerCase(), ref };
}
