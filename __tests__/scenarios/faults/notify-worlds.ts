import type { SandboxRepository } from '../../../sandbox/types.ts';
import { patternList } from '../../../src/action/patterns.ts';
import { DEFAULT_MANIFESTS } from '../../../src/notify/input-values.ts';
import type { NotifyOptions } from '../../../src/notify/inputs.ts';
import { notify } from '../../../src/notify/notify.ts';
import type { Range } from '../../../src/notify/range.ts';
import { type Files, manifest, ROOT_MANIFEST } from '../../support/files.ts';
import { CATALOGUE, catalogue } from '../update-support.ts';
import { addressesOf, type Ground, type Place, type World } from './place.ts';

const at = (oid: string) => ({ at: 'commit', oid }) as const;
const inFolder = (name: string) => `plugins/${name}/${ROOT_MANIFEST}`;

/** Two plugins that are raised, one that is not, and one that only moves house. */
const BEFORE: Files = {
  [ROOT_MANIFEST]: manifest('root', '1.0.0'),
  [inFolder('raised')]: manifest('raised', '1.0.0'),
  [inFolder('same')]: manifest('same', '3.0.0'),
  'old-house/.claude-plugin/plugin.json': manifest('moved', '4.0.0'),
  'README.md': 'Plugins\n',
};
const AFTER: Files = {
  [ROOT_MANIFEST]: manifest('root', '1.1.0'),
  [inFolder('raised')]: manifest('raised', '2.0.0'),
  [inFolder('same')]: manifest('same', '3.0.0', { description: 'More' }),
  'old-house/.claude-plugin/plugin.json': null,
  [inFolder('moved')]: manifest('moved', '4.0.0'),
};

/** Two plugins that change without a bump, one that needs none, and one that is raised. */
const UNBUMPED: Files = {
  'skills/a/SKILL.md': 'Changed\n',
  'README.md': 'Changed\n',
  'plugins/same/commands/b.md': 'Changed\n',
  [inFolder('raised')]: manifest('raised', '2.0.0'),
};

interface Shape {
  readonly before?: Files;
  readonly after?: Files;
  readonly marketplaces?: number;
  readonly range?: (before: string, after: string, plugin: SandboxRepository) => Promise<Range> | Range;
  readonly options?: Partial<NotifyOptions>;
  /** What the marketplace has, once the commit after is known. */
  readonly listed?: (ground: Ground, market: SandboxRepository, after: string) => Promise<void>;
}

const compared = (before: string, after: string): Range => ({
  kind: 'compare',
  before: at(before),
  after: at(after),
  ifGone: 'announce',
});

export function notifyWorld(name: string, shape: Shape = {}, more: Partial<World> = {}): World {
  return { name, kind: 'notify', make: (ground) => make(ground, shape), ...more };
}

async function make(ground: Ground, shape: Shape): Promise<Place> {
  const { sandbox, owner } = ground;
  const { github } = sandbox;
  const plugin = await github.createRepository(`${owner}/plugin`);
  const before = await plugin.commit({ files: shape.before ?? BEFORE });
  const after = await plugin.commit({ files: shape.after ?? AFTER });
  const names = Array.from({ length: shape.marketplaces ?? 1 }, (_, n) => `${owner}/market-${n}`);
  const markets = await Promise.all(names.map((name) => github.createRepository(name)));
  for (const market of markets) await market.commit({ files: { 'README.md': 'A marketplace\n' } });
  await Promise.all(markets.map((market) => shape.listed?.(ground, market, after)));
  const write = { metadata: 'read', contents: 'write', pull_requests: 'read' } as const;
  const send = github.createToken({
    kind: 'fine-grained',
    repositories: Object.fromEntries(names.map((market) => [market, write])),
  });
  const read = github.createToken({
    kind: 'actions',
    repositories: { [plugin.fullName]: { metadata: 'read', contents: 'read' } },
  });
  const options: NotifyOptions = {
    repository: { owner, name: 'plugin' },
    range: await (shape.range ?? compared)(before, after, plugin),
    isSmall: true,
    dryRun: null,
    marketplaces: names,
    tokens: { read, send },
    manifests: patternList([], DEFAULT_MANIFESTS),
    plugins: () => true,
    eventType: 'plugin-updated',
    payload: {},
    downgrades: 'notify',
    prereleases: 'notify',
    batch: false,
    wait: 0,
    expiryWarning: 14,
    unbumped: { kind: 'ignore' },
    addresses: addressesOf(sandbox, plugin.fullName),
    ...shape.options,
  };
  return {
    tokens: [read, send],
    act: (outside) => notify(options, outside),
    state: async () => sentTo(ground, names),
    remove: async () => {
      await Promise.all([plugin, ...markets].map((one) => one.delete()));
    },
  };
}

/** What arrived, each once: sending twice is harmless. */
function sentTo({ sandbox, owner }: Ground, names: readonly string[]): string[] {
  const arrived = sandbox.github.dispatches.filter(({ repository }) => names.includes(repository));
  const lines = arrived.map(({ repository, client_payload: { plugin, version, previous_version } }) =>
    `${repository} ${plugin} ${previous_version} → ${version}`.replaceAll(owner, 'owner'),
  );
  return [...new Set(lines)].sort();
}

/** A catalogue that already points to what was announced: the wait ends at its first look. */
async function listedAtOnce({ owner }: Ground, market: SandboxRepository, after: string): Promise<void> {
  await market.commit({ files: { [CATALOGUE]: catalogued(owner, after) } });
}

