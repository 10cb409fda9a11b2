import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
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
  const serverUrl = env['GITHUB_SERVER_URL'] || (isDotCom ? 'https://github.com' : `https://${host}`);
  // https://docs.github.com/enterprise-server/rest/using-the-rest-api/getting-started-with-the-rest-api
  const api = isDotCom ? 'https://api.github.com' : `https://${host}/api/v3`;
  const graphql = isDotCom ? 'https://api.github.com/graphql' : `https://${host}/api/graphql`;
  return {
    serverUrl,
    apiUrl: env['GITHUB_API_URL'] || api,
    graphqlUrl: env['GITHUB_GRAPHQL_URL'] || graphql,
  };
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

async function tokenFile(path: string, shown: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => null);
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
