import type { Report } from '../action/report.ts';
import type { Action, World } from '../action/run.ts';
import { ProblemError } from '../findings/problem.ts';
import { problemsIn } from '../findings/reading.ts';
import { headKeepsMoving, unforeseenAnswer } from '../findings/writing.ts';
import { type Client, createClient, waitingBudget } from '../github/client/client.ts';
import { GitHubError } from '../github/client/error.ts';
import { serverTime } from '../github/client/server-time.ts';
import { entryName, type Marketplace } from '../marketplace/marketplace.ts';
import { onlyOldEnough } from './age/old-enough.ts';
import { eventClaims, eventLines } from './event.ts';
import { readUpdateInputs, type UpdateOptions } from './inputs.ts';
import { reportIssue } from './issue/report-issue.ts';
import type { Readers } from './observe/heads.ts';
import { observe } from './observe/observe.ts';
import { makePlan, type Plan } from './plan/plan.ts';
import { syncPullRequests, type Unconfirmed } from './pull-request/sync-pull-requests.ts';
import { logPlan, logTakeBack } from './report/log.ts';
import type { Written } from './report/outcome.ts';
import { failedUpdateReport, updateReport } from './report/report.ts';
import { awaitOtherHead, type Moved, pushPlan } from './write/push.ts';

/** A step that runs this action: see `runStep`. */
export const UPDATE_ACTION: Action<UpdateOptions> = {
  readInputs: readUpdateInputs,
  act: update,
  failedReport: failedUpdateReport,
};

/** event → marketplace at one commit → plugin heads, where they are old enough → plan (edits as data) → commit → report */
export async function update(options: UpdateOptions, world: World): Promise<Report> {
  try {
    return await run(options, connect(options, world), world);
  } catch (error) {
    const problems = problemsIn(error, 'update');
    if (problems !== null) return failedUpdateReport(problems);
    if (!(error instanceof GitHubError)) throw error;
    return failedUpdateReport([unforeseenAnswer(error)]);
  }
}

/** A token that reads and writes the marketplace, and one that reads the plugins' repositories. */
function connect({ tokens, addresses }: UpdateOptions, { clock, log }: World): Connected {
  const connection = { ...addresses, clock, log, waiting: waitingBudget() };
  const { now, learn } = serverTime(clock);
  const marketplace = createClient(tokens.own, connection, learn);
  const same = tokens.plugins === tokens.own;
  return { now, marketplace, plugins: same ? marketplace : createClient(tokens.plugins, connection, learn) };
}

interface Connected extends Readers {
  /** GitHub's time, in epoch milliseconds. */
  readonly now: () => number;
}

/** One more than this, and something else writes faster than anybody can. */
const MOST_ROUNDS = 6;

async function run(options: UpdateOptions, github: Connected, world: World): Promise<Report> {
  const claims = eventClaims(options.event);
  for (const line of eventLines(options.event, claims, options.scope)) world.log.info(line);
  const about = options.scope === 'event' ? claims : [];
  let isConfirmed = false;
  for (let round = 1; ; round++) {
    const observed = await observe(github, { ...options, about }, round === 1 ? claims : []);
    const { marketplace, chosen, behind } = observed;
    const planned = { ...options, plugins: chosen, behind };
    const aging = { client: github.plugins, marketplace, options: planned, now: github.now };
    const seen = await onlyOldEnough(observed.seen, aging);
    const plan = makePlan(marketplace, seen, planned);
    logPlan(marketplace, plan, world.log);
    const written = await write({
      ...world,
      client: github.marketplace,
      options,
      marketplace,
      plan,
      isConfirmed,
    });
    if (written.kind === 'unconfirmed') {
      isConfirmed = true;
      await pauseBeforeClosing(world);
      continue;
    }
    if (written.kind !== 'moved') {
      logTakeBack(written, options.addresses, world.log);
      const outcome = { options: { ...options, plugins: chosen }, claims, marketplace, seen, plan, written };
      const findings = { ...outcome, isLeft: leftBy(marketplace, options.plugins) };
      const issue = await reportIssue({ ...world, ...findings, client: github.marketplace, options });
      return updateReport({ ...outcome, issue });
    }
    if (round === MOST_ROUNDS) throw new ProblemError(headKeepsMoving(marketplace, round));
    await pauseBeforeReadingAgain(round, world);
    await awaitOtherHead(github.marketplace, marketplace);
  }
}

/** Whether a plugin, or another one of its name, is left to other runs, though not to other workflows. */
function leftBy({ subjects, scope }: Marketplace, plugins: UpdateOptions['plugins']) {
  const left = subjects.filter(({ entry }) => scope?.has(entry) === false);
  const names = new Set(left.map(({ entry }) => entryName(entry)));
  return (name: string) => plugins(name) && names.has(name);
}

interface Writing extends World {
  readonly client: Client;
  readonly options: UpdateOptions;
  readonly marketplace: Marketplace;
  readonly plan: Plan;
  /** Whether what closes pull requests has been read twice. */
  readonly isConfirmed: boolean;
}

/** A commit on the branch, or pull requests: those that are open are looked at although nothing changes. */
async function write(writing: Writing): Promise<Written | Moved | Unconfirmed> {
  const { client, options, marketplace, plan } = writing;
  const isIdle = plan.changes.length === 0;
  // The event's plugin is none of ours.
  if (marketplace.scope?.size === 0) return { kind: 'nothing' };
  if (options.dryRun !== null) return isIdle ? { kind: 'nothing' } : { kind: 'dry-run', why: options.dryRun };
  if (options.mode === 'pull-request') return syncPullRequests(writing, writing);
  return isIdle ? { kind: 'nothing' } : pushPlan(client, marketplace, { plan, options });
}

/** Longer than reads lag behind writes. */
const SETTLING = 15_000;

async function pauseBeforeClosing({ clock, log }: World): Promise<void> {
  log.info(
    `Nothing seems to be left of what an open pull request proposes; reading again in ${SETTLING / 1000} s to be sure before it is closed.`,
  );
  await clock.sleep(SETTLING);
}

/** Long enough for the other writer, and not the same for two runs that met. */
async function pauseBeforeReadingAgain(round: number, { clock, log }: World): Promise<void> {
  log.info('The branch changed while the update was prepared; starting again from the new commit.');
  await clock.sleep(Math.round(250 * round * (0.5 + clock.random())));
}
