import { entryName, type Subject } from '../../marketplace/marketplace.ts';
import type { PlannedMarketplace } from './planned.ts';

/** What needs attention comes first. */
export const STATES = ['held', 'due', 'young', 'waiting', 'current', 'skipped'] as const;
export type State = (typeof STATES)[number];

export interface EntryState {
  readonly state: State;
  /** Why it is held, too young or skipped; empty where nothing is to be said. */
  readonly detail: string;
  /** From when on a run takes what is too young, in ISO 8601; null where nothing waits for a time. */
  readonly until: string | null;
}

/** PURE: what a run of the update workflow would do with an entry now. */
export function stateOf(subject: Subject, planned: Pick<PlannedMarketplace, 'plan' | 'follows'>): EntryState {
  const stands = standingOf(subject, planned);
  const until = planned.plan.held.find(({ at }) => at === subject.entry.at)?.until;
  // A time that no Date can hold is none.
  const time = new Date(stands.state === 'skipped' ? Number.NaN : (until ?? Number.NaN));
  return { ...stands, until: Number.isNaN(time.getTime()) ? null : time.toISOString() };
}

function standingOf(
  { entry }: Subject,
  { plan, follows }: Pick<PlannedMarketplace, 'plan' | 'follows'>,
): Omit<EntryState, 'until'> {
  const name = entryName(entry);
  if (!follows(name)) return { state: 'skipped', detail: '`plugins` of the update workflow leaves it out' };
  const of = <T extends { at: unknown; reason: string }>(list: readonly T[]) =>
    list.find(({ at }) => at === entry.at);
  const held = of(plan.held);
  const due = plan.changes.some(({ updates }) => updates.some(({ plugin }) => plugin === name));
  // An older version than the one that is too young.
  if (due && (held === undefined || held.cause === 'young'))
    return { state: 'due', detail: held?.reason ?? '' };
  if (held !== undefined) return { state: held.cause === 'young' ? 'young' : 'held', detail: held.reason };
  const skipped = of(plan.skipped);
  if (skipped !== undefined) return { state: 'skipped', detail: skipped.reason };
  return plan.waiting.some(({ plugin }) => plugin === name)
    ? { state: 'waiting', detail: 'the version is the same' }
    : { state: 'current', detail: '' };
}
