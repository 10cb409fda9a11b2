import { knownAnswers } from '../../../sandbox/index.ts';
import type { Fault, FaultyAnswer, Replication } from '../../../sandbox/types.ts';
import { GRAPHQL_FAULTS } from './graphql-faults.ts';
import type { Other } from './place.ts';

/** Time as a fault needs it: what a header says lies so far ahead, and a request that hangs lets it pass. */
export interface FaultTime {
  now(): number;
  pass(milliseconds: number): void;
}

export type Change = Pick<Fault, 'status' | 'headers' | 'body' | 'drop' | 'effect' | 'rewrite'>;

/** One way in which a request may go wrong. */
export interface FaultCase {
  readonly name: string;
  /** Default: both. */
  readonly only?: 'rest' | 'graphql';
  /** A limit that is used up for longer than anybody waits: nothing more may be asked. `all`: of both APIs. */
  readonly far?: 'own' | 'all';
  /** Nothing fails; somebody else writes while the request is under way. */
  readonly other?: Other;
  /** Nothing fails; reads lag behind what the run writes. */
  readonly lag?: Partial<Replication>;
  /** @param token that of the request. */
  readonly make: (time: FaultTime, token: string) => Change;
}

const { restError } = knownAnswers;
const DOCS = 'https://docs.github.com/rest';
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
const HTML_TYPE = { 'content-type': 'text/html; charset=utf-8' };
const LIMITED = 'API rate limit exceeded for installation ID 1.';
const NOT_ACCESSIBLE = 'Resource not accessible by integration';

function fixed(name: string, change: Change, more: Partial<FaultCase> = {}): FaultCase {
  return { name, make: () => change, ...more };
}

function error(status: number, message: string, headers: Record<string, string> = {}): Change {
  return { ...restError(status, message, DOCS), headers };
}

function usedUp(status: number, name: string, seconds: number): FaultCase {
  return {
    name,
    ...(seconds > 60 ? { far: 'own' } : {}),
    make: (time) =>
      error(status, LIMITED, {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.ceil(time.now() / 1000) + seconds),
      }),
  };
}

