import { printReport, printUnforeseen, stepLog } from '../action/print.ts';
import { systemClock } from '../github/client.ts';
import { readInputs } from './inputs.ts';
import { failedUpdateReport } from './report/report.ts';
import { update } from './update.ts';

try {
  const inputs = readInputs();
  await printReport(
    inputs.kind === 'options'
      ? await update(inputs.options, { clock: systemClock, log: stepLog })
      : failedUpdateReport(inputs.problems),
  );
} catch (error) {
  printUnforeseen(error);
}
