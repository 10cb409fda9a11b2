import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Fault, TokenOptions } from '../../sandbox/types.ts';
import {
  BUMP,
  manifest,
  type Push,
  push,
  ROOT_MANIFEST,
  type Setting,
  setting,
  sharedSandbox,
} from './support.ts';

const sandbox = await sharedSandbox();

const DAY = 86_400_000;

/** A fault on this setting's dispatches alone. */
function dispatchFault(at: Setting, fault: Omit<Fault, 'match'>): void {
  sandbox.github.addFault({ match: new RegExp(`^POST .*/${at.marketplace.fullName}/dispatches$`), ...fault });
}

async function bump(at: Setting, more: Partial<Push> = {}) {
  const outcome = await push(at, { ...BUMP, ...more });
  return { ...outcome, text: outcome.messages.join('\n') };
}

describe('the payload', () => {
  test('has its eight keys, in order, and the version is the manifest’s own string', async () => {
    const at = await setting(sandbox);
    const { dispatches, changes } = await bump(at, {
      after: { [ROOT_MANIFEST]: manifest('sdk-bridge', 'v2.0.1+build.7') },
    });
    const payload = dispatches[0]?.client_payload ?? {};
    expect(Object.keys(payload)).toEqual([
      'plugin',
      'version',
      'previous_version',
      'repository',
      'path',
      'commit',
      'timestamp',
      'run_url',
    ]);
    expect(payload).toMatchObject({
      plugin: 'sdk-bridge',
      version: 'v2.0.1+build.7',
      previous_version: '2.0.0',
      repository: at.plugin.fullName,
      path: ROOT_MANIFEST,
      commit: at.plugin.tip(),
    });
    expect(payload['timestamp']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(payload['run_url']).toMatch(
      new RegExp(`^${sandbox.github.url}/${at.plugin.fullName}/actions/runs/\\d+$`),
    );
    expect(dispatches[0]?.event_type).toBe('plugin-updated');
    expect(changes).toMatchObject([{ notified: true }]);
  });

  test('`payload` adds two keys, `event-type` names the event', async () => {
    const at = await setting(sandbox);
    const inputs = { payload: '{"channel": "beta", "by": {"who": "ada"}}', 'event-type': 'bumped' };
    const { dispatches } = await bump(at, { inputs });
    expect(dispatches).toMatchObject([
      { event_type: 'bumped', client_payload: { channel: 'beta', by: { who: 'ada' } } },
    ]);
  });

  test('`batch` sends one event for all, listed in `plugins`, the first in the single keys', async () => {
    const at = await setting(sandbox);
    const files = (version: string) => ({
      'plugins/a/.claude-plugin/plugin.json': manifest('a', version),
      'plugins/b/.claude-plugin/plugin.json': manifest('b', version),
    });
    const { dispatches, outputs, changes } = await push(at, {
      before: files('1.0.0'),
      after: files('1.1.0'),
      inputs: { batch: 'true' },
    });
    expect(dispatches).toHaveLength(1);
    expect(dispatches[0]?.client_payload).toMatchObject({
      plugin: 'a',
      plugins: [
        {
          plugin: 'a',
          version: '1.1.0',
          previous_version: '1.0.0',
          path: 'plugins/a/.claude-plugin/plugin.json',
        },
        {
          plugin: 'b',
          version: '1.1.0',
          previous_version: '1.0.0',
          path: 'plugins/b/.claude-plugin/plugin.json',
        },
      ],
    });
    expect([outputs['sent'], changes.map(({ notified }) => notified)]).toEqual(['1', [true, true]]);
  });

  test('a batch over 64 KB is refused before any dispatch', async () => {
    const at = await setting(sandbox);
    const files = Object.fromEntries(
      [...Array(300).keys()].map((n) => [
        `plugins/p${n}/.claude-plugin/plugin.json`,
        manifest(`${n}`.padEnd(200, 'x'), '1.0.0'),
      ]),
    );
    const { requests, text, result } = await bump(at, {
      before: {},
      after: files,
      inputs: { batch: 'true' },
    });
    expect(requests.filter(({ path }) => path.endsWith('/dispatches'))).toEqual([]);
    expect([result.outcome, text]).toEqual([
      'failure',
      expect.stringMatching(/GitHub accepts 65535.*Turn `batch` off/),
    ]);
  });
});

describe('outputs', () => {
  test('name the first change notified, and every delivery', async () => {
    const at = await setting(sandbox);
    const { outputs, deliveries } = await bump(at);
    expect(outputs).toMatchObject({
      changed: 'true',
      plugin: 'sdk-bridge',
      version: '2.0.1',
      'previous-version': '2.0.0',
      sent: '1',
    });
    const marketplace = at.marketplace.fullName;
    expect(deliveries).toEqual([
      { marketplace, plugin: 'sdk-bridge', version: '2.0.1', status: 'sent', attempts: 1 },
    ]);
  });

  test('are empty, not missing, where nothing changed', async () => {
    const at = await setting(sandbox);
    const { outputs, result } = await bump(at, { after: { 'README.md': 'x\n' } });
    expect(outputs).toEqual({
      changed: 'false',
      changes: '[]',
      plugin: '',
      version: '',
      'previous-version': '',
      sent: '0',
      deliveries: '[]',
    });
    expect([result.outcome, result.summary]).toEqual([
      'success',
      expect.stringContaining('No plugin version changed'),
    ]);
  });

  test('`dry-run` does everything but sending', async () => {
    const at = await setting(sandbox);
    const { dispatches, deliveries, changes, outputs } = await bump(at, { inputs: { 'dry-run': 'true' } });
    expect([dispatches, outputs['sent']]).toEqual([[], '0']);
    expect(deliveries).toMatchObject([{ status: 'dry-run', attempts: 0, version: '2.0.1' }]);
    expect(changes).toMatchObject([{ change: 'patch', notified: false, reason: 'dry run' }]);
  });
});

describe('several marketplaces', () => {
  test('each gets the event; one that fails does not stop the others; the step fails and lists what failed', async () => {
    const at = await setting(sandbox);
    const other = await sandbox.github.createRepository('acme/second-market');
    const token = sandbox.github.createToken({
      kind: 'fine-grained',
      repositories: {
        [at.marketplace.fullName]: { contents: 'write' },
        [other.fullName]: { contents: 'write' },
      },
    });
    const marketplace = `acme/missing-market, ${at.marketplace.fullName}\n${other.fullName}\nACME/second-market`;
    const { deliveries, dispatches, result, outputs } = await bump(at, {
      inputs: { marketplace, token },
    });
    expect(deliveries.map((d) => [d['marketplace'], d['status']])).toEqual([
      ['acme/missing-market', 'failed'],
      [at.marketplace.fullName, 'sent'],
      [other.fullName, 'sent'],
    ]);
    expect([dispatches.length, outputs['sent'], result.outcome]).toEqual([2, '2', 'failure']);
    expect(result.rawOutput).toMatch(/^1 of 3 events not sent: `sdk-bridge` → acme\/missing-market/m);
    expect(result.rawOutput.match(/^::error/gm)).toHaveLength(1);
  });

  test('this very repository needs no token: `github-token` sends', async () => {
    const at = await setting(sandbox);
    const own = at.plugin.fullName;
    const githubToken = sandbox.github.createToken({
      kind: 'actions',
      repositories: { [own]: { contents: 'write' } },
    });
    const { dispatches, result } = await bump(
      { ...at, githubToken },
      { inputs: { marketplace: own.toUpperCase(), token: '' } },
    );
    expect([dispatches.map(({ repository }) => repository), result.outcome]).toEqual([[own], 'success']);
  });
});

describe('answers told apart', () => {
  const cases: [string, Partial<TokenOptions>, RegExp[]][] = [
    [
      '401',
      { revoked: true },
      [/GitHub rejects the token \(401\)/, /wrong, revoked or expired/, /Make a new token/],
    ],
    ['401 after expiry', { expires: new Date(Date.now() - DAY) }, [/\(401\)/, /Make a new token/]],
    [
      '403 of a fine-grained token',
      { repositories: {} },
      [
        /lacks "Contents: write"/,
        /Edit the fine-grained token/,
        /"Actions: write" is not needed and is not enough/,
      ],
    ],
    [
      '403 of an App token made for another repository',
      { kind: 'app', repositories: {} },
      [/lacks "Contents: write"/, /create-github-app-token `owner: acme` and `repositories: market-\d+`/],
    ],
    [
      '404 of a classic token',
      { kind: 'classic', scopes: [] },
      [/the token can see the repository, but may not/, /scope `repo`/],
    ],
  ];
  test.each(cases)(
    '%s says what is wrong, of which repository, and what to do',
    async (_, token, messages) => {
      const at = await setting(sandbox, { token });
      const { text, result, deliveries, outputs } = await bump(at);
      for (const message of [...messages, new RegExp(`${at.marketplace.fullName}:`)])
        expect(text).toMatch(message);
      expect(text).toMatch(/run this job again\. Not sent: `sdk-bridge 2\.0\.1`/i);
      expect([result.outcome, outputs['sent']]).toEqual(['failure', '0']);
      expect(deliveries).toMatchObject([
        { status: 'failed', attempts: 1, error: expect.stringContaining('acme/market-') },
      ]);
    },
  );

  test('404 of a private marketplace says that it is missing or unseen, which GitHub does not notify', async () => {
    const at = await setting(sandbox, { marketplace: { private: true }, token: { repositories: {} } });
    const { text, requests } = await bump(at);
    expect(text).toMatch(
      /no such repository, or it is private and the token can't see it.*Check the spelling/,
    );
    expect(requests.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)).toEqual([
      'POST graphql',
      'POST dispatches',
      `GET ${at.marketplace.fullName.split('/')[1]}`,
    ]);
  });

  test('GITHUB_TOKEN used across repositories is recognised', async () => {
    const at = await setting(sandbox, { marketplace: { private: true } });
    const { text } = await bump(at, { inputs: { token: at.githubToken } });
    expect(text).toMatch(/GITHUB_TOKEN was passed as `token`.*reaches only its own repository/);
  });

  test('403 without single sign-on names the link to authorise the token', async () => {
    const at = await setting(sandbox, { marketplace: { sso: true } });
    const { text } = await bump(at);
    expect(text).toMatch(/single sign-on \(403\).*Authorise it at `https:\/\//);
  });

  test('an archived marketplace is said to be archived', async () => {
    const at = await setting(sandbox, { marketplace: { archived: true } });
    expect((await bump(at)).text).toMatch(/is archived.*Unarchive it/);
  });

  test('a renamed marketplace is followed, with a warning that names the new one', async () => {
    const at = await setting(sandbox);
    const old = at.marketplace.fullName;
    await at.marketplace.rename(`${old}-renamed`);
    const { text, dispatches, result } = await bump(at, { inputs: { marketplace: old } });
    expect([result.outcome, dispatches.length]).toEqual(['success', 1]);
    expect(text).toContain(`warning: ${old} is now ${old}-renamed`);
  });

  test('422 hands on GitHub’s own explanation', async () => {
    const at = await setting(sandbox);
    dispatchFault(at, { status: 422, body: { message: 'Invalid request.\n\nSomething odd.' } });
    expect((await bump(at)).text).toMatch(/refuses the event \(422\): `Invalid request.*Something odd/);
  });

  test('422 whose `errors` have no words hands on field and code', async () => {
    const at = await setting(sandbox);
    const errors = [
      { resource: 'Dispatch', field: 'event_type', code: 'too_long' },
      { resource: 'Dispatch', code: 'custom', field: 'client_payload', message: 'Too many keys.' },
      { code: 'unprocessable' },
      'Something else.',
    ];
    dispatchFault(at, { status: 422, body: { message: 'Validation Failed', errors } });
    expect((await bump(at)).text).toContain(
      'Validation Failed event_type: too_long Too many keys. unprocessable Something else.',
    );
  });

  test.each([401, 403, 404, 422])('%d is not retried', async (status) => {
    const at = await setting(sandbox);
    dispatchFault(at, { status, body: { message: 'No' }, times: Number.POSITIVE_INFINITY });
    const { deliveries, requests } = await bump(at);
    expect(deliveries).toMatchObject([{ status: 'failed', attempts: 1 }]);
    expect(requests.filter(({ path }) => path.endsWith('/dispatches'))).toHaveLength(1);
  });
});

