import fc from 'fast-check';
import type { Ancestry } from '../../src/github/ancestry.ts';
import type { Revision } from '../../src/github/objects/snapshot.ts';
import type { PluginAt, PluginPlace, ReadPlugin } from '../../src/github/plugins/plugin-place.ts';
import { fullName } from '../../src/github/repository.ts';
import type { Tags, TagsRequest } from '../../src/github/tags.ts';
import type { Marketplace, Subject } from '../../src/marketplace/marketplace.ts';
import { followedBy, tagsOf } from '../../src/update/observe/follow.ts';
import { contentDiffers, type Ends, type Observation } from '../../src/update/observe/observation.ts';
import { type Resolved, resolve } from '../../src/update/observe/resolve.ts';
import { ABSENT, MARKETPLACE, manifest, pointer, UNREADABLE } from '../support/update-fixtures.ts';

/**
 * A small world of plugin repositories, and what a run sees of it: the same questions as in `heads.ts`, answered
 * without any request.
 */

/** What a directory of a commit holds: a manifest with this version, or one of these. */
type State = { readonly version: string } | 'none' | 'broken' | 'absent' | 'missing';

interface Directory {
  readonly state: State;
  /** Other files, of which only the difference matters. */
  readonly content: number;
}

interface Commit {
  readonly parent: number | null;
  readonly directories: Readonly<Record<string, Directory>>;
}

export interface ModelRepository {
  readonly name: string;
  readonly commits: readonly Commit[];
  /** What names lead to: `refs/heads/…` and `refs/tags/…`. */
  readonly refs: Readonly<Record<string, number>>;
  readonly head: number;
  /** The tag of the latest release. */
  readonly release: string | null;
  readonly unread: Exclude<PluginAt, ReadPlugin> | null;
}

export interface Model {
  readonly repositories: readonly ModelRepository[];
  /** Directories of the marketplace itself. */
  readonly local: Readonly<Record<string, Directory>>;
}

export function oidOf(repository: number, commit: number): string {
  return `${String(repository).repeat(3)}${String(commit).padStart(37, 'c')}`;
}

function commitOf(oid: string): number {
  return Number(oid.slice(3).replace(/^c+/, ''));
}

/** READ, as it were: what stands at a place of the model. */
export function pluginIn({ repositories, local }: Model, place: PluginPlace): PluginAt {
  if (fullName(place.repository) === fullName(MARKETPLACE)) {
    return pluginOf(local[place.directory], place.directory, 'c'.repeat(40), local, null);
  }
  const index = repositories.findIndex(({ name }) => name === place.repository.name);
  const repository = repositories[index];
  if (repository === undefined) return { kind: 'no-repository' };
  if (repository.unread !== null) return repository.unread;
  const number = resolveRevision(repository, place.revision);
  const commit = number === null ? undefined : repository.commits[number];
  if (number === null || commit === undefined) return { kind: 'no-commit' };
  const release = 'latestRelease' in place.revision ? repository.release : null;
  const { directories } = commit;
  return pluginOf(directories[place.directory], place.directory, oidOf(index, number), directories, release);
}

function resolveRevision({ refs, head, release }: ModelRepository, revision: Revision): number | null {
  if ('oid' in revision) return commitOf(revision.oid);
  if ('ref' in revision) return refs[revision.ref] ?? null;
  if ('latestRelease' in revision) return release === null ? null : (refs[`refs/tags/${release}`] ?? null);
  return head;
}

function pluginOf(
  found: Directory | undefined,
  name: string,
  commit: string,
  all: Commit['directories'],
  release: string | null,
): ReadPlugin {
  const state = found?.state ?? 'missing';
  const base = { kind: 'plugin', commit, release, manifest: ABSENT } as const;
  // The root is always there, and differs where anything does.
  const directory = name === '' ? JSON.stringify(all) : JSON.stringify(found);
  if (state === 'missing') return { ...base, directory: name === '' ? directory : null };
  if (state === 'absent') return { ...base, directory };
  if (state === 'broken') return { ...base, directory, manifest: UNREADABLE };
  return { ...base, directory, manifest: manifest(state === 'none' ? null : state.version) };
}

function ancestors({ commits }: ModelRepository, commit: number): number[] {
  const parent = commits[commit]?.parent ?? null;
  return parent === null ? [commit] : [commit, ...ancestors({ commits } as ModelRepository, parent)];
}

