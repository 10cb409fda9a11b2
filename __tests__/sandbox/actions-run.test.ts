import { afterEach, describe, expect, test } from '@jest/globals';
import type { WorkflowEvent } from '../../sandbox/types.ts';
import { type Fake, startFake } from './actions-fake.ts';

const ACTION = `name: Test
description: Test
inputs:
  marketplace: {description: m, required: true}
  token: {description: t}
  github-token: {description: g, default: '\${{ github.token }}'}
  dry run: {description: d, default: 'false'}
  old: {description: o, deprecationMessage: gone}
runs: {using: node24, main: main.mjs}
`;
const PRINT = `import { appendFileSync } from 'node:fs';
const { GITHUB_OUTPUT, GITHUB_STEP_SUMMARY } = process.env;
appendFileSync(GITHUB_OUTPUT, 'env=' + JSON.stringify(process.env) + '\\n');
appendFileSync(GITHUB_STEP_SUMMARY, '# Done\\n');
console.log('token', process.env.INPUT_TOKEN);
`;

const fakes: Fake[] = [];
const start = async (...args: Parameters<typeof startFake>) => {
  const fake = await startFake(...args);
  fakes.push(fake);
  return fake;
};
afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

/** Runs one workflow of these jobs and waits for it. */
async function run(
  jobs: string,
  event: Partial<WorkflowEvent> = {},
  more: Parameters<typeof startFake>[0] = {},
) {
  const files = {
    '.github/workflows/w.yml': `name: W\non: [push, pull_request, workflow_dispatch]\n${jobs}`,
  };
  const fake = await start({ ...more, files: { ...files, ...more.files } });
  fake.emit(event);
  await fake.actions.idle();
  const [first] = fake.actions.runs;
  if (first === undefined) throw new Error('No run.');
  return { ...fake, run: first, steps: first.jobs.flatMap((job) => job.steps) };
}

const expression = (text: string) => `\${{ ${text} }}`;
const script = (text: string, rest = '') => `jobs:
  one:
    runs-on: ubuntu-latest
${rest}    steps:
      - id: s
        run: |
${text.replace(/^/gm, '          ')}
`;

describe('an action run without a workflow', () => {
  const push = { name: 'push', payload: { ref: 'refs/heads/dev', after: 'b'.repeat(40) } };
  const action = { 'action.yml': ACTION, 'main.mjs': PRINT };

  test('gets inputs, defaults and variables as on a runner, and nothing of the host', async () => {
    process.env['LEAK'] = 'yes';
    const { actions, github, tokens } = await start({ action });
    const inputs = { marketplace: 'acme/market', token: 'github_pat_1' };
    const result = await actions.runAction({
      repository: 'acme/sdk-bridge',
      event: push,
      inputs,
      debug: true,
    });
    const env = JSON.parse(result.outputs['env'] ?? '');
    expect(env).toMatchObject({
      INPUT_MARKETPLACE: 'acme/market',
      INPUT_TOKEN: 'github_pat_1',
      'INPUT_GITHUB-TOKEN': 'ghs_1',
      INPUT_DRY_RUN: 'false',
      INPUT_OLD: '',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/dev',
      GITHUB_REF_NAME: 'dev',
      GITHUB_REF_TYPE: 'branch',
      GITHUB_SHA: 'b'.repeat(40),
      GITHUB_HEAD_REF: '',
      GITHUB_REPOSITORY: 'acme/sdk-bridge',
      GITHUB_REPOSITORY_ID: '7001',
      GITHUB_REPOSITORY_OWNER: 'acme',
      GITHUB_ACTOR: 'octocat',
      GITHUB_ACTIONS: 'true',
      GITHUB_API_URL: github.apiUrl,
      GITHUB_RUN_ATTEMPT: '1',
      CI: 'true',
      RUNNER_OS: 'Linux',
      RUNNER_DEBUG: '1',
    });
    expect(env['LEAK']).toBeUndefined();
    expect(tokens).toEqual([
      { kind: 'actions', repositories: { 'acme/sdk-bridge': { metadata: 'read', contents: 'read' } } },
    ]);
    expect(result).toMatchObject({
      outcome: 'success',
      exitCode: 0,
      summary: '# Done\n',
      log: 'token ***\n',
    });
    expect(result.rawOutput).toBe('token github_pat_1\n');
  });

  test('is warned of inputs that it does not have or that are deprecated', async () => {
    const { actions } = await start({ action });
    const inputs = { marketplace: 'a/b', old: '1', nonsense: '2' };
    const { annotations } = await actions.runAction({ repository: 'acme/sdk-bridge', event: push, inputs });
    expect(annotations.map((annotation) => annotation.message)).toEqual([
      "Input 'old' has been deprecated with message: gone",
      "Unexpected input(s) 'nonsense', valid inputs are ['marketplace', 'token', 'github-token', 'dry run', 'old']",
    ]);
  });

  test.each([
    ['process.exitCode = 3', { outcome: 'failure', exitCode: 3 }],
    ['setInterval(() => {}, 1000)', { outcome: 'failure', exitCode: null }],
    [
      "import { writeFileSync } from 'node:fs'; writeFileSync(process.env.GITHUB_OUTPUT, 'a<<E')",
      { outcome: 'failure', exitCode: 0 },
    ],
    [
      "import { writeFileSync } from 'node:fs'; writeFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(1048577))",
      { outcome: 'success', summary: '' },
    ],
    ["process.stdout.write('a\\r::error::b')", { annotations: [{ level: 'error', message: 'b' }] }],
  ])('ends as its process does: %s', async (main, expected) => {
    const { actions } = await start({ action: { 'action.yml': ACTION, 'main.mjs': main } });
    const timeout = main.startsWith('setInterval') ? 400 : 60_000;
    const options = { repository: 'acme/sdk-bridge', event: push, inputs: {}, timeout };
    expect(await actions.runAction(options)).toMatchObject(expected);
  });
});

