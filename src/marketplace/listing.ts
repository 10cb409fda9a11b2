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

export type Listing = NotYet | Settled;

/** Nothing more is to be waited for. */
export type Settled =
  | { readonly kind: 'listed' }
  /** The entry names neither a version nor a commit or tag: Claude Code reads the plugin's branch. */
  | { readonly kind: 'shows-neither' }
  | { readonly kind: 'no-entry' };

export interface NotYet {
  readonly kind: 'not-yet';
  /** The version, tag or commit that stands there. */
  readonly shows: string;
  /** Why it may stay so whatever runs, as half a sentence; null where an update would bring it. */
  readonly stays: string | null;
}

/** Commits that say whether the plugin's entries list it: whether they come after the announced one git must tell. */
export function pointersOf(announced: Announced, marketplace: Marketplace): string[] {
  return claimed(announced, marketplace)
    .map(shownOf)
    .filter((shown) => !listsVersion(shown, announced))
    .flatMap(({ commit }) => commit ?? []);
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
  const missing = shown.find(
    (one) => !listsVersion(one, announced) && !(one.commit !== null && reaches(one.commit)),
  );
  if (missing === undefined) return { kind: 'listed' };
  return { kind: 'not-yet', shows: missing.text ?? '', stays: missing.stays };
}

interface Shown {
  readonly versions: readonly string[];
  readonly commit: string | null;
  /** What of it a person would look for; null where the entry shows nothing. */
  readonly text: string | null;
  readonly stays: string | null;
}

function shownOf({ entry, source }: Subject): Shown {
  const version = typeof entry.version === 'string' ? entry.version : null;
  const ref = source.kind === 'remote' ? source.ref : null;
  const tag = ref === null ? null : parseReleaseTag(ref);
  const commit = commitOf(source);
  return {
    versions: [version, tag?.version ?? null].filter((one) => one !== null),
    commit,
    text: version ?? (tag === null ? null : ref) ?? commit?.slice(0, 7) ?? null,
    stays: staysBecause(source, tag !== null),
  };
}

function commitOf(source: Subject['source']): string | null {
  if (source.kind === 'submodule') return source.pointer.oid;
  return source.kind === 'remote' ? source.sha : null;
}

function staysBecause(source: Subject['source'], isTag: boolean): string | null {
  if (source.kind === 'skipped') return `the update action leaves this entry alone: ${source.reason}`;
  return isTag
    ? 'the entry is pinned to a release tag, and moves when a tag of the new version is pushed'
    : null;
}

function listsVersion({ versions }: Shown, announced: Announced): boolean {
  return versions.some(
    (one) => compareVersions(one, announced.version).change === 'unchanged' || isLaterBump(one, announced),
  );
}

/** A higher version came meanwhile; but where versions went down, the higher one is the one before. */
function isLaterBump(shown: string, { version, previousVersion }: Announced): boolean {
  return previousVersion !== null && isLower(previousVersion, version) && isLower(version, shown);
}
