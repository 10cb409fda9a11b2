import { afterEach, describe, expect, test } from '@jest/globals';
import type { Fault, TokenOptions } from '../../sandbox/types.ts';
import { onMachine } from './cli-support.ts';
import { newFolder } from './cli-world.ts';
import { claudeThat, clone, type Diagnosis, diagnose, tokenFile, type World, world } from './doctor-world.ts';
import { sharedSandbox } from './support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
afterEach(() => github.clearFaults());

/** What was not checked, by reason; `where` without the world's own names. */
function reasons({ unchecked }: Diagnosis, at: World): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { where, what, why } of unchecked) {
    const end =
      where === at.plugin.fullName ? 'plugin' : where === at.marketplace.fullName ? 'marketplace' : where;
    const said = (why ?? '').replaceAll(at.owner, 'acme');
    found[said] = [...(found[said] ?? []), `${end}: ${what.replaceAll(at.owner, 'acme')}`];
  }
  return found;
}

/** Of a token whose scopes and owner GitHub does not show. */
const maySend = (name: string) => `may send events to ${name}, as far as GitHub shows without sending one`;

const BOTH = (what: string) => [`plugin: ${what}`, `marketplace: ${what}`];
const ADMIN = (needed: string, said: string) => `the token may not see it: that needs ${needed}: \`${said}\``;

/** What nothing can be told of where GitHub answers nothing. */
const ALL = [
  ...BOTH('whether the repository is there'),
  'this clone: whether its versions are on the default branch',
  ...BOTH('whether the workflow is on the default branch'),
  ...BOTH('whether Actions is on'),
  'plugin: whether the secret `MARKETPLACE_UPDATE_TOKEN` exists',
  'marketplace: what its marketplace.json lists',
];

