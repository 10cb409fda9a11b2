import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SandboxGitHub, WorkflowEvent } from '../types.ts';

/** What a job knows of its run. */
export interface RunIdentity {
  id: number;
  number: number;
  /** Name of the workflow. */
  workflow: string;
  /** Its file, e.g. `.github/workflows/notify.yml`. */
  path: string;
}

/** Folders of a job, as on a runner. */
export interface JobFolders {
  root: string;
  workspace: string;
  temp: string;
  toolCache: string;
  home: string;
}

/** Makes a job's folders; the workspace is empty, because nothing is checked out. */
export async function makeJobFolders(root: string, repository: string): Promise<JobFolders> {
  const name = repository.split('/')[1] ?? repository;
  const folders: JobFolders = {
    root,
    workspace: join(root, 'work', name, name),
    temp: join(root, 'temp'),
    toolCache: join(root, 'tools'),
    home: join(root, 'home'),
  };
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })));
  return folders;
}

async function writeEvent(folders: JobFolders, payload: Record<string, unknown>): Promise<string> {
  const folder = join(folders.temp, '_github_workflow');
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'event.json');
  await writeFile(path, JSON.stringify(payload));
  return path;
}

/** Those members of the `github` context that are text. */
export type GitHubContext = Record<string, string>;

/**
 * The `github` context of a run, without `event` and `token` and what only a job knows.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/contexts#github-context
 */
export function githubContext(github: SandboxGitHub, event: WorkflowEvent, run: RunIdentity): GitHubContext {
  const repository = github.repository(event.repository);
  const owner = repository.fullName.split('/')[0] ?? '';
  return {
    ...refContext(event),
    actor: event.actor,
    triggering_actor: event.actor,
    api_url: github.apiUrl,
    graphql_url: github.graphqlUrl,
    server_url: github.url,
    event_name: event.name,
    repository: repository.fullName,
    repository_id: String(repository.id),
    repository_owner: owner,
    retention_days: '90',
    run_id: String(run.id),
    run_number: String(run.number),
    run_attempt: '1',
    workflow: run.workflow,
    workflow_ref: `${repository.fullName}/${run.path}@${event.ref}`,
    workflow_sha: event.workflowSha,
  };
}

/** What a job adds to its run's context: its name, its folders and the file with the event. */
export async function jobContext(
  folders: JobFolders,
  job: string,
  payload: Record<string, unknown>,
): Promise<GitHubContext> {
  return { job, workspace: folders.workspace, event_path: await writeEvent(folders, payload) };
}

function refContext(event: WorkflowEvent): GitHubContext {
  const pull = event.name.startsWith('pull_request') ? event.payload['pull_request'] : undefined;
  return {
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'false',
    sha: event.sha,
    head_ref: textAt(pull, 'head', 'ref'),
    base_ref: textAt(pull, 'base', 'ref'),
  };
}

/** Text at a path in JSON; empty where there is none. */
export function textAt(value: unknown, ...path: string[]): string {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** What stands at a path in JSON. */
export function valueAt(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    value,
  );
}

/** The `runner` context, in the names of its variables without `RUNNER_`. */
export function runnerContext(folders: JobFolders, debug: boolean): Record<string, string> {
  return {
    os: 'Linux',
    arch: process.arch === 'arm64' ? 'ARM64' : 'X64',
    name: 'GitHub Actions 1',
    environment: 'github-hosted',
    temp: folders.temp,
    tool_cache: folders.toolCache,
    workspace: join(folders.workspace, '..'),
    ...(debug ? { debug: '1' } : {}),
  };
}

/**
 * The variables that every step gets. Of the host's environment only PATH goes through, and where Node may keep what
 * it compiled, which spares the tests a fifth of each run.
 *
 * https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables
 */
export function stepEnvironment(
  context: GitHubContext,
  runner: Record<string, string>,
  folders: JobFolders,
): Record<string, string> {
  const cache = process.env['NODE_COMPILE_CACHE'];
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    ...(cache === undefined ? {} : { NODE_COMPILE_CACHE: cache }),
    HOME: folders.home,
    GITHUB_ACTIONS: 'true',
    ...prefixed('GITHUB_', context),
    ...prefixed('RUNNER_', runner),
  };
}

function prefixed(prefix: string, context: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(context).map(([key, value]) => [prefix + key.toUpperCase(), value]),
  );
}
