import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Sandbox } from '../../sandbox/index.ts';

const run = promisify(execFile);
const CLI = new URL('../../dist/cli/index.js', import.meta.url).pathname;

export interface CommandRun {
  readonly code: number;
  /** The answer. */
  readonly out: string;
  /** What stands beside it. */
  readonly err: string;
}

/** Runs the committed command line in a folder, as a person would, against the sandbox. */
export async function notifyMarketplace(
  { github }: Sandbox,
  folder: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<CommandRun> {
  const { PATH = '', HOME = '', NODE_COMPILE_CACHE = '' } = process.env;
  const addresses = {
    GITHUB_SERVER_URL: github.url,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
  };
  const options = {
    cwd: folder,
    env: { PATH, HOME, NODE_COMPILE_CACHE, GIT_TERMINAL_PROMPT: '0', ...addresses, ...env },
  };
  try {
    const { stdout, stderr } = await run(process.execPath, [CLI, ...args], options);
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
