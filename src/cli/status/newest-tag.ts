import semver from 'semver';
import { parseReleaseTag } from '../../plugin/release-tag.ts';

/** PURE: the highest release tag of a plugin: plain ones (`v1.2.3`), or those that begin with its name. */
export function highestOf(tags: readonly string[], plugin: string): string | null {
  const own = tags.flatMap((tag) => {
    const release = parseReleaseTag(tag);
    return release !== null && belongs(release.prefix, plugin) ? [{ tag, version: release.version }] : [];
  });
  return own.sort((a, b) => semver.rcompare(a.version, b.version))[0]?.tag ?? null;
}

/** `''`, `v`, `name-v`, `name--v`, `name/v`, `name@`, … */
function belongs(prefix: string, plugin: string): boolean {
  const rest = prefix.startsWith(plugin) ? prefix.slice(plugin.length) : prefix;
  return /^(?:[-/@_.]{0,2}v?)$/.test(rest);
}
