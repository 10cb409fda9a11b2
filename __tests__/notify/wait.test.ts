import { describe, expect, test } from '@jest/globals';
import { marketplaceProblem } from '../../src/findings/reading.ts';
import { START } from '../support/clock.ts';
import { githubError } from '../support/fake-client.ts';
import { change } from '../support/notify-fixtures.ts';
import { NEW, OLD, pin } from '../support/update-fixtures.ts';
import { sent, waitingWorld } from './waiting-world.ts';

const at = (version: string, name = 'sdk-bridge') => ({
  name,
  source: { source: 'github', repo: `acme/${name}` },
  version,
});

/** A marketplace that lists the version before. */
function world() {
  const made = waitingWorld();
  made.list([at('2.0.0')]);
  return made;
}

/** What became of the only delivery. */
async function state(of: ReturnType<typeof waitingWorld>, seconds = 60) {
  return (await of.wait(seconds))[0]?.state;
}

/** The code of why it could not be seen. */
async function code(of: ReturnType<typeof waitingWorld>) {
  const seen = await state(of);
  return seen?.kind === 'unread' ? marketplaceProblem(seen.cause, 'notify').code : seen?.kind;
}

const UPDATE = 'head acme/marketplace';
const down = githubError(502, { attempts: 4 });

describe('the moments at which it looks', () => {
  test('are at once, then after growing pauses, and at the end', async () => {
    const quiet = world();
    expect(await state(quiet)).toMatchObject({ kind: 'late', waited: 60, shows: '2.0.0' });
    expect(quiet.clock.slept).toEqual([2000, 3000, 4500, 6750, 10_125, 15_000, 15_000, 3625]);
    expect(quiet.asked(UPDATE).map(({ at: moment }) => moment)).toEqual([
      0, 2000, 5000, 9500, 16_250, 26_375, 41_375, 56_375, 60_000,
    ]);
  });

  test('a quiet look is two requests, and the first one more', async () => {
    const quiet = world();
    await quiet.wait(5);
    expect(quiet.requests.map(({ what }) => what.split(' ')[0])).toEqual([
      'repository',
      ...Array(3).fill(['head', 'proposals']).flat(),
    ]);
  });

  test.each([1, 2, 3, 10, 3600])(
    'the last is at the end of %d s, and nothing is asked after it',
    async (seconds) => {
      const quiet = world();
      await quiet.wait(seconds);
      expect(quiet.since()).toBe(seconds * 1000);
      expect(quiet.asked(UPDATE).at(-1)?.at).toBe(seconds * 1000);
    },
  );

  test('what is listed just at the end is seen', async () => {
    const busy = world();
    busy.at(10, () => busy.list([at('2.0.1')]));
    expect(await state(busy, 10)).toMatchObject({ kind: 'listed', seconds: 10 });
  });

  test('where a look takes longer than the time that is left, it was the last', async () => {
    const slow = world();
    slow.takes(4000);
    await slow.wait(5);
    expect(slow.asked('head')).toHaveLength(1);
    expect(slow.clock.slept).toEqual([]);
  });

  test('where GitHub is slow, the pauses are cut at the end all the same', async () => {
    const slow = world();
    slow.takes(700);
    await slow.wait(6);
    expect(slow.asked(UPDATE).at(-1)?.at).toBe(6000);
  });
});

