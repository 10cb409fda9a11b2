import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { GIT_ENVIRONMENT } from './git.ts';
import type { GitRequest } from './git-http.ts';
import type { Repository } from './repository.ts';

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  target: GitRequest;
  login: string | undefined;
  /** Run when git has finished, before its client gets the answer. */
  done: (() => Promise<void>) | undefined;
  /** What the client sent, where it was read already. */
  body?: Buffer | undefined;
  /** More variables, which git hands to hooks. */
  env?: Record<string, string> | undefined;
}

/** Runs git's own CGI program for one request and answers with what it writes. */
export async function runBackend(repository: Repository, exchange: Exchange): Promise<void> {
  const { request, response, done } = exchange;
  repository.writeOut();
  const child = spawn('git', ['http-backend'], {
    env: { ...GIT_ENVIRONMENT, ...exchange.env, ...cgiVariables(repository, exchange) },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const closed = new Promise<void>((resolve) => child.on('close', () => resolve()));
  response.on('close', () => child.kill());
  child.stdin.on('error', () => undefined);
  if (exchange.body === undefined) request.pipe(child.stdin);
  else child.stdin.end(exchange.body);
  await relay(child.stdout, response);
  await closed;
  await done?.();
  response.end();
}

/** `git help http-backend`; repositories lie in folders named by their ids. */
function cgiVariables(repository: Repository, { request, target, login }: Exchange): Record<string, string> {
  const header = (name: string) => String(request.headers[name] ?? '');
  return {
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_PROJECT_ROOT: dirname(repository.directory),
    PATH_INFO: `/${basename(repository.directory)}/${target.file}`,
    QUERY_STRING: target.file === 'info/refs' ? `service=${target.service}` : '',
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: header('content-type'),
    CONTENT_LENGTH: header('content-length'),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    GIT_PROTOCOL: header('git-protocol'),
    ...(login === undefined ? {} : { REMOTE_USER: login }),
  };
}

/** Turns the CGI header into an HTTP one and passes the rest through, without ending the answer. */
async function relay(output: Readable, response: ServerResponse): Promise<void> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of output as AsyncIterable<Buffer>) {
    if (head === null) {
      await written(response, chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) continue;
    const { status, headers } = parseHead(head.toString('latin1', 0, end));
    response.writeHead(status, headers);
    await written(response, head.subarray(end + 4));
    head = null;
  }
  if (head !== null) response.writeHead(500);
}

function parseHead(text: string): { status: number; headers: Record<string, string> } {
  const pairs = text.split('\r\n').map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const { status = '200', ...headers } = Object.fromEntries(pairs);
  return { status: Number.parseInt(status, 10), headers };
}

async function written(response: ServerResponse, chunk: Buffer): Promise<void> {
  if (chunk.length === 0 || response.destroyed || response.write(chunk)) return;
  await new Promise<void>((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}
