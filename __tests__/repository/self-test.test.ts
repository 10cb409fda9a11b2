import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { clone } from '../../sandbox/demo/clone.ts';
import type { Sandbox } from '../../sandbox/index.ts';
import type { FileChange, SandboxRepository } from '../../sandbox/types.ts';
import { accountIn } from '../../scripts/account.ts';
import { ourSandbox } from '../support/our-sandbox.ts';

const run = promisify(execFile);
const WORKFLOW = '.github/workflows/self-test.yml';
const REPOSITORY = `${accountIn(readFileSync('package.json', 'utf8'))}/notify-marketplace`;
/** What a checkout of this repository holds that the workflow uses; the actions run in this process. */
const USED = [WORKFLOW, '.claude-plugin', 'action.yml', 'update', 'scripts/self-test.sh'];

function checkedIn(): Record<string, FileChange> {
  const paths = execFileSync('git', ['ls-files', '-z', '--', ...USED], { encoding: 'utf8' }).split('\0');
  const files = paths
    .filter((path) => path !== '')
    .map((path): [string, FileChange] => {
      const text = readFileSync(path, 'utf8');
      return [path, path.endsWith('.sh') ? { text, executable: true } : text];
    });
  return Object.fromEntries(files);
}

describe('the self-test', () => {
  let sandbox: Sandbox;
  let repository: SandboxRepository;
  let main: string;
  beforeAll(async () => {
    sandbox = await ourSandbox();
    repository = await sandbox.github.createRepository(REPOSITORY, { actionsMayOpenPullRequests: true });
    main = await repository.commit({ files: checkedIn() });
  });
  afterAll(async () => {
    expect(sandbox.github.schemaViolations).toEqual([]);
    await sandbox.close();
  });

  test('makes the plugin’s branch where there is none', async () => {
    const { github } = sandbox;
    const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
    const { folder } = await clone(repository.cloneUrl(), join(github.root, 'clone'));
    const env = { ...process.env, GH_TOKEN: token, GITHUB_OUTPUT: join(github.root, 'outputs') };
    await run(resolve('scripts/self-test.sh'), ['bump'], { cwd: folder, env });
    expect(await repository.git('rev-list', '--count', 'self-test')).toBe('2');
  });

  test('sends to its own repository, sees the pull request and closes it', async () => {
    const { actions, github } = sandbox;
    await github.runWorkflow(repository, { workflow: WORKFLOW });
    await actions.idle();
    expect(actions.runs.map(({ event, conclusion, error }) => [event.name, conclusion, error])).toEqual([
      ['workflow_dispatch', 'success', undefined],
      ['repository_dispatch', 'success', undefined],
    ]);
    expect(github.dispatches).toMatchObject([
      {
        event_type: 'self-test',
        client_payload: { plugin: 'self-test', version: '1.0.2', repository: REPOSITORY },
      },
    ]);
    const steps = actions.runs[0]?.jobs[0]?.steps ?? [];
    expect(steps.map(({ outcome }) => outcome)).toEqual(Array(6).fill('success'));
    expect(steps[2]?.log).toMatch(/pull request/);
    expect(repository.tip('self-test-update')).toBeNull();
    expect(repository.tip()).toBe(main);
  });

  test('fails where the update did not come, and cleans up all the same', async () => {
    const { actions, github } = sandbox;
    const empty = JSON.stringify({ name: 'none', owner: { name: 'Nobody' }, plugins: [] });
    await repository.commit({ files: { '.claude-plugin/marketplace.json': empty } });
    const before = actions.runs.length;
    await github.runWorkflow(repository, { workflow: WORKFLOW });
    await actions.idle();
    const [notify] = actions.runs.slice(before);
    expect(notify?.conclusion).toBe('failure');
    const outcomes = notify?.jobs[0]?.steps.map(({ name, outcome }) => `${name}: ${outcome}`) ?? [];
    expect(outcomes.slice(-2)).toEqual([
      'The pull request lists the new version: failure',
      'Close the pull request: success',
    ]);
  });
});
