import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { writeClone } from '../../sandbox/checkout.ts';
import type { TokenOptions } from '../../sandbox/types.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { git, notifyMarketplace } from './cli-support.ts';
import { checkout, NOTIFY, newFolder, TOOL, UPDATE, write } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { catalogue, list, market, plugin, submodule } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
await github.createRepository('acme/catalogue');
await github.createRepository('acme/second');

const workflow = (inputs = '') =>
  `on: push\njobs: {n: {steps: [{uses: org/notify-marketplace@v1, with: {marketplace: acme/catalogue${inputs}}}]}}\n`;
const PLUGIN = { ...TOOL, [NOTIFY]: workflow() };

function token(more: Partial<TokenOptions> = {}): string {
  const write = { contents: 'write', metadata: 'read' } as const;
  const repositories = { 'acme/catalogue': write, 'acme/second': write };
  return github.createToken({ kind: 'fine-grained', repositories, ...more });
}

const trigger = (
  folder: string,
  args: readonly string[] = [],
  env: Record<string, string> = { GH_TOKEN: token() },
) => notifyMarketplace(sandbox, folder, ['trigger', ...args], env);
const sentNow = (count: number) =>
  github.dispatches
    .slice(-count)
    .map(({ repository, client_payload: { plugin, version } }) => [repository, plugin, version]);

describe('trigger in a plugin’s clone', () => {
  test('refuses what the action refuses: a manifest that is not UTF-8', async () => {
    const folder = await checkout(sandbox, PLUGIN);
    await writeFile(
      join(folder, ROOT_MANIFEST),
      Buffer.from('{"name": "größe", "version": "1.0.0"}', 'latin1'),
    );
    const before = github.dispatches.length;
    const { code, err } = await trigger(folder);
    expect([code, github.dispatches.length - before]).not.toEqual([0, 1]);
    expect(err).toContain('`.claude-plugin/plugin.json` is not UTF-8 text');
  });

  test('sends the version here to the marketplace that the workflow names', async () => {
    const folder = await checkout(sandbox, PLUGIN);
    const run = await trigger(folder);
    expect(run).toEqual({
      code: 0,
      out: `Sent: tool 1.2.0 → acme/catalogue\nRuns that it starts there: ${github.url}/acme/catalogue/actions?query=event%3Arepository_dispatch\n`,
      err: '',
    });
    expect(github.dispatches.at(-1)).toMatchObject({
      repository: 'acme/catalogue',
      event_type: 'plugin-updated',
      client_payload: {
        plugin: 'tool',
        version: '1.2.0',
        previous_version: null,
        repository: 'acme/tool',
        path: ROOT_MANIFEST,
        commit: await git(folder, 'rev-parse', 'HEAD'),
        run_url: null,
      },
    });
  });

  test('sends the event type that the workflow sends, unless another is given', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: workflow(', event-type: bumped') });
    await trigger(folder);
    expect(github.dispatches.at(-1)?.event_type).toBe('bumped');
    await trigger(folder, ['--event-type', 'mine']);
    expect(github.dispatches.at(-1)?.event_type).toBe('mine');
  });

  test('sends to several marketplaces, each named once', async () => {
    const folder = await checkout(sandbox, PLUGIN);
    const args = ['--marketplace', 'acme/catalogue,acme/second', '--marketplace', 'ACME/Second'];
    expect((await trigger(folder, args)).code).toBe(0);
    expect(sentNow(2)).toEqual([
      ['acme/catalogue', 'tool', '1.2.0'],
      ['acme/second', 'tool', '1.2.0'],
    ]);
  });

  test('takes the target from GITHUB_REPO, and --marketplace before it', async () => {
    const folder = await checkout(sandbox, PLUGIN);
    const env = { GITHUB_REPO: 'acme/second', GITHUB_TOKEN: token() };
    await trigger(folder, [], env);
    expect(sentNow(1)).toEqual([['acme/second', 'tool', '1.2.0']]);
    await trigger(folder, ['--marketplace', 'acme/catalogue'], env);
    expect(sentNow(1)).toEqual([['acme/catalogue', 'tool', '1.2.0']]);
  });

  test('takes the token from a file, too', async () => {
    const folder = await checkout(sandbox, PLUGIN);
    await writeFile(join(folder, 'token.txt'), `${token()}\n`);
    expect((await trigger(folder, ['--token-file', 'token.txt'], {})).code).toBe(0);
  });

  test('a plugin that is named is found outside of the usual folders too, which a call without a name leaves out', async () => {
    const deep = { [`packages/deep/x/${ROOT_MANIFEST}`]: manifest('deep', '3.0.0') };
    const twin = { [`tests/data/x/${ROOT_MANIFEST}`]: manifest('tool', '0.0.1') };
    const folder = await checkout(sandbox, { ...PLUGIN, ...deep, ...twin });
    expect((await trigger(folder, ['--plugin', 'deep'])).code).toBe(0);
    expect(sentNow(1)).toEqual([['acme/catalogue', 'deep', '3.0.0']]);
    for (const args of [[], ['--plugin', 'tool'], ['--all']]) {
      const before = github.dispatches.length;
      expect((await trigger(folder, args)).code).toBe(0);
      expect([github.dispatches.length - before, sentNow(1)]).toEqual([
        1,
        [['acme/catalogue', 'tool', '1.2.0']],
      ]);
    }
  });

  test('of several plugins it wants to know which', async () => {
    const more = { [`plugins/b/${ROOT_MANIFEST}`]: manifest('b', '3.0.0') };
    const folder = await checkout(sandbox, { ...PLUGIN, ...more });
    const which = await trigger(folder);
    expect([which.code, which.err]).toEqual([
      2,
      expect.stringContaining('There are 2 plugins here: `b`, `tool`.'),
    ]);
    await trigger(folder, ['--plugin', 'b']);
    expect(sentNow(1)).toEqual([['acme/catalogue', 'b', '3.0.0']]);
    await trigger(folder, ['--all']);
    expect(sentNow(2)).toEqual([
      ['acme/catalogue', 'tool', '1.2.0'],
      ['acme/catalogue', 'b', '3.0.0'],
    ]);
    await trigger(folder, ['--plugin', 'b', '--version', '4.0.0']);
    expect(github.dispatches.at(-1)?.client_payload).toMatchObject({
      plugin: 'b',
      version: '4.0.0',
      path: `plugins/b/${ROOT_MANIFEST}`,
    });
  });

  test('looks at the manifests that the action looks at: no fixtures, and what the workflow names', async () => {
    const fixture = { [`test/fixtures/broken/${ROOT_MANIFEST}`]: '{' };
    const folder = await checkout(sandbox, { ...PLUGIN, ...fixture });
    expect((await trigger(folder)).code).toBe(0);
    const deep = {
      [`a/b/c/${ROOT_MANIFEST}`]: manifest('deep', '1.0.0'),
      [NOTIFY]: workflow(', manifests: a/b/**'),
    };
    await trigger(await checkout(sandbox, { ...PLUGIN, ...deep }));
    expect(sentNow(1)).toEqual([['acme/catalogue', 'deep', '1.0.0']]);
  });
});

