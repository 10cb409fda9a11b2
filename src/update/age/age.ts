import { showTime } from '../../github/client/expiry.ts';
import type { Revision } from '../../github/objects/snapshot.ts';
import type { PluginAt, ReadPlugin } from '../../github/plugins/plugin-place.ts';
import type { Published } from '../../github/published.ts';
import type { PushedCommit, Pushes } from '../../github/pushes.ts';
import { fullName, type RepositoryName } from '../../github/repository.ts';
import { quote } from '../../plugin/display.ts';
import {
  type Head,
  type HeldCause,
  type OnlyVersion,
  versionOf,
  type Young,
} from '../observe/observation.ts';
import { short } from '../plan/rules.ts';

/** PURE: how long something has been public, by GitHub's own record. */

/** What may have an age: a plugin that was read. */
export type Aging = Head | OnlyVersion;

/** Which record says how old it is. */
export type AgeSource =
  /** The marketplace's own files: they are as old as the marketplace has them. */
  | { readonly kind: 'own' }
  | {
      readonly kind: 'branch';
      readonly repository: RepositoryName;
      readonly branch: string;
      readonly head: string;
    }
  /** From the highest on. */
  | { readonly kind: 'releases'; readonly repository: RepositoryName; readonly tags: readonly string[] }
  | { readonly kind: 'none'; readonly why: string; readonly cause: HeldCause };

/** Lower tags that are looked at where the highest is too young. */
const MOST_TAGS = 10;

/** PURE: where to look for a plugin's age. */
export function ageSourceOf(one: Aging): AgeSource {
  const { repository, revision } = one.place;
  const plugin = targetOf(one);
  const tag = one.kind === 'head' ? one.tag : null;
  if ('oid' in revision || plugin.kind !== 'plugin') return { kind: 'own' };
  if (tag !== null) {
    return { kind: 'releases', repository, tags: [tag.target, ...tag.between].slice(0, MOST_TAGS) };
  }
  if (plugin.release !== null) return { kind: 'releases', repository, tags: [plugin.release] };
  const branch = branchOf(revision, plugin);
  return branch === null ? noRecord(revision) : { kind: 'branch', repository, branch, head: plugin.commit };
}

function branchOf(revision: Revision, { branch }: ReadPlugin): string | null {
  if ('defaultBranch' in revision) return branch ?? null;
  return 'ref' in revision && revision.ref.startsWith('refs/heads/')
    ? revision.ref.slice('refs/heads/'.length)
    : null;
}

/** A tag that moves has the release of its first commit, if any. */
function noRecord(revision: Revision): AgeSource {
  if (!('ref' in revision)) {
    const why = 'GitHub did not name the default branch, so the age is not known; the next run tries again';
    return { kind: 'none', why, cause: 'passing' };
  }
  const why = `GitHub does not record when the tag ${quote(revision.ref.replace('refs/tags/', ''))} was moved, so its age is not known; follow a branch or release tags like v1.2.3, or set \`minimum-age: 0\``;
  return { kind: 'none', why, cause: 'decision' };
}

export function targetOf(one: Aging): PluginAt {
  return one.kind === 'head' ? one.target : one.plugin;
}

