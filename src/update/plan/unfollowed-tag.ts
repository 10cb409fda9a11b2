import type { Subject } from '../../marketplace/marketplace.ts';
import { parseReleaseTag } from '../../plugin/release-tag.ts';
import type { Observation } from '../observe/observation.ts';

/** Numbers with something between them, as in `v1.2`, `2024.01.05` and `release-2024_01`; not `v1` or `stable`. */
const LIKE_A_VERSION = /\d[._-]\d/;

/**
 * PURE: the tag that an entry is pinned to, if it looks like a version and is no semantic one: which tags are newer can't
 * be told then, so the entry stays where it is. Null for any other. (A tag such as `v1` or `stable` is moved itself.)
 */
export function unfollowedTag({ source }: Subject, seen: Observation): string | null {
  const ref = source.kind === 'remote' ? source.ref : null;
  if (ref === null || (seen.kind !== 'head' && seen.kind !== 'version')) return null;
  const { revision } = seen.place;
  const isTag = 'ref' in revision && revision.ref === `refs/tags/${ref}`;
  return isTag && LIKE_A_VERSION.test(ref) && parseReleaseTag(ref) === null ? ref : null;
}
