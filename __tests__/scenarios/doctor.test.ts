import { cp } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import type { LoggedRequest } from '../../sandbox/types.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { git } from './cli-support.ts';
import { NOTIFY, newFolder, UPDATE } from './cli-world.ts';
import {
  clone,
  diagnose,
  notifyWorkflow,
  pin,
  ran,
  read,
  SECRET,
  type World,
  world,
} from './doctor-world.ts';
import { sharedSandbox } from './support.ts';
import { CATALOGUE, catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
const FINE = { flaws: [], unchecked: [], code: 0, err: '' };

async function requestsOf(work: () => Promise<unknown>): Promise<LoggedRequest[]> {
  const before = github.requests.length;
  await work();
  return github.requests.slice(before).filter(({ kind }) => kind !== 'git');
}

/** A request, with what it asks for. */
const shown = ({ method, path, body }: LoggedRequest) => `${method} ${path} ${JSON.stringify(body)}`;

/** A marketplace with so many plugins in repositories of their own, each set up. */
async function large(count: number): Promise<World> {
  const at = await world(sandbox);
  const entries = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const repository = await github.createRepository(`${at.owner}/plugin-${index}`, {
        secrets: { [SECRET]: 'x' },
      });
      const name = `plugin-${index}`;
      const sha = await repository.commit({
        files: { [ROOT_MANIFEST]: manifest(name, '1.0.0'), [NOTIFY]: notifyWorkflow(at) },
      });
      return { name, source: { source: 'github', repo: repository.fullName, sha } };
    }),
  );
  await at.marketplace.commit({ files: { [CATALOGUE]: catalogue(entries) } });
  return at;
}

describe('where all is well, doctor says so', () => {
  test('in a plugin’s clone, with few requests, none of them twice', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    const requests = await requestsOf(async () => {
      expect(await diagnose(at, folder)).toMatchObject(FINE);
    });
    expect(new Set(requests.map(shown)).size).toBe(requests.length);
    expect(requests.length).toBeLessThanOrEqual(20);
  });

  test('in a marketplace’s clone', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.marketplace);
    expect(await diagnose(at, folder)).toMatchObject(FINE);
  });

  test('in that of a marketplace with 40 plugin repositories, with few requests, none of them twice', async () => {
    const at = await large(40);
    const folder = await clone(at, at.marketplace);
    const left = {
      what: 'whether the secrets of the other 30 repositories exist',
      why: 'only 10 are looked into',
    };
    const requests = await requestsOf(async () => {
      expect(await diagnose(at, folder)).toMatchObject({ ...FINE, unchecked: [left] });
    });
    expect(new Set(requests.map(shown)).size).toBe(requests.length);
    expect(requests.filter(({ path }) => path.includes('/actions/secrets'))).toHaveLength(10);
    expect(requests.length).toBeLessThanOrEqual(28);
  });

  test('anywhere, of a marketplace that is named', async () => {
    const at = await world(sandbox);
    const folder = await newFolder(sandbox);
    const named = await diagnose(at, folder, ['--marketplace', at.marketplace.fullName]);
    expect(named).toMatchObject(FINE);
    const byVariable = await diagnose(at, folder, [], { GITHUB_REPO: at.marketplace.fullName });
    expect(byVariable.findings).toEqual(named.findings);
  });

  test('without git', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    const PATH = at.claude;
    expect(await diagnose(at, folder, ['--marketplace', at.marketplace.fullName], { PATH })).toMatchObject(
      FINE,
    );
    const alone = await diagnose(at, folder, [], { PATH });
    expect([alone.code, alone.err]).toEqual([2, expect.stringContaining('git is not installed')]);
  });

  test('in a repository that is both: its plugin tells its own marketplace', async () => {
    const at = await world(sandbox);
    const own = notifyWorkflow(at, [
      [/token: \$\{\{.*/, '# its own'],
      ['contents: read', 'contents: write'],
    ]);
    const entries = [{ name: 'tool', source: './plugins/tool' }];
    await at.marketplace.commit({
      files: {
        [NOTIFY]: own,
        [CATALOGUE]: catalogue(entries),
        'plugins/tool/.claude-plugin/plugin.json': manifest('tool', '1.0.0'),
      },
    });
    ran(at, at.marketplace, NOTIFY, { on: 'push' });
    const run = await diagnose(at, await clone(at, at.marketplace));
    expect(run).toMatchObject(FINE);
    expect(run.findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('1 plugin: tool 1.0.0'),
        'lists 1 plugin; all are up to date',
      ]),
    );
  });

  test('with one workflow for both roles', async () => {
    const at = await world(sandbox, { update: null });
    const job = (uses: string, more: string) =>
      `{runs-on: ubuntu-latest, permissions: {contents: write}, steps: [{uses: ${uses}${more}}]}`;
    const text = `on:
  push: {paths: ['**/.claude-plugin/plugin.json']}
  repository_dispatch: {types: [plugin-updated]}
  schedule: [{cron: '23 7 * * *'}]
jobs:
  tell: ${job('org/notify-marketplace@v1', `, with: {marketplace: ${at.marketplace.fullName}}`)}
  update: ${job('org/notify-marketplace/update@v1', '')}
`;
    await at.marketplace.commit({ files: { [UPDATE]: text, [ROOT_MANIFEST]: manifest('own', '1.0.0') } });
    const list = [{ name: 'own', source: './' }];
    await at.marketplace.commit({ files: { [CATALOGUE]: catalogue(list) } });
    expect(await diagnose(at, await clone(at, at.marketplace))).toMatchObject(FINE);
  });
});