/** What was public for long enough before. */
export interface Older {
  readonly revision: Revision;
  /** Of the branch's commits that are known, those that came before this one, and those that came after it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** How old it is; `young` names what was public for long enough before, where something was. */
export type Age =
  | { readonly kind: 'old' }
  | { readonly kind: 'young'; readonly young: Young; readonly older: Older | null };

const OLD: Age = { kind: 'old' };

/** What `minimum-age` asks for, and the time as GitHub has it, in milliseconds. */
export interface Asked {
  readonly minimumAge: number;
  readonly now: number;
}

/** PURE: the age by pushes: of the head, or of what the branch stood at before. */
export function ageByPushes(one: Aging, pushes: Pushes, asked: Asked): Age {
  const name = fullName(one.place.repository);
  switch (pushes.kind) {
    case 'unread':
      return unread(`when ${name} was pushed to`, pushes);
    case 'not-recorded': {
      const head = targetOf(one);
      const commit = head.kind === 'plugin' ? short(head.commit) : 'its head';
      const why = `GitHub has no record of the push of ${commit} to ${name}, so its age is not known; push to that branch again, or set \`minimum-age: 0\` for one run`;
      return { kind: 'young', young: { reason: why, cause: 'decision' }, older: null };
    }
    case 'pushes': {
      const [head] = pushes.commits;
      return ageOf(one, head.at, { asked, older: olderIn(pushes.commits, asked) });
    }
  }
}

/** Each of these was pushed on to the next, so they lie one behind the other. */
function olderIn(pushed: readonly PushedCommit[], asked: Asked): Older | null {
  const index = pushed.findIndex(({ at }) => isOld(at, asked));
  const commits = pushed.map(({ commit }) => commit);
  const [oid] = commits.slice(index);
  if (index === -1 || oid === undefined) return null;
  return { revision: { oid }, before: commits.slice(index + 1), after: commits.slice(0, index) };
}

/** PURE: the age by the publication of a release, or of a lower one. */
export function ageByRelease(
  one: Aging,
  published: Published,
  { tags, asked }: { tags: readonly string[]; asked: Asked },
): Age {
  if (published.kind === 'unread')
    return unread(`when releases of ${fullName(one.place.repository)} were published`, published);
  const [tag = ''] = tags;
  const at = published.at.get(tag);
  const older = tags.slice(1).find((tag) => isOld(published.at.get(tag), asked));
  const lower =
    older === undefined ? null : { revision: { ref: `refs/tags/${older}` }, before: [], after: [] };
  if (at !== undefined) return ageOf(one, at, { asked, older: lower });
  const reason = `its tag ${quote(tag)} has no published release, so its age is not known; publish a release for it, or set \`minimum-age: 0\` for one run`;
  return { kind: 'young', young: { reason, cause: 'decision' }, older: lower };
}

/** PURE: what no record says. */
export function ageUnknown({ why, cause }: Extract<AgeSource, { kind: 'none' }>): Age {
  return { kind: 'young', young: { reason: why, cause }, older: null };
}

function isOld(at: number | undefined, { minimumAge, now }: Asked): boolean {
  return at !== undefined && now - at >= minimumAge;
}

function ageOf(
  one: Aging,
  at: number,
  { asked, older }: { readonly asked: Asked; readonly older: Older | null },
): Age {
  if (isOld(at, asked)) return OLD;
  const { minimumAge, now } = asked;
  // Times are shown in minutes: rounded up, so that a run at that time does take it.
  const until = Math.ceil((at + minimumAge) / MINUTE) * MINUTE;
  const reason = `${nameOf(one)} has been public for ${share(Math.max(0, now - at), minimumAge)}; the first run after ${showTime(until)} takes it`;
  return { kind: 'young', young: { reason, cause: 'young', until }, older };
}

/** The version, else the tag, else the commit. */
function nameOf(one: Aging): string {
  const plugin = targetOf(one);
  if (plugin.kind !== 'plugin') return 'it';
  const tag = one.kind === 'head' && one.tag !== null ? one.tag.target : plugin.release;
  const name = versionOf(plugin) ?? tag;
  return name === null ? short(plugin.commit) : quote(name);
}

function unread(
  what: string,
  { why, isPassing }: { readonly why: string; readonly isPassing: boolean },
): Age {
  const todo = isPassing
    ? 'the next run tries again'
    : 'pass a `plugins-token` with "Contents: read" there, or set `minimum-age: 0`';
  const reason = `GitHub did not say ${what} (${quote(why)}), which \`minimum-age\` needs; ${todo}`;
  return { kind: 'young', young: { reason, cause: isPassing ? 'passing' : 'unreadable' }, older: null };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Units, and from which age on each is used: of 36 hours people read more than of one day. */
const UNITS = [
  { name: 'd', unit: DAY, from: 2 * DAY },
  { name: 'h', unit: HOUR, from: HOUR },
  { name: 'min', unit: MINUTE, from: 0 },
] as const;

/** `3 h of 3 d`. The whole is exact, and the age is rounded down in no larger unit: so it never looks reached. */
function share(age: number, whole: number): string {
  const units = UNITS.filter(({ unit }) => whole % unit === 0);
  const [exact = UNITS[2]] = units;
  const { name, unit } = units.find(({ from }) => age >= from) ?? UNITS[2];
  return `${Math.floor(age / unit)} ${name} of ${whole / exact.unit} ${exact.name}`;
}
