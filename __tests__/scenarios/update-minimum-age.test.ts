import { describe, expect, test } from '@jest/globals';
import type { SandboxRepository } from '../../sandbox/types.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { sharedSandbox } from './support.ts';
import { OUR_BRANCH } from './update-proposing.ts';
import { fateOf, list, type Market, market, submodule, type Updated, update } from './update-support.ts';

/** `minimum-age`: by GitHub's own times, younger versions are held, and a later run takes them. */
const sandbox = await sharedSandbox();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds);

interface Aging {
  readonly at: Market;
  readonly repository: SandboxRepository;
  /** Commits and pushes a version, so long ago; returns the commit. */
  push(version: string, since: number, more?: { date?: Date; parents?: string[] }): Promise<string>;
  run(options?: Parameters<typeof update>[1]): Promise<Updated>;
}

/** A marketplace whose one plugin is pinned at 1.0.0, which is a month old. */
async function aging(source: (first: string, repository: string) => unknown = pin): Promise<Aging> {
  const at = await market(sandbox, { actionsMayOpenPullRequests: true });
  const repository = await sandbox.github.createRepository(`${at.owner}/tool`);
  const push: Aging['push'] = (version, since, more = {}) =>
    repository.commit({
      files: { [ROOT_MANIFEST]: manifest('tool', version) },
      pushedAt: ago(since),
      ...more,
    });
  const first = await push('1.0.0', 30 * DAY);
  await list(at, [{ name: 'tool', version: '1.0.0', source: source(first, repository.fullName) }]);
  return {
    at,
    repository,
    push,
    run: (options = {}) => update(at, { ...options, inputs: { 'minimum-age': '3d', ...options.inputs } }),
  };
}

const pin = (sha: string, repo: string) => ({ source: 'github', repo, sha });

/** How often GitHub's record of pushes, or of releases, was asked for. */
const recordsIn = ({ requests }: Updated) =>
  requests.filter(
    ({ path, body }) => path.includes('/activity') || JSON.stringify(body ?? '').includes('release(tagName'),
  ).length;

