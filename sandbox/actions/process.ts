import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';

export interface ProcessOptions {
  command: string;
  args: string[];
  cwd: string;
  /** The whole environment: nothing is inherited. */
  env: Record<string, string>;
  /** Milliseconds after which the process and its children are killed. */
  timeout: number;
  /** Kills likewise when aborted. */
  signal?: AbortSignal | undefined;
  onLine(line: string): void;
}

export interface ProcessResult {
  /** Null if the process was killed or could not start. */
  exitCode: number | null;
  /** Both streams as they came. */
  output: string;
  /** Why it ended without an exit code of its own. */
  stopped: 'timeout' | 'cancelled' | 'signal' | null;
}

/** Runs a process to its end. Throws where it cannot be started. */
export function runProcess(options: ProcessOptions): Promise<ProcessResult> {
  const { command, args, cwd, env, timeout, signal, onLine } = options;
  // A group of its own, so that a shell's children end with it.
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  let stopped: ProcessResult['stopped'] = null;
  const stop = (reason: 'timeout' | 'cancelled'): void => {
    stopped = reason;
    killGroup(child.pid);
  };
  const timer = setTimeout(stop, timeout, 'timeout');
  const cancel = (): void => stop('cancelled');
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  for (const stream of [child.stdout, child.stderr]) {
    readLines(stream, onLine, (text) => {
      output += text;
    });
  }
  return new Promise<ProcessResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) =>
      resolve({ exitCode, output, stopped: stopped ?? (exitCode === null ? 'signal' : null) }),
    );
  }).finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/**
 * Splits a stream into lines as the runner's reader does: at `\n`, `\r\n` and a lone `\r`.
 * The last matters: a carriage return in a stranger's text starts a line, hence a command.
 */
function readLines(
  stream: NodeJS.ReadableStream,
  onLine: (line: string) => void,
  onText: (text: string) => void,
): void {
  const decoder = new StringDecoder('utf8');
  const lines = lineReader(onLine);
  const take = (text: string): void => {
    onText(text);
    lines.write(text);
  };
  stream.on('data', (chunk: Buffer) => take(decoder.write(chunk)));
  stream.on('end', () => {
    take(decoder.end());
    lines.end();
  });
}

/** Takes text as it comes and hands on its lines, the last one at the end. */
export function lineReader(onLine: (line: string) => void): { write(text: string): void; end(): void } {
  let rest = '';
  return {
    write(text) {
      const lines = splitLines(rest + text);
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
    end() {
      const last = rest.replace(/\r$/, '');
      if (last !== '') onLine(last);
    },
  };
}

/** Lines, the last one unfinished. A `\r` at the very end waits for the `\n` that may follow. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\n|\r(?!$)/);
}
