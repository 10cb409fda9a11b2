import type { Sandbox } from '../../sandbox/index.ts';
import type {
  LoggedRequest,
  Permissions,
  RepositoryOptions,
  SandboxRepository,
  StepResult,
} from '../../sandbox/types.ts';
import { type Files, manifest, ROOT_MANIFEST } from '../support/files.ts';

export const CATALOGUE = '.claude-plugin/marketplace.json';

/** A marketplace of a test's own, in a sandbox that the file shares. */
export interface Market {
  readonly sandbox: Sandbox;
  readonly repository: SandboxRepository;
  /** Unique in the sandbox: `acme<number>`, so that plugins may be called alike in every test. */
  readonly owner: string;
}

let markets = 0;

export async function market(sandbox: Sandbox, options: RepositoryOptions = {}): Promise<Market> {
  const owner = `acme${++markets}`;
  return {
    sandbox,
    owner,
    repository: await sandbox.github.createRepository(`${owner}/marketplace`, options),
  };
}

/** The text of a catalogue, as most people write it. */
export function catalogue(plugins: readonly unknown[], more: object = {}): string {
  return `${JSON.stringify({ name: 'acme', owner: { name: 'Acme' }, ...more, plugins }, null, 2)}\n`;
}

/** Commits a catalogue with these entries, and other files; returns the commit. */
export async function list(at: Market, plugins: readonly unknown[], files: Files = {}): Promise<string> {
  return at.repository.commit({ files: { [CATALOGUE]: catalogue(plugins), ...files } });
}

/** A repository with one plugin at its root, at this version (undefined: none declared). */
export interface PluginRepository {
  readonly repository: SandboxRepository;
  /** The first commit. */
  readonly first: string;
  /** Commits another version; returns the commit. */
  bump(version?: string, files?: Files): Promise<string>;
}

export async function plugin(
  at: Market,
  name: string,
  version?: string,
  options: RepositoryOptions = {},
): Promise<PluginRepository> {
  const repository = await at.sandbox.github.createRepository(`${at.owner}/${name}`, options);
  const commit = (to: string | undefined, files: Files = {}) =>
    repository.commit({ files: { [ROOT_MANIFEST]: manifest(name, to), ...files } });
  return { repository, first: await commit(version, { 'README.md': `${name}\n` }), bump: commit };
}

/** A `source` that pins a repository's commit. */
export function pinned({ repository }: PluginRepository, sha: string, more: object = {}) {
  return { source: 'github', repo: repository.fullName, sha, ...more };
}

/** What makes a folder a submodule: its pointer and its section of `.gitmodules`. */
export function submodule(path: string, url: string, oid: string, more = ''): Files {
  return {
    [path]: { gitlink: oid },
    '.gitmodules': `[submodule "${path}"]\n\tpath = ${path}\n\turl = ${url}\n${more}`,
  };
}

/** Several of them: path → url, pointer and another line of the section. */
export function submodules(all: Record<string, [url: string, oid: string, more?: string]>): Files {
  const sections = Object.entries(all).map(([path, [url, oid, more = '']]) =>
    submodule(path, url, oid, more === '' ? '' : `\t${more}\n`),
  );
  const gitmodules = sections.map((section) => section['.gitmodules']).join('');
  return { ...Object.assign({}, ...sections), '.gitmodules': gitmodules };
}

export interface UpdateRun {
  readonly event?: string;
  /** `client_payload` of a `repository_dispatch`. */
  readonly payload?: Record<string, unknown>;
  readonly inputs?: Record<string, string>;
  readonly permissions?: Permissions;
  readonly env?: Record<string, string>;
  readonly node?: string;
  readonly debug?: boolean;
  readonly ref?: string;
}

export type Row = Record<string, unknown>;

/** What a run of the update action left behind. */
export interface Updated {
  readonly result: StepResult;
  readonly outputs: Record<string, string>;
  readonly updates: Row[];
  readonly held: Row[];
  readonly skipped: Row[];
  readonly pullRequests: Row[];
  /** API requests while it ran. */
  readonly requests: LoggedRequest[];
  /** Levels and texts of the annotations. */
  readonly messages: string[];
  /** The branch's head before and after. */
  readonly before: string;
  readonly after: string;
  /** The catalogue as it is now. */
  readonly catalogue: string;
}

