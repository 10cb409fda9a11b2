import { readCommit } from '../../../sandbox/github/commits.ts';
import type { Repository } from '../../../sandbox/github/repository.ts';
import { findEntry } from '../../../sandbox/github/trees.ts';
import type { Permissions, PullRequestState } from '../../../sandbox/types.ts';
import type { UpdateOptions } from '../../../src/update/inputs.ts';
import { update } from '../../../src/update/update.ts';
import { fakeLog } from '../../support/clock.ts';
import { CATALOGUE, type Market, type PluginRepository, plugin } from '../update-support.ts';
import { addressesOf, type Ground, type Place, passingClock, type World } from './place.ts';

/** A marketplace under way: what its place is made of. */
export interface Town {
  readonly ground: Ground;
  readonly market: Market;
  readonly options: UpdateOptions;
  /** What commits are called in `state`. */
  readonly labels: Map<string, string>;
  readonly made: PluginRepository[];
  /** A plugin with two commits, at 1.0.0 and not yet raised. */
  found(name: string, options?: object): Promise<PluginRepository>;
  raise(
    one: PluginRepository,
    version: string,
    files?: Parameters<PluginRepository['bump']>[1],
  ): Promise<string>;
  /** A good run before the one that is looked at. */
  earlier(options?: Partial<UpdateOptions>): Promise<void>;
}

export type Built = Pick<Place, 'kept' | 'others'> & { readonly options?: Partial<UpdateOptions> };

export interface Shape {
  readonly options?: Partial<UpdateOptions>;
  /** Whether the plugins are read with a token of their own. */
  readonly ownToken?: boolean;
  /** Whether the marketplace's token is that of an App, which may see teams. */
  readonly app?: boolean;
  readonly build: (town: Town) => Promise<Built>;
}

export const MAY: Permissions = {
  ...{ contents: 'write', pull_requests: 'write', actions: 'write' },
  ...{ issues: 'write', metadata: 'read' },
};
export const BRANCH = 'notify-marketplace/update';

export function world(name: string, shape: Shape, more: Partial<World> = {}): World {
  return { name: `update: ${name}`, kind: 'update', make: (ground) => make(ground, shape), ...more };
}

async function make(ground: Ground, shape: Shape): Promise<Place> {
  const { sandbox, owner } = ground;
  const { github } = sandbox;
  const repository = await github.createRepository(`${owner}/marketplace`, {
    actionsMayOpenPullRequests: true,
  });
  const market: Market = { sandbox, repository, owner };
  const kind = shape.app === true ? 'app' : 'actions';
  const own = github.createToken({ kind, repositories: { [repository.fullName]: MAY } });
  const plugins =
    shape.ownToken === true
      ? github.createToken({ kind: 'classic', scopes: ['repo'], login: 'reader' })
      : own;
  const options: UpdateOptions = {
    ...defaultOptions(ground, { own, plugins }),
    ...shape.options,
  };
  const town = newTown(ground, market, options);
  const { options: changed, ...place } = await shape.build(town);
  const final = { ...options, ...changed };
  return {
    tokens: [own, plugins],
    act: (outside) => update(final, outside),
    state: () => stateOf(town, town.labels),
    remove: async () => {
      await Promise.all([repository, ...town.made.map((one) => one.repository)].map((one) => one.delete()));
    },
    ...place,
  };
}

function defaultOptions({ sandbox, owner }: Ground, tokens: UpdateOptions['tokens']): UpdateOptions {
  return {
    repository: { owner, name: 'marketplace' },
    branch: 'main',
    file: CATALOGUE,
    event: { name: 'schedule', payload: {} },
    tokens,
    plugins: () => true,
    patterns: [],
    minimumAge: 0,
    advance: 'version',
    releases: (name) => name === 'released',
    downgrades: 'follow',
    versionField: 'existing',
    marketplaceVersion: 'keep',
    mode: 'push',
    pullRequestBranch: BRANCH,
    fields: { labels: [], assignees: [], reviewers: [], 'team-reviewers': [] },
    checks: [],
    commitTitle: null,
    scope: 'all',
    reportIssue: null,
    dryRun: null,
    addresses: addressesOf(sandbox, `${owner}/marketplace`),
  };
}

