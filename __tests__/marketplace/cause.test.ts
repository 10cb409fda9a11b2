import { expect, test } from '@jest/globals';
import { GitHubError } from '../../src/github/client/error.ts';
import { outlookOf } from '../../src/marketplace/cause.ts';

const unread = (status: number | null, message: string) =>
  ({
    kind: 'unread',
    repository: { owner: 'acme', name: 'marketplace' },
    unread: { kind: 'failed', message, error: new GitHubError({ status, headers: {}, message }) },
  }) as const;

test.each([
  ['no answer', null, 'read ECONNRESET', 'passing'],
  ['redirects without end', null, 'redirect count exceeded', 'lasting'],
  ['an error of the server', 502, 'Bad Gateway', 'passing'],
  ['a token that is refused', 401, 'Bad credentials', 'lasting'],
  ['a right that is missing', 403, 'Resource not accessible by integration', 'lasting'],
  ['nothing there', 404, 'Not Found', 'passing'],
])('waiting goes on only where the next look may find more: %s', (_, status, message, outlook) => {
  expect(outlookOf(unread(status, message))).toBe(outlook);
});
