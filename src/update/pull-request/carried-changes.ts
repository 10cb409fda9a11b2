import { repositoryAt } from '../../github/address.ts';
import type { RepositoryName } from '../../github/repository.ts';
import { entryName, type Marketplace, type Subject } from '../../marketplace/marketplace.ts';
import type { CatalogueEntry } from '../../plugin/catalogue.ts';
import type { Edit } from '../../plugin/catalogue-edit.ts';
import { groupBy } from '../../plugin/group-by.ts';
import { isObject } from '../../plugin/json.ts';
import { isLower } from '../../plugin/version.ts';
import type { Update } from '../plan/decision.ts';
import type { Gitlink, PlannedChange } from '../plan/plan.ts';
import type { CommitState, OpenUpdates } from './open-updates.ts';
import { type Tip, versionsIn } from './own-commit.ts';

export interface Carried {
  readonly changes: readonly PlannedChange[];
  /** Names of plugins of which somebody changed the entry meanwhile, so that their update has to be made anew. */
  readonly lost: readonly string[];
}

interface Context {
  readonly marketplace: Marketplace;
  readonly serverUrl: string;
  /** Whether this run left the plugin to other runs. */
  readonly isLeft: (subject: Subject) => boolean;
  readonly tip: Tip;
}

/**
 * PURE: what our branch brings for plugins that this run did not look at, as changes of the present head: an open
 * update stays open until a run that looks at its plugin takes it back. What the head has already is done; where
 * somebody changed the same entry, theirs counts.
 */
export function carriedChanges(open: Extract<OpenUpdates, { kind: 'read' }>, context: Context): Carried {
  const { subjects } = context.marketplace;
  const names = groupBy(subjects, ({ entry }) => entry.name);
  const moves = subjects
    .filter(context.isLeft)
    .map((subject) => moveOf(subject, open, names.get(subject.entry.name) ?? []));
  const pathOf = ({ subject }: Move) => open.submodules.get(subject) ?? subject;
  const lost = new Set(moves.filter(({ isLost }) => isLost).map(pathOf));
  // Plugins of one submodule move together or not at all.
  const kept = moves.filter(
    (move) => move.edits.length + move.gitlinks.length > 0 && !lost.has(pathOf(move)),
  );
  const groups = groupBy(kept, pathOf);
  return {
    changes: [...groups.values()].map((group) => ({
      updates: group.map((move) => updateOf(move, context)),
      edits: group.flatMap(({ edits }) => edits),
      gitlinks: group.find(({ gitlinks }) => gitlinks.length > 0)?.gitlinks ?? [],
    })),
    lost: [
      ...moves.filter((move) => lost.has(pathOf(move))).map(({ subject }) => entryName(subject.entry)),
      ...unmatched(open, names),
    ],
  };
}

/** Names of entries that our commit changed and that the head has not, or not as often: they may be called otherwise. */
function unmatched(
  { tip, parent }: Extract<OpenUpdates, { kind: 'read' }>,
  names: ReadonlyMap<string | null, readonly Subject[]>,
): string[] {
  const textAt = ({ entries }: CommitState, name: string | null) =>
    JSON.stringify((entries.get(name) ?? []).map(writtenOf));
  return [...tip.entries].flatMap(([name, entries]) => {
    const isThere = names.get(name)?.length === entries.length;
    return isThere || textAt(tip, name) === textAt(parent, name) ? [] : [name ?? 'an entry without a name'];
  });
}

interface Move {
  readonly subject: Subject;
  readonly edits: readonly Edit[];
  readonly gitlinks: readonly Gitlink[];
  readonly isLost: boolean;
  /** The commits or tags that it leads from and to, as the entry has them. */
  readonly before: Written;
  readonly after: Written;
  readonly pointerBefore: string | null;
}

/** What we write of an entry. */
interface Written {
  readonly version: unknown;
  readonly ref: unknown;
  readonly sha: unknown;
}

