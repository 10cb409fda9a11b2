import type { TokenOptions } from '../../sandbox/types.ts';
import type { World, WorldOptions } from './doctor-world.ts';

/** A world in which one thing is wrong, and what doctor says of it. */
export interface Case {
  readonly code: string;
  /** Where one code has several causes: which. */
  readonly when?: string;
  readonly status: 'problem' | 'warning';
  /** The title that it stands below. */
  readonly check: string;
  readonly where: 'plugin' | 'marketplace' | 'this clone' | 'token';
  /** `file:line:column`, as far as it is known. */
  readonly at?: string;
  /** Part of what is said. */
  readonly what: string;
  /** Part of what to do. `PLUGIN` and `MARKETPLACE` stand for `owner/repo`, `HOST` for the server's. */
  readonly remedy: string;
  readonly world?: WorldOptions;
  /** After the clone was made, and perhaps in it. */
  readonly arrange?: (at: World, folder: string) => Promise<void> | void;
  /** Default: the plugin's clone. */
  readonly from?: 'plugin' | 'marketplace' | 'elsewhere';
  readonly args?: readonly string[];
  readonly env?: Record<string, string>;
  /** `--token-file` with this one, of the marketplace with "Contents: write" unless it says otherwise. */
  readonly token?: Partial<TokenOptions> | string;
  /** Codes that must come along. */
  readonly with?: readonly string[];
}
