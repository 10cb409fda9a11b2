import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A program's call, as a stand-in sees it. */
export interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was piped or redirected into it; null where nothing was, or the stand-in did not ask. */
  readonly input: string | null;
}

export interface Answer {
  readonly code?: number;
  readonly out?: string;
  readonly err?: string;
}

/** A program of the reader's machine, played by a function of the test. */
export interface StandIn {
  /** Whether this call reads what is piped into it, as the program itself would. Default: never. */
  wantsInput?(args: readonly string[]): boolean;
  run(call: Call): Promise<Answer> | Answer;
}

export interface StandIns {
  /** To be put first on `PATH`. */
  readonly bin: string;
  /** Every call so far, in order: the program's name, then its arguments. */
  readonly calls: readonly (readonly string[])[];
  close(): Promise<void>;
}

/** Runs in a process of its own, in the program's place; the answer comes from the test. */
const BRIDGE = `
import { fstatSync, readFileSync } from 'node:fs';
const [address, name, ...args] = process.argv.slice(2);
const ask = async (input) => (await fetch(address, {
  method: 'POST',
  body: JSON.stringify({ name, args, cwd: process.cwd(), env: process.env, input }),
})).json();
const piped = () => { const kind = fstatSync(0); return kind.isFIFO() || kind.isFile() || kind.isSocket(); };
let answer = await ask(null);
if (answer.wantsInput) answer = await ask(piped() ? readFileSync(0, 'utf8') : '');
process.stdout.write(answer.out ?? '');
process.stderr.write(answer.err ?? '');
process.exitCode = answer.code ?? 0;
`;

/** WRITE: programs in a folder, whose calls are answered here. */
export async function startStandIns(
  folder: string,
  all: Readonly<Record<string, StandIn>>,
): Promise<StandIns> {
  const calls: string[][] = [];
  const server = createServer((request, response) => {
    void bodyOf(request)
      .then((body) => answer(all, body, calls))
      .catch((error: Error): Answer => ({ code: 1, err: `${error.message}\n` }))
      .then((said) => response.end(JSON.stringify(said)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bridge = join(folder, 'bridge.mjs');
  await mkdir(folder, { recursive: true });
  await writeFile(bridge, BRIDGE);
  for (const name of Object.keys(all)) {
    await writeProgram(folder, name, `exec "${process.execPath}" "${bridge}" ${address} ${name} "$@"`);
  }
  return { bin: folder, calls, close: () => closed(server) };
}

/** WRITE: a small shell script on the reader's `PATH`. */
export async function writeProgram(folder: string, name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

async function answer(
  all: Readonly<Record<string, StandIn>>,
  body: string,
  calls: string[][],
): Promise<Answer | { readonly wantsInput: true }> {
  const { name, ...call } = JSON.parse(body) as Call & { readonly name: string };
  const standIn = all[name];
  if (standIn === undefined) return { code: 127, err: `${name}: command not found\n` };
  if (call.input === null && standIn.wantsInput?.(call.args) === true) return { wantsInput: true };
  calls.push([name, ...call.args]);
  return standIn.run(call);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
