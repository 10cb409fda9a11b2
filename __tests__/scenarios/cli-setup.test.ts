import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { writeClone } from '../../sandbox/checkout.ts';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { pasteRemedies, remedies } from './cli-remedies.ts';
import { git, notifyMarketplace, onMachine, ROOT } from './cli-support.ts';
import { at, checkout, commands, NOTIFY, newFolder, TOOL, UPDATE, workflows, write } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { catalogue, list, market, plugin, submodules } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
const bash = promisify(execFile);
const TO = ['setup', '--marketplace', 'acme/marketplace'];
const setup = (folder: string, ...args: string[]) => notifyMarketplace(sandbox, folder, ['setup', ...args]);
const host = new URL(github.url).host;

/** As who publishes it writes it. */
async function template(): Promise<string> {
  return (await readFile('templates/update-marketplace.yml', 'utf8')).replace('uses: org/', 'uses: makers/');
}

/** Filled-in inputs of the step, and the branches that start it. */
async function notifyStep(folder: string) {
  const { on, jobs } = parse(await at(folder, NOTIFY));
  const [step] = jobs.notify.steps;
  return { on, uses: step.uses, with: step.with };
}

describe('setup in a plugin’s clone', () => {
  test('writes the workflow, filled in with marketplace and default branch, and shows what git now sees', async () => {
    const folder = await checkout(sandbox, TOOL, { branch: 'trunk' });
    const run = await notifyMarketplace(sandbox, folder, TO);
    expect([run.code, run.err]).toEqual([0, '']);
    const step = await notifyStep(folder);
    expect(step.on.push.branches).toEqual(['trunk']);
    expect(step.with).toEqual({
      marketplace: 'acme/marketplace',
      token: expect.stringMatching(/\{\{ secrets\.MARKETPLACE_UPDATE_TOKEN \}\}$/),
    });
    expect(run.out).toContain(`+ ${NOTIFY}: written; notifies acme/marketplace on pushes to \`trunk\`\n`);
    expect(run.out).toContain('git status in .: 1 change\n  ?? .github/');
    expect(await workflows(folder)).toEqual(['notify-marketplace.yml']);
  });

  test('fills in secret, event type, several marketplaces and another copy of the action', async () => {
    const folder = await checkout(sandbox, TOOL);
    const more = ['--marketplace', 'other/plugins', '--secret', 'PAT', '--event-type', 'bumped'];
    const run = await notifyMarketplace(sandbox, folder, [
      ...TO,
      ...more,
      '--action',
      'fork/notify-marketplace@0123abc',
    ]);
    expect(run.code).toBe(0);
    expect(await notifyStep(folder)).toMatchObject({
      uses: 'fork/notify-marketplace@0123abc',
      with: {
        marketplace: 'acme/marketplace\nother/plugins\n',
        token: expect.stringContaining('secrets.PAT'),
        'event-type': 'bumped',
      },
    });
    expect(commands(run.out)).toContain(`gh secret set PAT --repo ${host}/acme/tool`);
  });

  test('takes the default branch that the remote has, not the one that is checked out', async () => {
    const made = await plugin(await market(sandbox), 'tool', '1.0.0', { defaultBranch: 'stable' });
    const folder = await newFolder(sandbox);
    await writeClone(made.repository, folder, made.repository.cloneUrl());
    await git(folder, 'switch', '--quiet', '-c', 'add-notify');
    const asked = await notifyMarketplace(sandbox, folder, TO);
    expect([asked.code, asked.out]).toEqual([
      1,
      expect.stringContaining(
        'refused, this is the branch `add-notify`, and the workflow counts on `stable`, the default branch\n',
      ),
    ]);
    expect(asked.out).toContain(
      '→ Switch to it (`git switch stable`), or write it here and merge it later: node',
    );
    expect(await workflows(folder)).toEqual([]);
    const out = await pasteRemedies(sandbox, folder, asked.out);
    expect((await notifyStep(folder)).on.push.branches).toEqual(['stable']);
    expect(out).toContain('It works once it is on `stable`; this is `add-notify`:\n  gh pr create');
    expect(out).toContain('Then merge that pull request into `stable`.');
  });

  test('keeps what is there, and --check tells what is missing without writing', async () => {
    const folder = await checkout(sandbox, TOOL);
    const missing = await notifyMarketplace(sandbox, folder, [...TO, '--check']);
    expect([missing.code, missing.out]).toEqual([1, `+ ${NOTIFY}: missing\n`]);
    expect(await workflows(folder)).toEqual([]);
    await notifyMarketplace(sandbox, folder, TO);
    expect((await notifyMarketplace(sandbox, folder, [...TO, '--check'])).code).toBe(0);
    expect((await setup(folder, '--check')).code).toBe(0);
    await writeFile(join(folder, NOTIFY), `${await at(folder, NOTIFY)}# mine\n`);
    const again = await notifyMarketplace(sandbox, folder, TO);
    expect([again.code, again.out]).toEqual([0, expect.stringContaining(`= ${NOTIFY}: kept, `)]);
    expect(await at(folder, NOTIFY)).toContain('# mine');
  });

  test('--force leaves a file of ours as people wrote it', async () => {
    const folder = await checkout(sandbox, TOOL);
    await notifyMarketplace(sandbox, folder, [...TO, '--secret', 'PAT']);
    expect((await setup(folder, '--force')).out).toContain('kept, it is up to date');
    const written = `${await at(folder, NOTIFY)}# mine\n`;
    await writeFile(join(folder, NOTIFY), written);
    expect((await setup(folder, '--force')).code).toBe(0);
    expect(await at(folder, NOTIFY)).toBe(written);
  });

  test('what lies at the path and is something else is not touched without --force', async () => {
    const folder = await checkout(sandbox, {
      ...TOOL,
      [NOTIFY]: 'on: push\njobs: {a: {steps: [{run: x}]}}\n',
    });
    const run = await notifyMarketplace(sandbox, folder, TO);
    expect([run.code, run.out]).toEqual([1, expect.stringContaining('a different file is there')]);
    expect(run.out).toContain(
      '--force writes the file anew and removes `on: push`, `jobs.a`, `jobs.a.steps.x`: ',
    );
    expect(await pasteRemedies(sandbox, folder, run.out)).toContain('    -on: push');
    expect((await notifyStep(folder)).with.marketplace).toBe('acme/marketplace');
  });

  test('a workflow with the action is kept wherever it lies, whoever publishes the copy', async () => {
    const own = `on: push\njobs: {a: {steps: [{uses: mirror/notify-marketplace@v1, with: {marketplace: acme/marketplace}}]}}\n`;
    const folder = await checkout(sandbox, { ...TOOL, '.github/workflows/release.yaml': own });
    expect((await notifyMarketplace(sandbox, folder, [...TO, '--check'])).code).toBe(0);
    await notifyMarketplace(sandbox, folder, TO);
    expect(await workflows(folder)).toEqual(['release.yaml']);
    await notifyMarketplace(sandbox, folder, [...TO, '--force']);
    expect(await workflows(folder)).toEqual(['release.yaml']);
    expect(await at(folder, '.github/workflows/release.yaml')).toBe(own);
  });

  test('says so where there is no plugin.json', async () => {
    const empty = await checkout(sandbox, { 'README.md': 'x' });
    expect((await notifyMarketplace(sandbox, empty, TO)).out).toContain('! There is no plugin.json here');
  });

  const at9 = (path: string) => `${path}/${ROOT_MANIFEST}`;
  test.each([
    ['alone', [at9('a/b/c')], '', '`a/b/c/.claude-plugin/plugin.json`'],
    [
      'beside others that are, each before its later numbers',
      [at9('plugins/x'), at9('a/b/p10'), at9('a/b/p9')],
      '',
      '`a/b/p9/.claude-plugin/plugin.json`, `a/b/p10/.claude-plugin/plugin.json`',
    ],
    [
      'which a file of ours says',
      [at9('plugins/x'), at9('deep/y')],
      'manifests: deep/*/.claude-plugin/plugin.json',
      '`plugins/x/.claude-plugin/plugin.json`',
    ],
    ['as examples are not', [at9('plugins/x'), at9('tests/fixtures/one')], '', null],
    ['as those left out are not', [at9('plugins/x'), at9('deep/y')], "manifests: ['**', '!deep/**']", null],
  ])('names what no pattern in `manifests` matches: %s', async (_, paths, manifests, named) => {
    const given = manifests.replace(
      /\[(.*)\]/,
      (_all, list: string) => `|\n            ${list.replace(/'/g, '').replace(', ', '\n            ')}`,
    );
    const text = `on: push\njobs:\n  n:\n    steps:\n      - uses: a/notify-marketplace@v1\n        with:\n          marketplace: acme/marketplace\n          token: \${{ secrets.A }}\n          ${given}\n`;
    const files = Object.fromEntries(paths.map((path, n) => [path, manifest(`p${n}`, '1.0.0')]));
    const folder = await checkout(sandbox, manifests === '' ? files : { ...files, [NOTIFY]: text });
    const { out } = await notifyMarketplace(sandbox, folder, TO);
    const said = out.split('\n').filter((line) => line.includes('No pattern in `manifests`'));
    expect(said).toEqual(
      named === null
        ? []
        : [
            `  ! No pattern in \`manifests\` matches ${named}, so versions there are not announced. Name each path in \`manifests\` below \`with:\`, or write \`**/.claude-plugin/plugin.json\` for all: what is there replaces the usual patterns. A leading "!" excludes one.`,
          ],
    );
  });
});