describe('what arrives', () => {
  test('is over at once where it is listed already', async () => {
    const done = world();
    done.list([at('2.0.1')]);
    expect(await state(done)).toMatchObject({ kind: 'listed', seconds: 0 });
    expect(done.clock.slept).toEqual([]);
    expect(done.log.lines).toEqual([
      'Waiting up to 60 s for acme/marketplace to list sdk-bridge 2.0.1.',
      'Listed after 0 s: sdk-bridge 2.0.1 in acme/marketplace',
    ]);
  });

  test.each([
    [0, 2],
    [-400, 2],
    [-500, 3],
    [-12_345, 14],
  ])('is counted from when GitHub took it (%d ms), in whole seconds', async (offset, seconds) => {
    const busy = world();
    busy.at(1, () => busy.list([at('2.0.1')]));
    const [arrival] = await busy.wait(60, [sent({ sentAt: START + offset })]);
    expect(arrival?.state).toMatchObject({ kind: 'listed', seconds });
  });

  test('is looked for on the branch that is the default one', async () => {
    const other = waitingWorld();
    other.list([at('2.0.1')], { branch: 'trunk' });
    expect(await state(other)).toMatchObject({ kind: 'listed' });
  });

  test('may come in several commits, each read once', async () => {
    const busy = world();
    busy.at(3, () => busy.list([at('2.0.0'), at('1.0.0', 'other')]));
    busy.at(20, () => busy.list([at('2.0.1'), at('1.0.0', 'other')]));
    expect(await state(busy)).toMatchObject({ kind: 'listed', seconds: 26 });
  });

  test('a marketplace that does not list the plugin is no longer waited for', async () => {
    const other = waitingWorld();
    other.list([at('1.0.0', 'sdk-brigde'), at('1.0.0', 'unlike')]);
    expect(await state(other)).toMatchObject({ kind: 'no-entry', nearest: ['sdk-brigde'] });
    expect(other.clock.slept).toEqual([]);
  });

  test('nor is an entry that shows neither a version nor a commit', async () => {
    const other = waitingWorld();
    other.list([{ name: 'sdk-bridge', source: { source: 'github', repo: 'acme/sdk-bridge' } }]);
    expect(await state(other)).toMatchObject({ kind: 'shows-neither' });
    expect(other.clock.slept).toEqual([]);
  });

  test('what stands there last is what is told at the end', async () => {
    const busy = world();
    busy.at(5, () => busy.list([{ ...at('1.0.0'), source: { source: 'npm' } }]));
    expect(await state(busy)).toMatchObject({
      kind: 'late',
      shows: '1.0.0',
      stays: expect.stringMatching(/npm/),
    });
  });
});

describe('pointers', () => {
  const pinnedTo = (sha: string) => [{ name: 'sdk-bridge', source: pin({ sha }) }];
  const LATER = '3'.repeat(40);

  function pinned() {
    const made = waitingWorld();
    made.list(pinnedTo(OLD));
    made.comparisons.set(`${NEW}...${LATER}`, 'ahead');
    return made;
  }

  test('at the announced commit need no comparison', async () => {
    const busy = pinned();
    busy.at(2, () => busy.list(pinnedTo(NEW)));
    expect(await state(busy)).toMatchObject({ kind: 'listed', seconds: 2 });
    expect(busy.asked('compare').map(({ what }) => what)).toEqual([
      `compare acme/sdk-bridge ${NEW}...${OLD}`,
    ]);
  });

  test('that come after it have reached it', async () => {
    const busy = pinned();
    busy.at(2, () => busy.list(pinnedTo(LATER)));
    expect(await state(busy)).toMatchObject({ kind: 'listed', seconds: 2 });
  });

  test.each(['behind', 'diverged', 'identical'])('that are %s have not', async (status) => {
    const busy = pinned();
    busy.comparisons.set(`${NEW}...${OLD}`, status);
    expect(await state(busy, 5)).toMatchObject({ kind: 'late', shows: '1111111' });
  });

  test('are compared once, whatever else moves, and wherever they stand', async () => {
    const busy = pinned();
    busy.list(pinnedTo(OLD), { name: 'acme/other' });
    for (const second of [2, 4, 6])
      busy.at(second, () => busy.list([...pinnedTo(OLD), at(`1.0.${second}`, 'x')]));
    await busy.wait(20, [sent(), sent({ marketplace: 'acme/other' })]);
    expect(busy.asked('compare')).toHaveLength(1);
  });

  test('are compared again where GitHub failed', async () => {
    const busy = pinned();
    busy.list(pinnedTo(LATER));
    let fails = 2;
    busy.fail((what) => (what.startsWith('compare') && fails-- > 0 ? down : null));
    expect(await state(busy)).toMatchObject({ kind: 'listed', seconds: 5 });
    expect(busy.asked('compare')).toHaveLength(3);
  });

  test('in a submodule are read where they stand', async () => {
    const made = waitingWorld();
    const entries = [{ name: 'sdk-bridge', source: './plugins/sdk-bridge' }];
    const files = (oid: string) => ({
      '.gitmodules':
        '[submodule "plugins/sdk-bridge"]\n\tpath = plugins/sdk-bridge\n\turl = ../sdk-bridge.git\n',
      'plugins/sdk-bridge': { submodule: oid },
    });
    made.list(entries, { files: files(OLD) });
    made.at(3, () => made.list(entries, { files: files(NEW) }));
    expect(await state(made)).toMatchObject({ kind: 'listed', seconds: 5 });
  });
});

