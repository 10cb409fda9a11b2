import { fullName, isRepositoryName, type RepositoryName } from './repository.ts';

/** `scheme://user@host:port/path`: the user does not matter, and brackets hold an IPv6 address. */
const URL_PARTS =
  /^(https?|git|ssh|git\+ssh|ssh\+git):\/\/(?:[^/?#\\\s]*@)?([^/?#\\\s@:[\]]+|\[[\dA-Fa-f:.]+\])(?::(\d*))?\/([^?#\\\s]*)$/;

/** `user@host:path`, as ssh has it. */
const SSH_PARTS = /^(?:[^/:@\s]+@)?([^/:@\s[\]]+|\[[\dA-Fa-f:.]+\]):\/?([^?#\\\s]*)$/;

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** A git address (https://git-scm.com/docs/git-clone#_git_urls) in its parts; who asks is left out. */
export interface GitAddress {
  readonly scheme: 'http' | 'https' | 'git' | 'ssh';
  /** As `URL.hostname` has it. */
  readonly hostname: string;
  /** `''` where it is the scheme's own, or not said. */
  readonly port: string;
  /** Without a slash before it. */
  readonly path: string;
}

/** PURE: an address of a host in its parts; null for a path, and for what no server can have as its name. */
export function gitAddress(text: string): GitAddress | null {
  const [, named, host = '', port = '', path = ''] = URL_PARTS.exec(text) ?? [];
  const scheme = named?.includes('ssh') ? 'ssh' : (named as GitAddress['scheme'] | undefined);
  if (scheme !== undefined) return addressOf(scheme, host, port, path);
  const [, short = '', behind = ''] = SSH_PARTS.exec(text) ?? [];
  return addressOf('ssh', short, '', behind);
}

function addressOf(scheme: GitAddress['scheme'], host: string, port: string, path: string) {
  const hostname = hostnameOf(host);
  if (hostname === null || Number(port) > 65_535) return null;
  return { scheme, hostname, port: port === DEFAULT_PORTS[scheme] ? '' : port, path };
}

/** PURE: a host as `URL.hostname` has it; null where there can be no such host. */
export function hostnameOf(host: string): string | null {
  const url = `https://${host}`;
  if (/[%\s/:?#@\\]/.test(host.replace(/^\[[\dA-Fa-f:.]+\]$/, '')) || !URL.canParse(url)) return null;
  const hostname = new URL(url).hostname.replace(/(?<=.)\.$/, '');
  return /^(?:[a-z\d_][a-z\d._-]*|\[[\da-f:.]+\])$/.test(hostname) ? hostname : null;
}

/**
 * A git address → the repository of this GitHub that it means; null where it means none, or is no address.
 *
 * `server` is `GITHUB_SERVER_URL`. Addresses are `http(s)`, `git` and `ssh` ones and `git@host:owner/name`, with or
 * without `.git` (https://git-scm.com/docs/git-clone#_git_urls); a port tells servers apart only over http(s). A
 * relative one, as a submodule may have it (https://git-scm.com/docs/gitmodules), starts from the marketplace.
 */
export function repositoryAt(
  url: string,
  server: string,
  marketplace?: RepositoryName,
): RepositoryName | null {
  const here = new URL(server);
  if (!/^\.{1,2}\//.test(url)) return repositoryIn(pathOn(here, url));
  if (marketplace === undefined) return null;
  return repositoryIn(pathOn(here, resolved(url, `${here.origin}/${fullName(marketplace)}`)));
}

/** As git does it (`relative_url` in its remote.c): on the text, each `../` taking the last folder off the base. */
function resolved(url: string, base: string): string {
  const [up = ''] = /^(?:\.{1,2}\/)*/.exec(url) ?? [];
  const steps = up.split('/').filter((step) => step === '..').length;
  const folders = base.split('/');
  return `${folders.slice(0, Math.max(0, folders.length - steps)).join('/')}/${url.slice(up.length)}`;
}

/** The path of an address on this server, without a slash before it; null where it leads elsewhere. */
function pathOn(here: URL, text: string): string | null {
  const address = gitAddress(text);
  if (address === null) return null;
  const isWeb = address.scheme === 'http' || address.scheme === 'https';
  const isHere = isWeb ? webHost(address) === here.host : sshHost(address.hostname) === here.hostname;
  return isHere ? address.path : null;
}

/** PURE: the host, with its port unless that is the scheme's own: as `URL.host` has it. */
export function webHost({ hostname, port }: GitAddress): string {
  const known = hostname.replace(/^www\.(?=github\.com$)/, '');
  return port === '' ? known : `${known}:${port}`;
}

/**
 * `ssh.github.com` is for networks that let no ssh out but by port 443
 * (https://docs.github.com/en/authentication/troubleshooting-ssh/using-ssh-over-the-https-port).
 */
export function sshHost(hostname: string): string {
  return hostname.replace(/^(?:www|ssh)\.(?=github\.com$)/, '');
}

/**
 * PURE: an address as people may see it: who asks, with which password or token, is left out, and so is what stands
 * behind `?` or `#`, where tokens are passed too.
 */
export function withoutUser(address: string): string {
  return (
    address
      .trim()
      // Not encoded, a password may hold what would end it: what follows the colon is no port then.
      .replace(/^([a-z][a-z\d+.-]*:\/\/)[^\s/?#:@]*:(?!\d*(?:[/?#]|$))\S*@/i, '$1')
      .replace(/^([a-z][a-z\d+.-]*:\/\/)[^\s/?#]*@/i, '$1')
      .replace(/^[^\s/@:]+:[^\s/@]+@/, '')
      .replace(/[?#].*$/s, '')
  );
}

/** PURE: `owner/name`, `owner/name.git`, a slash behind it or not. */
export function repositoryIn(path: string | null): RepositoryName | null {
  const [owner = '', name = '', ...more] = (path ?? '').replace(/\/$/, '').split('/');
  const repository = { owner, name: name.replace(/\.git$/, '') };
  return more.length === 0 && isRepositoryName(fullName(repository)) ? repository : null;
}