describe('the next steps', () => {
  /** Pastes the commands where setup was run; gh only writes down what it is asked. */
  async function pasted(folder: string, out: string): Promise<string> {
    const bin = await newFolder(sandbox);
    await writeFile(join(bin, 'gh'), `#!/bin/sh\necho "gh $*" >> "${bin}/calls"\n`);
    await chmod(join(bin, 'gh'), 0o755);
    const env = {
      PATH: `${bin}:${process.env['PATH']}`,
      HOME: bin,
      GIT_AUTHOR_NAME: 'Ada',
      GIT_AUTHOR_EMAIL: 'ada@example.com',
      GIT_COMMITTER_NAME: 'Ada',
      GIT_COMMITTER_EMAIL: 'ada@example.com',
    };
    const lines = commands(out).filter((line) => !line.includes('doctor'));
    await bash('bash', ['-e', '-c', lines.join('\n')], { cwd: folder, env });
    return readFile(join(bin, 'calls'), 'utf8').catch(() => '');
  }

  const pusher = () => github.createToken({ kind: 'classic', scopes: ['repo'] });

  async function cloned(name = 'a clone') {
    const made = await plugin(await market(sandbox), 'tool', '1.0.0');
    const folder = await newFolder(sandbox, name);
    await writeClone(made.repository, folder, made.repository.cloneUrl(pusher()));
    return { made, folder };
  }

  test('work when pasted: commit, push, secret', async () => {
    const { made, folder } = await cloned();
    await write(folder, { 'unrelated.txt': 'x' });
    await git(folder, 'add', 'unrelated.txt');
    const run = await notifyMarketplace(sandbox, folder, TO);
    expect(await pasted(folder, run.out)).toBe(
      `gh secret set MARKETPLACE_UPDATE_TOKEN --repo ${host}/${made.repository.fullName}\n`,
    );
    expect(await made.repository.readFile('main', NOTIFY)).toBe(await at(folder, NOTIFY));
    expect(await made.repository.readFile('main', 'unrelated.txt')).toBeNull();
    expect((await notifyMarketplace(sandbox, folder, TO)).out).not.toContain('Next:');
  });

  test('work from a folder below the checkout’s root too', async () => {
    const { made, folder } = await cloned();
    await mkdir(join(folder, 'src/deep'), { recursive: true });
    const run = await notifyMarketplace(sandbox, join(folder, 'src/deep'), TO);
    expect(run.out).toContain(`+ ../../${NOTIFY}: written`);
    expect(commands(run.out)[1]).toMatch(/^git -C \.\.\/\.\. add \.github\//);
    await pasted(join(folder, 'src/deep'), run.out);
    expect(await made.repository.readFile('main', NOTIFY)).not.toBeNull();
  });

  test('work for several clones beside each other, with spaces in their names', async () => {
    const one = await cloned('one plugin');
    const two = await cloned("two's plugin");
    const folder = await newFolder(sandbox);
    await writeClone(one.made.repository, join(folder, 'one plugin'), one.made.repository.cloneUrl(pusher()));
    await writeClone(
      two.made.repository,
      join(folder, "two's plugin"),
      two.made.repository.cloneUrl(pusher()),
    );
    const run = await notifyMarketplace(sandbox, folder, [...TO, '--plugins', 'one plugin', "two's plugin"]);
    expect(run.code).toBe(0);
    expect(commands(run.out).at(-1)).toMatch(/index\.js doctor --marketplace acme\/marketplace$/);
    expect((await pasted(folder, run.out)).trim().split('\n')).toHaveLength(2);
    for (const { made } of [one, two]) expect(await made.repository.readFile('main', NOTIFY)).not.toBeNull();
  });

  test('say them again as long as they are not done', async () => {
    const { folder } = await cloned();
    await notifyMarketplace(sandbox, folder, TO);
    expect(commands((await notifyMarketplace(sandbox, folder, TO)).out)[1]).toContain('git add');
    await git(folder, 'add', '--all');
    await git(folder, 'commit', '--quiet', '-m', 'x');
    expect(commands((await notifyMarketplace(sandbox, folder, TO)).out)[1]).toBe('git push');
    await git(folder, 'push', '--quiet');
    expect((await notifyMarketplace(sandbox, folder, TO)).out).toContain(
      'git status in .: nothing to commit',
    );
  });

  test.each([
    ['a branch that was never pushed names where to', 'acme/tool', '&& git push -u origin main'],
    ['ssh', 'git@github.com:acme/tool.git', 'gh secret set MARKETPLACE_UPDATE_TOKEN --repo acme/tool'],
    [
      'a GitHub Enterprise Server',
      'https://github.acme.example/acme/tool.git',
      '--repo github.acme.example/acme/tool',
    ],
    [
      'the same by ssh, with its port',
      'ssh://git@github.acme.example:2222/acme/tool',
      '--repo github.acme.example/acme/tool',
    ],
    ['a name out of somebody’s ssh configuration', 'git@work:acme/tool', '--repo acme/tool'],
  ])('%s', async (_, origin, command) => {
    const folder = await checkout(sandbox, TOOL, { origin });
    const { out } = await notifyMarketplace(sandbox, folder, TO);
    expect(commands(out).filter((line) => line.endsWith(command))).toHaveLength(1);
  });

  test('without a remote there is nothing to push to, and the secret is to be set later', async () => {
    const folder = await checkout(sandbox, TOOL, { origin: null });
    const run = await notifyMarketplace(sandbox, folder, TO);
    expect(run.code).toBe(0);
    expect(run.out).toContain('There is no remote here to push to');
    expect(run.out).toContain('Once the repository is on GitHub: gh secret set MARKETPLACE_UPDATE_TOKEN\n');
    // It is there already, but only a person knows which.
    for (const name of ['one', 'two'])
      await git(folder, 'remote', 'add', name, `${github.url}/acme/${name}.git`);
    expect((await notifyMarketplace(sandbox, folder, TO)).out).toContain(
      'With the name of the repository: gh secret set MARKETPLACE_UPDATE_TOKEN --repo owner/repo\n',
    );
    expect(run.out).not.toMatch(/git push|^ {2}gh secret/m);
  });

  test('a workflow folder that git ignores is added all the same', async () => {
    const folder = await checkout(sandbox, { ...TOOL, '.gitignore': '.github/\n' }, { origin: null });
    const run = await notifyMarketplace(sandbox, folder, TO);
    expect(commands(run.out)[0]).toContain('git add -f ');
    await pasted(folder, run.out);
    expect(await git(folder, 'ls-files', NOTIFY)).toBe(NOTIFY);
  });
});

describe('setup in a marketplace’s clone', () => {
  async function marketplace(names: readonly string[] = ['tool']) {
    const made = await market(sandbox);
    const plugins = await Promise.all(names.map((name) => plugin(made, name, '1.0.0')));
    const files = submodules(
      Object.fromEntries(
        plugins.map((one, index) => [
          `plugins/${names[index]}`,
          [`${github.url}/${one.repository.fullName}.git`, one.first],
        ]),
      ),
    );
    await list(
      made,
      names.map((name) => ({ name, source: `./plugins/${name}` })),
      files,
    );
    const folder = await newFolder(sandbox);
    await writeClone(made.repository, folder, made.repository.cloneUrl());
    return { folder, made, plugins };
  }

  test.each([[[]], [['--marketplace']]])(
    'with %j it writes the update workflow, which needs no secret',
    async (args) => {
      const { folder } = await marketplace();
      const run = await setup(folder, ...args);
      expect(run.code).toBe(0);
      expect(await at(folder, UPDATE)).toBe(await template());
      expect(run.out).not.toContain('gh secret set');
      expect(commands(run.out).at(-2)).toMatch(
        /^gh workflow run update-marketplace\.yml --repo \S+\/marketplace$/,
      );
    },
  );

  test('the marketplace here counts before GITHUB_REPO, which a plugin’s clone takes', async () => {
    const env = { GITHUB_REPO: 'acme/other' };
    const here = await checkout(sandbox, { '.claude-plugin/marketplace.json': catalogue([]) });
    expect((await notifyMarketplace(sandbox, here, ['setup'], env)).code).toBe(0);
    expect(await workflows(here)).toEqual(['update-marketplace.yml']);
    const plugin = await checkout(sandbox, TOOL);
    expect((await notifyMarketplace(sandbox, plugin, ['setup'], env)).out).toContain('notifies acme/other');
    const named = ['setup', '--plugins', plugin, '--check'];
    expect((await notifyMarketplace(sandbox, here, named, env)).out).toContain(
      'notifies acme/other, acme/tool',
    );
  });

  test('named by its own name, it is itself that is meant', async () => {
    const { folder, made } = await marketplace();
    await setup(folder, '--marketplace', made.repository.fullName.toUpperCase());
    expect(await workflows(folder)).toEqual(['update-marketplace.yml']);
  });

  test('another copy of the action, another event type', async () => {
    const { folder } = await marketplace();
    await setup(folder, '--action', 'fork/notify-marketplace@main', '--event-type', 'bumped');
    const { on, jobs } = parse(await at(folder, UPDATE));
    expect(on.repository_dispatch.types).toEqual(['bumped']);
    expect(jobs.update.steps[0].uses).toBe('fork/notify-marketplace/update@main');
    expect((await setup(folder, '--check')).code).toBe(0);
  });

  test('where plugins lie in the marketplace itself, their pushes start it too', async () => {
    const { folder } = await marketplace();
    await write(folder, { [`plugins/own/${ROOT_MANIFEST}`]: manifest('own', '1.0.0') });
    await setup(folder);
    expect(parse(await at(folder, UPDATE)).on.push).toEqual({
      branches: ['main'],
      paths: ['**/.claude-plugin/plugin.json'],
    });
  });

  test('--plugins writes into every submodule; one that is not there yet is told with its command', async () => {
    const { folder, made } = await marketplace(['one', 'two']);
    await git(folder, 'submodule', '--quiet', 'update', '--init', '--', 'plugins/one');
    await git(join(folder, 'plugins/one'), 'switch', '--quiet', 'main');
    const run = await setup(folder, '--plugins');
    expect([run.code, run.err]).toEqual([1, '']);
    expect(run.out).toContain('✗ plugins/two: refused, the submodule is not checked out yet\n');
    expect(run.out).toContain('→ Fetch it: git submodule update --init -- plugins/two\n');
    expect((await notifyStep(join(folder, 'plugins/one'))).with.marketplace).toBe(made.repository.fullName);
    expect(run.out).toContain('git -C plugins/one add .github/workflows');
    expect(commands(run.out).filter((line) => line.startsWith('gh secret'))).toHaveLength(1);
  });

  test('a submodule as git leaves it has no branch: the very command is told, and then it works', async () => {
    const { folder } = await marketplace(['one', 'two']);
    await git(folder, 'submodule', '--quiet', 'update', '--init');
    const run = await setup(folder, '--plugins');
    expect(run.code).toBe(1);
    const switches = [...run.out.matchAll(/→ Switch first: (.*)/g)].map(([, command]) => command ?? '');
    expect(switches).toEqual(['git -C plugins/one switch main', 'git -C plugins/two switch main']);
    expect(await workflows(join(folder, 'plugins/one'))).toEqual([]);
    await bash('bash', ['-e', '-c', switches.join('\n')], { cwd: folder });
    expect((await setup(folder, '--plugins')).code).toBe(0);
    await git(join(folder, 'plugins/one'), 'switch', '--quiet', '--detach');
    expect((await setup(folder, '--plugins', '--check')).code).toBe(0);
  });

  test('one plugin’s refusal names the command for that plugin alone', async () => {
    const { folder } = await marketplace(['one', 'two']);
    await git(folder, 'submodule', '--quiet', 'update', '--init');
    for (const name of ['one', 'two'])
      await git(join(folder, `plugins/${name}`), 'switch', '--quiet', 'main');
    await write(folder, { [`plugins/two/${NOTIFY}`]: 'on: push\njobs: {a: {steps: [{run: x}]}}\n' });
    const run = await setup(folder, '--plugins', '--secret', 'PAT');
    expect(run.code).toBe(1);
    const forced = await pasteRemedies(sandbox, folder, run.out);
    expect(forced).not.toContain('plugins/one');
    expect((await notifyStep(join(folder, 'plugins/two'))).with.token).toContain('secrets.PAT');
  });

  test('both ends at once: --marketplace --plugins', async () => {
    const { folder } = await marketplace();
    await git(folder, 'submodule', '--quiet', 'update', '--init');
    await git(join(folder, 'plugins/tool'), 'switch', '--quiet', 'main');
    expect((await setup(folder, '--marketplace', '--plugins')).code).toBe(0);
    expect(await workflows(folder)).toEqual(['update-marketplace.yml']);
    expect(await workflows(join(folder, 'plugins/tool'))).toEqual(['notify-marketplace.yml']);
  });

  test('a submodule without a plugin is left alone', async () => {
    const { folder, plugins } = await marketplace();
    await plugins[0]?.repository.commit({ files: { [ROOT_MANIFEST]: null } });
    await git(folder, 'submodule', '--quiet', 'update', '--init', '--remote');
    const run = await setup(folder, '--plugins');
    expect([run.code, run.out]).toEqual([0, '= plugins/tool: left alone, there is no plugin.json in it\n']);
  });

  test('where the catalogue pins a plugin’s release tags, they start its workflow too', async () => {
    const made = await market(sandbox);
    const names = ['plain', 'dashed', 'bare', 'pinned', 'stranger'];
    const [plain, dashed, bare, pinned] = await Promise.all(names.map((name) => plugin(made, name, '1.0.0')));
    const source = (one: typeof plain, ref?: string) => ({
      source: 'github',
      repo: one?.repository.fullName,
      ref,
    });
    await list(made, [
      { name: 'plain', source: source(plain, 'v1.0.0') },
      { name: 'dashed', source: source(dashed, 'dashed--v1.0.0') },
      { name: 'bare', source: source(bare, '1.0.0') },
      { name: 'pinned', source: source(pinned, 'main') },
    ]);
    const folder = await newFolder(sandbox);
    for (const name of ['marketplace', ...names]) {
      const repository = github.repository(`${made.owner}/${name}`);
      await writeClone(repository, join(folder, name), repository.cloneUrl());
    }
    const run = await setup(join(folder, 'marketplace'), '--plugins', ...names.map((name) => `../${name}`));
    const tags = await Promise.all(
      names.map(async (name) => (await notifyStep(join(folder, name))).on.push.tags),
    );
    expect(tags).toEqual([['v*'], ['dashed--v*'], ['[0-9]*'], undefined, undefined]);
    expect(run.out).not.toContain('!');
  });

  test('one folder that can’t be used never stops the others', async () => {
    const { folder, made } = await marketplace();
    const good = await checkout(sandbox, TOOL, { origin: 'acme/good' });
    await write(folder, { 'plugins/own/x.txt': '' });
    const run = await setup(folder, '--plugins', 'missing', 'plugins/own', good, '/');
    expect(run.code).toBe(1);
    expect(run.out).toContain('✗ missing: refused, there is no such folder');
    expect(run.out).toContain('✗ plugins/own: refused, it is part of this repository');
    expect(run.out).toContain('refused, it is not a git clone');
    expect((await notifyStep(good)).with.marketplace).toBe(made.repository.fullName);
  });
});

describe('setup --mode', () => {
  const MODE = ['--mode', 'pull-request'];
  const pusher = () => github.createToken({ kind: 'classic', scopes: ['repo', 'workflow'] });

  test('writes a workflow that proposes its updates, which then does so', async () => {
    const made = await market(sandbox, { actionsMayOpenPullRequests: true });
    const tool = await plugin(made, 'tool', '1.0.0');
    const source = { source: 'github', repo: tool.repository.fullName, sha: tool.first };
    await list(made, [{ name: 'tool', source, version: '1.0.0' }]);
    await tool.bump('1.1.0');
    const folder = await newFolder(sandbox);
    await writeClone(made.repository, folder, made.repository.cloneUrl(pusher()));
    const run = await setup(folder, ...MODE);
    expect([run.code, run.out]).toEqual([0, expect.stringContaining(', and daily, by pull request\n')]);
    expect(run.out).toContain('! Updates come by pull request. Turn on "Allow GitHub Actions to create and');
    const { permissions, jobs } = parse(await at(folder, UPDATE));
    expect(permissions).toEqual({ contents: 'write', 'pull-requests': 'write' });
    expect(jobs.update.steps[0].with).toEqual({ mode: 'pull-request' });
    const whole = await template();
    const written = (await at(folder, UPDATE)).split('\n');
    expect(whole.split('\n').filter((line) => !written.includes(line))).toEqual([]);
    await git(folder, 'add', '--all');
    await git(folder, 'commit', '--quiet', '-m', 'Follow');
    await git(folder, 'push', '--quiet');
    const before = await made.repository.git('rev-parse', 'main');
    await github.runWorkflow(made.repository, { workflow: UPDATE });
    await sandbox.actions.idle();
    expect(sandbox.actions.runs.at(-1)).toMatchObject({ path: UPDATE, conclusion: 'success' });
    expect(await github.pullRequests(made.repository)).toMatchObject([
      { title: 'chore: update tool to 1.1.0', state: 'open' },
    ]);
    expect(await made.repository.git('rev-parse', 'main')).toBe(before);
  });

  test('changes a workflow that does otherwise, and changes it back', async () => {
    const folder = await checkout(sandbox, { '.claude-plugin/marketplace.json': catalogue([]) });
    await setup(folder);
    const run = await setup(folder, ...MODE);
    expect([run.code, run.out]).toEqual([0, expect.stringContaining(`~ ${UPDATE}: changed; follows`)]);
    expect(run.out).toContain('! Updates come by pull request.');
    expect(parse(await at(folder, UPDATE)).permissions).toEqual({
      contents: 'write',
      'pull-requests': 'write',
    });
    expect((await setup(folder, ...MODE, '--check')).code).toBe(0);
    expect((await setup(folder, '--mode', 'push')).code).toBe(0);
    expect(await at(folder, UPDATE)).toBe(await template());
  });
});

test('a line for each secret, whoever has it: of one repository too, and none is said to be the only one', async () => {
  const step = (secret: string, marketplace: string) =>
    `{uses: org/notify-marketplace@v1, with: {marketplace: ${marketplace}, token: "\${{ secrets.${secret} }}"}}`;
  const text = `on: push\njobs: {n: {steps: [${step('ONE', 'acme/a')}, ${step('TWO', 'other/b')}]}}\n`;
  const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text }, { origin: 'acme/tool' });
  const run = await setup(folder);
  expect(commands(run.out).filter((line) => line.startsWith('gh'))).toEqual([
    expect.stringMatching(/^gh secret set ONE --repo /),
    expect.stringMatching(/^gh secret set TWO --repo /),
  ]);
  expect(run.out).toContain('Next:\nSet each secret, unless it is there: a fine-grained token with');
});

