import semver from 'semver';
import { entryName, type Marketplace, type Subject } from '../../marketplace/marketplace.ts';
import type { Catalogue } from '../../plugin/catalogue.ts';
import { type Edit, editCatalogue, repeatedKeys } from '../../plugin/catalogue-edit.ts';
import { quote } from '../../plugin/display.ts';
import type { Place } from '../../plugin/problem.ts';
import type { Observation } from '../observe/observation.ts';
import { type DecisionContext, decide, type Policy } from './decide.ts';
import type { Decision, Update } from './decision.ts';
import { contentDiffers } from './rules.ts';

/** What belongs together: one plugin, or the plugins of one submodule that moves. */
export interface PlannedChange {
  readonly updates: readonly Update[];
  readonly edits: readonly Edit[];
  readonly gitlinks: readonly Gitlink[];
}

/** A submodule's pointer: where it goes. */
export interface Gitlink {
  readonly path: string;
  readonly oid: string;
}

export interface Remaining {
  readonly plugin: string;
  readonly reason: string;
  readonly at: Place;
}

export interface Held extends Remaining {
  readonly error: boolean;
  /** It could not be read, and the next run may well read it: nobody has to look at it. */
  readonly passes: boolean;
}

export interface Skipped extends Remaining {
  readonly warn: boolean;
}

export interface Waiting {
  readonly plugin: string;
  /** Null where they were not counted. */
  readonly commits: number | null;
  /** The newer release tag, where the entry is pinned to one. */
  readonly tag?: string;
}

/** All that a run will do, as data. */
export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** The catalogue's own version, raised along with any change. */
  readonly raise: readonly Edit[];
  readonly held: readonly Held[];
  readonly skipped: readonly Skipped[];
  readonly waiting: readonly Waiting[];
  /** Names of held plugins of which it is not known what would be done, because something could not be read. */
  readonly unread: readonly string[];
  /** What the raising of the catalogue's own version could not do. */
  readonly warnings: readonly string[];
}

export interface PlanOptions extends Policy {
  /** Whether a run is about the plugin of this name. */
  readonly plugins: (name: string) => boolean;
  readonly marketplaceVersion: 'keep' | 'patch' | 'minor' | 'major';
}

/** PURE: the marketplace at one commit, and what was seen of its plugins → what to do. */
export function makePlan(
  marketplace: Marketplace,
  seen: ReadonlyMap<Subject, Observation>,
  options: PlanOptions,
): Plan {
  const repeatedKey = repeatedKeys(marketplace.catalogue.text, marketplace.file.path);
  const context = { policy: options, repeatedKey };
  const own = [...seen].map(
    ([subject, one]): Decided => ({ subject, seen: one, decision: decide(subject, one, context) }),
  );
  const decided = [...groups(own)].flatMap((group) => settle(group, options.plugins));
  const chosen = decided.filter(({ subject }) => options.plugins(entryName(subject.entry)));
  const changes = [...groups(chosen)].flatMap(changesOf);
  const raise =
    changes.length === 0
      ? { edits: [], warnings: [] }
      : raised(marketplace.catalogue, options.marketplaceVersion, repeatedKey);
  return {
    changes,
    raise: raise.edits,
    warnings: raise.warnings,
    held: chosen.flatMap(heldOf),
    skipped: chosen.flatMap(({ subject, decision }) =>
      decision.kind === 'skipped' ? [{ ...remaining(subject, decision.reason), warn: decision.warn }] : [],
    ),
    waiting: chosen.flatMap(waitingOf),
    unread: chosen.flatMap(({ subject, decision }) => (isUnread(decision) ? [entryName(subject.entry)] : [])),
  };
}

/** PURE: the catalogue's text once these changes are made. */
export function editedCatalogue({ catalogue }: Marketplace, plan: Pick<Plan, 'changes' | 'raise'>): string {
  return editCatalogue(catalogue.text, [...plan.changes.flatMap(({ edits }) => edits), ...plan.raise]);
}

interface Decided {
  readonly subject: Subject;
  readonly seen: Observation;
  readonly decision: Decision;
}

