import type { Client } from '../github/client.ts';
import { fullName, type RepositoryName } from '../github/repository.ts';
import { readTags } from '../github/tags.ts';
import { CATALOGUE, entryName, readMarketplace, type Subject } from '../marketplace/marketplace.ts';
import { readHeads } from '../update/heads.ts';
import { makePlan, type PlanOptions } from '../update/plan.ts';
import { type Cli, type ExitCode, UsageError } from './cli.ts';
import { connect, needToken, readToken, type Server, serverOf } from './connection.ts';
import { type Folder, readFolder } from './folder.ts';
import { seeRepository } from './repository-problems.ts';
import { type MarketplaceStatus, statusRows } from './status-rows.ts';
import { statusText } from './status-text.ts';
import { marketplacesOf } from './target.ts';

export interface StatusOptions {
  readonly marketplace?: string;
  readonly tokenFile?: string;
  readonly json?: boolean;
  /** commander's `--no-fail`. */
  readonly fail?: boolean;
}

/** `status`: the drift table of a marketplace, or of a plugin in each marketplace that its workflow names. */
export async function status(cli: Cli, options: StatusOptions): Promise<ExitCode> {
  const folder = await readFolder(cli.cwd);
  const names = namesOf(cli, options, folder);
  const token = needToken(await readToken(cli, options.tokenFile));
  const server = serverOf(cli.env, folder);
  const client = connect(cli, server, token);
  const statuses: MarketplaceStatus[] = [];
  for (const name of names.marketplaces) {
    cli.terminal.progress(`Reading ${name} …`);
    statuses.push(await readStatus({ client, server, plugins: names.plugins }, name));
  }
  cli.terminal.progress(null);
  if (options.json === true) cli.terminal.print(JSON.stringify(statuses, null, 2));
  else for (const one of statuses) cli.terminal.print(statusText(cli, one));
  const lags = statuses.some(({ plugins }) =>
    plugins.some(({ state }) => state === 'due' || state === 'held'),
  );
  return lags && options.fail !== false ? 1 : 0;
}

interface Names {
  readonly marketplaces: readonly string[];
  /** Those to show; null for all. */
  readonly plugins: ReadonlySet<string> | null;
}

/** The marketplace that is named, or the one here; in a plugin's checkout those that its workflow names. */
function namesOf(cli: Cli, options: StatusOptions, folder: Folder | null): Names {
  if (options.marketplace === undefined && folder?.catalogue && folder.origin !== null) {
    return { marketplaces: [fullName(folder.origin.repository)], plugins: null };
  }
  const marketplaces = marketplacesOf(cli, options.marketplace, folder);
  if (marketplaces.length === 0) {
    const remedy = 'Run this in a marketplace’s or plugin’s checkout, or pass --marketplace owner/repo.';
    throw new UsageError(`There is no ${CATALOGUE} here, and no workflow that names a marketplace.`, remedy);
  }
  const own = (folder?.manifests ?? []).flatMap(({ parsed }) =>
    parsed.kind === 'manifest' ? [parsed.manifest.name] : [],
  );
  return {
    marketplaces,
    plugins: options.marketplace !== undefined || own.length === 0 ? null : new Set(own),
  };
}

interface Reading {
  readonly client: Client;
  readonly server: Server;
  readonly plugins: ReadonlySet<string> | null;
}

/** READ: what update would find there now. Throws `ProblemError`. */
export async function readStatus(
  { client, server, plugins }: Reading,
  name: string,
): Promise<MarketplaceStatus> {
  const { repository, branch } = await seeRepository(client, name);
  const place = { repository, branch, file: CATALOGUE, server: server.serverUrl };
  const marketplace = await readMarketplace(client, place);
  const chosen = (plugin: string) => plugins === null || plugins.has(plugin);
  const subjects = marketplace.subjects.filter(({ entry }) => chosen(entryName(entry)));
  const readers = { marketplace: client, plugins: client, dates: true };
  const [seen, tags] = await Promise.all([
    readHeads(readers, marketplace, subjects, () => false),
    readTagNames(client, subjects),
  ]);
  const rows = statusRows(seen, makePlan(marketplace, seen, { ...AS_BY_DEFAULT, plugins: chosen }), tags);
  return { marketplace: fullName(repository), branch, commit: marketplace.commit, plugins: rows };
}

/** As the update action decides where its workflow says nothing else. */
const AS_BY_DEFAULT: Omit<PlanOptions, 'plugins'> = {
  advance: 'version',
  downgrades: 'follow',
  versionField: 'existing',
  marketplaceVersion: 'keep',
};

async function readTagNames(
  client: Client,
  subjects: readonly Subject[],
): Promise<Map<Subject, readonly string[]>> {
  const wanted = subjects.flatMap((subject) =>
    repositoryOf(subject).map((repository) => ({ subject, repository })),
  );
  const lists = await readTags(
    client,
    wanted.map(({ repository }) => ({ repository, prefix: '' })),
  );
  return new Map(
    wanted.map(({ subject }, index) => {
      const list = lists[index];
      return [subject, list?.kind === 'tags' ? list.names : []];
    }),
  );
}

function repositoryOf({ source }: Subject): RepositoryName[] {
  if (source.kind === 'remote') return [source.repository];
  if (source.kind !== 'submodule' || source.pointer.repository === null) return [];
  return [source.pointer.repository];
}
