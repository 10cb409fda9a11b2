import { type Annotation, annotationOf, type Report } from '../action/report.ts';
import type { Action, World } from '../action/run.ts';
import { type Problem, ProblemError } from '../findings/problem.ts';
import { readFailure } from '../findings/reading.ts';
import { type Client, createClient, waitingBudget } from '../github/client/client.ts';
import { GitHubError } from '../github/client/error.ts';
import { tokenKind } from '../github/client/token.ts';
import type { UsedUpByToken } from '../github/client/used-up.ts';
import { fullName } from '../github/repository.ts';
import { findChanges } from './compare/changes.ts';
import { type Manifests, readManifests } from './compare/manifests.ts';
import { readSkipReason } from './compare/skip-trailer.ts';
import { findUnbumped } from './compare/unbumped.ts';
import { type NotifyOptions, readNotifyInputs } from './inputs.ts';
import { inSubmodule, notLookedAt, notMatched, runAnnotations } from './report/annotations.ts';
import { logDecisions, scopeOf } from './report/log.ts';
import { NOTHING, type NotifyOutcome } from './report/outcome.ts';
import { failedNotifyReport, notifyReport } from './report/report.ts';
import { unbumpedNotice, unbumpedProblem, unbumpedUnknown, unbumpedWarning } from './report/unbumped.ts';
import { decideSending, type SendDecision } from './send/decide.ts';
import { type Deliveries, deliver, rehearse } from './send/deliver.ts';
import type { Sender } from './send/dispatcher.ts';
import { planNotifications } from './send/payload.ts';
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
  try {
    return await follow(connect(options, world));
  } catch (error) {
    if (error instanceof ProblemError) return failedNotifyReport(error.problems);
    if (!(error instanceof GitHubError)) throw error;
    return failedNotifyReport([readFailure(error)]);
  }
}

interface Run extends World {
  readonly options: NotifyOptions;
  readonly reader: Client;
  /** Null in a dry run without a token. */
  readonly sender: Sender | null;
  readonly expiry: ExpiryWatch;
  readonly usedUp: UsedUpByToken;
}

function connect(options: NotifyOptions, world: World): Run {
  const { tokens, addresses, eventType, repository } = options;
  const usedUp: UsedUpByToken = new Map();
  const connection = { ...addresses, ...world, waiting: waitingBudget(), usedUp };
  const reader = createClient(tokens.read, connection);
  const kind = tokenKind(tokens.send ?? '');
  const expiry = watchExpiry(kind, () => world.clock.now());
  if (tokens.send === null) return { ...world, options, reader, sender: null, expiry, usedUp };
  const sender: Sender = {
    ...world,
    face: 'notify',
    client: createClient(tokens.send, connection, expiry.see),
    apiUrl: addresses.apiUrl,
    eventTypeFor: () => eventType,
    kind,
    // A personal token may be given as both; that of a run, or of an older GitHub Enterprise Server, has no such prefix.
    isGithubToken: tokens.send === tokens.read && (kind === 'app' || kind === 'unknown'),
    repository: fullName(repository),
    expiry: expiry.expiry,
  };
  return { ...world, options, reader, sender, expiry, usedUp };
}

async function follow(run: Run): Promise<Report> {
  const { options, reader, log } = run;
  const { range, repository, dryRun, eventType, addresses } = options;
  if (range.kind === 'nothing') {
    return notifyReport({ ...NOTHING, remarks: [notLookedAt(range), ...(await tokenRemarks(run))] });
  }
  const plugins = { client: reader, repository, isSmall: options.isSmall };
  const manifests = await readManifests(plugins, range, options.manifests);
  const { changes, problems, elsewhere } = findChanges(manifests);
  const decisions = decideSending(changes, options);
  const scope = scopeOf(manifests, range);
  logDecisions(scope, decisions, log);
  // A bump that no pattern sees would be lost in silence, so where nothing is sent, look for one.
  const sends = decisions.some(({ kind }) => kind === 'send');
  const overlooked = sends ? [] : await manifests.lookElsewhere();
  const unbumped = await lookForUnbumped(manifests, run);
  const deliveries = await send(decisions, manifests.commit, run);
  const arrivals = await wait(deliveries, run);
  const remarks = [
    ...runAnnotations(manifests, dryRun),
    ...elsewhere.map(inSubmodule),
    ...overlooked.map(notMatched),
    ...unbumped.remarks,
    ...(await tokenRemarks(run)),
  ];
  const server = { serverUrl: addresses.serverUrl, repository: fullName(repository) };
  const found = { decisions, problems: [...problems, ...unbumped.problems], deliveries, arrivals };
  return notifyReport({ ...found, eventType, remarks, scope, ...server });
}

/** Plugins that changed without a bump, as what the input `unbumped` makes of them. */
async function lookForUnbumped(manifests: Manifests, { options, reader }: Run): Promise<UnbumpedFindings> {
  const { unbumped: rule, range, repository } = options;
  if (rule.kind === 'ignore' || range.kind === 'nothing') return { problems: [], remarks: [] };
  if (manifests.basis.kind === 'announced') {
    const unknown = unbumpedUnknown(manifests.basis.why, range);
    return rule.kind === 'fail'
      ? { problems: [unknown], remarks: [] }
      : { problems: [], remarks: [{ ...annotationOf(unknown), level: 'warning' }] };
  }
  const found = await findUnbumped(manifests, rule.ignored);
  if (rule.kind === 'warn') return { problems: [], remarks: found.map(unbumpedWarning) };
  const reason =
    found.length === 0 ? null : await readSkipReason({ client: reader, repository }, range, manifests.commit);
  if (reason === null) return { problems: found.map(unbumpedProblem), remarks: [] };
  return { problems: [], remarks: found.map((one) => unbumpedNotice(one, reason)) };
}

interface UnbumpedFindings {
  readonly problems: readonly Problem[];
  readonly remarks: readonly Annotation[];
}

async function send(decisions: readonly SendDecision[], commit: string, run: Run): Promise<Deliveries> {
  const { options, sender, clock, log } = run;
  const wanted = decisions.flatMap(({ kind, change }) => (kind === 'send' ? [change] : []));
  const { marketplaces, batch } = options;
  const notifications = planNotifications(wanted, {
    marketplaces,
    batch,
    repository: fullName(options.repository),
    commit,
    timestamp: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    runUrl: options.addresses.runUrl,
    extra: options.payload,
  });
  return options.dryRun !== null || sender === null
    ? rehearse(notifications, log)
    : deliver(sender, notifications);
}

/** With a budget of its own: a connection that hangs must not outlast the waiting by much. */
async function wait(deliveries: Deliveries, run: Run): Promise<NotifyOutcome['arrivals']> {
  const { options, expiry, usedUp, clock, log } = run;
  const { addresses, tokens, wait: seconds } = options;
  if (tokens.send === null || seconds === 0) return NOTHING.arrivals;
  const connection = { ...addresses, clock, log, waiting: { left: seconds * 1000 }, usedUp };
  const marketplaces = createClient(tokens.send, connection, expiry.see);
  const plugins = createClient(tokens.read, connection);
  const { serverUrl } = addresses;
  const waiting = { marketplaces, plugins, clock, log, serverUrl, seconds };
  return awaitArrivals(waiting, deliveries);
}

async function tokenRemarks({ options, sender, expiry, clock }: Run): Promise<Annotation[]> {
  const days = options.expiryWarning;
  const unasked = sender !== null && days > 0 && !expiry.answered();
  const rejected = unasked ? await askExpiry(sender.client) : [];
  return [...rejected, ...expiryWarning(expiry.expiry(), days, clock.now())];
}
