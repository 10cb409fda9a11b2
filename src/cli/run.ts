import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { problemsIn } from '../findings/reading.ts';
import { display } from '../plugin/display.ts';
import { type Cli, type ExitCode, noteProblems, UsageError } from './cli.ts';
import { program } from './program.ts';
import { publisherIn } from './publisher.ts';
import { TOKEN_VARIABLES } from './server/token.ts';
import type { Terminal } from './terminal.ts';

/**
 * The command line: reads its arguments, runs the command, and prints what is wrong.
 *
 * @param root the folder of the package, with `package.json` and `templates`
 * @param args what follows the program's name, e.g. `['status', '--json']`
 */
export async function runCommandLine(cli: Cli, root: string, args: readonly string[]): Promise<ExitCode> {
  // Also where nothing uses them: what is given or answered may hold one.
  for (const name of TOKEN_VARIABLES) cli.terminal.hide(cli.env[name]?.trim() ?? '');
  let publisher: string | null = null;
  let ended: Promise<ExitCode> = Promise.resolve(0);
  try {
    const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    publisher = publisherIn(manifest);
    const own = { version: manifest.version, root, publisher };
    const main = program(cli, own, (command) => {
      ended = command;
    });
    for (const command of [main, ...main.commands]) command.exitOverride();
    await main.parseAsync([...args], { from: 'user' });
    return await ended;
  } catch (error) {
    cli.terminal.progress(null);
    return explain(cli.terminal, error, publisher);
  }
}

function explain(terminal: Terminal, error: unknown, publisher: string | null): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError) {
    terminal.note(`${terminal.colour.red('✗')} ${error.message}\n  → ${error.remedy}`);
    return 2;
  }
  const problems = problemsIn(error, 'command-line');
  if (problems !== null) {
    noteProblems(terminal, problems);
    return 1;
  }
  const message = error instanceof Error ? error.message : String(error);
  const place = publisher === null ? 'to whoever published it' : `at https://github.com/${publisher}/issues`;
  terminal.note(`This should not happen: ${display(message, 500)}. Please report it ${place}.`);
  return 1;
}
