import type { Revision } from '../../github/objects/snapshot.ts';
import type { PluginPlace } from '../../github/plugins/plugin-place.ts';
import type { RepositoryName } from '../../github/repository.ts';
import type { TagsRequest } from '../../github/tags.ts';
import { entryName, type Marketplace, type Subject } from '../../marketplace/marketplace.ts';
import { parseReleaseTag } from '../../plugin/release-tag.ts';
import type { Observation } from './observation.ts';

/** What has to be read to know where an entry's plugin stands, and where its pointer may go. */
export type Followed =
  | { readonly kind: 'known'; readonly observation: Extract<Observation, { kind: 'skipped' }> }
  /** In the marketplace's own repository. */
  | { readonly kind: 'here'; readonly place: PluginPlace }
  /** Nothing points to a commit. */
  | { readonly kind: 'version'; readonly target: PluginPlace }
  | {
      readonly kind: 'pointer';
      readonly how: 'submodule' | 'pin';
      readonly present: PluginPlace;
      readonly target: PluginPlace;
    }
  | ByRef;

/** A `ref`, which may be a branch or a tag: both are looked for. */
export interface ByRef {
  readonly kind: 'ref';
  readonly ref: string;
  readonly pin: PluginPlace | null;
  readonly branch: PluginPlace;
  readonly tag: PluginPlace;
  /** Followed instead of the branch. */
  readonly release: PluginPlace | null;
}

/** PURE: an entry → what to read of its plugin. */
export function followedBy(
  { entry, source }: Subject,
  { repository, commit }: Marketplace,
  followsRelease: (name: string) => boolean,
): Followed {
  const releases = followsRelease(entryName(entry));
  switch (source.kind) {
    case 'skipped':
      return { kind: 'known', observation: source };
    case 'relative':
      return {
        kind: 'here',
        place: { repository, revision: { oid: commit }, directory: source.directory, manifestOnly: true },
      };
    case 'submodule': {
      const { pointer, directory } = source;
      const at = placesIn(pointer.repository ?? repository, directory);
      const target = at(headOf(pointer.branch, releases));
      return { kind: 'pointer', how: 'submodule', present: at({ oid: pointer.oid }), target };
    }
    case 'remote':
      return followedRemote(source, releases);
  }
}

function followedRemote(
  { repository, directory, ref, sha }: Extract<Subject['source'], { kind: 'remote' }>,
  releases: boolean,
): Followed {
  const at = placesIn(repository, directory);
  const pin = sha === null ? null : at({ oid: sha });
  if (ref !== null) {
    const [branch, tag] = [at({ ref: `refs/heads/${ref}` }), at({ ref: `refs/tags/${ref}` })];
    return { kind: 'ref', ref, pin, branch, tag, release: releases ? at({ latestRelease: true }) : null };
  }
  const target = at(headOf(null, releases));
  return pin === null ? { kind: 'version', target } : { kind: 'pointer', how: 'pin', present: pin, target };
}

function placesIn(repository: RepositoryName, directory: string) {
  return (revision: Revision): PluginPlace => ({ repository, revision, directory });
}

function headOf(branch: string | null, releases: boolean): Revision {
  if (releases) return { latestRelease: true };
  return branch === null ? { defaultBranch: true } : { ref: `refs/heads/${branch}` };
}

/** PURE: every place that has to be read for it. */
export function placesOf(followed: Followed): PluginPlace[] {
  switch (followed.kind) {
    case 'known':
      return [];
    case 'here':
      return [followed.place];
    case 'version':
      return [followed.target];
    case 'pointer':
      return [followed.present, followed.target];
    case 'ref': {
      const { pin, branch, tag, release } = followed;
      return [branch, tag, pin, release].filter((place) => place !== null);
    }
  }
}

/** PURE: the tags that matter to it: those with the same text before the version. */
export function tagsOf(followed: Followed): TagsRequest[] {
  const release = followed.kind === 'ref' ? parseReleaseTag(followed.ref) : null;
  if (followed.kind !== 'ref' || release === null) return [];
  return [{ repository: followed.tag.repository, prefix: release.prefix }];
}