/** @param alike the entries of its name, most often itself alone. */
function moveOf(
  subject: Subject,
  { tip, parent, head, submodules }: Extract<OpenUpdates, { kind: 'read' }>,
  alike: readonly Subject[],
): Move {
  const writtenAt = (state: CommitState) => writtenOf(namesake(state, subject, alike));
  const [before, after] = [writtenAt(parent), writtenAt(tip)];
  const now = writtenOf(subject.entry);
  const path = submodules.get(subject);
  const edits = editsOf(subject.entry, before, after);
  const pointers = path === undefined ? [] : [tip, parent, head].map((state) => state.pointer(path));
  const [to = null, from = null, present = null] = pointers;
  const moved = path !== undefined && to !== null && to !== from && present !== to;
  const isEdited = edits.length > 0 && !isSame(now, after) && !isSame(now, before);
  const isLost = isEdited || (moved && present !== from);
  const stays = isLost || isSame(now, after);
  return {
    subject,
    edits: stays ? [] : edits,
    gitlinks: isLost || !moved || path === undefined ? [] : [{ path, oid: to }],
    isLost,
    before,
    after,
    pointerBefore: from,
  };
}

/** Its entry in another commit; nothing where it has none there, or one of several that can't be told apart. */
function namesake(
  { entries }: CommitState,
  subject: Subject,
  alike: readonly Subject[],
): CatalogueEntry | null {
  const found = entries.get(subject.entry.name) ?? [];
  return found.length === alike.length ? (found[alike.indexOf(subject)] ?? null) : null;
}

function writtenOf(entry: CatalogueEntry | null): Written {
  const source = isObject(entry?.source) ? entry.source : {};
  return { version: entry?.version, ref: source['ref'], sha: source['sha'] };
}

function isSame(one: Written, other: Written): boolean {
  return one.version === other.version && one.ref === other.ref && one.sha === other.sha;
}

/** As the plan makes them. */
function editsOf({ index }: CatalogueEntry, before: Written, after: Written): Edit[] {
  const source = ['plugins', index, 'source'];
  const all: [Edit['path'], unknown, unknown][] = [
    [[...source, 'ref'], before.ref, after.ref],
    [[...source, 'sha'], before.sha, after.sha],
    [['plugins', index, 'version'], before.version, after.version],
  ];
  return all.flatMap(([path, from, to]) =>
    from !== to && typeof to === 'string' ? [{ path, value: to }] : [],
  );
}

/** What people read of it: the versions are those that the commit names, as far as it does. */
function updateOf(move: Move, { tip, marketplace, serverUrl }: Context): Update {
  const { subject, before, after, gitlinks, pointerBefore } = move;
  const plugin = entryName(subject.entry);
  const [link] = gitlinks;
  const told = versionsIn(tip, plugin) ?? { from: textOf(before.version), to: textOf(after.version) };
  const tags =
    before.ref === after.ref ? null : { previous: textOf(before.ref) ?? '', next: textOf(after.ref) ?? '' };
  return {
    plugin,
    kind:
      link !== undefined ? 'submodule' : tags !== null ? 'tag' : before.sha !== after.sha ? 'pin' : 'version',
    previousVersion: told.from,
    version: told.to,
    previousCommit: link === undefined ? textOf(before.sha) : pointerBefore,
    commit: link === undefined ? textOf(after.sha) : link.oid,
    repository: repositoryOf(subject, marketplace, { serverUrl, path: link?.path }),
    downgrade: told.from !== null && told.to !== null && isLower(told.to, told.from),
    ...(tags === null ? {} : { tags }),
  };
}

function repositoryOf(
  { source }: Subject,
  { repository, submodules }: Marketplace,
  { serverUrl, path }: { readonly serverUrl: string; readonly path: string | undefined },
): RepositoryName {
  if (source.kind === 'remote') return source.repository;
  const url = submodules.find((one) => one.path === path)?.url ?? null;
  return (url === null ? null : repositoryAt(url, serverUrl, repository)) ?? repository;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