describe('a token that is not there', () => {
  const inputs = { token: '' };

  test('is an error that says how to pass it, before any request', async () => {
    const at = await setting(sandbox);
    const { text, requests, result } = await bump(at, { inputs });
    expect(text).toMatch(/`token` is empty.*gh secret set MARKETPLACE_UPDATE_TOKEN/);
    expect([requests, result.outcome]).toEqual([[], 'failure']);
  });

  test('names Dependabot’s secrets on a push by Dependabot', async () => {
    const at = await setting(sandbox);
    const { text, result } = await bump(at, { inputs, actor: 'dependabot[bot]' });
    expect([text, result.outcome]).toEqual([
      expect.stringMatching(/Dependabot secrets.*→ Dependabot too/),
      'failure',
    ]);
  });

  test('is a notice and success in a fork', async () => {
    const at = await setting(sandbox, { plugin: { fork: true } });
    const { text, result, changes } = await bump(at, { inputs });
    expect([result.outcome, changes.length]).toEqual(['success', 1]);
    expect(text).toMatch(/^notice: Nothing was sent: this is a fork/);
  });
});

describe('a token that cannot be one', () => {
  test.each([
    ['a line break in it', 'github_pat_abc\ndefghijk'],
    ['an invisible character at its end', 'github_pat_abcdefghijk\u200b'],
    ['a space in it', 'github_pat_abc defghijk'],
  ])('%s is refused before any request, and no part of it is shown', async (_, token) => {
    const at = await setting(sandbox);
    const { text, requests, result } = await bump(at, { inputs: { token } });
    expect([text, requests]).toEqual([
      expect.stringMatching(/`token` contains characters that no token has/),
      [],
    ]);
    const shown =
      result.rawOutput.replaceAll(/^::add-mask::.*$/gm, '') + result.summary + JSON.stringify(result.outputs);
    expect(shown).not.toMatch(/github_pat|defghijk/);
  });

  test('white space around it does no harm', async () => {
    const at = await setting(sandbox);
    expect((await bump(at, { inputs: { token: `${at.token}\n` } })).dispatches).toHaveLength(1);
  });
});

