import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The commands behind what was refused or warned of. */
export function remedies(out: string): string[] {
  const lines = out.matchAll(/^ {2}[→!] .*?: ((?:node|notify-marketplace|npx|git) .*)$/gm);
  return [...lines].map(([, command = '']) => command);
}

/** Pastes them where setup was run; fails where one of them does. */
export async function pasteRemedies(folder: string, out: string): Promise<string> {
  const commands = remedies(out);
  if (commands.length === 0) throw new Error(`nothing to paste in\n${out}`);
  return (await run('bash', ['-e', '-c', commands.join('\n')], { cwd: folder })).stdout;
}
