import { afterAll, expect, test } from '@jest/globals';
import { startActions } from '../../sandbox/actions/index.ts';
import type { RepositoryOptions, SandboxRepository } from '../../sandbox/types.ts';
import { dispatches, github, newRepository, rest, tokenFor } from './github-setup.ts';

const actions = startActions(github);
github.showRunsOf(actions);
afterAll(() => actions.close());

const FOLDER = '.github/workflows';
const workflow = (name: string, on: string, run: string) =>
  `${name}on: ${on}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${run}\n`;
const FILES = {
  [`${FOLDER}/receive.yml`]: workflow(
    'name: Receive\n',
    'repository_dispatch',
    `echo "\${{ secrets.SHARED }}"`,
  ),
  [`${FOLDER}/fail.yaml`]: workflow('', '[repository_dispatch, workflow_dispatch]', 'exit 1'),
  [`${FOLDER}/broken.yml`]: 'name: [\n',
  [`${FOLDER}/README.md`]: 'no workflow',
};

async function withWorkflows(options: RepositoryOptions = {}): Promise<SandboxRepository> {
  const repository = await newRepository(options);
  await repository.commit({ files: FILES });
  return repository;
}

const MAY = { contents: 'write', actions: 'write' } as const;
function ask(repository: SandboxRepository, below: string, method = 'GET', body?: unknown) {
  const { fullName } = repository;
  const token = tokenFor(repository, { repositories: { [fullName]: MAY } });
  return rest(method, `/repos/${fullName}/actions${below}`, token, body);
}

async function dispatch(repository: SandboxRepository, event_type = 'plugin-updated') {
  const answer = await rest('POST', dispatches(repository), tokenFor(repository), { event_type });
  expect(answer.status).toBe(204);
  await actions.idle();
  return actions.runs.filter((run) => run.repository === repository.fullName);
}

test('the workflows of a repository are the files of its default branch', async () => {
  const repository = await withWorkflows();
  await repository.commit({ branch: 'topic', files: { [`${FOLDER}/topic.yml`]: 'on: push' } });
  const { body } = await ask(repository, '/workflows');
  expect(body.total_count).toBe(3);
  expect(body.workflows).toMatchObject([
    { path: `${FOLDER}/broken.yml`, name: `${FOLDER}/broken.yml`, state: 'active' },
    { path: `${FOLDER}/fail.yaml`, name: `${FOLDER}/fail.yaml` },
    {
      path: `${FOLDER}/receive.yml`,
      name: 'Receive',
      html_url: `${github.url}/${repository.fullName}/blob/main/${FOLDER}/receive.yml`,
      badge_url: `${github.url}/${repository.fullName}/actions/workflows/receive.yml/badge.svg`,
    },
  ]);
  const paged = await ask(repository, '/workflows?per_page=2&page=2');
  expect(paged.body).toMatchObject({ total_count: 3, workflows: [{ name: 'Receive' }] });
  const last = body.workflows[2];
  expect((await ask(repository, '/workflows/receive.yml')).body).toEqual(last);
  expect((await ask(repository, `/workflows/${last.id}`)).body).toEqual(last);
  expect(await ask(repository, '/workflows/topic.yml')).toMatchObject({ status: 404 });
  expect((await ask(await newRepository(), '/workflows')).body).toEqual({ total_count: 0, workflows: [] });
});

test.each(['disabled_manually', 'disabled_inactivity', 'disabled_fork'] as const)(
  'a workflow that is %s says so and does not run',
  async (state) => {
    const repository = await withWorkflows();
    const path = `${FOLDER}/fail.yaml`;
    repository.setWorkflowState(path, state);
    expect((await ask(repository, '/workflows/fail.yaml')).body.state).toBe(state);
    expect(await dispatch(repository)).toMatchObject([{ workflow: 'Receive' }]);
    const start = () => ask(repository, '/workflows/fail.yaml/dispatches', 'POST', { ref: 'main' });
    expect(await start()).toMatchObject({
      status: 422,
      body: { message: "Cannot trigger a 'workflow_dispatch' on a disabled workflow" },
    });
    repository.setWorkflowState(path, 'active');
    expect(await start()).toMatchObject({ status: 204 });
    await actions.idle();
  },
);

