import type { ReadPlugin } from '../../github/plugins/plugin-place.ts';
import { fullName, type RepositoryName } from '../../github/repository.ts';
import { entryName, type Subject } from '../../marketplace/marketplace.ts';
import type { Edit } from '../../plugin/catalogue-edit.ts';
import { quote } from '../../plugin/display.ts';
import type { JsonPath } from '../../plugin/json-text.ts';
import type { Place } from '../../plugin/position.ts';
import { parseReleaseTag } from '../../plugin/release-tag.ts';
import {
  contentDiffers,
  type Head,
  type Observation,
  type ReadHead,
  versionOf,
} from '../observe/observation.ts';
import type { Decision, HeldVerdict, Update } from './decision.ts';
import {
  brokenManifest,
  goesDown,
  held,
  isAhead,
  onlyForAReason,
  onlyForward,
  onlyToAWorkingPlugin,
  type VersionVerdict,
  versionToList,
} from './rules.ts';
import { unfollowedTag } from './unfollowed-tag.ts';
import { commitGone, headMissing, notRead } from './unread.ts';

export interface Policy {
  readonly advance: 'version' | 'always';
  readonly downgrades: 'follow' | 'hold';
  readonly versionField: 'existing' | 'always' | 'never';
}

export interface DecisionContext {
  readonly policy: Policy;
  /** Where a key on the way to a value appears for the second time, if one does. */
  readonly repeatedKey: (path: JsonPath) => Place | null;
}

/** PURE: one entry and what was seen of its plugin → what becomes of it. */
export function decide(subject: Subject, seen: Observation, context: DecisionContext): Decision {
  const decision = decideSeen(subject, seen, context);
  const tag = decision.kind === 'current' ? unfollowedTag(subject, seen) : null;
  if (tag === null) return decision;
  const why = `it is pinned to the tag ${quote(tag)}, which is not a semantic version, so newer tags are not recognised`;
  return skip(`${why}; change its \`ref\` by hand, or tag releases like v1.2.3`, false);
}

function decideSeen(subject: Subject, seen: Observation, context: DecisionContext): Decision {
  switch (seen.kind) {
    case 'skipped':
      return { kind: 'skipped', reason: seen.reason, warn: false };
    case 'held':
      return holdPointer(seen);
    case 'version':
      return decideVersion(subject, seen, context);
    case 'head':
      return decideHead(subject, seen, context);
  }
}

function decideVersion(
  subject: Subject,
  { plugin, place, young }: Extract<Observation, { kind: 'version' }>,
  context: DecisionContext,
): Decision {
  if (plugin.kind !== 'plugin') return notRead(plugin, place);
  if (plugin.manifest.kind === 'unreadable') {
    return holdPointer(held(brokenManifest(plugin.manifest.fault), 'broken'));
  }
  if (plugin.manifest.kind === 'elsewhere')
    return skip('it is in a submodule that has no usable section in `.gitmodules`', true);
  if (plugin.manifest.kind === 'absent') {
    if (plugin.directory === null) return skip(`there is no folder ${quote(place.directory)}`, true);
    return skip('it has no plugin.json, so there is no version to follow', false);
  }
  const standing = { plugin, commit: null, tagged: null, repository: place.repository };
  const decision = correct(subject, standing, context);
  return decision.kind === 'update' && young !== undefined ? holdPointer(young) : decision;
}

function holdPointer({ reason, cause, until }: Omit<HeldVerdict, 'kind'>): Decision {
  return { kind: 'held', reason, cause, ...(until === undefined ? {} : { until }), holds: 'pointer' };
}

function skip(reason: string, warn: boolean): Decision {
  return { kind: 'skipped', reason, warn };
}

function decideHead(subject: Subject, head: Head, context: DecisionContext): Decision {
  const { place, present, target } = head;
  if (target.kind === 'no-commit') return headMissing(subject, place);
  if (target.kind !== 'plugin') return notRead(target, place);
  // Nothing is undone for it: a commit may be missing from one copy of a repository for a moment.
  if (present.kind === 'no-commit') return holdPointer(held(commitGone(subject, head), 'undecided'));
  if (present.kind !== 'plugin') return notRead(present, place);
  const isNested = present.manifest.kind === 'elsewhere' && target.manifest.kind === 'elsewhere';
  if (isNested)
    return skip('it is in a submodule of its submodule, and that pointer is in another repository', true);
  if (present.directory === null && target.directory === null) {
    return skip(`there is no folder ${quote(place.directory)} in ${fullName(place.repository)}`, true);
  }
  const read = { ...head, present, target };
  return contentDiffers(head) ? decideMove(subject, read, context) : stay(subject, read, context);
}

