import { describe, expect, test } from '@jest/globals';
import {
  BUMP,
  manifest,
  push,
  pushEvent,
  ROOT_MANIFEST,
  run,
  type Setting,
  setting,
  sharedSandbox,
  ZEROS,
} from './support.ts';

const sandbox = await sharedSandbox();

/** Versions 1.0.0, 1.1.0, … of one root manifest, a commit each. */
async function history(at: Setting, ...versions: string[]): Promise<string[]> {
  const commits: string[] = [];
  for (const version of versions) {
    const files = { [ROOT_MANIFEST]: manifest('sdk-bridge', version), 'notes.txt': `${commits.length}\n` };
    commits.push(await at.plugin.commit({ files }));
  }
  return commits;
}

const shown = (changes: Record<string, unknown>[]) =>
  changes.map(({ change, previous_version, version, notified }) => [
    change,
    previous_version,
    version,
    notified,
  ]);

describe('push', () => {
  test('a push is compared from its before to its after, however many commits it has', async () => {
    const at = await setting(sandbox);
    const [before = '', , , after = ''] = await history(at, '1.0.0', '1.1.0', '1.1.0', '1.1.0');
    const { changes, dispatches } = await run(at, pushEvent(before, after));
    expect(shown(changes)).toEqual([['minor', '1.0.0', '1.1.0', true]]);
    expect(dispatches[0]?.client_payload['commit']).toBe(after);
  });

  test('a forced push is compared with what the branch held before', async () => {
    const at = await setting(sandbox);
    const [root = '', before = ''] = await history(at, '1.0.0', '1.1.0');
    const files = { [ROOT_MANIFEST]: manifest('sdk-bridge', '1.2.0') };
    const after = await at.plugin.commit({ files, parents: [root] });
    const event = pushEvent(before, after);
    const { changes } = await run(at, { ...event, payload: { ...event.payload, forced: true } });
    expect(shown(changes)).toEqual([['minor', '1.1.0', '1.2.0', true]]);
  });

  test('a push that reverts a bump is a downgrade, not an upgrade', async () => {
    const at = await setting(sandbox);
    const [, before = '', after = ''] = await history(at, '1.0.0', '1.1.0', '1.0.0');
    const { changes, messages } = await run(at, pushEvent(before, after));
    expect(shown(changes)).toEqual([['downgrade', '1.1.0', '1.0.0', true]]);
    expect(messages.join()).toMatch(/warning: .*went down from `1.1.0` to `1.0.0`/);
  });

  test('a push that creates the default branch adds every plugin', async () => {
    const at = await setting(sandbox);
    const [after = ''] = await history(at, '1.0.0');
    const { changes, outputs } = await run(at, pushEvent(ZEROS, after));
    expect(shown(changes)).toEqual([['added', null, '1.0.0', true]]);
    expect(outputs['changed']).toBe('true');
  });

  test('a push that creates another branch that counts announces every plugin, with a notice saying why', async () => {
    const at = await setting(sandbox);
    const [after = ''] = await history(at, '1.0.0');
    const { changes, messages, outputs } = await run(
      at,
      pushEvent(ZEROS, after, { branch: 'release/1', inputs: { branches: 'main\nrelease/*' } }),
    );
    expect(shown(changes)).toEqual([['announced', null, '1.0.0', true]]);
    expect(messages.join()).toMatch(/notice: .*created the branch `release\/1`/);
    expect(outputs['changed']).toBe('false');
  });

  test('a push whose before is no longer available announces every plugin, with a notice saying why', async () => {
    const at = await setting(sandbox);
    const [after = ''] = await history(at, '1.0.0');
    const { changes, messages } = await run(at, pushEvent('1'.repeat(40), after));
    expect(shown(changes)).toEqual([['announced', null, '1.0.0', true]]);
    expect(messages.join()).toMatch(/notice: .*the previous commit is no longer available/);
  });

  // It waits for seconds, beside the others.
  test.concurrent('an after that cannot be read is retried, then an error, never "everything was removed"', async () => {
    const at = await setting(sandbox);
    const [before = ''] = await history(at, '1.0.0');
    const { changes, result, dispatches, messages } = await run(at, pushEvent(before, '2'.repeat(40)));
    expect(changes).toEqual([]);
    expect(dispatches).toEqual([]);
    expect(result.outcome).toBe('failure');
    expect(messages.join()).toMatch(/GitHub has no commit .*Run this job again/);
    expect(result.log).toMatch(/does not show it yet; trying again in \d s/);
  });

  test.each([
    ['a push to another branch', { branch: 'feature' }, 'are not announced'],
    ['the deletion of a branch', {}, 'deleted `main`'],
  ])('%s is not looked at: a notice, success', async (_, options, why) => {
    const at = await setting(sandbox);
    const [before = '', after = ''] = await history(at, '1.0.0', '1.1.0');
    const event = pushEvent(before, 'branch' in options ? after : ZEROS, options);
    const { changes, result, messages, dispatches, requests } = await run(at, event);
    expect(result.outcome).toBe('success');
    expect(messages).toEqual([expect.stringContaining(why)]);
    expect([changes, dispatches]).toEqual([[], []]);
    expect(requests.map(({ path }) => path)).toEqual(['/api/v3/rate_limit']);
  });

  test.each(['origin/main', 'Main'])(
    '`branches: %s` means the branch `main`, probably: a warning',
    async (branches) => {
      const at = await setting(sandbox);
      const { result, messages, dispatches } = await push(at, { ...BUMP, inputs: { branches } });
      expect([result.outcome, dispatches]).toEqual(['success', []]);
      expect(messages).toEqual([
        'warning: Not looked at: versions on the branch `main` are not announced (input `branches`). Nothing is sent. ' +
          `\`branches\` contains \`${branches}\`: if that means this branch, write \`main\`.`,
      ]);
    },
  );

  test('an event that says nothing about versions is not looked at', async () => {
    const at = await setting(sandbox);
    await history(at, '1.0.0');
    const { result, messages } = await run(at, { name: 'issues', payload: { action: 'opened' } });
    expect([result.outcome, messages]).toEqual([
      'success',
      [expect.stringMatching(/^notice: Not looked at/)],
    ]);
  });

  test('`branches` says which branches count, by patterns', async () => {
    const at = await setting(sandbox);
    const { changes } = await push(at, {
      ...BUMP,
      branch: 'release/2.x',
      inputs: { branches: 'release/*, !release/1*' },
    });
    expect(shown(changes)).toEqual([['patch', '2.0.0', '2.0.1', true]]);
  });
});

