import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { writeProgram } from '../support/stand-ins.ts';
import { notifyMarketplace } from './cli-support.ts';
import { checkout, NOTIFY, newFolder, TOOL } from './cli-world.ts';
import { sharedSandbox } from './support.ts';

const sandbox = await sharedSandbox();
const { github } = sandbox;
await github.createRepository('acme/catalogue');
const WORKFLOW =
  'on: push\njobs: {n: {steps: [{uses: org/notify-marketplace@v1, with: {marketplace: acme/catalogue}}]}}\n';
const PLUGIN = { ...TOOL, [NOTIFY]: WORKFLOW };
const COMMANDS = [['trigger'], ['status'], ['doctor']];

/** A server of a stranger's, which remembers what it was told. */
const seen: string[] = [];
const stranger = createServer((request, answer) => {
  seen.push(request.headers.authorization ?? 'nothing');
  answer.writeHead(404, { 'content-type': 'application/json' }).end('{"message":"Not Found"}');
});
await once(stranger.listen(0, '127.0.0.1'), 'listening');
afterAll(() => {
  stranger.close();
});
const HOST = `127.0.0.1:${(stranger.address() as AddressInfo).port}`;
beforeEach(() => {
  seen.length = 0;
});

/** Of the environment, none of which names a server. */
const NOBODY = { GITHUB_SERVER_URL: '', GITHUB_API_URL: '', GITHUB_GRAPHQL_URL: '' };
const ALL = {
  GH_TOKEN: 'ghp_firstToken1234',
  GITHUB_TOKEN: 'ghp_secondToken1234',
  GH_ENTERPRISE_TOKEN: 'ghp_thirdToken1234',
  GITHUB_ENTERPRISE_TOKEN: 'ghp_fourthToken1234',
};
const from = (folder: string, args: readonly string[], env: Record<string, string>) =>
  notifyMarketplace(sandbox, folder, args, { ...NOBODY, ...env });
const theirs = () => checkout(sandbox, PLUGIN, { origin: `http://${HOST}/acme/tool.git` });

describe('in a clone from a server that only its remote names', () => {
  test.each(COMMANDS)('%s sends it no token of the environment, and says how to', async (command) => {
    const run = await from(await theirs(), [command], ALL);
    expect(seen).toEqual([]);
    expect(run.out + run.err).toContain(`only the clone’s remote names ${HOST}`);
    expect(run.out + run.err).toContain(`--hostname ${HOST}`);
    expect(run.out + run.err).toContain('GH_TOKEN and GITHUB_TOKEN and GH_ENTERPRISE_TOKEN');
  });

  test.each(COMMANDS)('%s sends it no token of a file either', async (command) => {
    const folder = await theirs();
    await writeFile(join(folder, 'token.txt'), 'ghp_fileToken1234\n');
    const run = await from(folder, [command, '--token-file', 'token.txt'], {});
    expect([run.code, seen]).toEqual([2, []]);
    expect(run.err).toContain(`If the token is for that server, say so: --hostname ${HOST}.`);
  });

  test.each([
    ['--hostname', ['--hostname', HOST], {}],
    ['GITHUB_SERVER_URL', [], { GITHUB_SERVER_URL: `http://${HOST}` }],
    ['GITHUB_API_URL', [], { GITHUB_API_URL: `http://${HOST}/api/v3/` }],
  ])('a person who names it too, by %s, means the tokens for it', async (_, args, env) => {
    const { GH_ENTERPRISE_TOKEN: _one, GITHUB_ENTERPRISE_TOKEN: _two, ...usual } = ALL;
    await from(await theirs(), ['trigger', ...args], { ...ALL, ...env });
    await from(await theirs(), ['trigger', ...args], { ...usual, ...env });
    expect(seen.slice(0, 1)).toEqual([`token ${ALL.GH_ENTERPRISE_TOKEN}`]);
    expect(seen.at(-1)).toBe(`token ${ALL.GH_TOKEN}`);
  });

  test('GH_HOST means those that gh would send there', async () => {
    await from(await theirs(), ['trigger'], { ...ALL, GH_HOST: HOST });
    expect(seen[0]).toBe(`token ${ALL.GH_ENTERPRISE_TOKEN}`);
    seen.length = 0;
    const run = await from(await theirs(), ['trigger'], { GH_TOKEN: ALL.GH_TOKEN, GH_HOST: HOST });
    expect([seen, run.err]).toEqual([[], expect.stringContaining('GH_TOKEN is not sent there')]);
  });
});

describe('over plain http', () => {
  test('no token goes to another computer', async () => {
    const env = { ...ALL, GITHUB_API_URL: 'http://ghe.example/api/v3' };
    const run = await from(await checkout(sandbox, PLUGIN), ['trigger'], env);
    expect([run.code, run.out]).toEqual([2, '']);
    expect(run.err).toContain('http://ghe.example uses plain http, so no token is sent there.');
  });
});

