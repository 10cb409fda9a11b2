import { describe, expect, test } from '@jest/globals';
import type { PullRequestState } from '../../sandbox/types.ts';
import { sharedSandbox } from './support.ts';
import {
  CATALOGUE,
  catalogue,
  diff,
  list,
  type Market,
  market,
  pinned,
  plugin,
  type UpdateRun,
  update,
} from './update-support.ts';

const sandbox = await sharedSandbox();
const BRANCH = 'notify-marketplace/update';
const MAY = { contents: 'write', pull_requests: 'write', actions: 'write', metadata: 'read' } as const;

/** A marketplace with these plugins at 1.0.0, pinned and listed, where Actions may open pull requests. */
async function listing(...names: string[]) {
  const at = await market(sandbox, { actionsMayOpenPullRequests: true });
  const plugins = await Promise.all(names.map((name) => plugin(at, name, '1.0.0')));
  const entries = plugins.map((one, n) => ({
    name: names[n],
    source: pinned(one, one.first),
    version: '1.0.0',
  }));
  await list(at, entries, { '.github/workflows/test.yml': 'on: workflow_dispatch\njobs: {}\n' });
  return { at, plugins, entries };
}

/** A run in pull-request mode. */
function propose(at: Market, { inputs, ...options }: UpdateRun = {}) {
  return update(at, { permissions: MAY, ...options, inputs: { mode: 'pull-request', ...inputs } });
}

async function requests(at: Market): Promise<PullRequestState[]> {
  return sandbox.github.pullRequests(at.repository);
}

function tip(at: Market, branch = BRANCH): Promise<string> {
  return at.repository.git('rev-parse', `refs/heads/${branch}`);
}

const writes = (run: Awaited<ReturnType<typeof update>>) =>
  run.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/graphql'));

