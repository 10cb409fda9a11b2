import { describe, expect, test } from '@jest/globals';
import { sharedSandbox } from './support.ts';
import { OUR_BRANCH, type Proposing, proposing, writesOf } from './update-proposing.ts';
import { fateOf, list, pinned, type Updated } from './update-support.ts';

/** Whose branch it is, whose pull request, and that nobody's commit is lost. */
const sandbox = await sharedSandbox();
const refused = (branch: string) =>
  expect.stringMatching(new RegExp(`^error: \\S+: \`${branch}\` was not made by this action`));

describe('a stranger’s fork with a branch of our name', () => {
  test.each(['open', 'closed'])('hides nothing, however many of its pull requests are %s', async (state) => {
    const at = await proposing(sandbox, 'one');
    await at.raise('one', '1.0.1');
    await at.propose();
    for (let n = 0; n < 12; n++) {
      const head = at.tip() ?? '';
      const stranger = { head, base: 'main', fromFork: true };
      const { number } = await sandbox.github.openPullRequest(at.at.repository, stranger);
      const pull = at.at.repository as unknown as { pulls: { number: number; head: string }[] };
      const made = pull.pulls.find((one) => one.number === number);
      if (made !== undefined) made.head = OUR_BRANCH;
      if (state === 'closed') await sandbox.github.closePullRequest(at.at.repository, number);
    }
    expect(writesOf(await at.propose())).toEqual([]);
    await at.raise('one', '1.0.2');
    const run = await at.propose();
    expect([run.result.outcome, run.pullRequests]).toEqual([
      'success',
      [expect.objectContaining({ number: 1 })],
    ]);
  });
});

describe('a branch that people made is refused with its name, and left as it is', () => {
  test.each(['contained in main', 'merged by a pull request', 'with commits of its own'])(
    '%s',
    async (how) => {
      const at = await proposing(sandbox, 'one');
      await at.commit('develop', { parents: [at.tip('main') ?? ''] });
      if (how === 'contained in main')
        await at.at.repository.setRef('refs/heads/develop', at.tip('main') ?? '');
      if (how === 'merged by a pull request') {
        const opened = await sandbox.github.openPullRequest(at.at.repository, {
          head: 'develop',
          base: 'main',
        });
        await sandbox.github.mergePullRequest(at.at.repository, opened.number, 'squash');
      }
      const before = at.tip('develop');
      await at.raise('one', '1.0.1');
      const run = await at.propose({ inputs: { branch: 'develop' } });
      expect([run.messages[0], run.result.outcome]).toEqual([refused('develop'), 'failure']);
      expect(writesOf(run)).toEqual([]);
      await at.bringUpToDate('1.0.1');
      await at.propose({ inputs: { branch: 'develop' } });
      expect(at.tip('develop')).toBe(before);
    },
  );

  test('that begins at our own commit, which a merge left in main', async () => {
    const at = await proposing(sandbox, 'one');
    await at.raise('one', '1.0.1');
    await at.propose();
    const ours = at.tip() ?? '';
    await at.at.repository.setRef('refs/heads/main', ours);
    await at.at.repository.setRef('refs/heads/develop', ours);
    await at.raise('one', '1.0.2');
    const run = await at.propose({ inputs: { branch: 'develop' } });
    expect([run.messages[0], at.tip('develop')]).toEqual([refused('develop'), ours]);
  });

  test('with `{plugin}`, where an entry is called as it is; the others are proposed', async () => {
    const at = await proposing(sandbox, 'develop', 'one');
    const before = await at.commit('develop', { parents: [at.tip('main') ?? ''] });
    for (const name of ['develop', 'one']) await at.raise(name, '1.0.1');
    const run = await at.propose({ inputs: { branch: '{plugin}' } });
    expect([run.messages[0], at.tip('develop')]).toEqual([refused('develop'), before]);
    expect(run.pullRequests).toMatchObject([{ branch: 'one', plugins: ['one'] }]);
  });
});

