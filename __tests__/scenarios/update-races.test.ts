import { describe, expect, test } from '@jest/globals';
import type { Fault, LoggedRequest, ProtectionOptions } from '../../sandbox/types.ts';
import { sharedSandbox } from './support.ts';
import {
  CATALOGUE,
  catalogue,
  entriesOf,
  fateOf,
  list,
  type Market,
  market,
  pinned,
  plugin,
  update,
} from './update-support.ts';

/** Writing against others: heads that move, rules that refuse, servers that fail. Mostly waiting, so at once. */
const sandbox = await sharedSandbox();

/** A marketplace with one plugin, a bump ahead. */
async function behind() {
  const at = await market(sandbox);
  const made = await plugin(at, 'plugin', '1.0.0');
  const entry = { name: 'plugin', source: pinned(made, made.first), version: '1.0.0' };
  await list(at, [entry]);
  return { at, made, entry, head: await made.bump('1.0.1') };
}

/** A fault of this marketplace's requests alone. */
function fault({ repository }: Market, what: string, fault: Omit<Fault, 'match'>): void {
  sandbox.github.addFault({
    match: new RegExp(`^${what.replace(' ', ` /repos/${repository.fullName}/`)}`),
    ...fault,
  });
}

/** A fault of the request that moves this marketplace's branch. */
function faultyPush({ repository }: Market, change: Omit<Fault, 'match'>): void {
  const id = Buffer.from(String(repository.id)).toString('base64url');
  sandbox.github.addFault({
    match: /^POST \/graphql/,
    matchBody: new RegExp(`updateRefs.*"R_${id}"`),
    ...change,
  });
}

const pushes = (requests: readonly LoggedRequest[]) =>
  requests.filter(
    ({ method, body }) => method === 'PATCH' || JSON.stringify(body ?? null).includes('updateRefs('),
  );

describe('a batch that GitHub times out on', () => {
  /** Thirty plugins, each a bump ahead; the eighth is `a-slow`. */
  async function thirty() {
    const at = await market(sandbox);
    const names = Array.from({ length: 30 }, (_, n) => (n === 7 ? 'a-slow' : `plugin-${n}`));
    const all = await Promise.all(names.map((name) => plugin(at, name, '1.0.0')));
    await list(
      at,
      all.map((of, n) => ({ name: names[n], source: pinned(of, of.first) })),
    );
    for (const { bump } of all) await bump('1.0.1');
    return at;
  }

  test.concurrent('once is halved, and all follow', async () => {
    const at = await thirty();
    const matchBody = new RegExp(`"${at.owner}".*"plugin-1"`);
    sandbox.github.addFault({ match: /^POST \/graphql/, matchBody, status: 502, body: 'x' });
    const run = await update(at);
    expect([run.updates.length, run.held]).toEqual([30, []]);
    expect(run.requests.filter(({ status }) => status === 502)).toHaveLength(1);
  });

  test.concurrent('for one repository, whatever stands beside it, is halved down to that, which is held', async () => {
    const at = await thirty();
    const matchBody = new RegExp(`"${at.owner}".*"a-slow"`);
    sandbox.github.addFault({ match: /^POST \/graphql/, matchBody, status: 504, body: 'x', times: Infinity });
    const run = await update(at);
    expect([run.updates.length, run.held.length, run.result.outcome]).toEqual([29, 1, 'success']);
    expect(fateOf(run, 'a-slow')).toMatch(
      /^held: \S+\/a-slow could not be read: .*504.*; the next run tries again$/,
    );
    // 20, 10, 5, 3 and 2 repositories; then the one, four times.
    expect(run.requests.filter(({ status }) => status === 504)).toHaveLength(9);
    expect(run.requests.length).toBeLessThan(30);
  });

  test.concurrent('part of an answer that failed is asked for again, and only that', async () => {
    const at = await thirty();
    const matchBody = new RegExp(`"${at.owner}".*"plugin-1"`);
    const graphqlError = { path: ['r3'], type: 'SERVICE_UNAVAILABLE', message: 'Something went wrong' };
    sandbox.github.addFault({ match: /^POST \/graphql/, matchBody, graphqlError });
    const run = await update(at);
    expect([run.updates.length, run.result.outcome]).toEqual([30, 'success']);
  });
});

