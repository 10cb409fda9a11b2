import type { Sandbox } from '../../sandbox/index.ts';
import type { SandboxRepository } from '../../sandbox/types.ts';
import { type Files, manifest } from '../support/files.ts';
import { ourSandbox } from '../support/our-sandbox.ts';
import {
  type Entry,
  type Home,
  homeOf,
  type RealCatalogue,
  submodulesOf,
} from './update-catalogues-corpus.ts';
import {
  ELSEWHERE,
  FIRST,
  firstFiles,
  HERE,
  manifestIn,
  REWRITTEN,
  type Story,
  type Unit,
} from './update-catalogues-stories.ts';
import { CATALOGUE, type Market } from './update-support.ts';

/** A repository that stands in for a real one, with the folders of all entries that name it. */
export interface StandIn {
  readonly repository: SandboxRepository;
  readonly units: readonly Unit[];
  /** The one that the entries follow. */
  readonly branch: string;
  /** Before the first one that anybody points to. */
  readonly root: string;
  readonly first: string;
  readonly tag: string | null;
  /** How its branch stands to `first` now. */
  history: 'forward' | 'behind' | 'diverged';
}

/** A real marketplace in a sandbox of its own, where nothing is due. */
export interface World {
  readonly catalogue: RealCatalogue;
  readonly sandbox: Sandbox;
  readonly market: Market;
  readonly homes: ReadonlyMap<Entry, Home>;
  /** By `owner/name`, in lower case; the marketplace itself is none. */
  readonly plugins: ReadonlyMap<string, StandIn>;
  readonly local: readonly Unit[];
  /** Repositories that the token does not see any more. */
  readonly hidden: Set<string>;
  readonly turns: Turns;
}

/** Counts what is made and done, each kind for itself. */
type Turns = (
  of: 'first version' | 'stand-in' | 'fate' | 'story' | 'story here' | 'tag' | 'release',
) => number;

function takeTurns(seed: number): Turns {
  const taken: Record<string, number> = {};
  return (of) => {
    const turn = taken[of] ?? seed;
    taken[of] = turn + 1;
    return turn;
  };
}

/** @param seed Another for each catalogue, so that small ones together meet as much as a large one. */
export async function buildWorld(catalogue: RealCatalogue, seed: number): Promise<World> {
  const turns = takeTurns(seed);
  const sandbox = await ourSandbox();
  const homes = new Map(catalogue.entries.map((entry) => [entry, homeOf(entry, catalogue)]));
  const own = catalogue.repository.toLowerCase();
  const listed = submodulesOf(catalogue);
  const names = [...homes.values()].flatMap((home) => ('repository' in home ? [home.repository] : []));
  const plugins = new Map<string, StandIn>();
  for (const name of new Set([...names, ...listed.values()])) {
    if (name !== own) plugins.set(name, await standIn({ sandbox, homes, turns }, name));
  }
  const repository = await sandbox.github.createRepository(catalogue.repository);
  const isHere = (home: Home) => home.kind === 'local' || ('repository' in home && home.repository === own);
  const local = unitsOf({ homes, turns }, isHere);
  const files = { [CATALOGUE]: repinned(catalogue, homes, plugins), ...pointers(catalogue, plugins) };
  await repository.commit({ files: { ...files, ...Object.assign({}, ...local.map(firstFiles)) } });
  const market = { sandbox, repository, owner: catalogue.repository.split('/')[0] ?? '' };
  return { catalogue, sandbox, market, homes, plugins, local, hidden: new Set(), turns };
}

/** Folders that entries list, each once. */
function unitsOf({ homes, turns }: Pick<World, 'homes' | 'turns'>, isHere: (home: Home) => boolean): Unit[] {
  const units = new Map<string, Unit>();
  for (const [{ name, version }, home] of homes) {
    if (!('directory' in home) || !isHere(home) || units.has(home.directory)) continue;
    const { directory } = home;
    const declared =
      units.size === 0 ? (version ?? '1.0.0') : firstVersion(version, home, turns('first version'));
    units.set(directory, { directory, name, version: declared });
  }
  return [...units.values()];
}

/** Of real relative entries a fifth has no manifest; of all some declare no version. */
function firstVersion(listed: string | undefined, { kind }: Home, n: number): Unit['version'] {
  if (n % (kind === 'local' ? 5 : 19) === 2) return null;
  return n % 4 === 3 ? undefined : (listed ?? '1.0.0');
}

async function standIn(
  { sandbox, homes, turns }: Pick<World, 'sandbox' | 'homes' | 'turns'>,
  name: string,
): Promise<StandIn> {
  const own = [...homes.values()].filter((home) => 'repository' in home && home.repository === name);
  const [ref = null] = own.map((home) => (home.kind === 'remote' ? home.ref : null));
  const tag = ref !== null && /\d$/.test(ref) ? ref : null;
  const branch = tag === null ? (ref ?? 'main') : 'main';
  const beside = branch === ref && turns('stand-in') % 3 === 0;
  const repository = await sandbox.github.createRepository(name, {
    defaultBranch: beside ? 'trunk' : branch,
  });
  const units = unitsOf({ homes, turns }, (home) => own.includes(home));
  const files: Files = Object.assign(
    { 'LICENSE.md': 'Do with it what you want\n' },
    ...units.map(firstFiles),
  );
  const root = await repository.commit({ branch, files: { 'README.md': `${name}\n` } });
  const first = await repository.commit({ branch, files });
  if (tag !== null) await repository.tag(tag, first, { annotated: turns('tag') % 2 === 0 });
  if (beside) await repository.commit({ parents: [first], files: declaredAs(units, '99.0.0') });
  return { repository, units, branch, root, first, tag, history: 'forward' };
}

