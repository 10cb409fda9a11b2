import { manifest, ROOT_MANIFEST } from '../../support/files.ts';
import { list, type PluginRepository, pinned } from '../update-support.ts';
import type { World } from './place.ts';
import { BRANCH, type Built, type Town, world } from './update-place.ts';

/** `report-issue`, `minimum-age`, and what a pull request gets when it is opened. */

const DAY = 86_400_000;
const BROKEN = { [ROOT_MANIFEST]: '{' };
const PROPOSING = { mode: 'pull-request' } as const;

const entryOf = (name: string, one: PluginRepository, more: object = {}) => ({
  name,
  source: pinned(one, one.first, more),
  version: '1.0.0',
});

/** Two pinned plugins at 1.0.0. */
async function two(town: Town): Promise<readonly [PluginRepository, PluginRepository]> {
  const all = [await town.found('one'), await town.found('two')] as const;
  await list(town.market, [entryOf('one', all[0]), entryOf('two', all[1])]);
  return all;
}

const REPORTING = { reportIssue: 'Held' } as const;

/** The first plugin is broken, and an issue says so. */
async function reported(town: Town): Promise<readonly [PluginRepository, PluginRepository]> {
  const all = await two(town);
  await all[0].bump('1.0.1', BROKEN);
  await town.earlier();
  return all;
}

/** A second issue, as another run leaves it that opened one at the same moment. */
function twin({ ground, market }: Town): void {
  const { github } = ground.sandbox;
  const [issue] = github.issues(market.repository);
  if (issue === undefined) throw new TypeError('an issue was opened');
  const { title, author } = issue;
  github.openIssue(market.repository, { title, author, body: issue.body.replace(/ of \d+ -->/, ' new -->') });
}

const REPORTED: readonly World[] = [
  world('issue, none open yet', {
    options: REPORTING,
    build: async (town) => {
      const [one, other] = await two(town);
      await one.bump('1.0.1', BROKEN);
      await town.raise(other, '1.0.1');
      return {};
    },
  }),
  world('issue, one to bring up to date', {
    options: REPORTING,
    build: async (town) => {
      const [, other] = await reported(town);
      await other.bump('1.0.1', BROKEN);
      return {};
    },
  }),
  world('issue, one to close', {
    options: REPORTING,
    build: async (town) => {
      const [one] = await reported(town);
      await town.raise(one, '1.0.2');
      return {};
    },
  }),
  world('issue, one to open again', {
    options: REPORTING,
    build: async (town) => {
      const [one] = await reported(town);
      await town.raise(one, '1.0.2');
      await town.earlier();
      await one.bump('1.0.3', BROKEN);
      return {};
    },
  }),
  world('issue, one too many', {
    options: REPORTING,
    build: async (town) => {
      const [, other] = await reported(town);
      twin(town);
      await other.bump('1.0.1', BROKEN);
      return {};
    },
  }),
  world('issue, with the token of an App', {
    app: true,
    options: REPORTING,
    build: async (town) => {
      const [one, other] = await two(town);
      await one.bump('1.0.1', BROKEN);
      await town.raise(other, '1.0.1');
      return {};
    },
  }),
];

/** By the `date` of the sandbox's answers, which does not pass with its limits. */
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);

/** A plugin whose versions were pushed so many days ago, the oldest first. */
async function aged(town: Town, name: string, versions: Record<string, number>): Promise<PluginRepository> {
  const { ground, labels, made } = town;
  const repository = await ground.sandbox.github.createRepository(`${ground.owner}/${name}`);
  const push = (version: string, days: number) =>
    repository.commit({
      files: { [ROOT_MANIFEST]: manifest(name, version) },
      pushedAt: daysAgo(days),
    });
  const oids: string[] = [];
  for (const [version, days] of Object.entries(versions)) {
    const oid = await push(version, days);
    labels.set(oid, `${name}@${version}`);
    await repository.tag(`v${version}`, oid);
    oids.push(oid);
  }
  const one = { repository, first: oids[0] ?? '', bump: (version = '') => push(version, 0) };
  made.push(one);
  return one;
}

