import { afterAll, describe, expect, test } from '@jest/globals';
import type { StepResult } from '../../sandbox/types.ts';
import { ourSandbox } from '../support/our-sandbox.ts';
import { manifest, push, ROOT_MANIFEST, setting } from './support.ts';
import { list, market, pinned, plugin, submodule, type UpdateRun, update } from './update-support.ts';

/** Strangers' text, and credentials: none of them leaves either action as it is. */
// Not the shared one: the addresses of such a branch are no addresses to GitHub's own schema.
const sandbox = await ourSandbox();
afterAll(() => sandbox.close());
const { github } = sandbox;

/** What a terminal would obey, or would show in another order than it stands. */
const CONTROL = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** An escape sequence in both of its forms, the same as bidirectional text, and a workflow command. */
const EVIL = '\u001b[31m\u009b32m\u202edne\u2066\u2028::error::x';
/** Git allows no ASCII control character in a branch. */
const BRANCH = 'ma\u009b31m\u202ein';

/** All that a step writes. */
function written({ rawOutput, summary, outputs }: StepResult): string {
  const secretsHidden = rawOutput.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  return [...secretsHidden, summary, ...Object.values(outputs)].join('\n');
}

describe('nothing that moves a cursor or turns the reading order leaves a step', () => {
  const MAY = { contents: 'write', pull_requests: 'write', metadata: 'read' } as const;
  const runs: [string, UpdateRun][] = [
    ['push', {}],
    ['pull-request', { inputs: { mode: 'pull-request' }, permissions: MAY }],
    ['dry run', { inputs: { 'dry-run': 'true', plugins: `!${'x'}` } }],
    [
      'an event',
      {
        payload: { plugin: EVIL, version: EVIL, repository: EVIL, path: EVIL },
        event: 'repository_dispatch',
      },
    ],
    ['what is refused', { inputs: { mode: EVIL, branch: EVIL, checks: EVIL, 'marketplace-file': EVIL } }],
  ];

  test.each(runs)('of the update action: %s', async (_, options) => {
    const at = await market(sandbox, { defaultBranch: BRANCH, actionsMayOpenPullRequests: true });
    const moving = await plugin(at, 'moving', `1.0.0-${EVIL}`);
    await moving.repository.commit({ files: { [ROOT_MANIFEST]: manifest(`moving${EVIL}`, `2.0.0${EVIL}`) } });
    await list(
      at,
      [
        { name: `moving${EVIL}`, source: pinned(moving, moving.first), version: EVIL },
        { name: `held${EVIL}`, source: pinned(moving, moving.first, { ref: EVIL }) },
        { name: `path${EVIL}`, source: `./plugins/${EVIL}` },
        { name: `kind${EVIL}`, source: { source: EVIL } },
        { name: `url${EVIL}`, source: { source: 'url', url: `https://x.example/${EVIL}` } },
        { name: `submodule${EVIL}`, source: './sub/x' },
      ],
      submodule('sub', `https://y.example/${BRANCH}`, moving.first),
    );
    github.addFault({ match: /POST \/repos\/[^/]+\/marketplace\/git\/trees/, status: 502, body: EVIL });
    const { result } = await update(at, options);
    expect(written(result)).not.toMatch(CONTROL);
    expect(result.rawOutput).not.toMatch(/should not happen/);
  });

  test('of the notify action', async () => {
    const at = await setting(sandbox, { plugin: { defaultBranch: BRANCH } });
    const odd = `plugins/${BRANCH}/.claude-plugin/plugin.json`;
    const old = 'plugins/##[error]/.claude-plugin/plugin.json';
    github.addFault({
      match: /dispatches/,
      token: at.token,
      status: 422,
      body: { message: EVIL, errors: [EVIL] },
    });
    const { result } = await push(at, {
      branch: BRANCH,
      before: { [ROOT_MANIFEST]: manifest(EVIL, '1.0.0'), [odd]: manifest('odd', '1.0.0') },
      after: {
        [ROOT_MANIFEST]: manifest(EVIL, EVIL),
        [odd]: '{',
        [old]: '{',
        'x/.claude-plugin/plugin.json': manifest('y', '1'),
      },
    });
    expect(written(result)).not.toMatch(CONTROL);
    expect(result.rawOutput).not.toContain('##[');
    const broken = result.annotations.filter(({ title }) => title === 'manifest-not-json');
    expect(broken.map(({ file }) => file)).toEqual([undefined, undefined]);
  });
});

