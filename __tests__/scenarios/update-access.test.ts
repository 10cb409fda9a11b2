import { describe, expect, test } from '@jest/globals';
import { manifest, ROOT_MANIFEST, sharedSandbox } from './support.ts';
import { entriesOf, fateOf, list, type Market, market, pinned, plugin, update } from './update-support.ts';

/** What a run may read and write, and what becomes of the plugins that it can't. */
const sandbox = await sharedSandbox();

/** One plugin a bump ahead, which nothing keeps from moving. */
async function bumped(at: Market, name: string, options: { private?: boolean } = {}) {
  const made = await plugin(at, name, '1.0.0', options);
  const head = await made.bump('1.0.1');
  return { ...made, head, entry: { name, source: pinned(made, made.first), version: '1.0.0' } };
}

const readers = (repository: string) =>
  sandbox.github.createToken({
    kind: 'fine-grained',
    repositories: { [repository]: { metadata: 'read', contents: 'read' } },
  });

describe('`permissions`', () => {
  test('`contents: read` only: explained, with what to write; nothing is tried again', async () => {
    const at = await market(sandbox);
    const { entry } = await bumped(at, 'plugin');
    await list(at, [entry]);
    const run = await update(at, { permissions: { contents: 'read', metadata: 'read' } });
    expect([run.result.outcome, run.after]).toEqual(['failure', run.before]);
    expect(run.messages[0]).toMatch(
      /^error: acme\d+\/marketplace: `token` may not write \(403\): `Resource not acc/,
    );
    expect(run.messages[0]).toContain('Write `permissions: contents: write` in the workflow;');
    expect(run.requests.filter(({ status }) => status === 403)).toHaveLength(1);
  });

  test('none at all in a private marketplace: told as what it is', async () => {
    const at = await market(sandbox, { private: true });
    await list(at, []);
    const run = await update(at, { permissions: { metadata: 'read', contents: 'none' } });
    expect([run.result.outcome, run.messages[0]]).toEqual([
      'failure',
      expect.stringMatching(/^error: .*`token` may not read.*`permissions: contents: write` in the workflow/),
    ]);
  });

  test('a `token` that is revoked: 401, told once', async () => {
    const at = await market(sandbox);
    const { entry } = await bumped(at, 'plugin');
    await list(at, [entry]);
    const repositories = { [at.repository.fullName]: { contents: 'write', metadata: 'read' } as const };
    const token = sandbox.github.createToken({ kind: 'fine-grained', repositories, revoked: true });
    const run = await update(at, { inputs: { token } });
    expect(run.requests).toHaveLength(1);
    expect(run.messages).toEqual([
      'error: GitHub rejects `token` (401): it is wrong, revoked or expired. Leave `token` out, so that the run uses its own, or renew the secret that the workflow passes.',
    ]);
  });

  test('a `token` that is revoked between reading and writing', async () => {
    const at = await market(sandbox);
    const { entry } = await bumped(at, 'plugin');
    await list(at, [entry]);
    const fault = { match: new RegExp(`POST /repos/${at.repository.fullName}/git/trees`), status: 401 };
    sandbox.github.addFault({ ...fault, body: { message: 'Bad credentials' } });
    const run = await update(at);
    expect(run.messages[0]).toMatch(
      /^error: GitHub rejects `token` \(401\): it is wrong, revoked or expired\./,
    );
    expect([run.after, run.outputs['commit']]).toEqual([run.before, '']);
  });
});

describe('a private plugin', () => {
  test('without `plugins-token` it is held, naming that; with it, it moves', async () => {
    const at = await market(sandbox);
    const secret = await bumped(at, 'secret', { private: true });
    const open = await bumped(at, 'open');
    await list(at, [secret.entry, open.entry]);
    const without = await update(at);
    expect(without.updates).toMatchObject([{ plugin: 'open' }]);
    expect(fateOf(without, 'secret')).toBe(
      `held: ${secret.repository.fullName} does not exist, or the token can't see it: pass a \`plugins-token\` that may read it (if you do, check that its secret exists and is not empty)`,
    );
    expect(without.result.outcome).toBe('success');
    const token = readers(secret.repository.fullName);
    const run = await update(at, { inputs: { 'plugins-token': token } });
    expect(entriesOf(run)['secret']).toMatchObject({ source: { sha: secret.head }, version: '1.0.1' });
    const used = run.requests.filter((request) => request.token === token);
    expect(used.map(({ path }) => path)).toEqual(['/api/graphql', '/api/graphql']);
    expect(run.result.log).not.toContain(token);
  });

  test('a `plugins-token` that is revoked: every plugin is held for it, and it is named', async () => {
    const at = await market(sandbox);
    const { entry, repository } = await bumped(at, 'plugin');
    await list(at, [entry]);
    const repositories = { [repository.fullName]: { contents: 'read', metadata: 'read' } as const };
    const token = sandbox.github.createToken({ kind: 'fine-grained', repositories, revoked: true });
    const run = await update(at, { inputs: { 'plugins-token': token } });
    expect(run.result.outcome).toBe('failure');
    expect(fateOf(run, 'plugin')).toMatch(/^held: .*`plugins-token`/);
    expect(run.messages.join('\n')).toMatch(
      /`plugins-token`.*(401|revoked|expired)|(401|revoked|expired).*`plugins-token`/,
    );
  });

  test('an organisation’s single sign-on keeps one from being read: held, in GitHub’s words', async () => {
    const at = await market(sandbox);
    const sso = await bumped(at, 'sso');
    const open = await bumped(at, 'open');
    sso.repository.update({ sso: true });
    await list(at, [sso.entry, open.entry]);
    const token = sandbox.github.createToken({ kind: 'classic', scopes: ['repo'] });
    const run = await update(at, { inputs: { 'plugins-token': token } });
    expect(run.updates).toMatchObject([{ plugin: 'open' }]);
    expect(fateOf(run, 'sso')).toMatch(
      /^held: acme\d+\/sso may not be read \(`.*SAML.*`\): pass a `plugins-token` that/,
    );
  });
});

