import { readCommit } from '../../../sandbox/github/commits.ts';
import type { Repository } from '../../../sandbox/github/repository.ts';
import type { SandboxRepository } from '../../../sandbox/types.ts';
import { manifest, ROOT_MANIFEST } from '../../support/files.ts';
import { CATALOGUE, list, type PluginRepository, pinned, submodules } from '../update-support.ts';
import { FEATURE_WORLDS } from './feature-worlds.ts';
import type { Other, World } from './place.ts';
import { BRANCH, type Built, stateOf, type Town, world } from './update-place.ts';

const PROPOSING = { mode: 'pull-request' } as const;

const entryOf = (name: string, one: PluginRepository, more: object = {}) => ({
  name,
  source: pinned(one, one.first, more),
  version: '1.0.0',
});

/** Pinned plugins at 1.0.0, listed as such. */
async function listed(town: Town, ...names: string[]): Promise<PluginRepository[]> {
  const all: PluginRepository[] = [];
  for (const name of names) all.push(await town.found(name));
  const entries = all.map((one, n) => entryOf(names[n] ?? '', one));
  await list(town.market, entries, { '.github/workflows/test.yml': 'on: workflow_dispatch\njobs: {}\n' });
  return all;
}

/** One plugin of each kind of source, and each has moved. */
async function everyKind(town: Town): Promise<Built> {
  const { market, ground } = town;
  const [pin, sub, tagged, released, floating] = [
    await town.found('pin'),
    await town.found('sub'),
    await town.found('tagged'),
    await town.found('released'),
    await town.found('floating'),
  ];
  await tagged.repository.tag('v1.0.0', tagged.first);
  for (const one of [pin, sub, tagged, released, floating]) await town.raise(one, '1.1.0');
  await tagged.repository.tag('v1.1.0');
  await ground.sandbox.github.publishRelease(released.repository, { tag: 'v1.1.0' });
  const entries = [
    entryOf('pin', pin),
    { name: 'sub', source: './sub' },
    entryOf('tagged', tagged, { ref: 'v1.0.0' }),
    entryOf('released', released),
    { name: 'floating', source: { source: 'github', repo: floating.repository.fullName }, version: '1.0.0' },
    { name: 'local', source: './local', version: '0.9.0' },
  ];
  await list(market, entries, {
    ...submodules({ sub: ['../sub', sub.first] }),
    'local/.claude-plugin/plugin.json': manifest('local', '1.0.0'),
  });
  return {};
}

async function manyTags(town: Town): Promise<Built> {
  const tagged = await town.found('tagged');
  for (let n = 0; n < 120; n++) await tagged.repository.tag(`v1.0.${n}`, tagged.first);
  await town.raise(tagged, '1.1.0');
  await tagged.repository.tag('v1.1.0');
  await list(town.market, [entryOf('tagged', tagged, { ref: 'v1.0.0' })]);
  return {};
}

async function manyRepositories(town: Town): Promise<Built> {
  const names = Array.from({ length: 24 }, (_, n) => `p${n}`);
  const all = await listed(town, ...names);
  for (const [n, one] of all.entries()) if (n % 6 === 0) await town.raise(one, '1.0.1');
  return {};
}

/** The manifest moved into a folder of its repository: the update looks for it. */
async function lostManifest(town: Town): Promise<Built> {
  const [lost, other] = await listed(town, 'lost', 'other');
  if (lost === undefined || other === undefined) throw new TypeError('two were listed');
  await lost.repository.commit({
    files: { [ROOT_MANIFEST]: null, 'plugins/lost/.claude-plugin/plugin.json': manifest('lost', '2.0.0') },
  });
  await town.raise(other, '1.0.1');
  return {};
}

/** A pull request of ours is open for the first plugin of those listed; the others are as they were. */
async function openFor(town: Town, ...names: string[]): Promise<PluginRepository[]> {
  const all = await listed(town, ...names);
  const [first] = all;
  if (first !== undefined) await town.raise(first, '1.0.1');
  await town.earlier();
  return all;
}