describe('no credential leaves a step', () => {
  test('of an address that is skipped, wherever it stands', async () => {
    const at = await market(sandbox);
    const addresses = [
      'https://me:s3cret@x.example/a',
      'HTTPS://me:s3cret@x.example/a',
      'https://s3cret@x.example/a?access_token=s3cret#s3cret',
      'git+https://me:s3cret@x.example/a',
      's3://me:s3cret@x.example/a',
      'me:s3cret@x.example:a/b',
      ' https://me:s3cret@x.example/a',
      'https://x.example/a?private_token=s3cret',
    ];
    const sources = addresses.flatMap((url) => [
      url,
      { source: 'url', url },
      { source: 'git-subdir', url, path: 'x' },
      { source: 'github', repo: url },
    ]);
    await list(
      at,
      [...sources.map((source, index) => ({ name: `p${index}`, source })), { name: 'sub', source: './sub' }],
      submodule('sub', 'https://me:s3cret@x.example/a', 'a'.repeat(40)),
    );
    const run = await update(at);
    expect(run.skipped).toHaveLength(sources.length + 1);
    expect(written(run.result)).not.toMatch(/s3cret/);
  });

  test('of the server’s address', async () => {
    const env = { GITHUB_SERVER_URL: sandbox.github.url.replace('://', '://me:s3cret@') };
    const at = await setting(sandbox);
    const { result, dispatches } = await push(at, {
      env,
      before: { [ROOT_MANIFEST]: manifest('a', '1.0.0') },
      after: { [ROOT_MANIFEST]: manifest('a', '1.0.1') },
    });
    expect([result.outcome, dispatches.length]).toEqual(['success', 1]);
    expect(JSON.stringify(dispatches[0]?.client_payload)).not.toMatch(/s3cret/);
    expect(written(result)).not.toMatch(/s3cret/);
  });

  test.each<[string, (token: string) => string]>([
    ['as it is', (token) => token],
    ['in base64, as git sends it', (token) => Buffer.from(`x-access-token:${token}`).toString('base64')],
    ['percent-encoded', (token) => token.replaceAll('_', '%5F')],
  ])('of a token that the server sends back %s', async (_, echoed) => {
    const at = await setting(sandbox);
    const message = `Bad request by ${echoed(at.token)}`;
    github.addFault({ match: /dispatches/, token: at.token, status: 422, body: { message } });
    const { result } = await push(at, {
      before: { [ROOT_MANIFEST]: manifest('a', '1.0.0') },
      after: { [ROOT_MANIFEST]: manifest('a', '1.0.1') },
    });
    expect(written(result)).toMatch(/Bad request by \*\*\*/);
    expect(written(result)).not.toContain(echoed(at.token));
  });

  // A summary writes `_` as a reference, and long words are cut: a part of a token is not found as the token.
  test.each(['push', 'pull-request'])(
    'of a token in the words and headers of a refusal, in any part (%s)',
    async (mode) => {
      const at = await market(sandbox, { actionsMayOpenPullRequests: true });
      const [one, two] = [await plugin(at, 'one', '1.0.0'), await plugin(at, 'two', '1.0.0')];
      const sources = [pinned(one, one.first), pinned(two, two.first)];
      await list(
        at,
        sources.map((source, index) => ({ name: `p${index}`, source })),
      );
      await one.bump('1.0.1');
      const token = github.createToken({ kind: 'fine-grained', repositories: {} });
      const parts = [12, 26, 40].map((start) => token.slice(start, start + 10));
      const message = `${'a'.repeat(70)} ${token} https://joe:pass@x.example/`;
      const url = `https://u:${token}@x.example/`;
      const answer = { status: 403, headers: { 'x-github-sso': `required; url=${url}` }, body: { message } };
      github.addFault({ match: /graphql/, token, times: Infinity, ...answer });
      const run = await update(at, { inputs: { mode, 'plugins-token': token } });
      expect(run.held).toHaveLength(2);
      for (const part of [...parts, 'joe:pass']) expect(written(run.result)).not.toContain(part);
    },
  );

  test('of a `plugins-token` that the server sends back', async () => {
    const at = await market(sandbox);
    const token = github.createToken({ kind: 'classic', scopes: ['repo'] });
    const one = await plugin(at, 'one', '1.0.0');
    await list(at, [{ name: 'one', source: pinned(one, one.first) }]);
    github.addFault({
      match: /graphql/,
      token,
      status: 403,
      body: { message: `No ${token}` },
      times: Infinity,
    });
    const run = await update(at, { inputs: { 'plugins-token': token } });
    expect(run.held).toHaveLength(1);
    expect(written(run.result)).not.toContain(token);
  });
});

test('a pull request’s address is made here, whatever an answer says', async () => {
  const at = await market(sandbox, { actionsMayOpenPullRequests: true });
  const one = await plugin(at, 'one', '1.0.0');
  await list(at, [{ name: 'one', source: pinned(one, one.first), version: '1.0.0' }]);
  await one.bump('1.0.1');
  const url = 'javascript:alert(1))<img src=x>';
  const rewrite = ({ body, ...answer }: { status: number; body?: unknown }) => ({
    ...answer,
    body: { ...(body as object), html_url: url, url },
  });
  github.addFault({ match: /POST \/repos\/[^/]+\/marketplace\/pulls/, rewrite });
  const permissions = { contents: 'write', pull_requests: 'write', metadata: 'read' } as const;
  const run = await update(at, { permissions, inputs: { mode: 'pull-request' } });
  const page = `${github.url}/${at.repository.fullName}/pull/1`;
  expect(run.pullRequests).toMatchObject([{ number: 1, url: page }]);
  expect(run.result.summary).toContain(`[#1](${page})`);
  expect(run.result.summary).not.toMatch(/javascript|<img/);
});
