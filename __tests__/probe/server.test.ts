import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PERSON, type StandIn, startStandIn } from './stand-in.ts';
import { type Ran, ran, rowOf, wrong } from './surroundings.ts';

/** Some of each way to prepare and to ask; the whole is asked of the sandbox. */
const ONLY = [
  'paths.',
  'tokens.',
  'dispatch.',
  'writing.',
  'rules.',
  'github-token.',
  'sizes.repositories-20',
];

let server: StandIn;
let asked: Ran;

beforeAll(async () => {
  server = await startStandIn();
  let paused = 0;
  asked = await ran(['--owner', server.owner, '--server', server.url, '--only', ...ONLY], {
    env: { PROBE_TOKEN: server.tokens.main, PROBE_FINE_GRAINED_READ: server.tokens['fine-grained-read'] },
    clock: {
      now: () => Date.now() + paused,
      async pause(milliseconds) {
        paused += milliseconds;
        await server.sandbox.actions.idle();
      },
    },
  });
});
afterAll(() => server.close());

const everything = () => asked.printed + Object.values(asked.files).join('');
/** The answers, and the table; without the commands to delete what was made. */
const shown = () => everything().replaceAll(/^ {2}.*gh repo delete.*$/gm, '');

test('a server gives the answers that the sandbox gives by itself', () => {
  expect(wrong(asked)).toEqual([]);
  expect(asked.code).toBe(0);
});

test('a question whose token is missing is not asked, and the variable is named', () => {
  const asks = (id: string) => rowOf(asked, id);
  expect(asks('tokens.repository.app')).toMatchObject({
    answered: 'not asked: set PROBE_APP',
    same: 'not asked',
  });
  expect(asks('tokens.scopes')).toMatchObject({
    answered: 'not asked: set PROBE_CLASSIC',
    same: 'not asked',
  });
  expect(asks('tokens.without-type.fine-grained-write')?.answered).toBe(
    'not asked: set PROBE_FINE_GRAINED_WRITE',
  );
  expect(asks('tokens.repository.fine-grained-read')?.same).toBe('same');
});

test('a rule that the plan does not have is not asked about, in GitHub’s words', () => {
  expect(rowOf(asked, 'rules.merge-queue')).toMatchObject({
    answered: 'not asked: no rule merge-queue here: 422 Validation Failed',
    same: 'not asked',
  });
});

test('the answers are records of that server, by its version', () => {
  const lines = Object.values(asked.files).flatMap((text) => text.trimEnd().split('\n'));
  expect(lines.length).toBeGreaterThan(70);
  for (const line of lines) {
    const { source, strength } = JSON.parse(line);
    expect(source).toMatch(/^probe, \d{4}-\d\d-\d\d, GitHub Enterprise Server 3\.19\.0$/);
    expect(strength).toBe('recorded');
  }
});

test('no token, account, person, address or name of a repository is in the table or the files', () => {
  const { login, name, email, id } = PERSON;
  const tokens = Object.values(server.tokens);
  const secrets = [
    ...tokens,
    login,
    name,
    email,
    String(id),
    new URL(server.url).host,
    'notify-marketplace-probe-',
  ];
  expect(secrets.filter((secret) => shown().toLowerCase().includes(secret.toLowerCase()))).toEqual([]);
});

test('what was made is named for deletion under its present name, and not deleted', () => {
  const commands = asked.printed.match(/gh repo delete \S+ --yes/g) ?? [];
  const [, announced] = /and (\d+) new repositories/.exec(asked.noted) ?? [];
  expect(commands.length).toBeGreaterThan(8);
  expect(commands.length).toBeLessThanOrEqual(Number(announced));
  expect(commands.filter((line) => /-new-name --yes$/.test(line)).length).toBe(1);
  expect(commands.filter((line) => /-old-name --yes$/.test(line))).toEqual([]);
  for (const line of commands)
    expect(server.sandbox.github.repository(line.split(' ')[3] ?? '')).toBeDefined();
  expect(server.requests.filter((line) => /^DELETE \/repos\/[^/]+\/[^/]+$/.test(line))).toEqual([]);
});

test('it takes no more requests than it said at the start', () => {
  const [, most, writes] = /About (\d+) requests at most, (\d+) of which write/.exec(asked.noted) ?? [];
  const reads = server.requests.filter((line) => /^GET |^POST \/api\/graphql/.test(line));
  expect(server.requests.length).toBeGreaterThan(150);
  expect(server.requests.length).toBeLessThanOrEqual(Number(most));
  expect(server.requests.length - reads.length).toBeLessThanOrEqual(Number(writes));
});

test('without PROBE_TOKEN, or with another person’s, nothing is asked: exit code 2', async () => {
  const args = ['--owner', server.owner, '--server', server.url];
  const none = await ran(args);
  expect(none.code).toBe(2);
  expect(none.noted).toContain('Set PROBE_TOKEN');
  const others = await ran(['--owner', 'somebody-else', '--server', server.url], {
    env: { PROBE_TOKEN: server.tokens.main },
  });
  expect(others.code).toBe(2);
  expect(others.noted).toContain('belongs to another account than somebody-else');
});
