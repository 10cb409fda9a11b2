import type { Problem } from '../../../findings/problem.ts';
import { marketplaceProblem } from '../../../findings/reading.ts';
import { MarketplaceError } from '../../../marketplace/cause.ts';
import { type PlannedMarketplace, type PlanRequest, readPlanned } from '../../marketplaces/planned.ts';
import type { Access } from '../remote/access.ts';
import type { Facts } from '../remote/facts.ts';
import { attempt, type Seen, type Unseen } from '../remote/seen.ts';

/** A marketplace as its own update workflow would see it now. */
export type Planned =
  | { readonly kind: 'seen'; readonly value: PlannedMarketplace }
  | Unseen
  /** It is there, but no marketplace. */
  | { readonly kind: 'broken'; readonly problem: Problem };

/** READ: the marketplace, its plugins' repositories, and what would be done. */
export async function readPlan(access: Access, facts: Facts, request: PlanRequest): Promise<Planned> {
  const read: Seen<Planned> = await attempt(access, async (client) => {
    try {
      return { kind: 'seen', value: await readPlanned(client, facts, request) };
    } catch (error) {
      // What is wrong with the files is a finding; what keeps them from being read is not.
      if (!(error instanceof MarketplaceError) || error.reason.kind === 'unread') throw error;
      return { kind: 'broken', problem: marketplaceProblem(error.reason, 'command-line') };
    }
  });
  return read.kind === 'unseen' ? read : read.value;
}
