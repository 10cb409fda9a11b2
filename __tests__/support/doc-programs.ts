/** The programs of docs/other-systems.md, run as a reader would run them. */
import { execFile, execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test } from '@jest/globals';
import { writeProgram } from './stand-ins.ts';

const run = promisify(execFile);

export interface ProgramRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A language, what it needs on the machine, and how a file of it becomes something to run. */
export interface ProgramKind {
  readonly language: string;
  readonly file: string;
  readonly needs: readonly string[];
  /** Arguments for `spawn`, with the file's path; `prepare` runs once before. */
  readonly command: (path: string) => readonly [string, ...string[]];
  readonly prepare?: (path: string) => Promise<unknown>;
  /** How the text sets its time limit, and how it fails. */
  readonly limit: RegExp;
  readonly failure: RegExp;
}

export const SHELL: ProgramKind = {
  language: 'sh',
  file: 'notify.sh',
  needs: ['sh', 'curl', 'jq'],
  command: (path) => ['sh', path],
  limit: /--max-time 30 /,
  failure: /exit 1/,
};

export const PROGRAMS: readonly ProgramKind[] = [
  SHELL,
  {
    language: 'python',
    file: 'notify.py',
    needs: ['python3'],
    command: (path) => ['python3', path],
    limit: /timeout=30/,
    failure: /sys\.exit\(f"/,
  },
  {
    language: 'js',
    file: 'notify.mjs',
    needs: [],
    command: (path) => [process.execPath, path],
    limit: /AbortSignal\.timeout\(30_000\)/,
    failure: /process\.exitCode = 1/,
  },
  {
    language: 'php',
    file: 'notify.php',
    needs: ['php'],
    command: (path) => ['php', path],
    limit: /'timeout' => 30/,
    failure: /exit\(1\)/,
  },
  {
    language: 'go',
    file: 'notify.go',
    needs: ['go'],
    // `go run` would compile again each time.
    prepare: (path) => run('go', ['build', '-o', `${path}.out`, path], { env: process.env }),
    command: (path) => [`${path}.out`],
    limit: /Timeout: 30 \* time\.Second/,
    failure: /log\.Fatalf\(/,
  },
];

/** Runs a test where all these programs are; elsewhere it is skipped, and its name says why. */
export function testWith(needs: readonly string[]): { really: typeof test.skip; skipped: string } {
  const lacking = needs.filter((name) => !works(name));
  if (lacking.length === 0) return { really: test, skipped: '' };
  return { really: test.skip, skipped: ` (skipped: no ${lacking.join(', ')} here)` };
}

/** Asked, not looked up: a version manager may leave a name on PATH with nothing behind it. */
function works(name: string): boolean {
  const args = name === 'sh' ? ['-c', ':'] : [['go', 'openssl'].includes(name) ? 'version' : '--version'];
  try {
    execFileSync(name, args, { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** Variables with which curl tries once: how it tries again is curl's own business, and takes seconds. */
export async function tryingOnce(root: string): Promise<{ readonly PATH: string }> {
  const { PATH = '' } = process.env;
  const bin = join(root, 'curl-once');
  await mkdir(bin, { recursive: true });
  await writeProgram(bin, 'curl', `PATH='${PATH}' exec curl "$@" --retry 0`);
  return { PATH: `${bin}:${PATH}` };
}

/** The settings that the page names: sdk-bridge 2.0.1 is sent to acme/marketplace. */
export function variablesFor(apiUrl: string, token: string, commit: string) {
  return {
    MARKETPLACE_UPDATE_TOKEN: token,
    MARKETPLACE: 'acme/marketplace',
    PLUGIN: 'sdk-bridge',
    VERSION: '2.0.1',
    REPOSITORY: 'acme/sdk-bridge',
    COMMIT: commit,
    GITHUB_API_URL: apiUrl,
  };
}

export async function placeProgram(kind: ProgramKind, text: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, kind.file);
  await writeFile(path, `${text}\n`);
  await kind.prepare?.(path);
  return path;
}

/** Runs it with these variables and nothing else of the environment but PATH. */
export async function runProgram(
  kind: ProgramKind,
  path: string,
  env: Readonly<Record<string, string>>,
): Promise<ProgramRun> {
  const [command, ...args] = kind.command(path);
  const { PATH = '', HOME = '' } = process.env;
  try {
    const { stdout, stderr } = await run(command, args, { env: { PATH, HOME, ...env } });
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    return { code: code ?? -1, out: stdout, err: stderr };
  }
}
