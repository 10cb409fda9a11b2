import type { Problem } from '../../src/findings/problem.ts';
import type { ManifestState } from '../../src/github/plugins/manifest-state.ts';
import type { PluginPlace, ReadPlugin } from '../../src/github/plugins/plugin-place.ts';
import type { Marketplace, Subject } from '../../src/marketplace/marketplace.ts';
import { sourceOf } from '../../src/marketplace/sources.ts';
import type { Pointer } from '../../src/marketplace/submodules.ts';
import { type CatalogueEntry, parseCatalogue } from '../../src/plugin/catalogue.ts';
import type { Head, Observation, ReadHead } from '../../src/update/observe/observation.ts';
import type { Update } from '../../src/update/plan/decision.ts';
import type { Held, Plan, PlannedChange, PlanOptions } from '../../src/update/plan/plan.ts';
import type { PullRequestResult } from '../../src/update/pull-request/pull-request-result.ts';
import type { UpdateOutcome } from '../../src/update/report/outcome.ts';

export const SERVER = 'https://github.com';
export const FILE = '.claude-plugin/marketplace.json';
export const RUN = `${SERVER}/acme/marketplace/actions/runs/42`;
export const MARKETPLACE = { owner: 'acme', name: 'marketplace' };
export const REPOSITORY = { owner: 'acme', name: 'sdk-bridge' };

/** A commit's id of which all digits are one. */
export const oid = (digit: string): string => digit.repeat(40);
export const OLD = oid('1');
export const NEW = oid('2');

export function problem(fields: Partial<Problem> = {}): Problem {
  return { code: 'write-refused', what: 'Something happened', remedy: 'Do this.', ...fields };
}

export function manifest(version: string | null, name = 'sdk-bridge'): ManifestState {
  const at = { file: '.claude-plugin/plugin.json', line: 3, column: 14 };
  return { kind: 'manifest', manifest: { name, version, at } };
}

export const ABSENT: ManifestState = { kind: 'absent' };
export const ELSEWHERE: ManifestState = { kind: 'elsewhere' };
export const UNREADABLE: ManifestState = {
  kind: 'unreadable',
  fault: { kind: 'not-json', slip: { kind: 'other', parserSays: '' }, at: { file: 'plugin.json' } },
};

/** A plugin that was read; its directory differs from every other commit's. */
export function read(commit: string, version: string | null, fields: Partial<ReadPlugin> = {}): ReadPlugin {
  return {
    kind: 'plugin',
    commit,
    directory: `tree-${commit}`,
    manifest: manifest(version),
    release: null,
    ...fields,
  };
}

export function place(fields: Partial<PluginPlace> = {}): PluginPlace {
  return { repository: REPOSITORY, revision: { defaultBranch: true }, directory: '', ...fields };
}

/** A pin that may move forward by three commits, from 1.0.0 to 1.1.0. */
export function head(fields: Partial<Head> = {}): Head {
  return {
    kind: 'head',
    how: 'pin',
    place: place(),
    present: read(OLD, '1.0.0'),
    target: read(NEW, '1.1.0'),
    tag: null,
    ancestry: { kind: 'forward', commits: 3 },
    newPlace: null,
    ...fields,
  };
}

export function readHead(fields: Partial<ReadHead> = {}): ReadHead {
  return {
    ...head(fields),
    present: fields.present ?? read(OLD, '1.0.0'),
    target: fields.target ?? read(NEW, '1.1.0'),
  };
}

/** A source that pins a commit. */
export function pin(more: object = {}): Record<string, unknown> {
  return { source: 'github', repo: 'acme/sdk-bridge', sha: OLD, ...more };
}

export function pointer(fields: Partial<Pointer> = {}): Pointer {
  return {
    path: 'plugins/sdk-bridge',
    oid: OLD,
    repository: REPOSITORY,
    url: `${SERVER}/acme/sdk-bridge`,
    branch: null,
    declared: null,
    ...fields,
  };
}

/** The text of a catalogue, as most people write it. */
export function catalogueText(plugins: readonly unknown[], more: object = {}): string {
  return `${JSON.stringify({ name: 'acme', owner: { name: 'Acme' }, ...more, plugins }, null, 2)}\n`;
}