describe('what there is to check', () => {
  test.each([
    ['a folder outside of any checkout', async () => newFolder(sandbox), 'is not in a git clone'],
    [
      'a checkout of something else',
      async () => {
        const folder = await newFolder(sandbox);
        await git(folder, 'init', '--quiet');
        return folder;
      },
      'no plugin.json, no marketplace.json',
    ],
  ])('is asked for in %s', async (_, folder, what) => {
    const at = await world(sandbox);
    const run = await diagnose(at, await folder());
    expect([run.code, run.out]).toEqual([2, '']);
    expect(run.err).toContain(what);
    expect(run.err).toContain(
      '→ Run this in a plugin’s or marketplace’s clone, or pass --marketplace owner/repo.',
    );
  });

  test.each([
    ['a name that is none', ['--marketplace', 'acme'], 'is not a repository name'],
    ['a file that is not there', ['--token-file', 'nowhere'], "--token-file: nowhere can't be read"],
    ['an option that it does not know', ['--fix'], "unknown option '--fix'"],
  ])('%s is wrong usage', async (_, args, what) => {
    const at = await world(sandbox);
    const run = await diagnose(at, await clone(at, at.plugin), args);
    expect([run.code, run.out, run.err]).toEqual([2, '', expect.stringContaining(what)]);
  });

  test.each([
    ['no remote', [], 'this clone has no remote that is a repository on GitHub'],
    ['several remotes without an origin', ['one', 'two'], 'none of them is called origin'],
    ['a remote on another server', ['origin'], 'remote is at gitlab.example.com, which is another server'],
  ])('with %s, the files are checked all the same', async (_, remotes, why) => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    await git(folder, 'remote', 'remove', 'origin');
    for (const name of remotes)
      await git(folder, 'remote', 'add', name, 'https://gitlab.example.com/acme/tool.git');
    const run = await diagnose(at, folder);
    expect(run.flaws).toEqual([]);
    expect([...new Set(run.unchecked.map((one) => one.why))]).toEqual([
      expect.stringContaining(why),
      'it starts on pushes to `main`, and the default branch is not known',
    ]);
    expect(run.findings.map(({ what }) => what)).toContain('1 plugin: tool 1.2.0');
  });

  test.each([
    ['plugin', 0, 'which is another server; pass --hostname github.com to look there'],
    [
      'marketplace',
      2,
      'This clone’s remote is at github.com, which is another server; pass --hostname github.com',
    ],
  ] as const)(
    'in a shell for another server, a clone of github.com’s %s says how to be looked at',
    async (end, code, what) => {
      const at = await world(sandbox);
      const folder = await clone(at, at[end]);
      await git(folder, 'remote', 'set-url', 'origin', 'https://github.com/acme/tool.git');
      const run = await diagnose(at, folder);
      expect([run.code, run.out + run.err]).toEqual([code, expect.stringContaining(what)]);
    },
  );

  test('without a name, a remote that is no origin counts where it is the only one', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    await git(folder, 'remote', 'rename', 'origin', 'github');
    expect(await diagnose(at, folder)).toMatchObject(FINE);
  });
});

