import type { Client } from '../../github/client/client.ts';
import { entryName, type Marketplace, type Subject } from '../../marketplace/marketplace.ts';
import { repeatedKeys } from '../../plugin/catalogue-edit.ts';
import { groupBy } from '../../plugin/group-by.ts';
import { isLower } from '../../plugin/version.ts';
import { type Observation, versionOf } from '../observe/observation.ts';
import { decide } from '../plan/decide.ts';
import { isUnread } from '../plan/decision.ts';
import type { PlanOptions } from '../plan/plan.ts';
import { type Age, type Aging, targetOf } from './age.ts';
import { readAges } from './read-ages.ts';
import { readOlder } from './read-older.ts';

export interface AgeOptions extends PlanOptions {
  /** In milliseconds. */
  readonly minimumAge: number;
}

export interface AgeContext {
  /** Reads the plugins' repositories. */
  readonly client: Client;
  readonly marketplace: Marketplace;
  readonly options: AgeOptions;
  /** GitHub's time, in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * READ: `minimum-age`. What would move, and has not been public for that long, is held; where its branch stood at
 * something older before, or a lower release is older, that is taken instead: a plugin that is pushed to every day would
 * else never be updated. Only what would move is asked for.
 */
export async function onlyOldEnough(
  seen: ReadonlyMap<Subject, Observation>,
  context: AgeContext,
): Promise<ReadonlyMap<Subject, Observation>> {
  const { client, options, now } = context;
  const { minimumAge } = options;
  if (minimumAge === 0) return seen;
  const fateOf = fatesIn(context);
  const teams = teamsOf(seen, fateOf, options.plugins);
  if (teams.length === 0) return seen;
  const ages = await readAges(
    client,
    teams.flat().map(({ one }) => one),
    { minimumAge, now: now() },
  );
  const subjects = new Map(teams.flatMap((team) => team.map(({ subject, one }) => [one, subject] as const)));
  const mayMove = (one: Aging, instead: Aging) => {
    const subject = subjects.get(one);
    return subject !== undefined && fateOf(subject, instead) !== 'stays';
  };
  const older = await readOlder({ ...context, mayMove }, ages);
  const aged = teams.flatMap((team) => agedTeam(team, { ages, older, fateOf }));
  return new Map([...seen, ...aged]);
}

type Fate = 'moves' | 'stays' | 'unread';
type FateOf = (subject: Subject, one: Observation) => Fate;

/** Whether a pointer would move, or, where there is none, another version would be listed. */
function fatesIn({ marketplace, options }: AgeContext): FateOf {
  const repeatedKey = repeatedKeys(marketplace.catalogue.text, marketplace.file.path);
  return (subject, one) => {
    const decision = decide(subject, one, { policy: options, repeatedKey });
    if (isUnread(decision)) return 'unread';
    const isMove =
      decision.kind === 'update' && (decision.update.kind !== 'version' || one.kind === 'version');
    return isMove ? 'moves' : 'stays';
  };
}

interface Member {
  readonly subject: Subject;
  readonly one: Aging;
  readonly isMoving: boolean;
}

/** Those that would move, with those that would be taken along in a submodule that they share. */
function teamsOf(
  seen: ReadonlyMap<Subject, Observation>,
  fateOf: FateOf,
  chosen: (name: string) => boolean,
): Member[][] {
  const members = [...seen].flatMap(([subject, one]): Member[] => {
    if (one.kind !== 'head' && one.kind !== 'version') return [];
    return [{ subject, one, isMoving: chosen(entryName(subject.entry)) && fateOf(subject, one) === 'moves' }];
  });
  const teams = groupBy(members, ({ subject: { source, entry } }) =>
    source.kind === 'submodule' ? `submodule ${source.pointer.path}` : `entry ${entry.index}`,
  );
  return [...teams.values()].filter((team) => team.some(({ isMoving }) => isMoving));
}

interface Judging {
  readonly ages: ReadonlyMap<Aging, Age>;
  /** What each would be at the newest that is old enough. */
  readonly older: ReadonlyMap<Aging, Aging>;
  readonly fateOf: FateOf;
}

/**
 * All of a team stand at one commit, so they take something older together or none does. What is older and could not be
 * read is held with that reason: a pull request may be open for it, and must not be taken for done.
 */
function agedTeam(team: readonly Member[], { ages, older, fateOf }: Judging): [Subject, Observation][] {
  const isTaken = team.some(({ subject, one, isMoving }) => {
    const instead = older.get(one);
    if (!isMoving || instead === undefined || isTakenBack(one, instead)) return false;
    return fateOf(subject, instead) !== 'stays';
  });
  return team.flatMap(({ subject, one, isMoving }): [Subject, Observation][] => {
    const age = ages.get(one);
    if (age?.kind !== 'young') return [];
    const instead = older.get(one) ?? one;
    const isPassedOver = isMoving && isOther(one, instead);
    if (isTaken) return [[subject, isPassedOver ? { ...instead, passedOver: age.young } : instead]];
    return isMoving ? [[subject, { ...one, young: age.young }]] : [];
  });
}

/** A version that its author has lowered since is not taken: https://semver.org has no other way to take one back. */
function isTakenBack(one: Aging, instead: Aging): boolean {
  const [newest, old] = [versionAt(one), versionAt(instead)];
  return newest !== null && old !== null && isLower(newest, old);
}

/** Whether the newest is still to come when the older one is taken; without versions each commit is one. */
function isOther(one: Aging, instead: Aging): boolean {
  const [newest, old] = [versionAt(one), versionAt(instead)];
  return newest !== old || newest === null;
}

function versionAt(one: Aging): string | null {
  const plugin = targetOf(one);
  return plugin.kind === 'plugin' ? versionOf(plugin) : null;
}
