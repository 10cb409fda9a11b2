import { fullName, isRepositoryName, type RepositoryName } from './repository.ts';

/** `scheme://user@host:port/path`: who asks does not matter, what stands in brackets is an IPv6 address. */
const URL_PARTS =
  /^([a-z]+):\/\/(?:[^/?#\\\s]*@)?([^/?#\\\s@:[\]]+|\[[\dA-Fa-f:.]+\])(?::(\d*))?\/([^?#\\\s]*)$/;

/** `user@host:path`, as ssh has it. */
const SSH_PARTS = /^(?:[^/:@\s]+@)?([^/:@\s[\]]+|\[[\dA-Fa-f:.]+\]):\/?([^?#\\\s]*)$/;

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' };

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
function pathOn(here: URL, address: string): string | null {
  const [, scheme, host = '', port = '', path = ''] = URL_PARTS.exec(address) ?? [];
  switch (scheme) {
    case 'http':
    case 'https':
      return webHost(scheme, host, port) === here.host ? path : null;
    case 'git':
    case 'ssh':
      return sshHost(host) === here.hostname ? path : null;
    default: {
      const [, short = '', behind = ''] = SSH_PARTS.exec(address) ?? [];
      return sshHost(short) === here.hostname ? behind : null;
    }
  }
}

/** The host, with its port unless that is the scheme's own: as `URL.host` has it. */
function webHost(scheme: string, host: string, port: string): string {
  const known = host.toLowerCase().replace(/^www\.(?=github\.com$)/, '');
  return port === '' || port === DEFAULT_PORTS[scheme] ? known : `${known}:${port}`;
}

/**
 * `ssh.github.com` is for networks that let no ssh out but by port 443
 * (https://docs.github.com/en/authentication/troubleshooting-ssh/using-ssh-over-the-https-port).
 */
function sshHost(host: string): string {
  return host.toLowerCase().replace(/^(?:www|ssh)\.(?=github\.com$)/, '');
}

/** `owner/name`, `owner/name.git`, a slash behind it or not. */
function repositoryIn(path: string | null): RepositoryName | null {
  const [owner = '', name = '', ...more] = (path ?? '').replace(/\/$/, '').split('/');
  const repository = { owner, name: name.replace(/\.git$/, '') };
  return more.length === 0 && isRepositoryName(fullName(repository)) ? repository : null;
}