test('nothing runs where Actions are disabled, though the dispatch is taken', async () => {
  const repository = await withWorkflows({ actionsEnabled: false });
  expect(await dispatch(repository)).toEqual([]);
});

test('runs are listed as they went, newest first', async () => {
  const repository = await withWorkflows();
  const runs = await dispatch(repository);
  const received = runs.find((run) => run.workflow === 'Receive');
  if (received !== undefined) received.createdAt = new Date(Date.UTC(2024, 0, 2, 3, 4, 5));
  const sha = await repository.git('rev-parse', 'main');
  const { body } = await ask(repository, '/runs');
  expect(body.total_count).toBe(2);
  expect(body.workflow_runs).toMatchObject([
    { path: `${FOLDER}/fail.yaml`, status: 'completed', conclusion: 'failure', event: 'repository_dispatch' },
    {
      id: received?.id,
      name: 'Receive',
      path: `${FOLDER}/receive.yml`,
      conclusion: 'success',
      created_at: '2024-01-02T03:04:05Z',
      head_branch: 'main',
      head_sha: sha,
      head_commit: { id: sha },
      display_title: 'plugin-updated',
      run_number: 1,
      html_url: `${github.url}/${repository.fullName}/actions/runs/${received?.id}`,
    },
  ]);
});

test.each([
  ['/workflows/receive.yml/runs', ['success']],
  ['/workflows/fail.yaml/runs', ['failure']],
  ['/workflows/broken.yml/runs', []],
  ['/runs?status=failure', ['failure']],
  ['/runs?status=completed', ['failure', 'success']],
  ['/runs?status=in_progress', []],
  ['/runs?event=push', []],
  ['/runs?event=repository_dispatch&branch=main&per_page=1&page=2', ['success']],
  ['/runs?branch=topic', []],
  ['/runs?actor=octocat', ['failure', 'success']],
])('runs are filtered: %s', async (below, conclusions) => {
  const repository = await withWorkflows();
  for (const run of await dispatch(repository)) {
    if (run.conclusion === 'success') run.createdAt = new Date(0);
  }
  const { body } = await ask(repository, below);
  const found = body.workflow_runs.map((run: { conclusion: string }) => run.conclusion);
  expect(found).toEqual(conclusions);
});

test('runs are still found under the repository’s new name; a filter that is unknown here is said', async () => {
  const repository = await withWorkflows();
  await dispatch(repository);
  await repository.rename(`${repository.fullName}-new`);
  expect((await ask(repository, '/runs')).body.total_count).toBe(2);
  expect(await ask(repository, '/runs?check_suite_id=1')).toMatchObject({ status: 501 });
  expect(await ask(repository, '/workflows/none.yml/runs')).toMatchObject({ status: 404 });
});

test('a run sees the secrets of its organization, and its repository’s own before them', async () => {
  const logOf = async (options: RepositoryOptions) => {
    const text = workflow('', 'repository_dispatch', `test "\${{ secrets.SHARED }}" = "of us"`);
    const repository = await newRepository({ organizationSecrets: { SHARED: 'of all' }, ...options });
    await repository.commit({ files: { [`${FOLDER}/a.yml`]: text } });
    return (await dispatch(repository))[0]?.conclusion;
  };
  expect(await logOf({})).toBe('failure');
  expect(await logOf({ organizationSecrets: { SHARED: 'of us' } })).toBe('success');
  expect(await logOf({ secrets: { SHARED: 'of us' } })).toBe('success');
});

test.each([
  ['read', '', 403],
  ['write', '', 204],
  ['write', 'permissions: {}\n', 403],
  ['read', 'permissions: {contents: write}\n', 204],
] as const)('by default %s, a workflow with %j', async (setting, permissions, status) => {
  const repository = await newRepository({ defaultWorkflowPermissions: setting });
  const url = `${github.apiUrl}${dispatches(repository)}`;
  const curl = `curl -s -o /dev/null -w "%{http_code}" -d "{\\"event_type\\": \\"next\\"}" -H "authorization: token \${{ github.token }}" ${url}`;
  const on = '{repository_dispatch: {types: [first]}}';
  const run = `'test "$(${curl})" = ${status}'`;
  await repository.commit({ files: { [`${FOLDER}/a.yml`]: workflow(permissions, on, run) } });
  const runs = await dispatch(repository, 'first');
  expect(runs).toMatchObject([{ conclusion: 'success' }]);
});