describe('a server that fails', () => {
  const body = '<html>Bad gateway</html>';
  test.concurrent.each<[string, string, Omit<Fault, 'match'>]>([
    ['a 502 to the tree', 'POST git/trees', { status: 502, body }],
    ['a 502 to the commit', 'POST git/commits', { status: 502, body }],
    ['a 502 to the push', 'push', { status: 502, body }],
    ['a push whose answer is lost', 'push', { drop: 'after' }],
  ])('%s is tried again, and the update gets in once', async (_, what, how) => {
    const { at, head } = await behind();
    if (what === 'push') faultyPush(at, how);
    else fault(at, what, how);
    const run = await update(at);
    expect([run.result.outcome, run.outputs['commit']]).toEqual(['success', run.after]);
    expect(entriesOf(run)['plugin']).toMatchObject({ source: { sha: head } });
    expect(await at.repository.git('rev-list', '--count', 'main')).toBe('2');
    expect(run.result.log).toMatch(/: .*trying again in \d s\./);
  });

  test.concurrent('for good while writing: an error that says so, and nothing is written', async () => {
    const { at } = await behind();
    fault(at, 'POST git/trees', { status: 503, body, times: Infinity });
    const run = await update(at);
    expect(run.messages[0]).toMatch(/^error: Writing to \S+\/marketplace: GitHub answered 503 after 4 tries/);
    expect([run.result.outcome, run.after]).toEqual(['failure', run.before]);
  });

  test.concurrent('for good while the marketplace is read: an error that says so', async () => {
    const { at } = await behind();
    const one = new RegExp(`"${at.owner}"`);
    sandbox.github.addFault({ match: /^POST \/graphql/, matchBody: one, status: 502, body, times: Infinity });
    const run = await update(at);
    expect(run.requests).toHaveLength(4);
    expect(run.messages[0]).toMatch(/^error: Reading the marketplace: GitHub answered 502 after 4 tries/);
    expect([run.result.outcome, run.after]).toEqual(['failure', run.before]);
  });
});

describe('a head that moves before the write', () => {
  test.concurrent('two runs at one moment: both succeed, the catalogue is right, the history linear', async () => {
    const { at, head } = await behind();
    // Neither push is handled before both are there.
    let arrived = 0;
    let open = () => {};
    const both = new Promise<void>((resolve) => {
      open = resolve;
    });
    const effect = () => {
      if (++arrived === 2) open();
      return both;
    };
    faultyPush(at, { effect, times: 2 });
    const [one, other] = await Promise.all([update(at), update(at)]);
    expect([one.result.outcome, other.result.outcome]).toEqual(['success', 'success']);
    expect(pushes([...one.requests, ...other.requests])).toHaveLength(2);
    const final = await update(at);
    expect([final.after, entriesOf(final)['plugin']]).toEqual([
      final.before,
      { name: 'plugin', source: expect.objectContaining({ sha: head }), version: '1.0.1' },
    ]);
    expect(await at.repository.git('rev-list', '--count', '--min-parents=2', 'main')).toBe('0');
    expect(await at.repository.git('rev-list', '--count', 'main')).toBe('2');
  });

  test.concurrent.each([1, 2])(
    '%d times: all is read and computed again, and what came meanwhile stays',
    async (times) => {
      const { at, head, entry, made } = await behind();
      let commits = 0;
      const effect = async () => {
        const added = { ...entry, name: `added-${++commits}` };
        const files = { [`note-${commits}`]: 'x', [CATALOGUE]: catalogue([added, entry]) };
        await at.repository.commit({ files });
      };
      faultyPush(at, { effect, times });
      const run = await update(at);
      expect(run.result.outcome).toBe('success');
      expect(pushes(run.requests)).toHaveLength(times + 1);
      expect(run.updates.map((row) => row['plugin'])).toEqual([`added-${times}`, 'plugin']);
      expect(run.catalogue).toBe(
        catalogue([
          { ...entry, name: `added-${times}`, source: pinned(made, head), version: '1.0.1' },
          { ...entry, source: pinned(made, head), version: '1.0.1' },
        ]),
      );
      expect(await at.repository.listFiles(run.after, '')).toContain(`note-${times}`);
      expect(run.result.log).toContain(
        'The branch changed while the update was prepared; starting again from the new commit.',
      );
    },
  );

  test.concurrent('to one that holds the update already: nothing is left to do', async () => {
    const { at, head, entry, made } = await behind();
    const done = catalogue([{ ...entry, source: pinned(made, head), version: '1.0.1' }]);
    faultyPush(at, {
      effect: async () => void (await at.repository.commit({ files: { [CATALOGUE]: done } })),
    });
    const run = await update(at);
    expect([run.outputs['changed'], run.outputs['commit'], run.catalogue]).toEqual(['false', '', done]);
  });

  test.concurrent('each time: after the fifth look it is an error that says nothing was lost', async () => {
    const { at } = await behind();
    const effect = async () => void (await at.repository.commit({ files: { note: String(Math.random()) } }));
    faultyPush(at, { effect, times: Infinity });
    const run = await update(at);
    expect(pushes(run.requests).map(({ body }) => JSON.stringify(body).includes('"force":false'))).toEqual(
      Array(6).fill(true),
    );
    expect(run.messages[0]).toMatch(
      /^error: \S+: `main` changed each of the 6 times that an update was ready\. Nothing was lost/,
    );
    expect([run.result.outcome, run.outputs['commit']]).toEqual(['failure', '']);
  });
});