/** How `target` stands to `present` in the model's history. */
export function relation(repository: ModelRepository, present: string, target: string): Ancestry {
  const [from, to] = [ancestors(repository, commitOf(present)), ancestors(repository, commitOf(target))];
  if (to.includes(commitOf(present))) return { kind: 'forward', commits: to.length - from.length };
  return from.includes(commitOf(target)) ? { kind: 'behind' } : { kind: 'diverged' };
}

function tagsIn({ repositories }: Model, { repository: { name }, prefix }: TagsRequest): Tags {
  const refs = Object.keys(repositories.find((one) => one.name === name)?.refs ?? {});
  const names = refs.flatMap((ref) => (ref.startsWith('refs/tags/') ? [ref.slice(10)] : []));
  return { kind: 'tags', names: names.filter((tag) => tag.startsWith(prefix)) };
}

/** What `readHeads` would see of a model. */
export function observe(
  model: Model,
  marketplace: Marketplace,
  releases: (name: string) => boolean,
): Map<Subject, Observation> {
  const plugin = (place: PluginPlace) => pluginIn(model, place);
  return new Map(
    marketplace.subjects.map((subject) => {
      const followed = followedBy(subject, marketplace, releases);
      const [wanted] = tagsOf(followed);
      const tags = wanted === undefined ? null : tagsIn(model, wanted);
      const resolved = resolve(followed, { plugin, tags });
      return [subject, observed(model, resolved)];
    }),
  );
}

function observed(model: Model, resolved: Resolved): Observation {
  switch (resolved.kind) {
    case 'observation':
      return resolved.observation;
    case 'ends':
      return { kind: 'head', ...resolved.ends, ancestry: ancestryOf(model, resolved.ends), newPlace: null };
    case 'higher-tag': {
      const target = pluginIn(model, resolved.ends.place);
      return { kind: 'head', ...resolved.ends, target, ancestry: null, newPlace: null };
    }
  }
}

function ancestryOf({ repositories }: Model, ends: Ends): Ancestry | null {
  const { place, present, target, tag } = ends;
  if (tag !== null || !contentDiffers(ends)) return null;
  const repository = repositories.find(({ name }) => name === place.repository.name);
  if (repository === undefined || present.kind !== 'plugin' || target.kind !== 'plugin') return null;
  return relation(repository, present.commit, target.commit);
}

/** Numbers of commits, the earlier ones the more often. */
const commit = fc.oneof(fc.nat(2), fc.nat(20));
const DIRECTORIES = ['', 'x', 'y'];
export const TAGS = ['v1.0.0', 'v1.1.0', 'v2.0.0', 'v2.1.0-rc.1', 'x-v1.0.0', 'x-v1.2.0', 'v1', 'stable'];
const VERSIONS = ['1.0.0', '1.0.1', '2.0.0', '2.0.0-rc.1', 'nightly'];

const state: fc.Arbitrary<State> = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...VERSIONS).map((version) => ({ version })) },
  { weight: 2, arbitrary: fc.constant('none' as const) },
  { weight: 2, arbitrary: fc.constantFrom('broken' as const, 'absent' as const, 'missing' as const) },
);
const directory: fc.Arbitrary<Directory> = fc.record({ state, content: fc.nat(2) });

/** What a commit does to a directory: nothing, files only, or anything. */
type PlannedChange = null | { readonly content: number } | Directory;
const change: fc.Arbitrary<PlannedChange> = fc.oneof(
  fc.constant(null),
  fc.record({ content: fc.nat(9) }),
  directory,
);

