import { entryName, type Subject } from '../../marketplace/marketplace.ts';
import { quote } from '../../plugin/display.ts';
import { contentDiffers, type Observation } from '../observe/observation.ts';
import { type Decision, isUnread } from './decision.ts';

/** PURE: plugins of one submodule share its pointer, so they move together or not at all. */

/** An entry, what was seen of its plugin, and what becomes of it. */
export interface Decided {
  readonly subject: Subject;
  readonly seen: Observation;
  readonly decision: Decision;
}

/** Those in one submodule move together; all others alone. In the order of the entries. */
export function groups(decided: readonly Decided[]): Iterable<Decided[]> {
  const found = new Map<string, Decided[]>();
  for (const one of decided) {
    const { source, entry } = one.subject;
    const key = source.kind === 'submodule' ? `submodule ${source.pointer.path}` : `entry ${entry.index}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found.values();
}

/** A pointer that several share moves only where that suits all of them. */
export function settle(group: readonly Decided[], chosen: (name: string) => boolean): readonly Decided[] {
  const moving = group.filter(movesPointer);
  if (group[0]?.subject.source.kind !== 'submodule' || moving.length === 0) return group;
  const reason = reasonAgainst(group, moving, chosen);
  if (reason !== null) {
    const isUndecided = group.some((one) => isUnread(one.decision) || !chosen(entryName(one.subject.entry)));
    const blocking = group.flatMap(({ decision }) => (decision.kind === 'held' ? [decision.cause] : []));
    const isYoung = blocking.length > 0 && blocking.every((one) => one === 'young');
    const cause = isUndecided ? 'undecided' : isYoung ? 'young' : 'decision';
    const stopped: Decision = { kind: 'held', reason, cause, holds: 'pointer' };
    return group.map((one) => (movesPointer(one) ? { ...one, decision: stopped } : one));
  }
  return group.map((one) => ({ ...one, decision: takenAlong(one.decision, moving[0]) }));
}

/** The pointer moves for another: who waits for a bump still does, as seen by its users. */
function takenAlong(decision: Decision, mover: Decided | undefined): Decision {
  if (decision.kind === 'waiting') return { ...decision, meanwhile: takenAlong(decision.meanwhile, mover) };
  if (decision.kind !== 'update' || decision.update.kind !== 'version' || mover === undefined)
    return decision;
  return { ...decision, update: { ...decision.update, commit: targetOf(mover) } };
}

function reasonAgainst(
  group: readonly Decided[],
  [mover]: readonly Decided[],
  chosen: (name: string) => boolean,
): string | null {
  const sharing = ({ subject }: Decided) => `it shares its submodule with ${quote(entryName(subject.entry))}`;
  const blocked = group.find(({ decision }) => decision.kind === 'held' && decision.holds === 'pointer');
  if (blocked !== undefined) return `${sharing(blocked)}, which is held`;
  const left = group.find(
    ({ subject, seen }) => !chosen(entryName(subject.entry)) && seen.kind === 'head' && contentDiffers(seen),
  );
  if (left !== undefined) return `${sharing(left)}, which \`plugins\` leaves out`;
  const other = group.find((one) => targetOf(one) !== (mover === undefined ? null : targetOf(mover)));
  return other === undefined
    ? null
    : `${sharing(other)}, which follows another commit; list both or neither in \`releases\``;
}

function targetOf({ seen }: Decided): string | null {
  return seen.kind === 'head' && seen.target.kind === 'plugin' ? seen.target.commit : null;
}

export function movesPointer({ decision }: Decided): boolean {
  return decision.kind === 'update' && decision.update.kind !== 'version';
}
