import { describe, expect, test } from '@jest/globals';
import { InputValues } from '../../src/action/input-values.ts';

/** An input of each kind. */
const TABLE = {
  flag: { kind: 'flag', default: 'false' },
  choice: { kind: 'choice', values: ['notify', 'skip'], default: 'notify' },
  days: { kind: 'whole', unit: 'days', most: 99_999, meaning: '0 never warns', default: '14' },
  list: { kind: 'list' },
  patterns: { kind: 'patterns' },
  name: { kind: 'text', default: 'usual' },
  token: { kind: 'token', default: `\${{ github.token }}` },
} as const;

/** What a reader makes of the inputs, all of this text, and the codes of the problems it found. */
function read<T>(text: string, reader: (given: InputValues<typeof TABLE>) => T) {
  const given = new InputValues(TABLE, () => text);
  const value = reader(given);
  return { value, problems: given.problems.map(({ code }) => code), given };
}

describe('simple values', () => {
  test.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['', false],
  ])('a flag: %j is %s', (text, flag) => {
    expect(read(text, (given) => given.flag('flag'))).toMatchObject({ value: flag, problems: [] });
  });

  test.each(['yes', '1', 'tRUE', 'true false'])('a flag: %j is refused', (text) => {
    expect(read(text, (given) => given.flag('flag')).problems).toEqual(['input-invalid']);
  });

  test.each([
    ['', 'notify', []],
    ['skip', 'skip', []],
    ['Skip', 'notify', ['input-invalid']],
    ['toString', 'notify', ['input-invalid']],
  ])('a choice: %j is %s', (text, value, problems) => {
    expect(read(text, (given) => given.choice('choice'))).toMatchObject({ value, problems });
  });

  test.each([
    ['', 14, []],
    ['0', 0, []],
    ['30', 30, []],
    ['-1', 14, ['input-invalid']],
    ['1.5', 14, ['input-invalid']],
    ['soon', 14, ['input-invalid']],
    ['1e3', 14, ['input-invalid']],
  ])('days: %j is %d', (text, value, problems) => {
    expect(read(text, (given) => given.whole('days'))).toMatchObject({ value, problems });
  });

  test('every problem names its input and what to write, and shows the text safely', () => {
    const { given } = read('a`\n##[error]\u202e', (all) => all.flag('flag'));
    expect(given.problems[0]?.what).toContain('`flag`');
    expect(given.problems[0]?.what).not.toMatch(/[\p{Cc}\p{Cf}]|##\[/u);
    expect(given.problems[0]?.remedy).toMatch(/true or false/);
  });
});

describe('lists', () => {
  test.each([
    ['a', ['a']],
    ['a\nb', ['a', 'b']],
    ['a\r\n  b  \r\n\r\n', ['a', 'b']],
    ['a, b,c', ['a', 'b', 'c']],
    ['a,\nb', ['a', 'b']],
    ['{a,b},c', ['{a,b}', 'c']],
    ['', []],
  ])('%j is %j', (text, list) => {
    expect(read(text, (given) => given.list('list')).value).toEqual(list);
  });
});

describe('patterns', () => {
  const patterns = (text: string) => read(text, (given) => given.patterns('patterns'));

  test.each([
    ['', []],
    ['a, !b', ['a', '!b']],
    ['**/x{a,b}\n[c]', ['**/x{a,b}', '[c]']],
    ['a(b', ['a(b']],
  ])('%j are %j', (text, value) => {
    expect(patterns(text)).toMatchObject({ value, problems: [] });
  });

  test.each(['!', 'x'.repeat(1001)])('one that is none is refused, and the others stay', (text) => {
    expect(patterns(`a\n${text}\nb`)).toMatchObject({ value: ['a', 'b'], problems: ['input-invalid'] });
  });
});

test('a text that is not given is the default, unless only a runner can evaluate that', () => {
  expect(read(' ', (given) => given.text('name')).value).toBe('usual');
  expect(read(' own ', (given) => given.text('name')).value).toBe('own');
  expect(read('', (given) => given.text('token')).value).toBe('');
});

test('problems are gathered, so that all are fixed at once', () => {
  const given = new InputValues(TABLE, () => '!');
  given.checkKinds();
  given.refuse('token-missing', 'It is wrong', 'Fix it.');
  expect(given.problems.map(({ what }) => what.split('`')[1] ?? what)).toEqual([
    'flag',
    'choice',
    'days',
    'patterns',
    'It is wrong',
  ]);
});