describe('a plugin’s head that moves while it is read', () => {
  test.concurrent('between reading and comparing: it moves to what was read, the next run to the rest', async () => {
    const { at, made, head } = await behind();
    let next = '';
    const effect = async () => {
      next = await made.bump('1.0.2');
    };
    const matchBody = new RegExp(`compare\\(headRef.*"${at.owner}"`);
    sandbox.github.addFault({ match: /^POST \/graphql/, matchBody, effect });
    const run = await update(at);
    expect(entriesOf(run)['plugin']).toMatchObject({ source: { sha: head }, version: '1.0.1' });
    expect(entriesOf(await update(at))['plugin']).toMatchObject({ source: { sha: next }, version: '1.0.2' });
  });
});

describe('rules that refuse the push', () => {
  const RULES: [ProtectionOptions, RegExp][] = [
    [{ by: 'ruleset' }, /Changes must be made through a pull request/],
    [{ by: 'branch-protection' }, /Changes must be made through a pull request/],
    [{ by: 'branch-protection', requires: 'status-checks' }, /Required status check "ci" is expected/],
  ];
  const WAYS_OUT =
    /Either pass a `token` that may bypass them \(.*\), or set `mode: pull-request` with `permissions: pull-requests: write` and the setting "Allow GitHub Actions to create and approve pull requests"\./;

  test.concurrent.each(RULES)('%j: told apart from a conflict, with the ways out', async (rule, words) => {
    const { at } = await behind();
    at.repository.protect('main', rule);
    const run = await update(at);
    expect(pushes(run.requests)).toHaveLength(1);
    expect(run.messages[0]).toMatch(
      /^error: \S+\/marketplace: the rules of `main` do not let this token push: /,
    );
    expect(run.messages[0]).toMatch(words);
    expect(run.messages[0]).toMatch(WAYS_OUT);
    expect([run.result.outcome, run.after]).toEqual(['failure', run.before]);
    expect(run.outputs).toMatchObject({ changed: 'false', updates: '[]', commit: '' });
  });

  test.concurrent.each(['ruleset', 'branch-protection'] as const)(
    'signatures (%s): GITHUB_TOKEN’s commits have them, a personal token’s have not',
    async (by) => {
      const { at, head } = await behind();
      at.repository.protect('main', { by, requires: 'signatures' });
      const repositories = { [at.repository.fullName]: { contents: 'write', metadata: 'read' } as const };
      const token = sandbox.github.createToken({ kind: 'fine-grained', repositories });
      const refused = await update(at, { inputs: { token, 'plugins-token': '' } });
      expect(refused.messages[0]).toMatch(/the rules of `main` do not let this token push: .*signatures/);
      expect(entriesOf(await update(at))['plugin']).toMatchObject({ source: { sha: head } });
    },
  );

  test.concurrent('whoever bypasses them gets through', async () => {
    const { at, head } = await behind();
    at.repository.protect('main', { by: 'ruleset', bypass: ['github-actions[bot]'] });
    expect(entriesOf(await update(at))['plugin']).toMatchObject({ source: { sha: head } });
  });

  test.concurrent('an archived marketplace: told as that', async () => {
    const { at } = await behind();
    at.repository.update({ archived: true });
    const run = await update(at);
    expect(run.messages[0]).toMatch(
      /^error: \S+\/marketplace is archived, so nothing can be written to it\. Unarchive/,
    );
    expect(run.result.outcome).toBe('failure');
  });
});
