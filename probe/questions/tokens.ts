import { type Expected, known, type Question, type Shape, type Theme } from '../question.ts';
import type { TokenName } from '../world/tokens.ts';
import { dispatchPlace } from './dispatch.ts';

const WHO: Record<TokenName, string> = {
  main: 'the main token',
  'fine-grained-read': 'fine-grained token with Contents: read',
  'fine-grained-write': 'fine-grained token with Contents: write',
  classic: 'classic token without a scope',
  app: "App's installation token with Contents: write",
};

/** A request that names no type, and where a token lacks the right also one that does: it is refused. */
function dispatchQuestion(
  token: TokenName,
  expected: Expected,
  body: object = { client_payload: {} },
): Question {
  const withType = 'event_type' in body;
  return {
    id: `tokens.${withType ? 'refused' : 'without-type'}.${token}`,
    asked: `POST /repos/acme/one/dispatches ${withType ? '' : 'without event_type, '}${WHO[token]}`,
    expected,
    ...(!withType && { open: 'dispatch-without-type' }),
    needs: token,
    async ask(world) {
      const { repository } = await dispatchPlace(world);
      return world.call({ method: 'POST', path: `/repos/${repository}/dispatches`, body, token });
    },
  };
}

const NO_TYPE = known('dispatch-event-type-missing', {
  status: 422,
  body: { message: { $matches: '"event_type" wasn\'t supplied\\.' }, errors: { $absent: true } },
});

const event = { event_type: 'notify-marketplace-probe', client_payload: {} };

const DISPATCHES: readonly Question[] = [
  dispatchQuestion('main', NO_TYPE),
  dispatchQuestion('fine-grained-write', NO_TYPE),
  dispatchQuestion('app', NO_TYPE),
  // The command line's doctor relies on the right's being looked at first.
  dispatchQuestion('fine-grained-read', 'unknown'),
  dispatchQuestion('classic', 'unknown'),
  dispatchQuestion(
    'fine-grained-read',
    known('dispatch-fine-grained-read-only', {
      status: 403,
      body: { message: 'Resource not accessible by personal access token' },
    }),
    event,
  ),
  dispatchQuestion(
    'classic',
    known('dispatch-classic-no-scope', { status: 404, body: { message: 'Not Found' } }),
    event,
  ),
];

/** Absent where the token has no end. Every form that was recorded; expiry-fine-grained: in the owner's time zone. */
const END = '^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d (UTC|[+-]\\d{4})$';
const HEADER = 'github-authentication-token-expiration';
const withEnd: Shape = { headers: { [HEADER]: { $matches: END } } };
const withoutEnd: Shape = { headers: { [HEADER]: { $absent: true } } };

function expiryQuestion(token: TokenName, expected: Expected): Question {
  return {
    id: `tokens.expiry.${token}`,
    asked: `GET /rate_limit, ${WHO[token]}: ${HEADER}`,
    expected,
    needs: token,
    ask: (world) => world.call({ method: 'GET', path: '/rate_limit', token }),
  };
}

const EXPIRY: readonly Question[] = [
  expiryQuestion('main', { ledger: ['expiry-classic', 'expiry-fine-grained'], oneOf: [withEnd, withoutEnd] }),
  expiryQuestion('fine-grained-read', known('expiry-fine-grained', withEnd, withoutEnd)),
  expiryQuestion('classic', known('expiry-classic', withEnd, withoutEnd)),
  expiryQuestion('app', known('expiry-where', withoutEnd)),
  {
    id: 'tokens.expiry-hours',
    asked: `${HEADER} of a fine-grained token: hours from now (one report has it at the time of the request)`,
    expected: known('expiry-fine-grained', { body: { ahead: true } }, { body: { header: null } }),
    open: 'expiry-time',
    needs: 'fine-grained-read',
    async ask(world) {
      const answer = await world.call({ method: 'GET', path: '/rate_limit', token: 'fine-grained-read' });
      const header = answer.headers[HEADER] ?? null;
      const ends = Date.parse((header ?? '').replace(' UTC', 'Z').replace(' ', 'T').replace(' ', ''));
      const hours = Math.round((ends - world.clock.now()) / 360_000) / 10;
      return {
        ...answer,
        measured: true,
        status: null,
        body: { header, hours: header === null ? null : hours, ahead: hours > 0.1 },
      };
    },
  },
];

function repositoryQuestion(token: TokenName, expected: Expected): Question {
  return {
    id: `tokens.repository.${token}`,
    asked: `GET /repos/acme/one, ${WHO[token]}`,
    expected,
    open: 'owner-push',
    needs: token,
    async ask(world) {
      const { repository } = await dispatchPlace(world);
      return world.call({ method: 'GET', path: `/repos/${repository}`, token });
    },
  };
}

/** Of a person's repository, unless the account is an organization. */
function organizationSecrets(token: 'main' | 'fine-grained-read'): Question {
  return {
    id: `tokens.org-secrets.${token}`,
    asked: `GET /repos/acme/one/actions/organization-secrets, ${WHO[token]}`,
    expected: 'unknown',
    open: 'organisation-secrets',
    needs: token,
    async ask(world) {
      const path = `/repos/${(await dispatchPlace(world)).repository}/actions/organization-secrets`;
      return world.call({ method: 'GET', path, token });
    },
  };
}

const REPOSITORIES: readonly Question[] = [
  organizationSecrets('main'),
  organizationSecrets('fine-grained-read'),
  repositoryQuestion(
    'fine-grained-read',
    known('repository-fine-grained', {
      status: 200,
      headers: { 'x-accepted-github-permissions': 'metadata=read', 'x-oauth-scopes': { $absent: true } },
      body: { permissions: { admin: true, push: true, pull: true } },
    }),
  ),
  repositoryQuestion(
    'app',
    known('repository-app', {
      status: 200,
      body: { permissions: { admin: false, push: false, pull: false } },
    }),
  ),
  repositoryQuestion(
    'classic',
    known('dispatch-classic-no-scope', { status: 404, body: { message: 'Not Found' } }),
  ),
  {
    id: 'tokens.scopes',
    asked: 'GET /rate_limit, classic token without a scope: x-oauth-scopes',
    expected: known('scopes-header', { status: 200, headers: { 'x-oauth-scopes': '' } }),
    needs: 'classic',
    ask: (world) => world.call({ method: 'GET', path: '/rate_limit', token: 'classic' }),
  },
  {
    id: 'tokens.user-of-app',
    asked: "GET /user, App's installation token",
    expected: known('user-app', {
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    }),
    needs: 'app',
    ask: (world) => world.call({ method: 'GET', path: '/user', token: 'app' }),
  },
];

export const TOKEN_QUESTIONS: Theme = {
  name: 'tokens',
  questions: [...DISPATCHES, ...EXPIRY, ...REPOSITORIES],
  cost: { repositories: 1, requests: 28, writes: 8 },
};
