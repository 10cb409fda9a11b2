import { describe, expect, test } from '@jest/globals';
import { pushedCommits, readPushes } from '../../src/github/pushes.ts';
import { answer, fakeClient, githubError } from '../support/fake-client.ts';

const [A, B, C, D, X] = ['a', 'b', 'c', 'd', '9'].map((digit) => digit.repeat(40)) as [
  string,
  string,
  string,
  string,
  string,
];
const ZEROS = '0'.repeat(40);
const forward = (before: string, after: string, at: number) => ({ before, after, at, isForward: true });
const other = (before: string, after: string, at: number) => ({ before, after, at, isForward: false });

describe('what was pushed to a branch, from its head back', () => {
  /** The record, newest first, and what is known of the head `d`. */
  const cases: Record<string, [ReturnType<typeof forward>[], string]> = {
    'as far as one follows from the other': [
      [forward(C, D, 4), forward(B, C, 3), forward(A, B, 2), other(ZEROS, A, 1)],
      'd4 c3 b2 a1',
    ],
    'a merge that is listed twice counts once': [
      [forward(C, D, 5), forward(C, D, 4), forward(B, C, 3)],
      'd5 c3',
    ],
    'an entry beside it is passed over': [[forward(C, D, 4), forward(A, X, 3), forward(B, C, 2)], 'd4 c2'],
    'an entry beside it, above the head, is passed over': [[forward(A, X, 5), forward(C, D, 4)], 'd4'],
    'a gap ends it': [[forward(C, D, 4), forward(A, B, 2)], 'd4'],
    'a force push to the head ends it': [[other(C, D, 4), forward(B, C, 3)], 'd4'],
    'a force push before ends it there': [[forward(C, D, 4), other(X, C, 3), forward(B, X, 2)], 'd4 c3'],
    'a force push beside it ends it': [[forward(C, D, 4), other(A, X, 3), forward(B, C, 2)], 'd4'],
    'of two pushes of one commit the newer counts': [
      [other(C, D, 6), other(D, C, 5), forward(C, D, 2)],
      'd6',
    ],
    'a branch that was made anew': [[other(ZEROS, D, 4), other(D, ZEROS, 3), forward(C, D, 2)], 'd4'],
    nothing: [[], 'not-recorded'],
    'others alone': [[forward(A, B, 2)], 'not-recorded'],
    'the branch left the head: the record is of another moment': [
      [forward(D, X, 5), forward(C, D, 4)],
      'unread',
    ],
    'the branch left the head and came back, which is not recorded yet': [
      [other(D, C, 5), forward(C, D, 2)],
      'unread',
    ],
  };

  test.each(Object.entries(cases))('%s', (_, [record, known]) => {
    const found = pushedCommits(record, D);
    const shown =
      found.kind === 'pushes'
        ? found.commits.map(({ commit, at }) => `${commit[0]}${at}`).join(' ')
        : found.kind;
    expect(shown).toBe(known);
  });
});

describe('the record is read', () => {
  const tip = { repository: { owner: 'acme', name: 'tool' }, branch: 'feat/x', head: D };
  const time = (day: number) => new Date(Date.UTC(2026, 0, day));
  const entry = (before: string, after: string, day: number) => ({
    ...{ before, after, timestamp: time(day).toISOString(), activity_type: 'push' },
  });
  const pages = (...all: unknown[][]) =>
    fakeClient({
      request: ({ parameters }) => {
        const page = Number(parameters['after'] ?? 0);
        const link = `<https://api.github.com/repositories/1/activity?after=${page + 1}&per_page=100>; rel="next"`;
        return answer({ data: all[page], headers: page + 1 < all.length ? { link } : {} });
      },
    });

  test('with its branch by its full name, and page by page until something is old enough', async () => {
    const client = pages([entry(C, D, 9)], [entry(B, C, 8)], [entry(A, B, 1)], [entry(X, A, 1)]);
    const found = await readPushes(client, tip, time(5).getTime());
    expect(found).toMatchObject({
      commits: [{ commit: D }, { commit: C }, { commit: B, at: time(1).getTime() }],
    });
    expect(client.calls.map(({ parameters }) => parameters)).toEqual(
      [undefined, '1', '2'].map((after) => ({
        ...{ owner: 'acme', repo: 'tool', ref: 'refs/heads/feat/x', per_page: 100 },
        ...(after === undefined ? {} : { after }),
      })),
    );
  });

  test('at most ten pages', async () => {
    const client = pages(...Array.from({ length: 30 }, () => [entry(A, X, 9)]));
    expect(await readPushes(client, tip, 0)).toEqual({ kind: 'not-recorded' });
    expect(client.calls.length).toBe(10);
  });

  test.each([
    [500, true],
    [404, false],
    [403, false],
  ])('a failure (%d) is none of an empty record', async (status, isPassing) => {
    const client = fakeClient({
      request: () => {
        throw githubError(status);
      },
    });
    expect(await readPushes(client, tip, 0)).toMatchObject({ kind: 'unread', isPassing });
  });
});