describe('what the marketplace will not find on GitHub is said, and sent all the same', () => {
  async function cloned() {
    const made = await plugin(await market(sandbox), 'tool', '1.0.0');
    const folder = await newFolder(sandbox);
    const url = made.repository.cloneUrl(github.createToken({ kind: 'classic', scopes: ['repo'] }));
    await writeClone(made.repository, folder, url);
    await write(folder, { [NOTIFY]: workflow() });
    return folder;
  }

  test('a version that is not committed, or not pushed', async () => {
    const folder = await cloned();
    await write(folder, { [ROOT_MANIFEST]: manifest('tool', '1.1.0') });
    const warning = expect.stringContaining('`tool` is `1.1.0` here, but origin/main says `1.0.0`');
    expect(await trigger(folder)).toMatchObject({ code: 0, err: warning });
    await git(folder, 'commit', '--quiet', '-am', 'Bump');
    expect(await trigger(folder, ['--dry-run'], {})).toMatchObject({ code: 0, err: warning });
    await git(folder, 'push', '--quiet');
    expect(await trigger(folder)).toMatchObject({ code: 0, err: '' });
  });

  test('but not where the version is given', async () => {
    expect((await trigger(await cloned(), ['--version', '9.0.0'])).err).toBe('');
  });
});

describe('trigger elsewhere', () => {
  test('with --plugin, --version and --marketplace it works from anywhere', async () => {
    const folder = await newFolder(sandbox);
    const args = ['--plugin', 'x', '--version', '2.0.0', '--marketplace', 'acme/catalogue'];
    expect((await trigger(folder, args)).code).toBe(0);
    expect(github.dispatches.at(-1)?.client_payload).toMatchObject({
      plugin: 'x',
      version: '2.0.0',
      repository: '',
      path: '',
      commit: '',
    });
  });

  test('in another repository’s clone it claims nothing of that', async () => {
    const folder = await checkout(sandbox, PLUGIN);
    await trigger(folder, ['--plugin', 'x', '--version', '2.0.0']);
    expect(github.dispatches.at(-1)?.client_payload).toMatchObject({
      plugin: 'x',
      repository: '',
      commit: '',
    });
  });

  test('in a marketplace’s own checkout it tells that marketplace, of its own plugins and its submodules', async () => {
    const made = await market(sandbox);
    const tool = await plugin(made, 'tool', '1.4.0');
    const files = submodule('plugins/tool', `${github.url}/${tool.repository.fullName}.git`, tool.first);
    const own = { [`plugins/own/${ROOT_MANIFEST}`]: manifest('own', '1.0.0') };
    const update = {
      [UPDATE]:
        'on: {repository_dispatch: {types: [bumped]}}\njobs: {u: {steps: [{uses: org/notify-marketplace/update@v1}]}}\n',
    };
    await list(made, [{ name: 'tool', source: './plugins/tool' }], { ...files, ...own, ...update });
    const folder = await newFolder(sandbox);
    await git(folder, 'clone', '--quiet', '--recurse-submodules', made.repository.cloneUrl(), '.');
    const run = await trigger(folder, ['--plugin', 'tool'], {
      GH_TOKEN: github.createToken({ kind: 'classic', scopes: ['repo'] }),
    });
    expect([run.code, run.err]).toEqual([0, '']);
    expect(github.dispatches.at(-1)).toMatchObject({
      repository: made.repository.fullName,
      event_type: 'bumped',
      client_payload: {
        plugin: 'tool',
        version: '1.4.0',
        repository: tool.repository.fullName,
        path: ROOT_MANIFEST,
        commit: tool.first,
      },
    });
    expect((await trigger(folder, ['--dry-run'], {})).err).toContain('`own`, `tool`');
    const unlisted = await trigger(folder, ['--plugin', 'tol', '--version', '1.0.0', '--dry-run'], {});
    expect([unlisted.code, unlisted.err]).toEqual([
      0,
      '! `tol` is not in the marketplace.json here, so this event changes nothing.\n',
    ]);
  });

  test.each([
    ['1.2.3', ''],
    ['v1.2.3-rc.1', ''],
    [
      'banana',
      '! `banana` is no semantic version such as 1.2.3. The marketplace follows what plugin.json says on GitHub.\n',
    ],
  ])('of a version that is given as %s it says %j', async (version, said) => {
    const folder = await newFolder(sandbox);
    const args = ['--plugin', 'x', '--version', version, '--marketplace', 'acme/catalogue', '--dry-run'];
    expect((await trigger(folder, args)).err).toBe(said);
  });
});