/** Each repository meets its fate after it was listed. */
const FATES: Record<string, (at: Market) => Promise<void>> = {
  deleted: (at) => repositoryOf(at, 'deleted').delete(),
  renamed: (at) => repositoryOf(at, 'renamed').rename(`${at.owner}/new-name`),
  async emptied(at) {
    const { repository } = await empty(at, 'emptied');
    expect(repository.options.defaultBranch).toBe('main');
  },
  async archived(at) {
    repositoryOf(at, 'archived').update({ archived: true });
  },
  async reregistered(at) {
    const { repository } = await empty(at, 'reregistered');
    await repository.commit({ files: { [ROOT_MANIFEST]: manifest('reregistered', '6.6.6') } });
  },
  async branchless(at) {
    await repositoryOf(at, 'branchless').git('update-ref', '-d', 'refs/heads/next');
  },
};

function repositoryOf({ owner }: Market, name: string) {
  return sandbox.github.repository(`${owner}/${name}`);
}

/** Another repository in the place of this one. */
async function empty(at: Market, name: string) {
  await repositoryOf(at, name).delete();
  return { repository: await sandbox.github.createRepository(`${at.owner}/${name}`) };
}

async function fatesRun() {
  const at = await market(sandbox);
  const made = await Promise.all(
    [...Object.keys(FATES), 'good'].map(async (name) => ({ name, ...(await bumped(at, name)) })),
  );
  await repositoryOf(at, 'branchless').commit({ branch: 'next', files: { a: '1' } });
  await list(
    at,
    made.map(({ name, entry }) =>
      name === 'branchless' ? { ...entry, source: { ...entry.source, ref: 'next' } } : entry,
    ),
  );
  for (const meet of Object.values(FATES)) await meet(at);
  return { at, heads: Object.fromEntries(made.map(({ name, head }) => [name, head])), run: await update(at) };
}

describe('a plugin’s repository that', () => {
  const shared = fatesRun();

  test.each([
    ['deleted', /does not exist, or the token can't see it: pass a `plugins-token`/],
    ['emptied', /is empty: nothing is committed on its default branch/],
    ['branchless', /has neither a branch nor a tag `next`/],
    [
      'reregistered',
      /^held: its commit [0-9a-f]{7} is not in \S+ \(any more\); its branch is at [0-9a-f]{7}: set its pin or submodule pointer/,
    ],
  ])('is %s: held with the reason, and its entry stays', async (name, reason) => {
    const { run } = await shared;
    expect(fateOf(run, name)).toMatch(/^held: /);
    expect(fateOf(run, name)).toMatch(reason);
    expect(entriesOf(run)[name]?.['version']).toBe('1.0.0');
  });

  test.each(['renamed', 'archived', 'good'])('is %s: read, and its pointer moves', async (name) => {
    const { run, heads } = await shared;
    expect(entriesOf(run)[name]).toMatchObject({ source: { sha: heads[name] }, version: '1.0.1' });
  });

  test('keeps no other from its update, and the step succeeds', async () => {
    const { run } = await shared;
    expect([run.updates.length, run.held.length, run.result.outcome]).toEqual([3, 4, 'success']);
  });

  test('could not be read, like all others: the step fails and says so', async () => {
    const at = await market(sandbox);
    const { entry, repository } = await bumped(at, 'plugin');
    await list(at, [entry]);
    await repository.delete();
    const run = await update(at);
    expect(run.result.outcome).toBe('failure');
    expect(run.messages[0]).toMatch(
      /^error: No plugin could be read.*pass a `plugins-token` that may read it/,
    );
  });

  test('was read, but is broken: the step succeeds, though it is the only one', async () => {
    const at = await market(sandbox);
    const { entry, repository } = await bumped(at, 'plugin');
    await list(at, [entry]);
    await repository.commit({ files: { [ROOT_MANIFEST]: '{' } });
    const run = await update(at);
    expect([run.held.length, run.result.outcome]).toEqual([1, 'success']);
  });
});
