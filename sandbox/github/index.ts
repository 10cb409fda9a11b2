import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIALECTS, type DialectName } from '../dialects.ts';
import type {
  LoggedRequest,
  ReceivedDispatch,
  RepositoryOptions,
  SandboxGitHub,
  SandboxRepository,
  WorkflowEvent,
  WorkflowRun,
} from '../types.ts';
import { Clock } from './clock.ts';
import { Faults } from './faults.ts';
import { addIssue } from './issues.ts';
import { newLimits } from './limits.ts';
import type { Meters } from './metering.ts';
import { closePullRequest, mergePullRequest, openPullRequest, pullRequests } from './pull-request.ts';
import { RateLimits } from './rate-limit.ts';
import { publishRelease } from './releases.ts';
import { Replication } from './replication.ts';
import { Repositories } from './repositories.ts';
import type { Repository } from './repository.ts';
import { SecondaryCounts } from './secondary-limits.ts';
import { close, listen, portOf } from './server.ts';
import { type Token, Tokens } from './tokens.ts';
import { runSchedule, runWorkflow } from './triggers.ts';
import type { World } from './world.ts';

export interface GitHubOptions {
  /** Folder for everything on disk. Default: a new temporary one. */
  root?: string;
  /** Milliseconds added to every API answer. Default 0. */
  latency?: number;
  /** Leave the folder behind on `close()`. Default false. */
  keep?: boolean;
  /** Which server it is: `DIALECTS`. Default `strict`. */
  dialect?: DialectName;
}

/** Starts a GitHub on loopback: git over HTTP, REST and GraphQL over real bare repositories. */
export async function startGitHub(options: GitHubOptions = {}): Promise<SandboxGitHub> {
  const { root = mkdtempSync(join(tmpdir(), 'sandbox-')), keep = false, dialect = 'strict' } = options;
  const [requests, faults, clock]: [LoggedRequest[], Faults, Clock] = [[], new Faults(), new Clock()];
  const meters = newMeters(clock);
  const latencies = { latency: options.latency ?? 0, gitLatency: 0 };
  const { emit, ...announced } = newEvents(clock);
  const server = await listen(() => ({
    parts: { world, faults, meters, latency: () => github.latency },
    log: requests,
    gitLatency: () => github.gitLatency,
  }));
  let shown: { readonly runs: readonly WorkflowRun[] } = { runs: [] };
  const world = newWorld({ root, server, dialect, clock, emit, runs: () => shown.runs });
  const { repositories: _repositories, tokens: _tokens, runs: _runs, date: _date, ...shared } = world;
  const github: SandboxGitHub = {
    ...shared,
    ...announced,
    ...latencies,
    ...limiting(world, meters, clock),
    root,
    requests,
    createRepository: async (fullName, settings?: RepositoryOptions) =>
      world.repositories.create(fullName, settings ?? {}),
    repository: (fullName) => known(world, fullName),
    createToken: (settings) => world.tokens.create(settings),
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    showRunsOf: (actions) => {
      shown = actions;
    },
    ...triggers(world),
    close: () => stop(world, server, { root, keep }),
  };
  return github;
}

function newMeters(clock: Clock): Meters {
  return { limits: newLimits(), primary: new RateLimits(clock), secondary: new SecondaryCounts(clock) };
}

/** The emitted events, and their listeners. */
function newEvents(clock: Clock): Pick<SandboxGitHub, 'events' | 'onEvent' | 'emit'> {
  const [events, listeners]: [WorkflowEvent[], ((event: WorkflowEvent) => void)[]] = [[], []];
  return {
    events,
    onEvent: (listener) => void listeners.push(listener),
    emit: (event) => {
      const stamped = { ...event, at: clock.now() };
      events.push(stamped);
      for (const listener of listeners) listener(stamped);
    },
  };
}

type Limiting = Pick<SandboxGitHub, 'limits' | 'replication' | 'useUp' | 'advance'>;

function limiting(world: World, { limits, primary }: Meters, clock: Clock): Limiting {
  return {
    limits,
    replication: world.replication.settings,
    useUp: (token, resource, settings = {}) => primary.useUp(validToken(world, token), resource, settings),
    advance: (milliseconds) => clock.advance(milliseconds),
  };
}

async function stop(
  { repositories }: World,
  server: Server,
  { root, keep }: { root: string; keep: boolean },
): Promise<void> {
  await close(server);
  repositories.close({ keep });
  if (!keep) rmSync(root, { recursive: true, force: true });
}

type WorldParts = Pick<World, 'emit' | 'runs'> & {
  root: string;
  server: Server;
  dialect: DialectName;
  clock: Clock;
};

function newWorld({ root, server, dialect, clock, emit, runs }: WorldParts): World {
  const url = `http://127.0.0.1:${portOf(server)}`;
  const replication = new Replication(clock);
  return {
    url,
    apiUrl: `${url}/api/v3`,
    graphqlUrl: `${url}/api/graphql`,
    repositories: new Repositories(root, url, replication),
    tokens: new Tokens(clock),
    dispatches: [] as ReceivedDispatch[],
    schemaViolations: [],
    switches: { ...DIALECTS[dialect], mergeableUnknown: 0 },
    emit,
    runs,
    now: () => clock.now(),
    date: () => clock.date(),
    replication,
  };
}

type Triggers = Pick<
  SandboxGitHub,
  | 'openPullRequest'
  | 'pullRequests'
  | 'issues'
  | 'openIssue'
  | 'mergePullRequest'
  | 'closePullRequest'
  | 'publishRelease'
  | 'runWorkflow'
  | 'runSchedule'
>;

function triggers(world: World): Triggers {
  const own = (repository: SandboxRepository) => known(world, repository.fullName);
  return {
    openPullRequest: (repository, options) => openPullRequest(world, own(repository), options),
    pullRequests: (repository) => pullRequests(own(repository)),
    issues: (repository) => own(repository).issues,
    openIssue: (repository, issue) => addIssue(own(repository), issue),
    mergePullRequest: (repository, number, method) =>
      mergePullRequest(world, own(repository), number, method),
    closePullRequest: (repository, number) => closePullRequest(world, own(repository), number),
    publishRelease: (repository, options) => publishRelease(world, own(repository), options),
    runWorkflow: (repository, options) => runWorkflow(world, own(repository), options),
    runSchedule: async (repository, cron) => runSchedule(world, own(repository), cron),
  };
}

function validToken({ tokens }: World, text: string): Token {
  const token = tokens.valid(text);
  if (token === null) throw new Error('The sandbox has no such token');
  return token;
}

function known(world: World, fullName: string): Repository {
  const repository = world.repositories.find(fullName);
  if (repository === undefined) throw new Error(`The sandbox has no repository ${fullName}`);
  return repository;
}