async function listedInPullRequest(ground: Ground, market: SandboxRepository, after: string): Promise<void> {
  const { owner, sandbox } = ground;
  await market.commit({ files: { [CATALOGUE]: catalogued(owner, '0'.repeat(39).concat('1'), '1.0.0') } });
  await market.commit({ branch: 'update', files: { [CATALOGUE]: catalogued(owner, after) } });
  await sandbox.github.openPullRequest(market, { head: 'update', base: 'main' });
}

function catalogued(owner: string, sha: string, version = '1.1.0'): string {
  const source = { source: 'github', repo: `${owner}/plugin`, sha };
  return catalogue([
    { name: 'root', source, version },
    {
      name: 'raised',
      source: { ...source, path: 'plugins/raised' },
      version: version === '1.1.0' ? '2.0.0' : version,
    },
  ]);
}

const FOLDERS: Files = Object.fromEntries(
  Array.from({ length: 130 }, (_, n) => [
    inFolder(`p${n}`),
    manifest(`p${n}`, n < 3 ? '1.0.1' : '1.0.0', { n }),
  ]),
);

/** The files of the first 130 folders, before anything was raised. */
const OLD_FOLDERS: Files = Object.fromEntries(
  Array.from({ length: 130 }, (_, n) => [inFolder(`p${n}`), manifest(`p${n}`, '1.0.0')]),
);

export const NOTIFY_WORLDS: readonly World[] = [
  notifyWorld('notify'),
  notifyWorld('notify: two marketplaces', { marketplaces: 2 }),
  notifyWorld('notify: batch', { options: { batch: true } }),
  notifyWorld('notify: wait', { listed: listedAtOnce, options: { wait: 120 } }, { waits: 120_000 }),
  notifyWorld(
    'notify: wait for a pull request',
    { listed: listedInPullRequest, options: { wait: 120 } },
    { waits: 120_000 },
  ),
  notifyWorld('notify: nothing to send', { after: { 'README.md': 'Other\n' } }),
  notifyWorld('notify: a bump that no pattern sees', {
    before: { 'a/b/.claude-plugin/plugin.json': manifest('deep', '1.0.0') },
    after: { 'a/b/.claude-plugin/plugin.json': manifest('deep', '1.0.1') },
  }),
  notifyWorld('notify: 130 plugins', { before: OLD_FOLDERS, after: FOLDERS }),
  notifyWorld('notify: a linked manifest', {
    before: {
      ...BEFORE,
      'linked/.claude-plugin/plugin.json': { symlink: '../../plugin.json' },
      'plugin.json': manifest('linked', '1.0.0'),
    },
    after: { ...AFTER, 'plugin.json': manifest('linked', '1.0.1') },
  }),
  notifyWorld('notify: a manifest too long for GraphQL', {
    before: BEFORE,
    after: { [ROOT_MANIFEST]: manifest('root', '1.1.0', { padding: 'x'.repeat(520_000) }) },
  }),
  notifyWorld('notify: by hand', {
    range: () => ({ kind: 'announce', after: { at: 'default-branch' }, why: 'nobody compares' }),
  }),
  notifyWorld('notify: two revisions by name', {
    range: async (before, after, plugin) => {
      await plugin.tag('v1', after, { annotated: true });
      return {
        kind: 'compare',
        before: { at: 'revision', name: before.slice(0, 12), input: 'base' },
        after: { at: 'revision', name: 'v1', input: 'head' },
        ifGone: 'fail',
      };
    },
  }),
  notifyWorld('notify: what was before is gone', {
    range: (_, after) => compared('1'.repeat(40), after),
  }),
  notifyWorld('notify: a new branch', {
    range: (_, after) => ({ kind: 'everything-added', after: at(after) }),
  }),
  notifyWorld('notify: pull request', {
    range: async (before, after, plugin) => {
      const merge = await plugin.commit({ branch: 'merge', parents: [before, after], files: AFTER });
      return { kind: 'pull-request', merge, base: before, head: after };
    },
    options: { dryRun: 'a pull request' },
  }),
  notifyWorld('notify: pull request without a merge commit', {
    range: (before, after) => ({ kind: 'pull-request', merge: '2'.repeat(40), base: before, head: after }),
    options: { dryRun: 'a pull request' },
  }),
  notifyWorld('notify: pull request without a bump', {
    range: async (before, _, plugin) => {
      const message = 'More\n\nSkip-Version-Bump: only words';
      const head = await plugin.commit({ branch: 'topic', parents: [before], files: AFTER, message });
      const merge = await plugin.commit({ branch: 'merge', parents: [before, head], files: AFTER });
      return { kind: 'pull-request', merge, base: before, head };
    },
    options: {
      dryRun: 'a pull request',
      unbumped: { kind: 'fail', ignored: patternList(['README*'], []) },
    },
  }),
  notifyWorld('notify: pull request with plugins that were not bumped', {
    after: UNBUMPED,
    range: async (before, head, plugin) => {
      const merge = await plugin.commit({ branch: 'merge', parents: [before, head], files: UNBUMPED });
      return { kind: 'pull-request', merge, base: before, head };
    },
    options: { dryRun: 'a pull request', unbumped: { kind: 'fail', ignored: patternList(['README*'], []) } },
  }),
  notifyWorld('notify: merge group with plugins that were not bumped', {
    after: UNBUMPED,
    options: { dryRun: 'a merge group', unbumped: { kind: 'warn', ignored: patternList(['README*'], []) } },
  }),
];