/** The lines that tell of the open pull request: it must stay whatever fails. */
async function openLines(town: Town): Promise<string[]> {
  const lines = await stateOf(town, town.labels);
  return lines.flatMap((line) => /^(#\d+ open \S+) /.exec(line)?.[1] ?? []);
}

function pushes(repository: SandboxRepository, branch: string) {
  return async () => {
    await repository.commit({ branch, files: { 'NOTES.md': 'By a person\n' } });
  };
}

/** A person's change in our commit, whose message stays. */
export async function amend(repository: SandboxRepository, branch: string): Promise<string> {
  const { store } = repository as Repository;
  const tip = repository.tip(branch) ?? '';
  const { parents = [], message = '' } = (await readCommit(store, tip)) ?? {};
  const files = {
    [CATALOGUE]: (await repository.readFile(tip, CATALOGUE)) ?? '',
    'NOTES.md': 'By a person\n',
  };
  return repository.commit({ branch, parents: [...parents], message, files });
}

const NO_PULLS = { status: 403, body: { message: 'Resource not accessible by integration' } };

function others(town: Town): Record<Other, () => Promise<void>> {
  const { repository } = town.market;
  return { 'main moves': pushes(repository, 'main'), 'a person pushes': pushes(repository, BRANCH) };
}

const claim = (town: Town, name: string, version: string) => ({
  event: {
    name: 'repository_dispatch',
    payload: {
      action: 'plugin-updated',
      client_payload: {
        plugin: name,
        version,
        repository: `${town.ground.owner}/${name}`,
        path: ROOT_MANIFEST,
      },
    },
  },
});

const PUSHED: readonly World[] = [
  world('push, every kind of source', {
    build: async (town) => {
      await everyKind(town);
      return { others: { 'main moves': pushes(town.market.repository, 'main') } };
    },
  }),
  world('push, plugins read with a token of their own', { ownToken: true, build: everyKind }),
  world('push, by an event', {
    build: async (town) => {
      const [one] = await listed(town, 'one', 'two');
      if (one !== undefined) await town.raise(one, '1.0.1');
      return { options: claim(town, 'one', '1.0.1') };
    },
  }),
  world('push, an event that is all the run is about', {
    options: { scope: 'event' },
    build: async (town) => {
      const [one, two] = await listed(town, 'one', 'two');
      if (one !== undefined) await town.raise(one, '1.0.1');
      if (two !== undefined) await town.raise(two, '1.0.1');
      return { options: claim(town, 'one', '1.0.1') };
    },
  }),
  world('push, an event ahead of what GitHub shows', {
    build: async (town) => {
      await listed(town, 'one', 'two');
      return { options: claim(town, 'one', '1.0.1') };
    },
  }),
  world('push, nothing new', {
    build: async (town) => {
      await listed(town, 'one', 'two');
      return {};
    },
  }),
  world(
    'push, on a server without updateRefs',
    {
      build: async (town) => {
        const [one] = await listed(town, 'one', 'two');
        if (one !== undefined) await town.raise(one, '1.0.1');
        return { others: { 'main moves': pushes(town.market.repository, 'main') } };
      },
    },
    { switches: { hasUpdateRefs: false } },
  ),
  world('push, many tags', { build: manyTags }),
  world('push, 24 repositories', { build: manyRepositories }, { repositories: 24 }),
  world('push, a manifest that is lost', { build: lostManifest }),
  world('push, a catalogue too long for GraphQL', {
    build: async (town) => {
      const one = await town.found('one');
      await town.raise(one, '1.0.1');
      await list(town.market, [{ ...entryOf('one', one), description: 'x'.repeat(520_000) }]);
      return {};
    },
  }),
];

const PROPOSED: readonly World[] = [
  world('propose, an event beside another plugin’s update', {
    options: { ...PROPOSING, scope: 'event' },
    build: async (town) => {
      const [, two] = await openFor(town, 'one', 'two', 'three');
      if (two !== undefined) await town.raise(two, '2.0.0');
      return { kept: await openLines(town), others: others(town), options: claim(town, 'two', '2.0.0') };
    },
  }),
  world('propose, nothing open yet', {
    options: { ...PROPOSING, checks: ['test.yml'] },
    build: async (town) => {
      const [one] = await listed(town, 'one', 'two');
      if (one !== undefined) await town.raise(one, '1.0.1');
      return { others: { 'main moves': pushes(town.market.repository, 'main') } };
    },
  }),
  world('propose, one to bring up to date', {
    options: PROPOSING,
    build: async (town) => {
      const [, two] = await openFor(town, 'one', 'two');
      if (two !== undefined) await town.raise(two, '2.0.0');
      return { kept: await openLines(town), others: others(town) };
    },
  }),
  world('propose, one that will do', {
    options: PROPOSING,
    build: async (town) => {
      await openFor(town, 'one', 'two');
      return { kept: await openLines(town), others: others(town) };
    },
  }),
  world('propose, one that conflicts', {
    options: PROPOSING,
    build: async (town) => {
      const [one, two] = await openFor(town, 'one', 'two');
      if (one === undefined || two === undefined) throw new TypeError('two were listed');
      await list(town.market, [entryOf('two', two), { ...entryOf('one', one), category: 'new' }]);
      return { kept: await openLines(town), others: others(town) };
    },
  }),
  world('propose, nothing left', {
    options: PROPOSING,
    build: async (town) => {
      const [one, two] = await openFor(town, 'one', 'two');
      if (one === undefined || two === undefined) throw new TypeError('two were listed');
      const head = one.repository.tip() ?? '';
      await list(town.market, [
        { name: 'one', source: pinned(one, head), version: '1.0.1' },
        entryOf('two', two),
      ]);
      return { others: { 'a person pushes': pushes(town.market.repository, BRANCH) } };
    },
  }),
  world('propose, a branch for each plugin', {
    options: { ...PROPOSING, pullRequestBranch: 'update/{plugin}' },
    build: async (town) => {
      const all = await listed(town, 'stays', 'grows', 'closes', 'new');
      const [stays, grows, closes, fresh] = all;
      if (!stays || !grows || !closes || !fresh) throw new TypeError('four were listed');
      for (const one of [stays, grows, closes]) await town.raise(one, '1.0.1');
      await town.earlier();
      await town.raise(grows, '1.0.2');
      await town.raise(fresh, '2.0.0');
      const done = {
        name: 'closes',
        source: pinned(closes, closes.repository.tip() ?? ''),
        version: '1.0.1',
      };
      await list(town.market, [
        entryOf('stays', stays),
        entryOf('grows', grows),
        done,
        entryOf('new', fresh),
      ]);
      const kept = (await openLines(town)).filter((line) => !line.includes('closes'));
      return { kept };
    },
  }),
  world('propose, a run about one plugin', {
    options: PROPOSING,
    build: async (town) => {
      await openFor(town, 'one', 'two');
      return { kept: await openLines(town), options: { plugins: (name) => name === 'two' } };
    },
  }),
  world('propose, a person has committed to the branch', {
    options: PROPOSING,
    build: async (town) => {
      const [, two] = await openFor(town, 'one', 'two');
      await pushes(town.market.repository, BRANCH)();
      if (two !== undefined) await town.raise(two, '2.0.0');
      return { kept: [...(await openLines(town)), '#1 notes by a person'] };
    },
  }),
  world('propose, a person has amended our commit', {
    options: PROPOSING,
    build: async (town) => {
      const [, two] = await openFor(town, 'one', 'two');
      await amend(town.market.repository, BRANCH);
      if (two !== undefined) await town.raise(two, '2.0.0');
      return { kept: [...(await openLines(town)), '#1 notes by a person'] };
    },
  }),
  world('propose, a person has a branch of that name', {
    options: PROPOSING,
    build: async (town) => {
      const [one] = await listed(town, 'one', 'two');
      await town.market.repository.setRef(`refs/heads/${BRANCH}`, town.market.repository.tip() ?? '');
      await pushes(town.market.repository, BRANCH)();
      if (one !== undefined) await town.raise(one, '1.0.1');
      return { kept: [`branch ${BRANCH} with a commit of somebody else`] };
    },
  }),
  world('propose, a person has committed before there is a pull request', {
    options: PROPOSING,
    build: async (town) => {
      const [one] = await listed(town, 'one', 'two');
      if (one !== undefined) await town.raise(one, '1.0.1');
      const { github } = town.ground.sandbox;
      github.addFault({
        match: new RegExp(`^POST /repos/${town.ground.owner}/marketplace/pulls$`),
        ...NO_PULLS,
      });
      await town.earlier().catch(() => null);
      await pushes(town.market.repository, BRANCH)();
      return { kept: [`branch ${BRANCH} with a commit of somebody else`] };
    },
  }),
  world('propose, a plugin private for a day', {
    ownToken: false,
    options: PROPOSING,
    build: async (town) => {
      const [one] = await openFor(town, 'one', 'two');
      one?.repository.update({ private: true });
      return { kept: await openLines(town) };
    },
  }),
  world('propose, `plugins-token` expired', {
    options: PROPOSING,
    build: async (town) => {
      await openFor(town, 'one', 'two');
      const revoked = town.ground.sandbox.github.createToken({
        kind: 'classic',
        scopes: ['repo'],
        revoked: true,
      });
      return {
        kept: await openLines(town),
        options: { tokens: { ...town.options.tokens, plugins: revoked } },
      };
    },
  }),
  world(
    'propose, on a server without updateRefs',
    {
      options: PROPOSING,
      build: async (town) => {
        const [, two] = await openFor(town, 'one', 'two');
        if (two !== undefined) await town.raise(two, '2.0.0');
        return { kept: await openLines(town), others: others(town) };
      },
    },
    { switches: { hasUpdateRefs: false, missingPath: 'null', compareTakesOids: false } },
  ),
];

export const UPDATE_WORLDS: readonly World[] = [...PUSHED, ...PROPOSED, ...FEATURE_WORLDS];