describe('answers that are not GitHub’s', () => {
  test.each([
    [
      'a login page with 200',
      { status: 200, body: '<html>Log in</html>' },
      /something other than GitHub's API answered \(200\)/,
    ],
    [
      'a time beyond all calendars',
      { status: 429, headers: { 'retry-after': '99999999999999999' }, body: {} },
      /until a time far away/,
    ],
    [
      'a redirect that leads nowhere',
      { status: 302, body: {} },
      /something other than GitHub's API answered \(302\)/,
    ],
    ['a 422 without a word', { status: 422, body: {} }, /refuses the event \(422\)\./],
    [
      'a redirect to itself',
      { status: 307, headers: { location: '' }, body: {}, times: 99 },
      /could not be reached|not GitHub/,
    ],
  ])('%s is told as what it is, and counts as not sent', async (_, fault, message) => {
    const at = await setting(sandbox);
    dispatchFault(at, fault);
    const { text, outputs, deliveries } = await bump(at);
    expect([outputs['sent'], deliveries]).toMatchObject(['0', [{ status: 'failed' }]]);
    expect(text).toMatch(message);
    expect(text).not.toMatch(/should not happen/);
  });

  test('a redirect to another host is not GitHub’s, whatever it answers, and gets no token', async () => {
    const at = await setting(sandbox);
    const seen: unknown[] = [];
    const other = createServer(({ headers }, answer) => {
      seen.push(headers.authorization);
      answer.writeHead(204).end();
    });
    await once(other.listen(0, '127.0.0.1'), 'listening');
    const location = `http://127.0.0.1:${(other.address() as AddressInfo).port}/`;
    dispatchFault(at, { status: 307, headers: { location }, body: {} });
    const { text, outputs } = await bump(at);
    other.close();
    expect([outputs['sent'], seen, text]).toEqual([
      '0',
      [undefined],
      expect.stringMatching(/something other than GitHub's API answered/),
    ]);
  });

  test('a deprecation header writes nothing into the log', async () => {
    const at = await setting(sandbox);
    dispatchFault(at, {
      status: 422,
      headers: { deprecation: 'true', sunset: 'x ##[error]pwned' },
      body: {},
    });
    expect((await bump(at)).result.rawOutput).not.toContain('pwned');
  });

  test('a question about the token that GitHub does not answer is not asked twice', async () => {
    const at = await setting(sandbox);
    sandbox.github.addFault({ match: /rate_limit$/, token: at.token, status: 429, body: {}, times: 9 });
    const { requests, result } = await bump(at, { after: {} });
    expect([requests.filter(({ path }) => path.endsWith('/rate_limit')).length, result.outcome]).toEqual([
      1,
      'success',
    ]);
  });
});

describe('the token’s expiry', () => {
  test.each([
    [10, {}, 'success', /warning: The token expires in (9|10) days, on .* Renew it/],
    [10, { 'expiry-warning': '3' }, 'success', /^$/],
    [10, { 'expiry-warning': '0' }, 'success', /^$/],
    [30, {}, 'success', /^$/],
  ])('%d days away, with %j', async (days, inputs, outcome, message) => {
    const at = await setting(sandbox, { token: { expires: new Date(Date.now() + days * DAY) } });
    const { text, result } = await bump(at, { inputs });
    expect([text, result.outcome]).toEqual([expect.stringMatching(message), outcome]);
  });

  test('is asked for once by a run that sends nothing, and only then', async () => {
    const at = await setting(sandbox, { token: { expires: new Date(Date.now() + DAY) } });
    const asked = async (more: Partial<Push>) =>
      (await bump(at, more)).requests.filter(({ path }) => path.endsWith('/rate_limit')).length;
    expect([await asked({ after: {} }), await asked({})]).toEqual([1, 0]);
  });

  test('a token that was revoked is found by a run that sends nothing: a warning', async () => {
    const at = await setting(sandbox, { token: { revoked: true } });
    const { text, result } = await bump(at, { after: {} });
    expect([text, result.outcome]).toEqual([
      expect.stringMatching(/^warning: GitHub rejects `token`/),
      'success',
    ]);
  });
});

describe('bad input', () => {
  test('every problem is named at once, before any request', async () => {
    const at = await setting(sandbox);
    const inputs = {
      marketplace: 'https://github.com/acme/market.git\nnonsense',
      token: '',
      manifests: '/absolute\n../up\n!\na**/x',
      plugins: '!',
      'event-type': 'x'.repeat(101),
      payload: '{"plugin": 1, "a": 1, "b": 2, "c": 3}',
      downgrades: 'maybe',
      batch: 'yes',
      'expiry-warning': 'soon',
      branches: '!main',
    };
    const { requests, result } = await bump(at, { inputs });
    const expected = [
      /only exclusions/,
      /`https:\/\/github.com\/acme\/market.git` is not a repository name.*Did you mean acme\/market\?$/,
      /`nonsense` is not a repository name/,
      /`batch` can't be `yes`\. Write true or false/,
      /\/absolute/,
      /\.\.\/up/,
      /`manifests`: `!` is empty/,
      /`a\*\*\/x` contains "\*\*" next to other characters/,
      /`plugins`: `!` is empty/,
      /101 characters/,
      /sets plugin/,
      /has 4 keys/,
      /`downgrades` can't be `maybe`\. Write notify or skip/,
      /`expiry-warning` can't be `soon`/,
    ];
    // GitHub shows ten annotations of a step; the log has all.
    for (const problem of expected)
      expect(result.log.split('\n')).toContainEqual(expect.stringMatching(problem));
    expect([requests, result.outcome]).toEqual([[], 'failure']);
  });

  test.each([
    ['not JSON', '{"a": }', /not valid JSON/],
    ['no object', '[1]', /not a JSON object/],
    ['too large', JSON.stringify({ a: 'x'.repeat(70_000) }), /larger than the 64 KB/],
    [
      'too large with our own keys',
      JSON.stringify({ a: 'x'.repeat(65_400) }),
      /including the keys that this action adds/,
    ],
  ])('`payload` that is %s is refused before any request', async (_, payload, message) => {
    const { text, requests } = await bump(await setting(sandbox), { inputs: { payload } });
    expect([text, requests]).toEqual([expect.stringMatching(message), []]);
  });

  test.each(['README.md', 'no-such-file.json'])(
    'an event that cannot be read (%s) is told, without a stack trace',
    async (file) => {
      const env = { GITHUB_EVENT_PATH: join(process.cwd(), file) };
      const { text, result, requests } = await bump(await setting(sandbox), { env });
      expect([text, requests]).toEqual([
        expect.stringMatching(/The event in GITHUB_EVENT_PATH could not be read/),
        [],
      ]);
      expect(result.rawOutput).not.toMatch(/^\s+at /m);
    },
  );

  test('a `github-token` that GitHub rejects is told apart from the other one', async () => {
    const at = await setting(sandbox);
    const { text } = await bump({ ...at, githubToken: 'ghs_wrong' });
    expect(text).toMatch(/GitHub rejects `github-token` \(401\).*Leave `github-token` out/);
  });

  test('without `contents: read` a private repository cannot be read, and the error says which line is missing', async () => {
    const at = await setting(sandbox, { plugin: { private: true } });
    const githubToken = sandbox.github.createToken({ kind: 'actions', repositories: {} });
    expect((await bump({ ...at, githubToken })).text).toMatch(/may not read.*`permissions: contents: read`/);
  });
});

test('no token and no stack trace is ever printed, even where everything fails', async () => {
  const at = await setting(sandbox, { token: { revoked: true } });
  const { result } = await bump(at);
  const printed =
    result.rawOutput.replaceAll(/^::add-mask::.*$/gm, '') + result.summary + JSON.stringify(result.outputs);
  expect(printed).not.toContain(at.token);
  expect(printed).not.toContain(at.githubToken);
  expect(printed).not.toMatch(/^\s+at /m);
});

test('31 plugins to two marketplaces go out one after another, from the 60th on one a second', async () => {
  const at = await setting(sandbox);
  const names = [...Array(31).keys()].map((n) => `plugins/p${n}/.claude-plugin/plugin.json`);
  const files = (version: string) =>
    Object.fromEntries(names.map((path, n) => [path, manifest(`p${n}`, version)]));
  const second = at.plugin.fullName;
  const token = sandbox.github.createToken({
    kind: 'fine-grained',
    repositories: { [at.marketplace.fullName]: { contents: 'write' }, [second]: { contents: 'write' } },
  });
  const inputs = { marketplace: `${at.marketplace.fullName}, ${second}`, token };
  const { dispatches } = await push(at, { before: files('1.0.0'), after: files('1.0.1'), inputs });
  expect(dispatches).toHaveLength(62);
  const gaps = dispatches.slice(1).map(({ at: time }, index) => time - (dispatches[index]?.at ?? 0));
  expect(Math.max(...gaps.slice(0, 57))).toBeLessThan(900);
  expect(Math.min(...gaps.slice(58))).toBeGreaterThan(900);
});
