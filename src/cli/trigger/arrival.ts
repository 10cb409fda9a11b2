import type { Client } from '../../github/client/client.ts';
import { arrivalRemarks } from '../../notify/report/arrival-remarks.ts';
import type { Deliveries } from '../../notify/send/deliver.ts';
import { awaitArrivals } from '../../notify/wait/wait.ts';
import { type Cli, type ExitCode, logTo, UsageError } from '../cli.ts';
import type { Server } from '../server/server.ts';

/** PURE: the seconds of `--wait`, 0 where it is not given. Throws `UsageError`. */
export function waitSeconds(text: string | undefined): number {
  if (text === undefined) return 0;
  if (/^\d{1,4}$/.test(text) && Number(text) <= 3600) return Number(text);
  throw new UsageError('--wait takes whole seconds, 3600 at most.', 'Write e.g. --wait 60.');
}

export interface Awaiting {
  readonly client: Client;
  readonly server: Server;
  readonly seconds: number;
  readonly eventType: string;
}

/** READ: waits as the notify action's `wait` does; 1 where something is not listed in the end. */
export async function seeArrival(
  { terminal, clock }: Cli,
  { client, server, seconds, eventType }: Awaiting,
  deliveries: Deliveries,
): Promise<ExitCode> {
  const { serverUrl } = server;
  const log = { ...logTo(terminal), info: terminal.print };
  const waiting = { marketplaces: client, plugins: client, clock, log, serverUrl, seconds };
  const arrivals = await awaitArrivals(waiting, deliveries.deliveries, deliveries.renamed);
  const remarks = arrivalRemarks({ arrivals, deliveries, eventType, serverUrl }, 'command-line');
  for (const { level, text } of remarks) {
    const sign = level === 'notice' ? terminal.colour.cyan('i') : terminal.colour.yellow('!');
    terminal.note(`${sign} ${text}`);
  }
  return remarks.some(({ level }) => level === 'warning') ? 1 : 0;
}