describe('by the push', () => {
  test('a young version is held with its age, without a warning, and taken once it is old enough', async () => {
    const { push, run, at } = await aging();
    await push('1.0.1', 3 * HOUR);
    const held = await run();
    expect(fateOf(held, 'tool')).toMatch(
      /^held: `1\.0\.1` has been public for 3 h of 3 d; the first run after \d{4}-\d\d-\d\d \d\d:\d\d UTC takes it$/,
    );
    expect([held.result.outcome, held.messages, held.after]).toEqual([
      'success',
      [expect.stringMatching(/^notice: `tool` is held: `1\.0\.1` has been public for 3 h of 3 d/)],
      held.before,
    ]);
    expect(held.result.log).toContain('Too young: a later run takes them (1)');
    expect(held.result.summary).toContain('Nothing to update; 1 too young');
    expect(recordsIn(held)).toBe(1);
    const young = await update(at, { inputs: { 'minimum-age': '2h' } });
    expect([fateOf(young, 'tool'), recordsIn(young)]).toEqual(['pin 1.0.0 → 1.0.1', 1]);
  });

  test('without it nothing is asked for, and nothing where nothing would move', async () => {
    const { push, run, at } = await aging();
    expect(recordsIn(await run())).toBe(0);
    await push('1.0.1', HOUR);
    const taken = await update(at);
    expect([fateOf(taken, 'tool'), recordsIn(taken)]).toEqual(['pin 1.0.0 → 1.0.1', 0]);
  });

  test.each([
    ['1970', new Date(0)],
    ['2099', new Date('2099-01-01')],
  ])('a commit that claims to be of %s is as old as its push', async (_, date) => {
    const young = await aging();
    await young.push('1.0.1', HOUR, { date });
    expect(fateOf(await young.run(), 'tool')).toMatch(/^held: `1\.0\.1` has been public for 1 h of 3 d/);
    const old = await aging();
    await old.push('1.0.1', 4 * DAY, { date });
    expect(fateOf(await old.run(), 'tool')).toBe('pin 1.0.0 → 1.0.1');
  });

  test('the event, which claims what it likes, makes nothing older, and the step does not fail', async () => {
    const { push, run, at } = await aging();
    await push('1.0.1', HOUR);
    const payload = {
      plugin: 'tool',
      version: '1.0.1',
      repository: `${at.owner}/tool`,
      timestamp: '1970-01-01',
    };
    const held = await run({ payload });
    expect([held.result.outcome, held.held.length, held.messages.length]).toEqual(['success', 1, 1]);
  });

  test('of several pushes the newest that is old enough is taken, with two requests more, and the newest waits', async () => {
    const { push, run } = await aging();
    await push('1.0.1', 10 * DAY);
    const middle = await push('1.0.2', 4 * DAY);
    await push('1.0.3', DAY + HOUR);
    await push('1.0.4', HOUR);
    const taken = await run();
    expect([fateOf(taken, 'tool'), taken.updates[0]?.['commit'], taken.messages]).toEqual([
      expect.stringMatching(
        /^pin 1\.0\.0 → 1\.0\.2; held: `1\.0\.4` has been public for 1 h of 3 d; the first/,
      ),
      middle,
      [expect.stringMatching(/^notice: `tool` is held: `1\.0\.4` has been public for 1 h of 3 d/)],
    ]);
    expect(taken.requests.filter(({ path }) => path.includes('/compare/'))).toEqual([]);
    expect([recordsIn(taken), taken.requests.length]).toEqual([1, 9]);
    const next = await run();
    expect(fateOf(next, 'tool')).toMatch(/^held: `1\.0\.4` has been public for .* of 3 d/);
  });

  test('a pin that no push was at is compared first; plugins of one repository that are at pushes are not', async () => {
    const at = await market(sandbox);
    const repository = await sandbox.github.createRepository(`${at.owner}/suite`);
    const commit = (files: Record<string, string>, since: number, branch = 'main') =>
      repository.commit({ files, branch, pushedAt: ago(since) });
    const version = (name: string, to: string) => ({ [`${name}/${ROOT_MANIFEST}`]: manifest(name, to) });
    const pins = [
      await commit(version('a', '1.0.0'), 30 * DAY),
      await commit(version('b', '1.0.0'), 29 * DAY),
    ];
    await repository.setRef('refs/heads/next', pins[1] ?? '', ago(28 * DAY));
    pins.push(await commit(version('c', '1.0.0'), 28 * DAY, 'next'));
    const all = Object.assign({}, ...['a', 'b', 'c'].map((name) => version(name, '1.0.1')));
    await repository.setRef('refs/heads/main', await commit(all, 28 * DAY, 'next'), ago(4 * DAY));
    await commit({ 'README.md': 'More\n' }, HOUR);
    const source = { source: 'git-subdir', url: `${sandbox.github.url}/${repository.fullName}` };
    const names = ['a', 'b', 'c'];
    await list(
      at,
      names.map((name, n) => ({ name, source: { ...source, path: name, sha: pins[n] } })),
    );
    const run = await update(at, { inputs: { 'minimum-age': '3d' } });
    expect(names.map((name) => fateOf(run, name))).toEqual(names.map(() => 'pin 1.0.0 → 1.0.1'));
    const compared = run.requests.flatMap(({ path }) => /compare\/(\w+)/.exec(path)?.[1] ?? []);
    expect(compared).toEqual([pins[2]]);
  });

  test('a plugin that is pushed to every day moves all the same: its old version does not get younger', async () => {
    const { repository, push, run } = await aging();
    await push('1.0.1', 4 * DAY);
    await repository.commit({ files: { 'README.md': 'More\n' }, pushedAt: ago(HOUR) });
    expect(fateOf(await run(), 'tool')).toBe('pin 1.0.0 → 1.0.1');
  });

  test('a version that its author lowered again is not taken', async () => {
    const { push, run } = await aging();
    await push('2.0.0', 4 * DAY);
    await push('1.0.1', HOUR);
    expect(fateOf(await run(), 'tool')).toMatch(/^held: `1\.0\.1` has been public for/);
  });

  test.each([
    ['90m', 80, '80 min of 90 min'],
    ['1h', 59, '59 min of 1 h'],
    ['36h', 35 * 60 + 50, '35 h of 36 h'],
    ['180h', 179 * 60, '179 h of 180 h'],
    ['7d', 6 * 24 * 60 + 1439, '6 d of 7 d'],
    ['2w', 5, '5 min of 14 d'],
  ])('of %s, %i minutes never look like all of it: %s', async (minimum, minutes, says) => {
    const { push, run } = await aging();
    await push('1.0.1', minutes * 60_000 + 1000);
    const held = await run({ inputs: { 'minimum-age': minimum } });
    expect(fateOf(held, 'tool')).toContain(`has been public for ${says};`);
  });

  test('a force push starts it anew, and what it removed is not taken', async () => {
    const { repository, push, run } = await aging();
    const first = repository.tip() ?? '';
    await push('1.0.1', 4 * DAY);
    await push('1.0.2', HOUR, { parents: [first] });
    expect(fateOf(await run(), 'tool')).toMatch(/^held: `1\.0\.2` has been public for/);
  });

  test('a commit that was removed and pushed again is as old as the second push', async () => {
    const { repository, push, run } = await aging();
    const first = repository.tip() ?? '';
    const second = await push('1.0.1', 10 * DAY);
    await repository.setRef('refs/heads/main', first, ago(9 * DAY));
    await repository.setRef('refs/heads/main', second, ago(HOUR));
    expect(fateOf(await run(), 'tool')).toMatch(/^held: `1\.0\.1` has been public for/);
  });

  test('more pushes than a page are read on', async () => {
    const { push, run } = await aging();
    await push('1.0.1', 4 * DAY);
    for (let n = 150; n > 0; n--) await push('1.1.0', n * 1000);
    const taken = await run();
    expect([fateOf(taken, 'tool'), recordsIn(taken)]).toEqual([
      expect.stringMatching(/^pin 1\.0\.0 → 1\.0\.1; held: `1\.1\.0` has been public for 0 min of 3 d/),
      2,
    ]);
  });

  test('plugins of one branch cost one request, and those of one submodule move together', async () => {
    const at = await market(sandbox);
    const repository = await sandbox.github.createRepository(`${at.owner}/suite`);
    const commit = (a: string, b: string, since: number) =>
      repository.commit({
        files: { [`a/${ROOT_MANIFEST}`]: manifest('a', a), [`b/${ROOT_MANIFEST}`]: manifest('b', b) },
        pushedAt: ago(since),
      });
    const first = await commit('1.0.0', '1.0.0', 30 * DAY);
    const middle = await commit('1.0.1', '1.0.0', 4 * DAY);
    await commit('1.0.1', '1.0.1', HOUR);
    const url = `${sandbox.github.url}/${repository.fullName}.git`;
    await list(
      at,
      [
        { name: 'a', source: './suite/a' },
        { name: 'b', source: './suite/b' },
      ],
      submodule('suite', url, first),
    );
    const run = await update(at, { inputs: { 'minimum-age': '3d' } });
    expect([fateOf(run, 'a'), fateOf(run, 'b'), run.updates[0]?.['commit'], recordsIn(run)]).toEqual([
      'submodule 1.0.0 → 1.0.1',
      expect.stringMatching(/^held: `1\.0\.1` has been public for 1 h of 3 d/),
      middle,
      1,
    ]);
  });

  test('an entry without a pin lists what is old enough', async () => {
    const { push, run } = await aging((_, repo) => ({ source: 'github', repo }));
    await push('1.0.1', 4 * DAY);
    await push('1.0.2', HOUR);
    expect(fateOf(await run(), 'tool')).toMatch(/^version 1\.0\.0 → 1\.0\.1; held: `1\.0\.2` has been/);
    expect(fateOf(await run(), 'tool')).toMatch(/^held: `1\.0\.2` has been public for/);
  });

  test('the marketplace’s own plugins are as old as it has them', async () => {
    const at = await market(sandbox);
    await list(at, [{ name: 'own', version: '1.0.0', source: './own' }], {
      [`own/${ROOT_MANIFEST}`]: manifest('own', '1.0.1'),
    });
    const run = await update(at, { inputs: { 'minimum-age': '3d' } });
    expect([fateOf(run, 'own'), recordsIn(run)]).toEqual(['version 1.0.0 → 1.0.1', 0]);
  });
});

