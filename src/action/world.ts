import type { Clock, Log } from '../github/client.ts';

/** What a run needs from outside, besides GitHub. */
export interface World {
  readonly clock: Clock;
  readonly log: Log;
}
