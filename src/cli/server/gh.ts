import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Cli } from '../cli.ts';

const run = promisify(execFile);

/** With one of these set, `gh auth token` would answer with it for any host (https://cli.github.com/manual/gh_help_environment). */
const TOKEN_VARIABLES = ['GH_TOKEN', 'GITHUB_TOKEN', 'GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'];

/** READ: the token with which somebody signed in to this very host by `gh auth login`; null where there is none, or no gh. */
export async function ghToken(host: string, env: Cli['env']): Promise<string | null> {
  const own = Object.entries(env).filter(([name]) => !TOKEN_VARIABLES.includes(name));
  const options = {
    env: { ...Object.fromEntries(own), GH_PROMPT_DISABLED: '1', GH_NO_UPDATE_NOTIFIER: '1' },
    timeout: 10_000,
    windowsHide: true,
  };
  try {
    const running = run('gh', ['auth', 'token', '--hostname', host], options);
    running.child.stdin?.end();
    return (await running).stdout.trim() || null;
  } catch {
    return null;
  }
}
