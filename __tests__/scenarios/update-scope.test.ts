import { describe, expect, test } from '@jest/globals';
import { manifest, ROOT_MANIFEST, sharedSandbox } from './support.ts';
import { proposing, writesOf } from './update-proposing.ts';
import {
  CATALOGUE,
  entriesOf,
  list,
  type Market,
  market,
  type PluginRepository,
  pinned,
  plugin,
  pointerOf,
  type Row,
  submodules,
  type UpdateRun,
  update,
} from './update-support.ts';

/** `scope: event`: a run that an event started is about the repository that the event names. */
const sandbox = await sharedSandbox();
const { github } = sandbox;

/** What notify sends of a plugin at its repository's root. */
function eventOf({ repository }: PluginRepository, name: string, more: Row = {}): Row {
  return { plugin: name, version: '1.0.1', repository: repository.fullName, path: ROOT_MANIFEST, ...more };
}

function scoped(at: Market, payload: Row, options: UpdateRun = {}) {
  return update(at, { payload, ...options, inputs: { scope: 'event', ...options.inputs } });
}

type Pointing = 'pins' | 'submodules' | 'tags';

/** A catalogue of so many entries, of which two are in repositories that exist; both are one bump ahead. */
async function large(number: number, pointing: Pointing) {
  const at = await market(sandbox);
  const [bridge, other] = [await plugin(at, 'sdk-bridge', '1.0.0'), await plugin(at, 'other', '1.0.0')];
  const repositories = new Map([
    [0, bridge],
    [number - 1, other],
  ]);
  const name = (n: number) => repositories.get(n)?.repository.fullName ?? `${at.owner}/none-${n}`;
  const sha = (n: number) => repositories.get(n)?.first ?? bridge.first;
  const links = Array.from(
    { length: pointing === 'submodules' ? number : 0 },
    (_, n): [string, [string, string]] => [`plugins/plugin-${n}`, [`${github.url}/${name(n)}.git`, sha(n)]],
  );
  const entries = Array.from({ length: number }, (_, n) => {
    const ref = pointing === 'tags' ? { ref: 'v1.0.0' } : {};
    const source =
      pointing === 'submodules'
        ? `./plugins/plugin-${n}`
        : { source: 'github', repo: name(n), ...ref, sha: sha(n) };
    return { name: `plugin-${n}`, source, version: '1.0.0' };
  });
  const text = JSON.stringify({ name: 'acme', owner: { name: 'Acme' }, plugins: entries });
  await at.repository.commit({ files: { ...submodules(Object.fromEntries(links)), [CATALOGUE]: text } });
  for (const one of [bridge, other]) {
    if (pointing === 'tags') await one.repository.tag('v1.0.0', one.first);
    await one.bump('1.0.1');
    if (pointing === 'tags') await one.repository.tag('v1.0.1');
  }
  return { at, bridge, other };
}

describe('the requests of a run for one event', () => {
  test.each<[number: number, pointing: Pointing, requests: number]>([
    [10, 'pins', 7],
    [10, 'submodules', 8],
    [10, 'tags', 8],
    [1000, 'pins', 7],
    [1000, 'submodules', 8],
    [10_000, 'pins', 8],
    [10_000, 'submodules', 10],
  ])(
    '%i %s: %i',
    async (number, pointing, requests) => {
      const { at, bridge } = await large(number, pointing);
      const run = await scoped(at, eventOf(bridge, 'plugin-0'));
      expect([run.updates.map((row) => row['plugin']), run.held, run.skipped]).toEqual([
        ['plugin-0'],
        [],
        [],
      ]);
      expect(run.requests).toHaveLength(requests);
      expect(entriesOf(run)[`plugin-${number - 1}`]?.['version']).toBe('1.0.0');
    },
    60_000,
  );

  test.each<[pointing: Pointing, opening: number, joining: number]>([
    ['pins', 8, 9],
    ['submodules', 9, 10],
    ['tags', 9, 10],
  ])('%s, by pull request: %i, and %i where it joins another update', async (pointing, opening, joining) => {
    const { at, bridge, other } = await large(10, pointing);
    await at.repository.update({ actionsMayOpenPullRequests: true });
    const permissions = { contents: 'write', pull_requests: 'write', metadata: 'read' } as const;
    const options = { permissions, inputs: { mode: 'pull-request' } };
    const first = await scoped(at, eventOf(other, 'plugin-9'), options);
    const second = await scoped(at, eventOf(bridge, 'plugin-0'), options);
    expect([first.requests.length, second.requests.length]).toEqual([opening, joining]);
    expect(second.pullRequests).toMatchObject([{ plugins: ['plugin-0', 'plugin-9'] }]);
  });
});