/** A commit by what it changes in its parent: mostly the one before, seldom an older one, or none. */
const step = fc.record({
  back: fc.oneof(
    { weight: 12, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.constantFrom(2, 3, 9) },
  ),
  changes: fc.tuple(...DIRECTORIES.map(() => change)),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const FIRST: Directory = { state: { version: '1.0.0' }, content: 0 };

function history(steps: readonly Step[]): Commit[] {
  const commits: Commit[] = [];
  for (const [index, { back, changes }] of steps.entries()) {
    const parent = index - back >= 0 ? index - back : null;
    const before = parent === null ? {} : commits[parent]?.directories;
    const directories = DIRECTORIES.map((name, n) => [name, { ...(before?.[name] ?? FIRST), ...changes[n] }]);
    commits.push({ parent, directories: Object.fromEntries(directories) });
  }
  return commits;
}

function repositoryArb(name: string): fc.Arbitrary<ModelRepository> {
  const unread = fc.constantFrom(
    { kind: 'no-repository' } as const,
    { kind: 'forbidden', message: 'sso' } as const,
    { kind: 'failed', message: 'timeout', error: null } as const,
  );
  return fc
    .record({
      steps: fc.array(step, { minLength: 2, maxLength: 6 }),
      tags: fc.dictionary(fc.constantFrom(...TAGS), commit, { minKeys: 3, maxKeys: 8 }),
      next: commit,
      unread: fc.oneof({ weight: 20, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: unread }),
      release: fc.option(fc.nat(7), { freq: 3 }),
    })
    .map(({ steps, tags, next, unread: why, release }) => {
      const commits = history(steps);
      const refs = Object.entries(tags).map(([tag, at]) => [`refs/tags/${tag}`, at % commits.length]);
      const names = Object.keys(tags);
      const head = commits.length - 1;
      return {
        name,
        commits,
        refs: {
          ...Object.fromEntries(refs),
          'refs/heads/main': head,
          'refs/heads/next': next % commits.length,
        },
        head,
        release: release === null || names.length === 0 ? null : (names[release % names.length] ?? null),
        unread: why,
      };
    });
}

export const REPOSITORIES = ['r0', 'r1'];

export const model: fc.Arbitrary<Model> = fc.record({
  repositories: fc.tuple(...REPOSITORIES.map(repositoryArb)),
  local: fc.record({ 'local/x': directory, 'local/y': directory }, { requiredKeys: [] }),
});

const at = { repository: fc.nat(REPOSITORIES.length - 1), directory: fc.constantFrom(...DIRECTORIES) };
const listed = { version: fc.option(fc.constantFrom('0.9.0', ...VERSIONS), { nil: undefined }) };
/** An entry, but for its name; commits are numbers of the model's. */
const entry = fc.oneof(
  { weight: 7, arbitrary: fc.record({ kind: fc.constant('submodule' as const), ...at, ...listed }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pin' as const), ...at, ...listed, commit }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('ref' as const),
      ref: fc.constantFrom('main', 'next', ...TAGS, 'v1.0.0', 'v1.0.0', 'v1.1.0'),
      /** None, the ref's own (-1), or any. */
      commit: fc.oneof(fc.constantFrom(null, -1, -1), commit),
      ...at,
      ...listed,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('plain' as const), ...at, ...listed }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('local' as const),
      directory: fc.constantFrom('x', 'y', 'z'),
      ...listed,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('skipped' as const), ...listed }) },
);
export const entries = fc.array(entry, { minLength: 1, maxLength: 8, size: 'max' });
export type ModelEntry = typeof entry extends fc.Arbitrary<infer T> ? T : never;

/** Where the submodules stand, one for each repository. */
export const pointers = fc.tuple(
  ...REPOSITORIES.map(() => fc.record({ commit, branch: fc.constantFrom(null, null, 'next') })),
);

/** The entry as a catalogue has it. */
export function written({ repositories }: Model, one: ModelEntry, name: string): object {
  const base = { name, version: one.version };
  if (one.kind === 'skipped') return { ...base, source: { source: 'npm', package: name } };
  if (one.kind === 'local') return { ...base, source: `./local/${one.directory}` };
  const { repository: index, directory: path } = one;
  const repository = repositories[index];
  if (one.kind === 'submodule') return { ...base, source: `./sub/r${index}/${path}` };
  const source = { source: 'github', repo: `acme/r${index}`, ...(path === '' ? {} : { path }) };
  const most = repository?.commits.length ?? 1;
  if (one.kind === 'plain') return { ...base, source };
  if (one.kind === 'pin') return { ...base, source: { ...source, sha: oidOf(index, one.commit % most) } };
  const own = repository?.refs[`refs/tags/${one.ref}`] ?? repository?.refs[`refs/heads/${one.ref}`] ?? 0;
  const sha = one.commit === null ? {} : { sha: oidOf(index, one.commit < 0 ? own : one.commit % most) };
  return { ...base, source: { ...source, ref: one.ref, ...sha } };
}

export function writtenPointers(
  { repositories }: Model,
  stand: readonly { commit: number; branch: string | null }[],
) {
  return stand.map(({ commit: number, branch }, index) =>
    pointer({
      path: `sub/r${index}`,
      repository: { owner: 'acme', name: `r${index}` },
      oid: oidOf(index, number % (repositories[index]?.commits.length ?? 1)),
      branch,
    }),
  );
}
