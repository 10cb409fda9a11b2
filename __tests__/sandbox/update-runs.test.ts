import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/index.ts';

/** An action in the place of `update` that opens a pull request with the token it is given. */
const ACTION = `name: Update
description: d
inputs:
  token: {description: t, default: '\${{ github.token }}'}
runs: {using: node24, main: main.mjs}
`;
const MAIN = `
const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_WORKFLOW, GITHUB_JOB, INPUT_TOKEN } = process.env;
const answer = await fetch(\`\${GITHUB_API_URL}/repos/\${GITHUB_REPOSITORY}/pulls\`, {
  method: 'POST',
  headers: { authorization: \`bearer \${INPUT_TOKEN}\` },
  body: JSON.stringify({ title: 'T', head: 'topic', base: 'main' }),
});
console.log([answer.status, GITHUB_WORKFLOW, GITHUB_JOB].join(' '));
`;
const WORKFLOW = `name: Update
on: {workflow_dispatch: }
concurrency: {group: update-marketplace}
permissions: {contents: write, pull-requests: write}
jobs:
  may:
    runs-on: ubuntu-latest
    steps:
      - uses: org/notify-marketplace/update@v1
  may-not:
    runs-on: ubuntu-latest
    permissions: {contents: write, issues: write}
    steps:
      - uses: org/notify-marketplace/update@v1
`;

const actionsRoot = mkdtempSync(join(tmpdir(), 'update-'));
mkdirSync(join(actionsRoot, 'update'));
writeFileSync(join(actionsRoot, 'update', 'action.yml'), ACTION);
writeFileSync(join(actionsRoot, 'update', 'main.mjs'), MAIN);
const { github, actions, close } = await startSandbox({ actionsRoot });

afterAll(async () => {
  await close();
  rmSync(actionsRoot, { recursive: true });
});

async function marketplace(name: string) {
  const repository = await github.createRepository(name, { actionsMayOpenPullRequests: true });
  await repository.commit({ files: { '.github/workflows/update.yml': WORKFLOW } });
  await repository.commit({ branch: 'topic', files: { topic: '1' } });
  return repository;
}

test('a workflow that was dispatched runs `update` with the permissions of its job', async () => {
  const repository = await marketplace('acme/marketplace');
  const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
  const url = `${github.apiUrl}/repos/acme/marketplace/actions/workflows/update.yml/dispatches`;
  const body = JSON.stringify({ ref: 'main' });
  expect(
    (await fetch(url, { method: 'POST', headers: { authorization: `token ${token}` }, body })).status,
  ).toBe(204);
  await actions.idle();
  const logs = actions.runs.flatMap(({ jobs }) => jobs.map(({ steps }) => steps[0]?.log.trim()));
  expect(logs).toEqual(['201 Update may', '403 Update may-not']);
  expect(await github.pullRequests(repository)).toMatchObject([{ author: 'github-actions[bot]' }]);
  expect(github.schemaViolations).toEqual([]);
});

test('`update` runs by itself, with the permissions that the test gives', async () => {
  await marketplace('acme/other');
  const options = { action: 'update', repository: 'acme/other', inputs: {} } as const;
  const event = { name: 'workflow_dispatch', payload: {} };
  const refused = await actions.runAction({ ...options, event });
  expect(refused.log.trim()).toBe('403 Update marketplace update');
  const permissions = { contents: 'write', pull_requests: 'write' } as const;
  expect((await actions.runAction({ ...options, event, permissions })).log).toMatch(/^201/);
});

test('the runs of a pull request that `update` opens wait for approval, and then run; its push starts none', async () => {
  const repository = await marketplace('acme/approved');
  const check =
    'on: [push, pull_request]\njobs: {check: {runs-on: ubuntu-latest, steps: [{run: echo hello}]}}\n';
  await repository.commit({ branch: 'topic', files: { '.github/workflows/check.yml': check } });
  await github.runWorkflow(repository, { workflow: '.github/workflows/update.yml' });
  await actions.idle();
  const runs = () => actions.runs.filter((run) => run.repository === 'acme/approved');
  const waiting = runs().filter(({ path }) => path === '.github/workflows/check.yml');
  expect(waiting).toMatchObject([
    { status: 'completed', conclusion: 'action_required', jobs: [], event: { name: 'pull_request' } },
  ]);
  const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
  const url = `${github.apiUrl}/repos/acme/approved/actions/runs?status=action_required`;
  const listed = await (await fetch(url, { headers: { authorization: `token ${token}` } })).json();
  expect(listed).toMatchObject({ total_count: 1, workflow_runs: [{ conclusion: 'action_required' }] });
  const [run] = waiting;
  if (run === undefined) throw new Error('No run waits');
  await actions.approve(run);
  await actions.idle();
  expect([run.status, run.conclusion, run.jobs.length]).toEqual(['completed', 'success', 1]);
  await expect(actions.approve(run)).rejects.toThrow(/waits for no approval/);
  expect(github.schemaViolations).toEqual([]);
});

test.each([
  ['repository', ['schedule', 'repository', 'organization', 'sender', 'workflow']],
  ['schedule-only', ['schedule']],
] as const)('a schedule’s payload: %s', async (schedulePayload, keys) => {
  github.switches.schedulePayload = schedulePayload;
  const repository = await github.createRepository(`acme/${schedulePayload}`);
  const path = '.github/workflows/daily.yml';
  const daily =
    "on: {schedule: [{cron: '23 7 * * *'}]}\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: echo hello}]}}\n";
  await repository.commit({ files: { [path]: daily } });
  await github.runSchedule(repository, '23 7 * * *');
  await actions.idle();
  github.switches.schedulePayload = 'repository';
  const run = actions.runs.at(-1);
  expect([run?.repository, run?.path, run?.conclusion]).toEqual([repository.fullName, path, 'success']);
  expect(Object.keys(run?.event.payload ?? {})).toEqual(keys);
});
