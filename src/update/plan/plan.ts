import semver from 'semver';
import { entryName, type Marketplace, type Subject } from '../../marketplace/marketplace.ts';
import type { Catalogue } from '../../plugin/catalogue.ts';
import { type Edit, editCatalogue, repeatedKeys } from '../../plugin/catalogue-edit.ts';
import { quote } from '../../plugin/display.ts';
import type { Place } from '../../plugin/position.ts';
import type { Observation } from '../observe/observation.ts';
import { type DecisionContext, decide, type Policy } from './decide.ts';
import { type Behind, type HeldVerdict, isUnread, meanwhile, type Update } from './decision.ts';
import { type Decided, groups, movesPointer, settle } from './shared-submodules.ts';

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

export type Held = Remaining & Pick<HeldVerdict, 'cause' | 'until'>;
export type Skipped = Remaining & { readonly warn: boolean };
export type Waiting = Behind & { readonly plugin: string };

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
  readonly marketplaceVersion: RaisedPart;
  /** Plugins whose repository still shows an older version than the event names. */
  readonly behind?: readonly string[];
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
    changes.length === 0 ? { edits: [], warnings: [] } : raiseOf(marketplace, options.marketplaceVersion);
  return {
    changes,
    raise: raise.edits,
    warnings: raise.warnings,
    held: chosen.flatMap(heldOf),
    skipped: chosen.flatMap(({ subject, decision }) =>
      decision.kind === 'skipped' ? [{ ...remaining(subject, decision.reason), warn: decision.warn }] : [],
    ),
    waiting: chosen.flatMap(waitingOf),
    unread: [
      ...chosen.flatMap(({ subject, decision }) => (isUnread(decision) ? [entryName(subject.entry)] : [])),
      ...(options.behind ?? []),
    ],
  };
}

/** PURE: the catalogue's text once these changes are made. */
export function editedCatalogue({ catalogue }: Marketplace, plan: Pick<Plan, 'changes' | 'raise'>): string {
  return editCatalogue(catalogue.text, [...plan.changes.flatMap(({ edits }) => edits), ...plan.raise]);
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

/**
 * A plugin that waits for a bump may also be held because of what its entry lists, and where an older version is taken,
 * the newest is.
 */
function heldOf({ subject, decision, seen }: Decided): Held[] {
  const at = meanwhile(decision);
  const held = at.kind === 'held' ? at : 'passedOver' in seen ? seen.passedOver : undefined;
  if (held === undefined) return [];
  const { reason, cause, until } = held;
  return [{ ...remaining(subject, reason), cause, ...(until === undefined ? {} : { until }) }];
}

function waitingOf({ subject, decision }: Decided): Waiting[] {
  if (decision.kind !== 'waiting') return [];
  const { kind: _, meanwhile: __, ...behind } = decision;
  return [{ plugin: entryName(subject.entry), ...behind }];
}

export type RaisedPart = 'keep' | 'patch' | 'minor' | 'major';

/** PURE: how a marketplace's own version is raised along with a change. */
export function raiseOf({ catalogue, file }: Pick<Marketplace, 'catalogue' | 'file'>, level: RaisedPart) {
  return raisedVersion(catalogue, level, repeatedKeys(catalogue.text, file.path));
}

/** PURE: `marketplace-version`: the catalogue's own version, wherever it stands. */
export function raisedVersion(
  catalogue: Catalogue,
  level: RaisedPart,
  repeatedKey: DecisionContext['repeatedKey'],
): { edits: Edit[]; warnings: string[] } {
  if (level === 'keep') return { edits: [], warnings: [] };
  const edits: Edit[] = [];
  const warnings = catalogue.versions.length === 0 ? [NO_VERSION] : [];
  for (const { path, version } of catalogue.versions) {
    const value = typeof version === 'string' ? raised(version, level) : null;
    const twice = repeatedKey(path);
    if (value !== null && twice === null) edits.push({ path, value });
    else
      warnings.push(
        `${quote(path.join('.'))} was not raised: it ${twice === null ? 'is not a semantic version' : 'is there twice'}.`,
      );
  }
  return { edits, warnings };
}

/** Null where it is no semantic version. A `v` before it stays. */
function raised(version: string, level: Exclude<RaisedPart, 'keep'>): string | null {
  const [, prefix = '', number = ''] = /^(v?)(\S+)$/.exec(version) ?? [];
  const next = /^\d/.test(number) ? semver.inc(number, level) : null;
  return next === null ? null : `${prefix}${next}`;
}

const NO_VERSION = '`marketplace-version` is set, but the marketplace has no version of its own to raise.';