/** Two plugins of one repository, and one of another; all are one bump ahead. */
async function three() {
  const at = await market(sandbox);
  const files = (version: string) => ({
    'a/.claude-plugin/plugin.json': manifest('a', version),
    'b/.claude-plugin/plugin.json': manifest('b', version),
  });
  const both = await plugin(at, 'both', undefined);
  const first = await both.repository.commit({ files: files('1.0.0') });
  const other = await plugin(at, 'other', '1.0.0');
  const from = (path: string) => ({ source: pinned(both, first, { path }), version: '1.0.0' });
  await list(at, [
    { name: 'a', ...from('a') },
    { name: 'other', source: pinned(other, other.first), version: '1.0.0' },
    { name: 'b', ...from('b') },
    { name: 'packaged', source: { source: 'npm', package: 'x' } },
  ]);
  await both.repository.commit({ files: files('1.0.1') });
  await other.bump('1.0.1');
  return { at, both, other };
}

const moved = ({ updates }: { updates: Row[] }) => updates.map((row) => row['plugin']);

describe('a run for one event', () => {
  test('updates all entries of the repository that it names, and a run without an event the rest', async () => {
    const { at, both } = await three();
    const run = await scoped(at, eventOf(both, 'a', { path: 'a/.claude-plugin/plugin.json' }));
    expect([moved(run), run.held, run.skipped, run.messages]).toEqual([['a', 'b'], [], [], []]);
    expect(run.result.summary).toContain('Compared 2 plugins with their repositories');
    expect(run.result.log).toContain('Runs without such an event compare all.');
    const daily = await update(at, { inputs: { scope: 'event' } });
    expect([moved(daily), daily.skipped.length]).toEqual([['other'], 1]);
  });

  test.each<[what: string, event: UpdateRun]>([
    ['by hand', { event: 'workflow_dispatch' }],
    ['by an event of another tool', { payload: { ref: 'main', sha: 'x' } }],
    ['by a push', { event: 'push' }],
  ])('started %s is about all', async (_, event) => {
    const { at } = await three();
    expect(moved(await update(at, { ...event, inputs: { scope: 'event' } }))).toEqual(['a', 'other', 'b']);
  });

  test.each<[what: string, payload: (world: Awaited<ReturnType<typeof three>>) => Row, moves: string[]]>([
    ['an unknown repository and plugin', () => ({ plugin: 'x', repository: 'acme/x', version: '1' }), []],
    ['a path that leaves', ({ both }) => eventOf(both, 'a', { path: '../../x' }), ['a', 'b']],
    ['the name of one and the repository of another', ({ other }) => eventOf(other, 'a'), ['other']],
    [
      'a repository in other letters',
      ({ other }) => eventOf(other, 'x', { repository: other.repository.fullName.toUpperCase() }),
      ['other'],
    ],
    ['a name without a repository', () => ({ plugin: 'other', version: '1.0.1' }), ['other']],
    [
      'a repository’s new name',
      () => ({ plugin: 'other', version: '1.0.1', repository: 'acme/new-name' }),
      ['other'],
    ],
    [
      'text for a shell',
      () => ({ plugin: '$(id)', repository: '`id`', path: '$'.concat('{{ x }}'), version: '::error::x' }),
      [],
    ],
    [
      'many plugins',
      ({ other }) => ({
        repository: other.repository.fullName,
        plugins: Array.from({ length: 900 }, (_, n) => ({ plugin: `p${n}` })),
      }),
      ['other'],
    ],
  ])('that names %s does no harm, and takes ten requests at most', async (_, payload, moves) => {
    const world = await three();
    const run = await scoped(world.at, payload(world));
    expect([moved(run), run.result.outcome]).toEqual([moves, 'success']);
    expect(run.requests.length).toBeLessThanOrEqual(10);
    expect(moved(await update(world.at))).toEqual(
      ['a', 'other', 'b'].filter((name) => !moves.includes(name)),
    );
  });

  test('moves the plugins of a shared submodule together', async () => {
    const at = await market(sandbox);
    const both = await plugin(at, 'both', undefined);
    const files = (version: string) => ({
      'a/.claude-plugin/plugin.json': manifest('a', version),
      'b/.claude-plugin/plugin.json': manifest('b', version),
    });
    const first = await both.repository.commit({ files: files('1.0.0') });
    const other = await plugin(at, 'other', '1.0.0');
    const entries = [
      { name: 'a', source: './both/a' },
      { name: 'b', source: './both/b' },
      { name: 'other', source: './other' },
    ];
    await list(at, entries, submodules({ both: ['../both', first], other: ['../other', other.first] }));
    const head = await both.repository.commit({ files: files('1.1.0') });
    await other.bump('1.1.0');
    const run = await scoped(at, eventOf(both, 'b', { path: 'b/.claude-plugin/plugin.json' }));
    expect([moved(run), await pointerOf(at, run, 'both'), await pointerOf(at, run, 'other')]).toEqual([
      ['a', 'b'],
      head,
      other.first,
    ]);
  });

  test('of plugins in the marketplace itself updates those', async () => {
    const { at, other } = await three();
    const files = { 'own/.claude-plugin/plugin.json': manifest('own', '2.0.0') };
    await list(
      at,
      [
        { name: 'own', source: './own', version: '1.0.0' },
        { name: 'other', source: pinned(other, other.first), version: '1.0.0' },
      ],
      files,
    );
    const event = {
      plugin: 'own',
      version: '2.0.0',
      repository: at.repository.fullName,
      path: Object.keys(files)[0],
    };
    expect(moved(await scoped(at, event))).toEqual(['own']);
  });

  test('says so where `plugins` leaves out what its event names', async () => {
    const { at, other } = await three();
    const run = await scoped(at, eventOf(other, 'other'), { inputs: { plugins: '!other' } });
    expect([moved(run), run.messages]).toEqual([[], [expect.stringContaining('which `plugins` leaves out')]]);
  });

  test('fails where its plugin can’t be used, and keeps what the issue lists of others', async () => {
    const { at, both, other } = await three();
    const permissions = { contents: 'write', issues: 'write', metadata: 'read' } as const;
    const inputs = { 'report-issue': 'Held' };
    const broken = { [ROOT_MANIFEST]: '{' };
    await other.bump('1.0.2', broken);
    const failed = await scoped(at, eventOf(other, 'other'), { permissions, inputs });
    const [issue] = github.issues(at.repository);
    expect([failed.result.outcome, issue?.body]).toEqual([
      'failure',
      expect.stringContaining('<code>other</code>'),
    ]);
    const run = await scoped(at, eventOf(both, 'a'), { permissions, inputs });
    expect([run.held, issue?.state, issue?.body]).toEqual([
      [],
      'open',
      expect.stringContaining('<code>other</code>'),
    ]);
    await other.bump('1.0.3');
    await scoped(at, eventOf(other, 'other'), { permissions, inputs });
    expect(issue?.state).toBe('closed');
  });

  test('keeps what the issue lists of an entry with the same name', async () => {
    const at = await market(sandbox);
    const [good, bad] = [await plugin(at, 'good', '1.0.0'), await plugin(at, 'bad', '1.0.0')];
    await list(at, [
      { name: 'twin', source: pinned(good, good.first) },
      { name: 'twin', source: pinned(bad, bad.first) },
    ]);
    await bad.bump('1.0.1', { [ROOT_MANIFEST]: '{' });
    const permissions = { contents: 'write', issues: 'write', metadata: 'read' } as const;
    const inputs = { scope: 'event', 'report-issue': 'Held' };
    await update(at, { permissions, inputs });
    await update(at, { permissions, inputs, payload: eventOf(good, 'twin') });
    expect(github.issues(at.repository).map(({ state }) => state)).toEqual(['open']);
  });
});

