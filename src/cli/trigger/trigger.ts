import type { Problem } from '../../findings/problem.ts';
import { fullName } from '../../github/repository.ts';
import type { Change } from '../../notify/compare/changes.ts';
import { arrivalAnnotations } from '../../notify/report/arrival-annotations.ts';
import { type Deliveries, deliver } from '../../notify/send/deliver.ts';
import type { Sender } from '../../notify/send/dispatcher.ts';
import { type Notification, planNotifications } from '../../notify/send/payload.ts';
import { watchExpiry } from '../../notify/send/token-expiry.ts';
import { awaitArrivals } from '../../notify/wait/wait.ts';
import { type Folder, readFolder } from '../checkout/folder.ts';
import { type Cli, type ExitCode, logTo, noteProblems, UsageError } from '../cli.ts';
import { marketplaceGiven, marketplacesOf } from '../marketplaces/named.ts';
import { jsonText } from '../server/clean-text.ts';
import { connect, warnOfProxy } from '../server/connection.ts';
import { type Server, serverOf } from '../server/server.ts';
import { type Token, tokenFor } from '../server/token.ts';
import { EVENT_TYPE } from '../workflows/roles.ts';
import { eventTypesFor } from './event-types.ts';
import { announcedPlugins, type PluginToSend } from './plugins.ts';
import { givenWarnings, unknownTargets, unpushedWarning } from './warnings.ts';

interface TriggerOptions {
  readonly marketplace?: string;
  readonly plugin?: string;
  readonly version?: string;
  readonly eventType?: string;
  readonly tokenFile?: string;
  readonly hostname?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  readonly wait?: string;
}

/** `trigger`: sends now what the manifest here says, or what is given. */
export async function trigger(cli: Cli, options: TriggerOptions): Promise<ExitCode> {
  const folder = await readFolder(cli.cwd, cli.env);
  const marketplaces = targetsOf(cli, options, folder);
  const eventTypes = eventTypesFor(marketplaces, folder, options.eventType);
  const server = serverOf(cli.env, folder, options.hostname);
  const { plugins, problems } = await announcedPlugins(folder, options);
  const notifications = notificationsOf(cli, plugins, marketplaces);
  const seconds = waitSeconds(options.wait);
  const token = options.dryRun === true ? null : await tokenFor(cli, server, options.tokenFile);
  const warnings = marketplaceGiven(cli, options.marketplace) === undefined ? unknownTargets(folder) : [];
  for (const plugin of plugins) {
    const unpushed = await unpushedWarning(plugin);
    warnings.push(...givenWarnings(plugin, folder), ...(unpushed === null ? [] : [unpushed]));
  }
  for (const warning of warnings) cli.terminal.note(`${cli.terminal.colour.yellow('!')} ${warning}`);
  if (token === null) warnOfProxy(cli, server);
  const code =
    token === null
      ? rehearse(cli, notifications, server.apiUrl, eventTypes)
      : await send(cli, notifications, { folder, server, eventTypes, token, seconds });
  noteProblems(cli.terminal, problems);
  return problems.length > 0 ? 1 : code;
}

/** Named, or those that the workflow here names, or the marketplace here. */
function targetsOf(cli: Cli, { marketplace }: TriggerOptions, folder: Folder | null): string[] {
  const named = marketplacesOf(cli, marketplace, folder);
  if (named.length > 0) return named;
  if (folder?.catalogue && folder.origin !== null) return [fullName(folder.origin.repository)];
  throw new UsageError(
    'No marketplace is named here.',
    'Pass --marketplace owner/repo, or run this where a workflow names one.',
  );
}

/** The same payload as the notify action's, without a run. */
function notificationsOf({ clock }: Cli, plugins: readonly PluginToSend[], marketplaces: readonly string[]) {
  const timestamp = `${new Date(clock.now()).toISOString().slice(0, 19)}Z`;
  return plugins.flatMap((one) => {
    const { plugin, version, path, home } = one;
    const announced = { change: 'announced', previousVersion: null, remark: null } as const;
    const change: Change = { ...announced, plugin, version, path, at: { file: path } };
    const { repository, commit } = home;
    const common = { marketplaces, batch: false, repository, commit, timestamp, runUrl: null, extra: {} };
    return planNotifications([change], common);
  });
}

