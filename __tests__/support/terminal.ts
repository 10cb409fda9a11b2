import { spawn } from 'node:child_process';

export interface TerminalRun {
  /** What the program ended with; 130 after Ctrl-C. */
  readonly code: number;
  /** All that it wrote to its terminal, with the codes for colours and cursor. */
  readonly screen: string;
}

export interface TerminalOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Characters in a line. Default 80. */
  readonly columns?: number;
  /** Called with the screen whenever it changes; what it returns is typed. */
  readonly type?: (screen: string) => string | undefined;
}

/** Ctrl-C, as the keyboard sends it. */
export const CTRL_C = '\u0003';

/**
 * Runs a program on a pseudo-terminal, by `script`, which every Linux and macOS has: on Debian and Ubuntu it is in
 * the essential package bsdutils (util-linux), elsewhere in util-linux itself. Fails where it is missing.
 */
export function onTerminal(program: readonly string[], options: TerminalOptions): Promise<TerminalRun> {
  const { cwd, env, columns = 80, type } = options;
  const words = program.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const command = `stty cols ${columns} rows 24; exec ${words}`;
  const args =
    process.platform === 'darwin'
      ? ['-q', '/dev/null', 'sh', '-c', command]
      : ['--quiet', '--return', '--flush', '--command', command, '/dev/null'];
  return new Promise((resolve, reject) => {
    const child = spawn('script', args, { cwd, env: { SHELL: '/bin/sh', TERM: 'xterm', ...env } });
    let screen = '';
    let typed = 0;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      screen += text;
      const keys = typed === 0 ? type?.(screen) : undefined;
      if (keys === undefined) return;
      typed++;
      child.stdin.write(keys);
    });
    child.on('error', (error) =>
      reject(new Error(`No pseudo-terminal: ${error.message}. Install util-linux.`)),
    );
    child.on('close', (code) => resolve({ code: code ?? -1, screen }));
  });
}