describe('pull requests', () => {
  const proposed = (number: number) => ({
    kind: 'proposed',
    number,
    url: `https://github.com/acme/marketplace/pull/${number}`,
  });

  test('one that lists it is named, and no longer waited for', async () => {
    const busy = world();
    busy.at(4, () => busy.propose(7, [at('2.0.1')]));
    expect(await state(busy)).toMatchObject(proposed(7));
    expect(busy.since()).toBe(5000);
    expect(busy.log.lines.at(-1)).toBe('Waits in pull request #7: sdk-bridge 2.0.1 in acme/marketplace');
  });

  test('that departed from the branch as it is need no other commit', async () => {
    const busy = world();
    const head = busy.propose(7, [at('2.0.1')]);
    await busy.wait(60);
    expect(busy.asked('commit').map(({ what }) => what)).toEqual([`commit acme/marketplace ${head}`]);
  });

  test.each([
    ['do not list it', [at('2.0.0')]],
    ['have no catalogue', ''],
    ['have a broken one', '{'],
  ])('that %s are passed over, and looked into once', async (_, entries) => {
    const busy = world();
    busy.propose(7, entries);
    expect(await state(busy, 20)).toMatchObject({ kind: 'late' });
    expect(busy.asked('commit')).toHaveLength(1);
  });

  test('of forks are passed over', async () => {
    const busy = world();
    busy.propose(7, [at('2.0.1')], { isCrossRepository: true });
    expect(await state(busy, 5)).toMatchObject({ kind: 'late' });
    expect(busy.asked('commit')).toEqual([]);
  });

  test('that list it only because they are older than its withdrawal are passed over', async () => {
    const busy = waitingWorld();
    const from = busy.list([at('2.0.1')]);
    busy.propose(3, [at('2.0.1'), at('1.0.0', 'another')], { from });
    busy.list([at('2.0.0')]);
    expect(await state(busy, 5)).toMatchObject({ kind: 'late', shows: '2.0.0' });
  });

  test('before a downgrade was made are passed over, one that makes it is named', async () => {
    const busy = waitingWorld();
    const from = busy.list([at('1.9.0')]);
    busy.propose(3, [at('1.9.0'), at('1.0.0', 'another')], { from });
    busy.list([at('2.0.0')]);
    busy.at(4, () => busy.propose(4, [at('1.9.0')]));
    const lower = change({ version: '1.9.0', previousVersion: '2.0.0', change: 'downgrade' });
    const [arrival] = await busy.wait(60, [sent({ changes: [lower] })]);
    expect(arrival?.state).toMatchObject(proposed(4));
  });

  test('that GitHub failed on are read again', async () => {
    const busy = world();
    busy.propose(7, [at('2.0.1')]);
    let fails = 1;
    busy.fail((what) => (what.startsWith('commit') && fails-- > 0 ? down : null));
    expect(await state(busy)).toMatchObject(proposed(7));
    expect(busy.since()).toBe(2000);
  });

  test('whose list GitHub failed on are asked for again, and the branch counts meanwhile', async () => {
    const busy = world();
    let fails = 2;
    busy.propose(7, [at('2.0.1')]);
    busy.fail((what) => (what.startsWith('proposals') && fails-- > 0 ? down : null));
    expect(await state(busy)).toMatchObject(proposed(7));
    expect(busy.since()).toBe(5000);
  });

  test('that the token does not see are asked for once, and the end says that there may be one', async () => {
    const busy = world();
    busy.hideProposals();
    expect(await state(busy)).toMatchObject({ kind: 'late', maybeProposed: true });
    expect(busy.asked('proposals')).toHaveLength(1);
  });

  test('that the token sees leave no doubt', async () => {
    expect(await state(world())).toMatchObject({ kind: 'late', maybeProposed: false });
  });

  test('the branch comes before a pull request that lists it too', async () => {
    const busy = world();
    busy.at(2, () => {
      busy.propose(7, [at('2.0.1')]);
      busy.list([at('2.0.1')]);
    });
    expect(await state(busy)).toMatchObject({ kind: 'listed', seconds: 2 });
    expect(busy.asked('commit')).toEqual([]);
  });

  test('are not asked for again where GitHub fails: the next look does', async () => {
    const quiet = world();
    await quiet.wait(1);
    const asked = quiet.client.queries.filter(({ query }) => query.includes('pullRequests'));
    expect(asked.map(({ options }) => options?.retry?.(down))).toEqual([false, false]);
  });
});