describe('a pull request', () => {
  const may = { contents: 'write', pull_requests: 'write', metadata: 'read' } as const;
  const propose = (at: Aging) => at.run({ permissions: may, inputs: { mode: 'pull-request' } });

  test('stays as it is while a newer version is young, whatever time passes', async () => {
    const at = await aging();
    await at.push('1.0.1', 4 * DAY);
    await propose(at);
    const tip = at.at.repository.tip(OUR_BRANCH);
    await at.push('1.0.2', HOUR);
    const again = await propose(at);
    expect(
      again.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/graphql')),
    ).toEqual([]);
    expect([again.pullRequests.length, at.at.repository.tip(OUR_BRANCH)]).toEqual([1, tip]);
  });

  test('of a version that is too young now is closed, and another one opened once it is old enough', async () => {
    const at = await aging();
    await at.push('1.0.1', DAY);
    await at.run({ permissions: may, inputs: { mode: 'pull-request', 'minimum-age': '0' } });
    const held = await propose(at);
    const states = async () =>
      (await sandbox.github.pullRequests(at.at.repository)).map(({ state }) => state);
    expect([fateOf(held, 'tool'), await states(), at.at.repository.tip(OUR_BRANCH)]).toEqual([
      expect.stringMatching(/^held: `1\.0\.1` has been public for 24 h of 3 d/),
      ['closed'],
      null,
    ]);
    const [pull] = await sandbox.github.pullRequests(at.at.repository);
    expect(pull?.comments.at(-1)?.body).toContain('too young for `minimum-age`');
    await at.run({ permissions: may, inputs: { mode: 'pull-request', 'minimum-age': '1d' } });
    expect(await states()).toEqual(['closed', 'open']);
  });

  test('for an older version stays open where that can no longer be read, and that is said', async () => {
    const at = await aging();
    const older = await at.push('1.0.1', 4 * DAY);
    await propose(at);
    await at.push('1.0.2', HOUR);
    const times = Number.POSITIVE_INFINITY;
    const matchBody = new RegExp(`"${older}"`);
    sandbox.github.addFault({ match: /^POST \/graphql/, matchBody, status: 502, body: 'x', times });
    const run = await propose(at);
    sandbox.github.clearFaults();
    const states = (await sandbox.github.pullRequests(at.at.repository)).map(({ state }) => state);
    expect([states, fateOf(run, 'tool')]).toEqual([
      ['open'],
      expect.stringMatching(/^held: \S+\/tool could not be read: .*; the next run tries again$/),
    ]);
  });

  test('says nothing of how long others have to wait: that changes from run to run', async () => {
    const at = await aging();
    const other = await sandbox.github.createRepository(`${at.at.owner}/other`);
    const first = await other.commit({
      files: { [ROOT_MANIFEST]: manifest('other', '1.0.0') },
      pushedAt: ago(9 * DAY),
    });
    await other.commit({ files: { [ROOT_MANIFEST]: manifest('other', '1.0.1') }, pushedAt: ago(HOUR) });
    const tool = { name: 'tool', source: pin(at.repository.tip() ?? '', at.repository.fullName) };
    await list(at.at, [tool, { name: 'other', source: pin(first, other.fullName) }]);
    await at.push('1.0.1', 4 * DAY);
    await propose(at);
    expect((await sandbox.github.pullRequests(at.at.repository))[0]?.body).not.toContain('has been public');
  });
});

