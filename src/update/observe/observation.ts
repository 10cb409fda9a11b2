import type { Ancestry } from '../../github/ancestry.ts';
import type { PluginAt, PluginPlace, ReadPlugin } from '../../github/plugin-place.ts';

/** A plugin at the commit that the marketplace points to, and at the one that it would point to. */
export interface Head {
  readonly kind: 'head';
  readonly how: 'submodule' | 'pin' | 'tag';
  /** Where `target` was read: a ref, or the default branch. */
  readonly place: PluginPlace;
  readonly present: PluginAt;
  readonly target: PluginAt;
  /** The release tags, where the entry is pinned to one; `version` is the target's. */
  readonly tag: { readonly present: string; readonly target: string; readonly version: string } | null;
  /** Null where nothing may move; and for release tags, which go by their version. */
  readonly ancestry: Ancestry | null;
  /** Where the manifest went that the target lacks, if it was found. */
  readonly newPlace: string | null;
}

/** A head whose two ends were both read. */
export interface ReadHead extends Head {
  readonly present: ReadPlugin;
  readonly target: ReadPlugin;
}

/** What was seen of an entry's plugin. */
export type Observation =
  | Head
  /** Nothing points to a commit, so only the version follows. */
  | { readonly kind: 'version'; readonly place: PluginPlace; readonly plugin: PluginAt }
  /** `error` where something failed or is broken, not merely waits for a decision. */
  | {
      readonly kind: 'held';
      readonly reason: string;
      readonly error: boolean;
      readonly unread?: boolean;
      readonly passes?: boolean;
    }
  | { readonly kind: 'skipped'; readonly reason: string };
