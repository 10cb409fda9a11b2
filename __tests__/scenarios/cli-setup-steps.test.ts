import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { manifest, ROOT_MANIFEST } from '../support/files.ts';
import { git, notifyMarketplace, onMachine } from './cli-support.ts';
import { at, checkout, NOTIFY, TOOL, UPDATE, workflows, write } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();
const setup = (folder: string, ...args: string[]) => notifyMarketplace(sandbox, folder, ['setup', ...args]);

const $ = (expression: string) => `\${{ ${expression} }}`;
const CATALOGUE = { '.claude-plugin/marketplace.json': catalogue([]) };
const SECOND = '.github/workflows/second.yml';

/** A workflow with a step of ours in a job of its own for each of these inputs. */
const sender = (...inputs: readonly string[]) =>
  [
    'on: {push: {branches: [main]}}',
    'jobs:',
    ...inputs.flatMap((one, index) => [
      `  j${index}:`,
      '    runs-on: ubuntu-latest',
      '    steps:',
      '      - uses: a/notify-marketplace@v1',
      ...(one === '' ? [] : ['        with:', ...one.split('\n').map((line) => `          ${line}`)]),
    ]),
    '',
  ].join('\n');

const to = (marketplace: string, secret = 'PAT', more = '') =>
  `marketplace: ${marketplace}\ntoken: ${$(`secrets.${secret}`)}${more === '' ? '' : `\n${more}`}`;

const job = (more: string, inputs: string) => sender(inputs).replace('    steps:', `    ${more}\n    steps:`);

const withOf = (text: string) =>
  Object.values<{ steps: { with: Record<string, string> }[] }>(parse(text).jobs).map(
    ({ steps }) => steps[0]?.with,
  );

describe('what is asked is asked of each step of ours', () => {
  test.each([
    ['the secret', ['--secret', 'NEW'], 'token', [$('secrets.NEW'), $('secrets.NEW')]],
    ['the event type', ['--event-type', 'bumped'], 'event-type', ['bumped', 'bumped']],
    [
      'the secret of the step that notifies the marketplace named, and no other',
      ['--marketplace', 'acme/b', '--secret', 'NEW'],
      'token',
      [$('secrets.PAT'), $('secrets.NEW')],
    ],
    [
      'a marketplace, beside those of its owner',
      ['--marketplace', 'acme/c'],
      'marketplace',
      ['other/a', 'acme/b, acme/c'],
    ],
  ])('%s', async (_, args, name, values) => {
    const first = to('other/a');
    const second = to(
      'acme/b',
      name === 'token' ? 'PAT' : 'NEW',
      name === 'event-type' ? 'event-type: bumped' : '',
    );
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: sender(first, second) });
    expect((await setup(folder, ...args, '--check')).code).toBe(1);
    expect((await setup(folder, ...args)).code).toBe(0);
    expect(withOf(await at(folder, NOTIFY)).map((inputs) => inputs?.[name])).toEqual(values);
    const again = await setup(folder, ...args, '--check');
    expect([again.code, again.out]).toEqual([
      0,
      expect.stringContaining(`= ${NOTIFY}: kept, it already does it`),
    ]);
  });

  test('in each file, where a line says what that file does', async () => {
    const files = { [NOTIFY]: sender(to('acme/a')), [SECOND]: sender(to('acme/b')) };
    const folder = await checkout(sandbox, { ...TOOL, ...files });
    const run = await setup(folder, '--action', 'b/notify-marketplace@v2');
    expect(run.out).toContain(`~ ${NOTIFY}: changed; notifies acme/a on pushes to \`main\`\n`);
    expect(run.out).toContain(`~ ${SECOND}: changed; notifies acme/b on pushes to \`main\`\n`);
    for (const path of [NOTIFY, SECOND])
      expect(await at(folder, path)).toContain('uses: b/notify-marketplace@v2');
    const kept = await setup(folder, '--action', 'b/notify-marketplace@v2', '--check');
    expect([kept.code, kept.out]).toEqual([0, `= ${NOTIFY}: kept, with \`${SECOND}\` it already does it\n`]);
  });

  test('in a marketplace too: its mode', async () => {
    const follower = (mode: string) =>
      `on: {repository_dispatch: {types: [one, two]}}\njobs:\n  u:\n    permissions: {contents: write}\n    steps:\n      - uses: a/notify-marketplace/update@v1${mode}\n`;
    const files = { [UPDATE]: follower('\n        with: {mode: pull-request}'), [SECOND]: follower('') };
    const folder = await checkout(sandbox, { ...CATALOGUE, ...files });
    const run = await setup(folder, '--mode', 'pull-request');
    expect(run.out).toContain(
      `~ ${SECOND}: changed; follows the plugins on \`one\`, \`two\`, by pull request\n`,
    );
    expect(parse(await at(folder, SECOND)).jobs.u.steps[0].with).toEqual({ mode: 'pull-request' });
  });

  test('a step without `marketplace` gets it; without one to give, it is asked for', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: sender(`token: ${$('secrets.PAT')}`) });
    const bare = await setup(folder);
    expect([bare.code, bare.err]).toEqual([2, expect.stringContaining('Pass --marketplace owner/repo')]);
    expect((await setup(folder, '--marketplace', 'acme/a')).code).toBe(0);
    expect(withOf(await at(folder, NOTIFY))[0]?.['marketplace']).toBe('acme/a');
  });
});