describe('pull requests and merge groups', () => {
  test('a pull request shows what merging would send, without a token and without sending', async () => {
    const at = await setting(sandbox);
    await history(at, '1.0.0');
    await at.plugin.commit({
      branch: 'topic',
      parents: [at.plugin.tip() ?? ''],
      files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '1.1.0') },
    });
    await at.plugin.commit({ files: { 'other.txt': 'moved on\n' } });
    await sandbox.github.openPullRequest(at.plugin, { head: 'topic', base: 'main' });
    const event = sandbox.github.events.findLast(({ name }) => name === 'pull_request');
    if (event === undefined) throw new Error('no event');
    const { ref, sha, payload } = event;
    const outcome = await run(at, { name: 'pull_request', ref, sha, payload, inputs: { token: '' } });
    expect(outcome.result.outcome).toBe('success');
    expect(shown(outcome.changes)).toEqual([['minor', '1.0.0', '1.1.0', false]]);
    expect(outcome.deliveries).toEqual([
      {
        marketplace: at.marketplace.fullName,
        plugin: 'sdk-bridge',
        version: '1.1.0',
        status: 'dry-run',
        attempts: 0,
      },
    ]);
    expect(outcome.dispatches).toEqual([]);
    expect(outcome.result.summary).toContain('would be sent');
  });

  test('a pull request without a merge commit is compared with the merge base', async () => {
    const at = await setting(sandbox);
    const [base = ''] = await history(at, '1.0.0');
    const head = await at.plugin.commit({
      branch: 'topic',
      parents: [base],
      files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '1.0.1') },
    });
    const moved = await at.plugin.commit({ files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '1.5.0') } });
    const payload = {
      pull_request: { base: { ref: 'main', sha: moved }, head: { ref: 'topic', sha: head } },
    };
    const { changes } = await run(at, { name: 'pull_request', ref: 'refs/pull/1/merge', sha: head, payload });
    expect(shown(changes)).toEqual([['patch', '1.0.0', '1.0.1', false]]);
  });

  test('a pull request without a merge commit, whose head is a merge, is compared with the merge base too', async () => {
    const at = await setting(sandbox);
    const [base = ''] = await history(at, '1.0.0');
    const topic = { branch: 'topic', files: { 'topic.txt': 'x\n' } };
    const own = await at.plugin.commit({ ...topic, parents: [base] });
    const files = { [ROOT_MANIFEST]: manifest('sdk-bridge', '1.5.0') };
    const moved = await at.plugin.commit({ files });
    const head = await at.plugin.commit({
      ...topic,
      files: { ...topic.files, ...files },
      parents: [own, moved],
    });
    const pull_request = { base: { ref: 'main', sha: moved }, head: { ref: 'topic', sha: head } };
    const { changes } = await run(at, { name: 'pull_request', sha: head, payload: { pull_request } });
    expect(shown(changes)).toEqual([]);
  });

  test('a pull request never sends, even where `base` is given and its branch does not count', async () => {
    const at = await setting(sandbox);
    const [base = '', sha = ''] = await history(at, '1.0.0', '1.1.0');
    const payload = { pull_request: { base: { ref: 'develop', sha: base }, head: { ref: 'x', sha } } };
    const outcome = await run(at, { name: 'pull_request', sha, payload, inputs: { base } });
    expect(shown(outcome.changes)).toEqual([['minor', '1.0.0', '1.1.0', false]]);
    expect(outcome.dispatches).toEqual([]);
  });

  test('a merge group is compared from base_sha to head_sha and sends nothing', async () => {
    const at = await setting(sandbox);
    const [base_sha = '', head_sha = ''] = await history(at, '1.0.0', '2.0.0');
    const outcome = await run(at, {
      name: 'merge_group',
      sha: head_sha,
      payload: { merge_group: { base_sha, head_sha } },
    });
    expect(shown(outcome.changes)).toEqual([['major', '1.0.0', '2.0.0', false]]);
    expect(outcome.dispatches).toEqual([]);
  });
});

