import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { pasteRemedies } from './cli-remedies.ts';
import { notifyMarketplace } from './cli-support.ts';
import { at, checkout, NOTIFY, TOOL, UPDATE } from './cli-world.ts';
import { sharedSandbox } from './support.ts';
import { catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();
const setup = (folder: string, ...args: string[]) => notifyMarketplace(sandbox, folder, ['setup', ...args]);

const secret = (name: string) => `\${{ secrets.${name} }}`;

/** As people keep it: comments, a runner and inputs of their own, an App's token, other spacing than ours. */
const SENDER = `name:   Tell them   # why
on:
  push: {branches: [ main, 'next/**' ]}
concurrency: one
jobs:
  tell:
    runs-on: [self-hosted, linux]
    if: github.actor != 'bot'

    steps:
    -   uses: mirror/notify-marketplace@v1   # keep
        env: {A: b}
        with:
            marketplace: acme/marketplace   # ours
            token: '\${{ secrets.PAT }}'
            wait: 60
            # downgrades: skip
    - run: echo done
`;

const withApp = SENDER.replace(`'${secret('PAT')}'`, `\${{ steps.app.outputs.token }}`).replace(
  '    -   uses: mirror',
  '    - {id: app, uses: actions/create-github-app-token@v2, with: {app-id: 1}}\n    -   uses: mirror',
);

const RECEIVER = `on:
  repository_dispatch: {types: [plugin-updated]} # the events
  schedule: [{cron: '1 1 * * *'}]
permissions:
    contents: write # for the commit
jobs:
  u:
    runs-on: self-hosted
    steps:
      - uses: mirror/notify-marketplace/update@v1
        with:
          plugins-token: \${{ secrets.READ }} # private ones
          advance: always
`;

/** Removed and added lines of what was done to a file. */
function difference(before: string, after: string): string[] {
  const [old, young] = [before.split('\n'), after.split('\n')];
  return [
    ...old.filter((line) => !young.includes(line)).map((line) => `-${line.trim()}`),
    ...young.filter((line) => !old.includes(line)).map((line) => `+${line.trim()}`),
  ];
}

describe('a sender of ours is edited in place, and all else stays', () => {
  test.each([
    [
      'a marketplace',
      ['--marketplace', 'acme/new'],
      ['-marketplace: acme/marketplace   # ours', '+marketplace: acme/marketplace, acme/new   # ours'],
    ],
    ['a secret', ['--secret', 'NEW'], [`-token: '${secret('PAT')}'`, `+token: '${secret('NEW')}'`]],
    ['an event type', ['--event-type', 'bumped'], ['+event-type: bumped']],
    [
      'another copy of the action',
      ['--action', 'fork/notify-marketplace@v2'],
      ['-uses: mirror/notify-marketplace@v1   # keep', '+uses: fork/notify-marketplace@v2   # keep'].map(
        (line) => line.replace(/(uses)/, '-   $1').replace(/^([+-])- {2}/, '$1-   '),
      ),
    ],
  ])('%s', async (_, args, lines) => {
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: SENDER });
    const looked = await setup(folder, ...args, '--check');
    expect([looked.code, looked.out]).toEqual([
      1,
      expect.stringContaining(`~ ${NOTIFY}: would be changed; `),
    ]);
    expect(await at(folder, NOTIFY)).toBe(SENDER);
    const run = await setup(folder, ...args);
    expect([run.code, run.out]).toEqual([0, expect.stringContaining(`~ ${NOTIFY}: changed; `)]);
    expect(difference(SENDER, await at(folder, NOTIFY)).map(tight)).toEqual(lines.map(tight));
    for (const line of lines) expect(tight(run.out)).toContain(tight(line.slice(1)));
    expect((await setup(folder, ...args, '--check')).code).toBe(0);
  });

  const tight = (text: string) => text.replace(/ +/g, ' ');

  test.each([
    ['a list of lines', '|\n                acme/marketplace\n', 'acme/marketplace\nacme/new\n'],
    ['a list with commas', 'acme/marketplace,acme/other', 'acme/marketplace,acme/other, acme/new'],
    ['in quotes', '"acme/marketplace"', 'acme/marketplace, acme/new'],
    ['a list that ends with a comma', 'acme/marketplace,', 'acme/marketplace, acme/new'],
    [
      'a list on two lines',
      'acme/marketplace,\n                acme/other',
      'acme/marketplace, acme/other, acme/new',
    ],
    [
      'folded lines',
      '>-\n                acme/marketplace,\n                acme/other',
      'acme/marketplace, acme/other, acme/new',
    ],
  ])('a marketplace is added to %s', async (_, written, read) => {
    const text = SENDER.replace('acme/marketplace   # ours\n', `${written.trimEnd()}\n`);
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text });
    expect((await setup(folder, '--marketplace', 'acme/new')).code).toBe(0);
    expect(parse(await at(folder, NOTIFY)).jobs.tell.steps[0].with.marketplace).toBe(read);
    for (const line of text.split('\n').filter((one) => !one.includes('acme/')))
      expect(await at(folder, NOTIFY)).toContain(`${line}\n`);
    const again = await setup(folder, '--marketplace', 'ACME/New');
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('already does it')]);
  });

  test('an App’s token stays where something else is asked for', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: withApp });
    const run = await setup(folder, '--marketplace', 'acme/new', '--force');
    expect(run.code).toBe(0);
    expect(run.out).not.toContain('gh secret set');
    expect(await at(folder, NOTIFY)).toBe(
      withApp.replace('acme/marketplace ', 'acme/marketplace, acme/new '),
    );
  });
});