/** By marketplace. */
type EventTypes = ReturnType<typeof eventTypesFor>;

interface Sending {
  readonly folder: Folder | null;
  readonly server: Server;
  readonly eventTypes: EventTypes;
  readonly token: Token;
  /** To wait until the marketplaces list what was sent; 0 does not. */
  readonly seconds: number;
}

/** Prints the requests as they would be made. */
function rehearse(cli: Cli, notifications: readonly Notification[], apiUrl: string, types: EventTypes) {
  for (const { marketplace, payload } of notifications) {
    cli.terminal.print(`POST ${apiUrl}/repos/${marketplace}/dispatches`);
    cli.terminal.print(jsonText({ event_type: types.get(marketplace), client_payload: payload }));
  }
  return ended(cli, notifications);
}

/** Sends, and waits as the notify action's `wait` does; 1 also where something is not listed in the end. */
async function send(cli: Cli, notifications: readonly Notification[], sending: Sending): Promise<ExitCode> {
  const { terminal, clock } = cli;
  const { folder, server, eventTypes, token, seconds } = sending;
  const eventTypeFor = (marketplace: string) => eventTypes.get(marketplace) ?? EVENT_TYPE;
  const { serverUrl, apiUrl } = server;
  const expiry = watchExpiry(token.kind, () => clock.now());
  const client = connect(cli, server, token, expiry.see);
  const log = { ...logTo(terminal), info: terminal.print };
  const sender: Sender = {
    face: 'command-line',
    client,
    clock,
    log,
    apiUrl,
    eventTypeFor,
    kind: token.kind,
    isGithubToken: false,
    repository: folder?.origin ? fullName(folder.origin.repository) : '',
    expiry: expiry.expiry,
  };
  terminal.progress('Sending …');
  const deliveries = await deliver(sender, notifications);
  showRuns(cli, deliveries, server);
  const sent = ended(cli, deliveries.deliveries);
  const waiting = { marketplaces: client, plugins: client, clock, log, serverUrl, seconds };
  const arrivals = await awaitArrivals(waiting, deliveries);
  const remarks = arrivalAnnotations({ arrivals, deliveries, eventTypeFor, serverUrl }, 'command-line');
  for (const { level, text } of remarks) {
    const sign = level === 'notice' ? terminal.colour.cyan('i') : terminal.colour.yellow('!');
    terminal.note(`${sign} ${text}`);
  }
  return sent === 0 && remarks.some(({ level }) => level === 'warning') ? 1 : sent;
}

/** Where a person sees what was set off. */
function showRuns({ terminal }: Cli, { deliveries }: Deliveries, { serverUrl }: Server): void {
  const reached = deliveries.flatMap(({ status, notification }) =>
    status === 'sent' ? [notification.marketplace] : [],
  );
  for (const name of new Set(reached)) {
    const runs = `${serverUrl}/${name}/actions?query=event%3Arepository_dispatch`;
    terminal.print(`Runs that it starts there: ${runs}`);
  }
}

function ended({ terminal }: Cli, all: readonly { readonly problem: Problem | null }[]): ExitCode {
  const problems = all.flatMap(({ problem }) => problem ?? []);
  terminal.progress(null);
  noteProblems(terminal, problems);
  return problems.length === 0 ? 0 : 1;
}

/** PURE: the seconds of `--wait`, 0 where it is not given. Throws `UsageError`. */
function waitSeconds(text: string | undefined): number {
  if (text === undefined) return 0;
  if (/^\d{1,4}$/.test(text) && Number(text) <= 3600) return Number(text);
  throw new UsageError('--wait takes whole seconds, 3600 at most.', 'Write e.g. --wait 60.');
}
