import { marketplaceProblem } from '../../findings/reading.ts';
import { count, display } from '../../plugin/display.ts';
import type { Awaited, Fate } from './arrival.ts';

/** PURE: the log's lines on what is waited for. */

export function waitingLine(seconds: number, marketplace: string, awaited: readonly Awaited[]): string {
  const [only, ...others] = awaited;
  const what =
    only === undefined || others.length > 0 ? count(awaited.length, 'plugin version') : nameOf(only);
  return `Waiting up to ${seconds} s for ${marketplace} to list ${what}.`;
}

export function fateLine(fate: Fate, awaited: Awaited, marketplace: string): string {
  return `${fateText(fate)}: ${nameOf(awaited)} in ${marketplace}`;
}

function nameOf({ announced: { plugin, version } }: Awaited): string {
  return `${display(plugin)} ${display(version)}`;
}

function fateText(fate: Fate): string {
  switch (fate.kind) {
    case 'listed':
      return `Listed after ${fate.seconds} s`;
    case 'proposed':
      return `Waits in pull request #${fate.number}`;
    case 'late':
      return `Not listed after ${fate.waited} s`;
    case 'shows-neither':
      return 'Nothing to wait for';
    case 'no-entry':
      return 'No such entry';
    case 'unread':
      return `Not checked (${marketplaceProblem(fate.cause, 'notify').code})`;
  }
}
