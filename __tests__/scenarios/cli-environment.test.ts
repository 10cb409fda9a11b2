import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { notifyMarketplace } from './cli-support.ts';
import { checkout, NOTIFY, newFolder, TOOL } from './cli-world.ts';
import { BUMP, push, setting, sharedSandbox } from './support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
const WORKFLOW =
  'on: push\njobs: {n: {steps: [{uses: org/notify-marketplace@v1, with: {marketplace: acme/catalogue}}]}}\n';
const PLUGIN = { ...TOOL, [NOTIFY]: WORKFLOW };
const GHE = { GITHUB_SERVER_URL: 'https://ghe.example', GITHUB_API_URL: 'https://ghe.example/api/v3' };
const REST = { GITHUB_GRAPHQL_URL: '' };

const BROKEN: readonly [name: string, env: Record<string, string>][] = [
  ['https_proxy', { ...GHE, ...REST, https_proxy: 'socks5h://127.0.0.1:1080' }],
  ['HTTPS_PROXY', { ...GHE, ...REST, HTTPS_PROXY: 'http://me:100%@proxy:3128' }],
  ['https_proxy', { ...GHE, ...REST, https_proxy: 'http://' }],
  ['GITHUB_API_URL', { GITHUB_API_URL: 'ghe.example/api/v3' }],
  ['GITHUB_API_URL', { GITHUB_API_URL: 'file:///etc' }],
  ['GITHUB_SERVER_URL', { GITHUB_SERVER_URL: 'ghe.example' }],
  ['GITHUB_GRAPHQL_URL', { GITHUB_GRAPHQL_URL: 'http://:80' }],
];

/** Whatever else is read of the environment, at import or later. */
const STRANGE: Record<string, string> = {
  GITHUB_EVENT_PATH: '/etc/passwd',
  GITHUB_REPOSITORY: 'x',
  ACTIONS_ORCHESTRATION_ID: '\u001b x',
  GIT_CONFIG_COUNT: 'x',
  no_proxy: ',,[::,*.,',
  COLUMNS: 'x',
};

describe('help and --version work, whatever the environment holds', () => {
  test.each([...BROKEN, ['the rest', STRANGE] as const])('%s', async (_, env) => {
    const folder = await newFolder(sandbox);
    for (const args of [['help'], ['--version'], ['trigger', '--help']]) {
      expect(await notifyMarketplace(sandbox, folder, args, env)).toMatchObject({ code: 0, err: '' });
    }
  });
});

describe('what can’t be used is told by its name, by every command that needs it, without a stack trace', () => {
  test.each(BROKEN)('%s', async (name, env) => {
    const folder = await checkout(sandbox, PLUGIN);
    for (const command of ['trigger', 'status', 'doctor']) {
      const run = await notifyMarketplace(sandbox, folder, [command], { GH_TOKEN: 'ghp_x1234567', ...env });
      expect([command, run.code, run.out]).toEqual([command, 2, '']);
      expect(run.err).toContain(`${name} can't be used: `);
      expect(run.err).not.toMatch(/ {4}at |should not happen|me:100/);
    }
  });

  test.each(BROKEN)('%s, by those that need it later: a warning, or the same', async (name, env) => {
    const folder = await checkout(sandbox, PLUGIN);
    for (const args of [
      ['setup', '--marketplace', 'acme/catalogue', '--check'],
      ['trigger', '--dry-run'],
    ]) {
      const run = await notifyMarketplace(sandbox, folder, args, env);
      expect([args, run.code, run.err]).toEqual([
        args,
        name.startsWith('GITHUB') ? 2 : 0,
        expect.stringContaining(`${name} can't be used: `),
      ]);
      expect(run.err).not.toMatch(/ {4}at |should not happen|me:100/);
    }
  });

  test('an event that is none is not the command line’s business', async () => {
    const folder = await checkout(sandbox, PLUGIN);
    const event = join(folder, 'event.json');
    await writeFile(event, '{');
    const run = await notifyMarketplace(sandbox, folder, ['trigger', '--dry-run'], {
      GITHUB_EVENT_PATH: event,
    });
    expect([run.code, run.err]).toEqual([0, '']);
  });
});

describe('the actions say what to correct', () => {
  test.each(BROKEN)('%s', async (name, env) => {
    const { GITHUB_GRAPHQL_URL: graphql, ...others } = env;
    const given = graphql === '' ? { ...others, GITHUB_GRAPHQL_URL: 'https://ghe.example/api/graphql' } : env;
    const { result, messages } = await push(await setting(sandbox), { ...BUMP, env: given });
    expect(result.outcome).toBe('failure');
    expect(result.annotations.map(({ title }) => title)).toContain('environment-invalid');
    expect(messages.join('\n')).toContain(`${name} can't be used: `);
    expect(messages.join('\n')).not.toMatch(/should not happen|me:100/i);
  });

  test('a slash behind an address, and a name and password in it, do no harm', async () => {
    const withUser = github.url.replace('://', '://me:secret@');
    const env = {
      GITHUB_SERVER_URL: `${withUser}/`,
      GITHUB_API_URL: `${github.apiUrl}/`,
      GITHUB_GRAPHQL_URL: `${github.graphqlUrl}/`,
    };
    const { result, dispatches, requests } = await push(await setting(sandbox), { ...BUMP, env });
    expect([result.outcome, dispatches.length]).toEqual(['success', 1]);
    expect(dispatches[0]?.client_payload['run_url']).toMatch(new RegExp(`^${github.url}/`));
    expect(requests.filter(({ path }) => path.includes('//') || path.includes('secret'))).toEqual([]);
  });
});

test('a slash behind GITHUB_API_URL does no harm to the command line', async () => {
  await github.createRepository('acme/catalogue');
  const env = {
    GITHUB_API_URL: `${github.apiUrl}/`,
    GITHUB_SERVER_URL: `${github.url}/`,
    GH_TOKEN: github.createToken({ kind: 'classic', scopes: ['repo'] }),
  };
  const folder = await checkout(sandbox, PLUGIN);
  const run = await notifyMarketplace(sandbox, folder, ['trigger'], env);
  expect([run.code, run.out]).toEqual([0, expect.not.stringMatching(/[^:]\/\//)]);
  expect(github.requests.at(-1)?.path).toBe('/api/v3/repos/acme/catalogue/dispatches');
});

describe('the proxy is chosen by the host that is asked', () => {
  const tunnels: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (incoming, socket) => {
    tunnels.push(incoming.url ?? '');
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  afterAll(() => {
    proxy.close();
  });

  test.each([
    ['', ['ghe.invalid:443']],
    ['api.github.com', ['ghe.invalid:443']],
    ['ghe.invalid', []],
    ['.invalid', []],
  ])(
    'with no_proxy=%s a clone from elsewhere asks %j',
    async (no_proxy, asked) => {
      if (!proxy.listening) await once(proxy.listen(0, '127.0.0.1'), 'listening');
      tunnels.length = 0;
      const folder = await checkout(sandbox, PLUGIN, { origin: 'https://ghe.invalid/acme/tool' });
      const env = {
        GITHUB_SERVER_URL: '',
        GITHUB_API_URL: '',
        GITHUB_GRAPHQL_URL: '',
        https_proxy: `127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        no_proxy,
        GH_TOKEN: 'ghp_x1234567',
      };
      const run = await notifyMarketplace(sandbox, folder, ['doctor', '--hostname', 'ghe.invalid'], env);
      expect(run.out).toContain('GitHub could not be reached');
      expect([...new Set(tunnels)]).toEqual(asked);
    },
    60_000,
  );
});
