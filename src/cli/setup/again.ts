import { shellWord } from '../shell/shell-word.ts';
import type { SetupFlags } from './flags.ts';
import type { SetupStep } from './plan.ts';

/** The call of setup that was made. */
export interface Call {
  /** How this command line is called here, e.g. `notify-marketplace`. */
  readonly program: string;
  readonly flags: SetupFlags;
}

/** PURE: the same call for one step alone, with more flags. It works when pasted where the first one was made. */
export function callAgain(
  { program, flags }: Call,
  { checkout, end }: Pick<SetupStep, 'checkout' | 'end'>,
  more: SetupFlags,
): string {
  const all = { ...flags, ...more };
  const isPlugin = end === 'plugin';
  // Bare, it means the marketplace's own workflow.
  const target = isPlugin && all.marketplace === true ? undefined : all.marketplace;
  return [
    `${program} setup`,
    ...(target === true ? ['--marketplace'] : option('--marketplace', target)),
    ...option('--event-type', all.eventType),
    ...(isPlugin ? option('--secret', all.secret) : option('--mode', all.mode)),
    ...option('--action', all.action),
    ...(all.migrate === true ? ['--migrate'] : []),
    ...(all.force === true ? ['--force'] : []),
    ...(isPlugin && all.plugins !== undefined ? option('--plugins', checkout.shown || '.') : []),
  ].join(' ');
}

function option(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${name} ${shellWord(value)}`];
}
