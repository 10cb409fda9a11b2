/** What the environment says of servers and proxies: checked before anything is asked, because a bad one fails late. */

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the connection to GitHub depends on, besides addresses. */
const NETWORK_VARIABLES = [
  ...['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY', 'no_proxy', 'NO_PROXY'],
  'ACTIONS_ORCHESTRATION_ID',
];

/** PURE: those variables alone, so that nothing else is handed around. */
export function networkOf(env: Environment): Environment {
  return Object.fromEntries(NETWORK_VARIABLES.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

/** An address that can be asked, or what is wrong with it. */
export type Setting =
  | { readonly kind: 'usable'; readonly url: string }
  | { readonly kind: 'unusable'; readonly fault: SettingFault };

export type SettingFault =
  /** Of a server: no http or https address, or one with a query behind its path. */
  | { readonly kind: 'not-web' | 'with-query' }
  /** Of a proxy. */
  | { readonly kind: 'no-address' | 'not-encoded' }
  | { readonly kind: 'other-scheme'; readonly scheme: string };

/** A variable that can't be used. Its value is not shown: it may hold a password. */
export interface BrokenSetting {
  readonly name: string;
  readonly fault: SettingFault;
}

/**
 * PURE: the address of a server, without a slash at its end, and without a name and password: these would be shown
 * wherever the address is, and fetch takes none (https://fetch.spec.whatwg.org/#dom-request).
 */
export function serverAddress(text: string): Setting {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null || !isWeb(url)) return unusable({ kind: 'not-web' });
  if (url.search !== '' || url.hash !== '') return unusable({ kind: 'with-query' });
  const path = url.pathname.replace(/\/+/g, '/').replace(/\/$/, '');
  return { kind: 'usable', url: `${url.origin}${path}` };
}

function unusable(fault: SettingFault): Setting {
  return { kind: 'unusable', fault };
}

function isWeb({ protocol, hostname }: URL): boolean {
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '';
}

/** Where GitHub is, as a runner or a person says it (https://docs.github.com/actions/reference/workflows-and-actions/variables). */
export const ADDRESS_VARIABLES = ['GITHUB_SERVER_URL', 'GITHUB_API_URL', 'GITHUB_GRAPHQL_URL'] as const;

/** PURE: the variables with addresses that can't be used. */
export function brokenAddresses(env: Environment): BrokenSetting[] {
  return ADDRESS_VARIABLES.flatMap((name) => {
    const text = env[name]?.trim() ?? '';
    const setting = text === '' ? null : serverAddress(text);
    return setting?.kind === 'unusable' ? [{ name, fault: setting.fault }] : [];
  });
}

/** By scheme; of each pair the first that is set counts. */
const PROXY_VARIABLES: Readonly<Record<string, readonly string[]>> = {
  'https:': ['https_proxy', 'HTTPS_PROXY'],
  'http:': ['http_proxy', 'HTTP_PROXY'],
};

/** The proxy for a request to this address, and the variable that names it; null where it is asked directly. */
function proxyOf(env: Environment, target: URL): { name: string; setting: Setting } | null {
  const names = isDirect(env, target) ? [] : (PROXY_VARIABLES[target.protocol] ?? []);
  const name = names.find((one) => (env[one] ?? '').trim() !== '');
  return name === undefined ? null : { name, setting: proxyAddress(env[name] ?? '') };
}

/** PURE: the proxy variables that can't be used, of those that count for these addresses. */
export function brokenProxies(env: Environment, addresses: readonly string[]): BrokenSetting[] {
  const found = addresses.flatMap((address) => proxyOf(env, new URL(address)) ?? []);
  const distinct = new Map(found.map(({ name, setting }) => [name, setting]));
  return [...distinct].flatMap(([name, setting]) =>
    setting.kind === 'unusable' ? [{ name, fault: setting.fault }] : [],
  );
}

/** PURE: the proxy for a request to this address; null where it is asked directly. Throws where it can't be used. */
export function proxyFor(env: Environment, target: URL): string | null {
  const proxy = proxyOf(env, target);
  if (proxy?.setting.kind === 'unusable') throw new TypeError(`${proxy.name} can't be used`);
  return proxy?.setting.url ?? null;
}

/**
 * `host:port` alone is taken as curl takes it: over http. Name and password stay in it, percent-encoded.
 * https://docs.github.com/actions/how-tos/manage-runners/use-proxy-servers
 */
function proxyAddress(text: string): Setting {
  const trimmed = text.trim();
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`;
  const url = URL.canParse(full) ? new URL(full) : null;
  if (url === null || !/^[\w[][\w.:\]-]*$/.test(url.hostname)) return unusable({ kind: 'no-address' });
  const scheme = url.protocol.slice(0, -1);
  if (!isWeb(url)) return unusable({ kind: 'other-scheme', scheme });
  if (!isDecodable(url.username) || !isDecodable(url.password)) return unusable({ kind: 'not-encoded' });
  return { kind: 'usable', url: url.href };
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** As curl reads `no_proxy`: hosts, each for its subdomains too, with a port or without; a computer itself never. */
function isDirect(env: Environment, { hostname, protocol, port }: URL): boolean {
  if (isLoopback(hostname)) return true;
  const own = hostname.toLowerCase();
  const withPort = `${own}:${port || (protocol === 'https:' ? '443' : '80')}`;
  return (env['no_proxy'] || env['NO_PROXY'] || '')
    .toLowerCase()
    .split(/[\s,]+/)
    .map((item) => item.replace(/^\*?\.(?=.)/, ''))
    .some((item) => item !== '' && (item === '*' || [own, withPort].some((host) => isBelow(host, item))));
}

function isBelow(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** PURE: whether a host, as `URL.hostname` has it, is this very computer. */
export function isLoopback(hostname: string): boolean {
  return /^(?:localhost|(?:[^.]+\.)+localhost|127(?:\.\d+){3}|\[::1\])$/i.test(hostname);
}