describe('by the release', () => {
  const tag = (_: string, repo: string) => ({ source: 'github', repo, ref: 'v1.0.0' });

  /** Pinned to v1.0.0, with releases of these versions, so long ago (null: a tag alone), all pushed a moment ago. */
  async function released(
    releases: Record<string, number | null>,
    source: Parameters<typeof aging>[0] = tag,
  ): Promise<Aging> {
    const at = await aging(source);
    await at.repository.tag('v1.0.0');
    for (const [version, since] of Object.entries(releases)) {
      await at.push(version, HOUR);
      await at.repository.tag(`v${version}`);
      if (since === null) continue;
      await sandbox.github.publishRelease(at.repository, { tag: `v${version}`, publishedAt: ago(since) });
    }
    return at;
  }

  test.each<[string, Record<string, number | null>, RegExp]>([
    ['old enough', { '1.1.0': 4 * DAY }, /^tag 1\.0\.0 → 1\.1\.0$/],
    ['young', { '1.1.0': 5 * HOUR }, /^held: `1\.1\.0` has been public for 5 h of 3 d/],
    [
      'young, a lower one old enough',
      { '1.0.1': 9 * DAY, '1.1.0': 4 * DAY, '1.2.0': HOUR },
      /^tag 1\.0\.0 → 1\.1\.0; held: `1\.2\.0` has been public for 1 h of 3 d/,
    ],
    [
      'without a release',
      { '1.1.0': null },
      /^held: its tag `v1\.1\.0` has no published release, so its age is not known/,
    ],
    [
      'without a release, a lower one old enough',
      { '1.1.0': 4 * DAY, '1.2.0': null },
      /^tag 1\.0\.0 → 1\.1\.0; held: its tag `v1\.2\.0` has no published release/,
    ],
  ])('a tag is taken or held by its publication: %s', async (_, releases, fate) => {
    const { run } = await released(releases);
    const done = await run();
    expect([fateOf(done, 'tool'), recordsIn(done)]).toEqual([expect.stringMatching(fate), 1]);
  });

  test('`releases` goes by the publication too, not by the push', async () => {
    const follows = (sha: string, repo: string) => ({ source: 'github', repo, sha });
    const old = await released({ '1.1.0': 4 * DAY }, follows);
    expect(fateOf(await old.run({ inputs: { releases: 'tool' } }), 'tool')).toBe('pin 1.0.0 → 1.1.0');
    const young = await released({ '1.1.0': HOUR }, follows);
    expect(fateOf(await young.run({ inputs: { releases: 'tool' } }), 'tool')).toMatch(
      /^held: `1\.1\.0` has been public/,
    );
  });

  test('a tag that moves has no time of its own, so it is held', async () => {
    const { run } = await aging((sha, repo) => ({ source: 'github', repo, ref: 'stable', sha })).then(
      async (at) => {
        await at.push('1.0.1', 9 * DAY);
        await at.repository.tag('stable');
        return at;
      },
    );
    expect(fateOf(await run(), 'tool')).toMatch(
      /^held: GitHub does not record when the tag `stable` was moved/,
    );
  });
});