describe('where GitHub fails', () => {
  test('for a moment, the next look counts', async () => {
    const busy = world();
    busy.at(10, () => busy.list([at('2.0.1')]));
    busy.fail((what) => (what.startsWith('head') && busy.since() < 9000 ? down : null));
    expect(await state(busy)).toMatchObject({ kind: 'listed', seconds: 16 });
  });

  test('at the very first question, it is asked again', async () => {
    const busy = world();
    busy.list([at('2.0.1')]);
    busy.fail((what) => (what.startsWith('repository') && busy.since() < 2000 ? down : null));
    expect(await state(busy)).toMatchObject({ kind: 'listed', seconds: 2 });
  });

  test('until the end, it could not be seen', async () => {
    const busy = world();
    busy.fail((what) => (what.startsWith('head') && busy.since() > 20_000 ? down : null));
    expect(await code(busy)).toBe('server-error');
    expect(busy.since()).toBe(60_000);
    expect(busy.log.lines.at(-1)).toBe('Not checked (server-error): sdk-bridge 2.0.1 in acme/marketplace');
  });

  test.each([
    ['a token that is rejected', githubError(401, { message: 'Bad credentials' }), 'token-rejected'],
    ['a rate limit', githubError(429, { until: START + 3_600_000 }), 'rate-limit'],
    ['a missing permission', githubError(403, { message: 'Resource not accessible' }), 'read-forbidden'],
  ])('for good, it ends at once: %s', async (_, error, expected) => {
    const busy = world();
    busy.fail((what) => (!what.startsWith('repository') && busy.since() > 4000 ? error : null));
    expect(await code(busy)).toBe(expected);
    expect(busy.since()).toBe(5000);
  });

  test('at the first question for good, it ends at once too', async () => {
    const busy = world();
    busy.fail(() => githubError(401));
    expect(await code(busy)).toBe('token-rejected');
    expect(busy.requests).toHaveLength(1);
  });

  test.each([
    ['no catalogue', '', 'catalogue-missing'],
    ['a broken one', '{', 'catalogue-not-json'],
  ])('so does a marketplace with %s', async (_, text, expected) => {
    const other = waitingWorld();
    other.list(text);
    expect(await code(other)).toBe(expected);
    expect(other.clock.slept).toEqual([]);
  });

  test('what nobody foresaw is thrown', async () => {
    const busy = world();
    busy.fail(() => {
      throw new TypeError('a bug');
    });
    await expect(busy.wait(5)).rejects.toThrow('a bug');
  });
});

describe('nothing is asked', () => {
  test('where `wait` is 0', async () => {
    const quiet = world();
    expect((await quiet.wait(0)).length).toBe(0);
    expect([quiet.requests, quiet.log.lines]).toEqual([[], []]);
  });

  test.each(['failed', 'dry-run'] as const)('of what is %s', async (status) => {
    const quiet = world();
    expect((await quiet.wait(60, [sent({ status, sentAt: null })])).length).toBe(0);
    expect([quiet.requests, quiet.log.lines]).toEqual([[], []]);
  });

  test('where nothing was sent', async () => {
    const quiet = world();
    expect((await quiet.wait(60, [])).length).toBe(0);
    expect(quiet.requests).toEqual([]);
  });

  test('of a marketplace where sending failed, while another is waited for', async () => {
    const busy = world();
    busy.list([at('2.0.1')], { name: 'acme/other' });
    await busy.wait(60, [sent({ status: 'failed', sentAt: null }), sent({ marketplace: 'acme/other' })]);
    expect(busy.requests.filter(({ what }) => !what.includes('acme/other'))).toEqual([]);
  });
});

