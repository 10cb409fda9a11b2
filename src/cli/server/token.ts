import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { type Words, wholeSentence } from '../../findings/problem.ts';
import { isLoopback } from '../../github/client/network-settings.ts';
import { isTokenText, type TokenKind, tokenKind } from '../../github/client/token.ts';
import { display } from '../../plugin/display.ts';
import { isGitHubs } from '../checkout/origin.ts';
import { type Cli, UsageError } from '../cli.ts';
import { printed } from '../shell/printed.ts';
import { shellWord } from '../shell/shell-word.ts';
import type { NamedBy, Server } from './server.ts';

export interface Token {
  readonly text: string;
  readonly kind: TokenKind;
  /** Where it came from, for messages. */
  readonly from: string;
}

/** As `Token.from` has it. */
export const FROM_GH = 'gh auth token';

/** A token for the server, or why there is none. */
export type FoundToken =
  | { readonly kind: 'token'; readonly token: Token }
  | ({ readonly kind: 'none' } & Words);

/**
 * READ: the token of the environment that is meant for this server, else the one that gh has for it. A token goes to
 * the server it belongs to, never to one that only a remote names. Throws `UsageError` where one can't be used.
 */
export async function findToken({ env, terminal }: Cli, server: Server): Promise<FoundToken> {
  const names = variablesFor(server);
  const [name] = names.filter((one) => env[one]?.trim());
  const text = name === undefined ? await ghToken(server.host, env) : env[name]?.trim();
  if (text == null) return none(env, server, names);
  terminal.hide(text);
  return { kind: 'token', token: usable(tokenOf(text, name ?? FROM_GH), server) };
}

/** READ: the token of `--token-file`. Throws `UsageError` where there is none, or it must not go to this server. */
export async function readTokenFile(cli: Cli, server: Server, file: string): Promise<Token> {
  const { terminal } = cli;
  const text = await fileText(cli, file);
  terminal.hide(text);
  if (server.namedBy === 'remote') {
    throw new UsageError(
      `--token-file: ${remoteNames(server)}`,
      `If the token is for that server, say so: --hostname ${shellWord(server.host)}.`,
    );
  }
  return usable(tokenOf(text, `--token-file ${shownPath(file) ?? ''}`.trim()), server);
}

/** READ: the token of `--token-file`, else {@link findToken}'s, where nothing can be done without one. */
export async function tokenFor(cli: Cli, server: Server, file: string | undefined): Promise<Token> {
  if (file !== undefined) return readTokenFile(cli, server, file);
  const found = await findToken(cli, server);
  if (found.kind === 'token') return found.token;
  throw new UsageError(wholeSentence(found.why), wholeSentence(found.todo));
}

const OWN = ['GH_TOKEN', 'GITHUB_TOKEN'] as const;
const ENTERPRISE = ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'] as const;

/** All that gh knows: https://cli.github.com/manual/gh_help_environment. */
export const TOKEN_VARIABLES: readonly string[] = [...OWN, ...ENTERPRISE];

/**
 * PURE: the variables whose token may go to a server, the first one first. As gh has it
 * (https://cli.github.com/manual/gh_help_environment): one pair is for github.com and ghe.com, the other for servers
 * of one's own, once it is said which. If you name the server to this command, all four are for it.
 */
export function variablesFor({ host, namedBy }: Pick<Server, 'host' | 'namedBy'>): readonly string[] {
  const byNaming: Record<NamedBy, readonly string[]> = {
    github: OWN,
    person: isGitHubs(host) ? OWN : [...ENTERPRISE, ...OWN],
    gh: ENTERPRISE,
    remote: [],
  };
  return byNaming[namedBy];
}

function none(env: Cli['env'], server: Server, names: readonly string[]): FoundToken {
  const { host, namedBy } = server;
  const named = `--hostname ${shellWord(host)}`;
  const signIn = host === 'github.com' ? 'gh auth login' : `gh auth login ${named}`;
  const withheld = TOKEN_VARIABLES.filter((name) => !names.includes(name) && env[name]?.trim());
  const missing = `there is no token for ${host}`;
  if (withheld.length > 0 && namedBy !== 'github') {
    const [is, it] = withheld.length === 1 ? ['is', 'it is'] : ['are', 'one is'];
    const reason = namedBy === 'remote' ? `${remoteNames(server)} ` : '';
    return {
      kind: 'none',
      why: `${missing}: ${reason}${withheld.join(' and ')} ${is} not sent there`,
      todo: `if ${it} for that server, say so: ${named}. Or sign in there: ${signIn}`,
    };
  }
  const set = namedBy === 'gh' ? 'GH_ENTERPRISE_TOKEN' : 'GH_TOKEN';
  const too = namedBy === 'remote' ? ` (with ${named})` : '';
  return {
    kind: 'none',
    why: missing,
    todo: `sign in: ${signIn}. Or set ${set}, or pass --token-file <path>${too}`,
  };
}

function remoteNames({ host }: Server): string {
  return `only the clone’s remote names ${host}, and a remote may name any server.`;
}

/** Whoever listens in between would have the token. */
function usable(token: Token, { apiUrl, graphqlUrl }: Server): Token {
  const plain = [apiUrl, graphqlUrl].map((url) => new URL(url)).find(isPlain);
  if (plain === undefined) return token;
  throw new UsageError(
    `${plain.origin} uses plain http, so no token is sent there.`,
    'Write https:// in GITHUB_SERVER_URL, GITHUB_API_URL and GITHUB_GRAPHQL_URL.',
  );
}

function isPlain({ protocol, hostname }: URL): boolean {
  return protocol !== 'https:' && !isLoopback(hostname);
}

/** `-` is standard input: `gh auth token | notify-marketplace … --token-file -`. */
async function fileText({ cwd, stdin }: Cli, given: string): Promise<string> {
  const read = given === '-' ? textOf(stdin) : readFile(resolve(cwd, given), 'utf8');
  const text = (await read.catch(() => null))?.trim();
  if (text) return text;
  const named = shownPath(given) ?? 'what was given';
  const what = `--token-file: ${named} ${text === undefined ? "can't be read" : 'is empty'}.`;
  throw new UsageError(what, 'Give the path of a file that holds the token, on one line.');
}

/** Whoever gives the token itself must not find it in a log: a path has a slash or a dot, or is short. */
function shownPath(path: string): string | null {
  const isPath = path.length < 16 || (/[\\/.]/.test(path) && path.length < 200);
  const isToken = /gh[a-z]_\w|github_pat_|[\da-f]{40}/i.test(path);
  return isPath && !isToken ? display(path, 200) : null;
}

function tokenOf(text: string, from: string): Token {
  if (isTokenText(text)) return { text, kind: tokenKind(text), from };
  throw new UsageError(
    `The token of ${from} contains characters that no token has.`,
    'Store it again: on one line, without quotes and without a comment.',
  );
}

/**
 * READ: the token with which somebody signed in to this very host by `gh auth login`; null where there is none, or no gh.
 * With one of the variables set, gh would answer with it for any host.
 */
async function ghToken(host: string, env: Cli['env']): Promise<string | null> {
  const own = Object.entries(env).filter(([name]) => !TOKEN_VARIABLES.includes(name));
  const quiet = { ...Object.fromEntries(own), GH_PROMPT_DISABLED: '1', GH_NO_UPDATE_NOTIFIER: '1' };
  return (await printed('gh', ['auth', 'token', '--hostname', host], quiet, 10_000)) || null;
}
