import { capital } from '../../../findings/problem.ts';
import { fullName, isRepositoryName } from '../../../github/repository.ts';
import { type Folder, readFolder } from '../../checkout/folder.ts';
import { isGitHubs, type Origin } from '../../checkout/origin.ts';
import { type Cli, UsageError } from '../../cli.ts';
import { marketplacesOf } from '../../marketplaces/named.ts';
import { type Server, serverOf } from '../../server/server.ts';
import { type FoundToken, findToken, readTokenFile, type Token } from '../../server/token.ts';
import { inputsOf, marketplacesIn } from '../../workflows/parts.ts';
import { type Access, type Probe, probe } from '../remote/access.ts';
import { type Around, remoteRepository } from '../remote/remote.ts';
import { once } from '../remote/seen.ts';
import { announcedClaims } from './announced.ts';
import {
  filesOf,
  HERE,
  isSender,
  isUpdate,
  type MarketplaceEnd,
  ownParts,
  type PluginEnd,
  readPlan,
  remoteOf,
} from './ends.ts';

export interface DoctorOptions {
  readonly marketplace?: string;
  readonly tokenFile?: string;
  readonly hostname?: string;
  readonly json?: boolean;
}

/** What lies between a version bump and its users, as far as it can be seen from here. */
export interface Chain {
  readonly plugin: PluginEnd | null;
  readonly marketplaces: readonly MarketplaceEnd[];
  /** What reads. */
  readonly access: Access;
  readonly around: Around;
  /** The token that is checked; null where there is none. */
  readonly checked: Probe | null;
  /** Whether it is the one that the workflow's secret holds, because it was passed as `--token-file`. */
  readonly isTheSecret: boolean;
  /** The token of the environment, where GitHub rejects it and another reads in its place. */
  readonly passedOver: Token | null;
  readonly cli: Cli;
  readonly server: Server;
}

/** READ: who is who, from the checkout here and what is named. Throws `UsageError`. */
export async function readChain(cli: Cli, options: DoctorOptions): Promise<Chain> {
  const named = marketplacesOf(cli, options.marketplace, null);
  const folder = await folderHere(cli, named);
  const server = serverOf(cli.env, folder, options.hostname);
  const tokens = await readTokens(cli, server, options);
  const { access } = tokens;
  const around = { access, serverUrl: server.serverUrl, now: () => cli.clock.now() };
  const plugin = folder === null ? null : pluginOf(folder, around);
  const isGiven = options.marketplace !== undefined;
  const names = await namesOf({ named, isGiven, folder, plugin, around });
  const marketplaces = names.map((name) => marketplaceOf(name, { folder, plugin, around }));
  if (plugin === null && marketplaces.length === 0) throw nothingHere(folder);
  return { plugin, marketplaces, around, ...tokens, cli, server };
}

/** A marketplace that is named can be looked at without git, too. */
async function folderHere({ cwd, env }: Cli, named: readonly string[]): Promise<Folder | null> {
  try {
    return await readFolder(cwd, env);
  } catch (error) {
    if (error instanceof UsageError && named.length > 0) return null;
    throw error;
  }
}

type Tokens = Pick<Chain, 'access' | 'checked' | 'isTheSecret' | 'passedOver'>;

/** The environment's token reads, because it can see more than one that may only send; unless GitHub rejects it. */
async function readTokens(cli: Cli, server: Server, { tokenFile }: DoctorOptions): Promise<Tokens> {
  const given = tokenFile === undefined ? null : await readTokenFile(cli, server, tokenFile);
  const found = await findToken(cli, server);
  const own = found.kind === 'token' ? found.token : null;
  const ownProbe = own === null ? null : await probe(cli, server, own);
  const givenProbe = given === null || given.text === own?.text ? null : await probe(cli, server, given);
  const all = [ownProbe, givenProbe].filter((one) => one !== null);
  const reading = all.find((one) => !one.isRejected) ?? all[0];
  return {
    access: reading?.access ?? withoutToken(found),
    checked: given === null ? ownProbe : (givenProbe ?? named(ownProbe, given)),
    isTheSecret: given !== null,
    passedOver: reading !== undefined && reading !== ownProbe ? own : null,
  };
}

function withoutToken(found: FoundToken): Access {
  const why = found.kind === 'none' ? `${found.why}. ${capital(found.todo)}` : 'there is no token';
  return { kind: 'closed', why };
}

/** The same token, called after the file that it was passed in. */
function named(probed: Probe | null, token: Token): Probe | null {
  return probed === null ? null : { ...probed, token };
}

/** Its marketplace.json may lie elsewhere; then its update workflow says so. */
function isMarketplace({ catalogue, parts }: Folder): boolean {
  return catalogue !== null || parts.some(isUpdate);
}

