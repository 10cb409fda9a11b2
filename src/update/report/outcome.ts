import type { Problem } from '../../findings/problem.ts';
import type { Claim } from '../../marketplace/claim.ts';
import type { Marketplace, Subject } from '../../marketplace/marketplace.ts';
import type { UpdateOptions } from '../inputs.ts';
import type { IssueResult } from '../issue/report-issue.ts';
import type { Observation } from '../observe/observation.ts';
import type { Plan } from '../plan/plan.ts';
import type { PullRequestResults } from '../pull-request/sync-pull-requests.ts';

export type Written =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'dry-run'; readonly why: string }
  | { readonly kind: 'pushed'; readonly commit: string }
  /** `isUnsure`: it may have been written anyway. */
  | { readonly kind: 'refused'; readonly problem: Problem; readonly isUnsure: boolean }
  | { readonly kind: 'proposed'; readonly pullRequests: PullRequestResults };

/** What happened, before it is put into words. */
export interface UpdateOutcome {
  readonly options: Pick<
    UpdateOptions,
    'addresses' | 'repository' | 'plugins' | 'patterns' | 'mode' | 'fields' | 'checks'
  >;
  readonly marketplace: Marketplace;
  readonly seen: ReadonlyMap<Subject, Observation>;
  readonly plan: Plan;
  readonly claims: readonly Claim[];
  readonly written: Written;
  readonly issue: IssueResult;
}