describe('in pull-request mode', () => {
  test('the update is proposed on a branch of its own, and the target branch stays', async () => {
    const { at, plugins } = await listing('one', 'two');
    await plugins[0]?.bump('1.0.1');
    const run = await propose(at);
    expect(run.result.outcome).toBe('success');
    expect(run.after).toBe(run.before);
    const [only] = await requests(at);
    expect(only).toMatchObject({
      number: 1,
      title: 'chore: update one to 1.0.1',
      head: BRANCH,
      base: 'main',
      state: 'open',
    });
    expect(run.pullRequests).toEqual([
      { number: 1, url: expect.stringMatching(/\/pull\/1$/), branch: BRANCH, plugins: ['one'] },
    ]);
    expect(run.outputs).toMatchObject({ changed: 'true', commit: await tip(at) });
    expect(await diff(at.repository, run.before, await tip(at))).toHaveLength(4);
    expect(await at.repository.git('rev-parse', `${BRANCH}^`)).toBe(run.before);
    expect(only?.body).toMatch(/one.*1\.0\.0.*1\.0\.1.*\/compare\//);
    expect(run.result.summary).toContain('1 plugin proposed in 1 pull request');
    expect(run.result.log).toMatch(/Pull request #1 opened .*\/pull\/1/);
  });

  test('a second run writes nothing', async () => {
    const { at, plugins } = await listing('one');
    await plugins[0]?.bump('1.0.1');
    await propose(at);
    const before = await tip(at);
    const again = await propose(at);
    expect(writes(again)).toEqual([]);
    expect([await tip(at), again.outputs['commit']]).toEqual([before, '']);
    expect(again.pullRequests).toMatchObject([{ number: 1, plugins: ['one'] }]);
  });

  test('one open pull request is brought up to date, not a second one opened', async () => {
    const { at, plugins } = await listing('one', 'two');
    await plugins[0]?.bump('1.0.1');
    await propose(at);
    await plugins[1]?.bump('2.0.0');
    const run = await propose(at);
    expect(await requests(at)).toMatchObject([
      { number: 1, title: 'chore: update 2 plugins', state: 'open', headOid: await tip(at) },
    ]);
    expect(await at.repository.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1');
    expect(run.pullRequests).toMatchObject([{ number: 1, plugins: ['one', 'two'] }]);
  });

  test('the branch stays where the target only moved elsewhere', async () => {
    const { at, plugins } = await listing('one');
    await plugins[0]?.bump('1.0.1');
    await propose(at);
    const before = await tip(at);
    await at.repository.commit({ files: { 'README.md': 'More\n' } });
    expect(writes(await propose(at))).toEqual([]);
    expect(await tip(at)).toBe(before);
  });

  test('the branch stays where the catalogue changed without a conflict', async () => {
    const { at, plugins, entries } = await listing('one', 'two', 'three');
    await plugins[0]?.bump('1.0.1');
    await propose(at);
    const before = await tip(at);
    const filler = Array.from({ length: 9 }, (_, n) => ({ name: `filler-${n}`, source: './nowhere' }));
    await at.repository.commit({ files: { [CATALOGUE]: catalogue([...entries, ...filler]) } });
    sandbox.github.switches.mergeableUnknown = 1;
    expect(writes(await propose(at))).toEqual([]);
    sandbox.github.switches.mergeableUnknown = 0;
    expect(await tip(at)).toBe(before);
  });

  test('a branch that conflicts is made anew on the present head', async () => {
    const { at, plugins, entries } = await listing('one');
    await plugins[0]?.bump('1.0.1');
    await propose(at);
    const [entry] = entries;
    const changed = [{ ...entry, version: '0.9.9' }];
    const head = await at.repository.commit({ files: { [CATALOGUE]: catalogue(changed) } });
    const run = await propose(at);
    expect(await at.repository.git('rev-parse', `${BRANCH}^`)).toBe(head);
    expect(await requests(at)).toHaveLength(1);
    expect(run.result.outcome).toBe('success');
  });

  test.each(['added', 'amended'])('a commit that a person %s is never lost', async (how) => {
    const { at, plugins } = await listing('one', 'two');
    await plugins[0]?.bump('1.0.1');
    await propose(at);
    const ours = await tip(at);
    const message = await at.repository.git('log', '-1', '--format=%B', ours);
    const parents = how === 'added' ? [ours] : [await at.repository.git('rev-parse', `${ours}^`)];
    const theirs = await at.repository.commit({
      branch: BRANCH,
      parents,
      message,
      files: { 'NOTES.md': 'Mine\n' },
    });
    await plugins[1]?.bump('1.0.1');
    const run = await propose(at);
    expect(await tip(at)).toBe(theirs);
    expect(run.messages).toEqual([
      expect.stringContaining(
        'warning: `notify-marketplace/update` has commits that this action did not make',
      ),
    ]);
    expect(run.result.outcome).toBe('success');
    expect(run.pullRequests).toMatchObject([{ number: 1 }]);
  });

  test('where nothing is left to update it is closed with a word why, and its branch deleted', async () => {
    const { at, plugins, entries } = await listing('one');
    const bumped = await plugins[0]?.bump('1.0.1');
    await propose(at);
    const merged = [{ ...entries[0], source: { ...entries[0]?.source, sha: bumped }, version: '1.0.1' }];
    await at.repository.commit({ files: { [CATALOGUE]: catalogue(merged) } });
    const run = await propose(at);
    const [only] = await requests(at);
    expect(only).toMatchObject({ state: 'closed' });
    expect(only?.comments).toHaveLength(1);
    await expect(tip(at)).rejects.toThrow();
    expect([run.outputs['changed'], run.pullRequests]).toEqual(['false', []]);
  });

  test('a commit that a person adds while it is closed is not lost with the branch', async () => {
    const { at, plugins, entries } = await listing('one');
    const bumped = await plugins[0]?.bump('1.0.1');
    await propose(at);
    const merged = [{ ...entries[0], source: { ...entries[0]?.source, sha: bumped }, version: '1.0.1' }];
    await at.repository.commit({ files: { [CATALOGUE]: catalogue(merged) } });
    sandbox.github.addFault({
      match: /^PATCH .*\/pulls\/1$/,
      effect: async () => {
        await at.repository.commit({ branch: BRANCH, files: { 'NOTES.md': 'Mine\n' } });
      },
    });
    const run = await propose(at);
    expect(await at.repository.readFile(await tip(at), 'NOTES.md')).toBe('Mine\n');
    expect(run.messages).toEqual([
      expect.stringContaining('Somebody else changed `notify-marketplace/update` at the same moment'),
    ]);
  });

  test('words that a run did not get to are brought up to date by the next', async () => {
    const { at, plugins } = await listing('one', 'two');
    await plugins[0]?.bump('1.0.1');
    await propose(at);
    await plugins[1]?.bump('2.0.0');
    sandbox.github.addFault({ match: /^PATCH .*\/pulls\/1$/, status: 404 });
    expect((await propose(at)).result.outcome).toBe('failure');
    expect(await requests(at)).toMatchObject([{ title: 'chore: update one to 1.0.1' }]);
    await propose(at);
    expect(await requests(at)).toMatchObject([{ title: 'chore: update 2 plugins' }]);
    expect(writes(await propose(at))).toEqual([]);
  });

  test('what a person closed is not opened again, until there is something else to propose', async () => {
    const { at, plugins } = await listing('one');
    await plugins[0]?.bump('1.0.1');
    await propose(at);
    await sandbox.github.closePullRequest(at.repository, 1);
    const declined = await propose(at);
    expect(writes(declined)).toEqual([]);
    expect(declined.messages).toEqual([
      expect.stringContaining('notice: Pull request #1 with exactly this update was closed by a person'),
    ]);
    await plugins[0]?.bump('1.0.2');
    await propose(at);
    expect(await requests(at)).toMatchObject([
      { state: 'closed' },
      { number: 2, state: 'open', title: 'chore: update one to 1.0.2' },
    ]);
  });

  test.each(['merge', 'squash'] as const)(
    'after a %s the next update gets a new pull request',
    async (method) => {
      const { at, plugins } = await listing('one');
      await plugins[0]?.bump('1.0.1');
      await propose(at);
      await sandbox.github.mergePullRequest(at.repository, 1, method);
      expect((await propose(at)).outputs['changed']).toBe('false');
      await plugins[0]?.bump('1.0.2');
      await propose(at);
      expect(await requests(at)).toMatchObject([
        { state: 'merged' },
        { state: 'open', title: 'chore: update one to 1.0.2' },
      ]);
    },
  );

  test('works where a ruleset forbids to push to the target', async () => {
    const { at, plugins } = await listing('one');
    at.repository.protect('main', { by: 'ruleset' });
    await plugins[0]?.bump('1.0.1');
    expect((await propose(at)).pullRequests).toHaveLength(1);
  });

  test('a GitHub without `updateRefs` is asked through REST', async () => {
    const { at, plugins } = await listing('one');
    sandbox.github.switches.hasUpdateRefs = false;
    await plugins[0]?.bump('1.0.1');
    await propose(at);
    await plugins[0]?.bump('1.0.2');
    const run = await propose(at);
    sandbox.github.switches.hasUpdateRefs = true;
    expect(run.result.outcome).toBe('success');
    expect(await requests(at)).toMatchObject([
      { title: 'chore: update one to 1.0.2', headOid: await tip(at) },
    ]);
  });

  test('a dry run proposes nothing', async () => {
    const { at, plugins } = await listing('one');
    await plugins[0]?.bump('1.0.1');
    const run = await propose(at, { inputs: { 'dry-run': 'true' } });
    expect([writes(run), await requests(at), run.outputs['changed']]).toEqual([[], [], 'true']);
  });
});

describe('the checks of a pull request', () => {
  test('are started on its branch', async () => {
    const { at, plugins } = await listing('one');
    await plugins[0]?.bump('1.0.1');
    await propose(at, { inputs: { checks: 'test.yml' } });
    const started = sandbox.github.events.filter(
      ({ name, repository }) => name === 'workflow_dispatch' && repository === at.repository.fullName,
    );
    expect(started).toMatchObject([{ ref: `refs/heads/${BRANCH}`, sha: await tip(at) }]);
  });

  test('that cannot be started are a warning with the remedy', async () => {
    const { at, plugins } = await listing('one');
    await plugins[0]?.bump('1.0.1');
    const run = await propose(at, { inputs: { checks: 'missing.yml' } });
    expect(run.result.outcome).toBe('success');
    expect(run.messages).toEqual([
      expect.stringMatching(/warning: `missing\.yml` could not be started.*default branch/),
    ]);
  });

  test('that could not be started are tried again by each run until they start, and nothing else', async () => {
    const { at, plugins } = await listing('one');
    await at.repository.commit({
      files: { '.github/workflows/other.yml': 'on: workflow_dispatch\njobs: {}\n' },
    });
    await plugins[0]?.bump('1.0.1');
    const inputs = { checks: 'test.yml\nother.yml' };
    const match = new RegExp(`POST .*/repos/${at.repository.fullName}/.*/test.yml/dispatches`);
    const started = () =>
      sandbox.github.events.filter(
        ({ name, repository }) => name === 'workflow_dispatch' && repository === at.repository.fullName,
      ).length;
    sandbox.github.addFault({ match, status: 403, body: { message: 'Resource not accessible' }, times: 2 });
    await propose(at, { inputs });
    expect(started()).toBe(1);
    const again = await propose(at, { inputs });
    expect([again.messages.length, writes(again).length, started()]).toEqual([1, 1, 1]);
    expect((await propose(at, { inputs })).messages).toEqual([]);
    expect(started()).toBe(2);
    expect([writes(await propose(at, { inputs })), started()]).toEqual([[], 2]);
    expect((await requests(at))[0]?.body).not.toContain('not started');
  });
});

describe('with `{plugin}` in the branch', () => {
  test('each plugin has its own branch and pull request', async () => {
    const { at, plugins } = await listing('one', 'two', 'three');
    await plugins[0]?.bump('1.0.1');
    await plugins[1]?.bump('2.0.0');
    const inputs = { branch: 'update/{plugin}' };
    const run = await propose(at, { inputs });
    expect(run.pullRequests.map(({ branch, plugins: names }) => [branch, names])).toEqual([
      ['update/one', ['one']],
      ['update/two', ['two']],
    ]);
    const before = await at.repository.git('rev-parse', 'main');
    expect(await diff(at.repository, before, await tip(at, 'update/two'))).toHaveLength(4);
    await sandbox.github.mergePullRequest(at.repository, 1, 'squash');
    expect(writes(await propose(at, { inputs }))).toEqual([]);
    expect(await requests(at)).toMatchObject([{ state: 'merged' }, { state: 'open' }]);
  });

  test('names that git takes for no branch get one that it takes', async () => {
    const { at, plugins } = await listing('one');
    const [one] = plugins;
    if (one === undefined) return;
    const names = ['../../heads/main', 'a b', 'x..y', '@{-1}', 'é'];
    await list(
      at,
      names.map((name) => ({ name, source: pinned(one, one.first) })),
    );
    await one.bump('1.0.1');
    const run = await propose(at, { inputs: { branch: 'update/{plugin}' } });
    expect(run.result.outcome).toBe('success');
    const branches = run.pullRequests.map(({ branch }) => String(branch));
    expect(new Set(branches).size).toBe(names.length);
    for (const branch of branches) expect(branch).toMatch(/^update\/[\w-]+$/);
  });
});

describe('what keeps a pull request from being opened is explained', () => {
  test('the setting that lets Actions open them', async () => {
    const { at, plugins } = await listing('one');
    at.repository.update({ actionsMayOpenPullRequests: false });
    await plugins[0]?.bump('1.0.1');
    const run = await propose(at);
    expect(run.result.outcome).toBe('failure');
    expect(run.messages).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Allow GitHub Actions to create and approve pull requests'),
      ]),
    );
  });

  test('the permission', async () => {
    const { at, plugins } = await listing('one');
    await plugins[0]?.bump('1.0.1');
    const run = await propose(at, { permissions: { contents: 'write', metadata: 'read' } });
    expect(run.result.outcome).toBe('failure');
    expect(run.messages).toEqual(expect.arrayContaining([expect.stringContaining('pull-requests: write')]));
  });
});
