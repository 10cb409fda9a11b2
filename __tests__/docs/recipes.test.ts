import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, stringify } from 'yaml';
import type { Permissions } from '../../sandbox/types.ts';
import { CATALOGUE, catalogue } from '../scenarios/update-support.ts';
import { brokenLinks, withStandIns } from '../support/doc-page.ts';
import { pushed, received } from '../support/doc-push.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { BUMP_BOT } from './recipes-tools.ts';
import {
  actions,
  bin,
  bump,
  endings,
  github,
  marketplace,
  marketplaceAt,
  merge,
  NOTIFY,
  PAGE,
  page,
  patched,
  plugin,
  really,
  SET_VERSION,
  sandbox,
  skipped,
  token,
  WORKFLOW,
  workflow,
  writer,
} from './recipes-world.ts';

const CREATE = 'actions/create-github-app-token@v3';
/** Runs on pull requests, as a required check does. */
const CHECK = 'on: pull_request\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: "true"}]}}\n';

/** What makes the token of an App that may open pull requests there. */
function appStep(repository: string, more: Permissions = {}): string {
  const rights = { ...writer, pull_requests: 'write' as const, ...more };
  const own = github.createToken({ kind: 'app', repositories: { [repository]: rights } });
  return `- id: app\n  run: echo "token=${own}" >> "$GITHUB_OUTPUT"`;
}

describe('tools that raise the version', () => {
  really(`release-please: the merge of its pull request tags, then sends${skipped}`, async () => {
    const config = page.take('release-please', 'json').text;
    const versions = page.take('release-please', 'json').text;
    const { repository, source } = await plugin('rp', {
      'release-please-config.json': config,
      '.release-please-manifest.json': versions,
      '.github/workflows/release.yml': await workflow('release-please'),
    });
    await repository.tag('v1.0.0');
    await marketplace.list({ name: 'rp', source: { ...source, ref: 'v1.0.0' } });
    expect(await received(sandbox, () => pushed(sandbox, repository, { 'a.md': 'feature' }))).toEqual([]);
    const events = await received(sandbox, () => merge(repository));
    expect(events.map(({ client_payload }) => client_payload['version'])).toEqual(['1.0.1']);
    expect(await marketplace.versions()).toEqual(['v1.0.1']);
  });

  really(
    `changesets: the merge of its pull request is a person’s push, which starts notify${skipped}`,
    async () => {
      const { scripts } = JSON.parse(page.take('changesets', 'json').text);
      const { repository } = await plugin('cs', {
        'set-version.mjs': SET_VERSION,
        'package.json': JSON.stringify({ name: 'cs', version: '1.0.0', scripts }),
        '.github/workflows/release.yml': await workflow('changesets'),
        [WORKFLOW]: NOTIFY,
      });
      const changeset = { '.changeset/one.md': '---\n"cs": patch\n---\nA fix\n' };
      expect(await received(sandbox, () => pushed(sandbox, repository, changeset))).toEqual([]);
      expect(await received(sandbox, () => merge(repository))).toHaveLength(1);
      expect(await marketplace.versions()).toEqual(['1.0.1']);
    },
  );

  really(`semantic-release: its own push starts nothing, and the last step sends it${skipped}`, async () => {
    const { repository } = await plugin('sr', {
      'set-version.mjs': SET_VERSION,
      [WORKFLOW]: NOTIFY,
      '.releaserc.json': page.take('semantic-release', 'json').text,
      '.github/workflows/release.yml': await workflow('semantic-release'),
    });
    const runs = actions.runs.length;
    const events = await received(sandbox, () => pushed(sandbox, repository, { 'a.md': 'feature' }));
    expect(events.map(({ client_payload }) => client_payload['version'])).toEqual(['1.1.0']);
    expect(endings().slice(runs)).toEqual(['acme/sr: success', 'acme/marketplace: success']);
    expect(await marketplace.versions()).toEqual(['1.1.0']);
  });

  test('another bot: notify starts when its workflow ends, and sends what it pushed', async () => {
    const text = await workflow('Bumps by other bots');
    const { repository } = await plugin('bot', { '.github/workflows/bump.yml': BUMP_BOT, [WORKFLOW]: text });
    await repository.commit({
      files: { 'plugins/other/.claude-plugin/plugin.json': manifest('other', '1.0.0') },
    });
    const events = await received(sandbox, () =>
      github.runWorkflow(repository, { workflow: '.github/workflows/bump.yml' }),
    );
    expect(events.map(({ client_payload }) => client_payload['plugin'])).toEqual(['bot']);
    expect(await marketplace.versions()).toEqual(['1.0.1']);
  });
});

