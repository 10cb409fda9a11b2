import { type PatternList, patternList } from '../../action/patterns.ts';
import { inFlight } from '../../github/client/in-flight.ts';
import type { CommitReader } from '../../github/objects/commit-reader.ts';
import type { Located } from '../../github/objects/locate.ts';
import type { Below } from '../../github/objects/snapshot.ts';
import { folderOf, joinPath } from '../../github/path.ts';
import { readManifestState } from '../../github/plugins/manifest-state.ts';
import type { Range } from '../range.ts';
import { type ManifestPair, movedFrom } from './manifest-pair.ts';
import { segmentsOf } from './path-patterns.ts';
import { type Basis, type PluginsRepository, resolveSides, SidesReader } from './sides.ts';
import { descend, type ManifestCandidate, nextStep, type Position } from './walk.ts';

export interface Manifests {
  readonly pairs: readonly ManifestPair[];
  readonly basis: Basis;
  /** The state after. */
  readonly commit: string;
  /** READ: manifests that changed but that no pattern in `manifests` matches; up to four requests. Throws `ProblemError`. */
  readonly lookElsewhere: () => Promise<string[]>;
  /** READ: what is in place at the paths that were looked at and is the same on both sides. */
  readonly unchanged: () => Promise<ManifestPair[]>;
  /** Both sides, as far as they were read. */
  readonly sides: SidesReader;
}

/**
 * READ: every manifest that differs between the two ends of the range, on both sides; all where there is nothing to
 * compare with. One request for both sides together, plus one per wildcard level, plus one where links are followed.
 * Throws `ProblemError`.
 */
export async function readManifests(
  plugins: PluginsRepository & { readonly isSmall: boolean },
  range: Exclude<Range, { kind: 'nothing' }>,
  patterns: PatternList,
): Promise<Manifests> {
  const sides = await resolveSides(plugins, range);
  const reader = new SidesReader(plugins.isSmall ? { ...plugins, below: belowOf(patterns) } : plugins, sides);
  const found = await located(await walk(reader, patterns), reader);
  const ordered = found
    .filter(isDifferent)
    .toSorted((a, b) => a.pattern - b.pattern || (a.path < b.path ? -1 : 1));
  const read = (all: readonly Sighting[]) => inFlight(all, (one) => readPair(plugins, one));
  const pairs = await read(ordered);
  const { basis } = reader;
  const isCompared = basis.kind === 'compared';
  const elsewhere = async () => (isCompared ? lookElsewhere(reader, patterns) : []);
  const vanished = async () => (isCompared ? read(await vanishedElsewhere(reader, patterns)) : []);
  const moved = await movedFrom(pairs, vanished);
  return {
    basis,
    commit: reader.after.oid ?? '',
    lookElsewhere: elsewhere,
    unchanged: () => read(found.filter((one) => !isDifferent(one) && one.after.kind !== 'absent')),
    sides: reader,
    pairs: [...pairs, ...moved],
  };
}

/** Of patterns with one wildcard for the plugin's folder, as the default ones: the folders before it. */
function belowOf({ include }: PatternList): Below {
  const folders = include.flatMap((pattern) => {
    const segments = segmentsOf(pattern);
    const above = segments.slice(0, -3).map((segment) => (segment.kind === 'name' ? segment.name : null));
    const tail = segments.slice(-3).map((segment) => (segment.kind === 'name' ? segment.name : segment.kind));
    return tail.join('/') === `wildcard/${MANIFEST.join('/')}` && !above.includes(null)
      ? [above.join('/')]
      : [];
  });
  return { folders, file: MANIFEST };
}

const MANIFEST = ['.claude-plugin', 'plugin.json'] as const;

async function readPair({ client, repository }: PluginsRepository, { path, ...sides }: Sighting) {
  const read = (side: Located) => readManifestState(client, repository, side, path);
  const [before, after] = await Promise.all([read(sides.before), read(sides.after)]);
  return { path, before, after };
}

/** A path that was looked at, and what is there on both sides. */
interface Sighting {
  readonly path: string;
  /** Index of the first pattern in `manifests` that matches. */
  readonly pattern: number;
  readonly before: Located;
  readonly after: Located;
}

