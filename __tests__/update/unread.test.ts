import { describe, expect, test } from '@jest/globals';
import { commitGone, notRead } from '../../src/update/plan/unread.ts';
import { githubError } from '../support/fake-client.ts';
import { head, OLD, pin, place, pointer, subject } from '../support/update-fixtures.ts';

const failed = (message: string, error: ReturnType<typeof githubError> | null) =>
  notRead({ kind: 'failed', message, error }, place());

describe('a plugin that could not be read', () => {
  test.each([
    [
      'a token that is refused',
      githubError(401, { message: 'Bad credentials' }),
      /rejects `plugins-token` \(401\) for acme\/sdk-bridge.*renew/,
    ],
    ['a rate limit', githubError(429), /is rate-limiting this token; the next run tries again/],
    [
      'a rate limit with its end',
      githubError(403, {
        message: 'API rate limit exceeded',
        headers: { 'x-ratelimit-remaining': '0' },
        until: Date.UTC(2026, 0, 12, 10, 5),
      }),
      /is rate-limiting this token until .*10:05.*; the next run tries again/,
    ],
    [
      'a failure with a word',
      githubError(502, { message: 'timeout' }),
      /could not be read: GitHub answered 502 after 1 try: `timeout`; the next run/,
    ],
    [
      'a failure without a word',
      githubError(502),
      /could not be read: GitHub answered 502 after 1 try; the next run/,
    ],
    [
      'an empty success',
      githubError(200),
      /could not be read: something other than GitHub's API answered \(200\); the next run/,
    ],
    [
      'a right that is missing',
      githubError(403, { message: 'Resource not accessible by integration' }),
      /may not be read \(`Resource not accessible by integration`\): pass a `plugins-token` that may/,
    ],
    [
      'no answer',
      githubError(null, { message: 'ECONNRESET' }),
      /could not be read: GitHub could not be reached after 1 try \(`ECONNRESET`\); the next run/,
    ],
  ])('because of %s is held by an error that says so', (_, error, reason) => {
    expect(failed(error.message, error)).toEqual({
      kind: 'held',
      reason: expect.stringMatching(reason),
      // A token that is rejected or lacks a right does not pass by itself.
      cause: /401|403 missing/.test(`${error.status} ${error.limit ?? 'missing'}`) ? 'unreadable' : 'passing',
      holds: 'pointer',
    });
  });

  test('because of a part of an answer is held with what GitHub said, shown safely', () => {
    expect(failed('a`\n::error::', null)).toMatchObject({
      reason: expect.stringContaining('`a\\u{60}\\u{a}::error::`'),
    });
  });

  test('ends its reason without a full stop, which its sentence has', () => {
    const all = [
      notRead({ kind: 'no-repository' }, place()),
      notRead({ kind: 'no-commit' }, place()),
      notRead({ kind: 'no-commit' }, place({ revision: { latestRelease: true } })),
      notRead({ kind: 'forbidden', message: 'sso' }, place()),
      failed('x', null),
    ];
    for (const one of all) expect('reason' in one && one.reason).toMatch(/[^.]$/);
  });
});

describe('a commit that is gone', () => {
  const gone = head({ present: { kind: 'no-commit' } });

  test.each([
    ['a pin', subject({ source: pin() }), '1111111'],
    [
      'a submodule',
      subject({ source: './plugins/sdk-bridge' }, [pointer({ oid: '4'.repeat(40) })]),
      '4444444',
    ],
  ])('is named with where the branch is now: %s', (_, entry, commit) => {
    expect(commitGone(entry, gone)).toBe(
      `its commit ${commit} is not in acme/sdk-bridge (any more); its branch is at 2222222: set its pin or submodule pointer to one that is`,
    );
  });

  test('is named alone where the branch could not be read', () => {
    const entry = subject({ source: pin({ sha: OLD }) });
    expect(commitGone(entry, head({ ...gone, target: { kind: 'no-commit' } }))).toBe(
      'its commit 1111111 is not in acme/sdk-bridge (any more): set its pin or submodule pointer to one that is',
    );
  });
});
