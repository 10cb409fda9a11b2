import { distance } from 'fastest-levenshtein';
import { manifestPath } from '../github/plugins/plugin-place.ts';
import { fullName, repositoryKey } from '../github/repository.ts';
import { groupBy } from '../plugin/group-by.ts';
import { entryName, type Marketplace, type Subject } from './marketplace.ts';

/** A plugin that an event says has changed: a hint, never the truth. Every text in it is a stranger's. */
export interface Claim {
  readonly plugin: string;
  readonly version: string | null;
  readonly repository: string | null;
  readonly path: string | null;
}

/** PURE: the entries that a claim means: by repository and path (ignoring case), else by name. */
export function claimed(claim: Claim, marketplace: Marketplace): readonly Subject[] {
  const { byPlace, byName } = indexOf(marketplace);
  const here = placeKey(claim.repository ?? '', claim.path ?? '');
  return byPlace.get(here) ?? byName.get(claim.plugin) ?? [];
}

interface Index {
  readonly byPlace: ReadonlyMap<string | null, readonly Subject[]>;
  readonly byName: ReadonlyMap<string | null, readonly Subject[]>;
}

/** One event may name a thousand plugins, and a catalogue list ten thousand. */
const indexes = new WeakMap<Marketplace, Index>();

function indexOf(marketplace: Marketplace): Index {
  const { subjects } = marketplace;
  const index = indexes.get(marketplace) ?? {
    byPlace: groupBy(subjects, (subject) => placeOf(subject, marketplace)),
    byName: groupBy(subjects, ({ entry }) => entry.name),
  };
  indexes.set(marketplace, index);
  return index;
}

function placeOf({ source }: Subject, { repository }: Marketplace): string | null {
  switch (source.kind) {
    case 'skipped':
      return null;
    case 'relative':
      return placeKey(fullName(repository), manifestPath(source.directory));
    case 'submodule': {
      const { pointer, directory } = source;
      return pointer.repository === null
        ? null
        : placeKey(fullName(pointer.repository), manifestPath(directory));
    }
    case 'remote':
      return placeKey(repositoryKey(source.repository), manifestPath(source.directory));
  }
}

function placeKey(repository: string, path: string): string {
  return `${repository} ${path}`.toLowerCase();
}

/** Names that are further away than this are no slip of the pen. */
const NEAR = 4;
const LONGEST_NAME = 100;

/** PURE: the names of the entries that may have been meant, the likeliest first. */
export function nearestNames(plugin: string, { subjects }: Marketplace): string[] {
  return subjects
    .map(({ entry }) => entryName(entry))
    .map((name) => ({ name, far: distance(plugin.slice(0, LONGEST_NAME), name.slice(0, LONGEST_NAME)) }))
    .filter(({ name, far }) => far <= Math.min(NEAR, name.length / 2))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
}
