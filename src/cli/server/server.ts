import { settingProblem } from '../../findings/settings.ts';
import { hostnameOf } from '../../github/address.ts';
import { brokenAddresses, isLoopback, serverAddress } from '../../github/client/network-settings.ts';
import { display } from '../../plugin/display.ts';
import type { Folder } from '../checkout/folder.ts';
import { isGitHubs, knownHost, type Origin } from '../checkout/origin.ts';
import { type Cli, UsageError, usageError } from '../cli.ts';

/** Which GitHub is spoken to. */
export interface Server {
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** Its name, as `--hostname` takes it. */
  readonly host: string;
  /** Who says that it is to be this one: that decides which tokens it may be given. */
  readonly namedBy: NamedBy;
}

/**
 * `github`: it is one of GitHub's own, so no name is needed. `person`: `--hostname`, or `GITHUB_SERVER_URL` and
 * `GITHUB_API_URL`. `gh`: `GH_HOST`. `remote`: the clone's remote alone, which may be anybody's.
 */
export type NamedBy = 'github' | 'person' | 'gh' | 'remote';

type Addresses = Pick<Server, 'serverUrl' | 'apiUrl' | 'graphqlUrl'>;

/**
 * PURE: the server that `--hostname` names, else the environment, else the checkout's remote; github.com where none
 * does. Throws `UsageError` where an address can't be used.
 */
export function serverOf(env: Cli['env'], folder: Pick<Folder, 'origin'> | null, hostname?: string): Server {
  const [broken] = brokenAddresses(env);
  if (broken !== undefined) throw usageError(settingProblem(broken));
  const origin = folder?.origin ?? null;
  const asked = hostname === undefined ? null : checkedHost(hostname, '--hostname');
  const given = givenAddresses(env, origin);
  if (given !== null && (asked === null || hostsOf(given).includes(asked))) {
    return named(given, knownHost(new URL(given.serverUrl).host), 'person');
  }
  if (asked !== null) return named(addressesAt(asked, origin), asked, 'person');
  const usual = env['GH_HOST'] ? checkedHost(env['GH_HOST'], 'GH_HOST') : null;
  if (usual !== null) return named(addressesAt(usual, origin), usual, 'gh');
  const host = origin?.host ?? 'github.com';
  return named(addressesAt(host, origin), host, 'remote');
}

/** GitHub's own servers are trusted without being named, as long as their own addresses are used. */
function named(addresses: Addresses, host: string, by: NamedBy): Server {
  const { apiUrl, graphqlUrl } = addressesAt(host, null);
  const isOwn = isGitHubs(host) && addresses.apiUrl === apiUrl && addresses.graphqlUrl === graphqlUrl;
  return { ...addresses, host, namedBy: isOwn ? 'github' : by };
}

/** What the variables say, and what follows from it; null where they say nothing. */
function givenAddresses(env: Cli['env'], origin: Origin | null): Addresses | null {
  const [server, api, graphql] = ['GITHUB_SERVER_URL', 'GITHUB_API_URL', 'GITHUB_GRAPHQL_URL'].map((name) =>
    usable(env[name]),
  );
  const main = server ?? (api == null ? null : serverOfApi(api));
  if (main === null && api == null) return null;
  const around = addressesAt(main === null ? (origin?.host ?? 'github.com') : new URL(main).host, origin);
  const scheme = main === null ? 'https:' : new URL(main).protocol;
  const derived = (url: string) => url.replace(/^https?:/, scheme);
  return {
    serverUrl: main ?? around.serverUrl,
    apiUrl: api ?? derived(around.apiUrl),
    graphqlUrl: graphql ?? (api == null ? derived(around.graphqlUrl) : graphqlOf(api)),
  };
}

function usable(text: string | undefined): string | null {
  const address = text ? serverAddress(text) : null;
  return address?.kind === 'usable' ? address.url : null;
}

function graphqlOf(api: string): string {
  return `${api.replace(/\/v3$/, '')}/graphql`;
}

function hostsOf({ serverUrl, apiUrl }: Addresses): string[] {
  return [serverUrl, apiUrl].map((url) => knownHost(new URL(url).host));
}

/** The server of an API address, where that alone is given: `https://ghe.example/api/v3`, `https://api.acme.ghe.com`. */
function serverOfApi(api: string): string | null {
  const { protocol, host, pathname } = new URL(api);
  if (/^\/api(?:\/|$)/.test(pathname)) return `${protocol}//${host}`;
  return host.startsWith('api.') ? `${protocol}//${host.slice('api.'.length)}` : null;
}

/**
 * github.com, GitHub Enterprise Cloud with data residency
 * (https://docs.github.com/enterprise-cloud@latest/admin/data-residency/about-github-enterprise-cloud-with-data-residency),
 * or GitHub Enterprise Server (https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api).
 */
function addressesAt(host: string, origin: Origin | null): Addresses {
  const isPlain =
    origin?.host === host && origin.scheme === 'http' && isLoopback(new URL(`http://${host}`).hostname);
  const scheme = isPlain ? 'http' : 'https';
  const serverUrl = `${scheme}://${host}`;
  if (isGitHubs(host)) {
    return { serverUrl, apiUrl: `${scheme}://api.${host}`, graphqlUrl: `${scheme}://api.${host}/graphql` };
  }
  return { serverUrl, apiUrl: `${serverUrl}/api/v3`, graphqlUrl: `${serverUrl}/api/graphql` };
}

/** `github.acme.example`, as gh takes it; a port may follow. */
function checkedHost(text: string, name: string): string {
  const [, bare = '', port = ''] = /^(.*?)(?::(\d{1,5}))?$/.exec(text.trim()) ?? [];
  const hostname = hostnameOf(bare);
  if (hostname !== null && Number(port) <= 65_535) {
    return knownHost(port === '' || port === '443' ? hostname : `${hostname}:${port}`);
  }
  throw new UsageError(
    `${name}: \`${display(text)}\` is not a host name.`,
    'Write only the server’s name, e.g. github.acme.example.',
  );
}
