import { runStep } from '../action/run.ts';
import type { Clock } from '../github/client/client.ts';
import { readNotifyInputs } from './inputs.ts';
import { notify } from './notify.ts';
import { failedNotifyReport } from './report/report.ts';

/** A step that runs the notify action, with the inputs and the environment of this process. */
export const notifyStep = (clock: Clock) =>
  runStep({ readInputs: readNotifyInputs, act: notify, failedReport: failedNotifyReport }, clock);
