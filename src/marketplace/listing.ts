import { parseReleaseTag } from '../plugin/release-tag.ts';
import { compareVersions, isLower } from '../plugin/version.ts';
import { type Claim, claimed } from './claim.ts';
import type { Marketplace, Subject } from './marketplace.ts';

/** PURE: whether a marketplace shows what was announced to it. */

/** A version that was announced, and where it was made. */
export interface Announced extends Claim {
  readonly version: string;
  /** Null where it is not known. */
  readonly previousVersion: string | null;
  /** The commit that holds it. */
  readonly commit: string;
}

/** What a marketplace shows of it. */
export type Listing =
  | { readonly kind: 'listed' }
  /** `shows`: the version, tag or commit that stands there. */
  | { readonly kind: 'not-yet'; readonly shows: string }
  /** The entry names neither a version nor a commit or tag: Claude Code reads the plugin's branch. */
  | { readonly kind: 'shows-neither' }
  | { readonly kind: 'no-entry' };

/** Commits that the plugin's entries point to: whether they come after the announced one is for git to say. */
export function pointersOf(announced: Announced, marketplace: Marketplace): string[] {
  return claimed(announced, marketplace).flatMap((subject) => shownOf(subject).commit ?? []);
}

/**
 * An entry lists what was announced where its version is that one (or a later one came meanwhile), where its release
 * tag is, or where its pointer has reached the commit. Several entries of one plugin must all do so.
 *
 * @param reaches whether a commit is the announced one, or comes after it.
 */
export function listingOf(
  announced: Announced,
  marketplace: Marketplace,
  reaches: (commit: string) => boolean,
): Listing {
  const subjects = claimed(announced, marketplace);
  if (subjects.length === 0) return { kind: 'no-entry' };
  const shown = subjects.map(shownOf).filter(({ text }) => text !== null);
  if (shown.length === 0) return { kind: 'shows-neither' };
  const missing = shown.find((one) => !isListed(one, announced, reaches));
  return missing === undefined ? { kind: 'listed' } : { kind: 'not-yet', shows: missing.text ?? '' };
}

interface Shown {
  readonly versions: readonly string[];
  readonly commit: string | null;
  /** The first of them, as a person would look for it; null where the entry shows nothing. */
  readonly text: string | null;
}

function shownOf({ entry, source }: Subject): Shown {
  const version = typeof entry.version === 'string' ? entry.version : null;
  const tag = source.kind === 'remote' && source.ref !== null ? parseReleaseTag(source.ref) : null;
  const commit =
    source.kind === 'submodule' ? source.pointer.oid : source.kind === 'remote' ? source.sha : null;
  const versions = [version, tag?.version ?? null].filter((one) => one !== null);
  return { versions, commit, text: versions[0] ?? commit?.slice(0, 7) ?? null };
}

function isListed(
  { versions, commit }: Shown,
  announced: Announced,
  reaches: (commit: string) => boolean,
): boolean {
  if (commit !== null && reaches(commit)) return true;
  return versions.some(
    (one) => compareVersions(one, announced.version).change === 'unchanged' || isLaterBump(one, announced),
  );
}

/** A higher version came meanwhile; but where versions went down, the higher one is the one before. */
function isLaterBump(shown: string, { version, previousVersion }: Announced): boolean {
  return previousVersion !== null && isLower(previousVersion, version) && isLower(version, shown);
}
