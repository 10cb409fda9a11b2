import { AsyncLocalStorage } from 'node:async_hooks';
import type { ProcessOptions, ProcessResult } from './process.ts';
import { lineReader } from './process.ts';
import type { StepClock } from './step-clock.ts';
import type { Program } from './types.ts';

/** What a step sees of its process, where it has none of its own. */
interface OwnProcess {
  readonly env: Record<string, string>;
  readonly stdout: { write(text: string): boolean };
  readonly cwd: () => string;
  exitCode: number;
}

const steps = new AsyncLocalStorage<OwnProcess>();

export interface ProgramOptions extends Omit<ProcessOptions, 'command' | 'args'> {
  readonly program: Program;
  readonly clock: StepClock;
}

/** Runs a step in this process, as far as it can tell in one of its own. One that is stopped is heard no more. */
export async function runProgram(options: ProgramOptions): Promise<ProcessResult> {
  const { program, clock, env, cwd, onLine } = options;
  shareProcess();
  let output = '';
  const ended = stopper(options);
  const lines = lineReader(onLine);
  const own: OwnProcess = {
    env: { ...env },
    cwd: () => cwd,
    exitCode: 0,
    stdout: {
      write: (text) => {
        if (ended.signal.aborted) return true;
        output += text;
        lines.write(text);
        return true;
      },
    },
  };
  const run = steps.run(own, program, clock.of(ended.signal));
  const stopped = await Promise.race([run.then(() => null), ended.stopped]);
  ended.release();
  lines.end();
  return { exitCode: stopped === null ? own.exitCode : null, output, stopped };
}

/** What ends a step before its time. */
function stopper({ timeout, signal }: ProgramOptions) {
  const controller = new AbortController();
  const { promise, resolve } = Promise.withResolvers<'timeout' | 'cancelled'>();
  const stop = (why: 'timeout' | 'cancelled'): void => {
    controller.abort();
    resolve(why);
  };
  const timer = setTimeout(stop, timeout, 'timeout');
  const cancel = (): void => stop('cancelled');
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted) cancel();
  const release = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  };
  return { signal: controller.signal, stopped: promise, release };
}

let isShared = false;

/** Steps may overlap, so each finds what is its own in the global `process`; everybody else finds what was there. */
function shareProcess(): void {
  if (isShared) return;
  isShared = true;
  const ownOf = (key: string | symbol): OwnProcess | undefined => {
    const own = steps.getStore();
    return own !== undefined && Object.hasOwn(own, key) ? own : undefined;
  };
  globalThis.process = new Proxy(process, {
    get: (target, key) => Reflect.get(ownOf(key) ?? target, key),
    set: (target, key, value) => Reflect.set(ownOf(key) ?? target, key, value),
  });
}
