#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { problemsIn } from '../findings/reading.ts';
import { systemClock } from '../github/client.ts';
import { GitHubError } from '../github/error.ts';
import { display } from '../plugin/display.ts';
import { type Cli, type ExitCode, problemLines, UsageError } from './cli.ts';
import { type Own, program } from './program.ts';
import { openTerminal } from './terminal.ts';

/** Beside the bundle, as the repository has it. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const terminal = openTerminal({ out: process.stdout, err: process.stderr, env: process.env });
const cli: Cli = { cwd: process.cwd(), env: process.env, terminal, clock: systemClock };

// Also where nothing uses them: what is given or answered may hold one.
for (const name of ['GH_TOKEN', 'GITHUB_TOKEN', 'GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'])
  terminal.hide(process.env[name]?.trim() ?? '');
// Windows would take programs out of the folder that is looked at (https://learn.microsoft.com/windows/win32/api/processenv/nf-processenv-needcurrentdirectoryforexepathw).
process.env['NoDefaultCurrentDirectoryInExePath'] = '1';
// Whoever reads may have seen enough: `notify-marketplace status | head -1`.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}
process.once('SIGINT', () => {
  terminal.progress(null);
  process.exit(130);
});
process.exitCode = await main(process.argv);

async function readOwn(): Promise<Own> {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  return { version, templates: join(ROOT, 'templates') };
}

async function main(argv: readonly string[]): Promise<ExitCode> {
  let ended: Promise<ExitCode> = Promise.resolve(0);
  try {
    const root = program(cli, await readOwn(), (command) => {
      ended = command;
    });
    for (const command of [root, ...root.commands]) command.exitOverride();
    await root.parseAsync([...argv]);
    return await ended;
  } catch (error) {
    terminal.progress(null);
    return explain(error);
  }
}

function explain(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UsageError) {
    terminal.note(`${terminal.colour.red('✗')} ${error.message}\n  → ${error.remedy}`);
    return 2;
  }
  const problems = problemsIn(error, 'command-line');
  if (problems !== null) {
    for (const line of problems.flatMap((problem) => problemLines(terminal, problem))) terminal.note(line);
    return 1;
  }
  const message = error instanceof GitHubError || error instanceof Error ? error.message : String(error);
  terminal.note(
    `This should not happen: ${display(message, 500)}. Please report it at https://github.com/org/notify-marketplace/issues.`,
  );
  return 1;
}
