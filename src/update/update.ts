import type { Report } from '../action/report.ts';
import type { World } from '../action/world.ts';
import { type Client, createClient, waitingBudget } from '../github/client.ts';
import { GitHubError } from '../github/error.ts';
import type { Claim } from '../marketplace/claim.ts';
import { entryName, type Marketplace, readMarketplace, type Subject } from '../marketplace/marketplace.ts';
import { ProblemError } from '../plugin/problem.ts';
import { eventClaims, eventLines } from './event.ts';
import type { UpdateOptions } from './inputs.ts';
import { movedSince } from './observe/event-lag.ts';
import { readHeads } from './observe/heads.ts';
import type { Observation } from './observe/observation.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import { syncPullRequests } from './pull-request/sync-pull-requests.ts';
import type { Written } from './report/findings.ts';
import { logPlan } from './report/log.ts';
import { failedUpdateReport, updateReport } from './report/report.ts';
import { awaitOtherHead, headOf, isElsewhere, makeCommit, type Pushed, pushCommit } from './write/commit.ts';
import { commitMessage, commitTitle, triggerOf } from './write/message.ts';
import { headKeepsMoving, unforeseenAnswer } from './write/write-problems.ts';

/** event → marketplace at one commit → plugin heads → plan (edits as data) → commit → report */
export async function update(options: UpdateOptions, world: World): Promise<Report> {
  try {
    return await run(options, connect(options, world), world);
  } catch (error) {
    if (error instanceof ProblemError) return failedUpdateReport(error.problems);
    if (!(error instanceof GitHubError)) throw error;
    return failedUpdateReport([unforeseenAnswer(error)]);
  }
}

interface Clients {
  /** Reads and writes the marketplace. */
  readonly marketplace: Client;
  /** Reads the plugins' repositories. */
  readonly plugins: Client;
}

function connect({ tokens, addresses }: UpdateOptions, { clock, log }: World): Clients {
  const connection = { ...addresses, clock, log, waiting: waitingBudget() };
  const marketplace = createClient(tokens.own, connection);
  const same = tokens.plugins === tokens.own;
  return { marketplace, plugins: same ? marketplace : createClient(tokens.plugins, connection) };
}

/** One more than this, and something else writes faster than anybody can. */
const MOST_ROUNDS = 6;

async function run(options: UpdateOptions, github: Clients, world: World): Promise<Report> {
  const claims = eventClaims(options.event);
  for (const line of eventLines(options.event, claims)) world.log.info(line);
  for (let round = 1; ; round++) {
    const read = await readAndPlan(options, github);
    const planned = round === 1 ? await caughtUp(read, claims, options, github) : read;
    logPlan(planned.marketplace, planned.plan, world.log);
    const written = await write(options, planned, { client: github.marketplace, ...world });
    if (written.kind !== 'moved') return updateReport({ ...planned, options, claims, written });
    if (round === MOST_ROUNDS) throw new ProblemError(headKeepsMoving(planned.marketplace, round));
    await pauseBeforeReadingAgain(round, world);
    await awaitOtherHead(github.marketplace, planned.marketplace);
  }
}

/** GitHub's answers may lag behind the push that the event is about: of what still does, nothing is taken back. */
async function caughtUp(
  read: Planned,
  claims: readonly Claim[],
  options: UpdateOptions,
  github: Clients,
): Promise<Planned> {
  const lag = await movedSince(github.plugins, claims, read.marketplace, read.seen);
  if (lag.kind === 'moved') return readAndPlan(options, github);
  const { plan } = read;
  return { ...read, plan: { ...plan, unread: [...plan.unread, ...lag.plugins] } };
}

interface Planned {
  readonly marketplace: Marketplace;
  readonly seen: ReadonlyMap<Subject, Observation>;
  readonly plan: Plan;
}

async function readAndPlan(options: UpdateOptions, github: Clients): Promise<Planned> {
  const { repository, branch, file, addresses, plugins, releases } = options;
  const place = { repository, branch, file, server: addresses.serverUrl };
  const marketplace = await readMarketplace(github.marketplace, place);
  const subjects = concerned(marketplace.subjects, plugins);
  const seen = await readHeads(github, marketplace, subjects, releases);
  return { marketplace, seen, plan: makePlan(marketplace, seen, options) };
}

/** The plugins that a run is about, and those that would move along in a submodule that they share. */
function concerned(subjects: readonly Subject[], chosen: (name: string) => boolean): Subject[] {
  const isChosen = ({ entry }: Subject) => chosen(entryName(entry));
  const pathOf = ({ source }: Subject) => (source.kind === 'submodule' ? source.pointer.path : null);
  const shared = new Set(subjects.filter(isChosen).map(pathOf));
  return subjects.filter(
    (subject) => isChosen(subject) || (pathOf(subject) !== null && shared.has(pathOf(subject))),
  );
}

type Writer = World & { readonly client: Client };

async function write(
  options: UpdateOptions,
  { marketplace, plan }: Planned,
  { client, clock, log }: Writer,
): Promise<Written | Extract<Pushed, { kind: 'moved' }>> {
  const isProposed = options.mode === 'pull-request';
  if (options.dryRun !== null && plan.changes.length > 0) return { kind: 'dry-run', why: options.dryRun };
  if (options.dryRun !== null || (plan.changes.length === 0 && !isProposed)) return { kind: 'nothing' };
  if (isProposed) {
    const pullRequests = await syncPullRequests({ client, clock, log, options, marketplace, plan });
    return { kind: 'proposed', pullRequests };
  }
  const { changes, raise } = plan;
  const updates = changes.flatMap((change) => change.updates);
  const title = options.commitTitle ?? commitTitle(updates);
  const message = () => commitMessage(title, updates, triggerOf(options));
  // If the branch was force-pushed back, our commit would restore the removed commits: so it is looked at again.
  const [{ oid }, head] = await Promise.all([
    makeCommit(client, marketplace, { changes, raise, message }),
    headOf(client, marketplace),
  ]);
  return isElsewhere(head, marketplace) ? { kind: 'moved' } : pushCommit(client, marketplace, oid);
}

/** Long enough for the other writer, and not the same for two runs that met. */
async function pauseBeforeReadingAgain(round: number, { clock, log }: World): Promise<void> {
  log.info('The branch moved while the update was made; reading and computing again.');
  await clock.sleep(Math.round(250 * round * (0.5 + clock.random())));
}
