import { expect, test } from '@jest/globals';
import type { Permissions, RepositoryOptions, SandboxRepository } from '../../sandbox/types.ts';
import { emptyRepository, github, newRepository, rest, tokenFor } from './github-setup.ts';

const ALL: Permissions = {
  ...{ contents: 'read', actions: 'read' },
  ...{ secrets: 'read', dependabot_secrets: 'read', actions_variables: 'read', administration: 'read' },
};

function read(repository: SandboxRepository, below: string) {
  const token = tokenFor(repository, { repositories: { [repository.fullName]: ALL } });
  return rest('GET', `/repos/${repository.fullName}${below}`, token);
}

const LONG_AGO = new Date(Date.UTC(2024, 4, 6, 7, 8, 9));
const SET = { created_at: '2024-05-06T07:08:09Z', updated_at: '2024-05-06T07:08:09Z' };
const SECRETS: RepositoryOptions = {
  private: true,
  secrets: { UPDATE_TOKEN: 'one', other: 'two' },
  organizationSecrets: { SHARED: 'three' },
  dependabotSecrets: { UPDATE_TOKEN: 'four' },
  secretsSetAt: { UPDATE_TOKEN: LONG_AGO, SHARED: LONG_AGO },
};

test.each([
  ['/actions/secrets/UPDATE_TOKEN', { name: 'UPDATE_TOKEN', ...SET }],
  ['/actions/secrets/update_token', { name: 'UPDATE_TOKEN', ...SET }],
  ['/actions/secrets?per_page=1&page=2', { total_count: 2, secrets: [{ name: 'OTHER' }] }],
  ['/actions/organization-secrets', { total_count: 1, secrets: [{ name: 'SHARED', ...SET }] }],
  ['/dependabot/secrets/UPDATE_TOKEN', { name: 'UPDATE_TOKEN', ...SET }],
])('secrets are shown by name and time, never by value: %s', async (below, body) => {
  const answer = await read(await emptyRepository(SECRETS), below);
  expect(answer).toMatchObject({ status: 200, body });
  expect(JSON.stringify(answer.body)).not.toMatch(/one|two|three|four/);
});

test.each([
  ['/actions/variables?per_page=100', 31, 30, 'A0'],
  ['/actions/variables', 31, 10, 'A0'],
  ['/actions/organization-variables', 1, 1, 'SHARED'],
])('variables are shown with their values, 30 a page at most: %s', async (below, total, shown, name) => {
  const variables = Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`a${n}`, 'one']));
  const repository = await emptyRepository({ variables, organizationVariables: { shared: 'one' } });
  const { status, body } = await read(repository, below);
  expect([status, body.total_count, body.variables.length]).toEqual([200, total, shown]);
  expect(body.variables[0]).toMatchObject({ name, value: 'one' });
});

test.each(['/actions/secrets/SHARED', '/actions/secrets/NONE', '/dependabot/secrets/OTHER'])(
  'a secret that is not there is Not Found: %s',
  async (below) => {
    expect(await read(await emptyRepository(SECRETS), below)).toMatchObject({ status: 404 });
  },
);

test('a secret that is set anew is as old as the change', async () => {
  const repository = await emptyRepository(SECRETS);
  repository.update({ secrets: { UPDATE_TOKEN: 'five', other: 'two' } });
  const { body } = await read(repository, '/actions/secrets/UPDATE_TOKEN');
  expect(Date.now() - Date.parse(body.updated_at)).toBeLessThan(60_000);
  expect((await read(repository, '/actions/organization-secrets')).body.secrets).toMatchObject([SET]);
});

const URL = expect.stringMatching(/\/actions\/permissions\/selected-actions$/);
test.each<[RepositoryOptions, string, object]>([
  [{}, '', { enabled: true, allowed_actions: 'all', sha_pinning_required: false }],
  [{ actionsEnabled: false }, '', { enabled: false }],
  [
    { allowedActions: 'selected' },
    '',
    {
      enabled: true,
      allowed_actions: 'selected',
      selected_actions_url: URL,
      sha_pinning_required: false,
    },
  ],
  [{}, '/workflow', { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false }],
  [
    { defaultWorkflowPermissions: 'write', actionsMayOpenPullRequests: true },
    '/workflow',
    { default_workflow_permissions: 'write', can_approve_pull_request_reviews: true },
  ],
  [
    {
      allowedActions: 'selected',
      selectedActions: { githubOwned: true, verified: false, patterns: ['acme/*'] },
    },
    '/selected-actions',
    { github_owned_allowed: true, verified_allowed: false, patterns_allowed: ['acme/*'] },
  ],
])('%j: /actions/permissions%s', async (options, below, body) => {
  const answer = await read(await emptyRepository(options), `/actions/permissions${below}`);
  expect([answer.status, answer.body]).toEqual([200, body]);
});

