import type { Ancestry } from '../../github/ancestry.ts';
import type { PluginAt, PluginPlace, ReadPlugin } from '../../github/plugins/plugin-place.ts';

export interface ReleaseTags {
  readonly present: string;
  readonly target: string;
  /** The target's. */
  readonly version: string;
  /** Those between the two, from the highest on. */
  readonly between: readonly string[];
}

/** A plugin at the commit that the marketplace points to, and at the one that it would point to. */
export interface Ends {
  readonly how: 'submodule' | 'pin' | 'tag';
  /** Where `target` was read: a ref, or the default branch. */
  readonly place: PluginPlace;
  readonly present: PluginAt;
  readonly target: PluginAt;
  /** The release tags, where the entry is pinned to one. */
  readonly tag: ReleaseTags | null;
}

/** Why something may not be taken yet. */
export interface Young {
  readonly reason: string;
  readonly cause: HeldCause;
  /** From when on it may be, in epoch milliseconds, where that is known. */
  readonly until?: number;
}

/** What `minimum-age` makes of a plugin that would move. */
export interface Aged {
  readonly young?: Young;
  /** What its repository holds now, where something older is taken instead, and why that is not taken. */
  readonly newest?: ReadPlugin;
  readonly passedOver?: Young;
}

/** Both ends, and how they relate. */
export interface Head extends Ends, Aged {
  readonly kind: 'head';
  /** Null where nothing may move; and for release tags, which go by their version. */
  readonly ancestry: Ancestry | null;
  /** Where the manifest went that the target lacks, if it was found. */
  readonly newPlace: string | null;
  /** Whether all that differs is in folders of other plugins. */
  readonly isNestedOnly?: true;
}

/** A head whose two ends were both read. */
export interface ReadHead extends Head {
  readonly present: ReadPlugin;
  readonly target: ReadPlugin;
}

export type HeldCause =
  /** A person must decide. */
  | 'decision'
  /** Something is broken: an error. */
  | 'broken'
  /** It could not be read, and will not be until a person does something: an error. */
  | 'unreadable'
  /** GitHub failed, and the next run may well read it: an error. */
  | 'passing'
  /** A person must decide, and until then it is not known what would be done. */
  | 'undecided'
  /** It has not been public for as long as `minimum-age` asks: a later run takes it. */
  | 'young';

/** PURE: whether something is held because it failed or is broken, not because a person must decide or time must pass. */
export function isError(cause: HeldCause): boolean {
  return cause !== 'decision' && cause !== 'undecided' && cause !== 'young';
}

/** Nothing points to a commit, so only the version follows. */
export interface OnlyVersion extends Aged {
  readonly kind: 'version';
  readonly place: PluginPlace;
  readonly plugin: PluginAt;
}

export type Observation =
  | Head
  | OnlyVersion
  | { readonly kind: 'held'; readonly reason: string; readonly cause: HeldCause }
  | { readonly kind: 'skipped'; readonly reason: string };

/** PURE: the version that a plugin's own manifest declares; null where it declares none, or there is none. */
export function versionOf({ manifest }: ReadPlugin): string | null {
  return manifest.kind === 'manifest' ? manifest.manifest.version : null;
}

/** PURE: the plugin as its repository has it now, where one was looked at. */
export function nowOf(one: Observation | undefined): PluginAt | null {
  if (one?.kind !== 'head' && one?.kind !== 'version') return null;
  return one.newest ?? (one.kind === 'head' ? one.target : one.plugin);
}

/** PURE: whether anything of the plugin differs: for one in a subdirectory only that directory counts. */
export function contentDiffers({ present, target }: Pick<Ends, 'present' | 'target'>): boolean {
  if (present.kind !== 'plugin' || target.kind !== 'plugin') return false;
  if (present.commit === target.commit) return false;
  return present.directory !== target.directory || versionOf(present) !== versionOf(target);
}
