import { fullName } from '../github/repository.ts';
import type { Change } from '../notify/changes.ts';
import { type Delivery, deliver } from '../notify/deliver.ts';
import { type Notification, planNotifications } from '../notify/notifications.ts';
import { watchExpiry } from '../notify/token-expiry.ts';
import { quote } from '../plugin/display.ts';
import { type Cli, type ExitCode, logTo, problemLines, UsageError } from './cli.ts';
import { connect, needToken, readToken, serverOf } from './connection.ts';
import { type Folder, type LocalManifest, readFolder } from './folder.ts';
import { EVENT_TYPE } from './recognise.ts';
import { marketplacesOf } from './target.ts';

export interface TriggerOptions {
  readonly marketplace?: string;
  readonly plugin?: string;
  readonly version?: string;
  readonly eventType?: string;
  readonly tokenFile?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

/** `trigger`: sends now what the manifest here says, or what is given. */
export async function trigger(cli: Cli, options: TriggerOptions): Promise<ExitCode> {
  const folder = await readFolder(cli.cwd);
  const marketplaces = marketplacesOf(cli, options.marketplace, folder);
  if (marketplaces.length === 0) {
    const remedy = 'Name it: --marketplace owner/repo, or run this where a workflow names it.';
    throw new UsageError('No marketplace is named here.', remedy);
  }
  const changes = changesOf(folder, options);
  const notifications = planNotifications(changes, marketplaces, false, {
    repository: folder?.origin ? fullName(folder.origin.repository) : '',
    commit: (await folder?.git.ask('rev-parse', 'HEAD')) ?? '',
    timestamp: `${new Date(cli.clock.now()).toISOString().slice(0, 19)}Z`,
    runUrl: null,
    extra: {},
  });
  const eventType = options.eventType ?? eventTypeOf(folder);
  if (options.dryRun === true) return rehearse(cli, notifications, { folder, eventType });
  return send(cli, notifications, { folder, eventType, tokenFile: options.tokenFile });
}

function eventTypeOf(folder: Folder | null): string {
  const types = (folder?.workflows ?? []).flatMap(({ role }) =>
    role.kind === 'notify' || role.kind === 'other-sender' ? (role.eventType ?? []) : [],
  );
  return types[0] ?? EVENT_TYPE;
}

/** What is announced: a version given, or those of the manifests here. */
function changesOf(folder: Folder | null, { plugin, version, all }: TriggerOptions): Change[] {
  if (plugin !== undefined && version !== undefined)
    return [announced(plugin, version, pathOf(folder, plugin))];
  const manifests = (folder?.manifests ?? []).filter(
    ({ parsed }) => plugin === undefined || nameOf(parsed) === plugin,
  );
  const broken = manifests.find(({ parsed }) => parsed.kind === 'problem');
  if (broken?.parsed.kind === 'problem') {
    throw new UsageError(broken.parsed.problem.what, broken.parsed.problem.remedy);
  }
  if (manifests.length === 0) throw noManifest(plugin);
  if (manifests.length > 1 && all !== true && plugin === undefined) throw severalManifests(manifests);
  return manifests.map(({ path, parsed }) => {
    const declared = parsed.kind === 'manifest' ? parsed.manifest.version : null;
    const wanted = version ?? declared;
    if (wanted === null) {
      throw new UsageError(`${quote(path)} declares no version.`, 'Add one there, or pass --version.');
    }
    return announced(nameOf(parsed) ?? '', wanted, path);
  });
}

function nameOf(parsed: LocalManifest['parsed']): string | null {
  return parsed.kind === 'manifest' ? parsed.manifest.name : null;
}

function pathOf(folder: Folder | null, plugin: string): string {
  return (
    folder?.manifests.find(({ parsed }) => nameOf(parsed) === plugin)?.path ?? '.claude-plugin/plugin.json'
  );
}

function announced(plugin: string, version: string, path: string): Change {
  const at = { file: path };
  return { plugin, version, previousVersion: null, change: 'announced', path, at, remark: null };
}

function noManifest(plugin: string | undefined): UsageError {
  const what =
    plugin === undefined ? 'There is no plugin.json here.' : `There is no plugin ${quote(plugin)} here.`;
  return new UsageError(what, 'Run this in the plugin’s checkout, or pass --plugin and --version.');
}

function severalManifests(manifests: readonly LocalManifest[]): UsageError {
  const names = manifests.map(({ parsed }) => quote(nameOf(parsed) ?? '')).slice(0, 10);
  const what = `There are ${manifests.length} plugins here: ${names.join(', ')}${manifests.length > 10 ? ', …' : ''}.`;
  return new UsageError(what, 'Pass --plugin with one of these names, or --all.');
}

interface Sending {
  readonly folder: Folder | null;
  readonly eventType: string;
  readonly tokenFile?: string | undefined;
}

/** Prints the requests as they would be made. */
function rehearse(
  cli: Cli,
  notifications: readonly Notification[],
  { folder, eventType }: Sending,
): ExitCode {
  const { apiUrl } = serverOf(cli.env, folder);
  for (const { marketplace, payload } of notifications) {
    cli.terminal.print(`POST ${apiUrl}/repos/${marketplace}/dispatches`);
    cli.terminal.print(JSON.stringify({ event_type: eventType, client_payload: payload }, null, 2));
  }
  return 0;
}

async function send(
  cli: Cli,
  notifications: readonly Notification[],
  { folder, eventType, tokenFile }: Sending,
): Promise<ExitCode> {
  const { clock, terminal } = cli;
  const token = needToken(await readToken(cli, tokenFile));
  const server = serverOf(cli.env, folder);
  const expiry = watchExpiry();
  const client = connect(cli, server, token, expiry.see);
  const sender = {
    client,
    clock,
    log: { ...logTo(terminal), info: terminal.print },
    apiUrl: server.apiUrl,
    eventType,
    kind: token.kind,
    isGithubToken: false,
    repository: folder?.origin ? fullName(folder.origin.repository) : '',
    expiry: expiry.expiry,
  };
  const { deliveries } = await deliver(sender, notifications);
  const problems = deliveries.flatMap(({ problem }: Delivery) => problem ?? []);
  for (const line of problems.flatMap((problem) => problemLines(terminal, problem))) terminal.note(line);
  return problems.length === 0 ? 0 : 1;
}