describe('announcements', () => {
  test.each([
    ['a tag push', 'push', 'refs/tags/v1.1.0', {}],
    ['a published release', 'release', 'refs/tags/v1.1.0', { action: 'published' }],
    ['a manual run', 'workflow_dispatch', 'refs/heads/main', {}],
  ])('%s announces every plugin at GITHUB_SHA', async (_, name, ref, payload) => {
    const at = await setting(sandbox);
    const [, sha = ''] = await history(at, '1.0.0', '1.1.0', '1.2.0');
    const { changes, dispatches } = await run(at, {
      name,
      ref,
      sha,
      payload: { ref, before: ZEROS, after: '3'.repeat(40), ...payload },
    });
    expect(shown(changes)).toEqual([['announced', null, '1.1.0', true]]);
    expect(dispatches[0]?.client_payload).toMatchObject({
      version: '1.1.0',
      previous_version: null,
      commit: sha,
    });
  });

  test.each(['schedule', 'workflow_run', 'repository_dispatch'])(
    'a %s event announces every plugin at the head of the default branch',
    async (name) => {
      const at = await setting(sandbox);
      const [sha = '', , head = ''] = await history(at, '1.0.0', '1.1.0', '1.2.0');
      const { changes, dispatches } = await run(at, {
        name,
        ref: 'refs/heads/main',
        sha,
        payload: { repository: undefined },
      });
      expect(shown(changes)).toEqual([['announced', null, '1.2.0', true]]);
      expect(dispatches[0]?.client_payload['commit']).toBe(head);
    },
  );

  test.each(['deleted', 'unpublished'])('a release that was %s is not looked at', async (action) => {
    const at = await setting(sandbox);
    const [sha = ''] = await history(at, '1.0.0');
    const { changes, result } = await run(at, {
      name: 'release',
      ref: 'refs/tags/v1',
      sha,
      payload: { action },
    });
    expect([changes, result.outcome]).toEqual([[], 'success']);
  });

  test('a manual run on a branch that does not count is a dry run, with a notice', async () => {
    const at = await setting(sandbox);
    const [sha = ''] = await history(at, '1.0.0');
    const { changes, messages, dispatches } = await run(at, {
      name: 'workflow_dispatch',
      ref: 'refs/heads/topic',
      sha,
    });
    expect(shown(changes)).toEqual([['announced', null, '1.0.0', false]]);
    expect([dispatches, messages]).toEqual([
      [],
      [expect.stringMatching(/notice: Nothing was sent: .*`topic`/)],
    ]);
  });

  test('a manual run sends again: the same run twice sends twice', async () => {
    const at = await setting(sandbox);
    const [sha = ''] = await history(at, '1.0.0');
    const event = { name: 'workflow_dispatch', ref: 'refs/heads/main', sha };
    const both = [await run(at, event), await run(at, event)];
    expect(both.map(({ outputs }) => outputs['sent'])).toEqual(['1', '1']);
  });
});

