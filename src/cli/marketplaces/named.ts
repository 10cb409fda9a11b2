import { repositoryAt } from '../../github/address.ts';
import { fullName, isRepositoryName } from '../../github/repository.ts';
import { quote } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import { type Cli, UsageError } from '../cli.ts';

/**
 * PURE: the marketplaces that are meant, each once: `--marketplace`, `GITHUB_REPO`, or those that the workflow here
 * names. Throws `UsageError`.
 */
export function marketplacesOf({ env }: Cli, given: string | undefined, folder: Folder | null): string[] {
  const named = given ?? env['GITHUB_REPO'];
  if (named !== undefined && (given !== undefined || named !== '')) return checked(named);
  const inWorkflows = (folder?.parts ?? []).flatMap(({ role }) =>
    role.kind === 'notify' || role.kind === 'other-sender' ? role.marketplaces : [],
  );
  return [...new Set(inWorkflows)];
}

function checked(text: string): string[] {
  const names = text
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter(Boolean);
  const wrong = names.find((name) => !isRepositoryName(name));
  if (wrong === undefined && names.length > 0) {
    return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
  }
  const meant = repositoryAt(wrong ?? '', 'https://github.com');
  const likely = meant === null ? '' : ` Did you mean ${fullName(meant)}?`;
  throw new UsageError(
    `${quote(wrong ?? text)} is not a repository name.`,
    `Write it as owner/repo.${likely}`,
  );
}
