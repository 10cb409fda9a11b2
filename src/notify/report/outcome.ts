import type { Annotation } from '../../action/report.ts';
import type { Problem } from '../../findings/problem.ts';
import type { Change } from '../compare/changes.ts';
import type { SendDecision } from '../send/decide.ts';
import type { Deliveries, Delivery } from '../send/deliver.ts';
import type { Arrival } from '../wait/arrival.ts';

/** What happened, before it is put into words. */
export interface NotifyOutcome {
  readonly decisions: readonly SendDecision[];
  readonly problems: readonly Problem[];
  readonly deliveries: Deliveries;
  /** What was waited for. */
  readonly arrivals: readonly Arrival[];
  readonly eventType: string;
  /** Of the run as a whole, e.g. why nothing was looked at, or a token that expires. */
  readonly remarks: readonly Annotation[];
  /** Null where nothing was looked at. */
  readonly scope: Scope | null;
  readonly serverUrl: string;
  /** This one: `owner/name`. */
  readonly repository: string;
}

/** What was looked at. */
export interface Scope {
  /** One sentence. */
  readonly text: string;
  /** The same on GitHub's pages, below the repository's address: `compare/<oid>...<oid>` or `tree/<oid>`. */
  readonly page: string;
}

export const NOTHING: NotifyOutcome = {
  decisions: [],
  problems: [],
  deliveries: { deliveries: [], renamed: new Map() },
  arrivals: [],
  eventType: '',
  remarks: [],
  scope: null,
  serverUrl: '',
  repository: '',
};

/** The deliveries that carried a change: one for each marketplace. */
export function deliveriesOf(change: Change, deliveries: readonly Delivery[]): Delivery[] {
  return deliveries.filter(({ notification }) => notification.changes.includes(change));
}