/** Runs the committed update action once, as the runner does. */
export async function update(at: Market, options: UpdateRun = {}): Promise<Updated> {
  const { github, actions } = at.sandbox;
  const { repository } = at;
  const { event, payload, inputs = {}, permissions, ref, ...runner } = described(at, options);
  const branch = ref.startsWith('refs/heads/')
    ? ref.slice('refs/heads/'.length)
    : repository.options.defaultBranch;
  const head = () => repository.tip(branch) ?? '';
  const githubToken = github.createToken({
    kind: 'actions',
    repositories: { [repository.fullName]: permissions },
  });
  const tokens = [githubToken, inputs['token'], inputs['plugins-token']];
  const requested = github.requests.length;
  const before = head();
  const result = await actions.runAction({
    ...runner,
    action: 'update',
    repository: repository.fullName,
    event: { name: event, payload, ref },
    inputs,
    githubToken,
  });
  const after = head();
  const rows = (name: string): Row[] => JSON.parse(result.outputs[name] ?? '[]');
  return {
    result,
    outputs: result.outputs,
    updates: rows('updates'),
    held: rows('held'),
    skipped: rows('skipped'),
    pullRequests: rows('pull-requests'),
    requests: github.requests
      .slice(requested)
      .filter(({ token }) => token !== null && tokens.includes(token)),
    messages: result.annotations.map(({ level, message }) => `${level}: ${message}`),
    before,
    after,
    catalogue: (await repository.readFile(after, inputs['marketplace-file'] ?? CATALOGUE)) ?? '',
  };
}

/** The run's options with all that is left out of them. */
function described({ repository }: Market, { payload, ...options }: UpdateRun) {
  const branch = repository.options.defaultBranch;
  const event = options.event ?? (payload === undefined ? 'schedule' : 'repository_dispatch');
  const about = { full_name: repository.fullName, default_branch: branch };
  const dispatch =
    event === 'repository_dispatch' ? { action: 'plugin-updated', client_payload: payload ?? {} } : {};
  return {
    permissions: { contents: 'write', metadata: 'read' } as Permissions,
    ref: `refs/heads/${branch}`,
    ...options,
    event,
    payload: { repository: about, ...dispatch },
  };
}

/** The entries of the catalogue as it is now, by name; of those called alike the last. */
export function entriesOf({ catalogue }: Updated): Record<string, Row> {
  const { plugins } = JSON.parse(catalogue) as { plugins: Row[] };
  return Object.fromEntries(plugins.map((entry) => [String(entry['name']), entry]));
}

/** What became of a plugin, in a line: `pin 1.0.0 → 1.0.1`, `held: …`, `skipped: …`, `as it was`. */
export function fateOf({ updates, held, skipped }: Updated, name: string): string {
  const own = ({ plugin }: Row) => plugin === name;
  const lines = [
    ...updates.filter(own).map((row) => `${row['kind']} ${row['previous_version']} → ${row['version']}`),
    ...held.filter(own).map(({ reason }) => `held: ${reason}`),
    ...skipped.filter(own).map(({ reason }) => `skipped: ${reason}`),
  ];
  return lines.length === 0 ? 'as it was' : lines.join('; ');
}

/** Where a submodule's pointer is, in the marketplace as it is now. */
export async function pointerOf(
  { repository }: Market,
  { after }: Updated,
  path: string,
): Promise<string | undefined> {
  return (await repository.entry(after, path))?.oid;
}

/** Each line that a commit removed and added, in the order of `git diff`. */
export async function diff(repository: SandboxRepository, before: string, after: string): Promise<string[]> {
  const text = await repository.git('diff', '--no-ext-diff', '--unified=0', before, after);
  return text.split('\n').filter((line) => /^[+-](?!\+\+|--)/.test(line));
}
