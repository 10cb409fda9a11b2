import { type Commit, readCommit } from '../../sandbox/github/commits.ts';
import { isAncestor } from '../../sandbox/github/history.ts';
import type { Repository } from '../../sandbox/github/repository.ts';
import type { Ran } from '../scenarios/faults/place.ts';
import { CATALOGUE, type PluginRepository } from '../scenarios/update-support.ts';
import { ROOT_MANIFEST } from '../support/files.ts';
import { BROKEN, CLOSED, type Crowd } from './people.ts';
import type { Race } from './races.ts';

export interface Raced extends Race {
  /** All runs; the last two ran alone, one after the other. */
  readonly ended: readonly Ran[];
  readonly crowd: Crowd;
  /** After each of the last two. */
  readonly states: readonly [string[], string[]];
}

interface Entry {
  readonly name: string;
  readonly version?: string;
  readonly source: { readonly sha?: string } | string;
}

/** READ: what of the contract a race broke. */
export async function afterRace(raced: Raced): Promise<string[]> {
  const found = [
    ...runsEndWell(raced),
    ...comesToRest(raced),
    ...(await keepsCommits(raced)),
    ...(await writesOnlyItsOwn(raced)),
    ...(await followsAll(raced)),
    ...(await opensOne(raced)),
    ...(await setsFields(raced)),
    ...(await keepsOneIssue(raced)),
  ];
  const acts = raced.crowd.said.join(', ') || 'nobody acted';
  return found.map((words) => `${words} (${acts}; in the end: ${raced.states[1].join('; ')})`);
}

/** Reasons to fail: a branch that moved each time, while others write; and that the event's own plugin is broken. */
function runsEndWell({ ended }: Raced): string[] {
  return ended.flatMap(({ crash, report }, n) => {
    if (crash !== null) return [`crash: ${crash instanceof Error ? crash.stack : crash}`];
    if (report?.failure === null) return [];
    const errors = report?.annotations.filter(({ level }) => level === 'error') ?? [];
    const isFair = errors.some(
      ({ title, text }) => title === 'held' || /changed each of the \d+ times/.test(text),
    );
    return isFair && n < ended.length - 2 ? [] : [`a run fails: ${errors[0]?.text ?? report?.failure}`];
  });
}

function comesToRest({ states: [one, other] }: Raced): string[] {
  return one.join('\n') === other.join('\n')
    ? []
    : [`does not come to rest: ${one.join('; ')} → ${other.join('; ')}`];
}

/** What people committed is on the branch that they committed to, or was merged. */
async function keepsCommits({ town, crowd }: Raced): Promise<string[]> {
  const repository = town.market.repository as Repository;
  const lost: string[] = [];
  for (const { oid, branch } of crowd.commits) {
    if (crowd.merged.has(oid)) continue;
    const tips = [repository.tip('main'), repository.tip(branch)].flatMap((tip) => tip ?? []);
    const found = await Promise.all(tips.map((tip) => isAncestor(repository.store, oid, tip)));
    if (!found.includes(true)) lost.push(`a person’s commit on ${branch} is lost`);
  }
  return lost;
}

/** On the target branch, commits of ours change versions and commits of entries, only forward, and nothing else. */
async function writesOnlyItsOwn(raced: Raced): Promise<string[]> {
  const repository = raced.town.market.repository as Repository;
  const broken: string[] = [];
  for (const commit of await ownCommits(raced)) {
    const [parent = ''] = commit.parents;
    const [before, after] = [await entriesAt(repository, parent), await entriesAt(repository, commit.oid)];
    if (JSON.stringify(before.map(plain)) !== JSON.stringify(after.map(plain)))
      broken.push('a commit changes more');
    const old = new Map(before.map((entry) => [entry.name, entry]));
    for (const { name, version = '' } of after) {
      if (isLower(version, old.get(name)?.version ?? '')) broken.push(`${name} goes back to ${version}`);
    }
    const files = await repository.changedFiles(parent, commit.oid);
    if (files.join() !== CATALOGUE) broken.push(`a commit changes ${files.join(', ') || 'nothing'}`);
  }
  return broken;
}

async function ownCommits({ town, crowd }: Raced): Promise<Commit[]> {
  const repository = town.market.repository as Repository;
  const theirs = new Set(crowd.commits.map(({ oid }) => oid));
  const own: Commit[] = [];
  for (let oid = repository.tip('main') ?? ''; ; ) {
    const commit = await readCommit(repository.store, oid);
    const [parent, second] = commit?.parents ?? [];
    if (commit === null || parent === undefined) return own;
    if (!theirs.has(oid) && !crowd.mixed.has(oid) && second === undefined) own.push(commit);
    oid = parent;
  }
}

