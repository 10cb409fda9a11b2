import { expect, test } from '@jest/globals';
import { parseArguments } from '../../probe/arguments.ts';
import { THEMES } from '../../probe/questions/index.ts';
import { ran } from './surroundings.ts';

test('without arguments the sandbox is asked everything but used-up limits', () => {
  expect(parseArguments([])).toEqual({
    kind: 'options',
    options: { server: 'https://github.com', only: [], useUpRateLimit: false },
  });
});

test('a server, a folder and themes can be named', () => {
  const args = [
    '--owner',
    'acme',
    '--server',
    'https://ghe.example/',
    '--out',
    'x',
    '--only',
    'paths',
    'refs',
  ];
  expect(parseArguments([...args, '--use-up-rate-limit'])).toEqual({
    kind: 'options',
    options: {
      owner: 'acme',
      server: 'https://ghe.example',
      out: 'x',
      only: ['paths', 'refs'],
      useUpRateLimit: true,
    },
  });
});

test.each([
  [['--nonsense'], /unknown option '--nonsense'/],
  [['acme'], /too many arguments/],
  [['--owner'], /argument missing/],
  [['--owner', 'acme/one'], /'acme\/one' is no account/],
  [['--owner', 'acme', '--server', 'ghe.example'], /'ghe\.example' is no address/],
  [['--server', 'https://ghe.example'], /--server needs --owner/],
  [['--only', 'pathz'], /no question's id starts with 'pathz'/],
])('%j is a usage error: exit code 2, nothing is asked', async (args, words) => {
  const { code, noted, printed } = await ran(args);
  expect(code).toBe(2);
  expect(noted).toMatch(words);
  expect(noted).toContain('--help');
  expect(printed).toBe('');
});

test('--help names every option and token: exit code 0', async () => {
  const { code, printed } = await ran(['--help']);
  expect(code).toBe(0);
  for (const name of [
    '--owner',
    '--server',
    '--out',
    '--only',
    '--use-up-rate-limit',
    'PROBE_TOKEN',
    'PROBE_APP',
  ])
    expect(printed).toContain(name);
});

test('every question has an id of its own, that starts like its neighbours’', () => {
  const ids = THEMES.flatMap(({ questions }) => questions.map(({ id }) => id));
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  for (const { questions } of THEMES)
    expect([...new Set(questions.map(({ id }) => id.split('.')[0]))].length).toBe(1);
});