describe('a marketplace that is new goes where what is asked is asked', () => {
  const app = (marketplace: string) =>
    job('', `marketplace: ${marketplace}\ntoken: ${$('steps.app.outputs.token')}`).replace(
      '      - uses',
      '      - {id: app, uses: actions/create-github-app-token@v2, with: {owner: two, repositories: m}}\n      - uses',
    );
  const inputs = async (folder: string, path = NOTIFY) =>
    withOf(await at(folder, path)).map(
      (one) => `${one?.['marketplace']} ${one?.['token']?.split(/[. ]/)[2]} ${one?.['event-type'] ?? ''}`,
    );

  test.each([
    [
      'a step of one that is named',
      ['two/m,four/m', '--event-type', 'x', '--secret', 'NEW'],
      ['one/m A ', 'two/m, four/m NEW x'],
    ],
    ['of several, that of its owner', ['one/m,two/m,two/n,one/n'], ['one/m, one/n A ', 'two/m, two/n B ']],
    ['a step that has what is asked', ['four/m', '--secret', 'B'], ['one/m A ', 'two/m, four/m B ']],
    ['a step of its owner', ['two/n'], ['one/m A ', 'two/m, two/n B ']],
    ['the first, without a better one', ['four/m'], ['one/m, four/m A ', 'two/m B ']],
  ])('%s', async (_, [names = '', ...more], after) => {
    const folder = await checkout(sandbox, {
      ...TOOL,
      [NOTIFY]: sender(to('one/m', 'A'), to('two/m', 'B')),
    });
    expect((await setup(folder, '--marketplace', names, ...more)).code).toBe(0);
    expect(await inputs(folder)).toEqual(after);
    expect((await setup(folder, '--marketplace', names, ...more, '--check')).code).toBe(0);
  });

  test.each([[['--secret', 'NEW']], [['--event-type', 'x']], [['--app']]])(
    'no step of others gets %j with it, not with --force either',
    async (more) => {
      const text = sender(to('one/m', 'A'), to('two/m', 'B'));
      const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text });
      for (const force of [[], ['--force']]) {
        const run = await setup(folder, '--marketplace', 'four/m', ...more, ...force);
        expect([run.code, run.out]).toEqual([
          1,
          expect.stringContaining('→ Add a step for four/m by hand (docs/recipes.md, '),
        ]);
        expect(await at(folder, NOTIFY)).toBe(text);
      }
    },
  );

  test('a step that can’t take it gives way to one that can', async () => {
    const folder = await checkout(sandbox, {
      ...TOOL,
      [NOTIFY]: app('two/m'),
      [SECOND]: sender(to('one/m')),
    });
    expect((await setup(folder, '--marketplace', 'two/m,four/m')).code).toBe(0);
    expect(await inputs(folder, SECOND)).toEqual(['one/m, four/m PAT ']);
  });

  test.each([
    ['beside a step that stays', to('one/m', 'A'), 'two/m'],
    [
      'beside one that can’t be edited',
      `marketplace: one/m\ntoken: ${$('secrets.A || secrets.B')}`,
      'one/m,two/m',
    ],
  ])(
    'one that another file notifies is not added, and no file is written anew, with --force: %s',
    async (_, first, names) => {
      const files = { [NOTIFY]: sender(first), [SECOND]: app('two/m') };
      const folder = await checkout(sandbox, { ...TOOL, ...files });
      const run = await setup(folder, '--marketplace', names, '--secret', 'NEW', '--force');
      expect([run.code, run.out]).toEqual([
        1,
        expect.stringContaining(`✗ ${SECOND}: refused, its token is no`),
      ]);
      expect(await at(folder, NOTIFY)).toBe(sender(first));
    },
  );
});

