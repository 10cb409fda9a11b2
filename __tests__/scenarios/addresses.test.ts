import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, expect, test } from '@jest/globals';
import { ourSandbox } from '../support/our-sandbox.ts';
import { BUMP, push, setting } from './support.ts';

const sandbox = await ourSandbox();
const servers: Server[] = [];
afterAll(async () => {
  for (const server of servers) server.close();
  await sandbox.close();
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return (server.address() as AddressInfo).port;
}

test('GitHub Enterprise Server’s paths are used: /api/v3 and /api/graphql', async () => {
  const { requests, dispatches } = await push(await setting(sandbox), BUMP);
  expect(requests.map(({ path }) => path.split('/').slice(0, 3).join('/'))).toEqual([
    '/api/graphql',
    '/api/v3',
  ]);
  expect(dispatches[0]?.client_payload['run_url']).toContain(sandbox.github.url);
});

test('github.com’s paths are used: GITHUB_API_URL and GITHUB_GRAPHQL_URL as they are given', async () => {
  const seen: string[] = [];
  const target = new URL(sandbox.github.url);
  const front = createServer((incoming, answer) => {
    const path = incoming.url ?? '';
    seen.push(path.split('/')[1] ?? '');
    const { method, headers } = incoming;
    const there = path === '/graphql' ? '/api/graphql' : `/api/v3${path}`;
    const outgoing = request(
      { host: target.hostname, port: target.port, method, headers, path: there },
      (reply) => {
        answer.writeHead(reply.statusCode ?? 500, reply.headers);
        reply.pipe(answer);
      },
    );
    incoming.pipe(outgoing);
  });
  const url = `http://127.0.0.1:${await listening(front)}`;
  const env = { GITHUB_API_URL: url, GITHUB_GRAPHQL_URL: `${url}/graphql` };
  const { dispatches, result } = await push(await setting(sandbox), { ...BUMP, env });
  expect([result.outcome, dispatches.length, seen]).toEqual(['success', 1, ['graphql', 'repos']]);
});

test('behind a proxy every request goes through it', async () => {
  const tunnels: string[] = [];
  const { port } = new URL(sandbox.github.url);
  const proxy = createServer();
  proxy.on('connect', (incoming, socket) => {
    tunnels.push(incoming.url ?? '');
    const upstream = connect(Number(port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [socket, upstream]) end.on('error', () => {});
  });
  const url = `http://127.0.0.1:${await listening(proxy)}`;
  const env = {
    GITHUB_API_URL: 'http://github.example/api/v3',
    GITHUB_GRAPHQL_URL: 'http://github.example/api/graphql',
    http_proxy: url,
  };
  const { dispatches, result } = await push(await setting(sandbox), { ...BUMP, env });
  expect([result.outcome, dispatches.length]).toEqual(['success', 1]);
  expect(new Set(tunnels)).toEqual(new Set(['github.example:80']));
});

// It waits for seconds, beside the others.
test.concurrent('a proxy that does not answer is an error that names the variables to check', async () => {
  const closed = createServer();
  const port = await listening(closed);
  closed.close();
  const env = {
    GITHUB_GRAPHQL_URL: 'http://github.example/api/graphql',
    http_proxy: `http://127.0.0.1:${port}`,
  };
  const at = await setting(sandbox);
  const { result, messages } = await push(at, {
    ...BUMP,
    env: { ...env, GITHUB_API_URL: 'http://github.example/api/v3' },
  });
  expect(result.outcome).toBe('failure');
  expect(messages.join()).toMatch(/could not be reached.*proxy/);
});
