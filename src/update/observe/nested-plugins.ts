import { type Snapshot, type SnapshotRequest, wholeSnapshot } from '../../github/objects/snapshot.ts';
import { repositoryKey } from '../../github/repository.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import { contentWithout, foldersDownTo, isWithin } from './content-without.ts';
import { contentDiffers, type Ends, versionOf } from './observation.ts';

/**
 * Plugins may lie in another plugin's folder, mostly in one at the root. What changes in them is theirs: the outer one
 * does not wait for a bump because of it, as notify's `unbumped` does not want one.
 */
export interface Nested {
  /** The folders of the plugins in it. */
  readonly folders: readonly string[];
  readonly present: SnapshotRequest;
  readonly target: SnapshotRequest;
}

/** PURE: what to read of a plugin that differs although its version is the same; null where no other lies in it. */
export function nestedIn(ends: Ends, { subjects }: Marketplace): Nested | null {
  const { place, present, target } = ends;
  if (present.kind !== 'plugin' || target.kind !== 'plugin' || !contentDiffers(ends)) return null;
  const here = repositoryKey(place.repository);
  const folders = subjects.flatMap(({ source }) => {
    const repository =
      source.kind === 'remote'
        ? source.repository
        : source.kind === 'submodule'
          ? source.pointer.repository
          : null;
    const isIn = repository !== null && repositoryKey(repository) === here;
    return isIn && 'directory' in source && isWithin(source.directory, place.directory)
      ? [source.directory]
      : [];
  });
  if (folders.length === 0 || versionOf(present) !== versionOf(target)) return null;
  const at = (oid: string) => ({
    repository: place.repository,
    revision: { oid },
    paths: foldersDownTo(folders, place.directory),
  });
  return { folders, present: at(present.commit), target: at(target.commit) };
}

/** PURE: whether nothing but these plugins differs; what is not known differs. */
export function differsOnlyIn(
  { folders }: Nested,
  { place }: Ends,
  both: readonly (Snapshot | undefined)[],
): boolean {
  const [present, target] = both.map((one) => {
    const read = one === undefined ? undefined : wholeSnapshot(one);
    return read?.kind === 'commit' ? contentWithout(read.paths, place.directory, folders) : null;
  });
  return present !== null && present === target;
}
