import semver from 'semver';
import type { SandboxRepository } from '../../sandbox/types.ts';
import type { Entry, Home } from './update-catalogues-corpus.ts';
import { manifestIn } from './update-catalogues-stories.ts';
import type { StandIn, World } from './update-catalogues-world.ts';

/**
 * What users are told becomes of each entry, worked out from git itself: nothing here is asked of an API, and
 * nothing is shared with the action.
 */

/** A row of the output `updates`. */
export interface UpdateRow {
  readonly plugin: string;
  readonly kind: 'submodule' | 'pin' | 'tag' | 'version';
  readonly previous_version: string | null;
  readonly version: string | null;
  readonly previous_commit: string | null;
  readonly commit: string | null;
}

export type Fate =
  | { readonly kind: 'same' }
  | { readonly kind: 'waiting' }
  /** `writes`: what the entry is to say, by key of the entry and of its `source`. */
  | { readonly kind: 'update'; readonly row: UpdateRow; readonly writes: Writes }
  /** `says`: what the reason must hold. */
  | { readonly kind: 'held'; readonly why: string; readonly says: readonly string[] }
  | { readonly kind: 'skipped'; readonly why: string; readonly warn: boolean };

export interface Writes {
  readonly version?: string;
  readonly source?: Readonly<Record<string, string>>;
  readonly gitlink?: readonly [path: string, commit: string];
}

type Moving = Extract<Home, { kind: 'submodule' | 'remote' }>;

const SAME: Fate = { kind: 'same' };

/** The fate of an entry of the marketplace as it is at `commit`. */
export async function fateOf(world: World, entry: Entry, home: Home, commit: string): Promise<Fate> {
  switch (home.kind) {
    case 'other':
      return { kind: 'skipped', why: 'a source that is not followed', warn: false };
    case 'orphan':
      return { kind: 'skipped', why: 'in a submodule that .gitmodules does not list', warn: true };
    case 'local':
      return local(entry, home, await pluginAt(world.market.repository, commit, home.directory));
    default:
      return elsewhere(world, entry, home, commit);
  }
}

/** What a folder holds at a commit. */
interface Plugin {
  readonly commit: string;
  readonly exists: boolean;
  readonly manifest: 'none' | 'broken' | 'declares' | 'is silent';
  readonly name: string | null;
  readonly version: string | null;
}

async function pluginAt(repository: SandboxRepository, commit: string, directory: string): Promise<Plugin> {
  const exists = (await repository.listFiles(commit, directory)).length > 0;
  const text = await repository.readFile(commit, manifestIn({ directory }));
  return { commit, exists, ...understood(text) };
}

function understood(text: string | null): Pick<Plugin, 'manifest' | 'name' | 'version'> {
  if (text === null) return { manifest: 'none', ...NOTHING };
  try {
    const { name, version = null } = JSON.parse(text) as { name?: string; version?: string | null };
    if (name === undefined) return { manifest: 'broken', ...NOTHING };
    return { manifest: version === null ? 'is silent' : 'declares', name, version };
  } catch {
    return { manifest: 'broken', ...NOTHING };
  }
}

const NOTHING = { name: null, version: null };

function held(why: string, ...says: string[]): Fate {
  return { kind: 'held', why, says };
}

const BROKEN = 'its manifest is broken';

/** `version` follows the plugin.json beside it; without one it is skipped. */
function local(entry: Entry, { directory }: { directory: string }, here: Plugin): Fate {
  if (here.manifest === 'broken') return held(BROKEN, manifestIn({ directory }));
  if (!here.exists) return { kind: 'skipped', why: 'its folder is missing', warn: true };
  if (here.manifest === 'none') return { kind: 'skipped', why: 'it has no plugin.json', warn: false };
  return follow(entry, here.version, null);
}

/** Rule 4, where no pointer moves: an entry that is merely ahead is held. */
function follow(entry: Entry, declared: string | null, commit: string | null): Fate {
  const listed = entry.version;
  if (declared === null || listed === undefined || declared === listed) return SAME;
  const ordered = semver.valid(declared) !== null && semver.valid(listed) !== null;
  if (ordered && semver.gt(listed, declared)) {
    return held('the entry is ahead of its manifest', listed, declared, 'raise the version in plugin.json');
  }
  const versions = { previous_version: listed, version: declared };
  const row = { plugin: entry.name, kind: 'version', ...versions, previous_commit: commit, commit } as const;
  return { kind: 'update', row, writes: { version: declared } };
}

