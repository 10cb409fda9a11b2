import { unseenRepository } from '../../findings/named-repository.ts';
import { type Problem, ProblemError } from '../../findings/problem.ts';
import { problemsIn } from '../../findings/reading.ts';
import type { Client } from '../../github/client/client.ts';
import { GitHubError, orError } from '../../github/client/error.ts';
import { fullName } from '../../github/repository.ts';
import { readRepository } from '../../github/repository-facts.ts';
import { readTags } from '../../github/tags.ts';
import type { Claim } from '../../marketplace/claim.ts';
import type { Subject } from '../../marketplace/marketplace.ts';
import { CATALOGUE } from '../../marketplace/place.ts';
import { claimsHere, type Folder, readFolder } from '../checkout/folder.ts';
import { type Cli, type ExitCode, noteProblems, UsageError } from '../cli.ts';
import { marketplacesOf } from '../marketplaces/named.ts';
import { readPlanned, repositoryOf } from '../marketplaces/planned.ts';
import { jsonText } from '../server/clean-text.ts';
import { connect } from '../server/connection.ts';
import { type Server, serverOf } from '../server/server.ts';
import { tokenFor } from '../server/token.ts';
import { inputsOf, type StepInputs } from '../workflows/parts.ts';
import { type MarketplaceStatus, statusRows } from './rows.ts';
import { statusText } from './text.ts';

interface StatusOptions {
  readonly marketplace?: string;
  readonly tokenFile?: string;
  readonly hostname?: string;
  readonly json?: boolean;
  /** commander's `--no-fail`. */
  readonly fail?: boolean;
}

/** `status`: the drift table of a marketplace, or of a plugin in each marketplace that its workflow names. */
export async function status(cli: Cli, options: StatusOptions): Promise<ExitCode> {
  const folder = await readFolder(cli.cwd, cli.env);
  const { marketplaces, claims, inputs } = targetOf(cli, options, folder);
  const server = serverOf(cli.env, folder, options.hostname);
  const token = await tokenFor(cli, server, options.tokenFile);
  const client = connect(cli, server, token);
  const statuses: MarketplaceStatus[] = [];
  const problems: Problem[] = [];
  for (const name of marketplaces) {
    cli.terminal.progress(`Reading ${name} …`);
    try {
      statuses.push(await readStatus({ client, server, claims, inputs, now: () => cli.clock.now() }, name));
    } catch (error) {
      const found = problemsIn(error, 'command-line');
      if (found === null) throw error;
      problems.push(...found.map((problem) => named(problem, name)));
    }
  }
  cli.terminal.progress(null);
  if (options.json === true) cli.terminal.print(jsonText(statuses));
  else for (const one of statuses) cli.terminal.print(statusText(cli, one));
  noteProblems(cli.terminal, problems);
  // A plugin that is not listed at all has no line that could lag.
  const lags = statuses.some(
    ({ plugins }) =>
      (claims !== null && plugins.length === 0) ||
      plugins.some(({ state }) => state === 'due' || state === 'held'),
  );
  return problems.length > 0 || (lags && options.fail !== false) ? 1 : 0;
}

/** Of several marketplaces, which one it is about. */
function named(problem: Problem, name: string): Problem {
  return problem.what.includes(name) ? problem : { ...problem, what: `${name}: ${problem.what}` };
}

interface Target {
  readonly marketplaces: readonly string[];
  /** The plugins to show; null for all. */
  readonly claims: readonly Claim[] | null;
  /** What the update workflow here says, if it is the marketplace's; else the defaults hold. */
  readonly inputs: StepInputs;
}

/** The marketplace that is named, or the one here; in a plugin's checkout those that its workflow names. */
function targetOf(cli: Cli, options: StatusOptions, folder: Folder | null): Target {
  if (options.marketplace === undefined && folder?.catalogue && folder.origin !== null) {
    const own = folder.parts.find(({ role }) => role.kind === 'update');
    const inputs = own === undefined ? {} : inputsOf(own);
    return { marketplaces: [fullName(folder.origin.repository)], claims: null, inputs };
  }
  const marketplaces = marketplacesOf(cli, options.marketplace, folder);
  if (marketplaces.length === 0) {
    const remedy = 'Run this in a marketplace’s or plugin’s clone, or pass --marketplace owner/repo.';
    throw new UsageError(`There is no ${CATALOGUE} here, and no workflow that names a marketplace.`, remedy);
  }
  const claims = claimsHere(folder);
  const shown = options.marketplace !== undefined || claims.length === 0 ? null : claims;
  return { marketplaces, claims: shown, inputs: {} };
}

interface Reading {
  readonly client: Client;
  readonly server: Server;
  readonly claims: readonly Claim[] | null;
  readonly inputs: StepInputs;
  readonly now: () => number;
}

/** READ: what update would find there now. Throws `ProblemError`. */
async function readStatus(
  { client, server, claims, inputs, now }: Reading,
  name: string,
): Promise<MarketplaceStatus> {
  const facts = await orError(readRepository(client, name));
  if (facts instanceof GitHubError) throw new ProblemError(unseenRepository(facts, name));
  const request = { serverUrl: server.serverUrl, claims, inputs, now };
  const planned = await readPlanned(client, facts, request);
  const { marketplace, seen } = planned;
  const tags = await readTagNames(client, [...seen.keys()]);
  return {
    marketplace: fullName(facts.repository),
    branch: facts.branch,
    commit: marketplace.commit,
    plugins: statusRows(planned, tags),
  };
}

async function readTagNames(client: Client, subjects: readonly Subject[]) {
  const wanted = subjects.flatMap((subject) => {
    const repository = repositoryOf(subject);
    return repository === null ? [] : [[subject, { repository, prefix: '' }] as const];
  });
  const lists = await readTags(client, new Map(wanted));
  const names = [...lists].map(
    ([subject, list]) => [subject, list.kind === 'tags' ? list.names : []] as const,
  );
  return new Map(names);
}
