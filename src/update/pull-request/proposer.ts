import type { Client, Clock, Log } from '../../github/client.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import type { UpdateOptions } from '../inputs.ts';
import type { Plan } from '../plan/plan.ts';
import type { PullRequest } from './proposals.ts';

/** What proposing needs. */
export interface Proposer {
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Log;
  readonly options: UpdateOptions;
  readonly marketplace: Marketplace;
  readonly plan: Plan;
}

/** What became of one proposal. */
export interface Proposed {
  readonly branch: string;
  readonly plugins: readonly string[];
  /** `unsettled`: open, and left as it is, because what it is about was not read or not chosen in this run. */
  readonly outcome: 'opened' | 'updated' | 'kept' | 'left' | 'declined' | 'closed' | 'unsettled';
  /** Null where there is none: a branch with commits of others that nobody proposes. */
  readonly pullRequest: Pick<PullRequest, 'number' | 'url'> | null;
  /** The commit made for it in this run. */
  readonly commit: string | null;
}