function decideMove(subject: Subject, head: ReadHead, context: DecisionContext): Decision {
  const forward = onlyForward(head);
  if (forward.kind === 'stay') return skip(forward.reason, false);
  if (forward.kind === 'held') return holdPointer(forward);
  const works = onlyToAWorkingPlugin(head);
  if (works.kind === 'held') return holdPointer(works);
  const { advance, downgrades } = context.policy;
  if (!onlyForAReason(head, advance)) {
    if (head.isNestedOnly) return stay(subject, head, context);
    const commits = head.ancestry?.kind === 'forward' ? head.ancestry.commits : null;
    const newer = head.tag === null ? {} : { tag: head.tag.target };
    return { kind: 'waiting', commits, ...newer, meanwhile: stay(subject, head, context) };
  }
  if (goesDown(head) && downgrades === 'hold') {
    const down = `its version went down from ${quote(versionOf(head.present) ?? '')} to ${quote(versionOf(head.target) ?? '')}, and \`downgrades\` is \`hold\``;
    return holdPointer(held(down));
  }
  return head.young === undefined ? move(subject, head, context) : holdPointer(head.young);
}

function move(subject: Subject, head: ReadHead, { policy, repeatedKey }: DecisionContext): Decision {
  const { present, target, tag, how, place } = head;
  const declared = versionOf(target);
  const { version: listed } = subject.entry;
  const tagged = tag?.version ?? null;
  const list = versionToList({ listed, declared, tagged, moves: true, field: policy.versionField });
  if (list.kind === 'held') return holdPointer(list);
  const edits = [...pointerEdits(subject, head), ...versionEdits(subject, list)];
  const wasHigher = list.kind === 'write' && typeof listed === 'string' && isAhead(listed, list.version);
  return checked(edits, repeatedKey, {
    plugin: entryName(subject.entry),
    kind: how,
    previousVersion: versionOf(present) ?? textOf(listed),
    version: declared ?? (list.kind === 'write' ? list.version : tag === null ? null : textOf(listed)),
    previousCommit: present.commit,
    commit: target.commit,
    repository: place.repository,
    downgrade: goesDown(head),
    ...(tag === null ? {} : { tags: { previous: tag.present, next: tag.target } }),
    ...(wasHigher && !goesDown(head) ? { lowered: listed } : {}),
  });
}

/** What is written of a pin; a submodule's pointer is no part of the catalogue. */
function pointerEdits({ entry, source }: Subject, { target, tag }: ReadHead): Edit[] {
  if (source.kind !== 'remote') return [];
  const path = ['plugins', entry.index, 'source'];
  return [
    ...(tag === null ? [] : [{ path: [...path, 'ref'], value: tag.target }]),
    ...(source.sha === null ? [] : [{ path: [...path, 'sha'], value: target.commit }]),
  ];
}

function versionEdits({ entry }: Subject, list: VersionVerdict): Edit[] {
  return list.kind === 'write' ? [{ path: ['plugins', entry.index, 'version'], value: list.version }] : [];
}

function stay(subject: Subject, { present, tag, place }: ReadHead, context: DecisionContext): Decision {
  if (present.manifest.kind === 'unreadable') return { kind: 'current' };
  const tagged = tag === null ? null : (parseReleaseTag(tag.present)?.version ?? null);
  const standing = { plugin: present, commit: present.commit, tagged, repository: place.repository };
  return correct(subject, standing, context);
}

interface Standing {
  readonly plugin: ReadPlugin;
  /** Null where nothing points to one. */
  readonly commit: string | null;
  readonly tagged: string | null;
  readonly repository: RepositoryName;
}

/** The version alone, where the entry lists another than its plugin declares. */
function correct(
  subject: Subject,
  { plugin, commit, tagged, repository }: Standing,
  { policy, repeatedKey }: DecisionContext,
): Decision {
  const { version: listed } = subject.entry;
  const declared = versionOf(plugin);
  const list = versionToList({ listed, declared, tagged, moves: false, field: policy.versionField });
  if (list.kind === 'keep') return { kind: 'current' };
  if (list.kind === 'held') return { ...list, holds: 'version' };
  return checked(versionEdits(subject, list), repeatedKey, {
    plugin: entryName(subject.entry),
    kind: 'version',
    previousVersion: textOf(listed),
    version: list.version,
    previousCommit: commit,
    commit,
    repository,
    downgrade: false,
  });
}

/** Readers take the last of two keys and editors the first, so a person must remove one before we write it. */
function checked(
  edits: readonly Edit[],
  repeatedKey: DecisionContext['repeatedKey'],
  update: Update,
): Decision {
  const twice = edits.map(({ path }) => repeatedKey(path)).find((place) => place !== null) ?? null;
  if (twice === null) return { kind: 'update', update, edits };
  const where = `line ${twice.line ?? 1} of ${quote(twice.file)}`;
  return holdPointer(held(`its entry has the same key twice (${where}): remove one`, 'broken'));
}

function textOf(version: unknown): string | null {
  return typeof version === 'string' ? version : null;
}
