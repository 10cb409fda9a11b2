import type { Annotation, Report } from '../action/report.ts';
import type { Action, World } from '../action/run.ts';
import { ProblemError } from '../findings/problem.ts';
import { readFailure } from '../findings/reading.ts';
import { type Client, createClient, waitingBudget } from '../github/client/client.ts';
import { GitHubError } from '../github/client/error.ts';
import { tokenKind } from '../github/client/token.ts';
import type { UsedUpByToken } from '../github/client/used-up.ts';
import { fullName } from '../github/repository.ts';
import { findChanges } from './compare/changes.ts';
import { type Manifests, readManifests } from './compare/manifests.ts';
import { type NotifyOptions, readNotifyInputs } from './inputs.ts';
import { NOTHING, type NotifyOutcome } from './report/outcome.ts';
import { logDecisions, notLookedAt, remarksOf, scopeOf } from './report/remarks.ts';
import { failedNotifyReport, notifyReport } from './report/report.ts';
import { type Deliveries, deliver, rehearse } from './send/deliver.ts';
import type { Sender } from './send/dispatcher.ts';
import { decideSending, planNotifications, type SendDecision } from './send/notifications.ts';
import { askExpiry, type ExpiryWatch, expiryWarning, watchExpiry } from './send/token-expiry.ts';
import { awaitArrivals } from './wait/wait.ts';

/** A step that runs this action: see `runStep`. */
export const NOTIFY_ACTION: Action<NotifyOptions> = {
  readInputs: readNotifyInputs,
  act: notify,
  failedReport: failedNotifyReport,
};

/** event → range → manifests on both sides → changes → notifications → deliveries → arrivals → report */
export async function notify(options: NotifyOptions, world: World): Promise<Report> {
  const github = connect(options, world);
  try {
    return await run(options, github, world);
  } catch (error) {
    if (error instanceof ProblemError) return failedNotifyReport(error.problems);
    if (!(error instanceof GitHubError)) throw error;
    return failedNotifyReport([readFailure(error)]);
  }
}

interface Clients {
  readonly reader: Client;
  /** Null in a dry run without a token. */
  readonly sender: Sender | null;
  readonly expiry: ExpiryWatch;
  readonly usedUp: UsedUpByToken;
}

function connect(options: NotifyOptions, { clock, log }: World): Clients {
  const { tokens, addresses } = options;
  const usedUp: UsedUpByToken = new Map();
  const connection = { ...addresses, clock, log, waiting: waitingBudget(), usedUp };
  const expiry = watchExpiry(tokenKind(tokens.send ?? ''), () => clock.now());
  const client = tokens.send === null ? null : createClient(tokens.send, connection, expiry.see);
  const sender = client === null ? null : { client, clock, log, ...senderOf(options, expiry) };
  return { reader: createClient(tokens.read, connection), sender, expiry, usedUp };
}

function senderOf({ tokens, addresses, eventType, repository }: NotifyOptions, { expiry }: ExpiryWatch) {
  const kind = tokenKind(tokens.send ?? '');
  // A personal token may be given as both; that of a run, or of an older GitHub Enterprise Server, has no such prefix.
  const isGithubToken = tokens.send === tokens.read && (kind === 'app' || kind === 'unknown');
  const { apiUrl } = addresses;
  return {
    face: 'notify' as const,
    apiUrl,
    eventType,
    kind,
    isGithubToken,
    repository: fullName(repository),
    expiry,
  };
}

async function run(options: NotifyOptions, github: Clients, world: World): Promise<Report> {
  const { range } = options;
  if (range.kind === 'nothing') return nothingToDo(range.why, options, github, world);
  const manifests = await readManifests(github.reader, options.repository, range, options.manifests);
  const changes = findChanges(manifests);
  const decisions = decideSending(changes.changes, options);
  const scope = scopeOf(manifests, range);
  logDecisions(scope, decisions, world.log);
  const overlooked = await overlookedBy(decisions, manifests);
  const deliveries = await send(decisions, manifests.commit, options, github.sender, world);
  const arrivals = await wait(deliveries, options, github, world);
  return notifyReport({
    decisions,
    problems: changes.problems,
    deliveries,
    arrivals,
    eventType: options.eventType,
    remarks: [
      ...remarksOf({ manifests, changes, overlooked, dryRun: options.dryRun }),
      ...(await tokenRemarks(options, github, world)),
    ],
    scope,
    serverUrl: options.addresses.serverUrl,
  });
}

/** A bump that no pattern sees would be lost in silence, so where nothing is sent, look for one. */
function overlookedBy(decisions: readonly SendDecision[], manifests: Manifests): Promise<string[]> {
  const sends = decisions.some(({ kind }) => kind === 'send');
  return sends ? Promise.resolve([]) : manifests.lookElsewhere();
}

async function nothingToDo(why: string, options: NotifyOptions, github: Clients, world: World) {
  return notifyReport({
    ...NOTHING,
    remarks: [notLookedAt(why), ...(await tokenRemarks(options, github, world))],
  });
}

function send(
  decisions: readonly SendDecision[],
  commit: string,
  { repository, addresses, dryRun, marketplaces, batch, payload }: NotifyOptions,
  sender: Sender | null,
  { clock, log }: World,
): Promise<Deliveries> {
  const wanted = decisions.flatMap(({ kind, change }) => (kind === 'send' ? [change] : []));
  const notifications = planNotifications(wanted, marketplaces, batch, {
    repository: fullName(repository),
    commit,
    timestamp: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    runUrl: addresses.runUrl,
    extra: payload,
  });
  return dryRun !== null || sender === null
    ? Promise.resolve(rehearse(notifications, log))
    : deliver(sender, notifications);
}

/** With a budget of its own: a connection that hangs must not outlast the waiting by much. */
async function wait(
  { deliveries, renamed }: Deliveries,
  { addresses, tokens, wait: seconds }: NotifyOptions,
  { expiry, usedUp }: Clients,
  { clock, log }: World,
): Promise<NotifyOutcome['arrivals']> {
  if (tokens.send === null || seconds === 0) return NOTHING.arrivals;
  const connection = { ...addresses, clock, log, waiting: { left: seconds * 1000 }, usedUp };
  const marketplaces = createClient(tokens.send, connection, expiry.see);
  const plugins = createClient(tokens.read, connection);
  const { serverUrl } = addresses;
  const waiting = { marketplaces, plugins, clock, log, serverUrl, seconds };
  return awaitArrivals(waiting, deliveries, renamed);
}

async function tokenRemarks(
  { expiryWarning: days }: NotifyOptions,
  { sender, expiry }: Clients,
  { clock }: World,
): Promise<Annotation[]> {
  const unasked = sender !== null && days > 0 && !expiry.answered();
  const rejected = unasked ? await askExpiry(sender.client) : [];
  return [...rejected, ...expiryWarning(expiry.expiry(), days, clock.now())];
}
