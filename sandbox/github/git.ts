import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Git without the machine's configuration, so that the sandbox behaves the same everywhere. */
export const GIT_ENVIRONMENT: Record<string, string> = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  LC_ALL: 'C.UTF-8',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Octo Cat',
  GIT_AUTHOR_EMAIL: 'octocat@example.com',
  GIT_COMMITTER_NAME: 'Octo Cat',
  GIT_COMMITTER_EMAIL: 'octocat@example.com',
};

export interface GitResult {
  code: number;
  stdout: Buffer;
  stderr: string;
}

/** A bare repository, which comes to disk when git first runs in it. */
export interface GitFolder {
  readonly directory: string;
  writeOut(): void;
}

const run = promisify(execFile);

/** Runs git in a bare repository's folder and returns what it wrote, whatever its exit code. */
export async function runGit(folder: GitFolder, args: readonly string[]): Promise<GitResult> {
  folder.writeOut();
  const options = {
    cwd: folder.directory,
    env: GIT_ENVIRONMENT,
    encoding: 'buffer',
    maxBuffer: Number.POSITIVE_INFINITY,
  } as const;
  try {
    const { stdout, stderr } = await run('git', args, options);
    return { code: 0, stdout, stderr: stderr.toString() };
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout: Buffer; stderr: Buffer };
    if (code === 'ENOENT') throw error;
    return { code: typeof code === 'number' ? code : -1, stdout, stderr: stderr.toString() };
  }
}

/** Runs git and returns its output; throws with its stderr where it fails. */
export async function git(folder: GitFolder, args: readonly string[]): Promise<Buffer> {
  const result = await runGit(folder, args);
  if (result.code !== 0)
    throw new Error(`git ${args.join(' ')}: ${result.stderr.trim() || `exit ${result.code}`}`);
  return result.stdout;
}
