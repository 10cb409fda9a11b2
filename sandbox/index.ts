import { startActions } from './actions/index.ts';
import type { Actions, Programs } from './actions/types.ts';
import { DIALECTS, type DialectName } from './dialects.ts';
import { startGitHub } from './github/index.ts';
import type { SandboxGitHub } from './types.ts';

export type { Actions, Clock, Program, Programs, RunActionOptions } from './actions/types.ts';
export { CHOICES, DIALECTS, type Dialect, type DialectName } from './dialects.ts';
export { PROVEN_SIZES } from './github/limits.ts';
export * as knownAnswers from './known-answers.ts';

/** GitHub on loopback, with Actions that run this project's own actions. */
export interface Sandbox {
  github: SandboxGitHub;
  actions: Actions;
  /** Ends what runs, then stops GitHub and removes its folder (unless `keep`). */
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** Folder for everything. Default: a new one. */
  root?: string;
  /** Milliseconds added to every API answer. */
  latency?: number;
  /** Leave the folder on `close`. */
  keep?: boolean;
  /** Which server it is: `DIALECTS` of `dialects.ts`. Default: the variable `SANDBOX_DIALECT`, else `strict`. */
  dialect?: DialectName;
  /** The node binary that runs the actions. */
  node?: string;
  /** Folder that holds `action.yml`. Default: the project's root. */
  actionsRoot?: string;
  /** More variables for every step, e.g. proxies. */
  env?: Record<string, string>;
  /** Actions that run in this process, by the subfolder that holds the action.yml. */
  programs?: Programs;
}

/** Starts a sandbox: GitHub first, then Actions, which listens to its events. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { node, actionsRoot, env, programs, ...forGitHub } = options;
  const github = await startGitHub({ dialect: dialectAsked(), ...forGitHub });
  const actions = startActions(github, { node, actionsRoot, env, programs });
  github.showRunsOf(actions);
  return {
    github,
    actions,
    close: async () => {
      await actions.close();
      await github.close();
    },
  };
}

/** `SANDBOX_DIALECT=older-server npm test -- <file>` runs scenarios on another server. */
function dialectAsked(): DialectName {
  const asked = process.env['SANDBOX_DIALECT'] ?? 'strict';
  if (Object.hasOwn(DIALECTS, asked)) return asked as DialectName;
  throw new Error(`SANDBOX_DIALECT is none of ${Object.keys(DIALECTS).join(', ')}`);
}
