import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { suspended, tooManyLogins } from '../known-answers.ts';
import type { Fault, LoggedRequest } from '../types.ts';
import { type Answer, type ApiRequest, INVALID_JSON, problem } from './answers.ts';
import type { Faults } from './faults.ts';
import { answerMetered, type Meters } from './metering.ts';
import { quotaHeaders } from './rate-limit.ts';
import { nodeId } from './shapes.ts';
import { expirationText, type Token, tokenText } from './tokens.ts';
import type { World } from './world.ts';

export interface ApiParts {
  world: World;
  faults: Faults;
  meters: Meters;
  latency: () => number;
}

/** One request on its way through the API. */
interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** Below `/api/v3`, or `/graphql`. */
  path: string;
  query: URLSearchParams;
  entry: LoggedRequest;
}

/** Whether a path is the API's, and below which path its operations are named. */
export function apiPath(pathname: string): string | null {
  if (pathname === '/api/graphql') return '/graphql';
  if (pathname === '/api/v3' || pathname.startsWith('/api/v3/'))
    return pathname.slice('/api/v3'.length) || '/';
  return null;
}

/** Handles one API request: faults first, then who asks, then REST or GraphQL. */
export async function serveApi(parts: ApiParts, exchange: Exchange): Promise<void> {
  const { request, entry, path } = exchange;
  parts.world.replication.arrived();
  const { body, bytes } = await readBody(request);
  entry.body = body === INVALID_JSON ? null : body;
  const fault = parts.faults.take(`${request.method} ${path}`, entry.token, entry.body);
  if (fault?.delay !== undefined) await sleep(fault.delay);
  await fault?.effect?.();
  if (fault?.drop === 'before') return drop(parts, exchange);
  const own =
    injected(fault) ??
    (await answerRequest(parts, exchange, { body, bytes, graphqlError: fault?.graphqlError }));
  const answer = fault?.rewrite?.(own) ?? own;
  const wait = parts.latency();
  if (wait > 0) await sleep(wait);
  if (fault?.drop === 'after') return drop(parts, exchange);
  send(parts, exchange, answer, fault?.drop ?? null);
}

async function readBody(request: IncomingMessage): Promise<Pick<ApiRequest, 'body' | 'bytes'>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const received = Buffer.concat(chunks);
  return { body: parsed(received.toString()), bytes: received.length };
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return INVALID_JSON;
  }
}

function drop({ world }: ApiParts, { request, entry }: Exchange): void {
  entry.answeredAt = world.now();
  request.socket.destroy();
}

/** The answer that a fault puts in GitHub's place, or null. */
function injected(fault: Fault | null): Answer | null {
  if (fault?.status === undefined) return null;
  const { status, headers = {} } = fault;
  const body = fault.body === undefined && status >= 400 ? problem(status).body : fault.body;
  const type: Record<string, string> = typeof body === 'string' ? { 'content-type': 'text/html' } : {};
  return { status, headers: { ...type, ...headers }, body };
}

async function answerRequest(
  parts: ApiParts,
  exchange: Exchange,
  content: Pick<ApiRequest, 'body' | 'bytes' | 'graphqlError'>,
): Promise<Answer> {
  const { request, path, query, entry } = exchange;
  const headers = entry.headers;
  const token = entry.token === null ? null : parts.world.tokens.valid(entry.token);
  if (entry.token !== null && token === null) return badCredentials(parts);
  const { refused } = token?.options ?? {};
  if (refused !== undefined) return refused === 'suspended' ? suspended() : tooManyLogins();
  const asked: ApiRequest = { method: request.method ?? 'GET', path, query, headers, token, ...content };
  const answer = await answerMetered({ world: parts.world, meters: parts.meters, request: asked });
  return { ...answer, headers: { ...tokenHeaders(token), ...answer.headers } };
}

/** To GitHub this is nobody, who has an hour's 60 requests: hub4j/github-api, AppTest.testCredentialValid */
function badCredentials({ meters }: ApiParts): Answer {
  return {
    ...problem(401, 'Bad credentials'),
    headers: quotaHeaders(meters.primary.count(null, 'core', 0), 'core'),
  };
}

/** Sent with every answer to a token: its scopes, where it is classic, and when it ends. */
function tokenHeaders(token: Token | null): Record<string, string> {
  const { kind, scopes = [] } = token?.options ?? {};
  const ends = token === null ? null : expirationText(token);
  return {
    ...(kind === 'classic' ? { 'x-oauth-scopes': scopes.join(', '), 'x-accepted-oauth-scopes': '' } : {}),
    ...(ends === null ? {} : { 'github-authentication-token-expiration': ends }),
  };
}

function send({ world }: ApiParts, exchange: Exchange, answer: Answer, drop: Fault['drop'] | null): void {
  const { request, response, entry } = exchange;
  const { status, headers, body } = answer;
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const data = body === undefined ? undefined : raw ? body : JSON.stringify(body);
  entry.status = status;
  entry.answeredAt = world.now();
  response.writeHead(status, {
    ...(data === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'x-github-request-id': nodeId('S', `${entry.receivedAt}`),
    ...headers,
  });
  if (drop === null) response.end(data);
  else sendHalf(response, data ?? '', () => drop === 'midway' && request.socket.destroy());
}

/** The connection breaks, or stays silent, when half of the answer is there. */
function sendHalf(response: ServerResponse, data: string | Uint8Array, then: () => void): void {
  response.write(data.slice(0, Math.ceil(data.length / 2)) || ' ', then);
}

/** The token that a request carries, as text. */
export function requestToken(request: IncomingMessage): string | null {
  return tokenText(request.headers.authorization);
}