/** The marketplace of a catalogue's text; relative entries in one of the submodules point into it. */
export function marketplaceFrom(text: string, pointers: readonly Pointer[] = []): Marketplace {
  const parsed = parseCatalogue(text, FILE);
  if (parsed.kind === 'problem') throw new Error(parsed.fault.kind);
  const { catalogue } = parsed;
  return {
    repository: MARKETPLACE,
    branch: 'main',
    commit: oid('c'),
    tree: oid('d'),
    file: { path: FILE, executable: false },
    catalogue,
    subjects: catalogue.entries.map((entry) => subjectFrom(entry, catalogue.pluginRoot, pointers)),
    submodules: [],
    brokenAt: null,
    folders: { kind: 'commit', oid: oid('c'), parents: [], paths: new Map(), release: null },
  };
}

function subjectFrom(
  entry: CatalogueEntry,
  pluginRoot: string | null,
  pointers: readonly Pointer[],
): Subject {
  const source = sourceOf(entry, { server: SERVER, pluginRoot });
  if (source.kind !== 'relative') return { entry, source };
  const { directory } = source;
  const holding = pointers.find(({ path }) => directory === path || directory.startsWith(`${path}/`));
  if (holding === undefined) return { entry, source };
  const inside = directory.slice(holding.path.length + 1);
  return { entry, source: { kind: 'submodule', pointer: holding, directory: inside } };
}

export function marketplace(plugins: readonly unknown[], pointers: readonly Pointer[] = []): Marketplace {
  return marketplaceFrom(catalogueText(plugins), pointers);
}

/** The only entry of a marketplace. */
export function subject(entry: object, pointers: readonly Pointer[] = []): Subject {
  const [only] = marketplace([{ name: 'sdk-bridge', ...entry }], pointers).subjects;
  if (only === undefined) throw new Error('no entry');
  return only;
}

/** What was seen, by the entries' order; entries without an observation were not looked at. */
export function seenOf(
  { subjects }: Marketplace,
  observations: readonly (Observation | null)[],
): Map<Subject, Observation> {
  const pairs = subjects.map((one, index) => [one, observations[index] ?? null] as const);
  return new Map(pairs.flatMap(([one, seen]) => (seen === null ? [] : [[one, seen]])));
}

export function planOptions(fields: Partial<PlanOptions> = {}): PlanOptions {
  return {
    advance: 'version',
    downgrades: 'follow',
    versionField: 'existing',
    marketplaceVersion: 'keep',
    plugins: () => true,
    ...fields,
  };
}

export function updated(fields: Partial<Update> = {}): Update {
  return {
    plugin: 'sdk-bridge',
    kind: 'pin',
    previousVersion: '2.0.0',
    version: '2.0.1',
    previousCommit: OLD,
    commit: NEW,
    repository: REPOSITORY,
    downgrade: false,
    ...fields,
  };
}

export function changeOf(...updates: readonly Update[]): PlannedChange {
  return { updates, edits: [], gitlinks: [] };
}

export function heldOne(fields: Partial<Held> = {}): Held {
  return {
    plugin: 'sdk-bridge',
    reason: 'its history was rewritten',
    cause: 'decision',
    at: { file: FILE },
    ...fields,
  };
}

export function plan(fields: Partial<Plan> = {}): Plan {
  return { changes: [], raise: [], held: [], skipped: [], waiting: [], unread: [], warnings: [], ...fields };
}

export function proposed(fields: Partial<PullRequestResult> = {}): PullRequestResult {
  return {
    branch: 'notify-marketplace/update',
    plugins: ['sdk-bridge'],
    updates: [],
    outcome: 'opened',
    pullRequest: { number: 7, url: `${SERVER}/acme/marketplace/pull/7` },
    commit: NEW,
    ...fields,
  };
}

export function findings(fields: Partial<UpdateOutcome> = {}): UpdateOutcome {
  return {
    options: {
      addresses: {
        serverUrl: SERVER,
        apiUrl: 'https://api.github.com',
        graphqlUrl: 'https://api.github.com/graphql',
        runUrl: RUN,
      },
      repository: MARKETPLACE,
      plugins: () => true,
      patterns: [],
      mode: 'push',
      fields: { labels: [], assignees: [], reviewers: [], 'team-reviewers': [] },
      checks: [],
    },
    marketplace: marketplace([{ name: 'sdk-bridge', source: pin() }]),
    seen: new Map(),
    plan: plan(),
    claims: [],
    written: { kind: 'nothing' },
    issue: { kind: 'none' },
    ...fields,
  };
}
