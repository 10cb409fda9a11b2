import { describe, expect, test } from '@jest/globals';
import { type GraphqlProblem, graphqlProblems, whyNull } from '../../src/github/client/graphql-answer.ts';

const AT = ['r0', 'c0', 'target', 'f1'];
const MISSING = "Could not resolve file for path 'a/b.json'.";

function why(errors: readonly GraphqlProblem[], fields: { file?: string; alone?: boolean } = {}) {
  return whyNull(errors, { path: AT, alone: true, file: 'a/b.json', ...fields });
}

const problem = (fields: Partial<GraphqlProblem>): GraphqlProblem => ({
  message: 'Something went wrong',
  ...fields,
});

describe('a null means that it isn’t there', () => {
  test.each<[string, GraphqlProblem[]]>([
    ['where GitHub says NOT_FOUND at it', [problem({ type: 'NOT_FOUND', path: AT, message: MISSING })]],
    ['where no error can concern it', [problem({ path: ['r0', 'c0', 'target', 'f0'] })]],
    ['where nothing is said', []],
    ['where the same words come without a type', [problem({ path: AT, message: MISSING })]],
    ['where the words name its path and no place', [problem({ message: MISSING })]],
    [
      'where others say NOT_FOUND of theirs, without a place',
      [problem({ message: MISSING.replace('a/b', 'x/y') })],
    ],
    [
      'where GitHub says so, and an error without a place stands beside it',
      [problem({ type: 'NOT_FOUND', path: AT, message: MISSING }), problem({})],
    ],
  ])('%s', (_, errors) => {
    expect(why(errors).kind).toBe('absent');
  });

  test('with or without a word', () => {
    expect(why([])).toEqual({ kind: 'absent', bare: true });
    expect(why([problem({ type: 'NOT_FOUND', path: AT })])).toEqual({ kind: 'absent', bare: false });
  });
});

describe('a null means that GitHub failed', () => {
  test.each<[string, GraphqlProblem[]]>([
    ['where another error stands at it', [problem({ path: AT })]],
    ['where an error lies below it', [problem({ path: [...AT, 'object'] })]],
    ['where NOT_FOUND lies below it', [problem({ type: 'NOT_FOUND', path: [...AT, 'object'] })]],
    ['where an error lies above it', [problem({ path: ['r0', 'c0'] })]],
    ['where NOT_FOUND lies above it', [problem({ type: 'NOT_FOUND', path: ['r0'] })]],
    ['where an error has no path at all', [problem({})]],
    ['where an error has an empty path', [...graphqlProblems({ errors: [{ message: 'x', path: [] }] })]],
    ['where it asked for too much', [problem({ type: 'RESOURCE_LIMITS_EXCEEDED' })]],
    [
      'where both NOT_FOUND and a failure stand at it',
      [problem({ type: 'NOT_FOUND', path: AT }), problem({ path: AT })],
    ],
    [
      'where the words of a missing file come with a type of a failure',
      [problem({ type: 'INTERNAL', path: AT, message: MISSING })],
    ],
  ])('%s', (_, errors) => {
    expect(why(errors)).toMatchObject({ kind: 'failed' });
  });

  test('with numbers in paths too, as lists have them', () => {
    const path = ['repository', 'refs', 'nodes', 3, 'target'];
    const errors = [problem({ path: ['repository', 'refs', 'nodes', '3', 'target', 'file'] })];
    expect(whyNull(errors, { path, alone: true }).kind).toBe('failed');
  });
});

describe('a null is forbidden', () => {
  const sso = 'Resource protected by organization SAML enforcement.';

  test.each<[string, GraphqlProblem]>([
    ['at it', problem({ type: 'FORBIDDEN', message: sso, path: AT })],
    ['below it', problem({ type: 'FORBIDDEN', message: sso, path: [...AT, 'object'] })],
    ['above it', problem({ type: 'FORBIDDEN', message: sso, path: ['r0'] })],
    [
      'anywhere, where the request was about this repository alone',
      problem({ type: 'FORBIDDEN', message: sso }),
    ],
  ])('%s', (_, error) => {
    expect(why([error])).toEqual({ kind: 'forbidden', message: sso });
  });

  test('by one of many repositories, nobody knows which: then it failed, and is asked for by halves', () => {
    expect(why([problem({ type: 'FORBIDDEN', message: sso })], { alone: false }).kind).toBe('failed');
  });
});

test('only what has the documented shape is taken over from an answer', () => {
  const errors = [
    { type: 1, message: null, path: 'x', code: 'c' },
    'text',
    null,
    { extensions: { code: 'undefinedField' } },
  ];
  expect(graphqlProblems({ errors })).toEqual([
    { message: 'an error without a message', code: 'c' },
    // What is no error may be about anything all the same.
    { message: 'text' },
    { message: 'an error without a message' },
    { message: 'an error without a message', code: 'undefinedField' },
  ]);
  expect(graphqlProblems({ errors: {} })).toEqual([{ message: 'an error without a message' }]);
  for (const body of [null, 'text', {}, { errors: null }]) expect(graphqlProblems(body)).toEqual([]);
});

test('an error whose path leads to nothing in the answer may be about anything in it', () => {
  const data = { r0: { c0: { f0: null, list: [{ x: 1 }] } } };
  const placed = (path: (string | number)[]) =>
    graphqlProblems({ data, errors: [{ message: 'x', path }] })[0]?.path;
  for (const path of [
    ['r0'],
    ['r0', 'c0', 'f0'],
    ['r0', 'c0', 'f0', 'object', 'text'],
    ['r0', 'c0', 'list', 0, 'x'],
  ]) {
    expect(placed(path)).toEqual(path);
  }
  for (const path of [
    ['repository', 'object', 'file'],
    ['r0', 'c7', 'f0'],
    ['r0', 'c0', 'list', 4],
    ['data', 'r0'],
  ]) {
    expect(placed(path)).toBeUndefined();
  }
});
