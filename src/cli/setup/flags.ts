export type Mode = 'push' | 'pull-request';

/** The options of `setup`, as they are typed. */
export interface SetupFlags {
  /** The marketplaces that plugins are to tell; true for the update workflow, in a marketplace. */
  readonly marketplace?: string | true;
  /** Folders; true for every submodule. */
  readonly plugins?: true | readonly string[];
  readonly eventType?: string;
  readonly secret?: string;
  readonly action?: string;
  readonly mode?: string;
  readonly force?: boolean;
  readonly migrate?: boolean;
  readonly check?: boolean;
}
