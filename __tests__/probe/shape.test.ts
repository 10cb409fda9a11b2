import { describe, expect, test } from '@jest/globals';
import type { Pattern, RawAnswer } from '../../probe/question.ts';
import { answerFits, fits, project } from '../../probe/shape.ts';
import { shortAnswer, shortExpected } from '../../probe/short.ts';

describe('a value fits what was expected', () => {
  test.each<[Pattern, unknown, boolean]>([
    [null, null, true],
    [null, undefined, false],
    [1, '1', false],
    [{ a: 1 }, { a: 1, b: 2 }, true],
    [{ a: 1 }, { b: 2 }, false],
    [{ a: null }, {}, false],
    [{ a: 1 }, [1], false],
    [[{ a: 1 }], [{ a: 1, b: 2 }], true],
    [[{ a: 1 }], [{ a: 1 }, { a: 2 }], false],
    [[], [], true],
    [[], {}, false],
    [{ $matches: '^b+$' }, 'bbb', true],
    [{ $matches: '^b+$' }, 'abb', false],
    [{ $matches: '1' }, 1, false],
    [{ $contains: [{ a: 2 }] }, [{ a: 1 }, { a: 2 }], true],
    [{ $contains: [{ a: 3 }] }, [{ a: 1 }, { a: 2 }], false],
    [{ a: { $absent: true } }, {}, true],
    [{ a: { $absent: true } }, { a: null }, false],
    [{ $present: true }, '', true],
    [{ $present: true }, null, false],
    [{ constructor: { $absent: true } }, {}, true],
  ])('%j, %j: %s', (pattern, value, expected) => {
    expect(fits(pattern, value)).toBe(expected);
  });

  test('a matcher that does not exist is a fault of the question', () => {
    expect(() => fits({ $like: 'a' }, 'a')).toThrow('$like is no matcher');
  });
});

const answer: RawAnswer = {
  api: 'graphql',
  status: 200,
  headers: { link: 'next' },
  body: {
    data: { a: null, b: 1 },
    errors: [{ type: 'NOT_FOUND', path: ['a'], locations: [], message: 'No a\n' }],
  },
  milliseconds: 5,
};

test('status, headers and body must all fit', () => {
  expect(answerFits({ status: 200, headers: { link: 'next' }, body: { data: { a: null } } }, answer)).toBe(
    true,
  );
  expect(answerFits({ status: 201 }, answer)).toBe(false);
  expect(answerFits({ headers: { link: { $absent: true } } }, answer)).toBe(false);
  expect(answerFits({ headers: { other: { $absent: true } } }, answer)).toBe(true);
  expect(answerFits({ body: { errors: { $absent: true } } }, answer)).toBe(false);
});

test('an answer is shown in the terms of what was expected', () => {
  const shape = { status: 200, body: { data: { a: null }, errors: { $absent: true } } };
  expect(shortExpected({ ledger: ['x'], oneOf: [shape] })).toBe('200; a: null');
  expect(shortAnswer(answer, shape)).toBe('200; a: null; NOT_FOUND at a: No a\\n');
  expect(shortAnswer(answer)).toBe('200; a: null, b: 1; NOT_FOUND at a: No a\\n');
  expect(project({ a: [{ b: 1 }] }, { a: [{ b: 2, c: 3 }, 4], d: 5 })).toEqual({ a: [{ b: 2 }, 4] });
});
