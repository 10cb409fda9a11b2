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
  /** One sentence on what was looked at; empty where nothing was. */
  readonly scope: string;
  readonly serverUrl: string;
}

export const NOTHING: NotifyOutcome = {
  decisions: [],
  problems: [],
  deliveries: { deliveries: [], renamed: new Map() },
  arrivals: [],
  eventType: '',
  remarks: [],
  scope: '',
  serverUrl: '',
};

/** The deliveries that carried a change: one for each marketplace. */
export function deliveriesOf(change: Change, deliveries: readonly Delivery[]): Delivery[] {
  return deliveries.filter(({ notification }) => notification.changes.includes(change));
}