describe('several marketplaces', () => {
  test('are waited for at once, each as long as it takes', async () => {
    const busy = world();
    busy.list([at('2.0.0')], { name: 'acme/other' });
    busy.at(9, () => busy.list([at('2.0.1')]));
    const deliveries = [sent(), sent({ marketplace: 'acme/other' })];
    const arrivals = await busy.wait(60, deliveries);
    expect(arrivals.map(({ delivery, state: { kind } }) => [delivery, kind])).toEqual([
      [deliveries[0], 'listed'],
      [deliveries[1], 'late'],
    ]);
    expect(busy.since()).toBe(60_000);
    const looks = busy.asked('head acme/marketplace').map(({ at: moment }) => moment);
    expect(looks).toEqual([0, 2000, 5000, 9500]);
    expect(busy.asked('head acme/other')).toHaveLength(9);
  });

  test('one that can’t be read keeps nobody from the others', async () => {
    const busy = world();
    busy.list([at('2.0.1')], { name: 'acme/other' });
    busy.fail((what) => (what.includes('acme/marketplace') ? githubError(401) : null));
    const arrivals = await busy.wait(60, [sent(), sent({ marketplace: 'acme/other' })]);
    expect(arrivals.map(({ state: { kind } }) => kind)).toEqual(['unread', 'listed']);
  });

  test('that were renamed are read, and called, by their present names', async () => {
    const busy = waitingWorld();
    busy.list([at('2.0.1')], { name: 'acme/new' });
    const old = sent({ marketplace: 'acme/old' });
    const arrivals = await busy.wait(60, [old], new Map([['acme/old', 'acme/new']]));
    expect(arrivals).toMatchObject([{ delivery: old, state: { kind: 'listed' } }]);
    expect(busy.log.lines.join()).not.toContain('acme/old');
  });
});

describe('several plugins', () => {
  const bumped = (name: string) =>
    change({ plugin: name, version: '1.1.0', previousVersion: '1.0.0', path: `${name}/plugin.json` });
  const one = sent({ changes: [bumped('one')] });
  const two = sent({ changes: [bumped('two')] });

  test('of one marketplace are looked for together', async () => {
    const busy = waitingWorld();
    busy.list([at('1.0.0', 'one'), at('1.0.0', 'two')]);
    busy.at(2, () => busy.list([at('1.1.0', 'one'), at('1.0.0', 'two')]));
    busy.at(5, () => busy.list([at('1.1.0', 'one'), at('1.1.0', 'two')]));
    const arrivals = await busy.wait(60, [one, two]);
    expect(arrivals).toMatchObject([
      { delivery: one, state: { seconds: 2 } },
      { delivery: two, state: { seconds: 5 } },
    ]);
    expect(busy.asked('head')).toHaveLength(3);
    expect(busy.log.lines[0]).toBe('Waiting up to 60 s for acme/marketplace to list 2 plugin versions.');
  });

  test('of a batch each have a state of their own', async () => {
    const busy = waitingWorld();
    const batch = sent({ changes: [bumped('one'), bumped('two'), bumped('three'), bumped('four')] });
    busy.list([at('1.1.0', 'one'), at('1.0.0', 'two'), at('1.0.0', 'four')]);
    busy.at(2, () => busy.propose(5, [at('1.1.0', 'one'), at('1.1.0', 'two'), at('1.0.0', 'four')]));
    const arrivals = await busy.wait(30, [batch]);
    expect(arrivals.map(({ change: { plugin }, state: own }) => [plugin, own.kind])).toEqual([
      ['one', 'listed'],
      ['two', 'proposed'],
      ['three', 'no-entry'],
      ['four', 'late'],
    ]);
  });

  test('of a batch are each listed in their own time', async () => {
    const busy = waitingWorld();
    const batch = sent({ changes: [bumped('one'), bumped('two')] });
    busy.list([at('1.1.0', 'one'), at('1.0.0', 'two')]);
    busy.at(5, () => busy.list([at('1.1.0', 'one'), at('1.1.0', 'two')]));
    expect((await busy.wait(60, [batch])).map(({ state: own }) => own)).toEqual([
      { kind: 'listed', seconds: 0 },
      { kind: 'listed', seconds: 5 },
    ]);
  });
});
