import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { APP_TOKEN } from '../cli/copied-workflows.ts';
import { notifyMarketplace } from './cli-support.ts';
import { at, checkout, commands, NOTIFY, TOOL, workflows } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();
const setup = (folder: string, ...args: string[]) => notifyMarketplace(sandbox, folder, ['setup', ...args]);

const $ = (expression: string) => `\${{ ${expression} }}`;
const TO = ['--marketplace', 'acme/marketplace'];
const CREATE = 'actions/create-github-app-token@v3';
const MARKETPLACE = { '.claude-plugin/marketplace.json': catalogue([]) };

/** What setup writes, for these repositories. */
const made = (repositories: string, key = 'APP_PRIVATE_KEY') => ({
  uses: CREATE,
  id: 'app',
  with: {
    'client-id': $('vars.APP_CLIENT_ID'),
    'private-key': $(`secrets.${key}`),
    owner: 'acme',
    repositories,
    'permission-contents': 'write',
  },
});

const lines = (text: string) => text.split('\n');
const stepsIn = (text: string, job = 'notify') => parse(text).jobs[job].steps;
const stepsOf = async (folder: string) => stepsIn(await at(folder, NOTIFY));

/** A sender of ours, with what comes before its step, its `token`, and its marketplaces. */
const sender = (token = `token: ${$('secrets.PAT')} # mine`, before = '', marketplace = 'acme/marketplace') =>
  `on: push\njobs:\n  notify:\n    runs-on: ubuntu-latest\n    steps:\n${before}    # tells them\n    - uses: a/notify-marketplace@v1\n      with:\n        marketplace: ${marketplace}\n        ${token}\n`;

