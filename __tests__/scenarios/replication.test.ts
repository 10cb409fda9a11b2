import { afterEach, describe, expect, test } from '@jest/globals';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { pushEvent, run, setting, sharedSandbox } from './support.ts';
import { entriesOf, list, market, pinned, plugin, update } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;

afterEach(() => {
  github.replication.requests = 0;
});

/** What is written from now on is not seen by so many further requests. */
function lagBy(requests: number): void {
  github.replication.requests = requests;
}

describe('GitHub’s answers lag behind what was written', () => {
  test('a commit that was just pushed is waited for, and its bump is sent', async () => {
    const at = await setting(sandbox);
    const before = await at.plugin.commit({ files: { [ROOT_MANIFEST]: manifest('a', '1.0.0') } });
    lagBy(2);
    const after = await at.plugin.commit({ files: { [ROOT_MANIFEST]: manifest('a', '1.0.1') } });
    const { changes, dispatches, result } = await run(at, pushEvent(before, after));
    expect(changes).toMatchObject([{ change: 'patch', version: '1.0.1' }]);
    expect([dispatches.length, result.outcome]).toEqual([1, 'success']);
    expect(result.log).toMatch(/GitHub does not show it yet; trying again in \d s/);
  });

  test('two pushes in a row: the one before is waited for too, and not every plugin is announced', async () => {
    const at = await setting(sandbox);
    await at.plugin.commit({ files: { 'plugins/b/.claude-plugin/plugin.json': manifest('b', '1.0.0') } });
    lagBy(2);
    const before = await at.plugin.commit({ files: { [ROOT_MANIFEST]: manifest('a', '1.0.0') } });
    const after = await at.plugin.commit({ files: { [ROOT_MANIFEST]: manifest('a', '1.0.1') } });
    const { changes } = await run(at, pushEvent(before, after));
    expect(changes).toMatchObject([{ plugin: 'a', change: 'patch', previous_version: '1.0.0' }]);
  });

  test('an event of a bump that GitHub does not show yet: the plugin is looked at again, and follows', async () => {
    const at = await market(sandbox);
    const one = await plugin(at, 'one', '1.0.0');
    await list(at, [{ name: 'one', source: pinned(one, one.first), version: '1.0.0' }]);
    lagBy(4);
    const head = await one.bump('1.0.1');
    const payload = {
      plugin: 'one',
      version: '1.0.1',
      repository: one.repository.fullName,
      path: ROOT_MANIFEST,
    };
    const done = await update(at, { payload });
    expect(entriesOf(done)['one']).toMatchObject({ source: { sha: head }, version: '1.0.1' });
    expect(done.result.log).toMatch(/GitHub shows an older version than the event; trying again/);
  });

  test('a pull request is opened although its branch is not seen at once', async () => {
    const at = await market(sandbox, { actionsMayOpenPullRequests: true });
    const one = await plugin(at, 'one', '1.0.0');
    await list(at, [{ name: 'one', source: pinned(one, one.first), version: '1.0.0' }]);
    await one.bump('1.0.1');
    lagBy(1);
    const permissions = { contents: 'write', pull_requests: 'write', metadata: 'read' } as const;
    const done = await update(at, { permissions, inputs: { mode: 'pull-request' } });
    expect(done.result.outcome).toBe('success');
    expect(await github.pullRequests(at.repository)).toMatchObject([{ state: 'open' }]);
  });

  test('a push that moved meanwhile is computed again from the new head, however late that shows', async () => {
    const at = await market(sandbox);
    const one = await plugin(at, 'one', '1.0.0');
    await list(at, [{ name: 'one', source: pinned(one, one.first), version: '1.0.0' }]);
    const head = await one.bump('1.0.1');
    github.addFault({
      match: /^POST \/graphql/,
      matchBody: /updateRefs/,
      effect: async () => {
        lagBy(3);
        await at.repository.commit({ files: { 'README.md': 'Somebody else was faster\n' } });
        lagBy(0);
      },
    });
    const done = await update(at);
    expect(done.result.outcome).toBe('success');
    expect(entriesOf(done)['one']).toMatchObject({ source: { sha: head } });
    expect(await at.repository.readFile(done.after, 'README.md')).toContain('Somebody else');
  });
});