describe('what a token can’t see is told with the reason', () => {
  test('without a token', async () => {
    const at = await world(sandbox);
    const run = await diagnose(at, await clone(at, at.plugin), [], { GH_TOKEN: '' });
    const { host } = new URL(github.url);
    expect([run.flaws, run.code]).toEqual([[], 0]);
    expect(reasons(run, at)).toEqual({
      [`there is no token for ${host}. Sign in: gh auth login --hostname ${host}. Or set GH_TOKEN, or pass --token-file <path>`]:
        expect.arrayContaining([...ALL, 'token: whether a token may send events']),
    });
  });

  test('with one that GitHub rejects, after a single request', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    const before = github.requests.length;
    const run = await diagnose(at, folder, [], { GH_TOKEN: `ghp_${'a'.repeat(36)}` });
    expect(github.requests.length - before).toBe(1);
    expect(run.flaws.map(({ code }) => code)).toEqual(['token-rejected']);
    expect(reasons(run, at)).toEqual({
      'GitHub rejects the token of GH_TOKEN (401)': expect.arrayContaining(ALL),
    });
  });

  test('with a classic one whose owner only reads', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    const reader = github.createToken({ kind: 'classic', scopes: ['repo'], mayWrite: [] });
    const run = await diagnose(at, folder, [], { GH_TOKEN: reader });
    expect(run.flaws.map(({ code, status }) => [code, status])).toEqual([['permission-missing', 'warning']]);
    expect(run.code).toBe(0);
    expect(reasons(run, at)).toEqual({
      [ADMIN(
        '"Administration: read" (with a classic token: an admin)',
        'You must have repository read permissions or have the repository Actions policies fine-grained permission.',
      )]: BOTH('whether Actions is on'),
      [ADMIN(
        '"Secrets: read" (with a classic token: somebody with write access)',
        'You must have repository read permissions or have the repository secrets fine-grained permission.',
      )]: ['plugin: whether the secret `MARKETPLACE_UPDATE_TOKEN` exists'],
    });
  });

  test('with a classic one of a protected branch whose owner is no admin', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.marketplace);
    at.marketplace.protect('main', { by: 'branch-protection' });
    const writer = github.createToken({ kind: 'classic', scopes: ['repo'], mayAdminister: [] });
    const run = await diagnose(at, folder, [], { GH_TOKEN: writer });
    expect(run.flaws).toEqual([]);
    expect(Object.values(reasons(run, at)).flat()).toEqual([
      'marketplace: whether Actions is on',
      'marketplace: whether the rules of `main` let workflows commit to it',
    ]);
  });

  const MINE = (at: World, more: object): Partial<TokenOptions> => ({
    repositories: {
      [at.marketplace.fullName]: { contents: 'write', ...more },
      [at.plugin.fullName]: { contents: 'read', ...more },
    },
  });

  test.each([
    ['fine-grained', 'Resource not accessible by personal access token'],
    ['app', 'Resource not accessible by integration'],
  ] as const)('with one of the kind %s that has contents alone', async (kind, said) => {
    const at = await world(sandbox, { plugin: { private: true }, marketplace: { private: true } });
    const folder = await clone(at, at.plugin);
    const token = github.createToken({ kind, ...MINE(at, {}) });
    const run = await diagnose(at, folder, [], { GH_TOKEN: token });
    expect([run.flaws, run.code]).toEqual([[], 0]);
    const file = '.github/workflows';
    expect(reasons(run, at)).toEqual({
      [ADMIN('"Actions: read"', said)]: [
        `plugin: whether \`${file}/notify-marketplace.yml\` is enabled`,
        `plugin: how \`${file}/notify-marketplace.yml\` ran last`,
        `marketplace: whether \`${file}/update-marketplace.yml\` is enabled`,
        `marketplace: how \`${file}/update-marketplace.yml\` ran last`,
      ],
      [ADMIN('"Administration: read"', said)]: BOTH('whether Actions is on'),
      [ADMIN('"Secrets: read"', said)]: ['plugin: whether the secret `MARKETPLACE_UPDATE_TOKEN` exists'],
    });
  });

  test('with a fine-grained one that may see all of it, nothing is left', async () => {
    const at = await world(sandbox, { plugin: { private: true }, marketplace: { private: true } });
    const folder = await clone(at, at.plugin);
    const all = { actions: 'read', secrets: 'read', administration: 'read' };
    const token = github.createToken({ kind: 'fine-grained', ...MINE(at, all) });
    const run = await diagnose(at, folder, [], { GH_TOKEN: token });
    expect([run.flaws, run.unchecked]).toEqual([[], []]);
  });

  test('where single sign-on stands before it', async () => {
    const at = await world(sandbox, { marketplace: { sso: true } });
    const run = await diagnose(at, await clone(at, at.plugin));
    expect(run.flaws.map(({ code, status }) => [code, status])).toEqual([['single-sign-on', 'warning']]);
    const { [Object.keys(reasons(run, at))[0] ?? '']: first } = reasons(run, at);
    expect(first).toContain('marketplace: whether the repository is there');
    expect(Object.keys(reasons(run, at))[0]).toMatch(
      /single sign-on \(403\): authorise it at `https:\/\/github\.com\/orgs\/acme\/sso\?/,
    );
  });

  test('where the marketplace is private and not for this token', async () => {
    const at = await world(sandbox, { marketplace: { private: true } });
    const folder = await clone(at, at.plugin);
    const stranger = github.createToken({
      kind: 'classic',
      scopes: ['repo'],
      mayWrite: [at.plugin.fullName],
    });
    const run = await diagnose(at, folder, [], { GH_TOKEN: stranger });
    expect(run.flaws.map(({ code, status }) => [code, status])).toEqual([
      ['marketplace-not-found', 'problem'],
    ]);
    expect(reasons(run, at)['there is no acme/marketplace, or this token can’t see it']).toEqual([
      'marketplace: whether the repository is there',
      'marketplace: what its marketplace.json lists',
    ]);
  });
});

test('from the marketplace, secrets that the token may not see are told', async () => {
  const at = await world(sandbox);
  const folder = await clone(at, at.marketplace);
  github.addFault({
    match: new RegExp(`${at.plugin.fullName}/actions/secrets`),
    status: 403,
    body: { message: 'no' },
    times: Infinity,
  });
  const run = await diagnose(at, folder);
  expect([run.flaws, run.code]).toEqual([[], 0]);
  expect(run.unchecked).toEqual([
    expect.objectContaining({
      check: 'Plugins',
      where: at.plugin.fullName,
      what: 'whether the secret `MARKETPLACE_UPDATE_TOKEN` exists',
    }),
  ]);
});

describe('what GitHub fails on', () => {
  const RESET = Math.floor(Date.now() / 1000) + 3000;
  const limited = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${RESET}` };

  test.each<[string, Fault, RegExp]>([
    [
      'an outage',
      { match: /^GET .*\/actions\/workflows$/, status: 502, times: Infinity },
      /^GitHub answered 502 after 4 tries: `Bad Gateway`$/,
    ],
    [
      'a rate limit in between',
      {
        match: /^GET .*\/actions\/workflows$/,
        status: 403,
        headers: limited,
        times: Infinity,
        body: { message: 'API rate limit exceeded' },
      },
      /^GitHub is rate-limiting this token until \d{4}-/,
    ],
    [
      'a page in place of the API',
      { match: /^GET .*\/actions\/workflows$/, status: 418, times: Infinity, body: '<html>' },
      /^a web page answered instead of GitHub.s API.* \(418\): /,
    ],
  ])('%s is told of what was asked, and the rest is checked', async (_, fault, why) => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    github.addFault(fault);
    const run = await diagnose(at, folder);
    expect([run.flaws, run.code]).toEqual([[], 0]);
    expect(run.unchecked.map((one) => [one.what, one.why])).toEqual([
      [expect.stringContaining('is enabled'), expect.stringMatching(why)],
      [expect.stringContaining('is enabled'), expect.stringMatching(why)],
    ]);
    expect(run.findings.filter(({ status }) => status === 'fine').length).toBeGreaterThan(15);
  });

  test.each<[string, Fault, RegExp]>([
    [
      'a rate limit from the start',
      {
        match: /rate_limit/,
        status: 403,
        headers: limited,
        body: { message: 'API rate limit exceeded' },
        times: Infinity,
      },
      /^GitHub is rate-limiting this token until \d{4}-/,
    ],
    [
      'a network that lets nothing through',
      { match: /./, drop: 'before', times: Infinity },
      /^GitHub could not be reached after 4 tries \(/,
    ],
  ])(
    '%s ends it after one question',
    async (_, fault, why) => {
      const at = await world(sandbox);
      const folder = await clone(at, at.plugin);
      github.addFault(fault);
      const run = await diagnose(at, folder);
      expect([run.flaws, run.code]).toEqual([[], 1]);
      const all = reasons(run, at);
      expect(Object.keys(all)).toEqual([expect.stringMatching(why)]);
      expect(Object.values(all).flat()).toEqual(expect.arrayContaining(ALL));
    },
    60_000,
  );

  test('a server without a rate limit is as good as any', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    github.addFault({ match: /rate_limit/, status: 404, body: { message: 'Rate limiting is not enabled.' } });
    expect(await diagnose(at, folder)).toMatchObject({ flaws: [], unchecked: [], code: 0 });
  });
});

