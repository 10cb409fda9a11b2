import { expect, test } from '@jest/globals';
import { MOST_LOOKS, movedSince } from '../../src/update/observe/event-lag.ts';
import { fakeClient } from '../support/fake-client.ts';
import { head, marketplace, NEW, OLD, pin, place, REPOSITORY, read } from '../support/update-fixtures.ts';
import { fakeRepositories } from './fake-repositories.ts';

const NAMES = ['a', 'b', 'c'];
const market = marketplace(
  NAMES.map((name) => ({
    name,
    source: { ...pin(), source: 'git-subdir', path: `plugins/${name}`, url: 'acme/sdk-bridge' },
  })),
);
const seen = new Map(
  market.subjects.map((subject) => [
    subject,
    head({ place: place({ repository: REPOSITORY }), target: read(OLD, '1.0.0') }),
  ]),
);
const claims = NAMES.map((plugin) => ({
  plugin,
  version: '1.1.0',
  repository: 'acme/sdk-bridge',
  path: `plugins/${plugin}/.claude-plugin/plugin.json`,
}));
const look = { claims, marketplace: market, seen, mostLooks: MOST_LOOKS };

function showing(commit: string, pauses: number) {
  const repositories = { 'acme/sdk-bridge': { commits: { [commit]: {} }, head: commit } };
  return fakeClient({ ...fakeRepositories(repositories), pauses });
}

test('of one repository that stays behind, every plugin of the event is behind', async () => {
  expect(await movedSince(showing(OLD, 2), look)).toEqual({ kind: 'behind', plugins: NAMES });
});

test('one repository is asked once a look, however many of its plugins the event names', async () => {
  const client = showing(OLD, 2);
  await movedSince(client, look);
  expect(client.queries).toHaveLength(2);
});

test('a repository that moved is told at the first look that shows it', async () => {
  const client = showing(NEW, 2);
  expect(await movedSince(client, look)).toEqual({ kind: 'moved' });
  expect(client.queries).toHaveLength(1);
});
