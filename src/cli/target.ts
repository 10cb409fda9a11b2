import { isRepositoryName } from '../github/repository.ts';
import { quote } from '../plugin/display.ts';
import { type Cli, UsageError } from './cli.ts';
import type { Folder } from './folder.ts';

/** PURE: the marketplaces that are meant: `--marketplace`, `GITHUB_REPO`, or those that the workflow here names. */
export function marketplacesOf({ env }: Cli, given: string | undefined, folder: Folder | null): string[] {
  const named = given ?? env['GITHUB_REPO'];
  if (named !== undefined && named !== '') return checked(named);
  return [
    ...new Set(
      (folder?.workflows ?? []).flatMap(({ role }) =>
        role.kind === 'notify' || role.kind === 'other-sender' ? role.marketplaces : [],
      ),
    ),
  ];
}

function checked(text: string): string[] {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const wrong = names.find((name) => !isRepositoryName(name));
  if (wrong === undefined) return names;
  throw new UsageError(`${quote(wrong)} is not a repository name.`, 'Write it as owner/repo.');
}
