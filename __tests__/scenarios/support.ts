import { join } from 'node:path';
import { afterAll, expect } from '@jest/globals';
import type { Sandbox } from '../../sandbox/index.ts';
import type {
  LoggedRequest,
  Permissions,
  ReceivedDispatch,
  RepositoryOptions,
  SandboxRepository,
  StepResult,
  TokenOptions,
} from '../../sandbox/types.ts';
import { type Files, manifest, ROOT_MANIFEST } from '../support/files.ts';
import { ourSandbox } from '../support/our-sandbox.ts';

export { type Files, manifest, ROOT_MANIFEST };

export const ZEROS = '0'.repeat(40);
/** The Node that runs the tests' own process before npm put Node 24 in front. */
export const MACHINE_NODE = process.env['npm_node_execpath'] ?? process.execPath;

/** The one in `action.yml`. */
export const NODE_24 = join(process.cwd(), 'node_modules/node/bin/node');

/** A sandbox for all tests of a file, which fails the file where it broke GitHub's own schemas. */
export async function sharedSandbox(): Promise<Sandbox> {
  const sandbox = await ourSandbox();
  afterAll(async () => {
    expect(sandbox.github.schemaViolations).toEqual([]);
    await sandbox.close();
  });
  return sandbox;
}

/** A plugin repository and a marketplace of a test's own, in a sandbox that the file shares. */
export interface Setting {
  readonly sandbox: Sandbox;
  readonly plugin: SandboxRepository;
  readonly marketplace: SandboxRepository;
  /** May dispatch to the marketplace. */
  readonly token: string;
  readonly githubToken: string;
}

let settings = 0;

export async function setting(
  sandbox: Sandbox,
  options: {
    plugin?: RepositoryOptions;
    marketplace?: RepositoryOptions;
    token?: Partial<TokenOptions>;
  } = {},
): Promise<Setting> {
  const { github } = sandbox;
  const id = ++settings;
  const plugin = await github.createRepository(`acme/plugin-${id}`, options.plugin);
  const marketplace = await github.createRepository(`acme/market-${id}`, options.marketplace);
  await marketplace.commit({ files: { 'README.md': 'A marketplace\n' } });
  const write: Permissions = { metadata: 'read', contents: 'write' };
  const token = github.createToken({
    kind: 'fine-grained',
    repositories: { [marketplace.fullName]: write },
    ...options.token,
  });
  const read: Permissions = { metadata: 'read', contents: 'read' };
  const githubToken = github.createToken({ kind: 'actions', repositories: { [plugin.fullName]: read } });
  return { sandbox, plugin, marketplace, token, githubToken };
}

/** What a run left behind, of this setting alone. */
export interface Outcome {
  readonly result: StepResult;
  readonly outputs: Record<string, string>;
  readonly changes: Record<string, unknown>[];
  readonly deliveries: Record<string, unknown>[];
  readonly dispatches: ReceivedDispatch[];
  /** API requests of this run. */
  readonly requests: LoggedRequest[];
  /** Levels and texts of the annotations. */
  readonly messages: string[];
}

export interface Run {
  readonly name: string;
  /** Of the repository, in KiB, as the event tells it. */
  readonly size?: number;
  readonly payload?: Record<string, unknown>;
  readonly ref?: string;
  readonly sha?: string;
  readonly actor?: string;
  readonly inputs?: Record<string, string>;
  readonly env?: Record<string, string>;
  readonly node?: string;
  readonly debug?: boolean;
}

/** Runs the committed action once, as the runner does. */
export async function run(at: Setting, options: Run): Promise<Outcome> {
  const { sandbox, plugin, marketplace, token, githubToken } = at;
  const { github, actions } = sandbox;
  const { inputs, payload, name, ref, sha, actor, size = 20, ...rest } = options;
  const dispatched = github.dispatches.length;
  const requested = github.requests.length;
  const result = await actions.runAction({
    ...rest,
    repository: plugin.fullName,
    event: { name, ref, sha, actor, payload: { repository: { ...described(plugin), size }, ...payload } },
    inputs: { marketplace: marketplace.fullName, token, ...inputs },
    githubToken,
  });
  const tokens = [token, githubToken, inputs?.['token']];
  return {
    result,
    outputs: result.outputs,
    changes: JSON.parse(result.outputs['changes'] ?? '[]'),
    deliveries: JSON.parse(result.outputs['deliveries'] ?? '[]'),
    dispatches: github.dispatches.slice(dispatched).filter((d) => tokens.includes(d.token)),
    requests: github.requests.slice(requested).filter((r) => r.token !== null && tokens.includes(r.token)),
    messages: result.annotations.map(({ level, message }) => `${level}: ${message}`),
  };
}

function described(repository: SandboxRepository): Record<string, unknown> {
  const { fullName, options } = repository;
  const [login, name] = fullName.split('/');
  const { defaultBranch, fork } = options;
  return {
    full_name: fullName,
    name,
    owner: { login },
    default_branch: defaultBranch,
    fork,
    private: options.private,
  };
}

export interface Push {
  readonly before: Files;
  readonly after: Files;
  readonly inputs?: Record<string, string>;
  readonly env?: Record<string, string>;
  readonly actor?: string;
  readonly branch?: string;
  readonly size?: number;
  readonly node?: string;
  readonly debug?: boolean;
}

/** Commits both states and runs the action for the push from the first to the second. */
export async function push(
  at: Setting,
  { before, after, branch = 'main', ...options }: Push,
): Promise<Outcome> {
  const from = await at.plugin.commit({ branch, files: { 'README.md': 'A plugin\n', ...before } });
  const to = await at.plugin.commit({ branch, files: { 'CHANGELOG.md': 'Something\n', ...after } });
  return run(at, pushEvent(from, to, { branch, ...options }));
}

export function pushEvent(
  before: string,
  after: string,
  { branch = 'main', ...options }: Partial<Push> = {},
): Run {
  const { before: _, after: __, ...rest } = options;
  const ref = `refs/heads/${branch}`;
  const created = before === ZEROS;
  const deleted = after === ZEROS;
  return { name: 'push', ref, payload: { ref, before, after, created, deleted, forced: false }, ...rest };
}

/** A bump of one root manifest. */
export const BUMP: Push = {
  before: { [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.0') },
  after: { [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.1') },
};
