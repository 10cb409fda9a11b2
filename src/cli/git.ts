import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A folder's git, asked by arguments, never through a shell. */
export interface Git {
  /** What git prints, without the last line end; null where it fails. */
  ask(...args: string[]): Promise<string | null>;
}

/** What git said, or why there was no answer. */
export type GitAnswer =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'failed'; readonly said: string }
  | { readonly kind: 'no-git' };

/** READ: git in a folder. */
export function gitIn(folder: string): Git {
  return {
    async ask(...args) {
      const answer = await askGit(folder, ...args);
      return answer.kind === 'answer' ? answer.text : null;
    },
  };
}

/** READ: the same, where the reason matters. */
export async function askGit(folder: string, ...args: string[]): Promise<GitAnswer> {
  try {
    const options = { maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' as const };
    const { stdout } = await run('git', ['--no-optional-locks', '-C', folder, ...args], options);
    return { kind: 'answer', text: stdout.replace(/\n$/, '') };
  } catch (error) {
    const { code, stderr } = error as { code?: unknown; stderr?: unknown };
    if (code === 'ENOENT') return { kind: 'no-git' };
    return { kind: 'failed', said: typeof stderr === 'string' ? stderr.trim() : '' };
  }
}