describe('with `{plugin}`', () => {
  test('names that differ in case only get branches of their own', async () => {
    const at = await proposing(sandbox, 'kit');
    const [kit] = at.plugins.values();
    if (kit === undefined) return;
    const names = ['kit', 'Kit', 'KIT', 'k it', 'k_it'];
    await list(
      at.at,
      names.map((name) => ({ name, source: pinned(kit, kit.first), version: '1.0.0' })),
    );
    await at.raise('kit', '1.0.1');
    const run = await at.propose({ inputs: { branch: 'update/{plugin}' } });
    const branches = run.pullRequests.map(({ branch }) => String(branch));
    expect(new Set(branches.map((branch) => branch.toLowerCase())).size).toBe(names.length);
    expect(branches).toContain('update/kit');
    expect(run.pullRequests.map(({ plugins }) => plugins)).toEqual(names.map((name) => [name]));
  });

  test('two entries of one name are in one pull request', async () => {
    const at = await proposing(sandbox, 'one');
    const [one] = at.plugins.values();
    if (one === undefined) return;
    const entry = { name: 'one', source: pinned(one, one.first), version: '1.0.0' };
    await list(at.at, [entry, { ...entry, description: 'again' }]);
    await at.raise('one', '1.0.1');
    const run = await at.propose({ inputs: { branch: 'update/{plugin}' } });
    expect(run.pullRequests).toMatchObject([{ branch: 'update/one', plugins: ['one', 'one'] }]);
    const text = await at.at.repository.readFile('update/one', '.claude-plugin/marketplace.json');
    expect(text?.match(/"1\.0\.1"/g)).toHaveLength(2);
    expect(fateOf(run, 'one')).toBe('pin 1.0.0 → 1.0.1; pin 1.0.0 → 1.0.1');
  });
});

describe('a branch that we made stays ours to tell about', () => {
  test.each(['on top of ours', 'on top of ours, twice', 'instead of ours, amended'])(
    'where a person removes our words from the pull request and commits %s',
    async (how) => {
      const at = await proposing(sandbox, 'one');
      await at.raise('one', '1.0.1');
      await at.propose();
      const [pull] = (at.at.repository as unknown as { pulls: { body: string }[] }).pulls;
      if (pull !== undefined) pull.body = 'Mine';
      const ours = at.tip() ?? '';
      if (how.includes('amended')) {
        const message = await at.at.repository.git('log', '-1', '--format=%B', ours);
        await at.at.repository.commit({
          branch: OUR_BRANCH,
          parents: [at.tip('main') ?? ''],
          message,
          files: { 'NOTES.md': '' },
        });
      } else await at.commit(OUR_BRANCH);
      if (how.includes('twice')) await at.commit(OUR_BRANCH);
      const theirs = at.tip();
      await at.raise('one', '1.0.2');
      const run = await at.propose();
      expect([run.result.outcome, at.tip(), writesOf(run)]).toEqual(['success', theirs, []]);
      expect(run.messages).toEqual([
        expect.stringMatching(
          /^warning: `notify-marketplace\/update` has commits .*Merge its pull request, or delete/,
        ),
      ]);
    },
  );
});