/** From here on down it would cost more requests than a hint is worth. */
const DEEPEST_HINT = 5;
const EVERYWHERE = patternList(['**/.claude-plugin/plugin.json'], []);

/** A bump that no pattern sees would be lost in silence. */
async function lookElsewhere(reader: SidesReader, { excludes, matches }: PatternList): Promise<string[]> {
  const found = await differences(await walk(reader, EVERYWHERE, { levels: DEEPEST_HINT }), reader);
  return found.flatMap(({ path, after }) =>
    after.kind === 'file' && !excludes(path) && !matches(path) ? [path] : [],
  );
}

/** What a plugin that is new may have been before: only folders that were there are looked into. */
async function vanishedElsewhere(
  reader: SidesReader,
  { excludes, matches }: PatternList,
): Promise<Sighting[]> {
  const wasThere = ({ directory }: Position) => {
    const siblings = reader.before?.entries(folderOf(directory)) ?? [];
    return siblings.some(
      ({ name, kind }) => kind === 'directory' && joinPath(folderOf(directory), name) === directory,
    );
  };
  const walked = await walk(reader, EVERYWHERE, { levels: DEEPEST_HINT, only: wasThere });
  const found = await differences(walked, reader);
  return found.filter(
    ({ path, before, after }) =>
      before.kind === 'file' && after.kind === 'absent' && !excludes(path) && !matches(path),
  );
}

interface Bounds {
  readonly levels?: number;
  /** Where to go on; everywhere where it is not said. */
  readonly only?: (position: Position) => boolean;
}

/** The paths that match on either side, below whatever differs. */
async function walk(
  reader: SidesReader,
  patterns: PatternList,
  { levels = Number.POSITIVE_INFINITY, only = () => true }: Bounds = {},
) {
  const candidates = new Map<string, ManifestCandidate>();
  let positions: Position[] = patterns.include.map((pattern, index) => ({
    directory: '',
    segments: segmentsOf(pattern),
    pattern: index,
  }));
  for (let level = 0; positions.length > 0 && level < levels; level++) {
    const { candidates: all, listings } = nextStep(positions);
    const matching = all.filter(({ path }) => patterns.matches(path));
    const named = matching.flatMap(({ path, above }) => [path, ...above]);
    await reader.read([...named, ...listings.map(({ directory }) => directory)]);
    for (const found of matching) remember(candidates, found);
    positions = listings.flatMap((listing) => {
      const { directory } = listing;
      const [before, after] = [reader.before?.entries(directory) ?? [], reader.after.entries(directory)];
      return descend(listing, before, after).filter(only);
    });
  }
  return [...candidates.values()];
}

function remember(candidates: Map<string, ManifestCandidate>, found: ManifestCandidate): void {
  const known = candidates.get(found.path);
  if (known === undefined || found.pattern < known.pattern) candidates.set(found.path, found);
}

async function differences(candidates: readonly ManifestCandidate[], reader: SidesReader) {
  return (await located(candidates, reader)).filter(isDifferent);
}

async function located(candidates: readonly ManifestCandidate[], reader: SidesReader) {
  const sides = [reader.before, reader.after];
  await reader.read(candidates.flatMap((one) => sides.flatMap((side) => targetOf(one, side))));
  return candidates.map((one): Sighting => {
    const { path, pattern } = one;
    const before = reader.before?.resolve(one) ?? ABSENT;
    return { path, pattern, before, after: reader.after.resolve(one) };
  });
}

const ABSENT: Located = { kind: 'absent' };

function targetOf(candidate: ManifestCandidate, side: CommitReader | null): string[] {
  const located = side?.locate(candidate);
  return located?.kind === 'link' ? [located.target] : [];
}

/** Something stands on at least one side and is not plainly the same on both. */
function isDifferent({ before, after }: Sighting): boolean {
  if (before.kind === 'file' && after.kind === 'file') return before.entry.oid !== after.entry.oid;
  if (before.kind === 'not-a-file' && after.kind === 'not-a-file') return before.fault !== after.fault;
  return before.kind !== 'absent' || after.kind !== 'absent';
}
