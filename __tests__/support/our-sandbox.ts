import { type Programs, type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts';
import { type Action, runStep } from '../../src/action/run.ts';
import type { Clock } from '../../src/github/client/client.ts';
import { NOTIFY_ACTION } from '../../src/notify/notify.ts';
import { UPDATE_ACTION } from '../../src/update/update.ts';

function program<Options>(action: Action<Options>) {
  return (clock: Clock) => runStep(action, clock);
}

const ACTIONS: Programs = new Map([
  ['', program(NOTIFY_ACTION)],
  ['update', program(UPDATE_ACTION)],
]);

/** A sandbox whose steps run `src` in the tests' own process; `bundles.test.ts` runs what is committed. */
export function ourSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ programs: ACTIONS, ...options });
}
