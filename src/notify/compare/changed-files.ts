import type { PatternList } from '../../action/patterns.ts';
import type { ListedEntry } from '../../github/objects/entries.ts';
import { foldersTo, joinPath } from '../../github/path.ts';
import type { SidesReader } from './sides.ts';

/** A plugin's folder on both sides: where it is now, and where it was if it moved. `''` is the root. */
export interface FolderPair {
  readonly before: string;
  readonly after: string;
}

/** What is not looked at. */
export interface LeftOut {
  /** Paths from the plugin's folder. */
  readonly ignored: PatternList;
  /** Folders of other plugins, which may lie in this one's. */
  readonly others: ReadonlySet<string>;
}

/** So many are named. */
export const MOST_FILES = 10;

/**
 * READ: for each plugin the files that differ between the two sides, by path in the repository. As git does, it compares
 * folders and goes into those whose ids differ: one request for each level that was not read yet, for all plugins
 * together. A plugin with more than `MOST_FILES` is not looked into any deeper. Throws `ProblemError`.
 */
export async function changedFiles(
  sides: SidesReader,
  plugins: readonly FolderPair[],
  leftOut: LeftOut,
): Promise<ReadonlyMap<FolderPair, readonly string[]>> {
  const files = new Map(plugins.map((plugin) => [plugin, new Set<string>()]));
  let places: Place[] = plugins.map((plugin) => ({ plugin, within: '' }));
  while (places.length > 0) {
    await sides.read(places.flatMap(pathsOf));
    const found = places.flatMap((place) => differences(place, sides, leftOut));
    for (const { plugin, file } of found) if (file !== null) files.get(plugin)?.add(file);
    places = found.filter(({ plugin, goesOn }) => goesOn && (files.get(plugin)?.size ?? 0) <= MOST_FILES);
  }
  return new Map([...files].map(([plugin, paths]) => [plugin, [...paths].sort()]));
}

/** A folder within a plugin's. */
interface Place {
  readonly plugin: FolderPair;
  readonly within: string;
}

interface Difference extends Place {
  /** Its path in the repository; null for a folder. */
  readonly file: string | null;
  /** Whether a folder is there on one side at least. */
  readonly goesOn: boolean;
}

function pathsOf({ plugin, within }: Place): [before: string, after: string] {
  return [joinPath(plugin.before, within), joinPath(plugin.after, within)];
}

function differences(place: Place, sides: SidesReader, { ignored, others }: LeftOut): Difference[] {
  const [before, after] = pathsOf(place);
  const [old, now] = [byName(sides.before?.entries(before)), byName(sides.after.entries(after))];
  if (place.within !== '' && (holdsPlugin(old) || holdsPlugin(now))) return [];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const one = { plugin: place.plugin, within: joinPath(place.within, name) };
    const found = describe(one, [old.get(name), now.get(name)]);
    const isSkipped =
      isIgnored(one.within, found.goesOn, ignored) || pathsOf(one).some((path) => others.has(path));
    return isSame(old.get(name), now.get(name)) || isSkipped ? [] : [found];
  });
}

function describe(place: Place, entries: readonly (ListedEntry | undefined)[]): Difference {
  const [before, after] = pathsOf(place);
  const [old, now] = entries.map((entry) => entry !== undefined && entry.kind !== 'directory');
  const file = now ? after : old ? before : null;
  return { ...place, file, goesOn: entries.some((entry) => entry?.kind === 'directory') };
}

function byName(entries: readonly ListedEntry[] = []): ReadonlyMap<string, ListedEntry> {
  return new Map(entries.map((entry) => [entry.name, entry]));
}

/** A plugin that no pattern in `manifests` matches is another plugin too. */
function holdsPlugin(entries: ReadonlyMap<string, ListedEntry>): boolean {
  return entries.get('.claude-plugin')?.kind === 'directory';
}

function isSame(before: ListedEntry | undefined, after: ListedEntry | undefined): boolean {
  return (
    before?.oid === after?.oid && before?.kind === after?.kind && before?.executable === after?.executable
  );
}

/** A pattern that matches a folder covers what is in it, except for what a `!` pattern excludes. */
function isIgnored(path: string, isFolder: boolean, { matches, exclude, excludes }: PatternList): boolean {
  const steps = foldersTo(path);
  return steps.some(matches) && !steps.some(excludes) && !(isFolder && exclude.length > 0);
}