describe('trigger --dry-run', () => {
  test('prints the very requests that are sent, without a token', async () => {
    const folder = await checkout(sandbox, {
      ...PLUGIN,
      [`plugins/b/${ROOT_MANIFEST}`]: manifest('b', '3.0.0'),
    });
    const args = ['--all', '--marketplace', 'acme/catalogue,acme/second'];
    const before = github.requests.length;
    const dry = await trigger(folder, [...args, '--dry-run'], {});
    expect([dry.code, dry.err, github.requests.length]).toEqual([0, '', before]);
    await trigger(folder, args);
    const printed = dry.out.split(/^(?=POST )/m).map((text) => {
      const [line = '', ...body] = text.split('\n');
      return { line, body: withoutTime(JSON.parse(body.join('\n'))) };
    });
    const sent = github.requests.slice(before).map(({ method, path, body }) => ({
      line: `${method} ${github.url}${path}`,
      body: withoutTime(body),
    }));
    expect(printed).toEqual(sent);
    expect(sent).toHaveLength(4);
  });

  function withoutTime(body: unknown): unknown {
    const { event_type, client_payload } = body as {
      event_type: string;
      client_payload: Record<string, unknown>;
    };
    expect(client_payload['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    return { event_type, client_payload: { ...client_payload, timestamp: '' } };
  }

  test('says what GitHub would not take', async () => {
    const folder = await checkout(sandbox, PLUGIN);
    const run = await trigger(folder, ['--version', '1'.repeat(70_000), '--dry-run'], {});
    expect([run.code, run.err]).toEqual([1, expect.stringContaining('GitHub accepts 65535')]);
  });
});

describe('errors are those of the notify action, with what to do and never the token', () => {
  const PATH = /POST \/repos\/acme\/catalogue\/dispatches/;
  const WITHOUT_WAIT = { 'retry-after': '0' };

  test.each([
    ['401', () => 'ghp_wrong', 'Make a new token'],
    [
      '403',
      () => token({ repositories: { 'acme/catalogue': { contents: 'read', metadata: 'read' } } }),
      'Contents: read and write',
    ],
    ['404', () => token({ repositories: {} }), 'acme/catalogue'],
    ['an expired token', () => token({ expires: new Date('2020-01-01') }), 'Make a new token'],
  ])('%s', async (_, makeToken, remedy) => {
    const folder = await checkout(sandbox, PLUGIN);
    const text = makeToken();
    const run = await trigger(folder, [], { GH_TOKEN: text });
    expect([run.code, run.err]).toEqual([1, expect.stringContaining(remedy)]);
    expect(run.err).toMatch(/✗ [\s\S]*\n {2}→ /);
    expect(run.out + run.err).not.toContain(text);
    expect(run.err).not.toContain('    at ');
  });

  test('single sign-on', async () => {
    const name = 'acme/guarded';
    await github.createRepository(name, { sso: true });
    const text = token({ repositories: { [name]: { contents: 'write', metadata: 'read' } } });
    const run = await trigger(await checkout(sandbox, PLUGIN), ['--marketplace', name], { GH_TOKEN: text });
    expect([run.code, run.err]).toEqual([1, expect.stringContaining('/sso')]);
  });

  test.each([
    ['422', { status: 422, body: { message: 'Invalid request.' } }, 'Invalid request.', 1],
    [
      '502 on every try',
      { status: 502, headers: WITHOUT_WAIT, times: Infinity },
      'answered 502 after 4 tries',
      4,
    ],
    [
      'a rate limit for an hour',
      {
        status: 403,
        headers: { 'retry-after': '3600' },
        body: { message: 'You have exceeded a secondary rate limit' },
      },
      'is rate-limiting this token until',
      1,
    ],
  ])('%s', async (_, fault, said, tries) => {
    const folder = await checkout(sandbox, PLUGIN);
    const text = token();
    github.addFault({ match: PATH, token: text, times: 1, ...fault });
    const run = await trigger(folder, [], { GH_TOKEN: text });
    github.clearFaults();
    expect([run.code, run.err]).toEqual([1, expect.stringContaining(said)]);
    expect(
      github.requests.filter((request) => request.token === text && request.method === 'POST'),
    ).toHaveLength(tries);
  });

  test('a 502 that passes is no failure', async () => {
    const folder = await checkout(sandbox, PLUGIN);
    github.addFault({ match: PATH, status: 502, headers: WITHOUT_WAIT, times: 2 });
    const before = github.requests.length;
    const run = await trigger(folder);
    expect([run.code, run.out]).toEqual([0, expect.stringContaining('Sent on try 3: tool 1.2.0')]);
    expect(github.requests.length - before).toBe(3);
  });

  test('one marketplace that fails never stops the others', async () => {
    const folder = await checkout(sandbox, PLUGIN);
    const run = await trigger(folder, ['--marketplace', 'acme/none,acme/second']);
    expect([run.code, run.out]).toEqual([1, expect.stringContaining('Sent: tool 1.2.0 → acme/second')]);
    expect(run.err).toContain('acme/none');
  });

  test('a plugin.json that can’t be used is a problem with its place', async () => {
    const folder = await checkout(sandbox, { ...PLUGIN, [ROOT_MANIFEST]: '{"name": "x",}' });
    const run = await trigger(folder);
    expect([run.code, run.err]).toEqual([1, expect.stringContaining(`(${ROOT_MANIFEST}:1:`)]);
  });
});

describe('wrong usage is told before any request', () => {
  const EMPTY: Record<string, string> = {};
  test.each([
    ['no token', PLUGIN, [], 'Sign in: gh auth login'],
    ['no marketplace', TOOL, [], 'Pass --marketplace owner/repo'],
    ['no plugin here', { [NOTIFY]: workflow() }, [], 'There is no plugin.json here.'],
    ['an unknown plugin', PLUGIN, ['--plugin', 'y'], 'There is no plugin `y` here. Here: `tool`.'],
    [
      'a plugin that the marketplace here pins',
      {
        ...PLUGIN,
        '.claude-plugin/marketplace.json': catalogue([
          { name: 'y', source: { source: 'github', repo: 'a/y' } },
        ]),
      },
      ['--plugin', 'y'],
      '`y` is listed here, but its plugin.json is not in this clone.',
    ],
    ['an empty name', PLUGIN, ['--plugin', ''], 'can’t be empty'],
    ['an empty version', PLUGIN, ['--version', ''], 'can’t be empty'],
    ['no version', { ...PLUGIN, [ROOT_MANIFEST]: '{"name": "x"}' }, [], 'declares no version'],
    ['an event type that is too long', PLUGIN, ['--event-type', 'x'.repeat(101)], '1 to 100 characters'],
    ['a token file that is none', PLUGIN, ['--token-file', 'none'], "can't be read"],
    ['an unknown option', PLUGIN, ['--bogus'], 'unknown option'],
    ['a target that is no repository', PLUGIN, ['--marketplace', 'x'], 'Write it as owner/repo.'],
    ['an empty target', PLUGIN, ['--marketplace', ''], 'Write it as owner/repo.'],
  ])('%s', async (_, files, args, remedy) => {
    const folder = await checkout(sandbox, files);
    const before = github.requests.length;
    const run = await trigger(folder, args, EMPTY);
    expect([run.code, run.out, run.err]).toEqual([2, '', expect.stringContaining(remedy)]);
    expect(github.requests.length).toBe(before);
  });

  test('several plugins of one name', async () => {
    const twins = { [`a/${ROOT_MANIFEST}`]: manifest('tool', '1.0.0') };
    const run = await trigger(await checkout(sandbox, { ...PLUGIN, ...twins }), ['--plugin', 'tool']);
    expect([run.code, run.err]).toEqual([
      2,
      expect.stringContaining('Several plugins here are called `tool`'),
    ]);
  });
});

test('outside of any checkout it says what it needs', async () => {
  const folder = await newFolder(sandbox);
  await mkdir(folder, { recursive: true });
  const run = await trigger(folder, ['--marketplace', 'acme/catalogue']);
  expect([run.code, run.err]).toEqual([2, expect.stringContaining('pass --plugin and --version')]);
});

test('a catalogue that lists nobody is no plugin', async () => {
  const folder = await checkout(sandbox, { '.claude-plugin/marketplace.json': catalogue([]) });
  expect((await trigger(folder)).code).toBe(2);
});

describe('--wait', () => {
  const uses = 'org/notify-marketplace/update@v1';
  const follows = `on: {repository_dispatch: {types: [plugin-updated]}}\npermissions: {contents: write}\njobs: {u: {runs-on: ubuntu-latest, steps: [{uses: ${uses}}]}}\n`;

  test('ends when the marketplace lists what was sent', async () => {
    const here = await market(sandbox);
    const tool = await plugin(here, 'tool', '1.0.0');
    const source = { source: 'github', repo: tool.repository.fullName };
    await list(here, [{ name: 'tool', source, version: '1.0.0' }], { [UPDATE]: follows });
    await tool.bump('1.1.0');
    const folder = await checkout(
      sandbox,
      { [ROOT_MANIFEST]: manifest('tool', '1.1.0') },
      { origin: tool.repository.fullName },
    );
    const GH_TOKEN = github.createToken({ kind: 'classic', scopes: ['repo'] });
    const args = ['--marketplace', here.repository.fullName, '--wait', '20'];
    const run = await trigger(folder, args, { GH_TOKEN });
    expect(run.out).toMatch(/^Listed after \d+ s: tool 1\.1\.0 in /m);
    expect(run.code).toBe(0);
  });

  test('says what keeps it, and exits 1, where that can’t happen', async () => {
    const here = await market(sandbox);
    await list(here, [{ name: 'toll', source: './toll', version: '1.0.0' }]);
    const folder = await checkout(sandbox, TOOL);
    const GH_TOKEN = github.createToken({ kind: 'classic', scopes: ['repo'] });
    const run = await trigger(folder, ['--marketplace', here.repository.fullName, '--wait', '20'], {
      GH_TOKEN,
    });
    expect(run.code).toBe(1);
    expect(run.err).toContain('the nearest: `toll`');
  });

  test.each(['soon', '-1', '1.5', '3601'])('%s is wrong usage, before anything is sent', async (text) => {
    const before = github.dispatches.length;
    const run = await trigger(await checkout(sandbox, PLUGIN), [`--wait=${text}`]);
    expect([run.code, run.err]).toEqual([2, expect.stringContaining('--wait takes whole seconds')]);
    expect(github.dispatches).toHaveLength(before);
  });
});