describe('between a branch of ours and its pull request', () => {
  const has = /^warning: `notify-marketplace\/update` has commits .*Merge them, or delete the branch/;

  /** What another run finds at the moment at which the pull request of a first one is about to be opened. */
  async function meanwhile(act: (at: Proposing) => Promise<unknown>) {
    const at = await proposing(sandbox, 'one');
    await at.raise('one', '1.0.1');
    let other: Updated | undefined;
    let theirs: string | null = null;
    const effect = async () => {
      await act(at);
      theirs = at.tip();
      other = await at.propose();
    };
    at.fault('POST pulls', { effect });
    const first = await at.propose();
    return { at, first, other, theirs };
  }

  test.each<[string, (at: Proposing) => Promise<unknown>]>([
    ['one commit', (at) => at.commit(OUR_BRANCH)],
    ['several commits', async (at) => [await at.commit(OUR_BRANCH), await at.commit(OUR_BRANCH)]],
    [
      'a merge of the target branch',
      async (at) => {
        const moved = await at.commit('main');
        return at.commit(OUR_BRANCH, { parents: [at.tip() ?? '', moved] });
      },
    ],
  ])('a person adds %s: another run leaves them with a warning, the first opens it', async (_, act) => {
    const { at, first, other, theirs } = await meanwhile(act);
    expect([other?.result.outcome, other?.messages, other && writesOf(other)]).toEqual([
      'success',
      [expect.stringMatching(has)],
      [],
    ]);
    expect([first.result.outcome, first.pullRequests]).toEqual([
      'success',
      [expect.objectContaining({ number: 1 })],
    ]);
    const next = await at.propose();
    expect([next.result.outcome, at.tip(), writesOf(next)]).toEqual(['success', theirs, []]);
  });

  test('a person puts a branch of their own in its place: it is refused as theirs', async () => {
    const { other, theirs, at } = await meanwhile(async (one) => {
      await one.at.repository.setRef(`refs/heads/${OUR_BRANCH}`, one.tip('main') ?? '');
      await one.commit(OUR_BRANCH);
    });
    expect([other?.messages, other && writesOf(other), at.tip()]).toEqual([
      [refused(OUR_BRANCH)],
      [],
      theirs,
    ]);
  });

  test('a branch of that name on our commit that a merge left in the target branch is theirs', async () => {
    const at = await proposing(sandbox, 'one');
    await at.raise('one', '1.0.1');
    at.fault('POST pulls', { status: 403, body: { message: 'Forbidden' } });
    await at.propose();
    await at.at.repository.setRef('refs/heads/main', at.tip() ?? '');
    await at.commit(OUR_BRANCH);
    await at.raise('one', '1.0.2');
    expect((await at.propose()).messages).toEqual([refused(OUR_BRANCH)]);
  });

  test.each<[string, object]>([
    ['GitHub fails', { status: 502, body: 'x', times: Number.POSITIVE_INFINITY }],
    ['the answer is cut', { rewrite: () => ({ status: 200, body: { data: { repository: { ref: {} } } } }) }],
  ])('where the commits can’t be read, since %s: it is said, and nothing is touched', async (_, change) => {
    const at = await proposing(sandbox, 'one');
    await at.raise('one', '1.0.1');
    at.fault('POST pulls', { status: 403, body: { message: 'Forbidden' } });
    await at.propose();
    await at.commit(OUR_BRANCH);
    const matchBody = new RegExp(`commits\\(first: 100\\).*"${at.at.owner}"`);
    sandbox.github.addFault({ match: /^POST \/graphql/, matchBody, ...change });
    const run = await at.propose();
    sandbox.github.clearFaults();
    expect([run.messages, run.result.outcome, writesOf(run)]).toEqual([
      [expect.stringMatching(/^error: .*They were left as they are/)],
      'failure',
      [],
    ]);
  });
});

describe('a person’s commit on our branch is never lost', () => {
  const MOMENTS: [string, string, boolean][] = [
    ['before the mutation', 'updateRefs', true],
    ['before the request of a server without it', 'PATCH git/refs/', false],
  ];
  test.each(MOMENTS)('%s', async (_, what, hasUpdateRefs) => {
    const at = await proposing(sandbox, 'one');
    await at.raise('one', '1.0.1');
    await at.propose();
    await at.raise('one', '1.0.2');
    let theirs = '';
    const effect = async () => {
      theirs = await at.commit(OUR_BRANCH);
    };
    at.fault(what, { effect });
    sandbox.github.switches.hasUpdateRefs = hasUpdateRefs;
    const run = await at.propose();
    sandbox.github.switches.hasUpdateRefs = true;
    expect([theirs, run.result.outcome]).toEqual([at.tip(), 'success']);
  });

  test('while the mutation fails for good: nothing is forced', async () => {
    const at = await proposing(sandbox, 'one');
    await at.raise('one', '1.0.1');
    await at.propose();
    const ours = at.tip();
    await at.raise('one', '1.0.2');
    at.fault('updateRefs', { status: 502, body: 'x', times: Number.POSITIVE_INFINITY });
    const run = await at.propose();
    expect([at.tip(), run.result.outcome]).toEqual([ours, 'failure']);
    expect(writesOf(run).map(({ method }) => method)).not.toContain('PATCH');
  });

  test('on a server without the mutation our commit takes up the one before it, again and again', async () => {
    const at = await proposing(sandbox, 'one');
    sandbox.github.switches.hasUpdateRefs = false;
    for (const version of ['1.0.1', '1.0.2', '1.0.3']) {
      await at.raise('one', version);
      expect((await at.propose()).result.outcome).toBe('success');
    }
    expect(writesOf(await at.propose())).toEqual([]);
    await at.bringUpToDate('1.0.3');
    const run = await at.propose();
    const next = await at.propose();
    sandbox.github.switches.hasUpdateRefs = true;
    expect([run.messages, (await at.pulls()).map(({ state }) => state)]).toEqual([
      [
        expect.stringMatching(
          /^warning: .*its branch `notify-marketplace\/update` is still there.*Delete it/,
        ),
      ],
      ['closed'],
    ]);
    expect(next.messages).toEqual([]);
    expect(await at.at.repository.git('diff', '--name-only', 'main', OUR_BRANCH)).toBe('');
  });

  test('that lands on top of ours while the answer is lost: the pull request is opened', async () => {
    const at = await proposing(sandbox, 'one');
    await at.raise('one', '1.0.1');
    at.fault('updateRefs', { drop: 'after' });
    at.fault('updateRefs', { effect: async () => void (await at.commit(OUR_BRANCH)) });
    const run = await at.propose();
    expect([run.result.outcome, run.pullRequests]).toEqual([
      'success',
      [expect.objectContaining({ number: 1 })],
    ]);
    expect(await at.at.repository.readFile(OUR_BRANCH, 'NOTES.md')).toBe('Mine\n');
  });
});

