import type { Problem } from '../findings/problem.ts';
import type { Clock, Log } from '../github/client/client.ts';
import { printReport, printUnforeseen, stepLog } from './print.ts';
import type { Report } from './report.ts';

/** What a run needs from outside, beside the runner's environment. */
export interface World {
  readonly clock: Clock;
  readonly log: Log;
}

/** What a workflow asks for, or all that is wrong with it. */
export type ReadInputs<Options> =
  | { readonly kind: 'options'; readonly options: Options }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

export interface Action<Options> {
  readonly readInputs: () => ReadInputs<Options>;
  readonly act: (options: Options, world: World) => Promise<Report>;
  readonly failedReport: (problems: readonly Problem[]) => Report;
}

/** One step of a job: inputs → report → log, annotations, outputs and summary. Never throws. */
export async function runStep<Options>(action: Action<Options>, clock: Clock): Promise<void> {
  try {
    const inputs = action.readInputs();
    await printReport(
      inputs.kind === 'options'
        ? await action.act(inputs.options, { clock, log: stepLog })
        : action.failedReport(inputs.problems),
    );
  } catch (error) {
    printUnforeseen(error);
  }
}