describe('where the record can’t be read, the plugin is held with that reason', () => {
  const activity = ({ repository }: Aging) => new RegExp(`^GET /repos/${repository.fullName}/activity`);
  const rewritten = (change: (all: Record<string, unknown>[]) => unknown) => ({
    rewrite: <T extends { body?: unknown }>(answer: T) => ({ ...answer, body: change(answer.body as never) }),
  });

  test.each<[string, object, RegExp]>([
    [
      'GitHub fails',
      { status: 500, times: 4 },
      /GitHub did not say when .*tool was pushed to .*; the next run tries again$/,
    ],
    [
      'it is forbidden',
      { status: 403, body: { message: 'Resource not accessible by integration' } },
      /pass a `plugins-token` with "Contents: read" there, or set `minimum-age: 0`$/,
    ],
    [
      'the server has none',
      { status: 404, body: { message: 'Not Found' } },
      /\(`Not Found`\), which `minimum-age` needs/,
    ],
    [
      'it is empty',
      rewritten(() => []),
      /GitHub has no record of the push of [0-9a-f]{7} to .*push to that branch again/,
    ],
    ['it lags behind the push', rewritten((all) => all.slice(1)), /GitHub has no record of the push of/],
    [
      'it lags behind a force push back',
      rewritten((all) => [{ ...all[0], before: all[0]?.['after'], after: '1'.repeat(40) }, ...all]),
      /the branch moved while it was read.*the next run tries again$/,
    ],
    ['a web page came', { status: 200, body: '<html></html>', times: 4 }, /GitHub did not say when/],
    [
      'its times are none',
      rewritten((all) => all.map((one) => ({ ...one, timestamp: 'soon' }))),
      /GitHub did not say when/,
    ],
  ])('%s', async (_, fault, reason) => {
    const at = await aging();
    await at.push('1.0.1', 9 * DAY);
    sandbox.github.addFault({ match: activity(at), times: 4, ...fault });
    const run = await at.run();
    sandbox.github.clearFaults();
    expect([fateOf(run, 'tool'), run.after]).toEqual([expect.stringMatching(reason), run.before]);
    expect(fateOf(await at.run(), 'tool')).toBe('pin 1.0.0 → 1.0.1');
  });

  test('the runner’s clock may be wrong: the time is that of the answer', async () => {
    const at = await aging();
    await at.push('1.0.1', HOUR);
    const date = new Date(Date.now() + 5 * DAY).toUTCString();
    sandbox.github.addFault({
      match: /^POST \/graphql/,
      times: 20,
      ...{ rewrite: (answer) => ({ ...answer, headers: { ...answer.headers, date } }) },
    });
    const run = await at.run();
    sandbox.github.clearFaults();
    expect(fateOf(run, 'tool')).toBe('pin 1.0.0 → 1.0.1');
  });
});
