/** Starts programs for a worker of the tests: see start-elsewhere.js. One line of JSON asks, one answers. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';

const [, , path] = process.argv;
const asked = [];
const connections = [];

createServer({ pauseOnConnect: true }, (socket) => {
  socket.on('error', () => {});
  connections.push(socket);
  startAll();
}).listen(path, () => say({ ready: true }));

createInterface({ input: process.stdin })
  .on('line', (line) => {
    asked.push(JSON.parse(line));
    startAll();
  })
  .on('close', () => {
    // The worker has ended, however it did.
    rmSync(dirname(path), { recursive: true, force: true });
    process.exit();
  });

function startAll() {
  while (asked.length > 0 && connections.length >= piped(asked[0])) start(asked.shift());
}

function piped({ stdio }) {
  return stdio.filter((kind) => kind === 'pipe').length;
}

function start({ id, file, args: [argv0, ...args], stdio, env, ...options }) {
  const sockets = connections.splice(0, piped({ stdio }));
  const [...rest] = sockets;
  const child = spawn(file, args, {
    ...options,
    argv0,
    env: Object.fromEntries(env.map((pair) => pair.split(/=(.*)/s).slice(0, 2))),
    stdio: stdio.map((kind) => (kind === 'pipe' ? rest.shift() : kind)),
  });
  child.on('error', ({ errno }) => say({ id, code: errno }));
  child.on('exit', (code, signal) => say({ id, code, signal }));
  if (child.pid !== undefined) say({ id, pid: child.pid });
  for (const socket of sockets) socket.destroy();
}

function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
