/** What may stand between a runner and GitHub: another shape of addresses, TLS, a proxy. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SandboxGitHub } from '../../sandbox/types.ts';

const run = promisify(execFile);

export interface Front {
  readonly port: number;
  /** Of a proxy: `host:port` that were asked for. */
  readonly tunnels: string[];
  close(): void;
}

/** The API at its own host, without `/api/v3`: as on github.com and on ghe.com. */
export function apiHost(github: SandboxGitHub): Promise<Front> {
  return opened(
    createServer((incoming, answer) => {
      const path = incoming.url ?? '';
      forward(github, path === '/graphql' ? '/api/graphql' : `/api/v3${path}`, incoming, answer);
    }),
  );
}

export interface Certificates {
  /** The root certificate, to be trusted. */
  readonly root: string;
  readonly key: string;
  readonly certificate: string;
}

/** A root of one's own, and what it signed for a host. Needs `openssl`. */
export async function certificatesFor(host: string, folder: string): Promise<Certificates> {
  await mkdir(folder, { recursive: true });
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  const fresh = ['-newkey', 'rsa:2048', '-nodes', '-batch'];
  const root = ['-subj', '/CN=Acme root', '-keyout', 'root.key', '-out', 'root.pem', '-days', '2'];
  await openssl('req', '-x509', ...fresh, ...root);
  await openssl('req', ...fresh, '-subj', `/CN=${host}`, '-keyout', 'host.key', '-out', 'host.csr');
  await writeFile(at('names'), `subjectAltName=DNS:${host}\n`);
  const signed = [
    '-CA',
    'root.pem',
    '-CAkey',
    'root.key',
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    'names',
  ];
  await openssl('x509', '-req', '-in', 'host.csr', '-out', 'host.pem', ...signed);
  return { root: at('root.pem'), key: at('host.key'), certificate: at('host.pem') };
}

/** The sandbox behind TLS. */
export async function tlsHost(github: SandboxGitHub, files: Certificates): Promise<Front> {
  const [key, cert] = await Promise.all([readFile(files.key), readFile(files.certificate)]);
  return opened(
    createTlsServer({ key, cert }, (incoming, answer) =>
      forward(github, incoming.url ?? '', incoming, answer),
    ),
  );
}

/** A proxy that leads every tunnel to one port here, wherever it was meant to go. */
export function proxyTo(port: number): Promise<Front> {
  const tunnels: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (incoming, socket) => {
    tunnels.push(incoming.url ?? '');
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [socket, upstream]) end.on('error', () => {});
  });
  return opened(proxy, tunnels);
}

function forward(github: SandboxGitHub, path: string, incoming: IncomingMessage, answer: ServerResponse) {
  const { hostname, port } = new URL(github.url);
  const { method, headers } = incoming;
  const outgoing = request({ host: hostname, port, method, headers, path }, (reply) => {
    answer.writeHead(reply.statusCode ?? 500, reply.headers);
    reply.pipe(answer);
  });
  incoming.pipe(outgoing);
}

async function opened(server: Server, tunnels: string[] = []): Promise<Front> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { port: (server.address() as AddressInfo).port, tunnels, close: () => void server.close() };
}