async function released(town: Town, { repository }: PluginRepository, releases: Record<string, number>) {
  for (const [tag, days] of Object.entries(releases)) {
    const publishedAt = daysAgo(days);
    await town.ground.sandbox.github.publishRelease(repository, { tag, publishedAt });
  }
}

/** Tags of which the highest is too young, and a release that is old enough though it was pushed a moment ago. */
async function byReleases(town: Town): Promise<readonly object[]> {
  const tagged = await aged(town, 'tagged', { '1.0.0': 30, '1.1.0': 9, '1.2.0': 0.1 });
  await released(town, tagged, { 'v1.1.0': 4, 'v1.2.0': 0.1 });
  const follows = await aged(town, 'released', { '1.0.0': 30, '1.1.0': 0.1 });
  await released(town, follows, { 'v1.1.0': 4 });
  return [entryOf('tagged', tagged, { ref: 'v1.0.0' }), entryOf('released', follows)];
}

const OLD_ENOUGH = { minimumAge: 3 * DAY } as const;

const AGED: readonly World[] = [
  world('age, by pushes', {
    options: OLD_ENOUGH,
    build: async (town) => {
      const older = await aged(town, 'older', { '1.0.0': 30, '1.0.1': 9, '1.0.2': 0.1 });
      const young = await aged(town, 'young', { '1.0.0': 30, '1.0.1': 0.1 });
      const old = await aged(town, 'old', { '1.0.0': 30, '1.0.1': 4 });
      await list(town.market, [entryOf('older', older), entryOf('young', young), entryOf('old', old)]);
      return {};
    },
  }),
  world('age, a pull request for an older version', {
    options: { ...OLD_ENOUGH, ...PROPOSING },
    build: async (town) => {
      const older = await aged(town, 'older', { '1.0.0': 30, '1.0.1': 9, '1.0.2': 0.1 });
      await list(town.market, [entryOf('older', older)]);
      await town.earlier();
      return { kept: [`#1 open ${BRANCH} `] };
    },
  }),
  world('age, by releases', {
    options: OLD_ENOUGH,
    build: async (town) => {
      await list(town.market, await byReleases(town));
      return {};
    },
  }),
];

const PEOPLE = {
  fields: {
    labels: ['bug', 'wontfix'],
    assignees: ['ann'],
    reviewers: ['bea'],
    'team-reviewers': ['reviewers'],
  },
} as const;

function withPeople({ market }: Town): void {
  market.repository.update({ collaborators: ['ann', 'bea'], teams: ['reviewers'] });
}

/** A pull request whose earlier run GitHub failed before it had its labels and people. */
async function pending(town: Town): Promise<Built> {
  withPeople(town);
  const { github } = town.ground.sandbox;
  const [one] = await two(town);
  await town.raise(one, '1.0.1');
  const match = new RegExp(`^POST /repos/${town.ground.owner}/.*/(?:labels|assignees|requested_reviewers)$`);
  github.addFault({ match, status: 502, body: '', times: Number.POSITIVE_INFINITY });
  await town.earlier();
  github.clearFaults();
  return {};
}

const OPENED: readonly World[] = [
  world('propose, with labels and people', {
    app: true,
    options: { ...PROPOSING, ...PEOPLE },
    build: async (town) => {
      withPeople(town);
      const [one] = await two(town);
      await town.raise(one, '1.0.1');
      return {};
    },
  }),
  world('propose, labels and people that an earlier run could not set', {
    app: true,
    options: { ...PROPOSING, ...PEOPLE },
    build: pending,
  }),
  world('propose, with all there is', {
    app: true,
    options: { ...PROPOSING, ...PEOPLE, ...REPORTING, ...OLD_ENOUGH },
    build: async (town) => {
      withPeople(town);
      const older = await aged(town, 'older', { '1.0.0': 30, '1.0.1': 9, '1.0.2': 0.1 });
      const broken = await town.found('broken');
      await broken.bump('1.0.1', BROKEN);
      const tagged = await byReleases(town);
      await list(town.market, [entryOf('older', older), entryOf('broken', broken), ...tagged]);
      return {};
    },
  }),
];

export const FEATURE_WORLDS: readonly World[] = [...REPORTED, ...AGED, ...OPENED];