describe('--token-file', () => {
  const check = async (
    at: World,
    token: string,
    args: string[] = [],
    env: Record<string, string> = { GH_TOKEN: '' },
  ) =>
    diagnose(
      at,
      await newFolder(sandbox),
      ['--token-file', await tokenFile(sandbox, token), '--marketplace', at.marketplace.fullName, ...args],
      env,
    );
  const token = (run: Diagnosis) =>
    run.findings.filter(({ where }) => where === 'token').map(({ what }) => what);

  test('tells kind and end, and that it may send', async () => {
    const at = await world(sandbox);
    const expires = new Date('2031-03-04T05:06:07Z');
    const repositories = { [at.marketplace.fullName]: { contents: 'write' } } as const;
    const told = token(await check(at, github.createToken({ kind: 'fine-grained', repositories, expires })));
    expect(told).toEqual([
      expect.stringMatching(/^--token-file .* is a fine-grained personal access token$/),
      expect.stringMatching(/^it expires on 2031-03-04 05:06 UTC, in \d+ days$/),
      maySend(at.marketplace.fullName),
    ]);
  });

  test.each([
    ['classic', 'ghp_', 'a classic personal access token'],
    ['OAuth', 'gho_', 'a token of an OAuth app'],
    ['user', 'ghu_', 'a token of a GitHub App that acts for a person'],
    ['App', 'ghs_', 'an App installation token, or a run’s GITHUB_TOKEN'],
    ['other', 'v1.', 'of which kind', 'unchecked'],
  ])('knows the kind %s by its beginning', async (_, prefix, kind, status = 'fine') => {
    const at = await world(sandbox);
    const run = await check(at, `${prefix}${'z'.repeat(40)}`);
    const [first] = run.findings.filter(({ where }) => where === 'token');
    expect(first).toMatchObject({ what: expect.stringContaining(kind), status });
    expect(run.flaws.map(({ code }) => code)).toEqual(['token-rejected']);
    expect(run.code).toBe(1);
  });

  test('is never printed, nor any part of it, and nothing is sent', async () => {
    const at = await world(sandbox);
    const repositories = { [at.marketplace.fullName]: { contents: 'read' } } as const;
    const texts = [
      github.createToken({ kind: 'fine-grained', repositories }),
      github.createToken({ kind: 'app', repositories }),
      github.createToken({ kind: 'classic', scopes: [] }),
      github.createToken({ kind: 'fine-grained', repositories, revoked: true }),
      `ghp_${'unknown'.repeat(6)}`,
    ];
    for (const text of texts) {
      const folder = await newFolder(sandbox);
      const file = await tokenFile(sandbox, text);
      const args = ['--token-file', file, '--marketplace', at.marketplace.fullName];
      const run = await diagnose(at, folder, args, { GH_TOKEN: '', GITHUB_TOKEN: at.me });
      for (const said of [text, at.me].flatMap((one) => [one, one.slice(4, 14), one.slice(-8)]))
        expect(`${run.out}${run.err}`).not.toContain(said);
    }
    expect(github.dispatches).toEqual([]);
    expect(sandbox.actions.runs).toEqual([]);
  });

  test.each([
    ['with a space in it', 'ghp_a b'],
    ['that is empty', ''],
  ])('%s is wrong usage, and not shown', async (_, text) => {
    const at = await world(sandbox);
    const run = await check(at, text);
    expect([run.code, run.out]).toEqual([2, '']);
    expect(run.err).not.toContain('a b');
  });

  test('is asked of every marketplace', async () => {
    const [one, other] = [await world(sandbox), await world(sandbox)];
    const args = ['--marketplace', `${one.marketplace.fullName},${other.marketplace.fullName}`];
    const run = await check(one, one.secret, args);
    expect(token(run)).toEqual(
      expect.arrayContaining([
        maySend(one.marketplace.fullName),
        expect.stringContaining(`${other.marketplace.fullName}: the token may not send events (403)`),
      ]),
    );
    expect(run.code).toBe(1);
  });

  test('of a marketplace that is archived is told by the repository, not by the token', async () => {
    const at = await world(sandbox);
    at.marketplace.update({ archived: true });
    const run = await check(at, at.secret);
    expect(run.flaws.map(({ code, where }) => [code, where])).toEqual([
      ['marketplace-archived', at.marketplace.fullName],
    ]);
  });

  test('of a marketplace that was renamed may send', async () => {
    const at = await world(sandbox);
    const old = at.marketplace.fullName;
    await at.marketplace.rename(`${at.owner}/renamed`);
    const folder = await newFolder(sandbox);
    const args = ['--token-file', await tokenFile(sandbox, at.secret), '--marketplace', old];
    const run = await diagnose(at, folder, args, { GH_TOKEN: '' });
    expect(run.flaws.map(({ code }) => code)).toEqual(['marketplace-renamed']);
    expect(token(run)).toContain(maySend(old));
  });

  test('alone reads what it may, and says of the rest why it does not', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    const run = await diagnose(at, folder, ['--token-file', await tokenFile(sandbox, at.secret)], {
      GH_TOKEN: '',
    });
    expect([run.flaws, run.code]).toEqual([[], 0]);
    expect(run.unchecked.map(({ what }) => what).sort()).toEqual([
      'whether Actions is on',
      'whether Actions is on',
      'whether the secret `MARKETPLACE_UPDATE_TOKEN` exists',
    ]);
  });

  test('a run’s own token is told apart from an App’s', async () => {
    const at = await world(sandbox);
    const text = github.createToken({
      kind: 'actions',
      repositories: { [at.plugin.fullName]: { contents: 'read' } },
    });
    const env = { GH_TOKEN: '', GITHUB_TOKEN: text, GITHUB_ACTIONS: 'true' };
    const run = await diagnose(at, await clone(at, at.plugin), [], env);
    expect(run.flaws.map(({ code, status }) => [code, status])).toEqual([
      ['github-token-across-repositories', 'warning'],
    ]);
  });
});