function declaredAs(units: readonly Unit[], version: string | undefined): Files {
  return Object.fromEntries(units.map((unit) => [manifestIn(unit), manifest(unit.name, version)]));
}

/** Pins of the stand-ins in place of the real ones; not another byte differs. */
function repinned(
  { text, entries }: RealCatalogue,
  homes: ReadonlyMap<Entry, Home>,
  plugins: ReadonlyMap<string, StandIn>,
): string {
  const pins = entries.flatMap((entry) => {
    const home = homes.get(entry);
    if (home?.kind !== 'remote' || home.sha === null) return [];
    return [[home.sha, plugins.get(home.repository)?.first ?? ''] as const];
  });
  return pins.reduce((rest, [real, first]) => rest.replaceAll(real, first), text);
}

function pointers(catalogue: RealCatalogue, plugins: ReadonlyMap<string, StandIn>): Files {
  const listed = submodulesOf(catalogue);
  const links = catalogue.gitlinks.map((path) => {
    const first = plugins.get(listed.get(path) ?? '')?.first;
    return [path, { gitlink: first ?? 'f'.repeat(40) }] as const;
  });
  const { gitmodules } = catalogue;
  return { ...Object.fromEntries(links), ...(gitmodules === null ? {} : { '.gitmodules': gitmodules }) };
}

/** Time goes by: each plugin goes on in its own way. */
export async function goOn(world: World): Promise<void> {
  for (const [index, plugin] of [...world.plugins.values()].entries()) await goOnIn(plugin, index, world);
  const files = world.local.map((unit, index) =>
    index === 0 ? FIRST(unit) : inTurn(HERE, world.turns('story here'))(unit),
  );
  await commitAll(world.market.repository, 'main', files);
}

function inTurn(stories: readonly Story[], turn: number): Story {
  return stories[turn % stories.length] ?? FIRST;
}

async function commitAll(
  repository: SandboxRepository,
  branch: string,
  files: readonly Files[],
): Promise<void> {
  const all: Files = Object.assign({}, ...files);
  if (Object.keys(all).length > 0) await repository.commit({ branch, files: all });
}

/** The first of each marketplace has something new, so that no run is without. */
async function goOnIn(plugin: StandIn, index: number, { hidden, turns }: World): Promise<void> {
  const { repository, branch, root, units, tag } = plugin;
  if (tag !== null) return release(plugin, tag, turns('release'));
  // A submodule that holds no entry has work as well, and must not move.
  if (units.length === 0) return commitAll(repository, branch, [{ 'README.md': 'New\n' }]);
  if (index === 0) return commitAll(repository, branch, units.map(FIRST));
  const n = turns('fate');
  if (n % 13 === 5) {
    plugin.history = 'diverged';
    await repository.commit({ branch, parents: [root], files: Object.assign({}, ...units.map(REWRITTEN)) });
  } else if (n % 41 === 9) {
    plugin.history = 'behind';
    await repository.setRef(`refs/heads/${branch}`, root);
  } else if (n % 29 === 11) {
    repository.update({ private: true });
    hidden.add(repository.fullName);
  } else {
    const files = units.map((unit) => inTurn(ELSEWHERE, turns('story'))(unit));
    await commitAll(repository, branch, files);
  }
}

/** Higher tags, and some that only look so; `tag` itself may be put elsewhere. */
async function release({ repository, units, first }: StandIn, tag: string, n: number): Promise<void> {
  const [, prefix = '', major = '0', minor = '0'] = /^(.*?)(\d+)\.(\d+)\.\d+$/.exec(tag) ?? [];
  for (const step of [9, 10]) {
    const version = `${major}.${Number(minor) + step}.0`;
    const commit = await repository.commit({ files: releasedAs(units, version, n) });
    await repository.tag(`${prefix}${version}`, commit, { annotated: n % 2 === 0 });
  }
  const later = await repository.commit({ files: declaredAs(units, '99.0.0') });
  for (const other of [`other-${prefix}99.0.0`, `${prefix}99.0.0-rc.1`, `${prefix}99`]) {
    await repository.tag(other, later);
  }
  if (n % 5 === 4) await repository.git('tag', '--force', tag, `${first}^`);
}

/** Some releases raise no version, or give up declaring one. */
function releasedAs(units: readonly Unit[], version: string, n: number): Files {
  if (n % 5 === 0) return { 'docs/elsewhere.md': `${version}\n` };
  return n % 5 === 2 ? declaredAs(units, undefined) : declaredAs(units, version);
}