async function elsewhere(world: World, entry: Entry, home: Moving, at: string): Promise<Fate> {
  if (world.hidden.has(home.repository))
    return held('the token does not see it', home.repository, 'plugins-token');
  const plugin = world.plugins.get(home.repository);
  const repository = plugin?.repository ?? world.market.repository;
  const present =
    home.kind === 'submodule' ? ((await world.market.repository.entry(at, home.path))?.oid ?? '') : home.sha;
  if (home.kind === 'remote' && plugin?.tag === home.ref && home.ref !== null) {
    return tagged(entry, { ...home, ref: home.ref }, repository);
  }
  const target = repository.tip(plugin?.branch ?? 'main') ?? '';
  if (present === null) {
    const head = await pluginAt(repository, target, home.directory);
    return local(entry, home, head);
  }
  const history = present === target ? 'forward' : (plugin?.history ?? 'forward');
  const move = { entry, home, repository, present, target, history, ref: null };
  return moved({ ...move, kind: home.kind === 'submodule' ? 'submodule' : 'pin' });
}

/** The highest release with the same text before the version. */
async function tagged(
  entry: Entry,
  home: Extract<Home, { kind: 'remote' }> & { ref: string },
  repository: SandboxRepository,
): Promise<Fate> {
  const commitOf = async (tag: string) => (await repository.resolveCommit(`refs/tags/${tag}`)) ?? '';
  const present = await commitOf(home.ref);
  if (home.sha !== null && home.sha !== present) {
    return held("its sha is not its tag's commit", home.sha.slice(0, 7), present.slice(0, 7));
  }
  const prefix = home.ref.replace(/\d+\.\d+\.\d+$/, '');
  const names = [...repository.refs().keys()].map((ref) => ref.replace('refs/tags/', ''));
  const releases = names.filter(
    (name) => name.startsWith(prefix) && /^\d+\.\d+\.\d+$/.test(name.slice(prefix.length)),
  );
  const highest = releases.map((name) => name.slice(prefix.length)).sort(semver.rcompare)[0] ?? '';
  const ref = `${prefix}${highest}`;
  const target = await commitOf(ref);
  return moved({ entry, home, repository, present, target, history: 'forward', ref, kind: 'tag' });
}

interface Move {
  readonly entry: Entry;
  readonly home: Moving;
  readonly repository: SandboxRepository;
  readonly present: string;
  readonly target: string;
  readonly history: StandIn['history'];
  /** The tag to go to. */
  readonly ref: string | null;
  readonly kind: 'submodule' | 'pin' | 'tag';
}

/** Rules 1 to 4, in their order; for a plugin in a subdirectory only that directory counts. */
async function moved(move: Move): Promise<Fate> {
  const { entry, home, repository, present, target, history } = move;
  const own = home.directory === '' ? '' : `${home.directory}/`;
  const from = await pluginAt(repository, present, home.directory);
  const changed = present === target ? [] : await repository.changedFiles(present, target);
  if (!changed.some((path) => path.startsWith(own))) return follow(entry, from.version, present);
  if (history === 'behind') return { kind: 'skipped', why: 'its branch is behind', warn: false };
  if (history === 'diverged')
    return held('its history was rewritten', present.slice(0, 7), target.slice(0, 7));
  const to = await pluginAt(repository, target, home.directory);
  const wrong = await notWorking(move, from, to);
  if (wrong !== null) return wrong;
  if (from.version !== null && from.version === to.version) return { kind: 'waiting' };
  return update(move, from, to);
}

async function notWorking(move: Move, from: Plugin, to: Plugin): Promise<Fate | null> {
  if (to.manifest === 'broken') return held(BROKEN, manifestIn(move.home));
  if (to.exists && (to.manifest !== 'none' || from.manifest === 'none')) return null;
  const place = from.name === null ? null : await placeOf(from.name, move);
  return place === null ? held('its folder or manifest is gone') : held('it moved to another folder', place);
}

/** Where a manifest with this name is now. */
async function placeOf(name: string, { repository, target }: Move): Promise<string | null> {
  for (const folder of await repository.listFiles(target, 'plugins')) {
    const path = manifestIn({ directory: `plugins/${folder}` });
    if (understood(await repository.readFile(target, path)).name === name) return path;
  }
  return null;
}

function update({ entry, home, present, target, ref, kind }: Move, from: Plugin, to: Plugin): Fate {
  const release = ref === null ? null : (/\d+\.\d+\.\d+$/.exec(ref)?.[0] ?? null);
  const has = entry.version !== undefined;
  if (to.version === null && has && release === null) {
    return held('the entry has a version and its manifest none', `\`${entry.version}\``, 'raise or remove');
  }
  const version = to.version ?? (has ? release : null);
  const writes: Writes = {
    ...(version !== null && has && version !== entry.version ? { version } : {}),
    ...(home.kind === 'submodule'
      ? { gitlink: [home.path, target] }
      : { source: sourceOf(home, target, ref) }),
  };
  const row: UpdateRow = {
    ...{ plugin: entry.name, kind, previous_version: from.version ?? entry.version ?? null, version },
    ...{ previous_commit: present, commit: target },
  };
  return { kind: 'update', row, writes };
}

function sourceOf(home: Extract<Home, { kind: 'remote' }>, sha: string, ref: string | null) {
  return { ...(home.sha === null ? {} : { sha }), ...(ref === null ? {} : { ref }) };
}