test('a branch tells whether anything protects it, and what a classic protection asks for', async () => {
  const repository = await newRepository();
  const sha = await repository.commit({ branch: 'release/1', files: { a: '1' } });
  const branch = async (name: string) => (await read(repository, `/branches/${name}`)).body;
  const off = { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [] } };
  expect(await branch('release/1')).toMatchObject({ commit: { sha }, protected: false, protection: off });
  repository.protect('release/*', { by: 'ruleset' });
  expect(await branch('release%2F1')).toMatchObject({
    name: 'release/1',
    protected: true,
    protection: off,
  });
  repository.protect('main', { by: 'branch-protection', requires: 'status-checks' });
  const on = {
    enabled: true,
    required_status_checks: { enforcement_level: 'everyone', contexts: ['ci'] },
  };
  expect(await branch('main')).toMatchObject({ protected: true, protection: on });
  expect(await read(repository, '/branches/none')).toMatchObject({
    status: 404,
    body: { message: 'Branch not found' },
  });
  expect(await read(repository, '/branches/main/protection/enforce_admins')).toMatchObject({
    status: 501,
  });
});

test('the rules of a branch are those of rulesets alone; it need not exist', async () => {
  const repository = await newRepository();
  repository.protect('main', { by: 'branch-protection' });
  const rules = async (branch: string) => (await read(repository, `/rules/branches/${branch}`)).body;
  expect(await rules('main')).toEqual([]);
  repository.protect('main', { by: 'ruleset', requires: 'status-checks' });
  repository.protect('*', { by: 'ruleset', bypass: ['octocat'] });
  repository.protect('new', { by: 'ruleset', requires: 'signatures' });
  const from = { ruleset_source_type: 'Repository', ruleset_source: repository.fullName };
  expect(await rules('main')).toMatchObject([
    {
      type: 'required_status_checks',
      parameters: { required_status_checks: [{ context: 'ci' }] },
      ...from,
    },
    { type: 'pull_request', parameters: { required_approving_review_count: 0 }, ...from },
  ]);
  const other = await rules('new');
  expect(other).toMatchObject([{ type: 'pull_request' }, { type: 'required_signatures' }]);
  expect(new Set(other.map((rule: { ruleset_id: number }) => rule.ruleset_id)).size).toBe(2);
});

test.each([
  ['merge-queue', 'merge_queue'],
  ['update', 'update'],
  ['creation', 'creation'],
  ['deletion', 'deletion'],
  ['linear-history', 'required_linear_history'],
  ['force-push', 'non_fast_forward'],
] as const)('a ruleset’s rule is shown by GitHub’s name: %s', async (requires, type) => {
  const repository = await newRepository();
  repository.protect('main', { by: 'ruleset', requires });
  const { status, body } = await read(repository, '/rules/branches/main');
  expect([status, body]).toEqual([200, [expect.objectContaining({ type })]]);
});

test.each([
  ['linear-history', { required_linear_history: { enabled: true } }],
  ['lock', { lock_branch: { enabled: true } }],
  ['review', { required_pull_request_reviews: { required_approving_review_count: 1 } }],
] as const)('a classic protection’s part is shown: %s', async (requires, shown) => {
  const repository = await newRepository();
  repository.protect('main', { by: 'branch-protection', requires });
  expect(await read(repository, '/branches/main/protection')).toMatchObject({ status: 200, body: shown });
});

test('a classic protection is shown whole; rulesets are none', async () => {
  const repository = await newRepository();
  const protection = () => read(repository, '/branches/main/protection');
  const missing = { status: 404, body: { message: 'Branch not protected' } };
  expect(await protection()).toMatchObject(missing);
  repository.protect('main', { by: 'ruleset' });
  expect(await protection()).toMatchObject(missing);
  repository.protect('main', { by: 'branch-protection', bypass: ['octocat', 'acme-bot[bot]'] });
  const { body } = await protection();
  expect(body).toMatchObject({
    required_pull_request_reviews: {
      bypass_pull_request_allowances: { users: [{ login: 'octocat' }], apps: [{ slug: 'acme-bot' }] },
    },
    required_signatures: { enabled: false },
  });
  expect(body).not.toHaveProperty('required_status_checks');
  repository.protect('main', { by: 'branch-protection', requires: 'status-checks' });
  repository.protect('main', { by: 'branch-protection', requires: 'signatures' });
  expect((await protection()).body).toMatchObject({
    required_status_checks: { contexts: ['ci'] },
    required_signatures: { enabled: true },
  });
  expect(github.schemaViolations).toEqual([]);
});

test('a private repository of a free plan has no protection to show', async () => {
  const repository = await newRepository({ private: true, freePlan: true });
  const upgrade = { status: 403, body: { message: expect.stringMatching(/^Upgrade to GitHub Pro/) } };
  expect(await read(repository, '/rules/branches/main')).toMatchObject(upgrade);
  expect(await read(repository, '/branches/main/protection')).toMatchObject(upgrade);
  repository.update({ private: false });
  expect((await read(repository, '/rules/branches/main')).body).toEqual([]);
});