function newTown(ground: Ground, market: Market, options: UpdateOptions): Town {
  const labels = new Map<string, string>();
  const made: PluginRepository[] = [];
  const nameOf = ({ repository }: PluginRepository) => repository.fullName.split('/')[1] ?? '';
  return {
    ground,
    market,
    options,
    labels,
    made,
    found: async (name, more = {}) => {
      const one = await plugin(market, name, '1.0.0', more);
      made.push(one);
      labels.set(one.first, `${name}@1.0.0`);
      return one;
    },
    raise: async (one, version, files = {}) => {
      const oid = await one.bump(version, files);
      labels.set(oid, `${nameOf(one)}@${version}`);
      return oid;
    },
    earlier: async (more = {}) => {
      const outside = { clock: passingClock(ground.sandbox), log: fakeLog() };
      const { failure, annotations } = await update({ ...options, ...more }, outside);
      if (failure !== null) throw new Error(`${failure} ${JSON.stringify(annotations)}`);
    },
  };
}

/** The catalogue and the pointers of the target branch, and every pull request with what its branch would bring. */
export async function stateOf(
  { market, ground, options }: Town,
  labels: ReadonlyMap<string, string>,
): Promise<string[]> {
  const repository = market.repository as Repository;
  const pulls = await ground.sandbox.github.pullRequests(repository);
  const branches = [...repository.refs().keys()].filter((ref) => ref.startsWith('refs/heads/')).sort();
  const lines = (await contentOf(repository, options.branch)).map((line) => `main ${line}`);
  for (const ref of branches) {
    const branch = ref.slice('refs/heads/'.length);
    const theirs = (await notesOn(repository, branch)) === 'none' ? '' : ' with a commit of somebody else';
    lines.push(`branch ${branch}${theirs}`);
  }
  for (const [index, pull] of pulls.entries()) {
    const { state, head, title, author } = pull;
    // An issue that came first has taken a number too.
    const number = index + 1;
    const content = state === 'open' ? [...(await contentOf(repository, head)), ...fieldsOf(pull)] : [];
    lines.push(
      `#${number} ${state} ${head} by ${author}: ${title}`,
      ...content.map((line) => `#${number} ${line}`),
      ...pull.comments.map((_, nth) => `#${number} has comment ${nth + 1}`),
    );
  }
  for (const { state, body } of ground.sandbox.github.issues(repository)) {
    const names = [...body.matchAll(/^- <code>(.*?)<\/code>/gm)].map(([, name]) => name);
    lines.push(`issue ${state}: ${names.join(', ')}`);
  }
  const named = (text: string) =>
    text
      .replaceAll(ground.owner, 'owner')
      .replace(/\b[0-9a-f]{40}\b/g, (oid) => labels.get(oid) ?? '(a commit)');
  return lines.map(named);
}

function fieldsOf({ labels, assignees, reviewers, teams }: PullRequestState): string[] {
  const all = { label: labels, assignee: assignees, reviewer: reviewers, team: teams };
  return Object.entries(all).flatMap(([kind, names]) => names.map((name) => `has ${kind} ${name}`));
}

/** What stands in the entries of the catalogue on a branch, and where the submodule's pointer stands. */
async function contentOf(repository: Repository, branch: string): Promise<string[]> {
  const tip = repository.tip(branch);
  const commit = tip === null ? null : await readCommit(repository.store, tip);
  if (tip === null || commit === null) return ['no branch'];
  const { plugins } = JSON.parse((await repository.readFile(tip, CATALOGUE)) ?? '{"plugins": []}');
  const gitlink = await findEntry(repository.store, commit.tree, 'sub');
  const entries = (plugins as unknown[]).slice(0, 30).map((entry) => JSON.stringify(entry));
  return [
    ...entries,
    ...(gitlink === null ? [] : [`sub ${gitlink.oid}`]),
    `notes ${await notesOn(repository, tip)}`,
  ];
}

async function notesOn(repository: Repository, tip: string): Promise<string> {
  return (await repository.readFile(tip, 'NOTES.md')) === null ? 'none' : 'by a person';
}