describe('many that are alike', () => {
  const told = (out: string, code: string) => out.split('\n').filter((line) => line.includes(`[${code}]`));

  test('are one line with the first few names; --json has them all', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ name: `p${index}`, source: `./p${index}` }));
    const at = await world(sandbox, { entries: () => many });
    const folder = await clone(at, at.marketplace);
    const { flaws } = await diagnose(at, folder);
    expect(flaws.map(({ code, at: place }) => [code, typeof place?.line])).toEqual(
      many.map(() => ['directory-missing', 'number']),
    );
    const { out } = await read(at, folder);
    expect(told(out, 'directory-missing')).toEqual([
      expect.stringContaining(
        '`p0`: there is no folder `p0`; likewise `p1`, `p2`, `p3`, `p4`, `p5` and 294 more. [directory-missing]',
      ),
    ]);
    expect(out.split('\n').length).toBeLessThan(60);
    expect(out).toContain('300 problems.');
  });

  test('manifests of a monorepo with 80 plugins are told in a few lines', async () => {
    const names = Array.from({ length: 80 }, (_, index) => `p${index}`);
    const files = Object.fromEntries(
      names.map((name) => [`plugins/${name}/.claude-plugin/plugin.json`, manifest(name)]),
    );
    const at = await world(sandbox, { pluginFiles: { ...files, [ROOT_MANIFEST]: null } });
    const { out } = await read(at, await clone(at, at.plugin));
    expect(told(out, 'no-version')).toHaveLength(1);
    expect(out).toContain('80 warnings');
  });

  test('a few are told one by one', async () => {
    const few = ['a', 'b', 'c'].map((name) => ({ name, source: `./${name}` }));
    const at = await world(sandbox, { entries: () => few });
    const { out } = await read(at, await clone(at, at.marketplace));
    expect(told(out, 'directory-missing')).toHaveLength(3);
  });
});

