import { printReport, printUnforeseen, stepLog } from '../action/print.ts';
import { readInputs, type UpdateOptions } from './inputs.ts';
import { failedReport } from './report.ts';

try {
  const inputs = readInputs();
  await printReport(inputs.kind === 'options' ? await run(inputs.options) : failedReport(inputs.problems));
} catch (error) {
  printUnforeseen(error);
}

/**
 * Loaded only now: `@actions/github` reads the event when it is imported, and a broken one must be told first.
 * `eager` keeps the bundle in one file.
 */
async function run(options: UpdateOptions) {
  const [{ update }, { systemClock }] = await Promise.all([
    import(/* webpackMode: "eager" */ './update.ts'),
    import(/* webpackMode: "eager" */ '../github/client.ts'),
  ]);
  return update(options, { clock: systemClock, log: stepLog });
}