const FORBIDDEN: readonly FaultCase[] = [
  fixed('403', error(403, 'Forbidden')),
  fixed('403 of a right', error(403, NOT_ACCESSIBLE, { 'x-accepted-github-permissions': 'contents=write' })),
  fixed('403 of a right, remaining 0', error(403, NOT_ACCESSIBLE, { 'x-ratelimit-remaining': '0' })),
  usedUp(403, '403 used up, near', 20),
  usedUp(403, '403 used up, far', 3000),
  fixed('403 secondary, near', knownAnswers.secondaryLimit({ status: 403, retryAfter: 7 })),
  fixed('403 secondary, far', knownAnswers.secondaryLimit({ status: 403, retryAfter: 3600 }), { far: 'all' }),
  fixed('403 secondary, no time', knownAnswers.secondaryLimit({ status: 403, retryAfter: null })),
  fixed('403 abuse', knownAnswers.secondaryLimit({ status: 403, retryAfter: 30, words: 'abuse' })),
  fixed('403 content', knownAnswers.contentLimit({ status: 403, retryAfter: 60 })),
  fixed('403 logins', knownAnswers.tooManyLogins()),
  fixed(
    '403 IP list',
    error(
      403,
      'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled, and your IP address is not permitted to access this resource.',
    ),
  ),
  fixed(
    '403 SSO',
    error(
      403,
      'Resource protected by organization SAML enforcement. You must grant your Personal Access token access to this organization.',
      { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?authorization_request=A1' },
    ),
  ),
  fixed(
    '403 OAuth',
    error(
      403,
      'Although you appear to have the correct authorization credentials, the `acme` organization has enabled OAuth App access restrictions, meaning that data access to third-parties is limited.',
    ),
  ),
  fixed('403 suspended', knownAnswers.suspended()),
  fixed('403 blocked', error(403, 'Repository access blocked')),
  fixed('403 proxy', knownAnswers.proxyPage()),
  fixed('403 empty', { status: 403, body: '' }),
];

const REFUSED: readonly FaultCase[] = [
  fixed('400', error(400, 'Problems parsing JSON')),
  fixed('401', error(401, 'Bad credentials')),
  fixed('404', error(404, 'Not Found')),
  fixed('407 proxy', knownAnswers.proxyPage(407)),
  fixed('409', error(409, 'Conflict')),
  fixed('409 empty repository', error(409, 'Git Repository is empty.')),
  fixed('410', error(410, 'This API is gone')),
  fixed('422', error(422, 'Validation Failed')),
  fixed('422 errors', {
    status: 422,
    body: {
      message: 'Validation Failed',
      errors: [{ resource: 'PullRequest', field: 'head', code: 'invalid' }],
      documentation_url: DOCS,
    },
  }),
  fixed('422 race', knownAnswers.referenceRace()),
  fixed(
    '422 rule',
    error(422, 'Repository rule violations found\n\nChanges must be made through a pull request.'),
  ),
  fixed('422 not a fast forward', error(422, 'Update is not a fast forward')),
  fixed('422 unknown object', error(422, 'Object does not exist')),
  fixed('422 too quickly', error(422, 'Validation Failed: was submitted too quickly')),
  fixed('451', error(451, 'Repository access blocked')),
  usedUp(429, '429 used up, near', 20),
  usedUp(429, '429 used up, far', 3000),
  fixed('429 near', error(429, 'Too Many Requests', { 'retry-after': '5' })),
  fixed('429 far', error(429, 'Too Many Requests', { 'retry-after': '3600' }), { far: 'all' }),
  fixed('429 no time', error(429, 'Too Many Requests')),
  fixed('429 page', {
    status: 429,
    headers: HTML_TYPE,
    body: '<html><body><h1>Whoa there!</h1></body></html>',
  }),
];

const FAILED: readonly FaultCase[] = [
  fixed('500 empty', { status: 500, body: '' }),
  fixed('500', error(500, 'Server Error')),
  fixed('502 page', knownAnswers.badGatewayHtml()),
  fixed('502', { status: 502, headers: JSON_TYPE, body: { message: 'Server Error' } }),
  fixed('503 unicorn', knownAnswers.unicorn()),
  fixed('503 no server', knownAnswers.noServer()),
  fixed('503 for an hour', error(503, 'Service Unavailable', { 'retry-after': '3600' })),
  fixed('504', knownAnswers.gatewayTimeout()),
  fixed('dropped', { drop: 'before' }),
  fixed('dropped once done', { drop: 'after' }),
  fixed('dropped midway', { drop: 'midway' }),
  { name: 'trickles for 30 s', make: (time) => ({ drop: 'midway', effect: () => time.pass(30_000) }) },
  fixed('502 once done', { rewrite: () => knownAnswers.badGatewayHtml() as FaultyAnswer }),
  fixed('500 once done', { rewrite: () => ({ status: 500, body: '' }) }),
  { name: 'no answer in 30 s', make: (time) => ({ drop: 'before', effect: () => time.pass(30_000) }) },
  {
    name: 'no answer in 30 s once done',
    make: (time) => ({ drop: 'after', effect: () => time.pass(30_000) }),
  },
  {
    name: '504 after 12 s',
    make: (time) => ({ ...knownAnswers.gatewayTimeout(), effect: () => time.pass(12_000) }),
  },
];

const SHAPELESS: readonly FaultCase[] = [
  fixed('200 empty', { status: 200, headers: JSON_TYPE, body: '' }),
  fixed('200 page', {
    status: 200,
    body: '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body></body></html>',
  }),
  fixed('200 cut', { status: 200, headers: JSON_TYPE, body: '{"data":{' }),
  fixed('200 text', { status: 200, headers: { 'content-type': 'text/plain' }, body: 'OK' }),
  fixed('200 []', { status: 200, body: [] }),
  fixed('200 {}', { status: 200, body: {} }),
  fixed('200 null', { status: 200, headers: JSON_TYPE, body: 'null' }),
  fixed('200 {} once done', { rewrite: () => ({ status: 200, body: {} }) }),
  fixed('202', { status: 202, body: {} }),
  fixed('204', { status: 204 }),
  fixed('204 once done', { rewrite: () => ({ status: 204 }) }),
  fixed('304', { status: 304 }),
];

/** Addresses that lead back to the request's own are followed to the true answer, or round and round. */
const REDIRECTED: readonly FaultCase[] = [
  ...[301, 302, 303, 307, 308].map((status) => redirected(`${status} to itself`, status, '?again=1')),
  redirected('302 to a closed port', 302, 'http://127.0.0.1:9/login'),
  redirected('307 to a file', 307, 'file:///etc/passwd'),
  redirected('301 to another repository', 301, '/api/v3/repos/nobody/nothing'),
  fixed('302 without a place', error(302, 'Found')),
];

function redirected(name: string, status: number, location: string): FaultCase {
  return fixed(name, error(status, 'Moved', { location }));
}

/** Servers and proxies that send back what they were asked with. */
const ECHOED: readonly FaultCase[] = [
  echoed('403 with the token', (token) => error(403, `${token} may not do that`)),
  echoed('422 with the token', (token) => error(422, `Validation Failed: ${token}`)),
  echoed('500 with the token', (token) => error(500, `No answer for Bearer ${token}`)),
  echoed('SSO with the token', (token) =>
    error(403, 'Resource protected by organization SAML enforcement.', {
      'x-github-sso': `required; url=https://github.com/orgs/acme/sso?authorization_request=${token}`,
    }),
  ),
  {
    ...echoed('GraphQL with the token', (token) => ({
      status: 200,
      body: { data: null, errors: [{ type: 'FORBIDDEN', message: `${token} is not accessible` }] },
    })),
    only: 'graphql',
  },
  {
    name: '200 with the token',
    make: (_, token) => ({ rewrite: (answer) => ({ ...answer, body: withToken(answer.body, token) }) }),
  },
];

/** What people may be shown of an answer, with a token in it. */
const SHOWN = new Set(['html_url', 'url', 'full_name', 'nameWithOwner', 'message', 'title', 'tagName']);

function withToken(body: unknown, token: string): unknown {
  const add = (key: string, value: unknown) =>
    SHOWN.has(key) && typeof value === 'string' ? `${value}/${token}` : value;
  return typeof body === 'object' && body !== null ? JSON.parse(JSON.stringify(body, add)) : body;
}

function echoed(name: string, change: (token: string) => Change): FaultCase {
  return { name, make: (_, token) => change(token) };
}

const OTHERS: readonly FaultCase[] = (['main moves', 'a person pushes'] as const).map((other) => ({
  name: other,
  other,
  make: () => ({}),
}));

const LAGS: readonly FaultCase[] = [
  { name: 'reads lag by 3 requests', lag: { requests: 3 }, make: () => ({}) },
  { name: 'reads lag by 20 requests', lag: { requests: 20 }, make: () => ({}) },
  { name: 'reads lag by 10 s', lag: { milliseconds: 10_000 }, make: () => ({}) },
];

/** All of them. Where a request was handled before its answer was lost, the name says "once done". */
export const FAULTS: readonly FaultCase[] = [
  ...FORBIDDEN,
  ...REFUSED,
  ...FAILED,
  ...SHAPELESS,
  ...REDIRECTED,
  ...ECHOED,
  ...OTHERS,
  ...LAGS,
  ...GRAPHQL_FAULTS,
];
