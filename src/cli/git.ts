import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A folder's git, asked by arguments, never through a shell. */
export interface Git {
  /** What git prints, without the last line end; null where it fails. */
  ask(...args: string[]): Promise<string | null>;
}

/** READ: git in a folder. */
export function gitIn(folder: string): Git {
  return {
    async ask(...args) {
      try {
        const options = { maxBuffer: 64 * 1024 * 1024, encoding: 'utf8' as const };
        const { stdout } = await run('git', ['--no-optional-locks', '-C', folder, ...args], options);
        return stdout.replace(/\n$/, '');
      } catch {
        return null;
      }
    },
  };
}
