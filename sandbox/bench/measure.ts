import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** What a process used. */
export interface Usage {
  /** Most memory that was resident at once, in MiB. */
  readonly memory: number;
  /** Milliseconds of processor time. */
  readonly cpu: number;
}

/**
 * Writes what the process used, as it ends, into the file that BENCH_USAGE names. `maxRSS` counts what the parent
 * held when it started the process as well, so that Linux is asked for the peak of the process itself.
 */
const PRELOAD = `
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const peak = Number(/^VmHWM:\\s*(\\d+) kB$/m.exec(status)?.[1] ?? maxRSS);
  writeFileSync(process.env.BENCH_USAGE, JSON.stringify({ memory: peak / 1024, cpu: (userCPUTime + systemCPUTime) / 1000 }));
});`;

/** The environment in which a Node process tells what it used. */
export function usageEnvironment(file: string): Record<string, string> {
  return {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(PRELOAD)}`,
    BENCH_USAGE: file,
  };
}

export async function readUsage(file: string): Promise<Usage> {
  return JSON.parse(await readFile(file, 'utf8'));
}

/** Runs a program to its end and returns what it wrote; throws where it fails. */
export function run(command: string, args: readonly string[], env: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${command} ${args.join(' ')}: ${errors}`)),
    );
  });
}