describe('where nobody knows who publishes the action', () => {
  const unpublished = async () => {
    const root = await newFolder(sandbox, 'package');
    await write(root, { 'package.json': '{"version": "1.0.0"}' });
    await symlink(join(ROOT, 'templates'), join(root, 'templates'));
    return root;
  };
  const from = async (root: string, folder: string, ...args: string[]) =>
    onMachine(sandbox, folder, [...TO, ...args], { root });

  test('nothing is written that would hand the token to whoever has that account, until it is named', async () => {
    const [root, folder] = [await unpublished(), await checkout(sandbox, TOOL)];
    const run = await from(root, folder);
    expect([run.code, run.out]).toEqual([
      1,
      expect.stringContaining('does not know who publishes the action'),
    ]);
    expect(run.out).toMatch(/setup --marketplace acme\/marketplace --action owner\/notify-marketplace@v1\n$/);
    expect(await workflows(folder)).toEqual([]);
    expect((await from(root, folder, '--action', 'fork/notify-marketplace@v1')).code).toBe(0);
    expect((await notifyStep(folder)).uses).toBe('fork/notify-marketplace@v1');
    expect((await from(root, folder, '--check')).code).toBe(0);
    const more = await from(root, folder, '--marketplace', 'acme/second');
    expect([more.code, more.out]).toEqual([0, expect.stringContaining('changed; ')]);
  });

  test('a plugin gets the copy that the marketplace here uses', async () => {
    const root = await unpublished();
    const update =
      'on: repository_dispatch\njobs: {u: {steps: [{uses: fork/notify-marketplace/update@v2}]}}\n';
    const files = { '.claude-plugin/marketplace.json': catalogue([]), [UPDATE]: update };
    const [folder, plugin] = [await checkout(sandbox, files), await checkout(sandbox, TOOL)];
    const run = await onMachine(sandbox, folder, ['setup', '--plugins', plugin], { root });
    expect(run.code).toBe(0);
    expect((await notifyStep(plugin)).uses).toBe('fork/notify-marketplace@v2');
  });
});

