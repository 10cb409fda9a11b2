import type { PluginAt, PluginPlace, ReadPlugin } from '../../github/plugins/plugin-place.ts';
import { fullName } from '../../github/repository.ts';
import type { Tags } from '../../github/tags.ts';
import { quote } from '../../plugin/display.ts';
import { highestRelease, parseReleaseTag, releasesBetween } from '../../plugin/release-tag.ts';
import type { ByRef, Followed } from './follow.ts';
import type { Ends, HeldCause, Observation } from './observation.ts';

/** What was read of the places and the tags. */
export interface Found {
  readonly plugin: (place: PluginPlace) => PluginAt;
  readonly tags: Tags | null;
}

export type Resolved =
  /** Nothing more has to be read. */
  | { readonly kind: 'observation'; readonly observation: Exclude<Observation, { kind: 'head' }> }
  | { readonly kind: 'ends'; readonly ends: Ends }
  /** A higher tag, whose commit is still to be read. */
  | { readonly kind: 'higher-tag'; readonly ends: Omit<Ends, 'target'> };

/** PURE: what was read → what there is to decide on. */
export function resolve(followed: Followed, { plugin, tags }: Found): Resolved {
  switch (followed.kind) {
    case 'known':
      return { kind: 'observation', observation: followed.observation };
    case 'here':
      return versionAt(followed.place, plugin);
    case 'version':
      return versionAt(followed.target, plugin);
    case 'pointer':
      return endsAt(followed, plugin);
    case 'ref':
      return resolveRef(followed, { plugin, tags });
  }
}

function versionAt(place: PluginPlace, plugin: Found['plugin']): Resolved {
  return { kind: 'observation', observation: { kind: 'version', plugin: plugin(place), place } };
}

function endsAt(
  { how, present, target: place }: Pick<Ends, 'how'> & Record<'present' | 'target', PluginPlace>,
  plugin: Found['plugin'],
): Resolved {
  const target = plugin(place);
  const ends = { how, place: comparable(place, target), present: plugin(present), target, tag: null };
  return { kind: 'ends', ends };
}

/** A release is compared by its tag. */
function comparable(place: PluginPlace, target: PluginAt): PluginPlace {
  if (!('latestRelease' in place.revision) || target.kind !== 'plugin') return place;
  return { ...place, revision: { ref: `refs/tags/${target.release}` } };
}

/** Where both exist, a branch wins, as it does in `git clone --branch`. */
function resolveRef(followed: ByRef, { plugin, tags }: Found): Resolved {
  const { pin, branch, tag, release, ref } = followed;
  const at = (target: PluginPlace) =>
    pin === null ? versionAt(target, plugin) : endsAt({ how: 'pin', present: pin, target }, plugin);
  if (plugin(branch).kind !== 'no-commit') return at(release ?? branch);
  const atTag = plugin(tag);
  if (atTag.kind === 'no-commit') {
    return held(`${fullName(tag.repository)} has neither a branch nor a tag ${quote(ref)}`, 'unreadable');
  }
  if (parseReleaseTag(ref) === null || atTag.kind !== 'plugin') return at(tag);
  return resolveRelease(followed, atTag, tags);
}

/** A tag with a version: it moves to the highest with the same text before it. */
function resolveRelease({ pin, tag, ref }: ByRef, atTag: ReadPlugin, tags: Tags | null): Resolved {
  const sha = pin !== null && 'oid' in pin.revision ? pin.revision.oid : atTag.commit;
  if (sha !== atTag.commit) {
    const commits = `${sha.slice(0, 7)} and ${atTag.commit.slice(0, 7)}`;
    const reason = `its \`sha\` is not the commit of its tag ${quote(ref)} (${commits}); pin the entry to one of them`;
    return held(reason, 'decision');
  }
  if (tags?.kind !== 'tags') return tagsUnread(quote(tags?.message ?? ''));
  // A list without the tag that was just read is not whole.
  if (!tags.names.includes(ref)) return tagsUnread(`GitHub's list does not contain ${quote(ref)}`);
  const highest = highestRelease(ref, tags.names) ?? ref;
  const place = { ...tag, revision: { ref: `refs/tags/${highest}` } };
  const version = parseReleaseTag(highest)?.version ?? '';
  const ends = {
    how: 'tag',
    place,
    present: atTag,
    tag: { present: ref, target: highest, version, between: releasesBetween(ref, highest, tags.names) },
  } as const;
  return highest === ref ? { kind: 'ends', ends: { ...ends, target: atTag } } : { kind: 'higher-tag', ends };
}

function tagsUnread(why: string): Resolved {
  return held(`the tags could not be read (${why}); the next run tries again`, 'passing');
}

function held(reason: string, cause: HeldCause): Resolved {
  return { kind: 'observation', observation: { kind: 'held', reason, cause } };
}
