import { parseReleaseTag } from '../../plugin/release-tag.ts';
import { compareVersions, type VersionChange } from '../../plugin/version.ts';
import type { Update } from '../plan/decision.ts';
import type { Written } from './outcome.ts';

/** From the highest on. */
const TYPES = ['major', 'minor', 'patch', 'prerelease', 'downgrade', 'other'] as const;
type UpdateType = (typeof TYPES)[number];

/**
 * PURE: the highest of what the updates are, and of all that the open pull requests bring beside them: people merge by
 * it. Null where there is none, and where a pull request may bring something else.
 */
export function updateType(updates: readonly Update[], written: Written): UpdateType | null {
  const pulls = written.kind === 'proposed' ? written.pullRequests.results : [];
  const isKnown = pulls.every(({ outcome }) => outcome !== 'left' && outcome !== 'unsettled');
  return isKnown ? highestType([...updates, ...pulls.flatMap((one) => one.updates)]) : null;
}

function highestType(updates: readonly Update[]): UpdateType | null {
  const found = new Set(updates.map(typeOf));
  return TYPES.find((type) => found.has(type)) ?? null;
}

const ORDERED: ReadonlySet<VersionChange> = new Set<VersionChange>(TYPES.filter((type) => type !== 'other'));

/**
 * A plugin that declares no version goes by its release tags, as people read of it. `other`: one side has no version,
 * or they can't be ordered, or only the commit changed. `downgrade` is what the plugin's own manifest did.
 */
function typeOf(update: Update): UpdateType {
  if (update.downgrade) return 'downgrade';
  const { tags, previousVersion, version } = update;
  const from = previousVersion ?? (tags === undefined ? null : versionIn(tags.previous));
  const to = version ?? (tags === undefined ? null : versionIn(tags.next));
  if (from === null || to === null) return 'other';
  const { change } = compareVersions(from, to);
  return ORDERED.has(change) ? (change as UpdateType) : 'other';
}

function versionIn(tag: string): string | null {
  return parseReleaseTag(tag)?.version ?? null;
}
