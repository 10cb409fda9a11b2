import {
  type Client,
  type Clock,
  createClient,
  GitHubError,
  type Log,
  waitingBudget,
} from '../github/client.ts';
import { tokenKind } from '../github/problems.ts';
import { readFailure } from '../github/read-problems.ts';
import { display, quote } from '../plugin/display.ts';
import { ProblemError } from '../plugin/problem.ts';
import { type Changes, findChanges } from './changes.ts';
import { type Deliveries, deliver, rehearse } from './deliver.ts';
import type { NotifyOptions } from './inputs.ts';
import { type Manifests, readManifests } from './manifests.ts';
import { type Decision, decide, planNotifications } from './notifications.ts';
import type { Range } from './range.ts';
import { type Annotation, count, failedReport, makeReport, type Report } from './report.ts';
import { askExpiry, type ExpiryWatch, expiryWarning, watchExpiry } from './token-expiry.ts';

/** What a run needs from outside. */
export interface World {
  readonly clock: Clock;
  readonly log: Log;
}

const NOTHING_SENT: Deliveries = { deliveries: [], renamed: new Map() };

/** event → range → manifests on both sides → changes → notifications → deliveries → report */
export async function notify(options: NotifyOptions, world: World): Promise<Report> {
  const github = connect(options, world);
  try {
    return await run(options, github, world);
  } catch (error) {
    if (error instanceof ProblemError) return failedReport(error.problems, options.addresses.serverUrl);
    if (!(error instanceof GitHubError)) throw error;
    return failedReport(readFailure(error.message, error).problems, options.addresses.serverUrl);
  }
}

interface GitHubSides {
  readonly reader: Client;
  /** Null in a dry run without a token. */
  readonly sender: Client | null;
  readonly expiry: ExpiryWatch;
}

function connect({ tokens, addresses }: NotifyOptions, { clock, log }: World): GitHubSides {
  const connection = { ...addresses, clock, log, waiting: waitingBudget() };
  const expiry = watchExpiry();
  const sender = tokens.send === null ? null : createClient(tokens.send, connection, expiry.see);
  return { reader: createClient(tokens.read, connection), sender, expiry };
}

async function run(options: NotifyOptions, github: GitHubSides, world: World): Promise<Report> {
  const { range } = options;
  if (range.kind === 'nothing') return nothingToDo(range.why, options, github, world);
  const manifests = await readManifests(github.reader, options.repository, range, options.manifests);
  const changes = findChanges(manifests);
  const decisions = decide(changes.changes, options);
  logDecisions(scopeOf(manifests, range), decisions, world.log);
  const deliveries = await send(decisions, manifests.commit, options, github, world);
  return makeReport({
    decisions,
    problems: changes.problems,
    deliveries,
    remarks: [
      ...rangeRemarks(manifests, options),
      ...elsewhereRemarks(changes),
      ...manifests.overlooked.map(overlookedRemark),
      ...(await tokenRemarks(options, github, world)),
    ],
    scope: scopeOf(manifests, range),
    serverUrl: options.addresses.serverUrl,
  });
}

async function nothingToDo(
  why: string,
  options: NotifyOptions,
  github: GitHubSides,
  world: World,
): Promise<Report> {
  const text = `Not looked at: ${why}. Nothing is sent.`;
  const remarks: Annotation[] = [
    { level: 'notice', title: 'not-looked-at', text },
    ...(await tokenRemarks(options, github, world)),
  ];
  const { serverUrl } = options.addresses;
  return makeReport({
    decisions: [],
    problems: [],
    deliveries: NOTHING_SENT,
    remarks,
    scope: '',
    serverUrl,
  });
}

