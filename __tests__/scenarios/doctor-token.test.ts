import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { type CommandRun, notifyMarketplace, onMachine } from './cli-support.ts';
import { newFolder, UPDATE } from './cli-world.ts';
import { fine, rejected, STATES, type State } from './doctor-token-states.ts';
import { type Diagnosis, diagnoseAlone, type JsonFinding, tokenFile } from './doctor-world.ts';
import { sharedSandbox } from './support.ts';
import { CATALOGUE, catalogue } from './update-support.ts';

const sandbox = await sharedSandbox();
const { github, actions } = sandbox;
const update = await readFile('templates/update-marketplace.yml', 'utf8');
const DAY = 86_400_000;
let marketplaces = 0;

/** A marketplace in that state, with a token for it. */
async function world({ token, marketplace = {}, fault, renamed }: Omit<State, 'exit' | 'flaws' | 'said'>) {
  const to = `tokens${++marketplaces}/marketplace`;
  const repository = await github.createRepository(to, marketplace);
  await repository.commit({ files: { [CATALOGUE]: catalogue([]), [UPDATE]: update } });
  const text = github.createToken(token(to));
  if (renamed) await repository.rename(`${to}-now`);
  if (fault) github.addFault(fault(to));
  return { to, text };
}

test('where GitHub looks at the request before the token, ✓ claims no more than is shown', async () => {
  const { to, text } = await world({
    name: 'a token that may only read',
    token: (name) => ({ kind: 'fine-grained', repositories: { [name]: { contents: 'read' } } }),
  });
  github.switches.dispatchOrder = 'body-first';
  const run = await diagnoseAlone(sandbox, await newFolder(sandbox), ['--marketplace', to], {
    GH_TOKEN: text,
  });
  github.switches.dispatchOrder = 'right-first';
  const said = run.findings.flatMap(({ what }) => (what.includes('send events') ? what : []));
  expect(said).toEqual([
    expect.stringContaining(`may send events to ${to}, as far as GitHub shows without sending one`),
  ]);
});

function about({ findings }: Diagnosis): JsonFinding[] {
  return findings.filter(({ check }) => check === 'Token' || check === 'Repositories');
}

function words(findings: readonly JsonFinding[]): string {
  return findings.map(({ what, remedy, why }) => `${what} ${remedy ?? why ?? ''}`).join('\n');
}

/** No twelve characters of it are shown. */
function hides(text: string, { out, err }: CommandRun): void {
  const pieces = Array.from({ length: text.length - 11 }, (_, at) => text.slice(at, at + 12));
  expect(pieces.filter((piece) => (out + err).includes(piece))).toEqual([]);
}

describe('--token-file has', () => {
  test.concurrent.each(STATES)('$name', async (state) => {
    const { to, text } = await world(state);
    const args = ['--marketplace', to, '--token-file', await tokenFile(sandbox, `${text}\n`)];
    const seen = await diagnoseAlone(sandbox, await newFolder(sandbox), args);
    const own = about(seen);
    const told = own.flatMap(({ status, code }) => (code === undefined ? [] : [`${status} ${code}`]));
    expect([told, words(own)]).toEqual([state.flaws, expect.stringMatching(state.said)]);
    expect(words(own)).not.toMatch(/this job/);
    expect(seen.code).toBe(state.exit);
    hides(text, seen);
  });
});

describe('the token of the environment, which only looks around', () => {
  const inEnvironment = async (state: State) => {
    const { to, text } = await world(state);
    const env = { GH_TOKEN: text };
    return { text, seen: await diagnoseAlone(sandbox, await newFolder(sandbox), ['--marketplace', to], env) };
  };

  test.concurrent.each<State>([
    {
      name: 'may not send: a warning, that says where it matters',
      token: () => ({ kind: 'fine-grained', repositories: {} }),
      exit: 0,
      flaws: ['warning permission-missing'],
      said: /For doctor itself this token is enough\. .*`--token-file`/,
    },
    {
      name: 'ends soon',
      ...fine({ expires: new Date(Date.now() + 7.5 * DAY) }),
      exit: 0,
      flaws: ['warning token-expires'],
      said: /If the workflows’ secret holds the same token/,
    },
    {
      name: 'was revoked',
      ...fine({ revoked: true }),
      ...rejected(),
      said: /sign in with gh \(`gh auth login`\) and unset GH_TOKEN/,
    },
  ])('$name', async ({ flaws, said, exit, ...state }) => {
    const { text, seen } = await inEnvironment({ ...state, flaws, said, exit });
    const told = about(seen).flatMap(({ status, code }) => (code === undefined ? [] : [`${status} ${code}`]));
    expect([told, words(about(seen))]).toEqual([flaws, expect.stringMatching(said)]);
    expect(seen.code).toBe(exit);
    hides(text, seen);
  });
});

describe('--token-file', () => {
  test('tells the same in words, with nothing of the token', async () => {
    const { to, text } = await world({ name: '', ...fine({ revoked: true }) });
    const file = await tokenFile(sandbox, text);
    const args = ['doctor', '--marketplace', to, '--token-file', file];
    const run = await notifyMarketplace(sandbox, await newFolder(sandbox), args);
    expect([run.code, run.out]).toEqual([1, expect.stringContaining('[token-rejected]')]);
    hides(text, run);
  });

  test('is checked, while the token of the environment reads', async () => {
    const { to, text } = await world({ name: '', ...fine(), marketplace: { private: true } });
    const args = ['--marketplace', to, '--token-file', await tokenFile(sandbox, text)];
    const asked = github.requests.length;
    const reader = github.createToken({ kind: 'classic', scopes: ['repo'] });
    const seen = await diagnoseAlone(sandbox, await newFolder(sandbox), args, { GH_TOKEN: reader });
    expect([seen.code, words(about(seen))]).toEqual([0, expect.stringContaining('may send events')]);
    const own = github.requests.slice(asked).filter(({ token }) => token === text);
    expect(own.map(({ path }) => path.replace('/api/v3', ''))).toEqual([
      '/rate_limit',
      `/repos/${to}/dispatches`,
    ]);
    for (const one of [text, reader]) hides(one, seen);
  });

  test('of - is standard input', async () => {
    const { to, text } = await world({ name: '', ...fine() });
    const args = ['doctor', '--json', '--marketplace', to, '--token-file', '-'];
    const run = await onMachine(sandbox, github.root, args, { input: `${text}\n` });
    expect([run.code, run.err, run.out]).toEqual([0, '', expect.stringContaining('may send events')]);
    hides(text, run);
  });

  test.each([
    ['is not there', null, /can't be read/],
    ['is empty', ' \n', /is empty/],
    ['holds two lines', 'github_pat_first\ngithub_pat_second\n', /contains characters that no token has/],
  ])('that %s is wrong usage', async (_, content, said) => {
    const file = content === null ? '/nowhere/token.txt' : await tokenFile(sandbox, content);
    const run = await diagnoseAlone(sandbox, await newFolder(sandbox), [
      '--marketplace',
      'a/b',
      '--token-file',
      file,
    ]);
    expect([run.code, run.out, run.err]).toEqual([2, '', expect.stringMatching(said)]);
    expect(run.err).not.toContain('github_pat');
  });
});

test('nothing of it sent an event or started a workflow', () => {
  expect([github.dispatches, actions.runs]).toEqual([[], []]);
});
