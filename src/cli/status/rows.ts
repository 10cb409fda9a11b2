import semver from 'semver';
import { entryName, type Subject } from '../../marketplace/marketplace.ts';
import { parseReleaseTag } from '../../plugin/release-tag.ts';
import { nowOf, type Observation, versionOf } from '../../update/observe/observation.ts';
import { type EntryState, STATES, stateOf } from '../marketplaces/entry-state.ts';
import type { PlannedMarketplace } from '../marketplaces/planned.ts';

/** A plugin's line in a marketplace. */
export interface StatusRow extends EntryState {
  readonly plugin: string;
  /** What the entry lists. */
  readonly listed: string | null;
  /** What its manifest says where the pointer stands. */
  readonly atPointer: string | null;
  /** What its manifest says at the head that the marketplace would follow. */
  readonly inRepository: string | null;
  readonly newestTag: string | null;
  /** Commits from the pointer to the head; null if they were not counted. */
  readonly commits: number | null;
  /** When the commit that the pointer stands at was made, in ISO 8601. */
  readonly since: string | null;
}

/** One marketplace's plugins; in a plugin's repository only its own. */
export interface MarketplaceStatus {
  readonly marketplace: string;
  readonly branch: string;
  readonly commit: string;
  readonly plugins: readonly StatusRow[];
}

type PlannedRows = Pick<PlannedMarketplace, 'seen' | 'plan' | 'follows'>;

/** PURE: the marketplace's plugins, what needs attention first, else in the order of the catalogue. */
export function statusRows(planned: PlannedRows, tags: ReadonlyMap<Subject, readonly string[]>): StatusRow[] {
  const rows = [...planned.seen].map(([subject, one]) =>
    rowOf(subject, one, planned, tags.get(subject) ?? []),
  );
  return rows.sort((a, b) => STATES.indexOf(a.state) - STATES.indexOf(b.state));
}

function rowOf(subject: Subject, one: Observation, planned: PlannedRows, tags: readonly string[]): StatusRow {
  const plugin = entryName(subject.entry);
  const { version } = subject.entry;
  return {
    plugin,
    ...stateOf(subject, planned),
    listed: typeof version === 'string' ? version : null,
    ...versionsOf(one),
    newestTag: highestOf(tags, plugin),
    commits: commitsOf(one),
    since: sinceOf(one),
  };
}

function versionsOf(one: Observation): Pick<StatusRow, 'atPointer' | 'inRepository'> {
  const at = (plugin: Extract<Observation, { kind: 'version' }>['plugin']) =>
    plugin.kind === 'plugin' ? versionOf(plugin) : null;
  const now = nowOf(one);
  const inRepository = now === null ? null : at(now);
  return { atPointer: one.kind === 'head' ? at(one.present) : null, inRepository };
}

function commitsOf(one: Observation): number | null {
  if (one.kind !== 'head') return null;
  if (one.ancestry?.kind === 'forward') return one.ancestry.commits;
  const { present, target } = one;
  return present.kind === 'plugin' && target.kind === 'plugin' && present.commit === target.commit ? 0 : null;
}

function sinceOf(one: Observation): string | null {
  const plugin = one.kind === 'head' ? one.present : one.kind === 'version' ? one.plugin : null;
  if (plugin?.kind !== 'plugin' || plugin.date === undefined) return null;
  return new Date(plugin.date).toISOString();
}

/** PURE: the highest release tag of a plugin: plain ones (`v1.2.3`), or those that begin with its name. */
export function highestOf(tags: readonly string[], plugin: string): string | null {
  const own = tags.flatMap((tag) => {
    const release = parseReleaseTag(tag);
    return release !== null && belongs(release.prefix, plugin) ? [{ tag, version: release.version }] : [];
  });
  return own.sort((a, b) => semver.rcompare(a.version, b.version))[0]?.tag ?? null;
}

/** `''`, `v`, `name-v`, `name--v`, `name/v`, `name@`, … */
function belongs(prefix: string, plugin: string): boolean {
  const rest = prefix.startsWith(plugin) ? prefix.slice(plugin.length) : prefix;
  return /^(?:[-/@_.]{0,2}v?)$/.test(rest);
}
