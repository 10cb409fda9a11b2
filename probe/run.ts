import { type Sandbox, startSandbox } from '../sandbox/index.ts';
import { type ProbeOptions, parseArguments } from './arguments.ts';
import { type Output, probe } from './probe.ts';
import { themesFor } from './questions/index.ts';
import { deletionLines } from './report.ts';
import { type OpenWorld, openSandbox, openServer } from './world/open.ts';
import { tokensOf } from './world/tokens.ts';
import type { Clock } from './world/world.ts';

export interface Surroundings extends Output {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of a server; the sandbox has its own. */
  readonly clock: Clock;
  /** Whom to call before somebody's Ctrl+C ends the program. */
  readonly onInterrupt?: (listener: () => Promise<void>) => void;
  /** Lets requests to a server take the proxies of the environment. */
  readonly useProxies?: () => void;
  /** Sees the sandbox before anything is asked. */
  readonly prepare?: (sandbox: Sandbox) => void;
}

export type ExitCode = 0 | 1 | 2;

/** The whole program, but for the process that it runs in. */
export async function run(args: readonly string[], around: Surroundings): Promise<ExitCode> {
  const parsed = parseArguments(args);
  if (parsed.kind === 'options') {
    const { owner } = parsed.options;
    return owner === undefined ? ofSandbox(parsed.options, around) : ofServer(owner, parsed.options, around);
  }
  (parsed.kind === 'help' ? around.print : around.note)(parsed.text.trimEnd());
  return parsed.kind === 'help' ? 0 : 2;
}

async function ofSandbox(options: ProbeOptions, around: Surroundings): Promise<ExitCode> {
  const sandbox = await startSandbox();
  around.onInterrupt?.(() => sandbox.close());
  try {
    around.prepare?.(sandbox);
    return await asked(openSandbox(sandbox, around.note), options, around);
  } finally {
    await sandbox.close();
  }
}

async function ofServer(owner: string, options: ProbeOptions, around: Surroundings): Promise<ExitCode> {
  const { env, clock, note, print } = around;
  around.useProxies?.();
  const opened = await openServer({ owner, url: options.server, tokens: tokensOf(env), clock, note });
  if ('refusal' in opened) {
    note(opened.refusal);
    return 2;
  }
  const { server, created } = opened.world;
  around.onInterrupt?.(async () => deletionLines(server, created).forEach(print));
  return asked(opened, options, around);
}

function asked(opened: OpenWorld, options: ProbeOptions, around: Surroundings): Promise<ExitCode> {
  return probe(opened, themesFor(options), options, around);
}
