import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoggedRequest } from '../types.ts';
import { type ApiParts, apiPath, requestToken, serveApi } from './api.ts';
import { gitRequest, serveGit } from './git-http.ts';

interface Listener {
  parts: ApiParts;
  log: LoggedRequest[];
  gitLatency: () => number;
}

/** Listens on a free port of the loopback interface. */
export async function listen(listener: () => Listener): Promise<Server> {
  const server = createServer((request, response) => {
    const { parts, log, gitLatency } = listener();
    const failed = (error: unknown) => fail(parts, response, error);
    serve({ parts, log, gitLatency }, request, response).catch(failed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Closes the listening socket and all connections. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(
  { parts, log, gitLatency }: Listener,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', parts.world.url);
  const path = apiPath(url.pathname);
  const target = path === null ? gitRequest(url) : null;
  const kind = path === '/graphql' ? 'graphql' : path === null ? 'git' : 'rest';
  if (path === null && target === null) return notFound(response);
  const entry = logEntry(parts, request, kind);
  log.push(entry);
  if (path !== null) return serveApi(parts, { request, response, path, query: url.searchParams, entry });
  if (target === null) return;
  await serveGit(parts.world, { request, response, target, latency: gitLatency() });
  entry.status = response.statusCode;
  entry.answeredAt = parts.world.now();
}

/** Logged on arrival, so that requests under way at once can be seen; status 0 until it is answered. */
function logEntry({ world }: ApiParts, request: IncomingMessage, kind: LoggedRequest['kind']): LoggedRequest {
  const now = world.now();
  return {
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    token: requestToken(request),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    ),
    body: null,
    status: 0,
    receivedAt: now,
    answeredAt: now,
    kind,
  };
}

/** GitHub's web pages are no part of the sandbox. */
function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not Found\n');
}

/** A crash is a bug of the sandbox, and must fail the test that met it. */
function fail({ world }: ApiParts, response: ServerResponse, error: unknown): void {
  const message = `The sandbox failed: ${error instanceof Error ? error.stack : String(error)}`;
  world.schemaViolations.push(message);
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
}
