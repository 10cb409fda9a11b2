import type { Problem } from '../../findings/problem.ts';
import type { Client, Clock, Log } from '../../github/client/client.ts';
import type { Marketplace } from '../../marketplace/marketplace.ts';
import type { UpdateOptions } from '../inputs.ts';
import type { Update } from '../plan/decision.ts';
import type { Plan } from '../plan/plan.ts';
import type { PullRequest } from './next-step.ts';

/** What opening, updating and closing pull requests needs. */
export interface PullRequestContext {
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Log;
  readonly options: UpdateOptions;
  readonly marketplace: Marketplace;
  readonly plan: Plan;
}

export interface PullRequestResult {
  readonly branch: string;
  readonly plugins: readonly string[];
  /** All that it brings where this run made it, or found it as it would make it. */
  readonly updates: readonly Update[];
  /** `unsettled`: open, and left as it is, because what it is about was not read or not chosen in this run. */
  readonly outcome: 'opened' | 'updated' | 'kept' | 'left' | 'declined' | 'closed' | 'unsettled';
  /** Null where there is none: a branch with commits of others, and no pull request. */
  readonly pullRequest: Pick<PullRequest, 'number' | 'url'> | null;
  /** The commit made for it in this run. */
  readonly commit: string | null;
}

export type StepResult =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly problem: Problem }
  | {
      readonly kind: 'done';
      readonly result: PullRequestResult;
      /** What went wrong on the way; the pull request exists anyway. */
      readonly warnings: readonly Problem[];
    };