describe('a marketplace that a file gives elsewhere is found', () => {
  test.each([
    ['env of the job', job('env: {M: acme/a}', to($('env.M')))],
    ['env by its name in brackets', job('env: {M: acme/a}', to($("env['M']")))],
    ['a matrix', job('strategy: {matrix: {m: [acme/b, acme/a]}}', to($('matrix.m')))],
    ['a field of a matrix', job('strategy: {matrix: {m: [{to: acme/a}]}}', to($('matrix.m.to')))],
    ['rows that a matrix includes', job('strategy: {matrix: {include: [{m: acme/a}]}}', to($('matrix.m')))],
    ['a literal', sender(to($("'acme/a'")))],
    ['the owner of the repository', sender(to(`${$('github.repository_owner')}/a`))],
    ['a list beside what only a run knows', sender(to(`acme/a, ${$("vars.A || 'x, y'")}`))],
  ])('%s', async (_, text) => {
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text });
    const run = await setup(folder, '--marketplace', 'acme/a', '--check');
    expect([run.code, run.out]).toEqual([0, expect.stringContaining('kept, it already does it\n')]);
  });

  test('what a matrix excludes is not notified, and another is added to the matrix', async () => {
    const matrix = 'strategy: {matrix: {m: [acme/a, acme/b], exclude: [{m: acme/b}]}}';
    const excluded = await checkout(sandbox, { ...TOOL, [NOTIFY]: job(matrix, to($('matrix.m'))) });
    expect((await setup(excluded, '--marketplace', 'acme/b', '--check')).code).toBe(1);
    const text = job('strategy: {matrix: {m: [acme/a]}}', to($('matrix.m')));
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text });
    expect((await setup(folder, '--marketplace', 'acme/c')).code).toBe(0);
    expect(await at(folder, NOTIFY)).toBe(text.replace('[acme/a]', '[acme/a, acme/c]'));
  });
});

describe('what only a run knows is said, and not judged', () => {
  const MARKETPLACE = sender(to($('vars.M')));

  test.each([
    ['marketplaces', MARKETPLACE, `\`marketplace\` (\`${$('vars.M')}\`)`],
    [
      'an event type',
      sender(to('acme/a', 'PAT', `event-type: ${$('vars.T')}`)),
      `\`event-type\` (\`${$('vars.T')}\`)`,
    ],
    ['both', sender(to($('vars.M'), 'PAT', `event-type: ${$('vars.T')}`)), 'and `event-type` ('],
  ])('%s of a sender', async (_, text, known) => {
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text });
    const run = await setup(folder, '--check');
    expect([run.code, run.out]).toEqual([0, expect.stringContaining(known)]);
    expect(run.out).toContain(`= ${NOTIFY}: not changed; only a run knows its `);
    expect(run.out).not.toMatch(/kept|already/);
  });

  test('the mode of a marketplace', async () => {
    const text = `on: {repository_dispatch: }\njobs: {u: {steps: [{uses: a/notify-marketplace/update@v1, with: {mode: "${$('vars.MODE')}"}}]}}\n`;
    const folder = await checkout(sandbox, { ...CATALOGUE, [UPDATE]: text });
    expect((await setup(folder)).out).toContain(
      `not changed; only a run knows its \`mode\` (\`${$('vars.MODE')}\`)`,
    );
    for (const mode of ['push', 'pull-request']) {
      const run = await setup(folder, '--mode', mode);
      expect([run.code, run.out]).toEqual([
        1,
        expect.stringContaining('refused, only a run knows its `mode`: '),
      ]);
    }
    expect(await at(folder, UPDATE)).toBe(text);
  });

  test.each([
    [
      'a marketplace',
      MARKETPLACE,
      ['--marketplace', 'acme/a'],
      `whether it notifies acme/a: it names \`${$('vars.M')}\``,
    ],
    [
      'a matrix that a run makes',
      job(`strategy: {matrix: {m: "${$('fromJSON(vars.L)')}"}}`, to($('matrix.m'))),
      ['--marketplace', 'acme/a'],
      'whether it notifies acme/a',
    ],
    [
      'an event type',
      sender(to('acme/a', 'PAT', `event-type: ${$('vars.T')}`)),
      ['--event-type', 'x'],
      `which event type it sends: \`${$('vars.T')}\``,
    ],
  ])('%s that would have to change is refused', async (_, text, args, why) => {
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text });
    const run = await setup(folder, ...args);
    expect([run.code, run.out]).toEqual([1, expect.stringContaining(`refused, only a run knows ${why}`)]);
    expect(await at(folder, NOTIFY)).toBe(text);
  });

  test('a name that is none is refused: the action would notify nobody', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: sender(to('acme')) });
    const run = await setup(folder, '--marketplace', 'acme/a');
    expect([run.code, run.out]).toEqual([
      1,
      expect.stringContaining('`acme` in it is not a repository name'),
    ]);
  });
});