describe('`claude plugin validate`', () => {
  test.each([
    ['that is not there', null, 'claude is not installed here'],
    [
      'that does not know the command',
      'echo "error: unknown command \'plugin\'" >&2; exit 1',
      'too old for it',
    ],
    [
      'that fails itself',
      'echo "Unexpected error: boom" >&2; exit 2',
      'claude could not check it (Unexpected error: boom)',
    ],
    ['that is killed', 'kill -9 $$', 'claude could not check it'],
  ])('%s is no objection', async (_, script, why) => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    const PATH = `${script === null ? '' : `${await claude(script)}:`}${process.env['PATH'] ?? ''}`;
    const run = await diagnose(at, folder, [], { PATH });
    expect([run.flaws, run.code]).toEqual([[], 0]);
    expect(run.unchecked.map((one) => [one.what, one.why])).toEqual([
      [expect.stringContaining('what `claude plugin validate` says'), expect.stringContaining(why)],
    ]);
  });

  test('that hangs is ended', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    const PATH = `${await claude('trap "" TERM; while :; do sleep 1; done')}:${process.env['PATH'] ?? ''}`;
    const run = await onMachine(sandbox, folder, ['doctor'], {
      env: { PATH, GH_TOKEN: at.me },
      patience: 400,
    });
    expect([run.code, run.out]).toEqual([0, expect.stringContaining('claude did not answer within 0.4 s')]);
  });

  test('that waits for an answer gets none, and so is not waited for', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    const PATH = `${await claude('read -r answer; exit 0')}:${process.env['PATH'] ?? ''}`;
    expect(await diagnose(at, folder, [], { PATH })).toMatchObject({ flaws: [], unchecked: [] });
  });

  test('that writes what a terminal would obey is shown plainly', async () => {
    const at = await world(sandbox);
    const folder = await clone(at, at.plugin);
    const said =
      'printf "\\033[31m\\342\\234\\230 Found 1 error:\\033[0m\\n\\n\\007::error::x\\r\\n  name: \\140bad\\140\\n"; exit 1';
    const { flaws } = await diagnose(at, folder, [], {
      PATH: `${await claude(said)}:${process.env['PATH'] ?? ''}`,
    });
    expect(flaws.map(({ what }) => what)).toEqual([
      '`claude plugin validate` objects to `.`: ✘ Found 1 error: \\u{7}::error::x name: \\u{60}bad\\u{60}',
    ]);
  });

  function claude(script: string): Promise<string> {
    return claudeThat(sandbox, script);
  }
});