describe('what can’t be edited is refused, and all that would be lost is named', () => {
  test('an App’s token for a secret', async () => {
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: withApp });
    const run = await setup(folder, '--secret', 'NEW');
    expect([run.code, run.out]).toEqual([
      1,
      expect.stringContaining('refused, its token is no plain secret\n'),
    ]);
    for (const lost of [
      '`concurrency: one`',
      '`jobs.tell.steps.actions/create-github-app-token@v2`',
      '`jobs.tell.steps.mirror/notify-marketplace@v1.with.wait: 60`',
      '4 comments (`# why`, `# keep`, `# ours`, `# downgrades: skip`)',
    ])
      expect(run.out).toContain(lost);
    // The new text has these too.
    for (const kept of ['jobs.tell.runs-on', 'jobs.tell.if']) expect(run.out).not.toContain(kept);
    expect(await at(folder, NOTIFY)).toBe(withApp);
    const forced = await setup(folder, '--secret', 'NEW', '--force');
    expect(forced.out).toContain('    -            wait: 60\n');
  });

  test('what an anchor shares with others', async () => {
    const text = `on: push\nx: &with {marketplace: acme/marketplace, wait: 60}\njobs: {notify: {runs-on: mine, steps: [{uses: a/notify-marketplace@v1, with: *with}]}}\n`;
    const folder = await checkout(sandbox, { ...TOOL, [NOTIFY]: text });
    const run = await setup(folder, '--marketplace', 'acme/new');
    expect(run.out).toContain(
      'removes `on: push`, `x`, `jobs.notify.steps.a/notify-marketplace@v1.with.wait: 60`',
    );
    expect(await at(folder, NOTIFY)).toBe(text);
  });
});

describe('an update workflow of ours is edited in place', () => {
  const MARKETPLACE = { '.claude-plugin/marketplace.json': catalogue([]) };

  test.each([
    [
      'pull requests, with their permission',
      ['--mode', 'pull-request'],
      ['+pull-requests: write # to open the pull request', '+mode: pull-request'],
    ],
    [
      'another event type beside those that it listens for',
      ['--event-type', 'bumped'],
      [
        '-repository_dispatch: {types: [plugin-updated]} # the events',
        '+repository_dispatch: {types: [plugin-updated, bumped]} # the events',
      ],
    ],
    [
      'another copy of the action',
      ['--action', 'fork/notify-marketplace@v2'],
      ['-- uses: mirror/notify-marketplace/update@v1', '+- uses: fork/notify-marketplace/update@v2'],
    ],
  ])('%s', async (_, args, lines) => {
    const folder = await checkout(sandbox, { ...MARKETPLACE, [UPDATE]: RECEIVER });
    expect((await setup(folder, ...args)).code).toBe(0);
    expect(difference(RECEIVER, await at(folder, UPDATE))).toEqual(lines);
    expect((await setup(folder, ...args, '--check')).code).toBe(0);
  });

  test('and back: the permission goes with the mode, unless another step may need it', async () => {
    const folder = await checkout(sandbox, { ...MARKETPLACE, [UPDATE]: RECEIVER });
    await setup(folder, '--mode', 'pull-request');
    await setup(folder, '--mode', 'push');
    expect(await at(folder, UPDATE)).toBe(RECEIVER);
    const shared = `${RECEIVER}      - run: gh pr list\n`;
    const other = await checkout(sandbox, { ...MARKETPLACE, [UPDATE]: shared });
    await setup(other, '--mode', 'pull-request');
    await setup(other, '--mode', 'push');
    expect(difference(shared, await at(other, UPDATE))).toEqual([
      '+pull-requests: write # to open the pull request',
    ]);
  });

  test.each([
    [
      'of the job',
      RECEIVER.replace('permissions:\n    contents: write # for the commit\n', '').replace(
        '    steps:',
        '    permissions: {contents: write}\n    steps:',
      ),
      { contents: 'write', 'pull-requests': 'write' },
    ],
    [
      'where none are written',
      RECEIVER.replace('permissions:\n    contents: write # for the commit\n', ''),
      { contents: 'write', 'pull-requests': 'write' },
    ],
  ])('the permissions %s follow', async (_, text, permissions) => {
    const folder = await checkout(sandbox, { ...MARKETPLACE, [UPDATE]: text });
    expect((await setup(folder, '--mode', 'pull-request')).code).toBe(0);
    expect(parse(await at(folder, UPDATE)).jobs.u.permissions).toEqual(permissions);
  });

  test('permissions that can’t be changed are told', async () => {
    const text = RECEIVER.replace(
      'permissions:\n    contents: write # for the commit\n',
      'permissions: read-all\n',
    );
    const folder = await checkout(sandbox, { ...MARKETPLACE, [UPDATE]: text });
    const run = await setup(folder, '--mode', 'pull-request');
    expect([run.code, run.out]).toEqual([1, expect.stringContaining('refused, it opens no pull requests')]);
    expect(run.out).toContain('`jobs.u`');
    expect(await at(folder, UPDATE)).toBe(text);
    await pasteRemedies(sandbox, folder, run.out);
    expect(parse(await at(folder, UPDATE)).permissions['pull-requests']).toBe('write');
  });
});
