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
import { Faults } from './faults.ts';
import { closePullRequest, mergePullRequest, openPullRequest, pullRequests } from './pull-request.ts';
import { RateLimits } from './rate-limit.ts';
import { publishRelease } from './releases.ts';
import { Repositories } from './repositories.ts';
import type { Repository } from './repository.ts';
import { close, listen, portOf } from './server.ts';
import { Tokens } from './tokens.ts';
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
  const log: LoggedRequest[] = [];
  const listeners: ((event: WorkflowEvent) => void)[] = [];
  const events: WorkflowEvent[] = [];
  const faults = new Faults();
  const limits = new RateLimits();
  const server = await listen(() => ({
    parts: { world, faults, limits, latency: () => github.latency },
    log,
    gitLatency: () => github.gitLatency,
  }));
  const emit: World['emit'] = (event) => {
    const stamped = { ...event, at: world.now() };
    events.push(stamped);
    for (const listener of listeners) listener(stamped);
  };
  let shown: { readonly runs: readonly WorkflowRun[] } = { runs: [] };
  const world = newWorld({ root, server, dialect, emit, runs: () => shown.runs });
  const { repositories: _repositories, tokens: _tokens, runs: _runs, ...shared } = world;
  const github: SandboxGitHub = {
    ...shared,
    root,
    events,
    requests: log,
    latency: options.latency ?? 0,
    gitLatency: 0,
    createRepository: async (fullName, settings?: RepositoryOptions) =>
      world.repositories.create(fullName, settings ?? {}),
    repository: (fullName) => known(world, fullName),
    createToken: (settings) => world.tokens.create(settings),
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    onEvent: (listener) => void listeners.push(listener),
    showRunsOf: (actions) => {
      shown = actions;
    },
    ...triggers(world),
    close: async () => {
      await close(server);
      world.repositories.close({ keep });
      if (!keep) rmSync(root, { recursive: true, force: true });
    },
  };
  return github;
}

type WorldParts = Pick<World, 'emit' | 'runs'> & { root: string; server: Server; dialect: DialectName };

function newWorld({ root, server, dialect, emit, runs }: WorldParts): World {
  const url = `http://127.0.0.1:${portOf(server)}`;
  const started = performance.now();
  return {
    url,
    apiUrl: `${url}/api/v3`,
    graphqlUrl: `${url}/api/graphql`,
    repositories: new Repositories(root, url),
    tokens: new Tokens(),
    dispatches: [] as ReceivedDispatch[],
    schemaViolations: [],
    switches: { ...DIALECTS[dialect], mergeableUnknown: 0 },
    emit,
    runs,
    now: () => performance.now() - started,
  };
}

type Triggers = Pick<
  SandboxGitHub,
  | 'openPullRequest'
  | 'pullRequests'
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
    mergePullRequest: (repository, number, method) =>
      mergePullRequest(world, own(repository), number, method),
    closePullRequest: (repository, number) => closePullRequest(world, own(repository), number),
    publishRelease: (repository, options) => publishRelease(world, own(repository), options),
    runWorkflow: (repository, options) => runWorkflow(world, own(repository), options),
    runSchedule: async (repository, cron) => runSchedule(world, own(repository), cron),
  };
}

function known(world: World, fullName: string): Repository {
  const repository = world.repositories.find(fullName);
  if (repository === undefined) throw new Error(`The sandbox has no repository ${fullName}`);
  return repository;
}
