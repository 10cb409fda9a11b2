import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { matchesPatterns } from '../../sandbox/actions/patterns.ts';
import { bundled, notifyMarketplace } from '../scenarios/cli-support.ts';
import { BUMP, NODE_24, type Outcome, push, setting, sharedSandbox } from '../scenarios/support.ts';
import { apiHost, certificatesFor, type Front, proxyTo, tlsHost } from '../support/doc-fronts.ts';
import { brokenLinks, docPage, workflowProblems } from '../support/doc-page.ts';
import { placeProgram, SHELL, testWith, variablesFor } from '../support/doc-programs.ts';
import { pushed, received } from '../support/doc-push.ts';
import { type DocShell, docShell } from '../support/doc-shell.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';

const page = docPage('docs/enterprise.md');
const sandbox = await sharedSandbox();
const { github, actions } = sandbox;
const HOST = 'github.acme.example';

const token = github.createToken({
  kind: 'fine-grained',
  repositories: { 'acme/marketplace': { contents: 'write' }, 'acme/sdk-bridge': { contents: 'read' } },
});
const plugin = await github.createRepository('acme/sdk-bridge', {
  secrets: { MARKETPLACE_UPDATE_TOKEN: token },
});
const first = await plugin.commit({ files: { [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.0') } });
const marketplace = await github.createRepository('acme/marketplace');
const entry = { name: 'sdk-bridge', source: { source: 'github', repo: 'acme/sdk-bridge', sha: first } };
const catalogue = { name: 'acme', owner: { name: 'Acme' }, plugins: [entry] };
await marketplace.commit({ files: { '.claude-plugin/marketplace.json': JSON.stringify(catalogue) } });

const { really, skipped } = testWith(['openssl']);
const fronts: Front[] = [];
/** Tries again for seven seconds, while the other tests run: what came of it is looked at last. */
let untrusted: Promise<Outcome>;
afterAll(() => {
  for (const front of fronts) front.close();
});

describe('behind a proxy, with certificates of one’s own', () => {
  const { text } = page.take('ini');
  const written = Object.fromEntries(text.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2)));
  let env: Record<string, string> = {};
  let proxy: Front;

  beforeAll(async () => {
    if (skipped !== '') return;
    const files = await certificatesFor(HOST, join(github.root, 'certificates'));
    const tls = await tlsHost(github, files);
    proxy = await proxyTo(tls.port);
    fronts.push(tls, proxy);
    const other = await proxyTo(tls.port);
    fronts.push(other);
    env = {
      GITHUB_API_URL: `https://${HOST}/api/v3`,
      GITHUB_GRAPHQL_URL: `https://${HOST}/api/graphql`,
      https_proxy: `http://127.0.0.1:${proxy.port}`,
      NODE_EXTRA_CA_CERTS: files.root,
    };
    const { NODE_EXTRA_CA_CERTS: _, ...others } = env;
    const through = { ...others, https_proxy: `http://127.0.0.1:${other.port}` };
    untrusted = push(await setting(sandbox), { ...BUMP, env: through, node: NODE_24 });
  });

  test('the file names the variables that are tried here', () => {
    expect(Object.keys(written)).toEqual(['https_proxy', 'no_proxy', 'NODE_EXTRA_CA_CERTS']);
    expect(written['no_proxy']).toBe(HOST);
  });

  really(`the action uses both, for every request${skipped}`, async () => {
    const { result, dispatches } = await push(await setting(sandbox), { ...BUMP, env, node: NODE_24 });
    expect([result.outcome, dispatches.length]).toEqual(['success', 1]);
    expect(new Set(proxy.tunnels)).toEqual(new Set([`${HOST}:443`]));
  });

  really(`so does the command line${skipped}`, async () => {
    const args = ['trigger', '--marketplace', 'acme/marketplace', '--plugin', 'a', '--version', '1.0.0'];
    const run = await bundled(sandbox, github.root, args, { env: { ...env, GH_TOKEN: token } });
    expect([run.code, run.err]).toEqual([0, '']);
  });

  really(`a host in no_proxy, and its subdomains, are asked directly${skipped}`, async () => {
    const before = proxy.tunnels.length;
    const asked = [HOST, 'acme.example'].map(async (host) =>
      push(await setting(sandbox), { ...BUMP, env: { ...env, no_proxy: host } }),
    );
    for (const { result } of await Promise.all(asked)) expect(result.outcome).toBe('failure');
    expect(proxy.tunnels).toHaveLength(before);
  });
});

describe('on GitHub Enterprise Server', () => {
  let shell: DocShell;
  const synced: string[][] = [];

  beforeAll(async () => {
    shell = await docShell(sandbox, {
      enterpriseHost: HOST,
      commands: {
        'actions-sync': {
          run({ args }) {
            synced.push([...args]);
            return {};
          },
        },
      },
    });
  });
  afterAll(() => shell.close());

  test('the workflow is valid, and sends', async () => {
    const block = page.take('yaml');
    expect(await workflowProblems(block)).toEqual([]);
    const events = await received(sandbox, () =>
      pushed(sandbox, plugin, {
        [ROOT_MANIFEST]: manifest('sdk-bridge', '2.0.1'),
        '.github/workflows/notify.yml': block.text,
      }),
    );
    expect(events).toEqual([
      expect.objectContaining({ token, client_payload: expect.objectContaining({ version: '2.0.1' }) }),
    ]);
  });

  // https://github.com/actions/actions-sync#command: the three are required, the name may have an alias.
  test('actions-sync is called with what it requires', async () => {
    const run = await shell.run(page.take('sh', /actions-sync/).text, { env: { GHES_TOKEN: 'secret' } });
    expect(run).toMatchObject({ code: 0 });
    expect(synced[0]).toEqual([
      'sync',
      ...['--cache-dir', 'cache', '--destination-url', `https://${HOST}`, '--destination-token', 'secret'],
      ...['--repo-name', 'org/notify-marketplace:synced-actions/notify-marketplace'],
    ]);
  });

  test('the command line takes the server’s addresses from the variables', async () => {
    const { text } = page.take('sh', /notify-marketplace status/);
    expect(shell.atSandbox(text)).toContain(github.graphqlUrl);
    const run = await shell.run(shell.atSandbox(text), { env: { GH_TOKEN: token } });
    expect([run.code, run.out]).toEqual([
      1,
      expect.stringMatching(/sdk-bridge .*2\.0\.0 .*2\.0\.1 .*update due/),
    ]);
  });
});

test('on ghe.com: with the API at a host of its own the command line reads and sends', async () => {
  const front = await apiHost(github);
  const { text } = page.take('sh', /ghe\.com/);
  const variables = Object.fromEntries(
    [...text.matchAll(/^export (\w+)=(\S+)$/gm)].map(([, name, value = '']) => [
      name,
      value
        .replace('https://api.acme.ghe.com', `http://127.0.0.1:${front.port}`)
        .replace('https://acme.ghe.com', github.url),
    ]),
  );
  expect(Object.keys(variables)).toEqual(['GITHUB_SERVER_URL', 'GITHUB_API_URL', 'GITHUB_GRAPHQL_URL']);
  const folder = join(github.root, 'nowhere');
  await mkdir(folder, { recursive: true });
  const cli = (...args: string[]) =>
    notifyMarketplace(sandbox, folder, args, { ...variables, GH_TOKEN: token });
  const to = ['--marketplace', 'acme/marketplace'];
  expect((await cli('status', ...to)).out).toContain('sdk-bridge');
  expect(await cli('trigger', ...to, '--plugin', 'sdk-bridge', '--version', '2.0.1')).toMatchObject({
    code: 0,
  });
  front.close();
});

test('on a self-hosted runner neither git nor Docker nor Node has to be there', async () => {
  const { result, dispatches } = await push(await setting(sandbox), {
    ...BUMP,
    env: { PATH: '/nonexistent' },
    node: NODE_24,
  });
  expect([result.outcome, dispatches.length]).toEqual(['success', 1]);
});

test('the actions ask nothing but the API', async () => {
  const { requests } = await push(await setting(sandbox), BUMP);
  expect(requests.every(({ path }) => /^\/api\/(?:graphql$|v3\/)/.test(path))).toBe(true);
  expect(requests.every(({ kind }) => kind !== 'git')).toBe(true);
});

test('the patterns of the policy let both actions in, at any version', () => {
  const patterns = page.take('text').text.split('\n');
  for (const uses of ['org/notify-marketplace@v1', 'org/notify-marketplace/update@v1.2.3'])
    expect([uses, matchesPatterns(patterns, uses)]).toEqual([uses, true]);
  expect(matchesPatterns(patterns, 'org/other@v1')).toBe(false);
  expect(patterns).toHaveLength(2);
});

describe('with the marketplace on another server', () => {
  const { really, skipped } = testWith(SHELL.needs);

  really(`the command sends there${skipped}`, async () => {
    const shell = await docShell(sandbox);
    await placeProgram(SHELL, docPage('docs/other-systems.md').take('sh').text, shell.folder);
    const env = variablesFor('http://127.0.0.1:9/the-runner-s-own-server', token, first);
    const command = shell.atSandbox(page.take('sh', /notify\.sh/).text);
    const events = await received(sandbox, async () => {
      expect(await shell.run(command, { env })).toMatchObject({ code: 0 });
    });
    expect(events).toHaveLength(1);
    await shell.close();
  });

  test('the runner’s own variables win over those under `env:`', async () => {
    const workflow = [
      'on: workflow_dispatch',
      'jobs:',
      '  one:',
      '    runs-on: ubuntu-latest',
      '    steps:',
      '      - run: echo "$GITHUB_API_URL"',
      '        env: {GITHUB_API_URL: "https://api.github.com"}',
    ].join('\n');
    await marketplace.commit({ files: { '.github/workflows/env.yml': workflow } });
    await github.runWorkflow(marketplace, { workflow: '.github/workflows/env.yml' });
    await actions.idle();
    expect(actions.runs.at(-1)?.jobs[0]?.steps[0]?.log).toContain(github.apiUrl);
  });
});

test('the label is the only difference to the template', () => {
  const { jobs, ...rest } = parse(page.take('yaml').text);
  expect(jobs.notify['runs-on']).toEqual(['self-hosted', 'linux']);
  expect(Object.keys(rest)).toEqual(['on', 'permissions']);
});

test('every link into the repository leads somewhere', () => {
  expect(brokenLinks('docs/enterprise.md')).toEqual([]);
});

test('every block of the page is tried', () => {
  expect(page.unused()).toEqual([]);
});

really(`a certificate that is not trusted is no answer, and said to be it${skipped}`, async () => {
  const { result, messages } = await untrusted;
  expect(result.annotations.map(({ title }) => title)).toContain('no-answer');
  expect(messages.join()).toMatch(/certificate/);
});
