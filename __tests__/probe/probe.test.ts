import { beforeAll, describe, expect, test } from '@jest/globals';
import { THEMES } from '../../probe/questions/index.ts';
import { type Ran, ran, rowOf, wrong } from './surroundings.ts';

const ids = THEMES.flatMap(({ questions }) => questions.map(({ id }) => id));

describe('of the sandbox', () => {
  let whole: Ran;
  beforeAll(async () => {
    whole = await ran([]);
  });

  test('nothing contradicts the ledger: exit code 0', () => {
    expect(wrong(whole)).toEqual([]);
    expect(whole.code).toBe(0);
  });

  test('the table has a row for every question', () => {
    expect(ids.filter((id) => rowOf(whole, id) === null)).toEqual([]);
    expect(rowOf(whole, 'paths.missing')).toEqual({
      expected:
        "200; repository: {object: {f0: null}}; NOT_FOUND at repository.object.f0: Could not resolve file for path 'nope.json'. (file-missing)",
      answered:
        "200; repository: {object: {f0: null}}; NOT_FOUND at repository.object.f0: Could not resolve file for path 'nope.json'.",
      same: 'same',
    });
    expect(rowOf(whole, 'paths.below-a-file')).toMatchObject({
      expected: 'unknown (file-below-a-file)',
      same: 'no record yet',
    });
  });

  test('every answer is a line of the files, marked as the sandbox’s', () => {
    const lines = Object.values(whole.files).flatMap((text) => text.trimEnd().split('\n'));
    const answers = lines.map((line) => JSON.parse(line));
    const unknown = /, (\d+) unknown to the sandbox/.exec(whole.printed)?.[1] ?? '0';
    expect(answers.length).toBe(ids.length - Number(unknown));
    for (const { id, source, strength } of answers) {
      expect(id).toMatch(/^probe-[A-Za-z0-9-]+$/);
      expect(source).toMatch(/^probe, \d{4}-\d\d-\d\d, the sandbox$/);
      expect(strength).toBe('sandbox');
    }
  });

  test('an answer has the keys of the fixtures, and what was measured those of a fact', () => {
    const [answer] = (whole.files['rest.jsonl'] ?? '').split('\n');
    const keys = ['id', 'asked', 'status', 'headers', 'words', 'body', 'source', 'strength', 'date', 'note'];
    expect(Object.keys(JSON.parse(answer ?? ''))).toEqual(keys);
    const facts = (whole.files['facts.jsonl'] ?? '').trimEnd().split('\n');
    const size = facts.map((line) => JSON.parse(line)).find(({ id }) => id === 'probe-sizes-paths-1000');
    expect(Object.keys(size)).toEqual(['id', 'about', 'says', 'source', 'strength', 'date', 'note']);
    expect(size.says).toMatchObject({
      paths: 1000,
      complete: true,
      errors: 0,
      milliseconds: expect.any(Number),
    });
  });

  test('nothing is left behind, so there is nothing to delete', () => {
    expect(whole.printed).not.toContain('gh repo delete');
  });
});

test('an answer that contradicts the ledger is named, with what it says there: exit code 1', async () => {
  const body = { data: { repository: { object: { f0: null } } } };
  const { code, printed, files } = await ran(['--only', 'paths.missing', 'paths.link'], {
    prepare: ({ github }) =>
      github.addFault({ match: /^POST \/graphql/, matchBody: /folder\/nope/, status: 200, body }),
  });
  expect(code).toBe(1);
  expect(printed.match(/^.* contradicts the ledger\.$/gm)).toEqual([
    'paths.missing-in-a-folder contradicts the ledger.',
  ]);
  expect(printed).toMatch(
    /expected: .*NOT_FOUND at repository\.object\.f0.*\(file-missing\)\n {2}answered: {2}200; /,
  );
  expect(files['graphql.jsonl']).toContain('"note":"contradicts file-missing"');
});

test('an answer of a server that failed is no contradiction, but exit code 1', async () => {
  const found = await ran(['--only', 'refs.missing-repository'], {
    prepare: ({ github }) => github.addFault({ match: /^POST \/graphql/, status: 502, body: 'Bad Gateway' }),
  });
  expect(found.code).toBe(1);
  expect(rowOf(found, 'refs.missing-repository')).toMatchObject({
    answered: expect.stringMatching(/^502 .*--only/),
    same: 'FAILED',
  });
  expect(found.printed).toContain('1 question: 1 failed.');
  expect(found.printed).not.toContain('contradicts');
});

test('what the sandbox does not implement is no contradiction', async () => {
  const found = await ran(['--only', 'paths.submodules']);
  expect(rowOf(found, 'paths.submodules')).toMatchObject({
    answered: expect.stringContaining('Repository.submodules'),
    same: 'the sandbox does not know',
  });
  expect(found.code).toBe(0);
});

test('used-up limits are asked about last, and only where that is asked for', async () => {
  const found = await ran(['--only', 'rate-limit.rest', '--use-up-rate-limit']);
  expect(rowOf(found, 'rate-limit.rest')).toMatchObject({
    answered: expect.stringMatching(/^403; /),
    same: 'same',
  });
  expect(found.code).toBe(0);
  expect(ids.filter((id) => id.startsWith('rate-limit'))).toEqual([]);
});