describe('what a person should know', () => {
  test('one token for marketplaces of two owners, where it is written', async () => {
    const folder = await checkout(sandbox, TOOL);
    const run = await setup(folder, '--marketplace', 'acme/a,acme/b');
    expect(run.out).not.toContain('!');
    const more = await setup(folder, '--marketplace', 'other/c');
    expect(more.out).toContain(
      '! One token has to reach marketplaces of acme, other, and a fine-grained token',
    );
    expect(more.out).toContain('Use a classic token, or a second step with its own secret (docs/recipes.md,');
  });

  test('a plugin.json that can’t be read, with its place; a workflow that calls another', async () => {
    const folder = await checkout(sandbox, {
      [ROOT_MANIFEST]: '{\n  "name": "x",\n  "version" "1"\n}\n',
      [SECOND]: 'on: push\njobs: {n: {uses: acme/.github/.github/workflows/notify-marketplace.yml@main}}\n',
    });
    const run = await setup(folder, '--marketplace', 'acme/a');
    expect(run.out).toMatch(/! .*\(\.claude-plugin\/plugin\.json:3:13\)\. /);
    expect(run.out).toContain(`! \`${SECOND}\` calls \`acme/.github/`);
    const broken = { '.claude-plugin/marketplace.json': '{\n  "plugins": [,]\n}\n' };
    const marketplace = await checkout(sandbox, broken);
    expect((await setup(marketplace)).out).toMatch(/! .*\(\.claude-plugin\/marketplace\.json:2:15\)\. /);
  });

  test('the permission stays with `--mode push` where another step may need it', async () => {
    const text = `on: {repository_dispatch: , schedule: [{cron: '1 1 * * 1'}]}\npermissions: {contents: write, pull-requests: write}\njobs:\n  u:\n    steps:\n      - run: gh pr list\n      - uses: a/notify-marketplace/update@v1\n        with: {mode: pull-request, advance: always}\n`;
    const folder = await checkout(sandbox, { ...CATALOGUE, [UPDATE]: text });
    const run = await setup(folder, '--mode', 'push');
    expect(run.out).toContain('changed; follows the plugins on every event, and on a schedule\n');
    expect(parse(await at(folder, UPDATE)).permissions).toEqual({
      contents: 'write',
      'pull-requests': 'write',
    });
  });
});

