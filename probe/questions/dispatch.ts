import { data, ofRepository } from '../graphql.ts';
import { type Expected, known, type Question, type Shape, type Theme } from '../question.ts';
import type { Place } from '../world/hands.ts';
import type { World } from '../world/world.ts';
import { emptyPlace } from './refs.ts';
import { WORKFLOW_DISPATCHES } from './workflow-dispatch.ts';

/** A type that no workflow listens for. */
const TYPE = 'notify-marketplace-probe';

/** A private repository that nobody else writes to. */
export function dispatchPlace(world: World): Promise<Place> {
  return world.once('dispatch', () => world.hands.createRepository('dispatch', { private: true }));
}

function archivedPlace(world: World): Promise<string> {
  return world.once('archived', async () => {
    const { repository } = await world.hands.createRepository('archived', { private: false });
    await world.hands.archive(repository);
    return repository;
  });
}

/** The name that a repository had. */
function renamedPlace(world: World): Promise<string> {
  return world.once('renamed', async () => {
    const { repository } = await world.hands.createRepository('old-name', { private: false });
    await world.hands.rename(repository, 'new-name');
    return repository;
  });
}

function withoutActions(world: World): Promise<string> {
  return world.once('without-actions', async () => {
    const { repository } = await world.hands.createRepository('without-actions', { private: false });
    await world.hands.disableActions(repository);
    return repository;
  });
}

interface Case {
  readonly name: string;
  readonly asked: string;
  readonly expected: Expected;
  readonly open?: string;
  readonly body: unknown;
  readonly where: (world: World) => Promise<string>;
}

function dispatchQuestion({ name, asked, expected, open, body, where }: Case): Question {
  return {
    id: `dispatch.${name}`,
    asked: `POST /repos/acme/one/dispatches ${asked}`,
    expected,
    ...(open !== undefined && { open }),
    async ask(world) {
      return world.call({ method: 'POST', path: `/repos/${await where(world)}/dispatches`, body });
    },
  };
}

const ordinary = async (world: World) => (await dispatchPlace(world)).repository;
const event = { event_type: TYPE, client_payload: {} };

function refusal(message: string): Shape {
  return { status: 422, body: { message } };
}

const tooMany = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`key${index}`, index]));

const DISPATCHES: readonly Case[] = [
  {
    name: 'accepted',
    asked: 'where no workflow listens',
    expected: known('dispatch-no-listener', {
      status: 204,
      headers: { 'content-type': { $absent: true } },
      body: '',
    }),
    body: event,
    where: ordinary,
  },
  {
    name: 'many-properties',
    asked: 'client_payload with 14 properties',
    expected: known(
      'dispatch-too-many-properties',
      refusal('Invalid request.\n\nNo more than 10 properties are allowed; 14 were supplied.'),
    ),
    body: { event_type: TYPE, client_payload: tooMany },
    where: ordinary,
  },
  {
    name: 'too-large',
    asked: 'client_payload of 70,000 characters',
    expected: known('dispatch-too-large', refusal('client_payload is too large.')),
    body: { event_type: TYPE, client_payload: { text: 'x'.repeat(70_000) } },
    where: ordinary,
  },
  {
    name: 'long-type',
    asked: 'event_type of 101 characters',
    expected: known(
      'dispatch-event-type-long',
      refusal('Invalid request.\n\nOnly 100 characters are allowed; 101 were supplied.'),
    ),
    body: { event_type: 'x'.repeat(101) },
    where: ordinary,
  },
  {
    name: 'empty-repository',
    asked: 'empty repository',
    expected: 'unknown',
    open: 'dispatch-switched-off',
    body: event,
    where: async (world) => (await emptyPlace(world)).repository,
  },
  {
    name: 'actions-off',
    asked: 'Actions switched off',
    expected: 'unknown',
    open: 'dispatch-switched-off',
    body: event,
    where: withoutActions,
  },
  { name: 'archived', asked: 'archived repository', expected: 'unknown', body: event, where: archivedPlace },
  {
    name: 'archived-without-type',
    asked: 'without event_type, archived repository',
    expected: 'unknown',
    open: 'dispatch-archived',
    body: { client_payload: {} },
    where: archivedPlace,
  },
  {
    name: 'renamed',
    open: 'dispatch-renamed',
    asked: 'after a rename',
    expected: 'unknown',
    body: event,
    where: renamedPlace,
  },
  {
    name: 'missing-repository',
    asked: 'a repository that is not there',
    expected: known('dispatch-classic-no-scope', { status: 404, body: { message: 'Not Found' } }),
    body: event,
    where: async (world) => world.named('nope'),
  },
];

const AROUND: readonly Question[] = [
  ...['workflows', 'runs'].map(
    (list): Question => ({
      id: `dispatch.actions-off-${list}`,
      asked: `GET /repos/acme/one/actions/${list} while Actions is off`,
      expected: 'unknown',
      open: 'actions-off',
      ask: async (world) =>
        world.call({ method: 'GET', path: `/repos/${await withoutActions(world)}/actions/${list}` }),
    }),
  ),
  {
    id: 'dispatch.archived-role',
    asked: 'repository{isArchived viewerPermission} of an archived repository',
    expected: known('archived-role', data({ isArchived: true, viewerPermission: 'ADMIN' })),
    ask: async (world) =>
      ofRepository(world, await archivedPlace(world), { fields: 'isArchived viewerPermission' }),
  },
  {
    id: 'dispatch.renamed-get',
    asked: 'GET /repos/acme/old-name after a rename',
    expected: known('read-renamed', {
      status: 301,
      headers: { location: { $matches: '^https://api\\.github\\.com/repositories/1$' } },
      body: { message: 'Moved Permanently', url: { $matches: '/repositories/1$' } },
    }),
    ask: async (world) => world.call({ method: 'GET', path: `/repos/${await renamedPlace(world)}` }),
  },
  {
    id: 'dispatch.renamed-graphql',
    asked: 'repository(owner,name){nameWithOwner} of a former name',
    expected: known('repository-renamed', data({ nameWithOwner: 'acme/new-name' })),
    ask: async (world) => ofRepository(world, await renamedPlace(world), { fields: 'nameWithOwner' }),
  },
];

export const DISPATCH: Theme = {
  name: 'dispatches',
  questions: [...DISPATCHES.map(dispatchQuestion), ...AROUND, ...WORKFLOW_DISPATCHES],
  cost: { repositories: 5, requests: 70, writes: 40 },
};
