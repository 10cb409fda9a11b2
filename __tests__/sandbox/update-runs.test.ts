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