test('Windows line ends stay in the file, and out of the difference', async () => {
  const text = sender(to('acme/a')).replaceAll('\n', '\r\n');
  const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text });
  const run = await setup(folder, '--marketplace', 'acme/a,acme/b', '--event-type', 'x');
  expect([run.code, run.out]).toEqual([0, expect.not.stringContaining('u{d}')]);
  expect((await at(folder, NOTIFY)).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('a plugin’s file is not written into a marketplace without plugins', async () => {
  const folder = await checkout(sandbox, CATALOGUE, { origin: 'acme/marketplace' });
  const run = await setup(folder, '--marketplace', 'other/cat');
  expect([run.code, run.err]).toEqual([2, expect.stringContaining('nothing to announce to other/cat')]);
  expect(run.err).toContain(
    'run setup without --marketplace. To notify other/cat of plugins, add their clones',
  );
  await write(folder, { [`plugins/x/${ROOT_MANIFEST}`]: manifest('x', '1.0.0') });
  expect((await setup(folder, '--marketplace', 'other/cat')).code).toBe(0);
  expect(await workflows(folder)).toEqual(['notify-marketplace.yml']);
});

describe('the branch', () => {
  const TO = ['setup', '--marketplace', 'acme/a'];

  /** A clone with these branches of its remote, none of them known as the default one. */
  async function fetched(branch: string, theirs: readonly string[]): Promise<string> {
    const folder = await checkout(sandbox, TOOL, { branch });
    for (const name of theirs) await git(folder, 'update-ref', `refs/remotes/origin/${name}`, 'HEAD');
    return folder;
  }

  test('is asked about on a terminal, where it is not the default one', async () => {
    const folder = await fetched('feature', ['main', 'feature']);
    const piped = await setup(folder, ...TO.slice(1));
    expect(piped.out).toContain(
      'which is probably the default branch\n  → If it is not, run `git remote set-head origin --auto`.',
    );
    for (const [input, code] of [
      ['\n', 1],
      ['y\n', 0],
    ] as const) {
      const run = await onMachine(sandbox, folder, TO, { columns: 200, input });
      expect([run.code, run.err]).toEqual([
        code,
        'This clone is on the branch `feature`. Write there, to merge it into `main` later? [y/N]\n',
      ]);
    }
    expect(await workflows(folder)).toEqual(['notify-marketplace.yml']);
  });

  test.each([
    ['the only one that was fetched', 'feature', ['feature'], '`feature` is taken'],
    ['the likeliest', 'main', ['main', 'dev'], '`main` is taken'],
  ])('is a guess that is said: %s', async (_, branch, theirs, taken) => {
    const folder = await fetched(branch, theirs);
    const run = await setup(folder, ...TO.slice(1));
    expect([run.code, run.out]).toEqual([
      0,
      expect.stringContaining(`! This clone does not say which branch is the default one; ${taken}.`),
    ]);
    await git(folder, 'symbolic-ref', 'refs/remotes/origin/HEAD', `refs/remotes/origin/${branch}`);
    expect((await setup(await fetched('main', []), ...TO.slice(1))).out).not.toContain('does not say');
  });

  test('a remote of another name knows its default branch too', async () => {
    const folder = await fetched('main', []);
    await git(folder, 'remote', 'rename', 'origin', 'upstream');
    for (const name of ['main', 'trunk'])
      await git(folder, 'update-ref', `refs/remotes/upstream/${name}`, 'HEAD');
    await git(folder, 'symbolic-ref', 'refs/remotes/upstream/HEAD', 'refs/remotes/upstream/trunk');
    expect((await setup(folder, ...TO.slice(1))).out).toContain(
      'the workflow counts on `trunk`, the default branch',
    );
  });
});

test('an address that git replaces by a mirror on this disk is still the repository’s', async () => {
  const folder = await checkout(sandbox, CATALOGUE, { origin: 'https://github.com/acme/m.git' });
  await git(folder, 'config', 'url./srv/mirrors/.insteadOf', 'https://github.com/');
  const run = await setup(folder, '--plugins', await checkout(sandbox, TOOL));
  expect([run.code, run.out]).toEqual([0, expect.stringContaining('written; notifies acme/m on pushes')]);
  await git(folder, 'remote', 'set-url', 'origin', '/srv/here');
  const nameless = await setup(folder, '--plugins', folder);
  expect(nameless.err).toContain('its remote `origin` leads to no repository on GitHub');
});

describe('two steps for the same marketplace', () => {
  const update = (...plugins: string[]) =>
    `on: {repository_dispatch: {types: [plugin-updated]}}\njobs:\n${plugins
      .map(
        (name) =>
          `  ${name}: {runs-on: u, steps: [{uses: a/notify-marketplace/update@v1, with: {plugins: ${name}}}]}\n`,
      )
      .join('')}`;

  test.each([
    ['of a marketplace that `plugins` divides', CATALOGUE, UPDATE, update('one', 'two'), 0],
    [
      'of a marketplace that take the same',
      CATALOGUE,
      UPDATE,
      update('one', 'two').replace('plugins: two', ''),
      1,
    ],
    [
      'of a plugin’s repository that `plugins` divides',
      TOOL,
      NOTIFY,
      sender(to('acme/a', 'A', 'plugins: x'), to('acme/a', 'A', 'plugins: y')),
      0,
    ],
    ['of a plugin’s repository that send the same', TOOL, NOTIFY, sender(to('acme/a'), to('acme/a')), 1],
  ])('%s', async (_, files, path, text, code) => {
    const folder = await checkout(sandbox, { ...files, [path]: text });
    const run = await setup(folder, '--check');
    expect([run.code, run.out.includes(`! 2 steps in \`${path}\` `)]).toEqual([code, code === 1]);
  });
});
