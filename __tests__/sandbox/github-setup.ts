import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, expect } from '@jest/globals';
import { startGitHub } from '../../sandbox/github/index.ts';
import type { RepositoryOptions, SandboxRepository, TokenOptions } from '../../sandbox/types.ts';

/** The GitHub that one test file shares; its tests use a repository each. */
export const github = await startGitHub();
export const folder = mkdtempSync(join(tmpdir(), 'clones-'));
let count = 0;

afterEach(() => {
  github.clearFaults();
  expect(github.schemaViolations).toEqual([]);
});

afterAll(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

export function emptyRepository(options: RepositoryOptions = {}): Promise<SandboxRepository> {
  return github.createRepository(`acme/r${++count}`, options);
}

/** A repository with one commit. */
export async function newRepository(options: RepositoryOptions = {}): Promise<SandboxRepository> {
  const repository = await emptyRepository(options);
  await repository.commit({ files: { 'README.md': 'hello\n', 'plugins/a/plugin.json': '{"name":"a"}' } });
  return repository;
}

/** A fine-grained token that may write to the repository, but for `options`. */
export function tokenFor(repository: SandboxRepository, options: Partial<TokenOptions> = {}): string {
  const repositories = { [repository.fullName]: { contents: 'write' as const } };
  return github.createToken({ kind: 'fine-grained', repositories, ...options });
}

export interface Answered {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  body: any;
}

export async function rest(method: string, path: string, token?: string, body?: unknown): Promise<Answered> {
  const answer = await fetch(github.apiUrl + path, {
    method,
    redirect: 'manual',
    headers: token === undefined ? {} : { authorization: `token ${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
}

export async function graphql(token: string | undefined, query: string, variables = {}): Promise<Answered> {
  const answer = await fetch(github.graphqlUrl, {
    method: 'POST',
    headers: token === undefined ? {} : { authorization: `bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

const GIT_ENVIRONMENT = {
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  ...{ GIT_AUTHOR_NAME: 'Ann', GIT_AUTHOR_EMAIL: 'ann@example.com' },
  ...{ GIT_COMMITTER_NAME: 'Ann', GIT_COMMITTER_EMAIL: 'ann@example.com' },
};

export async function git(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', args, { cwd, env: GIT_ENVIRONMENT });
  return stdout.trim();
}

export async function clone(repository: SandboxRepository, token?: string): Promise<string> {
  const target = join(folder, `clone${++count}`);
  await git(folder, 'clone', '--quiet', repository.cloneUrl(token), target);
  return target;
}

export const dispatches = (repository: SandboxRepository) => `/repos/${repository.fullName}/dispatches`;
export const eventsOf = (repository: SandboxRepository) =>
  github.events.filter((event) => event.repository === repository.fullName);
/** Opens a query whose variables `variablesOf` gives. */
export const NAME = 'query($owner: String!, $name: String!)';
export const variablesOf = (repository: SandboxRepository) => {
  const [owner, name] = repository.fullName.split('/');
  return { owner, name };
};
