import semver from 'semver';

/** A tag that names a version: `name--v1.2.3` is `name--v` and `1.2.3`. */
export interface ReleaseTag {
  readonly prefix: string;
  readonly version: string;
}

/**
 * A version (https://semver.org) at the end of a text, with numbers that a double holds. One expression for the whole:
 * semver throws and catches an error for each text that is no version, and a repository may have thousands of tags.
 */
const NUMBER = '(?:0|[1-9]\\d{0,14})';
const IDENTIFIER = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][\\dA-Za-z-]*)';
const PRERELEASE = `(?:-${IDENTIFIER}(?:\\.${IDENTIFIER})*)?`;
const BUILD = '(?:\\+[\\dA-Za-z-]+(?:\\.[\\dA-Za-z-]+)*)?';
/** It begins with a number that is neither the rest of one nor of `10.` before it. */
const VERSION = new RegExp(`(?<!\\d\\.?)${NUMBER}\\.${NUMBER}\\.${NUMBER}${PRERELEASE}${BUILD}$`);
/** semver's own bound. */
const LONGEST_VERSION = 256;

/**
 * The version that ends the tag, a full one, and the text before it; null where there is none. Of several readings the
 * longest version counts: `v1.0.0-2.0.0` is a prerelease of `1.0.0`. Only a whole number begins one: in `v10.1.2.3`
 * there is none.
 */
export function parseReleaseTag(tag: string): ReleaseTag | null {
  const [version] = VERSION.exec(tag) ?? [];
  if (version === undefined || version.length > LONGEST_VERSION) return null;
  return { prefix: tag.slice(0, -version.length), version };
}

/**
 * The highest of the tags with the same prefix as `present`, by semver precedence; `present` itself where none is
 * higher, null where it is no release tag. A prerelease counts only where the present one is a prerelease.
 */
export function highestRelease(present: string, tags: readonly string[]): string | null {
  const from = parseReleaseTag(present);
  if (from === null) return null;
  const { prefix, version } = following(from, tags).reduce(higher, from);
  return prefix + version;
}

/** The tags that are higher than `present` and lower than `highest`, from the highest on. */
export function releasesBetween(present: string, highest: string, tags: readonly string[]): string[] {
  const from = parseReleaseTag(present);
  if (from === null || present === highest) return [];
  return following(from, tags)
    .sort((one, other) => (higher(one, other) === one ? -1 : 1))
    .map(({ prefix, version }) => prefix + version)
    .filter((tag) => tag !== highest);
}

function following(from: ReleaseTag, tags: readonly string[]): ReleaseTag[] {
  return tags
    .filter((tag) => tag.startsWith(from.prefix))
    .map(parseReleaseTag)
    .filter((tag) => tag !== null)
    .filter(({ prefix, version }) => prefix === from.prefix && mayFollow(from.version, version));
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