/** A marketplace that holds its plugins itself notifies nobody, unless a workflow of its own does. */
function pluginOf(folder: Folder, around: Around): PluginEnd | null {
  const isPlugin = folder.parts.some(isSender) || (folder.manifests.length > 0 && !isMarketplace(folder));
  if (!isPlugin) return null;
  const name = originName(folder, around);
  const end = { kind: 'plugin', checkout: folder } as const;
  return name === null
    ? { ...end, where: HERE, remote: { kind: 'unseen', why: whyNoRemote(folder) } }
    : { ...end, where: name, remote: remoteRepository(name, around) };
}

/** The repository of the checkout, if it is on the GitHub that is spoken to. */
function originName({ origin }: Folder, { serverUrl }: Around): string | null {
  if (origin === null) return null;
  const { host, hostname } = new URL(serverUrl);
  const own = origin.host.toLowerCase().replace(/^(?:www|ssh)\.(?=github\.com)/, '');
  // A name without a dot is an alias in an ssh configuration: only ssh knows which host it means.
  const isHere = own === host || own.replace(/:\d+$/, '') === hostname || !/[.:]/.test(own);
  return isHere ? fullName(origin.repository) : null;
}

function whyNoRemote({ origin, state }: Folder): string {
  if (origin !== null) return elsewhere(origin);
  return state.remotes.size > 1
    ? 'this clone has several remotes, and none of them is called origin'
    : 'this clone has no remote that is a repository on GitHub';
}

interface Named {
  /** By `--marketplace` or `GITHUB_REPO`. */
  readonly named: readonly string[];
  readonly isGiven: boolean;
  readonly folder: Folder | null;
  readonly plugin: PluginEnd | null;
  readonly around: Around;
}

/** What is named; else the marketplace that this is, and those that the workflow names. */
async function namesOf({ named, isGiven, folder, plugin, around }: Named): Promise<string[]> {
  const here = folder !== null && isMarketplace(folder) ? originName(folder, around) : null;
  const own = isGiven || here === null ? [] : [here];
  const told = named.length > 0 ? named : await namedBy(plugin);
  return distinct([...own, ...told]);
}

/** As the workflow in the checkout says; a checkout without one may only be behind. */
async function namedBy(plugin: PluginEnd | null): Promise<string[]> {
  if (plugin === null) return [];
  const { parts } = plugin.checkout.parts.some(isSender) ? plugin.checkout : await filesOf(plugin);
  return parts.flatMap(marketplacesIn);
}

function distinct(names: readonly string[]): string[] {
  const usable = names.filter(isRepositoryName);
  return [...new Map(usable.toReversed().map((name) => [name.toLowerCase(), name])).values()].toReversed();
}

type Beside = Pick<Named, 'folder' | 'plugin' | 'around'>;

function marketplaceOf(name: string, { folder, plugin, around }: Beside): MarketplaceEnd {
  const here = folder === null ? null : originName(folder, around);
  const isHere = here?.toLowerCase() === name.toLowerCase();
  const isWhole = plugin === null || isHere;
  const both = plugin === null || !isHere ? null : remoteOf(plugin);
  // A repository may be both ends.
  const remote = both ?? remoteRepository(name, around);
  const end: MarketplaceEnd = {
    kind: 'marketplace',
    where: name,
    remote,
    checkout: isHere && folder !== null && isMarketplace(folder) ? folder : null,
    isWhole,
    planned: once(async () => {
      const facts = await remote.facts();
      if (facts.kind === 'unseen') return facts;
      const claims = isWhole ? null : await announcedClaims(plugin);
      const [update] = await ownParts(end);
      const inputs = update === undefined ? {} : inputsOf(update);
      const { access, serverUrl, now } = around;
      return readPlan(access, facts.value, { serverUrl, claims, inputs, now });
    }),
  };
  return end;
}

function elsewhere({ host }: Origin): string {
  const where = `this clone’s remote is at ${host}, which is another server`;
  return isGitHubs(host) ? `${where}; pass --hostname ${host} to look there` : where;
}

function nothingHere(folder: Folder | null): UsageError {
  if (folder?.origin != null && isMarketplace(folder))
    return new UsageError(`${capital(elsewhere(folder.origin))}.`, NOTHING);
  const what =
    folder === null
      ? 'This folder is not in a git clone, or git is not installed, so there is nothing to check.'
      : 'There is nothing to check here: no plugin.json, no marketplace.json, no workflow that names a marketplace.';
  return new UsageError(what, NOTHING);
}

const NOTHING = 'Run this in a plugin’s or marketplace’s clone, or pass --marketplace owner/repo.';