describe('what is closed', () => {
  /** A pull request of which nothing is left. */
  async function left() {
    const at = await proposing(sandbox, 'one');
    await at.raise('one', '1.0.1');
    await at.propose();
    await at.bringUpToDate('1.0.1');
    return at;
  }

  test.each<[string, string, object]>([
    ['the comment is lost once written', 'POST issues/', { drop: 'after' }],
    ['the comment fails once', 'POST issues/', { status: 502, body: 'x' }],
    [
      'the comment fails for good',
      'POST issues/',
      { status: 502, body: 'x', times: Number.POSITIVE_INFINITY },
    ],
    [
      'the closing fails for good',
      'PATCH pulls/',
      { status: 502, body: 'x', times: Number.POSITIVE_INFINITY },
    ],
    ['the closing is lost once done', 'PATCH pulls/', { drop: 'after' }],
    [
      'the deletion fails for good',
      'updateRefs',
      { status: 502, body: 'x', times: Number.POSITIVE_INFINITY },
    ],
  ])('where %s: the next run ends it, with one comment', async (_, what, change) => {
    const at = await left();
    at.fault(what, change);
    await at.propose();
    sandbox.github.clearFaults();
    await at.propose();
    const [only] = await at.pulls();
    expect([only?.state, only?.comments.length, at.tip()]).toEqual(['closed', 1, null]);
    expect(writesOf(await at.propose())).toEqual([]);
  });

  test('by us, where the branch could not be deleted, is proposed again when it is wanted again', async () => {
    const at = await left();
    at.at.repository.protect(OUR_BRANCH, { by: 'ruleset', requires: 'deletion' });
    const run = await at.propose();
    expect([run.result.outcome, run.messages]).toEqual([
      'success',
      [expect.stringMatching(/^warning: The pull request of `\S+` is closed, but .*deletion/)],
    ]);
    const [first] = at.plugins.values();
    if (first !== undefined)
      await list(at.at, [{ name: 'one', source: pinned(first, first.first), version: '1.0.0' }]);
    const again = await at.propose();
    expect((await at.pulls()).map(({ state }) => state)).toEqual(['closed', 'open']);
    expect(again.messages).toEqual([]);
  });

  test('by a person who opened it again after us is declined', async () => {
    const at = await left();
    at.at.repository.protect(OUR_BRANCH, { by: 'ruleset', requires: 'deletion' });
    await at.propose();
    const [first] = at.plugins.values();
    if (first !== undefined)
      await list(at.at, [{ name: 'one', source: pinned(first, first.first), version: '1.0.0' }]);
    await at.propose();
    await sandbox.github.closePullRequest(at.at.repository, 2);
    expect((await at.propose()).messages).toEqual([
      expect.stringMatching(/^notice: Pull request #2 .*closed by a person/),
    ]);
  });

  test('is read twice: a head that is old for a moment closes nothing', async () => {
    const at = await proposing(sandbox, 'one');
    const [one] = at.plugins.values();
    await at.raise('one', '1.0.1');
    await at.propose();
    const now = one?.repository.tip() ?? '';
    await one?.repository.setRef('refs/heads/main', one.first);
    let looks = 0;
    const effect = async () => {
      if (++looks === 2) await one?.repository.setRef('refs/heads/main', now);
    };
    const matchBody = new RegExp(
      `"${at.at.owner}".*"one"|associatedPullRequests.*"${at.at.owner}"|"${at.at.owner}".*associated`,
    );
    sandbox.github.addFault({ match: /^POST \/graphql/, matchBody, effect, times: Number.POSITIVE_INFINITY });
    const run = await at.propose();
    sandbox.github.clearFaults();
    expect([looks > 1, run.result.outcome]).toEqual([true, 'success']);
    expect((await at.pulls()).map(({ state, comments }) => [state, comments])).toEqual([['open', []]]);
  });
});
