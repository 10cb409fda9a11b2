import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sharedSandbox } from '../scenarios/support.ts';
import { ciJobs } from '../support/doc-ci-systems.ts';
import { brokenLinks, docPage, withStandIns, workflowProblems } from '../support/doc-page.ts';
import {
  PROGRAMS,
  placeProgram,
  runProgram,
  SHELL,
  testWith,
  tryingOnce,
  variablesFor,
} from '../support/doc-programs.ts';
import { pushed, received as receivedBy } from '../support/doc-push.ts';
import { type DocShell, docShell } from '../support/doc-shell.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';

const page = docPage('docs/other-systems.md');
const sandbox = await sharedSandbox();
const { github, actions } = sandbox;
const LISTENER = '.github/workflows/listen.yml';

const token = github.createToken({
  kind: 'fine-grained',
  repositories: { 'acme/marketplace': { contents: 'write' } },
});
const plugin = await github.createRepository('acme/sdk-bridge', {
  secrets: { MARKETPLACE_UPDATE_TOKEN: token },
});
const commit = await plugin.commit({ files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.1') } });
const marketplace = await github.createRepository('acme/marketplace');
await marketplace.commit({ files: { [LISTENER]: page.take('yaml', /repository_dispatch/).text } });

const PAYLOAD = {
  plugin: 'sdk-bridge',
  version: '2.0.1',
  repository: 'acme/sdk-bridge',
  path: ROOT_MANIFEST,
  commit,
};
const VARIABLES = variablesFor(github.apiUrl, token, commit);

afterEach(async () => {
  github.clearFaults();
  await actions.idle();
});

const received = (doing: () => Promise<unknown>) => receivedBy(sandbox, doing);

describe.each(PROGRAMS)('the program in $language', (kind) => {
  const { text } = page.take(kind.language);
  const { really, skipped } = testWith(kind.needs);
  let path = '';

  beforeAll(async () => {
    if (skipped === '') path = await placeProgram(kind, text, join(github.root, kind.language));
  }, 180_000);

  const send = (variables = {}) => runProgram(kind, path, { ...VARIABLES, ...variables });

  test('has the payload’s keys, a time limit, a failure, and GitHub’s address where none is given', () => {
    for (const key of Object.keys(PAYLOAD)) expect(text).toMatch(new RegExp(`\\b${key}\\b`));
    expect(text).toMatch(kind.limit);
    expect(text).toMatch(kind.failure);
    expect(text).toContain('https://api.github.com');
    expect(text).toContain(kind.file);
  });

  really(`delivers the event, and says so${skipped}`, async () => {
    const events = await received(async () => {
      expect(await send()).toMatchObject({ code: 0 });
      const { out, err } = await send({
        MANIFEST: 'plugins/it/.claude-plugin/plugin.json',
        VERSION: '"1\\2€',
      });
      expect(out + err).toContain('Sent: sdk-bridge "1\\2€ to acme/marketplace');
    });
    const sent = { repository: 'acme/marketplace', event_type: 'plugin-updated', token };
    expect(events).toEqual([
      expect.objectContaining({ ...sent, client_payload: PAYLOAD }),
      expect.objectContaining({
        ...sent,
        client_payload: { ...PAYLOAD, version: '"1\\2€', path: 'plugins/it/.claude-plugin/plugin.json' },
      }),
    ]);
  });

  really(`sends a token that was stored with a line break${skipped}`, async () => {
    const [event] = await received(() => send({ MARKETPLACE_UPDATE_TOKEN: `${token}\n` }));
    expect(event?.token).toBe(token);
  });

  really.each([
    [401, { MARKETPLACE_UPDATE_TOKEN: 'github_pat_wrong' }, 'Bad credentials', undefined],
    [404, { MARKETPLACE: 'acme/elsewhere' }, 'Not Found', undefined],
    [422, {}, 'event_type', { status: 422, body: { message: 'Invalid request. "event_type" is odd.' } }],
    [502, {}, 'Bad Gateway', { status: 502, body: '<html>Bad Gateway</html>' }],
    [200, {}, 'Please sign in', { status: 200, body: '<html>Please sign in</html>' }],
  ])(
    `fails with GitHub’s words on %i, and never prints the token${skipped}`,
    async (status, variables, words, fault) => {
      if (fault !== undefined) github.addFault({ match: /POST .*\/dispatches/, times: Infinity, ...fault });
      const events = await received(async () => {
        const { code, out, err } = await send({ ...variables, ...(await tryingOnce(github.root)) });
        expect(code).toBe(1);
        expect(err).toContain(`GitHub answered ${status}`);
        expect(err).toContain(words);
        const used = { ...VARIABLES, ...variables }.MARKETPLACE_UPDATE_TOKEN;
        expect(out + err).not.toContain(used);
      });
      expect(events).toEqual([]);
    },
  );

  really(`fails where nobody answers, and where a variable is not set${skipped}`, async () => {
    const nobody = await send({ GITHUB_API_URL: 'http://127.0.0.1:9' });
    expect([nobody.code === 0, (nobody.out + nobody.err).includes(token)]).toEqual([false, false]);
    for (const name of ['MARKETPLACE_UPDATE_TOKEN', 'MARKETPLACE', 'VERSION', 'COMMIT']) {
      const { [name as 'VERSION']: _, ...others } = VARIABLES;
      const events = await received(async () => {
        const { code, err } = await runProgram(kind, path, others);
        expect([code === 0, err]).toEqual([false, expect.stringContaining(name)]);
      });
      expect(events).toEqual([]);
    }
  });
});

const inShell = testWith(SHELL.needs);
inShell.really(`the program in sh tries again where GitHub failed${inShell.skipped}`, async () => {
  const path = await placeProgram(SHELL, page.take('sh').text, join(github.root, 'retry'));
  github.addFault({ match: /POST .*\/dispatches/, times: 1, status: 502 });
  const events = await received(async () => {
    expect(await runProgram(SHELL, path, VARIABLES)).toMatchObject({ code: 0 });
  });
  expect(events).toHaveLength(1);
});

describe('in another CI system', () => {
  const jobs = ciJobs(page);
  let shell: DocShell;

  beforeAll(async () => {
    const asked = 'secret get MARKETPLACE_UPDATE_TOKEN';
    shell = await docShell(sandbox, {
      commands: {
        'buildkite-agent': {
          run: ({ args }) => (args.join(' ') === asked ? { out: `${token}\n` } : { code: 1 }),
        },
      },
    });
    const clone = 'git clone --quiet https://github.com/acme/sdk-bridge.git && cd sdk-bridge';
    expect(await shell.run(clone)).toMatchObject({ code: 0 });
    // GitLab's checkout comes from GitLab.
    await shell.run('git remote set-url origin https://gitlab.com/acme/tools/sdk-bridge.git');
  });
  afterAll(() => shell.close());

  test.each(jobs)('$system: the script sends what plugin.json says', async ({ script, secrets }) => {
    const env = Object.fromEntries(secrets.map((name) => [name, token]));
    const events = await received(async () => {
      expect(await shell.run(script, { env })).toMatchObject({ code: 0 });
    });
    expect(events).toEqual([
      expect.objectContaining({ token, client_payload: expect.objectContaining(PAYLOAD) }),
    ]);
  });

  test('it runs for the default branch, and for plugin.json where the system can tell', () => {
    expect(Object.fromEntries(jobs.map(({ system, settings }) => [system, settings]))).toEqual({
      GitLab: [{ if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH', changes: [ROOT_MANIFEST] }],
      Jenkins: { balanced: true },
      CircleCI: { context: 'marketplace', filters: { branches: { only: 'main' } } },
      'Azure Pipelines': { branches: { include: ['main'] }, paths: { include: [ROOT_MANIFEST] } },
      Buildkite: 'main',
    });
  });
});

describe('in GitHub Actions', () => {
  const { really, skipped } = testWith(SHELL.needs);

  test('both workflows are valid', async () => {
    for (const workflow of [/actions\/checkout/, /repository_dispatch/])
      expect(await workflowProblems(page.take('yaml', workflow))).toEqual([]);
  });

  really(`the workflow without the action sends the push’s version${skipped}`, async () => {
    const checkout =
      'git clone --quiet "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" . && git checkout --quiet "$GITHUB_SHA"';
    const workflow = withStandIns(page.take('yaml', /actions\/checkout/).text, {
      'actions/checkout@v6': `- run: ${checkout}`,
    });
    let commits = { after: '' };
    const events = await received(async () => {
      commits = await pushed(sandbox, plugin, {
        [ROOT_MANIFEST]: manifest('sdk-bridge', '2.1.0'),
        'notify.sh': `${page.take('sh').text}\n`,
        '.github/workflows/notify.yml': workflow,
      });
    });
    expect(events.map(({ client_payload }) => client_payload)).toEqual([
      { ...PAYLOAD, version: '2.1.0', commit: commits.after },
    ]);
    const unversioned = { [ROOT_MANIFEST]: '{"name": "sdk-bridge"}' };
    expect(await received(() => pushed(sandbox, plugin, unversioned))).toEqual([]);
  });

  const dispatch = async (payload: Record<string, unknown>) => {
    const before = actions.runs.length;
    const answer = await fetch(`${github.apiUrl}/repos/acme/marketplace/dispatches`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ event_type: 'plugin-updated', client_payload: payload }),
    });
    expect(answer.status).toBe(204);
    await actions.idle();
    const run = actions.runs.slice(before).find(({ path }) => path === LISTENER);
    return { conclusion: run?.conclusion, log: run?.jobs[0]?.steps[0]?.log ?? '', error: run?.error };
  };

  really(
    `the listener reads the version in the plugin’s repository, whatever the payload says${skipped}`,
    async () => {
      await plugin.commit({ files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '3.0.0') } });
      const run = await dispatch({ ...PAYLOAD, version: '99.0.0' });
      expect(run).toMatchObject({ conclusion: 'success', error: undefined });
      expect(run.log).toContain('acme/sdk-bridge is at 3.0.0 now.');
    },
  );

  test.each([
    ['a stranger’s repository', { repository: 'mallory/evil' }],
    ['a payload of another tool', { sha: 'abc', ref: 'main' }],
    ['commands instead of a name', { repository: '$(touch owned); `touch owned`; "; touch owned; #' }],
    ['no text at all', { repository: { deep: [1] } }],
  ])('the listener ignores %s', async (_, payload) => {
    const run = await dispatch(payload);
    expect(run).toMatchObject({ conclusion: 'success', error: undefined });
    expect(run.log).toContain('Not one of ours');
  });
});

test('every link into the repository leads somewhere', () => {
  expect(brokenLinks('docs/other-systems.md')).toEqual([]);
});

test('every block of the page is tried', () => {
  expect(page.unused()).toEqual([]);
});
