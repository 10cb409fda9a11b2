import { type Programs, type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts';
import { notifyStep } from '../../src/notify/step.ts';
import { updateStep } from '../../src/update/step.ts';

const ACTIONS: Programs = new Map([
  ['', notifyStep],
  ['update', updateStep],
]);

/** A sandbox whose steps run `src` in the tests' own process; `bundles.test.ts` runs what is committed. */
export function ourSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ programs: ACTIONS, ...options });
}
