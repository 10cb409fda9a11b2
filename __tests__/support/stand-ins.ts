import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

/** A program's call, as a stand-in sees it. */
export interface Call {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
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

/**
 * Runs in the program's place, and costs a bash rather than a Node: it sends name, folder, arguments and exported
 * variables, each ended by a NUL, and what is piped into it where that is asked for; then it prints what comes back.
 */
const BRIDGE = String.raw`
port=$1; name=$2; shift 2
exec 3<>"/dev/tcp/127.0.0.1/$port"
{
  printf '%s\0' "$name" "$PWD" "$#" "$@"
  for one in $(compgen -e); do printf '%s=%s\0' "$one" "${'$'}{!one}"; done
  printf '\0'
} >&3
read -r said code out err <&3
if [ "$said" = input ]; then
  { [ -p /dev/stdin ] || [ -f /dev/stdin ] || [ -S /dev/stdin ]; } && base64 >&3
  printf '\0' >&3
  read -r said code out err <&3
fi
head -c "$out" <&3
head -c "$err" <&3 >&2
exit "$code"
`;

/** WRITE: programs in a folder, whose calls are answered here. */
export async function startStandIns(
  folder: string,
  all: Readonly<Record<string, StandIn>>,
): Promise<StandIns> {
  const calls: string[][] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    void converse(all, calls, bridgeOf(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const bridge = join(folder, 'bridge.bash');
  await mkdir(folder, { recursive: true });
  await writeFile(bridge, BRIDGE);
  for (const name of Object.keys(all))
    await writeProgram(folder, name, `exec bash "${bridge}" ${port} ${name} "$@"`);
  return { bin: folder, calls, close: () => closed(server) };
}

/** WRITE: a small shell script on the reader's `PATH`. */
export async function writeProgram(folder: string, name: string, script: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, name), 0o755);
}

/** What a bridge sends, piece by piece. */
async function* fieldsOf(socket: Socket): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of socket.setEncoding('utf8')) {
    const pieces = `${rest}${chunk}`.split('\0');
    rest = pieces.pop() ?? '';
    yield* pieces;
  }
}

interface Bridge {
  next(): Promise<string>;
  reply(kind: 'input' | 'answer', answer?: Answer): void;
}

function bridgeOf(socket: Socket): Bridge {
  const fields = fieldsOf(socket);
  return {
    next: async () => (await fields.next()).value ?? '',
    reply: (kind, { code = 0, out = '', err = '' } = {}) =>
      void socket.write(`${kind} ${code} ${Buffer.byteLength(out)} ${Buffer.byteLength(err)}\n${out}${err}`),
  };
}

/** A call from its first field to its answer. */
async function converse(
  all: Readonly<Record<string, StandIn>>,
  calls: string[][],
  bridge: Bridge,
): Promise<void> {
  const { next, reply } = bridge;
  const [name, cwd, count] = [await next(), await next(), Number(await next())];
  const args: string[] = [];
  while (args.length < count) args.push(await next());
  const env: Record<string, string> = {};
  for (let field = await next(); field !== ''; field = await next()) {
    const [key = '', value = ''] = field.split(/=(.*)/s);
    env[key] = value;
  }
  const standIn = all[name];
  if (standIn === undefined) return reply('answer', { code: 127, err: `${name}: command not found\n` });
  calls.push([name, ...args]);
  let input: string | null = null;
  if (standIn.wantsInput?.(args) === true) {
    reply('input');
    input = Buffer.from(await next(), 'base64').toString();
  }
  const failed = (error: Error): Answer => ({ code: 1, err: `${error.message}\n` });
  reply('answer', await Promise.resolve(standIn.run({ args, cwd, env, input })).catch(failed));
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