describe('a workflow run', () => {
  test('gives outputs, environment and path of a step to the next, and of a job to its followers', async () => {
    const { run: result, steps } = await run(
      `env: {TOP: t, BOTH: workflow}
jobs:
  two:
    needs: one
    runs-on: ubuntu-latest
    steps:
      - run: echo "got \${{ needs.one.outputs.x }} \${{ needs.one.result }}"
  one:
    runs-on: ubuntu-latest
    env: {BOTH: job}
    outputs:
      x: \${{ steps.s.outputs.x }}-\${{ steps.s.outcome }}
    steps:
      - id: s
        run: |
          echo "x=1" >> "$GITHUB_OUTPUT"
          echo "LATER=l" >> "$GITHUB_ENV"
          echo "/extra" >> "$GITHUB_PATH"
      - env: {OWN: '\${{ env.BOTH }}'}
        run: echo "$TOP $BOTH $LATER $OWN \${PATH%%:*} \${{ github.ref_name }} \${{ join(github.event.list, '+') }}"
`,
      { payload: { list: [1, 2] } },
    );
    expect(result).toMatchObject({ conclusion: 'success', status: 'completed', workflow: 'W' });
    expect(result.jobs.map((job) => job.id)).toEqual(['two', 'one']);
    expect(steps.map((step) => step.log)).toEqual([
      'got 1-success success\n',
      '',
      't job l job /extra main 1+2\n',
    ]);
  });

  test('skips steps after a failure, but for those that ask', async () => {
    const { run: result, steps } = await run(`jobs:
  one:
    runs-on: ubuntu-latest
    steps:
      - {id: a, run: exit 1, continue-on-error: true}
      - {run: 'exit 2', if: "steps.a.outcome == 'failure' && steps.a.conclusion == 'success'"}
      - run: echo never
      - {run: echo failure, if: failure()}
      - {run: echo always, if: always()}
      - {run: echo never, if: cancelled()}
`);
    expect(steps.map((step) => step.outcome)).toEqual([
      'failure',
      'failure',
      'skipped',
      'success',
      'success',
      'skipped',
    ]);
    expect(steps[1]?.annotations[0]?.message).toBe('Process completed with exit code 2.');
    expect(result.conclusion).toBe('failure');
  });

  test('skips jobs whose needs were skipped or failed, all along the chain', async () => {
    const job = (id: string, rest: string, step = 'echo') =>
      `  ${id}: {runs-on: x, ${rest}steps: [{run: ${step}}]}\n`;
    const { run: result } = await run(
      `jobs:\n${job('a', "if: github.actor == 'nobody', ")}${job('b', 'needs: a, ')}${job('c', 'needs: b, if: always(), ')}` +
        `${job('d', 'needs: c, ')}${job('e', '', 'exit 1')}${job('f', 'needs: e, if: failure(), ')}`,
    );
    expect(result.jobs.map((one) => one.conclusion)).toEqual([
      'skipped',
      'skipped',
      'success',
      'skipped',
      'failure',
      'success',
    ]);
    expect(result.conclusion).toBe('failure');
  });

  test('runs our actions by name, and hides secrets', async () => {
    const { steps } = await run(
      `permissions: {}
jobs:
  one:
    runs-on: ubuntu-latest
    permissions: {contents: write, pull-requests: read}
    steps:
      - uses: org/notify-marketplace@v1
        id: notify
        with: {marketplace: 'acme/\${{ vars.MARKET }}', token: '\${{ secrets.PAT }}'}
      - {uses: org/notify-marketplace/update@main, with: {token: x}}
`,
      {},
      {
        repository: { secrets: { PAT: 'line one\nline two' }, variables: { MARKET: 'market' } },
        action: {
          'action.yml': ACTION,
          'main.mjs': PRINT,
          'update/action.yml': ACTION,
          'update/main.mjs': '',
        },
      },
    );
    expect(steps.map((step) => step.outcome)).toEqual(['success', 'success']);
    expect(steps[0]?.log).toBe('token ***\n***\n');
    const env = JSON.parse(steps[0]?.outputs['env'] ?? '');
    expect(env).toMatchObject({
      INPUT_MARKETPLACE: 'acme/market',
      'INPUT_GITHUB-TOKEN': 'ghs_1',
      GITHUB_ACTION: 'notify',
      GITHUB_ACTION_REPOSITORY: 'org/notify-marketplace',
      GITHUB_ACTION_REF: 'v1',
      GITHUB_WORKFLOW: 'W',
      GITHUB_WORKFLOW_REF: 'acme/sdk-bridge/.github/workflows/w.yml@refs/heads/main',
      GITHUB_JOB: 'one',
    });
  });

  const head = (fork: boolean, name: string) => ({
    head: { ref: 'x', repo: { fork, full_name: name } },
    base: { ref: 'main' },
  });
  test.each<[string, Partial<WorkflowEvent>, string, string]>([
    ['a push', {}, 'own', 'write'],
    ['a push by Dependabot', { actor: 'dependabot[bot]' }, 'bot', 'write'],
    [
      "a fork's pull request",
      { name: 'pull_request', payload: { action: 'opened', pull_request: head(true, 'me/sdk-bridge') } },
      '',
      'read',
    ],
    [
      'a pull request of its own',
      { name: 'pull_request', payload: { action: 'opened', pull_request: head(false, 'acme/sdk-bridge') } },
      'own',
      'write',
    ],
  ])('of %s sees the secrets and the token that it may', async (_name, event, secret, access) => {
    const { steps, tokens } = await run(
      `permissions: {contents: write}\n${script(`echo ${expression("secrets.PAT == '' && 'none' || secrets.PAT == 'own-secret' && 'own' || 'bot'")}`)}`,
      event,
      { repository: { secrets: { PAT: 'own-secret' }, dependabotSecrets: { PAT: 'bot-secret' } } },
    );
    expect(steps[0]?.log).toBe(`${secret || 'none'}\n`);
    expect(tokens[0]?.repositories).toEqual({ 'acme/sdk-bridge': { metadata: 'read', contents: access } });
  });

  test('types the inputs of a manual run', async () => {
    const files = {
      '.github/workflows/w.yml': `on:
  workflow_dispatch:
    inputs:
      dry-run: {type: boolean, default: true}
      mode: {type: choice, options: [a, b], default: b}
      text: {type: string}
${script(`echo '${expression('toJSON(inputs)')}'`)}`,
    };
    const payload = { workflow: 'w.yml', inputs: { text: 't', 'dry-run': 'false' } };
    const { steps } = await run('', { name: 'workflow_dispatch', payload }, { files });
    expect(JSON.parse(steps[0]?.log ?? '')).toEqual({ 'dry-run': false, mode: 'b', text: 't' });
  });

  test.each([
    [script('echo', '    strategy: {matrix: {a: [1]}}\n'), '`strategy` of the job `one`'],
    [script('echo', '    container: x\n'), '`container` of the job `one`'],
    [
      'jobs:\n  a: {uses: o/r/.github/workflows/x.yml@v1}\n',
      'reusable workflows (`uses: o/r/.github/workflows/x.yml@v1` of the job `a`)',
    ],
    ['jobs:\n  a: {runs-on: x, steps: [{uses: actions/setup-node@v5}]}\n', '`uses: actions/setup-node@v5`'],
    [
      'jobs:\n  a: {runs-on: x, steps: [{uses: actions/checkout@v5}]}\n',
      'actions/checkout with other inputs than `persist-credentials: false`',
    ],
    ['jobs:\n  a: {runs-on: x, steps: [{run: x, shell: pwsh}]}\n', '`shell: pwsh`'],
    [script(`echo ${expression("hashFiles('a')")}`), 'the function hashFiles'],
  ])('stops at what the sandbox does not implement: %#', async (jobs, what) => {
    const { run: result } = await run(jobs);
    expect(result).toMatchObject({ conclusion: 'failure', error: `The sandbox does not implement ${what}.` });
  });

  test('fails on every push where the file does not parse', async () => {
    const { run: result } = await run('jobs: {one: {steps: 3}}\n');
    expect(result.conclusion).toBe('failure');
    expect(result.error).toMatch(/^Invalid workflow file: .*w\.yml \(Line: 3, Col: \d+\)/);
  });

  test('starts those that follow it, three at most', async () => {
    const after = (name: string, before: string) =>
      `name: ${name}\non: {workflow_run: {workflows: [${before}], types: [completed], branches: [main]}}\n`;
    const step = script(`echo ${expression('github.event.workflow_run.conclusion')}`);
    const names = ['W', 'W1', 'W2', 'W3', 'W4'];
    const followers = names
      .slice(1)
      .map((name, index) => [`.github/workflows/${name}.yml`, after(name, names[index] ?? '') + step]);
    const { actions } = await run(script('exit 1'), {}, { files: Object.fromEntries(followers) });
    expect(actions.runs.map((one) => one.workflow)).toEqual(['W', 'W1', 'W2', 'W3']);
    expect(actions.runs.map((one) => one.jobs[0]?.steps[0]?.log.split('\n')[0])).toEqual([
      'Error: Process completed with exit code 1.',
      'failure',
      'success',
      'success',
    ]);
  });

  test('is numbered by workflow and has an id that grows', async () => {
    const files = {
      '.github/workflows/v.yaml': `on: push\n${script('echo')}`,
      '.github/workflows/n.txt': '',
    };
    const { actions, emit } = await run(script('echo $GITHUB_RUN_NUMBER'), {}, { files });
    emit({});
    await actions.idle();
    expect(actions.runs.map((one) => one.path.slice(-6))).toEqual(['v.yaml', '/w.yml', 'v.yaml', '/w.yml']);
    expect(actions.runs[3]?.jobs[0]?.steps[0]?.log).toBe('2\n');
    const ids = actions.runs.map((one) => one.id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
  });
});

describe('a concurrency group', () => {
  const slow = script('sleep 0.15');
  const conclusions = async (concurrency: string, jobs = slow, events = 4) => {
    const fake = await start({ files: { '.github/workflows/w.yml': `on: push\n${concurrency}\n${jobs}` } });
    for (let count = 0; count < events; count++) fake.emit({});
    await fake.actions.idle();
    return fake.actions.runs.map((one) => one.conclusion);
  };

  test('keeps one pending run, the newest', async () => {
    const expected = ['success', 'cancelled', 'cancelled', 'success'];
    expect(await conclusions('concurrency: {group: update}')).toEqual(expected);
    expect(await conclusions(`concurrency: 'G-${expression('github.ref')}'`)).toEqual(expected);
  });

  test('keeps all with queue: max', async () => {
    expect(await conclusions('concurrency: {group: g, queue: max}')).toEqual(Array(4).fill('success'));
  });

  test('ends the running one with cancel-in-progress', async () => {
    const concurrency = 'concurrency: {group: g, cancel-in-progress: true}';
    expect(await conclusions(concurrency, script('sleep 0.5'), 2)).toEqual(['cancelled', 'success']);
  });

  test('holds jobs likewise', async () => {
    const jobs = script('sleep 0.15', '    concurrency: g\n');
    expect(await conclusions('', jobs, 3)).toEqual(['success', 'cancelled', 'success']);
    const ending = script('sleep 0.5', '    concurrency: {group: g, cancel-in-progress: true}\n');
    expect(await conclusions('', ending, 2)).toEqual(['cancelled', 'success']);
  });
});