describe('what stands in the way', () => {
  test('a workflow file that can’t be read is told with its line, and is not overwritten', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: 'on: push\njobs: [\n' });
    const run = await notifyMarketplace(sandbox, folder, TO);
    expect(run.code).toBe(1);
    expect(run.out).toMatch(
      /! \.github\/workflows\/notify-marketplace\.yml:\d+ can't be read, so what it does is not known/,
    );
    expect(run.out).toContain(
      "refused, what is there can't be read (line 3, column 1: Flow sequence in block collection must be sufficiently indented and end with a ])\n",
    );
    expect(remedies(run.out)).toEqual([expect.stringMatching(/ setup --marketplace \S+ --force$/)]);
    expect(await at(folder, NOTIFY)).toBe('on: push\njobs: [\n');
    const other = await checkout(sandbox, { ...TOOL, '.github/workflows/x.yml': 'a: b\n c: d\n' });
    const beside = await notifyMarketplace(sandbox, other, TO);
    expect([beside.code, beside.out]).toEqual([0, expect.stringMatching(/! \.github\/workflows\/x\.yml:1 /)]);
  });

  test.each([
    [
      'a linked folder',
      '`.github` is a symbolic link',
      async (folder: string) => symlink('/tmp', join(folder, '.github')),
    ],
    [
      'a file where the folder should be',
      '`.github/workflows` is not a folder',
      (folder: string) => write(folder, { '.github/workflows': '' }),
    ],
    [
      'a folder where the file should be',
      '`.github/workflows/notify-marketplace.yml` is not a file',
      (folder: string) => write(folder, { [`${NOTIFY}/x`]: '' }),
    ],
    [
      'a link where the file should be',
      `\`${NOTIFY}\` is a symbolic link`,
      async (folder: string) => {
        await mkdir(join(folder, '.github/workflows'), { recursive: true });
        await symlink('/tmp/nowhere', join(folder, NOTIFY));
      },
    ],
  ])('%s is a clear problem, and nothing is written', async (_, why, prepare) => {
    const folder = await checkout(sandbox, TOOL);
    await prepare(folder);
    const before = await git(folder, 'status', '--porcelain', '-uall');
    const second = await checkout(sandbox, TOOL);
    const run = await notifyMarketplace(sandbox, github.root, [...TO, '--plugins', second, folder]);
    expect([run.code, run.err, run.out]).toEqual([1, '', expect.stringContaining(`refused, ${why}`)]);
    expect(await git(folder, 'status', '--porcelain', '-uall')).toBe(before);
    expect(await workflows(second)).toEqual(['notify-marketplace.yml']);
    expect(run.out).toContain('written; ');
  });

  test('a detached HEAD, with the branch to switch to', async () => {
    const folder = await checkout(sandbox, TOOL, { branch: 'trunk' });
    await git(folder, 'switch', '--quiet', '--detach');
    const run = await notifyMarketplace(sandbox, folder, TO);
    expect([run.code, run.out]).toEqual([1, expect.stringContaining('→ Switch first: git switch trunk\n')]);
    const looked = await notifyMarketplace(sandbox, folder, [...TO, '--check']);
    expect([looked.code, looked.out]).toEqual([1, `+ ${NOTIFY}: missing\n`]);
  });
});

