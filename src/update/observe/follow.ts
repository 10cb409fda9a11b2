import type { PluginAt, PluginPlace, ReadPlugin } from '../../github/plugin-place.ts';
import { fullName, type RepositoryName } from '../../github/repository.ts';
import type { Revision } from '../../github/snapshot.ts';
import type { Tags, TagsRequest } from '../../github/tags.ts';
import { entryName, type Marketplace, type Subject } from '../../marketplace/marketplace.ts';
import { quote } from '../../plugin/display.ts';
import { highestRelease, parseReleaseTag } from '../../plugin/release-tag.ts';
import type { Head, Observation } from './observation.ts';

/** What has to be read to know where an entry's plugin stands, and where its pointer may go. */
export type Followed = Plain | ByRef;

type Plain =
  | { readonly kind: 'known'; readonly observation: Observation }
  /** In the marketplace's own repository. */
  | { readonly kind: 'here'; readonly place: PluginPlace }
  /** Nothing points to a commit. */
  | { readonly kind: 'version'; readonly target: PluginPlace }
  | {
      readonly kind: 'pointer';
      readonly how: 'submodule' | 'pin';
      readonly present: PluginPlace;
      readonly target: PluginPlace;
    };

/** A `ref`, which may be a branch or a tag: both are looked for. */
interface ByRef {
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
    case 'remote': {
      const { ref, sha } = source;
      const at = placesIn(source.repository, source.directory);
      const pin = sha === null ? null : at({ oid: sha });
      if (ref !== null) return followedRef(ref, pin, at, releases);
      const target = at(headOf(null, releases));
      return pin === null
        ? { kind: 'version', target }
        : { kind: 'pointer', how: 'pin', present: pin, target };
    }
  }
}

type PlacesIn = (revision: Revision) => PluginPlace;

function placesIn(repository: RepositoryName, directory: string): PlacesIn {
  return (revision) => ({ repository, revision, directory });
}

function headOf(branch: string | null, releases: boolean): Revision {
  if (releases) return { latestRelease: true };
  return branch === null ? { defaultBranch: true } : { ref: `refs/heads/${branch}` };
}

function followedRef(ref: string, pin: PluginPlace | null, at: PlacesIn, releases: boolean): Followed {
  return {
    kind: 'ref',
    ref,
    pin,
    branch: at({ ref: `refs/heads/${ref}` }),
    tag: at({ ref: `refs/tags/${ref}` }),
    release: releases ? at({ latestRelease: true }) : null,
  };
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

/** What was read of the places and the tags. */
export interface Found {
  readonly plugin: (place: PluginPlace) => PluginAt;
  readonly tags: Tags | null;
}

export type Resolved =
  | { readonly kind: 'observation'; readonly observation: Observation }
  /** A higher tag, whose commit is still to be read. */
  | { readonly kind: 'tag'; readonly head: Head; readonly target: PluginPlace };

/** PURE: what was read → what there is to decide on. */
export function resolve(followed: Followed, found: Found): Resolved {
  if (followed.kind === 'ref') return resolveRef(followed, found);
  return { kind: 'observation', observation: observe(followed, found) };
}

function observe(followed: Plain, { plugin }: Found): Observation {
  switch (followed.kind) {
    case 'known':
      return followed.observation;
    case 'here':
      return { kind: 'version', plugin: plugin(followed.place), place: followed.place };
    case 'version':
      return { kind: 'version', plugin: plugin(followed.target), place: followed.target };
    case 'pointer':
      return headAt(followed.how, plugin(followed.present), followed.target, plugin);
  }
}

function headAt(
  how: 'submodule' | 'pin',
  present: PluginAt,
  place: PluginPlace,
  plugin: Found['plugin'],
): Head {
  const target = plugin(place);
  return { kind: 'head', how, place: comparable(place, target), present, target, ...NOT_YET };
}

const NOT_YET = { tag: null, ancestry: null, newPlace: null } as const;

/** A release is compared by its tag. */
function comparable(place: PluginPlace, target: PluginAt): PluginPlace {
  if (!('latestRelease' in place.revision) || target.kind !== 'plugin') return place;
  return { ...place, revision: { ref: `refs/tags/${target.release}` } };
}

/** Where both exist, a branch wins, as it does in `git clone --branch`. */
function resolveRef(followed: ByRef, { plugin, tags }: Found): Resolved {
  const { pin, branch, tag, release, ref } = followed;
  const onBranch = plugin(branch);
  if (onBranch.kind !== 'no-commit') return observed(pin, release ?? branch, plugin);
  const atTag = plugin(tag);
  if (atTag.kind === 'no-commit') {
    const reason = `${fullName(tag.repository)} has neither a branch nor a tag ${quote(ref)}`;
    return { kind: 'observation', observation: { kind: 'held', reason, error: true, unread: true } };
  }
  if (parseReleaseTag(ref) === null || atTag.kind !== 'plugin') return observed(pin, tag, plugin);
  return resolveRelease(followed, atTag, { plugin, tags });
}

function observed(pin: PluginPlace | null, target: PluginPlace, plugin: Found['plugin']): Resolved {
  if (pin !== null) {
    return { kind: 'observation', observation: headAt('pin', plugin(pin), target, plugin) };
  }
  return { kind: 'observation', observation: { kind: 'version', plugin: plugin(target), place: target } };
}

/** A tag with a version: it moves to the highest with the same text before it. */
function resolveRelease({ pin, tag, ref }: ByRef, atTag: ReadPlugin, { tags }: Found): Resolved {
  const sha = pin !== null && 'oid' in pin.revision ? pin.revision.oid : atTag.commit;
  if (sha !== atTag.commit) {
    const commits = `${sha.slice(0, 7)} and ${atTag.commit.slice(0, 7)}`;
    return held(
      `its \`sha\` is not the commit of its tag ${quote(ref)} (${commits}); pin one of them again`,
      false,
    );
  }
  if (tags?.kind !== 'tags') return tagsUnread(quote(tags?.message ?? ''));
  // A list without the tag that was just read is not whole.
  if (!tags.names.includes(ref)) return tagsUnread(`GitHub lists them without ${quote(ref)}`);
  const highest = highestRelease(ref, tags.names) ?? ref;
  const place = { ...tag, revision: { ref: `refs/tags/${highest}` } };
  const version = parseReleaseTag(highest)?.version ?? '';
  const release = { present: ref, target: highest, version };
  const head: Head = {
    kind: 'head',
    how: 'tag',
    place,
    present: atTag,
    target: atTag,
    ...NOT_YET,
    tag: release,
  };
  return highest === ref ? { kind: 'observation', observation: head } : { kind: 'tag', head, target: place };
}

function tagsUnread(why: string): Resolved {
  const reason = `the tags could not be read (${why}); the next run tries again`;
  return {
    kind: 'observation',
    observation: { kind: 'held', reason, error: true, unread: true, passes: true },
  };
}

function held(reason: string, error: boolean): Resolved {
  return { kind: 'observation', observation: { kind: 'held', reason, error } };
}
