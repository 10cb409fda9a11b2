import { createInterface } from 'node:readline';
import type { Cli } from '../cli.ts';

/** READ: whether the person at the terminal says yes; no where nobody sits there. */
export async function confirm({ stdin, terminal }: Cli, question: string): Promise<boolean> {
  const isPerson = terminal.width !== null && 'isTTY' in stdin && stdin.isTTY === true;
  if (!isPerson) return false;
  terminal.note(`${question} [y/N]`);
  const lines = createInterface({ input: stdin, terminal: false });
  for await (const line of lines) return /^\s*y(?:es)?\s*$/i.test(line);
  return false;
}