test('a clone of a tag has no branch to switch to: the command makes one', async () => {
  const made = await plugin(await market(sandbox), 'tool', '1.0.0');
  await made.repository.git('tag', 'v1.0.0', 'main');
  const folder = await newFolder(sandbox);
  const url = made.repository.cloneUrl();
  await git(folder, 'clone', '--quiet', '--depth', '1', '--branch', 'v1.0.0', url, '.');
  const run = await notifyMarketplace(sandbox, folder, TO);
  expect([run.code, run.out]).toEqual([1, expect.stringContaining('its HEAD is detached')]);
  await pasteRemedies(sandbox, folder, run.out);
  expect((await notifyMarketplace(sandbox, folder, TO)).code).toBe(0);
});

describe('wrong usage is told before anything is done', () => {
  test.each([
    ['without a marketplace', ['setup'], 'Pass --marketplace owner/repo'],
    [
      'with a bare --marketplace in a plugin',
      ['setup', '--marketplace'],
      'pass its name: --marketplace owner/repo',
    ],
    [
      'with an address',
      ['setup', '--marketplace', 'https://github.com/acme/marketplace.git'],
      'Did you mean acme/marketplace?',
    ],
    ['with nonsense', ['setup', '--marketplace', 'x'], 'Write it as owner/repo'],
    ['with --plugins and no submodule', [...TO, '--plugins'], 'Name the plugins’ clones'],
    ['with a secret that can’t be', [...TO, '--secret', '1x'], 'no digit first'],
    ['with an empty event type', [...TO, '--event-type', ''], '1 to 100 characters'],
    [
      'with an action that is none',
      [...TO, '--action', 'actions/checkout@v4'],
      'notify-marketplace in its name',
    ],
    [
      'with a mode in a plugin',
      [...TO, '--mode', 'pull-request'],
      'in the marketplace’s clone: setup --mode',
    ],
    ['with a mode that is none', [...TO, '--mode', 'merge'], 'It is push or pull-request'],
    ['with an action without a ref', [...TO, '--action', 'org/notify-marketplace'], 'owner/repo@ref'],
  ])('%s', async (_, args, remedy) => {
    const folder = await checkout(sandbox, TOOL);
    const run = await notifyMarketplace(sandbox, folder, args);
    expect([run.code, run.out, run.err]).toEqual([2, '', expect.stringContaining(remedy)]);
    expect(await workflows(folder)).toEqual([]);
  });

  test('outside of a checkout', async () => {
    const folder = await newFolder(sandbox);
    const run = await setup(folder);
    expect([run.code, run.err]).toEqual([2, expect.stringContaining('Run setup in a clone')]);
    await rm(folder, { recursive: true });
  });
});
