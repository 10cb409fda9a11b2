import Table from 'cli-table3';
import pc from 'picocolors';
import { cleaned } from './server/clean-text.ts';

/** Where the command line writes, and what it may do there. */
export interface Terminal {
  /** A line of the answer. */
  print(line?: string): void;
  /** A line on standard error: what is being done, or went wrong. */
  note(line: string): void;
  /** What is being done; on a terminal only, and gone when it is done. */
  progress(text: string | null): void;
  /** From now on this text is shown nowhere: a server may echo a token, and a message may hold what it was given. */
  hide(secret: string): void;
  readonly colour: Colours;
  /** Characters in a line; null in a pipe. */
  readonly width: number | null;
}

export type Colours = Pick<typeof pc, 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan'>;

interface Streams {
  readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** For `NO_COLOR` (https://no-color.org) and `TERM`. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

const CLEAR = '\r\x1b[2K';

/** WRITE: colour and progress only on a terminal; plain lines in a pipe. */
export function openTerminal({ out, err, env }: Streams): Terminal {
  const plain = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  const live = err.isTTY === true && env['TERM'] !== 'dumb' && env['CI'] === undefined;
  const coloured = out.isTTY === true && !plain;
  const secrets = new Set<string>();
  const shownAs = (text: string) => cleaned(text, secrets, coloured);
  let shown = false;
  const clear = () => {
    if (shown) err.write(CLEAR);
    shown = false;
  };
  return {
    print(line = '') {
      clear();
      out.write(`${shownAs(line)}\n`);
    },
    note(line) {
      clear();
      err.write(`${shownAs(line)}\n`);
    },
    progress(text) {
      clear();
      if (!live || text === null) return;
      err.write(shownAs(text));
      shown = true;
    },
    hide(secret) {
      secrets.add(secret);
    },
    colour: pc.createColors(coloured),
    width: out.isTTY === true ? (out.columns ?? 80) : null,
  };
}

/** Columns in line, without borders: they can be read, and cut by other tools. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const made = new Table({
    head: [...head],
    chars: BORDERLESS,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2, compact: true },
  });
  made.push(...rows.map((row) => [...row]));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

const BORDERLESS = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left']
    .concat(['left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'])
    .map((name) => [name, '']),
);
