import { type Problem, ProblemError } from '../../findings/problem.ts';
import { repositoryAt } from '../../github/address.ts';
import { fullName, isRepositoryName } from '../../github/repository.ts';
import { quote, some } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import { type Cli, UsageError } from '../cli.ts';
import type { WorkflowPart } from '../workflows/parts.ts';
import { wrongMarketplaceNames } from '../workflows/roles.ts';

/**
 * PURE: the marketplaces that are meant, each once: `--marketplace`, `GITHUB_REPO`, or those that the workflow here
 * names. Throws `UsageError`, and `ProblemError` where the workflow names one that can't be.
 */
export function marketplacesOf(cli: Cli, given: string | undefined, folder: Folder | null): string[] {
  const named = marketplaceGiven(cli, given);
  if (named !== undefined) return checked(named);
  const wrong = (folder?.parts ?? []).flatMap(wrongNames);
  if (wrong.length > 0) throw new ProblemError(...wrong);
  const inWorkflows = (folder?.parts ?? []).flatMap(({ role }) =>
    role.kind === 'notify' || role.kind === 'other-sender' ? role.marketplaces : [],
  );
  return [...new Set(inWorkflows)];
}

/** PURE: what is given as names, whatever the workflow here says; undefined where nothing is. */
export function marketplaceGiven({ env }: Cli, given: string | undefined): string | undefined {
  return given ?? (env['GITHUB_REPO'] || undefined);
}

/** The action refuses them all for one that is none. */
function wrongNames({ path, step, role }: WorkflowPart): Problem[] {
  const wrong = role.kind === 'notify' && step !== null ? wrongMarketplaceNames(step) : [];
  if (wrong.length === 0 || step === null) return [];
  const what = `A workflow can't be used: ${notNamesText(wrong)}`;
  const remedy = 'Fix it there, or pass --marketplace owner/repo.';
  return [{ code: 'marketplace-invalid', what, remedy, at: { file: path, line: step.line } }];
}

/** PURE: what is wrong with names that a workflow gives, as the end of a sentence. */
export function notNamesText(wrong: readonly string[]): string {
  return `${some(wrong.map((one) => quote(one)))} in it is not a repository name (owner/repo)`;
}

function checked(text: string): string[] {
  const names = text
    .split(/[,\n]/)
    .map((name) => name.trim())
    .filter(Boolean);
  // https://docs.github.com/repositories/creating-and-managing-repositories/repository-limits#repository-name
  const wrong = names.find((name) => !isRepositoryName(name) || /\.git$/i.test(name));
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