function plain({ version: _, source, ...rest }: Entry): unknown {
  return typeof source === 'string' ? { ...rest, source } : { ...rest, source: { ...source, sha: 0 } };
}

const isLower = (one: string, other: string) =>
  one.localeCompare(other, 'en', { numeric: true }) < 0 && other !== '';

async function entriesAt(repository: Repository, commit: string): Promise<Entry[]> {
  return JSON.parse((await repository.readFile(commit, CATALOGUE)) ?? '{"plugins": []}').plugins;
}

/** Each plugin that is listed is at its head, on the target branch or in an open pull request without a person's commits. */
async function followsAll(raced: Raced): Promise<string[]> {
  const { town, plugins, crowd, sandbox } = raced;
  const repository = town.market.repository as Repository;
  const all = await sandbox.github.pullRequests(repository);
  const open = all.filter(({ state }) => state === 'open');
  // What a person closed is not proposed again.
  if (crowd.said.includes(CLOSED) && all.some(({ state }) => state === 'closed')) return [];
  const held = new Set(crowd.commits.map(({ branch }) => branch));
  if (open.some(({ head }) => held.has(head))) return [];
  const tips = [repository.tip('main'), ...open.map(({ head }) => repository.tip(head))];
  const places = await Promise.all(tips.map((tip) => entriesAt(repository, tip ?? '')));
  const listed = new Set(places[0]?.map(({ name }) => name));
  const broken = await brokenPlugins(raced);
  return plugins.flatMap((one, n) => {
    const head = one.repository.tip();
    if (broken.has(one)) return [];
    const isAt = ({ name, source }: Entry) =>
      name === `p${n}` && typeof source === 'object' && source.sha === head;
    return !listed.has(`p${n}`) || places.flat().some(isAt) ? [] : [`p${n} is not at its head`];
  });
}

async function opensOne({ town, sandbox }: Raced): Promise<string[]> {
  const all = await sandbox.github.pullRequests(town.market.repository);
  const open = all.filter(({ state }) => state === 'open').map(({ head }) => head);
  return new Set(open).size === open.length
    ? []
    : [`several pull requests of one branch: ${open.join(', ')}`];
}

/** Those whose newest manifest nobody can read. */
async function brokenPlugins({ plugins }: Raced): Promise<Set<PluginRepository>> {
  const texts = await Promise.all(
    plugins.map(({ repository }) => repository.readFile(repository.tip() ?? '', ROOT_MANIFEST)),
  );
  return new Set(plugins.filter((_, n) => texts[n] === BROKEN[ROOT_MANIFEST]));
}

/** Whoever opened a pull request has set what it gets. */
async function setsFields({ town, options: { fields }, sandbox }: Raced): Promise<string[]> {
  if (fields === undefined) return [];
  const all = await sandbox.github.pullRequests(town.market.repository);
  return all
    .filter(({ state }) => state === 'open')
    .flatMap(({ number, labels, assignees, reviewers, body }) => {
      const isSet =
        [labels, assignees, reviewers].join() === [fields.labels, fields.assignees, fields.reviewers].join();
      return isSet && body?.includes('pending') !== true
        ? []
        : [`#${number} has not got its labels and people`];
    });
}

/** One open issue, of those that are held in the end; none where nothing is. */
async function keepsOneIssue(raced: Raced): Promise<string[]> {
  const { town, options, plugins, sandbox } = raced;
  if (options.reportIssue === undefined) return [];
  const repository = town.market.repository as Repository;
  const listed = new Set((await entriesAt(repository, repository.tip('main') ?? '')).map(({ name }) => name));
  const broken = await brokenPlugins(raced);
  const held = plugins.flatMap((one, n) => (broken.has(one) && listed.has(`p${n}`) ? [`p${n}`] : []));
  const open = sandbox.github.issues(repository).filter(({ state }) => state === 'open');
  const named = open.map(({ body }) => held.filter((name) => body.includes(`<code>${name}</code>`)).length);
  const isRight = held.length === 0 ? open.length === 0 : named.join() === String(held.length);
  return isRight ? [] : [`${open.length} open issues, of which ${named} name ${held.join(', ') || 'nobody'}`];
}
