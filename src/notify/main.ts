import { printReport, printUnforeseen, stepLog } from '../action/print.ts';
import { systemClock } from '../github/client.ts';
import { readInputs } from './inputs.ts';
import { notify } from './notify.ts';
import { failedNotifyReport } from './report/report.ts';

try {
  const inputs = readInputs();
  await printReport(
    inputs.kind === 'options'
      ? await notify(inputs.options, { clock: systemClock, log: stepLog })
      : failedNotifyReport(inputs.problems),
  );
} catch (error) {
  printUnforeseen(error);
}
