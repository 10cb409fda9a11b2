import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Sandbox } from '../../sandbox/index.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import { openTerminal } from '../../src/cli/terminal.ts';
import type { Clock } from '../../src/github/client/client.ts';
import { passingClock } from './faults/place.ts';

const run = promisify(execFile);
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The package as somebody publishes it: the one here does not know its repository yet. */
const PUBLISHED = mkdtempSync(join(tmpdir(), 'published-'));
process.once('exit', () => rmSync(PUBLISHED, { recursive: true, force: true }));
for (const folder of ['templates', 'dist']) symlinkSync(join(ROOT, folder), join(PUBLISHED, folder));
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const manifest = { version, repository: 'github:makers/notify-marketplace' };
writeFileSync(join(PUBLISHED, 'package.json'), JSON.stringify(manifest));

export const CLI = `${ROOT}dist/cli/index.js`;

export interface CommandRun {
  readonly code: number;
  /** The answer. */
  readonly out: string;
  /** What stands beside it. */
  readonly err: string;
}

/** What a person's machine gives to the command line, besides the folder. */
export interface Machine {
  /** Beside what every machine here has. */
  readonly env?: Readonly<Record<string, string>>;
  /** What is piped into it. */
  readonly input?: string;
  /** That it writes to a terminal, with so many characters in a line. Default: to pipes. */
  readonly columns?: number;
  /** The folder of the package. Default: as makers/notify-marketplace would publish it. */
  readonly root?: string;
  /** Milliseconds that a program it asks may take. */
  readonly patience?: number;
  /** Called with all that was written so far, whenever more is. */
  readonly onOutput?: (screen: string) => void;
}

/** The environment of a person on this machine whose GitHub is the sandbox. */
export function environment({ github }: Sandbox, env: Readonly<Record<string, string>> = {}) {
  const { PATH = '', HOME = '' } = process.env;
  return {
    ...{ PATH, HOME, GIT_TERMINAL_PROMPT: '0' },
    ...{
      GITHUB_SERVER_URL: github.url,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
    },
    ...env,
  };
}

/**
 * Runs the command line in a folder, as a person would, against the sandbox: in this very process, and without waiting
 * where it sleeps. `cli-bundle.test.ts` runs the committed bundle, and says what else does.
 */
export async function notifyMarketplace(
  sandbox: Sandbox,
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandRun> {
  const { screen: _, ...told } = await onMachine(sandbox, folder, args, { env });
  return told;
}

/** The same, with more of the machine in the test's hands. */
export function onMachine(
  sandbox: Sandbox,
  folder: string,
  args: readonly string[],
  { env, ...machine }: Machine,
): Promise<CommandRun & { readonly screen: string }> {
  return alone(sandbox, folder, args, { ...machine, env: environment(sandbox, env) });
}

/** The same, with `env` as its whole environment. */
export async function alone(
  sandbox: Sandbox,
  folder: string,
  args: readonly string[],
  { env = {}, input = '', columns, patience = 20_000, onOutput, root = PUBLISHED }: Machine,
): Promise<CommandRun & { readonly screen: string }> {
  const written = { out: '', err: '', screen: '' };
  const stream = (name: 'out' | 'err') => {
    const write = (chunk: Buffer, _: string, done: () => void) => {
      written[name] += chunk.toString();
      written.screen += chunk.toString();
      onOutput?.(written.screen);
      done();
    };
    return Object.assign(new Writable({ write }), columns === undefined ? {} : { isTTY: true, columns });
  };
  const cli = {
    ...{ cwd: await realpath(folder), env, clock: clockOf(sandbox), patience },
    // Who sits at a terminal types there.
    stdin: Object.assign(Readable.from([input]), columns === undefined ? {} : { isTTY: true }),
    terminal: openTerminal({ out: stream('out'), err: stream('err'), env }),
  };
  const code = await runCommandLine(cli, root, args);
  return { code, ...written };
}

/** Whoever sleeps finds that the workflows have run meanwhile. */
function clockOf(sandbox: Sandbox): Clock {
  const { sleep, ...clock } = passingClock(sandbox);
  return { ...clock, sleep: (milliseconds) => sandbox.actions.idle().then(() => sleep(milliseconds)) };
}

/** Runs the committed bundle in a process of its own. */
export async function bundled(
  sandbox: Sandbox,
  folder: string,
  args: readonly string[],
  { env, node = process.execPath }: { env?: Record<string, string>; node?: string } = {},
): Promise<CommandRun> {
  const { NODE_COMPILE_CACHE = '' } = process.env;
  const options = { cwd: folder, env: { NODE_COMPILE_CACHE, ...environment(sandbox, env) } };
  try {
    const { stdout, stderr } = await run(node, [CLI, ...args], options);
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: code ?? -1, out: stdout, err: stderr };
  }
}

/** Runs git in a folder; never synchronously, because the sandbox answers in this very process. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const identity = [
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.com',
    '-c',
    'protocol.file.allow=always',
  ];
  return (await run('git', ['-C', folder, ...identity, ...args])).stdout.trim();
}
