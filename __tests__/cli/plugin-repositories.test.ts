import { expect, test } from '@jest/globals';
import { readStates } from '../../src/cli/doctor/remote/plugin-repositories.ts';
import { GitHubError } from '../../src/github/client/error.ts';
import type { GraphqlAnswer } from '../../src/github/client/graphql-answer.ts';
import { fakeClient } from '../support/fake-client.ts';

const TWO = [
  { owner: 'acme', name: 'one' },
  { owner: 'acme', name: 'two' },
];
const ONE = { nameWithOwner: 'acme/one', isPrivate: false };

/** Asked for the second one alone, it answers the same of it. */
function states({ data, errors }: GraphqlAnswer) {
  const second = Object.fromEntries(
    Object.entries(data).flatMap(([key, value]) => (key === 'r1' ? [['r0', value]] : [])),
  );
  const graphql = ({ variables }: { variables: object }) =>
    Object.values(variables).includes('one') ? { data, errors } : { data: second, errors };
  return readStates(fakeClient({ graphql, pauses: 0 }), TWO);
}

test.each([
  ['null without an error', { r0: ONE, r1: null }],
  ['no answer for it', { r0: ONE }],
  ['an answer without its fields', { r0: ONE, r1: {} }],
])('a repository that GitHub did not answer is not taken for one that can’t be seen: %s', async (_, data) => {
  await expect(states({ data, errors: [] })).rejects.toBeInstanceOf(GitHubError);
});

test('one that GitHub says is not there is left out', async () => {
  const errors = [{ type: 'NOT_FOUND', message: 'x', path: ['r1'] }];
  const found = await states({ data: { r0: ONE, r1: null }, errors });
  expect([...found]).toEqual([['acme/one', { name: 'acme/one', isPrivate: false }]]);
});
