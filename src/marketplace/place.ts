import type { RepositoryName } from '../github/repository.ts';

/** Where Claude Code looks for it (https://code.claude.com/docs/en/plugin-marketplaces). */
export const CATALOGUE = '.claude-plugin/marketplace.json';

/** Which file of which branch, on which GitHub. */
export interface MarketplacePlace {
  readonly repository: RepositoryName;
  readonly branch: string;
  /** `.claude-plugin/marketplace.json`, unless the input says otherwise. */
  readonly file: string;
  readonly server: string;
}