describe('setup --app', () => {
  test('writes the step that makes the token, and the commands for its variable and key', async () => {
    const folder = await checkout(sandbox, TOOL);
    const looked = await setup(folder, ...TO, '--app', '--check');
    expect([looked.code, await workflows(folder)]).toEqual([1, []]);
    const run = await setup(folder, ...TO, '--app');
    const [create, notify] = await stepsOf(folder);
    expect([run.code, create, notify.with]).toEqual([
      0,
      made('marketplace'),
      { marketplace: 'acme/marketplace', token: $('steps.app.outputs.token') },
    ]);
    expect(commands(run.out).map((line) => line.replace(/--repo \S+\//, '--repo '))).toEqual([
      'gh variable set APP_CLIENT_ID --repo tool',
      'gh secret set APP_PRIVATE_KEY --repo tool < app.private-key.pem',
      expect.stringContaining('git add'),
      expect.stringContaining(' doctor'),
    ]);
    const again = await setup(folder, ...TO, '--app', '--check');
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('kept, it is up to date\n')]);
  });

  test('for several marketplaces, with a secret of another name, into the clones that are named', async () => {
    const [one, two] = [await checkout(sandbox, TOOL), await checkout(sandbox, TOOL)];
    const args = ['--marketplace', 'acme/a,acme/b', '--plugins', one, two, '--app', '--secret', 'KEY'];
    expect((await setup(one, ...args)).code).toBe(0);
    for (const folder of [one, two]) {
      const [create, { with: inputs }] = await stepsOf(folder);
      expect([create, inputs.marketplace]).toEqual([made('a\nb\n', 'KEY'), 'acme/a\nacme/b\n']);
    }
  });

  test('a workflow with a secret, as setup wrote it, is written anew', async () => {
    const folder = await checkout(sandbox, TOOL);
    await setup(folder, ...TO, '--secret', 'PAT', '--event-type', 'bumped');
    const run = await setup(folder, '--app');
    const [create, notify] = await stepsOf(folder);
    expect([run.code, create, notify.with]).toEqual([
      0,
      made('marketplace'),
      {
        marketplace: 'acme/marketplace',
        token: $('steps.app.outputs.token'),
        'event-type': 'bumped',
      },
    ]);
    expect(run.out).toContain('! It no longer uses the secret PAT.');
  });

  test.each<[string, (text: string) => string, string[]]>([
    ['with line ends of Windows', (text) => text.replaceAll('\n', '\r\n'), TO],
    ['with a marketplace that setup added', (text) => text, ['--marketplace', 'acme/second']],
    [
      'pinned to a commit, with its version behind it',
      (text) => text.replace(/@v1$/m, `@${'a'.repeat(40)} # v1.2.3`),
      TO,
    ],
  ])('so is one %s', async (_, kept, more) => {
    const folder = await checkout(sandbox, TOOL);
    await setup(folder, ...TO);
    await setup(folder, ...more);
    const text = kept(await at(folder, NOTIFY));
    await writeFile(join(folder, NOTIFY), text);
    expect((await setup(folder, '--app')).code).toBe(0);
    const after = await at(folder, NOTIFY);
    expect(lines(after)).toEqual(
      expect.arrayContaining(lines(text).filter((line) => !/token:|marketplace: /.test(line))),
    );
  });

  test('one that people changed is left to a person: written anew with --force, after what goes is named', async () => {
    const text = sender(`token: \${{ secrets.PAT }} # mine\n        wait: 60`);
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text });
    const refused = await setup(folder, '--app');
    expect([refused.code, await at(folder, NOTIFY)]).toEqual([1, text]);
    for (const lost of ['.with.wait: 60`', '2 comments (`# tells them`, `# mine`)'])
      expect(refused.out).toContain(lost);
    const run = await setup(folder, '--app', '--force');
    const [create, notify] = await stepsOf(folder);
    expect([run.code, create, notify.with]).toEqual([
      0,
      made('marketplace'),
      { marketplace: 'acme/marketplace', token: $('steps.app.outputs.token') },
    ]);
    expect(run.out).toContain('! It no longer uses the secret PAT.');
    expect((await setup(folder, '--app', '--check')).code).toBe(0);
  });

  test.each([
    ['an expression', sender(`token: ${$('secrets.A || secrets.B')}`), 'it makes no token with a GitHub App'],
    [
      'a marketplace that only a run knows',
      sender(undefined, '', $('vars.M')),
      'only a run knows which repositories its token is for',
    ],
    [
      'marketplaces of two owners',
      sender(undefined, '', 'acme/a, friends/b'),
      'belong to acme and friends\n  → Name the marketplaces of one owner.',
    ],
  ])('refuses to change a workflow with %s, and writes nothing', async (_, text, why) => {
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text });
    const run = await setup(folder, '--app');
    expect([run.code, run.out]).toEqual([1, expect.stringContaining(why)]);
    expect(await at(folder, NOTIFY)).toBe(text);
  });

  test.each([['--app'], ['--secret', 'OTHER'], ['--event-type', 'other']])(
    '--force %s writes no workflow that would notify nobody, because only a run knows whom',
    async (...args) => {
      const text = sender(
        `token: ${$('secrets.A || secrets.B')}\n        event-type: ${$('vars.E')}`,
        '',
        $('vars.M'),
      );
      const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text });
      const run = await setup(folder, ...args, '--force');
      expect([run.code, run.out]).toEqual([1, expect.stringContaining('  → Change it there by hand.\n')]);
      expect(await at(folder, NOTIFY)).toBe(text);
      // With a name, it is known what to write.
      expect((await setup(folder, ...TO, ...args, '--force')).code).toBe(0);
    },
  );

  test('a marketplace that is added is added to the App’s repositories; one of another owner is refused', async () => {
    const folder = await checkout(sandbox, TOOL);
    await setup(folder, ...TO, '--app');
    expect((await setup(folder, '--marketplace', 'acme/second')).code).toBe(0);
    const [create, notify] = await stepsOf(folder);
    expect([create, notify.with.marketplace]).toEqual([
      made('marketplace, second'),
      'acme/marketplace, acme/second',
    ]);
    for (const more of [[], ['--app'], ['--force'], ['--app', '--force']]) {
      const run = await setup(folder, '--marketplace', 'friends/third', ...more);
      expect([run.code, run.out]).toEqual([1, expect.stringContaining('belong to acme and friends\n')]);
    }
  });

  test.each([
    ['gets what it lacks', 'client-id: x, private-key: y', ['acme', 'marketplace']],
    ['and is given nothing for owner gets it', `owner: '', repositories: ''`, ['acme', 'marketplace']],
    ['of a whole owner stays', 'owner: acme', ['acme', undefined]],
    ['of what only a run knows stays', `owner: '${$('vars.O')}'`, [$('vars.O'), undefined]],
  ])('a step that makes a token already %s', async (_, inputs, after) => {
    const step = `    - {id: a, uses: actions/create-github-app-token@v2, with: {${inputs}}}\n`;
    const text = sender(`token: ${$('steps.a.outputs.token')}`, step);
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text });
    expect((await setup(folder, '--app')).code).toBe(0);
    const [create, ...others] = await stepsOf(folder);
    expect([create.uses, others.length]).toEqual(['actions/create-github-app-token@v2', 1]);
    expect([create.with.owner, create.with.repositories]).toEqual(after);
    expect((await setup(folder, '--app', '--check')).code).toBe(0);
  });

  test('--migrate keeps the names that a copied workflow gives its App', async () => {
    const old = '.github/workflows/tell.yml';
    const folder = await checkout(sandbox, { ...TOOL, [old]: APP_TOKEN });
    const refused = await setup(folder, '--migrate');
    expect([refused.code, refused.out]).toEqual([1, expect.stringMatching(/Pass --app .* --app/)]);
    const run = await setup(folder, '--migrate', '--app');
    expect([run.code, await workflows(folder)]).toEqual([0, ['notify-marketplace.yml']]);
    expect((await stepsOf(folder))[0].with).toMatchObject({
      'app-id': $('vars.APP_ID'),
      'private-key': $('secrets.APP_KEY'),
      owner: 'acme',
      repositories: 'marketplace',
    });
    // They are there already.
    expect(run.out).not.toMatch(/gh (?:secret|variable) set/);
  });

  test.each([
    [
      'marketplaces of two owners',
      TOOL,
      ['--marketplace', 'acme/a,friends/b', '--app'],
      'belong to acme and friends',
    ],
    ['a marketplace’s own workflow', MARKETPLACE, ['--app'], '--app is for plugins’ workflows'],
    ['a secret there', MARKETPLACE, ['--secret', 'PAT'], '--secret is for plugins’ workflows'],
  ])('is wrong usage for %s', async (_, files, args, says) => {
    const folder = await checkout(sandbox, files);
    const run = await setup(folder, ...args);
    expect([run.code, run.err, await workflows(folder)]).toEqual([2, expect.stringContaining(says), []]);
  });
});
