import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../../github/client/network-settings.ts';

const run = promisify(execFile);

/** READ: what a program prints; empty where it is not there, fails, or does not answer in these milliseconds. */
export async function printed(program: string, args: string[], env: Environment, timeout: number) {
  try {
    const running = run(program, args, { env, timeout, windowsHide: true });
    running.child.stdin?.end();
    return (await running).stdout.trim();
  } catch {
    return '';
  }
}
