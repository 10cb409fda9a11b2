import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../github/client/client.ts';
import { runCommandLine } from './run.ts';
import { openTerminal } from './terminal.ts';

/** Beside the bundle, as the repository has it. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const { env, stdin, stdout, stderr } = process;
const terminal = openTerminal({ out: stdout, err: stderr, env });

// Windows would take programs out of the folder that is looked at (https://learn.microsoft.com/windows/win32/api/processenv/nf-processenv-needcurrentdirectoryforexepathw).
env['NoDefaultCurrentDirectoryInExePath'] = '1';
// Whoever reads may have seen enough: `notify-marketplace status | head -1`.
for (const stream of [stdout, stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}
process.once('SIGINT', () => {
  terminal.progress(null);
  process.exit(130);
});
const cli = { cwd: process.cwd(), env, stdin, terminal, clock: systemClock, patience: 20_000 };
process.exitCode = await runCommandLine(cli, ROOT, process.argv.slice(2));
