import semver from 'semver';

/** How one declared version became another. */
export type VersionChange =
  | 'major'
  | 'minor'
  | 'patch'
  | 'prerelease'
  | 'downgrade'
  | 'changed'
  | 'unchanged';

/** Why two versions that differ as text, or cannot be ordered, were judged as they were. */
export type VersionRemark = 'same-precedence' | 'not-semantic';

export interface VersionComparison {
  readonly change: VersionChange;
  readonly remark?: VersionRemark;
}

/**
 * Compares two versions by semver precedence (https://semver.org/#spec-item-11).
 *
 * Claude Code accepts any string as a version, so text that is no semantic version is `changed`, never an
 * error. A final release after its prerelease counts as what it releases: `2.0.0-rc.1` → `2.0.0` is `major`.
 */
export function compareVersions(before: string, after: string): VersionComparison {
  if (before === after) return { change: 'unchanged' };
  const from = parse(before);
  const to = parse(after);
  if (from === null || to === null) return { change: 'changed', remark: 'not-semantic' };
  const order = semver.compare(to, from) || compareHuge(to, from);
  if (order === 0) return { change: 'unchanged', remark: 'same-precedence' };
  if (order < 0) return { change: 'downgrade' };
  return { change: to.prerelease.length > 0 ? 'prerelease' : releaseStep(from, to) };
}

/** semver compares numbers as doubles, in which 9007199254740993 and its neighbour are the same. */
function compareHuge(one: semver.SemVer, other: semver.SemVer): number {
  const at = one.prerelease.findIndex((part, index) => String(part) !== String(other.prerelease[index]));
  const [mine, its] = [String(one.prerelease[at]), String(other.prerelease[at])];
  if (at < 0 || ![mine, its].every((part) => /^\d+$/.test(part))) return 0;
  return BigInt(mine) > BigInt(its) ? 1 : -1;
}

/** Whether it is a semantic version that comes before its release, e.g. `1.0.0-rc.1`. */
export function isPrerelease(version: string): boolean {
  return (parse(version)?.prerelease.length ?? 0) > 0;
}

/** White space around a version is no part of one: semver would overlook it, Claude Code does not. */
function parse(version: string): semver.SemVer | null {
  return version === version.trim() ? semver.parse(version) : null;
}

/** The first part that moved; none did where a prerelease became final, which counts as what it releases. */
function releaseStep(from: semver.SemVer, to: semver.SemVer): 'major' | 'minor' | 'patch' {
  if (to.compareMain(from) === 0) return to.patch > 0 ? 'patch' : to.minor > 0 ? 'minor' : 'major';
  if (to.major !== from.major) return 'major';
  return to.minor === from.minor ? 'patch' : 'minor';
}

/** Whether `version` is lower than `than`: by semver, else, for numbers with dots (`1.1`, `2024.01.05`), part by part. */
export function isLower(version: string, than: string): boolean {
  const { change } = compareVersions(than, version);
  if (change !== 'changed') return change === 'downgrade';
  const [one, other] = [numbers(version), numbers(than)];
  if (one === null || other === null) return false;
  const at = one.findIndex((part, index) => part !== (other[index] ?? 0));
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}

function numbers(version: string): number[] | null {
  if (!/^v?\d{1,9}(?:\.\d{1,9}){0,5}$/.test(version)) return null;
  const parts = version.replace(/^v/, '').split('.').map(Number);
  return [...parts, ...Array.from({ length: 6 - parts.length }, () => 0)];
}
