import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** What is sent as it is, in the body's place. */
  readonly text?: string;
  /** Drops the connection instead of answering. */
  readonly drop?: true;
}

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface TestServer {
  readonly url: string;
  readonly seen: Seen[];
  /** The replies to come; the last one stays. A function is asked for each request. */
  reply(...replies: (Reply | ((seen: Seen) => Reply))[]): void;
  close(): Promise<void>;
}

/** A server on loopback that answers as it is told. */
export async function startServer(): Promise<TestServer> {
  const seen: Seen[] = [];
  let replies: (Reply | ((seen: Seen) => Reply))[] = [];
  const server = createServer(async (request, response) => {
    const received: Seen = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: await bodyOf(request),
    };
    seen.push(received);
    const next = (replies.length > 1 ? replies.shift() : replies[0]) ?? {};
    answer(typeof next === 'function' ? next(received) : next, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    reply: (...next) => {
      seen.length = 0;
      replies = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function answer({ status = 200, headers = {}, body, text, drop }: Reply, response: ServerResponse): void {
  if (drop === true) {
    response.destroy();
    return;
  }
  const content = text ?? (body === undefined ? '' : JSON.stringify(body));
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(content);
}