async function send(
  decisions: readonly Decision[],
  commit: string,
  options: NotifyOptions,
  { sender, expiry }: GitHubSides,
  { clock, log }: World,
): Promise<Deliveries> {
  const { repository, addresses, dryRun, tokens, eventType } = options;
  const fullName = `${repository.owner}/${repository.name}`;
  const wanted = decisions.flatMap(({ change, reason }) => (reason === null ? [change] : []));
  const notifications = planNotifications(wanted, options.marketplaces, options.batch, {
    repository: fullName,
    commit,
    timestamp: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
    runUrl: addresses.runUrl,
    extra: options.payload,
  });
  if (dryRun !== null || sender === null) return rehearse(notifications, log);
  const kind = tokenKind(tokens.send ?? '');
  // A personal token may be given as both; that of a run, or of an older GitHub Enterprise Server, has no such prefix.
  const isGithubToken = tokens.send === tokens.read && (kind === 'app' || kind === 'unknown');
  const who = {
    client: sender,
    clock,
    log,
    eventType,
    kind,
    isGithubToken,
    repository: fullName,
    expiry: expiry.expiry,
  };
  return deliver(who, notifications);
}

/** `Compared 1a2b3c4 with 5d6e7f8: 2 manifests differ.` */
function scopeOf({ pairs, basis, why, commit, previous }: Manifests, range: Range): string {
  const after = commit.slice(0, 7);
  const manifests = count(pairs.length, 'manifest');
  if (basis === 'announced') return `Announcing every plugin at ${after}: ${why}. ${manifests} found.`;
  if (basis === 'everything-added')
    return `${after} is the first commit of its branch: all it holds is new. ${manifests} found.`;
  const differ = pairs.length === 1 ? 'differs' : 'differ';
  const merge = range.kind === 'pull-request' ? ' (what merging brings)' : '';
  return `Compared ${previous?.slice(0, 7)} with ${after}${merge}: ${manifests} ${differ}.`;
}

function logDecisions(scope: string, decisions: readonly Decision[], log: Log): void {
  log.info(scope);
  if (decisions.length === 0) return;
  log.startGroup('Changes');
  for (const { change, reason } of decisions) {
    const { plugin, version, previousVersion, path } = change;
    const step = change.change === 'announced' ? '' : `${display(previousVersion ?? 'none')} → `;
    const what = `${change.change}: ${display(plugin)} ${step}${display(version ?? 'none')}`;
    log.info(`  ${what} in ${display(path)}${reason === null ? '' : ` (not sent: ${reason})`}`);
  }
  log.endGroup();
}

/** Why nothing was compared, or nothing sent, said once and where it is seen. */
function rangeRemarks({ basis, why }: Manifests, { dryRun, range }: NotifyOptions): Annotation[] {
  const announced = basis === 'announced' && (range.kind === 'compare' || /created/.test(why));
  return [
    ...(announced
      ? [{ level: 'notice', title: 'announced', text: `Every plugin is announced, because ${why}.` } as const]
      : []),
    ...(dryRun === null
      ? []
      : [{ level: 'notice', title: 'dry-run', text: `Nothing was sent: ${dryRun}.` } as const]),
  ];
}

function elsewhereRemarks({ elsewhere }: Changes): Annotation[] {
  return elsewhere.map((path) => ({
    level: 'notice',
    title: 'submodule',
    text: `${quote(path)} lies in a submodule. Its versions are announced by its own repository: set this action up there.`,
  }));
}

function overlookedRemark(path: string): Annotation {
  const text = `${quote(path)} changed, but no pattern in \`manifests\` matches it, so it was not looked at. Add its path or \`**/.claude-plugin/plugin.json\` to \`manifests\`, or exclude it there with a leading "!".`;
  return { level: 'warning', title: 'manifest-not-matched', text, at: { file: path } };
}

async function tokenRemarks(
  { expiryWarning: days }: NotifyOptions,
  { sender, expiry }: GitHubSides,
  { clock }: World,
): Promise<Annotation[]> {
  const unasked = sender !== null && days > 0 && !expiry.answered();
  const rejected = unasked ? await askExpiry(sender) : [];
  return [...rejected, ...expiryWarning(expiry.expiry(), days, clock.now())];
}