/** Those in one submodule move together; all others alone. In the order of the entries. */
function groups(decided: readonly Decided[]): Iterable<Decided[]> {
  const found = new Map<string, Decided[]>();
  for (const one of decided) {
    const { source, entry } = one.subject;
    const key = source.kind === 'submodule' ? `submodule ${source.pointer.path}` : `entry ${entry.index}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return found.values();
}

/** A pointer that several share moves only where that suits all of them. */
function settle(group: readonly Decided[], chosen: (name: string) => boolean): readonly Decided[] {
  const moving = group.filter(movesPointer);
  if (group[0]?.subject.source.kind !== 'submodule' || moving.length === 0) return group;
  const reason = reasonAgainst(group, moving, chosen);
  if (reason !== null) {
    const unread = group.some((one) => isUnread(one.decision) || !chosen(entryName(one.subject.entry)));
    const stopped: Decision = { kind: 'held', reason, error: false, blocks: true, unread };
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
  const blocked = group.find(({ decision }) => decision.kind === 'held' && decision.blocks);
  if (blocked !== undefined) return `${sharing(blocked)}, which is held`;
  const left = group.find(
    ({ subject, seen }) => !chosen(entryName(subject.entry)) && seen.kind === 'head' && contentDiffers(seen),
  );
  if (left !== undefined) return `${sharing(left)}, which \`plugins\` leaves out`;
  const other = group.find((one) => targetOf(one) !== (mover === undefined ? null : targetOf(mover)));
  return other === undefined
    ? null
    : `${sharing(other)}, which follows another commit; put both or neither into \`releases\``;
}

function targetOf({ seen }: Decided): string | null {
  return seen.kind === 'head' && seen.target.kind === 'plugin' ? seen.target.commit : null;
}

function movesPointer({ decision }: Decided): boolean {
  return decision.kind === 'update' && decision.update.kind !== 'version';
}

function changesOf(group: readonly Decided[]): PlannedChange[] {
  const made = group.flatMap((one) => {
    const decision = meanwhile(one.decision);
    return decision.kind === 'update' ? [{ ...one, decision }] : [];
  });
  if (made.length === 0) return [];
  const updates = made.map(({ decision }) => decision.update);
  const edits = made.flatMap(({ decision }) => decision.edits);
  const [gitlink] = made.flatMap((one) => (movesPointer(one) ? gitlinkOf(one) : []));
  return [{ updates, edits, gitlinks: gitlink === undefined ? [] : [gitlink] }];
}

function gitlinkOf({ subject: { source }, seen }: Decided): Gitlink[] {
  if (source.kind !== 'submodule' || seen.kind !== 'head' || seen.target.kind !== 'plugin') return [];
  return [{ path: source.pointer.path, oid: seen.target.commit }];
}

function remaining({ entry }: Subject, reason: string): Remaining {
  return { plugin: entryName(entry), reason, at: entry.at };
}

/** One that waits for a bump may be held besides, by what its entry lists. */
function heldOf({ subject, decision }: Decided): Held[] {
  const at = meanwhile(decision);
  return at.kind === 'held'
    ? [{ ...remaining(subject, at.reason), error: at.error, passes: at.passes === true }]
    : [];
}

function isUnread(decision: Decision): boolean {
  const at = meanwhile(decision);
  return at.kind === 'held' && at.unread === true;
}

/** What becomes of the entry where its pointer stays. */
function meanwhile(decision: Decision): Decision {
  return decision.kind === 'waiting' ? decision.meanwhile : decision;
}

function waitingOf({ subject, decision }: Decided): Waiting[] {
  if (decision.kind !== 'waiting') return [];
  const { commits, tag } = decision;
  return [{ plugin: entryName(subject.entry), commits, ...(tag === undefined ? {} : { tag }) }];
}

/** `marketplace-version`: the catalogue's own version, wherever it stands. */
function raised(
  catalogue: Catalogue,
  level: PlanOptions['marketplaceVersion'],
  repeatedKey: DecisionContext['repeatedKey'],
): { edits: Edit[]; warnings: string[] } {
  if (level === 'keep') return { edits: [], warnings: [] };
  const edits: Edit[] = [];
  const warnings = catalogue.versions.length === 0 ? [NO_VERSION] : [];
  for (const { path, version } of catalogue.versions) {
    const value =
      typeof version === 'string' && semver.valid(version) !== null ? semver.inc(version, level) : null;
    const twice = repeatedKey(path);
    if (value !== null && twice === null) edits.push({ path, value });
    else
      warnings.push(
        `${quote(path.join('.'))} was not raised: it ${twice === null ? 'is no semantic version' : 'stands twice'}.`,
      );
  }
  return { edits, warnings };
}

const NO_VERSION = '`marketplace-version` is set, but the catalogue has no version of its own to raise.';