describe('`base` and `head`', () => {
  test.each([
    ['a full sha', (commits: string[]) => commits[0] ?? ''],
    ['an abbreviated sha', (commits: string[]) => commits[0]?.slice(0, 8) ?? ''],
    ['a tag', () => 'v1.0.0'],
    ['an annotated tag', () => 'annotated'],
    ['a branch', () => 'old/branch'],
    ['a full ref', () => 'refs/tags/v1.0.0'],
  ])('`base` alone compares %s with the event’s commit', async (_, base) => {
    const at = await setting(sandbox);
    const commits = await history(at, '1.0.0', '1.1.0', '2.0.0');
    await at.plugin.git('tag', 'v1.0.0', commits[0] ?? '');
    await at.plugin.git('tag', '-a', '-m', 'one', 'annotated', commits[0] ?? '');
    await at.plugin.git('branch', 'old/branch', commits[0] ?? '');
    const { changes } = await run(at, {
      name: 'workflow_dispatch',
      sha: commits[2] ?? '',
      inputs: { base: base(commits) },
    });
    expect(shown(changes)).toEqual([['major', '1.0.0', '2.0.0', true]]);
  });

  test('the event’s own `before` as `base` announces where it is gone', async () => {
    const at = await setting(sandbox);
    const [, after = ''] = await history(at, '1.0.0', '1.1.0');
    const gone = '7'.repeat(40);
    const event = pushEvent(gone, after);
    const { changes } = await run(at, { ...event, inputs: { base: gone, head: 'main' } });
    expect(shown(changes)).toEqual([['announced', null, '1.1.0', true]]);
  });

  test('`head` alone announces', async () => {
    const at = await setting(sandbox);
    const [sha = ''] = await history(at, '1.0.0', '1.1.0');
    const { changes } = await run(at, { name: 'issues', sha, inputs: { head: 'main' } });
    expect(shown(changes)).toEqual([['announced', null, '1.1.0', true]]);
  });

  test('both compare one with the other, whatever the event', async () => {
    const at = await setting(sandbox);
    const [first = ''] = await history(at, '1.0.0', '1.1.0');
    const { changes } = await run(at, {
      name: 'push',
      ref: 'refs/heads/x',
      sha: first,
      inputs: { base: first, head: 'main' },
    });
    expect(shown(changes)).toEqual([['minor', '1.0.0', '1.1.0', true]]);
  });

  test.each(['HEAD^', ':/text', 'main@{1}', '--output=x', 'nowhere', 'refs/heads/nowhere'])(
    '`base: %s` is refused with what to write',
    async (base) => {
      const at = await setting(sandbox);
      const [, sha = ''] = await history(at, '1.0.0', '1.1.0');
      const { result, messages, dispatches } = await run(at, {
        name: 'workflow_dispatch',
        sha,
        inputs: { base },
      });
      expect([result.outcome, dispatches]).toEqual(['failure', []]);
      expect(messages[0]).toMatch(/`base`: this repository has no branch, tag or commit .* Write a branch/);
    },
  );
});
