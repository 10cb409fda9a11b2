import type { Client, Clock, Log } from '../github/client.ts';
import type { UpdateOptions } from './inputs.ts';
import type { Marketplace } from './marketplace.ts';
import type { Plan } from './plan.ts';

/** What proposing needs. */
export interface Proposer {
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Log;
  readonly options: UpdateOptions;
  readonly marketplace: Marketplace;
  readonly plan: Plan;
}
