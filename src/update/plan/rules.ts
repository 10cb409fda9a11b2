import { manifestWords } from '../../findings/files.ts';
import type { UnusableManifest } from '../../github/plugins/manifest-state.ts';
import { manifestPath } from '../../github/plugins/plugin-place.ts';
import { fullName } from '../../github/repository.ts';
import { quote } from '../../plugin/display.ts';
import { compareVersions, isLower } from '../../plugin/version.ts';
import { type HeldCause, type ReadHead, versionOf } from '../observe/observation.ts';
import type { HeldVerdict } from './decision.ts';

/**
 * PURE: when a pointer moves, and when it is held. One function a rule; `decide.ts` asks them in order. (The fifth,
 * that everything is matched by path and nothing is guessed, is how `marketplace.ts` and `follow.ts` read.)
 */

export type Verdict =
  | { readonly kind: 'go' }
  /** There is nothing to move to. */
  | { readonly kind: 'stay'; readonly reason: string }
  | HeldVerdict;

const GO: Verdict = { kind: 'go' };

export function held(reason: string, cause: HeldCause = 'decision'): HeldVerdict {
  return { kind: 'held', reason, cause };
}

const LATER = 'the next run tries again';

/** Rule 1: only forward, to a descendant of the present commit or a higher tag. */
export function onlyForward({ ancestry, tag, present, target, place }: ReadHead): Verdict {
  if (tag !== null) return GO;
  const commits = `${short(present.commit)} and ${short(target.commit)}`;
  const order = `${short(target.commit)} comes before ${short(present.commit)}`;
  switch (ancestry?.kind) {
    case 'forward':
      return GO;
    case 'behind':
      return { kind: 'stay', reason: `${fullName(place.repository)} is behind: ${order}` };
    case 'diverged':
      return held(
        `its history was rewritten: ${commits} have diverged; set its pin or submodule pointer to a commit of the branch`,
      );
    case 'unknown':
      return held(`${commits} could not be compared (${quote(ancestry.why)}); ${LATER}`, 'passing');
    case undefined:
      return held(`${commits} were not compared; ${LATER}`, 'passing');
  }
}

/** Rule 2: only to a working plugin. */
export function onlyToAWorkingPlugin({ present, target, newPlace, place }: ReadHead): Verdict {
  const at = `${fullName(place.repository)} at ${short(target.commit)}`;
  const now = newPlace === null ? '' : `; it is now at ${quote(newPlace)}: change the entry's \`source\``;
  if (target.directory === null) return held(`${quote(place.directory)} is missing in ${at}${now}`, 'broken');
  switch (target.manifest.kind) {
    case 'manifest':
      return isTooLong(versionOf(target)) ? held(`its version in ${at} ${TOO_LONG}`, 'broken') : GO;
    case 'unreadable':
      return held(`${brokenManifest(target.manifest.fault)} (${at})`, 'broken');
    case 'elsewhere':
      return held(`its plugin.json is in a submodule of ${at}`, 'broken');
    case 'absent':
      if (present.manifest.kind === 'absent') return GO;
      return held(`${quote(manifestPath(place.directory))} is gone in ${at}${now}`, 'broken');
  }
}

/** What is wrong with a manifest, where in it, and what its author has to do. */
export function brokenManifest(fault: UnusableManifest): string {
  const { line, column = 1 } = fault.at;
  const { why, todo } = manifestWords(fault, 'update');
  return `${why}${line === undefined ? '' : `, at line ${line}, column ${column}`}; ${todo}`;
}

/** Rule 3: only for a reason, which `advance` decides. */
export function onlyForAReason({ present, target }: ReadHead, advance: 'version' | 'always'): boolean {
  const from = versionOf(present);
  const to = versionOf(target);
  return advance === 'always' || from !== to || (from === null && to === null);
}

/** `downgrades`: whether the manifest's own version went down. */
export function goesDown({ present, target }: ReadHead): boolean {
  const [from, to] = [versionOf(present), versionOf(target)];
  return from !== null && to !== null && isLower(to, from);
}

/** What an entry lists, and what its plugin declares. */
export interface ListedVersion {
  /** The entry's `version` as it stands; undefined where the key is absent. */
  readonly listed: unknown;
  /** The manifest's, where the pointer will be. */
  readonly declared: string | null;
  /** Of the release tag that the entry will be pinned to. */
  readonly tagged: string | null;
  /** Whether the pointer moves in this run. */
  readonly moves: boolean;
  readonly field: 'existing' | 'always' | 'never';
}

export type VersionVerdict =
  | { readonly kind: 'keep' }
  | { readonly kind: 'write'; readonly version: string }
  | HeldVerdict;

const KEEP: VersionVerdict = { kind: 'keep' };

/**
 * Rule 4: the version that users compare. Claude Code takes the manifest's, else the entry's, else the commit
 * (https://code.claude.com/docs/en/plugins-reference#version-management), so an entry must not say something else.
 */
export function versionToList({ listed, declared, tagged, moves, field }: ListedVersion): VersionVerdict {
  const wanted = declared ?? tagged;
  const absent = listed === undefined;
  if (declared === null && declares(listed) && moves && (tagged === null || field === 'never')) {
    return held(
      `the plugin declares no version, but its entry does (${shown(listed)}), so users would not get the update; raise or remove the entry's \`version\``,
    );
  }
  if (wanted === null || wanted === listed || field === 'never') return KEEP;
  if (isTooLong(wanted)) return held(`its version ${TOO_LONG}`, 'broken');
  if (absent) return field === 'always' ? { kind: 'write', version: wanted } : KEEP;
  // Where the manifest declares one, users get the version at the pointer anyway.
  if ((!moves || declared === null) && typeof listed === 'string' && isAhead(listed, wanted)) {
    return held(
      `the entry lists ${shown(listed)}, which is higher than its plugin's ${shown(wanted)}; ${declared === null ? 'push a higher tag' : 'raise the version in plugin.json'}`,
    );
  }
  return { kind: 'write', version: wanted };
}

/** Claude Code takes any text; a catalogue need not grow by what no person wrote. */
const LONGEST_VERSION = 256;
const TOO_LONG = `has more than ${LONGEST_VERSION} characters`;

function isTooLong(version: string | null): boolean {
  return version !== null && version.length > LONGEST_VERSION;
}

/** Whether `listed` is the higher of two semantic versions. */
export function isAhead(listed: string, declared: string): boolean {
  return compareVersions(listed, declared).change === 'downgrade';
}

/** An empty version is none, as in a manifest. */
function declares(listed: unknown): boolean {
  return listed !== undefined && listed !== null && !(typeof listed === 'string' && listed.trim() === '');
}

function shown(version: unknown): string {
  if (typeof version === 'object' && version !== null) return Array.isArray(version) ? 'a list' : 'an object';
  return quote(String(version));
}

/** The first digits of a commit, as people read them. */
export function short(commit: string): string {
  return commit.slice(0, 7);
}
