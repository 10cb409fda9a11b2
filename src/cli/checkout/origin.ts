import { type GitAddress, gitAddress, repositoryIn, sshHost, webHost } from '../../github/address.ts';
import type { Environment } from '../../github/client/network-settings.ts';
import type { RepositoryName } from '../../github/repository.ts';
import { printed } from '../shell/printed.ts';

/** Where a remote leads. */
export interface Origin {
  readonly repository: RepositoryName;
  /** Of the server's pages, with its port where that is not the usual one. */
  readonly host: string;
  /** `http` only where the remote says so. */
  readonly scheme: 'http' | 'https';
}

/**
 * PURE: where a remote's address leads; null where that is no repository. A port of ssh is not the web's.
 *
 * @param named the host that a name of somebody's ssh configuration stands for
 */
export function originOf(url: string, named: (name: string) => string = (name) => name): Origin | null {
  const address = gitAddress(url);
  const repository = address === null ? null : repositoryIn(address.path);
  if (address === null || repository === null) return null;
  const host = address.scheme === 'ssh' ? named(address.hostname) : address.hostname;
  if (isElsewhere(host, repository)) return null;
  if (isWeb(address))
    return { repository, host: knownHost(webHost(address)), scheme: address.scheme as Origin['scheme'] };
  return { repository, host: likelyHost(knownHost(sshHost(host))), scheme: 'https' };
}

/**
 * A gist's address names no repository of the server, and a wiki's ends as no repository's name may
 * (https://docs.github.com/enterprise-server/admin/configuring-settings/hardening-security-for-your-enterprise/enabling-subdomain-isolation,
 * https://docs.github.com/repositories/creating-and-managing-repositories/repository-limits#repository-name).
 */
function isElsewhere(hostname: string, { name }: RepositoryName): boolean {
  return hostname.startsWith('gist.') || name.endsWith('.wiki');
}

function isWeb({ scheme }: GitAddress): boolean {
  return scheme === 'http' || scheme === 'https';
}

/** An unknown name is most often an alias for github.com on somebody else's computer: `work`, `github.com-work`. */
function likelyHost(host: string): string {
  const isAlias = !/[.:]/.test(host) || /^github\.com[_-][\w-]*$/.test(host);
  return isAlias && host !== 'localhost' ? 'github.com' : host;
}

/** READ: the same, with ssh asked for the host that its configuration has for a name (`Host`, `HostName`). */
export async function readOrigin(url: string, env: Environment): Promise<Origin | null> {
  const address = gitAddress(url);
  const isKnown = address === null || address.scheme !== 'ssh' || isGitHubs(knownHost(address.hostname));
  if (isKnown) return originOf(url);
  const host = await sshHostOf(address.hostname, env);
  return originOf(url, () => host ?? address.hostname);
}

const asked = new WeakMap<Environment, Map<string, Promise<string | null>>>();

/** One answer for each name in a run: a marketplace may have hundreds of submodules on one host. */
function sshHostOf(name: string, env: Environment): Promise<string | null> {
  const answers = asked.get(env) ?? new Map<string, Promise<string | null>>();
  const answer = answers.get(name) ?? askSsh(name, env);
  asked.set(env, answers.set(name, answer));
  return answer;
}

/** https://man.openbsd.org/ssh#G: prints the configuration for a host, and connects nowhere. */
async function askSsh(name: string, env: Environment): Promise<string | null> {
  if (!/^[a-z\d_][\w.-]*$/i.test(name)) return null;
  const [, host] = /^hostname (\S+)$/m.exec(await printed('ssh', ['-G', name], env, 5_000)) ?? [];
  return host === undefined ? null : (gitAddress(`ssh://${host}/`)?.hostname ?? null);
}

/**
 * PURE: the host under which a server of GitHub's own is known: any name below `github.com`, and any below a tenant of
 * `ghe.com`, is that one, as gh has it (https://cli.github.com/manual/gh_help_environment). Others stay as they are.
 */
export function knownHost(host: string): string {
  if (/(?:^|\.)github\.com$/.test(host)) return 'github.com';
  return /(?:^|\.)([^.:]+\.ghe\.com)$/.exec(host)?.[1] ?? host;
}

/** PURE: whether a host, as {@link knownHost} has it, is one of GitHub's own: github.com, or `<tenant>.ghe.com`. */
export function isGitHubs(host: string): boolean {
  return host === 'github.com' || /^[^.:]+\.ghe\.com$/.test(host);
}
