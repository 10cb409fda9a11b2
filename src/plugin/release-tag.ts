import semver from 'semver';

/** A tag that names a version: `name--v1.2.3` is `name--v` and `1.2.3`. */
export interface ReleaseTag {
  readonly prefix: string;
  readonly version: string;
}

/** Where a number begins that is neither the rest of one nor of `10.` before it. */
const NUMBERS = /(?<!\d\.?)\d/g;

/**
 * The version that ends the tag, a full one (https://semver.org), and the text before it; null where there is
 * none. Of several readings the longest version counts: `v1.0.0-2.0.0` is a prerelease of `1.0.0`. Only a whole
 * number begins one: in `v10.1.2.3` there is none.
 */
export function parseReleaseTag(tag: string): ReleaseTag | null {
  const starts = [...tag.matchAll(NUMBERS)].map(({ index }) => index);
  const start = starts.find((index) => isVersion(tag.slice(index)));
  return start === undefined ? null : { prefix: tag.slice(0, start), version: tag.slice(start) };
}

/** semver overlooks white space around a version. */
function isVersion(text: string): boolean {
  return text === text.trim() && semver.parse(text) !== null;
}

/**
 * The highest of the tags with the same prefix as `present`, by semver precedence; `present` itself where none is
 * higher, null where it is no release tag. A prerelease counts only where the present one is a prerelease.
 */
export function highestRelease(present: string, tags: readonly string[]): string | null {
  const from = parseReleaseTag(present);
  if (from === null) return null;
  const candidates = tags
    .map(parseReleaseTag)
    .filter((tag) => tag !== null)
    .filter(({ prefix, version }) => prefix === from.prefix && mayFollow(from.version, version));
  const { prefix, version } = candidates.reduce(higher, from);
  return prefix + version;
}

function mayFollow(present: string, version: string): boolean {
  const final = semver.prerelease(version) === null || semver.prerelease(present) !== null;
  return final && semver.gt(version, present);
}

/** Of two versions that differ in nothing but the build the same one each time, in whatever order they come. */
function higher(one: ReleaseTag, other: ReleaseTag): ReleaseTag {
  const order = semver.compareBuild(other.version, one.version) || (other.version > one.version ? 1 : -1);
  return order > 0 ? other : one;
}
