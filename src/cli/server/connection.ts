import { sentence } from '../../findings/problem.ts';
import { settingProblem } from '../../findings/settings.ts';
import { type Client, createClient, waitingBudget } from '../../github/client/client.ts';
import { brokenProxies, networkOf } from '../../github/client/network-settings.ts';
import { type Cli, logTo, usageError } from '../cli.ts';
import type { Server } from './server.ts';
import type { Token } from './token.ts';

/** WRITE: a word of a proxy that can't be used, where nothing is asked yet: the next command would fail. */
export function warnOfProxy({ env, terminal }: Cli, { apiUrl, graphqlUrl }: Server): void {
  for (const broken of brokenProxies(env, [apiUrl, graphqlUrl]))
    terminal.note(`${terminal.colour.yellow('!')} ${sentence(settingProblem(broken))}`);
}

/** @param onAnswer sees the headers of every answer. Throws `UsageError` where the proxy can't be used. */
export function connect(
  cli: Cli,
  server: Server,
  token: Token,
  onAnswer?: (headers: Readonly<Record<string, string>>) => void,
): Client {
  const { terminal, clock, env } = cli;
  const { apiUrl, graphqlUrl } = server;
  const [broken] = brokenProxies(env, [apiUrl, graphqlUrl]);
  if (broken !== undefined) throw usageError(settingProblem(broken));
  const addresses = { apiUrl, graphqlUrl, network: networkOf(env) };
  const connection = { ...addresses, clock, log: logTo(terminal), waiting: waitingBudget() };
  return createClient(token.text, connection, onAnswer);
}
