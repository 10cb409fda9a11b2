import type { Problem } from '../findings/problem.ts';
import type { Clock, Log } from '../github/client/client.ts';
import { display } from '../plugin/display.ts';
import type { Terminal } from './terminal.ts';

/** What a command needs from outside. */
export interface Cli {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** For `--token-file -`. */
  readonly stdin: NodeJS.ReadableStream;
  readonly terminal: Terminal;
  readonly clock: Clock;
  /** Milliseconds that a program which may hang, such as `claude`, gets to answer. */
  readonly patience: number;
}

/** What the package knows of itself. */
export interface Own {
  readonly version: string;
  /** Its folder. */
  readonly root: string;
  /** `owner/repo` that publishes it; null where it does not know. */
  readonly publisher: string | null;
}

/** 0: fine. 1: a problem was found, or sending failed. 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** The command line was used in a way that cannot be meant: exit code 2. */
export class UsageError extends Error {
  readonly remedy: string;
  constructor(what: string, remedy: string) {
    super(what);
    this.name = 'UsageError';
    this.remedy = remedy;
  }
}

/** The same of a problem. */
export function usageError({ what, remedy }: Problem): UsageError {
  return new UsageError(`${what}.`, remedy);
}

/** The client's retries and the like go to standard error, next to the answer. */
export function logTo({ note }: Terminal): Log {
  return { info: note, debug: () => {}, startGroup: note, endGroup: () => {} };
}

/** Problems as people read them on a terminal. */
export function noteProblems({ colour, note }: Terminal, problems: readonly Problem[]): void {
  for (const { what, remedy, at } of problems) {
    const file = at === undefined ? '' : [display(at.file), at.line, at.column].filter(Boolean).join(':');
    note(`${colour.red('✗')} ${what}.${file === '' ? '' : ` ${colour.dim(`(${file})`)}`}`);
    note(`  → ${remedy}`);
  }
}
