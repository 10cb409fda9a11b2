/**
 * `npm run probe`: asks what GitHub answers, of the sandbox or (with `--owner`) of github.com or a GitHub Enterprise
 * Server, and compares with the ledger. Exit code 0: nothing contradicts it; 1: something does, or failed; 2: wrong
 * arguments. `probe/README.md` says the rest.
 */
import http from 'node:http';
import { run } from './run.ts';
import { REAL_CLOCK } from './world/open.ts';

/** `HTTPS_PROXY` and `NO_PROXY` hold for fetch too, as for `@actions/github`, where Node can do it (24.14). */
const { setGlobalProxyFromEnv } = http as { setGlobalProxyFromEnv?: () => void };

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  clock: REAL_CLOCK,
  print: (line) => process.stdout.write(`${line}\n`),
  note: (line) => process.stderr.write(`${line}\n`),
  onInterrupt: (listener) => process.once('SIGINT', () => void listener().finally(() => process.exit(130))),
  useProxies: () => setGlobalProxyFromEnv?.(),
});