describe('the token is', () => {
  const valid = () => github.createToken({ kind: 'classic', scopes: ['repo'] });
  const used = () => github.requests.at(-1)?.token;

  test('GH_TOKEN before GITHUB_TOKEN, as gh has it', async () => {
    const [GH_TOKEN, GITHUB_TOKEN] = [valid(), valid()];
    const folder = await checkout(sandbox, PLUGIN);
    await notifyMarketplace(sandbox, folder, ['trigger'], { GH_TOKEN, GITHUB_TOKEN });
    expect(used()).toBe(GH_TOKEN);
    await notifyMarketplace(sandbox, folder, ['trigger'], { GH_TOKEN: ' ', GITHUB_TOKEN });
    expect(used()).toBe(GITHUB_TOKEN);
  });

  /** As gh is: with a token in the environment it answers with that, for any host. */
  async function gh(host: string, token: string): Promise<Record<string, string>> {
    const bin = await newFolder(sandbox);
    const script = `echo "\${GH_TOKEN:-\${GH_ENTERPRISE_TOKEN:-}}" | grep . && exit 0
[ "$*" = "auth token --hostname ${host}" ] && echo ${token} && exit 0
echo "no oauth token found for $4" >&2; exit 1`;
    await writeProgram(bin, 'gh', script);
    return { PATH: `${bin}:${process.env['PATH'] ?? ''}` };
  }

  test.each(COMMANDS)('else the one that gh has for the very server: %s', async (command) => {
    const token = valid();
    const env = await gh(new URL(github.url).host, token);
    await notifyMarketplace(sandbox, await checkout(sandbox, PLUGIN), [command], env);
    expect(used()).toBe(token);
  });

  test('gh’s own for that server only, never that of the environment', async () => {
    const env = { ...(await gh('github.com', 'gho_forGitHub1234')), ...ALL };
    const run = await from(await theirs(), ['trigger'], env);
    expect([run.code, seen]).toEqual([2, []]);
    const signedIn = { ...(await gh(HOST, 'gho_forThem1234')), ...ALL };
    await from(await theirs(), ['trigger'], signedIn);
    expect(new Set(seen)).toEqual(new Set(['token gho_forThem1234']));
  });
});

describe('a token is shown nowhere', () => {
  test('though somebody gives it in the place of a file, or names a file after it', async () => {
    const folder = await checkout(sandbox, PLUGIN);
    const token = `ghp_${'a1'.repeat(18)}`;
    await writeFile(join(folder, `${token}.txt`), '\n');
    for (const file of [
      token,
      `./${token}.txt`,
      `${token}.txt`,
      'c0ffee'.repeat(7).slice(0, 40),
      'mySecretOfTwentyOne',
    ]) {
      const run = await notifyMarketplace(sandbox, folder, ['trigger', '--token-file', file]);
      expect([run.code, run.out, run.err]).toEqual([
        2,
        '',
        expect.stringContaining('--token-file: what was given'),
      ]);
    }
    const absent = await notifyMarketplace(sandbox, folder, ['trigger', '--token-file', './absent.txt']);
    expect(absent.err).toContain("./absent.txt can't be read");
  });

  test.each([
    ['quotes', '"ghp_quoted1234567"'],
    ['a comment', 'ghp_quoted1234567 # mine'],
    ['two lines', 'ghp_quoted1234567\nghp_quoted7654321'],
  ])('where it holds %s, which no token has', async (_, GH_TOKEN) => {
    const run = await notifyMarketplace(sandbox, await checkout(sandbox, PLUGIN), ['trigger'], { GH_TOKEN });
    expect([run.code, run.out]).toEqual([2, '']);
    expect(run.err).toContain('The token of GH_TOKEN contains characters that no token has.');
    expect(run.err).not.toContain('quoted');
  });

  test('though the server echoes it, whole or cut', async () => {
    const GH_TOKEN = github.createToken({ kind: 'classic', scopes: ['repo'] });
    for (const before of ['', 'x'.repeat(480)]) {
      github.addFault({
        match: /POST .*\/dispatches/,
        status: 422,
        body: { message: `${before} Bad ${GH_TOKEN} is bad` },
        times: 1,
      });
      const run = await notifyMarketplace(sandbox, await checkout(sandbox, PLUGIN), ['trigger'], {
        GH_TOKEN,
      });
      github.clearFaults();
      expect([run.code, run.err]).toEqual([1, expect.stringContaining('Bad ***')]);
      expect(run.out + run.err).not.toContain(GH_TOKEN.slice(0, 12));
    }
  });
});