test('forty plugins: one event and one commit, without those that are left out', async () => {
  const names = Array.from({ length: 40 }, (_, index) => `${index < 3 ? 'internal-' : 'tool-'}${index}`);
  const at = (version: string) =>
    Object.fromEntries(
      names.map((name) => [`plugins/${name}/.claude-plugin/plugin.json`, manifest(name, version)]),
    );
  const { repository } = await plugin('many', {
    ...at('1.0.0'),
    [WORKFLOW]: await workflow('Forty plugins in one repository'),
  });
  const source = { source: 'git-subdir', url: 'acme/many', path: 'plugins/tool-39', sha: repository.tip() };
  await marketplace.list({ name: 'tool-39', version: '1.0.0', source });
  const events = await received(sandbox, () => pushed(sandbox, repository, at('1.1.0')));
  expect(events).toHaveLength(1);
  expect(events[0]?.client_payload['plugins']).toHaveLength(37);
  expect(await marketplace.versions()).toEqual(['1.1.0']);
});

test('one workflow for an organisation: the caller names it, gives its permissions and runs its jobs', async () => {
  const [calledText, callerText] = [
    await workflow('One workflow for an organisation'),
    await workflow('One workflow for an organisation'),
  ];
  const [called, caller] = [parse(calledText), parse(callerText)];
  const [, path, home] = /^# (\S+) in (\S+)\n/.exec(calledText) ?? [];
  expect(caller.jobs.notify.uses).toBe(`${home}/${path}@main`);
  expect(caller.permissions).toEqual(called.permissions);
  // GitHub runs the called jobs in the caller's event: https://docs.github.com/actions/how-tos/reuse-automations/reuse-workflows
  const played = stringify({ ...caller, jobs: called.jobs });
  const own = { secrets: {}, organizationSecrets: { MARKETPLACE_UPDATE_TOKEN: token } };
  expect(Object.keys(called.on.workflow_call.secrets)).toEqual(Object.keys(own.organizationSecrets));
  const { repository } = await plugin('shared', { [WORKFLOW]: played }, own);
  await bump(repository, '1.0.1');
  expect(await marketplace.versions()).toEqual(['1.0.1']);
});

