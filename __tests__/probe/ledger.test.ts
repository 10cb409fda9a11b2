import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { themesFor } from '../../probe/questions/index.ts';

const ANSWERS = '__tests__/corpus/github-answers';
const PAGE = 'docs/github.md';
const questions = themesFor({ useUpRateLimit: true }).flatMap((theme) => theme.questions);

function linesOf(file: string): { id: string }[] {
  const text = readFileSync(`${ANSWERS}/${file}.jsonl`, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('every answer that the probe expects is a line of the ledger’s files', () => {
  const ids = ['graphql', 'rest', 'facts'].flatMap((file) => linesOf(file).map(({ id }) => id));
  const named = questions.flatMap(({ expected }) => (expected === 'unknown' ? [] : expected.ledger));
  expect(named.length).toBeGreaterThan(100);
  expect([...new Set(named)].filter((id) => !ids.includes(id))).toEqual([]);
});

test('every open question that the probe asks is one of the ledger’s', () => {
  const open = readFileSync(PAGE, 'utf8').split('\n## Open questions\n')[1] ?? '';
  const named = questions.flatMap((question) => question.open ?? []);
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((name) => !open.includes(`| \`${name}\`:`))).toEqual([]);
});
