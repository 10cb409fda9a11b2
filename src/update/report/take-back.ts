import type { Addresses } from '../../action/inputs.ts';
import type { Written } from './outcome.ts';

/** What a person who reverts an update must know, because the next run would undo that. */
const TAKE_BACK =
  "To take a release back, do not only revert the marketplace's commit: the next run would make this update again. " +
  "Raise or lower the version in the plugin's repository, or exclude the plugin with `plugins: '!name'` and revert then.";

/** PURE: that, and the address of the page that has more; null where no update was pushed: a pull request can be closed. */
export function takeBack(
  { kind }: Pick<Written, 'kind'>,
  { manual }: Pick<Addresses, 'manual'>,
): { readonly text: string; readonly page: string | null } | null {
  if (kind !== 'pushed') return null;
  return { text: TAKE_BACK, page: manual === undefined ? null : `${manual}/take-back.md` };
}
