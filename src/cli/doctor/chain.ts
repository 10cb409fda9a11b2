import type { Client } from '../../github/client.ts';
import { fullName } from '../../github/repository.ts';
import { CATALOGUE } from '../../marketplace/place.ts';
import { type Cli, UsageError } from '../cli.ts';
import { connect, readToken, type Server, serverOf, type Token } from '../connection.ts';
import { type Folder, type LocalWorkflow, readFolder } from '../folder.ts';
import { type PlannedMarketplace, readPlanned } from '../marketplace-plan.ts';
import { marketplacesOf } from '../target.ts';
import { type Remote, remoteRepository } from './remote.ts';
import { attempt, once, type Seen } from './seen.ts';
import { filesOf, isSender, isUpdate, stepOf } from './workflow-side.ts';

export interface DoctorOptions {
  readonly marketplace?: string;
  readonly tokenFile?: string;
  readonly json?: boolean;
}

/** Where versions are made: a plugin's checkout. */
export interface PluginEnd {
  readonly checkout: Folder;
  /** Null where the checkout has no remote on this GitHub. */
  readonly remote: Remote | null;
}

/** Where versions are listed. */
export interface MarketplaceEnd {
  readonly remote: Remote;
  /** Where the command was run in it. */
  readonly checkout: Folder | null;
  /** Where its marketplace.json lies. */
  readonly catalogue: () => Promise<string>;
  /** As the update action reads it. */
  readonly planned: () => Promise<Seen<PlannedMarketplace>>;
}

/** What lies between a version bump and its users, as far as it can be seen from here. */
export interface Chain {
  readonly plugin: PluginEnd | null;
  readonly marketplaces: readonly MarketplaceEnd[];
  /** The token that is checked. */
  readonly token: Token | null;
  /** Whether it is the one that the workflow's secret holds, because somebody passed it as such. */
  readonly isTheSecret: boolean;
  /** What everything else is read with: the token of the environment where there is one. */
  readonly reading: Token | null;
  readonly client: Client | null;
  readonly cli: Cli;
  readonly server: Server;
}

/** READ: who is who, from the checkout here and what is named. Throws `UsageError`. */
export async function readChain(cli: Cli, options: DoctorOptions): Promise<Chain> {
  const checkout = await readFolder(cli.cwd);
  const server = serverOf(cli.env, checkout);
  const [token, own] = await Promise.all([readToken(cli, options.tokenFile), readToken(cli, undefined)]);
  const reading = own ?? token;
  const client = reading === null ? null : connect(cli, server, reading);
  const names = namesOf(cli, options, checkout);
  const remotes = new Map<string, Remote>();
  // A repository may be both ends.
  const remoteOf = (name: string) => {
    const remote = remotes.get(name.toLowerCase()) ?? remoteRepository(client, name, server.serverUrl);
    remotes.set(name.toLowerCase(), remote);
    return remote;
  };
  const plugin = pluginOf(checkout, remoteOf);
  const marketplaces = names.map((name) => marketplaceOf(remoteOf(name), { checkout, client, server }));
  if (plugin === null && marketplaces.length === 0) {
    throw new UsageError(
      'There is nothing to check here: no plugin.json, no marketplace.json, no workflow that names a marketplace.',
      'Run this in a plugin’s or marketplace’s checkout, or pass --marketplace owner/repo.',
    );
  }
  const isTheSecret = options.tokenFile !== undefined;
  return { plugin, marketplaces, token, isTheSecret, reading, client, cli, server };
}

/** Its marketplace.json may lie elsewhere; then the update workflow says so. */
function isMarketplace(checkout: Folder | null): checkout is Folder {
  return checkout !== null && (checkout.catalogue !== null || checkout.workflows.some(isUpdate));
}

/** What is named; else what the workflow here tells; else the marketplace that this is. */
function namesOf(cli: Cli, options: DoctorOptions, checkout: Folder | null): string[] {
  const named = marketplacesOf(cli, options.marketplace, checkout);
  if (options.marketplace !== undefined || !isMarketplace(checkout) || checkout.origin === null) return named;
  const own = fullName(checkout.origin.repository);
  return [own, ...named.filter((name) => name.toLowerCase() !== own.toLowerCase())];
}

/** A marketplace that holds its plugins itself tells nobody, unless a workflow of its own does. */
function pluginOf(checkout: Folder | null, remoteOf: (name: string) => Remote): PluginEnd | null {
  if (checkout === null) return null;
  const sends = checkout.workflows.some(isSender);
  const isPlugin = sends || (checkout.manifests.length > 0 && !isMarketplace(checkout));
  if (!isPlugin) return null;
  const { origin } = checkout;
  return { checkout, remote: origin === null ? null : remoteOf(fullName(origin.repository)) };
}

interface Around {
  readonly checkout: Folder | null;
  readonly client: Client | null;
  readonly server: Server;
}

function marketplaceOf(remote: Remote, { checkout, client, server: { serverUrl } }: Around): MarketplaceEnd {
  const origin = checkout?.origin;
  const isHere = origin && fullName(origin.repository).toLowerCase() === remote.name.toLowerCase();
  const here = isHere && isMarketplace(checkout) ? checkout : null;
  const catalogue = once(async () => {
    const { workflows } = await filesOf({ remote, checkout: here });
    return catalogueIn(workflows);
  });
  return {
    remote,
    checkout: here,
    catalogue,
    planned: once(async () => {
      const [facts, file] = await Promise.all([remote.facts(), catalogue()]);
      if (facts.kind === 'unseen') return facts;
      return attempt(client, (using) => readPlanned(using, facts.value, { serverUrl, claims: null, file }));
    }),
  };
}

/** `marketplace-file` of the update workflow, where that says it. */
function catalogueIn(workflows: readonly LocalWorkflow[]): string {
  const steps = workflows.filter(isUpdate).map(({ workflow }) => stepOf(workflow));
  const file = steps.find((step) => step !== undefined)?.with['marketplace-file'] ?? '';
  return file === '' || file.includes('${{') ? CATALOGUE : file.replace(/^\.\//, '');
}
