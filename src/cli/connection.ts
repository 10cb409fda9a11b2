import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { type Client, createClient, waitingBudget } from '../github/client.ts';
import { type TokenKind, tokenKind } from '../github/token.ts';
import { type Cli, logTo, UsageError } from './cli.ts';
import type { Folder } from './folder.ts';

/** Which GitHub is spoken to. */
export interface Server {
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
}

export interface Token {
  readonly text: string;
  readonly kind: TokenKind;
  /** Where it came from, for messages. */
  readonly from: string;
}

/** PURE: github.com, or the GitHub Enterprise Server that the checkout comes from; the runner's variables win. */
export function serverOf(env: Cli['env'], folder: Folder | null): Server {
  const host = folder?.origin?.host ?? 'github.com';
  const isDotCom = /^(?:www\.|ssh\.)?github\.com(?::443)?$/i.test(host);
  const own = isDotCom ? 'github.com' : host;
  return {
    serverUrl: env['GITHUB_SERVER_URL'] || serverOfApi(env['GITHUB_API_URL']) || `https://${own}`,
    apiUrl: env['GITHUB_API_URL'] || `https://${apiOf(own)}`,
    graphqlUrl: env['GITHUB_GRAPHQL_URL'] || `https://${apiOf(own).replace(/\/v3$/, '')}/graphql`,
  };
}

/** The server of an API address, where that alone is given: `https://ghe.example/api/v3`, `https://api.acme.ghe.com`. */
function serverOfApi(api: string | undefined): string | null {
  if (!api || !URL.canParse(api)) return null;
  const { protocol, host, pathname } = new URL(api);
  if (pathname.startsWith('/api/')) return `${protocol}//${host}`;
  return host.startsWith('api.') ? `${protocol}//${host.slice('api.'.length)}` : null;
}

/**
 * github.com, GitHub Enterprise Cloud with data residency
 * (https://docs.github.com/enterprise-cloud@latest/admin/data-residency/about-github-enterprise-cloud-with-data-residency),
 * or GitHub Enterprise Server (https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api).
 */
function apiOf(host: string): string {
  return host === 'github.com' || host.endsWith('.ghe.com') ? `api.${host}` : `${host}/api/v3`;
}

/** READ: the token of `--token-file`, `GITHUB_TOKEN` or `GH_TOKEN`; null where there is none. */
export async function readToken({ env, cwd }: Cli, file: string | undefined): Promise<Token | null> {
  if (file !== undefined) return tokenOf(await tokenFile(resolve(cwd, file), file), `--token-file ${file}`);
  for (const name of ['GITHUB_TOKEN', 'GH_TOKEN']) {
    const text = env[name]?.trim();
    if (text) return tokenOf(text, name);
  }
  return null;
}

/** `-` is standard input: `gh auth token | notify-marketplace … --token-file -`. */
async function tokenFile(path: string, shown: string): Promise<string> {
  const read = shown === '-' ? textOf(process.stdin) : readFile(path, 'utf8');
  const text = await read.catch(() => null);
  if (text !== null && text.trim() !== '') return text.trim();
  const what = text === null ? `--token-file: ${shown} can't be read.` : `--token-file: ${shown} is empty.`;
  throw new UsageError(what, 'Write the token into it, on one line.');
}

function tokenOf(text: string, from: string): Token {
  if (/[^\x21-\x7e]/.test(text)) {
    throw new UsageError(
      `The token of ${from} holds characters that no token has.`,
      'Store it again, on one line.',
    );
  }
  return { text, kind: tokenKind(text), from };
}

/** The token, where nothing can be done without one. */
export function needToken(token: Token | null): Token {
  if (token !== null) return token;
  throw new UsageError(
    'There is no token.',
    'Pass one: GH_TOKEN=$(gh auth token) notify-marketplace …, or --token-file <path>, or set GITHUB_TOKEN.',
  );
}

/** @param onAnswer sees the headers of every answer. */
export function connect(
  cli: Cli,
  server: Server,
  token: Token,
  onAnswer?: (headers: Readonly<Record<string, string>>) => void,
): Client {
  const { terminal, clock } = cli;
  const connection = { ...server, clock, log: logTo(terminal), waiting: waitingBudget() };
  return createClient(token.text, connection, onAnswer);
}