describe('the output', () => {
  test('--json has the same keys for every finding of a kind', async () => {
    const at = await world(sandbox, { notify: [['[main]', '[master]']], plugin: { secrets: {} } });
    const PATH = process.env['PATH'] ?? '';
    const { findings } = await diagnose(at, await clone(at, at.plugin), [], { PATH });
    const flaw = ['check', 'status', 'code', 'where', 'what', 'remedy'];
    const keys = {
      fine: ['check', 'status', 'where', 'what'],
      unchecked: ['check', 'status', 'where', 'what', 'why'],
      problem: flaw,
      warning: flaw,
    };
    for (const one of findings) {
      const own = Object.keys(one).filter((key) => key !== 'at');
      expect(own).toEqual(keys[one.status]);
    }
    expect(new Set(findings.map(({ status }) => status))).toEqual(new Set(['fine', 'problem', 'unchecked']));
  });

  test('is plain text in a pipe, with each flaw’s code and remedy, and a sentence at the end', async () => {
    const at = await world(sandbox, { notify: [['[main]', '[master]']], plugin: { private: true } });
    const { out, code } = await read(at, await clone(at, at.plugin));
    expect(out).not.toMatch(/[\p{Cc}](?<!\n)/u);
    expect(out).toMatch(/^acme\d+\/tool → acme\d+\/marketplace\n\nManifests\n✓ /);
    expect(out).toMatch(/\n✗ acme\d+\/tool: .* \[branch-filter\]\n {2}→ Write `branches: \[main\]`/);
    expect(out).toMatch(/\n\n\d+ fine, 1 problem\.\n$/);
    expect(code).toBe(1);
  });

  test('tells at its end what was not checked, each reason once', async () => {
    const at = await world(sandbox);
    const { out } = await read(at, await clone(at, at.plugin), [], { GH_TOKEN: '' });
    expect(out.match(/Not checked: there is no token/g)).toHaveLength(1);
    expect(out).toMatch(/\d+ fine, no problem, \d+ not checked\.\n$/);
  });

  test('shows strangers’ texts, never as they are', async () => {
    const bad = '::error::x\u001b[31m\u202e`<b>[l](http://x)';
    const at = await world(sandbox, {
      notify: [
        [/marketplace: (\S+).*/, `marketplace: |\n            $1\n            ${'not/a/name ::warning::x'}`],
      ],
      pluginFiles: {
        [ROOT_MANIFEST]: manifest(bad, `1.0.0${bad}`),
        'plugins/a b`c/.claude-plugin/plugin.json': '{',
        '.github/workflows/a `b` $(touch x).yml': 'on: [\n',
      },
      entries: (own) => [
        { name: `${bad}x`, source: pin(own, own.first) },
        { name: bad, source: bad },
      ],
    });
    for (const from of ['plugin', 'marketplace'] as const) {
      const folder = await clone(at, at[from]);
      const { out } = await read(at, folder);
      expect(out).not.toMatch(/[\p{Cc}\p{Cf}](?<!\n)/u);
      expect(out).not.toMatch(/^::|##\[|`::/m);
      expect(out.match(/`/g)?.length).toBe(2 * Math.floor((out.match(/`/g)?.length ?? 0) / 2));
    }
  });

  test('has no command where the name of a file can’t be shown in one', async () => {
    const odd = '.github/workflows/a`b.yml';
    const at = await world(sandbox, { update: null });
    await at.marketplace.commit({
      files: {
        [odd]:
          (await at.marketplace.readFile('main', UPDATE)) ??
          'on: repository_dispatch\njobs: {u: {steps: [{uses: org/notify-marketplace/update@v1}]}}\n',
      },
    });
    at.marketplace.setWorkflowState(odd, 'disabled_manually');
    const { flaws } = await diagnose(at, await clone(at, at.marketplace));
    expect(flaws.find(({ code }) => code === 'workflow-disabled')?.remedy).toMatch(/^Enable it at http/);
  });

  test('a name with spaces is one word of the command', async () => {
    const odd = '.github/workflows/update it.yml';
    const at = await world(sandbox);
    const text = await at.marketplace.readFile('main', UPDATE);
    await at.marketplace.commit({ files: { [UPDATE]: null, [odd]: text } });
    at.marketplace.setWorkflowState(odd, 'disabled_manually');
    const { flaws } = await diagnose(at, await clone(at, at.marketplace));
    expect(flaws[0]?.remedy).toContain("gh workflow enable 'update it.yml' --repo");
  });
});

test('doctor changes nothing: neither in the checkout nor on GitHub', async () => {
  const at = await world(sandbox);
  const folder = await clone(at, at.plugin);
  const copy = await newFolder(sandbox);
  await cp(folder, copy, { recursive: true });
  const requests = await requestsOf(() => diagnose(at, folder));
  const writes = requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/graphql'));
  expect(writes.map(({ path, body, status }) => [path, body, status])).toEqual([
    [expect.stringMatching(/\/dispatches$/), { client_payload: {} }, 422],
  ]);
  expect(requests.some(({ body }) => JSON.stringify(body ?? '').includes('mutation'))).toBe(false);
  expect(github.dispatches).toEqual([]);
  const differs = await git(folder, 'diff', '--no-index', '--stat', folder, copy).catch((error) =>
    String(error),
  );
  expect(differs).toBe('');
});
