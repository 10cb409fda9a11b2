import { capital } from '../../findings/problem.ts';
import { fullName, isRepositoryName } from '../../github/repository.ts';
import { type Folder, readFolder } from '../checkout/folder.ts';
import { type Cli, UsageError } from '../cli.ts';
import { type Server, serverOf } from '../server/server.ts';
import { type FoundToken, readToken, readTokenFile, type Token } from '../server/token.ts';
import { marketplacesOf } from '../target.ts';
import { type Access, type Probe, probe } from './access.ts';
import { claimsOf } from './announced.ts';
import {
  type Checkout,
  checkoutOf,
  filesOf,
  HERE,
  isSender,
  isUpdate,
  type MarketplaceEnd,
  type PluginEnd,
  remoteOf,
} from './ends.ts';
import { inputsOf, readPlan } from './planned.ts';
import { type Around, remoteRepository } from './remote/remote.ts';
import { once } from './seen.ts';
import { superprojectOf } from './superproject.ts';
import { calledWorkflows } from './workflows/called.ts';

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
  /** Whether it is the one that the workflow's secret holds, because somebody passed it as such. */
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
  const around = { access, called: calledWorkflows(access), serverUrl: server.serverUrl };
  const checkout = folder === null ? null : checkoutOf(folder, around.called);
  const plugin = checkout === null ? null : await pluginOf(checkout, around);
  const names = await namesOf({
    named,
    isGiven: options.marketplace !== undefined,
    checkout,
    plugin,
    around,
  });
  const marketplaces = await Promise.all(
    names.map((name) => marketplaceOf(name, { checkout, plugin, around })),
  );
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
  const found = await readToken(cli, server);
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
async function isMarketplace({ folder, workflows }: Checkout): Promise<boolean> {
  return folder.catalogue !== null || (await workflows()).parts.some(isUpdate);
}

/** A marketplace that holds its plugins itself tells nobody, unless a workflow of its own does. */
async function pluginOf(checkout: Checkout, around: Around): Promise<PluginEnd | null> {
  const { folder } = checkout;
  const { parts } = await checkout.workflows();
  const isPlugin = parts.some(isSender) || (folder.manifests.length > 0 && !(await isMarketplace(checkout)));
  if (!isPlugin) return null;
  const name = originName(folder, around);
  if (name !== null) return { checkout, where: name, remote: remoteRepository(name, around) };
  return { checkout, where: HERE, remote: { kind: 'unseen', why: whyNoRemote(folder) } };
}

/** The repository of the checkout, if it is on the GitHub that is spoken to. */
function originName({ origin }: Folder, { serverUrl }: Around): string | null {
  if (origin === null) return null;
  const { host, hostname } = new URL(serverUrl);
  const own = origin.host.toLowerCase().replace(/^(?:www|ssh)\.(?=github\.com)/, '');
  // A name without a dot is one of somebody's ssh configuration: which host it means, only ssh knows.
  const isHere = own === host || own.replace(/:\d+$/, '') === hostname || !/[.:]/.test(own);
  return isHere ? fullName(origin.repository) : null;
}

function whyNoRemote({ origin, state }: Folder): string {
  if (origin !== null) return `this checkout’s remote is at ${origin.host}, which is another server`;
  return state.remotes.size > 1
    ? 'this checkout has several remotes, and none of them is called origin'
    : 'this checkout has no remote that is a repository on GitHub';
}

interface Named {
  /** By `--marketplace` or `GITHUB_REPO`. */
  readonly named: readonly string[];
  readonly isGiven: boolean;
  readonly checkout: Checkout | null;
  readonly plugin: PluginEnd | null;
  readonly around: Around;
}

/** What is named; else the marketplace that this is, and those that the workflow tells; else the one around it. */
async function namesOf({ named, isGiven, checkout, plugin, around }: Named): Promise<string[]> {
  const isHere = checkout !== null && (await isMarketplace(checkout));
  const here = isHere ? originName(checkout.folder, around) : null;
  const own = isGiven || here === null ? [] : [here];
  const told = named.length > 0 ? named : await toldBy(plugin);
  const all = distinct([...own, ...told]);
  if (all.length > 0 || checkout === null) return all;
  const outer = await superprojectOf(checkout.folder);
  const name = outer === null ? null : originName(outer, around);
  return name === null ? [] : [name];
}

/** As the workflow in the checkout says; a checkout without one may only be behind. */
async function toldBy(plugin: PluginEnd | null): Promise<string[]> {
  if (plugin === null) return [];
  const here = (await plugin.checkout.workflows()).parts;
  const parts = here.some(isSender) ? here : (await filesOf(plugin)).parts;
  return parts.flatMap(({ role }) =>
    role.kind === 'notify' || role.kind === 'other-sender' ? role.marketplaces : [],
  );
}

function distinct(names: readonly string[]): string[] {
  const usable = names.filter(isRepositoryName);
  return [...new Map(usable.toReversed().map((name) => [name.toLowerCase(), name])).values()].toReversed();
}

type Beside = Pick<Named, 'checkout' | 'plugin' | 'around'>;

async function marketplaceOf(name: string, { checkout, plugin, around }: Beside): Promise<MarketplaceEnd> {
  const here = checkout === null ? null : originName(checkout.folder, around);
  const isHere = here?.toLowerCase() === name.toLowerCase();
  const isWhole = plugin === null || isHere;
  const both = plugin === null || !isHere ? null : remoteOf(plugin);
  // A repository may be both ends.
  const remote = both ?? remoteRepository(name, around);
  const end: MarketplaceEnd = {
    where: name,
    remote,
    checkout: isHere && checkout !== null && (await isMarketplace(checkout)) ? checkout : null,
    isWhole,
    planned: once(async () => {
      const facts = await remote.facts();
      if (facts.kind === 'unseen') return facts;
      const claims = isWhole ? null : await claimsOf(plugin);
      const update = (await filesOf(end)).parts.find(isUpdate);
      const inputs = update === undefined ? {} : inputsOf(update);
      return readPlan(around.access, { facts: facts.value, serverUrl: around.serverUrl, claims, inputs });
    }),
  };
  return end;
}

function nothingHere(folder: Folder | null): UsageError {
  const what =
    folder === null
      ? 'This folder is in no git checkout, or git is not installed, so there is nothing to check.'
      : 'There is nothing to check here: no plugin.json, no marketplace.json, no workflow that names a marketplace.';
  return new UsageError(
    what,
    'Run this in a plugin’s or marketplace’s checkout, or pass --marketplace owner/repo.',
  );
}
