import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Somebody's machine: a real clone, and a way to commit and push from it. */
export interface Clone {
  readonly folder: string;
  /** Writes files and commits them. */
  commit(message: string, files: Record<string, string>): Promise<void>;
  tag(name: string): Promise<void>;
  /** Pulls nothing; pushes the branch and its annotated tags. */
  push(): Promise<void>;
  pull(): Promise<void>;
}

export async function clone(url: string, folder: string): Promise<Clone> {
  await mkdir(dirname(folder), { recursive: true });
  await run('git', ['clone', '--quiet', url, folder]);
  const git = (...args: string[]) =>
    run('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args]);
  return {
    folder,
    async commit(message, files) {
      for (const [path, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      await git('add', '--', ...Object.keys(files));
      await git('commit', '--quiet', '--no-gpg-sign', '-m', message);
    },
    async tag(name) {
      await git('tag', '--annotate', '--no-sign', '-m', name, name);
    },
    async push() {
      await git('push', '--quiet', '--follow-tags', 'origin', 'HEAD');
    },
    async pull() {
      await git('pull', '--quiet', '--ff-only');
    },
  };
}
