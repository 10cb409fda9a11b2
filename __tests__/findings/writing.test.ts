import { describe, expect, test } from '@jest/globals';
import { marketplaceProblem, readFailure } from '../../src/findings/reading.ts';
import { proposalFailure, writeFailure } from '../../src/findings/writing.ts';
import { GitHubError } from '../../src/github/client/error.ts';
import { githubError } from '../support/fake-client.ts';

const REPOSITORY = { owner: 'acme', name: 'marketplace' };
const TARGET = { repository: REPOSITORY, branch: 'main' };

describe('what is said of an answer', () => {
  test.each([
    ['REST', undefined],
    ['GraphQL', []],
  ])('that is no answer of GitHub’s, to a request of %s: that something stands in between', (_, problems) => {
    const error = new GitHubError({ status: 200, headers: {}, message: '', problems });
    expect(writeFailure(error, TARGET).code).toBe('unexpected-answer');
    expect(proposalFailure(error, TARGET, 'b').code).toBe('unexpected-answer');
  });

  test('that has no words: nothing in quotes', () => {
    const error = githubError(403);
    const unread = { kind: 'failed', message: '', error } as const;
    const problems = [
      readFailure(error),
      marketplaceProblem({ kind: 'unread', unread, repository: REPOSITORY }, 'update'),
      writeFailure(error, TARGET),
    ];
    expect(problems.map(({ code }) => code)).toEqual(['read-forbidden', 'read-forbidden', 'write-forbidden']);
    for (const { what } of problems) expect(what).not.toContain('``');
  });
});