describe('in pull-request mode, on a branch that all share', () => {
  async function open(...names: string[]) {
    const made = await proposing(sandbox, ...names);
    const of = (name: string, more: Row = {}) => {
      const one = made.plugins.get(name) as PluginRepository;
      return made.propose({ payload: eventOf(one, name, more), inputs: { scope: 'event' } });
    };
    return { ...made, of, versions: () => versionsOn(made.at) };
  }

  /** What our branch lists. */
  async function versionsOn({ repository }: Market): Promise<string[]> {
    const tip = repository.tip('notify-marketplace/update');
    if (tip === null) return [];
    const { plugins } = JSON.parse((await repository.readFile(tip, CATALOGUE)) ?? '') as { plugins: Row[] };
    return plugins.map(({ name, version }) => `${name} ${version}`);
  }

  test('the open updates of other plugins stay, and one pull request brings all', async () => {
    const made = await open('a', 'b', 'c');
    await made.raise('b', '1.0.1');
    await made.of('b');
    await made.raise('a', '1.1.0');
    const run = await made.of('a');
    expect(await made.versions()).toEqual(['a 1.1.0', 'b 1.0.1', 'c 1.0.0']);
    const [pull, ...more] = await made.pulls();
    expect([more, pull?.title, run.pullRequests]).toEqual([
      [],
      'chore: update 2 plugins',
      [expect.objectContaining({ plugins: ['a', 'b'] })],
    ]);
    expect(pull?.body).toMatch(/<code>b<\/code> \| <code>1\.0\.0<\/code> → <code>1\.0\.1<\/code> \| \[/);
    expect([moved(run), run.requests.length]).toEqual([['a'], 9]);
    // The same plan as that of a run of all.
    for (const again of [await made.of('a'), await made.of('b'), await made.of('c'), await made.propose()]) {
      expect([writesOf(again), again.pullRequests.length]).toEqual([[], 1]);
    }
    await made.raise('b', '1.0.2');
    const patch = await made.of('b');
    expect(await made.versions()).toEqual(['a 1.1.0', 'b 1.0.2', 'c 1.0.0']);
    // Who merges patches by themselves must not merge the minor update with them.
    expect([moved(patch), patch.outputs['update-type']]).toEqual([['b'], 'minor']);
    await made.commit('notify-marketplace/update');
    await made.raise('b', '1.0.3');
    expect((await made.of('b')).outputs).toMatchObject({ 'pull-request-number': '1', 'update-type': '' });
  });

  test('those of entries of one name stay too', async () => {
    const made = await open('a', 'b');
    const text = (await made.at.repository.readFile('main', CATALOGUE)) ?? '';
    const { plugins } = JSON.parse(text) as { plugins: Row[] };
    await list(made.at, [plugins[0], { ...plugins[1], name: 'twin' }, { ...plugins[1], name: 'twin' }]);
    await made.raise('b', '1.0.1');
    await made.propose();
    await made.of('a', { version: '1.0.0' });
    expect((await made.pulls()).map(({ state }) => state)).toEqual(['open']);
    await made.raise('a', '1.0.1');
    await made.of('a');
    expect(await made.versions()).toEqual(['a 1.0.1', 'twin 1.0.1', 'twin 1.0.1']);
  });

  test('stays open where the only entry that it updates was renamed meanwhile, until a run of all', async () => {
    const made = await open('a', 'b');
    await made.raise('b', '1.0.1');
    await made.propose();
    const text = (await made.at.repository.readFile('main', CATALOGUE)) ?? '';
    await made.at.repository.commit({ files: { [CATALOGUE]: text.replace('"b"', '"renamed"') } });
    const run = await made.of('a', { version: '1.0.0' });
    expect([(await made.pulls()).map(({ state }) => state), run.result.log]).toEqual([
      ['open'],
      expect.stringContaining('because their entries were changed meanwhile: b.'),
    ]);
    expect(moved(await made.propose())).toEqual(['renamed']);
  });

  test('an update that is no longer due goes with its own event, and the pull request with the last one', async () => {
    const made = await open('a', 'b');
    for (const name of ['a', 'b']) await made.raise(name, '1.0.1');
    await made.propose();
    const bridge = made.plugins.get('a') as PluginRepository;
    await bridge.repository.setRef('refs/heads/main', bridge.first);
    await made.of('a', { version: '1.0.0' });
    expect(await made.versions()).toEqual(['a 1.0.0', 'b 1.0.1']);
    const other = made.plugins.get('b') as PluginRepository;
    await other.repository.setRef('refs/heads/main', other.first);
    await made.of('a', { version: '1.0.0' });
    expect((await made.pulls()).map(({ state }) => state)).toEqual(['open']);
    await made.of('b', { version: '1.0.0' });
    expect([(await made.pulls()).map(({ state }) => state), made.tip()]).toEqual([['closed'], null]);
  });

  test('what somebody wrote into the target branch meanwhile counts, and the rest stays', async () => {
    const made = await open('a', 'b', 'c');
    for (const name of ['a', 'b']) await made.raise(name, '1.0.1');
    await made.propose();
    const text = (await made.at.repository.readFile('main', CATALOGUE)) ?? '';
    const theirs = JSON.parse(text) as { plugins: Row[] };
    Object.assign(theirs.plugins[1] as Row, { version: '7.0.0' });
    // Their own entry before the others, too.
    theirs.plugins.unshift({ name: 'new', source: { source: 'npm', package: 'x' } });
    await made.at.repository.commit({ files: { [CATALOGUE]: `${JSON.stringify(theirs)}\n` } });
    await made.raise('c', '1.0.1');
    const run = await made.of('c');
    expect(await made.versions()).toEqual(['new undefined', 'a 1.0.1', 'b 7.0.0', 'c 1.0.1']);
    expect(run.result.log).toContain(
      'Left to a run of all plugins, because their entries were changed meanwhile: b.',
    );
  });

  test('what `plugins` leaves out goes, as in a run of all', async () => {
    const made = await open('a', 'b');
    for (const name of ['a', 'b']) await made.raise(name, '1.0.1');
    await made.propose();
    const one = made.plugins.get('a') as PluginRepository;
    await made.propose({ payload: eventOf(one, 'a'), inputs: { scope: 'event', plugins: '!b' } });
    expect(await made.versions()).toEqual(['a 1.0.1', 'b 1.0.0']);
  });

  test('whose commit can’t be read: it is left as it is, and the run fails', async () => {
    const made = await open('a', 'b');
    await made.raise('b', '1.0.1');
    await made.of('b');
    const tip = made.tip();
    await made.raise('a', '1.0.1');
    github.addFault({ match: /^POST \/graphql/, matchBody: new RegExp(`${tip}`), status: 502, times: 99 });
    const run = await made.of('a');
    github.clearFaults();
    expect([made.tip(), run.result.outcome]).toEqual([tip, 'failure']);
    await made.of('a');
    expect(await made.versions()).toEqual(['a 1.0.1', 'b 1.0.1']);
  });

  test('pointers of submodules stay open too', async () => {
    const at = await market(sandbox, { actionsMayOpenPullRequests: true });
    const [a, b] = [await plugin(at, 'a', '1.0.0'), await plugin(at, 'b', '1.0.0')];
    await list(
      at,
      [
        { name: 'a', source: './plugins/a' },
        { name: 'b', source: './plugins/b' },
      ],
      submodules({ 'plugins/a': ['../a', a.first], 'plugins/b': ['../b', b.first] }),
    );
    const head = await a.bump('1.0.1');
    const permissions = { contents: 'write', pull_requests: 'write', metadata: 'read' } as const;
    const of = (one: PluginRepository, name: string) =>
      scoped(at, eventOf(one, name), { permissions, inputs: { mode: 'pull-request' } });
    await of(a, 'a');
    const other = await b.bump('1.0.1');
    await of(b, 'b');
    const tip = at.repository.tip('notify-marketplace/update') ?? '';
    const oids = await Promise.all(['plugins/a', 'plugins/b'].map((path) => at.repository.entry(tip, path)));
    expect(oids.map((entry) => entry?.oid)).toEqual([head, other]);
    const [pull] = await github.pullRequests(at.repository);
    expect(pull?.body).toContain('<code>a</code> | <code>1.0.0</code> → <code>1.0.1</code>');
  });
});

test('with a pull request for each plugin those of other plugins are left alone', async () => {
  const made = await proposing(sandbox, 'a', 'b');
  const inputs = { branch: 'update/{plugin}', scope: 'event' };
  for (const name of ['a', 'b']) await made.raise(name, '1.0.1');
  await made.propose({ inputs });
  const one = made.plugins.get('b') as PluginRepository;
  await one.repository.setRef('refs/heads/main', one.first);
  const other = made.plugins.get('a') as PluginRepository;
  const run = await made.propose({ payload: eventOf(other, 'a'), inputs });
  expect([(await made.pulls()).map(({ state }) => state), run.pullRequests.length]).toEqual([
    ['open', 'open'],
    1,
  ]);
  await made.propose({ payload: eventOf(one, 'b', { version: '1.0.0' }), inputs });
  expect((await made.pulls()).map(({ state }) => state)).toEqual(['open', 'closed']);
});