describe('tokens', () => {
  test('a GitHub App’s token sends', async () => {
    const app = github.createToken({ kind: 'app', repositories: { 'acme/marketplace': writer } });
    const { text } = page.take('A GitHub App', 'yaml');
    const [create] = parse(text);
    // https://github.com/actions/create-github-app-token/blob/v3/action.yml
    expect(Object.keys(create.with)).toEqual(['client-id', 'private-key', 'owner', 'repositories']);
    const steps = withStandIns(text, {
      [CREATE]: `- id: app\n  run: echo "token=${app}" >> "$GITHUB_OUTPUT"`,
    });
    const usual = patched(({ jobs }) => {
      Object.assign((jobs as Record<string, object>)['notify'] ?? {}, { steps: parse(steps) });
    });
    const { repository } = await plugin('with-app', { [WORKFLOW]: usual }, { secrets: {} });
    const events = await received(sandbox, () => bump(repository, '1.0.1'));
    expect(events.map((event) => event.token)).toEqual([app]);
  });

  test('who looks for a PAT finds it, as a heading too', () => {
    const text = readFileSync(PAGE, 'utf8');
    expect(text).toMatch(/^## A PAT \(personal access token\)$/m);
    expect(readFileSync('README.md', 'utf8')).toMatch(/personal access token[^|]*PAT/);
  });
});

test('marketplaces of several owners: each step sends with its own token', async () => {
  const friends = await marketplaceAt('friends/plugins');
  const own = github.createToken({ kind: 'fine-grained', repositories: { 'friends/plugins': writer } });
  const { repository, source } = await plugin(
    'shared-out',
    { [WORKFLOW]: await workflow('Marketplaces of several owners') },
    { secrets: { MARKETPLACE_UPDATE_TOKEN: token, FRIENDS_TOKEN: own } },
  );
  await friends.list({ name: 'shared-out', version: '1.0.0', source });
  const events = await received(sandbox, () => bump(repository, '1.0.1'));
  expect(events.map((event) => [event.repository, event.token])).toEqual([
    ['acme/marketplace', token],
    ['friends/plugins', own],
  ]);
  expect(await friends.versions()).toEqual(['1.0.1']);
});

test('two channels: each push reaches its own marketplace, and no prerelease the stable one', async () => {
  const { repository, source } = await plugin('channels', { [WORKFLOW]: await workflow('Two channels') });
  const beta = await marketplaceAt('acme/marketplace-beta');
  await repository.setRef('refs/heads/next', source.sha);
  const entry = page.take('Two channels', 'json').text.replace('acme/sdk-bridge', 'acme/channels');
  await beta.list({
    ...JSON.parse(entry.replace('<commit>', source.sha)),
    name: 'channels',
    version: '1.0.0',
  });
  const stable = await received(sandbox, () => bump(repository, '1.0.1'));
  expect(stable.map((event) => event.repository)).toEqual(['acme/marketplace']);
  const skipped = await received(sandbox, () => bump(repository, '1.1.0-rc.1'));
  expect(skipped).toEqual([]);
  const files = { [ROOT_MANIFEST]: manifest('channels', '2.0.0-beta.1') };
  const after = await repository.commit({ branch: 'next', files });
  const payload = { ref: 'refs/heads/next', before: source.sha, after };
  const repositoryNow = { full_name: 'acme/channels', default_branch: 'main' };
  const sent = await received(sandbox, async () =>
    github.emit({
      ...{ name: 'push', repository: 'acme/channels', ref: payload.ref, sha: after, workflowSha: after },
      ...{ actor: 'octocat', changedFiles: [ROOT_MANIFEST] },
      payload: { ...payload, repository: repositoryNow },
    }),
  );
  expect(sent.map((event) => event.repository)).toEqual(['acme/marketplace-beta']);
  expect([await marketplace.versions(), await beta.versions()]).toEqual([['1.0.1'], ['2.0.0-beta.1']]);
});

really(`auto-merge: on for a patch, off again when a minor update joins${skipped}`, async () => {
  const { repository, source } = await plugin('patched', {
    [WORKFLOW]: NOTIFY.replace('acme/marketplace', 'acme/reviewed'),
  });
  const text = withStandIns(await workflow('Auto-merge of patches'), { [CREATE]: appStep('acme/reviewed') });
  const reviewed = await marketplaceAt('acme/reviewed', text);
  await reviewed.repository.commit({ files: { '.github/workflows/test.yml': CHECK } });
  await reviewed.list({ name: 'patched', version: '1.0.0', source });
  const armed = () => existsSync(join(bin, 'auto-merge'));
  const seen: unknown[] = [];
  for (const version of ['1.0.1', '1.1.0', '1.1.1']) {
    const runs = actions.runs.length;
    await bump(repository, version);
    expect(endings().slice(runs)).not.toContain('acme/reviewed: failure');
    seen.push([version, armed()]);
    if (version === '1.1.0') await merge(reviewed.repository);
  }
  expect(seen).toEqual([
    ['1.0.1', true],
    ['1.1.0', false],
    ['1.1.1', true],
  ]);
  expect(actions.runs.map(({ path }) => path)).toContain('.github/workflows/test.yml');
  await merge(reviewed.repository);
  expect(await reviewed.versions()).toEqual(['1.1.1']);
});

test('pull requests by an App: its token opens them, and their checks run at once', async () => {
  const { repository, source } = await plugin('by-app', {
    [WORKFLOW]: NOTIFY.replace('acme/marketplace', 'acme/opened'),
  });
  const text = withStandIns(await workflow('Pull requests by an App'), { [CREATE]: appStep('acme/opened') });
  const proposed = await marketplaceAt('acme/opened', text);
  await proposed.repository.commit({ files: { '.github/workflows/test.yml': CHECK } });
  await proposed.list({ name: 'by-app', version: '1.0.0', source });
  const runs = actions.runs.length;
  await bump(repository, '1.0.1');
  expect(endings().slice(runs)).toEqual([
    'acme/by-app: success',
    'acme/opened: success',
    'acme/opened: success',
  ]);
  await merge(proposed.repository);
  expect(await proposed.versions()).toEqual(['1.0.1']);
});

test('thousands of plugins: a run looks at the repository of its event alone', async () => {
  const { repository, source } = await plugin('one', {
    [WORKFLOW]: NOTIFY.replace('acme/marketplace', 'acme/large'),
  });
  const other = await plugin('two');
  const large = await marketplaceAt('acme/large', await workflow('Thousands of plugins'));
  const entries = [
    { name: 'one', version: '1.0.0', source },
    { name: 'two', version: '1.0.0', source: other.source },
  ];
  await large.list(entries[0] ?? {});
  await large.repository.commit({ files: { [CATALOGUE]: catalogue(entries) } });
  await bump(other.repository, '1.0.1');
  await bump(repository, '1.0.1');
  expect(await large.versions()).toEqual(['1.0.1', '1.0.0']);
});

test('an issue for what is held: opened, and closed when nothing is left', async () => {
  const { repository, source } = await plugin('ahead', {
    [WORKFLOW]: NOTIFY.replace('acme/marketplace', 'acme/reported'),
  });
  const reported = await marketplaceAt('acme/reported', await workflow('An issue for what is held'));
  await reported.list({ name: 'ahead', version: '1.5.0', source });
  await bump(repository, '1.0.1');
  await reported.list({
    name: 'reported',
    version: '1.5.0',
    source: { ...source, sha: repository.tip() ?? '' },
  });
  await github.runWorkflow(reported.repository, { workflow: '.github/workflows/update.yml' });
  await actions.idle();
  const issues = () => github.issues(reported.repository).map(({ title, state }) => `${title}: ${state}`);
  expect(issues()).toEqual(['Plugins that need a person: open']);
  await bump(repository, '1.6.0');
  expect([await reported.versions(), issues()]).toEqual([['1.6.0'], ['Plugins that need a person: closed']]);
});

really(
  `a large catalogue, with review: young versions wait, old ones come as a pull request${skipped}`,
  async () => {
    const { repository, source } = await plugin('grown', {
      [WORKFLOW]: NOTIFY.replace('acme/marketplace', 'acme/catalogue'),
    });
    const text = withStandIns(await workflow('A large catalogue, with review'), {
      [CREATE]: appStep('acme/catalogue', { issues: 'write' }),
    });
    const large = await marketplaceAt('acme/catalogue', text, { collaborators: ['octocat'] });
    await large.list({ name: 'grown', version: '1.0.0', source });
    const pulls = () => github.pullRequests(large.repository);
    const files = { [ROOT_MANIFEST]: manifest('grown', '1.0.1') };
    await repository.commit({ files, pushedAt: new Date(Date.now() - 4 * 86_400_000) });
    await bump(repository, '1.1.0');
    const seen = (await pulls()).map(({ title, labels, reviewers }) => [title, labels, reviewers]);
    expect(seen).toEqual([['chore: update grown to 1.0.1', ['plugins'], ['octocat']]]);
    expect(existsSync(join(bin, 'auto-merge'))).toBe(true);
    expect(github.issues(large.repository)).toEqual([]);
    await merge(large.repository);
    expect(await large.versions()).toEqual(['1.0.1']);
  },
);

test('private plugins: the marketplace reads them with its own token', async () => {
  const { repository, source } = await plugin('hidden', { [WORKFLOW]: NOTIFY }, { private: true });
  const secret = github.createToken({
    kind: 'fine-grained',
    repositories: { 'acme/hidden': { contents: 'read', metadata: 'read' } },
  });
  marketplace.repository.update({ secrets: { PLUGINS_READ_TOKEN: secret } });
  await bump(repository, '1.0.1');
  expect(await marketplace.versions()).toEqual(['1.0.0']);
  await marketplace.repository.commit({
    files: {
      [CATALOGUE]: catalogue([{ name: 'hidden', version: '1.0.0', source }]),
      '.github/workflows/update.yml': await workflow('Private plugins'),
    },
  });
  await bump(repository, '1.0.2');
  expect(await marketplace.versions()).toEqual(['1.0.2']);
});

describe('what is added to the usual workflow', () => {
  test('a server’s own runner', async () => {
    const { jobs } = parse(page.take('GitHub Enterprise Server', 'yaml').text);
    const usual = patched((all) => {
      Object.assign((all['jobs'] as Record<string, object>)['notify'] ?? {}, jobs.notify);
    });
    const { repository } = await plugin('server', { [WORKFLOW]: usual });
    await bump(repository, '1.0.1');
    expect(await marketplace.versions()).toEqual(['1.0.1']);
  });

  test('tags', async () => {
    const { on } = parse(page.take('Release tags', 'yaml').text);
    const { repository, source } = await plugin('tagged', {
      [WORKFLOW]: patched((all) => Object.assign(all, { on })),
    });
    await repository.tag('v1.0.0');
    await marketplace.list({ name: 'tagged', source: { ...source, ref: 'v1.0.0' } });
    const { after } = await bump(repository, '1.0.1');
    expect(await marketplace.versions()).toEqual(['v1.0.0']);
    await repository.tag('v1.0.1', after);
    const ref = 'refs/tags/v1.0.1';
    github.emit({
      ...{ name: 'push', repository: 'acme/tagged', ref, sha: after, workflowSha: after, actor: 'octocat' },
      payload: { ref, before: '0'.repeat(40), after, created: true },
      changedFiles: null,
    });
    await actions.idle();
    expect(await marketplace.versions()).toEqual(['v1.0.1']);
  });

  test('pull requests, which send nothing', async () => {
    const { on } = parse(page.take('Pull requests', 'yaml').text);
    const { repository } = await plugin(
      'proposed',
      { [WORKFLOW]: patched((all) => Object.assign(all, { on })) },
      { secrets: {} },
    );
    const parents = [repository.tip() ?? ''];
    await repository.commit({
      branch: 'bump',
      parents,
      files: { [ROOT_MANIFEST]: manifest('proposed', '1.0.1') },
    });
    const events = await received(sandbox, () =>
      github.openPullRequest(repository, { head: 'bump', base: 'main' }),
    );
    expect(events).toEqual([]);
    expect(actions.runs.at(-1)).toMatchObject({ repository: 'acme/proposed', conclusion: 'success' });
    expect(actions.runs.at(-1)?.jobs[0]?.steps[0]?.log).toContain('1.0.0 → 1.0.1');
  });
});

really(`every block of the page was run${skipped}`, () => {
  expect(page.left()).toEqual([]);
});

test('every link of the page leads somewhere', () => {
  expect(brokenLinks(PAGE)).toEqual([]);
});
