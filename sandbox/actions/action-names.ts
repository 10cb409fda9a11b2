import { NotImplemented } from './not-implemented.ts';

/** A `uses:` that runs one of this project's actions. */
export interface ActionName {
  uses: string;
  /** `owner/repo`. */
  repository: string;
  /** Folder below `actionsRoot` that holds its action.yml. */
  folder: string;
  ref: string;
}

/** Whose `uses:` are this project's own, and the folder of each action. */
export const OURS = 'org/notify-marketplace';
const FOLDERS: ReadonlyMap<string, string> = new Map([
  [OURS.toLowerCase(), ''],
  [`${OURS}/update`.toLowerCase(), 'update'],
]);

/**
 * Finds the action that a `uses:` names, at any ref.
 * @throws NotImplemented where it is not this project's
 */
export function resolveAction(uses: string): ActionName {
  const [name = '', ref] = uses.split('@');
  const folder = FOLDERS.get(name.toLowerCase());
  if (folder === undefined || ref === undefined) throw new NotImplemented(`\`uses: ${uses}\``);
  return { uses, repository: OURS, folder, ref };
}
